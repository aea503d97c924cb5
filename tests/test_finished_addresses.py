"""Files of `docs/` and the addresses that they take on the finished site."""

import pytest
from tests.conftest import TODAY, Folder
from tests.sites import Built

from evidence_guide import Guide, check, load
from evidence_guide.view.finished_addresses import is_made

NOTE = "<!-- guide: uncited a made-up page for the tests -->\n# A note\n"
TAKEN = [
    "index.md",
    "README.md",
    "Glossary.md",
    "glossary/index.md",
    "claims.md",
    "claims/sleep-wake.md",
    "sources/doe2020.md",
    "stages/evening/README.md",
    "topics/sleep.md",
    "tools/caffeine-tally.md",
    "es/index.md",
    "es/stages/evening.md",
    "search.md",
    "downloads/leaflet.pdf",
    "data/guide.json",
    "assets/Plan.js",
    "glossary",
]
FREE = ["notes.md", "es/notes.md", "data.md", "more/glossary.md", "assets/cup.png", "robots.txt"]


def complaints(folder: Folder, files: dict[str, str]) -> list[tuple[str, str, str]]:
    """Rule, file and message of each complaint about files of `docs/`."""
    guide = load(folder({f"docs/{name}": text for name, text in files.items()}), TODAY)
    return [(d.rule, d.place.path, d.message) for d in check(guide)]


@pytest.mark.parametrize("name", TAKEN)
def test_a_file_at_the_address_of_a_made_page_is_a_complaint(name: str, folder: Folder) -> None:
    [(rule, path, message)] = complaints(folder, {name: NOTE})
    assert (rule, path) == ("address-is-free", f"docs/{name}")
    assert message.startswith("the program makes a page or file at this address, `")


def test_other_files_are_free_to_take_their_addresses(folder: Folder) -> None:
    assert complaints(folder, dict.fromkeys(FREE, NOTE)) == []


@pytest.mark.parametrize(
    ("first", "second", "address"),
    [
        ("Notes.md", "notes.md", "notes/index.html"),
        ("more.md", "more/README.md", "more/index.html"),
        ("cafe\u0301.md", "caf\u00e9.md", "caf\u00e9/index.html"),
    ],
)
def test_two_files_with_one_address_are_a_complaint(
    first: str, second: str, address: str, folder: Folder
) -> None:
    message = f"`docs/{first}` has the same address, `{address}`"
    found = complaints(folder, {first: NOTE, second: NOTE})
    assert found == [("address-is-free", f"docs/{second}", message)]


def test_what_mkdocs_does_not_publish_takes_no_address(folder: Folder) -> None:
    settings = folder() / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8") + "exclude_docs: drafts/\n", "utf-8")
    files = {"docs/drafts/about.md~": NOTE, "docs/.index.md": NOTE, "docs/drafts/x.MD": NOTE}
    for name, text in files.items():
        path = settings.parent / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    assert not [d for d in check(load(settings.parent, TODAY)) if d.place.path in files]


@pytest.mark.parametrize(
    "name", ["about.md~", "#about.md#", "more/about.md.orig", "x.swp", "x.BAK"]
)
def test_an_editors_backup_is_not_published(name: str, folder: Folder) -> None:
    message = "this looks like an editor's backup, and would be published"
    assert complaints(folder, {name: NOTE}) == [("file-is-meant", f"docs/{name}", message)]


@pytest.mark.parametrize("name", ["notes.MD", "notes.markdown", "more/notes.mkd"])
def test_a_page_that_only_mkdocs_knows_is_a_complaint(name: str, folder: Folder) -> None:
    message = "MkDocs makes a page of this file, and no check reads it"
    assert complaints(folder, {name: NOTE}) == [("file-is-meant", f"docs/{name}", message)]


@pytest.mark.build
def test_every_file_of_a_finished_site_has_an_address_that_is_taken(
    tea: Guide, tea_sites: Built
) -> None:
    files = [path for path in tea_sites.online.rglob("*") if path.is_file()]
    addresses = {path.relative_to(tea_sites.online).as_posix() for path in files}
    by_hand = {"about/index.html", ".evidence-guide", "assets/images/favicon.png"}
    assert {address for address in addresses - by_hand if not is_made(tea, address)} == set()
