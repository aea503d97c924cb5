"""Claims rest on findings, findings on sources, steps on claims; none dangles or is forgotten."""

from collections.abc import Collection, Iterator

from evidence_guide.diagnostic import Place, Route
from evidence_guide.guide import Entry, Guide
from evidence_guide.guide.bibtex import Source
from evidence_guide.guide.markdown_citations import Citation
from evidence_guide.model import (
    Change,
    Choice,
    Claim,
    ClaimKind,
    ClaimsFile,
    Excluded,
    Finding,
    FindingsFile,
    GuideFile,
    Rereading,
    Retired,
    StageFile,
    Step,
    Table,
)
from evidence_guide.rules.rule import Complaint, Complaints, absent, advising, rule, unknown
from evidence_guide.text.nearest import near
from evidence_guide.view.citation_lists import Support, supports

_Findings = Iterator[Entry[Finding]]
_GUIDE = "evidence/guide.yml"


@rule("evidence/claims/sleep.yml", "rests_on: [doe2020-sleep, roe2021-sleep]", "rests_on: []")
def claim_rests_on_finding(claim: Entry[Claim], guide: Guide) -> Complaints:
    """Every claim rests on at least one finding; only a gap may rest on none.

    This is the promise of the guide: nothing is stated without a citation.
    """
    if _lacks_ground(claim.item):
        yield claim.place("rests_on"), f"claim `{claim.id}` rests on nothing", _NAME_FINDINGS


def _lacks_ground(claim: Claim) -> bool:
    """Whether a claim rests on nothing though it is no gap."""
    return not claim.rests_on and claim.kind is not ClaimKind.GAP


_NAME_FINDINGS = "name the findings in `rests_on: [...]`, or make it a `gap` with its search"


@rule(
    "evidence/claims/sleep.yml",
    "rests_on: [doe2020-sleep, roe2021-sleep]",
    "rests_on: [doe2020-slep, roe2021-sleep]",
)
def known_reference(guide: Guide) -> Complaints:
    """Every id that a claim, step, term, row or popular claim names exists and is of the right
    kind.

    A citation that leads nowhere is worse than none: it looks like proof.
    """
    for support in supports(guide):
        known, kind = _wanted(support, guide)
        if _file_of(kind) not in guide.unread:
            yield from _unknown(support, known, kind)


def _file_of(kind: str) -> type:
    """The kind of file that holds what a list of citations names."""
    return FindingsFile if kind == "finding" else ClaimsFile


def _unknown(support: Support, known: Collection[str], kind: str) -> Complaints:
    """Complaints about the ids in a list of citations that do not exist."""
    hint = f"write the {kind} first, or remove the id"
    for place, id in absent(support.entry, support.route, support.ids, known):
        yield unknown(place, kind, id, known, hint)


def _wanted(support: Support, guide: Guide) -> tuple[Collection[str], str]:
    """The ids that a list of citations may name, and what they are called."""
    field = support.route[-1]
    if field in {"rests_on", "disputed_by"}:
        return guide.findings, "finding"
    if field == "follows":
        return _guidance(guide), "claim of kind `guidance` or `threshold`"
    return guide.claims, "claim"


def _guidance(guide: Guide) -> list[str]:
    """The claims that say what a body advises."""
    claims = guide.claims.items()
    return [id for id, claim in claims if claim.item.kind.advises]


@rule("evidence/findings/doe2020.yml", "unseen: [doe2020-warm]", "unseen: [doe2020-worm]")
def known_unseen_finding(file: Entry[FindingsFile], guide: Guide) -> Complaints:
    """What a second reading could not see again is a finding of that file.

    A misspelt id would let the finding pass for read twice.
    """
    second = file.item.read.second
    if second is None:
        return
    own = [finding.id for finding in file.item.findings]
    for place, id in absent(file, ("read", "second", "unseen"), second.unseen, own):
        yield unknown(place, "finding of this file", id, own, "remove the id")


@rule("evidence/claims/sleep.yml", "  - id: sleep-gap", "  - id: sleep-faster")
def unique_id(guide: Guide) -> Complaints:
    """No id is used twice in the guide, and none that was retired is used again.

    An id is an address for ever: two things cannot live there.
    """
    seen: dict[str, Entry[object]] = {}
    for entry in _identified(guide):
        first = seen.setdefault(entry.id, entry)
        if entry.id in guide.retired:
            yield _retired_id(entry)
        if first is not entry and not isinstance(entry.item, Source):
            yield _used_already(entry, first)


def _identified(guide: Guide) -> Iterator[Entry[object]]:
    """The items that have an id of their own."""
    for entry in guide.entries:
        if not isinstance(entry.item, _WITHOUT_OWN_ID):
            yield entry


_WITHOUT_OWN_ID = Citation | GuideFile | FindingsFile | Retired | Excluded | Rereading


