"""The command: exit codes, formats, sentences instead of tracebacks, and nothing half-written."""

import json
import re
from pathlib import Path

import pytest
from tests.conftest import TEA, Folder, call, run

SLEEP = "evidence/claims/sleep.yml"
BROKEN = (
    (TEA / SLEEP)
    .read_text("utf-8")
    .replace("doe2020-sleep, roe2021-sleep]", "doe2020-slep]")
    .replace("kind: gap", "kind: gab")
)


def test_a_sound_guide_is_clean_for_the_command_itself(folder: Folder) -> None:
    words = ("--folder", str(folder()), "check")
    done = run("evidence_guide", *words, SOURCE_DATE_EPOCH="1768900000")
    assert (done.returncode, done.stdout, done.stderr) == (0, "no complaint\n", "")


def test_check_shows_every_complaint_with_a_frame_and_a_mend(folder: Folder) -> None:
    text = (
        (TEA / SLEEP)
        .read_text("utf-8")
        .replace("doe2020-sleep, roe2021-sleep]", "doe2020-slep, roe2021-sleep]")
    )
    code, out, _ = call(
        "check",
        folder=folder(
            {
                SLEEP: text,
                "evidence/evidence.lock": '{"version": 1, "citations": {}}\n',
                "evidence/terms.yml": "terms: {\n",
            }
        ),
    )
    assert code == 1
    assert out.startswith(
        """evidence/claims/sleep.yml:16:16: error known-reference: no finding is called `doe2020-slep`
    did you mean `doe2020-sleep`?
       14 |     plain: Tea may help you fall asleep.
       15 |     kind: effect
       16 |     rests_on: [doe2020-slep, roe2021-sleep]
          |                ^
"""
    )
    assert "evidence/terms.yml:2:1: error sound-yaml" in out
    assert re.fullmatch(r"\d+ errors and \d+ warnings?", out.rstrip().splitlines()[-1])


@pytest.mark.parametrize("form", ["github", "sarif", "json"])
def test_every_format_tells_the_same_complaints(form: str, folder: Folder) -> None:
    where = folder({SLEEP: BROKEN, "evidence/evidence.lock": None})
    code, out, _ = call("check", "--format", form, folder=where)
    assert code == 1
    found = json.loads(call("check", "--format", "json", folder=where)[1])
    places = [(d["path"], d["line"], d["column"], d["rule"]) for d in found]
    if form == "json":
        assert all(
            set(d) == {"path", "line", "column", "severity", "rule", "message", "hint", "about"}
            for d in found
        )
    elif form == "github":
        assert [line.split("::")[1] for line in out.splitlines()] == [
            f"{d['severity']} file={d['path']},line={d['line']},col={d['column']},title={d['rule']}"
            for d in found
        ]
    else:
        run_ = json.loads(out)["runs"][0]
        told = [(r["locations"][0]["physicalLocation"], r["ruleId"]) for r in run_["results"]]
        assert [
            [part["name"] for part in r["locations"][0].get("logicalLocations", [])]
            for r in run_["results"]
        ] == [d["about"] for d in found]
        assert [
            (
                p["artifactLocation"]["uri"],
                p["region"]["startLine"],
                p["region"]["startColumn"],
                rule,
            )
            for p, rule in told
        ] == places
        assert {r["ruleId"] for r in run_["results"]} <= {
            r["id"] for r in run_["tool"]["driver"]["rules"]
        }


def test_warnings_alone_leave_the_guide_clean_unless_strict(folder: Folder) -> None:
    lock = json.loads((TEA / "evidence/evidence.lock").read_text("utf-8")) | {"citations": {}}
    where = folder({"evidence/evidence.lock": json.dumps(lock)})
    assert call("check", folder=where)[0] == 0
    assert call("check", "--strict", folder=where)[0] == 1


def test_a_folder_without_evidence_is_a_sentence_and_exit_2(tmp_path: Path) -> None:
    code, out, err = call("check", folder=tmp_path)
    assert (code, out) == (2, "")
    assert err == (
        f"evidence-guide: {tmp_path}/evidence is not a folder; run this in the folder that "
        "holds evidence/, or name it with --folder\n"
    )


