"""Numbers with units: found, compared, converted and calculated."""

import operator
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise, product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pint import UnitRegistry
from tests.conftest import errors

from evidence_guide import Guide
from evidence_guide.text.quantities import (
    Quantity,
    QuantityKind,
    Trace,
    equivalents,
    expression,
    quantities,
    traced,
    units,
)

MOLAR = {"molar masses": {"a substance": Decimal("1355.37")}}


def shown(text: str) -> list[str]:
    """Each quantity as `comparison value unit/per kind`; the kind is omitted for plain numbers."""
    return [as_words(quantity) for quantity in quantities(text)]


def as_words(quantity: Quantity) -> str:
    number = f"{quantity.comparison}{quantity.value:f}"
    unit = f"{quantity.unit}/{quantity.per}" if quantity.per else quantity.unit
    kind = "" if quantity.kind is QuantityKind.PLAIN else str(quantity.kind)
    return " ".join(part for part in (number, unit, kind) if part)


def trace(
    text: str, *figures: str, conversions: dict[str, dict[str, Decimal]] | None = MOLAR
) -> list[Trace | None]:
    return [traced(q, figures, conversions) for q in quantities(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("50 mcg, 50 μg, 50 µg, 50 ug, 50 micrograms and 50-microgram", ["50 µg"] * 6),
        ("5 mg; 5 g; 5 kcal; 5 IU; 5 kilocalories", ["5 mg", "5 g", "5 kcal", "5 IU", "5 kcal"]),
        ("148 pmol/L, 148 pmol/l and 148 pmol per litre, 148 pmol l-1", ["148 pmol/l"] * 4),
        (
            "200 pg/mL, 200 ng/L, 6 nmol/L, 6.5 μmol/L, 77 pM",
            ["200 pg/ml", "200 ng/l", "6 nmol/l", "6.5 µmol/l", "77 pmol/l"],
        ),
        ("5% or 5 per cent or 5 percent", ["5 %"] * 3),
        ("7.2 percentage points", ["7.2 percentage points"]),
        ("8 in 100, 9 in every 100, 7 per 100 births", ["8 %", "9 %", "7 per 100"]),
        ("26 in 100 000, 3 per 1,000", ["26 per 100000", "3 per 1000"]),
        (
            "1 in 10; one in 5,355; 1:5355",
            ["10 one in one in", "5355 one in one in", "5355 one in one in"],
        ),
        ("seven of ten", ["7", "10"]),
        (
            "6 wk, 6 weeks, 6 w; 7 mo, 7 months; 3 y, 3 yr, 3 years old",
            ["6 week"] * 3 + ["7 month"] * 2 + ["3 a"] * 3,
        ),
        (
            "a 5-month-old, two weeks, twelve months, week 30",
            ["5 month", "2 week", "12 month", "30 week"],
        ),
        ("48 hours and 5 days", ["48 h", "5 d"]),
        (
            "the third trimester, the 9th month, the first and second trimesters",
            [
                "3 trimester ordinal",
                "9 month ordinal",
                "1 trimester ordinal",
                "2 trimester ordinal",
            ],
        ),
        ("the first days, a first test, the second study", []),
        ("12-27 wk", ["12 week range end", "27 week range end"]),
        ("12–27 weeks", ["12 week range end", "27 week range end"]),
        ("from 12 to 27 weeks", ["12 week range end", "27 week range end"]),
        ("between 25% and almost 86%", ["25 % range end", "≈86 % range end"]),
        ("17 to 39%", ["17 % range end", "39 % range end"]),
        ("6- to 11-month-old", ["6 month range end", "11 month range end"]),
        ("148 − 222 pmol/L", ["148 pmol/l range end", "222 pmol/l range end"]),
        ("34.4% (95% CI 17.0, 54.5)", ["34.4 %", "95 % level", "17.0 interval", "54.5 interval"]),
        ("(95% CI: 17.0 to 54.5)", ["95 % level", "17.0 interval", "54.5 interval"]),
        (
            "P < 0.001, p=0.025, p less than 0.05, P-trend = 0.03",
            ["<0.001 p value", "0.025 p value", "<0.05 p value", "0.03 p value"],
        ),
        (
            "2.5 times, threefold, two and threefold, twice a year",
            ["2.5 times", "3 times", "2 times", "3 times", "2 times/a"],
        ),
        (
            "half of them, a third of them, two-thirds of it, ½, 2/3",
            ["0.5 fraction"]
            + [f"{Decimal(n) / d:f} fraction" for n, d in ((1, 3), (2, 3), (1, 2), (2, 3))],
        ),
        ("1,371,848 and 1 371 848 and 1\u2009371\u2009848 and 1371848", ["1371848"] * 4),
        ("2·6 and 2.6", ["2.6", "2.6"]),
        ("−0.45, -0.45, (–0.45), β = − 0.18 and − 0.19", ["-0.45"] * 3 + ["-0.18", "-0.19"]),
        ("-24% to -14%", ["-24 % range end", "-14 % range end"]),
        ("19.7 ± 4.7 pmol/l", ["19.7 pmol/l", "4.7 pmol/l spread"]),
        ("-19.7 +/- 4.7 pmol/l", ["-19.7 pmol/l", "4.7 pmol/l spread"]),
        (
            "below 148 pmol/L, under 148 pmol/L, less than 148 pmol/L, < 148 pmol/L",
            ["<148 pmol/l"] * 4,
        ),
        ("at least 42 days, no less than 42 days, ≥42 d, 42 days or more", ["≥42 d"] * 4),
        (
            "up to 200 g, no more than 200 g, ≤200 g, not exceed 200 g, 200 g or less",
            ["≤200 g"] * 5,
        ),
        ("more than 20 cm, over 20 cm, >20 cm, above 20 cm", [">20 cm"] * 4),
        ("about 34%, nearly 34%, ~34%, approximately 34%", ["≈34 %"] * 4),
        ("over 90 days", ["90 d"]),
        ("under 186 and 180 pmol/L", ["<186 pmol/l", "<180 pmol/l"]),
        ("adults aged 18 to 50 and people over 70", ["18 a range end", "50 a range end", ">70 a"]),
        (
            "2.6 micrograms of some vitamin a day, 350 μg/week, 5 μg daily",
            ["2.6 µg/d", "350 µg/week", "5 µg/d"],
        ),
        (
            "up to 317 mg (256 to 378) at 3–27 weeks",
            [
                "≤317 mg",
                "256 mg range end",
                "378 mg range end",
                "3 week range end",
                "27 week range end",
            ],
        ),
        (
            "0.2 (0.1 to 0.4) with tea against water, which was all that anybody saw; at 6 to 9 years",
            ["0.2", "0.1 range end", "0.4 range end", "6 a range end", "9 a range end"],
        ),
        ("28.2 [10.1, 46.3] pmol/L", ["28.2 pmol/l", "10.1 pmol/l", "46.3 pmol/l"]),
        ("225, 172, 161 and 319 pmol/L", ["225 pmol/l", "172 pmol/l", "161 pmol/l", "319 pmol/l"]),
        (
            "18.4% (13.1 to 23.8) against 5%",
            ["18.4 %", "13.1 % range end", "23.8 % range end", "5 %"],
        ),
        ("One hundred sixty-three and twenty-seven and two hundred and six", ["163", "27", "206"]),
        ("1.3 million", ["1300000"]),
        ("5%of it, 5 mg/kg/day, 45 kg/m2", ["5 %", "5 mg/kg/d", "45 kg/m2"]),
        (
            "of 2000 women; n = 1962; 2000-3000 g",
            ["2000", "1962", "2000 g range end", "3000 g range end"],
        ),
        (
            "200 Bq/m3, 200 Bq/m³, 200 Bq/m^3^, 200 Bq m⁻³, 200 becquerels per cubic metre",
            ["200 Bq/m3"] * 5,
        ),
        ("4 pCi/L, 4 picocuries per litre; 5 µSv/h, 5 uSv/h", ["4 pCi/l"] * 2 + ["5 µSv/h"] * 2),
        ("5 kWh, 5 kW·h, 5 kilowatt-hours; 60 mph, 60 miles/h", ["5 kWh"] * 3 + ["60 mi/h"] * 2),
        ("37 °C, 37°C, 37 degrees Celsius; 98.6 °F, -5 °C", ["37 °C"] * 3 + ["98.6 °F", "-5 °C"]),
        (
            "12 dB, 12 dB(A); 120 mmHg; 10 ppm, 10 ppb",
            ["12 dB", "12 dBA", "120 mmHg", "10 ppm", "10 ppb"],
        ),
        ("20 sq ft, 20 ft², 20 square feet; 3 acres, 3 ha", ["20 ft2"] * 3 + ["3 acre", "3 ha"]),
        ("$5, US$ 5, 5 dollars; €5, 5 euros; £5", ["5 $"] * 3 + ["5 €"] * 2 + ["5 £"]),
        ("10⁵, 10^5^, 3 × 10^5^, 3x10⁵, 2.5e-3", ["100000"] * 2 + ["300000"] * 2 + ["0.0025"]),
        ("5 mg/tablet, 5 mg per tablet, 5 mg per serving", ["5 mg/tablet"] * 2 + ["5 mg/serving"]),
        (
            "10 to 20 dB, 5–10 kPa, 5 or 6 mSv",
            [
                "10 dB range end",
                "20 dB range end",
                "5 kPa range end",
                "10 kPa range end",
                "5 mSv",
                "6 mSv",
            ],
        ),
        ("two A levels, three Indian babies, 3 in all", ["2", "3", "3"]),
        (
            (
                "200 Bq/m3 or more, at or above 200 Bq/m3, a minimum of 200 Bq/m3, ≥200 Bq/m3,"
                " 200 Bq/m3 upwards, not less than 200 Bq/m3, greater than or equal to 200 Bq/m3"
            ),
            ["≥200 Bq/m3"] * 7,
        ),
        (
            (
                "5 mg or less, at or below 5 mg, a maximum of 5 mg, 5 mg maximum, must not exceed 5 mg,"
                " no higher than 5 mg, never exceeding 5 mg, equal to or less than 5 mg, max. 5 mg"
            ),
            ["≤5 mg"] * 9,
        ),
        ("exceeding 5 kPa, in excess of 5 kPa, upwards of 5 kPa, beyond 5 kPa", [">5 kPa"] * 4),
        (
            "above the UK Action Level of 200 Bq/m3, below the limit of 5 dB",
            [">200 Bq/m3", "<5 dB"],
        ),
        ("200 widgets or more; 30 large widgets or fewer", ["≥200", "≤30"]),
        (
            "200 widgets or more than before; more than a third of 200 women; over a period of 3 weeks",
            ["200", f">{Decimal(1) / 3:f} fraction", "200", "3 week"],
        ),
        (
            "one to six months, one year, one-third of it",
            ["1 month range end", "6 month range end", "1 a", f"{Decimal(1) / 3:f} fraction"],
        ),
    ],
)
def test_finds_what_a_text_says(text: str, found: list[str]) -> None:
    assert shown(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "B12, B-12, B₁₂, B~12~, B6, vitamin D3, H2RA, R01, NG239, NG247",
        "NCT00197548, COVID-19, CD004905.pub6, PMC123, ISO-8859-1",
        "Type 2 diabetes, Step 3, Table 2, Tables 2 and 3, Section 5.3, page 309, pages 309–312",
        "Claim 4, No. 7, §12",
        "Health Survey 2011-12, 2001–2006, in 2020, 1999 to 2004, 1991–4, (2002), the 1990s",
        "5 May 2027, May 2026, January 2025, 2027-05-05, Mar 11, 2024, 5th May",
        "1. Wash.\n2) Dry.\n(3) Rest.",
        "https://example.org/12/34?a=5%, www.example.org/7, doi:10.1017/s0007, 10.1234/abc.56",
        "version 1.2.3, 3D, 4G, 25(OH)D, 1990s",
        "one study, another one, one of them, no one, at once, once tablets stop",
        "the second half of it",
    ],
)
def test_names_dates_and_labels_are_not_quantities(text: str) -> None:
    assert shown(text) == []


