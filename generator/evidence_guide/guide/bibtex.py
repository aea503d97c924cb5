"""BibTeX text to sources: one record a source, decoded, with its line.

Field and entry names are those of BibTeX and biblatex (https://ctan.org/pkg/biblatex), read by bibtexparser 2.
"""

import logging
import re
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
    ParsingFailedBlock,
)
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from evidence_guide.diagnostic import Diagnostic, Place
from evidence_guide.text import language_tags

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
MOST_EXPANSION = 100_000
logging.getLogger("bibtexparser").addHandler(
    logging.NullHandler()
)  # what it logs becomes a diagnostic here
logging.getLogger("bibtexparser").propagate = False


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
        return self.fields.get("title", self.id)

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
        """Addresses of the source by name, best first."""
        known = {
            "DOI": ("doi", "https://doi.org/{}"),
            "PubMed": ("pmid", "https://pubmed.ncbi.nlm.nih.gov/{}/"),
            "PubMed Central": ("pmcid", "https://pmc.ncbi.nlm.nih.gov/articles/{}/"),
            "Web page": ("url", "{}"),
        }
        return {
            name: form.format(self.fields[key])
            for name, (key, form) in known.items()
            if self.fields.get(key)
        }

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


@lru_cache(maxsize=64)
def read(text: str, path: str) -> Bibliography:
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
    return Bibliography(path, tuple(sources), tuple(trouble))


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
    return Diagnostic(
        place,
        "sound-bibtex",
        "this record cannot be read",
        "look for a missing brace, comma or quotation mark here or in the record above",
    )


def _source(entry: Entry, path: str, macros: dict[str, str]) -> tuple[Source, list[Diagnostic]]:
    trouble: list[Diagnostic] = []
    place = _place(entry, path)
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
    fields = {k: decode(v) for k, v in raw.items() if k not in {"author", "editor"}}
    source = Source(
        entry.key,
        entry.entry_type.lower(),
        fields,
        _names(raw.get("author")),
        _names(raw.get("editor")),
        place.line,
        lines,
    )
    return source, trouble


def _value(raw: str, macros: dict[str, str]) -> tuple[str, str | None]:
    """The text of a field's value, with its macros and `#` joins resolved, and what is wrong with it."""
    parts, complaint = [], None
    for part in _joined(raw):
        if part[:1] in {"{", '"'} or part.isdigit():
            parts.append(_bare(part))
        elif part.lower() in macros:
            parts.append(macros[part.lower()])
        else:
            complaint = f"undefined macro `{part}`"
        if part[:1] == "{" and "=" in part and part[_closes(part) + 1 :].strip():
            complaint = "another field stands behind its closing brace"
        if sum(map(len, parts)) > MOST_EXPANSION:
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


_MACROS = get_default_latex_context_db()
_MACROS.add_context_category(
    "ours", macros=[MacroTextSpec("textasciicircum", "^")], prepend=True
)  # pylatexenc has an accent instead
_LATEX = LatexNodes2Text(_MACROS, math_mode="text", keep_comments=True)


def decode(text: str) -> str:
    """Plain text of a LaTeX value: accents decoded, braces gone, white space folded."""
    if "\\" in text or "$" in text or "~" in text or "--" in text or "``" in text:
        text = _LATEX.latex_to_text(re.sub(r"(?<!\\)%", r"\\%", text))
    return " ".join(text.replace("{", "").replace("}", "").split())


def _names(value: str | None) -> tuple[Name, ...]:
    return tuple(_name(n) for n in split_multiple_persons_names(value or "") if n.strip())


def _name(text: str) -> Name:
    if text.strip().lower() == "others":
        return Name(literal="others")
    if text.startswith("{") and text.endswith("}"):
        return Name(literal=decode(text))
    parts = parse_single_name_into_parts(text, strict=False)
    first, von, last, jr = (
        decode(" ".join(p)) for p in (parts.first, parts.von, parts.last, parts.jr)
    )
    return Name(family=last, given=first, particle=von, suffix=jr)
