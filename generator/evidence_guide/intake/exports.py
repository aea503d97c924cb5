"""Sources from a file that Zotero, EndNote, PubMed or the like exported, whatever its format."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from evidence_guide.diagnostic import GuideError
from evidence_guide.guide import bibtex
from evidence_guide.guide.bibtex import Source, Trouble
from evidence_guide.guide.entry_types import ENTRY_TYPES, OF_EXPORTERS
from evidence_guide.guide.source import UNDATED
from evidence_guide.intake import csl, medline, ris, tagged, xml_exports
from evidence_guide.intake.encoding import data_of, text_of
from evidence_guide.intake.records import (
    FIELDS,
    Export,
    Fields,
    Problem,
    doi_among,
    noted,
    record,
    with_titles,
)

_BLANK = b"\xef\xbb\xbf \t\r\n"
"""The mark of UTF-8 and space."""
_NOTES = ("note", "annote", "howpublished")
_KEPT = frozenset({*FIELDS, "author", "editor", "crossref", "xdata", "date", "eprint", bibtex.KEY})
_TITLES = frozenset({"subtitle", "titleaddon", "journaltitle", "maintitle", "booksubtitle"})
"""Fields whose faults concern what a record keeps."""
_OF_KEYS = ("key `", "this `@")


class SpoiltExport(GuideError):  # noqa: N818 (the file failed, not the program)
    """Some records of a file cannot be read; the message has a line for each."""

    def __init__(self, path: Path, export: Export) -> None:
        lines = [f"{path}:{problem.line}: {problem.text}" for problem in export.problems]
        super().__init__("\n".join(lines))
        self.lines = lines
        self.good = len(export.sources)


def read_export(path: Path) -> Export:
    """The records of a file, without keys, and those that cannot be read.

    Raises GuideError, with path and line, if the file as a whole cannot be read.
    """
    return export_of(data_of(path), str(path))


def export_of(data: bytes, path: str) -> Export:
    """The same for the content of a file."""
    found = _read(data, path)
    _require_records(found, path)
    return _titled(found)


def _require_records(found: Export, path: str) -> None:
    """Raises GuideError if a file holds no record, not even one with a problem."""
    if not found.sources and not found.problems:
        raise GuideError(f"{path}:1: this file holds no record; export it again")


def _titled(export: Export) -> Export:
    """An export whose records without a title are problems."""
    sources: list[Source] = []
    problems = [*export.problems]
    for found in with_titles(export.sources):
        if isinstance(found, Problem):
            problems.append(found)
        else:
            sources.append(found)
    return Export(tuple(sources), tuple(sorted(problems)))


def _read(data: bytes, path: str) -> Export:
    """The records, in whichever format the content is."""
    if _is_xml(data):
        return xml_exports.read_xml(data, path)
    text = text_of(data, path)
    if text.lstrip().startswith(("[", "{")):
        return csl.read_json(text, path)
    for is_format, read in _FORMATS:
        if is_format(text):
            return read(text)
    if "@" in text:
        return _bibtex(text, path)
    raise _unreadable(path)


def _unreadable(path: str) -> GuideError:
    return GuideError(
        f"{path}:1: this is not an export that can be read; use BibTeX, RIS, PubMed's NBIB or XML,"
        " CSL JSON, Zotero's JSON, EndNote's XML or ENW, or a tagged file of Web of Science"
    )


_FORMATS = (
    (medline.is_medline, medline.read_medline),
    (ris.is_ris, ris.read_ris),
    (tagged.is_web_of_science, tagged.read_web_of_science),
    (tagged.is_refer, tagged.read_refer),
)


def _is_xml(data: bytes) -> bool:
    """Whether a file is XML, in UTF-8 or, with its mark, in UTF-16."""
    if data.lstrip(_BLANK).startswith(b"<"):
        return True
    return data[2:].replace(b"\0", b"").lstrip().startswith(b"<?xml")


def _bibtex(text: str, path: str) -> Export:
    """The records of BibTeX; faults of fields that are not kept are passed over."""
    found = bibtex.read_bibtex(text, path)
    every = sorted([*found.sources, *found.repeated], key=_line)
    whole = {source.line for source in every if _is_whole(source)}
    wrong: dict[int, list[Trouble]] = {}
    for trouble in filter(_matters, found.found):
        if trouble.field not in _PARENTS or trouble.record not in whole:
            wrong.setdefault(trouble.record, []).append(trouble)
    good = [in_bibtex_terms(source) for source in every if source.line not in wrong]
    return Export(tuple(good), tuple(_problems(wrong)))


_PARENTS = frozenset({"crossref", "xdata"})


def _is_whole(source: Source) -> bool:
    """Whether a record needs no parent: it has a title, a year, and what it is part of."""
    fields = source.fields
    has_place = any(fields.get(name) for name in ("journal", "booktitle", "publisher"))
    return bool(fields.get("title")) and source.year != UNDATED and has_place


def _line(source: Source) -> int:
    return source.line


def _matters(trouble: Trouble) -> bool:
    """Whether a complaint concerns what a record keeps: its key and type are not."""
    if trouble.field == bibtex.TYPE or not trouble.record:
        return False
    if trouble.diagnostic.message.startswith(_OF_KEYS):
        return False
    is_structure = " follows its closing " in trouble.diagnostic.message
    return is_structure or trouble.field in _KEPT | _TITLES


def _problems(wrong: dict[int, list[Trouble]]) -> Iterator[Problem]:
    """All that is wrong, by line."""
    for troubles in wrong.values():
        for trouble in troubles:
            found = trouble.diagnostic
            yield Problem(found.place.line, f"{found.message}; {found.hint}")


def in_bibtex_terms(source: Source) -> Source:
    """A record with the fields that it keeps."""
    texts = source.fields
    fields = {**_noted_ids(texts), "language": texts.get("langid", ""), **texts}
    fields["year"] = "" if source.year == UNDATED else source.year
    fields["doi"] = texts.get("doi", "") or doi_among([texts.get("url", "")])
    is_usual = source.type in ENTRY_TYPES - OF_EXPORTERS
    kind = source.type if is_usual else _guessed_type(texts)
    return record(kind, fields, source.authors, source.editors, source.line)


def _guessed_type(fields: Fields) -> str:
    """The type of a record whose own nobody knows."""
    if fields.get("journal"):
        return "article"
    return "incollection" if fields.get("booktitle") else "misc"


def _noted_ids(fields: Fields) -> Fields:
    """The ids in the notes of a record."""
    notes = [fields.get(name, "") for name in _NOTES]
    ids = {"pmid": noted("PMID", notes), "pmcid": noted("PMCID", notes), "doi": doi_among(notes)}
    return {name: id for name, id in ids.items() if id}


def sound_records(path: Path, export: Export, *, skip: bool) -> Iterable[Source]:
    """The records of a file. Raises SpoiltExport if some cannot be read and are not skipped."""
    if export.problems and not skip:
        raise SpoiltExport(path, export)
    return export.sources
