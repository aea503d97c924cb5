"""Hand-written pages, files in `docs/` and `mkdocs.yml` hold nothing that runs, loads or sends,
however it is spelled.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from markdown import Markdown
from tests.conftest import ROOT, TEA, TODAY, Folder, copy
from tests.sites import mkdocs_build

from evidence_guide import Guide, check, load
from evidence_guide.diagnostic import Severity
from evidence_guide.guide.handwritten import ALWAYS, extensions, found, front_and_body
from evidence_guide.guide.yaml_reader import read_yaml
from evidence_guide.site import outputs
from evidence_guide.site.audit import audit_page
from evidence_guide.site.markdown_extension import Citations
from evidence_guide.text.html_allowed import drawing_faults
from evidence_guide.view.page_uris import is_former_or_translated, page_uris

HEAD = "# A page\n\nWords.\n\n"
HOSTILE = {
    "<script>alert(1)</script>": "`<script>` is not allowed",
    "<ScRiPt src=x></sCrIpT>": "`<script>` is not allowed",
    '<iframe src="https://example.org"></iframe>': "`<iframe>` is not allowed",
    "<object data=x></object>": "`<object>` is not allowed",
    "<embed src=x>": "`<embed>` is not allowed",
    "<form><button>x</button></form>": "`<form>` is not allowed",
    "<style>p{}</style>": "`<style>` is not allowed",
    '<p style="position:fixed">x</p>': "attribute `style` is not allowed",
    '<base href="https://example.org/">': "`<base>` is not allowed",
    '<meta http-equiv="refresh" content="0">': "`<meta>` is not allowed",
    '<link rel="stylesheet" href="x.css">': "`<link>` is not allowed",
    "<img src=x onerror=alert(1)>": "attribute `onerror` is not allowed",
    "<img/onerror=alert(1) src=x>": "attribute `onerror` is not allowed",
    "Words\n{: onclick=alert(1) }": "attribute `onclick` is not allowed",
    "*Words*{ onmouseover=alert(1) }": "attribute `onmouseover` is not allowed",
    "<svg><script>x</script></svg>": "`<script>` is not allowed",
    "<svg onload=alert(1)></svg>": "attribute `onload` is not allowed",
    "<math><mtext></mtext></math>": "`<math>` is not allowed",
    "[x](javascript:alert(1))": "must not begin with `javascript:`",
    "[x](JaVaScRiPt&#58;alert(1))": "must not begin with `javascript:`",
    "[x](java&#x09;script:alert(1))": "must not begin with `javascript:`",
    "[x](vbscript:x)": "must not begin with `vbscript:`",
    "[x](data:text/html,x)": "must not begin with `data:`",
    '<a href=" javascript:x">x</a>': "must not begin with `javascript:`",
    "<javascript:alert(1)>": "`<javascript:alert(1)>` is not allowed",
    "[x](//example.org)": "a link to another site begins with `https:`",
    "![x](https://example.org/x.png)": "is loaded from elsewhere",
    "![x](data:image/svg+xml,x)": "is loaded from elsewhere",
    "<!--><script>x</script>-->": "a comment ends earlier than it seems",
    "<div>\n<img src=x onerror=alert(1)\n</div>": "attribute `onerror` is not allowed",
}


@pytest.mark.parametrize(("text", "told"), HOSTILE.items())
def test_what_runs_loads_or_sends_is_found_at_its_line(text: str, told: str) -> None:
    complaints = found(f"{HEAD}{text}\n\nMore.\n", ALWAYS)
    assert any(told in fault.message for _, _, fault in complaints), complaints
    assert {line for line, _, _ in complaints} <= {5, 6, 7}


@pytest.mark.parametrize(
    "text",
    [
        "`<script>` and\n\n```html\n<script>alert(1)</script>\n```",
        "| a | b |\n|:--|--:|\n| 1 | 2 |",
        (
            "[x](contribute/index.md#a) <https://example.org> [m](mailto:a@example.org) "
            "![p](images/a.png)"
        ),
        "<details markdown><summary>x</summary>y</details>",
        '<abbr title="x">y</abbr> H<sub>2</sub>O <kbd>Ctrl</kbd>',
        "## Heading {#id .class data-x=1}",
        "1 < 2 & 3 > 2; javascript: is a word",
    ],
)
def test_what_a_page_needs_is_let_pass(text: str) -> None:
    assert found(f"{HEAD}{text}\n", ALWAYS) == ()


def test_every_fault_is_found_at_its_own_line_and_a_reference_where_it_is_defined() -> None:
    text = (
        "# A\n\n[a][x] and [b](javascript:1)\n\n<script>1</script>\n\nWords\n\n"
        "<script>2</script>\n\n[x]: javascript:2\n"
    )
    assert [(line, column) for line, column, _ in found(text, ALWAYS)] == [
        (11, 6),
        (3, 16),
        (5, 1),
        (9, 1),
    ]


@pytest.mark.parametrize(
    ("top", "line"),
    [
        ('---\ndescription: "x\\"><script>"\n---\n', 2),
        ("---\ntitle: A\ntags: [a, <b>]\n---\n", 3),
        ("Title: <script>alert(1)</script>\n\n", 1),
        ('---\ntitle: "a\\u200bb"\n---\n', 2),
    ],
)
def test_the_settings_at_the_top_of_a_page_are_read_too(top: str, line: int) -> None:
    assert next(where for where, _, _ in found(f"{top}# A\n", ALWAYS)) == line


def test_brackets_without_end_and_deep_nesting_are_complaints_and_take_no_time() -> None:
    assert [fault.message for _, _, fault in found("[a](" * 30_000, ALWAYS)] == [
        "too many brackets in one paragraph"
    ]
    assert found("> " * 5_000 + "x", ALWAYS) is not None


@pytest.mark.slow
def test_many_faults_are_all_found() -> None:
    assert len(found("# A\n\n" + "<script>x</script>\n\n" * 500, ALWAYS)) == 500


def test_the_extensions_are_those_of_mkdocs_yml_that_fetch_nothing() -> None:
    settings = read_yaml(
        (
            "markdown_extensions:\n  - admonition\n  - pymdownx.tilde\n  - pymdownx.snippets: "
            "{base_path: /}\n  - os\n  - toc: {permalink: true}\n"
        ),
        "mkdocs.yml",
    )
    assert extensions(settings) == (*ALWAYS, "admonition", "pymdownx.tilde")


def test_the_pages_of_this_repository_and_of_a_new_guide_pass() -> None:
    starter = ROOT / "generator/evidence_guide/starter/docs"
    pages = [*(ROOT / "docs").rglob("*.md"), *starter.rglob("*.md")]
    names = extensions(read_yaml((ROOT / "mkdocs.yml").read_text("utf-8"), "mkdocs.yml"))
    assert {
        page.name: found(page.read_text("utf-8"), names)
        for page in pages
        if found(page.read_text("utf-8"), names)
    } == {}


SVG = '<svg xmlns="http://www.w3.org/2000/svg">{}</svg>'


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        ("<path d='M0 0'/><style>path{fill:url(#a)}</style>", []),
        ("<image href='data:image/png;base64,AA=='/><a href='https://example.org'><path/></a>", []),
        ("<script/>", ["it holds `<script>`"]),
        ("<x:SCRIPT xmlns:x='http://www.w3.org/2000/svg'/>", ["it holds `<SCRIPT>`"]),
        ("<path onclick='x'/>", ["its attribute `onclick` runs a script"]),
        (
            "<a xmlns:l='http://www.w3.org/1999/xlink' l:href='javascript:x'/>",
            ["it leads to `javascript:x`"],
        ),
        ("<use href='https://example.org/a#b'/>", ["it leads to `https://example.org/a#b`"]),
        (
            "<foreignObject><b xmlns='http://www.w3.org/1999/xhtml'/></foreignObject>",
            ["it holds `<foreignObject>`", "it holds `<b>`"],
        ),
        ("<style>@import 'x'</style>", ["its style loads something"]),
        ("<animate attributeName='href' values='javascript:x'/>", ["it holds `<animate>`"]),
    ],
)
def test_a_drawing_is_only_a_drawing(inside: str, told: list[str]) -> None:
    assert list(drawing_faults(SVG.format(inside).encode())) == told


@pytest.mark.parametrize(
    "text",
    ["", "no drawing", SVG.format("&x;"), f'<!DOCTYPE svg [<!ENTITY x "y">]>{SVG.format("&x;")}'],
)
def test_what_is_no_sound_drawing_is_a_complaint(text: str) -> None:
    assert list(drawing_faults(text.encode()))


@pytest.mark.parametrize("name", ["page.html", "PAGE.HTM", "more/x.xhtml", "feed.xml", "x.svg"])
def test_files_that_a_browser_opens_as_pages_are_refused(name: str, folder: Folder) -> None:
    found_there = [
        d
        for d in check(load(folder({f"docs/{name}": "<script>alert(1)</script>"}), TODAY))
        if d.rule == "file-is-inert"
    ]
    assert {d.place.path for d in found_there} == {f"docs/{name}"}


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("copyright: <script>x</script>", "`<script>` is not allowed in a page"),
        ("copyright: <a onclick=x>y</a>", "the attribute `onclick` is not allowed in a page"),
        (
            "site_description: 'x\" onload=\"y'",
            "`site_description` holds a quotation mark, which ends an attribute on every page",
        ),
        (
            "nav: [{Out: 'https://[::1'}]",
            "unsafe address `https://[::1`: its host or port cannot be parsed",
        ),
        ("nav: [{In: [{Out: 'java\tscript:x'}]}]", None),
        (
            "extra: {alternate: [{name: x, link: 'javascript:x', lang: es}]}",
            "unsafe address `javascript:x`: a link must not begin with",
        ),
        (
            "x-evil: &evil 'javascript:alert(1)'\nsite_url: *evil",
            "unsafe address `javascript:alert(1)`: a link must not begin with `javascript:`",
        ),
        (
            "extra_javascript: ['data:text/javascript,x']",
            "unsafe address `data:text/javascript,x`: a link must not begin with `data:`",
        ),
    ],
)
def test_what_mkdocs_yml_puts_on_every_page_is_safe(
    settings: str, told: str | None, folder: Folder
) -> None:
    text = (TEA / "mkdocs.yml").read_text("utf-8")
    complaints = [
        d
        for d in check(load(folder({"mkdocs.yml": f"{text}{settings}\n"}), TODAY))
        if d.rule == "settings-are-safe"
    ]
    assert complaints
    assert told is None or complaints[0].message.startswith(told)
    assert complaints[0].place.line > text.count("\n")


def test_settings_that_guides_use_are_let_pass(folder: Folder) -> None:
    text = (TEA / "mkdocs.yml").read_text("utf-8")
    more = (
        "site_url: https://example.org/tea/\nrepo_url: https://github.com/example/tea\n"
        "edit_uri: edit/main/docs/\n"
        'copyright: Text <a href="https://creativecommons.org/licenses/by/4.0/">CC BY '
        '4.0</a>, "free"\ndev_addr: localhost:8000\n'
        "extra: {homepage: https://example.org, social: [{icon: x, link: "
        "'mailto:a@example.org'}, {icon: x, link: 'tel:112'}], alternate: [{name: es, link: "
        "/es/}]}\n"
        "nav: [Home: index.md, About: about.md, Out: 'https://example.org/x', More: [about.md]]\n"
    )
    assert [
        d
        for d in check(load(folder({"mkdocs.yml": f"{text}{more}"}), TODAY))
        if d.rule == "settings-are-safe"
    ] == []


@pytest.mark.build
def test_what_an_extension_of_mkdocs_adds_is_seen_when_the_site_is_built(tmp_path: Path) -> None:
    settings = (
        (TEA / "mkdocs.yml")
        .read_text("utf-8")
        .replace(
            "  - tables\n", f"  - tables\n  - pymdownx.snippets: {{base_path: [{tmp_path}]}}\n"
        )
    )
    (tmp_path / "part.txt").write_text("<script>alert(1)</script>\n", "utf-8")
    about = (TEA / "docs/about.md").read_text("utf-8")
    made = copy(
        tmp_path / "guide",
        {"mkdocs.yml": settings, "docs/about.md": f'{about}\n--8<-- "part.txt"\n'},
    )
    built = mkdocs_build(made)
    assert built.code != 0
    assert "`<script>` is not allowed in a page" in built.told
    assert not (made / "site").exists()


@pytest.mark.build
def test_entities_in_a_heading_stay_text_wherever_the_theme_prints_it(tmp_path: Path) -> None:
    heading = "&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;"
    about = (
        (TEA / "docs/about.md")
        .read_text("utf-8")
        .replace("# About this sample", f"# {heading}\n\n## {heading}", 1)
    )
    made = copy(tmp_path / "guide", {"docs/about.md": about})
    assert mkdocs_build(made).code == 0
    pages = {page.name: page.read_text("utf-8") for page in (made / "site").rglob("*.html")}
    assert [name for name, page in pages.items() if "<script>alert(1)" in page] == []


def test_pages_and_settings_are_data_to_the_check(changed: Callable[..., Guide]) -> None:
    guide = changed(
        "docs/about.md", "This guide is made up", "{{ 7 * 7 }} {% raw %} %s This guide is made up"
    )
    assert [d for d in check(guide) if d.rule == "page-is-inert"] == []


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ("site_name: [\n", ("mkdocs.yml", "sound-yaml")),
        ("site_name: Tea\nsite_name: Tea\n", ("mkdocs.yml", "repeated-key")),
        ("- site_name: Tea\n", ("mkdocs.yml", "sound-yaml")),
        ("just words\n", ("mkdocs.yml", "sound-yaml")),
        ("!!p\n", ("mkdocs.yml", "sound-yaml")),
        ("", ("mkdocs.yml", "sound-yaml")),
    ],
)
def test_settings_that_mkdocs_could_not_read_are_a_complaint_of_check(
    settings: str, expected: tuple[str, str], folder: Folder
) -> None:
    found = check(load(folder({"mkdocs.yml": settings}), TODAY))
    assert expected in [(d.place.path, d.rule) for d in found]


def test_tags_and_anchors_in_settings_are_left_to_mkdocs(folder: Folder) -> None:
    more = "extra:\n  a: &x !ENV [HOME, none]\n  b: *x\n"
    text = (TEA / "mkdocs.yml").read_text("utf-8")
    assert check(load(folder({"mkdocs.yml": text + more}), TODAY)) == []


def complaints(guide: Guide, rule: str) -> list[tuple[str, int, str]]:
    """Path, line and message of everything that breaks one rule."""
    return [(d.place.path, d.place.line, d.message) for d in check(guide) if d.rule == rule]


UNCITED = """\
---
title: More
---
# More about tea

