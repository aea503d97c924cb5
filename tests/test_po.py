"""PO files: what any program for translators writes is read the same, or refused at its place."""

import re
import shutil
import subprocess
from io import StringIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po as babel_reads
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.conftest import ROOT, TEA, TODAY, Folder, call

from evidence_guide import check, load
from evidence_guide.guide.po_file import PoEntry, PoFile
from evidence_guide.guide.po_reader import read_po
from evidence_guide.translation.po_writer import po_text

PO = "evidence/locales/es/guide.po"
HEADER = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
HEADER_TEXT = "Language: es\nContent-Type: text/plain; charset=UTF-8\n"
ENTRY = 'msgctxt "tea/title"\nmsgid "Tea"\nmsgstr "Té"\n'


def trouble(text: str) -> list[tuple[int, int, str]]:
    """Line, column and message of each complaint about a file."""
    _, document = read_po(text, PO)
    return [(d.place.line, d.place.column, d.message) for d in document.trouble]


def texts(text: str) -> object:
    _, document = read_po(text, PO)
    assert document.trouble == ()
    return document.value


# What is written is read back

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
long_words = st.builds(" ".join, st.lists(words, max_size=4)) | words.map(lambda text: text * 9)
keys = st.sampled_from(["tea/title", "drink-tea/how/0/says", "cup-2/gap"])
comments = st.sampled_from(["#", "# «usted» throughout", "#=", f"# {'long ' * 30}".rstrip()])
noted = st.sampled_from(["Step: Title", "evidence/a.yml", "“ü”, 12 %"])
flags = st.sampled_from(["fuzzy", "no-wrap", "python-format"])


