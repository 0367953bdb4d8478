"""The live preview: builds on change, tells open tabs, shows problems. Never part of a built site."""
