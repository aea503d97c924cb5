"""What stands around and between numbers: ranges, lists, intervals, P values, comparisons, calendar years."""

import re
from collections.abc import Iterator
from itertools import pairwise

from evidence_guide.text.quantities.quantity import Kind, Quantity

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
_OPENED = re.compile(rf"{_S}[\[(]")
_CLOSED = re.compile(r"[)\]]")
_SPREAD = re.compile(rf"{_S}*(?:±|\+/[-−]){_S}*")
_PER = re.compile(
    r"\s+(?:per|in|out\s+of|of|in\s+every|of\s+every|out\s+of\s+every|for\s+every)\s+"
)
_IN_A_HUNDRED = re.compile(r"\s+in(?:\s+every)?\s+100")
_RATIO = re.compile(r"\s?:\s?")
_TENS = re.compile(r"10+")

_SIGN = re.compile(r"(<|>|≤|≥|≈|~|∼|⩽|⩾|<=|>=)\s*$")
_SIGNS = {"~": "≈", "∼": "≈", "⩽": "≤", "⩾": "≥", "<=": "≤", ">=": "≥"}
_WORDS = re.compile(
    r"\b(?:(?P<le>no(?:t|ne)?\s+(?:(?:be|of\s+\w+)\s+)?(?:more|greater|higher|longer|older|larger|later)\s+than|not\s+(?:to\s+)?exceed(?:ing)?|at\s+most|up\s+to|a\s+maximum\s+of|not\s+(?:over|above))"
    r"|(?P<ge>(?:no|not)\s+(?:less|fewer|lower|smaller|younger|earlier)\s+than|at\s+least|a\s+minimum\s+of|not\s+(?:below|under))"
    r"|(?P<lt>(?:less|fewer|lower|smaller|shorter|younger)\s+than|below|under|beneath)"
    r"|(?P<gt>(?:more|greater|higher|larger|longer|older)\s+than|over|above|exceed(?:s|ing|ed)?|beyond)"
    r"|(?P<ca>about|approximately|approx\.|around|roughly|nearly|almost|circa|ca\.|some))\s+(?:the\s+|an?\s+age\s+of\s+)?$",
    re.IGNORECASE,
)
_NAMED = {"le": "≤", "ge": "≥", "lt": "<", "gt": ">", "ca": "≈"}
_DURING = re.compile(r"\bover\s+(?:the\s+)?$", re.IGNORECASE)
_LATER = re.compile(
    r"(?P<ge>\+(?!\d|/)|[\s,]{1,2}(?:of\s+age\s+)?(?:or|and)\s+(?:more|above|over|older|higher|greater|longer|beyond|later)\b(?!\s+than))"
    r"|(?P<le>[\s,]{1,2}(?:of\s+age\s+)?(?:or|and)\s+(?:less|fewer|below|under|younger|lower|shorter)\b(?!\s+than))",
    re.IGNORECASE,
)
_P = re.compile(
    r"(?<!\w)[Pp](?:\s?-?\s?(?:values?|trend|interaction|for\s+\w+))?\s*(?:[=<>≤≥]|(?:(?:is|was|of|less\s+than|greater\s+than)\s))?\s*$"
)
_INTERVAL = re.compile(
    r"\b(?:CI|CrI|confidence\s+interval|credible\s+interval|interval)s?\b\]?\s*(?:\[CI\])?\s*[:,=]?\s*[\[(]?\s*(?:of\s+|was\s+|from\s+|between\s+)?$"
)
_LEVEL = re.compile(r"\s?(?:confidence|credible|CI\b|CrI\b|interval)", re.IGNORECASE)
_COUNTED = re.compile(
    r"\s+(?:(?!(?:was|is|has|does|as|its|this|us|plus|less|versus|vs|says|holds|states|recommends|covers|sets)\b)[a-z]{2,}s|people|men|women|children)\b"
)
_OF_THE = re.compile(r"\bthe\s+$")
_COUNT = re.compile(r"\bn\s*=?\s*$")
_AGED = re.compile(
    r"\b(?:aged?|ages|(?:adults|people|persons)\s+(?:of|over|under|above|below|from|aged))\s+(?:(?:over|under|above|below|from|between|at\s+least|of|up\s+to)\s+)?$",
    re.IGNORECASE,
)
_TIMED = re.compile(
    r"\b(?:(?P<week>weeks?|wk)|(?P<month>months?)|(?P<d>days?)|(?P<a>years?))\s+$", re.IGNORECASE
)
_LOOK = 48


