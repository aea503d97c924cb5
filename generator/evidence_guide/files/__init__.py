"""Safe file access: bounded reading, and writing by way of scratch folders and manifests."""
