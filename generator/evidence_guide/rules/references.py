"""Every claim rests on a finding, every finding on a source, every step on a claim; nothing dangles, nothing is forgotten."""

from collections.abc import Iterable, Iterator

from evidence_guide.diagnostic import Place
from evidence_guide.guide import Entry, Guide
from evidence_guide.guide.bibtex import Source
from evidence_guide.guide.markdown_citations import Citation
from evidence_guide.model import (
    Change,
    Claim,
    ClaimKind,
    ClaimsFile,
    Excluded,
    Finding,
    FindingsFile,
    GuideFile,
    Retired,
    StageFile,
    Step,
    Table,
)
from evidence_guide.rules.rule import Complaint, rule
from evidence_guide.text.nearest import near
from evidence_guide.text.web_addresses import plain_doi, plain_pmcid, plain_pmid
from evidence_guide.view.citation_lists import Support, supports


@rule("evidence/claims/sleep.yml", "rests_on: [doe2020-sleep, roe2021-sleep]", "rests_on: []")
def claim_rests_on_finding(claim: Entry[Claim], guide: Guide) -> Iterator[Complaint]:
    """Every claim rests on at least one finding; only a gap may rest on none.

    This is the promise of the guide: nothing is stated without a citation.
    """
    if not claim.item.rests_on and claim.item.kind is not ClaimKind.GAP:
        yield (
            claim.place("rests_on"),
            f"claim `{claim.id}` rests on nothing",
            "name the findings in `rests_on: [...]`, or make it a `gap` with its search",
        )


@rule(
    "evidence/claims/sleep.yml",
    "rests_on: [doe2020-sleep, roe2021-sleep]",
    "rests_on: [doe2020-slep, roe2021-sleep]",
)
def known_reference(guide: Guide) -> Iterator[Complaint]:
    """Every id that a claim, step, term, row or popular claim names exists and is of the right kind.

    A citation that leads nowhere is worse than none: it looks like proof.
    """
    for support in supports(guide):
        known, kind = _wanted(support, guide)
        if (FindingsFile if kind == "finding" else ClaimsFile) in guide.unread:
            continue
        for number, id in enumerate(support.ids):
            if id not in known:
                place = support.entry.place(*support.route, number)
                yield (
                    place,
                    f"no {kind} is called `{id}`",
                    near(id, known, f"write the {kind} first, or remove the id"),
                    (support.entry.id, id),
                )


def _wanted(support: Support, guide: Guide) -> tuple[Iterable[str], str]:
    if support.route[-1] in {"rests_on", "disputed_by"}:
        return guide.findings, "finding"
    if support.route[-1] == "follows":
        return {
            id: c for id, c in guide.claims.items() if c.item.kind is ClaimKind.GUIDANCE
        }, "claim of kind `guidance`"
    return guide.claims, "claim"


@rule("evidence/findings/doe2020.yml", "source: doe2020", "source: doe2002")
def known_source(file: Entry[FindingsFile], guide: Guide) -> Iterator[Complaint]:
    """Every findings file is named for its source, which stands in `sources.bib`.

    A finding without a publication cannot be looked up.
    """
    key = file.item.source
    if key not in guide.sources:
        yield (
            file.place("source"),
            f"no source is called `{key}`",
            near(key, guide.sources, f"add `{key}` to evidence/sources.bib"),
        )
    elif not file.document.path.endswith(f"/{key}.yml"):
        yield (
            file.place("source"),
            f"the file is not named for its source `{key}`",
            f"rename it to evidence/findings/{key}.yml",
        )


@rule("evidence/findings/doe2020.yml", "unseen: [doe2020-warm]", "unseen: [doe2020-worm]")
def known_unseen_finding(file: Entry[FindingsFile], guide: Guide) -> Iterator[Complaint]:
    """What a second reading could not see again is a finding of that file.

    A misspelt id would let the finding pass for read twice.
    """
    second, own = file.item.read.second, [finding.id for finding in file.item.findings]
    for number, id in enumerate(second.unseen if second else ()):
        if id not in own:
            yield (
                file.place("read", "second", "unseen", number),
                f"no finding of this file is called `{id}`",
                near(id, own, "remove the id"),
            )


@rule("evidence/claims/sleep.yml", "  - id: sleep-gap", "  - id: sleep-faster")
def unique_id(guide: Guide) -> Iterator[Complaint]:
    """No id is used twice in the guide, and none that was retired is used again.

    An id is an address for ever: two things cannot live there.
    """
    seen: dict[str, Entry[object]] = {}
    for entry in guide.entries:
        if isinstance(entry.item, Citation | GuideFile | FindingsFile | Retired | Excluded):
            continue
        first = seen.setdefault(entry.id, entry)
        if entry.id in guide.retired:
            yield (
                entry.place("id"),
                f"`{entry.id}` was retired",
                "choose a new id; retired ids are never used again",
            )
        if first is not entry and not isinstance(entry.item, Source):
            yield (
                entry.place("id"),
                f"`{entry.id}` is used already at {first.place('id')}",
                "choose another id",
            )