def several(part: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(part, max_size=2).map(tuple)


@st.composite
def entries(draw: st.DrawFn) -> PoEntry:
    is_obsolete = draw(st.booleans())
    ours = st.just(()) if is_obsolete else several(noted)
    return PoEntry(
        draw(keys),
        draw(long_words),
        draw(long_words),
        draw(several(comments)),
        draw(ours),
        draw(ours),
        draw(several(flags)),
        draw(st.none() | long_words),
        draw(st.none() | st.just("another/title")),
        is_obsolete,
    )


files = st.builds(
    PoFile,
    st.just(PoEntry("", "", HEADER_TEXT)),
    st.lists(entries(), max_size=3, unique_by=lambda entry: entry.context).map(tuple),
    several(comments),
)


LINES = PoEntry("tea/old", "Old", "Viejo\n\n", previous="Older\nand\n", is_obsolete=True)
"""An obsolete entry whose texts have several lines."""


@settings(deadline=None)
@given(files)
@example(PoFile(PoEntry("", "", HEADER_TEXT), (LINES,)))
def test_writing_and_reading_back_loses_nothing(file: PoFile) -> None:
    read, document = read_po(po_text(file), PO)
    assert (document.trouble, read) == ((), file)


@settings(deadline=None)
@given(files)
def test_babel_reads_the_same_texts(file: PoFile) -> None:
    current = tuple(entry for entry in file.entries if not entry.is_obsolete)
    theirs = babel_reads(StringIO(po_text(file._replace(entries=current))), abort_invalid=True)
    for entry in current:
        if entry.original:
            message = theirs.get(entry.original, entry.context)
            assert message
            assert (message.string, message.fuzzy) == (entry.translation, entry.is_fuzzy)


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="gettext is not installed")
@pytest.mark.parametrize("folder", [ROOT, TEA], ids=["this guide", "sample"])
def test_gettext_has_no_complaint_about_our_files(folder: Path) -> None:
    command = ["msgfmt", "--check", "--output-file=/dev/null", str(folder / PO)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")


# What other programs write


def test_a_file_of_poedit_is_read_like_ours() -> None:
    poedit = (
        "# Tea\n# Ana Ruiz <ana@example.org>, 2026.\n"
        'msgid ""\nmsgstr ""\n"X-Generator: Poedit 3.4\\n"\n"X-Poedit-Basepath: .\\n"\n'
        '"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Language: es_ES\\n"\n\n\n'
        "#. Step: Title\n#: evidence/stages/evening.yml\n"
        '#, fuzzy\n#| msgid "Tea and "\n#| "milk"\n'
        'msgctxt "tea/title"\nmsgid ""\n"Tea"\nmsgstr ""\n"Té \\"negro\\"\\n"\n"\\\\ bueno"\n\n'
        '#~| msgid "Oldest"\n#~ msgctxt "tea/old"\n#~ msgid "Old"\n#~ msgstr ""\n#~ "Viejo"\n'
    )
    assert texts(poedit) == {
        "texts": {
            "tea/title": {"says": 'Té "negro"\n\\ bueno', "of": "Tea and milk", "fuzzy": "true"}
        }
    }
    file, _ = read_po(poedit, PO)
    assert file.header.comments == ("# Tea", "# Ana Ruiz <ana@example.org>, 2026.")
    assert file.entries[1] == PoEntry(
        "tea/old", "Old", "Viejo", previous="Oldest", is_obsolete=True
    )
    assert read_po(po_text(file), PO)[0] == file


REFUSED = {
    "the line ends of Windows": (
        (HEADER + ENTRY).replace("\n", "\r\n"), (1, 9, "the line ends with CR"),
    ),
    "a byte order mark": (
        "\ufeff" + HEADER + ENTRY, (1, 1, "the file begins with a byte order mark"),
    ),
    "another charset": (
        HEADER.replace("UTF-8", "ISO-8859-1") + ENTRY,
        (4, 2, "the charset in the header is `ISO-8859-1`, not UTF-8"),
    ),
    "another language": (
        HEADER.replace("es", "fr", 1) + ENTRY,
        (3, 2, "the language in the header is `fr`, not that of the folder"),
    ),
    "no header": (ENTRY, (1, 1, "the file has no header")),
    "an unknown escape": (
        HEADER + ENTRY.replace("Té", r"T\é"), (8, 10, r"`\é` is not an escape"),
    ),
    "a backslash before the end": (
        HEADER + ENTRY.replace('Té"', 'Té\\"'),
        (8, 8, "the text has no closing quotation mark"),
    ),
    "a quotation mark within": (
        HEADER + ENTRY.replace("Té", 'T"é'),
        (8, 11, "something follows the closing quotation mark"),
    ),
    "no quotation marks": (
        HEADER + ENTRY.replace('"Té"', "Té"), (8, 1, "this line is not part of a PO file"),
    ),
    "a text twice": (
        HEADER + ENTRY + "\n" + ENTRY, (10, 1, "`tea/title` is there twice, first in line 6"),
    ),
    "a key twice": (
        HEADER + ENTRY + "\n" + ENTRY.replace("Tea", "Teas"),
        (10, 1, "`tea/title` is there twice, first in line 6"),
    ),
    "a text that is obsolete too": (
        HEADER + ENTRY + "\n#~ " + ENTRY.strip().replace("\n", "\n#~ ") + "\n",
        (10, 1, "`tea/title` is there twice, first in line 6"),
    ),
    "two translations": (HEADER + ENTRY + 'msgstr "Te"\n', (9, 1, "`msgstr` is there twice")),
    "no key": (
        HEADER + ENTRY.partition("\n")[2], (6, 1, "this entry has no `msgctxt`"),
    ),
    "no translation": (
        HEADER + ENTRY.replace('msgstr "Té"\n', ""), (6, 1, "this entry has no `msgstr`"),
    ),
    "plural forms": (
        HEADER + ENTRY.replace("msgstr", 'msgid_plural "Teas"\nmsgstr[0]'),
        (8, 1, "this entry has plural forms, and no text of a guide has any"),
    ),
    "a misspelt keyword": (
        HEADER + ENTRY.replace("msgid", "msgit"), (7, 1, "`msgit` is not a keyword of PO files"),
    ),
    "half obsolete": (
        HEADER + ENTRY.replace("msgid", "#~ msgid"),
        (6, 1, "this entry is obsolete in some lines only"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "first"), REFUSED.values(), ids=REFUSED)
def test_what_no_po_file_may_hold_is_refused_at_its_place(
    text: str, first: tuple[int, int, str]
) -> None:
    assert first in trouble(text)


@settings(deadline=None)
@given(st.text('"\\ntx#~|,.: msgidctr[]0\n\r\ufeff', max_size=80))
def test_no_text_raises(text: str) -> None:
    read_po(text, PO)
    read_po(HEADER + ENTRY + text, PO)


def test_every_complaint_about_a_file_is_made_at_once() -> None:
    text = HEADER + ENTRY.replace("Té", r"T\é") + 'msgid "x\n' + ENTRY
    assert [line for line, _, _ in trouble(text)] == [8, 9]


# In a guide


def test_a_file_that_is_not_sound_is_named_by_check(folder: Folder) -> None:
    text = (TEA / PO).read_text("utf-8")
    guide = load(folder({PO: text.replace('msgid "Leave coffee"', "msgid Leave coffee")}), TODAY)
    (found,) = check(guide)
    line = text.splitlines().index('msgid "Leave coffee"') + 1
    assert (found.rule, found.place) == ("sound-po", (PO, line, 1))


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig"])
def test_check_fix_gives_a_file_of_windows_the_usual_form(codec: str, folder: Folder) -> None:
    at = folder()
    text = (at / PO).read_text("utf-8")
    (at / PO).write_bytes(text.replace("\n", "\r\n").encode(codec))
    assert call("check", folder=at)[0] == 1
    assert call("check", "--fix", folder=at)[0] == 0
    assert (at / PO).read_bytes() == text.encode()


def test_a_renamed_id_is_renamed_in_translations(folder: Folder) -> None:
    at = folder()
    assert call("rename", "avoid-coffee", "leave-coffee", folder=at)[0] == 0
    text = (at / PO).read_text("utf-8")
    assert 'msgctxt "leave-coffee/title"\nmsgid "Leave coffee"\nmsgstr "Deje el café"' in text
    assert not re.search(r"avoid-coffee", text)
