"""Suggestions for a mistyped name."""

from collections.abc import Iterable
from difflib import get_close_matches

SIMILARITY = 0.6
"""Least ratio at which two names count as similar (difflib's own default)."""


def near(word: str, known: Iterable[str], otherwise: str = "", most: int = 1) -> str:
    """A question that offers up to `most` similar names, or `otherwise` if none is similar."""
    found = get_close_matches(word, list(known), most, SIMILARITY)
    if not found:
        return otherwise
    offered = " or ".join(f"`{name}`" for name in found)
    return f"did you mean {offered}?"
