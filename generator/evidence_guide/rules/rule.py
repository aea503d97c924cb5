"""What a rule is: a small function on one kind of item, with its documentation and its example."""

import inspect
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from typing import Any, NamedTuple, get_args, get_type_hints

from rapidfuzz import fuzz, process

from evidence_guide.diagnostic import Diagnostic, Place, Severity
from evidence_guide.guide import Guide

Complaint = tuple[Place, str, str]
"""Place, what is wrong, how to mend it."""


class Example(NamedTuple):
    """A few lines of one file of the sample guide, sound and unsound."""

    file: str
    good: str
    bad: str


class Rule(NamedTuple):
    """A check with its page: the sentence that must hold, why it matters, and an example."""

    id: str
    family: str
    sentence: str
    why: str
    severity: Severity
    example: Example
    kind: type
    run: Callable[..., Iterator[Complaint]]

    def diagnostics(self, guide: Guide) -> Iterator[Diagnostic]:
        """What the rule finds in a guide."""
        items: Iterator[Any] = guide.all(self.kind)
        found = (
            [self.run(guide)] if self.kind is Guide else (self.run(item, guide) for item in items)
        )
        for complaints in found:
            for place, message, hint in complaints:
                yield Diagnostic(place, self.id, message, hint, self.severity)


REGISTRY: dict[str, Rule] = {}


def rule(
    file: str, good: str, bad: str, severity: Severity = Severity.ERROR
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Registers a function as the rule of its name; its example replaces `good` by `bad` in a file of the sample guide."""

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        name = function.__name__.replace("_", "-")
        sentence, _, why = (inspect.getdoc(function) or "").partition("\n\n")
        first = next(iter(get_type_hints(function).values()))
        kind = first if first is Guide else get_args(first)[0]
        family = function.__module__.rsplit(".", 1)[1]
        REGISTRY[name] = Rule(
            name,
            family,
            sentence,
            " ".join(why.split()),
            severity,
            Example(file, good, bad),
            kind,
            function,
        )
        return function

    return register


def near(word: str, known: Iterable[str], otherwise: str) -> str:
    """A mend for a mistyped id: the nearest known one, or what to do where none is near."""
    alike = process.extract(word, list(known), scorer=fuzz.ratio, score_cutoff=60, limit=10)
    found = get_close_matches(word, [each for each, _, _ in alike], 1, 0.6)
    return f"did you mean `{found[0]}`?" if found else otherwise
