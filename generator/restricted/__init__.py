"""Restricted sources as the site sees them: who reads what, where it opens, and what the public sees instead."""

from .around import library, sources_list, url_of
from .check import check_all, check_files, check_folder, check_rendered
from .keys import Keys, check_keys
from .locks import generated, quiz_shelf, shelf
from .model import FOLDER, ROLES, Restricted
from .private import private
from .read import read
from .sealed import sealed

__all__ = [
    "FOLDER",
    "ROLES",
    "Keys",
    "Restricted",
    "check_all",
    "check_files",
    "check_folder",
    "check_keys",
    "check_rendered",
    "generated",
    "library",
    "private",
    "quiz_shelf",
    "read",
    "sealed",
    "shelf",
    "sources_list",
    "url_of",
]
