"""Values of any export as a source of the guide: known fields, plain text, normalised ids."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping

from lxml import html

from evidence_guide.guide.bibtex import Name, Source
from evidence_guide.text import language_tags
from evidence_guide.text.web_addresses import fault, plain_doi, plain_pmcid, plain_pmid

FIELDS = (
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
    "doi",
    "pmid",
    "pmcid",
    "isbn",
    "language",
    "url",
    "urldate",
)
"""The fields that a record keeps, in the order in which they are written."""
BOOKS = frozenset({"book", "incollection"})
"""Kinds of records that have an ISBN."""
_PARTS = frozenset({"incollection", "inproceedings"})
"""Kinds of records that are parts of a book."""
Fields = dict[str, str]
"""Values of a record by the names of its fields."""
_IDS = frozenset({"doi", "pmid", "pmcid"})
_RANGE = re.compile(r"\s*(?:--?|–|—|‐|‑)\s*")
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|&#?\w+;")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""Unicode categories of characters that nobody sees."""
MOST = 1000
"""Characters that a field keeps; longer values are cut."""


def record(
    kind: str,
    fields: Mapping[str, str],
    authors: Iterable[Name] = (),
    editors: Iterable[Name] = (),
    line: int = 1,
) -> Source:
    """A source without a key yet; `line` is where it begins in its file."""
    kept = _kept(fields)
    if "url" not in kept and kept.keys() & _IDS:
        kept.update(_address(kept))
    return Source("", kind, kept, tuple(authors), tuple(editors), line)


def _kept(fields: Mapping[str, str]) -> Fields:
    """The known fields that have a value, in the order in which they are written."""
    every = {name: _value(name, fields.get(name, "")) for name in FIELDS}
    return {name: value for name, value in every.items() if value}


def _address(fields: Fields) -> Fields:
    """The address that follows from the ids of a record, as its field."""
    links = Source("", "", fields).links
    address = next(iter(links.values()), "")
    return {"url": address} if address else {}


def container(kind: str, title: str) -> Fields:
    """The journal of an article, or the book that holds a chapter or a conference paper."""
    if kind == "article":
        return {"journal": title}
    if kind in _PARTS:
        return {"booktitle": title}
    return {}


def issuer(kind: str, name: str) -> Fields:
    """The publisher of a record, which is the institution of a report; articles have none."""
    if kind == "article":
        return {}
    if kind == "techreport":
        return {"publisher": name, "institution": name}
    return {"publisher": name}


def _value(name: str, value: str) -> str:
    """A value in the form of the field."""
    form = _FORMS.get(name, str)
    return form(clean_text(value))


def _doi(text: str) -> str:
    return plain_doi(text) or text


def _pmid(text: str) -> str:
    return plain_pmid(text) or text


def _pmcid(text: str) -> str:
    return plain_pmcid(text) or text


def _url(text: str) -> str:
    return "" if fault(text) else text


def _year(text: str) -> str:
    found = _YEAR.search(text)
    return found[1] if found else ""


def _language(text: str) -> str:
    """The language of the title, unless it is English."""
    if text.lower().partition("-")[0] in {"en", "eng"} or language_tags.tag(text) == "en":
        return ""
    return text


def _title(text: str) -> str:
    return text if text.endswith(("...", "etc.")) else text.removesuffix(".")


def _pages(text: str) -> str:
    """A range of pages with its end written out: `730-9` ends at 739."""
    first, *rest = _RANGE.split(text, maxsplit=1)
    last = _last_page(first, "".join(rest))
    return f"{first}–{last}" if last and last != first else first


def _last_page(first: str, last: str) -> str:
    """The last page of a range; digits that it shares with the first page may be left out."""
    missing = len(first) - len(last)
    if first.isdigit() and last.isdigit() and missing > 0:
        return first[:missing] + last
    return last


_FORMS: dict[str, Callable[[str], str]] = {
    "doi": _doi,
    "pmid": _pmid,
    "pmcid": _pmcid,
    "url": _url,
    "year": _year,
    "title": _title,
    "pages": _pages,
    "language": _language,
}


def noted(name: str, notes: Iterable[str]) -> str:
    """An id that a program without a field for it keeps in a note.

    Zotero does: `PMID: 12345678`.
    """
    for note in notes:
        for line in note.splitlines():
            label, _, value = line.partition(":")
            if label.strip().upper() == name and value.strip():
                return value.split()[0]
    return ""


def clean_text(text: str) -> str:
    """Text without markup, hidden characters and surplus space."""
    if _MARKUP.search(text):
        text = html.fragment_fromstring(text.replace("\0", ""), create_parent="div").text_content()
    shown = "".join(map(_shown, text))
    return " ".join(shown.split())[:MOST]


def _shown(character: str) -> str:
    """A character as a reader sees it: space of one kind, and nothing for hidden ones."""
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) in _HIDDEN else character


def person(text: str) -> Name:
    """A name as exports write it: `Family, Given, Suffix`; without a comma, that of a body."""
    parts = clean_text(text).replace("{", "").replace("}", "").split(",")
    family, *rest = map(str.strip, parts)
    if not any(rest):
        return Name(literal=family)
    return Name(family=family, given=rest[0], suffix=" ".join(rest[1:]))


def unique_names(texts: Iterable[str]) -> tuple[Name, ...]:
    """The names among `texts`, each once."""
    names = [person(text) for text in texts if clean_text(text)]
    return tuple(dict.fromkeys(names))
