"""`outputs(guide)`: every file that leaves the generator."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from evidence_guide.files.output import Download, Output
from evidence_guide.guide import Guide
from evidence_guide.site import translated
from evidence_guide.site.around import around_each_language
from evidence_guide.site.citation_files import all_references, own_citations
from evidence_guide.site.citation_tags import citation_tags
from evidence_guide.site.feed import feed
from evidence_guide.site.found import found_script
from evidence_guide.site.history import FEED
from evidence_guide.site.inline import Inline
from evidence_guide.site.pages import PLAN_ASSETS, TOOL_SCRIPTS, evidence_pages
from evidence_guide.site.review_kits import is_kit, review_kits
from evidence_guide.site.slimming import Used, slim, tight, with_one_sheet
from evidence_guide.site.structured import descriptions
from evidence_guide.view import data
from evidence_guide.view.addresses import report
from evidence_guide.view.packets import packet_files
from evidence_guide.view.site import Addresses, Site
from evidence_guide.view.views import views_of

STYLESHEET = "assets/evidence-guide.css"
STYLES = (STYLESHEET, "assets/access.css")
"""The style sheets that every page needs, delivered as one."""
PART_STYLESHEET = "assets/parts.css"
PART_STYLES = (PART_STYLESHEET, "assets/figures.css")
"""The style sheets of parts that some pages lack, delivered as one to those that have them."""
SCRIPT = "assets/evidence-guide.js"
PARTS = ("assets/material.js", "assets/cards.js", "assets/copy-link.js")
"""The scripts that most pages need, as one; it runs before the theme's own and restrains it."""
MARK = "assets/mark.svg"
"""The guide's mark, for the browser's tab; a guide that has its own names it in `mkdocs.yml`."""
OFFLINE_SEARCH = "assets/folder-search.js"
"""The script with which Material's search runs in pages opened from a folder."""
SEARCH = "assets/search.js"
"""The worker of the search, loaded when a reader turns to it."""
RUNNER = "assets/places.js"
"""Runs the scripts of a page in their places."""
WRONG_ADDRESS = "404.html"
"""The page for wrong addresses."""

_COMMENT = re.compile(r"^ */\*.*?\*/\n|(?<=\S) // [^\"'`\n]*$", re.DOTALL | re.MULTILINE)
"""A comment of a script on lines of its own, or at the end of a line without quotation marks."""
_INDENTATION = re.compile(r"^ +", re.MULTILINE)
"""The indentation of a script; none of ours has a text of several lines."""

FOOT = {
    "about_this_guide": "about-this-guide.md",
    "what_was_checked": "audit.md",
    "what_changed": "changes.md",
    "feed_of_changes": FEED,
}
"""The links at the foot of every page, by the name of their label."""

THEME = Path(__file__).parent / "theme"
"""Parts of the theme that ours replace."""


def outputs(
    guide: Guide,
    addresses: Addresses = Addresses.FOLDERS,
    downloads: Sequence[Download] = (),
    kept: Mapping[str, Output] = {},
) -> Iterator[Output]:
    """Every page and asset of the site, and the guide as data, for a guide without errors.

    `addresses` says how links within the site are written; `downloads` are the files that its
    Downloads page offers, `kept` pages that have not changed and need not be made again.
    """
    return outputs_of(Site(guide, addresses, tuple(downloads), kept))


def outputs_of(site: Site) -> Iterator[Output]:
    """Every page and asset of a site."""
    views = views_of(site)
    yield from evidence_pages(views)
    yield from own_citations(views.context)
    yield from all_references(site.guide)
    yield from packet_files(site.guide)
    yield from review_kits(views)
    yield from translated.translated_pages(site)
    yield from data.files(site)
    yield feed(site)
    yield from _assets(site.guide)


def _assets(guide: Guide) -> Iterator[Output]:
    """The style sheets and scripts that the pages of a guide load."""
    yield Output(STYLESHEET, stylesheet())
    yield Output(PART_STYLESHEET, part_stylesheet())
    yield Output(SCRIPT, script())
    yield found_script(guide)
    yield from map(asset, (MARK, SEARCH, *PLAN_ASSETS))
    if guide.tools:
        yield from map(asset, TOOL_SCRIPTS)


def frame(guide: Guide, addresses: Addresses) -> dict[str, object]:
    """The content of the parts around a page's text, and of the page for wrong addresses."""
    site = Site(guide, addresses)
    found = around_each_language(site, FOOT)
    return {
        "around": found,
        "languages": list(found.values()),
        "changes": site.address("changes.md"),
        "feed": FEED,
        "report": report(guide),
        "script": SCRIPT,
        "alternates": _alternates(site),
        "language": guide.file.language,
        "described": descriptions(site),
        "linked": {},
        "twins": frozenset(),
        "citation": citation_tags(guide),
        "styles": part_styles,
        "once": _Fragments(),
        "listed": (),
    }


