"""The settings in `mkdocs.yml` with the types that YAML gives them, as MkDocs reads them."""

from importlib.util import find_spec
from typing import Any, NamedTuple

import yaml
from markdown import Markdown

from evidence_guide.diagnostic import Place
from evidence_guide.guide.yaml_reader import Document

_TAGS = ("!ENV", "!relative", "tag:yaml.org,2002:python/name:")
"""The tags that MkDocs knows, and that of the functions which extensions are given."""


class Tagged(NamedTuple):
    """A value with a tag of its own, which only MkDocs can compute."""

    tag: str


class TypedSettings(NamedTuple):
    """The settings by their keys, and why they cannot be read."""

    values: dict[Any, Any]
    fault: str = ""
    place: Place = Place("mkdocs.yml", 1, 1)


class _Loader(yaml.SafeLoader):
    """Reads YAML as MkDocs does, but computes no tag and loads no code."""


def _tagged(_loader: yaml.Loader, tag: str, node: yaml.Node) -> Tagged:
    """A value in place of one with a tag. Raises YAMLError for a tag that nobody knows."""
    if not tag.startswith(_TAGS):
        raise yaml.MarkedYAMLError(None, None, f"the tag `{tag}` is unknown", node.start_mark)
    return Tagged(tag)


_Loader.add_multi_constructor("", _tagged)


def typed_settings(settings: Document | None) -> TypedSettings:
    """The settings with their types; empty if there are none, or if another rule complains."""
    if settings is None or not isinstance(settings.value, dict):
        return TypedSettings({})
    try:
        found = yaml.load(settings.text, _Loader)  # noqa: S506 (a safe loader)
    except yaml.MarkedYAMLError as error:
        return _unread(settings, error)
    except ValueError as error:
        return TypedSettings({}, str(error), settings.place())
    return TypedSettings(found if isinstance(found, dict) else {})


def _unread(settings: Document, error: yaml.MarkedYAMLError) -> TypedSettings:
    """No settings, with the reason and its place."""
    mark = error.problem_mark
    place = Place(settings.path, mark.line + 1, mark.column + 1) if mark else settings.place()
    return TypedSettings({}, error.problem or "this is not YAML", place)


def module_exists(name: str) -> bool:
    """Whether a module of an installed package can be found; only the packages around it run."""
    try:
        return find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def takes_options(name: str, options: dict[str, Any]) -> bool:
    """Whether an extension that comes with Python-Markdown or PyMdown Extensions takes options.

    Those of others, and options that only MkDocs can compute, are not looked at.
    """
    is_ours = name.startswith("pymdownx.") or module_exists(f"markdown.extensions.{name}")
    if not is_ours or any(isinstance(value, Tagged) for value in options.values()):
        return True
    try:
        Markdown(extensions=[name], extension_configs={name: options})
    except (KeyError, TypeError, ValueError, AttributeError, ImportError):
        return False
    return True
