"""What contributors bring in: records of sources, items of evidence, filled forms, and what a search found."""
