"""Dates of records as the years that readers are shown: ranges, uncertain and unspecified dates.

Source: the biblatex manual, section 2.3.8, after ISO 8601-2.
"""

import re

_PART = re.compile(
    r"(?P<year>[Yy]?-?\d{4,}|-?\d{3}[Xu]|-?\d{2}(?:XX|uu))"
    r"(?:-(?:\d\d|XX|uu)(?:-(?:\d\d|XX|uu))?)?(?:T[\d:.Z+-]*)?(?P<mark>[?~%]?)"
)
_LONG = re.compile(r"\d{5,}")
"""A number that is a year only behind a `Y`, and a day otherwise."""
_MARKED = {"": "{}", "~": "c. {}", "?": "{}?", "%": "c. {}?"}
_OPEN = frozenset({"", "..", "open", "unknown"})


def shown_year(date: str) -> str:
    """The year or years of a date; a text that is no date is kept as it is."""
    begin, slash, end = date.strip().partition("/")
    years = [_year(part.strip()) for part in ((begin, end) if slash else (begin,))]
    if None in years:
        return date.strip()
    return _range([year for year in years if year is not None])


def _range(years: list[str]) -> str:
    ends = dict.fromkeys(years)
    if not any(ends):
        return ""
    return "–".join(ends)


def _year(part: str) -> str | None:
    """The year of one end of a range; empty for an open end, None for no date."""
    if part in _OPEN:
        return ""
    found = _PART.fullmatch(part)
    if found is None or _LONG.match(part):
        return None
    year = found["year"].upper().replace("U", "X").removeprefix("Y")
    return _MARKED[found["mark"]].format(_in_words(year))


def _in_words(year: str) -> str:
    """A year before our era, or the range of one that is not fully specified."""
    if "X" in year:
        return f"{_in_words(year.replace('X', '0'))}–{_in_words(year.replace('X', '9'))}"
    number = int(year)
    return str(number) if number > 0 else f"{1 - number} BC"
