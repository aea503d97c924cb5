"""No finished page holds what its policy would block, and the build refuses such a page."""

import re
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from lxml import html
from tests.conftest import ROOT, TEA, TODAY, Folder
from tests.sites import Built, mkdocs_build

from evidence_guide import load
from evidence_guide.site.inline import Inline
from evidence_guide.site.mkdocs_build import build_site
from evidence_guide.site.policy import HEADER, META, POLICY, blocked

DATA = {"application/json", "application/ld+json"}
Attributes = list[tuple[str, str | None]]


class Reader(HTMLParser):
    """What a page holds inline, as another parser reads it than those that moved and audited it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.inline: list[str] = []
        self.head: list[tuple[str, Attributes]] = []
        self.script = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        self.head.append((tag, attrs))
        told = dict(attrs)
        self.script = tag == "script" and "src" not in told and told.get("type") not in DATA
        names = [name for name in told if name == "style" or name.startswith("on")]
        self.inline += [f"{tag} {name}" for name in names]
        self.inline += ["style"] if tag == "style" else []
        self.inline += [value for value in told.values() if (value or "").startswith("javascript:")]

    def handle_data(self, data: str) -> None:
        self.inline += [f"script {data}"] if self.script and data.strip() else []

    @property
    def first(self) -> tuple[str, Attributes]:
        """The first element of the head."""
        return self.head[[tag for tag, _ in self.head].index("head") + 1]


def only_files(site: Path) -> int:
    """The number of pages, once each of them holds nothing inline and begins with the policy.

    Reviewer kits are files of their own, with their own policy.
    """
    kits = set(site.glob("reviewing/*.html"))
    pages = sorted(set(site.rglob("*.html")) - kits)
    policy = [("http-equiv", "Content-Security-Policy"), ("content", POLICY)]
    for path in pages:
        page = Reader(path.read_text("utf-8"))
        assert (page.inline, page.first) == ([], ("meta", policy)), path.relative_to(site)
    return len(pages)


def test_no_page_of_a_site_holds_anything_inline(tea_sites: Built) -> None:
    assert only_files(tea_sites.online) > 30
    assert only_files(tea_sites.offline) > 30


def test_whatever_the_theme_can_write_into_a_page_is_moved(folder: Folder) -> None:
    settings = (TEA / "mkdocs.yml").read_text("utf-8").replace("  font: false\n", "")
    features = "  features: [announce.dismiss, content.tabs.link, search.share, search.suggest]\n"
    features += "  custom_dir: overrides\n  palette: [{scheme: default}, {scheme: slate}]\n"
    files = {
        "mkdocs.yml": settings.replace("  name: material\n", f"  name: material\n{features}")
        + "use_directory_urls: false\nsite_url: https://example.org/a/b/\n"
        + "extra: {version: {provider: mike}}\n",
        "overrides/partials/comments.html": "<div style='color: red'></div><style>p {}</style>"
        "<script>var noted = 1</script><script type='application/ld+json'>{}</script>",
        "docs/about.md": "# About\n\n<!-- guide: uncited about -->\n\n"
        "| a | b |\n|--:|:-:|\n| c | d |\n",
    }
    site = build_site(load(folder(files), TODAY))
    assert only_files(site)
    page = html.parse(str(site / "stages/evening.html"))
    scripts = page.xpath("//script/@src")
    assert scripts[0] == "../assets/evidence-guide.js"
    assert len(scripts) == 2
    cells = html.parse(str(site / "about.html")).xpath("//td/@data-eg-style")
    rules = (site / "assets/evidence-guide.css").read_text("utf-8")
    said = [
        re.findall(rf':is\(\[data-eg-style="{name}"\],#_#_#_\){{([^}}]*)}}', rules)
        for name in cells
    ]
    assert said == [["text-align: right;"], ["text-align: center;"]]
    wrong = html.parse(str(site / "404.html"))
    assert wrong.xpath("//script/@src")[0] == "/a/b/assets/evidence-guide.js"


def moved(page: str, top: str = "../") -> tuple[str, dict[str, str]]:
    """A page without what it held inline, and the files that hold it."""
    inline = Inline("own.js", "own.css")
    text = inline.moved(page, top).replace(f"\n    {META}", "")
    return text, {o.uri: o.content for o in inline.outputs("OWN\n", "OWN\n", "RUNNER\n")}


def named(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:8]


def first(text: str) -> str:
    name = "own" if text == "own" else named(text)
    return f'<script src="../own.js" data-part="{name}"></script>'


def later(text: str) -> str:
    return first(text).replace('src="../own.js"', 'type="text/plain"')


def styled(text: str) -> str:
    return f'data-eg-style="{named(text)}"'


@pytest.mark.parametrize(
    ("page", "after"),
    [
        ("<script>a</script>", first("a")),
        ("<SCRIPT >a</SCRIPT ><script type=text/javascript>b</script>", first("a") + later("b")),
        ('<script>a</script><script src="../own.js"></script>', first("a") + later("own")),
        ('<script async src="own.js"></script>', first("own")),
        ('<script src="other.js"></script>', None),
        ('<script type="application/json">{"a": "<b style>"}</script>', None),
        ("<script type='module'>a</script>", None),
        ("<!-- <script>a</script> <p style='b'> -->", None),
        ("<p style='color: red'>a</p>", f"<p {styled('color: red')}>a</p>"),
        ('<P class="a" STYLE="font: 1em &quot;A&quot;">', None),
        ("<p title=\"a style='b'\" data-style=c>", None),
        ("<p title='>' style=a:b hidden>", f"<p title='>' {styled('a:b')} hidden>"),
        ('<p style="} body { color: red">', None),
        ('<p style="color: red /* ">', None),
        (
            "<style media=print>p {}</style>",
            f'<link rel="stylesheet" media=print href="../assets/{named("p {}")}.css">',
        ),
        ("a < b, style > c", None),
    ],
)
def test_inline_code_becomes_files_and_the_rest_of_a_page_stays(
    page: str, after: str | None
) -> None:
    assert moved(page)[0] == (page if after is None else after)


def test_each_script_runs_in_its_place_and_each_style_is_a_rule() -> None:
    page = (
        "<script>b //</script><p style='a:b'><p style='a:b'><script>a</script><style>p {}</style>"
    )
    assert moved(page)[1] == {
        "own.js": "(() => {\nRUNNER\nrunInPlace({\n"
        f'"{named("b //")}": function () {{\nb //\n}},\n'
        f'"{named("a")}": function () {{\na\n}},\n'
        '"own": function () {\nOWN\n\n},\n})\n})()\n',
        "own.css": f"OWN\n:is([{styled('a:b')}],#_#_#_){{a:b}}\n",
        f"assets/{named('p {}')}.css": "p {}",
    }


def test_the_policy_comes_first_in_the_head() -> None:
    inline = Inline("own.js", "own.css")
    page = "<html><head class='a>b'><meta charset='utf-8'></head><header>a</header></html>"
    assert inline.moved(page, "") == page.replace("b'>", f"b'>\n    {META}")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<p>a</p><script type='application/json'>{}</script><script src='a.js'></script>", []),
        ("<script>a</script>", ["a script is written into the page"]),
        ("<script type='Module '>a</script>", ["a script is written into the page"]),
        ("<style>p {}</style>", ["a style sheet is written into the page"]),
        ("<p style='a'>b</p>", ['`style="a"` is written into the page']),
        ("<svg><g onload='a'/></svg>", ['`onload="a"` is written into the page']),
        (
            "<iframe src='a.html'></iframe><video src='b'></video>",
            ["`<iframe>` is blocked", "`<video>` is blocked"],
        ),
        ("<img src='a.png'><img src='data:image/png;base64,'>", []),
        ("<img src='https://a.org/b.png'>", ["`https://a.org/b.png` is loaded from elsewhere"]),
        ("<script src='//a.org/b.js'></script>", ["`//a.org/b.js` is loaded from elsewhere"]),
        (
            "<img srcset='a.png 1x, https://a.org/b.png 2x'>",
            ["`https://a.org/b.png` is loaded from elsewhere"],
        ),
        ("<a href='https://a.org/'>a</a>", []),
    ],
)
def test_what_the_policy_blocks_is_named(body: str, told: list[str]) -> None:
    assert (
        list(
            blocked(
                html.document_fromstring(f"<html><head>{META}</head><body>{body}</body></html>")
            )
        )
        == told
    )


@pytest.mark.parametrize(
    "head",
    [
        "",
        "<meta charset='utf-8'>" + META,
        META.replace("'none'", "'self'"),
        META.replace("base-uri", "x"),
    ],
)
def test_a_page_without_the_whole_policy_at_its_beginning_is_named(head: str) -> None:
    page = html.document_fromstring(f"<html><head>{head}</head><body><p>a</p></body></html>")
    assert list(blocked(page)) == [
        "the Content-Security-Policy is not the first element of the head"
    ]


@pytest.mark.parametrize(
    ("where", "what", "told"),
    [
        ("partials/footer.html", "<p onclick='a()'>", '`onclick="a()"` is written into the page'),
        (
            "404.html",
            "<html><head></head><body style='}'></body></html>",
            '`style="}"` is written into the page',
        ),
    ],
)
def test_a_page_that_does_not_run_under_the_policy_is_no_site(
    where: str, what: str, told: str, folder: Folder
) -> None:
    settings = (
        (TEA / "mkdocs.yml")
        .read_text("utf-8")
        .replace("theme:\n", "theme:\n  custom_dir: overrides\n")
    )
    done = mkdocs_build(folder({"mkdocs.yml": settings, f"overrides/{where}": what}))
    assert done.code == 1
    assert f"html does not run under the Content-Security-Policy: {told}" in done.told


def test_the_documentation_gives_the_policy_and_the_header_as_they_are() -> None:
    text = (ROOT / "docs/hosting.md").read_text("utf-8")
    assert META in text
    assert text.count(HEADER) == 3, "Netlify, nginx, Apache"
