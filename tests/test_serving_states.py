"""`serve` outlives every broken state: the last good pages stay, with the complaint on top."""

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import active_count
from typing import NamedTuple

import pytest
from tests.conftest import TEA, copy
from tests.previews import Served, serving

from evidence_guide.site.preview import Preview
from evidence_guide.site.previewer import Maker, _listening

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

SLEEP = "evidence/claims/sleep.yml"
GOOD = "Tea may help you fall asleep"
PAGE = "/topics/sleep/"
MKDOCS = (TEA / "mkdocs.yml").read_text("utf-8")
HOOK = "def on_page_markdown(markdown, **_):\n    raise ValueError('a hook of mine')\n"
EXTENSION = """
from markdown import Extension
from markdown.preprocessors import Preprocessor


class Broken(Preprocessor):
    def run(self, lines):
        raise KeyError("an extension of mine")


class Mine(Extension):
    def extendMarkdown(self, md):
        md.preprocessors.register(Broken(md), "broken", 1)


def on_config(config):
    config.markdown_extensions.append(Mine())
"""
LOOP = "a link that leads to itself"


class State(NamedTuple):
    """How something is broken, a text being the new `mkdocs.yml`; and part of the complaint."""

    break_it: Callable[[Path], object] | str
    told: str


def put(name: str, content: str | bytes) -> Callable[[Path], object]:
    """Writes a file."""
    data = content.encode() if isinstance(content, str) else content
    return lambda folder: _write(folder / name, data)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def gone(name: str) -> Callable[[Path], object]:
    """Removes a file or a folder."""
    return lambda folder: remove(folder / name)


def remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def folder_at(name: str) -> Callable[[Path], object]:
    """Puts a folder where a file was."""

    def change(folder: Path) -> None:
        remove(folder / name)
        (folder / name).mkdir()

    return change


def link_at(name: str) -> Callable[[Path], object]:
    """Puts a link that leads to itself where a file or folder was."""

    def change(folder: Path) -> None:
        remove(folder / name)
        (folder / name).symlink_to(Path(name).name)

    return change


def fifo_at(name: str) -> Callable[[Path], object]:
    """Puts a pipe that nobody writes into where a file was."""

    def change(folder: Path) -> None:
        remove(folder / name)
        os.mkfifo(folder / name)

    return change


def closed(name: str) -> Callable[[Path], object]:
    """Takes the right to read away."""
    return lambda folder: (folder / name).chmod(0)


def both(*steps: Callable[[Path], object]) -> Callable[[Path], object]:
    """Several changes, one after the other."""
    return lambda folder: [step(folder) for step in steps]


def template(text: str) -> Callable[[Path], object]:
    """A template of the guide's own in place of the theme's."""
    with_own = MKDOCS.replace("name: material", "name: material\n  custom_dir: overrides")
    return both(put("overrides/main.html", text), put("mkdocs.yml", with_own))


