"""The surroundings of numbers: ranges, lists, intervals, P values, comparisons, calendar years."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from evidence_guide.text.quantities.comparisons import comparison_of, sign_at_end
from evidence_guide.text.quantities.counted import counting
from evidence_guide.text.quantities.quantity import Quantity, QuantityKind

_S = r"[\s\u00a0\u2009\u202f]"
_HEDGE = r"(?:(?:about|almost|nearly|around|approximately|up)\s+)?"
_RANGE = re.compile(
    rf"[-‐‑]?{_S}?[-‐‑–—−]{_S}?|[-‐‑]?{_S}+(?:to|through|until){_S}+{_HEDGE}(?:the\s+)?"
)
_AND = re.compile(rf"{_S}+and{_S}+{_HEDGE}")
_BETWEEN = re.compile(rf"\bbetween\s+(?:the\s+)?(?:ages?\s+(?:of\s+)?)?{_HEDGE}$", re.IGNORECASE)
_LIST = re.compile(
    rf",?{_S}+(?:and|or|vs\.?|versus|against|compared{_S}with){_S}+(?:[<>≤≥~]{_S}?)?|{_S}?/{_S}?"
)
_COMMA = re.compile(rf"[,;]{_S}+(?:[<>≤≥~]{_S}?)?")
_RANGED = re.compile(rf"{_RANGE.pattern}|{_AND.pattern}|{_COMMA.pattern}")
"""What is between the ends of a range or of an interval, or between two of them."""
_OPENED = re.compile(rf"{_S}[\[(]")
_CLOSED = re.compile(r"[)\]]")
_SPREAD = re.compile(rf"{_S}*(?:±|\+/[-−]){_S}*")
_PER = re.compile(
    r"\s+(?:per|in|out\s+of|of|in\s+every|of\s+every|out\s+of\s+every|for\s+every)\s+"
)
_IN_A_HUNDRED = re.compile(r"\s+in(?:\s+every)?\s+100")
_RATIO = re.compile(r"\s?:\s?")
_TENS = re.compile(r"10+")

_P = re.compile(
    r"(?<!\w)[Pp](?:\s?-?\s?(?:values?|trend|interaction|for\s+\w+))?\s*"
    r"(?:[=<>≤≥]|(?:(?:is|was|of|less\s+than|greater\s+than)\s))?\s*$"
)
_INTERVAL = re.compile(
    r"\b(?:CI|CrI|confidence\s+interval|credible\s+interval|interval)s?\b\]?\s*(?:\[CI\])?\s*"
    r"[:,=]?\s*[\[(]?\s*(?:of\s+|was\s+|from\s+|between\s+)?$"
)
_LEVEL = re.compile(r"\s?(?:confidence|credible|CI\b|CrI\b|interval)", re.IGNORECASE)
_COUNTED = re.compile(
    r"\s+(?:(?!(?:was|is|has|does|as|its|this|us|plus|less|versus|vs|says|holds|states|recommends"
    r"|covers|sets)\b)[a-z]{2,}s|people|men|women|children)\b"
)
_OF = re.compile(r"\d%?\)? of $")
_OF_THE = re.compile(r"\bthe\s+$")
_COUNT = re.compile(r"\bn\s*=?\s*$")
_AGED = re.compile(
    r"\b(?:aged?|ages|(?:adults|people|persons)\s+(?:of|over|under|above|below|from|aged))\s+"
    r"(?:(?:over|under|above|below|from|between|at\s+least|of|up\s+to)\s+)?$",
    re.IGNORECASE,
)
_TIMED = re.compile(
    r"\b(?:(?P<week>weeks?|wk)|(?P<month>months?)|(?P<d>days?)|(?P<a>years?))\s+$", re.IGNORECASE
)
_LOOK = 48
"""Characters around a number that may say how it is used."""
_NOT_BORROWED = {"%", "percentage points", "times", "trimester", "one in"}
"""Units that a number without a unit never means."""
_BOUNDS = {"<", "≤", ">", "≥"}
_ENDS = {QuantityKind.RANGE, QuantityKind.INTERVAL}
_APART = {
    QuantityKind.P,
    QuantityKind.LEVEL,
    QuantityKind.MALFORMED,
    QuantityKind.ORDINAL,
}
"""Kinds that share no unit with their neighbours."""
_YEAR_LENGTH, _FIRST_YEAR, _LAST_YEAR = 4, 1800, 2100


def in_context(text: str, found: list[Quantity]) -> tuple[Quantity, ...]:
    """The quantities with the kind, comparison and unit that their surroundings imply.

    Calendar years are left out.
    """
    if not found:
        return ()
    gaps = [_gap(text, one, other) for one, other in pairwise(found)]
    linked = _compared(text, found)
    _mark_ranges(text, linked, gaps)
    _share_units_backwards(text, linked, gaps)
    _share_units_forwards(text, linked, gaps)
    _share_bounds(text, linked, gaps)
    _set_ages(text, linked)
    kept = [quantity for quantity in _merged(linked, gaps) if not _is_year(text, quantity)]
    return tuple(_with_units_nearby(counting(text, kept)))


def _gap(text: str, one: Quantity, other: Quantity) -> str:
    """The text between two quantities, or a text that matches nothing if they are far apart."""
    if other.start - one.end >= _LOOK:
        return "\0"
    return text[one.end : other.start]


def _before(text: str, quantity: Quantity, least: int = 0) -> str:
    return text[max(least, quantity.start - _LOOK) : quantity.start]


def _with_units_nearby(found: list[Quantity]) -> Iterable[Quantity]:
    near = _units_of(found) - _NOT_BORROWED
    if not near:
        return found
    return [quantity._replace(near=near) for quantity in found]


def _units_of(found: list[Quantity]) -> frozenset[str]:
    return frozenset(quantity.unit for quantity in found if quantity.unit)


# One number and the words around it


def _compared(text: str, found: list[Quantity]) -> list[Quantity]:
    """The quantities with their comparisons and kinds, each from the text up to the one before."""
    compared = []
    end = 0
    for quantity in found:
        compared.append(_in_surroundings(text, quantity, _before(text, quantity, end)))
        end = quantity.end
    return compared


def _in_surroundings(text: str, quantity: Quantity, before: str) -> Quantity:
    sign = sign_at_end(before)
    comparison = comparison_of(text, quantity, before, sign)
    if comparison:
        quantity = quantity._replace(comparison=comparison)
    if quantity.kind is not QuantityKind.PLAIN:
        return quantity
    if _P.search(before[: sign.start()] if sign else before):
        return quantity._replace(kind=QuantityKind.P)
    return _named_by_surroundings(text, quantity, before)


def _named_by_surroundings(text: str, quantity: Quantity, before: str) -> Quantity:
    """The quantity as the level or end of an interval, or with the unit of time before it."""
    if quantity.unit == "%" and _LEVEL.match(text, quantity.end):
        return quantity._replace(kind=QuantityKind.LEVEL)
    if not quantity.unit:
        timed = _TIMED.search(before)
        if timed:
            return quantity._replace(unit=timed.lastgroup or "")
    if _INTERVAL.search(before):
        return quantity._replace(kind=QuantityKind.INTERVAL)
    return quantity


# Ranges, intervals and spreads


def _mark_ranges(text: str, found: list[Quantity], gaps: list[str]) -> None:
    """Sets the kind of both ends of ranges and intervals, and of spreads."""
    end = 0
    for i, gap in enumerate(gaps):
        one, other = found[i], found[i + 1]
        kind = _kind_across(text, one, other, gap, end)
        end = one.end
        if kind is None:
            continue
        found[i + 1] = other._replace(kind=kind)
        if kind is QuantityKind.RANGE:
            found[i] = one._replace(kind=kind)


def _kind_across(
    text: str, one: Quantity, other: Quantity, gap: str, least: int
) -> QuantityKind | None:
    """The kind of the later of two numbers, if the gap between them determines it."""
    if _SPREAD.fullmatch(gap):
        return QuantityKind.SPREAD
    if one.kind is QuantityKind.INTERVAL:
        continues = _COMMA.fullmatch(gap) or _is_range(text, one, gap, least)
        return QuantityKind.INTERVAL if continues else None
    if one.kind is other.kind is QuantityKind.PLAIN and _is_range(text, one, gap, least):
        return QuantityKind.RANGE
    return None


def _is_range(text: str, one: Quantity, gap: str, least: int) -> bool:
    if _RANGE.fullmatch(gap):
        return True
    return bool(_AND.fullmatch(gap) and _BETWEEN.search(_before(text, one, least)))


# Units


def _share_units_backwards(text: str, found: list[Quantity], gaps: list[str]) -> None:
    """Sets units printed once, after the last member of a range or list.

    For example `17 to 39%`, `225, 172 and 161 pmol/l` and `28 [10, 46] pmol/l`.
    """
    listed = bracketed = False
    for i in range(len(gaps) - 1, -1, -1):
        one, other, gap = found[i], found[i + 1], gaps[i]
        bracketed = _closes(text, other) or (bracketed and listed)
        in_list = listed or (bracketed and _opens_before(gaps, i))
        listed = _joins(one, other, gap, in_list=in_list, bracketed=bracketed and listed)
        if listed and not _is_whole(text, one, other):
            found[i] = _with_unit_of(one, other)


def _is_whole(text: str, one: Quantity, other: Quantity) -> bool:
    """Whether a number is what a share is of: `33% of 381 against 16%`."""
    return other.unit == "%" and _OF.search(_before(text, one)) is not None


def _opens_before(gaps: list[str], i: int) -> bool:
    """Whether a bracket opens in the gap before a quantity."""
    return i > 0 and _OPENED.fullmatch(gaps[i - 1]) is not None


def _with_unit_of(one: Quantity, other: Quantity) -> Quantity:
    if one.unit or one.kind in _APART or other.kind in _APART:
        return one
    return one._replace(unit=other.unit, per=one.per or other.per)


def _closes(text: str, quantity: Quantity) -> bool:
    """Whether a bracket closes within or right after a quantity."""
    return bool(_CLOSED.search(quantity.text)) or _bracket_follows(text, quantity)


def _bracket_follows(text: str, quantity: Quantity) -> bool:
    return text[quantity.end : quantity.end + 1] in {")", "]"}


def _joins(one: Quantity, other: Quantity, gap: str, *, in_list: bool, bracketed: bool) -> bool:
    """Whether a unit after the later number also belongs to the earlier one."""
    if other.kind in _ENDS and one.kind is other.kind and _RANGED.fullmatch(gap):
        return True
    if _SPREAD.fullmatch(gap):
        return True
    if _looks_like_year(one):
        return False
    if _LIST.fullmatch(gap):
        return True
    if _COMMA.fullmatch(gap):
        return in_list
    return bracketed and bool(_OPENED.fullmatch(gap))


def _share_units_forwards(text: str, found: list[Quantity], gaps: list[str]) -> None:
    """Sets units printed once, before a range or with its first end: `5% (0 to 12)`."""
    for i, gap in enumerate(gaps):
        one, other = found[i], found[i + 1]
        if other.unit or other.kind is not QuantityKind.RANGE:
            continue
        continues = one.kind is QuantityKind.RANGE and _RANGE.fullmatch(gap)
        if continues or _opens_range(text, found, gap, i + 2):
            found[i + 1] = other._replace(unit=one.unit)


def _opens_range(text: str, found: list[Quantity], gap: str, i: int) -> bool:
    """Whether a bracket opens in a gap and closes after a quantity."""
    if not _OPENED.fullmatch(gap):
        return False
    return i < len(found) and _bracket_follows(text, found[i])


# Comparisons and ages


def _share_bounds(text: str, found: list[Quantity], gaps: list[str]) -> None:
    """Sets the comparison of a second bound: `below 89 and 84 pmol/l`, `over 5 m (16 ft)`."""
    for i, gap in enumerate(gaps):
        one, other = found[i], found[i + 1]
        if one.comparison in _BOUNDS and (
            _shares_bound(one, other, gap) or _is_said_again(text, one, other, gap)
        ):
            found[i + 1] = other._replace(comparison=one.comparison)


def _shares_bound(one: Quantity, other: Quantity, gap: str) -> bool:
    if other.comparison or not other.unit or one.unit != other.unit:
        return False
    if not one.kind is other.kind is QuantityKind.PLAIN:
        return False
    return _LIST.fullmatch(gap) is not None


def _is_said_again(text: str, one: Quantity, other: Quantity, gap: str) -> bool:
    """Whether a number in brackets is the number before them, in other words or another unit."""
    if other.comparison or not other.unit or _OPENING.fullmatch(gap) is None:
        return False
    is_alone = one.unit not in {"", other.unit} and _closes(text, other)
    return one.value == other.value or (is_alone and other.unit not in _NOT_BORROWED)


_OPENING = re.compile(r"[^\d()\[\].;]{0,30}[(\[]\s*")


def _set_ages(text: str, found: list[Quantity]) -> None:
    """Sets years as the unit of bare numbers after `aged`."""
    for i, quantity in enumerate(found):
        if quantity.unit or not _is_bare_age(text, quantity):
            continue
        found[i] = quantity._replace(unit="a")
        if quantity.kind is QuantityKind.RANGE and i + 1 < len(found) and not found[i + 1].unit:
            found[i + 1] = found[i + 1]._replace(unit="a")


def _is_bare_age(text: str, quantity: Quantity) -> bool:
    if quantity.kind not in {QuantityKind.PLAIN, QuantityKind.RANGE}:
        return False
    return bool(_AGED.search(_before(text, quantity)))


# Counts


def _merged(found: list[Quantity], gaps: list[str]) -> Iterator[Quantity]:
    """The quantities, with each count such as `1 in 10` or `8 in 100` as one."""
    skip = False
    for i, quantity in enumerate(found):
        if skip:
            skip = False
            continue
        count = _count(quantity, found[i + 1], gaps[i]) if i < len(gaps) else None
        skip = count is not None
        yield count or quantity


def _count(one: Quantity, other: Quantity, gap: str) -> Quantity | None:
    """`1 in 10` and `1:5355` as `one in`, `26 in 100 000` as `per 100000`, `8 in 100` as 8%."""
    if not _is_bare_number(one) or not _is_bare_number(other) or other.comparison:
        return None
    per = _PER.fullmatch(gap)
    if not per and not _RATIO.fullmatch(gap):
        return None
    whole = one._replace(text=one.text + gap + other.text, end=other.end)
    if one.text in {"1", "one", "One"}:
        return whole._replace(value=other.value, unit="one in", kind=QuantityKind.ONE_IN)
    unit = _share_unit(other, gap) if per else ""
    return whole._replace(unit=unit) if unit else None


def _share_unit(other: Quantity, gap: str) -> str:
    """The unit of a share of ten, a hundred, a thousand …; empty for other numbers."""
    if other.worded or not _TENS.fullmatch(f"{other.value:f}"):
        return ""
    if _IN_A_HUNDRED.fullmatch(gap + other.text):
        return "%"
    return f"per {other.value:f}"


def _is_bare_number(quantity: Quantity) -> bool:
    return not quantity.unit and quantity.kind is QuantityKind.PLAIN


# Calendar years


def _looks_like_year(quantity: Quantity) -> bool:
    """Whether a number is nothing but four digits from 1800 to 2099."""
    if quantity.unit or quantity.comparison:
        return False
    if quantity.kind not in {QuantityKind.PLAIN, QuantityKind.RANGE}:
        return False
    if len(quantity.text) != _YEAR_LENGTH or not quantity.text.isdecimal():
        return False
    return _FIRST_YEAR <= quantity.value < _LAST_YEAR


def _is_year(text: str, quantity: Quantity) -> bool:
    """Whether a number that looks like a calendar year does not count anything."""
    if not _looks_like_year(quantity):
        return False
    before = _before(text, quantity)
    if _COUNT.search(before):
        return False
    if not _COUNTED.match(text, quantity.end):
        return True
    return bool(_OF_THE.search(before))
