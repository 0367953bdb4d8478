"""Foreign tables as drafts of records: a declarative profile says how to read a file."""
