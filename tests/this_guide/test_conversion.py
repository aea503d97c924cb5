"""The converter of this guide."""

from fractions import Fraction

import pytest
from tests.test_figures import page
from tests.typed_results import ANSWERS

from evidence_guide import Guide
from evidence_guide.model import Converter
from evidence_guide.view.conversions import factor, rates
from evidence_guide.view.typed_results import answer


def test_the_real_converter_agrees_with_the_laboratory_that_prints_a_factor(real: Guide) -> None:
    tool = real.tools["convert-b12-result"].item
    assert isinstance(tool, Converter)
    found = factor("pg/ml", "pmol/l", rates(real, tool))
    assert found is not None
    assert round(found, 2) == Fraction("0.74")
    assert "<code>" not in page(real, "tools/convert-b12-result")


@pytest.mark.parametrize(("typed", "answered"), ANSWERS.items(), ids=map(repr, ANSWERS))
def test_a_result_is_read_as_laboratories_print_it_or_the_answer_says_why_not(
    typed: str, answered: str, real: Guide
) -> None:
    tool = real.tools["convert-b12-result"].item
    assert isinstance(tool, Converter)
    assert " ".join(answer(real, tool, typed, "pg/mL")) == answered


def test_a_result_without_a_unit_is_in_the_unit_that_is_chosen(real: Guide) -> None:
    tool = real.tools["convert-b12-result"].item
    assert isinstance(tool, Converter)
    assert answer(real, tool, "<100", "pmol/L") == (
        "Read as <100 pmol/L.",
        "That is <136 pg/mL or ng/L.",
    )
