"""Shared words of all rooms; imports nothing of ours."""
