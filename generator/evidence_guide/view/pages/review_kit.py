"""The reviewer kit of a stage: every sentence of advice, and every claim behind one of them."""

from collections.abc import Iterable, Iterator
from itertools import count
from typing import NamedTuple

from evidence_guide.guide import Guide
from evidence_guide.model import Judgement
from evidence_guide.view import shapes
from evidence_guide.view.addresses import places
from evidence_guide.view.inventory import pieces
from evidence_guide.view.judged import sentences_to_judge
from evidence_guide.view.pages.parts import Label, html_of, words_of
from evidence_guide.view.part_labels import part_label
from evidence_guide.view.shapes import ViewObject
from evidence_guide.view.shapes import review_kit as kit
from evidence_guide.view.texts import capitalised, plain_words
from evidence_guide.view.typed_results import spoken_words
from evidence_guide.view.views import Views

KITS = "reviewing/"
"""The folder of the site with its reviewer kits, which are no pages of it."""
_Facts = tuple[kit.KitFact, ...]
_Beside = dict[str, _Facts]
"""What a reviewer sees beside a sentence, by its key."""


class ReviewKitPage(ViewObject):
    """The file of a reviewer kit, with its style, its script and the policy that lets them run."""

    kit: kit.ReviewKit
    title: Label
    lead: Label
    of_the_guide: Label
    policy: shapes.Id
    style: shapes.Id
    script: shapes.Id


def kit_name(stage: str) -> str:
    """The name of the reviewer kit of a stage."""
    return f"review-{stage}.html"


def kit_address(stage: str) -> str:
    """The address of the reviewer kit of a stage, below the site."""
    return f"{KITS}{kit_name(stage)}"


def review_kit_page(
    views: Views, stage: str, style: str, script: str, policy: str
) -> ReviewKitPage:
    """The file of the reviewer kit of a stage."""
    guide, view = views.guide, views.stage(stage)
    words, file = words_of(guide).kit, guide.file
    sections = tuple(_sections(views, view, count(1)))
    total = sum(len(section.items) for section in sections)
    return ReviewKitPage(
        kit=_kit(guide, stage, sections),
        title=words.title.format(html_of(view.title.text)),
        lead=words.lead.format(total),
        of_the_guide=words.of_the_guide.format(
            file.title, file.version, views.context.day(file.as_of)
        ),
        policy=policy,
        style=style,
        script=script,
    )


def _kit(guide: Guide, stage: str, sections: tuple[kit.KitSection, ...]) -> kit.ReviewKit:
    """What is judged, and what the script needs to know."""
    return kit.ReviewKit(
        stage=stage,
        guide=guide.file.title,
        language=guide.file.language,
        version=guide.file.version,
        sections=sections,
        answers=tuple(_answers(guide)),
        says=spoken_words(guide, "kit_says"),
    )


def _answers(guide: Guide) -> Iterator[kit.KitAnswer]:
    """The judgements to choose from."""
    words = words_of(guide).kit
    for judgement in Judgement:
        yield kit.KitAnswer(
            value=judgement,
            words=capitalised(guide.label(judgement)),
            means=str(getattr(words, f"means_{judgement.name.lower()}")),
        )


class _Part(NamedTuple):
    """Views whose sentences are judged under one heading."""

    anchor: str
    title: shapes.Text
    views: tuple[object, ...]
    beside: _Beside


def _sections(
    views: Views, stage: shapes.StageView, numbers: Iterator[int]
) -> Iterator[kit.KitSection]:
    """The danger signs, the steps, the choices, and the claims that all of them name."""
    for part in _parts(views.guide, stage):
        items = [_item(views, says, part.beside, next(numbers)) for says in _statements(part.views)]
        yield _section(part.anchor, part.title, tuple(items))
    claims = tuple(_claim(views, id, next(numbers)) for id in claims_of_stage(stage))
    title = str(words_of(views.guide).kit.claims)
    yield _section("claims", title, claims)


def _section(anchor: str, title: shapes.Text, items: tuple[kit.KitItem, ...]) -> kit.KitSection:
    """What is judged under one heading; `part-` keeps its anchor apart from those of items."""
    return kit.KitSection(anchor=f"part-{anchor}", title=title, count=len(items), items=items)


def _parts(guide: Guide, stage: shapes.StageView) -> Iterator[_Part]:
    """The danger signs, the steps and the choices of a stage."""
    if stage.urgent:
        title = str(words_of(guide).kit.of_urgent)
        yield _Part("urgent", title, stage.urgent, _haste(stage))
    for step in stage.steps:
        yield _Part(step.id, step.heading.text, (step,), _of_step(guide, step))
    for choice in stage.choices:
        yield _Part(choice.id, choice.title.text, (choice,), _of_choice(choice))


def _statements(parts: Iterable[object]) -> Iterator[shapes.StatementView]:
    """Every sentence in some views, in their order."""
    for part in parts:
        for piece in pieces(part):
            if isinstance(piece, shapes.StatementView):
                yield piece


def _haste(stage: shapes.StageView) -> _Beside:
    """How soon to act on each danger sign, and whom to call."""
    found: _Beside = {}
    for level in stage.urgent:
        fact = kit.KitFact(name=level.heading, value=level.ask)
        found.update({flag.key: (fact,) for flag in level.flags})
    return found


def _of_step(guide: Guide, step: shapes.StepView) -> _Beside:
    """For whom a step is, how strong and how sure it is; the bodies that differ."""
    found: _Beside = {step.do.key: tuple(_glance(guide, step))}
    body = str(words_of(guide).kit.who_says_so)
    for side in step.differ:
        if side.who:
            found[side.says.key] = (kit.KitFact(name=body, value=side.who.text),)
    return found


