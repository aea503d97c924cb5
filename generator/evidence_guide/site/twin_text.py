"""Views as Markdown for programs: a list of fields, every sentence with its sources and claims."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache, lru_cache
from itertools import chain
from typing import Any, NamedTuple, cast

from markupsafe import Markup

from evidence_guide.text.characters import one_line
from evidence_guide.text.markup import Run
from evidence_guide.view.inventory import is_for_programs
from evidence_guide.view.shapes import (
    ClaimView,
    Grade,
    Phrase,
    StatementView,
    Text,
    TextRow,
    ViewObject,
)
from evidence_guide.view.views import Views

_SIGNS = re.compile(r"[\\`*_\[\]<>]")
"""Signs that Markdown would not show as they are."""
_MARKS = {"strong": "**", "em": "*", "sub": "~", "sup": "^"}
_IDS = frozenset(
    {
        *("disputed_by", "follows", "id", "key", "level", "link", "links", "page"),
        *("passage", "rests_on", "source", "steps", "uri", "why"),
    }
)
"""Fields for programs that a twin shows; others place drawings and scripts."""
IN_BRIEF = frozenset(
    {
        *("applies_to", "certainty", "disputed_by", "id", "kind", "kind_words", "page"),
        *("plain", "rests_on", "says", "title"),
    }
)
"""Fields of a claim on pages of other things; its own page has all of them."""
_DRAWN = frozenset({"drawn", "panels", "plots", "road", "ticks"})
"""Fields that only draw what other fields say."""
_EMPTY = frozenset({str, Markup, tuple, dict})
"""Types whose empty values say nothing."""
_ON_ONE_LINE = StatementView | TextRow | Phrase | Grade
_STEP = "  "
"""How much deeper a part of a part begins."""
Lines = tuple[str, ...]


Said = StatementView | TextRow


class _Written(NamedTuple):
    """A part of a page as it was written."""

    part: ViewObject
    """So that it stays alive, and no other takes its identity."""
    lines: Lines
    said: tuple[Said, ...]


@dataclass
class TwinText:
    """Writes the views of a guide; a part that many pages show is written once."""

    views: Views
    _known: dict[tuple[int, int], _Written] = field(default_factory=dict)
    """Parts that were written, by identity and depth."""
    _said: list[Said] = field(default_factory=list)
    """The sentences and rows of the page that is being written."""

    def sections(self, view: ViewObject, left_out: Container[str]) -> tuple[list[str], list[Said]]:
        """The fields of a page's view but for some, each under a heading, and its sentences."""
        self._said = []
        lines: list[str] = []
        for name, value in _fields(view):
            if name not in left_out:
                section = [*self._members(value, 0)]
                lines += [f"\n## {name}\n", *section] if section else []
        return lines, self._said

    def _members(self, value: object, depth: int) -> Iterable[str]:
        """A value without its name, as items of a list."""
        if _is_inline(value):
            return self._alone(value, depth)
        if isinstance(value, tuple):
            return chain.from_iterable(self._item(part, depth) for part in value)
        if isinstance(value, ViewObject):
            return self._lines(value, depth)
        return self._mapped(cast("Mapping[str, object]", value), depth)

    def _alone(self, value: object, depth: int) -> Lines:
        """A value on one line; none for a truth value beside a finding: its claim says it too."""
        return () if isinstance(value, bool) else (f"{_STEP * depth}- {self._inline(value)}",)

    def _mapped(self, value: Mapping[str, object], depth: int) -> Iterator[str]:
        for key, part in value.items():
            yield from self._named(str(key), part, depth)

    def _lines(self, view: ViewObject, depth: int) -> Lines:
        """The fields of a view as items of a list."""
        key = (id(view), depth)
        if key in self._known:
            self._said += self._known[key].said
        else:
            self._known[key] = self._first_time(view, depth)
        return self._known[key].lines

    def _first_time(self, view: ViewObject, depth: int) -> _Written:
        before = len(self._said)
        in_brief = isinstance(view, ClaimView) and depth > 0
        lines: list[str] = []
        for name, value in _fields(view):
            if not in_brief or name in IN_BRIEF:
                lines += self._named(name, value, depth)
        return _Written(view, tuple(lines), tuple(self._said[before:]))

    def _named(self, name: str, value: object, depth: int) -> Iterator[str]:
        """A value behind its name; on the same line if it is short."""
        if _is_inline(value):
            yield f"{_STEP * depth}- {name}: {self._inline(value)}"
        elif isinstance(value, tuple) and all(isinstance(part, str) for part in value):
            yield f"{_STEP * depth}- {name}: {', '.join(map(escaped_markdown, value))}"
        else:
            yield f"{_STEP * depth}- {name}:"
            yield from self._members(value, depth + 1)

    def _item(self, value: object, depth: int) -> Iterator[str]:
        """A member of a list, whose parts are deeper than its first line."""
        lines = [*self._members(value, depth + 1)]
        if lines:
            first, *others = lines
            yield first.replace(_STEP, "", 1)
            yield from others

    def _inline(self, value: object) -> str:
        """A value on one line."""
        if isinstance(value, StatementView):
            return f"{words_of_text(value.text)}{self._behind(value)}"
        if isinstance(value, TextRow):
            return f"{' | '.join(map(words_of_text, value.cells))}{self._behind(value)}"
        return _short(value)

    def _behind(self, said: StatementView | TextRow) -> str:
        """The sources and the claims or findings behind a sentence."""
        self._said.append(said)
        cites = "".join(f" [{key}]" for key in said.cites)
        named = ", ".join(map(self._rated, said.ids))
        return f"{cites} ({named})" if named else cites

    def _rated(self, id: str) -> str:
        """The id of a claim with its certainty, or of a finding."""
        claim = self.views.guide.claims.get(id)
        level = claim.item.level if claim else None
        return f"{id}: {level} certainty" if level else id


