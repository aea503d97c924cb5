"""`rename`: another id everywhere, and everything that was accepted or proved stays so."""

import re
from pathlib import Path

import pytest
from tests.conftest import TEA, TODAY, Folder, call

from evidence_guide import check, load
from evidence_guide.diagnostic import GuideError
from evidence_guide.intake.renaming import rename_id
from evidence_guide.view.lock_update import is_lock_current


def texts(where: Path) -> dict[str, str]:
    paths = [*(where / "evidence").rglob("*"), *(where / "docs").rglob("*.md")]
    return {
        path.relative_to(where).as_posix(): path.read_text("utf-8")
        for path in paths
        if path.is_file()
    }


@pytest.mark.parametrize(
    ("old", "new", "file"),
    [
        ("doe2020", "coe2020", "evidence/findings/coe2020.yml"),
        ("doe2020-sleep", "doe2020-asleep", ""),
        ("sleep-faster", "sleep-sooner", ""),
        ("drink-tea", "sip-tea", ""),
        ("evening", "dusk", "evidence/stages/dusk.yml"),
        ("sleep", "slumber", "evidence/claims/slumber.yml"),
        ("drinks", "beverages", "evidence/tables/beverages.yml"),
        ("term-cup", "term-mug", ""),
        ("heard-tea-wakes", "heard-tea-stirs", ""),
        ("tea-or-water", "tea-or-milk", ""),
    ],
)
def test_an_id_is_renamed_in_every_file_and_nothing_is_left_to_do(
    old: str, new: str, file: str, folder: Folder
) -> None:
    where = folder()
    before = load(where, TODAY)
    renamed = rename_id(before, old, new)
    after = load(where, TODAY)
    assert [str(found) for found in check(after)] == []
    assert is_lock_current(after)
    assert after.retired[old].item.replaced_by == new
    assert len(after.lock.receipts) == len(before.lock.receipts)
    assert "'on'" not in (where / "evidence/retired.yml").read_text("utf-8")
    assert not file or (where / file).exists()
    named = re.compile(rf"(?<![\w/-]){re.escape(old)}(?![\w-])(?!: )")
    rest = {path for path, text in texts(where).items() if named.search(_without_words(text))}
    assert rest <= {"evidence/retired.yml"}
    assert set(renamed.ids) >= {old}


def _without_words(text: str) -> str:
    """The text of a file without its sentences."""
    kept = [line for line in text.splitlines() if not re.search(r"[a-z] [a-z]", line)]
    return "\n".join(kept)


def test_the_findings_of_a_source_are_renamed_with_it_and_it_can_be_renamed_back(
    folder: Folder,
) -> None:
    where = folder()
    before = texts(where)
    code, out, _ = call("rename", "doe2020", "coe2020", folder=where)
    assert code == 0
    assert out.splitlines()[:3] == [
        "doe2020 is coe2020",
        "doe2020-sleep is coe2020-sleep",
        "doe2020-warm is coe2020-warm",
    ]
    assert "evidence/findings/doe2020.yml" not in texts(where)
    changed = {path for path, text in texts(where).items() if before.get(path) != text}
    assert changed == {
        "evidence/claims/sleep.yml",
        "evidence/evidence.lock",
        "evidence/findings/coe2020.yml",
        "evidence/retired.yml",
        "evidence/sources.bib",
    }


def test_what_took_the_place_of_a_source_is_named_by_its_new_key(folder: Folder) -> None:
    bib = "evidence/sources.bib"
    before = (TEA / bib).read_text("utf-8")
    replaced = "author = {{Board of Tea}}, superseded_by = {doe2020}"
    where = folder({bib: before.replace("author = {{Board of Tea}}", replaced, 1)})
    rename_id(load(where, TODAY), "doe2020", "coe2020")
    assert load(where, TODAY).sources["teaboard2022"].item.superseded_by == "coe2020"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("nobody", "somebody", "no part of the guide has the id `nobody`"),
        ("doe2020", "Doe 2020", "`Doe 2020` is not an id"),
        ("doe2020", "roe2021", "`roe2021` is used already"),
        ("sleep-faster", "sleep-quick", "`sleep-quick` was retired"),
    ],
)
def test_an_id_that_cannot_be_is_refused_and_nothing_is_written(
    old: str, new: str, told: str, folder: Folder
) -> None:
    where = folder()
    before = texts(where)
    with pytest.raises(GuideError, match=re.escape(told)):
        rename_id(load(where, TODAY), old, new)
    assert texts(where) == before


def test_a_guide_whose_lock_is_not_current_is_locked_first(folder: Folder) -> None:
    where = folder({"evidence/evidence.lock": None})
    with pytest.raises(GuideError, match="the lock is not current"):
        rename_id(load(where, TODAY), "doe2020", "coe2020")


def test_the_sample_guide_was_not_touched() -> None:
    assert "doe2020" in load(TEA, TODAY).sources


def test_the_menu_and_links_of_pages_lead_to_the_new_address(folder: Folder) -> None:
    menu = "nav:\n  - Evening: stages/evening.md\n  - Later: stages/evening-later.md\n"
    page = "[x](stages/evening.md#drink-tea) [y](../es/stages/evening.md) [z](claims/evening.md)\n"
    settings = (TEA / "mkdocs.yml").read_text("utf-8")
    where = folder({"docs/more.md": f"# More\n\n{page}", "mkdocs.yml": f"{settings}{menu}"})
    rename_id(load(where, TODAY), "evening", "dusk")
    rename_id(load(where, TODAY), "drink-tea", "sip-tea")
    assert (where / "mkdocs.yml").read_text("utf-8") == f"{settings}{menu}".replace(
        "evening.md", "dusk.md"
    )
    assert "[x](stages/dusk.md#sip-tea) [y](../es/stages/dusk.md) [z](claims/evening.md)" in (
        where / "docs/more.md"
    ).read_text("utf-8")
