"""Search: sections of finished pages in, small files for the browser out."""
