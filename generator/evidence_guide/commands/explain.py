"""A rule's page, the chain from what rests on a claim down to the receipts of its passages, as text for a terminal."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import click
from rich.console import Group, RenderableType
from rich.tree import Tree

from evidence_guide.commands.options import sentence
from evidence_guide.diagnostic import GuideError
from evidence_guide.guide import Guide
from evidence_guide.guide.loader import load
from evidence_guide.model import Claim, Written
from evidence_guide.model.meaning import stated
from evidence_guide.rules import Rule, rules
from evidence_guide.text.nearest import near
from evidence_guide.text.terminal import console, unmarked
from evidence_guide.view import labels
from evidence_guide.view.citation_lists import supports
from evidence_guide.view.shown import reasons

UNBROKEN = 10_000
"""Line width when stdout is not a terminal, so that nothing wraps."""

Draw = Callable[[Guide, str], Tree]


def explain(folder: Path, name: str | None) -> RenderableType:
    """What `name` is: a rule, a step, a claim, a finding or a source; without name the list of rules.

    Raises GuideError if nothing is called so.
    """
    known = {rule.id: rule for rule in rules()}
    if name is None:
        return Group(*(unmarked(f"{rule.id:28} {rule.sentence}") for rule in known.values()))
    if name in known:
        return _rule(known[name])
    guide = load(folder)
    kinds: tuple[tuple[Iterable[str], Draw], ...] = (
        (guide.steps, _step),
        (guide.claims, _whole_claim),
        (guide.findings, _whole_finding),
        (guide.sources, _whole_source),
    )
    for ids, draw in kinds:
        if name in ids:
            return draw(guide, name)
    ids = [*known, *(id for found, _ in kinds for id in found)]
    raise GuideError(
        f"no rule, step, claim, finding or source is called `{name}`; {near(name, ids, _within(name, ids), 3)}"
    )


def _within(name: str, ids: list[str]) -> str:
    """The names that contain a word, or how to find one."""
    found = [f"`{id}`" for id in ids if name.lower() in id][:3]
    return (
        f"did you mean {' or '.join(found)}?"
        if found
        else "without a name, `explain` lists the rules"
    )


def _rule(rule: Rule) -> Group:
    good = (
        f"\nGood, in {rule.example.file}:\n{rule.example.good.rstrip()}"
        if rule.example.good
        else ""
    )
    bad = f"\nBad:\n{rule.example.bad.rstrip() or '(the line is missing)'}"
    return Group(
        f"[bold]{rule.id}[/bold] ({rule.family}, {rule.severity})",
        unmarked(f"{rule.sentence}\n{rule.why}\n{good}\n{bad}"),
    )


def _head(id: str, place: object, *lines: str, before: str = "") -> Tree:
    """A branch that begins with an id, where it is written, and what it says."""
    return Tree(
        "\n".join(
            [f"{before}[bold]{unmarked(id)}[/bold] {unmarked(str(place))}", *map(unmarked, lines)]
        )
    )


def _step(guide: Guide, name: str) -> Tree:
    step = guide.steps[name]
    tree = _head(name, step.place(), step.item.do, f"{step.item.strength} {step.item.direction}")
    for word, ids in (("follows: ", step.item.follows), ("", step.item.why)):
        for id in ids:
            if id in guide.claims:
                tree.add(_claim(guide, id, word))
    return tree


def _whole_claim(guide: Guide, name: str) -> Tree:
    return _used(guide, name, _claim(guide, name))


def _used(guide: Guide, name: str, tree: Tree) -> Tree:
    """A branch, below a list of what rests on it."""
    users = {support.entry.id: support.entry for support in supports(guide) if name in support.ids}
    if users:
        above = Tree("[italic]what rests on it[/italic]")
        for id, entry in users.items():
            said = stated(entry.item) if isinstance(entry.item, Written) else ""
            above.add(_head(id, entry.place(), said or id))
        tree.children.insert(0, above)
    return tree


def _claim(guide: Guide, name: str, before: str = "") -> Tree:
    entry = guide.claims[name]
    claim = entry.item
    tree = _head(
        name,
        entry.place(),
        claim.says,
        f"in plain words: {claim.plain}",
        f"{claim.kind}{f', for {claim.applies_to}' if claim.applies_to else ''}",
        before=before,
    )
    if claim.certainty:
        tree.add(_certainty(claim))
    if claim.search:
        tree.add(unmarked(labels.search_label(claim.search)))
    for ids, word in ((claim.rests_on, ""), (claim.disputed_by, "points the other way: ")):
        for id in ids:
            tree.add(
                _finding(guide, id, word)
                if id in guide.findings
                else unmarked(f"{word}{id}: in no findings file that can be read")
            )
    return tree


def _certainty(claim: Claim) -> Tree:
    """The level and each reason for it."""
    tree = Tree(
        f"[bold]{claim.level}[/bold] certainty, from {claim.certainty.start if claim.certainty else ''}"
    )
    for side, name, levels, because in reasons(claim):
        tree.add(
            unmarked(f"{side} by {labels.MOVED[levels]} for {labels.DOWN[name].lower()}: {because}")
        )
    return tree


def _whole_finding(guide: Guide, name: str) -> Tree:
    return _used(guide, name, _finding(guide, name))


def _finding(guide: Guide, name: str, before: str = "", *, source: bool = True) -> Tree:
    finding = guide.findings[name]
    tree = _head(name, finding.place(), finding.item.reports, before=before)
    tree.add(unmarked(f"{finding.item.where}: {finding.item.passage}"))
    if finding.item.figures:
        tree.add(unmarked(f"figures: {' | '.join(finding.item.figures)}"))
    tree.add(unmarked(labels.proof(guide.lock.receipts.get(name))))
    key = guide.source_of[name]
    tree.add(unmarked(labels.reread(guide.readings[key].item.read, name)))
    if source and key in guide.sources:
        tree.add(_source(guide, key))
    return tree


def _source(guide: Guide, key: str) -> Tree:
    """A source: what it is, how it stands, and how it was read."""
    entry = guide.sources[key]
    tree = _head(key, entry.place(), f"{entry.item.label}. {entry.item.title} {entry.item.address}")
    tree.add(unmarked(labels.standing(guide.lock.standings.get(key))))
    if key in guide.readings:
        reading = guide.readings[key].item
        tree.add(unmarked(f"{reading.study.design.capitalize()}: {reading.study.population}"))
        tree.add(unmarked(labels.reading_label(reading.read)))
    return tree


def _whole_source(guide: Guide, key: str) -> Tree:
    tree = _source(guide, key)
    for finding in guide.readings[key].item.findings if key in guide.readings else ():
        tree.add(_used(guide, finding.id, _finding(guide, finding.id, source=False)))
    return tree


@click.command("explain")
@click.argument("name", required=False)
@click.pass_obj
@sentence
def explain_command(folder: Path, name: str | None) -> None:
    """Explain a rule, or print the whole chain of a claim, step, finding or source; without NAME list the rules."""
    terminal = sys.stdout.isatty()
    screen = console(markup=True, width=None if terminal else UNBROKEN)
    screen.print(explain(folder, name), no_wrap=not terminal)
