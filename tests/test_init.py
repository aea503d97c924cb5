"""A new guide: made in an empty folder, sound at once, and kept so by the two commands that its
README names.
"""

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from tests.conftest import ROOT, call

from evidence_guide import check, load
from evidence_guide.cli import main
from evidence_guide.intake import issue_drafts
from evidence_guide.intake.new_guide import Wishes, start
from evidence_guide.site.mkdocs_build import build_site

BIN = Path(sys.executable).parent
STARTER = ROOT / "generator/evidence_guide/starter"


def init(folder: Path, *words: str) -> Result:
    return CliRunner(env={"SOURCE_DATE_EPOCH": "1768900000"}).invoke(
        main, ["init", str(folder), *words], catch_exceptions=False
    )


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_two_commands_of_its_readme_pass_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "plants"
    start(folder, Wishes(title="Plants at the window"), date.today())  # noqa: DTZ011 (as a user's clock says)
    done = subprocess.run(
        ["make", "guide", "test", f"BIN={BIN}"],  # noqa: S607
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "zero uncited sentences" in done.stdout
    assert "1 warning" in done.stdout
    assert re.search(r"\b\d\d passed", done.stdout)
    home = (folder / "site/index.html").read_text("utf-8")
    assert "Plants at the window" in home
    assert "Nothing here is advice." in home


def test_it_says_what_it_made_and_bears_what_was_asked_for(tmp_path: Path) -> None:
    done = init(
        tmp_path / "new",
        "--title",
        "Té: “now” & #1",
        "--repository",
        "https://git.example.org/a/b",
        "--site-url",
        "https://b.example.org/",
        "--language",
        "Spanish",
        "--generator",
        "evidence-guide==9",
    )
    files = [path for path in (tmp_path / "new").rglob("*") if path.is_file()]
    assert (done.exit_code, done.stdout) == (
        0,
        (
            f"{len(files)} files in {tmp_path}/new; there, `make guide` builds the site and "
            "`make test` checks it\n"
        ),
    )
    file = load(tmp_path / "new").file
    assert (file.title, file.repository, file.site_url, file.language) == (
        "Té: “now” & #1",
        "https://git.example.org/a/b",
        "https://b.example.org/",
        "es",
    )
    settings = yaml.safe_load((tmp_path / "new/mkdocs.yml").read_text("utf-8"))
    assert (settings["site_name"], settings["repo_url"], settings["theme"]["language"]) == (
        file.title,
        file.repository,
        "es",
    )
    assert (tmp_path / "new/requirements.txt").read_text("utf-8").splitlines()[
        0
    ] == "evidence-guide==9"


def test_its_issue_form_asks_what_from_issue_reads(tmp_path: Path) -> None:
    start(tmp_path / "new", Wishes(), date(2026, 1, 20))
    ours, starter = (
        yaml.safe_load((folder / issue_drafts.FORM).read_text("utf-8"))
        for folder in (ROOT, tmp_path / "new")
    )
    for part in (*ours["body"], *starter["body"]):
        part["attributes"].pop("placeholder", None)
    assert starter == ours
    answers = "\n\n".join(
        (
            f"### {part['attributes']['label']}\n\n"
            f"{'10.1000/none' if part['id'] == 'source' else '_No response_'}"
        )
        for part in ours["body"]
    )
    (tmp_path / "issue.md").write_text(answers, "utf-8")
    done = CliRunner().invoke(
        main,
        ["--folder", str(tmp_path / "new"), "from-issue", str(tmp_path / "issue.md")],
        catch_exceptions=False,
    )
    assert done.exit_code == 1
    assert "no source in evidence/sources.bib is 10.1000/none" in done.stderr


def test_a_file_where_a_folder_is_needed_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    done = init(tmp_path / "file" / "new")
    assert done.exit_code == 2
    assert done.stderr == (
        f"evidence-guide: {tmp_path}/file/new cannot be written (not a directory); name a "
        "folder that can be\n"
    )


def test_without_options_or_terminal_all_is_a_placeholder_and_reviews_are_due_in_a_year(
    tmp_path: Path,
) -> None:
    (tmp_path / "new").mkdir()
    assert init(tmp_path / "new").exit_code == 0
    guide = load(tmp_path / "new", date(2026, 1, 20))
    assert [found.rule for found in check(guide)] == ["lock-is-current"]
    assert not (tmp_path / "new/evidence/evidence.lock").exists()
    assert (guide.file.title, guide.file.as_of) == ("A new guide", date(2026, 1, 20))
    assert {topic.item.review_by for topic in guide.topics.values()} == {date(2027, 1, 20)}
    assert re.fullmatch(
        r"evidence-guide @ git\+https://\S+@v\d+\.\d+\.\d+",
        (tmp_path / "new/requirements.txt").read_text("utf-8").splitlines()[0],
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ["--repository", "b"],
            (
                "`b` is not an address for repository: an address begins with `http:` or `https:`; "
                "write it in full, such as https://github.com/example/new-guide"
            ),
        ),
        (
            ["--site-url", "ftp://b"],
            (
                "`ftp://b` is not an address for site-url: an address begins with `http:` or "
                "`https:`, not with `ftp:`; write it in full, such as "
                "https://example.org/new-guide/"
            ),
        ),
        (
            ["--language", "Klingon"],
            "`Klingon` is not a language that the site's theme speaks; it speaks af, ",
        ),
        (["--language", "xx"], "`xx` is not a language that the site's theme speaks"),
        (["--title", "x" * 200], "no guide can be made of this: evidence/guide.yml:2:"),
        (
            ["--title", "<script>"],
            (
                "no guide can be made of this: evidence/guide.yml:2:1: `<script>` is shown as it "
                "is written"
            ),
        ),
    ],
)
def test_a_wish_that_cannot_be_is_one_sentence_and_nothing_is_made(
    words: list[str], told: str, tmp_path: Path
) -> None:
    done = init(tmp_path / "new", *words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(f"evidence-guide: {told}")
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "new").exists()


