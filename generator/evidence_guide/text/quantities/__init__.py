"""Numbers with units: found in text, traced to printed figures, converted and calculated."""

from evidence_guide.text.quantities.arithmetic import expression
from evidence_guide.text.quantities.declared_units import (
    Equivalents,
    declared_factor,
    declared_unit,
    equivalents,
    unit_name,
)
from evidence_guide.text.quantities.quantity import Quantity, QuantityKind
from evidence_guide.text.quantities.ranges import NumberRange, leading_range, split_at_value
from evidence_guide.text.quantities.scanner import quantities
from evidence_guide.text.quantities.tracing import (
    Conversions,
    Trace,
    difference,
    printed_quantities,
    traced,
)
from evidence_guide.text.quantities.units import unit_alone

__all__ = [
    "Conversions",
    "Equivalents",
    "NumberRange",
    "Quantity",
    "QuantityKind",
    "Trace",
    "declared_factor",
    "declared_unit",
    "difference",
    "equivalents",
    "expression",
    "leading_range",
    "printed_quantities",
    "quantities",
    "split_at_value",
    "traced",
    "unit_alone",
    "unit_name",
]
