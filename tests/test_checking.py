"""`check` for some files, again and again, as a hook of pre-commit, and on files in every poor
state.
"""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from tests.children import running
from tests.conftest import ROOT, TEA, Folder, call

HONEY = TEA.parent / "honey"
SLEEP, DOE, TERMS = (
    "evidence/claims/sleep.yml",
    "evidence/findings/doe2020.yml",
    "evidence/terms.yml",
)


def tea(name: str, old: str, new: str) -> dict[str, str | None]:
    text = (TEA / name).read_text("utf-8")
    assert old in text
    return {name: text.replace(old, new, 1)}


def places(out: str) -> set[str]:
    return set(re.findall(r"^(\S+?):\d+:\d+: (?:error|warning)", out, re.MULTILINE))


BROKEN = tea(SLEEP, "kind: gap", "kind: gab") | tea(
    TERMS, "rests_on: [", "rests_on: [no-such-finding, "
)


def test_only_what_stands_in_the_named_files_is_told(folder: Folder) -> None:
    where = folder(BROKEN)
    assert places(call("check", folder=where)[1]) == {SLEEP, TERMS}
    code, out, _ = call("check", TERMS, folder=where)
    assert (code, places(out)) == (1, {TERMS})
    assert call("check", DOE, "docs", folder=where)[:2] == (0, "no complaint\n")
    assert places(call("check", "evidence/claims", str(where / TERMS), folder=where)[1]) == {
        SLEEP,
        TERMS,
    }


def test_what_a_file_breaks_elsewhere_is_told_too(folder: Folder) -> None:
    where = folder(tea(DOE, '"12 minutes"', '"11 minutes"'))
    code, out, _ = call("check", DOE, folder=where)
    assert code == 1
    assert (
        f"{SLEEP}:13:5: error number-is-traced: no finding behind `sleep-faster` prints `12 minutes`"
        in out
    )
    assert places(call("check", "evidence/findings/poe2019.yml", folder=where)[1]) == {SLEEP}
    assert call("check", "evidence/findings/moe2023.yml", folder=where)[1] == "no complaint\n"


def test_a_file_may_be_named_from_the_folder_where_one_stands(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = folder(BROKEN)
    monkeypatch.chdir(where / "evidence")
    assert places(call("check", "terms.yml", folder=where)[1]) == {TERMS}
    assert places(call("check", "terms.yml", folder=Path(".."))[1]) == {TERMS}


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("evidence/claims/slep.yml", "did you mean `evidence/claims/sleep.yml`?"),
        ("mkdocs.yml", "its files are in"),
        ("/etc/hostname", "its files are in"),
        ("..", "its files are in"),
    ],
)
def test_a_name_of_no_file_of_the_guide_is_a_sentence_and_exit_2(
    name: str, told: str, folder: Folder
) -> None:
    code, out, err = call("check", SLEEP, name, folder=folder())
    assert (code, out) == (2, "")
    assert err.startswith(f"evidence-guide: no file of the guide is called `{name}`; ")
    assert told in err


POOR: dict[str, tuple[bytes, str]] = {
    "an empty file": (b"", "1:1: error sound-yaml: the file is empty"),
    "a file of blanks": (b" \r\n\n", "error sound-yaml: the file is empty"),
    "half-written YAML": (
        b"terms:\n  - id: cup\n    term: [Cup\n",
        "3:11: error sound-yaml: the `[` that opens here is never closed",
    ),
    "Latin-1": (
        "terms:\n  - id: the\n    term: Thé\n".encode("latin-1"),
        "3:13: error readable-file: byte 0xe9 is not UTF-8",
    ),
}


@pytest.mark.parametrize("fix", [[], ["--fix"]], ids=["check", "fix"])
@pytest.mark.parametrize(("data", "told"), POOR.values(), ids=POOR)
def test_a_file_in_a_poor_state_is_told_and_left_alone(
    data: bytes, told: str, fix: list[str], folder: Folder
) -> None:
    where = folder()
    (where / TERMS).write_bytes(data)
    code, out, err = call("check", TERMS, *fix, folder=where)
    assert (code, err) == (1, "")
    assert told in out
    assert "fixed" not in out
    assert (where / TERMS).read_bytes() == data


DAY = {"SOURCE_DATE_EPOCH": "1768900000"}
FOLLOWS = "watching evidence and docs; Ctrl-C ends it\n"


