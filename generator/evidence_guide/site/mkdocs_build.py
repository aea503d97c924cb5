"""The site of a sound guide, built once by MkDocs and strictly."""

import calendar
import logging
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from evidence_guide.diagnostic import GuideError
from evidence_guide.files.output import Download
from evidence_guide.files.scratch import scratch
from evidence_guide.guide import Guide
from evidence_guide.site.engine import (
    ConfigurationError,
    MkDocsConfig,
    PluginError,
    build,
    is_of_guide,
    load_config,
)
from evidence_guide.site.plugin import GuidePlugin, plugin_of
from evidence_guide.site.second_site import SecondSite
from evidence_guide.site.stopping import check_place
from evidence_guide.text.characters import one_line
from evidence_guide.text.terminal import Lines


def build_site(guide: Guide, downloads: Sequence[Download] = ()) -> Path:
    """The folder of the site that MkDocs builds strictly from a guide without errors.

    Raises MkDocs' Abort, which ends the program with exit code 1, when something is wrong; the
    last good site then stays.
    """
    with showing_messages(), _built_on(guide):
        config = _strict_config(guide)
        with _handed(plugin_of(config), guide, downloads):
            _run(config)
    return Path(config.site_dir)


def build_sites(
    guide: Guide,
    downloads: Sequence[Download],
    in_folder: Sequence[Download],
    pack: Callable[[Path | None], Download],
) -> tuple[Path, Path]:
    """The folder of the same site, and one that works from `file://`, next to it.

    That offers the downloads `in_folder`; the site offers the folder too, as `pack` makes it one
    file. Raises Abort as well; the last good sites then both stay.
    """
    with showing_messages(), _built_on(guide):
        config = _strict_config(guide)
        place = Path(_folder_of(config))
        offered = (pack(None), *downloads)
        with scratch(place.parent, place.name) as work:
            second = SecondSite(place, work, in_folder, offered, pack)
            with _handed(plugin_of(config), guide, offered, second):
                _run(config)
    return Path(config.site_dir), place


@contextmanager
def _handed(
    plugin: GuidePlugin,
    guide: Guide,
    downloads: Sequence[Download],
    second: SecondSite | None = None,
) -> Iterator[None]:
    """Hands a build to the plugin, and takes it back.

    MkDocs keeps one plugin for all builds and previews of a process.
    """
    plugin.given, plugin.downloads, plugin.second = guide, downloads, second
    try:
        yield
    finally:
        plugin.given, plugin.downloads, plugin.second = None, (), None


def _run(config: MkDocsConfig) -> None:
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    except PluginError as error:  # the plugin's answer to an error of the system
        raise GuideError(str(error)) from error
    finally:
        config.plugins.on_shutdown()


def check_places(guide: Guide, *, offline: bool) -> None:
    """Refuses, before any work, places for the sites that hold files of others.

    Raises GuideError.
    """
    config = _strict_config(guide)
    if offline:
        _check_site(guide, config, _folder_of(config))
    _check_site(guide, config, config.site_dir)


def _folder_of(config: MkDocsConfig) -> str:
    """The place of the site for a folder, beside the other."""
    return f"{config.site_dir}-offline"


def _check_site(guide: Guide, config: MkDocsConfig, place: str) -> None:
    """Refuses the place of one site if it holds files of others."""
    try:
        check_place(config, Path(place), guide.folder)
    except PluginError as error:
        raise GuideError(str(error)) from None


def _strict_config(guide: Guide) -> MkDocsConfig:
    """The guide's configuration for a strict build. Raises GuideError."""
    try:
        return load_config(str(guide.folder / "mkdocs.yml"), strict=True)
    except ConfigurationError as error:
        raise GuideError(one_line(str(error))) from None


@contextmanager
def showing_messages() -> Iterator[None]:
    """Shows MkDocs' warnings and errors on standard error.

    Its notice that a preview renders only new pages is left out.
    """
    handler = _shown_handler()
    logging.getLogger("mkdocs").addHandler(handler)
    try:
        yield
    finally:
        logging.getLogger("mkdocs").removeHandler(handler)


def _shown_handler() -> logging.Handler:
    handler = logging.StreamHandler()
    handler.addFilter(is_of_guide)
    handler.setLevel(logging.WARNING)
    handler.setFormatter(Lines("%(levelname)s - %(message)s"))
    return handler


@contextmanager
def _built_on(guide: Guide) -> Iterator[None]:
    """Gives MkDocs the day of the evidence, so that the same evidence makes the same bytes."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(calendar.timegm(guide.file.as_of.timetuple()))
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before
