"""MkDocs and Material: the only module that imports them; the others use these names."""

import gc
import logging
import os
import socketserver
import sys
import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

from jinja2 import Environment
from markdown import Markdown
from material.plugins.search.plugin import SearchIndex, SearchPlugin
from mkdocs.commands.build import _build_page, _populate_page, build
from mkdocs.config import config_options as options
from mkdocs.config import load_config
from mkdocs.config.base import Config, ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import (
    Page,
    _ExtractAnchorsTreeprocessor,
    _ExtractTitleTreeprocessor,
    _RawHTMLPreprocessor,
    _RelativePathTreeprocessor,
)
from mkdocs.structure.toc import get_toc
from mkdocs.utils import CountHandler
from mkdocs.utils.templates import TemplateContext

from evidence_guide.site.made import Parted, split_page
from evidence_guide.site.search_sections import PageSections

__all__ = [
    "BasePlugin",
    "CombinedEvent",
    "Config",
    "ConfigurationError",
    "File",
    "Files",
    "Link",
    "LiveReloadServer",
    "MkDocsConfig",
    "Navigation",
    "Page",
    "PluginError",
    "Section",
    "TemplateContext",
    "build",
    "event_priority",
    "load_config",
    "options",
]
Entries = list[dict[str, Any]]
"""Entries of a search index."""
NEW_OBJECTS = 100_000
"""New objects after which Python looks for cycles; a build has many objects and hardly a cycle."""
_NOTHING = b"<!doctype html><html lang=en><title>Preview</title><body></body></html>"
"""The page that is served while there is none yet."""


def collect_rarely() -> None:
    """Makes Python look for cycles of objects less often."""
    gc.set_threshold(NEW_OBJECTS)


class Made(File):
    """A page made from the evidence; a preview renders it again only when it is new."""

    new = True
    parts = Parted("")

    def is_modified(self) -> bool:
        """Whether it differs from the last build."""
        return self.new

    def unfinished(self, text: str) -> str:
        """What Markdown has to read of the page; the rest is kept back."""
        self.parts = split_page(text)
        return self.parts.text

    def whole(self, page: Page, html: str) -> str:
        """The page once Markdown has read it; links from other pages find all of its ids."""
        page.present_anchor_ids = (page.present_anchor_ids or set()) | self.parts.ids()
        return self.parts.woven(html)