def _glance(guide: Guide, step: shapes.StepView) -> Iterator[kit.KitFact]:
    """For whom a step is, how strong its advice is, and how sure."""
    words = words_of(guide).shared
    strong = f"{step.strength_words} {step.direction_words}"
    yield kit.KitFact(name=str(words.for_whom), value=step.whom.text)
    yield kit.KitFact(name=str(words.how_strong), value=strong)
    sure = step.certainty.words if step.certainty else step.ungraded
    if sure:
        yield kit.KitFact(name=str(words.how_sure), value=sure)


def _of_choice(choice: shapes.ChoiceView) -> _Beside:
    """The option that each sentence is about."""
    found: _Beside = {}
    for row in choice.rows:
        for cell in row.cells:
            fact = kit.KitFact(name=row.label, value=cell.option.text)
            found.update({says.key: (fact,) for says in cell.says})
    return found


def _item(views: Views, says: shapes.StatementView, beside: _Beside, number: int) -> kit.KitItem:
    """A sentence of advice with what is beside it and the claims that it rests on."""
    sentence = sentences_to_judge(views.guide)[says.key]
    return kit.KitItem(
        number=number,
        key=says.key,
        of=sentence.of,
        part=sentence.part,
        saw=sentence.saw,
        page=_home(views, sentence.of),
        label=part_label(views.guide, sentence.part),
        legend=_legend(views.guide, number),
        says=says,
        exactly=None,
        facts=beside.get(says.key, ()),
        grounds=tuple(_grounds(views, says.ids)),
        reasons=(),
        search=None,
        findings=(),
    )


def _legend(guide: Guide, number: int) -> str:
    """What the answers to an item are read out with."""
    return str(words_of(guide).kit.your_judgement.format(number))


def _home(views: Views, id: str) -> str:
    """The full address of a part of the guide; its top for the guide itself."""
    place = places(views.guide).get(id)
    return views.context.page(place.uri, place.anchor) if place else views.guide.file.site_url


def _grounds(views: Views, ids: Iterable[str]) -> Iterator[kit.KitGround]:
    for id in ids:
        yield _ground(views.claim(id))


def _ground(claim: shapes.ClaimView) -> kit.KitGround:
    """A claim in one line."""
    return kit.KitGround(
        id=claim.id, title=claim.title, certainty=claim.certainty, kind=claim.kind_words
    )


def statements_to_judge(views: Views) -> dict[str, shapes.StatementView]:
    """Every sentence and claim that stages give to judge, as readers see it, by its key."""
    found: dict[str, shapes.StatementView] = {}
    for stage in map(views.stage, views.guide.file.stages):
        shown = _statements([stage.urgent, stage.steps, stage.choices])
        found.update({says.key: says for says in shown})
        found.update({id: views.claim(id).plain for id in claims_of_stage(stage)})
    return found


def keys_to_judge(stage: shapes.StageView) -> tuple[str, ...]:
    """The keys of everything that a stage gives to judge."""
    sentences = [says.key for says in _statements([stage.urgent, stage.steps, stage.choices])]
    return tuple(dict.fromkeys([*sentences, *claims_of_stage(stage)]))


def claims_of_stage(stage: shapes.StageView) -> tuple[str, ...]:
    """The claims that sentences of a stage rest on, in the order in which it names them."""
    named: list[str] = []
    for says in _statements([stage.urgent, stage.steps, stage.choices]):
        named += says.ids
    for step in stage.steps:
        named += [*step.why, *step.follows]
    return tuple(dict.fromkeys(named))


def _claim(views: Views, id: str, number: int) -> kit.KitItem:
    """A claim with its certainty, its reasons and its findings."""
    claim, sentence = views.claim(id), sentences_to_judge(views.guide)[id]
    is_exact = plain_words(claim.says.text) != plain_words(claim.plain.text)
    return kit.KitItem(
        number=number,
        key=id,
        of=id,
        part="",
        saw=sentence.saw,
        page=claim.page,
        label=claim.title,
        legend=_legend(views.guide, number),
        says=claim.plain,
        exactly=claim.says if is_exact else None,
        facts=tuple(_of_claim(views.guide, claim)),
        grounds=(),
        reasons=claim.reasons,
        search=claim.search,
        findings=tuple(_findings(views, claim)),
    )


def _of_claim(guide: Guide, claim: shapes.ClaimView) -> Iterator[kit.KitFact]:
    """What kind of statement a claim is, whom it applies to, and how sure it is."""
    words = words_of(guide)
    kind = f"{claim.kind_words}: {claim.kind_means}"
    yield kit.KitFact(name=str(words.claim.what_kind_of_statement), value=kind)
    if claim.applies_to:
        yield kit.KitFact(name=str(words.claim.whom_it_applies_to), value=claim.applies_to)
    if claim.certainty:
        sure = f"{claim.certainty.sign} {claim.certainty.words}. {claim.certainty.means}"
        yield kit.KitFact(name=str(words.shared.how_sure), value=f"{sure} {claim.rating}")


def _findings(views: Views, claim: shapes.ClaimView) -> Iterator[kit.KitFinding]:
    """The findings for a claim, then those against it."""
    for id in claim.rests_on:
        yield kit.KitFinding(finding=views.finding(id), against=False)
    for id in claim.disputed_by:
        yield kit.KitFinding(finding=views.finding(id), against=True)
