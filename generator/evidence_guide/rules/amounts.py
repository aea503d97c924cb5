"""Advice to take or give something says how much."""

import re

from evidence_guide.guide import Entry, Guide
from evidence_guide.model import Direction, GuideFile, Step
from evidence_guide.rules.rule import Complaint, Complaints, rule


def _says_to_take(step: Step, substances: tuple[str, ...]) -> bool:
    """Whether a step says to take or give one of the substances."""
    named = "|".join(map(re.escape, substances))
    taking = re.compile(rf"(?<!\byou )\b(?:take|give)\b[^.]*\b(?:{named})\b", re.IGNORECASE)
    return step.direction == Direction.FOR and bool(taking.search(step.do))


@rule(
    "evidence/stages/evening.yml",
    "    do: Drink a cup of tea in the evening.\n",
    "    do: Take caffeine in the evening.\n",
)
def amount_is_stated(guide: Guide) -> Complaints:
    """A step that says to take or give a substance of `policy.amounts_of` states the amounts.

    `amounts` gives one sentence for each body and country, for exactly the people of the step;
    `none named` tells readers that no body that was read says how much.
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
