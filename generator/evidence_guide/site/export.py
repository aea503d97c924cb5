"""The finished pages written to a folder, with what another engine needs to build them."""

import os
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from evidence_guide.files import reading
from evidence_guide.files.output_folder import FolderKind, checked, fill
from evidence_guide.guide import Guide
from evidence_guide.guide.yaml_reader import text_in
from evidence_guide.site import SCRIPT, STYLESHEET, Addresses, outputs

OURS = "evidence-guide"
"""The plugin's name in `mkdocs.yml`; it is left out of what is written."""


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
    """The guide's `mkdocs.yml` without plugins, hooks and the links to edit, with our style sheet, scripts and extension."""
    path = guide.folder / "mkdocs.yml"
    config: dict[str, Any] = {"site_name": guide.file.title}
    if os.path.lexists(path):
        config = yaml.load(text_in(path, guide.folder), Loader=_Loader)  # noqa: S506 (a SafeLoader)
    for key in ("plugins", "hooks", "docs_dir", "site_dir", "edit_uri", "watch"):
        config.pop(key, None)
    config["extra_css"] = [*config.get("extra_css", []), STYLESHEET]
    config["extra_javascript"] = [
        *config.get("extra_javascript", []),
        {"path": SCRIPT, "defer": True},
    ]
    kept = [
        e
        for e in config.get("markdown_extensions", [])
        if "evidence_guide.site.markdown_extension" not in str(e)
    ]
    config["markdown_extensions"] = [
        *kept,
        {"evidence_guide.site.markdown_extension": {"folder": "."}},
    ]
    return yaml.dump(config, Dumper=_Dumper, sort_keys=False, allow_unicode=True)