class Headings:
    """Reads pages as MkDocs does, which makes a converter for each page.

    Pages that are more than headings and finished HTML must not be read here: extensions may
    keep from one page to the next what they find in anything else.
    """

    def __init__(self) -> None:
        self._converter: Markdown | None = None

    def will_read(self, page: Page) -> None:
        """Makes a page be read by this converter instead of one of its own."""
        vars(page)["render"] = partial(self._read, page)

    def _ready(self, config: MkDocsConfig) -> Markdown:
        """The converter, without anything of the page before."""
        if self._converter is None:
            self._converter = _new_converter(config)
        self._converter.reset()
        return self._converter

    def _read(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Gives a page what `Page.render` gives it."""
        converter = self._ready(config)
        anchors = _ExtractAnchorsTreeprocessor(page.file, files, config)
        links = _RelativePathTreeprocessor(page.file, files, config)
        raw, title = _RawHTMLPreprocessor(), _ExtractTitleTreeprocessor()
        parts: tuple[Any, ...] = (raw, anchors, links, title)
        for part in parts:
            part._register(converter)  # noqa: SLF001 (as MkDocs does)
        page.content = converter.convert(page.markdown or "")
        page.toc = get_toc(getattr(converter, "toc_tokens", []))
        page.present_anchor_ids = anchors.present_anchor_ids | raw.present_anchor_ids
        page.links_to_anchors = links.links_to_anchors
        page._title_from_render = title.title  # noqa: SLF001 (as MkDocs does)


def read_alone(page: Page) -> None:
    """Makes a page be read by a converter of its own, as MkDocs does."""
    vars(page).pop("render", None)


class Index(SearchIndex):  # type: ignore[misc]
    """Material's index with our reading of pages."""

    def add_entry_from_context(self, page: Page) -> None:
        """Adds the sections of a page."""
        if (page.meta.get("search") or {}).get("exclude"):
            return
        for section in PageSections(page.content or "").found:
            if not section.is_excluded():
                self.create_entry_for_section(section, page.toc, page.url, page)


def search_entries(config: MkDocsConfig) -> Entries:
    """The entries of the search index so far; none if the guide has no search of Material's."""
    plugin: Any = config.plugins.get("material/search")
    index: Any = getattr(plugin, "search_index", None)
    return index.entries if index else []


def read_by_us(config: MkDocsConfig) -> None:
    """Makes Material's search, if the guide has it, read pages with us."""
    plugin: Any = config.plugins.get("material/search")
    if isinstance(plugin, SearchPlugin) and plugin.config.enabled:
        plugin.search_index = Index(**plugin.config)


def render_again(
    page: Page, config: MkDocsConfig, files: Files, nav: Navigation, env: Environment
) -> Entries:
    """Renders a page once more in a build, and returns its new entries in the search index."""
    entries = search_entries(config)
    before = len(entries)
    _populate_page(page, config, files)
    _build_page(page, config, files.documentation_pages(), nav, env)
    return entries[before:]


def load_anew(path: Path, site: Path) -> MkDocsConfig:
    """The configuration in a file as it is now; MkDocs alone would read each hook only once."""
    options.Hooks._load_hook.cache_clear()  # noqa: SLF001
    return load_config(str(path), site_dir=str(site))


def _new_converter(config: MkDocsConfig) -> Markdown:
    """A converter with the extensions of a configuration."""
    return Markdown(
        extensions=config["markdown_extensions"],
        extension_configs=config["mdx_configs"] or {},
    )


def host_and_port(address: str) -> tuple[str, int]:
    """The parts of an address such as `127.0.0.1:8000`. Raises ValueError."""
    try:
        host, port = options.IpAddress().validate(address)  # type: ignore[no-untyped-call]
    except ValidationError as error:
        raise ValueError(str(error)) from None
    return host, port


def is_of_guide(record: logging.LogRecord) -> bool:
    """Whether MkDocs logged a record about the guide, whatever its words.

    The function that builds a site warns by itself only that a build is partial, as a preview's
    is meant to be; warnings about pages and settings come from other functions.
    """
    logged_by = (record.name, record.funcName, record.levelno)
    return logged_by != (build.__module__, build.__name__, logging.WARNING)


def has_warned() -> bool:
    """Whether a strict build has counted a warning."""
    return any(
        isinstance(handler, CountHandler) and handler.get_counts()
        for handler in logging.getLogger("mkdocs").handlers
    )


def page_in(call: FrameType) -> str:
    """The source of the page that a call of MkDocs works on, such as `about.md`, or nothing."""
    for name in ("self", "page"):
        page = call.f_locals.get(name)
        if isinstance(page, Page):
            return page.file.src_uri
    return ""


def setting_in(call: FrameType) -> str:
    """The link in the menu, or the key of `mkdocs.yml`, that a call works on, or nothing."""
    link = call.f_locals.get("link")
    if isinstance(link, Link):
        return link.url
    for config, key in (("self", "key"), ("cfg", "config_name")):
        if isinstance(call.f_locals.get(config), Config):
            return str(call.f_locals.get(key, ""))
    return ""


class LiveServer(LiveReloadServer):
    """Serves pages while others are built elsewhere; MkDocs' own waits for each build."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(lambda: None, host, port, os.devnull, shutdown_delay=0.05)
        self.watch(os.devnull)  # only then are pages read again after a change

    def is_ready(self) -> bool:
        """Whether there are pages to serve."""
        return True

    def watch(self, path: str, *_: object, **__: object) -> None:
        """Remembers a path that a plugin wants watched."""
        self._watched_paths[str(Path(path).absolute())] = 1

    def unwatch(self, path: str) -> None:
        """Forgets a path that a plugin wanted watched."""
        self._watched_paths.pop(str(Path(path).absolute()), None)

    @property
    def watched(self) -> list[Path]:
        """The paths that plugins want watched."""
        return [Path(path) for path in self._watched_paths if path != os.devnull]

    def listen(self) -> None:
        """Takes the port; requests wait until the server starts."""
        self.server_bind()
        self.server_activate()

    def start(self) -> None:
        """Answers requests in threads of its own."""
        self.serve_thread.start()

    def renew(self) -> None:
        """Lets every browser read its page again."""
        with self._epoch_cond:
            self._wanted_epoch = self._visible_epoch = self._next_epoch()
            self._epoch_cond.notify_all()

    def _next_epoch(self) -> int:
        """The time in milliseconds, or more if it has passed already."""
        return max(self._visible_epoch + 1, round(time.monotonic() * 1000))

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Passes over readers who leave before their answer."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            socketserver.BaseServer.handle_error(self, request, client_address)

    def _serve_request(self, environ: Any, start_response: Any) -> Iterable[bytes] | None:
        """The page that is asked for; while there is none yet, an empty one that is read again."""
        if self.is_ready() or environ["PATH_INFO"].startswith("/livereload/"):
            return super()._serve_request(environ, start_response)
        return self._serve_nothing(start_response)

    def _serve_nothing(self, start_response: Any) -> list[bytes]:
        """The empty page."""
        epoch = self._visible_epoch
        page = self._inject_js_into_html(_NOTHING, epoch)  # type: ignore[no-untyped-call]
        start_response(
            "200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(page)))]
        )
        return [page]
