"""Templates of plain text, such as YAML, Markdown and output for a terminal."""

from collections.abc import Callable, Mapping

from jinja2 import Environment, PackageLoader, StrictUndefined

Filters = Mapping[str, Callable[..., str]]
"""Filters of templates by their names."""


def text_templates(package: str, filters: Filters) -> Environment:
    """The templates of a package, which escape nothing: each value goes through one of the filters.

    A name that a template does not know raises jinja2.UndefinedError.
    """
    environment = Environment(
        loader=PackageLoader(package),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 (no HTML)
    )
    environment.filters |= filters
    return environment
