"""`mkdocs.yml` holds only what MkDocs can read, so that whatever `check` passes can be built."""

from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from string import Formatter
from typing import Any
from urllib.parse import urlsplit

from evidence_guide.diagnostic import Route
from evidence_guide.guide import Guide
from evidence_guide.guide.site_settings import Tagged, module_exists, takes_options, typed_settings
from evidence_guide.guide.yaml_reader import Document
from evidence_guide.rules.rule import Complaints, rule
from evidence_guide.rules.setting_faults import (
    Look,
    SettingFault,
    SettingFaults,
    a_text,
    any_list,
    flag,
    foreign_file,
    is_foreign,
    mapping,
    present_files,
)
from evidence_guide.rules.theme_settings import THEME, extra_faults, theme_faults
from evidence_guide.text.nearest import near

PLUGIN = "evidence-guide"
_PORTS = 2**16
_KNOWN_PLUGINS = frozenset({"search", PLUGIN})
_EXTENSIONS = ("markdown.extensions.", "pymdownx.", "material.extensions.")
"""Where the extensions are whose modules may be looked for without running foreign code."""


@rule("mkdocs.yml", "site_name: Tea and sleep\n", "site_name: Tea and sleep\nsite_nmae: Tea\n")
def setting_is_known(guide: Guide) -> Complaints:
    """Every setting in `mkdocs.yml` has a name that MkDocs knows.

    A strict build stops at any other, because it would have no effect.
    """
    for key in typed_settings(guide.settings).values:
        if key not in SETTINGS and guide.settings:
            place = guide.settings.place((str(key),))
            hint = near(str(key), SETTINGS, "look it up in MkDocs' user guide, or remove it")
            yield place, f"MkDocs knows no setting `{key}`", hint


@rule("mkdocs.yml", "  name: material\n", "  name: materiel\n")
def setting_can_be_used(guide: Guide) -> Complaints:
    """Every setting in `mkdocs.yml` has a value that MkDocs and the guide can use, and the files
    and folders that it names exist.

    Otherwise the site could not be built, although its evidence is sound.
    """
    settings = typed_settings(guide.settings)
    if settings.fault:
        yield settings.place, settings.fault, "write it without tags and names for parts"
    elif guide.settings and settings.values:
        yield from _unusable(guide.settings, settings.values, guide.folder)
        yield from _lacking(guide.settings, settings.values)


def _unusable(document: Document, settings: dict[Any, Any], folder: Path) -> Complaints:
    """A complaint for each fault of a value."""
    for key, value in settings.items():
        for fault in () if isinstance(value, Tagged) else _faults(str(key), value, folder):
            place = document.place((str(key), *fault.route))
            yield place, f"`{key}`: {fault.message}", fault.hint


def _lacking(document: Document, settings: dict[Any, Any]) -> Complaints:
    """A complaint for each setting that must be there."""
    for key, example in _REQUIRED.items():
        if key not in settings and "INHERIT" not in settings:
            yield document.place(), f"there is no `{key}`", f"write `{example}`"


_REQUIRED = {
    "site_name": "site_name: …",
    "theme": f"theme: {THEME}",
    "plugins": f"plugins: [search, {PLUGIN}]",
}


def _faults(key: str, value: Any, folder: Path) -> SettingFaults:
    """What is wrong with the value of a setting."""
    look = SETTINGS.get(key)
    if look and not (value is None and key in _MAY_BE_EMPTY):
        yield from look(value, folder)


def _web(value: Any, _folder: Path) -> SettingFaults:
    """An address; MkDocs takes an empty text for none."""
    if not isinstance(value, str) or (value and not _is_address(value)):
        yield SettingFault("expected an address of the web", "write it whole, with `https://`")


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return bool(parts.scheme and parts.netloc)


def _pattern(value: Any, folder: Path) -> SettingFaults:
    """The address at which a page is edited, with the page's path in it."""
    yield from a_text(value, folder)
    if isinstance(value, str) and not _names_of(value) <= {"path", "path_noext"}:
        yield SettingFault(
            "only `{path}` and `{path_noext}` can be filled in", "write one of these"
        )


def _names_of(pattern: str) -> set[str | None]:
    """The names in braces; None for one that has no end."""
    try:
        return {name for _, name, _, _ in Formatter().parse(pattern) if name is not None}
    except ValueError:
        return {None}


