"""Views of whole pages of the site: everything that a page shows beside its citations."""
