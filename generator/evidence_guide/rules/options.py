"""Options side by side are comparable: the same respects, one denominator, and how sure it is."""

import re
from collections.abc import Iterator

from evidence_guide.diagnostic import Place, Route
from evidence_guide.guide import Entry, Guide
from evidence_guide.model import Choice, Cited, Option, StageFile
from evidence_guide.rules.rule import Complaints, absent, rule, unknown
from evidence_guide.view.shown import COMPARED

_STAGE = "evidence/stages/evening.yml"
_UNIT = (
    r"(?:%|micro|milli|m[gL]\b|[nμµ]g\b|pmol|years?\b|months?\b|weeks?\b|days?\b|hours?\b|times?\b)"
)
_COUNTED = re.compile(
    rf"\d[\d,.]*\s(?:(?!{_UNIT})\w+\s){{0,3}}?(?:in|of|out of|per|from)"
    rf"(?:\s(?:every|each|all))?\s(\d[\d,]*)\b(?!\s?{_UNIT})"
)
"""A count of people and the number that it is out of, such as `8 people in 100`."""
_SHARE = re.compile(r"\d[\d.]*\s?%\sof\b")
"""A share of people, which is out of 100."""
_Sentence = tuple[Route, Cited]
"""A sentence of a choice with its route."""


@rule(_STAGE, "steps: [drink-tea]", "steps: [drink-te]")
def known_choice_step(choice: Entry[Choice], guide: Guide) -> Complaints:
    """Every step that leads to a choice exists.

    Readers find the options at these steps; without them nobody would.
    """
    if StageFile in guide.unread:
        return
    hint = "write the step first, or remove the id"
    for place, id in absent(choice, ("steps",), choice.item.steps, guide.steps):
        yield unknown(place, "step", id, guide.steps, hint)


@rule(_STAGE, "name: A glass of water", "name: A cup of tea")
def options_differ(choice: Entry[Choice], guide: Guide) -> Complaints:
    """No two options of a choice have the same id or the same name.

    Readers tell the columns of the table apart by their names.
    """
    for field in ("id", "name"):
        seen: set[str] = set()
        for number, option in enumerate(choice.item.options):
            value = getattr(option, field)
            if value in seen:
                place = choice.place("options", number, field)
                yield place, f"two options have the {field} `{value}`", "change one of them"
            seen.add(value)


@rule(
    _STAGE,
    "        certainty: [{says: Nobody has studied it., because: [sleep-gap]}]\n",
    "",
)
def option_says_how_sure(choice: Entry[Choice], guide: Guide) -> Complaints:
    """Every option says how sure it is: a claim behind it carries a certainty, or `certainty` says
    why there is none.

    A table of benefits and harms without a certainty makes guesses look like facts.
    """
    for number, option in enumerate(choice.item.options):
        if not option.certainty and not _is_graded(guide, option):
            message = f"nothing says how sure the option `{option.name}` is"
            hint = "cite a graded claim, or say in `certainty` that no study was found"
            yield choice.place("options", number, "effort"), message, hint


def _is_graded(guide: Guide, option: Option) -> bool:
    """Whether a claim behind what an option brings is graded, as effects and associations are."""
    for sentence in (*_cited(option.benefits), *_cited(option.harms)):
        for id in sentence.because:
            claim = guide.claims.get(id)
            if claim is None or claim.item.kind in COMPARED:
                return True
    return False


def _cited(aspect: str | tuple[Cited, ...]) -> tuple[Cited, ...]:
    """The sentences of an aspect; none where it is not known."""
    return () if isinstance(aspect, str) else aspect


@rule(_STAGE, "wake at night, 15 in 100.", "wake at night, 150 in 1,000.")
def one_denominator(choice: Entry[Choice], guide: Guide) -> Complaints:
    """All counts of people in a choice are out of the same number, which `per` names.

    Nobody sees at a glance which is more, 8 in 100 or 90 in 1,000.
    """
    for route, sentence in cited_sentences(choice.item):
        for number in _denominators(guide.english(sentence.says)):
            if number != choice.item.per:
                yield _other_denominator(choice.place(*route, "says"), number, choice.item.per)


def _other_denominator(place: Place, number: str, per: str | None) -> tuple[Place, str, str]:
    """The complaint about a count that is out of another number than the choice says."""
    if per is None:
        return place, f"a count is out of {number}, and the choice names no `per`", _NAME_IT
    return place, f"this count is out of {number}, and those of the choice out of {per}", _CONVERT


_NAME_IT = "add `per: 100` or `per: 1000`, and give every count out of that number"
_CONVERT = "give the count out of the same number, or leave it out"


def _denominators(text: str) -> Iterator[str]:
    """The numbers that the counts of people in a sentence are out of."""
    for found in _COUNTED.finditer(text):
        yield found[1].replace(",", "")
    for _ in _SHARE.finditer(text):
        yield "100"


def cited_sentences(choice: Choice) -> Iterator[_Sentence]:
    """Every cited sentence of a choice, with its route."""
    if isinstance(choice.compared, Cited):
        yield ("compared",), choice.compared
    for number, option in enumerate(choice.options):
        for field in ("benefits", "harms", "effort", "certainty"):
            for at, sentence in enumerate(_cited(getattr(option, field))):
                yield ("options", number, field, at), sentence
