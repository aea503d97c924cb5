"""Every part of the guide has a permanent address, and links that say which part they mean."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from lxml import html
from tests.conftest import ROOT

from evidence_guide import Guide, outputs
from evidence_guide.view.addresses import edit, part_title, places, report


@pytest.mark.parametrize("which", ["tea", "real"])
def test_every_id_has_a_page_and_its_anchor_stands_there(
    which: str, request: pytest.FixtureRequest
) -> None:
    guide: Guide = request.getfixturevalue(which)
    pages = {output.uri: output.content for output in outputs(guide)}
    wanted = [
        *guide.sources,
        *guide.findings,
        *guide.claims,
        *guide.steps,
        *guide.stages,
        *guide.topics,
        *guide.tables,
        *guide.terms,
        *guide.popular,
    ]
    assert sorted(places(guide)) == sorted(wanted)
    for id, place in places(guide).items():
        assert (
            not place.anchor or f'id="{id}"' in pages[place.uri] or f"{{#{id}}}" in pages[place.uri]
        ), id
        assert part_title(guide, id)


def test_the_form_for_errors_is_filled_in_with_the_id_and_has_the_fields(real: Guide) -> None:
    link = urlsplit(report(real, "food-animal-sources"))
    assert f"{link.scheme}://{link.netloc}{link.path}" == f"{real.file.repository}/issues/new"
    fields = parse_qs(link.query)
    assert fields["claim"] == ["food-animal-sources"]
    form = yaml.safe_load(
        (ROOT / ".github/ISSUE_TEMPLATE" / fields["template"][0]).read_text("utf-8")
    )
    assert set(fields) - {"template", "title"} <= {part.get("id") for part in form["body"]}


@pytest.mark.parametrize(
    "form", sorted((ROOT / ".github/ISSUE_TEMPLATE").iterdir()), ids=lambda path: path.name
)
def test_a_form_is_sound_yaml(form: Path) -> None:
    assert yaml.safe_load(form.read_text("utf-8"))


def test_the_link_to_edit_opens_the_lines_of_the_item(tea: Guide) -> None:
    assert edit(tea, tea.steps["avoid-coffee"]).startswith(
        "https://github.com/example/tea/edit/main/evidence/stages/evening.yml#L"
    )
    line = int(edit(tea, tea.steps["avoid-coffee"]).rpartition("L")[2])
    assert "id: avoid-coffee" in tea.steps["avoid-coffee"].document.text.splitlines()[line - 1]


def test_every_step_and_claim_offers_its_address_the_form_and_the_editor(
    real: Guide, real_pages: dict[str, str]
) -> None:
    told = dict.fromkeys((*real.steps, *real.claims), 0)
    for uri, text in real_pages.items():
        if uri.startswith(("stages/", "claims/")):
            for tools in html.fromstring(f"<div>{text}</div>").xpath("//p[@class='eg-tools']"):
                bookmark, form, editor = tools.xpath("a/@href")
                id = parse_qs(urlsplit(form).query)["claim"][0]
                assert bookmark in {f"#{id}", "./"}
                assert editor == edit(real, places(real)[id].entry)
                told[id] += 1
    assert set(told.values()) == {1}
