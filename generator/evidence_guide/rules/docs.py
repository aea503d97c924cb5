"""Pages written by hand in `docs/` cite as the evidence does, and readers can reach them."""

import re
from collections.abc import Callable, Iterable, Iterator
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from lxml.html import HtmlElement
from pathspec.gitignore import GitIgnoreSpec

from evidence_guide.diagnostic import Place, Route, Severity
from evidence_guide.guide import Guide, handwritten, manuscript, markdown_citations
from evidence_guide.guide.facts import derived
from evidence_guide.guide.folder import listed_files
from evidence_guide.guide.yaml_reader import Document, Value
from evidence_guide.rules.rule import Complaint, Complaints, rule
from evidence_guide.rules.safety import strings
from evidence_guide.text import web_addresses
from evidence_guide.text.characters import one_line
from evidence_guide.view.finished_addresses import comparable, finished_address, is_made
from evidence_guide.view.page_uris import is_former_or_translated, page_uris

SHOWN = 90
"""Characters of a text that a complaint quotes."""
CITE_IT = (
    "cite a claim or a finding as `[@id]`, or say above why nothing here needs a citation: "
    "`<!-- guide: uncited reason -->`"
)
LEAD_ELSEWHERE = "fix the link, or write the page that it should reach"
_DOCS = "docs/"
_PAGE = ".md"
_SINGLE = ("claims/", "sources/")
"""Folders of pages that lists lead to, and no menu has room for."""
_UNPUBLISHED = ("exclude_docs", "draft_docs", "not_in_nav")
"""Settings of MkDocs with patterns of pages that no menu needs to hold."""
_HIDDEN = (".*", "/templates/")
"""Files that MkDocs never publishes."""


def missing_citation(page: str, words: str) -> str:
    """The message about a text on a page that has no citation."""
    return f"a sentence on {page} has no citation: “{words[:SHOWN]}”"


def dead_link(address: str) -> str:
    """The message about a link to nothing."""
    return f"`{address}` leads nowhere"


@rule(
    "docs/about.md",
    "<!-- guide: uncited a made-up guide for the tests -->\n",
    "",
)
def uncited_sentence(guide: Guide) -> Complaints:
    """Every text of a page cites a claim or a finding, or is marked as one that needs no citation.

    This is the promise of the guide. A page of `docs/` about the project and not about its subject
    says so once, above its first text: `<!-- guide: uncited reason -->`. Headings and code are
    free. The audits look for the same on every finished page and in every PDF.
    """
    names = handwritten.extensions(guide.settings)
    for page in guide.pages:
        for line, words in manuscript.uncited_texts(page.text, names):
            yield Place(page.path, line), missing_citation(page.path, words), CITE_IT


@rule("docs/about.md", "[@sleep-faster]", "[@sleep-faster, p. 12]")
def citation_is_understood(guide: Guide) -> Complaints:
    r"""Every citation on a hand-written page is `[@id]`, or several ids with `;` between them.

    Anything else that Pandoc reads as one, such as a word before the id, a page number, a capital,
    a full stop or an id without brackets, would be printed as it is, and the sentence would have no
    citation. Write `\[` or `\@` to show the characters themselves.
    """
    known = {*guide.claims, *guide.findings, *guide.sources}
    for page in guide.pages:
        for one in markdown_citations.misread(page.text):
            if not one.key or one.key.lower() in known:
                place = Place(page.path, one.line, one.column)
                text = one_line(one.text)[:SHOWN]
                yield place, f"`{text}` is not read as a citation", _ONE_FORM


_ONE_FORM = (
    "write ids of lower-case letters, digits and dashes as `[@id]` or `[@id; @other]`, on one line"
    " and outside HTML"
)


@rule("docs/about.md", "This guide is made up", "[This guide](abuot.md) is made up")
def broken_link(guide: Guide) -> Complaints:
    """Every link within the guide leads to a page, and to a place on it, that exists.

    `check` knows the pages, and reads hand-written pages and the `nav` of `mkdocs.yml`; the audit
    of the finished site also looks for the place on the page and for other files.
    """
    if guide.unread:
        return
    known = _known_pages(guide)
    for page in guide.pages:
        yield from _dead_links_on(page, guide, known)
    for route, address in _menu_entries(guide):
        if _is_dead(_linked_page(address, _DOCS), guide, known):
            yield _place_in_menu(guide, route), dead_link(address), LEAD_ELSEWHERE


