"""Views of choices: each respect as a row, each option with its certainty."""

from collections.abc import Iterator

from evidence_guide.model import Choice, Cited, Claim, Level, Option
from evidence_guide.view import labels, shapes, shown
from evidence_guide.view.addresses import choice_address, choices_shown
from evidence_guide.view.context import Context
from evidence_guide.view.opinion_words import opinion_views

_FIELDS = ("benefits", "harms", "effort")


def choice_view(context: Context, item: Choice) -> shapes.ChoiceView:
    """A choice with a row for each respect, and a last one for how sure each option is."""
    compared = _compared(context, item)
    return shapes.ChoiceView(
        id=item.id,
        page=context.page(choice_address(context.guide, item.id)),
        title=context.phrase(item.title),
        whom=context.people(item.whom),
        steps=item.steps,
        compared=compared,
        not_compared="" if compared else _aspect(context, "not compared"),
        options=tuple(context.phrase(option.name) for option in item.options),
        rows=(*_rows(context, item), _sure_row(context, item)),
        ask=tuple(map(context.phrase, item.ask)),
        opinions=opinion_views(context, item.id),
    )


def choice_links(context: Context, step: str) -> Iterator[shapes.ChoiceLink]:
    """The choices that a step leads to."""
    for id in choices_shown(context.guide):
        item = context.guide.choices[id].item
        if step in item.steps:
            page = context.page(choice_address(context.guide, id))
            yield shapes.ChoiceLink(id=id, page=page, title=context.phrase(item.title))


def _compared(context: Context, item: Choice) -> shapes.StatementView | None:
    """What a study found that compared the options, if one was read."""
    if not isinstance(item.compared, Cited):
        return None
    return context.says(item.compared.says, item.compared.because, f"{item.id}/compared")


def _rows(context: Context, item: Choice) -> Iterator[shapes.OptionRow]:
    for field in _FIELDS:
        yield _row(context, item, field)


def _row(context: Context, item: Choice, field: str) -> shapes.OptionRow:
    """What each option has in one respect."""
    return shapes.OptionRow(
        field=field,
        label=_aspect(context, field),
        cells=tuple(_cells(context, item, field)),
    )


def _cells(context: Context, item: Choice, field: str) -> Iterator[shapes.OptionCell]:
    """What each option brings in one respect."""
    for number, option in enumerate(item.options):
        aspect = getattr(option, field)
        known = () if isinstance(aspect, str) else aspect
        yield shapes.OptionCell(
            option=context.phrase(option.name),
            says=context.cited(known, f"{item.id}/options/{number}/{field}"),
            not_known="" if known else _aspect(context, "not known"),
        )


def _sure_row(context: Context, item: Choice) -> shapes.OptionRow:
    """How sure each option is: the lowest certainty behind it, and the words beside it."""
    return shapes.OptionRow(
        field="certainty",
        label=_aspect(context, "certainty"),
        cells=tuple(_sure_cells(context, item)),
    )


def _sure_cells(context: Context, item: Choice) -> Iterator[shapes.OptionCell]:
    for number, option in enumerate(item.options):
        level = _level(context, option)
        yield shapes.OptionCell(
            option=context.phrase(option.name),
            says=context.cited(option.certainty, f"{item.id}/options/{number}/certainty"),
            not_known="",
            grade=context.grade(level) if level else None,
            ungraded=_ungraded(context, option, level),
        )


def _level(context: Context, option: Option) -> Level | None:
    """The lowest certainty behind the benefits of an option, or else behind its harms."""
    return _lowest(context, option.benefits) or _lowest(context, option.harms)


def _lowest(context: Context, aspect: str | tuple[Cited, ...]) -> Level | None:
    """The lowest certainty behind one respect of an option."""
    return shown.lowest(_claims(context, aspect))


def _ungraded(context: Context, option: Option, level: Level | None) -> str:
    """What takes the place of a certainty: that bodies advise it, if any does."""
    if level or not _is_advised(context, option):
        return ""
    return context.guide.label("Published advice")


def _is_advised(context: Context, option: Option) -> bool:
    """Whether a claim behind the benefits of an option is published advice."""
    return any(claim.kind.advises for claim in _claims(context, option.benefits))


def _claims(context: Context, aspect: str | tuple[Cited, ...]) -> list[Claim]:
    """The claims behind what an option brings in one respect."""
    found: list[Claim] = []
    for sentence in () if isinstance(aspect, str) else aspect:
        found += [context.guide.claims[id].item for id in sentence.because]
    return found


def _aspect(context: Context, name: str) -> str:
    """The words for a respect in which options are compared."""
    return context.guide.label(labels.ASPECTS[name])
