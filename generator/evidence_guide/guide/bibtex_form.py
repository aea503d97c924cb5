"""BibTeX text in one form: no blanks around `@`, values in braces, no comments inside a record.

Every character keeps its line and column, so that complaints name the place in the file.
bibtexparser reads that form as BibTeX does; other forms it passes over or misreads.
"""

import re

_BEGIN = re.compile(r"@(\s*)([A-Za-z_]\w*)(\s*)([{(])")
_NEXT = re.compile(r"^[ \t]*@\s*[A-Za-z_]\w*\s*[{(]", re.MULTILINE)
_INSIDE = re.compile(r"\\.|[{}\"]|^[ \t]*@\s*[A-Za-z_]\w*\s*[{(]", re.DOTALL | re.MULTILINE)
_KEY = re.compile(r"[^,{}()@=\"]*")
_BLANK = re.compile(r"(?:\s|,)*")
_COMMENT = re.compile(r"%[^\n]*")
_FIELD = re.compile(r"[^\s\"#%'(),={}@]+\s*=")
_JOIN = re.compile(r"\s*#?\s*")
_WORD = re.compile(r"[^\s\"#%'(),={}@]+")
_LEVELS = {"{": 1, "}": -1}
_HIDDEN = {"commentary": "_ommentary"}
"""Types that bibtexparser would take for a comment, and what it is given instead."""
_OTHER = frozenset({"comment", "preamble", "string"})


def plain_form(text: str) -> str:
    """The text in the form that bibtexparser reads, with the same lines and columns."""
    form = _Form(text)
    at = 0
    while True:
        found = _BEGIN.search(text, at)
        if found is None:
            return "".join(form.signs)
        at = form.record(found)


def type_written(kind: str) -> str:
    """The type of a record as it is written, by that in the plain form."""
    for written, hidden in _HIDDEN.items():
        if kind == hidden:
            return written
    return kind


class _Form:
    """The characters of a text while they are brought into form."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.signs = list(text)

    def record(self, found: re.Match[str]) -> int:
        """Brings a record into form; returns the position behind it."""
        blank, kind, more, opening = found.groups()
        if kind.lower() in _OTHER:
            return found.end()
        kind = _HIDDEN.get(kind.lower(), kind)
        if blank or more or kind != found[2]:
            self.signs[found.start() : found.end()] = f"@{kind}{opening}{blank}{more}"
        return self.fields(found.end())

    def fields(self, at: int) -> int:
        """Brings the fields of a record into form, up to the first that has another form."""
        at = self._key(at)
        while True:
            at = self._blanks(at)
            found = _FIELD.match(self.text, at)
            if found is None:
                return at
            end = self._value(found.end())
            if end is None:
                return self._recovered(found.end())
            at = end

    def _key(self, at: int) -> int:
        """The position behind the key of a record."""
        return _end_of(_KEY, self.text, at)

    def _blanks(self, at: int) -> int:
        """The position behind blanks, commas and comments, which become blanks."""
        while True:
            at = _end_of(_BLANK, self.text, at)
            comment = _COMMENT.match(self.text, at)
            if comment is None:
                return at
            self.signs[at : comment.end()] = " " * (comment.end() - at)
            at = comment.end()

    def _value(self, at: int) -> int | None:
        """The position behind a value; None if it never ends."""
        at = _end_of(_JOIN, self.text, at)
        while True:
            end = self._part(at)
            if end is None or end == at:
                return end
            at = end
            joined = _JOIN.match(self.text, at)
            if joined is None or "#" not in joined[0]:
                return at
            at = joined.end()

    def _part(self, at: int) -> int | None:
        """The position behind one part of a value; one in quotation marks gets braces."""
        sign = self.text[at : at + 1]
        if sign == "{":
            return self._closed(at, "}")
        if sign == '"':
            end = self._closed(at + 1, '"')
            if end is not None:
                self.signs[at], self.signs[end - 1] = "{", "}"
            return end
        return _end_of(_WORD, self.text, at)

    def _closed(self, at: int, closing: str) -> int | None:
        """The position behind the sign that closes a part; None if another record begins first."""
        level = 0
        for found in _INSIDE.finditer(self.text, at):
            sign = found[0]
            level += _LEVELS.get(sign, 0)
            if level == 0 and sign == closing:
                return found.end()
            if level < 0 or "@" in sign:
                return None
        return None

    def _recovered(self, at: int) -> int:
        """The position of the next record behind one that is unsound."""
        found = _NEXT.search(self.text, at)
        return found.start() if found else len(self.text)


def _end_of(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at