@pytest.mark.parametrize("text", ["2,6 μg", "0,45", "0,123 mg", "1" * 25])
def test_no_figure_supports_a_decimal_comma_or_an_endless_number(text: str) -> None:
    (q,) = quantities(text)
    assert q.kind is QuantityKind.MALFORMED
    assert traced(q, [text], MOLAR) is None


@pytest.mark.parametrize(
    ("text", "figures", "how"),
    [
        ("34.4%", ["34.4%"], [Trace.PRINTED]),
        ("below 148 pmol/L", ["<148 pmol/l"], [Trace.PRINTED]),
        ("below 148 pmol/L", ["less than 148 pmol/L"], [Trace.PRINTED]),
        ("148 pmol/L", ["<148 pmol/L"], [None]),
        ("<148 pmol/L", ["148 pmol/L"], [None]),
        ("≤200", ["≥200"], [None]),
        ("p < 0.05", ["p > 0.05"], [None]),
        ("0.5", ["0.51"], [None]),
        ("0.45", ["−0.45"], [None]),
        ("1.5", ["1-5"], [None]),
        ("34%", ["34.4%"], [Trace.ROUNDED]),
        ("35%", ["34.4%"], [None]),
        ("30%", ["34.4%"], [None]),
        ("about 30%", ["34.4%"], [None]),
        ("about 34%", ["34.4%"], [Trace.ROUNDED]),
        ("34.40%", ["34.4%"], [None]),
        ("12.5", ["12.45"], [Trace.ROUNDED]),
        ("12.4", ["12.45"], [Trace.ROUNDED]),
        ("about 5,400", ["5355"], [Trace.ROUNDED]),
        ("5,400", ["5355"], [None]),
        ("about 5,000", ["5355"], [None]),
        ("0 mg", ["0.3 mg"], [None]),
        ("two trials", ["2.5"], [None]),
        ("<35%", ["<34.6%"], [None]),
        ("P = 0.03", ["P = 0.025"], [None]),
        ("0.025", ["P = 0.025"], [None]),
        ("50 mcg", ["0.05 mg"], [Trace.CONVERTED]),
        ("500 pg/mL", ["500 ng/L"], [Trace.CONVERTED]),
        ("148 pmol/L", ["200 pg/mL"], [Trace.CONVERTED]),
        ("below 148 pmol/L", ["<200 pg/mL"], [Trace.CONVERTED]),
        ("149 pmol/L", ["200 pg/mL"], [None]),
        ("200 pg/mL", ["147.56 pmol/L"], [Trace.CONVERTED]),
        ("one year", ["12 mo postpartum"], [Trace.CONVERTED]),
        ("6 weeks", ["42 days"], [Trace.CONVERTED]),
        ("1 month", ["30 days"], [None]),
        ("about half of it", ["nearly 50 percent"], [Trace.CONVERTED]),
        ("16 in 100", ["16%"], [Trace.PRINTED]),
        (
            "about 8 in 100 and about 9 in every 100",
            ["7.8%", "9.4%"],
            [Trace.ROUNDED, Trace.ROUNDED],
        ),
        ("8 in 100", ["7.8%"], [None]),
        ("8 in 100", ["8 of 100 women"], [None]),
        ("34.4%", ["34.4", "17.0, 54.5"], [Trace.NUMBER_ONLY]),
        ("34.4%", ["34.4", "34.4 mg"], [None]),
        ("2.4 µg", ["2.4", "μg"], [Trace.PRINTED]),
        ("2.4 mg", ["2.4", "μg"], [None]),
        ("2.4 µg", ["2.4", "Micrograms per serving"], [Trace.PRINTED]),
        ("2.4 µg a day", ["2.4", "µg/d"], [Trace.PRINTED]),
        ("0.0024 mg", ["2.4", "μg"], [Trace.CONVERTED]),
        ("0.0024 mg", ["2.4 glorps", "μg"], [None]),
        ("172", ["172 pmol/L"], [None]),
        ("225 pmol/L, later 172", ["225 and 172 pmol/L"], [Trace.PRINTED, Trace.PRINTED]),
        ("27 of 5%", ["27%", "5%"], [None, Trace.PRINTED]),
        ("50 μg", ["50 μg/d"], [Trace.PRINTED]),
        ("50 μg a week", ["50 μg/d"], [None]),
        ("17.0%", ["95% CI: 17.0, 54.5"], [None]),
        ("95% CI 17.0 to 54.5", ["95% CI: 17.0, 54.5"], [Trace.PRINTED] * 3),
        ("one in 5,355", ["1:5355"], [Trace.PRINTED]),
        ("twenty-seven", ["n = 27"], [Trace.PRINTED]),
        ("5355", ["1:5355"], [None]),
        ("200 pCi/L", ["200 Bq/m3"], [None]),
        ("200 kBq/m³", ["200 Bq/m3"], [None]),
        ("200 Bq/m³", ["200 Bq/m3"], [Trace.PRINTED]),
        ("200 Bq/m³ or more", ["200 Bq/m3 or less"], [None]),
        ("200 Bq/m³ or more", ["≥ 200 Bq/m3"], [Trace.PRINTED]),
        ("at or above 5 mg", ["above 5 mg"], [None]),
        ("at or above 5 mg", ["5 mg or more"], [Trace.PRINTED]),
        ("5 V", ["5 A"], [None]),
        ("5 kWh", ["5 kW"], [None]),
        ("12 dBA", ["12 dB"], [None]),
        ("37 °F", ["37 °C"], [None]),
        ("€5", ["$5"], [None]),
        ("5", ["$5"], [None]),
        ("3 × 10^6^", ["3 × 10^5^"], [None]),
        ("300,000", ["3 × 10^5^"], [Trace.PRINTED]),
        ("105", ["10^5^"], [None]),
        ("5 mg per tablet", ["5 mg a day"], [None]),
        ("12 glorps", ["12 glorps"], [Trace.PRINTED]),
        ("12 glorps", ["12 snarks"], [None]),
        ("12 large glorps", ["12 glorps"], [Trace.PRINTED]),
        ("12 glorps", ["12"], [Trace.PRINTED]),
        ("12", ["12 glorps"], [Trace.PRINTED]),
        ("12 mg", ["12 glorps"], [None]),
        ("12 glorps per hour", ["12 glorps per day"], [None]),
        ("12 glorps or more", ["12 glorps or less"], [None]),
        ("27 people", ["27 patients"], [Trace.PRINTED]),
        ("27 women", ["27 participants"], [Trace.PRINTED]),
        ("27 women", ["27 infants"], [None]),
        (
            "33% of 381 against 16% of 141",
            ["33% of 381 patients", "16% of 141"],
            [Trace.PRINTED] * 4,
        ),
        ("4.7", ["19.7 ± 4.7"], [None]),
    ],
)
def test_a_number_follows_from_its_figures_or_does_not(
    text: str, figures: list[str], how: list[Trace | None]
) -> None:
    assert trace(text, *figures) == how