@pytest.mark.build
def test_build_makes_the_site_and_says_where(folder: Folder) -> None:
    where = folder()
    code, out, _ = call("build", folder=where)
    assert code == 0
    told = [
        "6 sources, 11 findings, 11 claims, 2 steps, 1 term; zero uncited sentences",
        f"Downloads: 23 in {where}/site/downloads",
        f"The site: {where}/site/index.html",
    ]
    assert out.splitlines() == told


def test_build_writes_nothing_from_unsound_evidence(folder: Folder) -> None:
    where = folder({SLEEP: BROKEN})
    code, out, err = call("build", "--to", str(where / "out"), folder=where)
    assert (code, out) == (1, "")
    assert "`gab` is not a word for `kind`" in err
    assert err.endswith("nothing was written\n")
    assert not (where / "out").exists()


def test_build_to_does_not_overwrite_what_is_not_its_own(folder: Folder) -> None:
    where = folder()
    (where / "out").mkdir()
    (where / "out/precious.txt").write_text("mine", "utf-8")
    code, _, err = call("build", "--to", str(where / "out"), folder=where)
    assert code == 2
    assert "holds other files" in err
    assert (where / "out/precious.txt").read_text("utf-8") == "mine"


def test_explain_prints_a_rule_and_a_chain(folder: Folder) -> None:
    where = folder()
    code, out, _ = call("explain", "verb-fits-certainty", folder=where)
    assert code == 0
    assert out.startswith(
        "verb-fits-certainty (wording, error)\nA claim of moderate certainty says"
    )
    code, out, _ = call("explain", "drink-tea", folder=where)
    assert code == 0
    told = [
        "Drink a cup of tea",
        "sleep-faster evidence/claims/sleep.yml:12:5",
        "points the other way: poe2019-sleep",
    ]
    assert [
        word
        for word in (*told, "Participants given tea … sooner than others.", "Doe 2020")
        if word not in out
    ] == []


def test_explain_without_name_lists_the_rules_and_mends_a_mistyped_one(folder: Folder) -> None:
    where = folder()
    assert "unique-source" in call("explain", folder=where)[1]
    code, _, err = call("explain", "uniqe-source", folder=where)
    assert code == 2
    assert "did you mean `unique-source`" in err


def test_lock_and_schema_write_what_they_check(folder: Folder) -> None:
    where = folder({"evidence/evidence.lock": None})
    assert call("lock", "--check", folder=where)[0] == 1
    assert call("lock", folder=where)[0] == 0
    assert call("lock", "--check", folder=where)[0] == 0
    written, kept = (
        json.loads((f / "evidence/evidence.lock").read_text("utf-8")) for f in (where, TEA)
    )
    assert written["citations"] == kept["citations"]
    assert call("schema", "--check", folder=where)[0] == 1
    assert call("schema", folder=where)[1] == "15 schemas written\n"
    assert call("schema", "--check", folder=where)[0] == 0


@pytest.mark.parametrize(
    ("command", "name"),
    [("lock", "evidence/evidence.lock"), ("schema", "evidence/schema/claims.json")],
)
def test_a_folder_in_the_place_of_a_file_is_a_sentence_and_exit_2(
    command: str, name: str, folder: Folder
) -> None:
    where = folder({"evidence/evidence.lock": None} if command == "lock" else {})
    (where / name).mkdir(parents=True)
    code, out, err = call(command, folder=where)
    assert (code, out) == (2, "")
    assert err.startswith("evidence-guide: ")
    assert "this is a folder, not a file" in err


@pytest.mark.parametrize("name", ["stages/evening.yml", "terms.yml"])
def test_the_mend_of_a_missing_schema_line_is_the_line_itself(name: str, folder: Folder) -> None:
    line, _, rest = (TEA / "evidence" / name).read_text("utf-8").partition("\n")
    assert (
        f"    open the file with `{line}`\n"
        in call("check", folder=folder({f"evidence/{name}": rest}))[1]
    )


