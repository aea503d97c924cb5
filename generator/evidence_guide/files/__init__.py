"""Reading other people's files and writing our own, safely: bounds, manifests, scratch folders, all or none."""
