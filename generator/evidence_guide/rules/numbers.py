"""Every number that a reader meets equals a figure of a finding behind it, or names its origin."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from evidence_guide.diagnostic import Severity
from evidence_guide.guide import Entry, Guide
from evidence_guide.model import Claim, Effect, Finding, Level, OwnNumber
from evidence_guide.rules.rule import Complaint, Complaints, policy_of, rule
from evidence_guide.rules.word_lists import causal_word
from evidence_guide.text.quantities import (
    Conversions,
    Quantity,
    Trace,
    difference,
    equivalents,
    expression,
    printed_quantities,
    traced,
    unit_alone,
)
from evidence_guide.view.absolute_effects import RISKS
from evidence_guide.view.sentences import Statement, statements


@rule("evidence/claims/sleep.yml", "by 12 minutes, although", "by 13 minutes, although")
def number_is_traced(guide: Guide) -> Complaints:
    """Every quantity in a statement, table or cited sentence is among the figures of a finding
    behind it.

    It may be rounded to the digits it shows, or converted between units; sign, comparison and unit
    count. A number that no source prints is declared in `numbers` with its reason, or with the
    expression that computes it.
    """
    conversions = _conversions(guide)
    for statement in statements(guide):
        if statement.sound:
            yield from _untraced(statement, guide, conversions)


def _untraced(statement: Statement, guide: Guide, conversions: Conversions) -> Complaints:
    """Complaints about the quantities of a statement that no finding behind it prints."""
    for quantity in guide.numbers_in(statement.text):
        if not _is_traced(quantity, statement, guide, conversions):
            yield _no_source(statement, quantity, guide)


def _no_source(statement: Statement, quantity: Quantity, guide: Guide) -> Complaint:
    owner = statement.owner
    which = _which(quantity, guide.numbers_in(statement.text))
    message = f"no finding behind `{owner}` prints {which}"
    differs = difference(quantity, _figures_behind(statement, guide))
    if differs:
        message = f"{message}: {_as_printed(differs, statement, guide)}"
    return statement.place, message, _TRACE_IT, (owner,)


def _as_printed(differs: str, statement: Statement, guide: Guide) -> str:
    """A sentence that names a figure, with the figure as its source prints it."""
    for id in statement.findings:
        item = guide.findings[id].item
        for read, printed in zip(guide.figures_of(id), item.printed, strict=True):
            differs = differs.replace(f"`{read}`", f"`{printed}`")
    return differs


def _which(quantity: Quantity, among: Iterable[Quantity]) -> str:
    """A quantity as it is written, with its turn if the sentence has the same several times."""
    text = quantity.text.strip()
    starts = [other.start for other in among if other.text.strip() == text]
    if len(starts) == 1:
        return f"`{text}`"
    return f"`{text}` (number {starts.index(quantity.start) + 1} of {len(starts)} in the sentence)"


_TRACE_IT = (
    "write it as the source prints it, add the finding that states it, or declare it in `numbers`"
)


def _is_traced(
    quantity: Quantity, statement: Statement, guide: Guide, conversions: Conversions
) -> bool:
    figures = [guide.figures_of(id) for id in statement.findings]
    if any(_traced(quantity, printed) for printed in figures):
        return True
    if _is_declared(quantity, statement):
        return True
    return any(traced(quantity, printed, conversions) for printed in figures)


def _is_declared(quantity: Quantity, statement: Statement) -> bool:
    return any(_declares(own.number, quantity) for own in statement.numbers)


_traced = lru_cache(maxsize=262144)(traced)


def _declares(number: str, quantity: Quantity) -> bool:
    return quantity.text.strip() == number or quantity.text.strip().startswith(f"{number} ")


def _conversions(guide: Guide) -> Conversions:
    policy = policy_of(guide)
    return {"molar masses": dict(policy.molar_masses), "units": equivalents(policy.units)}


@rule(
    "evidence/findings/poe2019.yml",
    'figures: ["9 minutes", "2, 16"]',
    'figures: ["9", "2, 16"]',
    Severity.WARNING,
)
def unit_is_printed(guide: Guide) -> Complaints:
    """A number with a unit follows from a figure with that unit, or from one of a finding whose
    `unit` it is.

    A figure without a unit supports any: nobody would notice micrograms that were milligrams.
    """
    for id, (quantity, owner) in _without_a_unit(guide).items():
        message = f"no figure of `{id}` prints the unit of `{quantity.text.strip()}` in `{owner}`"
        yield guide.findings[id].place("figures"), message, _PRINT_UNIT, (owner,)


_PRINT_UNIT = (
    "write the figure with its unit, or add the `unit` that the source prints elsewhere, "
    "such as in a table's head"
)


def _without_a_unit(guide: Guide) -> dict[str, tuple[Quantity, str]]:
    """The findings that print a number, but not its unit; with the first such number."""
    found: dict[str, tuple[Quantity, str]] = {}
    conversions = _conversions(guide)
    for statement, quantity in _with_units(guide):
        for id in _numbers_only(quantity, statement, guide, conversions):
            found.setdefault(id, (quantity, statement.owner))
    return found


def _with_units(guide: Guide) -> Iterator[tuple[Statement, Quantity]]:
    """The numbers with a unit in all statements that can be traced."""
    for statement in statements(guide):
        if statement.sound:
            yield from ((statement, one) for one in guide.numbers_in(statement.text) if one.unit)


def _numbers_only(
    quantity: Quantity, statement: Statement, guide: Guide, conversions: Conversions
) -> list[str]:
    """The findings that print a number without its unit, if none prints it with one."""
    printed = {id: guide.figures_of(id) for id in statement.findings}
    bare = [id for id in printed if _traced(quantity, printed[id]) is Trace.NUMBER_ONLY]
    if not bare or _is_declared(quantity, statement):
        return []
    traces = {traced(quantity, figures, conversions) for figures in printed.values()}
    return bare if traces <= {Trace.NUMBER_ONLY, None} else []


@rule(
    "evidence/findings/poe2019.yml",
    'figures: ["9 minutes", "2, 16"]',
    'figures: ["9 minutes", "2, 16"]\n    unit: spoons',
)
def printed_unit_is_one(finding: Entry[Finding], guide: Guide) -> Complaints:
    """The `unit` of a finding is a unit that the program knows, and one of the figures lacks it.

    It is read as the unit of all figures that are printed without one.
    """
    fault = _unit_fault(guide.figures_of(finding.id)) if finding.item.unit else ""
    if fault:
        yield finding.place("unit"), f"`{finding.item.unit}` {fault}", _UNIT_ALONE


_UNIT_ALONE = "write the unit alone, as it is printed, such as `mg` or `pmol/L`; or remove it"


def _unit_fault(printed: tuple[str, ...]) -> str:
    """What is wrong with the unit behind the figures of a finding; empty if nothing is."""
    *figures, unit = printed
    if not unit_alone(unit):
        return "is not a unit that the program knows"
    if all(figure.unit or figure.counted for figure in _printed(figures)):
        return "is not needed: every figure has its own unit"
    return ""


@rule(
    "evidence/stages/evening.yml",
    "{says: A cup holds 200 mL., because: [sleep-cup]}",
    "{says: A cup holds 200 mL., because: [sleep-cup], "
    "numbers: [{number: '7', because: Days of a week.}]}",
)
def declared_number_is_needed(guide: Guide) -> Complaints:
    """A number is declared only where it is in the sentence and no figure prints it; a computed
    one comes out again.

    Each declaration is a door in the wall, and doors that lead nowhere hide the one that does.
    """
    for statement, number, complaint in _declarations(guide):
        if complaint:
            yield _faulty_number(statement, number, complaint)


def _faulty_number(statement: Statement, number: str, fault: str) -> Complaint:
    message = f"`{number}` of `{statement.owner}` {fault}"
    return statement.declared_at, message, "fix the declaration or remove it", (statement.owner,)


def _declarations(guide: Guide) -> Iterator[tuple[Statement, str, str]]:
    """Each declared number with its fault; a claim's two texts share their declarations."""
    for group in _declaring(guide):
        first = group[0]
        found = _quantities_in(group, guide)
        figures = _figures_behind(first, guide)
        for own in first.numbers:
            yield first, own.number, _declaration_fault(own, found, figures)


