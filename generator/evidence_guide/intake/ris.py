"""RIS text (Zotero, EndNote, publishers) to sources, read by rispy."""

from collections.abc import Iterator
from typing import Any

import rispy

from evidence_guide.diagnostic import GuideError
from evidence_guide.guide.bibtex import Source
from evidence_guide.intake.records import noted, record, unique_names

_KINDS = {
    "JOUR": "article",
    "EJOUR": "article",
    "MGZN": "article",
    "NEWS": "article",
    "BOOK": "book",
    "EBOOK": "book",
    "CHAP": "incollection",
    "ECHAP": "incollection",
}
_KINDS |= {
    "CONF": "inproceedings",
    "CPAPER": "inproceedings",
    "RPRT": "techreport",
    "GOVDOC": "techreport",
    "STAND": "techreport",
}
_KINDS |= {"THES": "phdthesis", "ELEC": "online", "BLOG": "online"}


def is_ris(text: str) -> bool:
    """Whether a line begins a record."""
    return any(_tag(line) == "TY" for line in text.splitlines())


def read_ris(text: str, path: str) -> tuple[Source, ...]:
    """The records of a RIS file; raises GuideError where one does not end."""
    starts = list(_starts(text, path))
    records = rispy.loads(text, implementation=_Parser)
    return tuple(_source(found, line) for found, line in zip(records, starts, strict=True))


class _Parser(rispy.RisParser):  # type: ignore[misc] # rispy has no types
    """rispy's own, which would continue a field of the record before behind a bare `TY`."""

    def _add_tag(
        self,
        record: dict[str, Any],
        tag: str,
        content: str,
        extend_multiline: bool = False,  # noqa: FBT001, FBT002 (rispy's own signature)
    ) -> None:
        """Adds a field, or a line more to the last one if this record has it."""
        if not extend_multiline or self.mapping.get(tag) in record:
            super()._add_tag(record, tag, content, extend_multiline=extend_multiline)


def _tag(line: str) -> str:
    return line[:2] if line[2:5] == "  -" else ""


def _starts(text: str, path: str) -> Iterator[int]:
    """The line on which each record begins."""
    begun = 0
    for number, line in enumerate(text.split("\n"), 1):
        if _tag(line) == "TY" and begun:
            break
        if _tag(line) == "TY":
            begun = number
        if _tag(line) == "ER" and begun:
            yield begun
            begun = 0
    if begun:
        raise GuideError(
            f"{path}:{begun}: the record that begins here has no end (`ER  -`); the file seems cut, export it again"
        )


def _source(found: dict[str, Any], line: int) -> Source:
    def first(*names: str) -> str:
        return next((str(found[name]) for name in names if found.get(name)), "")

    notes = [*found.get("notes", []), first("note", "notes_abstract")]
    kind = _KINDS.get(found["type_of_reference"], "misc")
    container = first(
        "journal_name",
        "secondary_title",
        "alternate_title3",
        "alternate_title2",
        "alternate_title1",
    )
    fields = {
        "title": first("title", "primary_title"),
        "journal" if kind == "article" else "booktitle": container
        if kind in {"article", "incollection", "inproceedings"}
        else "",
        "publisher": first("publisher"),
        "institution": first("publisher") if kind == "techreport" else "",
        "year": first("year", "publication_year", "date"),
        "volume": first("volume"),
        "number": first("number"),
        "edition": first("edition"),
        "pages": "-".join(filter(None, (first("start_page"), first("end_page")))),
        "doi": first("doi"),
        "pmid": first("accession_number")
        if "pubmed" in first("name_of_database", "database_provider").lower()
        else noted("PMID", notes),
        "pmcid": next(
            (
                v
                for n in ("custom2", "custom6", "custom7")
                if (v := first(n)).upper().startswith("PMC")
            ),
            noted("PMCID", notes),
        ),
        "isbn": first("issn") if kind in {"book", "incollection"} else "",
        "language": first("language"),
        "url": next(iter(found.get("urls", [])), ""),
        "urldate": first("access_date").replace("/", "-").strip("-"),
    }
    authors = unique_names([*found.get("authors", []), *found.get("first_authors", [])])
    return record(
        kind,
        fields,
        authors,
        unique_names(found.get("secondary_authors", [])) if not authors else (),
        line,
    )
