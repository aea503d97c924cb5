"""Style sheets of a built site keep what its pages and scripts can use, and nothing else."""

from pathlib import Path

from evidence_guide.site.slimming import Used, slim, tight, with_one_sheet

PAGE = """<html dir="ltr">
<link rel="stylesheet" href="assets/stylesheets/main.css">
<body class="calm" data-md-color-scheme="default">
<p class="lead note">Tea.</p></body></html>"""
THEME = """@charset "UTF-8";/* the theme */
:root{--used:1px;--unused:url("data:image/svg+xml;a{b}");--asked-by-us:2px}
.lead{margin:var(--used)}
.gone,.note:not(.gone),.made-by-script>p{padding:0}
table,.lead>kbd{color:red}
[dir=rtl] .lead{float:left}[dir=ltr] .lead{float:right}
[data-md-color-scheme=slate]{color:white}
@media print{.gone{margin:0}}
@media screen{.gone{margin:0}.lead{content:"}"}}
@keyframes beat{from{opacity:0}to{opacity:1}}
@font-face{font-family:Tea;src:url(tea.woff)}
"""
SLIM = (
    '@charset "UTF-8";:root{--used:1px;--asked-by-us:2px}.lead{margin:var(--used)}'
    ".note:not(.gone),.made-by-script>p{padding:0}[dir=ltr] .lead{float:right}"
    '@media screen{.lead{content:"}"}}@keyframes beat{from{opacity:0}to{opacity:1}}'
    "@font-face{font-family:Tea;src:url(tea.woff)}"
)


def site(at: Path) -> Path:
    """A built site with one page."""
    files = {
        "index.html": PAGE,
        "assets/stylesheets/main.css": THEME,
        "assets/own.css": "/* ours */\n.lead { color: var(--asked-by-us); }\n.gone { margin: 0; }\n",
        "assets/own.js": 'list.className = "made-by-script"',
        "assets/stylesheets/main.css.map": "{}",
        "assets/trees.map": "a guide's own file",
    }
    for name, text in files.items():
        (at / name).parent.mkdir(parents=True, exist_ok=True)
        (at / name).write_text(text, "utf-8")
    return at


def used() -> Used:
    """The names on the page of the site."""
    found = Used()
    found.read_page(PAGE)
    return found


def test_a_style_sheet_keeps_what_pages_and_scripts_can_use(tmp_path: Path) -> None:
    slim(site(tmp_path), ["assets/own.css"], used())
    assert (tmp_path / "assets/stylesheets/main.css").read_text("utf-8") == SLIM
    own = (tmp_path / "assets/own.css").read_text("utf-8")
    assert own == ".lead{color: var(--asked-by-us);}"


def test_a_slim_site_has_no_source_maps_and_stays_as_it_is(tmp_path: Path) -> None:
    slim(site(tmp_path), ["assets/own.css"], used())
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    slim(tmp_path, ["assets/own.css"], used())
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    assert list(tmp_path.rglob("*.map")) == [tmp_path / "assets/trees.map"]


def test_a_page_loses_empty_lines_but_what_is_preformatted_stays() -> None:
    page = "<p>\n\n   Tea  cup\n</p>\n<pre>\n\n  a\n</pre>\n  <b>x</b>"
    assert tight(page) == "<p>\nTea  cup\n</p>\n<pre>\n\n  a\n</pre>\n<b>x</b>"


LINKS = """<link rel="stylesheet" href="../assets/stylesheets/main.css">
<link rel="stylesheet" href="../assets/stylesheets/palette.css">
<link rel="stylesheet" href="../assets/own.css">
<link rel="stylesheet" href="../theirs.css">
"""


def test_pages_load_the_theme_s_style_sheets_with_ours(tmp_path: Path) -> None:
    page = with_one_sheet(LINKS, "assets/own.css")
    assert page == (
        '<link rel="stylesheet" href="../assets/own.css">\n'
        '<link rel="stylesheet" href="../theirs.css">\n'
    )
    names = Used()
    names.read_page(page + PAGE.replace("assets/stylesheets/main.css", "other.css"))
    slim(site(tmp_path), ["assets/own.css"], names)
    assert not (tmp_path / "assets/stylesheets").exists()
    own = (tmp_path / "assets/own.css").read_text("utf-8")
    assert own == SLIM + ".lead{color: var(--asked-by-us);}"


def test_a_style_sheet_between_the_theme_s_and_ours_keeps_its_place() -> None:
    first, second, *rest = LINKS.splitlines()
    mixed = "\n".join([first, rest[1], second])
    assert with_one_sheet(mixed, "assets/own.css") == mixed


def test_a_class_that_is_only_part_of_a_script_s_word_goes(tmp_path: Path) -> None:
    sheet = site(tmp_path) / "assets/stylesheets/main.css"
    sheet.write_text(".script{margin:0}.made-by-script{margin:0}", "utf-8")
    slim(tmp_path, ["assets/own.css"], used())
    assert sheet.read_text("utf-8") == ".made-by-script{margin:0}"
