"""YAML text to a document: every scalar as text, with the place of every part.

Built from libyaml's events, so that depth and size are bounded before anything is composed.
The scalars are those of YAML 1.2 (https://yaml.org/spec/1.2.2/): `no` is text, and only an empty
value or `null` is nothing.
"""

from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias

import yaml
from yaml._yaml import CParser

from evidence_guide.diagnostic import Diagnostic, GuideError, Place, Route
from evidence_guide.files import reading
from evidence_guide.guide.versions import Versions

MOST_BYTES = 256 * 1024
MOST_LEVELS = 32
IGNORE = "# guide: ignore["
_COMMENT_WORD = "ignore["

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
Mark = tuple[int, int]
Span = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Document:
    """The content of one file, and the line and column (from 1) of every key and value."""

    path: str
    text: str
    value: Value = None
    marks: dict[Route, Mark] = field(default_factory=dict)
    trouble: tuple[Diagnostic, ...] = ()
    written_spans: dict[Route, Span] | None = field(default_factory=dict)
    """The spans of its parts; None if the text is to be read again for them."""
    quoted: tuple[Span, ...] = ()
    """Where texts that look like an ignore comment, but are in quotes or blocks, begin and end."""
    facts: dict[tuple[Any, ...], Any] = field(default_factory=dict, init=False, repr=False)
    """What `guide.facts.derived` has computed from it."""

    @cached_property
    def spans(self) -> dict[Route, Span]:
        """Where the text of each part begins (with its key) and ends, in characters from 0.

        Few readers ask for them, and they take as much room as the places.
        """
        return _spans(self) if self.written_spans is None else self.written_spans

    def place(self, route: Route = ()) -> Place:
        """The place of the part at `route`, or of the nearest part around it that exists."""
        while route and route not in self.marks:
            route = route[:-1]
        return Place(self.path, *self.marks.get(route, (1, 1)))


def read_text(
    path: Path,
    name: str,
    most: int = MOST_BYTES,
    within: Path | None = None,
    codec: str = "utf-8-sig",
) -> tuple[str, tuple[Diagnostic, ...]]:
    """The text of a file, or an empty text and the reason why it cannot be read.

    With `within` the file must be inside that folder, links followed. The usual codec skips a byte
    order mark.
    """
    try:
        data = reading.content(path, most, within)
    except reading.RefusedFile as refused:
        return "", (unreadable(name, refused),)
    try:
        return data.decode(codec), ()
    except UnicodeDecodeError as error:
        return "", (_undecoded(data, error.start, name),)


def _undecoded(data: bytes, at: int, name: str) -> Diagnostic:
    """The complaint about the first byte that is not UTF-8."""
    line = data.count(b"\n", 0, at) + 1
    place = Place(name, line, at - data.rfind(b"\n", 0, at))
    message = f"byte 0x{data[at]:02x} is not UTF-8"
    return Diagnostic(place, "readable-file", message, "save the file as UTF-8")


def text_in(path: Path, within: Path, most: int = MOST_BYTES) -> str:
    """The text of a file of the guide in the folder `within`.

    Raises GuideError if it cannot be read.
    """
    text, trouble = read_text(path, str(path), most, within)
    for complaint in trouble:
        raise GuideError(f"{complaint.place}: {complaint.message}; {complaint.hint}")
    return text


def unreadable(name: str, refused: reading.RefusedFile) -> Diagnostic:
    """The complaint about a file that is not read."""
    return Diagnostic(Place(name), "readable-file", refused.problem, refused.fix)


@Versions
def read_yaml(text: str, path: str) -> Document:
    """The document that `text` holds; unsound YAML gives a document without a value."""
    builder = _Builder(text, path)
    try:
        value = builder.build()
    except yaml.YAMLError as error:
        value = None
        builder.trouble.append(_unsound(error, text, path))
    return Document(
        path, text, value, builder.marks, tuple(builder.trouble), None, tuple(builder.quoted)
    )


def _spans(document: Document) -> dict[Route, Span]:
    """The spans of the parts of a YAML document, as far as it can be read."""
    builder = _Builder(document.text, document.path, with_spans=True)
    with suppress(yaml.YAMLError):
        builder.build()
    return builder.spans


_LOOK = "look at this line and the one above: indentation, quotes, a colon inside a text"


