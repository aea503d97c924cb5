"""Language tags: from names, and on titles in another language."""

from collections.abc import Callable

import pytest

from evidence_guide import Guide
from evidence_guide.text.language_tags import tag
from evidence_guide.view.references import reference_html

BIB = "evidence/sources.bib"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("French", "fr"),
        ("ngerman", "de"),
        ("de", "de"),
        ("pt-BR", "pt-BR"),
        ("klingonish", ""),
        ("", ""),
        ("x y", ""),
    ],
)
def test_a_name_becomes_its_tag(name: str, expected: str) -> None:
    assert tag(name) == expected


def test_a_title_has_its_language_and_stays_escaped(
    changed: Callable[[str, str, str], Guide],
) -> None:
    guide = changed(
        BIB,
        "title = {Tea and sleep: a randomised trial}",
        "title = {Thé & <sommeil>}, language = {French}",
    )
    source = guide.sources["doe2020"].item
    assert '<span lang="fr">Thé &amp; &lt;sommeil&gt;</span>' in reference_html(source)
    assert "lang=" not in reference_html(guide.sources["roe2021"].item)


def test_the_language_of_the_title_takes_precedence_over_that_of_the_work(
    changed: Callable[[str, str, str], Guide],
) -> None:
    guide = changed(BIB, "year = 2020", "year = 2020, language = {French}, langid = {english}")
    assert guide.sources["doe2020"].item.language == "en"
