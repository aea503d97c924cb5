"""What a reader is shown of each part of the guide, on the site, on paper and as data."""
