"""The feed of changes: sound Atom, the same ids and bytes from the same evidence, and found from
every page.
"""

from collections.abc import Callable
from datetime import date

import pytest
from lxml import etree, html
from tests.conftest import TEA, TODAY, Folder
from tests.sites import Plain

from evidence_guide import Guide, load, outputs
from evidence_guide.view.site import Addresses

ATOM = {"a": "http://www.w3.org/2005/Atom"}
CHANGES = """# yaml-language-server: $schema=schema/changes.json
changes:
  - id: change-one
    on: 2026-01-02
    says: "We *now* know <b>more</b> & better."
    because: "A [study](https://example.org/x) was added."
    about: [sleep-faster, drink-tea]
    for: [night-worker]
  - {id: change-two, on: 2026-01-06, says: This step is new., because: The board asked for it., about: [drink-tea], for: everyone}
"""


def feed(guide: Guide, addresses: Addresses = Addresses.FOLDERS) -> str:
    return next(output.content for output in outputs(guide, addresses) if output.uri == "feed.xml")


def texts(guide: Guide, path: str) -> list[str]:
    return list(map(str, etree.fromstring(feed(guide).encode()).xpath(path, namespaces=ATOM)))


def test_every_element_that_atom_asks_for_is_there_once(tea: Guide) -> None:
    tree = etree.fromstring(feed(tea).encode())
    assert tree.tag == "{http://www.w3.org/2005/Atom}feed"
    for element in (tree, *tree.iterfind("a:entry", ATOM)):
        assert [len(element.findall(f"a:{name}", ATOM)) for name in ("id", "title", "updated")] == [
            1,
            1,
            1,
        ]
    assert texts(tea, "a:author/a:name/text()") == ["Nobody"]
    assert texts(tea, "a:link[@rel='self']/@href") == ["https://example.org/tea/feed.xml"]
    assert texts(tea, "a:link[@rel='alternate']/@href") == ["https://example.org/tea/changes/"]


def test_its_dates_are_the_evidences_and_the_newest_comes_first(
    guide_of: Callable[..., Guide],
) -> None:
    guide = guide_of({"evidence/changes.yml": CHANGES})
    assert texts(guide, "a:updated/text()") == ["2026-01-06T00:00:00+00:00"]
    assert texts(guide, "a:entry/a:updated/text()") == [
        f"2026-01-0{day}T00:00:00+00:00" for day in (6, 5, 2)
    ]
    assert texts(guide, "a:entry/a:id/text()")[0] == "https://example.org/tea/changes/#change-two"


def test_a_change_of_one_part_is_titled_by_it(guide_of: Callable[..., Guide]) -> None:
    titles = texts(guide_of({"evidence/changes.yml": CHANGES}), "a:entry/a:title/text()")
    assert titles == [
        "Drink tea, not coffee: This step is new.",
        "The claim sleep-quick was replaced.",
        "We now know <b>more</b> & better.",
    ]


def test_it_says_why_for_whom_and_about_what_with_addresses_in_full(
    guide_of: Callable[..., Guide],
) -> None:
    summary = html.fromstring(
        texts(
            guide_of({"evidence/changes.yml": CHANGES}),
            "a:entry[last()]/a:summary[@type='html']/text()",
        )[0]
    )
    told = (
        "A study was added. Who it is for: If you work at night About: Tea may help you fall "
        "asleep; Drink tea, not coffee"
    )
    assert " ".join(p.text_content().strip() for p in summary.iter("p")) == told
    addresses = [
        "https://example.org/x",
        "https://example.org/tea/claims/sleep-faster/",
        "https://example.org/tea/stages/evening/#drink-tea",
    ]
    assert summary.xpath("//a/@href") == addresses


def test_a_guide_without_changes_has_an_empty_feed_of_its_own_day(
    guide_of: Callable[..., Guide],
) -> None:
    guide = guide_of({"evidence/changes.yml": None, "evidence/retired.yml": None})
    assert texts(guide, "a:entry") == []
    assert texts(guide, "a:updated/text()") == ["2026-01-10T00:00:00+00:00"]


def test_the_same_evidence_makes_the_same_bytes_on_any_day_in_any_folder_and_for_any_engine(
    tea: Guide, folder: Folder
) -> None:
    assert (
        len(
            {
                feed(tea),
                feed(load(folder(), date(2030, 1, 1))),
                *(feed(tea, addresses) for addresses in Addresses),
            }
        )
        == 1
    )


def test_the_page_of_changes_tells_whom_a_change_matters_to_and_offers_the_feed(
    guide_of: Callable[..., Guide],
) -> None:
    page = next(
        output.content
        for output in outputs(guide_of({"evidence/changes.yml": CHANGES}))
        if output.uri == "changes.md"
    )
    assert "Who it is for: If you work at night" in page
    assert '<a href="../feed.xml" type="application/atom+xml">' in page


@pytest.mark.build
def test_every_page_leads_to_it_from_head_and_foot(plain: Plain) -> None:
    for name in ("index.html", "claims/sleep-faster/index.html"):
        page = plain.site / name
        tree = html.parse(str(page))
        links = [
            *tree.xpath("//head/link[@type='application/atom+xml']/@href"),
            *tree.xpath("//nav[@class='eg-foot']//a[contains(., 'Feed')]/@href"),
        ]
        assert {(page.parent / link).resolve() for link in links} == {plain.site / "feed.xml"}
        assert len(links) == 2
    assert (plain.site / "feed.xml").read_text("utf-8") == feed(load(TEA, TODAY))