_OPENED = {
    "while scanning a quoted scalar": ("quotation mark", "close it, or double it within the text"),
    "while parsing a flow sequence": ("`[`", "close it with `]`, and write commas between parts"),
    "while parsing a flow mapping": ("`{`", "close it with `}`, and write commas between parts"),
}
"""What is open where the parser fails, by its own words, and how to close it."""


def _unsound(error: yaml.YAMLError, text: str, path: str) -> Diagnostic:
    opened = getattr(error, "context_mark", None)
    what = _OPENED.get(str(getattr(error, "context", "")))
    if opened and what and opened.line < _where(error, text, path).line - 1:
        place = Place(path, opened.line + 1, opened.column + 1)
        message = f"the {what[0]} that opens here is never closed"
        return Diagnostic(place, "sound-yaml", message, what[1])
    message = _problem_in_context(error)
    return Diagnostic(_where(error, text, path), "sound-yaml", message, _LOOK)


def _problem_in_context(error: yaml.YAMLError) -> str:
    context = getattr(error, "context", None)
    if not context:
        return _problem(error)
    return f"{_problem(error)} {context}"


def _problem(error: yaml.YAMLError) -> str:
    """The problem in the words of the parser."""
    for name in ("problem", "reason"):
        found = getattr(error, name, None)
        if found:
            return str(found)
    return str(error).splitlines()[0]


def _mark(event: Any) -> Mark:
    """Line and column of an event, from 1."""
    mark = event.start_mark
    return mark.line + 1, mark.column + 1


def _where(error: yaml.YAMLError, text: str, path: str) -> Place:
    mark = getattr(error, "problem_mark", None)
    if mark:
        return Place(path, mark.line + 1, mark.column + 1)
    return _place_behind(text[: getattr(error, "position", 0) or 0], path)


def _place_behind(before: str, path: str) -> Place:
    """The place at which some text ends."""
    return Place(path, before.count("\n") + 1, len(before) - before.rfind("\n"))


_ONE_DOCUMENT = "one file holds one document: remove the `---`"


def _empty(path: str) -> Diagnostic:
    hint = "write its content or remove the file"
    return Diagnostic(Place(path), "sound-yaml", "the file is empty", hint)


_NOTHING = frozenset({"", "~", "null"})
"""Plain scalars that are no text."""
_NO_ANCHOR = "remove it; write the value where it is needed"
_NO_TAG = "remove it; the field decides what the value is"
_QUOTED_KEY = "put quotes around text that begins with [ or {"


