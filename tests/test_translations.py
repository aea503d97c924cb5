"""Texts in another language: the original's numbers and citations, and marks where texts miss."""

import ast
import re
import shutil
from collections.abc import Callable, Iterator
from ctypes import c_ushort
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner, Result
from hypothesis import given as example
from hypothesis import strategies as st
from pypdfium2 import raw
from tests.conftest import ROOT, TEA, TODAY, Folder, errors

from evidence_guide import Guide, check, load, outputs
from evidence_guide.cli import main
from evidence_guide.diagnostic import Diagnostic, GuideError
from evidence_guide.guide import subject_words, yaml_reader
from evidence_guide.pdf.audit import audit_pdf
from evidence_guide.pdf.editions import Paper, Wanted, editions
from evidence_guide.pdf.typesetting import downloads
from evidence_guide.site import translated
from evidence_guide.site.audit import audit, audit_page
from evidence_guide.site.found import found_script
from evidence_guide.site.mkdocs_build import build_site
from evidence_guide.translation.files import translate
from evidence_guide.translation.language_tables import (
    TABLES,
    LanguageTable,
    differences,
    language_table,
    missing_labels,
    our_labels,
)
from evidence_guide.translation.translated_guide import keys_of, translated_guides
from evidence_guide.view import labels as words
from evidence_guide.view import site_words
from evidence_guide.view.site import Site

LOCALES = "evidence/locales/es/"
PO = LOCALES + "guide.po"
PAPER = Wanted("evening", (Paper.A4,), (False,))
PACKAGE = ROOT / "generator" / "evidence_guide"


def language(tag: str) -> LanguageTable:
    found = language_table(tag)
    assert found
    return found


SPANISH = language("es")


def spanish(guide: Guide) -> Guide:
    (one,) = translated_guides(guide)
    return one


def page(guide: Guide, uri: str = "es/stages/evening.md") -> str:
    return next(
        output.content for output in translated.translated_pages(Site(guide)) if output.uri == uri
    )


def only(found: list[Diagnostic], rule: str) -> Diagnostic:
    (one,) = [diagnostic for diagnostic in found if diagnostic.rule == rule]
    return one


# What a reader gets


def test_a_translated_stage_is_a_whole_page(
    tea: Guide, snapshot: Callable[[str, str], None]
) -> None:
    snapshot(page(tea), "es-stages-evening.md")
    snapshot(page(tea, "es/index.md"), "es-index.md")


def test_the_pages_of_the_original_do_not_change_by_a_byte(tea: Guide, folder: Folder) -> None:
    alone = folder()
    shutil.rmtree(alone / "evidence/locales")
    kept = {
        output.uri: output.content for output in outputs(tea) if not output.uri.startswith("es/")
    }
    assert kept == {output.uri: output.content for output in outputs(load(alone, TODAY))}


def test_a_missing_text_is_shown_in_the_original_language_with_a_note(tea: Guide) -> None:
    text = page(tea)
    assert (
        '<span lang="en">Others gave no advice that we know of.</span>'
        ' <span class="eg-chip eg-chip-against">Aún sin traducir</span>' in text
    )
    assert "traducidos 32 de 33 textos" in text


def test_a_title_that_is_missing_says_its_language_in_the_heading(
    changed: Callable[..., Guide],
) -> None:
    text = page(changed(PO, "Deje el café", ""))
    assert "## 2. Leave coffee {#avoid-coffee lang=en}" in text


def test_the_people_a_step_is_for_are_in_one_language(changed: Callable[..., Guide]) -> None:
    guide = changed(PO, "trabaja de noche", "")
    assert (
        '<dd><span lang="en">If you work at night</span>'
        ' <span class="eg-chip eg-chip-against">Aún sin traducir</span></dd>' in page(guide)
    )
    assert "If you work at night (Aún sin traducir)" in printed(spanish(guide))


