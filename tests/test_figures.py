"""Drawn figures: what stands where equals the evidence, to the digit, and nothing is drawn without
its citation.
"""

import re
from collections.abc import Callable
from decimal import Decimal

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from lxml.html import HtmlElement
from tests.conftest import TEA, errors

from evidence_guide import Guide, outputs
from evidence_guide.model import Effect
from evidence_guide.site.audit import audit_page
from evidence_guide.view.figures import bars, forests
from evidence_guide.view.figures.lines import wrapped_lines
from evidence_guide.view.figures.messages import message
from evidence_guide.view.figures.scale import LEFT, MOST, RIGHT, Scale, by_powers, even

DRINKS = "evidence/tables/drinks.yml"
BLANK = "begin it with a number, add it to `blank`, or leave out row `cola`"
ABOVE_ZERO = st.decimals("0.001", "1000", places=3)
ANY = st.decimals("-1000", "1000", places=3)
DRAWN = [
    "claims/sleep-faster",
    "claims/sleep-wake",
    "tables/drinks",
    "tables/limits",
    "stages/index",
    "claims/index",
]


def page(guide: Guide, uri: str) -> str:
    return next(output.content for output in outputs(guide) if output.uri == f"{uri}.md")


HELD = "what the guide holds"
"""The mark of a figure that counts parts of the guide and states nothing about its subject."""


def built(guide: Guide, uri: str) -> str:
    """The page as any Markdown engine makes it."""
    return f"<article>{markdown.markdown(page(guide, uri).split('---', 2)[2], extensions=['attr_list', 'tables'])}</article>"


def drawings(guide: Guide, uri: str) -> list[HtmlElement]:
    return html.fromstring(built(guide, uri)).xpath("//svg[@role='img']")


@pytest.mark.parametrize("uri", DRAWN)
def test_a_figure_of_the_sample_guide_is_drawn_as_before(
    uri: str, tea: Guide, snapshot: Callable[[str, str], None]
) -> None:
    text = re.sub(r"<sup.*?</sup>", "", page(tea, uri))
    figures = [part.partition("<figcaption")[0] for part in text.split("<figure")[1:]]
    assert figures
    snapshot("\n".join(figures), f"figure-{uri.replace('/', '-')}.svg")


@pytest.mark.parametrize("uri", DRAWN)
def test_every_figure_has_title_description_caption_and_citation(uri: str, tea: Guide) -> None:
    for drawing in drawings(tea, uri):
        ids = (drawing.get("aria-labelledby") or "").split()
        assert [part.get("id") for part in drawing if part.tag in {"title", "desc"}] == ids
        assert all(drawing.xpath(f"string(*[@id='{id}'])") for id in ids)
        cites = drawing.xpath("ancestor::figure/figcaption//sup/a[starts-with(@href, '#ref-')]")
        assert bool(cites) != (drawing.xpath("ancestor::figure/@data-uncited") == [HELD])


def test_no_two_parts_of_a_page_share_an_id(tea: Guide) -> None:
    for output in outputs(tea):
        if output.uri.endswith(".md"):
            ids = html.fromstring(f"<div>{output.content}</div>").xpath("//@id")
            assert len(ids) == len(set(ids)), output.uri


@given(st.lists(ABOVE_ZERO, min_size=1, max_size=8))
def test_on_a_scale_of_ratios_a_double_is_as_far_from_one_as_a_half(values: list[Decimal]) -> None:
    scale = by_powers(values)
    assert scale.low < 1 < scale.high
    assert scale.low <= min(values) <= max(values) <= scale.high
    for value in values:
        if scale.low <= 1 / value <= scale.high:
            assert abs(scale.at(value) + scale.at(1 / value) - 2 * scale.at(Decimal(1))) <= Decimal(
                "0.03"
            )


@given(st.lists(ANY, min_size=1, max_size=8))
def test_a_scale_of_differences_holds_zero_and_every_value_and_is_even(
    values: list[Decimal],
) -> None:
    scale = even(values)
    assert scale.low <= min(0, *values) <= max(0, *values) <= scale.high
    steps = {right - left for left, right in zip(scale.marks, scale.marks[1:], strict=False)}
    assert len(steps) == 1
    for value in values:
        expected = LEFT + (RIGHT - LEFT) * (value - scale.low) / (scale.high - scale.low)
        assert abs(scale.at(value) - expected) <= Decimal("0.005")


@given(
    st.one_of(
        st.lists(ABOVE_ZERO, min_size=1).map(by_powers),
        st.lists(ANY, min_size=1).map(even),
    )
)
def test_marks_are_few_in_order_on_the_scale_and_say_where_they_stand(scale: Scale) -> None:
    assert 2 <= len(scale.ticks) <= MOST
    places = [tick.x for tick in scale.ticks]
    assert places == sorted(set(places))
    assert all(LEFT <= x <= RIGHT for x in places)
    assert [scale.at(Decimal(tick.label)) for tick in scale.ticks] == places


