"""Szkoła Kooperacji: the generator of a knowledge base and training site. Start reading at pipeline.py."""

__version__ = "0.1.0"
