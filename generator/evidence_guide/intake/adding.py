"""The command `add`: records of sources into `sources.bib`, each with a findings file to fill in."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from evidence_guide.diagnostic import Diagnostic, GuideError
from evidence_guide.files.output import write
from evidence_guide.guide import Guide
from evidence_guide.guide.bibtex import Source
from evidence_guide.guide.loader import MOST_BIBTEX, load, this_day
from evidence_guide.intake import asking, exports, keys, laying
from evidence_guide.intake.pubmed import Asker
from evidence_guide.intake.writing import text_in
from evidence_guide.model import Depth, Design, Role
from evidence_guide.proof.lookup import write_lock
from evidence_guide.proof.standing import Standing, State, crossref, unchecked
from evidence_guide.proof.standing_entries import standing_entry
from evidence_guide.rules import check


class Added(NamedTuple):
    """What became of one record: the source with its key, the source that it already is and by what that is known, how it stands."""

    source: Source
    twin: tuple[Source, str] | None
    standing: Standing


def add(
    guide: Guide, words: Sequence[str], key: str = "", asker: Asker | None = None
) -> list[Added]:
    """Adds what the words name, files or identifiers; all are read before anything is written.

    `key` is the key of the one record, `asker` who asks for identifiers; files are read without it. Raises GuideError.
    """
    _sound(guide)
    found = [pair for word in words for pair in _sources(word, asker)]
    if key and len(found) != 1:
        raise GuideError(f"--key names one record, and {len(found)} were read; leave it out")
    added = _keyed(guide, found, key)
    new = [each for each in added if not each.twin]
    if new:
        _write(guide, [each.source for each in new])
        _keep(guide, new)
    return added


def _sound(guide: Guide) -> None:
    """Refuses a bibliography or a lock that cannot be read whole: what it holds could not be told from what is new."""
    for trouble in guide.trouble:
        if trouble.rule in {"sound-bibtex", "sound-lock"} or (
            trouble.place.path.endswith("sources.bib")
            and (guide.folder / trouble.place.path).exists()
        ):
            raise GuideError(
                f"{trouble.place}: {trouble.message}; mend this first, nothing was written"
            )


def _sources(word: str, asker: Asker | None) -> list[tuple[Source, Standing]]:
    """The records that a word names, with their standing: a file is read without asking anybody."""
    if Path(word).exists():
        told = unchecked("read from a file; `evidence-guide standing` asks")
        return [(source, told) for source in exports.read(Path(word))]
    named = asking.identifier(word)
    if named is None:
        raise GuideError(
            f"`{word}` is neither a file that is there nor a DOI, PMID, PMCID or web address"
        )
    if asker is None:
        raise GuideError(
            f"`{word}` is no file, and --offline needs one: export the record (RIS, BibTeX, NBIB, CSL JSON, EndNote XML) and name that"
        )
    source = asking.source_of(named, asker)
    return [(source, crossref(source, asker.fetcher, this_day(), asker.endpoints))]


def _keyed(guide: Guide, found: Iterable[tuple[Source, Standing]], key: str) -> list[Added]:
    """Each record under a key of its own, or beside the source that it already is."""
    known = [source.item for source in guide.sources.values()]
    taken = {entry.id for entry in guide.entries} | {
        path.stem for path in (guide.folder / "evidence/findings").glob("*.yml")
    }
    added: list[Added] = []
    for source, standing in found:
        twin = keys.same(source, known)
        if key.lower() in {id.lower() for id in taken} and key and not twin:
            raise GuideError(f"`{key}` is taken; choose another key, or leave --key out")
        own = replace(source, id=key) if key else keys.keyed(source, taken)
        added.append(Added(own, twin, standing))
        if not twin:
            known.append(own)
            taken.add(own.id)
    return added


def _write(guide: Guide, sources: Sequence[Source]) -> None:
    bib = guide.folder / "evidence" / "sources.bib"
    text = text_in(bib, MOST_BIBTEX).rstrip() if bib.exists() else ""
    records = (
        "\n\n".join(
            [*([text] if text else []), *(laying.bibtex(source).rstrip() for source in sources)]
        )
        + "\n"
    )
    write({bib: records, **{_findings(guide, source.id): scaffold(source) for source in sources}})


def _findings(guide: Guide, key: str) -> Path:
    return guide.folder / "evidence" / "findings" / f"{key}.yml"


def scaffold(source: Source, **filled: str) -> str:
    """The findings file of a source with no finding in it yet; `filled` are `design`, `population`, `what` and `at` where they are known."""
    fields = dict.fromkeys(("design", "population", "what", "at"), "") | filled
    words = {"designs": " | ".join(Design), "depths": " | ".join(Depth), "roles": " | ".join(Role)}
    title = " ".join(source.title.split())
    return laying.laid(
        "findings.yml.j2",
        key=source.id,
        label=source.label,
        title=title,
        address=source.address,
        **words,
        **fields,
    )


def _keep(guide: Guide, added: Iterable[Added]) -> None:
    """Keeps in the lock what was found out about the sources' standing."""
    found = {
        each.source.id: standing_entry(each.standing, None)
        for each in added
        if each.standing.state is not State.UNCHECKED
    }
    if found:
        write_lock(replace(guide.lock, standings={**guide.lock.standings, **found}), guide)


def missing(folder: Path, sources: Iterable[Source]) -> list[Diagnostic]:
    """What the checker says of the records and the findings files of these sources: what a person must still write."""
    guide = load(folder)
    ids = {source.id for source in sources}
    files = {f"evidence/findings/{id}.yml" for id in ids}
    starts = sorted(entry.place().line for entry in guide.sources.values())
    spans = [
        (line, next((s for s in starts if s > line), 10**9))
        for id in ids
        if id in guide.sources
        for line in [guide.sources[id].place().line]
    ]
    return [
        d
        for d in check(guide)
        if d.place.path in files
        or (d.place.path.endswith("sources.bib") and any(a <= d.place.line < b for a, b in spans))
    ]


def told(added: Sequence[Added], rest: Sequence[Diagnostic]) -> str:
    """What became of each record, and what is still to be written."""
    return laying.laid("added.txt.j2", added=added, rest=rest)
