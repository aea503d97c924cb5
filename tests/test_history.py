"""What changed is told, and an address that was in use keeps answering."""

from collections.abc import Callable

import pytest
from lxml import html
from tests.conftest import Folder, run

from evidence_guide import Guide, outputs

RETIRED = """# yaml-language-server: $schema=schema/retired.json
retired:
  - {id: sleep-quick, was: claim, on: 2026-01-05, because: Said the same as another claim., replaced_by: sleep-faster}
  - {id: smith2001, was: source, on: 2026-01-06, because: It was retracted.}
  - {id: jones2002-cups, was: finding, on: 2026-01-07, because: The passage was gone., replaced_by: teaboard2022-cup}
  - {id: doe2020-old, was: finding, on: 2026-01-08, because: It said nothing.}
"""


def page(guide: Guide, uri: str) -> str:
    return next(output.content for output in outputs(guide) if output.uri == uri)


@pytest.fixture
def guide(guide_of: Callable[..., Guide]) -> Guide:
    return guide_of({"evidence/retired.yml": RETIRED})


def test_a_retired_claim_answers_with_what_replaced_it_and_why(guide: Guide) -> None:
    text = page(guide, "claims/sleep-quick.md")
    assert "The claim sleep-quick was replaced." in text
    assert "Said the same as another claim." in text
    assert 'See: <a href="../sleep-faster/">Tea may help you fall asleep</a>' in text
    assert 'moved: "claims/sleep-faster/"' in text


def test_a_retired_source_answers_even_if_nothing_replaced_it(guide: Guide) -> None:
    text = page(guide, "sources/smith2001.md")
    assert "The source smith2001 was taken out." in text
    assert "It was retracted." in text
    assert "moved:" not in text


def test_a_retired_finding_answers_on_its_source_or_where_its_source_was(guide: Guide) -> None:
    assert 'id="jones2002-cups"' in page(guide, "sources/jones2002.md")
    assert 'href="../teaboard2022/#teaboard2022-cup"' in page(guide, "sources/jones2002.md")
    assert 'id="doe2020-old"' in page(guide, "sources/doe2020.md")


def test_all_of_it_stands_on_the_page_of_changes_newest_first(guide: Guide) -> None:
    text = page(guide, "changes.md")
    assert "We are less sure than before" in text
    places = [
        text.index(id) for id in ("doe2020-old", "jones2002-cups", "smith2001", "sleep-quick")
    ]
    assert places == sorted(places)


def test_a_claim_tells_what_changed_about_it(tea: Guide) -> None:
    assert "A study that found no difference was added." in page(tea, "claims/sleep-faster.md")
    assert "What changed" not in page(tea, "claims/sleep-cup.md")


def test_a_guide_without_a_history_says_so(guide_of: Callable[..., Guide]) -> None:
    guide = guide_of({"evidence/retired.yml": None, "evidence/changes.yml": None})
    assert "Nothing has changed since the first version." in page(guide, "changes.md")


@pytest.mark.build
def test_an_old_address_is_canonical_for_its_replacement_and_no_search_engine_is_sent_there(
    folder: Folder,
) -> None:
    where = folder(
        {
            "evidence/retired.yml": RETIRED,
            "mkdocs.yml": "site_url: https://example.org/tea/\n" + SETTINGS,
        }
    )
    done = run("mkdocs", "build", "--strict", cwd=where)
    assert done.returncode == 0, done.stderr
    old = html.parse(str(where / "site/claims/sleep-quick/index.html"))
    assert old.xpath("//link[@rel='canonical']/@href") == [
        "https://example.org/tea/claims/sleep-faster/"
    ]
    assert old.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert not old.xpath("//meta[@http-equiv='refresh']")  # a reader has time to read why
    listed = html.fromstring((where / "site/sitemap.xml").read_bytes()).xpath("//loc/text()")
    assert "https://example.org/tea/claims/sleep-faster/" in listed
    assert len(listed) == len(set(listed))
    assert [
        address
        for address in listed
        if any(id in address for id in ("sleep-quick", "smith2001", "jones2002"))
    ] == []


SETTINGS = (
    "site_name: Tea and sleep\ntheme: {name: material, font: false}\nplugins: [search, "
    "evidence-guide]\nmarkdown_extensions: [attr_list, tables, {toc: {permalink: true}}]\n"
)