@given(ANY, ANY)
def test_what_is_larger_never_stands_further_left(one: Decimal, other: Decimal) -> None:
    scale = even([Decimal(-1000), Decimal(1000)])
    assert (one <= other) == (scale.at(one) <= scale.at(other)) or scale.at(one) == scale.at(other)


@given(st.text(alphabet="ab é-,", max_size=200))
def test_lines_hold_every_word_in_order_and_only_a_long_word_is_wider(text: str) -> None:
    found = wrapped_lines(text, 20)
    assert " ".join(found).split() == text.split()
    assert all(len(line) <= 20 or " " not in line for line in found)


def test_a_ratio_is_drawn_by_powers_around_one_and_a_difference_evenly_around_zero(
    tea: Guide,
) -> None:
    (ratios,), (differences,) = (
        forests(tea, ["moe2023-wake"]),
        forests(tea, ["doe2020-sleep", "poe2019-sleep"]),
    )
    assert (ratios.by_powers, ratios.null.label) == (True, "1")
    assert (differences.by_powers, differences.null.label) == (False, "0")


def test_a_study_that_speaks_against_the_claim_has_another_shape(tea: Guide) -> None:
    groups = html.fromstring(built(tea, "claims/sleep-faster")).xpath(
        "//svg[@role='img']//g[@data-cited]/@class"
    )
    assert sorted(groups) == ["eg-against", "eg-for"]
    assert "An open square points the other way" in page(tea, "claims/sleep-faster")


def test_bars_begin_at_zero_and_are_as_long_as_their_numbers(tea: Guide) -> None:
    drawn = bars(tea, tea.tables["drinks"].item)
    assert drawn
    found = {bar.key: bar for bar in drawn.panels[0].bars}
    tea_bar, coffee = found["drinks/black-tea"].parts, found["drinks/coffee"].parts
    assert {start for bar in found.values() for start, _ in bar.parts[:1]} == {LEFT}
    assert tea_bar[0][1] * 2 == coffee[0][1]
    assert coffee[1] == (LEFT + coffee[0][1], RIGHT - LEFT - coffee[0][1])
    assert found["drinks/camomile"].parts == ((LEFT, Decimal(0)),)
    assert found["drinks/cola"].parts == ()
    assert "drinks/energy" not in found


def test_what_is_left_out_is_named_with_its_note(tea: Guide) -> None:
    assert "Left out: Energy drink. Not in the evening." in page(tea, "tables/drinks")


def test_the_line_across_is_a_cited_cell_of_another_table(tea: Guide) -> None:
    (line,) = html.fromstring(built(tea, "tables/drinks")).xpath(
        "//figcaption/p[starts-with(normalize-space(), 'Dashed line')]"
    )
    assert line.get("data-cited") == "limits/office"
    assert "Young people, Office of Drinks: 100 (12 to 17 years)" in line.text_content()


def test_the_line_across_is_explained_in_the_drawing_and_drawn_at_the_bars_only(
    tea: Guide,
) -> None:
    (drawing,) = drawings(tea, "tables/drinks")
    (legend,) = drawing.xpath("./g[@data-cited='limits/office']")
    assert [text.text for text in legend.xpath("./text")] == [
        "Young people, Office of Drinks: 100",
        "(12 to 17 years) mg a day",
    ]
    lines = drawing.xpath(".//line[@class='eg-need']")
    bars = drawing.xpath("./g[starts-with(@data-cited, 'drinks/')]")
    assert len(lines) == len(bars) + 1
    assert {line.get("y1") for line in lines[1:]} == {"-0.2em"}


def test_the_title_of_a_figure_is_its_message_with_its_sources(tea: Guide) -> None:
    (message,) = html.fromstring(built(tea, "tables/drinks")).xpath(
        "//figure/p[@class='eg-message']"
    )
    assert message.text_content().startswith("Drinks differ in their caffeine.")
    assert message.xpath(".//sup/a[starts-with(@href, '#ref-')]")


