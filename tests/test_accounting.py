"""Every visible letter of a page is a sentence of the evidence or a declared label; a template can
add nothing.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import markdown
import pytest
from jinja2 import ChoiceLoader, DictLoader, PackageLoader
from lxml import html
from mkdocs.exceptions import Abort
from tests.conftest import TEA, TODAY, copy

from evidence_guide import Guide, load, outputs
from evidence_guide.diagnostic import Diagnostic
from evidence_guide.files.output import Output
from evidence_guide.model import Choice, GuideFile, Judgement, StageFile, Step
from evidence_guide.site import FOOT, THEME, history, layout, llms, pages
from evidence_guide.site.mkdocs_build import build_site
from evidence_guide.site.unaccounted import TEMPLATES, Vocabularies, unaccounted_in
from evidence_guide.text import typed_numbers
from evidence_guide.view import pages as page_views
from evidence_guide.view import typed_results
from evidence_guide.view.figures import messages
from evidence_guide.view.origins import origin_of
from evidence_guide.view.site_words import english_labels

FOREIGN = "Doctors agree that tea cures 93% of all sleep disorders within 4 days."
HONEY = TEA.parent / "honey"
Change = Callable[[str, str, str], int]


@pytest.fixture
def template(monkeypatch: pytest.MonkeyPatch) -> Iterator[Change]:
    """Replaces one piece of one template; the result is the line of the piece."""

    def change(name: str, old: str, new: str) -> int:
        text = (TEMPLATES / name).read_text("utf-8")
        assert old in text
        changed = DictLoader({name: text.replace(old, new, 1)})
        loader = ChoiceLoader([changed, PackageLoader("evidence_guide.site")])
        monkeypatch.setattr(layout, "PackageLoader", lambda _: loader)
        clear()
        return text.partition(old)[0].count("\n") + 1

    yield change
    monkeypatch.undo()
    clear()


def clear() -> None:
    layout.environment.cache_clear()
    layout.macros.cache_clear()


def complaints(guide: Guide, uri: str = "") -> list[Diagnostic]:
    """The complaints about every page, or about one."""
    words = Vocabularies(guide)
    pages = (output for output in outputs(guide) if output.uri.endswith(".md"))
    if uri:
        return complaints_of(next(page for page in pages if page.uri == uri), words)
    return [complaint for page in pages for complaint in complaints_of(page, words)]


def complaints_of(page: Output, words: Vocabularies) -> list[Diagnostic]:
    """The complaints about one page."""
    text = page.content.split("---\n", 2)[2]
    body = markdown.markdown(text, extensions=["attr_list", "tables"])
    tree = html.fromstring(f"<article>{body}</article>")
    return [*unaccounted_in(tree, page.uri.replace(".md", ".html"), words)]


@pytest.mark.parametrize("folder", [TEA, HONEY], ids=["tea", "honey"])
def test_every_letter_of_every_page_is_accounted_for(folder: Path) -> None:
    assert [str(d) for d in complaints(load(folder, TODAY))] == []


def test_a_change_may_be_about_a_word_that_translations_lack(
    changed: Callable[..., Guide],
) -> None:
    guide = changed("evidence/changes.yml", "about: [sleep-faster]", "about: [term-cup]")
    assert [str(d) for d in complaints(guide)] == []


PAGES = {
    "about.md.j2": "about-this-guide.md",
    "audit.md.j2": "audit.md",
    "changes.md.j2": "changes.md",
    "claim.md.j2": "claims/sleep-faster.md",
    "claims.md.j2": "claims/index.md",
    "converter.md.j2": "tools/convert-caffeine.md",
    "downloads.md.j2": "downloads.md",
    "glossary.md.j2": "glossary.md",
    "home.md.j2": "index.md",
    "method.md.j2": "method.md",
    "plan.md.j2": "plan.md",
    "popular-claims.md.j2": "popular-claims.md",
    "rules.md.j2": "rules.md",
    "source.md.j2": "sources/doe2020.md",
    "listing.md.j2": "sources/index.md",
    "stage.md.j2": "stages/evening.md",
    "stages.md.j2": "stages/index.md",
    "table.md.j2": "tables/cups.md",
    "tally.md.j2": "tools/caffeine-tally.md",
    "topic.md.j2": "topics/sleep.md",
    "translated.md.j2": "es/index.md",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_sentence_that_only_a_page_template_holds_is_named(
    name: str, tea: Guide, template: Change
) -> None:
    template(name, "{% filter block %}", f'{{% filter block %}}<p data-uncited="x">{FOREIGN}</p>')
    found = complaints(tea, PAGES[name])
    assert [d.rule for d in found] == ["uncited-sentence"]
    assert FOREIGN[:40] in found[0].message
    assert PAGES[name].replace(".md", ".html") in found[0].message


@pytest.mark.parametrize(
    ("name", "old", "new", "uri"),
    [
        ("claim.md.j2", "## {{ words.claim.where_it_is_used }}", f"## {FOREIGN}", "claims/sleep-faster.md"),
        ("claim.md.j2", "{{ page.sentence(claim.says) }}", f"{FOREIGN} {{{{ page.sentence(claim.says) }}}}", "claims/sleep-faster.md"),
        ("macros.j2", "{{ page.phrase(notice.about) }}", FOREIGN, "stages/evening.md"),
        ("macros.j2", "{{ words.shared.for_whom }}", f"{{{{ words.shared.for_whom }}}} {FOREIGN}", "stages/evening.md"),
        ("macros.j2", "{{ words.shared.one_line_each }}", FOREIGN, "topics/sleep.md"),
        ("figures.j2", "{{ words.figure.square_estimate_line }}", FOREIGN, "claims/sleep-faster.md"),
        ("figures.j2", "{{ words.figure.summary_of_findings }}", FOREIGN, "claims/sleep-faster.md"),
        ("figures/forest.svg.j2", "{{ words.figure.lower }}", FOREIGN, "claims/sleep-faster.md"),
        ("figures/forest.svg.j2", "{{ drawn.title | bare }}", FOREIGN, "claims/sleep-faster.md"),
        ("figures/bars.svg.j2", "{{ panel.alt }}", FOREIGN, "tables/drinks.md"),
        ("figures/landscape.svg.j2", "{{ words.figure.a_row_for_each }}", FOREIGN, "claims/index.md"),
        ("figures/timeline.svg.j2", "{{ words.figure.a_line_for_each }}", FOREIGN, "stages/index.md"),
        ("figures.j2", "{{ words.figure.how_many_claims_each }}", FOREIGN, "claims/index.md"),
        ("figures.j2", "{{ words.figure.dashed_line }}", FOREIGN, "tables/drinks.md"),
        ("table.md.j2", "{{ cell | shown }}", f"{{{{ cell | shown }}}} {FOREIGN}", "tables/cups.md"),
        ("table.md.j2", "{{ column.title | shown }}", FOREIGN, "tables/cups.md"),
        ("macros.j2", "{{ words.glossary.words_used_here }}", FOREIGN, "topics/sleep.md"),
        ("macros.j2", "{{ words.shared.what_was_checked }}", FOREIGN, "topics/sleep.md"),
        ("figures.j2", 'data-label="{{ words.figure.certainty }}"', f'data-label="{FOREIGN}"', "claims/sleep-faster.md"),
        ("retired.md.j2", "{{ words.retired.a_part_of_the }}", FOREIGN, "claims/sleep-quick.md"),
    ],
)  # fmt: skip
def test_a_sentence_in_a_heading_a_notice_a_label_or_a_caption_is_named_too(
    name: str, old: str, new: str, uri: str, tea: Guide, template: Change
) -> None:
    template(name, old, new)
    found = complaints(tea, uri)
    assert found
    assert all(FOREIGN[:20] in d.message for d in found)


def test_a_sentence_of_the_evidence_without_its_citation_is_no_label(
    tea: Guide, template: Change
) -> None:
    says = "<p data-uncited='x'>{{ claim.says.text | bare }}</p>"
    template("claim.md.j2", "{% filter block %}", f"{{% filter block %}}{says}")
    (found,) = complaints(tea, "claims/sleep-faster.md")
    assert str(found.place).startswith("evidence/claims/sleep.yml:")


def test_a_title_is_known_although_a_sentence_reads_the_same(changed: Callable[..., Guide]) -> None:
    guide = changed("evidence/stages/evening.yml", "You have not slept for many nights.", "Sleep")
    assert complaints(guide, "audit.md") == []


def test_a_build_with_a_foreign_sentence_stops_and_names_the_page(
    tmp_path: Path, template: Change, caplog: pytest.LogCaptureFixture
) -> None:
    guide = load(copy(tmp_path / "tea"), TODAY)
    site = build_site(guide, [])
    before = (site / "method/index.html").read_bytes()
    template("method.md.j2", "{{ words.method.headings_links_and_labels }}", FOREIGN)
    with pytest.raises(Abort):
        build_site(guide, [])
    assert "method/index.html shows words" in caplog.text
    assert FOREIGN[:40] in caplog.text
    assert (site / "method/index.html").read_bytes() == before


def test_a_foreign_sentence_is_traced_to_the_line_of_its_template() -> None:
    files = {"templates/a.md.j2": f"# A\n\n<p>{FOREIGN}</p>\n", "evidence/b.yml": "all sleep"}
    assert str(origin_of(FOREIGN, files)) == "templates/a.md.j2:3:4"
    assert str(origin_of("of all sleep", {"evidence/b.yml": "all sleep"})) == "evidence/b.yml:1:1"
    assert origin_of("xyz", files) is None


def test_every_label_of_the_site_is_used() -> None:
    views = Path(page_views.__file__).parent.glob("*.py")
    files = [*TEMPLATES.rglob("*.j2"), *THEME.rglob("*.html"), *views]
    files += [Path(pages.__file__), Path(history.__file__), Path(llms.__file__)]
    files += [Path(typed_results.__file__), Path(typed_numbers.__file__)]
    files += [Path(messages.__file__), *TEMPLATES.parent.glob("assets/*.js")]
    by_name = {
        f"of_{field}"
        for model in (GuideFile, StageFile, Step, Choice)
        for field in model.model_fields
    }
    by_name |= {f"means_{judgement.name.lower()}" for judgement in Judgement}
    text = "".join(path.read_text("utf-8") for path in files)
    shared = {
        "link_to_this",
        "report_this",
        "edit_this",
        "link_or_edit",
        "title",
        "description",
        "lead",
    }
    unused = [
        f"{group}.{name}"
        for group, labels in english_labels().items()
        for name in labels.keys() - shared - by_name - FOOT.keys()
        if not re.search(rf"\.{group}\.{name}\b|\b(?:words|says)\.{name}\b|[\"']{name}[\"']", text)
    ]
    assert unused == []