def test_titles_and_reports_of_sources_are_marked_as_english(tea: Guide) -> None:
    assert '<cite lang="en">Advice on evening drinks</cite>' in page(tea)
    assert '"language":"en"' in found_script(tea).content


def test_each_page_names_its_native_reviewers_or_says_there_are_none(
    tea: Guide, changed: Callable[..., Guide]
) -> None:
    assert "La traducción no la ha revisado ningún profesional sanitario" in page(tea)
    reviewed = changed(
        LOCALES + "language.yml",
        "made: machine",
        "made: people\nreviewers: [{name: Ana Ruiz, qualification: matrona, on: 2026-01-09}]",
    )
    assert "Revisaron la traducción: Ana Ruiz (matrona, 9 de enero de 2026)." in page(reviewed)
    assert "Traducción hecha por personas" in page(reviewed)


def test_a_translation_whose_original_changed_is_flagged_and_shows_a_note(
    changed: Callable[..., Guide],
) -> None:
    guide = changed(
        "evidence/stages/evening.yml", "title: Leave coffee", "title: Leave your coffee"
    )
    found = only(check(guide), "translation-is-current")
    assert (found.place.path, found.severity) == (PO, "warning")
    assert "readers see it with a note" in found.message
    assert (
        'Deje el café <span class="eg-chip eg-chip-against">'
        "El original ha cambiado desde esta traducción</span>" in page(guide)
    )
    assert "Originales que han cambiado desde que se tradujeron: 1." in page(guide)


def test_a_translation_with_the_numbers_of_an_older_original_gives_way_to_the_original(
    changed: Callable[..., Guide],
) -> None:
    guide = changed(
        "evidence/stages/evening.yml",
        "      - {says: A cup holds 200 mL., because: [sleep-cup]}",
        "      - {says: A cup holds tea., because: [sleep-cup]}",
    )
    assert (
        "its numbers differ, so readers see the original"
        in only(check(guide), "translation-is-current").message
    )
    assert errors(guide) == []
    assert '<span lang="en">A cup holds tea.</span>' in page(guide)
    assert "200 ml" not in page(guide)


