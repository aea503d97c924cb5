"""Sources from PubMed's XML: articles, books and their chapters.

Its elements: https://www.nlm.nih.gov/bsd/licensee/elements_descriptions.html
"""

from collections.abc import Iterator

from evidence_guide.guide.bibtex import Name, Source
from evidence_guide.intake.endnote import Element
from evidence_guide.intake.medline import book_address
from evidence_guide.intake.records import Export, Fields, clean_text, record
from evidence_guide.text.raised import lowered, raised

_ARTICLE = {
    "title": "MedlineCitation/Article/ArticleTitle",
    "journal": "MedlineCitation/Article/Journal/Title",
    "volume": "MedlineCitation/Article/Journal/JournalIssue/Volume",
    "number": "MedlineCitation/Article/Journal/JournalIssue/Issue",
    "pages": "MedlineCitation/Article/Pagination/MedlinePgn",
    "language": "MedlineCitation/Article/Language",
    "pmid": "MedlineCitation/PMID",
}
_BOOK = {
    "title": "BookDocument/ArticleTitle",
    "booktitle": "BookDocument/Book/BookTitle",
    "publisher": "BookDocument/Book/Publisher/PublisherName",
    "edition": "BookDocument/Book/Edition",
    "volume": "BookDocument/Book/Volume",
    "isbn": "BookDocument/Book/Isbn",
    "pages": "BookDocument/Pagination/MedlinePgn",
    "language": "BookDocument/Language",
    "pmid": "BookDocument/PMID",
}
_FORMS = {"sup": raised, "sub": lowered}


def read_pubmed(root: Element) -> Export:
    """The records of PubMed's XML."""
    return Export(tuple(_sources(root)))


def _sources(root: Element) -> Iterator[Source]:
    for element in root.iter("PubmedArticle", "PubmedBookArticle"):
        is_article = element.tag == "PubmedArticle"
        yield _article(element) if is_article else _book(element)


def _article(element: Element) -> Source:
    fields = _fields(element, _ARTICLE)
    fields.update(_ids(element, "PubmedData/ArticleIdList/ArticleId"))
    fields.setdefault("doi", _location(element, "MedlineCitation/Article/ELocationID"))
    fields["year"] = _day(element, "MedlineCitation/Article/Journal/JournalIssue/PubDate")
    fields = _translated(fields)
    if not fields["title"]:
        fields["title"] = _text(element.find("MedlineCitation/Article/VernacularTitle"))
    authors = _people(element, "MedlineCitation/Article/AuthorList/Author")
    return record("article", fields, authors, line=_line(element))


def _book(element: Element) -> Source:
    """A chapter, or a book that has no title of a chapter."""
    fields = _fields(element, _BOOK)
    is_chapter = bool(fields["title"])
    if not is_chapter:
        fields["title"] = fields.pop("booktitle")
    ids = _ids(element, "BookDocument/ArticleIdList/ArticleId")
    fields.update(ids)
    fields["url"] = book_address(ids.get("bookaccession", ""))
    fields["year"] = _day(element, "BookDocument/Book/PubDate")
    authors = _people(element, "BookDocument/AuthorList[@Type='authors']/Author")
    authors = authors or _people(element, "BookDocument/Book/AuthorList[@Type='authors']/Author")
    editors = _people(element, "BookDocument/Book/AuthorList[@Type='editors']/Author")
    kind = "incollection" if is_chapter else "book"
    return record(kind, fields, authors, editors, _line(element))


def _fields(element: Element, paths: dict[str, str]) -> Fields:
    return {name: _text(element.find(path)) for name, path in paths.items()}


def _text(element: "Element | None") -> str:
    """The text of an element, its superscripts and subscripts as such."""
    if element is None:
        return ""
    parts = [element.text or ""]
    for child in element:
        parts += [_FORMS.get(str(child.tag), str)(_text(child)), child.tail or ""]
    return "".join(parts)


def _translated(fields: Fields) -> Fields:
    """The fields; a title in brackets is translated into English."""
    title = fields["title"].rstrip(".")
    if _is_in_brackets(title):
        return {**fields, "title": title.strip("[]"), "language": ""}
    return fields


def _is_in_brackets(title: str) -> bool:
    return title.startswith("[") and title.endswith("]")


_NAMES_OF_IDS = {"doi": "doi", "pmc": "pmcid", "bookaccession": "bookaccession"}


def _ids(element: Element, path: str) -> Fields:
    """The DOI, PMCID and number of a book."""
    found: Fields = {}
    for id in element.iterfind(path):
        name = _NAMES_OF_IDS.get(id.get("IdType", ""))
        if name and _text(id).strip():
            found.setdefault(name, _text(id).strip())
    return found


def _location(element: Element, path: str) -> str:
    for place in element.iterfind(path):
        if place.get("EIdType") == "doi":
            return _text(place).strip()
    return ""


def _day(element: Element, path: str) -> str:
    """The year of a date, which may be in words."""
    for part in ("Year", "MedlineDate"):
        text = _text(element.find(f"{path}/{part}")).strip()
        if text:
            return text
    return ""


def _people(element: Element, path: str) -> tuple[Name, ...]:
    return tuple(filter(None, map(_name, element.iterfind(path))))


def _name(element: Element) -> Name | None:
    """A person, or a body; None if there is neither."""
    parts = [clean_text(_text(element.find(part))) for part in _PARTS]
    body, family, full, initials, suffix = parts
    if body:
        return Name(literal=body)
    return Name(family, full or initials, suffix=suffix) if family else None


_PARTS = ("CollectiveName", "LastName", "ForeName", "Initials", "Suffix")


def _line(element: Element) -> int:
    line = element.sourceline
    return line if isinstance(line, int) else 1
