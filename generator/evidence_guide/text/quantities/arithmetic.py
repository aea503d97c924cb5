"""Recalculation of numbers that were computed from printed figures."""

import ast
import operator
import re
from collections.abc import Callable, Iterable
from decimal import Decimal, DecimalException

from evidence_guide.text.quantities.scanner import quantities

_ALLOWED = re.compile(r"[\d.+\-*/() ]{1,200}")
_OPERATORS: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_WHOLE = Decimal(100)
_Printed = set[Decimal]
"""The numbers that figures print."""


def expression(text: str, figures: Iterable[str]) -> Decimal:
    """The value of an expression such as `50 / 2.6` whose numbers are all printed in the figures.

    100, the whole of a percentage, need not be printed: `100 - 73.3`.
    Raises ValueError, with a sentence, if the text is anything else.
    """
    if not _ALLOWED.fullmatch(text):
        raise ValueError(
            f"`{text[:60]}` is not a calculation: write numbers, + - * / and brackets in at most"
            " 200 characters"
        )
    stripped = text.strip()
    try:
        tree = ast.parse(stripped, mode="eval").body
        return _value(tree, stripped, _printed_numbers(figures))
    except (SyntaxError, RecursionError) as error:
        raise ValueError(f"`{text}` is not a calculation that can be read") from error
    except DecimalException as error:
        raise ValueError(
            f"`{text}` cannot be calculated: it divides by zero or grows too large"
        ) from error


def _printed_numbers(figures: Iterable[str]) -> _Printed:
    numbers = {_WHOLE}
    for figure in figures:
        numbers.update(abs(quantity.value) for quantity in quantities(figure))
    return numbers


def _value(node: ast.expr, text: str, printed: _Printed) -> Decimal:
    match node:
        case ast.BinOp(op=op) if type(op) in _OPERATORS:
            left = _value(node.left, text, printed)
            right = _value(node.right, text, printed)
            return _OPERATORS[type(op)](left, right)
        case ast.UnaryOp(op=ast.USub()):
            return -_value(node.operand, text, printed)
        case ast.Constant():
            return _constant(node, text, printed)
    raise ValueError(f"`{text}` contains something other than numbers, + - * / and brackets")


def _constant(node: ast.Constant, text: str, printed: _Printed) -> Decimal:
    number = Decimal(ast.get_source_segment(text, node) or "")
    if number not in printed:
        raise ValueError(f"{number} in `{text}` is not in any figure")
    return number
