"""BibTeX text to sources: one record a source, decoded, with its line.

Field and entry names are those of BibTeX and biblatex (https://ctan.org/pkg/biblatex), read by bibtexparser 2.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares.names import (
    parse_single_name_into_parts,
    split_multiple_persons_names,
)
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ImplicitComment,
    ParsingFailedBlock,
)

from evidence_guide.diagnostic import Diagnostic, Place
from evidence_guide.guide.latex import MOST_LEVELS, decode, decode_latex, depth
from evidence_guide.text import language_tags, web_addresses

ENTRY_TYPES = frozenset(
    {
        "article",
        "book",
        "booklet",
        "conference",
        "dataset",
        "electronic",
        "inbook",
        "incollection",
        "inproceedings",
        "manual",
    }
    | {
        "mastersthesis",
        "misc",
        "online",
        "patent",
        "periodical",
        "phdthesis",
        "proceedings",
        "reference",
        "report",
        "software",
    }
    | {"techreport", "thesis", "unpublished", "www"}
)
IDENTIFIERS = frozenset({"doi", "pmid", "pmcid", "url"})
"""Fields in which every character counts."""
MACROS = {
    m: m.capitalize()
    for m in ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
}
PEOPLE = ("author", "editor")
MOST_EXPANSION = 100_000
logging.getLogger("bibtexparser").addHandler(
    logging.NullHandler()
)  # what it logs becomes a diagnostic here
logging.getLogger("bibtexparser").propagate = False


_LINKS = {
    "DOI": ("doi", web_addresses.of_doi),
    "PubMed": ("pmid", web_addresses.of_pmid),
    "PubMed Central": ("pmcid", web_addresses.of_pmcid),
    "Web page": ("url", web_addresses.of_url),
}
"""Each link of a source by its name: the field, and how its value becomes an address."""


@dataclass(frozen=True)
class Name:
    """A person's name in parts, or a body's whole name in `literal`."""

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""

    @property
    def short(self) -> str:
        """The family name with its particle, or the body's name."""
        return self.literal or " ".join(p for p in (self.particle, self.family) if p)


@dataclass(frozen=True)
class Source:
    """A publication: one BibTeX record, its text decoded from LaTeX."""

    id: str
    type: str
    fields: dict[str, str] = field(hash=False)
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    line: int = 1
    lines: dict[str, int] = field(default_factory=dict, hash=False)
    """The line of each field."""

    @property
    def title(self) -> str:
        """The title without braces."""
        return self.fields.get("title") or self.id

    @property
    def year(self) -> str:
        """The year of publication as written, or `n.d.`."""
        return self.fields.get("year") or self.fields.get("date", "")[:4] or "n.d."

    @property
    def language(self) -> str:
        """The BCP 47 tag of the language of the title, from `langid` or `language`, or an empty text."""
        return next(
            (
                tag
                for key in ("langid", "language")
                if (tag := language_tags.tag(self.fields.get(key, "")))
            ),
            "",
        )

    @property
    def label(self) -> str:
        """Who and when, in a few words: `Wang 2024`."""
        names = (
            self.authors
            or self.editors
            or (Name(literal=self.fields.get("institution") or self.title),)
        )
        who = names[0].short
        if len(names) > 2:  # noqa: PLR2004 (three and more are "and others")
            who += " and others"
        elif len(names) == 2:  # noqa: PLR2004
            who += f" and {names[1].short}"
        return f"{who} {self.year}"

    @property
    def links(self) -> dict[str, str]:
        """Safe addresses of the source by name, best first; a field that holds none has no link."""
        found = ((name, of(self.fields.get(key, ""))) for name, (key, of) in _LINKS.items())
        return {name: address for name, address in found if address}

    @property
    def address(self) -> str:
        """The address where a reader finds the passages: free full text, abstract, page, then DOI."""
        links = self.links
        order = ("PubMed Central", "PubMed", "Web page", "DOI")
        return next((links[name] for name in order if name in links), "")


@dataclass(frozen=True)
class Bibliography:
    """All records of one file."""

    path: str
    sources: tuple[Source, ...] = ()
    trouble: tuple[Diagnostic, ...] = ()
    stray: tuple[Diagnostic, ...] = ()
    """Text outside of every record that is no comment; programs that export put some of their own there."""