def test_nothing_is_converted_unless_the_caller_declares_conversions() -> None:
    assert trace("50 mcg", "0.05 mg", conversions=None) == [None]
    assert trace("50 mcg", "0.05 mg", conversions={}) == [Trace.CONVERTED]
    assert trace("148 pmol/L", "200 pg/mL", conversions={}) == [None]


def test_pint_knows_every_unit_that_is_not_our_own() -> None:
    registry: UnitRegistry[Decimal] = UnitRegistry(non_int_type=Decimal, cache_folder=None)
    for unit in units.SPELLINGS:
        if unit not in units.OWN:
            assert f"{registry.Unit(unit):~C}" == unit


def test_our_short_list_of_units_converts_as_the_long_list_of_pint_does() -> None:
    registry: UnitRegistry[Decimal] = UnitRegistry(non_int_type=Decimal, cache_folder=None)
    for unit, other in product(units.SPELLINGS, repeat=2):
        factor = units.conversion_factor(unit, other)
        if factor is not None:
            converted = registry.convert(Decimal(1), registry.Unit(unit), registry.Unit(other))
            assert abs(factor / Decimal(converted) - 1) < Decimal("1e-25")


def test_pint_is_not_imported_before_a_conversion_needs_it() -> None:
    code = """
import sys
from evidence_guide.text.quantities import quantities, traced
traced(quantities("5 mg")[0], ["5 mg"], {})
sys.exit("pint" in sys.modules)
"""
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0


