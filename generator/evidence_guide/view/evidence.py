"""Views of topics, claims and findings."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from evidence_guide.guide import Guide
from evidence_guide.model import Claim, ClaimsFile, Effect, Finding, Level
from evidence_guide.model.claims import Heading
from evidence_guide.view import checks, labels, references, shapes, shown
from evidence_guide.view.context import Context
from evidence_guide.view.figures import forests
from evidence_guide.view.figures.messages import map_message
from evidence_guide.view.opinion_words import opinion_views
from evidence_guide.view.rereading_words import rereading_view
from evidence_guide.view.texts import capitalised, ended, maybe_text, text


def topic_view(context: Context, id: str) -> shapes.TopicView:
    """A topic with its key messages and the ids of its claims by heading."""
    item = context.guide.topics[id].item
    headings = tuple(_heading(heading) for heading in item.headings)
    return shapes.TopicView(
        id=id,
        page=context.page(f"topics/{id}.md"),
        title=text(item.title),
        about=text(item.about),
        review_by=item.review_by,
        review=context.review(item.review_by),
        key_messages=context.cited(item.key_messages, f"{id}/key_messages"),
        headings=headings,
        claims=_in_order(headings, item),
    )


def _heading(item: Heading) -> shapes.HeadingView:
    return shapes.HeadingView(title=text(item.title), claims=item.claims)


def _in_order(headings: tuple[shapes.HeadingView, ...], item: ClaimsFile) -> tuple[str, ...]:
    """The ids of a topic's claims: those under headings first, the others as they are written."""
    under = [id for heading in headings for id in heading.claims]
    written = [claim.id for claim in item.claims]
    return tuple(dict.fromkeys([*under, *written]))


def claim_view(context: Context, topic: str, item: Claim, number: str) -> shapes.ClaimView:
    """A claim with its certainty, its reasons, and the places that use it."""
    ids = item.weighed
    return shapes.ClaimView(
        id=item.id,
        page=context.page(f"claims/{item.id}.md"),
        number=number,
        heading=f"{number} {context.titles[item.id]}",
        title=context.titles[item.id],
        longer=item.title is not None,
        topic=topic,
        says=context.says(item.says, [item.id], f"{item.id}/says"),
        plain=context.says(item.plain, [item.id], f"{item.id}/plain"),
        kind=item.kind,
        kind_words=context.guide.label(labels.KIND_NAMES[item.kind]),
        kind_means=context.guide.label(labels.KINDS[item.kind]),
        applies_to=maybe_text(item.applies_to),
        certainty=context.grade(item.level) if item.level else None,
        start=item.certainty.start if item.certainty else None,
        rating=_rating(context, item),
        reasons=tuple(_reason(context, moved, item) for moved in shown.reasons(item)),
        search=_search(context, item),
        rests_on=item.rests_on,
        disputed_by=item.disputed_by,
        plots=tuple(forests(context.guide, ids, item.disputed_by)),
        used=tuple(_uses(context, item)),
        reread=rereading_view(context, item.id),
        opinions=opinion_views(context, item.id),
    )


RATING = {True: "The rating starts {}.", False: "The rating starts {} and nothing moves it."}
"""The start of a rating, by whether something moves it."""
SEARCHED_ON = "How we looked, on {}."
PRINTED = "Printed: {}."
UNIT = " (unit: {})"
ABOUT_CLAIMS = (
    "This guide makes {} claims and rests on {} sources. The chapters that follow give each claim "
    "with its certainty, the reasons for it, and every finding behind it."
)
MAP_CAPTION = "Table 1: {} One square stands for one claim."
TOPIC = "Topic"
NO_CERTAINTY = "No certainty due"


def _rating(context: Context, item: Claim) -> str:
    """The start of a claim's rating, as a sentence."""
    if item.certainty is None:
        return ""
    label, moves = context.guide.label, bool(shown.reasons(item))
    return label(RATING[moves]).format(label(item.certainty.start))


def _reason(context: Context, moved: shown.Moved, item: Claim) -> shapes.ReasonView:
    """A reason why a claim's certainty moves."""
    return shapes.ReasonView(
        field=moved.name,
        side=moved.side,
        levels=moved.levels,
        name=context.guide.label(labels.DOWN[moved.name]),
        moves=context.guide.label(f"{moved.side} {labels.MOVED[moved.levels]}"),
        because=context.says(moved.because, [item.id], f"{item.id}/certainty"),
    )