def test_a_line_that_is_shown_cannot_command_the_terminal(folder: Folder) -> None:
    out = call("check", folder=folder({"evidence/terms.yml": "terms:\x1b[2J\n"}))[1]
    assert "evidence/terms.yml:1:7: error no-hidden-characters" in out
    assert "\x1b" not in out
    assert "1 | terms:\ufffd[2J\n" in out


@pytest.mark.parametrize(("encoding", "sign"), [("ascii", "≥"), ("cp1252", r"\u2265")])
def test_what_an_output_cannot_hold_is_printed_as_an_escape(
    encoding: str, sign: str, folder: Folder
) -> None:
    """Click prints UTF-8 where Python believes in ASCII."""
    text = (TEA / SLEEP).read_text("utf-8").replace("holds 200 mL.", "holds ≥ 900 mL.", 1)
    words = ("--folder", str(folder({SLEEP: text})), "check")
    done = run("evidence_guide", *words, PYTHONIOENCODING=encoding)
    assert done.returncode == 1
    assert f"says: A cup holds {sign} 900 mL." in done.stdout
    assert "Traceback" not in done.stderr


def test_no_lock_is_written_from_evidence_that_cannot_be_read(folder: Folder) -> None:
    where = folder({SLEEP: "claims: [\n"})
    kept = (where / "evidence/evidence.lock").read_bytes()
    code, _, err = call("lock", folder=where)
    assert (code, (where / "evidence/evidence.lock").read_bytes()) == (2, kept)
    assert "its citations would be forgotten" in err


BAD_FOLDERS: dict[str, tuple[dict[str, str | None], str]] = {
    "no guide.yml": (
        {"evidence/guide.yml": None},
        "evidence/guide.yml:1:1: error guide-names-its-parts: evidence/guide.yml is missing",
    ),
    "empty file": (
        {SLEEP: ""},
        "evidence/claims/sleep.yml:1:1: error sound-yaml: the file is empty",
    ),
    "no bibliography": (
        {"evidence/sources.bib": None},
        "evidence/sources.bib:1:1: error readable-file: the bibliography is missing",
    ),
    "unsound lock": (
        {"evidence/evidence.lock": "{"},
        "evidence/evidence.lock:1:1: error sound-lock: the lock cannot be read",
    ),
    "wrong ending": (
        {"evidence/claims/more.yaml": "a: 1\n"},
        "evidence/claims/more.yaml:1:1: error readable-file: no part of the guide reads this file",
    ),
    "list for mapping": (
        {"evidence/guide.yml": "- a\n"},
        ("evidence/guide.yml:1:1: error fits-schema: `the file`: expected a mapping, found a list"),
    ),
}


@pytest.mark.parametrize(("files", "told"), BAD_FOLDERS.values(), ids=BAD_FOLDERS)
def test_bad_input_is_a_diagnostic_and_exit_1(
    files: dict[str, str | None], told: str, folder: Folder
) -> None:
    code, out, _ = call("check", folder=folder(files))
    assert code == 1
    assert told in out


def test_many_broken_files_are_told_all_at_once(folder: Folder) -> None:
    where = folder(
        {
            SLEEP: "claims: [\n",
            "evidence/terms.yml": "terms: []\n",
            "evidence/stages/evening.yml": "a: 1\na: 2\n",
        }
    )
    (where / "evidence/tables/cups.yml").unlink()
    (where / "evidence/tables/cups.yml").mkdir()
    (where / "evidence/findings/doe2020.yml").write_bytes(b"source: \xff\n")
    out = call("check", folder=where)[1]
    told = [
        "sleep.yml:2:1: error sound-yaml",
        "terms.yml:1:1: error fits-schema",
        "evening.yml:2:1: error repeated-key",
    ]
    told += [
        "cups.yml:1:1: error readable-file: this is a folder",
        "doe2020.yml:1:9: error readable-file",
    ]
    assert [word for word in told if word not in out] == []
