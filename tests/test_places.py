"""Every part of the guide has a permanent address, and links that say which part they mean."""

from pathlib import Path

import pytest
import yaml
from tests.conftest import ROOT

from evidence_guide import Guide, outputs
from evidence_guide.view.addresses import edit, part_title, places


def check_places(guide: Guide) -> None:
    """Fails if a part of the guide has no page, or its page no anchor for it."""
    pages = {output.uri: output.content for output in outputs(guide)}
    wanted = [
        *guide.sources,
        *guide.findings,
        *guide.claims,
        *guide.steps,
        *guide.stages,
        *guide.choices,
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


def test_every_id_has_a_page_and_its_anchor_stands_there(tea: Guide) -> None:
    check_places(tea)


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
