"""The command `serve`: a preview that follows every edit, and shows on each page what is wrong with it."""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import click
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError, MkDocsException
from mkdocs.livereload import LiveReloadServer

from evidence_guide.diagnostic import GuideError
from evidence_guide.guide.loader import load
from evidence_guide.site import frame
from evidence_guide.site.mkdocs_build import told
from evidence_guide.site.plugin import addresses, plugin_of

POLL = 0.1
"""Seconds between two looks at the files."""
NOTHING = "<!doctype html><html lang=en><title>Preview</title><body></body></html>"
"""What a page is put over while nothing could be built yet."""


def serve(folder: Path, address: str) -> None:
    """Serves the preview of the guide in a folder until it is stopped."""
    load(folder)
    with _site() as site, told():
        config = _config(folder, address, site)
        plugin_of(config)
        config.plugins.on_startup(command="serve", dirty=False)
        host, port = config.dev_addr
        mount = urlsplit(config.site_url or "/").path
        here = f"http://{host}:{port}{mount}"
        builder = _builder(lambda: _config(folder, address, site), here)
        server = LiveReloadServer(builder, host, port, str(site), mount, polling_interval=POLL)
        builder(config)
        for path in (config.docs_dir, config.config_file_path, *config.watch):
            server.watch(path)
        config.plugins.on_serve(server, config=config, builder=builder)
        _run(server, address, here)
        config.plugins.on_shutdown()


def _run(server: LiveReloadServer, address: str, here: str) -> None:
    try:
        click.echo(f"The preview: {here} (Ctrl-C ends it)")
        server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        click.echo("\nthe preview has ended")
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or "a port is a number up to 65535"
        raise GuideError(
            f"the preview cannot be served at {address}: {why.lower()}; name another with --address"
        ) from None
    finally:
        server.shutdown()


@contextmanager
def _site() -> Iterator[Path]:
    """A folder for the site while it is served."""
    site = Path(tempfile.mkdtemp(prefix="evidence-guide-"))
    (site / "index.html").write_text(NOTHING, "utf-8")
    try:
        yield site
    finally:
        shutil.rmtree(site, ignore_errors=True)


def _config(folder: Path, address: str, site: Path) -> MkDocsConfig:
    try:
        return load_config(str(folder / "mkdocs.yml"), site_dir=str(site), dev_addr=address)
    except ConfigurationError as error:
        raise GuideError(str(error)) from None


def _builder(configured: Callable[[], MkDocsConfig], here: str) -> Callable[..., None]:
    """What builds again after a change; whatever is wrong then is told, and the preview goes on."""
    last: list[object] = [None]

    def run(config: MkDocsConfig | None = None) -> None:
        started = time.monotonic()
        try:
            config = config or configured()
            preview = plugin_of(config).previewed(config)
            if preview.look() and preview.guide:
                around = (
                    Path(config.config_file_path).read_bytes(),
                    frame(preview.guide, addresses(config)),
                )
                config.site_url = here
                build(config, serve_url=here, dirty=last[0] == around)
                last[0] = around
        except (GuideError, MkDocsException) as error:
            click.echo(f"evidence-guide: {error}", err=True)
            return
        click.echo(
            f"{time.strftime('%H:%M:%S')} {preview.told()} ({time.monotonic() - started:.1f} s)"
        )

    return run