class _Builder:
    """Builds one document from parser events and remembers where each part began."""

    def __init__(self, text: str, path: str, *, with_spans: bool = False) -> None:
        self.path = path
        self.with_spans = with_spans
        self.lines = text.splitlines()
        self.text = text
        self.marks: dict[Route, Mark] = {}
        self.spans: dict[Route, Span] = {}
        self.end = 0
        self.depth = 0
        self.trouble: list[Diagnostic] = []
        self.quoted: list[Span] = []

    def build(self) -> Value:
        """The value of the document. Raises yaml.YAMLError, also where levels are too deep."""
        parser = CParser(self.text)
        self.next: Any = parser.get_event
        try:
            return self.document()
        finally:
            parser.dispose()

    def document(self) -> Value:
        """The value of the first document in the file."""
        value: Value = None
        while type(event := self.next()) is not yaml.StreamEndEvent:
            if type(event) is not yaml.DocumentStartEvent:
                continue
            if () in self.marks:
                self.refuse(event, "a second document begins here", _ONE_DOCUMENT)
                break
            value = self.value(self.next(), ())
        if value is None and not self.trouble:
            self.trouble.append(_empty(self.path))
        return value

    def complain(self, event: Any, rule: str, message: str, hint: str) -> None:
        """Notes a complaint at the place of an event."""
        self.trouble.append(Diagnostic(Place(self.path, *_mark(event)), rule, message, hint))

    def value(self, event: Any, route: Route, start: int | None = None) -> Value:
        """The value of an event and those that belong to it; `start` is where its key begins."""
        if start is None:
            start = event.start_mark.index
        if route not in self.marks:
            self.marks[route] = _mark(event)
        self.end = event.end_mark.index
        found = self.scalar(event) if type(event) is yaml.ScalarEvent else self.parts(event, route)
        if self.with_spans:
            self.spans[route] = (start, self.before_line_ends(start))
        return found

    def before_line_ends(self, start: int) -> int:
        """The end of the text that begins at `start`, without the line ends behind it."""
        end = self.end
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return end

    def parts(self, event: Any, route: Route) -> Value:
        """The mapping or list that begins with an event; nothing for an alias."""
        if isinstance(event, yaml.AliasEvent):
            self.refuse(event, f"alias *{event.anchor}", "write the value out")
            return None
        self.descend(event)
        self.refuse_marks(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(route)
        return self.sequence(route)

    def descend(self, event: Any) -> None:
        """Counts a level. Raises yaml.YAMLError if there are too many."""
        self.depth += 1
        if self.depth > MOST_LEVELS:
            problem = f"more than {MOST_LEVELS} levels deep"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)

    def refuse_marks(self, event: Any) -> None:
        """Complains about an anchor and a tag."""
        if event.anchor:
            self.refuse(event, f"anchor &{event.anchor}", _NO_ANCHOR)
        if event.tag:
            self.refuse(event, f"tag {event.tag}", _NO_TAG)

    def refuse(self, event: Any, message: str, hint: str) -> None:
        """Complains about something that plain YAML has no need of."""
        self.complain(event, "plain-yaml", message, hint)

    def mapping(self, route: Route) -> Value:
        """The members of a mapping up to its end."""
        found: dict[str, Value] = {}
        while type(event := self.next()) is not yaml.MappingEndEvent:
            key = self.key(event)
            inner = (*route, key)
            if key in found:
                self.repeated(event, inner)
                continue
            self.marks[inner] = _mark(event)
            found[key] = self.value(self.next(), inner, event.start_mark.index)
        self.close(event)
        return found

    def repeated(self, event: Any, route: Route) -> None:
        """Complains about a key that is there already, and passes over its value."""
        first, _ = self.marks[route]
        message = f"`{route[-1]}` is written a second time, first in line {first}"
        self.complain(event, "repeated-key", message, "keep one of the two")
        self.value(self.next(), (*route, "again"))

    def key(self, event: Any) -> str:
        """The text of a key."""
        if type(event) is not yaml.ScalarEvent:
            return self.no_key(event)
        if event.value == "<<":
            self.refuse(event, "merge key <<", "write the fields out")
        return str(event.value)

    def no_key(self, event: Any) -> str:
        """Complains about a list or mapping in the place of a key, and passes over it."""
        self.refuse(event, "a key that is not text", _QUOTED_KEY)
        self.value(event, ("?",))
        return "?"

    def sequence(self, route: Route) -> Value:
        """The members of a list up to its end."""
        found: list[Value] = []
        while type(event := self.next()) is not yaml.SequenceEndEvent:
            found.append(self.value(event, (*route, len(found))))
        self.close(event)
        return found

    def close(self, event: Any) -> None:
        """Notes a closing bracket; an indented collection ends where its last part does."""
        self.depth -= 1
        if event.end_mark.index > event.start_mark.index:
            self.end = event.end_mark.index

    def scalar(self, event: Any) -> str | None:
        """The text of a scalar, or None for an empty one."""
        self.refuse_marks(event)
        value: str = event.value
        if event.style:
            self.note_quoted(event)
            return value
        if value:
            self.refuse_cut(event.end_mark)
        return None if value in _NOTHING else value

    def note_quoted(self, event: Any) -> None:
        """Notes a text in quotes or in a block that holds what would be a comment elsewhere."""
        if _COMMENT_WORD in event.value:
            self.quoted.append((event.start_mark.index, event.end_mark.index))

    def refuse_cut(self, end: Any) -> None:
        """Complains about a comment behind a plain text, which may have been meant as its end."""
        if end.line >= len(self.lines):
            return
        whole = self.lines[end.line]
        if "#" not in whole:
            return
        rest = whole[end.column :]
        comment = rest.lstrip()
        if comment.startswith("#") and not comment.startswith(IGNORE):
            column = end.column + len(rest) - len(comment) + 1
            place = Place(self.path, end.line + 1, column)
            hint = "put the text in quotes, or the comment on a line of its own"
            self.trouble.append(Diagnostic(place, "cut-text", "` #` ends the text here", hint))
