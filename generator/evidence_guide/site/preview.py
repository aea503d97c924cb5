"""A preview: the state of the evidence, the pages that are new, and the complaints on each."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from evidence_guide.diagnostic import Diagnostic, Severity
from evidence_guide.files.output import Output
from evidence_guide.guide import Guide
from evidence_guide.guide.loader import load
from evidence_guide.rules import check, report, rules
from evidence_guide.site.audit import audit_file, files_of
from evidence_guide.site.differences import changed
from evidence_guide.site.policy import META
from evidence_guide.view.addresses import places
from evidence_guide.view.pages.review_kit import KITS

HARMLESS = frozenset(
    {
        "audits",
        "docs",
        "freshness",
        "grading",
        "ignoring",
        "keeping",
        "numbers",
        "proof",
        "safety",
        "searching",
        "wording",
    }
)
"""Families of rules whose errors leave a guide that can be shown all the same."""

BUILT = ("made", "before", "audited", "entries", "named", "uris", "rendered", "environment")
"""The fields of a preview that a build changes."""


@dataclass
class Preview:
    """The guide that is shown, and the complaints about the evidence as it is now."""

    folder: Path
    guide: Guide | None = None
    """The last guide that could be shown."""
    stale: bool = False
    """Whether the evidence has changed since to something that cannot be shown."""
    found: list[Diagnostic] = field(default_factory=list)
    troubles: list[Diagnostic] = field(default_factory=list)
    """Faults of the configuration, a hand-written page or the program, for every page."""
    site: Path | None = None
    """The folder of the last good pages, where they are built beside those that are served."""
    by_page: dict[str, list[Diagnostic]] = field(default_factory=dict)
    audited: dict[str, list[Diagnostic]] = field(default_factory=dict)
    """The complaints of the audit about each built page."""
    made: dict[str, Output] = field(default_factory=dict)
    """Every output of the last build."""
    entries: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    """The entries of the search index for each page, by its address."""
    named: dict[str, tuple[str | None, Any]] = field(default_factory=dict)
    """Title and front matter of each page."""
    uris: dict[str, str] = field(default_factory=dict)
    """The page that each HTML file was made from."""
    rendered: dict[str, str] = field(default_factory=dict)
    """HTML files of this build, with their addresses."""
    environment: Environment | None = None
    """The theme's templates, compiled."""
    looked: bool = False
    """Whether the evidence was looked at for this build already."""
    before: Guide | None = None
    """The guide that `made` was made from."""

    def look(self) -> bool:
        """Reads and checks the evidence as it is now; whether it can be shown."""
        now = load(self.folder)
        self.found = check(now)
        self.stale = any(map(_is_harmful, self.found))
        self.guide = self.guide if self.stale else now
        self.by_page = by_page(now, self.made.values(), self.found)
        self.looked, self.rendered = True, {}
        return not self.stale

    def lose(self) -> None:
        """Remembers that the evidence is gone, or cannot be checked at all."""
        self.found, self.by_page, self.stale = [], {}, True

    @contextmanager
    def trial(self, *, is_whole: bool) -> Iterator[None]:
        """Forgets what a build changed here if it fails; a whole build begins with nothing."""
        before = {name: copy(getattr(self, name)) for name in BUILT}
        if is_whole:
            self.entries, self.environment = {}, None
        try:
            yield
        except BaseException:
            for name, value in before.items():
                setattr(self, name, value)
            raise

    @property
    def is_behind(self) -> bool:
        """Whether the pages are those before the last change."""
        return self.stale or any(map(_is_error, self.troubles))

    def kept(self) -> dict[str, Output]:
        """The pages of single items that show nothing of what has changed.

        Lists count everything and are always made again.
        """
        ids = self._changed()
        if ids is None:
            return {}
        items = filter(_is_of_one_item, self.made)
        same = [uri for uri in items if not _names_any(self.made[uri], ids)]
        return {uri: self.made[uri] for uri in same}

    def _changed(self) -> set[str] | None:
        """The ids that changed since the last build; None where any page may differ."""
        if self.before is None or self.guide is None:
            return None
        return changed(self.before, self.guide)

    def renewed(self, outputs: Iterable[Output]) -> Iterator[tuple[Output, bool]]:
        """Each output, and whether it differs from what was built last."""
        before, self.made = self.made, {}
        for output in outputs:
            self.made[output.uri] = output
            yield output, _differs(output, before.get(output.uri))
        self.before = self.guide
        self.by_page = self._sorted_by_page()

    def _sorted_by_page(self) -> dict[str, list[Diagnostic]]:
        if self.guide is None:
            return {}
        return by_page(self.guide, self.made.values(), self.found)

    def banner(self, uri: str) -> str:
        """HTML with the complaints about a page, and the others; nothing where there are none."""
        here = self._about(uri)
        elsewhere = self._elsewhere(here)
        if here or elsewhere:
            return self._rendered(here, elsewhere)
        return ""

    def _elsewhere(self, here: list[Diagnostic]) -> list[Diagnostic]:
        """The complaints that are not about a page."""
        return [diagnostic for diagnostic in self._every() if diagnostic not in here]

    def _about(self, uri: str) -> list[Diagnostic]:
        """The complaints about a page and those for every page, each once."""
        of_page = [*self.by_page.get(uri, ()), *self.audited.get(uri, ())]
        return list(dict.fromkeys([*self.troubles, *of_page]))

    def _rendered(self, here: list[Diagnostic], elsewhere: list[Diagnostic]) -> str:
        return _template().render(
            here=here,
            elsewhere=elsewhere,
            stale=self.is_behind,
            nothing=self.guide is None,
            address=self.address,
            summary=report.summary_line,
        )

    def _every(self) -> list[Diagnostic]:
        """Every complaint about the evidence and about built pages, each once."""
        audited = chain.from_iterable(list(self.audited.values()))
        return list(dict.fromkeys([*self.found, *audited]))

    def address(self, diagnostic: Diagnostic) -> str:
        """Address that opens an editor at the place of a diagnostic."""
        place = diagnostic.place
        path = os.fsencode(os.path.normpath(Path.cwd() / self.folder / place.path))
        return f"vscode://file{quote(path)}:{place.line}:{place.column}"

    def searched(self, found: list[dict[str, object]]) -> list[dict[str, object]]:
        """The search entries of all pages, with the new ones of those that were rendered now."""
        for url in self.rendered.values():
            self.entries[url] = []
        for entry in found:
            self._add_entry(entry)
        return list(chain.from_iterable(self.entries.values()))

    def _add_entry(self, entry: dict[str, object]) -> None:
        url = str(entry["location"]).partition("#")[0]
        self.entries.setdefault(url, []).append(entry)

    def turn(self, uris: dict[str, str]) -> None:
        """Takes over the files of this build, and forgets those that are gone."""
        gone = self.uris.keys() - uris.keys()
        for uri in map(self.uris.__getitem__, gone):
            self.audited.pop(uri, None)
        self.uris = uris

    def audit(self, site: Path) -> None:
        """Reads back the pages that were rendered now."""
        files = files_of(site) | self._served()
        for name in self.rendered:
            self.audited[self.uris[name]] = self._faults(site, name, files)

    def _served(self) -> frozenset[str]:
        """The files that are served and still belong to the site."""
        if self.site is None:
            return frozenset()
        return files_of(self.site).intersection(self.uris)

    def _faults(self, site: Path, name: str, files: frozenset[str]) -> list[Diagnostic]:
        """What the audit finds on a page."""
        if self.guide is None:
            return []
        return audit_file(site, name, files, self.guide).diagnostics

    def outcome(self) -> str:
        """The outcome of a change in a few words."""
        built = "nothing could be" if self.is_behind else self._built()
        return f"{built} built; {report.summary_line([*self.found, *self.troubles])}"

    def _built(self) -> str:
        """The number of pages that were built now."""
        count = len(self.rendered)
        return "1 page" if count == 1 else f"{count} pages"