def _quantities_in(group: list[Statement], guide: Guide) -> list[Quantity]:
    """The quantities in some statements."""
    return [quantity for statement in group for quantity in guide.numbers_in(statement.text)]


def _figures_behind(statement: Statement, guide: Guide) -> list[str]:
    """The figures of the findings behind a statement."""
    return [figure for id in statement.findings for figure in guide.figures_of(id)]


def _declaring(guide: Guide) -> Iterable[list[Statement]]:
    """The statements that declare numbers; those with the same declarations together."""
    together: dict[object, list[Statement]] = {}
    for statement in statements(guide):
        if statement.numbers:
            together.setdefault(statement.declared_at, []).append(statement)
    return together.values()


def _declaration_fault(own: OwnNumber, found: list[Quantity], figures: list[str]) -> str:
    """What is wrong with a declared number; empty if nothing is."""
    meant = _meant(own.number, found)
    if meant is None:
        return "is not in the sentence"
    return _computed(own.computed, meant, figures)


def _meant(number: str, found: list[Quantity]) -> Quantity | None:
    """The quantity that a declared number is about."""
    return next((quantity for quantity in found if _declares(number, quantity)), None)


def _computed(formula: str | None, quantity: Quantity, figures: list[str]) -> str:
    """What is wrong with a computed number, or nothing."""
    if formula is None:
        return ""
    try:
        value = expression(formula, figures)
    except ValueError as error:
        return f"cannot be computed: {error}"
    shown = value.quantize(quantity.value)
    return "" if shown == quantity.value else f"is not what `{formula}` gives: {shown}"


