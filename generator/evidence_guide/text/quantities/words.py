"""Numbers in words: `twenty-seven`, `one hundred sixty-three`, `two thirds`, `third`."""

import re
from collections.abc import Iterable
from decimal import Decimal

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_SMALL = {word: value for value, word in enumerate((*_ONES, *_TEENS), 1)}
_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
MULTIPLES = {
    "hundred": 2,
    "thousand": 3,
    "lakh": 5,
    "million": 6,
    "crore": 7,
    "billion": 9,
    "trillion": 12,
}
"""Powers of ten by name."""
DOZEN = 12
CHANGES = {
    "double": Decimal(2),
    "doubled": Decimal(2),
    "doubles": Decimal(2),
    "doubling": Decimal(2),
    "treble": Decimal(3),
    "trebled": Decimal(3),
    "trebles": Decimal(3),
    "trebling": Decimal(3),
    "triple": Decimal(3),
    "tripled": Decimal(3),
    "triples": Decimal(3),
    "tripling": Decimal(3),
    "quadruple": Decimal(4),
    "quadrupled": Decimal(4),
    "quadruples": Decimal(4),
    "quadrupling": Decimal(4),
    "halve": Decimal("0.5"),
    "halved": Decimal("0.5"),
    "halves": Decimal("0.5"),
    "halving": Decimal("0.5"),
}
"""How many times something is as large as before, by the verb; some are adjectives too."""
ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
}
"""Ordinals by name."""
_DENOMINATORS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}


def _any_of(words: Iterable[str]) -> str:
    return "|".join(words)


_LONGEST_FIRST = sorted(_SMALL, key=len, reverse=True)
_UNDER_100 = (
    rf"(?:(?:{_any_of(_TENS)})(?:[- ](?:{_any_of(_ONES)})\b)?|(?:{_any_of(_LONGEST_FIRST)}))"
    r"(?:\b|(?=fold\b))"
)
CHANGE = (
    rf"(?:{_any_of(word for word in CHANGES if word != 'halves')}"
    r"|halves(?= (?:its|our|the|their|this|your)\b))"
    r"(?![- ](?:[a-z]*(?:blind|mask)|balloon|barrel|bond|check|contrast|dumm|helix|helic|jab"
    r"|jeopard|marker|negative|screen|test|therap|vaccine|vision))"
)
"""Pattern of such a word, but for the names of methods and signs, such as `double-blind`."""
_MANY = "hundreds|thousands|lakhs|millions|crores|billions|trillions|dozens"
VAGUE = (
    rf"(?:(?:several|few|many|some|couple of)[ -](?:{_any_of(MULTIPLES)}|dozen)"
    rf"|(?:tens of )?(?:{_MANY}))\b"
)
"""Pattern of a number that says only how many digits it has: `hundreds`, `several thousand`."""
_WHOLE = r"scissors|glasses|tweezers|gloves|shoes|socks|tongs|trousers"
PAIR = rf"an? (?:couple|pair) of\b(?! (?:{_WHOLE})\b)"
"""Pattern of a two; `a couple` alone may be two people who live together."""
PART = r"(?:(?:a|one) (?:half|third|quarter)|(?:two thirds|three quarters))\b"
"""Pattern of a part behind a whole number: `a half` in `two and a half`."""
CARDINAL = (
    rf"(?:{PAIR}|{_UNDER_100} and {PART}|(?:half a|an?|{_UNDER_100})[ -]dozen\b"
    rf"|(?:(?:{_UNDER_100}|a)[ -](?:{_any_of(MULTIPLES)})\b(?:[ -](?:and )?)?)+(?:{_UNDER_100})?"
    rf"|{_UNDER_100})"
)
"""Pattern of a whole number in words."""
ORDINAL = _any_of(ORDINALS)
"""Pattern of an ordinal in words."""
_DENOMINATOR = _any_of(f"{word}s?" for word in _DENOMINATORS if word != "halves")
_AFTER = r"(?=[ -](?:of|a|an|as|more|less|fewer|or|lower|higher|the)\b|[,.;:)]|$)"
_HALVED = (
    r"(?:lit(?:re|er)|cup|mug|glass|bottle|pint|gallon|ounce|pound|gram|kilo(?:gram)?|mile"
    r"|tablet|pill|capsule|dose|portion|serving|slice|teaspoon|tablespoon|second|minute|hour"
    r"|day|week|month|century|decade|million|billion)s?"
)
"""What may be halved without another word: `half-litre`, unlike `half-life`."""
FRACTION = (
    rf"(?:(?:an?|{_any_of(_SMALL)})[- ](?:{_DENOMINATOR}){_AFTER}"
    r"|(?<!second )(?<!first )(?<!last )(?<!other )(?<!the )half(?! a dozen)"
    r"(?=[ -](?:of|an?|the|its|their|as|that)\b|[,.;)]|$"
    rf"|[ -](?:{_HALVED})\b))"
)
"""Pattern of a fraction in words."""
_OTHERS = ("dozen", "once", "twice", "thrice", "couple", "pair")
_EVERY = sorted({*_SMALL, *_TENS, *MULTIPLES, *ORDINALS, *_DENOMINATORS, *CHANGES, *_OTHERS})
STEMS = tuple(
    word for word in _EVERY if not any(other in word for other in _EVERY if other != word)
)
"""Letters of which some are in every number in words."""
_WORD = re.compile(r"[a-z]+")
_PART_AT_END = re.compile(rf" and ({PART})$", re.IGNORECASE)


def cardinal(text: str) -> Decimal:
    """The value of a whole number in words."""
    if text.endswith("of"):
        return Decimal(2)
    part = _PART_AT_END.search(text)
    if part:
        return cardinal(text[: part.start()]) + fraction(part[1])
    counted, dozen, _ = text.lower().partition("dozen")
    if dozen:
        return DOZEN * _of_dozens(counted)
    total = 0
    group = 0
    for word in _WORD.findall(text.lower()):
        if word == "hundred":
            group *= 100
        elif word in MULTIPLES:
            total += group * 10 ** MULTIPLES[word]
            group = 0
        elif word == "a":
            group += 1
        else:
            group += _SMALL.get(word) or _TENS.get(word, 0)
    return Decimal(total + group)


def _of_dozens(counted: str) -> Decimal:
    """The number of dozens in words: `three`, `a`, `half a`."""
    if counted.startswith("half"):
        return Decimal("0.5")
    return cardinal(counted) or Decimal(1)


def fraction(text: str) -> Decimal:
    """The value of a fraction in words."""
    *before, part = _WORD.findall(text.lower())
    numerator = 1
    if before:
        numerator = _SMALL.get(before[0], 1)
    if part not in _DENOMINATORS:
        part = part.removesuffix("s")
    return Decimal(numerator) / _DENOMINATORS[part]
