"""Conversions: exact, rounded only where they are shown, and only between units of one thing."""

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from tests.conftest import TEA, TODAY, errors
from tests.test_figures import page

from evidence_guide import Guide, load
from evidence_guide.site.pages import TOOL_SCRIPTS as SCRIPTS
from evidence_guide.text.quantities import NumberRange, leading_range
from evidence_guide.view.conversions import Rates, compact_unit, factor, rounded

BY = Rates(Decimal("1355.37"), {("pCi/l", "Bq/m3"): Decimal(37), ("glorp", "dB"): Decimal("2.5")})
UNITS = ["pg/mL", "ng/L", "pmol/L", "nmol/L", "µg/dL", "mol/L"]
TOOLS = "evidence/tools.yml"
SAY_HOW = (
    "write units of one kind, such as `pg/mL` and `pmol/L`, name the `substance` if one is a mass, or"
    " declare `policy: {units: [...]}` in evidence/guide.yml"
)
TRACED = (
    "write it as the source prints it, add the finding that states it, or declare it in `numbers`"
)


@pytest.mark.parametrize(
    ("unit", "other", "expected"),
    [
        ("pg/mL", "ng/L", Fraction(1)),
        ("pg/mL", "pmol/L", 1000 / Fraction("1355.37")),
        ("pmol/L", "ng/L", Fraction("1.35537")),
        ("nmol/L", "pmol/L", Fraction(1000)),
        ("pCi/L", "Bq/m³", Fraction(37)),
        ("kBq/m³", "pCi/L", Fraction(1000) / 37),
        ("glorps", "dB", Fraction("2.5")),
        ("dB", "glorp", Fraction("0.4")),
        ("mi", "km", Fraction("1.609344")),
        ("mSv", "µSv", Fraction(1000)),
    ],
)
def test_a_factor_is_exact(unit: str, other: str, expected: Fraction) -> None:
    assert factor(compact_unit(unit), compact_unit(other), BY) == expected


@given(
    st.sampled_from(UNITS),
    st.sampled_from(UNITS),
    st.sampled_from(UNITS),
    st.decimals("0.01", "5000", places=2),
)
def test_there_and_back_is_where_one_began_and_a_way_around_is_the_same(
    one: str, other: str, third: str, mass: Decimal
) -> None:
    there, back, around = (
        factor(compact_unit(a), compact_unit(b), Rates(mass, {}))
        for a, b in ((one, other), (other, one), (other, third))
    )
    assert there is not None
    assert back is not None
    assert around is not None
    assert there * back == 1
    assert there * around == factor(compact_unit(one), compact_unit(third), Rates(mass, {}))


@pytest.mark.parametrize("other", ["kg", "h", "nonsense", "mL", "pg/kg"])
def test_what_measures_something_else_is_not_converted(other: str) -> None:
    assert factor(compact_unit("pg/mL"), compact_unit(other), BY) is None


@given(st.fractions("1/1000", 100000))
def test_rounding_keeps_three_significant_digits_and_errs_by_half_a_digit_at_most(
    exact: Fraction,
) -> None:
    shown = rounded(exact)
    digit = Fraction(10) ** (shown.adjusted() - 2)
    assert abs(Fraction(shown) - exact) <= digit / 2
    assert Fraction(shown) % digit == 0


@pytest.mark.parametrize(
    ("exact", "shown"),
    [
        ("147.5611", "148"),
        ("73.78", "73.8"),
        ("9.995", "10.0"),
        ("0.5", "0.5"),
        ("0", "0"),
        ("2213.4", "2210"),
        ("2.345", "2.35"),
        ("0.00012345", "0.000123"),
    ],
)
def test_a_number_is_shown_in_three_significant_digits_halves_up(exact: str, shown: str) -> None:
    assert str(rounded(Fraction(exact))) == shown


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("2.4", NumberRange(Decimal("2.4"), Decimal("2.4"))),
        ("8.3 to 24", NumberRange(Decimal("8.3"), Decimal(24))),
        ("1.5 (7–11 months)", NumberRange(Decimal("1.5"), Decimal("1.5"))),
        ("0.0", NumberRange(Decimal("0.0"), Decimal("0.0"))),
        ("not read", None),
        ("about 3", None),
        ("-3", None),
        ("1,5", None),
        ("2.4mg", None),
        ("", None),
    ],
)
def test_a_cell_begins_with_a_number_or_is_none(cell: str, read: NumberRange | None) -> None:
    assert leading_range(cell) == read


