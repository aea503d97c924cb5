"""Whether a number of a text is that of a claim, another one, or another one's."""

from collections.abc import Sequence
from decimal import Decimal

from evidence_guide.answers.said import Keys, Number
from evidence_guide.answers.verdict import AGREED, UNCLEAR, AnswerVerdict, Fit
from evidence_guide.text.quantities import Conversions, Quantity, QuantityKind, Trace, traced
from evidence_guide.text.quantities.units import conversion_factor

Numbers = Sequence[Number]
_TRACED = {Trace.PRINTED, Trace.ROUNDED, Trace.CONVERTED}
_ENDS = {QuantityKind.RANGE, QuantityKind.PLAIN}


def numbers_fit(said: Numbers, claimed: Numbers, known: Conversions) -> Fit:
    """How the numbers of a sentence compare with a claim's; where they differ, the claim's own."""
    fits = [_number_fit(number, claimed, known) for number in said]
    for worst in (AnswerVerdict.NOT_JUDGED, AnswerVerdict.UNIT, AnswerVerdict.NUMBER):
        for fit in fits:
            if fit[0] is worst:
                return fit
    return AGREED


def _number_fit(number: Number, claimed: Numbers, known: Conversions) -> Fit:
    near = _near(number, claimed)
    equal = [one for one in near if _is_equal(number.quantity, one, known)]
    if not equal:
        return _rivalry(number.quantity, near)
    agrees = any(_compares_alike(number.quantity, one) for one in equal)
    return AGREED if agrees else UNCLEAR


def _near(number: Number, claimed: Numbers) -> list[Quantity]:
    """The numbers of a claim that may be about the same."""
    said = number.quantity
    alike = [one for one in map(_with_unit, claimed) if _is_alike(said, one.quantity)]
    return [one.quantity for i, one in enumerate(alike) if _is_about(number, alike, i)]


def _rivalry(said: Quantity, near: list[Quantity]) -> Fit:
    """How a number contradicts one of a claim, if it does."""
    for is_rival, fit in _RIVALS:
        for one in near:
            if is_rival(said, one):
                return fit, one.text.strip()
    return UNCLEAR


def _with_unit(number: Number) -> Number:
    """A number with the unit that its sentence names only once: `2.4 µg a day, 2.8 later`."""
    one = number.quantity
    is_bare = not one.unit and one.kind in _ENDS and len(one.near) == 1
    return number._replace(quantity=one._replace(unit=min(one.near))) if is_bare else number


def _is_alike(said: Quantity, one: Quantity) -> bool:
    """Whether two numbers may measure the same."""
    return said.unit == one.unit or _factor(said, one) is not None


def _is_about(number: Number, claimed: Numbers, i: int) -> bool:
    """Whether the words around a number fit those around one of a claim better than others'."""
    own, names = claimed[i].around, claimed[i].names
    if number.names and names and number.names.isdisjoint(names):
        return False
    others: Keys = frozenset().union(*(one.around for j, one in enumerate(claimed) if j != i))
    if number.around & (others - own - claimed[0].around):
        return False
    special = own - others if i else frozenset()
    return not special or bool(special & number.around)


def _is_equal(said: Quantity, one: Quantity, known: Conversions) -> bool:
    if said.kind is QuantityKind.MALFORMED:
        return False
    if said.per and one.per and said.per != one.per:
        return False
    if said.unit == one.unit and said.value == one.value:
        return said.kind is one.kind or {said.kind, one.kind} <= _ENDS
    return traced(said._replace(comparison=""), [_figure(one)], known) in _TRACED


def _figure(one: Quantity) -> str:
    """A number of a claim as a figure, with a unit that it may share with its neighbour."""
    text = one.text.strip()
    if one.unit and text.replace(".", "").isdecimal():
        return f"{text} {one.unit}"
    return text


def _compares_alike(said: Quantity, one: Quantity) -> bool:
    return said.comparison == one.comparison or "≈" in {said.comparison, one.comparison}


def _has_other_unit(said: Quantity, one: Quantity) -> bool:
    """Whether two numbers are the same, but in units of one kind of which one is wrong."""
    if said.value != one.value or not said.unit or not one.unit:
        return False
    if said.unit == one.unit:
        return bool(said.per and one.per) and said.per != one.per
    return _factor(said, one) is not None


def _factor(said: Quantity, one: Quantity) -> Decimal | None:
    return conversion_factor(said.unit, one.unit) if said.unit and one.unit else None


def _has_other_value(said: Quantity, one: Quantity) -> bool:
    """Whether two numbers measure the same, but differ."""
    if said.per and one.per and said.per != one.per:
        return False
    if not (said.kind is one.kind or {said.kind, one.kind} <= _ENDS):
        return False
    if not _compares_alike(said, one):
        return False
    if said.unit == one.unit:
        return bool(said.unit) or said.counted == one.counted
    return bool(said.unit and one.unit) and _factor(said, one) is not None


_RIVALS = (
    (_has_other_unit, AnswerVerdict.UNIT),
    (_has_other_value, AnswerVerdict.NUMBER),
)
"""How a number may contradict one of a claim, the more telling first."""
