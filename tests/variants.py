"""A corpus of sentences with their typographic variants and falsifications."""

import random
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from evidence_guide.proof.passages import Proved, find_passage

BEFORE = "Tea was weighed at each visit. "
AFTER = " Nobody left the trial."
SUBJECTS = (
    "Mothers",
    "Vegan women",
    "Babies of the tea group",
    "Those who drank tea",
    "The 30 girls",
)
NOUNS = ("vitamin B12", "fœtal iron", "æsculin", "serum folate", "vitamin D3", "anæmia")
UNITS = (" pmol/L", " μg/day", " kg/m²", " mg", "% of adults")
ENDS = ("after 6 weeks", "in the second group", "at the end of spring", "(95% CI −4.5 to 1.2)")
Change = Callable[[str], str]


class Case(NamedTuple):
    """A passage, and a text in which it is printed in another way."""

    kind: str
    passage: str
    text: str


def sentence(chance: random.Random) -> str:
    """A sentence with numbers, signs, comparisons and units."""
    big = f"{chance.randint(1, 99)},{chance.randint(100, 999)}"
    value = f"{chance.randint(1, 9)}.{chance.randint(10, 99)}"
    spread = f"{chance.randint(2, 8)} ± {chance.randint(1, 9)}"
    return (
        f"{chance.choice(SUBJECTS)} had ≥{value}{chance.choice(UNITS)} of {chance.choice(NOUNS)}"
        f" and not less than {spread} × 10⁶ cells in {big} samples {chance.choice(ENDS)}"
    )


def _replaced(old: str, new: str) -> Change:
    return lambda text: text.replace(old, new)


PRINTED: dict[str, Change] = {
    "as it is": lambda text: text,
    "ligature œ": _replaced("œ", "oe"),
    "ligature æ": _replaced("æ", "ae"),
    "ASCII ≥": _replaced("≥", ">="),
    "ASCII ≥ with a space": _replaced("≥", ">= "),
    "> or =": _replaced("≥", "> or = "),
    "ASCII ±": _replaced("±", "+/-"),
    "± without spaces": _replaced(" ± ", "±"),
    "+ or -": _replaced("±", "+ or -"),
    "ASCII ×": _replaced("×", "x"),
    "× without spaces": _replaced(" × ", "×"),
    "^2 and ^6": lambda text: text.replace("²", "^2").replace("⁶", "^6"),
    "<sup>": lambda text: text.replace("²", "<sup>2</sup>").replace("⁶", "<sup>6</sup>"),
    "B(12)": lambda text: text.replace("B12", "B(12)").replace("D3", "D(3)"),
    "B₁₂": lambda text: text.replace("B12", "B₁₂").replace("D3", "D₃"),
    "B-12": _replaced("B12", "B-12"),
    "<sub>": lambda text: text.replace("B12", "B<sub>12</sub>").replace("D3", "D<sub>3</sub>"),
    "microg": _replaced("μg", "microg"),
    "thousands without separator": lambda text: re.sub(r"(\d),(\d{3})\b", r"\1\2", text),
    "thousands with thin space": lambda text: re.sub(r"(\d),(\d{3})\b", "\\1\u2009\\2", text),
    "thousands with space": lambda text: re.sub(r"(\d),(\d{3})\b", r"\1 \2", text),
    "thousands with apostrophe": lambda text: re.sub(r"(\d),(\d{3})\b", r"\1’\2", text),
    "minus as hyphen": _replaced("−", "-"),
    "no-break spaces": _replaced(" ", "\u00a0"),
    "wrapped lines": lambda text: text.replace(" of ", " of\n"),
    "middle decimal point": lambda text: re.sub(r"(\d)\.(\d)", r"\1·\2", text),
    "markup": lambda text: re.sub(r"(vitamin|serum)", r"<i>\1</i>", text),
}
"""Ways to print a sentence."""
PLACED: dict[str, str] = {
    "label with colon": "{before}RESULTS: {text}.{after}",
    "run-in label": "{before}Results  {text}.{after}",
    "run-in label of two words": "{before}Main results {text}.{after}",
    "label in capitals": "{before}RESULTS {text}.{after}",
    "glued label": "Tea was weighed at each visit.Results{text}.ConclusionTea is warm.",
    "glued label in capitals": "Tea was weighed at each visit.RESULTS{text}.CONCLUSIONTea is warm.",
    "heading before a short paragraph": "Tea was weighed.\nResults\n{text}.\nDiscussion\nIt was.",
    "own heading before a short paragraph": "Tea was weighed.\nLevels in blood\n{text}.\nCups\nNo.",
    "heading and empty line": "Levels\n\n{text}\n\nCups\n\nThey broke.",
    "list": "We saw that:\n• {text};\n• tea was warm.",
    "cells with tabs": "Girls\t{text}\t5\tLow",
    "cells with bars": "Girls | {text} | 5 | Low",
    "cells with a box": "Girls │ {text} │ 5 │ Low",
    "cells with spaces": "Girls     {text}     5     Low",
    "quoted in the text": "{before}“{text}.”{after}",
    "reference marks": "Tea was weighed.¹² {text}.³{after}",
    "Crossref's JATS": "<jats:p>Tea was weighed.</jats:p></jats:sec><jats:sec><jats:title>Results"
    "</jats:title><jats:p>{text}.</jats:p></jats:sec>",
}
"""Places that a sentence may have in a text."""
GAPS = (
    " … ",
    " ... ",
    " . . . ",
    " [...] ",
    " (...) ",
    " […] ",
    " (…) ",
    "…",
    "...",
    "[...]",
    "(…)",
)
GAPS = (*GAPS, "… ", " …", "... ", " ...", "[…] ", " [. . .] ")
QUOTES = ("“{}”", '"{}"', "‘{}’", "«{}»", "“{}.”")