def _dead_links_on(page: Document, guide: Guide, known: frozenset[str]) -> Complaints:
    """The complaints about a hand-written page."""
    for element, address in manuscript.links(page.text, handwritten.extensions(guide.settings)):
        if _is_dead(_linked_page(address, page.path), guide, known) or _is_from_root(address):
            yield _dead_link_on(page, address, element)


def _is_dead(uri: str, guide: Guide, known: frozenset[str]) -> bool:
    """Whether a link that names a page leads to none."""
    return bool(uri) and uri not in known and not is_former_or_translated(guide, uri)


def _is_from_root(address: str) -> bool:
    """Whether a link begins at the root of the server, where the site need not be."""
    return address.startswith("/") and not address.startswith("//")


def _menu_entries(guide: Guide) -> Iterator[tuple[Route, str]]:
    """What the menu names, with the way to each."""
    if guide.settings:
        for route, text in strings(guide.settings):
            if route[:1] == ("nav",) and text != route[-1]:
                yield route, text


def _place_in_menu(guide: Guide, route: Route) -> Place:
    """The line of an entry of the menu."""
    return guide.settings.place(route) if guide.settings else Place("mkdocs.yml")


@rule(
    "docs/glossary.md",
    "",
    "<!-- guide: uncited a made-up page for the tests -->\n# Glossary\n",
)
def address_is_free(guide: Guide) -> Complaints:
    """No file of `docs/` has the address of a page that the program makes, or of another file.

    One would silently replace the other. Capitals and ways of composing accents make no difference,
    because some servers and disks ignore them.
    """
    if guide.unread:
        return
    taken: dict[str, str] = {}
    for uri in _published(guide):
        address = finished_address(uri)
        place = Place(f"{_DOCS}{uri}")
        other = taken.setdefault(comparable(address), uri)
        if is_made(guide, address):
            yield place, f"the program makes a page or file at this address, `{address}`", _RENAME
        elif other != uri:
            yield place, f"`{_DOCS}{other}` has the same address, `{address}`", _RENAME


_RENAME = "rename this file"


@rule("docs/about.md~", "", "# About\n")
def file_is_meant(guide: Guide) -> Complaints:
    """Every page in `docs/` has a name that ends in `.md`, and no file there is an editor's backup.

    MkDocs takes other endings for pages too, which no check would read. It copies every other file
    to the site, with what somebody had deleted from the page.
    """
    if guide.unread:
        return
    for uri in _published(guide):
        name = uri.rpartition("/")[2]
        place = Place(f"{_DOCS}{uri}")
        if _BACKUP.search(name):
            yield place, "this looks like an editor's backup, and would be published", _REMOVE
        elif _PAGE_FOR_MKDOCS.search(name) and not name.endswith(_PAGE):
            yield place, "MkDocs makes a page of this file, and no check reads it", _END_IN_MD


_BACKUP = re.compile(r"~$|^#.*#$|\.(?:bak|orig|rej|swp|swo|tmp)$|^Thumbs\.db$", re.IGNORECASE)
_PAGE_FOR_MKDOCS = re.compile(r"\.(?:markdown|mdown|mkdn|mkd|md)$", re.IGNORECASE)
"""The endings in MkDocs' `utils.is_markdown_file`, which ignores capitals."""
_REMOVE = "remove it, or name it in `exclude_docs` of mkdocs.yml"
_END_IN_MD = "rename it to end in `.md`"


@derived
def _published(guide: Guide) -> tuple[str, ...]:
    """The files that MkDocs copies or renders, by their paths below `docs/`."""
    is_excluded = GitIgnoreSpec.from_lines((*_HIDDEN, *_patterns(guide, "exclude_docs"))).match_file
    uris = [path.removeprefix(_DOCS) for path in sorted(listed_files(guide.folder, "docs"))]
    return tuple([uri for uri in uris if not is_excluded(uri)])


def _dead_link_on(page: Document, address: str, element: HtmlElement) -> Complaint:
    """The complaint at the line of the page that holds a link."""
    line = manuscript.TextLines(page.text).line_of_address(address, element)
    return Place(page.path, line), dead_link(address), LEAD_ELSEWHERE


def _known_pages(guide: Guide) -> frozenset[str]:
    """The pages of the guide, written by hand or made from the evidence."""
    return page_uris(guide) | {page.path.removeprefix(_DOCS) for page in guide.pages}