Tea is good
for you.

- Tea may help you fall asleep [@sleep-faster].
- Tea is *good* for [everybody](https://example.org/everybody).

```text
Tea is good for you.
```

| Tea | Good |
|-----|------|
| 1   | 2    |

Tea is good
for you.
"""


def test_an_uncited_text_of_a_page_is_a_complaint_at_its_line(folder: Folder) -> None:
    guide = load(folder({"docs/more.md": UNCITED}), TODAY)
    missing = "a sentence on docs/more.md has no citation: "
    assert complaints(guide, "uncited-sentence") == [
        ("docs/more.md", 6, f"{missing}“Tea is good for you.”"),
        ("docs/more.md", 10, f"{missing}“Tea is good for everybody.”"),
        ("docs/more.md", 16, f"{missing}“Good”"),
        ("docs/more.md", 16, f"{missing}“Tea”"),
        ("docs/more.md", 20, f"{missing}“Tea is good for you.”"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<!-- guide: uncited about the project -->\n\nWe like tea.\n",
        "## Only a heading\n",
        "```\nOnly code.\n```\n",
        "Tea may help you fall asleep [@sleep-faster].\n",
        "<!-- a note for editors -->\n",
        '--8<-- "part.txt"\n',
        "{{ read_csv('cups.csv') }}\n",
        "12 – 13\n",
        "",
    ],
)
def test_what_needs_no_citation_is_let_pass(text: str, folder: Folder) -> None:
    guide = load(folder({"docs/more.md": f"# More\n\n{text}"}), TODAY)
    assert complaints(guide, "uncited-sentence") == []


def test_a_comment_within_code_declares_nothing(folder: Folder) -> None:
    text = "# More\n\nWe like tea.\n\n```\n<!-- guide: uncited x -->\n```\n"
    guide = load(folder({"docs/more.md": text}), TODAY)
    assert [line for _, line, _ in complaints(guide, "uncited-sentence")] == [3]


def test_check_finds_what_the_audit_of_the_same_page_finds(folder: Folder) -> None:
    guide = load(folder({"docs/more.md": UNCITED}), TODAY)
    names = extensions(guide.settings)
    _, body, _ = front_and_body(UNCITED)
    made = Markdown(extensions=[*names, Citations(lambda: guide)]).convert(body)
    page = f"<html><body><article>{made}</article></body></html>"
    found = audit_page(page, "more/index.html", guide).diagnostics
    expected = [d for d in check(guide) if d.rule == "uncited-sentence"]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ("abuot.md", ["`abuot.md` leads nowhere"]),
        ("claims/sleep-fastr.md#top", ["`claims/sleep-fastr.md#top` leads nowhere"]),
        ("../about.md", ["`../about.md` leads nowhere"]),
        ("about.md", []),
        ("more.md#more", []),
        ("claims/sleep-faster.md", []),
        ("tools/convert-caffeine.md", []),
        ("claims/sleep-quick.md", []),
        ("es/stages/evening.md", []),
        ("rules.md#broken-link", []),
        ("https://example.org/page.md", []),
        ("images/tea.png", []),
        ("/about/", ["`/about/` leads nowhere"]),
    ],
)
def test_a_link_to_a_page_that_does_not_exist_is_a_complaint(
    link: str, told: list[str], folder: Folder
) -> None:
    text = f"# More\n\n<!-- guide: uncited links -->\n\nSee\n[this]({link}).\n"
    guide = load(folder({"docs/more.md": text}), TODAY)
    assert complaints(guide, "broken-link") == [("docs/more.md", 6, one) for one in told]


def test_the_pages_that_links_may_name_are_those_of_the_site(tea: Guide) -> None:
    made = {output.uri for output in outputs(tea) if output.uri.endswith(".md")}
    others = {uri for uri in made if is_former_or_translated(tea, uri)}
    assert page_uris(tea) <= made
    assert {uri.partition("/")[0] for uri in others} >= {"es", "claims"}


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("", []),
        ("nav: [index.md, about.md, {More: [stages/, topics/]}]\n", ["more.md", "plan.md"]),
        ("nav: [index.md, ./more.md]\n", ["about.md"]),
        ("nav: [index.md]\nnot_in_nav: |\n  /more.md\n  plan.md\n", ["about.md"]),
        ("nav: [index.md]\nexclude_docs: |\n  *.md\n  !about.md\n", ["about.md"]),
        ("nav: [index.md]\nnot_in_nav: '*'\n", []),
        ("nav: all\n", []),
    ],
)
def test_a_page_that_no_menu_holds_is_a_complaint(
    settings: str, told: list[str], folder: Folder
) -> None:
    text = (TEA / "mkdocs.yml").read_text("utf-8")
    more = "# More\n\n<!-- guide: uncited more -->\n"
    guide = load(folder({"mkdocs.yml": f"{text}{settings}", "docs/more.md": more}), TODAY)
    found = {message: path for path, _, message in complaints(guide, "page-is-in-menu")}
    for uri in told:
        by_hand = uri in {"about.md", "more.md"}
        path = f"docs/{uri}" if by_hand else "mkdocs.yml"
        assert found[f"no menu leads to `{uri}`"] == path
    assert bool(found) == bool(told)
    assert "no menu leads to `index.md`" not in found
    assert not any("`claims/sleep-faster.md`" in message for message in found)


def test_an_entry_of_the_menu_that_leads_to_no_page_is_a_complaint_at_its_line(
    folder: Folder,
) -> None:
    text = (TEA / "mkdocs.yml").read_text("utf-8")
    nav = [
        "nav:",
        "  - index.md",
        "  - About: ./about.md",
        "  - Gone: gone.md",
        "  - lost.md: [stages/evening.md, claims/nope.md, es/index.md]",
        "  - Elsewhere: https://example.org/page.md",
        "  - All: topics/",
    ]
    guide = load(folder({"mkdocs.yml": text + "\n".join(nav) + "\n"}), TODAY)
    first = text.count("\n") + 1
    assert complaints(guide, "broken-link") == [
        ("mkdocs.yml", first + 3, "`gone.md` leads nowhere"),
        ("mkdocs.yml", first + 4, "`claims/nope.md` leads nowhere"),
    ]


def test_a_page_of_the_evidence_that_no_menu_holds_is_named_by_its_part(folder: Folder) -> None:
    text = (TEA / "mkdocs.yml").read_text("utf-8")
    guide = load(folder({"mkdocs.yml": f"{text}nav: [index.md]\n"}), TODAY)
    found = {d.message: d for d in check(guide) if d.rule == "page-is-in-menu"}
    one = found["no menu leads to `stages/evening.md`"]
    assert one.about == ("evening",)
    assert one.severity is Severity.WARNING
    assert one.place.line == text.count("\n") + 1
