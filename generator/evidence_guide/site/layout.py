"""The Jinja templates of the site, and the filters that turn texts of views into HTML."""

import json
import re
import sys
from contextlib import suppress
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined
from jinja2 import __version__ as version
from jinja2.bccache import Bucket
from markdown_it import MarkdownIt
from markupsafe import Markup

from evidence_guide.guide.subject_words import subject_words
from evidence_guide.text import markup
from evidence_guide.translation.language_tables import language_table
from evidence_guide.view import labels, site_words
from evidence_guide.view.pages.parts import html_of
from evidence_guide.view.shapes import Text
from evidence_guide.view.texts import plain_words

_DOCSTRING = MarkdownIt("zero").enable(["backticks", "emphasis"])
_HIDDEN = re.compile("[\u200b-\u202e]")


class CompiledTemplates(FileSystemBytecodeCache):
    """The bytecode of our templates, kept where Python keeps that of this module, if it may."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps the bytecode of a template."""
        if not sys.dont_write_bytecode:
            with suppress(OSError):  # the next run compiles it again
                super().dump_bytecode(bucket)


_COMPILED = CompiledTemplates(
    str(Path(cache_from_source(__file__)).parent),
    f"%s.{sys.implementation.cache_tag}-jinja-{version}",
)


@cache
def environment(language: str, subject: str = "general") -> Environment:
    """The templates with our labels in a language as `words`; without a language in English."""
    found = Environment(
        loader=PackageLoader("evidence_guide.site"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        comment_start_string="{##",  # `{#` begins an anchor behind a heading
        comment_end_string="##}",
        bytecode_cache=_COMPILED,
    )
    found.filters |= {
        "shown": html_of,
        "bare": plain_words,
        "heading": _heading,
        "block": _block,
        "yaml": _yaml,
        "visible": _visible,
        "code": docstring_html,
    }
    translate = labels.teller(language_table(language))
    found.globals["words"] = site_words.namespace(
        lambda text: translate(subject_words(text, subject))
    )
    return found


@cache
def macros(language: str) -> Any:
    """The macros that several pages share."""
    return environment(language).get_template("macros.j2").module


def fragment(template: str, language: str, **context: Any) -> str:
    """HTML outside of any page, such as in the feed."""
    return environment(language).get_template(template).render(**context).strip()


def _heading(value: Text) -> Markup:
    return Markup(markup.heading(plain_words(value)))  # noqa: S704 (every mark is an entity)


def _block(value: str) -> Markup:
    """HTML that Markdown leaves alone: no blank line, no indentation, a blank line around it."""
    lines = (line.strip() for line in value.splitlines())
    kept = "\n".join(filter(None, lines))
    return Markup(f"\n{kept}\n\n")  # noqa: S704 (it was escaped when it was made)


def _yaml(value: Text) -> Markup:
    """A value of the front matter: themes print it into HTML as it is, so it is escaped already."""
    plain = markup.plain(str(plain_words(value)))
    return Markup(json.dumps(markup.escape(plain), ensure_ascii=False))  # noqa: S704 (escaped here)


def docstring_html(value: str) -> Markup:
    """A docstring's sentence with its `code` as code and its emphasis."""
    return Markup(_DOCSTRING.renderInline(value))  # noqa: S704 (HTML is off)


def _visible(value: str) -> Markup:
    """An example's text with its line breaks kept and its hidden characters named."""
    named = _HIDDEN.sub(_name_of_hidden, value.rstrip("\n"))
    return Markup(markup.escape(named).replace("\n", "&#10;"))  # noqa: S704 (escaped in this line)


def _name_of_hidden(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