@rule("evidence/sources.bib", "doi = {10.1000/roe.2021}", "doi = {10.1000/doe.2020}")
def unique_source(guide: Guide) -> Iterator[Complaint]:
    """No DOI, PMID or PMCID stands in two records.

    One study cited under two keys would count twice.
    """
    seen: dict[tuple[str, str], str] = {}
    for source in guide.all(Source):
        for name in ("doi", "pmid", "pmcid"):
            value = source.item.fields.get(name, "").lower().removeprefix("https://doi.org/")
            first = seen.setdefault((name, value), source.id) if value else source.id
            if first != source.id:
                yield (
                    source.place(name),
                    f"{name} {value} is that of `{first}` too",
                    "keep one record and cite that",
                    (first,),
                )


@rule("evidence/sources.bib", "doi = {10.1000/roe.2021}", "doi = {10.1000roe.2021}")
def sound_identifier(source: Entry[Source], guide: Guide) -> Iterator[Complaint]:
    """A DOI, PMID or PMCID has the form that its registry gives it.

    It is the way to the source, for a reader and for `evidence-guide verify`.
    """
    for name, (form, shape) in _IDENTIFIERS.items():
        value = source.item.fields.get(name)
        if value is not None and not form(value):
            yield source.place(name), f"`{value}` is no {name.upper()}", f"write it as `{shape}`"


_IDENTIFIERS = {
    "doi": (plain_doi, "10.1000/xyz"),
    "pmid": (plain_pmid, "12345678"),
    "pmcid": (plain_pmcid, "PMC1234567"),
}


@rule("evidence/sources.bib", "  author = {{Board of Tea}},\n", "")
def source_can_be_found(source: Entry[Source], guide: Guide) -> Iterator[Complaint]:
    """Every source has a title, a year or a day of access, a DOI, PMID, PMCID, ISBN or address, and without the first three an author or body.

    A reader must be able to find it.
    """
    item = source.item
    if not item.fields.get("title"):
        yield source.place(), f"`{source.id}` has no title", "add `title = {...}`"
    if not item.authors and not item.editors and not {"doi", "pmid", "pmcid"} & item.fields.keys():
        yield (
            source.place(),
            f"`{source.id}` has no author",
            "add `author = {Last, First}` or `author = {{Name of the body}}`",
        )
    if item.year == "n.d." and not item.fields.get("urldate"):
        yield (
            source.place(),
            f"`{source.id}` has no year",
            "add `year = {...}`, or `urldate = {...}` for an undated page",
        )
    if not item.links and "isbn" not in item.fields:
        yield (
            source.place(),
            f"`{source.id}` cannot be looked up",
            "add `doi`, `pmid`, `pmcid`, `isbn` or `url`",
        )


@rule("evidence/findings/roe2021.yml", "  - id: roe2021-sleep", "  - id: roe2021-slept")
def finding_is_used(guide: Guide) -> Iterator[Complaint]:
    """Every finding is cited by a claim, a term or a table row.

    What nobody cites was either forgotten or left out of a claim that it speaks against.
    """
    cited = {id for support in supports(guide) for id in support.ids}
    cited |= {id for page in guide.all(Citation) for id in page.item.ids}
    for finding in () if guide.unread else guide.all(Finding):
        if finding.id not in cited:
            yield (
                finding.place("id"),
                f"nobody cites finding `{finding.id}`",
                "cite it in `rests_on` or `disputed_by`, or remove it",
            )


@rule(
    "evidence/sources.bib",
    "",
    "@misc{poe2022, author = {Poe, Ann}, title = {Unread}, year = 2022, url = {https://example.org/}}\n",
)
def source_is_used(source: Entry[Source], guide: Guide) -> Iterator[Complaint]:
    """Every source has findings.

    A bibliography is a list of what was used, not of what was met.
    """
    if source.id not in guide.readings and FindingsFile not in guide.unread:
        yield (
            source.place(),
            f"source `{source.id}` has no findings",
            f"write evidence/findings/{source.id}.yml, or remove the record",
        )


@rule("evidence/stages/evening.yml", "for: everyone", "for: [shift-worker]")
def known_profile(step: Entry[Step], guide: Guide) -> Iterator[Complaint]:
    """Every profile that a step names is described in `guide.yml`.

    A step for an unknown profile would be shown to nobody.
    """
    known = {profile.id for file in guide.all(GuideFile) for profile in file.item.profiles}
    for number, id in enumerate(step.item.whom if step.item.whom != "everyone" else ()):
        if id not in known:
            yield (
                step.place("for", number),
                f"no profile is called `{id}`",
                near(id, known, "describe it in `profiles` of evidence/guide.yml"),
            )


