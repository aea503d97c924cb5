"""Every number that a reader meets equals a figure of a finding behind it, or names its origin."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from evidence_guide.guide import Entry, Guide
from evidence_guide.model import Claim, Finding, GuideFile, Level, OwnNumber
from evidence_guide.rules.rule import Complaint, rule
from evidence_guide.rules.wording import CAUSAL
from evidence_guide.text.quantities import Conversions, Quantity, expression, quantities, traced
from evidence_guide.view.absolute_effects import RISKS
from evidence_guide.view.sentences import Statement, statements


@rule("evidence/claims/sleep.yml", "by 12 minutes, although", "by 13 minutes, although")
def number_is_traced(guide: Guide) -> Iterator[Complaint]:
    """Every quantity in a statement, table or cited sentence stands among the figures of a finding
    behind it.

    It may be rounded to the digits it shows, or converted between units; sign, comparison and unit
    count. A number that no source prints is declared in `numbers` with its reason, or with the
    expression that computes it.
    """
    conversions = _conversions(guide)
    for statement in statements(guide):
        if statement.sound:
            yield from _untraced(statement, guide, conversions)


def _untraced(statement: Statement, guide: Guide, conversions: Conversions) -> Iterator[Complaint]:
    """Complaints about the quantities of a statement that no finding behind it prints."""
    for quantity in _quantities(statement.text):
        if not _is_traced(quantity, statement, guide, conversions):
            yield (
                statement.place,
                f"no finding behind `{statement.owner}` prints `{quantity.text.strip()}`",
                _TRACE_IT,
                (statement.owner,),
            )


_TRACE_IT = (
    "write it as the source prints it, add the finding that states it, or declare it in `numbers`"
)


def _is_traced(
    quantity: Quantity, statement: Statement, guide: Guide, conversions: Conversions
) -> bool:
    figures = [guide.findings[id].item.figures for id in statement.findings]
    if any(_traced(quantity, printed) for printed in figures):
        return True
    if any(_declares(own.number, quantity) for own in statement.numbers):
        return True
    return any(traced(quantity, printed, conversions) for printed in figures)


_quantities = lru_cache(maxsize=65536)(quantities)
_traced = lru_cache(maxsize=262144)(traced)


def _declares(number: str, quantity: Quantity) -> bool:
    return quantity.text.strip() == number or quantity.text.strip().startswith(f"{number} ")


def _conversions(guide: Guide) -> dict[str, dict[str, Decimal]]:
    file = next(guide.all(GuideFile), None)
    return {"molar masses": dict(file.item.policy.molar_masses) if file else {}}


@rule(
    "evidence/stages/evening.yml",
    "{says: A cup holds 200 mL., because: [sleep-cup]}",
    "{says: A cup holds 200 mL., because: [sleep-cup], "
    "numbers: [{number: '7', because: Days of a week.}]}",
)
def declared_number_is_needed(guide: Guide) -> Iterator[Complaint]:
    """A number is declared only where it stands in the sentence and no figure prints it; a computed
    one comes out again.

    Each declaration is a door in the wall, and doors that lead nowhere hide the one that does.
    """
    for statement, number, complaint in _declarations(guide):
        if complaint:
            yield (
                statement.declared_at,
                f"`{number}` of `{statement.owner}` {complaint}",
                "mend the declaration or remove it",
                (statement.owner,),
            )


def _declarations(guide: Guide) -> Iterator[tuple[Statement, str, str]]:
    """Each declared number with its fault; a claim's two texts share their declarations."""
    for group in _declaring(guide):
        found = [quantity for statement in group for quantity in quantities(statement.text)]
        figures = [figure for id in group[0].findings for figure in guide.findings[id].item.figures]
        for own in group[0].numbers:
            yield group[0], own.number, _declaration_fault(own, found, figures)


def _declaring(guide: Guide) -> Iterable[list[Statement]]:
    """The statements that declare numbers; those with the same declarations together."""
    together: dict[object, list[Statement]] = {}
    for statement in statements(guide):
        if statement.numbers:
            together.setdefault(statement.declared_at, []).append(statement)
    return together.values()


