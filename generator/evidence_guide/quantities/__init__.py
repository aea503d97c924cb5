"""Numbers with units: found in running text, compared with printed figures, converted, computed."""

from evidence_guide.quantities.arithmetic import expression
from evidence_guide.quantities.finding import quantities
from evidence_guide.quantities.quantity import Kind, Quantity
from evidence_guide.quantities.spans import Span, span
from evidence_guide.quantities.tracing import Conversions, Trace, traced

__all__ = ["Conversions", "Kind", "Quantity", "Span", "Trace", "expression", "quantities", "span", "traced"]
