"""Sources from a file that Zotero, EndNote, PubMed or the like exported, whatever its format."""

from pathlib import Path

from evidence_guide.diagnostic import GuideError
from evidence_guide.guide import bibtex
from evidence_guide.guide.bibtex import Source
from evidence_guide.intake import csl, endnote, medline, ris
from evidence_guide.intake.encoding import data_of, text_of
from evidence_guide.intake.records import Fields, noted, record

_BLANK = b"\xef\xbb\xbf \t\r\n"
"""The mark of UTF-8 and space."""
_BIBLATEX = {
    "journal": "journaltitle",
    "institution": "school",
    "number": "issue",
    "year": "date",
    "language": "langid",
    "pages": "eid",
}
"""Fields of BibTeX, and their names in biblatex."""
_NOTES = ("note", "annote", "annotation")


def read_export(path: Path) -> tuple[Source, ...]:
    """The records of a file, without keys.

    Raises GuideError, with path and line, if any of it cannot be read.
    """
    found = _read(data_of(path), str(path))
    if not found:
        raise GuideError(f"{path}:1: this file holds no record; export it again")
    for source in found:
        _require_title(source, path)
    return found


def _require_title(source: Source, path: Path) -> None:
    if not source.fields.get("title"):
        raise GuideError(
            f"{path}:{source.line}: this record has no title; complete it where you keep your"
            " references, and export it again"
        )


def _read(data: bytes, path: str) -> tuple[Source, ...]:
    """The records, in whichever format the content is."""
    if _is_xml(data):
        return endnote.read_endnote(data, path)
    text = text_of(data, path)
    if text.lstrip().startswith(("[", "{")):
        return csl.read_csl(text, path)
    if medline.is_medline(text):
        return medline.read_medline(text, path)
    if ris.is_ris(text):
        return ris.read_ris(text, path)
    if "@" in text:
        return _bibtex(text, path)
    raise GuideError(
        f"{path}:1: this is no export that can be read; use BibTeX, RIS, PubMed's NBIB, CSL JSON"
        " or EndNote XML"
    )


def _is_xml(data: bytes) -> bool:
    """Whether a file is XML, in UTF-8 or, with its mark, in UTF-16."""
    if data.lstrip(_BLANK).startswith(b"<"):
        return True
    return data[2:].replace(b"\0", b"").lstrip().startswith(b"<?xml")


def _bibtex(text: str, path: str) -> tuple[Source, ...]:
    found = bibtex.read_bibtex(text, path)
    for trouble in found.trouble:
        raise GuideError(f"{path}:{trouble.place.line}: {trouble.message}; {trouble.hint}")
    return tuple(map(_in_bibtex_terms, found.sources))


def _in_bibtex_terms(source: Source) -> Source:
    """A record with the field names of BibTeX where biblatex has others."""
    fields = {**_renamed(source.fields), **_noted_ids(source.fields), **source.fields}
    return record(source.type, fields, source.authors, source.editors, source.line)


def _renamed(fields: Fields) -> Fields:
    """The fields that biblatex names differently, by their names in BibTeX."""
    found = {name: fields.get(other, "") for name, other in _BIBLATEX.items()}
    if fields.get("eprinttype", "").lower() in {"pmid", "pubmed"}:
        found["pmid"] = fields.get("eprint", "")
    return found


def _noted_ids(fields: Fields) -> Fields:
    """The ids in the notes of a record."""
    notes = [fields.get(name, "") for name in _NOTES]
    ids = {"pmid": noted("PMID", notes), "pmcid": noted("PMCID", notes)}
    return {name: id for name, id in ids.items() if id}
