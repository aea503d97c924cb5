"""Twins of pages for programs: the same content as Markdown and JSON, and `llms.txt`."""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from tests.sites import Built

from evidence_guide import Guide, outputs
from evidence_guide.files.output import Output
from evidence_guide.site.programs import Programs
from evidence_guide.site.twin_text import TwinText, words_of_text
from evidence_guide.text.markup import runs
from evidence_guide.view.inventory import pieces
from evidence_guide.view.shapes import StatementView, TextRow
from evidence_guide.view.site import Site
from evidence_guide.view.texts import plain_words
from evidence_guide.view.views import views_of

Files = Mapping[str, str]


def written(guide: Guide, folder: Path) -> tuple[Programs, Files]:
    """The pages of a guide, and the files for programs by address."""
    programs = Programs()
    for output in outputs(guide):
        programs.add(output)
    programs.write(guide, folder)
    paths = filter(Path.is_file, folder.rglob("*"))
    return programs, {path.relative_to(folder).as_posix(): path.read_text() for path in paths}


@pytest.fixture(scope="module")
def made(tea: Guide, tmp_path_factory: pytest.TempPathFactory) -> tuple[Programs, Files]:
    return written(tea, tmp_path_factory.mktemp("twins"))


def test_every_page_made_from_evidence_has_both_twins(made: tuple[Programs, Files]) -> None:
    programs, files = made
    pages = {page.uri for page in programs.pages}
    assert {"index.md", "plan.md", "claims/sleep-faster.md", "es/stages/evening.md"} <= pages
    assert "claims/sleep-quick.md" not in pages  # which only says what took its place
    both = {f"{uri.removesuffix('.md')}{ending}" for uri in pages for ending in (".md", ".json")}
    assert set(files) == both | {"llms.txt"}


def sentences(view: object) -> list[StatementView | TextRow]:
    return [piece for piece in pieces(view) if isinstance(piece, StatementView | TextRow)]


def test_a_twin_states_every_sentence_of_its_page_with_its_sources(
    made: tuple[Programs, Files],
) -> None:
    programs, files = made
    whole = [page for page in programs.pages if not page.uri.startswith("claims/")]
    for page in whole:
        text = files[page.uri].replace("\\", "")
        data = json.loads(files[page.uri.replace(".md", ".json")])
        for one in sentences(page.view):
            if isinstance(one, StatementView) and one.key.endswith("/says"):
                assert " ".join(plain_words(one.text).split()) in re.sub(r"[*~^]", "", text)
                assert data["cited_sources"].keys() | data["cited_searches"] >= set(one.cites)


def test_a_twin_in_markdown_is_a_list_of_fields(
    made: tuple[Programs, Files], snapshot: Callable[[str, str], None]
) -> None:
    _, files = made
    snapshot(files["claims/sleep-faster.md"], "twin-sleep-faster.md")


def test_a_twin_in_json_names_claims_with_certainty_and_sources_with_links(
    made: tuple[Programs, Files],
) -> None:
    twin: dict[str, Any] = json.loads(made[1]["stages/evening.json"])
    assert twin["page"] == "https://example.org/tea/stages/evening/"
    assert (twin["title"], twin["language"], twin["as_of"]) == (
        "In the evening",
        "en",
        "2026-01-10",
    )
    assert twin["named_claims"]["sleep-faster"] == {
        "title": "Tea may help you fall asleep",
        "page": "https://example.org/tea/claims/sleep-faster/",
        "certainty": "low",
        "words": "Low certainty",
    }
    assert twin["named_claims"]["sleep-cup"]["certainty"] == ""
    source = twin["cited_sources"]["doe2020"]
    assert source["links"] == {"DOI": "https://doi.org/10.1000/doe.2020"}
    assert twin["content"]["stage"]["steps"][0]["id"] == "drink-tea"


def test_a_claim_is_in_brief_on_other_pages(made: tuple[Programs, Files]) -> None:
    _, files = made
    reason = json.loads(files["stages/evening.json"])["content"]["reasons"]["drink-tea"][0]
    assert reason["certainty"]["level"] == "low"
    assert "plots" not in reason
    assert "    - reread" not in files["topics/sleep.md"]


def test_a_translated_twin_names_its_language_and_its_own_page(
    made: tuple[Programs, Files],
) -> None:
    twin = json.loads(made[1]["es/stages/evening.json"])
    assert (twin["language"], twin["title"]) == ("es", "Por la noche")
    assert twin["page"] == "https://example.org/tea/es/stages/evening/"
    assert twin["named_claims"]["sleep-faster"]["words"] == "Certeza baja"


def test_the_list_for_assistants_names_the_pages_in_the_language_of_the_guide(
    made: tuple[Programs, Files], snapshot: Callable[[str, str], None]
) -> None:
    _, files = made
    snapshot(files["llms.txt"], "llms.txt")
    for address in re.findall(r"\(https://example\.org/tea/(\S+?\.md)\)", files["llms.txt"]):
        assert address in files


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Take **2.6 µg** H~2~O", "Take **2.6 µg** H~2~O"),
        ("[x](https://example.org)", "[x](https://example.org)"),
        ("<b>1</b> `a` #", r"\<b\>1\</b\> \`a\` #"),
        (r"\[1\]: https://evil.example", r"\[1\]: https://evil.example"),
    ],
)
def test_words_stay_words_in_markdown(text: str, expected: str) -> None:
    assert words_of_text(runs(text)) == expected


def test_a_part_that_many_pages_show_is_written_once(tea: Guide) -> None:
    text = TwinText(views_of(Site(tea)))
    claim = text.views.claim("sleep-faster")
    first, said = text.sections(claim, ())
    again, said_again = text.sections(claim, ())
    assert (first, said) == (again, said_again)
    assert said


def test_the_same_guide_gives_the_same_bytes(
    tea: Guide, made: tuple[Programs, Files], tmp_path: Path
) -> None:
    assert written(tea, tmp_path)[1] == made[1]


def test_other_files_have_no_twins() -> None:
    programs = Programs()
    programs.add(Output("assets/x.css", "a {}"))
    assert programs.pages == []
    assert programs.frame(twins=True)["twins"] == frozenset()


@pytest.mark.build
def test_pages_link_to_the_twins_that_are_beside_them(tea_sites: Built) -> None:
    for site, kinds in ((tea_sites.online, 2), (tea_sites.offline, 1)):
        pages = [path for path in site.rglob("*.html") if "claims" in path.parts]
        assert pages
        for path in pages:
            links = html.parse(str(path)).xpath(
                "//link[@rel='alternate'][@type='text/markdown' or @type='application/json']/@href"
            )
            if "sleep-quick" in str(path):  # a retired claim
                assert links == []
            else:
                assert len(links) == kinds
                assert all((path.parent / link).is_file() for link in links)
