"""biblatex's data model: what a record inherits, and its titles, dates and ids in BibTeX's fields.

Source: the biblatex manual (https://ctan.org/pkg/biblatex), sections 2.2 and 2.3 and appendix B.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import NamedTuple, TypeVar

from evidence_guide.text.web_addresses import plain_pmcid, plain_pmid

T = TypeVar("T")
Texts = dict[str, str]
"""Texts of a record by the names of its fields."""
ALIASES = {
    "journaltitle": "journal",
    "location": "address",
    "annotation": "annote",
    "eprinttype": "archiveprefix",
    "eprintclass": "primaryclass",
    "school": "institution",
    "pmc": "pmcid",
}
"""Names of fields in biblatex and other dialects, and ours."""
_TITLES = {
    "title": ("subtitle", "titleaddon"),
    "booktitle": ("booksubtitle", "booktitleaddon"),
    "maintitle": ("mainsubtitle", "maintitleaddon"),
    "issuetitle": ("issuesubtitle", "issuetitleaddon"),
    "journal": ("journalsubtitle", "journaltitleaddon"),
}
"""Titles, each with the fields of its subtitle and of what is added to it."""
_ARCHIVES = {
    "arxiv": "https://arxiv.org/abs/{}",
    "jstor": "https://www.jstor.org/stable/{}",
    "hdl": "https://hdl.handle.net/{}",
    "googlebooks": "https://books.google.com/books?id={}",
    "hal": "https://hal.science/{}",
    "biorxiv": "https://www.biorxiv.org/content/{}",
    "medrxiv": "https://www.medrxiv.org/content/{}",
}
"""Archives by the name that a record gives them, and where they have a document."""
_ARXIV = re.compile(
    r"(?:arxiv:)?(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7}(?:v\d+)?)", re.IGNORECASE
)
_CLOSED = (":", "?", "!", ".", ",", ";", "—", "–")
_OF_ONE_RECORD = """
ids crossref xref entryset entrysubtype execute label options presort related relatedoptions
relatedstring relatedtype shorthand shorthandintro sortkey xdata
"""
_UNHERITABLE = frozenset(_OF_ONE_RECORD.split())
"""Fields that no record inherits."""
_SORTING = ("shorttitle", "sorttitle", "indextitle", "indexsorttitle")


class _Rule(NamedTuple):
    """Fields of a parent by the names under which a child has them; None: it has them not."""

    parents: str
    children: str
    fields: Mapping[str, str | None]


def _titled(prefix: str) -> dict[str, str | None]:
    """A parent's title becomes another title of its child, and no sort or short title."""
    names = ("title", "subtitle", "titleaddon")
    moved: dict[str, str | None] = {name: prefix + name for name in names}
    return moved | dict.fromkeys(_SORTING)


_INHERITANCE = (
    _Rule("mvbook", "book inbook bookinbook suppbook", _titled("main")),
    _Rule(
        "mvcollection mvreference",
        "collection reference incollection inreference suppcollection",
        _titled("main"),
    ),
    _Rule("mvproceedings", "proceedings inproceedings", _titled("main")),
    _Rule("book", "inbook bookinbook suppbook", _titled("book")),
    _Rule("collection reference", "incollection inreference suppcollection", _titled("book")),
    _Rule("proceedings", "inproceedings", _titled("book")),
    _Rule(
        "periodical",
        "article suppperiodical",
        _titled("journal") | {"titleaddon": "titleaddon"},
    ),
)
_SAME_TYPE = {"conference": "inproceedings", "bookinbook": "bookinbook"}


def _moves() -> Iterator[tuple[tuple[str, str], Mapping[str, str | None]]]:
    for rule in _INHERITANCE:
        for pair in product(rule.parents.split(), rule.children.split()):
            yield pair, rule.fields


def _table() -> dict[tuple[str, str], dict[str, str | None]]:
    """The fields that move, by the types of parent and child."""
    table: dict[tuple[str, str], dict[str, str | None]] = {}
    for pair, fields in _moves():
        table.setdefault(pair, {}).update(fields)
    return table


_MOVED = _table()


def inherited(
    parent: Mapping[str, T], parent_type: str, child: Mapping[str, T], child_type: str
) -> dict[str, T]:
    """The fields that a record has from the one that its `crossref` names."""
    kind = _SAME_TYPE.get(child_type, child_type)
    moved = _MOVED.get((parent_type, kind), {})
    found: dict[str, T] = {}
    for name, value in parent.items():
        new = moved.get(name, name)
        is_named_so = new == name or new not in parent
        if new and is_named_so and _lacks(new, child):
            found[new] = value
    return found


