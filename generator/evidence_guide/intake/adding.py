"""The command `add`: records of sources into `sources.bib`, each with a findings file to fill in."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from evidence_guide.diagnostic import Diagnostic, GuideError, Place
from evidence_guide.files.output import write_files
from evidence_guide.files.reading import unlinked
from evidence_guide.guide import Guide
from evidence_guide.guide.bibtex import Source
from evidence_guide.guide.loader import MOST_BIBTEX, load, this_day
from evidence_guide.guide.yaml_reader import text_in
from evidence_guide.intake import asking, exports, keys, laying
from evidence_guide.intake.forms import choices
from evidence_guide.intake.pubmed import Asker
from evidence_guide.model import Depth, Role, Study
from evidence_guide.model.meaning import meanings
from evidence_guide.proof.lookup import write_lock
from evidence_guide.proof.standing import Standing, State, crossref, unchecked
from evidence_guide.proof.standing_entries import standing_entry
from evidence_guide.rules import check


class Added(NamedTuple):
    """What became of one record: the source with its key, the source that it already is and by what that is known, how it stands."""

    source: Source
    twin: tuple[Source, str] | None
    standing: Standing
    completed: bool = False
    """Whether the source was there, but its findings file was missing and is written now."""


def add_records(
    guide: Guide, words: Sequence[str], key: str = "", asker: Asker | None = None
) -> list[Added]:
    """Adds what the words name, files or identifiers, and completes what an interrupted run began; all are read before anything is written.

    `key` is the key of the one record, `asker` who asks for identifiers; files are read without it. Raises GuideError.
    """
    _sound(guide)
    found = [pair for word in words for pair in _sources(word, asker)]
    if key and len(found) != 1:
        raise GuideError(f"--key names one record, and {len(found)} were read; leave it out")
    added = _keyed(guide, found, key)
    added = [each._replace(completed=_is_begun(guide, each)) for each in added]
    new = [each.source for each in added if not each.twin]
    begun = [
        replace(each.source, id=each.twin[0].id) for each in added if each.twin and each.completed
    ]
    if new or begun:
        _write(guide, new, begun)
    _keep(guide, added)
    return added


def _is_begun(guide: Guide, each: Added) -> bool:
    """Whether a record is in the bibliography without the findings file that belongs to it."""
    key = each.twin[0].id if each.twin else ""
    return key in guide.sources and key not in guide.readings and not _findings(guide, key).exists()


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
        return [(source, told) for source in exports.read_export(Path(word))]
    named = asking.identifier(word)
    if named is None:
        raise GuideError(
            f"`{word}` is neither a file that is there nor a DOI, PMID, PMCID or web address"
        )
    if asker is None:
        raise GuideError(
            f"`{word}` is no file, and --offline needs one: export the record (RIS, BibTeX, NBIB, CSL JSON, EndNote XML) and name that"
        )
    source = asking.find_source(named, asker)
    return [(source, crossref(source, asker.fetcher, this_day(), asker.endpoints))]


def _keyed(guide: Guide, found: Iterable[tuple[Source, Standing]], key: str) -> list[Added]:
    """Each record under a key of its own, or beside the source that it already is."""
    known = keys.Known(source.item for source in guide.sources.values())
    files = (guide.folder / "evidence/findings").glob("*.yml")
    taken = keys.Keys({entry.id for entry in guide.entries} | {path.stem for path in files})
    added: list[Added] = []
    for source, standing in found:
        twin = known.same(source)
        if key and key in taken and not twin:
            raise GuideError(f"`{key}` is taken; choose another key, or leave --key out")
        own = replace(source, id=key) if key else taken.keyed(source)
        added.append(Added(own, twin, standing))
        if not twin:
            known.add(own)
            taken.add(own.id)
    return added


def _write(guide: Guide, sources: Sequence[Source], begun: Sequence[Source]) -> None:
    """Writes the records, then the findings files: if this dies in between, the records say which files are missing."""
    bib = guide.folder / "evidence" / "sources.bib"
    text = text_in(bib, guide.folder, MOST_BIBTEX).rstrip() if bib.exists() else ""
    records = (
        "\n\n".join(
            [*([text] if text else []), *(laying.bibtex(source).rstrip() for source in sources)]
        )
        + "\n"
    )
    files = {_findings(guide, source.id): scaffold(source) for source in (*sources, *begun)}
    new = {bib: records, **files} if sources else files
    unlinked(new, guide.folder)
    write_files(new)


def _findings(guide: Guide, key: str) -> Path:
    return guide.folder / "evidence" / "findings" / f"{key}.yml"


def scaffold(source: Source, **filled: str) -> str:
    """The findings file of a source with no finding in it yet; `filled` are `design`, `population`, `what` and `at` where they are known."""
    fields = {name: filled.get(name, "") for name in ("what", "at")}
    words = {"depths": " | ".join(Depth), "roles": " | ".join(Role)}
    title = " ".join(source.title.split())
    return laying.laid(
        "findings.yml.j2",
        key=source.id,
        label=source.label,
        title=title,
        address=source.address,
        study=[_study_line(name, filled.get(name, "")) for name in meanings(Study)],
        **words,
        **fields,
    )


class _StudyLine(NamedTuple):
    """A fact of a study to fill in."""

    name: str
    value: str
    hint: str
    required: bool


def _study_line(name: str, value: str) -> _StudyLine:
    """The line of one field, with the words to choose from or the description as its hint."""
    info = Study.model_fields[name]
    about = (info.description or "").rstrip(".")
    hint = " | ".join(choices(info)) or about[:1].lower() + about[1:]
    return _StudyLine(name, value, hint, info.is_required())


def _keep(guide: Guide, added: Iterable[Added]) -> None:
    """Keeps in the lock what was found out about the sources' standing, where it holds nothing of them yet."""
    asked = {
        each.twin[0].id if each.twin else each.source.id: each
        for each in added
        if each.standing.state is not State.UNCHECKED
    }
    found = {
        key: standing_entry(each.standing, None)
        for key, each in asked.items()
        if not each.twin or key not in guide.lock.standings
    }
    if found:
        write_lock(replace(guide.lock, standings={**guide.lock.standings, **found}), guide)


def missing(folder: Path, sources: Iterable[Source]) -> list[Diagnostic]:
    """What the checker says of the records and the findings files of these sources: what a person must still write."""
    guide = load(folder)
    ids = {source.id for source in sources}
    files = {f"evidence/findings/{id}.yml" for id in ids}
    starts = sorted((entry.place().line, id) for id, entry in guide.sources.items())
    lines = [line for line, _ in starts]

    def concerns(place: Place) -> bool:
        before = bisect_right(lines, place.line)
        return place.path.endswith("sources.bib") and bool(before) and starts[before - 1][1] in ids

    return [d for d in check(guide) if d.place.path in files or concerns(d.place)]


def added_summary(added: Sequence[Added], rest: Sequence[Diagnostic]) -> str:
    """What became of each record, and what is still to be written."""
    return laying.laid("added.txt.j2", added=added, rest=rest)
