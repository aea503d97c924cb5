"""The `mkdocs.yml` of pages for another engine: the guide's own, without its plugins."""

import json
import os
from collections.abc import Mapping
from typing import Any

import yaml

from evidence_guide.diagnostic import GuideError
from evidence_guide.guide import Guide
from evidence_guide.guide.yaml_reader import text_in
from evidence_guide.site import MARK, STYLESHEET, Addresses, frame
from evidence_guide.text.characters import one_line

Settings = dict[str, Any]
"""The settings of `mkdocs.yml`."""
EXTENSION = "evidence_guide.site.markdown_extension"
"""Our Markdown extension, which other engines load too."""
THEME_FOLDER = "theme"
"""The folder with our parts of the theme, beside the `docs/` of the written pages."""
_LEFT_OUT = ("plugins", "hooks", "docs_dir", "site_dir", "edit_uri", "watch")
"""Settings that only the guide's own folder can keep."""
_BUTTONS = "content.action."
"""How features of the theme begin that give pages a button."""
_AROUND = ("around", "languages", "changes", "report", "script", "language")
"""The content around pages that is plain data, as our parts of the theme read it."""


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


def settings_of(guide: Guide) -> Settings:
    """The settings in the guide's `mkdocs.yml`; only its name where there is none.

    Raises GuideError if they are no mapping or cannot be read.
    """
    path = guide.folder / "mkdocs.yml"
    if not os.path.lexists(path):
        return {"site_name": guide.file.title}
    try:
        text = text_in(path, guide.folder)
        settings = yaml.load(text, Loader=_Loader)  # noqa: S506 (a SafeLoader)
    except yaml.YAMLError as error:
        reason = one_line(str(error))
        raise GuideError(f"mkdocs.yml cannot be read: {reason}") from None
    if not isinstance(settings, dict):
        raise GuideError("mkdocs.yml is not a mapping of settings; start it with `site_name: …`")
    return settings


def front_matter(text: str) -> Settings:
    """The settings of a page; none if they cannot be read, as MkDocs takes them."""
    try:
        found = yaml.safe_load(text)
    except yaml.YAMLError:
        return {}
    return found if isinstance(found, dict) else {}


def own_theme(settings: Settings) -> str:
    """The folder in which the guide has its own parts of the theme; empty if it has none."""
    theme = settings.get("theme")
    return str(theme.get("custom_dir") or "") if isinstance(theme, dict) else ""


def address_form(settings: Settings) -> Addresses:
    """The form of addresses in the built site."""
    is_folder = settings.get("use_directory_urls", True)
    return Addresses.FOLDERS if is_folder else Addresses.FILES


def written_settings(guide: Guide, settings: Settings, wrong_address: Mapping[str, str]) -> str:
    """The guide's settings for an engine without our plugin, as YAML.

    They have no plugins, hooks and links to edit, but our style sheet, extension and theme, and
    the head of the page for wrong addresses.
    """
    found = {key: value for key, value in settings.items() if key not in _LEFT_OUT}
    found["theme"] = _theme(guide, settings.get("theme"))
    ours = _around(guide, settings) | {"wrong_address": dict(wrong_address)}
    found["extra"] = {**(found.get("extra") or {}), "evidence_guide": ours}
    _append(found, "extra_css", STYLESHEET)
    _append(found, "markdown_extensions", {EXTENSION: {"folder": "."}})
    return yaml.dump(found, Dumper=_Dumper, sort_keys=False, allow_unicode=True)


def _theme(guide: Guide, theme: Any) -> Settings:
    """The settings of the theme with our parts, our mark and nothing from other hosts.

    Zensical's theme has Material's parts only in its classic variant. No page has a button that
    opens its source: for some hosts, engines make up an address for it.
    """
    own: Settings = theme if isinstance(theme, dict) else {"name": theme or "material"}
    icons = own.get("icon") or {}
    logo = {} if own.get("logo") else {"logo": "evidence-guide/mark"}
    ours: Settings = {
        "variant": "classic",
        "custom_dir": THEME_FOLDER,
        "language": guide.file.language,
    }
    features = [name for name in own.get("features") or () if not name.startswith(_BUTTONS)]
    ours |= {"features": features, "font": False, "icon": logo | icons}
    return {"favicon": MARK, **own, **ours}


def _around(guide: Guide, settings: Settings) -> Settings:
    """The content around pages as plain data, because other engines cannot call our functions."""
    found = frame(guide, address_form(settings))
    chosen = {key: found[key] for key in _AROUND}
    plain: Settings = json.loads(json.dumps(chosen, default=vars))
    return plain


def _append(settings: Settings, key: str, added: object) -> None:
    """Adds a member to a setting, in place of our extension if that is named already."""
    members = _members(settings.get(key))
    settings[key] = [*(member for member in members if EXTENSION not in str(member)), added]


def _members(value: object) -> list[Any]:
    """The members of a setting that MkDocs takes as a list or, for extensions, as a mapping."""
    if isinstance(value, Mapping):
        return [{name: options} if options else name for name, options in value.items()]
    return list(value) if isinstance(value, list) else []
