"""The site for a folder: made beside the site for servers, from the same rendered pages."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from shutil import copyfile
from typing import Any

from jinja2 import Environment

from evidence_guide.files.output import Download
from evidence_guide.files.output_folder import MANIFEST, FolderKind, listed, swap_in
from evidence_guide.guide import Guide
from evidence_guide.site import OFFLINE_SEARCH, asset, finish, script_of
from evidence_guide.site.audit import Audit, audit, files_of
from evidence_guide.site.engine import (
    Entries,
    File,
    Files,
    MkDocsConfig,
    Navigation,
    render_again,
)
from evidence_guide.site.folder_pages import FolderPages, article_anywhere
from evidence_guide.site.inline import Inline
from evidence_guide.site.pages import DOWNLOADS, download_outputs
from evidence_guide.site.programs import json_twins
from evidence_guide.site.review_kits import is_kit
from evidence_guide.site.search import INDEX, search_json, searchable
from evidence_guide.site.trimming import is_for_folder
from evidence_guide.view.pages.downloads import CHECKSUMS
from evidence_guide.view.site import Site

Index = dict[str, Any]
SCRIPT_INDEX = "search/search_index.js"
"""The search index of a folder, whose pages can load scripts but no data."""


@dataclass
class Build:
    """What MkDocs has made of a guide so far; with it, one page can be rendered once more."""

    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: Environment | None = None
    """The theme's templates, once they are at hand."""

    def rendered(self, uri: str, content: str) -> Entries:
        """Renders a page with other content; the result are its entries in the search index."""
        file = self.files.get_file_from_path(uri)
        if file is None or file.page is None or self.env is None:
            return []
        file.content_string = content
        return render_again(file.page, self.config, self.files, self.nav, self.env)

    def path(self, uri: str) -> Path:
        """The finished page that is made from a page."""
        file = self.files.get_file_from_path(uri)
        return Path(file.abs_dest_path if file else uri)

    def moved(self) -> dict[str, str]:
        """The name of each finished page on the site and in a folder."""
        found = {}
        for file in self.files.documentation_pages():
            found[file.dest_uri] = _name_in_folder(file)
        return found


