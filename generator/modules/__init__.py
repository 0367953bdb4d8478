"""Authored pages: modules, standards, procedures, guides; their front matter and their Markdown."""