def _used_already(entry: Entry[object], first: Entry[object]) -> Complaint:
    message = f"`{entry.id}` is used already at {first.place('id')}"
    return entry.place("id"), message, "choose another id"


def _retired_id(entry: Entry[object]) -> Complaint:
    hint = "choose a new id; retired ids are never used again"
    return entry.place("id"), f"`{entry.id}` was retired", hint


@rule("evidence/findings/roe2021.yml", "  - id: roe2021-sleep", "  - id: roe2021-slept")
def finding_is_used(guide: Guide) -> Complaints:
    """Every finding is cited by a claim, a term or a table row.

    What nobody cites was either forgotten or left out of a claim that it speaks against.
    """
    if not guide.unread:
        yield from map(_uncited, _unused(guide))


def _unused(guide: Guide) -> _Findings:
    """The findings that nothing cites."""
    cited = set(_cited(guide))
    for finding in guide.all(Finding):
        if finding.id not in cited:
            yield finding


def _uncited(finding: Entry[Finding]) -> Complaint:
    hint = "cite it in `rests_on` or `disputed_by`, or remove it"
    return finding.place("id"), f"nobody cites finding `{finding.id}`", hint


def _cited(guide: Guide) -> Iterator[str]:
    """The ids that the evidence and the hand-written pages cite."""
    for support in supports(guide):
        yield from support.ids
    for citation in guide.all(Citation):
        yield from citation.item.ids


@rule("evidence/stages/evening.yml", "for: everyone", "for: [shift-worker]")
def known_profile(guide: Guide) -> Complaints:
    """Every profile that a step or a choice names is described in `guide.yml`.

    A step for an unknown profile would be shown to nobody.
    """
    if GuideFile in guide.unread:
        return
    known = set(_profiles(guide))
    hint = "describe it in `profiles` of evidence/guide.yml"
    for entry in advising(guide):
        for route, profiles in _named_profiles(entry.item):
            for place, id in absent(entry, route, profiles, known):
                yield unknown(place, "profile", id, known, hint)


def _named_profiles(item: Step | Choice) -> Iterator[tuple[Route, tuple[str, ...]]]:
    """The profiles that a step and its actions name, or a choice, each list with its route."""
    if isinstance(item.whom, tuple):
        yield ("for",), item.whom
    for number, action in enumerate(item.how if isinstance(item, Step) else ()):
        if isinstance(action.whom, tuple):
            yield ("how", number, "for"), action.whom


def _profiles(guide: Guide) -> Iterator[str]:
    """The ids of the profiles that the guide describes."""
    for file in guide.all(GuideFile):
        for profile in file.item.profiles:
            yield profile.id


@rule("evidence/guide.yml", "topics: [sleep]", "topics: [slep]")
def guide_names_its_parts(guide: Guide) -> Complaints:
    """`guide.yml` exists and names every stage, topic and table that exists, and no other.

    It decides the order in which a reader meets them; one that is not named would not be met.
    """
    file = next(guide.all(GuideFile), None)
    if file is None:
        yield from _missing_guide_file(guide)
        return
    for name, known in _nameable(guide):
        yield from _unknown_names(file, name, known)
        yield from _unnamed(file, name, known)


def _nameable(guide: Guide) -> Iterator[tuple[str, Collection[str]]]:
    """The parts that `guide.yml` may name by its field, as far as their files could be read."""
    if StageFile not in guide.unread:
        yield "stages", guide.stages
        yield "home", guide.steps
    if ClaimsFile not in guide.unread:
        yield "topics", guide.topics
    if Table not in guide.unread:
        yield "tables", guide.tables


@rule(
    "evidence/stages/evening.yml",
    "steps:\n  - id: drink-tea",
    "handout: [drink-tee]\nsteps:\n  - id: drink-tea",
)
def handout_names_its_steps(stage: Entry[StageFile], guide: Guide) -> Complaints:
    """`handout` names steps of its own stage.

    A hand-out is one side of paper; it prints these steps and names the others.
    """
    steps = {step.id for step in stage.item.steps}
    hint = "name a step of this stage"
    for place, id in absent(stage, ("handout",), stage.item.handout, steps):
        yield unknown(place, "step of this stage", id, steps, hint)


def _missing_guide_file(guide: Guide) -> Complaints:
    """The complaint that there is no `guide.yml`; one that cannot be read has its own."""
    if any(document.path == _GUIDE for document in guide.documents):
        return
    yield Place(_GUIDE), f"{_GUIDE} is missing", f"write it, with {', '.join(_needed_fields())}"


def _needed_fields() -> Iterator[str]:
    """The fields without which there is no `guide.yml`."""
    for name, field in GuideFile.model_fields.items():
        if field.is_required():
            yield name


def _unknown_names(file: Entry[GuideFile], name: str, known: Collection[str]) -> Complaints:
    for place, id in absent(file, (name,), getattr(file.item, name), known):
        hint = near(id, known, "write it first, or remove the id")
        yield place, f"`{id}` is not one of the {name}", hint, (id,)


