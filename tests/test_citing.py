"""Citations are numbered as they appear, references are in NLM style, and a link opens the
passage.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_guide import Guide
from evidence_guide.guide.bibtex import read_bibtex
from evidence_guide.model import Finding
from evidence_guide.site.page import Page
from evidence_guide.view.references import Numbering, passage_link, reference_html
from evidence_guide.view.site import Site

ARTICLE = r"""@article{a, author = {van der Berg, Jan and {World Health Organization} and M{\"u}ller, {\'E}va}, title = {The {B12} of <x> & y},
 journal = {N Engl J Med}, year = 2020, volume = 1, number = 2, pages = {730--739}, doi = {10.1000/x_y}}"""


@pytest.mark.parametrize(
    ("bibtex", "expected"),
    [
        (
            ARTICLE,
            (
                "van der Berg J, World Health Organization, Müller É. The B12 of &lt;x&gt; &amp; "
                "y. N Engl J Med. 2020;1(2):730–9. doi:10.1000/x_y"
            ),
        ),
        (
            (
                "@misc{n, author = {{National Health Service}}, title = {Vitamins in pregnancy}, "
                "year = 2023, url = {https://www.nhs.uk/x}, urldate = {2026-11-01}}"
            ),
            (
                "National Health Service. Vitamins in pregnancy [Internet]. 2023 [cited 2026 Nov "
                "1]. Available from: https://www.nhs.uk/x"
            ),
        ),
        (
            "@article{o, author = {Doe, Jane and others}, title = {T}, journal = {J}, year = 2020}",
            "Doe J, et al. T. J. 2020.",
        ),
    ],
)
def test_a_reference_is_in_nlm_style(bibtex: str, expected: str) -> None:
    assert reference_html(read_bibtex(bibtex, "s.bib").sources[0]) == expected


def test_a_page_without_a_date_goes_by_the_name_of_its_author_alone() -> None:
    record = "@misc{n, author = {{NHS}}, title = {Vitamins}, urldate = {2026-11-01}}"
    assert read_bibtex(record, "s.bib").sources[0].label == "NHS"


def test_numbers_follow_the_order_of_first_appearance(tea: Guide) -> None:
    numbering = Numbering(tea)
    assert [m.number for m in numbering.cite(["sleep-deeper"])] == [1]
    assert [m.number for m in numbering.cite(["sleep-faster"])] == [1, 2, 3]
    assert numbering.numbers == {"roe2021": 1, "doe2020": 2, "poe2019": 3}


def test_a_gap_is_cited_by_its_search(tea: Guide) -> None:
    numbering = Numbering(tea)
    assert numbering.cite(["sleep-gap"]) == [(1, "1"), (2, "")]
    assert [
        (e.number, e.source.id if e.source else None, e.gap.id if e.gap else None)
        for e in numbering.references()
    ] == [(1, "doe2020", None), (2, None, "sleep-gap")]


def test_a_citation_names_what_was_found_by_its_place_in_the_source(tea: Guide) -> None:
    (mark,) = Numbering(tea).cite(["teaboard2022-advice", "teaboard2022-cup"])
    found = tea.readings["teaboard2022"].item.findings
    assert [found[int(place) - 1].id for place in mark.found.split()] == [
        "teaboard2022-advice",
        "teaboard2022-cup",
    ]


def test_a_page_that_shows_few_numbers_leads_to_the_rest_and_one_that_shows_all_repeats_none(
    tea: Guide,
) -> None:
    calm, whole = (
        Page(Site(tea), "a.md", most=1).cite(["sleep-faster"]),
        Page(Site(tea), "a.md").cite(["sleep-faster"]),
    )
    assert (calm.count('href="#ref-'), calm.count("+2</a>")) == (1, 1)
    assert (whole.count('href="#ref-'), whole.count("+")) == (3, 0)


def finding(passage: str) -> Finding:
    return Finding(id="x-y", reports="r", where="w", passage=passage)


def test_a_citation_opens_the_source_at_the_passage() -> None:
    source = read_bibtex(ARTICLE, "s.bib").sources[0]
    link = passage_link(source, finding("Pre-natal, A & B … at 7 mo (n = 3)"))
    assert (
        link
        == "https://doi.org/10.1000/x_y#:~:text=Pre%2Dnatal%2C%20A%20%26%20B,at%207%20mo%20%28n%20%3D%203%29"
    )


@given(
    st.text(min_size=1, max_size=40).filter(lambda t: "…" not in t and t.strip()),
    st.text(min_size=1, max_size=40).filter(lambda t: "…" not in t and t.strip()),
)
def test_only_the_comma_between_the_ends_of_a_passage_is_a_comma(first: str, last: str) -> None:
    fragment = passage_link(
        read_bibtex(ARTICLE, "s.bib").sources[0], finding(f"{first} … {last}")
    ).split(":~:text=")[1]
    assert fragment.count(",") == 1
    assert not set(fragment) & set("-&#\"'<> ")