def restore(folder: Path) -> None:
    """Makes everything as it was, by renaming each file into its place as editors do."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_symlink() or not (TEA / path.relative_to(folder)).exists():
            remove(path)
    for good in sorted(TEA.rglob("*")):
        path = folder / good.relative_to(TEA)
        if good.is_dir() and not path.is_dir():
            remove(path)
            path.mkdir()
        elif good.is_dir():
            continue
        elif not (path.is_file() and path.read_bytes() == good.read_bytes()):
            remove(path)
            new = path.parent / f".{path.name}.new"
            shutil.copy2(good, new)
            new.rename(path)


IS_ROOT = os.geteuid() == 0
STATES: dict[str, State] = {
    # the configuration
    "no YAML": State("site_name: [\n", "mkdocs.yml:2:1"),
    "an empty configuration": State("", "mkdocs.yml"),
    "a deleted configuration": State(
        gone("mkdocs.yml"), "mkdocs.yml cannot be read (no such file or directory)"
    ),
    "a binary configuration": State(put("mkdocs.yml", bytes(range(256))), "mkdocs.yml"),
    "a configuration in Latin-1": State(put("mkdocs.yml", b"site_name: Th\xe9\n"), "mkdocs.yml"),
    "a configuration that is a folder": State(folder_at("mkdocs.yml"), "not a regular file"),
    "a configuration that is a pipe": State(fifo_at("mkdocs.yml"), "not a regular file"),
    "a configuration that leads to itself": State(
        link_at("mkdocs.yml"), "mkdocs.yml cannot be read (too many levels of symbolic links)"
    ),
    "a huge configuration": State(f"{MKDOCS}#{'x' * 2_000_000}\n", "bytes"),
    "a list as configuration": State("- a\n- b\n", "mkdocs.yml"),
    "a deep configuration": State(f"x: {'[' * 5000}\n", "mkdocs.yml"),
    "an unknown plugin": State(f"{MKDOCS}\nhooks: [no.py]\n", "no.py"),
    "an unknown theme": State(MKDOCS.replace("name: material", "name: matirial"), "matirial"),
    "no plugin of ours": State("site_name: Tea\n", "does not name the plugin `evidence-guide`"),
    "a plugin that is not there": State(
        MKDOCS.replace("- search", "- no-such-plugin"), '"no-such-plugin" plugin is not installed'
    ),
    "a Python tag": State(f"{MKDOCS}\nextra: !!python/name:no.such.thing\n", "no"),
    "a Python call": State(
        f"{MKDOCS}\nextra: !!python/object/apply:sys.exit [3]\n", "asked to end"
    ),
    "a wrong type": State(f"{MKDOCS}\nnav: 7\n", "nav"),
    "a page that is not there": State(
        f"{MKDOCS}\nnav:\n  - Home: no-such-page.md\n", "no-such-page.md"
    ),
    "an odd address": State(f"{MKDOCS}\nsite_url: 'https://[::1'\n", "Invalid IPv6 URL"),
    "an address without a scheme": State(f"{MKDOCS}\nsite_url: example\n", "site_url"),
    # hand-written pages, templates and what runs on them
    "no docs": State(gone("docs"), "docs"),
    "docs that are a file": State(both(gone("docs"), put("docs", "")), "docs"),
    "a page in Latin-1": State(put("docs/about.md", "# Thé\n".encode("latin-1")), "docs/about.md"),
    "a link to no page": State(
        put("docs/about.md", "# About\n\n[x](no-such-page.md)\n"), "no-such-page.md"
    ),
    "an extension that raises": State(
        both(put("mine.py", EXTENSION), put("mkdocs.yml", f"{MKDOCS}\nhooks: [mine.py]\n")),
        "an extension of mine",
    ),
    "a hook that raises": State(
        both(put("mine.py", HOOK), put("mkdocs.yml", f"{MKDOCS}\nhooks: [mine.py]\n")),
        "a hook of mine",
    ),
    "a hook that is no Python": State(
        both(put("mine.py", "def on\n"), put("mkdocs.yml", f"{MKDOCS}\nhooks: [mine.py]\n")),
        "mine.py:1:1",
    ),
    "a template that is no Jinja": State(
        template("{% extends 'base.html' %}\n{% block"), "overrides/main.html:2:1"
    ),
    "a template that raises": State(
        template("{% extends 'base.html' %}\n{% block content %}{{ 1 / 0 }}{% endblock %}"),
        "overrides/main.html:2:1",
    ),
    "a template that is missing": State(
        template("{% extends 'no-such-template.html' %}"), "no-such-template.html"
    ),
    # the evidence
    "no evidence": State(gone("evidence"), "evidence"),
    "no guide.yml": State(gone("evidence/guide.yml"), "guide.yml"),
    "half-written claims": State(put(SLEEP, "claims: [\n"), f"{SLEEP}:2:1 sound-yaml"),
    "empty claims": State(put(SLEEP, ""), "the file is empty"),
    "claims in Latin-1": State(put(SLEEP, b"topic: {title: Th\xe9}\n"), "is not UTF-8"),
    "claims that are a folder": State(folder_at(SLEEP), ""),
    "records with a LaTeX command": State(
        put("evidence/sources.bib", "@article{a, title = {\\href{x}{y}}}\n"), ""
    ),
    "records that are no BibTeX": State(put("evidence/sources.bib", "TY  - JOUR\nER  - \n"), ""),
    "no records": State(gone("evidence/sources.bib"), "sources.bib"),
    "a lock with conflict marks": State(
        put("evidence/evidence.lock", "<<<<<<< a\n=======\n>>>>>>> b\n"), "evidence.lock"
    ),
    "a lock of brackets": State(put("evidence/evidence.lock", "[" * 100_000), ""),
    "stages that lead to themselves": State(link_at("evidence/stages"), ""),
}
RIGHTS: dict[str, State] = {
    "a configuration that is closed": State(closed("mkdocs.yml"), "mkdocs.yml"),
    "closed evidence": State(closed("evidence"), ""),
    "a closed file": State(closed(SLEEP), "sleep.yml"),
    "a closed page": State(closed("docs/about.md"), "about.md"),
}
if not IS_ROOT:  # who may read everything
    STATES |= RIGHTS


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One preview, which all states are tried on."""
    with serving(tmp_path_factory.mktemp("states")) as preview:
        assert preview.until(lambda: GOOD in preview.page(PAGE).text_content())
        yield preview


