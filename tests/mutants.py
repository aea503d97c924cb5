"""How much of what can go wrong is seen: seeded mutants of this repository's guide, and the share
caught, by kind.

    python tests/mutants.py [NUMBER_OF_EACH_KIND]

A mutant is one small change in one evidence file. It is stopped if the checker answers with an error, told if with a warning
(`check --strict`, which releases use, stops at warnings too); its line is right if one of these stands in the line that was changed,
or, where a line was removed, an id renamed or the lock changed, in the item that it belongs to.
"""

import os
import random
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from evidence_guide import Guide, Severity, check, load
from evidence_guide.guide import Entry
from evidence_guide.model import ClaimsFile, Finding
from evidence_guide.text.quantities import quantities
from evidence_guide.view.citation_lists import supports
from evidence_guide.view.sentences import Statement, statements

ROOT = Path(__file__).parents[1]
LOCK = "evidence/evidence.lock"


class Mutant(NamedTuple):
    """A file, its text after the change, and the lines of which file a complaint is due at."""

    path: str
    after: str
    due: tuple[str, range]


def _file(path: str) -> str:
    return (ROOT / path).read_text("utf-8")


def _in_line(
    place: tuple[str, int],
    pattern: str,
    new: Callable[[re.Match[str]], str] | str,
    due: tuple[str, range] | None = None,
) -> Mutant | None:
    """One replacement in one line, if the pattern stands there."""
    path, line = place
    lines = _file(path).splitlines(keepends=True)
    changed = re.sub(pattern, new, lines[line - 1], count=1)
    if changed == lines[line - 1]:
        return None
    return Mutant(
        path,
        "".join([*lines[: line - 1], changed, *lines[line:]]),
        due or (path, range(line, line + 1)),
    )


def _in_lock(old: str, new: str, entry: Entry[Finding]) -> Mutant | None:
    """One replacement in the lock, due anywhere in a finding."""
    text = _file(LOCK)
    return Mutant(LOCK, text.replace(old, new, 1), _item(entry)) if old in text else None


def _item(entry: Entry[object]) -> tuple[str, range]:
    """The lines of an item."""
    lines = [
        mark[0]
        for route, mark in entry.document.marks.items()
        if route[: len(entry.route)] == entry.route
    ]
    return entry.document.path, range(min(lines), max(lines) + 2)


def _at(entry: Entry[object], *route: str | int) -> tuple[str, int]:
    return entry.place(*route)[:2]


@lru_cache
def _numbers(guide: Guide) -> list[tuple[Statement, str]]:
    return [
        (s, q.text.strip())
        for s in statements(guide)
        if s.place.path.endswith(".yml")
        for q in quantities(s.text)
        if any(map(str.isdigit, q.text))
    ]


def _numbered(
    guide: Guide, pick: random.Random, pattern: str, change: Callable[[str], str]
) -> Mutant | None:
    """A number in a sentence, of those that the pattern is found in, changed."""
    statement, text = pick.choice([(s, t) for s, t in _numbers(guide) if re.search(pattern, t)])
    return _in_line(statement.place[:2], re.escape(text), lambda _: change(text))


def dropped_citation(guide: Guide, pick: random.Random) -> Mutant | None:
    """One id less in one list."""
    support = pick.choice(supports(guide))
    place = support.place(pick.choice(support.ids))
    return _in_line(place[:2], r"(?<=.{%d})[a-z0-9-]+(, )?" % (place.column - 1), "")


def swapped_citation(guide: Guide, pick: random.Random) -> Mutant | None:
    """One id replaced by another that exists."""
    support = pick.choice([s for s in supports(guide) if s.route[-1] == "rests_on"])
    place = support.place(pick.choice(support.ids))
    other = pick.choice([i for i in guide.findings if i not in support.ids])
    return _in_line(place[:2], r"(?<=.{%d})[a-z0-9-]+" % (place.column - 1), other)


def changed_digit(guide: Guide, pick: random.Random) -> Mutant | None:
    """One digit of one number in a sentence."""

    def change(text: str) -> str:
        at = pick.choice([i for i, c in enumerate(text) if c.isdigit()])
        return text[:at] + str((int(text[at]) + pick.randint(1, 9)) % 10) + text[at + 1 :]

    return _numbered(guide, pick, r"\d", change)


