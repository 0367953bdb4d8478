"""Restricted pages: sealed at build, opened with keys that a signed token brings. Format: docs/access-format.md."""
