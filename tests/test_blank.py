"""Wherever a text is required, a blank one is a complaint, whatever blanks it is made of."""

import types
from collections.abc import Callable, Iterator
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from evidence_guide import Guide, check
from evidence_guide.guide.bibtex import read_bibtex
from evidence_guide.model import FILES
from evidence_guide.pdf.letters import Letters, Sheet
from evidence_guide.text.markup import blank

NOTHING = (
    *(
        "",
        " ",
        "   ",
        "\t",
        "\n",
        "\u00a0",
        "\u2003",
        "\u3000",
        "\u200b",
        "\u200d\u200c",
        "\u2060",
        "\ufeff",
        "\u00ad",
        "\u034f",
    ),
    *(
        "\u2028",
        "\u3164",
        "\u115f",
        "\u2800",
        "\ufe0f",
        "\U000e0041",
        "\u0301",
        "\0",
        "\x1b",
        " \u200b\u00a0 ",
    ),
    *(
        "**",
        "****",
        "__",
        "~~",
        "^^",
        "``",
        "\\",
        "[](https://example.org)",
        "[ ](x)",
        "&nbsp;",
        "&#8203;",
        "* *",
    ),
)
SOMETHING = (
    "a",
    "7",
    "–",
    "≥",
    "…",
    "语",
    "ع",
    "é",
    "e\u0301",
    "**a**",
    "[a](x)",
    "&amp;",
    "½",
    "No.",
    "a_b",
)


def texts(kind: Any, where: str) -> Iterator[tuple[str, Any]]:
    """Every type of text inside a type, with the field that it belongs to."""
    if get_origin(kind) is Annotated and get_args(kind)[0] is str:
        yield where, kind
    elif get_origin(kind) is Annotated:
        yield from texts(get_args(kind)[0], where)
    elif get_origin(kind) in {Union, types.UnionType, tuple, dict}:
        yield from (found for part in get_args(kind) for found in texts(part, where))
    elif kind is str:
        yield where, kind
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        yield from fields(kind)
    else:
        known = (
            get_origin(kind) is Literal
            or kind is Ellipsis
            or (isinstance(kind, type) and (issubclass(kind, Enum) or kind is not object))
        )
        assert known, f"{where}: {kind} is no type whose texts this test knows"


def fields(model: type[BaseModel]) -> Iterator[tuple[str, Any]]:
    for name, kind in get_type_hints(model, include_extras=True).items():
        if name in model.model_fields:
            yield from texts(kind, f"{model.__name__}.{name}")


ALL = dict(found for model in FILES.values() for found in fields(model))


def test_the_walk_finds_the_texts_of_every_kind_of_file() -> None:
    assert {
        "Claim.says",
        "Step.do",
        "Cited.says",
        "Table.caption",
        "Row.cells",
        "GuideFile.search",
        "Term.also",
        "Reason.because",
    } <= ALL.keys()
    assert len(ALL) > 80


@pytest.mark.parametrize("field", sorted(ALL))
def test_no_text_field_accepts_a_blank_text(field: str) -> None:
    adapter = TypeAdapter(ALL[field])
    for nothing in NOTHING:
        with pytest.raises(ValidationError):
            adapter.validate_python(nothing)


@pytest.mark.parametrize("nothing", NOTHING)
def test_nothing_that_a_reader_sees_is_blank(nothing: str) -> None:
    assert blank(nothing)


@pytest.mark.parametrize("something", SOMETHING)
def test_whatever_a_reader_sees_is_not_blank(something: str) -> None:
    assert not blank(something)


@pytest.mark.parametrize(
    ("file", "old", "field", "place"),
    [
        ("evidence/claims/sleep.yml", "plain: Tea may help you fall asleep.", "plain", (14, 5)),
        ("evidence/claims/sleep.yml", "title: Sleep", "title", (2, 1)),
    ],
)
@pytest.mark.parametrize("written", ['" "', '"\\u00a0"', '"\\u200b"', '"**"'])
def test_the_check_names_the_place_of_a_blank_text(
    changed: Callable[..., Guide],
    file: str,
    old: str,
    field: str,
    place: tuple[int, int],
    written: str,
) -> None:
    found = check(changed(file, old, f"{field}: {written}"))
    told = [(d.place.line, d.place.column, d.message) for d in found if d.rule == "fits-schema"]
    assert told == [(*place, f"`{field}` is blank")]


@pytest.mark.parametrize("title", [" ", "\u00a0", "\u200b", "{}", "{ }", "\\ ", "~"])
def test_a_blank_field_of_a_record_is_no_field(title: str) -> None:
    source = read_bibtex(f"@misc{{a, title = {{{title}}}, author = {{{title}}}}}", "s.bib").sources[
        0
    ]
    assert (source.fields["title"], source.authors, source.title) == ("", (), "a")


def test_looking_for_no_words_in_a_pdf_ends() -> None:
    sheet = Sheet(1, "someletters", "some letters", 0)
    assert list(Letters((sheet,)).places("")) == []