def test_a_converter_page_is_whole_without_its_script(tea: Guide) -> None:
    text = page(tea, "tools/convert-caffeine")
    assert "For example: 12,5; &lt;0.5 mg/L" in text
    assert "<option>µmol/L</option>" in text
    assert '<th scope="row">10</th><td>0.0515</td>' in text
    assert "computed with a molar mass of 194.19 g/mol" in text
    assert ">below 0.0515 mmol/L</td>" in text
    assert ">0.0515 to 0.103 mmol/L</td>" in text
    assert "This is arithmetic and no diagnosis" in text
    assert 'src="../../assets/converter.js" defer' in text


def test_a_tally_page_holds_both_tables_and_names_what_is_left_out(tea: Guide) -> None:
    text = page(tea, "tools/caffeine-tally")
    assert 'data-low="80" data-high="100"' in text
    assert "Left out: Energy drink. Not in the evening." in text
    assert '<td data-when="young" data-says="' in text
    assert "Office of Drinks, Young people: 100 mg a day (12 to 17 years)" in text
    assert 'data-says="Board of Tea, Adults: not set."' in text
    assert "&#34;most&#34;: 12" in text
    assert "This is a rough sum and no advice." in text


def test_only_pages_of_tools_load_a_script_of_theirs(tea: Guide) -> None:
    for script in SCRIPTS:
        users = [
            uri
            for uri in (
                "index",
                "tables/drinks",
                "claims/sleep-wake",
                "tools/convert-caffeine",
                "tools/caffeine-tally",
            )
            if script in page(tea, uri)
        ]
        assert len(users) == 1
        assert users[0].startswith("tools/")


@pytest.mark.parametrize(
    ("old", "new", "rule", "told"),
    [
        (
            "substance: caffeine",
            "substance: cafeine",
            "converter-converts",
            "the molar mass of `cafeine` is not declared|did you mean `caffeine`?",
        ),
        (
            "units: [mg/L, mmol/L]",
            "units: [mg/L, h]",
            "converter-converts",
            f"`mg/L` cannot be converted to `h`|{SAY_HOW}",
        ),
        (
            "also: [µmol/L]",
            "also: [µmol/h]",
            "converter-converts",
            f"`mg/L` cannot be converted to `µmol/h`|{SAY_HOW}",
        ),
        (
            'typed: ["12,5", <0.5 mg/L]',
            'typed: ["12,5", 1-2 mg/L]',
            "converter-converts",
            "the converter rejects `1-2 mg/L`|“1-2 mg/L” is a range. Convert one end at a time.",
        ),
        (
            "examples: [1, 2.5, 10]",
            "examples: [1, 2.5, 10000]",
            "converter-converts",
            (
                "the converter rejects `10000`|This page converts results from 0.01 mg/L to "
                "1000 mg/L, so 10000 mg/L may be a mistake. Check the number and its unit."
            ),
        ),
        (
            "table: bands",
            "table: band",
            "converter-converts",
            "no table is called `band`|did you mean `bands`?",
        ),
        (
            "value: printed",
            "value: print",
            "converter-converts",
            "`bands` has no column `print`|did you mean `printed`?",
        ),
        (
            "value: printed",
            "value: reads",
            "converter-converts",
            (
                "`usual` of row `usual` cannot be converted|write numbers with a unit of this "
                "converter: mg/L, mmol/L"
            ),
        ),
        (
            "table: drinks, label: drink",
            "table: drink, label: drink",
            "tally-fits-tables",
            "no table is called `drink`|did you mean `drinks`?",
        ),
        (
            "needs: {table: limits, label: body, values: [adults, young], blank: [not set]}",
            "needs: {table: limits, label: body, values: [adults, young]}",
            "tally-fits-tables",
            (
                "`not set`, in column `adults` of row `board`, is not a number|begin it with a "
                "number, add it to `blank`, or leave out row `board`"
            ),
        ),
        (
            "needs: {table: limits, label: body, values: [adults, young], blank: [not set]}",
            "needs: {table: cups, label: drink, values: [cups]}",
            "tally-fits-tables",
            "the sum is in mg, the needs are in ml|choose columns of one unit",
        ),
        (
            "because: [sleep-caffeine-bands]",
            "because: [sleep-cafeine-bands]",
            "known-reference",
            "no claim is called `sleep-cafeine-bands`|did you mean `sleep-caffeine-bands`?",
        ),
        (
            "below 10 mg/L as usual",
            "below 12 mg/L as usual",
            "number-is-traced",
            f"no finding behind `convert-caffeine` prints `12 mg/L`: the value differs from `<10 mg/L`|{TRACED}",
        ),
    ],
)
def test_a_tool_that_does_not_fit_the_evidence_is_told_with_its_mend(
    old: str, new: str, rule: str, told: str, changed: Callable[..., Guide]
) -> None:
    found = {
        (d.rule, f"{d.message}|{d.hint}")
        for d in errors(changed(TOOLS, old, new))
        if d.place.path == TOOLS
    }
    assert (rule, told) in found


