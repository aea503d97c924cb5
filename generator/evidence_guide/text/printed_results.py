"""Results as sources print them: `41 of 70 (59%)`, `OR 1.85 (95% CI 1.2 to 2.9; P = 0.01)`."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from evidence_guide.text.printed import (
    EstimateScale,
    Interval,
    PValue,
    share_fits,
    share_is_possible,
)
from evidence_guide.text.quantities import QuantityKind, quantities

Parts = dict[str, str]
"""Parts of a match by their names."""
Match = re.Match[str]
_COUNT = r"\d{1,3}(?:[,\u2009\u202f ]\d{3})+|\d+"
_PERCENT = r"\d+(?:[.·]\d+)? ?%"
_OF = r"(?:/| of (?:the |all )?| out of (?:the |all )?)"
_SHARES = (
    (
        rf"(?<![\w.,·/-])(?P<are>{_COUNT}){_OF}(?P<of>{_COUNT})(?![\d%.·])[^().;\d]{{0,40}}"
        rf"\((?P<share>{_PERCENT})[);,]"
    ),
    rf"(?P<share>{_PERCENT})[^().;\d]{{0,20}}\((?P<are>{_COUNT}){_OF}(?P<of>{_COUNT})[);, ]",
    (
        rf"(?<![\w.,·/-])(?P<are>{_COUNT}) \((?P<share>{_PERCENT})\) of (?:the |all )?"
        rf"(?P<of>{_COUNT})(?![\d%.·])"
    ),
)
_PEOPLE = r"(?!hours|days|weeks|months|years|times)[A-Za-z]{4,}"
_ALONE = (
    rf"(?P<share>{_PERCENT}) of (?:the |all |these |those )?(?P<of>{_COUNT}) {_PEOPLE}",
    rf"(?P<share>{_PERCENT}),? \(?n ?= ?(?P<are>{_COUNT})\b",
    rf"\bn ?= ?(?P<are>{_COUNT})(?:,| \() ?(?P<share>{_PERCENT})",
    rf"(?<![\w.,·/-])(?P<are>{_COUNT}) \((?P<share>{_PERCENT})\)",
)


class Share(NamedTuple):
    """A percentage with what is printed beside it: so many (`are`) of so many (`of`)."""

    percent: Decimal
    are: int | None
    of: int | None
    text: str

    def fits(self, of: int) -> bool:
        """Whether it can be a share of so many people."""
        if self.are is None:
            return share_is_possible(self.percent, of)
        return share_fits(self.percent, self.are, of)


def shares(text: str) -> Iterator[Share]:
    """The percentages in a text that have a count or their whole beside them."""
    if "%" not in text:
        return
    digits = _in_digits(text)
    seen: list[range] = []
    for pattern in (*_SHARES, *_ALONE):
        for match in re.finditer(pattern, digits):
            if not _overlaps(match, seen):
                seen.append(range(*match.span()))
                yield _share(match)


def _overlaps(match: Match, seen: list[range]) -> bool:
    """Whether a match begins or ends within another."""
    return any(match.start() in span or match.end() - 1 in span for span in seen)


def _in_digits(text: str) -> str:
    """A text with the whole numbers that are written in words as digits."""
    for quantity in reversed(quantities(text)):
        if quantity.worded and not quantity.unit and quantity.kind is QuantityKind.PLAIN:
            text = f"{text[: quantity.start]}{quantity.value:f}{text[quantity.end :]}"
    return text


def _share(match: Match) -> Share:
    found = match.groupdict()
    percent = _decimal(found["share"].rstrip("% "))
    return Share(percent, _whole(found, "are"), _whole(found, "of"), match[0].rstrip(" ;,"))


def _whole(found: Parts, name: str) -> int | None:
    """A whole number among the parts of a match; None where it is not printed."""
    digits = re.sub(r"\D", "", found.get(name, ""))
    return int(digits) if digits else None


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace("·", ".").replace("−", "-").replace("–", "-"))


_NUMBER = r"[-−–]?\d+(?:[.·]\d+)?"
_TO = r" ?(?:,|;|to|–|-|−) ?"
_RATIO = r"(?:a?(?:OR|RR|HR|PR)|(?:odds|risk|hazard|prevalence|rate) ratio|relative risk)s?"
_DIFFERENCE = r"(?:(?:mean|risk) difference|MD|RD)s?"
_ESTIMATE = re.compile(
    rf"\b(?:(?P<ratio>{_RATIO})|(?P<difference>{_DIFFERENCE}))\b"
    rf"[\]),:=]*(?: (?:was|is|of|=))?[ :=]*(?P<value>{_NUMBER})(?: ?[\w/%]+(?:/\w+)?)?"
    rf"[ ,;(\[]+(?:(?P<level>\d\d(?:\.\d)?) ?% ?)?(?:C[IL]|confidence (?:interval|limits))?"
    rf"(?: \[C[IL]\])?[,:= ]*[(\[]?"
    rf"(?P<low>{_NUMBER}){_TO}(?P<high>{_NUMBER})(?![\d%])"
    rf"(?:[)\],; ]+(?:[\w/]+[,;] )?[Pp](?: value)? ?(?P<sign>[=<>≤≥]) ?(?P<p>0?[.·]\d+))?",
    re.IGNORECASE,
)
_P = re.compile(r"(?P<sign>[=<>≤≥]?) ?(?P<p>[01]?[.·]\d+(?:e-?\d+)?)", re.IGNORECASE)


class Estimate(NamedTuple):
    """A named estimate with its interval, the scale of its name, and its P value if printed."""

    interval: Interval
    scale: EstimateScale
    p: PValue | None
    text: str


@lru_cache(maxsize=65536)
def estimates(text: str) -> tuple[Estimate, ...]:
    """The estimates in a text that have a name, such as `OR`, and an interval."""
    return tuple(map(_estimate, _ESTIMATE.finditer(text)))


def _estimate(match: re.Match[str]) -> Estimate:
    return Estimate(_interval(match), _scale(match), _p_of(match), match[0].rstrip(" ,;(["))


def _scale(match: Match) -> EstimateScale:
    return EstimateScale.LOG if match["ratio"] else EstimateScale.LINEAR


def _interval(match: Match) -> Interval:
    value, low, high = map(_decimal, match.group("value", "low", "high"))
    return Interval(value, low, high, Decimal(match["level"] or 95))


def _p_of(match: Match) -> PValue | None:
    return PValue(match["sign"], _decimal(match["p"])) if match["p"] else None


def p_value(text: str) -> PValue | None:
    """A P value as it is written in a field of its own; None if it is no number."""
    match = _P.fullmatch(text.strip())
    return PValue(match["sign"] or "=", _decimal(match["p"])) if match else None
