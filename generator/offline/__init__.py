"""The edition that is opened from a disk: pages that link to files, scripts without modules, data in a script."""
