"""One command a file: its arguments (register) and its work (run)."""
