"""Numbered citations of one page, and references in NLM (Vancouver) style from a CSL processor.

Style: https://www.zotero.org/styles/nlm-citation-sequence; processor: citeproc-py.
"""

import re
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from html import escape
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from citeproc import Citation as CslCitation
from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc import formatter as formatters
from citeproc.source.json import CiteProcJSON
from markupsafe import Markup

from evidence_guide.guide import Guide
from evidence_guide.guide.bibtex import Name, Source
from evidence_guide.guide.facts import derived
from evidence_guide.model import Claim, Finding

_DAY = re.compile(r"([1-9][0-9]{3})(?:-(0?[1-9]|1[0-2])(?:-(0?[1-9]|[12][0-9]|3[01]))?)?")
"""A year, with or without month and day."""
STYLE = Path(__file__).parent / "styles" / "nlm-citation-sequence.csl"
_TYPES = {
    "article": "article-journal",
    "book": "book",
    "booklet": "pamphlet",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "proceedings": "book",
    "techreport": "report",
    "report": "report",
    "thesis": "thesis",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "online": "webpage",
    "www": "webpage",
    "electronic": "webpage",
    "dataset": "dataset",
    "unpublished": "manuscript",
}
_FIELDS = {
    "title": "title",
    "journal": "container-title",
    "booktitle": "container-title",
    "volume": "volume",
    "number": "issue",
    "pages": "page",
    "publisher": "publisher",
    "institution": "publisher",
    "address": "publisher-place",
    "edition": "edition",
    "doi": "DOI",
    "url": "URL",
    "pmid": "PMID",
    "pmcid": "PMCID",
    "isbn": "ISBN",
    "note": "note",
}


def csl(source: Source) -> dict[str, object]:
    """The source as CSL-JSON (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html)."""
    web = source.type == "misc" and "url" in source.fields
    item: dict[str, object] = {
        "id": source.id,
        "type": "webpage" if web else _TYPES.get(source.type, "document"),
    }
    item |= {name: source.fields[key] for key, name in _FIELDS.items() if source.fields.get(key)}
    if source.fields.get("pages"):
        item["page"] = source.fields["pages"].replace("–", "-").replace("--", "-")
    for role, names in (("author", source.authors), ("editor", source.editors)):
        if names:
            item[role] = [_csl_name(name) for name in names]
    if source.year != "n.d.":
        item["issued"] = _day(source.year)
    if source.fields.get("urldate"):
        item["accessed"] = _day(source.fields["urldate"])
    return item


def _day(text: str) -> dict[str, object]:
    """A year, month or day as CSL has it; what is none of them, such as `in press`, as it is written."""
    found = _DAY.fullmatch(text)
    return (
        {"date-parts": [[int(part) for part in found.groups() if part]]}
        if found
        else {"literal": text}
    )


def _csl_name(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": "et al" if name.literal == "others" else name.literal}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
    }
    return {key: value for key, value in parts.items() if value}


