"""A preview while somebody edits: what of the evidence can be shown, which pages are new, and the complaints that stand on each."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from evidence_guide.diagnostic import Diagnostic, Severity
from evidence_guide.files.output import Output
from evidence_guide.guide import Guide
from evidence_guide.guide.loader import load
from evidence_guide.guide.markdown_citations import Citation
from evidence_guide.model import (
    Change,
    ClaimsFile,
    FindingsFile,
    GuideFile,
    PopularClaimsFile,
    Retired,
    StageFile,
    Term,
    ToolsFile,
)
from evidence_guide.rules import check, report, rules
from evidence_guide.site.audit import audit_file, files_of
from evidence_guide.site.policy import META
from evidence_guide.view.addresses import places
from evidence_guide.view.citation_lists import supports

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
"""What a build changes in a preview."""

EVERYWHERE = (
    GuideFile | Term | Change | Retired | ClaimsFile | StageFile | PopularClaimsFile | ToolsFile
)
"""Parts of a guide that any page may show."""


@dataclass
class Preview:
    """What is shown, and what is wrong with the evidence as it is now."""

    folder: Path
    guide: Guide | None = None
    """The last guide that could be shown."""
    stale: bool = False
    """Whether the evidence has changed since to something that cannot be shown."""
    found: list[Diagnostic] = field(default_factory=list)
    troubles: list[Diagnostic] = field(default_factory=list)
    """What is wrong with the configuration, a hand-written page or the program; shown on every page."""
    site: Path | None = None
    """The folder of the last good pages, where they are built beside those that are served."""
    by_page: dict[str, list[Diagnostic]] = field(default_factory=dict)
    audited: dict[str, list[Diagnostic]] = field(default_factory=dict)
    """What the audit of each built page found."""
    made: dict[str, Output] = field(default_factory=dict)
    """Every output as it was built last."""
    entries: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    """What the search knows of each page, by its address."""
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
    """What `made` was made from."""

    def look(self) -> bool:
        """Reads and checks the evidence as it is now; whether it can be shown."""
        now = load(self.folder)
        self.found = check(now)
        harmful = {rule.id for rule in rules() if rule.family not in HARMLESS}
        self.stale = any(d.severity is Severity.ERROR and d.rule in harmful for d in self.found)
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
        return self.stale or any(d.severity is Severity.ERROR for d in self.troubles)

    def kept(self) -> dict[str, Output]:
        """The pages of single claims, sources and so on that show nothing of what has changed; lists count it all and are made again."""
        ids = changed(self.before, self.guide) if self.before and self.guide else None
        if ids is None:
            return {}
        pages = (
            (uri, output)
            for uri, output in self.made.items()
            if uri.startswith(("claims/", "sources/", "topics/", "stages/", "tables/"))
            and not uri.endswith("/index.md")
        )
        return {uri: output for uri, output in pages if not any(id in output.content for id in ids)}

    def renewed(self, outputs: Iterable[Output]) -> Iterator[tuple[Output, bool]]:
        """Each output, and whether it differs from what was built last."""
        before, self.made = self.made, {}
        for output in outputs:
            self.made[output.uri] = output
            yield output, output.uri not in before or before[output.uri].content != output.content
        self.before = self.guide
        self.by_page = by_page(self.guide, self.made.values(), self.found) if self.guide else {}

    def banner(self, uri: str) -> str:
        """HTML that says what is wrong with a page, and how much elsewhere; nothing where all is well."""
        here = list(
            dict.fromkeys([*self.troubles, *self.by_page.get(uri, ()), *self.audited.get(uri, ())])
        )
        audited = [diagnostic for told in list(self.audited.values()) for diagnostic in told]
        every = dict.fromkeys([*self.found, *audited])
        elsewhere = [d for d in every if d not in here]
        if not here and not elsewhere:
            return ""
        return _template().render(
            here=here,
            elsewhere=elsewhere,
            stale=self.is_behind,
            nothing=self.guide is None,
            address=self.address,
            summary=report.summary_line,
        )

    def address(self, diagnostic: Diagnostic) -> str:
        """Address that opens an editor at the place of a diagnostic."""
        place = diagnostic.place
        path = os.fsencode(os.path.normpath(Path.cwd() / self.folder / place.path))
        return f"vscode://file{quote(path)}:{place.line}:{place.column}"

    def searched(self, found: list[dict[str, object]]) -> list[dict[str, object]]:
        """What the search knows of all pages, from what it learnt of those that were rendered now."""
        self.entries |= {url: [] for url in self.rendered.values()}
        for entry in found:
            self.entries.setdefault(str(entry["location"]).partition("#")[0], []).append(entry)
        return [entry for entries in self.entries.values() for entry in entries]

    def turn(self, uris: dict[str, str]) -> None:
        """Turns to the files that there are now."""
        for name in self.uris.keys() - uris.keys():
            self.audited.pop(self.uris[name], None)
        self.uris = uris

    def audit(self, site: Path) -> None:
        """Reads back the pages that were rendered now."""
        files = files_of(site)
        if self.site:
            files |= files_of(self.site) & self.uris.keys()
        for name in self.rendered:
            self.audited[self.uris[name]] = (
                audit_file(site, name, files, self.guide).diagnostics if self.guide else []
            )

    def told(self) -> str:
        """What came of a change, in a few words."""
        pages = (
            "nothing could be built"
            if self.is_behind
            else f"{len(self.rendered)} page{'s' if len(self.rendered) != 1 else ''} built"
        )
        return f"{pages}; {report.summary_line([*self.found, *self.troubles])}"


def changed(before: Guide, now: Guide) -> set[str] | None:
    """Ids of what differs between two states of a guide, of what that rests on, and of the sources of that; None where it may show anywhere."""
    old, new = _parts(before), _parts(now)
    differing = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
    if any(issubclass(kind, EVERYWHERE) for kind, _ in differing):
        return None
    ids = {id for _, id in differing}
    ids |= {
        id
        for guide in (before, now)
        for support in supports(guide)
        if support.entry.id in ids
        for id in support.ids
    }
    ids |= {guide.source_of[id] for guide in (before, now) for id in guide.findings_of(tuple(ids))}
    looked_up = zip(
        (before.lock.receipts, before.lock.standings),
        (now.lock.receipts, now.lock.standings),
        strict=True,
    )
    return ids | {
        id
        for one, other in looked_up
        for id in one.keys() | other.keys()
        if one.get(id) != other.get(id)
    }


def _parts(guide: Guide) -> dict[tuple[type, str], object]:
    """Every item by kind and id; of a file with items only what it says itself."""
    return {
        (type(entry.item), entry.id): _own(entry.item)
        for entry in guide.entries
        if not isinstance(entry.item, Citation)
    }


def _own(item: object) -> object:
    if not isinstance(item, EVERYWHERE | FindingsFile):
        return item
    return {
        name: value
        for name, value in item
        if not (isinstance(value, tuple) and value and hasattr(value[0], "id"))
    }


def by_page(
    guide: Guide, outputs: Iterable[Output], found: Iterable[Diagnostic]
) -> dict[str, list[Diagnostic]]:
    """The complaints that each page shows: those about what it was made from."""
    made: dict[str, list[tuple[int, str]]] = {}
    for output in outputs:
        path, _, line = (output.origin or "").partition("#L")
        made.setdefault(path, []).append((int(line or 1), output.uri))
    told: dict[str, list[Diagnostic]] = {}
    for diagnostic in found:
        for uri in _uris(diagnostic, guide, made):
            told.setdefault(uri, []).append(diagnostic)
    return told


def _uris(diagnostic: Diagnostic, guide: Guide, made: dict[str, list[tuple[int, str]]]) -> set[str]:
    """The page of the innermost item around a diagnostic and that of its file; all pages of a file that cannot be read."""
    path = diagnostic.place.path
    if path.startswith("docs/"):
        return {path.removeprefix("docs/")}
    entry, pages = guide.item_at(diagnostic.place), made.get(path, [])
    if entry is None:
        return {uri for _, uri in pages}
    placed = places(guide).get(entry.id)
    first = min(pages, default=(0, ""))[0]
    return {uri for line, uri in pages if line == first} | ({placed.uri} if placed else set())


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
        if not any("text/html" in value for name, value in headers if name == "Content-Type"):
            start_response(status, headers)
            return body
        name = environ["PATH_INFO"].removeprefix(mount)
        banner = preview.banner(
            preview.uris.get(f"{name}index.html" if name.endswith("/") or not name else name, "")
        )
        before, tag, after = b"".join(body).partition(b"<body")
        attributes, end, rest = after.partition(b">")
        before = before.replace(META.encode(), b"")  # MkDocs' reload script is inline
        shown = banner.encode("utf-8", "backslashreplace")  # names of files may be no UTF-8
        content = b"".join([before, tag, attributes, end, shown, rest])
        start_response(
            status,
            [
                *((name, value) for name, value in headers if name != "Content-Length"),
                ("Content-Length", str(len(content))),
            ],
        )
        return [content]

    return serve
