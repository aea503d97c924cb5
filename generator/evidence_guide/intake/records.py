"""Values of any export to a source in the guide's own form: known fields, plain text, ids in their registry's form."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from lxml import html

from evidence_guide.guide.bibtex import Name, Source
from evidence_guide.text import language_tags
from evidence_guide.text.web_addresses import fault, plain_doi, plain_pmcid, plain_pmid

FIELDS = (
    *(
        "title",
        "booktitle",
        "journal",
        "publisher",
        "institution",
        "edition",
        "year",
        "volume",
        "number",
        "pages",
    ),
    *("doi", "pmid", "pmcid", "isbn", "language", "url", "urldate"),
)
"""The fields that a record keeps, in the order in which they are written."""
_FORMS = {"doi": plain_doi, "pmid": plain_pmid, "pmcid": plain_pmcid}
_RANGE = re.compile(r"\s*(?:--?|–|—|‐|‑)\s*")
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|&#?\w+;")
MOST = 1000
"""Characters of one field; what is longer was no field."""


def record(
    kind: str,
    fields: Mapping[str, str],
    authors: Iterable[Name] = (),
    editors: Iterable[Name] = (),
    line: int = 1,
) -> Source:
    """A source without a key yet; `line` is where it begins in its file."""
    kept = {name: value for name in FIELDS if (value := _value(name, fields.get(name, "")))}
    if "url" not in kept and kept.keys() & {"doi", "pmid", "pmcid"}:
        links = Source("", "", kept).links
        address = next(iter(links.values()), "")
        kept |= {"url": address} if address else {}
    return Source("", kind, kept, tuple(authors), tuple(editors), line)


def _value(name: str, value: str) -> str:
    text = clean_text(value)
    if name in _FORMS:
        return _FORMS[name](text) or text
    if name == "url" and fault(text):
        return ""
    if name == "year":
        found = _YEAR.search(text)
        return found[1] if found else ""
    return {"title": _title, "pages": _pages, "language": _language}.get(name, str)(text)


def _language(text: str) -> str:
    """The language of the title; English is not told."""
    return (
        ""
        if language_tags.tag(text) == "en" or text.lower().partition("-")[0] in {"en", "eng"}
        else text
    )


def _title(text: str) -> str:
    return text if text.endswith(("...", "etc.")) else text.removesuffix(".")


def _pages(text: str) -> str:
    """A range of pages with its end written out: `730-9` ends at 739."""
    first, *rest = _RANGE.split(text, maxsplit=1)
    last = rest[0] if rest else ""
    if first.isdigit() and last.isdigit() and len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return f"{first}–{last}" if last and last != first else first


def noted(name: str, notes: Iterable[str]) -> str:
    """An id that a program without a field for it keeps in a note, as Zotero does: `PMID: 12345678`."""
    lines = (line.partition(":") for note in notes for line in note.splitlines())
    return next(
        (
            value.split()[0]
            for label, _, value in lines
            if label.strip().upper() == name and value.split()
        ),
        "",
    )


def clean_text(text: str) -> str:
    """Text without markup, hidden characters and surplus space."""
    if _MARKUP.search(text):
        text = html.fragment_fromstring(text.replace("\0", ""), create_parent="div").text_content()
    seen = "".join(
        " " if c.isspace() else c
        for c in text
        if c.isspace() or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    )
    return " ".join(seen.split())[:MOST]


def person(text: str) -> Name:
    """A name as exports write it: `Family, Given, Suffix`; without a comma it is the name of a body."""
    family, *rest = (
        part.strip() for part in clean_text(text).replace("{", "").replace("}", "").split(",")
    )
    if not any(rest):
        return Name(literal=family)
    return Name(family=family, given=rest[0], suffix=" ".join(rest[1:]))


def unique_names(texts: Iterable[str]) -> tuple[Name, ...]:
    """The names among `texts`, each once."""
    return tuple(dict.fromkeys(person(text) for text in texts if clean_text(text)))