def _validation(value: Any, folder: Path) -> SettingFaults:
    """How loud MkDocs complains about links."""
    yield from mapping(value, folder)
    for level in _levels(value if isinstance(value, dict) else {}):
        if level not in _LEVELS:
            yield SettingFault(f"`{level}` is no level of complaint", f"write {', '.join(_LEVELS)}")


def _levels(value: dict[str, Any]) -> Iterator[str]:
    """The levels in a mapping, and in those below it that may hold some."""
    for key, below in value.items():
        if isinstance(below, dict):
            yield from _levels(below)
        else:
            yield str(below) if key not in {"nav", "links"} else f"{key}: {below}"


_LEVELS = ("warn", "info", "ignore", "relative_to_docs")


def _server(value: Any, _folder: Path) -> SettingFaults:
    """The address of the preview."""
    host, _, port = str(value).rpartition(":")
    if not (_is_host(host) and port.isascii() and port.isdigit() and int(port) < _PORTS):
        yield SettingFault("expected a host and a port", "write for example `127.0.0.1:8000`")


def _is_host(host: str) -> bool:
    try:
        return host == "localhost" or bool(ip_address(host.strip("[]")))
    except ValueError:
        return False


def _files_of_docs(value: Any, folder: Path) -> SettingFaults:
    """Files below `docs/` that must be there."""
    yield from present_files(value, folder / "docs")


def _parent(value: Any, folder: Path) -> SettingFaults:
    """The file with further settings."""
    yield from (fault._replace(route=()) for fault in present_files([value], folder))


def _assets(value: Any, folder: Path) -> SettingFaults:
    """Style sheets and scripts, which the policy of the pages allows only from the site itself."""
    yield from any_list(value, folder)
    for number, asset in enumerate(value if isinstance(value, list) else ()):
        name = asset.get("path") if isinstance(asset, dict) else asset
        if not isinstance(name, str):
            yield SettingFault(
                "expected the name of a file", "write its path below `docs/`", (number,)
            )
        elif is_foreign(name):
            yield foreign_file(name, (number,))


def _sources(value: Any, folder: Path) -> SettingFaults:
    """The folder of hand-written pages."""
    if not isinstance(value, str) or not (folder / value).is_dir():
        yield SettingFault("there is no such folder", "write `docs_dir: docs`, or remove the line")
    elif _holds(folder / value, folder):
        yield SettingFault(
            "it holds `mkdocs.yml` itself", "write `docs_dir: docs`, or remove the line"
        )


def _place_of_site(value: Any, folder: Path) -> SettingFaults:
    """The folder of the site, which is replaced by each build."""
    if not isinstance(value, str) or not value:
        yield SettingFault(
            "expected the name of a folder", "write `site_dir: site`, or remove the line"
        )
    elif any(_overlap(folder / value, folder, name) for name in ("docs", "evidence")):
        yield SettingFault("a build would replace people's own work", "write `site_dir: site`")


def _overlap(site: Path, folder: Path, name: str) -> bool:
    """Whether a site is the guide, holds it, or is in one of its folders or around it."""
    return _holds(site, folder) or _holds(folder / name, site)


def _holds(outer: Path, inner: Path) -> bool:
    return inner.resolve().is_relative_to(outer.resolve())


def _menu(value: Any, folder: Path) -> SettingFaults:
    """The menu: pages, links, and menus below it, each with a title or without."""
    yield from any_list(value, folder)
    yield from _entries(value if isinstance(value, list) else [], ())


def _entries(entries: list[Any], route: Route) -> SettingFaults:
    for number, entry in enumerate(entries):
        yield from _entry(entry, (*route, number))


def _entry(entry: Any, route: Route) -> SettingFaults:
    """One entry of a menu."""
    if isinstance(entry, dict) and len(entry) == 1:
        ((title, below),) = entry.items()
        if isinstance(below, list):
            yield from _entries(below, (*route, str(title)))
            return
        entry = below
    if not isinstance(entry, str):
        yield SettingFault("expected a page, or a title with one", "write `Title: page.md`", route)