def _linked_page(address: str, path: str) -> str:
    """The page that a relative link on another page names; empty for any other link."""
    target = unquote(address.partition("#")[0])
    if web_addresses.scheme_of(address) or target.startswith("/") or not target.endswith(_PAGE):
        return ""
    return normpath(join(dirname(path.removeprefix(_DOCS)), target))


@rule(
    "mkdocs.yml",
    "plugins:\n",
    "nav: [index.md]\nplugins:\n",
    Severity.WARNING,
)
def page_is_in_menu(guide: Guide) -> Complaints:
    """Where `mkdocs.yml` has a `nav`, it leads to every page, or `not_in_nav` names the page.

    A page that no menu holds is published and never found. Single claims and sources need no entry,
    nor do translated pages.
    """
    nav = _setting(guide, "nav")
    if guide.settings is None or not isinstance(nav, list) or guide.unread:
        return
    nav_place = guide.settings.place(("nav",))
    places = dict.fromkeys(_made_pages(guide), nav_place)
    places |= {page.path.removeprefix(_DOCS): page.place() for page in guide.pages}
    for uri in _without_menu(places, nav, guide):
        hint = "name it in `nav` of mkdocs.yml, or in `not_in_nav`"
        yield places[uri], f"no menu leads to `{uri}`", hint, _parts_on(guide, uri)


@rule("mkdocs.yml", "plugins:\n", "exclude_docs: '*'\nplugins:\n")
def made_pages_are_kept(guide: Guide) -> Complaints:
    """No pattern in `exclude_docs` or `draft_docs` takes away what is made from the evidence.

    The menu and the links of other pages lead there.
    """
    for name in _UNPUBLISHED[:2]:
        is_hidden = GitIgnoreSpec.from_lines(_patterns(guide, name)).match_file
        hidden = next(filter(is_hidden, page_uris(guide)), "")
        if hidden and guide.settings:
            message = f"`{name}` takes away `{hidden}`, which is made from the evidence"
            yield guide.settings.place((name,)), message, "write a narrower pattern"


def _without_menu(uris: Iterable[str], nav: Value, guide: Guide) -> Iterator[str]:
    """The pages that neither a menu nor another setting names."""
    named = tuple(_named(nav))
    is_left_out = _left_out(guide)
    for uri in sorted(uris):
        if not _is_named(uri, named) and not is_left_out(uri):
            yield uri


def _made_pages(guide: Guide) -> Iterator[str]:
    """The pages made from the evidence that a menu should hold."""
    for uri in page_uris(guide):
        if not uri.startswith(_SINGLE) or uri.endswith("/index.md"):
            yield uri


def _parts_on(guide: Guide, uri: str) -> tuple[str, ...]:
    """The id of the stage, topic, table or tool that a page shows."""
    id = uri.rpartition("/")[2].removesuffix(_PAGE)
    parts = {*guide.stages, *guide.topics, *guide.tables, *guide.tools}
    return (id,) if id in parts else ()


def _named(value: Value) -> Iterator[str]:
    """The pages and folders that a `nav` names."""
    if isinstance(value, str):
        yield normpath(value) + ("/" if value.endswith("/") else "")
    elif isinstance(value, dict):
        for part in value.values():
            yield from _named(part)
    elif isinstance(value, list):
        for part in value:
            yield from _named(part)


def _is_named(uri: str, named: tuple[str, ...]) -> bool:
    return uri in named or uri.startswith(_folders(named))


def _folders(named: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in named if name.endswith("/"))


def _left_out(guide: Guide) -> Callable[[str], bool]:
    """Whether the settings keep a page out of the menus on purpose."""
    patterns = list(_HIDDEN)
    for name in _UNPUBLISHED:
        patterns += _patterns(guide, name)
    return GitIgnoreSpec.from_lines(patterns).match_file


def _patterns(guide: Guide, name: str) -> list[str]:
    """The patterns of a setting of `mkdocs.yml`, one on each line."""
    value = _setting(guide, name)
    return value.splitlines() if isinstance(value, str) else []


def _setting(guide: Guide, name: str) -> Value:
    """A setting of `mkdocs.yml`."""
    value = guide.settings.value if guide.settings else None
    return value.get(name) if isinstance(value, dict) else None
