"""Numbers with units: found in running text, compared with printed figures, converted, computed."""

from evidence_guide.text.quantities.arithmetic import expression
from evidence_guide.text.quantities.finding import quantities
from evidence_guide.text.quantities.quantity import Kind, Quantity
from evidence_guide.text.quantities.spans import Span, span
from evidence_guide.text.quantities.tracing import Conversions, Trace, traced

__all__ = [
    "Conversions",
    "Kind",
    "Quantity",
    "Span",
    "Trace",
    "expression",
    "quantities",
    "span",
    "traced",
]