@lru_cache(maxsize=8)
def read_bibtex(text: str, path: str) -> Bibliography:
    """The sources that BibTeX `text` holds, with a diagnostic for each block that is unsound."""
    trouble: list[Diagnostic] = []
    library = parse_string(text, parse_stack=[])
    macros = dict(MACROS)
    sources: list[Source] = []
    keys: dict[str, str] = {}
    for string in library.strings:
        macros[string.key.lower()], complaint = _value(str(string.value), macros)
        if complaint:
            trouble.append(
                Diagnostic(
                    _place(string, path),
                    "sound-bibtex",
                    f"`{string.key}`: {complaint}",
                    "write the text in braces",
                )
            )
    for block in library.blocks:
        if isinstance(block, Entry):
            source, complaints = _source(block, path, macros)
            sources.append(source)
            trouble += complaints
            first = keys.setdefault(source.id.lower(), source.id)
            if first != source.id:
                trouble.append(
                    Diagnostic(
                        _place(block, path),
                        "sound-bibtex",
                        f"key `{source.id}` differs only in case from `{first}`",
                        "keep one of the two",
                    )
                )
        elif isinstance(
            block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock | ParsingFailedBlock
        ):
            trouble.append(_unsound(block, path))
    stray = (found for block in library.comments for found in _stray(block, path))
    return Bibliography(path, tuple(sources), tuple(trouble), tuple(stray))


def _stray(block: Block, path: str) -> Iterator[Diagnostic]:
    """A complaint about the first line between two records that is no comment."""
    if not isinstance(block, ImplicitComment):
        return
    for number, line in enumerate(block.comment.split("\n"), (block.start_line or 0) + 1):
        text = line.strip()
        if text and not text.startswith("%"):
            told = f"`{text[:40]}` is outside of every record"
            hint = "look for a brace too many above, or write % before a line that is a comment"
            yield Diagnostic(Place(path, number), "sound-bibtex", told, hint)
            return


def _place(block: Block, path: str) -> Place:
    return Place(path, (block.start_line or 0) + 1)


def _unsound(block: ParsingFailedBlock, path: str) -> Diagnostic:
    place = _place(block, path)
    if isinstance(block, DuplicateBlockKeyBlock):
        first = (block.previous_block.start_line or 0) + 1
        return Diagnostic(
            place,
            "sound-bibtex",
            f"key `{block.key}` stands a second time, first in line {first}",
            "keep one of the two records",
        )
    if isinstance(block, DuplicateFieldKeyBlock):
        fields = ", ".join(sorted(block.duplicate_keys))
        return Diagnostic(
            place,
            "sound-bibtex",
            f"field `{fields}` stands twice in one record",
            "keep one of the two",
        )
    return _unclosed(block, place) or Diagnostic(
        place,
        "sound-bibtex",
        "this record cannot be read",
        "look for a missing brace, comma or quotation mark here or in the record above",
    )


def _unclosed(block: ParsingFailedBlock, start: Place) -> Diagnostic | None:
    """The complaint about a brace or a quotation mark that is opened inside a record and never closed."""
    raw = block.raw or ""
    open_at: list[int] = []
    for at, char in enumerate(raw):
        quoted = bool(open_at) and raw[open_at[-1]] == '"'
        if char == "{" or (char == '"' and len(open_at) == 1):
            open_at.append(at)
        elif open_at and ((char == "}" and not quoted) or (char == '"' and quoted)):
            open_at.pop()
    if len(open_at) < 2:  # noqa: PLR2004 (the first is the record's own)
        return None
    at = open_at[-1]
    line, column = raw.count("\n", 0, at), at - raw.rfind("\n", 0, at)
    place = Place(start.path, start.line + line, column)
    what, close = ("quotation mark", '"') if raw[at] == '"' else ("brace", "}")
    return Diagnostic(
        place,
        "sound-bibtex",
        f"the {what} that opens here is never closed",
        f"close it with `{close}`",
    )