@pytest.mark.parametrize(
    ("text", "figures", "value"),
    [
        ("50 / 2.6", ["50 μg", "2.6 µg/day"], Decimal(50) / Decimal("2.6")),
        ("100 - 73.3", ["73.3%"], Decimal("26.7")),
        ("-(4 + 2) * 3", ["4", "2", "3"], Decimal(-18)),
    ],
)
def test_a_calculation_with_figures_is_repeated(
    text: str, figures: list[str], value: Decimal
) -> None:
    assert expression(text, figures) == value


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("50 / 2.7", "2.7 in `50 / 2.7` is not in any figure"),
        ("50 / (50 - 50)", "divides by zero"),
        ("50 ** 50", "something other"),
        ("50 // 50", "something other"),
        ("50(50)", "something other"),
        ("50 +", "cannot|can be read"),
        ("((50)", "can be read"),
        ("", "is not a calculation"),
        ("__import__('os')", "is not a calculation"),
        ("5e1", "is not a calculation"),
        ("50 +" * 60 + "50", "is not a calculation"),
        ("(" * 90 + "50" + ")" * 90 + "+1", "is not in any figure|can be read"),
    ],
)
def test_anything_but_a_calculation_with_figures_is_refused_with_a_sentence(
    text: str, says: str
) -> None:
    with pytest.raises(ValueError, match=says):
        expression(text, ["50"])


