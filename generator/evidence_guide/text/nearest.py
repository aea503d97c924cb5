"""Suggestions for a mistyped name."""

from collections.abc import Iterable
from difflib import get_close_matches

from rapidfuzz import fuzz, process

SIMILARITY = 0.6
"""Least ratio at which two names count as similar (difflib's own default)."""
CANDIDATES = 10
"""Names that are compared closely; finding them takes time that is linear in their number."""


def near(word: str, known: Iterable[str], otherwise: str = "", most: int = 1) -> str:
    """A question that offers up to `most` similar names, or `otherwise` if none is similar."""
    ranked = process.extract(
        word, list(known), scorer=fuzz.ratio, score_cutoff=100 * SIMILARITY, limit=CANDIDATES
    )
    found = get_close_matches(word, [name for name, _, _ in ranked], most, SIMILARITY)
    if not found:
        return otherwise
    offered = " or ".join(f"`{name}`" for name in found)
    return f"did you mean {offered}?"
