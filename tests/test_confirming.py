"""Receipts are proved again from nothing, and their chain is read from the commits."""

import json
import subprocess
from pathlib import Path

import pytest
from tests.conftest import TODAY, Folder, call
from tests.test_verify import TEXTS, receipts, texts_with, verify

from evidence_guide import load
from evidence_guide.diff.confirming import (
    Confirmation,
    changed_receipts,
    confirmation_lines,
    confirmations,
)
from evidence_guide.guide.lock import receipts_in, sealed
from evidence_guide.proof.obtaining import Library


def git(folder: Path, *words: str) -> None:
    name = ("-c", "user.name=A", "-c", "user.email=a@guide.example")
    subprocess.run(["git", *name, *words], cwd=folder, check=True, timeout=60, capture_output=True)  # noqa: S607


def committed(folder: Path) -> Path:
    """The folder, with all that is in it committed."""
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet")
    git(folder, "add", "evidence")
    git(folder, "commit", "--quiet", "--message", "As it is")
    return folder


def forge(folder: Path, id: str, **fields: str) -> None:
    """Edits a receipt as somebody would who can compute its seal."""
    lock = folder / "evidence/evidence.lock"
    known = json.loads(lock.read_text("utf-8"))
    known["receipts"][id] |= fields
    receipt = sealed(receipts_in(json.dumps(known).encode())[id])
    known["receipts"][id]["seal"] = receipt.seal
    lock.write_text(json.dumps(known), "utf-8")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("", "", "1 confirmed"),
        ("12 minutes", "13 minutes", "1 contradicted"),
        ("Tea and sleep: a randomised trial", "Coffee and waking", "1 unconfirmed"),
    ],
)
def test_an_edited_receipt_is_compared_with_what_a_new_look_up_finds(
    old: str, new: str, told: str, folder: Folder, tmp_path: Path
) -> None:
    where = committed(folder())
    forge(where, "doe2020-sleep", by="program", service="PubMed", on="2026-01-18")
    guide = load(where, TODAY)
    before = receipts_in((where / "evidence/evidence.lock").read_bytes())
    assert changed_receipts(guide, before) == frozenset()
    texts = texts_with(tmp_path, "doe2020.xml", old, new)
    ids = frozenset({"doe2020-sleep"})
    found = list(confirmations(guide, ids, Library(TODAY, texts)))
    assert confirmation_lines(found).splitlines()[-1] == told
    assert (where / "evidence/evidence.lock").read_bytes() != b""


def test_without_a_network_a_changed_receipt_is_unconfirmed_and_the_lock_stays(
    folder: Folder,
) -> None:
    where = committed(folder())
    forge(where, "doe2020-sleep", by="program", service="PubMed", on="2026-01-18")
    kept = (where / "evidence/evidence.lock").read_bytes()
    code, out, _ = call("verify", "--offline", "--confirm", "HEAD", folder=where)
    assert (code, out.splitlines()[-1]) == (0, "1 unconfirmed")
    assert out.startswith("doe2020-sleep: unconfirmed: the lock says proved (full text), a new")
    assert (where / "evidence/evidence.lock").read_bytes() == kept


def test_a_contradicted_receipt_fails(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    where = committed(folder())
    assert call("verify", "--offline", "--confirm", "HEAD", folder=where) == (
        0,
        "no receipt was added or changed\n",
        "",
    )
    guide = load(where, TODAY)
    ids = frozenset({"doe2020-sleep"})
    (found,) = confirmations(guide, ids, Library(TODAY, TEXTS))
    contradicted = found._replace(confirmation=Confirmation.CONTRADICTED)
    monkeypatch.setattr(
        "evidence_guide.commands.verify.confirm_receipts", lambda *_: iter([contradicted])
    )
    code, out, _ = call("verify", "--offline", "--confirm", "HEAD", folder=where)
    assert (code, out.splitlines()[-1]) == (1, "1 contradicted")


def test_an_unknown_commit_is_a_sentence(folder: Folder) -> None:
    code, _, err = call("verify", "--confirm", "nowhere", folder=committed(folder()))
    assert code == 2
    assert "no commit is called nowhere" in err


def test_the_history_of_a_receipt_is_its_chain_through_the_commits(
    folder: Folder, tmp_path: Path
) -> None:
    where = committed(folder())
    verify(where, texts=texts_with(tmp_path, "doe2020.xml", "12 minutes", "13 minutes"))
    committed(where)
    verify(where)
    code, out, _ = call("verify", "--history", "doe2020-sleep", folder=where)
    lines = out.splitlines()
    assert (code, lines[0], len(lines)) == (0, "doe2020-sleep", 4)
    assert "proved (full text, by hand)" in lines[1]
    assert "not committed]" in lines[1]
    assert "figure missing" in lines[2]
    assert "since 2026-01-15" in lines[3]
    assert receipts(where)["doe2020-sleep"]["previous"] in lines[2]


def test_the_history_shows_a_predecessor_that_no_commit_holds(folder: Folder) -> None:
    where = committed(folder())
    forge(where, "doe2020-sleep", on="2026-01-19", previous="0" * 16)
    _, out, _ = call("verify", "--history", "doe2020-sleep", folder=where)
    assert "its predecessor 0000000000000000 is in no commit" in out
    forge(where, "doe2020-sleep", previous="")
    _, out, _ = call("verify", "--history", "doe2020-sleep", folder=where)
    assert "names no predecessor" in out


def test_without_commits_the_history_is_the_receipt_of_today(folder: Folder) -> None:
    where = folder()
    assert len(call("verify", "--history", "doe2020-sleep", folder=where)[1].splitlines()) == 2
    assert call("verify", "--history", "doe2020-slep", folder=where)[0] == 2
    (where / "evidence/evidence.lock").unlink()
    out = call("verify", "--history", "doe2020-sleep", folder=where)[1]
    assert out == "doe2020-sleep: never looked up\n"