@given(st.text(alphabet="0123456789.+-*/() ", max_size=60))
def test_any_text_has_a_value_or_a_sentence(text: str) -> None:
    try:
        assert isinstance(expression(text, ["1", "2", "10"]), Decimal)
    except ValueError as error:
        assert str(error)  # noqa: PT017 - either outcome is the law


WRITTEN = {
    "": "",
    "%": "%",
    "µg": " μg",
    "mg": " mg",
    "pmol/l": " pmol/L",
    "pg/ml": " pg/mL",
    "week": " weeks",
    "a": " years",
    "kcal": " kcal",
    "IU": " IU",
}
COMPARED = {
    "": ["", "in "],
    "<": ["<", "< ", "below ", "less than "],
    "≤": ["≤", "up to "],
    ">": [">", "more than "],
    "≥": ["≥ ", "at least "],
    "≈": ["~", "about "],
}
NUMBERS = st.decimals(Decimal("0.01"), Decimal(9999999), places=2).map(
    lambda d: d.quantize(Decimal("0.01"))
)
INTEGERS = st.integers(2, 9999999).map(Decimal)
POSITIVE = NUMBERS | INTEGERS
VALUES = POSITIVE | POSITIVE.map(operator.neg)
FORMATS: list[Callable[[Decimal], str]] = [
    lambda d: f"{d:f}",
    lambda d: f"{d:,f}",
    lambda d: f"{d:f}".replace("-", "−"),
    lambda d: f"{d:,f}".replace(",", "\u2009"),
    lambda d: f"{d:f}".replace(".", "·"),
]