def until(process: subprocess.Popen[str], wanted: str) -> list[str]:
    """The lines that a command prints up to one that holds these words."""
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if wanted in line:
            return lines
    raise AssertionError(f"{wanted!r} was never printed after {lines}")


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_watch_runs_again_when_a_file_changes_and_ends_when_it_is_stopped(
    number: signal.Signals, folder: Folder
) -> None:
    where = folder()
    with running("--folder", str(where), "check", "--watch", SLEEP, env=DAY) as watching:
        assert until(watching, "Ctrl-C") == ["no complaint\n", FOLLOWS]
        new = where / "evidence/claims/.new"
        new.write_text(
            (where / SLEEP).read_text("utf-8").replace("kind: gap", "kind: gab"), "utf-8"
        )
        new.replace(where / SLEEP)
        told = "".join(until(watching, "Ctrl-C"))
        assert re.match(rf"\d\d:\d\d:\d\d changed: {SLEEP}\n", told)
        assert f"{SLEEP}:49:5: error fits-schema: `gab` is not a word for `kind`" in told
        watching.send_signal(number)
        assert watching.wait(20) == 0
        assert watching.stdout
        assert watching.stderr
        assert (watching.stdout.read(), watching.stderr.read()) == ("\nno longer watching\n", "")


@pytest.mark.slow
def test_watch_goes_on_when_the_evidence_is_taken_away_and_comes_back(folder: Folder) -> None:
    where = folder()
    with running(
        "--folder", str(where), "check", "--watch", env=DAY, stderr=subprocess.STDOUT
    ) as watching:
        until(watching, "Ctrl-C")
        (where / "evidence").rename(where / "away")
        assert "evidence-guide: " in "".join(until(watching, "Ctrl-C"))
        (where / "away").rename(where / "evidence")
        assert "no complaint\n" in until(watching, "Ctrl-C")
        replace(where / SLEEP, "kind: gap", "kind: gab")
        assert "`gab` is not a word for `kind`" in "".join(until(watching, "Ctrl-C"))


def replace(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")


HOOKS = {
    hook["id"]: hook
    for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
}


def hook(name: str, where: Path, files: list[str]) -> subprocess.CompletedProcess[str]:
    """Runs a hook's entry in a repository as pre-commit does: with the files of the commit that it
    asks for.
    """
    asked = HOOKS[name]
    wanted = [
        file
        for file in files
        if re.search(asked.get("files", ""), file)
        and not re.search(asked.get("exclude", "^$"), file)
    ]
    words = shlex.split(asked["entry"]) + (wanted if asked.get("pass_filenames", True) else [])
    program = Path(sys.executable).parent / words[0]
    return subprocess.run(
        [program, *words[1:]],
        cwd=where,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | DAY,
        timeout=60,
    )


@pytest.mark.slow
def test_the_hook_that_mends_works_on_the_files_of_a_commit(folder: Folder) -> None:
    text = (TEA / TERMS).read_text("utf-8")
    where = folder({TERMS: text.replace("\n", " \n")} | tea(SLEEP, "kind: gap", "kind: gab"))
    done = hook(
        "evidence-guide-fix",
        where,
        ["README.md", "evidence/schema/claims.json", TERMS, "evidence/sources.bib"],
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert (where / TERMS).read_text("utf-8") == text
    assert f"{TERMS}:1:" in done.stdout


@pytest.mark.slow
def test_the_hook_that_checks_looks_at_the_whole_guide(folder: Folder) -> None:
    where = folder(tea(SLEEP, "kind: gap", "kind: gab"))
    assert hook("evidence-guide-check", where, [TERMS]).returncode == 1
    assert HOOKS["evidence-guide-check"]["always_run"]


def test_the_hooks_are_told_to_those_who_use_them() -> None:
    told = (ROOT / ".github/CONTRIBUTING.md").read_text("utf-8")
    assert [name for name in HOOKS if f"id: {name}" not in told] == []


@pytest.mark.parametrize("guide", [TEA, HONEY], ids=lambda guide: guide.name)
def test_a_file_that_cannot_be_read_is_the_only_one_that_is_complained_of(
    guide: Path, tmp_path: Path
) -> None:
    where = Path(shutil.copytree(guide, tmp_path / "guide"))
    before = places(call("check", folder=where)[1])
    files = [*(where / "evidence").glob("*.yml"), *(where / "evidence").glob("*/*.yml")]
    for file in files:
        text = file.read_text("utf-8")
        file.write_text(f"{text}\nno-such-field: [\n", "utf-8")
        found = places(call("check", folder=where)[1])
        assert found - before == {file.relative_to(where).as_posix()} - before
        file.write_text(text, "utf-8")


ABOUT = "docs/about.md"


@pytest.mark.parametrize(
    "written",
    [
        "[@Sleep-Faster]",
        "[@sleep.faster]",
        "[@sleep_faster]",
        "[@sleep-faster, p. 12]",
        "[@sleep-faster @sleep-longer]",
        "[-@sleep-faster]",
        "[@sleep-faster",
        "[@sleep-faster;",
        "[see @sleep-faster]",
        "[e.g. @sleep-faster; but see @sleep-longer]",
        "[@sleep-faster, {pp. iv, vi-xi}, with suffix]",
        "[see [the paper](about.md) @sleep-faster]",
        "[see -@sleep-faster]",
        "[@{sleep-faster}]",
        "[*see* @sleep-faster]",
        "[ @sleep-faster ]",
        "@sleep-faster",
        "@doe2020",
        "@{sleep-faster}",
    ],
)
def test_a_citation_in_another_form_is_reported_at_its_line_and_column(
    written: str, folder: Folder
) -> None:
    text = f"# About\n\nTea helps [@sleep-faster] at night {written}\n"
    code, out, _ = call("check", ABOUT, folder=folder({ABOUT: text}))
    assert code == 1
    assert (
        f"{ABOUT}:3:36: error citation-is-understood: `{written}` is not read as a citation" in out
    )


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("Words [see\n@sleep-faster].", "3:7"),
        ("!!! note\n\n    Tea helps [@Tea].", "5:15"),
        ("<div>\n[@sleep-faster]\n</div>", "4:1"),
        ("<div markdown>\n[@sleep-faster] [@Tea]\n</div>", "4:17"),
        ("| a | b |\n|---|---|\n| c | [@Tea] |", "5:7"),
        ("[@sleep-faster][@Tea]", "3:16"),
    ],
)
def test_wherever_it_is_on_the_page(written: str, place: str, folder: Folder) -> None:
    text = f"# About\n\n{written}\n"
    out = call("check", ABOUT, folder=folder({ABOUT: text}))[1]
    assert f"{ABOUT}:{place}: error citation-is-understood: " in out


