"""The view of the page on what was checked and what was not."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from markupsafe import Markup

from evidence_guide.guide import Guide
from evidence_guide.model import ClaimKind, Level, OwnNumber
from evidence_guide.view import labels, shown
from evidence_guide.view.context import Context
from evidence_guide.view.pages.depths import DepthsPart, depths_part
from evidence_guide.view.pages.opinions import ReviewsPart, reviews_part
from evidence_guide.view.pages.parts import Label, counted, holds, label, words_of
from evidence_guide.view.pages.rereadings import RereadingsPart, rereadings_part
from evidence_guide.view.readability import Graded, fits, formula_of, grades
from evidence_guide.view.reporting import reporting_pages
from evidence_guide.view.reviews import Review, reviews
from evidence_guide.view.sentences import statements
from evidence_guide.view.shapes import Id, StatementView, Text, ViewObject
from evidence_guide.view.texts import capitalised, text
from evidence_guide.view.views import Views

_HASH = 16
"""Digits of a hash that are shown."""


class CountRow(ViewObject):
    """A row of counts: a word and how many."""

    word: Label
    count: int


class OwnNumberRow(ViewObject):
    """A number that no source prints, and why it is shown."""

    number: str
    owner: str
    because: Text
    computed: str | None


class ComputedRow(ViewObject):
    """How the absolute numbers of a finding are computed."""

    id: str
    says: str


class GradeRow(ViewObject):
    """A part of the guide with its reading grade."""

    title: Text
    kind: str
    words: str
    grade: str
    in_full: str


class ReadingGrades(ViewObject):
    """How hard the guide is to read."""

    formula: Label
    address: str
    """Where the formula is described."""
    easy_words: Label | None
    rows: tuple[GradeRow, ...]


class AuditPage(ViewObject):
    """The page on what was checked."""

    holds: Label
    checklists: tuple[Id, ...]
    """The page of reporting checklists, if the guide has one."""
    certainties: tuple[CountRow, ...]
    readings: tuple[Label, ...]
    depths: DepthsPart
    rereadings: RereadingsPart
    reviews: ReviewsPart
    proofs: tuple[Label, ...]
    standings: tuple[Label, ...]
    gaps: tuple[StatementView, ...]
    due: tuple[Label, ...]
    own_numbers: tuple[OwnNumberRow, ...]
    molar_masses: Label
    computed: tuple[ComputedRow, ...]
    reading: ReadingGrades | None
    unmeasured: bool
    """Whether there is no formula for the language of the guide."""
    ignored: tuple[Label, ...]
    silent: tuple[str, ...]
    """The rules that cannot read the language of the guide."""


def checked_page(views: Views, ignored: Iterable[Markup], silent: Iterable[str]) -> AuditPage:
    """The counts of what was checked.

    `ignored` are the complaints that were set aside, and `silent` the rules that cannot read the
    language of the guide.
    """
    context, guide = views.context, views.guide
    words = words_of(guide).audit
    return AuditPage(
        holds=holds(guide, words.this_guide_holds_sources),
        checklists=tuple(reporting_pages(guide)),
        certainties=(*_graded(guide), *_ungraded(guide)),
        readings=tuple(_readings(guide)),
        depths=depths_part(context),
        rereadings=rereadings_part(context),
        reviews=reviews_part(views),
        proofs=counted(guide, shown.proofs(guide), "findings"),
        standings=(*counted(guide, shown.standings(guide), "sources"), *_lists(context)),
        gaps=tuple(_gaps(context)),
        due=tuple(_due(context)),
        own_numbers=tuple(_own_numbers(guide)),
        molar_masses=_molar_masses(guide),
        computed=tuple(_computed(guide)),
        reading=_reading(guide),
        unmeasured=not fits(guide),
        ignored=tuple(ignored),
        silent=tuple(silent),
    )


def _graded(guide: Guide) -> Iterator[CountRow]:
    """How many claims have each certainty, highest first."""
    counts = Counter(claim.item.level for claim in guide.claims.values())
    for level in reversed(Level):
        word = label("{} {}", labels.LEVELS[level][0], capitalised(guide.label(level)))
        yield CountRow(word=word, count=counts[level])


def _ungraded(guide: Guide) -> Iterator[CountRow]:
    """How many claims of each kind have no certainty, most first."""
    for kind, count in _ungraded_kinds(guide).most_common():
        word = label("{} {}", words_of(guide).audit.not_graded, guide.label(kind))
        yield CountRow(word=word, count=count)


def _readings(guide: Guide) -> Iterator[Markup]:
    """How the sources were read, once and again."""
    words = words_of(guide).audit
    yield from counted(guide, shown.depths(guide), "sources")
    mirrors = sum(reading.item.read.mirror for reading in guide.readings.values())
    yield words.of_these_were_read.format(mirrors)
    seen, unseen = _compared(guide)
    yield label("{} {}", seen, words.findings_were_compared_with.format(unseen))


def _lists(context: Context) -> Iterator[Markup]:
    """The lists of retractions with which the sources were compared, as they were then."""
    words = words_of(context.guide).audit
    for name, used in context.guide.lock.lists.items():
        newest, checked = _day(context, used.newest), _day(context, used.checked)
        hashed = used.sha256[:_HASH]
        yield words.list_used.format(name, checked, used.records, newest, used.bytes, hashed)
    if not context.guide.lock.lists:
        yield words.no_list_used


def _day(context: Context, written: str) -> str:
    """A day of the lock in words, or what is written there instead."""
    try:
        return context.day(date.fromisoformat(written))
    except ValueError:
        return written


def _ungraded_kinds(guide: Guide) -> Counter[ClaimKind]:
    claims = [claim.item for claim in guide.claims.values()]
    return Counter(claim.kind for claim in claims if not claim.level)


def _compared(guide: Guide) -> tuple[int, int]:
    """How many findings a second reader saw again in their source, and how many not."""
    seen = unseen = 0
    for reading in guide.readings.values():
        second = reading.item.read.second
        if second:
            unseen += len(second.unseen)
            seen += len(reading.item.findings) - len(second.unseen)
    return seen, unseen


def _gaps(context: Context) -> Iterator[StatementView]:
    """What was looked for and not found."""
    for entry in context.guide.claims.values():
        claim = entry.item
        if claim.kind is ClaimKind.GAP:
            yield context.says(claim.plain, (claim.id,), claim.id)


def _due(context: Context) -> list[Markup]:
    """The reviews that are overdue, or that none is."""
    ordered = sorted(reviews(context.guide), key=lambda review: review[2])
    late = [_late(context, review) for review in ordered if review[2] < context.guide.today]
    return late or [_none_late(context, ordered)]


def _late(context: Context, review: Review) -> Markup:
    id, place, due = review
    due_on = words_of(context.guide).audit.due_on
    return label("{} ({}{} {}", id, place.path, due_on, context.day(due))


def _none_late(context: Context, ordered: list[Review]) -> Markup:
    words = words_of(context.guide).audit
    none: Markup = words.none_is_overdue
    if not ordered:
        return none
    return label("{} {} {}.", none, words.the_next_is_due, context.day(ordered[0][2]))


def _own_numbers(guide: Guide) -> list[OwnNumberRow]:
    """The numbers that are declared as ours, each once for its owner."""
    found: dict[tuple[str, str], OwnNumberRow] = {}
    for statement in statements(guide):
        for own in statement.numbers:
            found[statement.owner, str(own.number)] = _own_number(statement.owner, own)
    return list(found.values())


def _own_number(owner: str, own: OwnNumber) -> OwnNumberRow:
    return OwnNumberRow(
        number=str(own.number),
        owner=owner,
        because=text(own.because),
        computed=str(own.computed) if own.computed else None,
    )


def _molar_masses(guide: Guide) -> Markup:
    """The molar masses that the guide declares, as the end of a sentence."""
    listed = ", ".join(_masses(guide))
    if listed:
        listed = f": {listed}"
    return label("{}{}.", words_of(guide).figure.each_is_computed_exactly, listed)


def _masses(guide: Guide) -> Iterator[str]:
    unit = words_of(guide).figure.g_mol
    for substance, mass in guide.file.policy.molar_masses.items():
        yield f"{substance} {guide.number(str(mass))} {unit}"


def _computed(guide: Guide) -> Iterator[ComputedRow]:
    for id, entry in guide.findings.items():
        says = labels.computed(entry.item, guide.label, guide.number)
        if says:
            yield ComputedRow(id=id, says=says)


def _reading(guide: Guide) -> ReadingGrades | None:
    """The grades of all parts; None where the formula does not fit the language."""
    graded = grades(guide)
    if not graded:
        return None
    words, policy = words_of(guide).audit, guide.file.policy
    easy = ", ".join(policy.easy_words)
    return ReadingGrades(
        formula=label("{} {}.", words.n0_39_words_per, policy.reading_grade),
        address=formula_of(guide).address,
        easy_words=words.names_that_cannot_be.format(easy) if easy else None,
        rows=tuple(_grade_row(guide, one) for one in graded),
    )


def _grade_row(guide: Guide, graded: Graded) -> GradeRow:
    return GradeRow(
        title=text(guide.label(graded.part.title)),
        kind=guide.label(graded.part.kind),
        words=str(graded.words),
        grade=guide.number(str(graded.grade)),
        in_full=guide.number(str(graded.in_full)),
    )