def linked(text: str, found: list[Quantity]) -> tuple[Quantity, ...]:
    """The quantities with what stands around them, calendar years left out."""
    gaps = [
        text[one.end : other.start] if other.start - one.end < _LOOK else "\0"
        for one, other in pairwise(found)
    ]
    compared = [_compared(text, q, found[i - 1].end if i else 0) for i, q in enumerate(found)]
    shared = _units_shared(text, _joined(text, compared, gaps), gaps)
    counted = _counted(_comparisons_shared(text, shared, gaps), gaps)
    kept = [q for q in counted if not _is_year(text, q)]
    near = frozenset(q.unit for q in kept if q.unit and q.unit not in _NOT_BORROWED)
    return tuple(q._replace(near=near) for q in kept)


_NOT_BORROWED = {"%", "percentage points", "times", "trimester", "one in"}


def _before(text: str, q: Quantity, least: int) -> str:
    return text[max(least, q.start - _LOOK) : q.start]


def _compared(text: str, q: Quantity, least: int) -> Quantity:
    """The quantity with the comparison, the P, the interval's name or the age that its surroundings give it."""
    before, comparison = _before(text, q, least), ""
    if sign := _SIGN.search(before):
        comparison = _SIGNS.get(sign[1], sign[1])
    elif (word := _WORDS.search(before)) and not (q.unit in _SHORT and _DURING.search(before)):
        comparison = _NAMED[word.lastgroup or "ca"]
    elif later := _LATER.match(text, q.end):
        comparison = _NAMED[later.lastgroup or "ge"]
    q = q._replace(comparison=comparison)
    if q.kind is not Kind.PLAIN:
        return q
    if _P.search(before[: sign.start()] if sign else before):
        return q._replace(kind=Kind.P)
    if q.unit == "%" and _LEVEL.match(text, q.end):
        return q._replace(kind=Kind.LEVEL)
    if not q.unit and (timed := _TIMED.search(before)):
        return q._replace(unit=timed.lastgroup or "")
    return q._replace(kind=Kind.INTERVAL) if _INTERVAL.search(before) else q


_SHORT = {"s", "min", "h", "d", "week", "month"}
"""Before these `over` means during."""


def _joined(text: str, found: list[Quantity], gaps: list[str]) -> list[Quantity]:
    """Ranges, intervals and spreads get their kind."""
    out = list(found)
    for i, gap in enumerate(gaps):
        one, other = out[i], out[i + 1]
        if _SPREAD.fullmatch(gap):
            out[i + 1] = other._replace(kind=Kind.SPREAD)
        elif one.kind is Kind.INTERVAL and (
            _COMMA.fullmatch(gap) or _is_range(text, one, gap, out[i - 1].end if i else 0)
        ):
            out[i + 1] = other._replace(kind=Kind.INTERVAL)
        elif {one.kind, other.kind} == {Kind.PLAIN} and _is_range(
            text, one, gap, out[i - 1].end if i else 0
        ):
            out[i], out[i + 1] = one._replace(kind=Kind.RANGE), other._replace(kind=Kind.RANGE)
    return out


def _is_range(text: str, one: Quantity, gap: str, least: int) -> bool:
    return bool(
        _RANGE.fullmatch(gap)
        or (_AND.fullmatch(gap) and _BETWEEN.search(_before(text, one, least)))
    )


def _units_shared(text: str, found: list[Quantity], gaps: list[str]) -> list[Quantity]:
    """A unit written once stands for all members of a range or list: `17 to 39%`, `225, 172 and 161 pmol/l`, `28 [10, 46] pmol/l`, `5% (0 to 12)`."""
    out = list(found)
    listed = bracketed = False
    for i in range(len(gaps) - 1, -1, -1):
        one, other, gap = out[i], out[i + 1], gaps[i]
        bracketed = (
            bool(_CLOSED.search(other.text))
            or text[other.end : other.end + 1] in {")", "]"}
            or (bracketed and listed)
        )
        in_list = listed or (bracketed and i > 0 and bool(_OPENED.fullmatch(gaps[i - 1])))
        listed = _joins(one, other, gap, in_list=in_list, bracketed=bracketed and listed)
        if listed and not one.unit and not {one.kind, other.kind} & _APART:
            out[i] = one._replace(unit=other.unit, per=one.per or other.per)
    for i, gap in enumerate(gaps):
        one, other = out[i], out[i + 1]
        ranged = one.kind is other.kind is Kind.RANGE and _RANGE.fullmatch(gap)
        opens = (
            other.kind is Kind.RANGE
            and _OPENED.fullmatch(gap)
            and i + 2 < len(out)
            and text[out[i + 2].end : out[i + 2].end + 1] in {")", "]"}
        )
        if not other.unit and (ranged or opens):
            out[i + 1] = other._replace(unit=one.unit)
    return out


