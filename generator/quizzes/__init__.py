"""Questions, cases, learning paths: read, checked, rendered, printed, exchanged."""
