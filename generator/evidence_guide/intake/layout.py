"""Records and items as text: BibTeX by bibtexparser, YAML values by PyYAML, files by templates."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any, get_args

import yaml
from bibtexparser.library import Library
from bibtexparser.model import Entry, Field
from bibtexparser.writer import BibtexFormat, write
from jinja2 import Environment

from evidence_guide.guide.bibtex import Name, Source
from evidence_guide.guide.bibtex_names import read_names
from evidence_guide.guide.bibtex_records import VERBATIM
from evidence_guide.guide.latex import decode_verbatim
from evidence_guide.intake.records import FIELDS
from evidence_guide.model import Baseline, Effect, Reason, Study, Written
from evidence_guide.text.templates import text_templates

_SIGNS = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "$": r"\$",
    "%": r"\%",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_",
}
"""Characters that LaTeX would obey, as it prints them."""
_LIGATURES = re.compile("`(?=`)|'(?=')|[!?](?=`)")
"""The first of two characters that LaTeX would join."""
_LATEX = re.compile(r"[\\$~{}]|--|``")
"""Signs by which a BibTeX reader takes a text for LaTeX."""
_CAPITALS = re.compile(r"[^\s{}]*(?:[^\W\d_]\d|[^\s{}A-Z][A-Z]|[A-Z][A-Z])[^\s{}]*")
"""A word with capital letters that a citation style must not change."""
_TITLES = {"title", "booktitle"}


def bibtex_record(source: Source, names: Iterable[str] = FIELDS) -> str:
    """A source as a BibTeX record with these fields, in the form of the others in `sources.bib`."""
    fields = [Field(name, f"{{{value}}}") for name, value in _values(source, names).items()]
    form = BibtexFormat()  # type: ignore[no-untyped-call] # bibtexparser's own
    form.indent = "  "
    return write(Library([Entry(source.type, source.id, fields)]), form)


def _values(source: Source, names: Iterable[str]) -> dict[str, str]:
    """The fields of a record as BibTeX, people first."""
    values: dict[str, str] = {}
    if source.authors:
        values["author"] = _people(source.authors)
    if source.editors:
        values["editor"] = _people(source.editors)
    for name in names:
        if name in source.fields:
            values[name] = _field(name, source.fields[name])
    return values


def _people(names: Sequence[Name]) -> str:
    return " and ".join(map(_name, names))


def _field(name: str, value: str) -> str:
    if name == "pages":
        return encode(value.replace("–", "--"), dashes=False)
    if name in VERBATIM:
        return _verbatim(value)
    value = encode(value)
    if name in _TITLES and "\\" not in value:
        return _CAPITALS.sub(r"{\g<0>}", value)
    return value


_ESCAPED = {
    "\\": r"{\textbackslash}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "<": r"{\textless}",
    ">": r"{\textgreater}",
}
"""Signs of an address or identifier that would not be read as they are."""
_SPECIAL = frozenset("\\{}")


def _verbatim(text: str) -> str:
    """An address or identifier as it is; escaped where it would be read as another."""
    return text if _is_safe(text) else "".join([_ESCAPED.get(sign, sign) for sign in text])


def _is_safe(text: str) -> bool:
    """Whether a text is read back as it is."""
    return _SPECIAL.isdisjoint(text) and decode_verbatim(text) == text


def encode(text: str, *, dashes: bool = True) -> str:
    """The text so that a BibTeX reader reads it as it is."""
    if not _LATEX.search(text):
        return text
    text = "".join([_SIGNS.get(char, char) for char in text])
    text = _LIGATURES.sub(r"\g<0>{}", text)
    if dashes:
        text = re.sub("-(?=-)", "-{}", text)
    return text


def _name(name: Name) -> str:
    if name.literal == "others":
        return "others"
    if name.literal:
        return f"{{{encode(name.literal)}}}"
    usual = _person(name)
    return usual if read_names(usual) == ((name,), None) else _extended(name)


def _person(name: Name) -> str:
    """A person as `particle Family, suffix, Given`."""
    return _joined(", ", _whole_family(name), encode(name.suffix), encode(name.given))


def _whole_family(name: Name) -> str:
    """A family name after its particle."""
    return _joined(" ", encode(name.particle), _family(name.family))


def _extended(name: Name) -> str:
    """A person in biblatex's extended form, for parts that the usual form cannot hold."""
    parts = {
        "family": name.family,
        "given": name.given,
        "prefix": name.particle,
        "suffix": name.suffix,
    }
    return ", ".join([f"{part}={{{encode(text)}}}" for part, text in parts.items() if text])


