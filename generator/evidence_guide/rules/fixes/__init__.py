"""Fixes of the form of evidence files, which never change what they say: `check --fix`."""
