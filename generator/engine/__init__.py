"""MkDocs as a library, and nobody else's: only this room imports it."""
