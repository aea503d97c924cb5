"""Sources from Zotero's own JSON, of its web interface and of Better BibTeX."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from evidence_guide.guide.bibtex import Name, Source
from evidence_guide.intake.records import (
    BOOKS,
    Fields,
    clean_text,
    container,
    issuer,
    noted,
    record,
)

Item = Mapping[str, Any]
"""A record, or a part of one."""
_KINDS = {
    "journalArticle": "article",
    "magazineArticle": "magazine",
    "newspaperArticle": "newspaper",
    "preprint": "preprint",
    "book": "book",
    "bookSection": "incollection",
    "encyclopediaArticle": "inreference",
    "dictionaryEntry": "inreference",
    "conferencePaper": "inproceedings",
    "report": "techreport",
    "thesis": "phdthesis",
    "webpage": "online",
    "blogPost": "online",
    "forumPost": "online",
    "dataset": "dataset",
    "computerProgram": "software",
    "standard": "standard",
    "statute": "legislation",
    "bill": "legislation",
    "case": "jurisdiction",
    "hearing": "hearing",
    "patent": "patent",
    "manuscript": "unpublished",
    "letter": "letter",
    "map": "map",
    "artwork": "artwork",
    "film": "movie",
    "videoRecording": "video",
    "audioRecording": "audio",
}
_NO_RECORDS = frozenset({"attachment", "note", "annotation"})
"""Kinds of items that are parts of others."""
_SAME = {
    "title": ("title", "nameOfAct", "caseName", "subject"),
    "volume": ("volume",),
    "number": ("issue",),
    "pages": ("pages",),
    "edition": ("edition",),
    "language": ("language",),
    "year": ("date", "dateEnacted", "dateDecided", "issueDate"),
    "url": ("url",),
    "urldate": ("accessDate",),
}
"""Fields of a record, and their names in Zotero."""
_CONTAINERS = ("publicationTitle", "bookTitle", "proceedingsTitle", "encyclopediaTitle")
_ISSUERS = ("publisher", "institution", "university", "repository", "organization")
_EDITORS = frozenset({"editor", "seriesEditor"})


def is_zotero(item: Item) -> bool:
    """Whether a record is one of Zotero's own."""
    return isinstance(item.get("itemType"), str) or isinstance(item.get("data"), dict)


def sources_from_zotero(items: Iterable[Item]) -> Iterator[Source]:
    """The records among items; attachments and notes are none."""
    for item in items:
        data = item.get("data")
        found = data if isinstance(data, dict) else item
        if str(found.get("itemType")) not in _NO_RECORDS:
            yield _source(found)


def _source(item: Item) -> Source:
    kind = _KINDS.get(str(item.get("itemType")), "misc")
    authors = _names(item, is_editor=False)
    editors = _names(item, is_editor=True)
    return record(kind, _fields(item, kind), authors, editors)


def _fields(item: Item, kind: str) -> Fields:
    """The fields of a record, but for the names of people."""
    fields = {name: _first(item, *names) for name, names in _SAME.items()}
    fields["urldate"] = fields["urldate"][:10]
    fields.update(container(kind, _first(item, *_CONTAINERS)))
    fields.update(issuer(kind, _first(item, *_ISSUERS)))
    extra = [_first(item, "extra")]
    for name, label in (("doi", "DOI"), ("pmid", "PMID"), ("pmcid", "PMCID")):
        fields[name] = _first(item, label) or noted(label, extra)
    fields["isbn"] = _first(item, "ISBN").partition(" ")[0] if kind in BOOKS else ""
    return fields


def _first(item: Item, *names: str) -> str:
    """The first value under one of the names."""
    for name in names:
        value = item.get(name)
        if isinstance(value, str | int) and str(value).strip():
            return str(value).strip()
    return ""


def _names(item: Item, *, is_editor: bool) -> tuple[Name, ...]:
    """The authors of a record, or its editors."""
    creators = item.get("creators")
    people = creators if isinstance(creators, list) else []
    names = [_name(each) for each in people if _is_wanted(each, is_editor=is_editor)]
    return tuple(filter(None, names))


def _is_wanted(creator: object, *, is_editor: bool) -> bool:
    if not isinstance(creator, dict):
        return False
    role = str(creator.get("creatorType"))
    return role in _EDITORS if is_editor else role not in _EDITORS | _OTHERS


_OTHERS = frozenset({"translator", "contributor", "reviewedAuthor", "commenter", "bookAuthor"})


def _name(creator: Item) -> Name | None:
    """A person, or a body; None if there is neither."""
    family, given = (clean_text(_first(creator, part)) for part in ("lastName", "firstName"))
    body = clean_text(_first(creator, "name"))
    if body or not (family and given):
        whole = body or family or given
        return Name(literal=whole) if whole else None
    return Name(family, given)
