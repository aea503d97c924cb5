"""One file per command: its options, one call, and an exit code."""
