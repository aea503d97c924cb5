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
from evidence_guide.site import SCRIPT, STYLESHEET, Addresses, outputs

EXTENSION = "evidence_guide.site.markdown_extension"
"""Our Markdown extension, which other engines load too."""


def export_site(guide: Guide, to: Path) -> int:
    """Writes `docs/` with all pages, the evidence, and a `mkdocs.yml` without plugin below `to`; the number of pages and assets.

    Everything is written beside `to` first and then swapped in. Raises GuideError if `to` holds something else.
    """
    return fill(
        checked(to, FolderKind.EXPORT, guide.folder), FolderKind.EXPORT, partial(_fill, guide)
    )


def _fill(guide: Guide, folder: Path) -> int:
    docs = folder / "docs"
    if (guide.folder / "docs").is_dir():
        reading.copy(guide.folder / "docs", docs, guide.folder)
    for output in outputs(guide, Addresses.SOURCES):
        path = docs / output.uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(output.content, "utf-8", newline="\n")
    reading.copy(guide.folder / "evidence", folder / "evidence", guide.folder)
    (folder / "mkdocs.yml").write_text(_config(guide), "utf-8", newline="\n")
    return sum(path.is_file() for path in docs.rglob("*"))


class _Loader(yaml.SafeLoader):
    """MkDocs' own settings hold tags such as `!!python/name`; they are carried over as they are."""


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
    scripts = _members(config.get("extra_javascript"))
    extensions = _members(config.get("markdown_extensions"))
    kept = [extension for extension in extensions if EXTENSION not in str(extension)]
    config["extra_css"] = [*_members(config.get("extra_css")), STYLESHEET]
    config["extra_javascript"] = [*scripts, {"path": SCRIPT, "defer": True}]
    config["markdown_extensions"] = [*kept, {EXTENSION: {"folder": "."}}]
    return yaml.dump(config, Dumper=_Dumper, sort_keys=False, allow_unicode=True)


def _settings(guide: Guide) -> dict[str, Any]:
    """What the guide's `mkdocs.yml` says; only its name where there is none."""
    path = guide.folder / "mkdocs.yml"
    if not os.path.lexists(path):
        return {"site_name": guide.file.title}
    try:
        config = yaml.load(text_in(path, guide.folder), Loader=_Loader)  # noqa: S506 (a SafeLoader)
    except yaml.YAMLError as error:
        reason = " ".join(str(error).split())
        raise GuideError(f"mkdocs.yml cannot be read: {reason}") from None
    if not isinstance(config, dict):
        raise GuideError("mkdocs.yml is not a mapping of settings; start it with `site_name: …`")
    return config


def _members(value: Any) -> list[Any]:
    """The members of a setting that MkDocs takes as a list or, for extensions, as a mapping."""
    if isinstance(value, dict):
        return [{name: options} if options else name for name, options in value.items()]
    return list(value) if isinstance(value, list) else []
