"""Proof: each passage and each figure is found again in the text of its source."""
