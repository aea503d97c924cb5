"""Ranges in sentences begin with their lower end, as readers expect."""

import re
from collections.abc import Iterator
from itertools import pairwise

from evidence_guide.guide import Guide
from evidence_guide.rules.rule import Complaints, rule
from evidence_guide.text.quantities import Quantity, QuantityKind
from evidence_guide.view.sentences import statements

_REACH = 40
"""Characters before a number in which `from` makes a change of what would be a range."""
_FROM = re.compile(r"\bfrom\b[^.;]*$")
_BETWEEN_ENDS = re.compile(r"\s?[-‐‑–—]\s?| to ")
_TELEPHONE = re.compile(r"\d-\d+-\d")
_ENDS = {QuantityKind.RANGE, QuantityKind.INTERVAL}


@rule("evidence/claims/sleep.yml", "0.75, 0.60 to 0.94", "0.75, 0.94 to 0.60")
def range_rises(guide: Guide) -> Complaints:
    """A range begins with its lower end: `15 to 49 years`, never `65 to 49 years`.

    Both numbers may be among the figures behind a sentence and still form no range that a source
    prints. A change may fall: `from 20% to 15%`.
    """
    for statement in statements(guide):
        for words in falling_ranges(statement.text, guide.numbers_in(statement.text)):
            message = f"the range `{words}` begins with its upper end"
            yield statement.place, message, _TURN_IT, (statement.owner,)


_TURN_IT = "write the lower end first; check both numbers, or write `from` if it is a change"


def falling_ranges(text: str, found: tuple[Quantity, ...]) -> Iterator[str]:
    """The ranges of a text whose first number is the larger one, as they are written."""
    for one, other in pairwise(found):
        if _falls(one, other) and _is_range(text, one, other):
            yield text[one.start : other.end].strip()


def _falls(one: Quantity, other: Quantity) -> bool:
    ends = one.kind is other.kind and one.kind in _ENDS
    return ends and one.unit == other.unit and one.value > other.value


def _is_range(text: str, one: Quantity, other: Quantity) -> bool:
    """Whether two numbers are the ends of a range, and not those of a change."""
    if not _BETWEEN_ENDS.fullmatch(text[one.end : other.start]):
        return False
    if _TELEPHONE.search(text[max(0, one.start - 2) : other.end + 2]):
        return False
    return _FROM.search(text[max(0, one.start - _REACH) : one.start]) is None
