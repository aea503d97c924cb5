"""How much of what can go wrong is seen: seeded mutants of this repository's guide, and the share caught, by kind.

    python tests/mutants.py [NUMBER_OF_EACH_KIND]

A mutant is one small change in one evidence file. It is caught if the checker complains with an error that it did not have before.
"""

import json
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from evidence_guide import Guide, Severity, check, load
from evidence_guide.model import Claim, ClaimsFile
from evidence_guide.quantities import quantities
from evidence_guide.statements import Statement, statements
from evidence_guide.support import supports

ROOT = Path(__file__).parents[1]
Mutant = tuple[str, str, str]
"""A file, its text before, its text after."""


def _file(path: str) -> str:
    return (ROOT / path).read_text("utf-8")


def _in_line(path: str, line: int, pattern: str, new: Callable[[re.Match[str]], str] | str) -> Mutant | None:
    """One replacement in one line, if the pattern stands there."""
    lines = _file(path).splitlines(keepends=True)
    changed = re.sub(pattern, new, lines[line - 1], count=1)
    return None if changed == lines[line - 1] else (path, _file(path), "".join([*lines[: line - 1], changed, *lines[line:]]))


def _numbers(guide: Guide) -> list[tuple[Statement, str]]:
    return [(s, q.text.strip()) for s in statements(guide) if s.place.path.endswith(".yml") for q in quantities(s.text) if any(map(str.isdigit, q.text))]


def dropped_citation(guide: Guide, pick: random.Random) -> Mutant | None:
    """One id less in one list."""
    support = pick.choice(supports(guide))
    place = support.place(pick.choice(support.ids))
    return _in_line(place.path, place.line, r"(?<=.{%d})[a-z0-9-]+(, )?" % (place.column - 1), "")


def swapped_citation(guide: Guide, pick: random.Random) -> Mutant | None:
    """One id replaced by another that exists."""
    support = pick.choice([s for s in supports(guide) if s.route[-1] == "rests_on"])
    place = support.place(pick.choice(support.ids))
    other = pick.choice([i for i in guide.findings if i not in support.ids])
    return _in_line(place.path, place.line, r"(?<=.{%d})[a-z0-9-]+" % (place.column - 1), other)


def changed_digit(guide: Guide, pick: random.Random) -> Mutant | None:
    """One digit of one number in a sentence."""
    statement, text = pick.choice(_numbers(guide))
    at = pick.choice([i for i, c in enumerate(text) if c.isdigit()])
    other = text[:at] + str((int(text[at]) + pick.randint(1, 9)) % 10) + text[at + 1 :]
    return _in_line(statement.place.path, statement.place.line, re.escape(text), other)


def moved_point(guide: Guide, pick: random.Random) -> Mutant | None:
    """A decimal point one place to the left."""
    statement, text = pick.choice([(s, t) for s, t in _numbers(guide) if re.search(r"\d\.\d", t)])
    moved = re.sub(r"(\d)\.(\d)", r".\1\2", text, count=1)
    return _in_line(statement.place.path, statement.place.line, re.escape(text), moved if moved[0].isdigit() else "0" + moved)


UNITS = {"μg": "mg", "µg": "mg", "micrograms": "milligrams", "pmol/L": "nmol/L", "pmol/l": "nmol/l", "weeks": "months", "months": "weeks", "ng/L": "pg/L", "%": " per 1,000"}


def changed_unit(guide: Guide, pick: random.Random) -> Mutant | None:
    """Another unit behind a number."""
    statement, text = pick.choice([(s, t) for s, t in _numbers(guide) if any(t.endswith(u) for u in UNITS)])
    unit = next(u for u in UNITS if text.endswith(u))
    return _in_line(statement.place.path, statement.place.line, re.escape(text), text.removesuffix(unit) + UNITS[unit])


def changed_comparison(guide: Guide, pick: random.Random) -> Mutant | None:
    """Below becomes above."""
    statement, _ = pick.choice([(s, t) for s, t in _numbers(guide) if re.search(r"\b(below|above|at least) \d", s.text)])
    swap = {"below": "above", "above": "below", "at least": "at most"}
    return _in_line(statement.place.path, statement.place.line, r"\b(below|above|at least)(?= \d)", lambda m: swap[m[1]])


