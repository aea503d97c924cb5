"""Pages made from evidence read the same when Markdown sees no more of them than their headings."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import markdown
import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from evidence_guide import Guide, outputs
from evidence_guide.files.output import Output
from evidence_guide.site import Addresses, frame
from evidence_guide.site.engine import Headings
from evidence_guide.site.made import split_page
from evidence_guide.site.markdown_extension import Citations

NOTICE = '<div class="eg-notice">\n<p>General information.</p>\n</div>'


def read(guide: Guide, text: str) -> tuple[str, object]:
    """The HTML and the table of contents that Markdown makes."""
    extensions = ["attr_list", "tables", "toc", Citations(lambda: guide)]
    reader = markdown.Markdown(
        extensions=extensions, extension_configs={"toc": {"permalink": True}}
    )
    return reader.convert(text), getattr(reader, "toc_tokens", [])


def pages(guide: Guide) -> Iterator[Output]:
    """The pages of a guide that are made from evidence."""
    return (output for output in outputs(guide) if output.uri.endswith(".md"))


def test_every_page_of_a_guide_is_the_same_read_in_parts_or_as_a_whole(tea: Guide) -> None:
    woven = 0
    for output in pages(tea):
        text = output.content.split("---\n", 2)[2]
        page = split_page(text)
        html, contents = read(tea, page.text)
        assert (page.woven(html), contents) == read(tea, text), output.uri
        woven += bool(page.finished)
    assert woven > 20


@pytest.mark.parametrize(
    "block",
    ["Words of *Markdown*.", "- a list", "<!-- guide: uncited x -->", "<a href='x'>a link</a>"],
)
def test_a_page_with_more_than_headings_and_html_is_read_as_a_whole(block: str) -> None:
    text = f"# Title\n\n{NOTICE}\n\n{block}"
    page = split_page(text)
    assert page.text == text
    assert page.woven("<h1>Title</h1>") == "<h1>Title</h1>"


def test_links_from_other_pages_find_the_ids_of_finished_html() -> None:
    page = split_page(f"# Title\n\n{NOTICE}\n\n<p id=\"one\">A <b id='two'>word</b>.</p>")
    assert page.ids() == {"one", "two"}


def test_a_part_of_the_frame_is_laid_out_once_for_pages_that_share_it(tea: Guide) -> None:
    once: Any = frame(tea, Addresses.FOLDERS)["once"]
    laid_out = iter(["first", "second", "third", "fourth"])
    keys = (("menu", ".."), ("menu", ".."), ("menu", "../.."), None, None)
    parts = [once(key, lambda: next(laid_out)) for key in keys]
    assert parts == ["first", "first", "second", "third", "fourth"]


@pytest.fixture
def config(tmp_path: Path) -> MkDocsConfig:
    settings = {"site_name": "Tea", "docs_dir": str(tmp_path), "plugins": []}
    found = MkDocsConfig()
    found.load_dict(settings | {"markdown_extensions": ["attr_list", {"toc": {"permalink": True}}]})
    assert found.validate() == ([], [])
    return found


def as_read(config: MkDocsConfig, text: str, headings: Headings | None) -> tuple[object, ...]:
    """What a page holds once its text is read, by one converter for all or by its own."""
    file = File("tea.md", None, "", use_directory_urls=True)
    file.content_string = text
    page = Page(None, file, config)
    if headings:
        headings.will_read(page)
    page.read_source(config)
    page.render(config, Files([]))
    links = list((page.links_to_anchors or {}).values())
    return (page.content, str(page.toc), page.title, page.present_anchor_ids, links)


def test_one_converter_reads_every_page_as_one_of_its_own_does(config: MkDocsConfig) -> None:
    headings = Headings()
    for text in ("# Tea { #tea }\n\n## Sleep\n\n## Sleep", "# Milk\n\n## Sleep", "## Sleep"):
        assert as_read(config, text, headings) == as_read(config, text, None)
