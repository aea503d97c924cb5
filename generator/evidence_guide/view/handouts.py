"""The hand-out of a stage: its signs of danger, the few steps that matter most, their sources."""

from collections import Counter
from collections.abc import Iterable, Iterator

from evidence_guide.view import labels, shapes
from evidence_guide.view.context import Context

MOST_STEPS = 5
"""The most steps of a hand-out."""
_MOST_LEVELS = 2
"""The most levels of danger of a hand-out."""
_LINE = 70
"""The most letters of the names of sources, so that they stay on one line."""


def handout_view(context: Context, stage: shapes.StageView) -> shapes.HandoutView:
    """The hand-out of a stage."""
    chosen = _chosen(context, stage)
    steps = [step for step in stage.steps if step.id in chosen]
    dangers, choices = _dangers(stage), stage.choices
    sentences = list(handout_sentences(dangers, steps, choices))
    return shapes.HandoutView(
        stage=stage.id,
        dangers=dangers,
        steps=_ids(steps),
        more=tuple(step.title for step in stage.steps if step.id not in chosen),
        cites=_cited(context, sentences),
        sources=_sources(context, sentences),
    )


def _chosen(context: Context, stage: shapes.StageView) -> tuple[str, ...]:
    """The ids of the steps that the stage names for its hand-out, or of its first ones."""
    named = context.guide.stages[stage.id].item.handout
    return named or _ids(stage.steps[:MOST_STEPS])


def _ids(steps: Iterable[shapes.StepView]) -> tuple[str, ...]:
    return tuple(step.id for step in steps)


def _dangers(stage: shapes.StageView) -> tuple[shapes.CareLevelView, ...]:
    """The gravest red flags: those to act on now and today, or today and soon."""
    return stage.urgent[:_MOST_LEVELS]


def handout_sentences(
    dangers: Iterable[shapes.CareLevelView],
    steps: Iterable[shapes.StepView],
    choices: Iterable[shapes.ChoiceView],
) -> Iterator[shapes.StatementView]:
    """Every sentence of a hand-out: red flags, whom to call, what to do, how much, and options."""
    for level in dangers:
        yield from level.flags
        yield from level.numbers
    for step in steps:
        yield step.do
        yield from step.amounts
    for choice in choices:
        yield from choice_sentences(choice)


def choice_sentences(choice: shapes.ChoiceView) -> Iterator[shapes.StatementView]:
    """Every sentence of a choice, row by row."""
    if choice.compared:
        yield choice.compared
    for row in choice.rows:
        for cell in row.cells:
            yield from cell.says


def _cited(context: Context, sentences: Iterable[shapes.StatementView]) -> tuple[str, ...]:
    """The sources and searches behind some sentences, by number."""
    ids: dict[str, None] = {}
    for sentence in sentences:
        ids.update(dict.fromkeys(sentence.ids))
    return context.cites(ids)


def _sources(context: Context, sentences: Iterable[shapes.StatementView]) -> str:
    """The line that names the sources behind most of some sentences and counts the others."""
    counts = _counted(sentences)
    by_name = _by_name(context, counts)
    names = _first_names(by_name)
    others = len(counts) - sum(by_name[name] for name in names)
    return _line(context.guide.label, "; ".join(names), others)


def _counted(sentences: Iterable[shapes.StatementView]) -> Counter[str]:
    """How many of some sentences rest on each source."""
    counts: Counter[str] = Counter()
    for sentence in sentences:
        counts.update(sentence.cites)
    return counts


def _by_name(context: Context, counts: Counter[str]) -> Counter[str]:
    """The names of sources, the most cited first, each with the number of those that bear it."""
    return Counter(_name(context, key) for key, _ in counts.most_common())


def _first_names(names: Iterable[str]) -> list[str]:
    """The first names that fit on a line; a long one gives way to shorter ones behind it."""
    found: list[str] = []
    room = _LINE
    for name in names:
        if len(name) <= room or not found:
            found.append(name)
            room -= len(name) + 2
    return found


def _name(context: Context, key: str) -> str:
    """The name of a source, or that it is a search of ours."""
    source = context.guide.sources.get(key)
    if source:
        return source.item.label
    return context.guide.label(labels.OUR_SEARCH)


def _line(label: labels.Translate, names: str, others: int) -> str:
    """The line of sources."""
    if others:
        names = label("{} and {} more").format(names, others)
    return label("Sources: {}.").format(names)