@st.composite
def written(draw: st.DrawFn) -> tuple[Decimal, str, str, str]:
    """A value, comparison and unit with one way to write them."""
    value = draw(VALUES)
    unit = draw(st.sampled_from(list(WRITTEN)))
    is_year = value == value.to_integral_value() and 1800 <= abs(value) < 2100
    assume(unit or not is_year)
    comparison = draw(st.sampled_from(list(COMPARED)))
    compared = draw(st.sampled_from(COMPARED[comparison]))
    formatted = draw(st.sampled_from(FORMATS))(value)
    return value, comparison, unit, f"{compared}{formatted}{WRITTEN[unit]}"


@given(written())
def test_a_formatted_number_is_found_again(item: tuple[Decimal, str, str, str]) -> None:
    value, comparison, unit, text = item
    (q,) = quantities(f"It was {text}, they say.")
    assert (q.value, q.comparison, q.unit) == (value, comparison, unit)
    assert q.value.as_tuple() == value.as_tuple()
    assert traced(q, [text]) is Trace.PRINTED


@given(written(), st.data())
def test_no_figure_supports_another_digit(
    item: tuple[Decimal, str, str, str], data: st.DataObject
) -> None:
    figure = item[3]
    (q,) = quantities(figure)
    sign, digits, exponent = q.value.as_tuple()
    place = data.draw(st.integers(0, len(digits) - 1))
    other = (digits[place] + data.draw(st.integers(1, 9))) % 10
    assume(other or q.comparison != "≈")  # after `about`, zeros at the end may be rounding
    value = Decimal((sign, (*digits[:place], other, *digits[place + 1 :]), exponent))
    assert traced(q._replace(value=value), [figure], MOLAR) is None


@given(written())
def test_no_figure_supports_another_sign(item: tuple[Decimal, str, str, str]) -> None:
    figure = item[3]
    (q,) = quantities(figure)
    assert traced(q._replace(value=-q.value), [figure], MOLAR) is None


@given(written(), st.sampled_from(list(COMPARED)))
def test_no_figure_supports_another_comparison(
    item: tuple[Decimal, str, str, str], comparison: str
) -> None:
    figure = item[3]
    (q,) = quantities(figure)
    assume(comparison not in {q.comparison, "≈"})
    assert traced(q._replace(comparison=comparison), [figure], MOLAR) is None


@given(written(), st.sampled_from(list(WRITTEN)))
def test_no_figure_supports_another_unit(item: tuple[Decimal, str, str, str], other: str) -> None:
    _, _, unit, figure = item
    assume(unit not in {"", other})
    (q,) = quantities(figure)
    assert traced(q._replace(unit=other, near=frozenset()), [figure], MOLAR) is None


@given(NUMBERS, st.sampled_from(["%", " mg", " pmol/L"]), st.integers(0, 1))
def test_rounding_traces_only_the_rounded_number(value: Decimal, unit: str, places: int) -> None:
    assume(value > 10 and value.as_tuple().digits[-1])
    step = Decimal(1).scaleb(-places)
    rounded = value.quantize(step, "ROUND_HALF_UP")
    (right,), (wrong,) = quantities(f"{rounded}{unit}"), quantities(f"{rounded + 2 * step}{unit}")
    assert traced(right, [f"{value}{unit}"]) is Trace.ROUNDED
    assert traced(wrong, [f"{value}{unit}"]) is None


UNKNOWN = st.from_regex(r"[b-df-hj-np-rt-z]{4,7}(?:/[b-df-hj-np-rt-z]{4,7})?", fullmatch=True)
"""Units that no program knows: no plural, and no word that ends what is counted."""


@given(INTEGERS, UNKNOWN, UNKNOWN, st.sampled_from(list(COMPARED)))
def test_an_unknown_unit_is_still_a_unit(
    value: Decimal, unit: str, other: str, comparison: str
) -> None:
    assume(not 1800 <= value < 2100)
    compared = COMPARED[comparison][0]
    figure = f"{compared}{value} {unit}"
    (same,), (different,) = quantities(figure), quantities(f"{compared}{value} {other}")
    assert traced(same, [figure]) is Trace.PRINTED
    assume(unit.partition("/")[0] != other.partition("/")[0] or unit.count("/") == other.count("/"))
    assume(unit != other)
    assert traced(different, [figure]) is None


