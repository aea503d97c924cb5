"""Red flags are few, sorted by haste, and say where to call."""

from collections.abc import Iterable, Iterator

from evidence_guide.guide import Entry, Guide
from evidence_guide.model import HowSoon, RedFlag, StageFile
from evidence_guide.rules.rule import Complaints, rule

MOST_OF_A_LEVEL = 6
"""Red flags of one level on a page; the NHS asks for short care cards."""


def _flags(stage: Entry[StageFile]) -> Iterator[tuple[RedFlag, tuple[str | int, ...]]]:
    """The red flags of a stage and of its steps, each with its route."""
    for number, flag in enumerate(stage.item.urgent):
        yield flag, ("urgent", number)
    for place, step in enumerate(stage.item.steps):
        for number, flag in enumerate(step.urgent):
            yield flag, ("steps", place, "urgent", number)


@rule(
    "evidence/stages/evening.yml",
    "  - {says: You have not slept for many nights., how_soon: soon, because: [sleep-cup]}\n",
    "  - {says: You have not slept for many nights., how_soon: soon, because: [sleep-cup]}\n"
    "  - {says: You cannot wake up., how_soon: now, because: [sleep-cup]}\n",
)
def gravest_first(guide: Guide) -> Complaints:
    """The red flags of a list stand in the order of haste: `now`, then `today`, then `soon`.

    Whoever reads the file sees the gravest first, as readers of the page do.
    """
    order = list(HowSoon)
    for stage in guide.stages.values():
        before = order[0]
        for number, flag in enumerate(stage.item.urgent):
            if order.index(flag.how_soon) < order.index(before):
                message = f"a red flag for `{flag.how_soon}` comes after one for `{before}`"
                yield stage.place("urgent", number), message, "move it up"
            before = flag.how_soon


@rule(
    "evidence/stages/evening.yml",
    "  - {says: You have not slept for many nights., how_soon: soon, because: [sleep-cup]}\n",
    "".join(
        f"  - {{says: You have not slept for {night} nights., how_soon: soon, "
        "because: [sleep-cup]}\n"
        for night in ("many", "several", "some", "a few", "more", "countless", "all")
    ),
)
def few_red_flags(guide: Guide) -> Complaints:
    """A page has at most six red flags of each level, and none in the same words twice.

    A long list of alarms is read by nobody; a sign that matters less belongs to a step.
    """
    for stage in guide.stages.values():
        first: dict[str, RedFlag] = {}
        for flag, route in _flags(stage):
            if flag.says in first:
                yield stage.place(*route), "this red flag is on the page twice", "remove one"
                continue
            first[flag.says] = flag
            if _is_one_too_many(flag, first.values()):
                message = f"more than {MOST_OF_A_LEVEL} red flags for `{flag.how_soon}`"
                yield stage.place(*route), message, "join them, or move one to a later level"


def _is_one_too_many(flag: RedFlag, flags: Iterable[RedFlag]) -> bool:
    """Whether a red flag, the last of some, is the first that its level has no room for."""
    levels = [other.how_soon for other in flags]
    return levels.count(flag.how_soon) == MOST_OF_A_LEVEL + 1
