"""Advice to take or give something says how much, and a threshold on which side to act."""

import re

from evidence_guide.guide import Entry, Guide
from evidence_guide.model import Claim, ClaimKind, Direction, GuideFile, Step
from evidence_guide.rules.rule import ENGLISH_ONLY, Complaint, Complaints, rule
from evidence_guide.text import markup


def _says_to_take(step: Step, substances: tuple[str, ...]) -> bool:
    """Whether a step says to take or give one of the substances."""
    named = "|".join(map(re.escape, substances))
    taking = re.compile(rf"(?<!\byou )\b(?:take|give)\b[^.]*\b(?:{named})\b", re.IGNORECASE)
    return step.direction == Direction.FOR and bool(taking.search(step.do))


@rule(
    "evidence/stages/evening.yml",
    "    do: Drink a cup of tea in the evening.\n",
    "    do: Take caffeine in the evening.\n",
    reads=ENGLISH_ONLY,
)
def amount_is_stated(guide: Guide) -> Complaints:
    """A step that says to take or give a substance of `policy.amounts_of` states the amounts.

    `amounts` gives one sentence for each body and country, for exactly the people of the step;
    `none named` says that none of the bodies that were read names an amount.
    """
    file = next(guide.all(GuideFile), None)
    substances = file.item.policy.amounts_of if file else ()
    for entry in guide.steps.values() if substances else ():
        if _says_to_take(entry.item, substances) and not entry.item.amounts:
            yield _complaint(entry)


def _complaint(entry: Entry[Step]) -> Complaint:
    message = f"`{entry.id}` says to take or give something, but not how much"
    hint = "add `amounts`: a sentence for each body that advises one, or `none named`"
    return entry.place("do"), message, hint


@rule("evidence/claims/sleep.yml", "kind: guidance", "kind: threshold")
def threshold_has_a_side(claim: Entry[Claim], guide: Guide) -> Complaints:
    """A threshold says on which side of its value to act, such as `at 200 Bq/m³ or more`.

    "The action level is 200 Bq/m³" leaves readers with exactly 200 to guess.
    """
    if claim.item.kind is ClaimKind.THRESHOLD and not _has_a_side(claim.item.says, guide):
        message = f"`says` of the threshold `{claim.id}` names no value with a side"
        yield claim.place("kind"), message, _NAME_THE_SIDE


_NAME_THE_SIDE = "write `above 5 …`, `5 … or more` or the like, as the source does"
_SIDES = frozenset("<>≤≥")


def _has_a_side(text: str, guide: Guide) -> bool:
    """Whether a text has a number that is compared with something."""
    found = guide.numbers_in(markup.plain(text))
    return any(quantity.comparison in _SIDES for quantity in found)
