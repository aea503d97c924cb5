"""Explanations for a terminal: the page of a rule, or all that an item rests on, as a tree."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from rich.console import Group, RenderableType
from rich.tree import Tree

from evidence_guide.diagnostic import GuideError, Place
from evidence_guide.guide import Entry, Guide
from evidence_guide.guide.loader import load
from evidence_guide.model import Claim, FindingsFile, Written
from evidence_guide.model.meaning import stated
from evidence_guide.rules import Rule, rules
from evidence_guide.rules.options import cited_sentences
from evidence_guide.rules.rule import Example
from evidence_guide.text.nearest import near
from evidence_guide.text.terminal import unmarked
from evidence_guide.view import labels
from evidence_guide.view.citation_lists import supports
from evidence_guide.view.context import Context
from evidence_guide.view.proof_words import proof_sentence
from evidence_guide.view.rereading_words import rereading_view
from evidence_guide.view.shown import reasons
from evidence_guide.view.site import Site
from evidence_guide.view.texts import plain_words

Entries = dict[str, Entry[Any]]
"""Items by their ids."""
MOST_OFFERED = 3
"""Names that are offered for a mistyped one."""


def explain(folder: Path, name: str | None) -> RenderableType:
    """The page of a rule, or the tree of any part of the guide; without name the rules.

    Raises GuideError if nothing has this name.
    """
    known = {rule.id: rule for rule in rules()}
    if name is None:
        return _rule_list(known.values())
    if name in known:
        return _rule_page(known[name])
    guide = load(folder)
    tree = _item_tree(guide, name)
    if tree is None:
        raise GuideError(_unknown(guide, name, known))
    return tree


def _rule_list(known: Iterable[Rule]) -> Group:
    lines = [unmarked(f"{rule.id:28} {rule.sentence}") for rule in known]
    return Group(*lines)


def _rule_page(rule: Rule) -> Group:
    head = f"[bold]{rule.id}[/bold] ({rule.family}, {rule.severity})"
    good, bad = _good(rule.example), _bad(rule.example)
    return Group(head, unmarked(f"{rule.sentence}\n{rule.why}\n{good}\n{bad}"))


def _good(example: Example) -> str:
    """The sound lines of an example under their heading; empty if it has none."""
    if not example.good:
        return ""
    return f"\nGood, in {example.file}:\n{example.good.rstrip()}"


def _bad(example: Example) -> str:
    """The unsound lines of an example under their heading."""
    lines = example.bad.rstrip() or "(the line is missing)"
    return f"\nBad:\n{lines}"


def _item_tree(guide: Guide, name: str) -> Tree | None:
    """The tree of an item; None if no item has this name."""
    if name in guide.steps:
        return _step(guide, name)
    if name in guide.choices:
        return _choice(guide, name)
    if name in guide.claims:
        return _with_users(guide, name, _claim(guide, name))
    if name in guide.findings:
        return _with_users(guide, name, _cited_finding(guide, name))
    if name in guide.sources:
        return _source_with_findings(guide, name)
    return _list_tree(guide, name)


def _list_tree(guide: Guide, name: str) -> Tree | None:
    """The tree of a stage, a topic or a glossary word; None if none has this name."""
    if name in guide.stages:
        return _stage(guide, name)
    if name in guide.topics:
        return _topic(guide, name)
    if name in guide.terms:
        return _term(guide, name)
    return None


def _stage(guide: Guide, name: str) -> Tree:
    """A stage: its danger signs and steps, each step with its strength."""
    entry = guide.stages[name]
    stage = entry.item
    tree = _head(name, entry.place(), stage.title, stage.about, f"review by {stage.review_by}")
    for step in stage.steps:
        lines = (step.do, f"{step.strength} {step.direction}")
        tree.add(_head(step.id, guide.steps[step.id].place(), *lines))
    return tree


def _topic(guide: Guide, name: str) -> Tree:
    """A topic: its key messages and claims, each claim with its certainty."""
    entry = guide.topics[name]
    topic = entry.item
    tree = _head(name, entry.place(), topic.title, topic.about, f"review by {topic.review_by}")
    for message in topic.key_messages:
        _add_ids(tree.add(unmarked(f"key message: {message.says}")), message.because, "rests on: ")
    for claim in topic.claims:
        certainty = f"{claim.level} certainty" if claim.level else _kind(claim)
        tree.add(_head(claim.id, guide.claims[claim.id].place(), claim.says, certainty))
    return tree


def _term(guide: Guide, name: str) -> Tree:
    """A glossary word: its meaning, its other names, and the findings that state it."""
    entry = guide.terms[name]
    term = entry.item
    tree = _head(name, entry.place(), f"{term.term}: {term.says}")
    also = [other for other in (term.short, *term.also) if other]
    if also:
        tree.add(unmarked(f"also called: {', '.join(also)}"))
    _add_findings(guide, tree, term.rests_on)
    return tree


def _unknown(guide: Guide, name: str, known: Mapping[str, Rule]) -> str:
    """The sentence for a name that nothing has, with the nearest names."""
    names = [*known, *guide.steps, *guide.choices, *guide.claims, *guide.findings, *guide.sources]
    names += [*guide.stages, *guide.topics, *guide.terms]
    hint = near(name, names, _containing(name, names), MOST_OFFERED)
    kinds = "rule, stage, step, choice, topic, claim, finding, source or term"
    return f"no {kinds} is called `{name}`; {hint}"


def _containing(word: str, names: Iterable[str]) -> str:
    """A question that offers the names that contain a word; without any, where names are listed."""
    found = [f"`{name}`" for name in names if word.lower() in name]
    if not found:
        return "without a name, `explain` lists the rules"
    return f"did you mean {' or '.join(found[:MOST_OFFERED])}?"


def _head(id: str, place: Place, *lines: str, before: str = "") -> Tree:
    """A branch that begins with an id and its place, then the lines."""
    return Tree("\n".join([_title(id, place, before), *map(unmarked, lines)]))


def _title(id: str, place: Place, before: str) -> str:
    return f"{before}[bold]{unmarked(id)}[/bold] {unmarked(place)}"


def _step(guide: Guide, name: str) -> Tree:
    """A step, with the claims that it follows and those that are its reasons."""
    entry = guide.steps[name]
    step = entry.item
    tree = _head(name, entry.place(), step.do, f"{step.strength} {step.direction}")
    _add_ids(tree, step.replaces, "replaces: ")
    _add_ids(tree, step.repeats, "repeats: ")
    _add_claims(guide, tree, step.follows, "follows: ")
    _add_claims(guide, tree, step.why)
    _add_rereading(guide, tree, name)
    return tree


def _add_rereading(guide: Guide, tree: Tree, id: str) -> None:
    """Adds how a claim or step was read again."""
    found = rereading_view(Context(Site(guide)), id)
    if found:
        addresses = [place.address for place in found.read]
        tree.add(unmarked(" ".join([plain_words(found.says), *addresses])))


def _choice(guide: Guide, name: str) -> Tree:
    """A choice: for each option its sentences, each with the claims that it rests on."""
    entry = guide.choices[name]
    choice = entry.item
    tree = _head(name, entry.place(), choice.title)
    _add_ids(tree, choice.steps, "at: ")
    for route, sentence in cited_sentences(choice):
        option = choice.options[int(route[1])].name if len(route) > 1 else "all options"
        field = str(route[2] if len(route) > 1 else route[0])
        branch = tree.add(unmarked(f"{option}, {field}: {sentence.says}"))
        _add_claims(guide, branch, sentence.because)
    return tree


def _add_ids(tree: Tree, ids: Iterable[str], before: str) -> None:
    for id in ids:
        tree.add(before + unmarked(id))


def _add_claims(guide: Guide, tree: Tree, ids: Iterable[str], before: str = "") -> None:
    for id in ids:
        if id in guide.claims:
            tree.add(_claim(guide, id, before))


def _with_users(guide: Guide, name: str, tree: Tree) -> Tree:
    """The tree of an item, which begins with a list of the items that cite it."""
    users = _users(guide, name)
    if users:
        tree.children.insert(0, _resting_on_it(users.values()))
    return tree


def _resting_on_it(users: Iterable[Entry[Any]]) -> Tree:
    """The items that cite another, as a branch of its tree."""
    branch = Tree("[italic]what rests on it[/italic]")
    for entry in users:
        branch.add(_user(entry))
    return branch


def _users(guide: Guide, name: str) -> Entries:
    """The items that cite an item, by their ids."""
    return {support.entry.id: support.entry for support in supports(guide) if name in support.ids}


def _user(entry: Entry[Any]) -> Tree:
    """A branch for an item that cites another."""
    return _head(entry.id, entry.place(), _sentence(entry.item) or entry.id)


def _sentence(item: object) -> str:
    """The statement of an item, if it makes one."""
    return stated(item) if isinstance(item, Written) else ""


def _claim(guide: Guide, name: str, before: str = "") -> Tree:
    """A claim, with its certainty, its search and its findings."""
    entry = guide.claims[name]
    claim = entry.item
    plain = f"in plain words: {claim.plain}"
    tree = _head(name, entry.place(), claim.says, plain, _kind(claim), before=before)
    if claim.certainty:
        tree.add(_certainty(claim, claim.certainty.start))
    if claim.search:
        tree.add(unmarked(labels.search_label(claim.search)))
    _add_rereading(guide, tree, name)
    _add_findings(guide, tree, claim.rests_on)
    _add_findings(guide, tree, claim.disputed_by, "points the other way: ")
    return tree


def _kind(claim: Claim) -> str:
    if claim.applies_to:
        return f"{claim.kind}, for {claim.applies_to}"
    return str(claim.kind)


def _certainty(claim: Claim, start: str) -> Tree:
    """The certainty of a claim and each reason for it."""
    tree = Tree(f"[bold]{claim.level}[/bold] certainty, from {start}")
    for reason in reasons(claim):
        tree.add(unmarked(_reason(*reason)))
    return tree


def _reason(side: str, name: str, levels: int, because: str) -> str:
    """A reason that moved a certainty, with its domain and how far it moved."""
    return f"{side} by {labels.MOVED[levels]} for {labels.DOWN[name].lower()}: {because}"


def _add_findings(guide: Guide, tree: Tree, ids: Iterable[str], before: str = "") -> None:
    for id in ids:
        tree.add(_finding_or_note(guide, id, before))


def _finding_or_note(guide: Guide, id: str, before: str) -> RenderableType:
    """A finding, or the note that it cannot be read."""
    if id in guide.findings:
        return _cited_finding(guide, id, before)
    return unmarked(f"{before}{id}: in no findings file that can be read")


def _cited_finding(guide: Guide, name: str, before: str = "") -> Tree:
    """A finding, with its source."""
    tree = _finding(guide, name, before)
    key = guide.source_of[name]
    if key in guide.sources:
        tree.add(_source(guide, key))
    return tree


def _finding(guide: Guide, name: str, before: str = "") -> Tree:
    """A finding: its passage, its figures, its receipt, and its second reading."""
    entry = guide.findings[name]
    finding = entry.item
    tree = _head(name, entry.place(), finding.reports, before=before)
    tree.add(unmarked(f"{finding.where}: {finding.passage}"))
    if finding.figures:
        tree.add(unmarked(f"figures: {' | '.join(finding.figures)}"))
    if finding.unit:
        tree.add(unmarked(f"unit: {finding.unit}"))
    if finding.and_then:
        tree.add(unmarked(f"goes on: {finding.and_then}"))
    _add_proof(guide, tree, name)
    return tree


def _add_proof(guide: Guide, tree: Tree, name: str) -> None:
    """Adds how a finding was looked up, and how it was read again."""
    tree.add(unmarked(proof_sentence(guide.lock.receipts.get(name))))
    tree.add(unmarked(labels.reread(guide.reading_of(name).read, name)))


def _source(guide: Guide, key: str) -> Tree:
    """A source: its record, its standing, and how it was read."""
    entry = guide.sources[key]
    source = entry.item
    tree = _head(key, entry.place(), f"{source.label}. {source.title} {source.address}")
    tree.add(unmarked(labels.standing(guide.lock.standings.get(key))))
    if key in guide.readings:
        _add_reading(tree, guide.readings[key].item)
    return tree


def _add_reading(tree: Tree, file: FindingsFile) -> None:
    """Adds the study of a source, and how the source was read."""
    study = file.study
    tree.add(unmarked(f"{study.design.capitalize()}: {study.population}"))
    tree.add(unmarked(labels.reading_label(file.read)))


def _source_with_findings(guide: Guide, key: str) -> Tree:
    """A source, with each finding in it and the items that cite the finding."""
    tree = _source(guide, key)
    if key not in guide.readings:
        return tree
    for finding in guide.readings[key].item.findings:
        tree.add(_with_users(guide, finding.id, _finding(guide, finding.id)))
    return tree
