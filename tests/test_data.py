"""`guide.json`: the whole guide as data, as its schema says, and nothing in it is markup."""

import json
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.conftest import TODAY, copy

from evidence_guide import Guide, load, outputs
from evidence_guide.text import markup as prose
from evidence_guide.view import index
from evidence_guide.view.data import exported
from evidence_guide.view.inventory import pieces, place_of
from evidence_guide.view.shapes import GuideData, StatementView
from evidence_guide.view.site import Site
from evidence_guide.view.texts import text


@pytest.fixture(scope="session")
def data(tea: Guide) -> GuideData:
    return exported(Site(tea))


def test_the_site_hands_out_the_data_with_its_schema(tea: Guide, data: GuideData) -> None:
    found = {output.uri: output.content for output in outputs(tea)}
    assert GuideData.model_validate_json(found["data/guide.json"]) == data
    schema = json.loads(found["data/guide.schema.json"])
    assert set(schema["required"]) == set(json.loads(found["data/guide.json"]))


def test_the_same_guide_in_another_folder_on_another_day_gives_the_same_data(
    data: GuideData, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = load(copy(tmp_path_factory.mktemp("data") / "guide"), TODAY.replace(year=2031))
    assert exported(Site(other)).model_dump_json() == data.model_dump_json()


def words(value: str | tuple[prose.Run, ...]) -> str:
    return value if isinstance(value, str) else "".join(run.text for run in value)


def test_a_text_with_marks_becomes_runs_and_one_without_stays_a_string() -> None:
    assert text("Take B12") == "Take B12"
    assert text("Take **2.6 µg** ~daily~ [here](https://example.org)") == (
        prose.Run("Take "),
        prose.Run("2.6 µg", ("strong",)),
        prose.Run(" "),
        prose.Run("daily", ("sub",)),
        prose.Run(" "),
        prose.Run("here", (), "https://example.org"),
    )


@given(st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), max_size=80))
def test_runs_hold_the_same_words_as_the_plain_text(value: str) -> None:
    assert words(prose.runs(value)) == prose.plain(value)


def test_markup_of_the_typesetter_stays_text(changed: Callable[..., Guide]) -> None:
    guide = changed(
        "evidence/guide.yml", "title: Tea and sleep", "title: 'Tea #panic() $x$ <a> @b'"
    )
    assert exported(Site(guide)).title == "Tea #panic() $x$ <a> @b"


def test_fields_have_names_for_programs_and_their_labels_stand_beside(data: GuideData) -> None:
    assert data.schema_version == 5
    assert words(data.sources["doe2020"].study["design"].text) == "randomised trial"
    claim = data.claims["sleep-faster"]
    assert claim.certainty is not None
    assert (claim.certainty.level, claim.certainty.words) == ("low", "Low certainty")
    assert [(reason.field, reason.name) for reason in claim.reasons] == [
        ("inconsistency", "Inconsistency"),
        ("imprecision", "Imprecision"),
    ]
    assert claim.plain.ids == ("sleep-faster",)
    assert claim.plain.key == "sleep-faster/plain"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Take B12", "Take B12"),
        ("Take **2.6 µg** a day", "Take <strong>2.6 µg</strong> a day"),
        ("**a *b* c**", "<strong>a <em>b</em> c</strong>"),
        ("kg/m^2^ & <b>", "kg/m<sup>2</sup> &amp; &lt;b&gt;"),
        ("[x](https://example.org/?a=1&b)", '<a href="https://example.org/?a=1&amp;b">x</a>'),
    ],
)
def test_a_text_of_a_view_becomes_the_html_that_its_markdown_becomes(
    value: str, expected: str
) -> None:
    assert prose.runs_html(text(value)) == expected
    assert prose.inline_html(value) == expected


def test_pieces_are_sentences_rows_and_labels_and_no_ids(data: GuideData) -> None:
    found = list(pieces(data.claims["sleep-faster"]))
    sentences = [piece.key for piece in found if isinstance(piece, StatementView)]
    assert sentences[:2] == ["sleep-faster/says", "sleep-faster/plain"]
    labels = [piece for piece in found if isinstance(piece, str)]
    assert "Low certainty" in labels
    assert "sleep-faster" not in labels
    assert not any(label.startswith("https://") for label in labels)


def test_each_piece_has_its_place(tea: Guide, data: GuideData) -> None:
    stage = data.stages[0]
    assert str(place_of(tea, stage.steps[0].do)).startswith("evidence/stages/evening.yml:10:")
    assert str(place_of(tea, data.tables[0].rows[0])).startswith("evidence/tables/cups.yml:")


@given(st.text(min_size=1, max_size=4))
@example("ılık")
@example("İyot")
@example("ﬆraße")
def test_the_index_looks_closer_at_each_place_with_the_letters_of_a_word(word: str) -> None:
    for shown in (word.upper(), word.lower(), word.swapcase(), word.title()):
        if prose.form_pattern([word]).search(shown):
            assert index._folded(prose.plain(word)) in index._folded(shown)