@given(
    INTEGERS, UNKNOWN, st.sampled_from(["<", "≤", ">", "≥"]), st.sampled_from(["<", "≤", ">", "≥"])
)
def test_a_comparison_is_read_over_an_unknown_unit(
    value: Decimal, unit: str, printed: str, said: str
) -> None:
    after = {"≤": f"{value} {unit} or less", "≥": f"{value} {unit} or more"}
    sentence = after.get(said, f"{COMPARED[said][2 if said == '<' else 1]}{value} {unit}")
    (q,) = quantities(f"It was {sentence}.")
    assert q.comparison == said
    assert (traced(q, [f"{printed} {value} {unit}"]) is None) == (said != printed)


@given(st.integers(1, 999), st.integers(1, 30), st.integers(1, 30))
def test_another_power_of_ten_is_another_number(value: int, power: int, other: int) -> None:
    assume(power != other)
    (q,) = quantities(f"{value} × 10^{other}^ cells")
    assert traced(q, [f"{value} × 10^{power}^ cells"]) is None
    assert traced(q, [f"{value} x 10^{other} cells"]) is Trace.PRINTED


NOISE = st.text() | st.text(
    alphabet="0123456789.,·-−–+/±<>≤≥~%() \nμgmkolLPpnCIone twhfrdays½₁₂", max_size=80
)


@given(NOISE)
def test_quantities_of_any_text_are_in_order_and_at_their_place(text: str) -> None:
    found = quantities(text)
    assert all(text[q.start : q.end] == q.text and q.text for q in found)
    assert [q.start for q in found] == sorted({q.start for q in found})
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(NOISE, NOISE)
def test_tracing_never_raises(text: str, figure: str) -> None:
    assert all(traced(q, [figure], MOLAR) in {None, *Trace} for q in quantities(text))


def test_a_quantity_is_a_plain_tuple() -> None:
    (q,) = quantities("about 34.4%")
    assert q == Quantity(Decimal("34.4"), "≈", "%", "34.4%", 6, 11)


def test_a_number_said_again_in_brackets_keeps_its_comparison() -> None:
    words = "more than 200 becquerels per metre cubed (200 Bq m-3)"
    assert [one.comparison for one in quantities(words)] == [">", ">"]
    assert [one.comparison for one in quantities("more than 200 (200 Bq/m³ in 2010)")] == [">", ">"]
    assert [one.comparison for one in quantities("more than 200 Bq/m³ (100 Bq/m³)")] == [">", ""]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4 (pCi/L) or higher", ["≥4 pCi/l"]),
        ("4 [pCi/L] (or below)", ["≤4 pCi/l"]),
        ("4 (FNU) or higher", ["≥4 "]),
        ("4 picocuries per litre (pCi/L) or higher", ["≥4 pCi/l"]),
        ("4 pCi/L (148 Bq/m³) or more", ["≥4 pCi/l", "≥148 Bq/m3"]),
        ("4 pCi/L or more [148 Bq/m³]", ["≥4 pCi/l", "≥148 Bq/m3"]),
        ("below 12 weeks (3 months)", ["<12 week", "<3 month"]),
        ("more than 5 mg (10%)", [">5 mg", "10 %"]),
        ("more than 5 mg (n = 12)", [">5 mg", "12 "]),
        ("5 mg/L as a maximum", ["≤5 mg/l"]),
        ("5 mg/L at the most", ["≤5 mg/l"]),
        ("5 mg/L at a minimum", ["≥5 mg/l"]),
        ("12 (a) and 30 (b)", ["12 ", "30 "]),
        ("3 kW h", ["3 kWh"]),
        ("120 mm Hg", ["120 mmHg"]),
        ("40 CHF", ["40 CHF"]),
        ("5 × 10−3 mg", ["0.005 mg"]),
        ("5 NTU and up", ["≥5 "]),
        ("from 5 NTU upwards", ["≥5 "]),
        ("5 NTU at least.", ["≥5 "]),
        ("5 NTU maximum", ["≤5 "]),
        ("27 women and more men", ["27 "]),
        ("half a litre, 1/2 cup", ["0.5 l", "0.5 cp"]),
    ],
)
def test_units_in_brackets_and_comparisons_behind_them(text: str, expected: list[str]) -> None:
    assert [
        f"{found.comparison}{found.value} {found.unit}" for found in quantities(text)
    ] == expected


@pytest.mark.parametrize(
    ("said", "figure", "trace"),
    [
        ("2 standard drinks a day", "20 g", Trace.CONVERTED),
        ("20 g of alcohol", "two standard drinks", Trace.CONVERTED),
        ("3 standard drinks", "20 g", None),
        ("2 glasses of wine", "28 g", Trace.CONVERTED),
        ("2 glasses of water", "28 g", None),
        ("2 drinks", "20 g", None),
        ("2 working level months", "7 mSv", Trace.CONVERTED),
    ],
)
def test_a_declared_unit_may_have_several_words(
    said: str, figure: str, trace: Trace | None
) -> None:
    declared = ["standard drink = 10 g", "glass of wine = 14 g", "working level month = 3.5 mSv"]
    (quantity,) = quantities(said)
    assert traced(quantity, [figure], {"units": equivalents(declared)}) == trace