def test_a_converter_without_a_substance_converts_units_that_the_guide_declares(
    folder: Callable[..., Path],
) -> None:
    tools = (TEA / TOOLS).read_text("utf-8")
    tools = re.sub(r"    cut_offs:.*\n", "", tools.replace("    substance: caffeine\n", ""))
    tools = tools.replace("[mg/L, mmol/L]", "[dB, glorp]").replace("also: [µmol/L]", "also: []")
    tools = tools.replace('["12,5", <0.5 mg/L]', '["12,5", <0.5 glorp]')
    settings = (TEA / "evidence/guide.yml").read_text("utf-8")
    settings = settings.replace("policy:\n", "policy:\n  units: [dB, glorp = 2.5 dB]\n", 1)
    guide = load(folder({TOOLS: tools, "evidence/guide.yml": settings}), TODAY)
    assert errors(guide) == []
    shown = html.fromstring(page(guide, "tools/convert-caffeine"))
    (table,) = shown.xpath("//table[caption[starts-with(., 'Computed and rounded')]]")
    cells = [[cell.text for cell in row] for row in table.xpath(".//tr")]
    assert cells == [["dB", "glorp"], ["1", "0.4"], ["2.5", "1"], ["10", "4"]]


@pytest.mark.parametrize(
    ("declared", "fault"),
    [
        ("pCi/L =", "`pCi/L =` declares no unit: write `dB` or `pCi/L = 37 Bq/m³`"),
        ("pCi/L = 37", "`pCi/L = 37` declares no unit: write `dB` or `pCi/L = 37 Bq/m³`"),
        ("pCi/L = 0 Bq/m³", "`pCi/L = 0 Bq/m³` makes a unit of nothing"),
        ("mSv a year", "`mSv a year` is a rate: declare the unit without its time"),
        ("air changes per hour", "`air changes per hour` is a rate: declare the unit without what"),
        ("mg of salt", "`mg of salt` begins with the unit `mg`, which is known already"),
        ("a name of five words", "`a name of five words` is not a unit: write a symbol such as"),
        (
            "of wine",
            "`of wine` is not a unit: write a symbol such as `Bq/m³`, or up to three words",
        ),
        ("5 mg", "`5 mg` is not a unit: write a symbol such as `Bq/m³`, or up to three words"),
    ],
)
def test_a_declaration_that_is_no_unit_is_an_error_at_its_line(
    declared: str, fault: str, changed: Callable[..., Guide]
) -> None:
    guide = changed("evidence/guide.yml", "policy:\n", f"policy:\n  units: [{declared}]\n")
    (found,) = [d for d in errors(guide) if d.place.path == "evidence/guide.yml"]
    assert found.message.startswith(fault)
    assert (
        found.hint
        == "write a symbol or up to three words, with what it is in another unit if it converts"
    )