def _declaration_fault(own: OwnNumber, found: list[Quantity], figures: list[str]) -> str:
    """What is wrong with a declared number; empty if nothing is."""
    for quantity in found:
        if _declares(own.number, quantity):
            return _computed(own.computed, quantity, figures)
    return "does not stand in the sentence"


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
)
def no_effect_is_not_told_as_one(claim: Entry[Claim], guide: Guide) -> Iterator[Complaint]:
    """A claim of high certainty whose every interval holds "no effect" does not say that something
    raises or lowers.

    A ratio's interval that holds 1, or a difference's that holds 0, fits no effect at all.
    """
    match = CAUSAL.search(claim.item.says)
    if match and claim.item.level is Level.HIGH and _holds_no_effect(claim.item, guide):
        yield (
            claim.place("says"),
            f"`{match[0]}`, but every interval holds no effect",
            "say that there is little or no difference, or that it is not known",
        )


def _holds_no_effect(claim: Claim, guide: Guide) -> bool:
    """Whether a claim rests on intervals, and each of them holds "no effect"."""
    signs = set()
    for id in claim.rests_on:
        effect = guide.findings[id].item.effect if id in guide.findings else None
        if effect and effect.low is not None and effect.high is not None:
            signs.add(effect.sign)
    return signs == {0}


@rule(
    "evidence/findings/doe2020.yml",
    "value: -12, low: -20, high: -4",
    "value: -12, low: -20, high: -5",
)
def effect_is_printed(finding: Entry[Finding], guide: Guide) -> Iterator[Complaint]:
    """Estimate, interval and baseline of an effect stand among the figures of their finding.

    They are drawn in forest plots and absolute numbers are computed from them: a slip of a digit
    would be seen as a result.
    """
    printed = _printed(finding.item)
    yield from _unprinted_effect(finding, printed)
    yield from _unprinted_baseline(finding, printed)


def _printed(finding: Finding) -> list[Quantity]:
    """The quantities among the figures of a finding."""
    return [quantity for figure in finding.figures for quantity in quantities(figure)]


def _unprinted_effect(finding: Entry[Finding], printed: list[Quantity]) -> Iterator[Complaint]:
    sizes = {abs(quantity.value) for quantity in printed}
    for name in ("value", "low", "high"):
        number = getattr(finding.item.effect, name, None)
        if number is not None and abs(number) not in sizes:
            yield (
                finding.place("effect", name),
                f"no figure of `{finding.id}` prints {number}",
                "write it as the source prints it, or add the figure",
            )


def _unprinted_baseline(finding: Entry[Finding], printed: list[Quantity]) -> Iterator[Complaint]:
    baseline = finding.item.baseline
    percents = {quantity.value for quantity in printed if quantity.unit == "%"}
    if baseline and baseline.percent not in percents:
        yield (
            finding.place("baseline"),
            f"no figure of `{finding.id}` prints {baseline.percent}%",
            "add the figure that prints the risk of the comparison group",
        )


@rule(
    "evidence/findings/moe2023.yml",
    "    effect: {outcome: Waking at night, at: 1 week, measure: risk ratio, "
    "value: 0.75, low: 0.60, high: 0.94}\n    baseline",
    "    effect: {outcome: Waking at night, at: 1 week, measure: hazard ratio, "
    "value: 0.75, low: 0.60, high: 0.94}\n    baseline",
)
def baseline_gives_a_risk(finding: Entry[Finding], guide: Guide) -> Iterator[Complaint]:
    """A baseline risk stands beside a measure from which absolute numbers can be computed.

    A hazard ratio or a difference of means does not say how many people have an outcome.
    """
    measure = finding.item.effect.measure if finding.item.effect else None
    if finding.item.baseline and measure not in RISKS:
        fault = "a baseline without an effect says nothing"
        if measure:
            fault = f"a {measure} gives no number of people"
        hint = f"remove it, or add an effect; these go with it: {', '.join(RISKS)}"
        yield finding.place("baseline"), fault, hint
