"""SettingFaults of the theme's settings: the pages of a guide are made for Material for MkDocs."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from evidence_guide.rules.setting_faults import (
    Look,
    SettingFault,
    SettingFaults,
    any_list,
    foreign_file,
    is_foreign,
    mapping,
)

THEME = "material"


def theme_faults(value: Any, folder: Path) -> SettingFaults:
    """The theme, which the pages of a guide are made for."""
    settings = {"name": value} if isinstance(value, str) else value
    name = settings.get("name") if isinstance(settings, dict) else None
    if not isinstance(settings, dict) or name != THEME:
        yield SettingFault(
            f"the pages of a guide need the theme `{THEME}`", f"write `name: {THEME}`"
        )
        return
    for key, look in _THEME.items():
        if key in settings:
            yield from (fault._replace(route=(key,)) for fault in look(settings[key], folder))


def _own_folder(value: Any, folder: Path) -> SettingFaults:
    if not isinstance(value, str) or not (folder / value).is_dir():
        yield SettingFault("`custom_dir` is no folder", "name a folder beside `mkdocs.yml`")


def _language(value: Any, _folder: Path) -> SettingFaults:
    """The language of the theme's own words."""
    words = _in_theme("templates", "partials", "languages")
    if words and not (words / f"{value}.html").is_file():
        yield SettingFault(
            f"the theme has no language `{value}`", "write a code such as `en` or `pt-BR`"
        )


def _in_theme(*parts: str) -> Path | None:
    """A folder of the installed theme."""
    found = find_spec(THEME)
    folders = found.submodule_search_locations if found else None
    return Path(folders[0], *parts) if folders else None


def _icons(value: Any, folder: Path) -> SettingFaults:
    """Icons of the theme; those in a folder of the guide's own are not looked for."""
    known = _in_theme("templates", ".icons")
    for name in value.values() if isinstance(value, dict) else (value,):
        if isinstance(name, str) and known and not _is_icon(name, known, folder):
            yield SettingFault(f"there is no icon `{name}`", "write one such as `material/pencil`")


def _is_icon(name: str, known: Path, folder: Path) -> bool:
    return any((place / f"{name}.svg").is_file() for place in (known, *folder.glob("*/.icons")))


def _picture(value: Any, _folder: Path) -> SettingFaults:
    """The logo and the icon of the site."""
    if isinstance(value, str) and is_foreign(value):
        yield foreign_file(value, ())


def extra_faults(value: Any, folder: Path) -> SettingFaults:
    """What the theme reads beside the settings of MkDocs."""
    yield from mapping(value, folder)
    social = value.get("social") if isinstance(value, dict) else None
    for number, one in enumerate(social if isinstance(social, list) else ()):
        icon = one.get("icon") if isinstance(one, dict) else None
        yield from (fault._replace(route=("social", number)) for fault in _icons(icon, folder))
    if social is not None and not isinstance(social, list):
        yield SettingFault("`social` is no list", "write entries such as `- {icon: …, link: …}`")


_THEME: dict[str, Look] = {
    "custom_dir": _own_folder,
    "language": _language,
    "icon": _icons,
    "logo": _picture,
    "favicon": _picture,
    "static_templates": any_list,
}