def _joined(separator: str, *parts: str) -> str:
    """The parts that are not empty."""
    return separator.join(filter(None, parts))


def _family(family: str) -> str:
    """A family name; one of several words or with a comma is held together."""
    if family[:1].islower() or not re.search(r"[\s,]", family):
        return encode(family)
    return f"{{{encode(family)}}}"


def _number_fields(*kinds: type[Written]) -> frozenset[str]:
    """The fields of these models that hold numbers."""
    names: set[str] = set()
    for kind in kinds:
        for field, info in kind.model_fields.items():
            if _is_number(info.annotation):
                names.add(field)
    return frozenset(names)


def _is_number(annotation: object) -> bool:
    return not _NUMBER_TYPES.isdisjoint({annotation, *get_args(annotation)})


_NUMBER_TYPES = {int, Decimal}
_NUMBERS = _number_fields(Study, Effect, Baseline, Reason)
"""Fields that hold numbers, which are written without quotes."""
_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LINE_ENDS = frozenset("\x85\u2028\u2029")
_ONE_LINE = 2**20
"""A width at which PyYAML breaks no line."""


class _Plain(str):
    """A number or a day: written as it is."""

    __slots__ = ()


class _Lines(dict[str, object]):
    """A mapping with one part on each line, however short."""


class _Dumper(yaml.SafeDumper):
    """Indents the members of a list below their key; writes numbers and days without quotes."""

    def increase_indent(
        self,
        flow: bool = False,  # noqa: FBT001, FBT002 (PyYAML's own signature)
        indentless: bool = False,  # noqa: ARG002, FBT001, FBT002 (the same)
    ) -> None:
        super().increase_indent(flow, indentless=False)


def _plain_scalar(dumper: Any, text: _Plain) -> yaml.ScalarNode:
    """A scalar with the tag that a reader finds by itself: it needs neither quotes nor tag."""
    return yaml.ScalarNode(dumper.resolve(yaml.ScalarNode, str(text), (True, False)), str(text))


def _text_scalar(dumper: Any, text: str) -> yaml.ScalarNode:
    """A text; only double quotes keep the rarer line ends as they are."""
    style = '"' if _LINE_ENDS.intersection(text) else None
    scalar: yaml.ScalarNode = dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)
    return scalar


def _line_mapping(dumper: Any, value: _Lines) -> yaml.MappingNode:
    mapping: yaml.MappingNode
    mapping = dumper.represent_mapping("tag:yaml.org,2002:map", value, flow_style=False)
    return mapping


_Dumper.add_representer(_Plain, _plain_scalar)
_Dumper.add_representer(str, _text_scalar)
_Dumper.add_representer(_Lines, _line_mapping)


def _typed(value: object, name: str = "") -> object:
    """The value with its numbers and days marked as such."""
    if isinstance(value, Mapping):
        return {_key(str(key)): _typed(part, str(key)) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return list(map(_typed, value))
    return _typed_text(str(value), name)


def _key(name: str) -> str:
    """The name of a field without quotes; PyYAML takes `on` for the word *yes*, our reader not."""
    return _Plain(name) if name == "on" else name


def _typed_text(text: str, name: str) -> str:
    return _Plain(text) if _is_plain(text, name) else text


def _is_plain(text: str, name: str) -> bool:
    """Whether a text is a day, or the number of a field that holds numbers."""
    if _DAY.fullmatch(text):
        return True
    return name in _NUMBERS and bool(_NUMBER.fullmatch(text))


def _dumped(value: object, *, flow_style: bool | None) -> str:
    text: str = yaml.dump(
        value,
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=_ONE_LINE,
        default_flow_style=flow_style,
    )
    return text


def field_lines(name: str, value: object) -> str:
    """A field as YAML: lists and mappings of plain values in one line, others one part a line."""
    return _dumped(_Lines({_key(name): _typed(value, name)}), flow_style=None).rstrip("\n")


def flow(value: object) -> str:
    """A value as YAML in one line, fit for any place."""
    return _dumped([_typed(value)], flow_style=True).strip()[1:-1]


@cache
def _templates() -> Environment:
    filters: dict[str, Callable[..., str]]
    filters = {"yaml": flow, "lines": field_lines, "markdown": markdown}
    return text_templates("evidence_guide.intake", filters)


def filled_template(template: str, **context: Any) -> str:
    """The text that a template makes of the context."""
    return _templates().get_template(template).render(**context)


def markdown(text: str) -> str:
    """The text so that Markdown shows it as it is."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(text.split()))
