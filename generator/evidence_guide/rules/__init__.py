"""`check(guide)`: every complaint about the evidence, each from a rule and with a place."""

from evidence_guide.diagnostic import Diagnostic
from evidence_guide.guide import Guide
from evidence_guide.guide.facts import derived
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
    ranges,
    reading,
    red_flags,
    references,
    reporting,
    rereadings,
    reviewing,
    safety,
    scope,
    searching,
    settings,
    sources,
    tables,
    titles,
    topics,
    translations,
    wording,
)
from evidence_guide.rules.ignoring import Ignored, sift
from evidence_guide.rules.rule import REGISTRY, Rule

Sifted = tuple[list[Diagnostic], list[Ignored]]
"""Diagnostics to show, and those that are ignored."""
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
    ranges,
    tables,
    proof,
    grading,
    wording,
    titles,
    topics,
    freshness,
    searching,
    rereadings,
    reviewing,
    reporting,
    safety,
    scope,
    pages,
    docs,
    settings,
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


def silent(guide: Guide) -> tuple[Rule, ...]:
    """The rules that cannot read the language of a guide and so find nothing."""
    return tuple(rule for rule in rules() if not rule.knows(guide))


def check(guide: Guide) -> list[Diagnostic]:
    """Every diagnostic of every rule, sorted by place; those ignored with a reason are left out."""
    return list(_sifted(guide)[0])


def ignored(guide: Guide) -> list[Ignored]:
    """The diagnostics that comments in the evidence ask to ignore, with their reasons."""
    return list(_sifted(guide)[1])


@derived
def _sifted(guide: Guide) -> Sifted:
    """The diagnostics to show and those to ignore; every rule runs once on a guide."""
    return sift(guide, [found for rule in rules() for found in rule.diagnostics(guide)])


__all__ = ["FAMILIES", "Ignored", "Rule", "check", "ignored", "rules", "silent"]
