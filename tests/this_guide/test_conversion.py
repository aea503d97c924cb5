"""The converter of this guide."""

from fractions import Fraction

from tests.test_figures import page

from evidence_guide import Guide
from evidence_guide.view.conversions import factor


def test_the_real_converter_agrees_with_the_laboratory_that_prints_a_factor(real: Guide) -> None:
    mass = real.file.policy.molar_masses["vitamin B12"]
    found = factor("pg/ml", "pmol/l", mass)
    assert found is not None
    assert round(found, 2) == Fraction("0.74")
    assert "<code>" not in page(real, "tools/convert-b12-result")