def swapped_figures(guide: Guide, pick: random.Random) -> Mutant | None:
    """The figures of one finding given to another."""
    entries = [e for e in guide.findings.values() if e.item.figures]
    one, other = pick.sample(entries, 2)
    place = one.place("figures")
    return _in_line(place.path, place.line, r"figures: \[.*\]", lambda _: "figures: " + json.dumps(list(other.item.figures), ensure_ascii=False))


def deleted_reason(guide: Guide, pick: random.Random) -> Mutant | None:
    """One GRADE reason less."""
    entry = pick.choice([e for e in guide.claims.values() if e.item.certainty and any(r for _, r in e.item.certainty.down)])
    name = pick.choice([n for n, r in entry.item.certainty.down if isinstance(r, str)] or ["none"])  # type: ignore[union-attr]
    return _in_line(entry.document.path, entry.place("certainty", "down", name).line, rf"^\s+{name}: .*\n", "") if name != "none" else None


def renamed_id(guide: Guide, pick: random.Random) -> Mutant | None:
    """A claim or finding under another id."""
    entry = pick.choice([*guide.claims.values(), *guide.findings.values()])
    return _in_line(entry.document.path, entry.place("id").line, r"id: \S+", f"id: {entry.id}-x")


def raised_wording(guide: Guide, pick: random.Random) -> Mutant | None:
    """A hedge taken out of a sentence."""
    entry = pick.choice([e for e in guide.claims.values() if e.item.level and e.item.level != "high"])
    name = pick.choice(["says", "plain"])
    return _in_line(entry.document.path, entry.place(name).line, r"\b(may|might|probably|likely|very uncertain)\b", "surely")


def flipped_direction(guide: Guide, pick: random.Random) -> Mutant | None:
    """Raises becomes lowers."""
    entry = pick.choice([e for e in guide.claims.values() if re.search(r"\b(raise|lower|more|less|higher)\b", e.item.says)])
    swap = {"raise": "lower", "lower": "raise", "more": "less", "less": "more", "higher": "lower"}
    return _in_line(entry.document.path, entry.place("says").line, r"\b(raise|lower|more|less|higher)\b", lambda m: swap[m[1]])


def past_review(guide: Guide, pick: random.Random) -> Mutant | None:
    """A review date long past."""
    entry = pick.choice(list(guide.all(ClaimsFile)))
    day = guide.today - timedelta(days=400 + pick.randint(0, 400))
    return _in_line(entry.document.path, entry.place("review_by").line, r"review_by: \S+", f"review_by: {day}")


def retracted_source(guide: Guide, pick: random.Random) -> Mutant | None:
    """A source that the lock knows as retracted."""
    key = guide.source_of[pick.choice([i for c in guide.all(Claim) for i in c.item.rests_on])]
    text = _file("evidence/evidence.lock")
    return "evidence/evidence.lock", text, text.replace('"standings": {}', f'"standings": {{"{key}": {{"state": "retracted", "by": "x"}}}}')


KINDS = (
    *(dropped_citation, swapped_citation, changed_digit, moved_point, changed_unit, changed_comparison, swapped_figures),
    *(deleted_reason, renamed_id, raised_wording, flipped_direction, past_review, retracted_source),
)


def caught(mutant: Mutant, folder: Path, guide: Guide) -> bool:
    """Whether the checker sees the mutant."""
    path, before, after = mutant
    (folder / path).write_text(after, "utf-8")
    try:
        return any(d.severity is Severity.ERROR for d in check(load(folder, guide.today)))
    finally:
        (folder / path).write_text(before, "utf-8")


def run(number: int, seed: int = 1) -> Iterator[tuple[str, int, int]]:
    """For each kind its name, how many mutants were made, and how many were caught."""
    guide, pick = load(ROOT), random.Random(seed)  # noqa: S311 (seeded on purpose)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for name in ("evidence", "docs"):
            shutil.copytree(ROOT / name, folder / name)
        for kind in KINDS:
            made = (mutant for _ in range(number * 3) if (mutant := kind(guide, pick)))
            chosen = [mutant for mutant, _ in zip(made, range(number), strict=False)]
            yield kind.__name__.replace("_", " "), len(chosen), sum(caught(mutant, folder, guide) for mutant in chosen)


if __name__ == "__main__":
    total = found = 0
    print("| kind | mutants | caught | share |\n|---|---|---|---|")
    for name, made, seen in run(int(sys.argv[1]) if len(sys.argv) > 1 else 80):
        total, found = total + made, found + seen
        print(f"| {name} | {made} | {seen} | {seen / max(made, 1):.0%} |")
    print(f"| all | {total} | {found} | {found / total:.1%} |")
