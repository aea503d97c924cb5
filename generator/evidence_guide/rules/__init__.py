"""`check(guide)`: every complaint about the evidence, each from a rule and with a place."""

from evidence_guide.diagnostic import Diagnostic
from evidence_guide.guide import Guide
from evidence_guide.rules import (
    amounts,
    audits,
    choices,
    consistency,
    docs,
    freshness,
    grading,
    ignoring,
    keeping,
    neighbours,
    numbers,
    options,
    pages,
    plan,
    proof,
    reading,
    red_flags,
    references,
    rereadings,
    safety,
    scope,
    searching,
    sources,
    tables,
    titles,
    topics,
    translations,
    wording,
)
from evidence_guide.rules.ignoring import Ignored, sift
from evidence_guide.rules.rule import REGISTRY, Rule

FAMILIES = (
    reading,
    red_flags,
    amounts,
    references,
    sources,
    choices,
    consistency,
    options,
    plan,
    keeping,
    neighbours,
    numbers,
    tables,
    proof,
    grading,
    wording,
    titles,
    topics,
    freshness,
    searching,
    rereadings,
    safety,
    scope,
    pages,
    docs,
    translations,
    audits,
    ignoring,
)


def rules() -> tuple[Rule, ...]:
    """All rules, by family, in the order in which they are written."""
    found: list[Rule] = []
    for family in FAMILIES:
        name = family.__name__.rpartition(".")[2]
        found += [rule for rule in REGISTRY.values() if rule.family == name]
    return tuple(found)


def check(guide: Guide) -> list[Diagnostic]:
    """Every diagnostic of every rule, sorted by place; those ignored with a reason are left out."""
    return sift(guide, _found(guide))[0]


def ignored(guide: Guide) -> list[Ignored]:
    """The diagnostics that comments in the evidence ask to ignore, with their reasons."""
    return sift(guide, _found(guide))[1]


def _found(guide: Guide) -> list[Diagnostic]:
    return [diagnostic for rule in rules() for diagnostic in rule.diagnostics(guide)]


__all__ = ["FAMILIES", "Ignored", "Rule", "check", "ignored", "rules"]