def _fields(view: ViewObject) -> Iterator[tuple[str, object]]:
    """The fields of a view that hold something and are not false, by name."""
    for name in _written(type(view)):
        value = getattr(view, name)
        if value is None or value is False:
            continue
        if value or type(value) not in _EMPTY:
            yield name, value


@cache
def _written(kind: type[ViewObject]) -> Lines:
    """The names of the fields of a kind of view that a twin shows."""
    fields = kind.model_fields.items()
    shown = (name for name, about in fields if name in _IDS or not is_for_programs(about))
    return tuple(name for name in shown if name not in _DRAWN)


def _is_inline(value: Any) -> bool:
    """Whether a value is written on one line."""
    if type(value) is tuple:
        return bool(value) and type(value[0]) is Run
    return _is_short(type(value))  # type: ignore[arg-type]  # types are hashable


@cache
def _is_short(kind: type[Any]) -> bool:
    """Whether values of a type are written on one line."""
    if issubclass(kind, _ON_ONE_LINE):
        return True
    return not issubclass(kind, ViewObject | Mapping)


def _short(value: object) -> str:
    """A value without sources on one line."""
    if isinstance(value, Phrase):
        return words_of_text(value.text)
    if isinstance(value, Grade):
        return f"{value.level} ({value.sign} {value.words})"
    return words_of_text(value) if isinstance(value, tuple) else escaped_markdown(value)


def words_of_text(text: Text) -> str:
    """A text of a view as Markdown."""
    if isinstance(text, str):
        return escaped_markdown(text)
    return one_line("".join(map(_run, text)))


def _run(run: Run) -> str:
    marks = [_MARKS[mark] for mark in run.marks]
    found = "".join([*marks, _without_signs(run.text), *reversed(marks)])
    return f"[{found}]({run.link})" if run.link else found


def escaped_markdown(value: object) -> str:
    """A text or a label on one line, with nothing that Markdown reads as a sign."""
    if type(value) is str:
        return _plain(value)
    if isinstance(value, Markup):
        value = value.striptags()
    if value is True:
        return "yes"
    return _plain(value.value if isinstance(value, Enum) else str(value))


@lru_cache(maxsize=65536)
def _plain(text: str) -> str:
    return one_line(_without_signs(text))


def _without_signs(text: str) -> str:
    """A text in which Markdown reads no sign."""
    return _SIGNS.sub(r"\\\g<0>", text)
