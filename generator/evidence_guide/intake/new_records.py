"""New records of sources for `sources.bib`, each with a findings file to fill in."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import NamedTuple

from evidence_guide.diagnostic import Diagnostic, GuideError, Place
from evidence_guide.files.output import write_files
from evidence_guide.files.reading import unlinked
from evidence_guide.guide import Guide
from evidence_guide.guide.bibtex import Source
from evidence_guide.guide.loader import MOST_BIBTEX, load, this_day
from evidence_guide.guide.yaml_reader import text_in
from evidence_guide.intake import exports, forms, identifiers, keys, layout
from evidence_guide.intake.new_items import Named
from evidence_guide.intake.pubmed import Asker
from evidence_guide.model import Depth, Role, Study
from evidence_guide.model.documented import described_fields
from evidence_guide.model.meaning import meanings
from evidence_guide.proof.lookup import write_lock
from evidence_guide.proof.standing import Standing, State, crossref, unchecked
from evidence_guide.proof.standing_entries import standing_entry
from evidence_guide.rules import check
from evidence_guide.text.characters import uncapitalised

Found = tuple[Source, Standing]
"""A record that was read, and the standing of its source."""
RecordStarts = list[tuple[int, str]]
"""Lines on which records begin, with their keys."""


class Added(NamedTuple):
    """The outcome for one record."""

    source: Source
    """The record with its key."""
    twin: tuple[Source, str] | None
    """The source of the guide that it is already, and the field that shows it."""
    standing: Standing
    completed: bool = False
    """Whether the source was there, but its findings file was missing and is written now."""

    @property
    def key(self) -> str:
        """The key of the source in the guide."""
        return self.twin[0].id if self.twin else self.source.id

    @property
    def is_written(self) -> bool:
        """Whether something was written for the record."""
        return self.completed or self.twin is None


def require_fit_key(key: str) -> None:
    """Raises GuideError if a key is given that cannot be one."""
    if key and forms.unfit(Named, f"id: {key}"):
        raise GuideError(f"`{key}` is not a key; use small letters and digits, such as `wang2024`")


def add_records(
    guide: Guide,
    words: Sequence[str],
    key: str = "",
    asker: Asker | None = None,
    *,
    skip: bool = False,
) -> list[Added]:
    """Adds the records that words name, as files or identifiers; returns the outcome for each.

    All are read before anything is written. Also completes what an interrupted run began.
    `key` is the key of the one record; identifiers need an asker; `skip` leaves out records of
    files that cannot be read. Raises GuideError.
    """
    _require_readable(guide)
    _require_sound(words, skip=skip)
    found: list[Found] = []
    for word in words:
        found.extend(_records(word, asker))
    if key and len(found) != 1:
        raise GuideError(f"--key names one record, and {len(found)} were read; leave it out")
    added = [_completed(guide, each) for each in _with_keys(guide, found, key)]
    _write(guide, added)
    _record_standings(guide, added)
    return added


def _require_readable(guide: Guide) -> None:
    """Raises GuideError if the bibliography or the lock has an error: new and old would mix."""
    for trouble in guide.trouble:
        path = trouble.place.path
        is_bibliography = path.endswith("sources.bib") and (guide.folder / path).exists()
        if is_bibliography or trouble.rule in {"sound-bibtex", "sound-lock"}:
            raise GuideError(
                f"{trouble.place}: {trouble.message}; fix this first, nothing was written"
            )


def _records(word: str, asker: Asker | None) -> list[Found]:
    """The records that a word names, each with its standing; a file needs no asker."""
    if Path(word).exists():
        return _records_of_file(Path(word))
    named = _identifier(word)
    if asker is None:
        raise GuideError(
            f"`{word}` is not a file, and --offline needs one: export the record (RIS, BibTeX,"
            " NBIB, CSL JSON, EndNote XML) and name that"
        )
    source = identifiers.find_source(named, asker)
    return [(source, crossref(source, asker.fetcher, this_day(), asker.endpoints))]


def _identifier(word: str) -> identifiers.Identifier:
    """The identifier in a word. Raises GuideError if it is none."""
    named = identifiers.identifier(word)
    if named is None:
        raise GuideError(
            f"`{word}` is neither a file that is there nor a DOI, PMID, PMCID or web address"
        )
    return named


def _require_sound(words: Iterable[str], *, skip: bool) -> None:
    """Raises SpoiltExport, before any service is asked, if files hold records that are unsound."""
    for path in files_among(words):
        exports.sound_records(path, exports.read_export(path), skip=skip)


def files_among(words: Iterable[str]) -> Iterator[Path]:
    """The files that words name."""
    for word in words:
        if Path(word).exists():
            yield Path(word)


def _records_of_file(path: Path) -> list[Found]:
    standing = unchecked(_FROM_FILE)
    return [(source, standing) for source in exports.read_export(path).sources]


_FROM_FILE = "read from a file; `evidence-guide standing` asks"


def _with_keys(guide: Guide, found: Iterable[Found], key: str) -> Iterator[Added]:
    """Each record under a key of its own, or beside the source that it already is."""
    known = keys.KnownSources(map(attrgetter("item"), guide.sources.values()))
    taken = keys.Keys(_taken(guide))
    for source, standing in found:
        twin = known.same(source)
        own = _keyed(source, key, taken, is_new=twin is None)
        if not twin:
            known.add(own)
            taken.add(own.id)
        yield Added(own, twin, standing)


def _keyed(source: Source, key: str, taken: keys.Keys, *, is_new: bool) -> Source:
    """A record under the key that is wished for, or under a free one."""
    if not key:
        return taken.keyed(source)
    if is_new and key in taken:
        raise GuideError(f"`{key}` is taken; choose another key, or leave --key out")
    return replace(source, id=key)


def _taken(guide: Guide) -> Iterator[str]:
    """The ids of the guide and the names of its findings files."""
    for entry in guide.entries:
        yield entry.id
    for path in (guide.folder / "evidence/findings").glob("*.yml"):
        yield path.stem


def _completed(guide: Guide, each: Added) -> Added:
    """The outcome, which says whether a missing findings file is written for a known source."""
    if each.twin is None:
        return each
    is_recorded = each.key in guide.sources and each.key not in guide.readings
    return each._replace(completed=is_recorded and not _findings_path(guide, each.key).exists())


def _write(guide: Guide, added: Sequence[Added]) -> None:
    """Writes the records, then the findings files.

    If this dies in between, the records say which files are missing.
    """
    files = dict(_bibliography_file(guide, added))
    files.update(_findings_files(guide, added))
    if files:
        unlinked(files, guide.folder)
        write_files(files)


def _findings_files(guide: Guide, added: Iterable[Added]) -> Iterator[tuple[Path, str]]:
    """The new findings files, each with its text."""
    for each in added:
        if each.is_written:
            source = replace(each.source, id=each.key)
            yield _findings_path(guide, each.key), scaffold(source)


def _bibliography_file(guide: Guide, added: Sequence[Added]) -> Iterator[tuple[Path, str]]:
    """The bibliography with its new text, if there are new records."""
    new = [each.source for each in added if each.twin is None]
    if new:
        path = guide.folder / "evidence" / "sources.bib"
        here = text_in(path, guide.folder, MOST_BIBTEX) if path.exists() else ""
        yield path, _bibliography(here, new)


def _bibliography(here: str, new: Iterable[Source]) -> str:
    """The text of a bibliography with new records at its end."""
    records = [here, *map(layout.bibtex_record, new)]
    return "\n\n".join(filter(None, map(str.rstrip, records))) + "\n"


def _findings_path(guide: Guide, key: str) -> Path:
    return guide.folder / "evidence" / "findings" / f"{key}.yml"


def scaffold(source: Source, **filled: str) -> str:
    """The findings file of a source, without a finding.

    `filled` are fields of the study, `what` and `at`, where they are known.
    """
    return layout.filled_template(
        "findings.yml.j2",
        key=source.id,
        label=source.label,
        title=" ".join(source.title.split()),
        address=source.address,
        study=[_study_line(name, filled.get(name, "")) for name in meanings(Study)],
        what=filled.get("what", ""),
        at=filled.get("at", ""),
        depths=" | ".join(Depth),
        roles=" | ".join(Role),
    )


class _StudyLine(NamedTuple):
    """A fact of a study to fill in."""

    name: str
    value: str
    hint: str
    required: bool


def _study_line(name: str, value: str) -> _StudyLine:
    """The line of one field, with the words to choose from or the description as its hint."""
    info = described_fields(Study)[name]
    about = (info.description or "").rstrip(".")
    hint = " | ".join(forms.choices(info)) or uncapitalised(about)
    return _StudyLine(name, value, hint, info.is_required())


def _record_standings(guide: Guide, added: Iterable[Added]) -> None:
    """Writes the standings that were looked up to the lock, where it has none of the source."""
    standings = dict(guide.lock.standings)
    for each in added:
        if _is_newly_known(each, guide):
            standings[each.key] = standing_entry(each.standing, None)
    if standings != guide.lock.standings:
        write_lock(replace(guide.lock, standings=standings), guide)


def _is_newly_known(each: Added, guide: Guide) -> bool:
    """Whether a standing was looked up that the lock does not have."""
    is_known = each.twin is not None and each.key in guide.lock.standings
    return each.standing.state is not State.UNCHECKED and not is_known


def left_to_write(folder: Path, keys: Iterable[str]) -> list[Diagnostic]:
    """The diagnostics of the records with these keys and of their findings files.

    They say what a person must still write. Loads the guide again.
    """
    guide = load(folder)
    new = frozenset(keys)
    files = {f"evidence/findings/{key}.yml" for key in new}
    starts = _record_starts(guide)

    def concerns(diagnostic: Diagnostic) -> bool:
        place = diagnostic.place
        return place.path in files or _record_at(starts, place) in new

    return list(filter(concerns, check(guide)))


def _record_starts(guide: Guide) -> RecordStarts:
    """The line on which each record of the bibliography begins, with its key."""
    return sorted((entry.place().line, key) for key, entry in guide.sources.items())


def _record_at(starts: RecordStarts, place: Place) -> str:
    """The key of the record that holds a place; "" outside the bibliography."""
    if not place.path.endswith("sources.bib"):
        return ""
    before = bisect_right(starts, place.line, key=itemgetter(0))
    return starts[before - 1][1] if before else ""


def added_summary(added: Sequence[Added], rest: Sequence[Diagnostic]) -> str:
    """The outcome for each record on a line, and what is still to be written."""
    few = len(added) == 1
    return layout.filled_template(
        "added.txt.j2", added=added, rest=rest if few else [], kinds=[] if few else _kinds(rest)
    )


def _kinds(rest: Iterable[Diagnostic]) -> list[tuple[int, str, str]]:
    """What is still to be written: how often, what, and one place of it."""
    places: dict[str, list[str]] = {}
    for diagnostic in rest:
        places.setdefault(_message(diagnostic), []).append(str(diagnostic.place))
    return [(len(found), message, found[0]) for message, found in places.items()]


_QUOTED = re.compile(r"`[^`]*`")


def _is_of_one(diagnostic: Diagnostic) -> bool:
    """Whether a complaint names one thing, as those about a record do."""
    return diagnostic.place.path.endswith("sources.bib")


def _message(diagnostic: Diagnostic) -> str:
    """The message, without the name of the one thing that it is about."""
    if not _is_of_one(diagnostic):
        return diagnostic.message
    return _QUOTED.sub("`…`", diagnostic.message) or diagnostic.message
