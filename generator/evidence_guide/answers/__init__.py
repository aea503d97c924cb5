"""Any text compared with the guide: what it supports, what it contradicts, what it cannot judge."""
