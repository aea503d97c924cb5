"""A rule's page, the chain from a step or claim down to the passages, or the reading grades, as text for a terminal."""

from pathlib import Path

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.tree import Tree

from evidence_guide.diagnostic import GuideError
from evidence_guide.guide import Guide, load
from evidence_guide.readability import easy_words, grades, hardest
from evidence_guide.rules import Rule, rules
from evidence_guide.rules.rule import near


def explain(folder: Path, name: str | None) -> RenderableType:
    """What `name` is: a rule, a step, a claim or a finding; without name the list of rules.

    Raises GuideError if nothing is called so.
    """
    known = {rule.id: rule for rule in rules()}
    if name is None:
        return Group(*(escape(f"{rule.id:28} {rule.sentence}") for rule in known.values()))
    if name in known:
        return _rule(known[name])
    guide = load(folder)
    for items, draw in ((guide.steps, _step), (guide.claims, _claim), (guide.findings, _finding)):
        if name in items:
            return draw(guide, name)
    ids = [*known, *guide.steps, *guide.claims, *guide.findings]
    raise GuideError(f"no rule, step, claim or finding is called `{name}`; {near(name, ids, 'without a name, `explain` lists the rules')}")


def _rule(rule: Rule) -> Group:
    good = f"\nGood, in {rule.example.file}:\n{rule.example.good.rstrip()}" if rule.example.good else ""
    bad = f"\nBad:\n{rule.example.bad.rstrip() or '(the line is missing)'}"
    return Group(f"[bold]{rule.id}[/bold] ({rule.family}, {rule.severity})", escape(f"{rule.sentence}\n{rule.why}\n{good}\n{bad}"))


def _step(guide: Guide, name: str) -> Tree:
    step = guide.steps[name]
    tree = Tree(f"[bold]{name}[/bold] {step.place()}\n{escape(step.item.do)}\n{step.item.strength} {step.item.direction}")
    for id in dict.fromkeys((*step.item.why, *step.item.follows)):
        if id in guide.claims:
            tree.add(_claim(guide, id))
    return tree


def _claim(guide: Guide, name: str) -> Tree:
    claim = guide.claims[name]
    level = f"{claim.item.level} certainty" if claim.item.level else str(claim.item.kind)
    tree = Tree(f"[bold]{name}[/bold] {claim.place()}\n{escape(claim.item.says)}\n{level}")
    for ids, word in ((claim.item.rests_on, ""), (claim.item.disputed_by, "points the other way: ")):
        for id in ids:
            if id in guide.findings:
                tree.add(_finding(guide, id, word))
    return tree


def _finding(guide: Guide, name: str, word: str = "") -> Tree:
    finding = guide.findings[name]
    tree = Tree(f"{word}[bold]{name}[/bold] {finding.place()}\n{escape(finding.item.reports)}")
    tree.add(escape(f"{finding.item.where}: {finding.item.passage}"))
    source = guide.sources.get(guide.source_of[name])
    if source:
        tree.add(escape(f"{source.item.label}. {source.item.title} {source.item.address}"))
    return tree


def reading(guide: Guide) -> Group:
    """How hard each part of the guide is to read, the hardest first, with the sentence that makes it so."""
    lines = ["grade in full words"]
    for part, words, grade, in_full in sorted(grades(guide), key=lambda graded: -graded.grade):
        worst = hardest(part, easy_words(guide))
        lines.append(f"{grade:>5} {in_full:>7} {words:>5}  {part.title}, {part.kind}\n                     {worst.place}: {worst.text}")
    return Group(*map(escape, lines))
