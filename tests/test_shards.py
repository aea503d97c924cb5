"""`verify --shard`: parts of a run for several machines, and their locks joined again."""

import io
import json
import re
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from tests.conftest import HERE, ROOT, TEA, Folder, call
from tests.test_verify import SAMPLE

from evidence_guide import load
from evidence_guide.commands import progress
from evidence_guide.guide.lock import Proof, Receipt
from evidence_guide.proof.receipts import sources_to_verify
from evidence_guide.proof.results_table import results_table
from evidence_guide.proof.shards import Shard, locks_in, merged_receipts, read_shard

TEXTS = HERE / "texts"
LOCK = "evidence/evidence.lock"


def verify(folder: Path, *words: str) -> tuple[int, str, str]:
    cache = str(folder / "cache")
    return call(
        "verify", "--offline", "--cache", cache, "--texts", str(TEXTS), *words, folder=folder
    )


@given(st.text(), st.integers(1, 20))
def test_each_source_is_in_one_shard(key: str, of: int) -> None:
    assert sum(Shard(number, of).holds(key) for number in range(1, of + 1)) == 1


@pytest.mark.parametrize(
    "text", ["", "2", "0/4", "5/4", "1/0", "1/101", "a/b", "1/2/3", "-1/2", "١/٢"]
)
def test_what_is_no_part_is_a_usage_error(text: str, folder: Folder) -> None:
    code, _, err = verify(folder(), "--shard", text)
    assert code == 2
    assert "is not a part of a whole such as 2/4" in err


def shards_of(where: Path, to: Path, count: int) -> None:
    """Runs each shard on the guide as it is, and keeps the locks."""
    before = (where / LOCK).read_bytes()
    for number in range(1, count + 1):
        (where / LOCK).write_bytes(before)
        verify(where, "--shard", f"{number}/{count}")
        kept = to / f"lock-{number}" / "evidence.lock"
        kept.parent.mkdir(parents=True)
        kept.write_bytes((where / LOCK).read_bytes())
    (where / LOCK).write_bytes(before)


def test_shards_together_give_the_lock_of_one_run(folder: Folder, tmp_path: Path) -> None:
    where = folder()
    known = json.loads((where / LOCK).read_text("utf-8"))
    empty = json.dumps(known | {"receipts": {}})
    (where / LOCK).write_text(empty, "utf-8")
    verify(where)
    whole = (where / LOCK).read_bytes()
    (where / LOCK).write_text(empty, "utf-8")
    shards_of(where, tmp_path / "shards", 3)
    code, out, err = call("verify", "--merge", str(tmp_path / "shards"), folder=where)
    assert (code, err) == (0, "")
    assert out == f"{SAMPLE}\n"
    assert (where / LOCK).read_bytes() == whole
    call("verify", "--merge", str(tmp_path / "shards"), folder=where)
    assert (where / LOCK).read_bytes() == whole


def test_the_order_of_the_locks_does_not_matter(folder: Folder, tmp_path: Path) -> None:
    where = folder()
    known = json.loads((where / LOCK).read_text("utf-8"))
    (where / LOCK).write_text(json.dumps(known | {"receipts": {}}), "utf-8")
    shards_of(where, tmp_path / "shards", 3)
    guide, locks = load(where), locks_in(tmp_path / "shards")
    orders = [merged_receipts(guide, order) for order in permutations(locks)]
    assert all(list(order.items()) == list(orders[0].items()) for order in orders)
    assert len(orders[0]) == len(guide.findings)


def test_a_shard_keeps_the_receipts_of_the_others(folder: Folder) -> None:
    where = folder()
    before = (where / LOCK).read_bytes()
    assert verify(where, "--shard", "1/3")[0] == 0
    assert (where / LOCK).read_bytes() == before


def test_a_shard_looks_up_its_own_sources_only(folder: Folder) -> None:
    guide = load(folder())
    parts = [sources_to_verify(guide, frozenset(), Shard(number, 3)) for number in (1, 2, 3)]
    assert sorted(key for part in parts for key in part) == sorted(guide.readings)
    assert sources_to_verify(guide, frozenset({"doe2020"}), Shard(1, 3)) in ([], ["doe2020"])


