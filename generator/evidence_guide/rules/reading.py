"""The file is sound YAML, BibTeX or PO and fits the schema."""

from collections.abc import Iterator

from evidence_guide.diagnostic import Route
from evidence_guide.guide import Guide
from evidence_guide.guide.yaml_reader import Document, Value
from evidence_guide.rules.fixes.form import SCHEMA_LINE, schema_line_of
from evidence_guide.rules.rule import Complaint, Complaints, rule


def _trouble(guide: Guide, name: str) -> Complaints:
    return ((d.place, d.message, d.hint) for d in guide.trouble if d.rule == name)


@rule("evidence/notes.yaml", "", "title: A file with the wrong ending\n")
def readable_file(guide: Guide) -> Complaints:
    """Every file in `evidence/` is a regular file of UTF-8 text, at most 256 KiB, in a place that
    the guide reads.

    A file that is passed over in silence is evidence that a reader never sees. A pipe or a device
    in `evidence/`, `docs/` or `fonts/` is never opened, because it can hold a command up for ever;
    a link is followed only to another file of the guide that is not hidden, and a folder that is a
    link is not entered.
    """
    return _trouble(guide, "readable-file")


@rule("docs/why?.md", "", "# Why\n")
def plain_file_name(guide: Guide) -> Complaints:
    """The name of every file in `evidence/` and `docs/` is plain: no hidden character, no line
    break, nothing that Windows cannot hold.

    A name is printed in logs and becomes an address, and everybody must be able to check the guide
    out.
    """
    return _trouble(guide, "plain-file-name")


@rule("evidence/claims/sleep.yml", "kind: effect", "kind: [effect")
def sound_yaml(guide: Guide) -> Complaints:
    """Every `.yml` file is sound YAML with at least one value.

    Half a file would be half the evidence.
    """
    return _trouble(guide, "sound-yaml")


@rule("evidence/locales/es/guide.po", 'msgid "In the evening"', "msgid In the evening")
def sound_po(guide: Guide) -> Complaints:
    """Every `guide.po` is a sound PO file in UTF-8, in the language of its folder, with each text
    once.

    A program for translators would read a file that is not sound in its own way, and a
    translation would be lost or shown in the place of another.
    """
    return _trouble(guide, "sound-po")


@rule("evidence/claims/sleep.yml", "kind: effect", "kind: effect\n    kind: association")
def repeated_key(guide: Guide) -> Complaints:
    """No key appears twice in one mapping.

    YAML readers keep one of the two in silence, and nobody knows which.
    """
    return _trouble(guide, "repeated-key")


@rule(
    "evidence/claims/sleep.yml",
    "plain: Tea may help you fall asleep.",
    "plain: Tea may help you # fall asleep.",
)
def cut_text(guide: Guide) -> Complaints:
    """No text is cut short by ` #`.

    YAML takes what follows ` #` for a comment, and the end of the sentence is gone.
    """
    return _trouble(guide, "cut-text")


@rule("evidence/claims/sleep.yml", "kind: effect", "kind: &kind effect")
def plain_yaml(guide: Guide) -> Complaints:
    """Evidence uses no anchors, aliases, tags, merge keys or second documents.

    What a line says must be readable in that line, in an editor as in a review.
    """
    return _trouble(guide, "plain-yaml")


@rule("evidence/claims/sleep.yml", "kind: effect", "kind: efect")
def fits_schema(guide: Guide) -> Complaints:
    """Every file holds the fields of its schema, all of them known and none of them empty.

    A misspelt field would be a fact that is never shown.
    """
    return _trouble(guide, "fits-schema")


@rule("evidence/claims/sleep.yml", "# yaml-language-server: $schema=../schema/claims.json\n", "")
def schema_line(guide: Guide) -> Complaints:
    """Every evidence file opens with the line that names its schema.

    With it an editor completes the fields and marks what is wrong while one types.
    """
    for document in guide.documents:
        if document.text and not _has_schema_line(document):
            yield _no_schema_line(document)


def _has_schema_line(document: Document) -> bool:
    """Whether a file names its schema; a PO file has none."""
    return document.path.endswith(".po") or document.text.startswith(SCHEMA_LINE)


def _no_schema_line(document: Document) -> Complaint:
    hint = f"open the file with `{schema_line_of(document.path)}`"
    return document.place(), "the schema line is missing", hint


@rule("evidence/sources.bib", "@article{doe2020,", "@articel{doe2020,")
def sound_bibtex(guide: Guide) -> Complaints:
    """Every record in `sources.bib` is sound BibTeX of a known type, with its own key and no
    undefined macro.

    A reference that is read half gives a wrong reference list.
    """
    return _trouble(guide, "sound-bibtex")


@rule("evidence/evidence.lock", '"version": 1', '"version": one')
def sound_lock(guide: Guide) -> Complaints:
    """`evidence.lock` is the JSON that `evidence-guide lock` wrote.

    Without the lock a lost citation would go unseen.
    """
    return _trouble(guide, "sound-lock")


@rule("evidence/guide.yml", "stages: [evening]", "stages: [evening, evening]")
def listed_once(guide: Guide) -> Complaints:
    """No list of ids or words holds the same one twice.

    It would be printed twice, or count as two pieces of evidence.
    """
    for document in guide.documents:
        for route, words in _lists(document.value, ()):
            for number, word in _repeated(words):
                place = document.place((*route, number))
                yield place, f"`{word}` is listed twice", "remove one of the two", (word,)


def _lists(value: Value, route: Route) -> Iterator[tuple[Route, list[Value]]]:
    """Every list in a value, with the way to it."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _lists(part, (*route, key))
    elif isinstance(value, list):
        yield route, value
        for number, part in enumerate(value):
            yield from _lists(part, (*route, number))


def _repeated(words: list[Value]) -> Iterator[tuple[int, str]]:
    """The position of every text of a list that is there already."""
    seen: set[str] = set()
    for number, word in enumerate(words):
        if isinstance(word, str):
            if word in seen:
                yield number, word
            seen.add(word)
