"""The finished pages written to a folder, with what another engine needs to build them."""

import os
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from evidence_guide.diagnostic import GuideError
from evidence_guide.files import reading
from evidence_guide.files.output_folder import FolderKind, checked, fill
from evidence_guide.guide import Guide
from evidence_guide.guide.yaml_reader import text_in
from evidence_guide.site import PART_STYLESHEET, SCRIPT, STYLESHEET, Addresses, outputs
from evidence_guide.text.characters import one_line

EXTENSION = "evidence_guide.site.markdown_extension"
"""Our Markdown extension, which other engines load too."""
_Config = dict[str, Any]
"""The settings of `mkdocs.yml`."""


def export_site(guide: Guide, to: Path) -> int:
    """Writes `docs/` with all pages, the evidence, and a `mkdocs.yml` without plugin below `to`.

    Returns the number of pages and assets. Everything is written next to `to` first and then
    swapped in. Raises GuideError if `to` holds something else.
    """
    place = checked(to, FolderKind.EXPORT, guide.folder)
    return fill(place, FolderKind.EXPORT, partial(_fill, guide))


def _fill(guide: Guide, folder: Path) -> int:
    """Writes everything into an empty folder; the number of pages and assets."""
    docs = folder / "docs"
    if (guide.folder / "docs").is_dir():
        reading.copy(guide.folder / "docs", docs, guide.folder)
    for output in outputs(guide, Addresses.SOURCES):
        _write(docs / output.uri, output.content)
    reading.copy(guide.folder / "evidence", folder / "evidence", guide.folder)
    _write(folder / "mkdocs.yml", _config(guide))
    return sum(path.is_file() for path in docs.rglob("*"))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")


class _Loader(yaml.SafeLoader):
    """Keeps tags of MkDocs' settings such as `!!python/name` as they are."""


class _Tagged(str):
    """A tag with its name, as written."""

    __slots__ = ()


_Loader.add_multi_constructor(
    "tag:yaml.org,2002:python/name:", lambda _loader, suffix, _node: _Tagged(suffix)
)
_Loader.add_multi_constructor("!", lambda _loader, suffix, node: _Tagged(f"{suffix} {node.value}"))


def _represent(dumper: yaml.SafeDumper, value: _Tagged) -> yaml.Node:
    return dumper.represent_scalar(f"tag:yaml.org,2002:python/name:{value}", "")


class _Dumper(yaml.SafeDumper):
    """Writes the tags back."""


_Dumper.add_representer(_Tagged, _represent)


def _config(guide: Guide) -> str:
    """The guide's `mkdocs.yml` for an engine without plugins.

    It has no plugins, hooks and links to edit, but our style sheet, scripts and extension.
    Raises GuideError if it is no mapping or cannot be read.
    """
    config = _settings(guide)
    for key in ("plugins", "hooks", "docs_dir", "site_dir", "edit_uri", "watch"):
        config.pop(key, None)
    _add_ours(config)
    return yaml.dump(config, Dumper=_Dumper, sort_keys=False, allow_unicode=True)


def _add_ours(config: _Config) -> None:
    """Adds our style sheets, script and extension to a configuration."""
    _append(config, "extra_css", STYLESHEET)
    config["extra_css"].append(PART_STYLESHEET)
    _append(config, "extra_javascript", {"path": SCRIPT, "defer": True})
    _append(config, "markdown_extensions", {EXTENSION: {"folder": "."}})


def _append(config: _Config, key: str, added: object) -> None:
    """Adds a member to a setting, in place of our extension if that is named already."""
    members = _members(config.get(key))
    config[key] = [*(member for member in members if EXTENSION not in str(member)), added]


def _settings(guide: Guide) -> _Config:
    """The settings in the guide's `mkdocs.yml`; only its name where there is none."""
    path = guide.folder / "mkdocs.yml"
    if not os.path.lexists(path):
        return {"site_name": guide.file.title}
    try:
        config = yaml.load(text_in(path, guide.folder), Loader=_Loader)  # noqa: S506 (a SafeLoader)
    except yaml.YAMLError as error:
        reason = one_line(str(error))
        raise GuideError(f"mkdocs.yml cannot be read: {reason}") from None
    if not isinstance(config, dict):
        raise GuideError("mkdocs.yml is not a mapping of settings; start it with `site_name: …`")
    return config


def _members(value: Any) -> list[Any]:
    """The members of a setting that MkDocs takes as a list or, for extensions, as a mapping."""
    if isinstance(value, dict):
        return [{name: options} if options else name for name, options in value.items()]
    return list(value) if isinstance(value, list) else []
