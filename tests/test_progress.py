"""Work that takes a while says so in a terminal, and nothing anywhere else."""

import io
import re

import pytest
from rich.console import Console
from tests.conftest import TEA

from evidence_guide import load
from evidence_guide.pdf.editions import Paper, Wanted
from evidence_guide.pdf.finished import _counted
from evidence_guide.text.terminal import at_work


@pytest.mark.parametrize(("forced", "shown"), [("1", "Building the site"), ("", "")])
def test_work_is_named_while_it_lasts_in_a_terminal_only(
    forced: str, shown: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", forced)
    with at_work("Building the site"):
        pass
    said = capsys.readouterr().err
    assert shown in said
    assert bool(said) == bool(shown)


@pytest.mark.parametrize(("is_terminal", "shown"), [(True, r"Making PDFs.*?(\d)/\1"), (False, "")])
def test_pdfs_are_counted_in_a_terminal_only(is_terminal: bool, shown: str) -> None:
    screen = Console(file=io.StringIO(), force_terminal=is_terminal, width=80)
    wanted = Wanted("evening", (Paper.A4,), (True,), draft=True)
    assert list(_counted(load(TEA), wanted, screen))
    said = screen.file.getvalue()
    assert re.search(shown, said)
    assert bool(said) == is_terminal