def test_a_shard_without_sources_is_no_error(folder: Folder) -> None:
    where = folder()
    outs = [verify(where, "doe2020", "--shard", f"{number}/2")[1] for number in (1, 2)]
    assert sorted(outs) == ["2 proved (full text, by hand)\n", "no finding was looked for\n"]


def test_locks_that_contradict_each_other_are_not_merged(folder: Folder, tmp_path: Path) -> None:
    where = folder()
    text = (where / LOCK).read_text("utf-8")
    for number, day in enumerate(("2026-01-01", "2026-01-02")):
        kept = tmp_path / "shards" / str(number) / "evidence.lock"
        kept.parent.mkdir(parents=True)
        kept.write_text(text.replace('"on": "2026-01-13"', f'"on": "{day}"'), "utf-8")
    code, _, err = call("verify", "--merge", str(tmp_path / "shards"), folder=where)
    assert code == 2
    assert "two locks have different receipts of `" in err
    assert (where / LOCK).read_text("utf-8") == text


@pytest.mark.parametrize(
    ("content", "told"), [(None, "has no file evidence.lock"), ("{", "the lock cannot be read")]
)
def test_a_folder_without_sound_locks_is_a_sentence(
    content: str | None, told: str, folder: Folder, tmp_path: Path
) -> None:
    shards = tmp_path / "shards"
    shards.mkdir()
    if content is not None:
        (shards / "evidence.lock").write_text(content, "utf-8")
    code, _, err = call("verify", "--merge", str(shards), folder=folder())
    assert code == 2
    assert told in err


def test_a_table_has_a_row_for_each_result(folder: Folder, tmp_path: Path) -> None:
    where = folder({LOCK: None})
    texts = tmp_path / "texts"
    texts.mkdir()
    for name in ("doe2020.xml", "doe2020.from"):
        content = (TEXTS / name).read_text("utf-8")
        (texts / name).write_text(content.replace("12 minutes", "13 minutes"), "utf-8")
    places = ("--cache", str(tmp_path / "cache"), "--texts", str(texts))
    code, out, _ = call("verify", "--offline", "--table", *places, folder=where)
    assert code == 1
    assert out.splitlines() == [
        "| result | findings | sources | next |",
        "|---|--:|--:|---|",
        "| proved (full text, by hand) | 1 | 1 | nothing |",
        "| figure missing | 1 | 1 | correct the figure, or the passage that should contain it |",
        (
            "| no text to be had | 9 | 5 | supply a text with `--texts`, or add a DOI, PMID or PMCID |"
        ),
        "| all | 11 | 6 | |",
    ]


@pytest.mark.parametrize("proof", Proof)
def test_every_result_says_what_comes_next(proof: Proof) -> None:
    receipt = Receipt(proof, "", "2026-11-23", how="page")
    row = results_table(load(TEA), {"doe2020-sleep": receipt}).splitlines()[2]
    assert re.fullmatch(r"\| [^|]+ \| 1 \| 1 \| [^|]+ \|", row)


def test_progress_is_a_bar_in_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = io.StringIO()
    monkeypatch.setattr(progress, "_CONSOLE", Console(file=screen, force_terminal=True))
    assert list(progress.with_progress(range(3), "Looking for passages", 3)) == [0, 1, 2]
    assert "Looking for passages" in screen.getvalue()
    assert "3/3" in screen.getvalue() or "100%" in screen.getvalue()


def test_progress_is_silent_when_stderr_is_no_terminal(folder: Folder) -> None:
    assert verify(folder(), "doe2020")[2] == ""


def test_the_workflow_runs_each_shard_once_and_merges_them() -> None:
    text = (ROOT / ".github/workflows/prove.yml").read_text("utf-8")
    (listed,) = re.findall(r"shard: \[(.+)\]", text)
    shards = [read_shard(word.strip('" ')) for word in listed.split(",")]
    assert [shard.number for shard in shards] == list(range(1, shards[0].of + 1))
    assert {shard.of for shard in shards} == {len(shards)}
    assert '--shard "$SHARD"' in text
    assert "verify --merge shards --table" in text
