"""The command `serve`: a preview that follows every edit and shows what is wrong on each page.

Whatever is broken meanwhile, the last good pages stay, with the complaints on top.
"""

import contextlib
import logging
import shutil
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from evidence_guide.diagnostic import GuideError
from evidence_guide.files.scratch import scratch, sweep
from evidence_guide.files.watch import state, watch_changes
from evidence_guide.guide.loader import load
from evidence_guide.signals import until_stopped
from evidence_guide.site import frame
from evidence_guide.site.engine import (
    MkDocsConfig,
    build,
    host_and_port,
    is_of_guide,
    load_anew,
)
from evidence_guide.site.mkdocs_build import showing_messages
from evidence_guide.site.plugin import GuidePlugin, addresses, plugin_of
from evidence_guide.site.preview import Preview
from evidence_guide.site.preview_server import PreviewServer
from evidence_guide.site.troubles import (
    CONFIGURATION,
    Logged,
    configuration,
    is_internal,
    logged_now,
    trouble,
    warnings,
)
from evidence_guide.text.terminal import say

T = TypeVar("T")
Heard = dict[int, list[Logged]]
"""Messages that MkDocs logged, by level."""


def serve(folder: Path, address: str) -> None:
    """Serves the preview of the guide in a folder until it is stopped."""
    if not (folder / CONFIGURATION).exists() and not (folder / "evidence").exists():
        load(folder)  # says that this is no guide
    preview = Preview(folder)
    server = _listening(address, preview)
    try:
        _serve(folder, preview, server)
    except KeyboardInterrupt:
        say("\nthe preview has ended")
    finally:
        server.shutdown()


def _serve(folder: Path, preview: Preview, server: PreviewServer) -> None:
    with until_stopped(), _site() as site, showing_messages():
        _follow(Maker(folder, site, preview, server))


def _host(name: str) -> str:
    """A host as an address has it; one of IPv6 is in brackets."""
    return f"[{name}]" if ":" in name else name


def _follow(maker: "Maker") -> None:
    """Builds once and after every change, for ever."""
    following = watch_changes(maker.watched)
    next(following)
    maker.make()
    say(f"The preview: {maker.address} (Ctrl-C ends it)")
    maker.server.start()
    for _ in following:
        maker.make()
        maker.server.renew()


def _listening(address: str, preview: Preview) -> PreviewServer:
    """A server that has taken its port. Raises GuideError if it cannot."""
    try:
        host, port = host_and_port(address)
    except ValueError as error:
        raise GuideError(f"--address {address}: {error}; write it as 127.0.0.1:8000") from None
    server = PreviewServer(host, port, preview)
    try:
        server.listen()
    except (OSError, OverflowError) as error:
        server.server_close()
        why = getattr(error, "strerror", None) or "a port is a number up to 65535"
        raise GuideError(
            f"the preview cannot be served at {address}: {why.lower()}; name another with --address"
        ) from None
    return server


@contextmanager
def _site() -> Iterator[Path]:
    """A folder for the sites while they are served."""
    with contextlib.ExitStack() as stack:
        try:
            place = Path(tempfile.gettempdir())
            sweep(place)
            folder = stack.enter_context(scratch(place, "preview"))
        except OSError as error:
            why = (error.strerror or "unknown reason").lower()
            raise GuideError(
                f"there is no folder for temporary files ({why}); set TMPDIR"
            ) from None
        yield folder


