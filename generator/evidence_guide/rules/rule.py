"""What a rule is: a small function on one kind of item, with its documentation and its example."""

import inspect
from collections.abc import Callable, Collection, Iterable, Iterator
from enum import StrEnum
from itertools import chain
from typing import Any, NamedTuple, get_args, get_type_hints

from evidence_guide.diagnostic import Diagnostic, Place, Route, Severity
from evidence_guide.guide import Entry, Guide
from evidence_guide.guide.markdown_citations import Citation
from evidence_guide.model import (
    ChangesFile,
    Choice,
    ExcludedFile,
    GuideFile,
    LanguageFile,
    NamedReview,
    Policy,
    PopularClaimsFile,
    Rereading,
    RereadingsFile,
    RetiredFile,
    ReviewsFile,
    SearchesFile,
    Step,
    TermsFile,
    ToolsFile,
    TranslationFile,
)
from evidence_guide.text.characters import one_line
from evidence_guide.text.nearest import near

Ids = tuple[str, ...]
Complaint = tuple[Place, str, str] | tuple[Place, str, str, Ids]
"""Place, problem, fix, and the ids of whatever it concerns besides the item at that place."""

RoutedTexts = Iterator[tuple[Route, str]]
"""Texts within an item, each with the way to it."""

Complaints = Iterator[Complaint]
"""What a rule finds, one complaint after another."""

_WITHOUT_ID = (
    ChangesFile
    | ExcludedFile
    | GuideFile
    | LanguageFile
    | NamedReview
    | PopularClaimsFile
    | Rereading
    | RereadingsFile
    | RetiredFile
    | ReviewsFile
    | SearchesFile
    | TermsFile
    | ToolsFile
    | TranslationFile
)
"""Files and records that are no part of the guide with an id of their own."""


class Finder(StrEnum):
    """The program part that finds a rule broken."""

    CHECK = "check"
    AUDIT = "audit"
    BUILD = "build"
    STANDING = "standing"


class Example(NamedTuple):
    """A few lines of one file, sound and unsound; for `check`, a file of the sample guide."""

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
    run: Callable[..., Complaints]
    finder: Finder = Finder.CHECK
    reads: str = ""
    """The part of the language table that it reads, or `english` if it knows English only."""

    def knows(self, guide: Guide) -> bool:
        """Whether it can read the language of a guide."""
        if not self.reads or guide.table is None:
            return True
        return bool(getattr(guide.table, self.reads, ()))

    def diagnostics(self, guide: Guide) -> Iterator[Diagnostic]:
        """The complaints of the rule about a guide; none if it cannot read its language."""
        if not self.knows(guide):
            return
        if self.kind is Guide:
            yield from self.made(self.run(guide), guide)
            return
        items: Iterator[Entry[Any]] = guide.all(self.kind)
        for entry in items:
            for complaint in self.run(entry, guide):
                yield self._diagnostic(complaint, entry)

    def made(
        self, complaints: Iterable[Complaint], guide: Guide, entry: Entry[Any] | None = None
    ) -> list[Diagnostic]:
        """Diagnostics from complaints about one item, or about the items at their places."""
        return [self._diagnostic(one, entry or guide.item_at(one[0])) for one in complaints]

    def _diagnostic(self, complaint: Complaint, entry: Entry[Any] | None) -> Diagnostic:
        place, message, hint, *others = complaint
        about = tuple(dict.fromkeys([*_ids(entry), *chain.from_iterable(others)]))
        return Diagnostic(place, self.id, message, hint, self.severity, about)


def _ids(entry: Entry[Any] | None) -> Ids:
    """The id of an item; none for a file that has no id, or where there is no item."""
    if entry is None or isinstance(entry.item, _WITHOUT_ID | Citation):
        return ()
    return (entry.id,)


def unknown(place: Place, kind: str, id: str, known: Collection[str], hint: str) -> Complaint:
    """The complaint that no `kind` has an id; a similar known id takes the place of the hint."""
    return place, f"no {kind} is called `{id}`", near(id, known, hint), (id,)


def absent(
    entry: Entry[Any], route: Route, ids: Iterable[str], known: Collection[str]
) -> Iterator[tuple[Place, str]]:
    """The ids of a list that are not known, each with its place in the list."""
    for number, id in enumerate(ids):
        if id not in known:
            yield entry.place(*route, number), id


def numbered(field: str, texts: Iterable[str]) -> RoutedTexts:
    """The texts of a list, each with the way to it."""
    for number, text in enumerate(texts):
        yield (field, number), text


def ids_in(entry: Entry[Any], *fields: str) -> Iterator[tuple[Place, str]]:
    """The ids in some lists of an item, each with its place."""
    for field in fields:
        for route, id in numbered(field, getattr(entry.item, field)):
            yield entry.place(*route), id


def policy_of(guide: Guide) -> Policy:
    """The policy of a guide; the usual one if it has no `guide.yml`."""
    file = next(guide.all(GuideFile), None)
    return file.item.policy if file else Policy()


def advising(guide: Guide) -> Iterator[Entry[Step] | Entry[Choice]]:
    """The steps and the choices: whatever is for some readers and gives them questions to ask."""
    yield from guide.all(Step)
    yield from guide.all(Choice)


ENGLISH_ONLY = "english"
REGISTRY: dict[str, Rule] = {}


def rule(  # noqa: PLR0913 (each argument is a property of the rule)
    file: str,
    good: str,
    bad: str,
    severity: Severity = Severity.ERROR,
    finder: Finder = Finder.CHECK,
    *,
    reads: str = "",
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Registers a function as the rule of its name.

    Its example replaces `good` by `bad` in a file. `reads` is the part of the language table that
    it needs in a guide that is not in English, `ENGLISH_ONLY` if it reads no other language.
    """

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        name = function.__name__.replace("_", "-")
        made = _registered(name, function, Example(file, good, bad), severity, finder)
        REGISTRY[name] = made._replace(reads=reads)
        return function

    return register


def _registered(
    name: str,
    function: Callable[..., Any],
    example: Example,
    severity: Severity,
    finder: Finder,
) -> Rule:
    """The rule that a function makes; its docstring is the rule's documentation."""
    sentence, _, why = (inspect.getdoc(function) or "").partition("\n\n")
    return Rule(
        name,
        function.__module__.rsplit(".", 1)[1],
        one_line(sentence),
        one_line(why),
        severity,
        example,
        _kind(function),
        function,
        finder,
    )


def _kind(function: Callable[..., Any]) -> type:
    """The kind of item that a rule looks at: its first parameter."""
    first = next(iter(get_type_hints(function).values()))
    if first is Guide:
        return Guide
    kind: type = get_args(first)[0]
    return kind
