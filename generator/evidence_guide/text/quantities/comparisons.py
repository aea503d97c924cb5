"""Comparisons of numbers, read from the signs and words before and after them."""

import re

from evidence_guide.text.quantities.quantity import Quantity

_SIGN = re.compile(r"(<|>|≤|≥|≈|~|∼|⩽|⩾|<=|>=)\s*$")
_SIGNS = {"~": "≈", "∼": "≈", "⩽": "≤", "⩾": "≥", "<=": "≤", ">=": "≥"}
_HEAD = (
    r"(?:(?:the|an?|its|their|our)\s+)?(?:[\w'’-]+\s+){0,4}?(?:level|limit|threshold|value|range"
    r"|age|dose|amount|intake|cut-?off|concentration|maximum|minimum|average|mean|median|total|rate"
    r"|figure|target|standard|norm|guideline|bound|ceiling|temperature|speed|weight|price)s?\s+of"
)
"""What a comparison may name before the number: `above the action level of 200`."""
_WORDS = re.compile(
    r"\b(?:(?P<le>no(?:t|ne)?\s+(?:(?:be|of\s+\w+)\s+)?"
    r"(?:more|greater|higher|longer|older|larger|later|heavier)\s+than"
    r"|(?:not|never|cannot|without)\s+(?:to\s+)?exceed(?:s|ing|ed)?|at\s+(?:the\s+)?most|up\s+to"
    r"|(?:a\s+)?max(?:imum|\.)?(?:\s+of)?|not\s+(?:over|above)"
    r"|(?:at|equal\s+to)\s+or\s+(?:below|under|less\s+than|lower\s+than)"
    r"|(?:less|fewer|lower|smaller|below|under)(?:\s+than)?\s+or\s+(?:equal\s+to|at))"
    r"|(?P<ge>(?:no|not)\s+(?:less|fewer|lower|smaller|younger|earlier|lighter)\s+than"
    r"|at\s+(?:the\s+(?:very\s+)?)?least|(?:a\s+)?min(?:imum|\.)?(?:\s+of)?|not\s+(?:below|under)"
    r"|(?:at|equal\s+to)\s+or\s+(?:above|over|more\s+than|greater\s+than"
    r"|higher\s+than)"
    r"|(?:more|greater|higher|larger|above|over)(?:\s+than)?\s+or\s+(?:equal\s+to|at))"
    r"|(?P<lt>(?:less|fewer|lower|smaller|shorter|younger|lighter)\s+than|below|under|beneath)"
    r"|(?P<gt>(?:more|greater|higher|larger|longer|older|heavier)\s+than|over|above"
    r"|exceed(?:s|ing|ed)?|beyond|in\s+excess\s+of|upwards?\s+of|surpass(?:es|ing|ed)?)"
    r"|(?P<ca>about|approximately|approx\.|around|roughly|nearly|almost|circa|ca\.|some))"
    rf"\s+(?:(?(ca)the|{_HEAD})\s+|the\s+|an?\s+age\s+of\s+)?$",
    re.IGNORECASE,
)
_NAMED = {"le": "≤", "ge": "≥", "lt": "<", "gt": ">", "ca": "≈"}
_DURING = re.compile(r"\bover\s+(?:the\s+)?$", re.IGNORECASE)
_MORE = "more|above|over|older|higher|greater|longer|beyond|later|larger|bigger|heavier|upwards?"
_LESS = "less|fewer|below|under|younger|lower|shorter|smaller|earlier|lighter|downwards?"
_SAID_AGAIN = r"(?:\s?[(\[][^()\[\]]{1,25}[)\]]|(?<=\w)[)\]])?"
"""The unit or the number once more, in brackets: `4 picocuries per litre (pCi/L) or higher`. The
number may be the one in the brackets."""
_UNKNOWN_UNIT = r"(?:\s[^\W\d_][\w/³²°·-]*){1,3}?"
_ENDS = r"(?=\s*(?:[.,;:)\]]|$))"
_LATER = re.compile(
    rf"{_SAID_AGAIN}(?:"
    rf"(?P<ge>\+(?!\d|/)|[\s,]{{1,2}}\(?(?:of\s+age\s+)?(?:or|and)\s+(?:{_MORE}|up)\b"
    r"(?!\s+than|\s+to\b)"
    rf"|{_UNKNOWN_UNIT}{_SAID_AGAIN},?\s+\(?or\s+(?:{_MORE})\b(?!\s+than)"
    rf"|{_UNKNOWN_UNIT}\s+(?:and\s+(?:above|over|up(?:wards?)?)|upwards?|minimum"
    rf"|at\s+(?:the\s+)?least){_ENDS}"
    r"|\s+(?:upwards?\b(?!\s+of)|min(?:imum)?\b|(?:at|as)\s+an?\s+minimum\b|at\s+minimum\b"
    r"|at\s+(?:the\s+)?least\b(?!\s+\d)))"
    rf"|(?P<le>[\s,]{{1,2}}\(?(?:of\s+age\s+)?(?:or|and)\s+(?:{_LESS})\b(?!\s+than)"
    rf"|{_UNKNOWN_UNIT}{_SAID_AGAIN},?\s+\(?or\s+(?:{_LESS})\b(?!\s+than)"
    rf"|{_UNKNOWN_UNIT}\s+(?:and\s+(?:below|under)|maximum|at\s+(?:the\s+)?most){_ENDS}"
    r"|\s+(?:max(?:imum)?\b|(?:at|as)\s+an?\s+maximum\b|at\s+maximum\b"
    r"|at\s+(?:the\s+)?most\b(?!\s+\d))))",
    re.IGNORECASE,
)
_SHORT_TIMES = {"s", "min", "h", "d", "week", "month"}
"""Before these, `over` means during."""


def sign_at_end(before: str) -> re.Match[str] | None:
    """The sign of a comparison at the end of the text before a number."""
    return _SIGN.search(before)


def comparison_of(text: str, quantity: Quantity, before: str, sign: re.Match[str] | None) -> str:
    """The comparison of a quantity, whether a sign or in words; empty if it has none."""
    if sign:
        return _SIGNS.get(sign[1], sign[1])
    word = _WORDS.search(before)
    if word and not (quantity.unit in _SHORT_TIMES and _DURING.search(before)):
        return _NAMED[word.lastgroup or "ca"]
    later = _LATER.match(text, quantity.end)
    return _NAMED[later.lastgroup or "ge"] if later else ""