def moved_point(guide: Guide, pick: random.Random) -> Mutant | None:
    """A decimal point one place to the left."""
    return _numbered(
        guide,
        pick,
        r"\d\.\d",
        lambda text: re.sub(
            r"(\d)\.(\d)",
            lambda m: f"0.{m[1]}{m[2]}" if m.start() == 0 else f".{m[1]}{m[2]}",
            text,
            count=1,
        ),
    )


def changed_sign(guide: Guide, pick: random.Random) -> Mutant | None:
    """A minus gone."""
    return _numbered(guide, pick, r"^[-−–]\s?\d", lambda text: text.lstrip("-−– "))


UNITS = {
    "μg": "mg",
    "µg": "mg",
    "micrograms": "milligrams",
    "pmol/L": "nmol/L",
    "pmol/l": "nmol/l",
    "weeks": "months",
    "months": "weeks",
    "ng/L": "pg/L",
    "%": " per 1,000",
}


def changed_unit(guide: Guide, pick: random.Random) -> Mutant | None:
    """Another unit behind a number."""

    def change(text: str) -> str:
        unit = next(u for u in UNITS if text.endswith(u))
        return text.removesuffix(unit) + UNITS[unit]

    return _numbered(guide, pick, "(?:%s)$" % "|".join(map(re.escape, UNITS)), change)


def changed_comparison(guide: Guide, pick: random.Random) -> Mutant | None:
    """Below becomes above."""
    statement, _ = pick.choice(
        [(s, t) for s, t in _numbers(guide) if re.search(r"\b(below|above|at least) \d", s.text)]
    )
    swap = {"below": "above", "above": "below", "at least": "at most"}
    return _in_line(statement.place[:2], r"\b(below|above|at least)(?= \d)", lambda m: swap[m[1]])


def swapped_figures(guide: Guide, pick: random.Random) -> Mutant | None:
    """The figures of one finding given to another."""
    one, other = pick.sample([e for e in guide.findings.values() if e.item.figures], 2)
    figures = (
        _file(other.document.path)
        .splitlines()[other.place("figures").line - 1]
        .partition("figures: ")[2]
    )
    return _in_line(
        _at(one, "figures"), r"figures: \[.*\]", lambda _: f"figures: {figures}", _item(one)
    )


def flipped_direction(guide: Guide, pick: random.Random) -> Mutant | None:
    """Raises becomes lowers."""
    entry = pick.choice(
        [
            e
            for e in guide.claims.values()
            if re.search(r"\b(raises?|lowers?|more|less|higher|fewer)\b", e.item.says)
        ]
    )
    swap = {
        "raise": "lower",
        "lower": "raise",
        "raises": "lowers",
        "lowers": "raises",
        "more": "less",
        "less": "more",
        "higher": "lower",
        "fewer": "more",
    }
    return _in_line(
        _at(entry, "says"), r"\b(raises?|lowers?|more|less|higher|fewer)\b", lambda m: swap[m[1]]
    )


def deleted_reason(guide: Guide, pick: random.Random) -> Mutant | None:
    """One GRADE reason less."""
    entry = pick.choice(
        [
            e
            for e in guide.claims.values()
            if e.item.certainty and any(isinstance(r, str) for _, r in e.item.certainty.down)
        ]
    )
    name = pick.choice([n for n, r in entry.item.certainty.down if isinstance(r, str)])  # type: ignore[union-attr]
    return _in_line(_at(entry, "certainty", "down", name), rf"^\s+{name}: .*\n", "", _item(entry))


def raised_wording(guide: Guide, pick: random.Random) -> Mutant | None:
    """A hedge taken out of a sentence."""
    entry = pick.choice(
        [e for e in guide.claims.values() if e.item.level and e.item.level != "high"]
    )
    return _in_line(
        _at(entry, pick.choice(["says", "plain"])),
        r"\b(may|might|probably|likely|very uncertain)\b",
        "surely",
    )


def renamed_id(guide: Guide, pick: random.Random) -> Mutant | None:
    """A claim or finding under another id."""
    entry = pick.choice([*guide.claims.values(), *guide.findings.values()])
    return _in_line(_at(entry, "id"), r"id: \S+", f"id: {entry.id}-x", _item(entry))


