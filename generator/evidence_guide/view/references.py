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

from evidence_guide.guide import Entry, Guide
from evidence_guide.guide.bibtex import Name, Source
from evidence_guide.guide.entry_types import CSL_TYPES
from evidence_guide.guide.facts import derived
from evidence_guide.guide.source import UNDATED
from evidence_guide.model import Claim, Finding
from evidence_guide.text.characters import one_line

_DAY = re.compile(r"([1-9][0-9]{3})(?:-(0?[1-9]|1[0-2])(?:-(0?[1-9]|[12][0-9]|3[01]))?)?")
"""A year, with or without month and day."""
_NUMBER = re.compile(r"^1\.\s*")
"""The number that the processor puts before a reference."""
STYLE = Path(__file__).parent / "styles" / "nlm-citation-sequence.csl"
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
    """The source as CSL-JSON.

    Format: https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html.
    """
    return {
        "id": source.id,
        "type": _csl_type(source),
        **_csl_fields(source),
        **_csl_names(source),
        **_csl_days(source),
    }


def _csl_type(source: Source) -> str:
    if source.type == "misc" and "url" in source.fields:
        return "webpage"
    return CSL_TYPES.get(source.type, "document")


def _csl_fields(source: Source) -> dict[str, str]:
    """The fields of the record that are text."""
    found: dict[str, str] = {}
    for key, name in _FIELDS.items():
        value = source.fields.get(key)
        if value:
            found.setdefault(name, value)
    if "page" in found:
        found["page"] = found["page"].replace("–", "-").replace("--", "-")
    return found


def _csl_names(source: Source) -> dict[str, list[dict[str, str]]]:
    """The people of the record by their role."""
    roles = {"author": source.authors, "editor": source.editors}
    return {role: list(map(_csl_name, names)) for role, names in roles.items() if names}


def _csl_name(name: Name) -> dict[str, str]:
    if name.literal == "others":
        return {"literal": "et al"}
    if name.literal:
        return {"literal": name.literal}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
    }
    return {key: value for key, value in parts.items() if value}


def _csl_days(source: Source) -> dict[str, object]:
    """The day of publication and the day on which a page was read."""
    found: dict[str, object] = {}
    if source.year != UNDATED:
        found["issued"] = _day(source.year)
    read = source.fields.get("urldate")
    if read:
        found["accessed"] = _day(read)
    return found


def _day(text: str) -> dict[str, object]:
    """A year, month or day in CSL; anything else, such as `in press`, as it is written."""
    found = _DAY.fullmatch(text)
    if found is None:
        return {"literal": text}
    return {"date-parts": [_date_parts(found)]}


def _date_parts(found: re.Match[str]) -> list[int]:
    """The year, and the month and day where they are given."""
    return [int(part) for part in found.groups() if part]


def _escaped(value: Any) -> Any:
    """The CSL item with HTML's special characters as entities, which the processor keeps."""
    if isinstance(value, dict):
        return {key: _escaped(part) for key, part in value.items()}
    if isinstance(value, list):
        return list(map(_escaped, value))
    if isinstance(value, str):
        return escape(value, quote=False)
    return value


def _marked_title(source: Source, item: dict[str, Any]) -> dict[str, Any]:
    """The escaped CSL item; its title is marked with its language if the record names one."""
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
    item = _marked_title(source, _escaped(csl(source)))
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # citeproc-py warns of CSL features that the style needs not
        library = CitationStylesBibliography(_style(), CiteProcJSON([item]), formatters.html)
        library.register(CslCitation([CitationItem(source.id)]))
        text = str(library.bibliography()[0])
    return one_line(_NUMBER.sub("", text))


@derived
def passage_of(guide: Guide, finding: str) -> str:
    """Address that opens a finding's source with the passage highlighted, by the finding's id."""
    return passage_link(guide.sources[guide.source_of[finding]].item, guide.findings[finding].item)


def passage_link(source: Source, finding: Finding) -> str:
    """Address that opens the source with the passage highlighted; empty if the source has none.

    Text fragments: https://wicg.github.io/scroll-to-text-fragment/.
    """
    if not source.address:
        return ""
    return f"{source.address}{_highlight(finding.passage)}"


def _highlight(passage: str) -> str:
    """The end of an address that highlights a passage."""
    ends = filter(None, passage_ends(passage))
    return HIGHLIGHTED + ",".join(map(_in_fragment, ends))