def _plugins(value: Any, folder: Path) -> SettingFaults:
    """The plugins, ours among them once."""
    if not isinstance(value, list | dict):
        yield from any_list(value, folder)
        return
    names = [_name(one) for one in value]
    if names.count(PLUGIN) != 1:
        message = f"`{PLUGIN}` must be among the plugins, once"
        yield SettingFault(message, f"write `plugins: [search, {PLUGIN}]`")
    for number, name in enumerate(names):
        if not _is_installed(name):
            yield SettingFault(
                f"no plugin `{name}` is installed", "look at the spelling", (number,)
            )
    for one in value:
        yield from _own_options(value[one] if isinstance(value, dict) else one)


def _own_options(one: Any) -> SettingFaults:
    """The options of our plugin."""
    options = one.get(PLUGIN) if isinstance(one, dict) else None
    for key, option in options.items() if isinstance(options, dict) else ():
        if key != "folder" or not isinstance(option, str):
            yield SettingFault(f"`{PLUGIN}` has no such option `{key}`", "remove it")


def _name(one: Any) -> str:
    """The name of a plugin or an extension, which may have options."""
    return str(next(iter(one), "")) if isinstance(one, dict) else str(one)


def _is_installed(name: str) -> bool:
    """Whether a plugin is installed; only for other than ours are all packages looked at."""
    if name in _KNOWN_PLUGINS:
        return True
    from importlib.metadata import entry_points  # noqa: PLC0415 (few guides have others)

    last = name.rpartition("/")[2]
    found = {point.name for point in entry_points(group="mkdocs.plugins")}
    return not {name, last}.isdisjoint({*found, *(one.rpartition("/")[2] for one in found)})


def _extensions(value: Any, folder: Path) -> SettingFaults:
    """Extensions of Python-Markdown."""
    if not isinstance(value, list | dict):
        yield from any_list(value, folder)
        return
    for number, name in enumerate(map(_name, value)):
        route: Route = (name,) if isinstance(value, dict) else (number,)
        if not _has_module(name):
            yield SettingFault(f"no extension `{name}` is installed", "look at the spelling", route)
    for name, options in _with_options(value):
        if not takes_options(name, options):
            yield SettingFault(
                f"`{name}` cannot have these options", "look them up, or remove them"
            )


def _with_options(value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """The extensions that are given options."""
    for one in [value] if isinstance(value, dict) else value:
        for name, options in one.items() if isinstance(one, dict) else ():
            if isinstance(options, dict):
                yield str(name), options


def _has_module(name: str) -> bool:
    """Whether an extension can be found; no module of the guide's own is loaded for that."""
    module = name.partition(":")[0]
    if module.startswith(_EXTENSIONS):
        return module_exists(module)
    first = module.partition(".")[0]
    return module_exists(f"markdown.extensions.{first}") or module_exists(first)


SETTINGS: dict[str, Look] = {
    **dict.fromkeys(("site_name", "site_description", "site_author", "copyright"), a_text),
    **dict.fromkeys(("repo_name", "edit_uri"), a_text),
    **dict.fromkeys(("remote_branch", "remote_name"), a_text),
    **dict.fromkeys(("exclude_docs", "draft_docs", "not_in_nav"), a_text),
    **dict.fromkeys(("site_url", "repo_url"), _web),
    **dict.fromkeys(("use_directory_urls", "strict"), flag),
    **dict.fromkeys(("extra_css", "extra_javascript"), _assets),
    **dict.fromkeys(("hooks", "watch"), present_files),
    "edit_uri_template": _pattern,
    "validation": _validation,
    "INHERIT": _parent,
    "extra": extra_faults,
    "extra_templates": _files_of_docs,
    "docs_dir": _sources,
    "site_dir": _place_of_site,
    "dev_addr": _server,
    "nav": _menu,
    "theme": theme_faults,
    "plugins": _plugins,
    "markdown_extensions": _extensions,
}
"""What can be wrong with each setting of MkDocs."""
_MAY_BE_EMPTY = frozenset(
    {
        "site_description", "site_author", "copyright", "repo_name", "edit_uri", "nav", "site_url",
        "edit_uri_template", "repo_url", "exclude_docs", "draft_docs", "not_in_nav", "hooks",
        "markdown_extensions", "extra_css", "extra_templates", "watch",
    }
)  # fmt: skip