@dataclass
class SecondSite:
    """The site for a folder while the site for servers is built."""

    place: Path
    work: Path
    """A folder for work in progress."""
    downloads: Sequence[Download]
    """The files that it offers."""
    others: Sequence[Download]
    """The files that the other site offers."""
    pack: Callable[[Path | None], Download]
    """The finished folder as a file that the other site offers; without a folder, an empty one."""
    entries: Entries = field(default_factory=list)
    """The entries of its Downloads page in the search index."""

    @property
    def folder(self) -> Path:
        """The folder in which it is made before it replaces the last one."""
        return self.work / "new"

    def prepare(self, build: Build, site: Site) -> None:
        """Renders its own Downloads page beside that of the other site."""
        path = build.path(DOWNLOADS)
        page = path.read_bytes()
        self.entries = build.rendered(
            DOWNLOADS, download_outputs(replace(site, downloads=tuple(self.downloads)))[0].content
        )
        path.rename(_beside(path))
        path.write_bytes(page)

    def make(self, build: Build, guide: Guide, inline: Inline) -> None:
        """Makes it from the other site, whose pages are finished."""
        site = Path(build.config.site_dir)
        names = files_of(site)
        pages = FolderPages(build.moved(), names, inline, OFFLINE_SEARCH)
        own = _beside(build.path(DOWNLOADS))
        self._add_downloads(own, build, guide, pages)
        apart = self._of_site(build, own) | json_twins(names)  # its twins are in Markdown alone
        for name in sorted(filter(is_for_folder, names - apart)):
            self._add(site, name, pages)
        self._add_index(site / INDEX, build, guide, pages)
        self._write(OFFLINE_SEARCH, asset(OFFLINE_SEARCH).content)
        scripts = Inline(inline.script, inline.stylesheet, pages.scripts)
        self._write(inline.script, script_of(scripts))
        self._write(MANIFEST, listed(self.folder, FolderKind.SITE))

    def _add(self, site: Path, name: str, pages: FolderPages) -> None:
        """Adds a file of the other site; a page as it is in a folder."""
        if name.endswith(".html") and not is_kit(name):
            text = (site / name).read_text("utf-8")
            self._write(pages.moved.get(name, name), pages.page(name, text))
        else:
            copyfile(site / name, self._path(name))

    def _add_downloads(self, page: Path, build: Build, guide: Guide, pages: FolderPages) -> None:
        """Adds its own Downloads page, which leaves the other site, and what it offers."""
        name = build.path(DOWNLOADS).relative_to(build.config.site_dir).as_posix()
        self._write(pages.moved[name], pages.page(name, page.read_text("utf-8")))
        page.unlink()
        for output in download_outputs(Site(guide, downloads=tuple(self.downloads)))[1:]:
            self._write(output.uri, output.content)
        for download in self.downloads:
            self._path(f"downloads/{download.name}").write_bytes(download.content)

    def _of_site(self, build: Build, own: Path) -> set[str]:
        """The Downloads page of the other site with what that offers, and our own of before."""
        site = Path(build.config.site_dir)
        pages = {path.relative_to(site).as_posix() for path in (build.path(DOWNLOADS), own)}
        return pages | {f"downloads/{download.name}" for download in self.others} | {CHECKSUMS}

    def _add_index(self, path: Path, build: Build, guide: Guide, pages: FolderPages) -> None:
        """Adds the search index, if the site has one, as a script."""
        if path.is_file():
            index = _with_entries(_read(path), self.entries, build, guide)
            docs = [doc | {"location": pages.location(doc["location"])} for doc in index["docs"]]
            self._write(SCRIPT_INDEX, f"var __index = {search_json(index | {'docs': docs})}")

    def offer(self, build: Build, site: Site, inline: Inline) -> Site:
        """Puts the finished folder among the downloads of the other site, which is the result."""
        offered = replace(site, downloads=(self.pack(self.folder), *site.downloads[1:]))
        top = Path(build.config.site_dir)
        page, checksums = download_outputs(offered)
        entries = build.rendered(DOWNLOADS, page.content)
        _finish(build.path(DOWNLOADS), top, inline)
        (top / CHECKSUMS).write_text(checksums.content, "utf-8", newline="\n")
        first = offered.downloads[0]
        (top / "downloads" / first.name).write_bytes(first.content)
        if (top / INDEX).is_file():
            index = _with_entries(_read(top / INDEX), entries, build, site.guide)
            (top / INDEX).write_text(search_json(index), "utf-8")
        return offered

    def audit(self, build: Build, guide: Guide) -> Audit:
        """The audit of the folder; what its pages share with the other site is audited there."""
        site, moved = Path(build.config.site_dir), build.moved()
        same = {new for old, new in moved.items() if self._shows_the_same(site / old, new)}
        same.update(filter(is_kit, files_of(site)))
        return audit(self.folder, guide, self.downloads, same)

    def _shows_the_same(self, page: Path, name: str) -> bool:
        """Whether a page in the folder differs from one of the site in its addresses only."""
        shown = _article(page)
        return bool(shown) and shown == _article(self._path(name))

    def replace_last(self) -> None:
        """Puts it in the place of the last."""
        swap_in(self.folder, self.place, FolderKind.SITE)

    def _write(self, name: str, text: str) -> None:
        self._path(name).write_text(text, "utf-8", newline="\n")

    def _path(self, name: str) -> Path:
        """A file of the folder, whose own folder is there."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path


def _finish(page: Path, top: Path, inline: Inline) -> None:
    """Gives a page that was rendered late what the others of its site have."""
    depth = page.relative_to(top).as_posix().count("/")
    finish(page, inline, "../" * depth)


def _read(index: Path) -> Index:
    """A search index."""
    found: Index = json.loads(index.read_text("utf-8"))
    return found


def _beside(page: Path) -> Path:
    """The place of the folder's Downloads page while the sites are made."""
    return page.with_name(f"of-folder-{page.name}")


def _with_entries(index: Index, entries: Entries, build: Build, guide: Guide) -> Index:
    """A finished search index with other entries of the Downloads page."""
    file = build.files.get_file_from_path(DOWNLOADS)
    url = file.url if file else ""
    mine = [n for n, doc in enumerate(index["docs"]) if _page_of(doc) == url]
    if not mine:
        return index
    docs = [doc for doc in index["docs"] if _page_of(doc) != url]
    new = searchable({"config": {}, "docs": entries}, guide)["docs"]
    return index | {"docs": [*docs[: mine[0]], *new, *docs[mine[0] :]]}


def _page_of(doc: dict[str, Any]) -> str:
    """The address of the page of an entry."""
    return str(doc["location"]).partition("#")[0]


def _article(page: Path) -> str:
    """The article in a file, without the addresses that depend on its place."""
    return article_anywhere(page.read_text("utf-8"))


def _name_in_folder(file: File) -> str:
    """The name of a page where no page is a folder of its own."""
    return File(file.src_uri, None, "", use_directory_urls=False).dest_uri