def _differs(output: Output, before: Output | None) -> bool:
    return before is None or before.content != output.content


def _names_any(output: Output, ids: Iterable[str]) -> bool:
    """Whether one of some ids is written in an output."""
    content = output.content
    return any(id in content for id in ids)


def _is_error(diagnostic: Diagnostic) -> bool:
    return diagnostic.severity is Severity.ERROR


def _is_harmful(diagnostic: Diagnostic) -> bool:
    """Whether a complaint means that the guide cannot be shown."""
    return _is_error(diagnostic) and diagnostic.rule in _harmful_rules()


@cache
def _harmful_rules() -> frozenset[str]:
    return frozenset(rule.id for rule in rules() if rule.family not in HARMLESS)


def _is_of_one_item(uri: str) -> bool:
    """Whether a page, or its list of references, is about one claim, source, topic or the like."""
    folders = ("claims/", "sources/", "topics/", "stages/", "tables/", "references/", KITS)
    return uri.startswith(folders) and "/index." not in uri


def by_page(
    guide: Guide, outputs: Iterable[Output], found: Iterable[Diagnostic]
) -> dict[str, list[Diagnostic]]:
    """The complaints that each page shows: those about what it was made from."""
    made = _pages_by_file(outputs)
    shown: dict[str, list[Diagnostic]] = {}
    for diagnostic in found:
        for uri in _uris(diagnostic, guide, made):
            shown.setdefault(uri, []).append(diagnostic)
    return shown


