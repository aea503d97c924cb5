"""Everything that comes in: new guides, records of sources, items, filled forms, search results."""
