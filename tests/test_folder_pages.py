"""Pages for a folder: the same as on the site, with addresses that work from `file://`."""

import pytest

from evidence_guide.site.folder_pages import FolderPages, article_anywhere
from evidence_guide.site.inline import Inline

MOVED = {
    "index.html": "index.html",
    "plan/index.html": "plan.html",
    "claims/index.html": "claims/index.html",
    "claims/a/index.html": "claims/a.html",
}
FILES = frozenset({*MOVED, "assets/a.css", "assets/fóo.png", "feed.xml"})


@pytest.fixture
def pages() -> FolderPages:
    inline = Inline("assets/own.js", "assets/own.css")
    inline.scripts["0a0a0a0a"] = 'scope=new URL("../..",location)'
    return FolderPages(MOVED, FILES, inline, "assets/search.js")


@pytest.mark.parametrize(
    ("name", "there", "here"),
    [
        ("claims/a/index.html", "../../plan/", "../plan.html"),
        ("claims/a/index.html", "../../plan/?diet=vegan#steps", "../plan.html?diet=vegan#steps"),
        ("claims/a/index.html", "../..", "../index.html"),
        ("claims/a/index.html", "../#top", "index.html#top"),
        ("claims/a/index.html", "./", "a.html"),
        ("claims/a/index.html", "../../feed.xml", "../feed.xml"),
        ("claims/a/index.html", "../../assets/f%C3%B3o.png", "../assets/f%C3%B3o.png"),
        ("claims/index.html", "a/", "a.html"),
        ("index.html", ".", "index.html"),
        ("index.html", "claims/a/", "claims/a.html"),
        ("plan/index.html", "#steps", "#steps"),
        ("plan/index.html", "https://example.org/plan/", "https://example.org/plan/"),
        ("plan/index.html", "mailto:me@example.org", "mailto:me@example.org"),
        ("plan/index.html", "/plan/", "/plan/"),
    ],
)
def test_an_address_leads_to_the_same_page_or_file(
    name: str, there: str, here: str, pages: FolderPages
) -> None:
    assert pages.page(name, f'<a class="x" href="{there}">') == f'<a class="x" href="{here}">'
    assert pages.page(name, f"<img alt='' src='{there}'>") == f"<img alt='' src='{here}'>"


def test_words_that_look_like_an_address_stay(pages: FolderPages) -> None:
    text = '<p title="a href=&quot;../plan/&quot;">&lt;a href="../plan/"&gt;</p>'
    assert pages.page("claims/index.html", text) == text


def test_the_frame_names_the_top_of_the_folder_and_loads_its_search(pages: FolderPages) -> None:
    page = (
        '<link rel="stylesheet" href="../../assets/stylesheets/main.css">\n'
        '<link rel="stylesheet" href="../../assets/a.css">\n'
        '<meta property="og:image" content="https://example.org/a.png">\n'
        '<script type="text/plain" data-part="0a0a0a0a"></script>\n'
        '<script id="__config" type="application/json">{"base": "../..", "search": '
        '"../../assets/worker.js"}</script>'
    )
    made = pages.page("claims/a/index.html", page)
    ((name, script),) = pages.scripts.items()
    assert script == 'scope=new URL("..",location)'
    assert made == (
        '<link rel="stylesheet" href="../assets/stylesheets/main.css">\n'
        '<script src="../assets/search.js"></script>\n'
        '<link rel="stylesheet" href="../assets/a.css">\n'
        f'<script type="text/plain" data-part="{name}"></script>\n'
        '<script id="__config" type="application/json">{"base": "..", "search": '
        '"../assets/worker.js"}</script>'
    )


@pytest.mark.parametrize(
    ("there", "here"),
    [("", "index.html"), ("claims/", "claims/index.html"), ("claims/a/#b", "claims/a.html#b")],
)
def test_the_search_leads_to_the_files(there: str, here: str, pages: FolderPages) -> None:
    assert pages.location(there) == here


def test_articles_are_alike_whatever_the_place_of_their_page() -> None:
    page = '<article class="x"><p>Tea <a href="{}">warms</a><a href="{}">1</a></p></article>'
    assert article_anywhere(page.format("../a/", "#ref-1")) == article_anywhere(
        page.format("a.html", "#ref-1")
    )
    assert article_anywhere(page.format("a/", "#ref-1")) != article_anywhere(
        page.format("a/", "#ref-2")
    )
    assert article_anywhere(page.format("a/", "#b")) != article_anywhere(
        page.replace("Tea", "Tee").format("a/", "#b")
    )
    assert article_anywhere("<main>Tea</main>") == ""