def test_a_hand_out_is_translated_with_every_citation(tea: Guide) -> None:
    one = spanish(tea)
    (edition,), (download,) = editions(one, PAPER), downloads(one, PAPER)
    result = audit_pdf(download.content, one, edition)
    assert (edition.name, download.title, download.group) == (
        "tea-es-evening-a4.pdf",
        "Por la noche (Español), A4",
        "Hand-outs: Español",
    )
    assert (result.diagnostics, result.cited) == ([], 7)
    with pypdfium2.PdfDocument(download.content) as document:
        length = raw.FPDFCatalog_GetLanguage(document, None, 0)
        letters = (c_ushort * (length // 2))()
        raw.FPDFCatalog_GetLanguage(document, letters, length)
    assert "".join(map(chr, letters)).rstrip("\0") == "es"


def test_a_hand_out_shows_the_note_beside_a_translation_whose_original_changed(
    changed: Callable[..., Guide],
) -> None:
    one = spanish(
        changed(
            "evidence/stages/evening.yml",
            "do: Drink a cup of tea in the evening.",
            "do: Drink a cup of your tea in the evening.",
        )
    )
    assert "El original ha cambiado desde esta traducción" in printed(one)
    assert "Aún sin traducir" not in printed(one)


def printed(guide: Guide) -> str:
    import pypdfium2

    (download,) = downloads(guide, PAPER)
    with pypdfium2.PdfDocument(download.content) as document:
        return " ".join(
            "".join(sheet.get_textpage().get_text_bounded() for sheet in document).split()
        )


@pytest.mark.build
def test_the_built_site_has_its_languages_and_passes_the_audit(folder: Folder) -> None:
    at = folder()
    guide = load(at, TODAY)
    build_site(guide)
    there, back = (
        (at / "site" / name).read_text("utf-8")
        for name in ("stages/evening/index.html", "es/stages/evening/index.html")
    )
    assert '<html lang="en"' in there
    assert '<html lang="es"' in back
    assert (
        '<a href="../../es/stages/evening/" hreflang="es" lang="es" rel="alternate">Español</a>'
        in there
    )
    assert (
        '<a href="../../../stages/evening/" hreflang="en" lang="en" rel="alternate">English</a>'
        in back
    )
    assert [
        re.findall('<link rel="alternate" hreflang="(..)"', text) for text in (there, back)
    ] == [["en", "es"], ["en", "es"]]
    assert audit(at / "site", guide).diagnostics == []
    (at / "site/es/stages/evening/index.html").write_text(back.replace("200 ml", "250 ml"), "utf-8")
    assert only(audit(at / "site", guide).diagnostics, "altered-sentence").message.startswith(
        "`drink-tea/how/0` reads otherwise on es/stages/evening"
    )


def test_the_audit_holds_a_translated_block_against_the_translated_text(tea: Guide) -> None:
    block = (
        '<article><p data-cited="drink-tea/do">{}<sup class="eg-cite"><a href="#ref-1">1</a></sup>'
        '</p><p id="ref-1" data-uncited="x"></p></article>'
    )
    assert (
        audit_page(block.format("Tome una taza de té por la noche."), "p", spanish(tea)).diagnostics
        == []
    )
    assert audit_page(
        block.format("Tome una taza de té por la mañana."), "p", spanish(tea)
    ).diagnostics
    assert audit_page(block.format("Tome una taza de té por la noche."), "p", tea).diagnostics


# What is told of a translation

SLIPS = {
    "another digit": ("15 %", "16 %"),
    "another sign": ("0,75", "-0,75"),
    "a digit lost": ("0,60", "0,6"),
    "a decimal point": ("0,75", "0.75"),
    "another unit": ("20 %", "20 mg"),
    "a comparison": ("20 %", "al menos 20 %"),
    "a number more": ("razón de riesgos", "razón de riesgos de 3 horas"),
    "a number less": (", 0,60 a 0,94", ""),
}


@pytest.mark.parametrize(("old", "new"), SLIPS.values(), ids=SLIPS)
def test_a_slip_in_a_number_is_an_error_at_its_place(
    old: str, new: str, changed: Callable[..., Guide]
) -> None:
    found = only(errors(changed(PO, old, new)), "translation-keeps-numbers")
    assert found.place.path == PO
    assert "`sleep-wake/says`" in found.message
    assert "the original: “Tea probably lowers" in found.hint


UNITS = {
    "micrograms": "microgramos",
    "mg": "mg",
    "weeks": "semanas",
    "months": "meses",
    "years": "años",
    "mL": "ml",
    "%": " %",
}
COMPARED = {
    "": "",
    "at least ": "al menos ",
    "less than ": "menos de ",
    "about ": "alrededor de ",
    "up to ": "hasta ",
}
numbers = st.decimals("0.1", 999, places=1) | st.integers(2, 999)
quantity = st.tuples(
    st.sampled_from(sorted(COMPARED)),
    numbers,
    st.sampled_from(sorted(UNITS)),
    st.sampled_from(["", "-"]),
)


def both(told_: tuple[str, object, str, str]) -> tuple[str, str]:
    comparison, value, unit, sign = told_
    gap = "" if unit == "%" else " "
    return (
        f"It is {comparison}{sign}{value}{gap}{unit} of it.",
        f"Es {COMPARED[comparison]}{sign}{str(value).replace('.', ',')}{gap}{UNITS[unit]} de ello.",
    )


@example(quantity, quantity)
def test_only_another_quantity_in_a_translation_is_reported(
    one: tuple[str, object, str, str], other: tuple[str, object, str, str]
) -> None:
    original, translation = both(one)
    assert differences(original, translation, SPANISH) == ((), ())
    assert (differences(original, both(other)[1], SPANISH) == ((), ())) == (one == other)


SAME = {
    "Take 400 micrograms of it a day.": "Tome 400 microgramos al día.",
    "From 12 to 17 years.": "De 12 a 17 años.",
    "Between 2 and 3 weeks.": "Entre 2 y 3 semanas.",
    "It helps 1 in 10 people.": "Ayuda a 1 de cada 10 personas.",
    "It helps up to 1 in 10 people.": "Ayuda a hasta 1 de cada 10 personas.",
    "It came to 1,250 people.": "Llegó a 1.250 personas.",
    "Two small trials, and 7 in 100 people.": "Dos ensayos pequeños, y 7 de cada 100 personas.",
    "The first trimester.": "El primer trimestre.",
    "Twice a day.": "Dos veces al día.",
    "In 2016 it was new.": "En 2016 era nuevo.",
}


@pytest.mark.parametrize(("english", "other"), SAME.items(), ids=SAME)
def test_numbers_are_read_as_the_language_tells_them(english: str, other: str) -> None:
    assert differences(english, other, SPANISH) == ((), ())


def test_decimals_are_written_as_the_country_writes_them() -> None:
    assert differences("It is 2.6 mg.", "Son 2.6 mg.", language("es-MX")) == ((), ())
    assert differences("It is 2.6 mg.", "Son 2.6 mg.", SPANISH) != ((), ())


def line_of(text: str) -> int:
    """The number of the line of the sample translation that is this one."""
    return (TEA / PO).read_text("utf-8").splitlines().index(text) + 1


def test_an_unknown_text_is_reported_with_the_nearest_name(changed: Callable[..., Guide]) -> None:
    key = 'msgctxt "drink-tea/how/{}/says"'
    found = only(check(changed(PO, key.format(0), key.format(1))), "translation-has-an-original")
    assert (found.message, found.hint) == (
        "the guide has no text `drink-tea/how/1/says`",
        "did you mean `drink-tea/how/0/says`?",
    )
    assert found.place == (PO, line_of(key.format(0)), 9)


def test_a_translated_title_that_is_too_long_is_reported_at_its_place(
    changed: Callable[..., Guide],
) -> None:
    found = only(
        errors(changed(PO, "Por la noche", "Por la noche " * 12)), "translation-fits-its-field"
    )
    assert found.place == (PO, line_of('msgstr "Por la noche"'), 8)
    assert "at most 120 characters" in found.message


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("Deje el café", "Deje el café [@sleep-cup]", "holds a citation"),
        ("Deje el café", "Deje el [café](https://example.org/)", "other links or marks"),
        ("Deje el café", "Deje el **café**", "other links or marks"),
    ],
)
def test_a_translation_adds_no_citation_link_or_mark(
    old: str, new: str, complaint: str, changed: Callable[..., Guide]
) -> None:
    assert complaint in only(errors(changed(PO, old, new)), "translation-keeps-markup").message