def effect(measure: str, value: str, low: str | None = None, high: str | None = None) -> Effect:
    return Effect(outcome="waking", measure=measure, value=value, low=low, high=high)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("effects", "said"),
    [
        (
            [effect("risk ratio", "0.8", "0.7", "0.9")],
            "Waking: less common, and the whole interval is below no difference.",
        ),
        (
            [effect("mean difference", "3", "1", "5")],
            "Waking: higher, and the whole interval is above no difference.",
        ),
        (
            [effect("odds ratio", "1.2", "1.0", "1.5")],
            "Waking: the interval includes no difference.",
        ),
        (
            [effect("correlation", "-0.3")],
            "Waking: linked in opposite directions, printed without an interval.",
        ),
        (
            [effect("risk ratio", "1")],
            "Waking: no difference, printed without an interval.",
        ),
        (
            [effect("mean difference", "3", "1", "5")] * 2,
            "Both estimates: higher, with the whole interval above no difference.",
        ),
        (
            [effect("mean difference", "3")] * 3,
            "All 3 estimates: higher, printed without an interval.",
        ),
        (
            [
                effect("risk ratio", "0.8", "0.7", "0.9"),
                effect("risk ratio", "1.3"),
                effect("risk ratio", "1.4"),
            ],
            (
                "3 estimates: 1 less common, with the whole interval below no difference; 2 more "
                "common, printed without an interval."
            ),
        ),
    ],
)
def test_the_message_of_a_plot_says_which_way_its_estimates_point_and_what_intervals_hold(
    effects: list[Effect], said: str, tea: Guide
) -> None:
    assert message(tea, effects[0].measure, effects) == said


def test_every_figure_of_every_page_has_a_message_above_it(tea: Guide) -> None:
    for uri in DRAWN:
        for figure in html.fromstring(built(tea, uri)).xpath("//figure"):
            assert figure[0].get("class") == "eg-message", uri
            assert figure[0].text_content().partition(".")[0], uri


def test_panels_of_one_figure_share_their_scale(tea: Guide) -> None:
    adults, young = drawings(tea, "tables/limits")
    axes = [
        [text.text for text in drawing.xpath("./g[@class='eg-axis']//text")]
        for drawing in (adults, young)
    ]
    assert axes[0] == axes[1]


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (">0.75 (0.60 to 0.94)</text>", ">0.85 (0.60 to 0.94)</text>", "altered-sentence"),
        (
            ">Waking at night, 1 week</text>",
            ">Sleeping at night, 1 week</text>",
            "altered-sentence",
        ),
        (
            '<g class="eg-axis" data-uncited="scale of the figure">',
            '<g class="eg-axis">',
            "uncited-sentence",
        ),
        ("<figcaption", "<div", "uncited-figure"),
    ],
)
def test_the_audit_reads_the_words_and_numbers_in_a_drawing(
    old: str, new: str, rule: str, tea: Guide
) -> None:
    text = built(tea, "claims/sleep-wake")
    assert audit_page(text, "p.html", tea).diagnostics == []
    assert old in text
    found = {d.rule for d in audit_page(text.replace(old, new), "p.html", tea).diagnostics}
    assert rule in found


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (
            DRINKS,
            "values: [caffeine]",
            "values: [cafeine]",
            "`drinks` has no column `cafeine`|did you mean `caffeine`?",
        ),
        (
            DRINKS,
            "label: drink\n",
            "label: drnk\n",
            "`drinks` has no column `drnk`|did you mean `drink`?",
        ),
        (
            DRINKS,
            "leave_out: [energy]",
            "leave_out: [enrgy]",
            "`drinks` has no row `enrgy`|did you mean `energy`?",
        ),
        (
            DRINKS,
            "  blank: [not listed]\n",
            "",
            f"`not listed`, in column `caffeine` of row `cola`, is not a number|{BLANK}",
        ),
        (
            DRINKS,
            "table: limits, row: office",
            "table: limit, row: office",
            "no table is called `limit`|did you mean `limits`?",
        ),
        (DRINKS, "row: office", "row: ofice", "`limits` has no row `ofice`|did you mean `office`?"),
        (
            DRINKS,
            "row: office, column: young",
            "row: board, column: young",
            "the line would be drawn at `not set`, which is not a number|choose another row or column",
        ),
        (
            DRINKS,
            "unit: mg per serving",
            "unit: mL",
            "the line is in mg, the bars are in ml|choose a column of the same unit",
        ),
        (
            "evidence/tables/limits.yml",
            "Young people, unit: mg a day}",
            "Young people, unit: g a day}",
            "one scale would hold several units: g, mg|draw columns of one unit",
        ),
    ],
)
def test_a_figure_that_does_not_fit_its_table_is_told_with_its_mend(
    file: str, old: str, new: str, told: str, changed: Callable[..., Guide]
) -> None:
    found = [
        (f"{d.message}|{d.hint}", d.place.path)
        for d in errors(changed(file, old, new))
        if d.rule == "figure-fits-table"
    ]
    assert (told, file) in found


def test_hostile_text_in_a_figure_stays_text(guide_of: Callable[..., Guide]) -> None:
    text = (
        (TEA / DRINKS)
        .read_text("utf-8")
        .replace("drink: Black tea", "drink: '\"><script>x</script> {{ page }}'")
    )
    assert "<script>x" not in page(guide_of({DRINKS: text}), "tables/drinks")