def _lacks(name: str, child: Mapping[str, T]) -> bool:
    """Whether a child can have a field; its own date is not mixed with that of its parent."""
    if name in {"date", "year", "month"}:
        return child.keys().isdisjoint({"date", "year"})
    return name not in _UNHERITABLE and name not in child


def pooled(pool: Mapping[str, T], record: Mapping[str, T]) -> dict[str, T]:
    """The fields that a record has from the one that its `xdata` names."""
    return {
        name: value
        for name, value in pool.items()
        if name not in _UNHERITABLE and name not in record
    }


def in_our_fields(texts: Texts, kind: str) -> Texts:
    """The texts of a record under the names of BibTeX's fields, its titles whole."""
    found = _renamed(texts)
    for name, (subtitle, addon) in _TITLES.items():
        parts = [found.get(name), found.pop(subtitle, None), found.pop(addon, None)]
        if any(part is not None for part in parts):
            found[name] = _whole_title(*(part or "" for part in parts))
    _join_volumes(found, kind)
    _join_notes(found)
    return {**found, **_archived(found)}


def _renamed(texts: Texts) -> Texts:
    found = dict(texts)
    for other, name in ALIASES.items():
        value = found.pop(other, "")
        if value:
            found.setdefault(name, value)
    return found


def _whole_title(title: str, subtitle: str, addon: str) -> str:
    return joined_title(joined_title(title, subtitle, ": "), addon, ". ")


def joined_title(first: str, second: str, mark: str) -> str:
    """Two parts of a title with a mark between them, unless the first ends with one."""
    if not first or not second:
        return first or second
    return f"{first} {second}" if first.endswith(_CLOSED) else f"{first}{mark}{second}"


_PARTS_OF_BOOKS = frozenset(
    {"inbook", "incollection", "inproceedings", "inreference", "suppbook", "suppcollection"}
    | {"bookinbook", "conference"}
)


_WHOLE_BOOKS = frozenset(
    {"book", "collection", "proceedings", "reference", "manual", "booklet"}
    | {"mvbook", "mvcollection", "mvproceedings", "mvreference"}
)
"""Types of records whose `booktitle` is for the parts that inherit from them."""


def _join_volumes(found: Texts, kind: str) -> None:
    """Puts the title of several volumes before that of the volume."""
    main = found.pop("maintitle", "")
    name = "booktitle" if kind in _PARTS_OF_BOOKS else "title"
    if main and found.get(name) != main:
        found[name] = joined_title(main, found.get(name, ""), ". ")
    if kind in _WHOLE_BOOKS:
        book = found.pop("booktitle", "")
        found["title"] = found.get("title") or book
    issue = found.pop("issuetitle", "")
    if issue and kind == "periodical":
        found["title"] = joined_title(found.get("title", ""), issue, ". ")


def _join_notes(found: Texts) -> None:
    """The number of an article that has no pages, and the issue that has no number."""
    for name, other in (("pages", "eid"), ("number", "issue")):
        value = found.get(other, "")
        if value and not found.get(name):
            found[name] = value


def _archived(texts: Texts) -> Texts:
    """The ids and the address that follow from the archive of a document."""
    number = texts.get("eprint", "")
    archive = texts.get("archiveprefix", "").lower()
    ids = _archive_ids(archive, number)
    address = _archive_address(archive, number)
    if address and not {"url", "doi"} & texts.keys():
        ids["url"] = address
    return {name: value for name, value in ids.items() if name not in texts}


def _archive_ids(archive: str, number: str) -> Texts:
    if archive in {"pmid", "pubmed"} and plain_pmid(number):
        return {"pmid": plain_pmid(number)}
    if archive in {"pmcid", "pmc"} and plain_pmcid(number):
        return {"pmcid": plain_pmcid(number)}
    return {}


def _archive_address(archive: str, number: str) -> str:
    arxiv = _ARXIV.fullmatch(number)
    if arxiv and archive in {"arxiv", ""}:
        return _ARCHIVES["arxiv"].format(arxiv[1])
    if number and archive in _ARCHIVES and archive != "arxiv":
        return _ARCHIVES[archive].format(number)
    return number if number.startswith(("https://", "http://")) else ""


def first_address(texts: Iterable[str]) -> str:
    """The first web address among texts."""
    for text in texts:
        found = re.search(r"https?://[^\s<>\"]+", text)
        if found:
            return found[0].rstrip(".,;)")
    return ""
