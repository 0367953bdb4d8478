"""Questions from and for other tools. Every file made here carries the key: none of it goes into a site."""