def _escaped(value: Any) -> Any:
    """The CSL item with HTML's special characters as entities; the processor would let them through."""
    if isinstance(value, dict):
        return {key: _escaped(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_escaped(part) for part in value]
    return escape(value, quote=False) if isinstance(value, str) else value


def _spoken(source: Source, item: dict[str, Any]) -> dict[str, Any]:
    """The escaped CSL item whose title says in which language it is, if the record does."""
    if source.language and "title" in item:
        title = Markup(item["title"])  # noqa: S704 (escaped already)
        item["title"] = str(Markup('<span lang="{}">{}</span>').format(source.language, title))
    return item


@cache
def _style() -> CitationStylesStyle:
    return CitationStylesStyle(str(STYLE), validate=False)


@lru_cache(maxsize=65536)
def reference_html(source: Source) -> str:
    """HTML of the source's reference, without its number: NLM style, special characters escaped."""
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # citeproc-py warns of CSL features that the style does not need
        library = CitationStylesBibliography(
            _style(), CiteProcJSON([_spoken(source, _escaped(csl(source)))]), formatters.html
        )
        library.register(CslCitation([CitationItem(source.id)]))
        text = str(library.bibliography()[0])
    return " ".join(re.sub(r"^1\.\s*", "", text).split())


@derived
def passage_of(guide: Guide, finding: str) -> str:
    """Address that opens a finding's source with the passage highlighted, by the finding's id."""
    return passage_link(guide.sources[guide.source_of[finding]].item, guide.findings[finding].item)


def passage_link(source: Source, finding: Finding) -> str:
    """Address that opens the source with the passage highlighted.

    Text fragments: https://wicg.github.io/scroll-to-text-fragment/; a passage is `first words … last words`.
    """
    if not source.address:
        return ""
    ends = [quote(part.strip(), safe="").replace("-", "%2D") for part in finding.passage.split("…")]
    return f"{source.address}#:~:text={','.join((ends[0], ends[-1])) if len(ends) > 1 else ends[0]}"


def behind(guide: Guide, ids: tuple[str, ...]) -> dict[str, str | None]:
    """Keys of the sources that ids of claims or findings rest on, each with the first finding in it, then ids of gaps whose search they name."""
    first: dict[str, str | None] = {}
    for id in guide.findings_of(ids):
        first.setdefault(guide.source_of[id], id)
    return first | {id: None for id in ids if id in guide.claims and guide.claims[id].item.search}


@derived
def reference_numbers(guide: Guide) -> dict[str, int]:
    """One number for each source and each search of the whole guide, the same in every document: by author and year, searches last."""
    ordered = sorted(guide.sources.values(), key=lambda s: (s.item.label.lower(), s.id))
    searched = [id for id, claim in guide.claims.items() if claim.item.search]
    return {key: number for number, key in enumerate((*(s.id for s in ordered), *searched), 1)}


class Mark(NamedTuple):
    """One number of a citation: its place on the page, what it names, and where the reference list tells what was found."""

    number: int
    anchor: str
    label: str
    target: str
    """Anchor in the reference list: the first of the findings that the citation means, or the reference itself."""
    others: str
    """Positions of the other findings that it means in the list of its source, such as `2 5`."""


class CitedEntry(NamedTuple):
    """One entry of a page's reference list: a source with the findings cited from it, or the search behind a gap."""

    number: int
    anchors: list[str]
    source: Source | None
    findings: list[Finding]
    gap: Claim | None


@dataclass
class Numbering:
    """The citations of one page in order of first appearance."""

    guide: Guide
    anchors: dict[str, list[str]] = field(default_factory=dict)
    """Source keys, and ids of gaps, in order, each with the anchors of the places that cite it."""
    findings: dict[str, dict[str, int]] = field(default_factory=dict)
    """By source, the findings that the page cites, each with its position."""

    def cite(self, ids: Iterable[str]) -> list[Mark]:
        """A mark for each source, and for each search, that ids of claims or findings rest on; by number."""
        keys = tuple(ids)
        found: dict[str, list[int]] = {}
        for id in self.guide.findings_of(keys):
            key = self.guide.source_of[id]
            known = self.findings.setdefault(key, {})
            found.setdefault(key, []).append(known.setdefault(id, len(known) + 1))
        gaps = [id for id in keys if id in self.guide.claims and self.guide.claims[id].item.search]
        return sorted(self._mark(key, found.get(key, [])) for key in (*found, *gaps))

    def _mark(self, key: str, found: list[int]) -> Mark:
        anchors = self.anchors.setdefault(key, [])
        number = list(self.anchors).index(key) + 1
        anchors.append(f"cite-{number}-{len(anchors) + 1}")
        if not found:
            return Mark(number, anchors[-1], "our search", f"ref-{number}", "")
        return Mark(
            number,
            anchors[-1],
            self.guide.sources[key].item.label,
            f"ref-{number}-{found[0]}",
            " ".join(map(str, found[1:])),
        )

    def references(self) -> list[CitedEntry]:
        """The entries of the reference list, by number."""
        return [self._entry(number, key) for number, key in enumerate(self.anchors, 1)]

    def _entry(self, number: int, key: str) -> CitedEntry:
        if key in self.guide.claims:
            return CitedEntry(number, self.anchors[key], None, [], self.guide.claims[key].item)
        found = [self.guide.findings[id].item for id in self.findings[key]]
        return CitedEntry(number, self.anchors[key], self.guide.sources[key].item, found, None)