HIGHLIGHTED = "#:~:text="
"""What follows the address of a page whose words a link highlights."""


def passage_ends(passage: str) -> tuple[str, str]:
    """The first and the last words of a passage; no last ones if it is given as a whole."""
    first, *more = passage.split("…")
    last = more[-1] if more else ""
    return first.strip(), last.strip()


def _in_fragment(words: str) -> str:
    """Words of a passage as a text fragment has them."""
    return quote(words, safe="").replace("-", "%2D")


def behind(guide: Guide, ids: tuple[str, ...]) -> dict[str, str | None]:
    """The sources behind claims or findings, each with the first finding in it, then searches.

    Sources are named by their keys, searches by the ids of the claims that name them.
    """
    first: dict[str, str | None] = {}
    for id in guide.findings_of(ids):
        first.setdefault(guide.source_of[id], id)
    return first | dict.fromkeys(_searched(guide, ids))


def _searched(guide: Guide, ids: Iterable[str]) -> list[str]:
    """Those of the ids that are claims about a gap, which name a search."""
    return [id for id in ids if _has_search(guide, id)]


def _has_search(guide: Guide, id: str) -> bool:
    """Whether an id is that of a claim with a search."""
    claim = guide.claims.get(id)
    return claim is not None and claim.item.search is not None


@derived
def reference_numbers(guide: Guide) -> dict[str, int]:
    """One number for each source and search of the guide, the same in every document.

    Sources go by author and year; searches come last.
    """
    sources = sorted(guide.sources.values(), key=_author_and_year)
    keys = [source.id for source in sources] + _searched(guide, guide.claims)
    return {key: number for number, key in enumerate(keys, 1)}


def _author_and_year(source: Entry[Source]) -> tuple[str, str]:
    return source.item.label.lower(), source.id


class Mark(NamedTuple):
    """One number of a citation; it leads to a line of the reference list."""

    number: int
    found: str
    """Positions of the cited findings among those of their source, such as `2 5`."""


class CitedEntry(NamedTuple):
    """One line of a page's reference list: a source, or a search."""

    number: int
    source: Source | None
    gap: Claim | None


@dataclass
class Numbering:
    """The citations of one page in order of first appearance."""

    guide: Guide
    numbers: dict[str, int] = field(default_factory=dict)
    """The numbers of source keys, and of ids of gaps."""
    findings: dict[str, None] = field(default_factory=dict)
    """All findings that the page cites."""

    def cite(self, ids: Iterable[str]) -> list[Mark]:
        """A mark for each source and search behind claims or findings, by number."""
        cited = self._cited(tuple(ids))
        return [self._mark(key, cited[key]) for key in self._in_order(cited)]

    def _in_order(self, keys: Iterable[str]) -> list[str]:
        """Keys by their numbers."""
        return sorted(keys, key=self.numbers.__getitem__)

    def _cited(self, ids: tuple[str, ...]) -> dict[str, list[str]]:
        """The findings behind claims or findings by source, and the searches, all numbered."""
        found: dict[str, list[str]] = {}
        for id in self.guide.findings_of(ids):
            self.findings[id] = None
            found.setdefault(self.guide.source_of[id], []).append(id)
        found |= {key: [] for key in _searched(self.guide, ids)}
        self._number(found)
        return found

    def _number(self, keys: Iterable[str]) -> None:
        """Gives the next numbers to those that have none."""
        for key in keys:
            self.numbers.setdefault(key, len(self.numbers) + 1)

    def _mark(self, key: str, findings: Iterable[str]) -> Mark:
        positions = map(_positions(self.guide).__getitem__, findings)
        return Mark(self.numbers[key], " ".join(map(str, positions)))

    def references(self) -> list[CitedEntry]:
        """The entries of the reference list, by number."""
        return [self._entry(number, key) for key, number in self.numbers.items()]

    def _entry(self, number: int, key: str) -> CitedEntry:
        claim = self.guide.claims.get(key)
        if claim:
            return CitedEntry(number, None, claim.item)
        return CitedEntry(number, self.guide.sources[key].item, None)


@derived
def _positions(guide: Guide) -> dict[str, int]:
    """The position of each finding among those of its source, from 1."""
    found = {}
    for reading in guide.readings.values():
        for position, finding in enumerate(reading.item.findings, 1):
            found[finding.id] = position
    return found
