"""The known names nearest to a mistyped one."""

from collections.abc import Iterable
from difflib import get_close_matches

from rapidfuzz import fuzz, process

ALIKE = 10
"""Names that are compared closely; finding them takes time that is linear in their number."""


def near(word: str, known: Iterable[str], otherwise: str = "", most: int = 1) -> str:
    """A question that offers up to `most` known names, or `otherwise` where none is near."""
    alike = process.extract(word, list(known), scorer=fuzz.ratio, score_cutoff=60, limit=ALIKE)
    found = get_close_matches(word, [name for name, _, _ in alike], most, 0.6)
    offered = " or ".join(f"`{name}`" for name in found)
    return f"did you mean {offered}?" if found else otherwise