@rule(
    "evidence/findings/doe2020.yml",
    "value: 0.2, low: 0.1, high: 0.3",
    "value: 0.2, low: -0.1, high: 0.3",
    reads="causes",
)
def no_effect_is_not_told_as_one(claim: Entry[Claim], guide: Guide) -> Complaints:
    """A claim of high certainty whose every interval holds "no effect" does not say that something
    raises or lowers.

    A ratio's interval that holds 1, or a difference's that holds 0, fits no effect at all.
    """
    word = causal_word(claim.item.says, guide)
    if word and claim.item.level is Level.HIGH and _holds_no_effect(claim.item, guide):
        yield (
            claim.place("says"),
            f"`{word}`, but every interval holds no effect",
            "say that there is little or no difference, or that it is not known",
        )


def _holds_no_effect(claim: Claim, guide: Guide) -> bool:
    """Whether a claim rests on intervals, and each of them holds "no effect"."""
    signs = {effect.sign for effect in _intervals(claim, guide)}
    return signs == {0}


def _intervals(claim: Claim, guide: Guide) -> Iterator[Effect]:
    """The effects behind a claim that have an interval."""
    for effect in _effects(claim, guide):
        if effect and effect.interval:
            yield effect


def _effects(claim: Claim, guide: Guide) -> Iterator[Effect | None]:
    """The effect of each finding that a claim rests on."""
    for id in claim.rests_on:
        if id in guide.findings:
            yield guide.findings[id].item.effect


@rule(
    "evidence/findings/doe2020.yml",
    "value: -12, low: -20, high: -4",
    "value: -12, low: -20, high: -5",
)
def effect_is_printed(finding: Entry[Finding], guide: Guide) -> Complaints:
    """Estimate, interval and baseline of an effect stand among the figures of their finding.

    They are drawn in forest plots and absolute numbers are computed from them: a slip of a digit
    would be seen as a result.
    """
    printed = _printed(guide.figures_of(finding.id))
    yield from _unprinted_effect(finding, printed)
    yield from _unprinted_baseline(finding, printed)


def _printed(figures: Iterable[str]) -> list[Quantity]:
    """The quantities among the figures of a finding."""
    return [quantity for figure in figures for quantity in printed_quantities(figure)]


_Numbers = Iterator[tuple[str, Decimal]]
"""Numbers of an effect by their fields."""


def _unprinted_effect(finding: Entry[Finding], printed: list[Quantity]) -> Complaints:
    for name, number in _unprinted_numbers(finding.item, printed):
        message = f"no figure of `{finding.id}` prints {number}"
        yield finding.place("effect", name), message, _PRINT_IT


def _unprinted_numbers(finding: Finding, printed: list[Quantity]) -> _Numbers:
    """The numbers of a finding's effect that none of its figures prints."""
    sizes = {abs(quantity.value) for quantity in printed}
    for name, number in _numbers(finding):
        if abs(number) not in sizes:
            yield name, number


_PRINT_IT = "write it as the source prints it, or add the figure"


def _numbers(finding: Finding) -> _Numbers:
    """The numbers of a finding's effect by their fields."""
    for name in ("value", "low", "high"):
        number = getattr(finding.effect, name, None)
        if number is not None:
            yield name, number


def _unprinted_baseline(finding: Entry[Finding], printed: list[Quantity]) -> Complaints:
    baseline = finding.item.baseline
    if baseline and baseline.percent not in _percents(printed):
        message = f"no figure of `{finding.id}` prints {baseline.percent}%"
        yield finding.place("baseline"), message, _PRINT_RISK


_PRINT_RISK = "add the figure that prints the risk of the comparison group"


def _percents(printed: list[Quantity]) -> set[Decimal]:
    return {quantity.value for quantity in printed if quantity.unit == "%"}


@rule(
    "evidence/findings/moe2023.yml",
    "    effect: {outcome: Waking at night, at: 1 week, measure: risk ratio, "
    "value: 0.75, low: 0.60, high: 0.94}\n    baseline",
    "    effect: {outcome: Waking at night, at: 1 week, measure: hazard ratio, "
    "value: 0.75, low: 0.60, high: 0.94}\n    baseline",
)
def baseline_gives_a_risk(finding: Entry[Finding], guide: Guide) -> Complaints:
    """A baseline risk goes with a measure from which absolute numbers can be computed.

    A hazard ratio or a difference of means does not say how many people have an outcome.
    """
    fault = _baseline_fault(finding.item)
    if fault:
        yield finding.place("baseline"), fault, _GO_WITH_IT


_GO_WITH_IT = f"remove it, or add an effect; these go with it: {', '.join(RISKS)}"


def _baseline_fault(finding: Finding) -> str:
    """Why no absolute numbers follow from the baseline of a finding; empty if they do."""
    if not finding.baseline:
        return ""
    if not finding.effect:
        return "a baseline without an effect says nothing"
    return _measure_fault(finding.effect.measure)


def _measure_fault(measure: str) -> str:
    return "" if measure in RISKS else f"a {measure} gives no number of people"
