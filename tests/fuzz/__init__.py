"""Strangers' files of every kind, fed to the real commands: `python -m tests.fuzz --help`."""