def _joins(one: Quantity, other: Quantity, gap: str, *, in_list: bool, bracketed: bool) -> bool:
    """Whether a unit behind the later number is that of the earlier too."""
    if (other.kind in _ENDS and one.kind is other.kind) or _SPREAD.fullmatch(gap):
        return True
    if _dated(one):
        return False
    if _LIST.fullmatch(gap):
        return True
    if _COMMA.fullmatch(gap):
        return in_list
    return bracketed and bool(_OPENED.fullmatch(gap))


def _comparisons_shared(text: str, found: list[Quantity], gaps: list[str]) -> list[Quantity]:
    """`below 89 and 84 pmol/l` holds two bounds; a bare number after `aged` is in years."""
    out = list(found)
    for i, gap in enumerate(gaps):
        one, other = out[i], out[i + 1]
        if (
            one.comparison in _BOUNDS
            and one.kind is other.kind is Kind.PLAIN
            and not other.comparison
            and one.unit == other.unit != ""
            and _LIST.fullmatch(gap)
        ):
            out[i + 1] = other._replace(comparison=one.comparison)
    for i, q in enumerate(out):
        if not q.unit and q.kind in {Kind.PLAIN, Kind.RANGE} and _AGED.search(_before(text, q, 0)):
            out[i] = q._replace(unit="a")
            if q.kind is Kind.RANGE and i + 1 < len(out) and not out[i + 1].unit:
                out[i + 1] = out[i + 1]._replace(unit="a")
    return out


_BOUNDS = {"<", "≤", ">", "≥"}
_ENDS = {Kind.RANGE, Kind.INTERVAL}
_APART = {Kind.P, Kind.LEVEL, Kind.MALFORMED, Kind.ORDINAL}


def _counted(found: list[Quantity], gaps: list[str]) -> Iterator[Quantity]:
    """`1 in 10` and `1:5355` as one quantity, `26 in 100 000` as another, `8 in 100` as 8%; the rest as it is."""
    i = 0
    while i < len(found):
        merged = _merged(found[i], found[i + 1], gaps[i]) if i < len(gaps) else None
        yield merged or found[i]
        i += 2 if merged else 1


def _merged(one: Quantity, other: Quantity, gap: str) -> Quantity | None:
    if one.unit or other.unit or other.comparison or {one.kind, other.kind} != {Kind.PLAIN}:
        return None
    whole = one._replace(text=one.text + gap + other.text, end=other.end)
    if (
        one.value == 1
        and one.text in {"1", "one", "One"}
        and (_PER.fullmatch(gap) or _RATIO.fullmatch(gap))
    ):
        return whole._replace(value=other.value, unit="one in", kind=Kind.ONE_IN)
    if _PER.fullmatch(gap) and _TENS.fullmatch(f"{other.value:f}") and not other.worded:
        return whole._replace(
            unit="%" if _IN_A_HUNDRED.fullmatch(gap + other.text) else f"per {other.value:f}"
        )
    return None


def _dated(q: Quantity) -> bool:
    """Whether a number could be a calendar year by its looks: four digits from 1800 to 2099 and nothing else."""
    return (
        not (q.unit or q.comparison)
        and q.kind in {Kind.PLAIN, Kind.RANGE}
        and len(q.text) == _YEAR
        and q.text.isdecimal()
        and _FIRST_YEAR <= q.value < _LAST_YEAR
    )


_YEAR, _FIRST_YEAR, _LAST_YEAR = 4, 1800, 2100


def _is_year(text: str, q: Quantity) -> bool:
    """Whether a number that looks like a calendar year counts nothing."""
    before = _before(text, q, 0)
    return (
        _dated(q)
        and not _COUNT.search(before)
        and (not _COUNTED.match(text, q.end) or bool(_OF_THE.search(before)))
    )
