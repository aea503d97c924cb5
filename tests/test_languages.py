"""Guides written in another language than English: a small real one in German, and those of `init`."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import html
from tests.conftest import HERE, TEA
from tests.searching import pages as found_pages

from evidence_guide import Guide, check, load
from evidence_guide.cli import main
from evidence_guide.diff.numbers import state_other_numbers
from evidence_guide.guide import languages, yaml_reader
from evidence_guide.guide.foreign_numbers import in_english, number_in, quantities_in
from evidence_guide.guide.languages import (
    TABLES,
    known_languages,
    language_table,
    own_table,
)
from evidence_guide.model import Converter
from evidence_guide.model.locales import LanguageTable
from evidence_guide.pdf.editions import Paper, Wanted
from evidence_guide.pdf.finished import audited
from evidence_guide.rules import silent
from evidence_guide.site.audit import audit
from evidence_guide.site.mkdocs_build import build_site
from evidence_guide.site.search import language_words
from evidence_guide.text.quantities import traced
from evidence_guide.view.own_words import missing_words, own_words
from evidence_guide.view.readability import TextCounts, formula_of, measure
from evidence_guide.view.typed_results import answer, script_data

GERMAN = HERE / "guides" / "schimmel"
DAY = date(2026, 11, 30)
CLAIMS = "evidence/claims/feuchte.yml"
IN_TABLES = pytest.mark.parametrize("language", known_languages())
WRITTEN = re.compile(r"\{[^}]*\}|</?\w+>|\*\*")


def table(language: str) -> LanguageTable:
    found = language_table(language)
    assert found
    return found


def german(to: Path, name: str = "", old: str = "", new: str = "") -> Guide:
    """The German guide in a folder of its own, with a text of one file replaced."""
    shutil.copytree(GERMAN, to, ignore=shutil.ignore_patterns("site", ".site-*", "schema"))
    if name:
        text = (to / name).read_text("utf-8")
        assert old in text
        (to / name).write_text(text.replace(old, new), "utf-8")
    return load(to, DAY)


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    return german(tmp_path_factory.mktemp("german") / "schimmel")


@pytest.fixture(scope="module")
def site(guide: Guide) -> Path:
    return build_site(guide)


# Tables


@IN_TABLES
def test_a_table_has_every_label_and_every_part(language: str) -> None:
    text = TABLES.joinpath(f"{language}.yml").read_text("utf-8")
    assert yaml_reader.read_yaml(text, language).trouble == ()
    of = table(language)
    assert missing_words(of) == ()
    assert languages.lacking(of) == ()
    assert all((of.causes, of.more, of.less, of.reading, of.search))


@IN_TABLES
def test_a_label_keeps_its_marks_and_places_and_no_label_is_left_over(language: str) -> None:
    labels = table(language).labels
    assert set(labels) <= set(own_words())
    for english, text in labels.items():
        assert sorted(WRITTEN.findall(text)) == sorted(WRITTEN.findall(english))
        assert (text[-1:] == " ") == (english[-1:] == " ")


# Numbers


@pytest.mark.parametrize(
    ("language", "text", "figure"),
    [
        ("de", "Mindestens 1,5 Mikrogramm am Tag", "at least 1.5 μg a day"),
        ("de", "200 Bq/m³ oder mehr", "≥ 200 Bq/m3"),
        ("de", "höchstens 17 °C", "at most 17 °C"),
        ("de", "1.500 Haushalte", "1,500 households"),
        ("de", "einundzwanzig Tage", "21 days"),
        ("de", "im 3. Monat", "in the third month"),
        ("de", "zweimal täglich", "twice a day"),
        ("de", "mehr als die Hälfte der Kinder", "more than half of the children"),
        ("de", "Flächen bis 0,5 m²", "up to 0.5 m2"),
        ("de", "etwa 12 Litern", "about 12 L"),
        ("de", "eines von zehn Kindern", "1 in 10 children"),
        ("de", "über 65-Jährige", "older than 65 years"),
        ("de", "halb so viele Kinder", "half as many children"),
        ("de", "eine Million Menschen", "1 million people"),
        ("es", "al menos 1,5 microgramos al día", "at least 1.5 μg a day"),
        ("es", "200 Bq/m³ o más", "≥ 200 Bq/m3"),
        ("es", "21.356 personas", "21 356 people"),
        ("es", "uno de cada diez niños", "1 in 10 children"),
        ("es", "medio litro", "half a litre"),
        ("es", "treinta y cinco días", "35 days"),
        ("es", "una vez a la semana", "once a week"),
        ("es", "más de la mitad de los niños", "more than half of the children"),
    ],
)
def test_a_number_follows_from_an_english_figure(language: str, text: str, figure: str) -> None:
    (quantity,) = quantities_in(text, language)
    assert traced(quantity, [figure])
    assert text[quantity.start : quantity.end] == quantity.text


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("1,5 Milligramm am Tag", "1.5 μg a day"),
        ("15 Mikrogramm", "1.5 μg"),
        ("1.500 Mikrogramm", "1.500 μg"),
        ("höchstens 17 °C", "at least 17 °C"),
        ("200 Bq/m³ oder weniger", "≥ 200 Bq/m3"),
        ("einmal am Tag", "once a week"),
    ],
)
def test_another_number_unit_or_comparison_does_not(text: str, figure: str) -> None:
    (quantity,) = quantities_in(text, "de")
    assert not traced(quantity, [figure])


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "am 30. November 2026"),
        ("de", "am 3.11.2026"),
        ("de", "im Jahr 2020 und bis 2024"),
        ("de", "Siehe Tabelle 5 und S. 12"),
        ("es", "el 30 de noviembre de 2026"),
        ("es", "en noviembre de 2026"),
        ("es", "en el año 2020, véase la tabla 5"),
    ],
)
def test_a_date_or_a_label_is_no_number(language: str, text: str) -> None:
    assert quantities_in(text, language) == ()


def test_a_word_that_compares_only_before_a_number_is_left_alone_elsewhere() -> None:
    assert in_english("Er gibt ab 5 mg Wasser ab.", "de") == "Er gibt at least 5 mg Wasser ab."


def test_ranges_end_where_they_end() -> None:
    text = "zwischen 40 und 60 Prozent, fünf bis zehn Minuten"
    found = [(quantity.text, quantity.unit) for quantity in quantities_in(text, "de")]
    assert found == [("40", "%"), ("60 Prozent", "%"), ("fünf", "min"), ("zehn Minuten", "min")]
    assert in_english(text, "de") == "between 40 and 60 percent, five to ten minutes"


@pytest.mark.parametrize(("language", "shown"), [("de", "1.234,50"), ("en-GB", "1,234.50")])
def test_numbers_are_written_as_the_language_writes_them(language: str, shown: str) -> None:
    assert number_in("1,234.50", language) == shown


def test_a_wrong_number_of_a_german_sentence_is_named_as_it_is_written(tmp_path: Path) -> None:
    wrong = german(tmp_path / "g", CLAIMS, "1,75 (1,56", "1,85 (1,56")
    (complaint,) = [one for one in check(wrong) if one.rule == "number-is-traced"]
    assert complaint.message == "no finding behind `feuchte-husten` prints `1,85`"
    liters = german(
        tmp_path / "h", CLAIMS, "1 bis 1,5 Liter Wasser an", "1 bis 1,5 Gramm Wasser an"
    )
    (_, complaint) = [one for one in check(liters) if one.rule == "number-is-traced"]
    assert complaint.message.endswith("the unit differs from `etwa ein bis 1,5 Liter`")


# Words


def test_it_is_sound_without_a_warning(guide: Guide) -> None:
    assert [str(diagnostic) for diagnostic in check(guide)] == []


def test_its_verbs_fit_its_certainty(tmp_path: Path) -> None:
    plain = german(
        tmp_path / "g",
        CLAIMS,
        "plain: Wo es feucht ist oder schimmelt, husten Kinder möglicherweise",
        "plain: Wo es feucht ist oder schimmelt, husten Kinder",
    )
    (complaint,) = [one for one in check(plain) if one.rule == "verb-fits-certainty"]
    assert complaint.message == "the certainty is low, but `plain` says it plainly"
    assert complaint.hint.startswith('say "möglicherweise" or "vielleicht"')


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (
            "husten Kinder möglicherweise häufiger.\n",
            "husten Kinder möglicherweise seltener.\n",
            "direction-fits-findings",
        ),
        (
            "haben Kinder möglicherweise häufiger Husten",
            "verursacht Feuchte möglicherweise häufiger Husten",
            "association-is-no-cause",
        ),
    ],
)
def test_its_words_for_causes_and_directions_are_read(
    old: str, new: str, rule: str, tmp_path: Path
) -> None:
    found = check(german(tmp_path / "g", CLAIMS, old, new))
    assert rule in {one.rule for one in found}


def test_rules_that_know_english_only_say_so(guide: Guide) -> None:
    quiet = {rule.id for rule in silent(guide)}
    assert {"plain-names-the-body", "title-says-no-more", "amount-is-stated"} <= quiet
    assert "verb-fits-certainty" not in quiet


def test_a_guide_in_a_language_without_a_table_is_refused(tmp_path: Path) -> None:
    strange = german(tmp_path / "g", "evidence/guide.yml", "language: de", "language: fr")
    (complaint,) = [one for one in check(strange) if one.rule == "original-language-is-known"]
    assert complaint.message == "the generator has no table of the language `fr`"
    assert "en, de, es" in complaint.hint


# Reading grade


def test_the_german_grade_is_the_first_wiener_sachtextformel() -> None:
    """0.1935 MS + 0.1672 SL + 0.1297 IW - 0.0327 ES - 0.875, with shares in percent."""
    formula = table("de").reading
    assert formula
    counts = TextCounts(100, 10, 170, many=20, one=50, long=25, formula=formula)
    exact = Decimal("0.1935") * 20 + Decimal("0.1672") * 10 + Decimal("0.1297") * 25
    assert counts.grade == round(exact - Decimal("0.0327") * 50 - Decimal("0.875"), 1)


@pytest.mark.parametrize(
    ("syllables", "words", "grade"), [(180, 10, "4.6"), (200, 10, "5.8"), (210, 20, "8.2")]
)
def test_the_spanish_grade_is_fernandez_huertas_score_on_its_scale(
    syllables: int, words: int, grade: str
) -> None:
    """Scores of 88.64, 76.64 and 60.44, between 95 (grade 4), 85 (5), 75 (6) and 65 (7.5)."""
    formula = table("es").reading
    assert formula
    counts = TextCounts(100, 100 // words, syllables, formula=formula)
    assert counts.grade == Decimal(grade)


@pytest.mark.parametrize(
    ("language", "word", "syllables"),
    [
        ("de", "Wohnung", 2),
        ("de", "Familien", 4),
        ("de", "Haus", 1),
        ("es", "ciudad", 2),
        ("es", "poeta", 3),
        ("es", "día", 2),
    ],
)
def test_syllables_are_counted_by_the_pattern_of_the_language(
    language: str, word: str, syllables: int
) -> None:
    formula = table(language).reading
    assert formula
    assert measure([word], formula=formula).syllables == syllables


def test_a_hard_german_text_is_named(tmp_path: Path) -> None:
    hard = (
        "Luftfeuchtigkeitsbeeinträchtigungen bedeuten möglicherweise unterschiedlichste "
        "Atemwegserkrankungen insbesondere empfindlicher Bevölkerungsgruppen beziehungsweise "
        "vorbelasteter Risikopersonen in Wohngebäuden."
    )
    worse = german(
        tmp_path / "g",
        CLAIMS,
        "plain: Wo es feucht ist oder schimmelt, husten Kinder möglicherweise häufiger.",
        f"plain: {hard}",
    )
    assert "each-plain-text-reads-easily" in {one.rule for one in check(worse)}
    assert formula_of(worse).name == "Wiener Sachtextformel"


# Search


@pytest.mark.parametrize(
    ("language", "written", "asked"),
    [
        ("de", "Lüften Sie die Wohnungen", "wohnung lueften"),
        ("de", "Schimmel an den Wänden", "Was hilft gegen Schimmel an der Wand?"),
        ("es", "Las vitaminas de los niños", "vitamina niño"),
    ],
)
def test_the_search_knows_endings_and_words_of_questions(
    language: str, written: str, asked: str
) -> None:
    docs = [
        {"location": "a/", "title": "A", "text": written},
        {"location": "b/", "title": "B", "text": "Radon"},
    ]
    index = {"config": {"lang": [language], "names": []} | language_words(language), "docs": docs}
    assert found_pages(index, asked) == ["a/"]


# Site and paper


SHORTEST = 12
"""Letters of an English label that is no German word."""


def visible(site: Path) -> dict[str, str]:
    """The words of each page that are not marked as English, without code and the rules."""
    found = {}
    for path in site.rglob("*.html"):
        page = html.parse(str(path)).getroot()
        for part in page.xpath("//script | //style | //pre | //code | //*[@lang='en']"):
            part.drop_tree()
        name = path.relative_to(site).as_posix()
        if name != "rules/index.html":
            said = page.xpath("//@title | //@aria-label | //@alt | //@data-label | //@placeholder")
            found[name] = " ".join([*page.itertext(), *said])
    return found


def english_labels() -> Iterator[str]:
    """English labels that are long enough, with the text between their places."""
    german_labels = table("de").labels
    for label in own_words():
        for part in WRITTEN.split(label):
            if len(part) >= SHORTEST and part not in german_labels[label]:
                yield part


@pytest.mark.build
def test_no_label_of_its_pages_is_english(site: Path) -> None:
    texts = visible(site)
    labels = set(english_labels())
    assert len(texts) > 25
    assert len(labels) > 400
    found = {(name, label) for name, text in texts.items() for label in labels if label in text}
    assert found == set()


@pytest.mark.build
def test_its_finished_pages_pass_the_audit(guide: Guide, site: Path) -> None:
    result = audit(site, guide)
    assert result.diagnostics == []
    assert result.cited > 50


@pytest.mark.build
def test_its_pages_write_days_numbers_and_names_in_german(site: Path) -> None:
    claim = html.parse(str(site / "claims/feuchte-husten/index.html")).getroot()
    text = " ".join(claim.text_content().split())
    assert claim.get("lang") == "de"
    assert "Stand: 30. November 2026." in text
    assert "1,75 (95-%-KI 1,56 bis 1,96)" in text
    assert "Niedrige Sicherheit" in text
    assert "Fisk und andere 2007" in text
    audit_page = html.parse(str(site / "audit/index.html")).getroot().text_content()
    assert "Wiener Sachtextformel" in audit_page
    assert "plain-names-the-body" in audit_page


@pytest.mark.pdf
@pytest.mark.parametrize("edition", ["lueften", "book", "annex"])
def test_its_pdfs_pass_the_audit_of_pdfs(edition: str, guide: Guide) -> None:
    ((_, result),) = audited(guide, Wanted(edition, (Paper.A4,), (False,)))
    assert not result.diagnostics


# New guides


def init(folder: Path, *words: str) -> tuple[int, str]:
    done = CliRunner(env={"SOURCE_DATE_EPOCH": "1768900000"}).invoke(
        main, ["init", str(folder), *words], catch_exceptions=False
    )
    return done.exit_code, done.stderr


@IN_TABLES
@pytest.mark.parametrize("empty", [(), ("--empty",)], ids=["example", "empty"])
def test_a_new_guide_in_the_language_is_sound(
    language: str, empty: tuple[str, ...], tmp_path: Path
) -> None:
    assert init(tmp_path / "new", "--language", language, *empty) == (0, "")
    made = load(tmp_path / "new", date(2026, 1, 20))
    assert made.language == language
    assert {one.rule for one in check(made)} <= {"lock-is-current"}
    assert "Watering" not in (tmp_path / "new/mkdocs.yml").read_text("utf-8")


def test_a_language_without_a_table_is_refused_in_one_sentence(tmp_path: Path) -> None:
    assert init(tmp_path / "new", "--language", "French") == (
        2,
        (
            "evidence-guide: no guide can be written in `fr` yet: the generator lacks a table of "
            "it, `translation/locales/fr.yml`; there are tables of en, de, es\n"
        ),
    )
    assert not (tmp_path / "new").exists()


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, str], None]]:
    """Adds the table of a language to copies of the others."""
    folder = tmp_path / "locales"
    shutil.copytree(str(TABLES), folder)
    monkeypatch.setattr(languages, "TABLES", folder)

    def add(language: str, text: str) -> None:
        (folder / f"{language}.yml").write_text(text, "utf-8")
        clear()

    def clear() -> None:
        language_table.cache_clear()
        own_table.cache_clear()

    yield add
    clear()


def test_a_language_is_added_with_one_file(
    tables: Callable[[str, str], None], tmp_path: Path
) -> None:
    tables("pt", TABLES.joinpath("es.yml").read_text("utf-8"))
    assert init(tmp_path / "new", "--language", "pt") == (0, "")
    assert load(tmp_path / "new", date(2026, 1, 20)).language == "pt"


@pytest.mark.parametrize(
    ("old", "new", "lacks"),
    [
        ("certainty:\n", "sureness:\n", "lacks certainty"),
        ('  "All sources": ', '  "All fonts": ', "lacks 1 labels, such as “All sources”"),
        ('  "Whose advice": ', '  "Whose": ', "`example` of its table lacks “Whose advice”"),
    ],
)
def test_init_names_what_a_table_lacks(
    old: str, new: str, lacks: str, tables: Callable[[str, str], None], tmp_path: Path
) -> None:
    text = TABLES.joinpath("es.yml").read_text("utf-8")
    assert old in text
    tables("pt", text.replace(old, new))
    code, said = init(tmp_path / "new", "--language", "pt")
    assert (code, said.count("\n")) == (2, 1)
    assert said.startswith("evidence-guide: no guide can be written in `pt` yet: ")
    assert lacks in said


def test_without_a_formula_the_audit_page_says_that_nothing_was_measured(
    tables: Callable[[str, str], None], guide: Guide
) -> None:
    text = TABLES.joinpath("de.yml").read_text("utf-8")
    tables("de", text.replace("\nreading:\n", "\nunread:\n"))
    from evidence_guide.site import outputs

    fresh = load(guide.folder, DAY)
    (page,) = [output for output in outputs(fresh) if output.uri == "audit.md"]
    assert "Das wurde nicht gemessen" in str(page.content)


# Tools


def test_a_converter_answers_with_the_decimal_sign_of_the_language(
    guide_of: Callable[..., Guide],
) -> None:
    file = (TEA / "evidence/guide.yml").read_text("utf-8")
    made = guide_of({"evidence/guide.yml": f"{file}language: de\n"})
    (tool,) = (entry.item for entry in made.all(Converter))
    assert answer(made, tool, "12,5", "mg/L")[0] == "Gelesen als 12,5 mg/L."
    assert answer(made, tool, "12.5", "mg/L") == answer(made, tool, "12,5", "mg/L")
    assert answer(made, tool, "12,5", "mg/L")[1] == "Das sind etwa 0,0644 mmol/L."
    assert answer(made, tool, "1.200", "mg/L")[0] == "Gelesen als 1,200 mg/L."
    assert json.loads(script_data(made, tool))["point"] == ","


def test_a_changed_number_of_a_german_sentence_is_a_changed_number() -> None:
    assert state_other_numbers("Etwa 1,5 Liter am Tag", "Etwa 2,5 Liter am Tag")
    assert not state_other_numbers("Etwa 1,5 Liter am Tag", "Rund 1,5 Liter am Tag")
