"""Views: each part of the guide as readers see it, on the site, on paper and as data."""
