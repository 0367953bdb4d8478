"""The folder private/: keys, the register of tokens, sheets to print. Never built, never in the repository."""