def _at_ends(text: str, gap: str = " … ") -> str:
    words = text.split(" ")
    return f"{' '.join(words[:6])}{gap}{' '.join(words[-4:])}"


def variants(text: str) -> Iterator[Case]:
    """The sentence in each way in which it may be printed, found by its ends and as a whole."""
    page = f"{BEFORE}{text}.{AFTER}"
    for kind, change in PRINTED.items():
        yield Case(kind, text, f"{BEFORE}{change(text)}.{AFTER}")
        yield Case(f"{kind}, in the passage", change(text), page)
    for kind, frame in PLACED.items():
        placed = frame.format(before=BEFORE, text=text, after=AFTER)
        yield Case(kind, _at_ends(text), placed)
    for gap in GAPS:
        yield Case(f"gap `{gap}`", _at_ends(text, gap), page)
    for quotes in QUOTES:
        yield Case(f"passage in {quotes}", quotes.format(_at_ends(text)), page)
    yield from _structures(text)


def _structures(text: str) -> Iterator[Case]:
    first = " ".join(text.split(" ")[:3])
    nested = f"{first} nothing at first. {text}."
    yield Case("nested spans", f"{first} … {' '.join(text.split(' ')[-4:])}", nested)
    items = f"Signs are:\nvery pale skin\na sore tongue\n{text} {text} {text}."
    yield Case("item in lower case", "a sore tongue", items)
    yield Case("first item in lower case", "very pale skin", items)
    row = "Loss of tea\tTwo case control studies\t2.5\tlow"
    yield Case("several cells", "Loss of tea … Two case control studies … 2.5 … low", row)
    yield Case("a cell in lower case", "low", row)


def falsifications(text: str) -> Iterator[Case]:
    """The sentence with a changed digit, sign, comparison, negation, unit, case or order."""
    changes: dict[str, tuple[str, str]] = {
        "digit": (r"\.(\d)(\d)", r".\2\1"),
        "last digit": (r"(\d)( ×)", r"9\1\2"),
        "digit of thousands": (r",(\d)(\d)(\d)", r",\1\2"),
        "separator of thousands": (r"(\d),(\d)", r"\1.\2"),
        "comparison": ("≥", "≤"),
        "comparison lost": ("≥", ""),
        "strict": ("≥", ">"),
        "exponent": ("⁶", "⁵"),
        "exponent level": ("10⁶", "106"),
        "negation lost": ("not less", "less"),
        "negation": (" had ", " had not "),
        "comparative": ("less", "more"),
        "spread": ("±", "-"),
        "spread lost": ("± ", ""),
        "case": ("B12|D3", "b12"),
        "number of the vitamin": ("B12|D3", "B13"),
        "number lost": ("B12|D3", "B"),
        "minus lost": ("−", ""),
        "minus to plus": ("−", "+"),
        "unit": ("μg|pmol|kg|mg|% of", "mol"),
        "percent lost": ("% of", "of"),
        "order": (r"had (\S+) (.*) and (.*)", r"had \1 \3 and \2"),
        "word": ("samples", "cups"),
    }
    for kind, (old, new) in changes.items():
        for printed in (text, text.replace("≥", ">=").replace("⁶", "^6").replace("±", "+/-")):
            false = re.sub(old, new, printed, count=1)
            if false != printed:
                yield Case(kind, text, f"{BEFORE}{false}.{AFTER}")
                yield Case(f"{kind}, in the passage", false, f"{BEFORE}{text}.{AFTER}")
    yield from _cut(text)


def _cut(text: str) -> Iterator[Case]:
    """The sentence as a part of one that says something else, and its parts in another order."""
    ends = _at_ends(text)
    for kind, frame in {
        "denied": "Nobody has shown that {text}.",
        "denied in a list": "There is no evidence that:\n{text}\n{long}",
        "denied by a label": "Myth: {text}.",
        "limited": "{text}, but not in men.",
        "of somebody": "It is not true, wrote Dr. {text}.",
        "wrapped": "Nobody at all in the whole of Norway or Sweden has shown that\n{text}.",
        "denied by a wrapped line": "It is wrong that Results {text}.",
        "word glued": "Tea was un{text}.",
        "denied in a list in lower case": "It is not true that:\n{text}\n{long}",
    }.items():
        long = "Tea was weighed again and again. " * 10
        placed = frame.format(text=text, long=long)
        yield Case(kind, ends, f"{BEFORE}{placed}{AFTER}")
    first, last = ends.split(" … ")
    yield Case("parts swapped", f"{last} … {first}", f"{BEFORE}{text}.{AFTER}")
    yield Case(
        "item denied", "a sore tongue", f"It does not cause:\npale skin\na sore tongue\n{long}"
    )
    cells = text.replace("T", "t")
    yield Case("two cells as one number", "In 17,708 cups", f"In 17\t708 cups. {cells}")


def corpus(size: int, seed: int = 16) -> list[str]:
    """Generated sentences, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 (no secret)
    return [sentence(chance) for _ in range(size)]


def is_found(case: Case) -> bool:
    return isinstance(find_passage(case.passage, case.text), Proved)
