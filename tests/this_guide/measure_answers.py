"""How often `verify-answer` gives the verdict that a careful reader gives: a table for
`docs/measured.md`.

    python -m tests.this_guide.measure_answers
"""

from collections import Counter
from typing import NamedTuple

import yaml
from tests.conftest import ROOT

from evidence_guide import Guide, load
from evidence_guide.answers.judging import judge
from evidence_guide.answers.verdict import AnswerVerdict

ANSWERS = ROOT / "tests" / "this_guide" / "answers"
SETS = {"tuning": "used to tune", "seen": "held out at first", "held_out": "held out"}
KINDS = {
    "supported": "supported",
    "number": "contradicted in number",
    "unit": "contradicted in unit",
    "direction": "contradicted in direction",
    "hedge": "without its hedge",
    "urgency": "plays down a sign of danger",
    "not judged": "not judgeable",
}


class Outcome(NamedTuple):
    """What became of one sentence."""

    says: str
    expected: str
    found: str
    right: bool


def outcomes(guide: Guide, name: str) -> list[Outcome]:
    """What becomes of each sentence of a file."""
    rows = yaml.safe_load((ANSWERS / f"{name}.yml").read_text("utf-8"))
    return [_outcome(guide, **row) for row in rows]


def _outcome(guide: Guide, says: str, expected: str, by: tuple[str, ...] = ()) -> Outcome:
    [judged] = judge(says, guide)
    is_by = not by or judged.verdict is AnswerVerdict.URGENCY or judged.claim in by
    return Outcome(says, expected, str(judged.verdict), str(judged.verdict) == expected and is_by)


def table(guide: Guide) -> str:
    """The table: of the sentences of each kind, how many get their verdict."""
    found = {name: outcomes(guide, name) for name in SETS}
    head = f"| sentences | {' | '.join(SETS.values())} |"
    rows = [head, f"|---|{'---|' * len(SETS)}"]
    for kind, words in KINDS.items():
        sets = [[one for one in of if one.expected == kind] for of in found.values()]
        rows.append(_row(words, sets))
    rows.append(_row("all", list(found.values())))
    wrong = [str(sum(map(is_wrong, of))) for of in found.values()]
    return "\n".join([*rows, f"| with a wrong verdict | {' | '.join(wrong)} |"])


def is_wrong(one: Outcome) -> bool:
    """Whether a sentence got a verdict, and not the right one."""
    return not one.right and one.found != "not judged"


def _row(words: str, sets: list[list[Outcome]]) -> str:
    counts = [Counter(one.right for one in of) for of in sets]
    return f"| {words} | {' | '.join(f'{count[True]} of {count.total()}' for count in counts)} |"


if __name__ == "__main__":
    print(table(load(ROOT)))  # noqa: T201
