"""Every part of this guide offers its address, the form for errors and the editor."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import yaml
from lxml import html
from tests.conftest import ROOT
from tests.test_places import check_places

from evidence_guide import Guide
from evidence_guide.view.addresses import edit, places, report


def test_the_form_for_errors_is_filled_in_with_the_id_and_has_the_fields(real: Guide) -> None:
    link = urlsplit(report(real, "food-animal-sources"))
    assert f"{link.scheme}://{link.netloc}{link.path}" == f"{real.file.repository}/issues/new"
    fields = parse_qs(link.query)
    assert fields["claim"] == ["food-animal-sources"]
    form = yaml.safe_load(
        (ROOT / ".github/ISSUE_TEMPLATE" / fields["template"][0]).read_text("utf-8")
    )
    assert set(fields) - {"template", "title"} <= {part.get("id") for part in form["body"]}


def test_every_claim_and_source_offers_its_address_the_form_and_the_editor(
    real: Guide, real_pages: dict[str, str]
) -> None:
    offered = dict.fromkeys((*real.sources, *real.claims), 0)
    for uri, text in real_pages.items():
        if uri.startswith(("claims/", "sources/")):
            for bookmark, form, editor in links_of_parts(text):
                id = parse_qs(urlsplit(form).query)["claim"][0]
                assert bookmark in {f"#{id}", "./"}
                assert editor == edit(real, places(real)[id].entry)
                offered[id] += 1
    assert set(offered.values()) == {1}


def test_every_step_and_answer_offers_its_address_and_the_form(
    real: Guide, real_pages: dict[str, str]
) -> None:
    offered = dict.fromkeys((*real.steps, *real.popular), 0)
    for uri, text in real_pages.items():
        if uri.startswith("stages/") or uri == "popular-claims.md":
            for (form,) in links_of_parts(text):
                id = parse_qs(urlsplit(form).query)["claim"][0]
                assert re.search(rf"^#+ .* {{#{id}}}$", text, re.MULTILINE)  # has a link to itself
                offered[id] += 1
    assert set(offered.values()) == {1}


def links_of_parts(text: str) -> Iterator[list[str]]:
    """The addresses of the links that each part of a page offers."""
    page = html.fromstring(f"<div>{text}</div>")
    for tools in page.xpath("//p[@class='eg-tools'][@data-uncited='links for this part']"):
        yield tools.xpath("a/@href")


def test_every_id_has_a_page_and_its_anchor_stands_there(real: Guide) -> None:
    check_places(real)
