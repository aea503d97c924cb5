"""Every number of this guide is one that its sources print."""

import re
from collections.abc import Iterator

from evidence_guide import Guide
from evidence_guide.rules import rules
from evidence_guide.rules.ranges import falling_ranges
from evidence_guide.text.quantities import quantities, traced
from evidence_guide.view.sentences import statements


def test_the_real_guide_states_hundreds_of_numbers_and_every_one_is_traced(real: Guide) -> None:
    assert sum(len(quantities(s.text)) for s in statements(real)) > 800
    rule = next(r for r in rules() if r.id == "number-is-traced")
    assert list(rule.diagnostics(real)) == []


def test_changing_any_digit_of_the_real_guide_is_nearly_always_noticed(real: Guide) -> None:
    noticed = [
        _noticed(text, statement.findings, real)
        for statement in statements(real)
        for text in _with_one_other_digit(statement.text)
    ]
    assert sum(noticed) / len(noticed) > 0.97, f"{sum(noticed)} of {len(noticed)}"


def _with_one_other_digit(text: str) -> Iterator[str]:
    """The text once for each number in digits, with that number's first digit changed."""
    for quantity in quantities(text):
        digit = re.search(r"\d", quantity.text)
        if digit and not quantity.worded:
            at = quantity.start + digit.start()
            yield f"{text[:at]}{(int(text[at]) + 5) % 10}{text[at + 1 :]}"


def _noticed(text: str, findings: tuple[str, ...], guide: Guide) -> bool:
    figures, found = [guide.figures_of(id) for id in findings], quantities(text)
    if any(falling_ranges(text, found)):
        return True
    return any(not any(traced(q, printed) for printed in figures) for q in found)