@rule("evidence/guide.yml", "topics: [sleep]", "topics: [slep]")
def guide_names_its_parts(guide: Guide) -> Iterator[Complaint]:
    """`guide.yml` stands there and names every stage, topic and table that exists, and no other.

    It decides the order in which a reader meets them; one that is not named would not be met.
    """
    file = next(guide.all(GuideFile), None)
    if file is None:
        if not any(d.path == "evidence/guide.yml" for d in guide.documents):
            needed = ", ".join(
                name for name, field in GuideFile.model_fields.items() if field.is_required()
            )
            yield (
                Place("evidence/guide.yml"),
                "evidence/guide.yml is missing",
                f"write it, with {needed}",
            )
        return
    parts: dict[str, tuple[Iterable[str], type]] = {
        "stages": (guide.stages, StageFile),
        "topics": (guide.topics, ClaimsFile),
        "tables": (guide.tables, Table),
        "home": (guide.steps, StageFile),
    }
    read = {name: known for name, (known, kind) in parts.items() if kind not in guide.unread}
    for name, known in read.items():
        named: tuple[str, ...] = getattr(file.item, name)
        for number, id in enumerate(named):
            if id not in known:
                yield (
                    file.place(name, number),
                    f"`{id}` is not one of the {name}",
                    near(id, known, "write it first, or remove the id"),
                    (id,),
                )
        if name != "home":
            for id in sorted(set(known) - set(named)):
                yield (
                    file.place(name),
                    f"`{id}` is not named in `{name}`",
                    f"add `{id}` where a reader should meet it",
                    (id,),
                )


@rule(
    "evidence/tables/cups.yml",
    'cells: {drink: Tea, country: Teeland, cups: "200"}',
    'cells: {drink: Tea, country: Teeland, cup: "200"}',
)
def cells_fit_columns(table: Entry[Table], guide: Guide) -> Iterator[Complaint]:
    """Every row has one cell for each column of its table, and no other.

    An empty cell looks like a zero; write `not known` where nothing is known.
    """
    columns = [column.id for column in table.item.columns]
    for number, row in enumerate(table.item.rows):
        for id in row.cells:
            if id not in columns:
                yield (
                    table.place("rows", number, "cells", id),
                    f"no column is called `{id}`",
                    near(id, columns, f"columns are: {', '.join(columns)}"),
                )
        missing = [id for id in columns if id not in row.cells]
        if missing:
            yield (
                table.place("rows", number, "cells"),
                f"row `{row.id}` has no cell for {', '.join(missing)}",
                "add it; write `not known` where nothing is known",
            )


@rule("docs/about.md", "[@sleep-faster]", "[@sleep-fastr]")
def known_citation(citation: Entry[Citation], guide: Guide) -> Iterator[Complaint]:
    """Every `[@id]` on a hand-written page names a claim or a finding.

    Hand-written pages are held to the rules of the evidence.
    """
    known = {**guide.claims, **guide.findings}
    for id in () if {ClaimsFile, FindingsFile} & guide.unread else citation.item.ids:
        if id not in known:
            yield (
                citation.place(),
                f"no claim or finding is called `{id}`",
                near(id, known, "cite a claim or a finding by its id"),
                (id,),
            )


@rule("evidence/retired.yml", "replaced_by: sleep-faster", "replaced_by: sleep-fast")
def replacement_exists(retired: Entry[Retired], guide: Guide) -> Iterator[Complaint]:
    """What replaces a retired id exists.

    Its old address sends readers there.
    """
    known = _addressed(guide)
    if retired.item.replaced_by and retired.item.replaced_by not in known and not guide.unread:
        yield (
            retired.place("replaced_by"),
            f"nothing is called `{retired.item.replaced_by}`",
            near(retired.item.replaced_by, known, "name what replaced it, or remove the field"),
            (retired.item.replaced_by,),
        )


@rule("evidence/changes.yml", "about: [sleep-faster]", "about: [sleep-fast]")
def change_is_about_something(change: Entry[Change], guide: Guide) -> Iterator[Complaint]:
    """What a change is about exists.

    Who reads that something changed wants to see it as it is now.
    """
    known = _addressed(guide)
    for number, id in enumerate(change.item.about):
        if id not in known and not guide.unread:
            yield (
                change.place("about", number),
                f"nothing is called `{id}`",
                near(id, known, "name what changed, or remove the id"),
                (id,),
            )


def _addressed(guide: Guide) -> set[str]:
    """The ids of all that has an address of its own."""
    return {
        *guide.sources,
        *guide.findings,
        *guide.claims,
        *guide.steps,
        *guide.stages,
        *guide.topics,
        *guide.tables,
        *guide.terms,
        *guide.popular,
    }