def _pages_by_file(outputs: Iterable[Output]) -> dict[str, list[tuple[int, str]]]:
    """The lines of each file that pages are made from, with these pages."""
    made: dict[str, list[tuple[int, str]]] = {}
    for output in outputs:
        path, line = _origin(output)
        made.setdefault(path, []).append((line, output.uri))
    return made


def _origin(output: Output) -> tuple[str, int]:
    """The file and the line that an output was made from."""
    path, _, line = (output.origin or "").partition("#L")
    return path, int(line or 1)


def _uris(diagnostic: Diagnostic, guide: Guide, made: dict[str, list[tuple[int, str]]]) -> set[str]:
    """The page of the innermost item around a diagnostic, and that of its file.

    They are all pages of the file where it cannot be read.
    """
    path = diagnostic.place.path
    if path.startswith("docs/"):
        return {path.removeprefix("docs/")}
    entry = guide.item_at(diagnostic.place)
    pages = made.get(path, [])
    if entry is None:
        return {uri for _, uri in pages}
    return _own_page(guide, entry.id) | _first_pages(pages)


def _own_page(guide: Guide, id: str) -> set[str]:
    placed = places(guide).get(id)
    return {placed.uri} if placed else set()


def _first_pages(pages: list[tuple[int, str]]) -> set[str]:
    """The pages made from the first item of a file."""
    first, _ = min(pages, default=(0, ""))
    return {uri for line, uri in pages if line == first}


@cache
def _template() -> Template:
    loader = PackageLoader("evidence_guide.site")
    return Environment(
        loader=loader,
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    ).get_template("banner.html.j2")


def with_banners(app: Any, preview: Preview, mount: str) -> Any:
    """A WSGI application that puts the banner of each HTML page of another behind its `<body>`."""

    def serve(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        started: list[Any] = []
        body: Iterable[bytes] = app(environ, lambda *given: started.append(given))
        status, headers = started[0]
        if not _is_html(headers):
            start_response(status, headers)
            return body
        banner = preview.banner(preview.uris.get(_file(environ, mount), ""))
        content = _with_banner(b"".join(body), banner)
        start_response(status, _of_length(headers, len(content)))
        return [content]

    return serve


def _of_length(headers: list[tuple[str, str]], size: int) -> list[tuple[str, str]]:
    """The headers of a response with another length."""
    kept = [header for header in headers if header[0] != "Content-Length"]
    return [*kept, ("Content-Length", str(size))]


def _is_html(headers: list[tuple[str, str]]) -> bool:
    return any(name == "Content-Type" and "text/html" in value for name, value in headers)


def _file(environ: dict[str, Any], mount: str) -> str:
    """The HTML file of the site that a request asks for."""
    name: str = environ["PATH_INFO"].removeprefix(mount)
    return f"{name}index.html" if _is_folder(name) else name


def _is_folder(name: str) -> bool:
    return not name or name.endswith("/")


def _with_banner(page: bytes, banner: str) -> bytes:
    """A page with a banner behind its `<body>`."""
    before, tag, after = page.partition(b"<body")
    attributes, end, rest = after.partition(b">")
    before = before.replace(META.encode(), b"")  # MkDocs' reload script is inline
    shown = banner.encode("utf-8", "backslashreplace")  # names of files may be no UTF-8
    return b"".join([before, tag, attributes, end, shown, rest])