@pytest.mark.parametrize(
    ("said", "figure"),
    [
        ("£40 a year", "£40 a month"),
        ("10 m/s", "10 km/s"),
        ("10 m/s", "10 m/s²"),
        ("5 L/min", "5 L/s"),
        ("2 CFU", "2 log10 CFU"),
        ("5 cm H2O", "5 cm"),
    ],
)
def test_another_rate_or_power_is_untraced(said: str, figure: str) -> None:
    (quantity,) = quantities(said)
    assert traced(quantity, [figure]) is None


NOTATIONS = [
    ("5k mL", "5E+3", "ml"),
    ("5K people", "5E+3", ""),
    ("20M doses", "2.0E+7", ""),
    ("3 bn", "3E+9", ""),
    ("5 lakh", "5E+5", ""),
    ("2 crore", "2E+7", ""),
    ("1_000 mL", "1000", "ml"),
    ("12'345 g", "12345", "g"),
    ("1’000", "1000", ""),
    ("1,00,000", "100000", ""),
    ("٢٫٥ g", "2.5", "g"),
    ("10**3", "1E+3", ""),
    ("three dozen eggs", "36", ""),
    ("half a dozen eggs", "6.0", ""),
    ("12 dozen", "144", ""),
    ("2x the dose", "2", "times"),
    ("3× the dose", "3", "times"),
    ("doubled the dose", "2", "times"),
    ("a double dose", "2", "times"),
    ("the dose was tripled", "3", "times"),
    ("it halves the dose", "0.5", "times"),
    ("a couple of days", "2", "d"),
    ("a pair of studies", "2", ""),
    ("a half-litre of milk", "0.5", "l"),
    ("half cup", "0.5", "cp"),
    ("3·10² mL", "3E+2", "ml"),
    ("3·10^2 mL", "3E+2", "ml"),
    ("2·5 mg", "2.5", "mg"),
    ("in their 20s", "20", "a"),
    ("in her mid-30s", "30", "a"),
    ("one and a half cups", "1.5", "cp"),
    ("2 and a half hours", "2.5", "h"),
    ("1 1/2 cups", "1.5", "cp"),
    ("two and a half million", "2.5E+6", ""),
    ("half a million", "5E+5", ""),
    ("a lakh", "100000", ""),
    ("2 trillion", "2E+12", ""),
]


@pytest.mark.parametrize(("text", "value", "unit"), NOTATIONS)
def test_numbers_in_other_notations_are_read(text: str, value: str, unit: str) -> None:
    [found] = quantities(text)
    assert (str(found.value), found.unit, found.kind) == (value, unit, QuantityKind.PLAIN)


UNWRITTEN = ["二百 g", "Ⅻ months", "① a cup", "1,5 g"]
UNWRITTEN += [
    "hundreds of women",
    "several hundred",
    "a few dozen",
    "tens of thousands",
    "millions",
]
UNWRITTEN += ["0x1F", "0b11", "mL300", "IU400", "1E3mg", "5²", "3.10²"]


@pytest.mark.parametrize("text", UNWRITTEN)
def test_numbers_that_this_guide_does_not_write_are_seen_and_never_supported(text: str) -> None:
    assert [found.kind for found in quantities(text)] == [QuantityKind.MALFORMED]


@pytest.mark.parametrize(
    "text",
    [
        *("a double-blind trial", "triple therapy", "double vision", "一般的な"),
        *("the halves of a pill", "type IV collagen", "stage III", "Louis XIV", "a half-life"),
        *("the first half-year", "the 1990s", "a couple who wait", "a pair of scissors"),
        *("every second counts", "every other day", "ml-1"),
    ],
)
def test_names_that_hold_such_words_are_no_numbers(text: str) -> None:
    assert quantities(text) == ()


@pytest.mark.parametrize(("text", "of"), [("every third woman", "3"), ("every second woman", "2")])
def test_every_third_is_one_in_three(text: str, of: str) -> None:
    [found] = quantities(text)
    assert (str(found.value), found.kind) == (of, QuantityKind.ONE_IN)


def test_a_vague_number_in_a_claim_is_a_complaint(
    changed: Callable[[str, str, str], Guide],
) -> None:
    guide = changed(
        "evidence/claims/sleep.yml", "plain: Tea may", "plain: For hundreds of people, tea may"
    )
    found = [d.message for d in errors(guide) if d.rule == "number-is-traced"]
    assert found == ["no finding behind `sleep-faster` prints `hundreds`"]
