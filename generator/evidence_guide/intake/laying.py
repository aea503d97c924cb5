"""Records and items as the text of files: BibTeX by bibtexparser, values of YAML by PyYAML, the layout by templates."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any, get_args

import yaml
from bibtexparser.library import Library
from bibtexparser.model import Entry, Field
from bibtexparser.writer import BibtexFormat, write
from jinja2 import Environment

from evidence_guide.guide.bibtex import Name, Source
from evidence_guide.intake.records import FIELDS
from evidence_guide.model import Baseline, Effect, Reason, Study
from evidence_guide.text.templates import text_templates

_SIGNS = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "$%&#_"},
}
_TELLING = re.compile(r"[\\$~]|--|``")
"""What makes a BibTeX reader take a text for LaTeX."""
_CAPITALS = re.compile(r"[^\s{}]*(?:[^\W\d_]\d|[^\s{}A-Z][A-Z]|[A-Z][A-Z])[^\s{}]*")


def bibtex(source: Source) -> str:
    """A source as a BibTeX record, as the others in `sources.bib` are written."""
    people = {"author": source.authors, "editor": source.editors}
    values = {role: " and ".join(map(_name, names)) for role, names in people.items() if names}
    values |= {name: _field(name, source.fields[name]) for name in FIELDS if name in source.fields}
    form = BibtexFormat()  # type: ignore[no-untyped-call] # bibtexparser's own
    form.indent = "  "
    entry = Entry(
        source.type, source.id, [Field(name, f"{{{value}}}") for name, value in values.items()]
    )
    return write(Library([entry]), form)


def _field(name: str, value: str) -> str:
    value = encode(value.replace("–", "--"), dashes=False) if name == "pages" else encode(value)
    return (
        _CAPITALS.sub(lambda word: f"{{{word[0]}}}", value)
        if name in {"title", "booktitle"} and "\\" not in value
        else value
    )


def encode(text: str, *, dashes: bool = True) -> str:
    """The text so that a BibTeX reader reads it as it is; braces cannot be written and become parentheses."""
    text = text.replace("{", "(").replace("}", ")")
    if not _TELLING.search(text):
        return text
    signs = (
        "".join(_SIGNS.get(char, char) for char in text)
        .replace("``", "`{}`")
        .replace("''", "'{}'")
        .replace("!`", "!{}`")
        .replace("?`", "?{}`")
    )
    return re.sub("-(?=-)", "-{}", signs) if dashes else signs


def _name(name: Name) -> str:
    if name.literal:
        return "others" if name.literal == "others" else f"{{{encode(name.literal)}}}"
    family = " ".join(filter(None, (encode(name.particle), _bound(name.family))))
    return ", ".join(filter(None, (family, encode(name.suffix), encode(name.given))))


def _bound(family: str) -> str:
    """A family name of several words or with a comma, held together."""
    return (
        f"{{{encode(family)}}}"
        if re.search(r"[\s,]", family) and not family[:1].islower()
        else encode(family)
    )


_NUMBERS = frozenset(
    field
    for kind in (Study, Effect, Baseline, Reason)
    for field, info in kind.model_fields.items()
    if {int, Decimal} & {info.annotation, *get_args(info.annotation)}
)
"""Fields that hold numbers, which are written without quotes."""


class _Plain(str):
    """A number or a day: written as it is."""

    __slots__ = ()


class _Lines(dict[str, object]):
    """A mapping whose parts stand on lines of their own, however short."""


class _Dumper(yaml.SafeDumper):
    """Indents the members of a list below their key; numbers and days stand without quotes."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 (PyYAML's own signature)
        super().increase_indent(flow, indentless=False)


def _plainly(dumper: Any, text: _Plain) -> yaml.ScalarNode:
    """A scalar whose tag is the one that a reader would find by itself, so that it needs neither quotes nor tag."""
    return yaml.ScalarNode(dumper.resolve(yaml.ScalarNode, str(text), (True, False)), str(text))


def _text(dumper: Any, text: str) -> yaml.ScalarNode:
    """A text; with the rarer line ends in it only double quotes keep it as it is."""
    found: yaml.ScalarNode = dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style='"' if _LINE_ENDS.intersection(text) else None
    )
    return found


_LINE_ENDS = frozenset("\x85\u2028\u2029")
_Dumper.add_representer(_Plain, _plainly)
_Dumper.add_representer(str, _text)
_Dumper.add_representer(
    _Lines,
    lambda dumper, value: dumper.represent_mapping(
        "tag:yaml.org,2002:map", value, flow_style=False
    ),
)


def _typed(value: object, name: str = "") -> object:
    """The value with its numbers and days marked as such."""
    if isinstance(value, Mapping):
        return {key: _typed(part, str(key)) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_typed(part) for part in value]
    text = str(value)
    return (
        _Plain(text)
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text)
        or (name in _NUMBERS and re.fullmatch(r"-?(0|[1-9]\d*)(\.\d+)?", text))
        else text
    )


def field_lines(name: str, value: object) -> str:
    """A field as lines of YAML: lists and mappings of plain values in one line, others one part a line."""
    return yaml.dump(
        _Lines({name: _typed(value, name)}),
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=2**20,
        default_flow_style=None,
    ).rstrip("\n")


def flow(value: object) -> str:
    """A value as YAML in one line, fit to stand anywhere."""
    return yaml.dump(
        [_typed(value)],
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=2**20,
        default_flow_style=True,
    ).strip()[1:-1]


@cache
def _templates() -> Environment:
    return text_templates(
        "evidence_guide.intake", {"yaml": flow, "lines": field_lines, "markdown": markdown}
    )


def laid(template: str, **context: Any) -> str:
    """The text that a template makes of the context."""
    return _templates().get_template(template).render(**context)


def markdown(text: str) -> str:
    """The text so that Markdown shows it as it is."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(text.split()))