def broken_doi(guide: Guide, pick: random.Random) -> Mutant | None:
    """A digit of a DOI changed, or its slash lost."""
    entry = pick.choice([e for e in guide.sources.values() if "doi" in e.item.fields])
    doi = entry.item.fields["doi"]
    at = pick.choice(
        [i for i, c in enumerate(doi) if c.isdigit() and i > doi.index("/")] or [doi.index("/")]
    )
    broken = pick.choice(
        [
            doi.replace("/", "", 1),
            doi[:at] + str((int(doi[at]) + 1) % 10 if doi[at].isdigit() else "") + doi[at + 1 :],
        ]
    )
    return _in_line(entry.place("doi")[:2], re.escape(doi), lambda _: broken)


def past_review(guide: Guide, pick: random.Random) -> Mutant | None:
    """A review date long past."""
    entry = pick.choice(list(guide.all(ClaimsFile)))
    day = guide.today - timedelta(days=400 + pick.randint(0, 400))
    return _in_line(_at(entry, "review_by"), r"review_by: \S+", f"review_by: {day}")


def cut_passage(guide: Guide, pick: random.Random) -> Mutant | None:
    """The first word of a passage less."""
    entry = pick.choice(list(guide.findings.values()))
    return _in_line(_at(entry, "passage"), r'(passage: "?)\S+ ', r"\1")


def voided_receipt(guide: Guide, pick: random.Random) -> Mutant | None:
    """A receipt that is for another passage."""
    id, receipt = pick.choice(list(guide.lock.receipts.items()))
    return _in_lock(f'"{receipt.finding}"', f'"{receipt.finding[::-1]}"', guide.findings[id])


def retracted_source(guide: Guide, pick: random.Random) -> Mutant | None:
    """A source that the lock knows as retracted."""
    claim = pick.choice([e for e in guide.claims.values() if e.item.rests_on])
    key = guide.source_of[pick.choice(claim.item.rests_on)]
    text = re.sub(rf'(\n    "{key}": \{{"state": ")[^"]*', r"\1retracted", _file(LOCK))
    return Mutant(LOCK, text, _item(claim))


KINDS = (
    *(
        dropped_citation,
        swapped_citation,
        changed_digit,
        moved_point,
        changed_sign,
        changed_unit,
        changed_comparison,
        swapped_figures,
    ),
    *(
        flipped_direction,
        deleted_reason,
        raised_wording,
        renamed_id,
        broken_doi,
        past_review,
        cut_passage,
        voided_receipt,
        retracted_source,
    ),
)


class Seen(NamedTuple):
    """What the checker said of a mutant."""

    stopped: bool
    told: bool
    in_line: bool


@lru_cache
def _scratch() -> Path:
    """This process's copy of the evidence."""
    folder = Path(tempfile.mkdtemp(prefix=f"mutants-{os.getpid()}-"))
    for name in ("evidence", "docs"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def seen(mutant: Mutant) -> Seen:
    """What the checker says of a mutant; it says nothing of the guide itself."""
    path = _scratch() / mutant.path
    path.write_text(mutant.after, "utf-8")
    try:
        found = check(load(_scratch(), load(ROOT).today))
    finally:
        path.write_text(_file(mutant.path), "utf-8")
    file, lines = mutant.due
    return Seen(
        any(d.severity is Severity.ERROR for d in found),
        bool(found),
        any(d.place.path == file and d.place.line in lines for d in found),
    )


def mutants(number: int, seed: int = 1) -> Iterator[tuple[str, list[Mutant]]]:
    """For each kind its name and its mutants, no two the same."""
    guide = load(ROOT)
    for kind in KINDS:
        pick = random.Random(f"{kind.__name__} {seed}")  # noqa: S311 (seeded on purpose)
        made = dict.fromkeys(mutant for _ in range(number * 5) if (mutant := kind(guide, pick)))
        yield kind.__name__.replace("_", " "), list(made)[:number]


def _share(count: int, of: int) -> str:
    return f"{count / max(of, 1):.1%}"


def main(number: int) -> None:
    print("| kind | mutants | error | error or warning | at its line |\n|---|---|---|---|---|")
    total: Counter[str] = Counter()
    with ProcessPoolExecutor() as workers:
        for name, made in mutants(number):
            results = list(workers.map(seen, made, chunksize=8))
            counts = Counter(
                made=len(made),
                **{field: sum(getattr(r, field) for r in results) for field in Seen._fields},
            )
            total += counts
            print(_row(name, counts), flush=True)
    print(_row("all", total))


def _row(name: str, counts: Counter[str]) -> str:
    made = counts["made"]
    return (
        f"| {name} | {made} | {_share(counts['stopped'], made)} | {_share(counts['told'], made)} "
        f"| {_share(counts['in_line'], made)} |"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 70)