def test_a_language_without_a_table_is_reported_and_has_no_page(
    guide_of: Callable[..., Guide],
) -> None:
    files = {
        name.replace("/es/", "/tlh/"): (TEA / name).read_text("utf-8")
        for name in (PO, LOCALES + "language.yml")
    }
    files["evidence/locales/tlh/guide.po"] = files["evidence/locales/tlh/guide.po"].replace(
        "Language: es", "Language: tlh"
    )
    guide = guide_of(files)
    assert (
        only(check(guide), "language-is-known").message
        == "the generator has no table of the language `tlh`"
    )
    assert not any(output.uri.startswith("tlh/") for output in outputs(guide))


def test_a_language_without_its_file_is_reported(guide_of: Callable[..., Guide]) -> None:
    found = only(errors(guide_of({LOCALES + "language.yml": None})), "language-is-known")
    assert found.message == "nothing says who translated into `es`"


# Our own words


def strings(value: object) -> set[str]:
    if isinstance(value, dict | tuple):
        return set().union(*map(strings, value.values() if isinstance(value, dict) else value))
    return {value} if isinstance(value, str) and re.search("[a-z]", value) else set()


def labels_asked_for(path: Path) -> Iterator[str]:
    """The texts that a module hands to `label`."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "label":
            texts = (arg.value for arg in node.args if isinstance(arg, ast.Constant))
            yield from (text for text in texts if re.search("[a-z]", str(text)))


def shown() -> set[str]:
    """Our English words as pages declare them and modules ask for them in another language."""
    found: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        found.update(labels_asked_for(path))
    found.update(*(site_words.english_labels()[group].values() for group in site_words.TRANSLATED))
    found.update(subject_words.TRANSLATED)
    return found.union(*(strings(getattr(words, name)) for name in words.TRANSLATED))


def test_every_word_of_ours_on_a_translated_page_is_listed() -> None:
    assert set(our_labels()) == shown()
    assert len(our_labels()) == len(set(our_labels()))


@pytest.mark.parametrize(
    "path", [Path(str(p)) for p in TABLES.iterdir() if p.name != "labels.yml"], ids=lambda p: p.name
)
def test_the_table_of_a_language_is_sound_and_whole(path: Path) -> None:
    assert yaml_reader.read_yaml(path.read_text("utf-8"), path.name).trouble == ()
    of = language(path.stem)
    assert set(our_labels()) <= set(of.labels)
    assert all(text.count("{}") == english.count("{}") for english, text in of.labels.items())


def test_a_word_that_a_table_lacks_is_named() -> None:
    poor = SPANISH._replace(
        labels={
            english: text for english, text in SPANISH.labels.items() if english != "What to do"
        }
    )
    assert (missing_labels(poor), missing_labels(SPANISH)) == (("What to do",), ())


# Translations that nobody has looked at again


ENTRY = 'msgctxt "avoid-coffee/title"\nmsgid "Leave coffee"'


def fuzzy(*lines: str) -> str:
    return "\n".join(("#, fuzzy", *lines, ENTRY))


def test_a_translation_that_is_marked_fuzzy_is_not_shown(changed: Callable[..., Guide]) -> None:
    guide = changed(PO, ENTRY, fuzzy())
    found = only(check(guide), "translation-is-current")
    assert found.message == (
        "the translation of `avoid-coffee/title` is marked `fuzzy`; readers see the original"
    )
    assert found.place == (PO, line_of('msgstr "Deje el café"') + 1, 8)
    assert "Deje el café" not in page(guide)


def test_a_guess_from_another_text_is_not_shown(changed: Callable[..., Guide]) -> None:
    previous = ('#| msgctxt "drink-tea/title"', '#| msgid "Leave coffees"')
    assert "Deje el café" not in page(changed(PO, ENTRY, fuzzy(*previous)))


def test_a_fuzzy_translation_of_an_earlier_original_is_shown_with_a_note(
    changed: Callable[..., Guide],
) -> None:
    text = page(changed(PO, ENTRY, fuzzy('#| msgid "Leave the coffee"')))
    assert (
        'Deje el café <span class="eg-chip eg-chip-against">'
        "El original ha cambiado desde esta traducción</span>" in text
    )


def test_a_stage_is_shown_once_its_title_is_translated(changed: Callable[..., Guide]) -> None:
    assert translated_guides(changed(PO, 'msgstr "Por la noche"', 'msgstr ""')) == ()


# The command `translate`


def command(at: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--folder", str(at), *words])


def texts(at: Path) -> dict[str, str]:
    return {
        path.relative_to(at).as_posix(): path.read_text("utf-8") for path in sorted(at.rglob("*.*"))
    }


def edited(at: Path, name: str, old: str, new: str) -> None:
    text = (at / name).read_text("utf-8")
    assert old in text
    (at / name).write_text(text.replace(old, new, 1), "utf-8")


def test_translate_leaves_a_file_that_is_up_to_date_as_it_is(folder: Folder) -> None:
    at = folder()
    before = texts(at / LOCALES)
    assert str(translate(load(at), "es")).endswith(
        "guide.po: 1 to translate, 0 to look at again, 0 obsolete"
    )
    assert texts(at / LOCALES) == before


def test_translate_leaves_a_file_as_it_is_that_another_program_wrapped(folder: Folder) -> None:
    at = folder()
    edited(at, PO, 'msgstr "Por la noche"', 'msgstr ""\n"Por la "\n"noche"')
    edited(at, PO, "#. Stage “In the evening”: ", "#. Stage “In\n#. the evening”: ")
    before = texts(at / LOCALES)
    translate(load(at), "es")
    assert texts(at / LOCALES) == before


def test_translate_begins_with_every_text_of_the_pages(folder: Folder) -> None:
    at = folder()
    shutil.rmtree(at / LOCALES)
    assert command(at, "translate", "es").exit_code == 0
    text = (at / PO).read_text("utf-8")
    assert text.startswith(
        "# Tea and sleep (es)\n"
        'msgid ""\n'
        'msgstr ""\n'
        '"Project-Id-Version: Tea and sleep 1.0.0\\n"\n'
        '"Report-Msgid-Bugs-To: https://github.com/example/tea/issues\\n"\n'
        '"POT-Creation-Date: 2026-01-10 00:00+0000\\n"\n'
        '"PO-Revision-Date: 2026-01-10 00:00+0000\\n"\n'
        '"Last-Translator: Automatically generated\\n"\n'
        '"Language-Team: none\\n"\n'
        '"Language: es\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
        '"X-Generator: evidence-guide\\n"\n'
    )
    assert (
        "#. Step “Drink tea, not coffee”: how, Says\n"
        "#. Keep these numbers, with their comparisons and units: 200 mL\n"
        "#: evidence/stages/evening.yml\n"
        'msgctxt "drink-tea/how/0/says"\n'
        'msgid "A cup holds 200 mL."\n'
        'msgstr ""\n' in text
    )
    assert {d.place.path for d in errors(load(at, TODAY))} == {LOCALES + "language.yml"}
    assert [key for key in keys_of(load(at), "evening") if f'"{key}"\n' not in text] == []


def test_translate_marks_what_has_changed_and_keeps_what_translators_wrote(folder: Folder) -> None:
    at = folder()
    edited(at, PO, "#. Step: Title\n", "# «usted» throughout\n#\n# «usted» throughout\n")
    edited(at, PO, '"X-Generator: evidence-guide\\n"', '"X-Generator: Poedit 3.4\\n"')
    edited(at, "evidence/stages/evening.yml", "do: Drink a cup", "do: Drink a good cup")
    assert "1 to look at again" in str(translate(load(at), "es"))
    text = (at / PO).read_text("utf-8")
    assert (
        "#: evidence/stages/evening.yml\n"
        "#, fuzzy\n"
        '#| msgid "Drink a cup of tea in the evening."\n'
        'msgctxt "drink-tea/do"\n'
        'msgid "Drink a good cup of tea in the evening."\n'
        'msgstr "Tome una taza de té por la noche."\n' in text
    )
    assert "# «usted» throughout\n#\n# «usted» throughout\n#. Step: Title\n" in text
    assert '"X-Generator: Poedit 3.4\\n"' in text
    assert "El original ha cambiado" in page(load(at, TODAY))


def test_a_second_change_is_compared_with_the_text_that_was_translated(folder: Folder) -> None:
    at = folder()
    edited(at, "evidence/stages/evening.yml", "do: Drink a cup", "do: Drink a good cup")
    translate(load(at), "es")
    edited(at, "evidence/stages/evening.yml", "do: Drink a good cup", "do: Drink a fine cup")
    translate(load(at), "es")
    assert '#| msgid "Drink a cup of tea in the evening."\n' in (at / PO).read_text("utf-8")


def test_translate_follows_a_text_that_moved(folder: Folder) -> None:
    at = folder()
    how = "    how:\n"
    poured = how + "      - {says: Pour it., because: [sleep-cup]}\n"
    edited(at, "evidence/stages/evening.yml", how, poured)
    translate(load(at), "es")
    text = (at / PO).read_text("utf-8")
    assert 'msgctxt "drink-tea/how/0/says"\nmsgid "Pour it."\nmsgstr ""\n' in text
    assert (
        'msgctxt "drink-tea/how/1/says"\nmsgid "A cup holds 200 mL."\n'
        'msgstr "Una taza contiene 200 ml."\n' in text
    )


def test_a_text_that_is_gone_becomes_obsolete_and_comes_back(folder: Folder) -> None:
    at = folder()
    before = (at / PO).read_text("utf-8")
    ask = "    ask: [Is tea right for me?]\n"
    edited(at, "evidence/stages/evening.yml", ask, "")
    assert "1 obsolete" in str(translate(load(at), "es"))
    assert (
        (at / PO)
        .read_text("utf-8")
        .endswith(
            '\n#~ msgctxt "drink-tea/ask/0"\n#~ msgid "Is tea right for me?"\n'
            '#~ msgstr "¿Es bueno el té para mí?"\n'
        )
    )
    assert errors(load(at, TODAY)) == []
    edited(at, "evidence/stages/evening.yml", "    how:\n", ask + "    how:\n")
    translate(load(at), "es")
    assert (at / PO).read_text("utf-8") == before


@pytest.mark.parametrize(
    ("tag", "stages", "told_"),
    [
        ("tlh", (), "no table of the language `tlh`"),
        ("../x", (), "no table of the language `../x`"),
        ("ES", (), "`ES` is written `es`"),
        ("es", ("noon",), "`noon` is not a stage; the stages are evening"),
    ],
)
def test_translate_explains_what_it_refuses(
    tag: str, stages: tuple[str, ...], told_: str, folder: Folder
) -> None:
    with pytest.raises(GuideError, match=re.escape(told_)):
        translate(load(folder()), tag, stages)


def test_translate_refuses_a_stage_without_a_file(folder: Folder) -> None:
    where = folder()
    (where / "evidence/stages/evening.yml").unlink()
    with pytest.raises(GuideError, match=r"the stage `evening` has no file; write evidence/"):
        translate(load(where), "es")


@pytest.mark.parametrize(
    "text",
    ["", "msgid", 'msgid "drink"\nmsgstr Tome', "\xff"],
    ids=["empty", "cut off", "not in the form", "wrong encoding"],
)
def test_translate_writes_nothing_where_the_file_cannot_be_read(text: str, folder: Folder) -> None:
    at = folder()
    (at / PO).write_text(text, "latin-1")
    before = {path: path.read_bytes() for path in at.rglob("*.*")}
    done = command(at, "translate", "es")
    assert done.exit_code == 2
    assert re.search("guide.po:.*; fix the file first, nothing was written", done.output)
    assert {path: path.read_bytes() for path in at.rglob("*.*")} == before


def test_translate_takes_no_text_for_gone_whose_file_cannot_be_read(folder: Folder) -> None:
    at = folder({"evidence/claims/sleep.yml": "claims: [\n"})
    before = texts(at / LOCALES)
    done = command(at, "translate", "es")
    assert (done.exit_code, texts(at / LOCALES)) == (2, before)
    assert "some evidence cannot be read" in done.output


def test_a_translated_guide_is_made_from_the_evidence_alone(tea: Guide, tmp_path: Path) -> None:
    shutil.copytree(TEA, tmp_path / "elsewhere")
    there = load(tmp_path / "elsewhere", TODAY)
    assert {o.uri: o.content for o in outputs(there)} == {
        o.uri: o.content for o in outputs(replace(tea))
    }
