"""Every number that a reader meets equals a figure of a finding behind it, or says where it comes from."""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from evidence_guide.guide import Entry, Guide
from evidence_guide.model import Claim, Finding, GuideFile, Level
from evidence_guide.rules.rule import Complaint, rule
from evidence_guide.rules.wording import CAUSAL
from evidence_guide.text.quantities import Conversions, Quantity, expression, quantities, traced
from evidence_guide.view.absolute_effects import RISKS
from evidence_guide.view.sentences import Statement, statements


@rule("evidence/claims/sleep.yml", "by 12 minutes, although", "by 13 minutes, although")
def number_is_traced(guide: Guide) -> Iterator[Complaint]:
    """Every quantity in a statement, table or cited sentence stands among the figures of a finding behind it.

    It may be rounded to the digits it shows, or converted between units; sign, comparison and unit count.
    A number that no source prints is declared in `numbers` with its reason, or with the expression that computes it.
    """
    conversions = _conversions(guide)
    for statement in statements(guide):
        for quantity in _quantities(statement.text) if statement.sound else ():
            if not _is_traced(quantity, statement, guide, conversions):
                message = f"no finding behind `{statement.owner}` prints `{quantity.text.strip()}`"
                yield (
                    statement.place,
                    message,
                    "write it as the source prints it, add the finding that states it, or declare it in `numbers`",
                    (statement.owner,),
                )


def _is_traced(
    quantity: Quantity, statement: Statement, guide: Guide, conversions: Conversions
) -> bool:
    figures = [guide.findings[id].item.figures for id in statement.findings]
    if any(_traced(quantity, printed) for printed in figures) or any(
        _declares(own.number, quantity) for own in statement.numbers
    ):
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
    "{says: A cup holds 200 mL., because: [sleep-cup], numbers: [{number: '7', because: Days of a week.}]}",
)
def declared_number_is_needed(guide: Guide) -> Iterator[Complaint]:
    """A number is declared only where it stands in the sentence and no figure prints it; a computed one comes out again.

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
    """Each declared number with what is wrong with it; a claim's two texts share their declarations."""
    together: dict[object, list[Statement]] = {}
    for statement in statements(guide):
        if statement.numbers:
            together.setdefault(statement.declared_at, []).append(statement)
    for group in together.values():
        found = [quantity for statement in group for quantity in quantities(statement.text)]
        figures = [figure for id in group[0].findings for figure in guide.findings[id].item.figures]
        for own in group[0].numbers:
            matches = [quantity for quantity in found if _declares(own.number, quantity)]
            complaint = (
                "does not stand in the sentence"
                if not matches
                else _computed(own.computed, matches[0], figures)
            )
            yield group[0], own.number, complaint


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
    """A claim of high certainty whose every interval holds "no effect" does not say that something raises or lowers.

    A ratio's interval that holds 1, or a difference's that holds 0, fits no effect at all.
    """
    effects = [guide.findings[id].item.effect for id in claim.item.rests_on if id in guide.findings]
    intervals = [
        effect
        for effect in effects
        if effect and effect.low is not None and effect.high is not None
    ]
    if (
        claim.item.level is Level.HIGH
        and intervals
        and all(effect.sign == 0 for effect in intervals)
    ):
        match = CAUSAL.search(claim.item.says)
        if match:
            yield (
                claim.place("says"),
                f"`{match[0]}`, but every interval holds no effect",
                "say that there is little or no difference, or that it is not known",
            )


@rule(
    "evidence/findings/doe2020.yml",
    "value: -12, low: -20, high: -4",
    "value: -12, low: -20, high: -5",
)
def effect_is_printed(finding: Entry[Finding], guide: Guide) -> Iterator[Complaint]:
    """Estimate, interval and baseline of an effect stand among the figures of their finding.

    They are drawn in forest plots and absolute numbers are computed from them: a slip of a digit would be seen as a result.
    """
    effect, baseline = finding.item.effect, finding.item.baseline
    printed = [quantity for figure in finding.item.figures for quantity in quantities(figure)]
    sizes = {abs(quantity.value) for quantity in printed}
    for name in ("value", "low", "high"):
        number = getattr(effect, name, None)
        if number is not None and abs(number) not in sizes:
            yield (
                finding.place("effect", name),
                f"no figure of `{finding.id}` prints {number}",
                "write it as the source prints it, or add the figure",
            )
    if baseline and baseline.percent not in {
        quantity.value for quantity in printed if quantity.unit == "%"
    }:
        yield (
            finding.place("baseline"),
            f"no figure of `{finding.id}` prints {baseline.percent}%",
            "add the figure that prints the risk of the comparison group",
        )


@rule(
    "evidence/findings/moe2023.yml",
    "    effect: {outcome: Waking at night, at: 1 week, measure: risk ratio, value: 0.75, low: 0.60, high: 0.94}\n    baseline",
    "    effect: {outcome: Waking at night, at: 1 week, measure: hazard ratio, value: 0.75, low: 0.60, high: 0.94}\n    baseline",
)
def baseline_gives_a_risk(finding: Entry[Finding], guide: Guide) -> Iterator[Complaint]:
    """A baseline risk stands beside a measure from which absolute numbers can be computed.

    A hazard ratio or a difference of means does not say how many people have an outcome.
    """
    measure = finding.item.effect.measure if finding.item.effect else None
    if finding.item.baseline and measure not in RISKS:
        told = (
            f"a {measure} gives no number of people"
            if measure
            else "a baseline without an effect says nothing"
        )
        yield (
            finding.place("baseline"),
            told,
            f"remove it, or add an effect; these go with it: {', '.join(RISKS)}",
        )
