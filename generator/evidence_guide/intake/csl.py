"""CSL-JSON (Zotero), and Crossref's records, which are nearly that, to sources; its names: https://docs.citationstyles.org."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from evidence_guide.diagnostic import GuideError
from evidence_guide.guide.bibtex import Name, Source
from evidence_guide.intake.records import clean_text, noted, record

_KINDS = {
    "article-journal": "article",
    "journal-article": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "monograph": "book",
}
_KINDS |= {
    "chapter": "incollection",
    "book-chapter": "incollection",
    "paper-conference": "inproceedings",
    "proceedings-article": "inproceedings",
    "report": "techreport",
}
_KINDS |= {
    "thesis": "phdthesis",
    "dissertation": "phdthesis",
    "webpage": "online",
    "post-weblog": "online",
    "dataset": "dataset",
    "edited-book": "book",
    "reference-book": "book",
}


def read_csl(text: str, path: str) -> tuple[Source, ...]:
    """The records of a CSL-JSON file; raises GuideError where it is no JSON or no list of records."""
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise GuideError(
            f"{path}:{error.lineno}: this is no sound JSON ({error.msg.lower()}); the file seems cut, export it again"
        ) from error
    except ValueError as error:
        raise GuideError(
            f"{path}:1: this JSON holds a number that is too long to be read; export it again"
        ) from error
    except RecursionError as error:
        raise GuideError(
            f"{path}:1: the JSON is nested too deeply to be a list of records"
        ) from error
    items = (
        found
        if isinstance(found, list)
        else found.get("items", [found])
        if isinstance(found, dict)
        else None
    )
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise GuideError(f"{path}:1: this JSON is no list of records; export it as CSL JSON")
    return tuple(source_from_csl(item) for item in items)


def source_from_csl(item: Mapping[str, Any]) -> Source:
    """One record as a source."""
    kind = _KINDS.get(str(item.get("type", "")), "misc")
    container = _text(item.get("container-title"))
    fields = {
        "title": ": ".join(filter(None, (_text(item.get("title")), _text(item.get("subtitle"))))),
        "journal" if kind == "article" else "booktitle": container
        if kind in {"article", "incollection", "inproceedings"}
        else "",
        "publisher": "" if kind == "article" else _text(item.get("publisher")),
        "institution": _text(item.get("publisher")) if kind == "techreport" else "",
        "year": next(
            (
                year
                for name in ("published-print", "issued", "published", "published-online")
                if (year := _day(item.get(name)))
            ),
            "",
        ),
        "volume": _text(item.get("volume")),
        "number": _text(item.get("issue")),
        "pages": _text(item.get("page")) or _text(item.get("article-number")),
        "edition": _text(item.get("edition")),
        "isbn": _text(item.get("ISBN")).partition(" ")[0]
        if kind in {"book", "incollection"}
        else "",
        "url": "" if item.get("DOI") else _text(item.get("URL")),
        "urldate": _day(item.get("accessed")),
        **{
            name: _text(item.get(name.upper())) or noted(name.upper(), [_text(item.get("note"))])
            for name in ("doi", "pmid", "pmcid")
        },
        "language": _text(item.get("language")),
    }
    return record(
        kind,
        fields,
        _names(item.get("author")),
        _names(item.get("editor")) if not item.get("author") else (),
    )


def _text(value: object) -> str:
    """A value as text; Crossref writes lists where CSL has one text."""
    if isinstance(value, list):
        value = value[0] if value else ""
    return str(value) if isinstance(value, str | int | float) else ""


def _day(value: object) -> str:
    """The year, or the whole day where it is known: `{"date-parts": [[2024, 3, 1]]}`."""
    if not isinstance(value, dict):
        return ""
    try:
        parts = [int(part) for part in value["date-parts"][0] if part is not None]
    except (KeyError, IndexError, TypeError, ValueError, OverflowError):
        return _text(value.get("raw") or value.get("literal"))
    return "-".join(f"{part:02}" for part in parts)


def _names(value: object) -> Iterator[Name]:
    for found in value if isinstance(value, list) else []:
        if isinstance(found, dict):
            part = {
                name: clean_text(_text(found.get(name)))
                for name in (
                    "family",
                    "given",
                    "literal",
                    "name",
                    "suffix",
                    "non-dropping-particle",
                    "dropping-particle",
                )
            }
            if part["family"]:
                yield Name(
                    part["family"],
                    part["given"],
                    part["non-dropping-particle"] or part["dropping-particle"],
                    part["suffix"],
                )
            elif part["literal"] or part["name"] or part["given"]:
                yield Name(literal=part["literal"] or part["name"] or part["given"])
