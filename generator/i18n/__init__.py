"""Texts for readers and authors, by key and language."""