def _unnamed(file: Entry[GuideFile], name: str, known: Collection[str]) -> Complaints:
    if name == "home":
        return
    for id in sorted(set(known).difference(getattr(file.item, name))):
        yield _not_named(file.place(name), name, id)


def _not_named(place: Place, name: str, id: str) -> Complaint:
    hint = f"add `{id}` where a reader should meet it"
    return place, f"`{id}` is not named in `{name}`", hint, (id,)


@rule(
    "evidence/tables/cups.yml",
    'cells: {drink: Tea, country: Teeland, cups: "200"}',
    'cells: {drink: Tea, country: Teeland, cup: "200"}',
)
def cells_fit_columns(table: Entry[Table], guide: Guide) -> Complaints:
    """Every row has one cell for each column of its table, and no other.

    An empty cell looks like a zero; write `not known` where nothing is known.
    """
    columns = [column.id for column in table.item.columns]
    for number, row in enumerate(table.item.rows):
        yield from _cells_without_column(table, number, columns)
        missing = [id for id in columns if id not in row.cells]
        if missing:
            yield _lacks_cells(table.place("rows", number, "cells"), row.id, missing)


def _lacks_cells(place: Place, row: str, missing: list[str]) -> Complaint:
    message = f"row `{row}` has no cell for {', '.join(missing)}"
    return place, message, "add it; write `not known` where nothing is known"


def _cells_without_column(table: Entry[Table], number: int, columns: list[str]) -> Complaints:
    hint = f"columns are: {', '.join(columns)}"
    for id in table.item.rows[number].cells:
        if id not in columns:
            place = table.place("rows", number, "cells", id)
            yield unknown(place, "column", id, columns, hint)


@rule(
    "evidence/tables/cups.yml",
    'sentences: {cups: "{} mL in a cup"}',
    'sentences: {cups: "mL in a cup"}',
)
def sentence_fits_column(table: Entry[Table], guide: Guide) -> Complaints:
    """Each of a table's `sentences` belongs to a column of it, and holds one `{}` for the value.

    Without it a reader of My plan would see a sentence without its number.
    """
    columns = [column.id for column in table.item.columns]
    hint = f"columns are: {', '.join(columns)}"
    for id, sentence in table.item.sentences.items():
        place = table.place("sentences", id)
        if id not in columns:
            yield unknown(place, "column", id, columns, hint)
        elif sentence.count("{}") != 1:
            yield place, f"`{sentence}` has no single place for the value", "write `{}` once"


@rule("docs/about.md", "[@sleep-faster]", "[@sleep-fastr]")
def known_citation(citation: Entry[Citation], guide: Guide) -> Complaints:
    """Every `[@id]` on a hand-written page names a claim or a finding.

    Hand-written pages are held to the rules of the evidence.
    """
    if {ClaimsFile, FindingsFile} & guide.unread:
        return
    known = {**guide.claims, **guide.findings}
    for id in citation.item.ids:
        if id not in known:
            yield _uncitable(citation.place(), id, known)


def _uncitable(place: Place, id: str, known: Collection[str]) -> Complaint:
    """The complaint about a citation of neither a claim nor a finding."""
    hint = "cite a claim or a finding by its id"
    return unknown(place, "claim or finding", id, known, hint)


@rule("evidence/retired.yml", "replaced_by: sleep-faster", "replaced_by: sleep-fast")
def replacement_exists(retired: Entry[Retired], guide: Guide) -> Complaints:
    """What replaces a retired id exists.

    Its old address sends readers there.
    """
    id = retired.item.replaced_by
    known = _addressed(guide)
    if id and id not in known and not guide.unread:
        hint = near(id, known, "name what replaced it, or remove the field")
        yield _nothing(retired.place("replaced_by"), id, hint)


@rule("evidence/changes.yml", "about: [sleep-faster]", "about: [sleep-fast]")
def change_is_about_something(change: Entry[Change], guide: Guide) -> Complaints:
    """What a change is about exists.

    Who reads that something changed wants to see it as it is now.
    """
    if guide.unread:
        return
    known = _addressed(guide)
    for place, id in absent(change, ("about",), change.item.about, known):
        yield _nothing(place, id, near(id, known, "name what changed, or remove the id"))


def _nothing(place: Place, id: str, hint: str) -> Complaint:
    """The complaint that nothing has an id."""
    return place, f"nothing is called `{id}`", hint, (id,)


def _addressed(guide: Guide) -> set[str]:
    """The ids of all that has an address of its own."""
    return {
        *guide.sources,
        *guide.findings,
        *guide.claims,
        *guide.steps,
        *guide.choices,
        *guide.stages,
        *guide.topics,
        *guide.tables,
        *guide.terms,
        *guide.popular,
    }