@dataclass
class Maker:
    """Makes the pages of the preview again after each change."""

    folder: Path
    place: Path
    """Holds the folder that is served and the one that is being built."""
    preview: Preview
    server: PreviewServer
    config: MkDocsConfig | None = None
    """The last configuration that could be read."""
    around: object = None
    """The parts around every page; once they differ, all pages are built."""
    begun: dict[str, object] = field(default_factory=dict)
    """Plugins that know that this is a preview."""

    @property
    def address(self) -> str:
        """Address of the preview's first page."""
        host = _host(str(self.server.server_address[0]))
        return f"http://{host}:{self.server.server_port}{self.server.mount_path}"

    def watched(self) -> list[Path]:
        """Every file and folder that pages are made from."""
        own = [self.folder / CONFIGURATION, *self._asked(), self.preview.folder / "evidence"]
        return list(dict.fromkeys([*own, *self._theme(), *self.server.watched]))

    def _asked(self) -> list[Path]:
        """The folder of hand-written pages, and the paths that the configuration watches."""
        if self.config is None:
            return [self.folder / "docs"]
        return [Path(self.config.docs_dir), *map(Path, self.config.watch)]

    def make(self) -> None:
        """Builds what changed; whatever goes wrong is a complaint over the last good pages."""
        started = time.monotonic()
        self.preview.troubles = []
        config = self._attempt(self._configured)
        is_sound = self._is_sound()
        if config and is_sound:
            self._attempt(lambda: self._build(config))
        seconds = time.monotonic() - started
        say(f"{time.strftime('%H:%M:%S')} {self.preview.outcome()} ({seconds:.1f} s)")

    def _is_sound(self) -> bool:
        """Whether the evidence as it is now can be shown."""
        is_sound = self._attempt(self.preview.look)
        if is_sound is None:
            self.preview.lose()
        return bool(is_sound)

    def _attempt(self, work: Callable[[], T]) -> T | None:
        """The result of a piece of work; its failure and its warnings become complaints."""
        with _heard() as logged:
            try:
                return work()
            except (Exception, SystemExit) as error:  # noqa: BLE001 (it must go on)
                self._complain(error, logged[logging.ERROR])
                return None
            finally:
                self.preview.troubles += warnings(logged[logging.WARNING], self.folder)

    def _complain(self, error: BaseException, logged: list[Logged]) -> None:
        found = trouble(error, self.folder, logged)
        self.preview.troubles.append(found)
        self._print_trace(error)
        say(f"evidence-guide: {found}", err=True)

    def _print_trace(self, error: BaseException) -> None:
        """Prints where an error comes from, if it is a fault of this program."""
        if is_internal(error, self.folder):
            say("".join(traceback.format_exception(error)), err=True, nl=False)

    def _configured(self) -> MkDocsConfig:
        """The configuration as it is now; every plugin learns that this is a preview."""
        config = load_anew(configuration(self.folder), self.place / "site")
        plugin = plugin_of(config)
        site_path = urlsplit(config.site_url or "/").path
        self._begin_new(config)
        plugin.preview = self.preview
        self.preview.folder = plugin.folder(config)
        if self.config is None:
            self.server.mount(site_path)
        self.config = config
        return config

    def _begin_new(self, config: MkDocsConfig) -> None:
        """Prepares the plugins that are new for a preview."""
        for name, each in config.plugins.items():
            if self.begun.get(name) is not each:
                self._begin(each, config)
                self.begun[name] = each

    def _begin(self, plugin: Any, config: MkDocsConfig) -> None:
        """Calls the hooks of a plugin that announce a preview."""
        if hasattr(plugin, "on_startup"):
            plugin.on_startup(command="serve", dirty=False)
        if hasattr(plugin, "on_serve") and not isinstance(plugin, GuidePlugin):
            plugin.on_serve(self.server, config=config, builder=lambda: None)

    def _build(self, config: MkDocsConfig) -> None:
        """Builds the site, or its pages that changed, beside the one that is served; then swaps."""
        around = self._around(config)
        fresh = Path(tempfile.mkdtemp(dir=self.place))
        config.site_dir, config.site_url = str(fresh), self.address
        try:
            self._build_at(fresh, config, is_whole=around != self.around)
            self.around = around
        finally:
            if fresh != self.preview.site:
                shutil.rmtree(fresh, ignore_errors=True)

    def _build_at(self, fresh: Path, config: MkDocsConfig, *, is_whole: bool) -> None:
        before = set(self.preview.uris)
        with self.preview.trial(is_whole=is_whole):
            build(config, serve_url=self.address, dirty=not is_whole)
        self.around = None
        self._put(fresh, before, is_whole=is_whole)

    def _put(self, fresh: Path, before: set[str], *, is_whole: bool) -> None:
        """Serves a whole new site, or puts new pages into the one that is served."""
        old = self.preview.site
        if is_whole or old is None:
            self._replace(old, fresh)
            return
        _move_files(fresh, old)
        _remove_files(old, before - self.preview.uris.keys())

    def _replace(self, old: Path | None, fresh: Path) -> None:
        self.preview.site = fresh
        self.server.root = str(fresh)
        if old:
            shutil.rmtree(old, ignore_errors=True)

    def _around(self, config: MkDocsConfig) -> object:
        """The parts around every page: the configuration, the theme, the foot and the menus."""
        shown = self._frame(config)
        return (configuration(self.folder).read_bytes(), shown, state(self._theme()))

    def _frame(self, config: MkDocsConfig) -> object:
        """The foot and the menus."""
        guide = self.preview.guide
        return frame(guide, addresses(config)) if guide else {}

    def _theme(self) -> list[Path]:
        """The guide's own templates and hooks."""
        if self.config is None:
            return []
        own = self.config.theme.custom_dir
        modules: Any = self.config.hooks  # by name, whatever MkDocs' own type says
        hooks = [Path(module.__file__) for module in modules.values()]
        return [*([Path(own)] if own else []), *hooks]


def _move_files(fresh: Path, old: Path) -> None:
    """Moves every file of a folder to its place in another."""
    for path in list(filter(Path.is_file, fresh.rglob("*"))):
        _move_file(path, old / path.relative_to(fresh))


def _move_file(path: Path, target: Path) -> None:
    """Moves a file, and makes the folders that it needs."""
    target.parent.mkdir(parents=True, exist_ok=True)
    path.replace(target)


def _remove_files(folder: Path, names: set[str]) -> None:
    """Removes files of a folder, so far as they can be removed."""
    for name in names:
        with contextlib.suppress(OSError):
            (folder / name).unlink()


class Listener(logging.Handler):
    """Keeps warnings and errors by level, without the notice that a preview renders less."""

    def __init__(self, heard: Heard) -> None:
        super().__init__(logging.WARNING)
        self.heard = heard
        self.addFilter(is_of_guide)

    def emit(self, record: logging.LogRecord) -> None:
        """Keeps a message."""
        self.heard[_level(record)].append(logged_now(record.getMessage()))


def _level(record: logging.LogRecord) -> int:
    """The level of an error for whatever is as grave, else that of a warning."""
    return logging.ERROR if record.levelno >= logging.ERROR else logging.WARNING


@contextmanager
def _heard() -> Iterator[Heard]:
    """The messages that MkDocs logs meanwhile, by level."""
    heard: Heard = {logging.WARNING: [], logging.ERROR: []}
    listener = Listener(heard)
    logging.getLogger("mkdocs").addHandler(listener)
    try:
        yield heard
    finally:
        logging.getLogger("mkdocs").removeHandler(listener)
