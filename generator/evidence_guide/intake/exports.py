"""A file exported by Zotero, EndNote, PubMed and the like to sources; its content says which format it is."""

from pathlib import Path

from evidence_guide.diagnostic import GuideError
from evidence_guide.guide import bibtex
from evidence_guide.guide.bibtex import Source
from evidence_guide.intake import csl, endnote, medline, ris
from evidence_guide.intake.encoding import data_of, text_of
from evidence_guide.intake.records import noted, record


def read_export(path: Path) -> tuple[Source, ...]:
    """The records that a file holds, without keys; raises GuideError, with path and line, if any of it cannot be read."""
    found = _read(data_of(path), str(path))
    if not found:
        raise GuideError(f"{path}:1: no record stands in this file; export it again")
    for source in found:
        if not source.fields.get("title"):
            raise GuideError(
                f"{path}:{source.line}: this record has no title; complete it where you keep your references, and export it again"
            )
    return found


def _read(data: bytes, path: str) -> tuple[Source, ...]:
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or data[2:].replace(
        b"\0", b""
    ).lstrip().startswith(b"<?xml"):
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
        f"{path}:1: this is no export that can be read; use BibTeX, RIS, PubMed's NBIB, CSL JSON or EndNote XML"
    )


def _bibtex(text: str, path: str) -> tuple[Source, ...]:
    found = bibtex.read_bibtex(text, path)
    for trouble in found.trouble:
        raise GuideError(f"{path}:{trouble.place.line}: {trouble.message}; {trouble.hint}")
    return tuple(_tidy(source) for source in found.sources)


def _tidy(source: Source) -> Source:
    """A record with the names of BibTeX where biblatex has others."""
    fields = source.fields
    other = {
        "journal": "journaltitle",
        "institution": "school",
        "number": "issue",
        "year": "date",
        "language": "langid",
        "pages": "eid",
    }
    notes = [fields.get(name, "") for name in ("note", "annote", "annotation")]
    ids = {name: value for name in ("pmid", "pmcid") if (value := noted(name.upper(), notes))}
    other |= (
        {"pmid": "eprint"} if fields.get("eprinttype", "").lower() in {"pmid", "pubmed"} else {}
    )
    return record(
        source.type,
        {**{name: fields.get(there, "") for name, there in other.items()}, **ids, **fields},
        source.authors,
        source.editors,
        source.line,
    )