def _source(entry: Entry, path: str, macros: dict[str, str]) -> tuple[Source, list[Diagnostic]]:
    trouble: list[Diagnostic] = []
    place = _place(entry, path)
    if not entry.key.strip():
        told = f"this `@{entry.entry_type}` has no key"
        trouble.append(
            Diagnostic(
                place, "sound-bibtex", told, "write a key behind the brace, such as `{wang2024,`"
            )
        )
    if entry.entry_type.lower() not in ENTRY_TYPES:
        trouble.append(
            Diagnostic(
                place,
                "sound-bibtex",
                f"unknown entry type `@{entry.entry_type}`",
                "use @article, @book, @techreport, @online or @misc",
            )
        )
    raw: dict[str, str] = {}
    lines: dict[str, int] = {}
    for item in entry.fields:
        lines[item.key.lower()] = (item.start_line or entry.start_line or 0) + 1
        value, complaint = _value(str(item.value), macros)
        raw[item.key.lower()] = value
        if complaint:
            trouble.append(
                Diagnostic(
                    Place(path, lines[item.key.lower()]),
                    "sound-bibtex",
                    f"`{item.key}`: {complaint}",
                    "put the value in braces, and a comma behind them",
                )
            )
    fields: dict[str, str] = {}
    people: dict[str, tuple[Name, ...]] = {}
    for name, value in raw.items():
        if name in PEOPLE:
            people[name], complaint = _names(value)
        else:
            fields[name], complaint = decode_latex(value)
        if complaint:
            hint = "write it in plain letters, without LaTeX commands"
            trouble.append(
                Diagnostic(Place(path, lines[name]), "sound-bibtex", f"`{name}`: {complaint}", hint)
            )
    kind = entry.entry_type.lower()
    authors, editors = (people.get(name, ()) for name in PEOPLE)
    return Source(entry.key, kind, fields, authors, editors, place.line, lines), trouble


def _value(raw: str, macros: dict[str, str]) -> tuple[str, str | None]:
    """The text of a field's value, with its macros and `#` joins resolved, and what is wrong with it."""
    parts: list[str] = []
    complaint, size = None, 0
    for part in _joined(raw):
        written = part[:1] in {"{", '"'} or part.isdigit()
        text = _bare(part) if written else macros.get(part.lower())
        parts.append(text or "")
        size += len(parts[-1])
        if text is None:
            complaint = f"undefined macro `{part}`"
        if part[:1] == "{" and "=" in part and part[_closes(part) + 1 :].strip():
            complaint = "another field stands behind its closing brace"
        if size > MOST_EXPANSION:
            return "", "grows beyond all bounds by its macros"
    return "".join(parts), complaint


def _joined(raw: str) -> list[str]:
    """The parts of a value between `#` signs that stand outside braces and quotes."""
    parts, depth, quoted, start = [], 0, False, 0
    for i, char in enumerate(raw):
        depth += (char == "{") - (char == "}")
        quoted ^= char == '"' and depth == 0
        if char == "#" and depth == 0 and not quoted:
            parts.append(raw[start:i].strip())
            start = i + 1
    return [*parts, raw[start:].strip()]


def _closes(part: str) -> int:
    """Where the brace that opens a part closes."""
    depth = 0
    for i, char in enumerate(part):
        depth += (char == "{") - (char == "}")
        if depth == 0:
            return i
    return len(part)


def _bare(value: str) -> str:
    closing = {"{": "}", '"': '"'}.get(value[:1])
    return value[1:-1] if closing and value.endswith(closing) else value


def _names(value: str | None) -> tuple[tuple[Name, ...], str | None]:
    """The names of a list joined by `and`, and what is wrong with it."""
    if depth(value or "") > MOST_LEVELS:
        return (), f"its braces are nested more than {MOST_LEVELS} levels deep"
    found = [_name(name) for name in split_multiple_persons_names(value or "") if name.strip()]
    names = tuple(name for name, _ in found if name.short)
    return names, next((complaint for _, complaint in found if complaint), None)


def _name(text: str) -> tuple[Name, str | None]:
    """A name in parts, and what is wrong with it; one that cannot be taken apart is kept whole."""
    if text.strip().lower() == "others":
        return Name(literal="others"), None
    whole, complaint = decode_latex(text)
    if text.startswith("{") and text.endswith("}"):
        return Name(literal=whole), complaint
    try:
        parts = parse_single_name_into_parts(text, strict=False)
    except (ValueError, IndexError) as error:
        return Name(literal=whole), f"the name `{whole}` cannot be read: {error}"
    first, von, last, jr = (
        decode(" ".join(p)) for p in (parts.first, parts.von, parts.last, parts.jr)
    )
    name = Name(family=last, given=first, particle=von, suffix=jr)
    return (name if name.short else Name(literal=whole)), complaint