def _search(context: Context, item: Claim) -> shapes.SearchView | None:
    search = item.search
    if search is None:
        return None
    return shapes.SearchView(
        where=text(search.where),
        on=search.on,
        when=context.guide.label(SEARCHED_ON).format(context.day(search.on)),
        words=text(search.words),
        found=text(search.found),
    )


def _uses(context: Context, item: Claim) -> Iterator[shapes.Use]:
    """The steps and popular claims that rest on a claim."""
    for _, step in shown.using(context.guide, item.id):
        yield _use("step", step.id, step.title)
    for popular in shown.citing_it(context.guide, item.id):
        yield _use("popular", popular.id, popular.heard)


def _use(kind: str, id: str, title: str) -> shapes.Use:
    return shapes.Use(kind=kind, id=id, title=text(title))


def finding_view(context: Context, item: Finding) -> shapes.FindingView:
    """A finding with its passage, its proof and its effect."""
    guide = context.guide
    source = guide.source_of[item.id]
    return shapes.FindingView(
        id=item.id,
        source=source,
        label=guide.sources[source].item.label,
        reports=context.says(item.reports, [item.id], f"{item.id}/reports"),
        where=text(item.where),
        located=text(ended(item.where)),
        passage=item.passage,
        link=references.passage_of(guide, item.id),
        figures=item.figures,
        unit=item.unit or "",
        printed=_printed(context, item),
        role=item.role,
        proof=_proof(guide, item),
        effect=_effect(item.effect) if item.effect else None,
    )


def _printed(context: Context, item: Finding) -> str:
    """The figures of a finding as a sentence."""
    if not item.figures:
        return ""
    figures = "; ".join(item.figures) + _unit(context, item)
    return context.guide.label(PRINTED).format(figures)


def _unit(context: Context, item: Finding) -> str:
    """The unit behind figures that are printed apart from it."""
    return context.guide.label(UNIT).format(item.unit) if item.unit else ""


def _proof(guide: Guide, finding: Finding) -> str:
    """How a finding was checked: by a program, by a second reader, and against itself.

    Before that comes what the source says next, if it limits the finding.
    """
    found = (
        checks.continuation(guide, finding),
        checks.match_sentence(guide, finding.id),
        checks.again(guide, finding.id),
        checks.disagreement(guide, finding),
    )
    return " ".join(filter(None, found))


def _effect(effect: Effect) -> shapes.EffectView:
    return shapes.EffectView(
        outcome=text(effect.outcome),
        at=maybe_text(effect.at),
        measure=effect.measure,
        unit=maybe_text(effect.unit),
        value=str(effect.value),
        low=_number(effect.low),
        high=_number(effect.high),
        level=str(effect.level),
        p=effect.p,
        null=str(effect.measure.null),
    )


def _number(value: Decimal | None) -> str | None:
    """A number that may be missing, as it is written."""
    return None if value is None else str(value)


def claim_map(context: Context) -> shapes.ClaimMap:
    """The claims of each topic, counted by certainty."""
    guide = context.guide
    return shapes.ClaimMap(
        about=_about_claims(guide),
        caption=guide.label(MAP_CAPTION).format(map_message(guide)),
        head=(guide.label(TOPIC), *_level_heads(guide), guide.label(NO_CERTAINTY)),
        rows=tuple(_topic_row(id, guide.topics[id].item) for id in guide.file.topics),
    )


def _level_heads(guide: Guide) -> Iterator[str]:
    """The levels of certainty as headings, the highest first."""
    for level in reversed(Level):
        yield capitalised(guide.label(level))


def _about_claims(guide: Guide) -> str:
    return guide.label(ABOUT_CLAIMS).format(len(guide.claims), len(guide.sources))


def _topic_row(id: str, topic: ClaimsFile) -> shapes.TextRow:
    """The claims of one topic, counted by certainty."""
    counts = Counter(claim.level for claim in topic.claims)
    levels = (*reversed(Level), None)
    cells = (text(topic.title), *(str(counts[level]) for level in levels))
    return shapes.TextRow(id=id, key=id, cells=cells)
