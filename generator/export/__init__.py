"""Modules and learning paths as books: a page's HTML to a plain tree, the tree to Typst or to EPUB."""
