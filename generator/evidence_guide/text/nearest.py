"""The known names nearest to a mistyped one."""

from collections.abc import Iterable
from difflib import get_close_matches


def near(word: str, known: Iterable[str], otherwise: str = "", most: int = 1) -> str:
    """A question that offers up to `most` known names, or `otherwise` where none is near."""
    found = get_close_matches(word, list(known), most, 0.6)
    offered = " or ".join(f"`{name}`" for name in found)
    return f"did you mean {offered}?" if found else otherwise