def test_a_text_of_the_evidence_has_its_citations_in_fields(folder: Folder) -> None:
    claims = "evidence/claims/sleep.yml"
    text = (TEA / claims).read_text("utf-8")
    files = {claims: text.replace("fall asleep.\n", "fall asleep [see @sleep-wake].\n", 1)}
    out = call("check", claims, folder=folder(files))[1]
    line = text[: text.index("fall asleep.\n")].count("\n") + 1
    assert f"{claims}:{line}:" in out
    assert "error no-citation-in-text: `[see @sleep-wake]` would be shown as it is" in out


@pytest.mark.parametrize(
    "written",
    [
        "`[@Tea]`",
        "`[see @sleep-faster]`",
        "\\[@Tea]",
        "\\[see @sleep-faster]",
        "[\\@sleep-faster]",
        "[@Tea](https://example.org)",
        "![@Tea](tea.png)",
        "[me@example.org]",
        "@everyone",
        "<!-- [@Tea] -->",
    ],
)
def test_what_only_looks_like_a_citation_is_left_alone(written: str, folder: Folder) -> None:
    text = f"# About\n\nTea helps [@sleep-faster] {written}\n"
    assert "citation-is-understood" not in call("check", folder=folder({ABOUT: text}))[1]


def test_the_mark_of_a_footnote_is_no_number(folder: Folder) -> None:
    text = "# About\n\nTea may help.[^7] [@sleep-faster]\n\n[^7]: A note. [@sleep-faster]\n"
    assert "number-is-traced" not in call("check", folder=folder({ABOUT: text}))[1]


def many_warnings(folder: Folder) -> Path:
    """A guide whose citations are all unknown to its lock, with one error and many warnings."""
    where = folder(BROKEN)
    claims = where / SLEEP
    text = claims.read_text("utf-8").replace("kind: gab", "kind: gap")
    claims.write_text(text.replace("plain: ", "plain: It is so that "), "utf-8")
    return where


def test_quiet_prints_errors_and_counts_the_warnings(folder: Folder) -> None:
    where = many_warnings(folder)
    out = call("check", "--quiet", folder=where)[1]
    assert ": error " in out
    assert ": warning " not in out
    assert re.search(r"\d+ errors? and \d+ warnings?\n$", out)
    assert '"warning"' not in call("check", "--quiet", "--format", "json", folder=where)[1]


def test_many_complaints_are_counted_by_rule(folder: Folder) -> None:
    out = call("check", folder=many_warnings(folder))[1]
    assert re.search(r"^ +\d+ warning words-were-accepted$", out, re.MULTILINE)


def test_until_the_first_lock_a_rule_warns_once(folder: Folder) -> None:
    where = folder()
    later = str(where / "evidence/evidence.lock")
    terms = where / TERMS
    Path(later).unlink()
    terms.write_text(terms.read_text("utf-8"), "utf-8")
    out = call("check", folder=where)[1]
    rules = re.findall(r": warning ([\w-]+):", out)
    assert "lock-is-current" in rules
    assert len(rules) == len(set(rules))
