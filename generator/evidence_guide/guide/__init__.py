"""From the files of a guide to one `Guide` in which every item has its place."""

from evidence_guide.guide.joined import Entry, Guide

__all__ = ["Entry", "Guide"]