def test_in_a_terminal_it_asks_for_what_no_option_says(tmp_path: Path) -> None:
    main_side, terminal = os.openpty()
    os.write(main_side, b"Plants\n\nSpanish\n")
    words = [
        sys.executable,
        "-m",
        "evidence_guide",
        "init",
        str(tmp_path / "new"),
        "--site-url",
        "https://plants.example.org/",
    ]
    done = subprocess.run(
        words, stdin=terminal, capture_output=True, text=True, check=False, timeout=60
    )
    os.close(main_side)
    os.close(terminal)
    assert done.returncode == 0, done.stderr
    file = load(tmp_path / "new").file
    assert (file.title, file.repository, file.site_url, file.language) == (
        "Plants",
        Wishes().repository,
        "https://plants.example.org/",
        "es",
    )


@pytest.mark.parametrize("name", [".", "file"])
def test_what_is_there_is_left_alone(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", "utf-8")
    done = init(tmp_path / name)
    assert (done.exit_code, done.stderr) == (
        2,
        f"evidence-guide: {tmp_path / name} is not an empty folder; name a new one\n",
    )
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").read_text("utf-8") == "mine"


def test_its_workflows_are_this_repositorys_own() -> None:
    ours, theirs = ROOT / ".github", STARTER / "github"
    for name in ("workflows/comment.yml", "workflows/pages.yml", "dependabot.yml"):
        assert (theirs / name).read_text("utf-8") == (ours / name).read_text("utf-8")
    checking = (
        (ours / "workflows/check.yml")
        .read_text("utf-8")
        .replace("make .venv/ready", "make .venv/bin/evidence-guide")
    )
    checking = re.sub(r"# Receipts .*\n", "", checking)
    checking = re.sub(r"  receipts:\n(    .*\n)+", "", checking)
    checking = re.sub(r', "receipts-\*"\] # .*', "]", checking)
    assert (theirs / "workflows/check.yml").read_text("utf-8") == checking
    targets = set(
        re.findall(r"^([\w./-]+):(?!=)", (STARTER / "Makefile").read_text("utf-8"), re.MULTILINE)
    )
    asked = {
        word
        for path in (theirs / "workflows").glob("*.yml")
        for word in re.findall(r"make (\S+)", path.read_text("utf-8"))
    }
    assert asked <= targets


def test_the_page_that_tells_where_to_start_names_files_that_are_there() -> None:
    text = (STARTER / "docs/start-here.md.j2").read_text("utf-8") + (
        STARTER / "README.md.j2"
    ).read_text("utf-8")
    named = [
        name
        for name in re.findall(r"`((?:evidence|docs|mkdocs)[\w./-]*)`", text)
        if name != "evidence/evidence.lock"
    ]
    there = {
        path.relative_to(STARTER).as_posix().removesuffix(".j2") for path in STARTER.rglob("*")
    }
    assert named
    assert [name for name in named if name.rstrip("/") not in there] == []


def test_its_placeholders_may_be_thrown_away_and_the_lock_has_nothing_of_them(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "new"
    start(folder, Wishes(), date(2026, 1, 20))
    claims = folder / "evidence/claims/watering.yml"
    claims.write_text(claims.read_text("utf-8").replace("live-longer", "lives-longer"), "utf-8")
    assert "id-is-for-ever" not in {found.rule for found in check(load(folder))}


def test_a_lock_of_placeholders_can_be_begun_anew(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    start(folder, Wishes(), date(2026, 1, 20))
    assert call("lock", folder=folder)[0] == 0
    for path in folder.rglob("evidence/*/*.yml"):
        path.write_text(path.read_text("utf-8").replace("live-longer", "lives-longer"), "utf-8")
    code, _, err = call("lock", folder=folder)
    assert code == 2
    assert "live-longer would be forgotten" in err
    assert "`lock --begin`" in err
    assert call("lock", "--begin", folder=folder)[0] == 0
    assert "id-is-for-ever" not in {found.rule for found in check(load(folder))}


def test_an_empty_guide_has_no_placeholder_and_no_complaint(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    assert init(folder, "--empty", "--title", "Radon").exit_code == 0
    guide = load(folder, date(2026, 1, 20))
    assert check(guide) == []
    assert not guide.entries[1:]
    texts = [path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()]
    assert not [text for text in texts if re.search(r"houseplant|Placeholder", text)]


@pytest.mark.build
def test_an_empty_guide_builds(tmp_path: Path) -> None:
    start(tmp_path / "new", Wishes(title="Radon", empty=True), date(2026, 1, 20))
    site = build_site(load(tmp_path / "new", date(2026, 1, 20)))
    assert "Radon" in (site / "index.html").read_text("utf-8")
