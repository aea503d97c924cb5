"""Red flags by how soon to act: the care cards of a page, the gravest first."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from evidence_guide.model import HowSoon, RedFlag
from evidence_guide.view import labels, shapes, shown
from evidence_guide.view.context import Context

Keyed = tuple[RedFlag, str]
"""A red flag and the key by which the audits find its text."""


def care_levels(context: Context, flags: Iterable[Keyed]) -> tuple[shapes.CareLevelView, ...]:
    """A card for each level that has a flag; the card for an ambulance also gives the numbers."""
    return tuple(_levels(context, list(flags)))


def _levels(context: Context, flags: list[Keyed]) -> Iterator[shapes.CareLevelView]:
    for how_soon in HowSoon:
        level = _level(context, how_soon, flags)
        if level.flags:
            yield level


class FlagOfStages(NamedTuple):
    """A red flag of the guide, its key, and the stages that show it."""

    flag: RedFlag
    key: str
    stages: list[str]


def flags_of_all_stages(context: Context) -> tuple[FlagOfStages, ...]:
    """Each red flag of the guide once, although several stages may show it in the same words."""
    found: dict[tuple[str, str], FlagOfStages] = {}
    for id in context.guide.file.stages:
        for flag, key in shown.urgent(context.guide.stages[id]):
            one = found.setdefault((flag.how_soon, flag.says), FlagOfStages(flag, key, []))
            one.stages.append(id)
    return tuple(found.values())


def dangers(context: Context) -> tuple[shapes.CareLevelView, ...]:
    """The card for an ambulance with the flags of all stages; none where no stage has one."""
    return care_levels(context, _urgent(context))


def _urgent(context: Context) -> Iterator[Keyed]:
    for one in flags_of_all_stages(context):
        if one.flag.how_soon == HowSoon.NOW:
            yield one.flag, one.key


def _level(context: Context, how_soon: HowSoon, flags: list[Keyed]) -> shapes.CareLevelView:
    """The card of one level."""
    heading, ask = labels.CARE[how_soon]
    whom = getattr(context.guide.experts, how_soon)
    return shapes.CareLevelView(
        how_soon=how_soon,
        heading=context.guide.label(heading),
        ask=context.guide.label(ask).format(whom),
        flags=tuple(_flags(context, how_soon, flags)),
        numbers=emergency_numbers(context) if how_soon == HowSoon.NOW else (),
    )


def _flags(
    context: Context, how_soon: HowSoon, flags: list[Keyed]
) -> Iterator[shapes.StatementView]:
    """The flags of one level."""
    for flag, key in flags:
        if flag.how_soon == how_soon:
            yield context.says(flag.says, flag.because, key)


def emergency_numbers(context: Context) -> tuple[shapes.StatementView, ...]:
    """The number of the ambulance in each country that the guide names."""
    return context.cited(context.guide.file.emergency, "guide/emergency")