class _Fragments(dict[object, str]):
    """Parts of the frame that many pages share, each rendered once."""

    def __call__(self, key: object, caller: Callable[[], str]) -> str:
        """What `caller` renders, or has rendered for this key; without a key, nothing is kept."""
        if key is None:
            return caller()
        if key not in self:
            self[key] = caller()
        return self[key]


def _alternates(site: Site) -> translated.Alternates:
    """By page, the same page in other languages with its address."""
    found = {}
    for uri, group in translated.alternates(site.guide).items():
        found[uri] = [(tag, name, site.address(page)) for tag, name, page in group]
    return found


def asset(uri: str) -> Output:
    """A style sheet or script of ours; a script without the comments above its parts."""
    text = files(__name__).joinpath(uri).read_text("utf-8")
    return Output(uri, _without_comments(text) if _is_script(uri) else text)


def _without_comments(script: str) -> str:
    """A script without comments and indentation."""
    return _INDENTATION.sub("", _COMMENT.sub("", script))


def _is_script(uri: str) -> bool:
    return uri.endswith(".js")


def stylesheet() -> str:
    """Our style sheet."""
    return _joined(STYLES)


def part_stylesheet() -> str:
    """The style sheet of parts that some pages lack."""
    return _joined(PART_STYLES)


@cache
def _part_classes() -> re.Pattern[str]:
    """A class that only the style sheet of parts knows, in a page."""
    everywhere = set(_CLASS.findall(stylesheet()))
    names = sorted(set(_CLASS.findall(part_stylesheet())) - everywhere)
    return re.compile(rf"""class=["'][^"']*\b(?:{"|".join(names)})(?![\w-])""")


_CLASS = re.compile(r"\.(eg-[\w-]+)")


def part_styles(content: str | None) -> str:
    """The address of the style sheet of parts, if the content of a page has one; else empty."""
    return PART_STYLESHEET if content and _part_classes().search(content) else ""


def script() -> str:
    """Our script."""
    return _joined(PARTS)


def empty_inline() -> Inline:
    """The inline code of a site of which no page was looked at yet."""
    return Inline(SCRIPT, STYLESHEET)


def secure(inline: Inline, site: Path, written: Iterable[str] | None, below: str) -> None:
    """Gives the pages of a built site their policy, and moves inline code into its files.

    A whole site also loses what its style sheets hold in vain. `written` names the pages that this
    build wrote, if not all of them; `below` is the path of the site's own address, because the
    page for wrong addresses has no place of its own.
    """
    used = Used()
    for path in filter(Path.is_file, _pages(site, written)):
        top = _top(path.relative_to(site).as_posix(), below)
        page = inline.moved(path.read_text("utf-8"), top)
        if written is None:
            page = _compact(page)
            used.read_page(page)
        _write(path, page)
    for output in inline.outputs(script(), stylesheet(), asset(RUNNER).content):
        _write(site / output.uri, output.content)
    if written is None:
        slim(site, (STYLESHEET, PART_STYLESHEET, *PLAN_ASSETS[:1]), used)


def finish(page: Path, inline: Inline, top: str) -> None:
    """Does the same with a single page of a site that is secured; `top` leads to its folder."""
    _write(page, _compact(inline.moved(page.read_text("utf-8"), top)))


def _compact(page: str) -> str:
    """A page without what it need not have once its site is whole."""
    return tight(with_one_sheet(page, STYLESHEET))


def script_of(inline: Inline) -> str:
    """Our script with the inline scripts of a site's pages."""
    return next(inline.outputs(script(), "", asset(RUNNER).content)).content


def _write(path: Path, content: str) -> None:
    path.write_text(content, "utf-8", newline="\n")


def _top(name: str, below: str) -> str:
    """The address of the site's folder from one of its pages."""
    if name == WRONG_ADDRESS:
        return below
    return "../" * name.count("/")


def _pages(site: Path, written: Iterable[str] | None) -> Iterable[Path]:
    """The pages of a built site, or those that were written now; reviewer kits are none."""
    if written is None:
        found = site.rglob("*.html")
        return (path for path in found if not is_kit(path.relative_to(site).as_posix()))
    return map(site.joinpath, {*written, WRONG_ADDRESS})


def _joined(uris: Sequence[str]) -> str:
    return "".join(asset(uri).content for uri in uris)


__all__ = [
    "MARK",
    "OFFLINE_SEARCH",
    "SCRIPT",
    "STYLESHEET",
    "THEME",
    "WRONG_ADDRESS",
    "Addresses",
    "asset",
    "empty_inline",
    "finish",
    "frame",
    "outputs",
    "outputs_of",
    "script_of",
    "secure",
]
