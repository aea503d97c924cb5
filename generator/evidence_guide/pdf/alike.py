"""Sentences and rows of an edition that read the same, so that one search finds all of them."""

from dataclasses import dataclass, field
from operator import attrgetter

from evidence_guide.pdf.letters import page_letters
from evidence_guide.pdf.printed import CitedPiece, Printed
from evidence_guide.view.shapes import StatementView, TextRow
from evidence_guide.view.texts import plain_words


@dataclass
class AlikePieces:
    """Sentences or rows that read the same."""

    words: str
    """Folded: the sentence, or the first cell of the row."""
    shown: str
    members: list[CitedPiece] = field(default_factory=list)

    @property
    def length(self) -> int:
        """The letters of the longest member."""
        return len(self.words) + max(map(letters_behind, self.members))


def later_cells(member: CitedPiece) -> list[str]:
    """The folded cells behind the first."""
    if isinstance(member, StatementView):
        return []
    return [page_letters(plain_words(cell)) for cell in member.cells[1:]]


def letters_behind(member: CitedPiece) -> int:
    """The letters of a row behind its first cell; a shorter row may begin a longer one."""
    return sum(map(len, later_cells(member)))


def alike_pieces(expected: Printed) -> list[AlikePieces]:
    """Sentences and rows by their letters, the longest first, as one may hold another."""
    groups: dict[tuple[str, bool], AlikePieces] = {}
    for member in expected.required:
        new = _group(member)
        group = groups.setdefault((new.words, isinstance(member, TextRow)), new)
        group.members.append(member)
    return sorted(groups.values(), key=attrgetter("length"), reverse=True)


def _group(member: CitedPiece) -> AlikePieces:
    """A group without members, for those that read like this one."""
    shown = _shown(member)
    return AlikePieces(page_letters(shown), shown)


def _shown(member: CitedPiece) -> str:
    """The words of a sentence, or of the first cell of a row."""
    if isinstance(member, TextRow):
        return plain_words(member.cells[0])
    return plain_words(member.text)
