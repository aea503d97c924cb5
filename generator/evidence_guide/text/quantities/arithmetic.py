"""Computed numbers: sums over printed figures, calculated again."""

import ast
import operator
import re
from collections.abc import Callable, Iterable
from decimal import Decimal, DecimalException

from evidence_guide.text.quantities.finding import quantities

_ALLOWED = re.compile(r"[\d.+\-*/() ]{1,200}")
_OPERATORS: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_WHOLE = Decimal(100)


def expression(text: str, figures: Iterable[str]) -> Decimal:
    """The value of a sum such as `50 / 2.6` or `100 - 73.3` whose numbers all stand in the figures; 100, the whole of a percentage, need not.

    Raises ValueError with a sentence where it is not such a sum.
    """
    if not _ALLOWED.fullmatch(text):
        raise ValueError(
            f"`{text[:60]}` is not a sum: write numbers, + - * / and brackets in at most 200 characters"
        )
    try:
        tree = ast.parse(text.strip(), mode="eval").body
        return _value(
            tree,
            text.strip(),
            {abs(q.value) for figure in figures for q in quantities(figure)} | {_WHOLE},
        )
    except (SyntaxError, RecursionError) as error:
        raise ValueError(f"`{text}` is not a sum that can be read") from error
    except DecimalException as error:
        raise ValueError(
            f"`{text}` cannot be calculated: it divides by zero or grows too large"
        ) from error


def _value(node: ast.expr, text: str, printed: set[Decimal]) -> Decimal:
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        return _OPERATORS[type(node.op)](
            _value(node.left, text, printed), _value(node.right, text, printed)
        )
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_value(node.operand, text, printed)
    if isinstance(node, ast.Constant):
        number = Decimal(ast.get_source_segment(text, node) or "")
        if number not in printed:
            raise ValueError(f"{number} in `{text}` stands in no figure")
        return number
    raise ValueError(f"`{text}` holds something else than numbers, + - * / and brackets")