@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
def test_the_last_good_pages_stay_with_the_complaint_on_top(state: State, served: Served) -> None:
    """Each state takes the place of the one before, which is fixed at the same time."""
    break_it = (
        put("mkdocs.yml", state.break_it) if isinstance(state.break_it, str) else state.break_it
    )
    before = served.banner(PAGE)
    restore(served.folder)
    break_it(served.folder)
    assert served.until(lambda: is_told(state.told, before, served)), served.banner(PAGE)
    status, page = served.answer(PAGE)
    assert status == 200
    assert GOOD in page.xpath("string(//article)")


def test_no_complaint_stays_once_everything_is_fixed(served: Served) -> None:
    restore(served.folder)
    assert served.until(lambda: served.banner(PAGE) == ""), served.banner(PAGE)
    assert is_good(served)


def is_told(words: str, before: str, served: Served) -> bool:
    """Whether a complaint with these words is on top, in place of the one before."""
    banner = served.banner(PAGE)
    return banner not in {"", before} and words in banner


def is_good(served: Served) -> bool:
    return GOOD in str(served.page(PAGE).xpath("string(//article)"))


BROKEN_AT_THE_START = {
    "the configuration": ({"mkdocs.yml": "site_name: [\n"}, "mkdocs.yml:2:1"),
    "a page": ({"docs/more.md": "# More\n\n[x](no-such-page.md)\n"}, "no-such-page.md"),
    "the guide file": ({"evidence/guide.yml": None}, "guide.yml"),
}


@pytest.mark.parametrize(("files", "told"), BROKEN_AT_THE_START.values(), ids=BROKEN_AT_THE_START)
def test_a_preview_starts_in_a_broken_state_and_recovers(
    files: dict[str, str | None], told: str, tmp_path: Path
) -> None:
    with serving(tmp_path, files) as preview:
        assert preview.until(lambda: told in preview.banner("/"))
        assert preview.answer("/").status == 200
        restore(preview.folder)
        assert preview.until(lambda: preview.banner("/") == "" and is_good(preview))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_ends_with_one_sentence_and_leaves_nothing_behind(
    number: signal.Signals, tmp_path: Path
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with serving(tmp_path, TMPDIR=str(temporary)) as preview:
        assert preview.until(lambda: is_good(preview))
        preview.process.send_signal(number)
        assert preview.process.wait(20) == 0
        assert list(temporary.iterdir()) == []
        with pytest.raises(ProcessLookupError):
            os.killpg(preview.process.pid, 0)
    log = (tmp_path / "log").read_text("utf-8")
    assert log.endswith("(Ctrl-C ends it)\n\nthe preview has ended\n")


@pytest.fixture(scope="module")
def maker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Maker]:
    """What makes the pages of a preview, in this process."""
    folder, place = copy(tmp_path_factory.mktemp("made") / "guide"), tmp_path_factory.mktemp("site")
    preview = Preview(folder)
    server = _listening("127.0.0.1:0", preview)
    made = Maker(folder, place, preview, server)
    made.make()
    yield made
    server.shutdown()


def test_a_fault_of_the_program_is_shown_as_one_and_the_preview_goes_on(
    maker: Maker, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("evidence_guide.site.preview.check", lambda _: 1 / 0)
        maker.make()
    assert "internal error: ZeroDivisionError: division by zero" in maker.preview.banner("about.md")
    assert "Traceback (most recent call last)" in capsys.readouterr().err
    maker.make()
    assert maker.preview.banner("about.md") == ""
    assert capsys.readouterr().err == ""


def test_a_full_disk_leaves_the_last_good_pages(
    maker: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    before = maker.preview.site
    with monkeypatch.context() as patch:
        patch.setattr("mkdocs.utils.write_file", full)
        maker.make()
    assert "no space left on device" in maker.preview.banner("about.md")
    assert maker.preview.site == before
    maker.make()
    assert maker.preview.banner("about.md") == ""


def test_thirty_states_leave_no_folder_and_no_thread_behind(maker: Maker) -> None:
    threads = active_count()
    for _ in range(30):
        put("mkdocs.yml", "site_name: [\n")(maker.folder)
        maker.make()
        assert maker.preview.is_behind
    restore(maker.folder)
    maker.make()
    assert not maker.preview.is_behind
    assert [path for path in maker.place.iterdir() if path != maker.preview.site] == []
    assert active_count() == threads
