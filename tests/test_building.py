"""What readers take along: the folder, its zip, the Downloads page; and the last good site stays
whatever happens.
"""

import hashlib
import io
import logging
import os
import shutil
import zipfile
from functools import partial
from pathlib import Path

import pytest
from lxml import html
from mkdocs.commands.build import build as build_with_mkdocs
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from tests.conftest import TEA, TODAY, Folder, call, run
from tests.sites import Built, Plain, mkdocs_build

from evidence_guide import load
from evidence_guide.files.output import Cell, Download
from evidence_guide.site.building import archive, zipped
from evidence_guide.site.mkdocs_build import build_site, build_sites, showing_messages

pytestmark = pytest.mark.timeout(300)

BOOK = Download(
    "book-a4.pdf",
    "The book, A4",
    "For people who read.",
    b"%PDF-1.7 book" * 100_000,
    cell=Cell("book", "The book & more", "For people who <read> on paper.", "A4", "A4"),
)
HANDOUT = Download(
    "evening.pdf",
    "Hand-out, A4",
    "For a waiting room.",
    b"%PDF-1.7 sheet",
    cell=Cell("evening", "Hand-out: evening", "", "A4", "A4"),
)
LARGE = Download(
    "evening-large.pdf",
    "Hand-out, large",
    "For a waiting room.",
    b"%PDF-1.7 large sheet",
    cell=Cell("evening", "Hand-out: evening", "", "Large print", "US Letter"),
)
SPANISH = Download(
    "es.pdf",
    "Hoja",
    "For a waiting room.",
    b"%PDF-1.7 hoja",
    cell=Cell("evening", "Hand-out: noche", "", "Español", "A4, large print", "es"),
)
RECORDS = Download("sources.bib", "All sources", "For writers.", b"@book", "Data")


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_downloads_page_is_a_table_of_prints_and_a_list_of_the_rest(folder: Folder) -> None:
    files = [SPANISH, BOOK, HANDOUT, LARGE, RECORDS]
    site = build_site(load(folder(), TODAY), files)
    page = html.parse(str(site / "downloads/index.html"))
    rows = [
        [" ".join(cell.text_content().split()) for cell in row]
        for row in page.xpath("//article//table//tr")
    ]
    assert rows == [
        ["What", "A4", "Large print", "Español"],
        ["Hand-out: noche 13 bytes", "A4", "US Letter", "A4, large print"],
        ["The book & more 1 MB For people who <read> on paper.", "A4", "", ""],
    ]
    assert page.xpath("//article//th[@lang='es']/text()") == ["Español"]
    assert [heading.text for heading in page.xpath("//article//h2")] == ["To print", "Data"]
    assert page.xpath("//ul[@class='eg-downloads']/li/a/@href") == ["sources.bib"]
    for download in files:
        assert (site / "downloads" / download.name).read_bytes() == download.content
    assert (site / "downloads/SHA256SUMS").read_text("utf-8") == "".join(
        f"{hashlib.sha256(d.content).hexdigest()}  {d.name}\n" for d in files
    )


def test_the_downloads_of_a_folder_are_reached_by_their_files(folder: Folder) -> None:
    guide = load(folder(), TODAY)
    site, place = build_sites(guide, [RECORDS], [BOOK], partial(zipped, guide))
    links = html.parse(str(place / "downloads.html")).xpath("//article//a[@download]/@href")
    assert links == ["downloads/book-a4.pdf", "downloads/SHA256SUMS"]
    assert all((place / link).is_file() for link in links)
    offered = html.parse(str(site / "downloads/index.html")).xpath("//article//a[@download]/@href")
    assert sorted(offered) == ["SHA256SUMS", "sources.bib", "tea-and-sleep-offline.zip"]
    assert all((site / "downloads" / name).stat().st_size for name in offered)


def test_plain_mkdocs_says_truthfully_that_nothing_was_made(plain: Plain) -> None:
    downloads = plain.site / "downloads"
    page = (downloads / "index.html").read_text("utf-8")
    assert "This copy of the site was made without files to download" in page
    assert [path.name for path in downloads.iterdir()] == ["index.html"]


def test_the_zip_holds_the_folder_under_the_guides_name_and_day(tea_sites: Built) -> None:
    with zipfile.ZipFile(tea_sites.online / "downloads/tea-and-sleep-offline.zip") as packed:
        entries = packed.infolist()
        assert {
            name.removeprefix("tea-and-sleep/"): packed.read(name) for name in packed.namelist()
        } == contents(tea_sites.offline)
    assert {entry.date_time for entry in entries} == {(2026, 1, 10, 0, 0, 0)}
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)


def test_the_site_and_its_zip_are_the_same_bytes_in_another_folder_time_zone_and_year(
    tea_sites: Built, folder: Folder
) -> None:
    where = folder()
    for path in where.rglob("*"):
        os.utime(path, (1, 1))
    words = ("evidence_guide", "--folder", str(where), "build", "--offline")
    done = run(*words, TZ="Pacific/Auckland", SOURCE_DATE_EPOCH="1768900000")
    assert done.returncode == 0, done.stderr
    assert contents(where / "site") == contents(tea_sites.online)


def test_an_archive_does_not_depend_on_the_files_dates_or_rights(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, "utf-8")
    first = archive(tmp_path, "top", TODAY)
    (tmp_path / "b.txt").chmod(0o600)
    os.utime(tmp_path / "b.txt", (1_000_000_000, 1_000_000_000))
    assert archive(tmp_path, "top", TODAY) == first
    assert zipfile.ZipFile(io.BytesIO(first)).namelist() == ["top/a/c.txt", "top/b.txt"]


def test_the_page_of_a_claim_leads_to_its_packet_on_a_server_and_in_a_folder(
    tea_sites: Built,
) -> None:
    pages = (
        tea_sites.online / "claims/sleep-cup/index.html",
        tea_sites.offline / "claims/sleep-cup.html",
    )
    for page in pages:
        links = html.parse(str(page)).xpath("//a[contains(@href, 'packets/')]/@href")
        packet, sums = (page.parent / link for link in links)
        digest = hashlib.sha256(packet.read_bytes()).hexdigest()
        assert f"{digest}  {packet.name}\n" in sums.read_text("utf-8")


def test_a_folder_holds_its_search_as_a_script_and_nothing_that_only_a_server_uses(
    tea_sites: Built,
) -> None:
    site = tea_sites.offline
    assert (site / "search/search_index.js").read_text("utf-8").startswith("var __index = ")
    assert (site / "assets/folder-search.js").is_file()
    assert not [
        name
        for name in ("404.html", "sitemap.xml", "sitemap.xml.gz", "search/search_index.json")
        if (site / name).exists()
    ]
    names = [path.name for path in site.rglob("*") if path.is_file()]
    assert not [name for name in names if name.endswith(".map") or name.startswith("lunr")]
    assert names.count("guide.json") == 1
    for page, up in (("stages/evening.html", "../"), ("method.html", "")):
        scripts = html.parse(str(site / page)).xpath("//script/@src")
        assert scripts == [
            f"{up}assets/folder-search.js",
            f"{up}assets/evidence-guide.js",
            *(f"{up}{uri}" for uri in bundle(site)),
        ]


def test_an_address_that_is_passed_on_shows_a_picture_of_its_stage_or_of_the_guide(
    folder: Folder,
) -> None:
    settings = (TEA / "mkdocs.yml").read_text("utf-8") + "site_url: https://example.org/tea/\n"
    site = build_site(load(folder({"mkdocs.yml": settings}), TODAY))
    for page, name in (("stages/evening/index.html", "evening"), ("glossary/index.html", "index")):
        (address,) = html.parse(str(site / page)).xpath("//meta[@property='og:image']/@content")
        assert address == f"https://example.org/tea/assets/cards/{name}.png"
        picture = (site / address.removeprefix("https://example.org/tea/")).read_bytes()
        assert (int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])) == (1200, 630), (
            "the size in the header of a PNG"
        )


def bundle(site: Path) -> list[str]:
    return [
        path.relative_to(site).as_posix() for path in site.glob("assets/javascripts/bundle.*.js")
    ]


def test_the_theme_s_own_offline_plugin_gets_the_script_that_is_here(folder: Folder) -> None:
    where = folder()
    config = (where / "mkdocs.yml").read_text("utf-8")
    (where / "mkdocs.yml").write_text(
        config.replace("  - search\n", "  - search\n  - offline\n"), "utf-8"
    )
    assert mkdocs_build(where).code == 0
    assert (
        html.parse(str(where / "site/index.html")).xpath("//script/@src")[0]
        == "assets/folder-search.js"
    )
    assert (where / "site/assets/folder-search.js").is_file()


def test_no_page_asks_the_repositorys_host_how_popular_it_is(folder: Folder) -> None:
    where = folder()
    config = (where / "mkdocs.yml").read_text("utf-8")
    (where / "mkdocs.yml").write_text(f"repo_url: https://github.com/a/b\n{config}", "utf-8")
    about = where / "docs/about.md"
    about.write_text(f"<!-- guide: for contributors -->\n\n{about.read_text('utf-8')}", "utf-8")
    site = build_site(load(where, TODAY))
    for_contributors = html.parse(str(site / "about/index.html"))
    assert set(for_contributors.xpath("//a[@class='md-source']/@href")) == {
        "https://github.com/a/b"
    }
    assert not html.parse(str(site / "index.html")).xpath("//a[@class='md-source']")
    for path in site.rglob("*.html"):
        assert not html.parse(str(path)).xpath("//*[@data-md-component='source']")


def test_a_warning_stops_the_build_and_keeps_the_last_site(
    built_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    where = built_folder
    site = where / "site"
    before = contents(site)
    with (where / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("nav:\n  - Nowhere: nowhere.md\n")
    with caplog.at_level(logging.WARNING, "mkdocs"), pytest.raises(Abort):
        build_site(load(where, TODAY))
    assert "nowhere.md" in caplog.text
    assert "there were warnings" in caplog.text
    assert contents(site) == before
    assert not list(where.glob(".site-*"))


def test_an_uncited_sentence_leaves_the_folder_and_the_site_as_they_were(
    tea_sites: Built, tmp_path: Path
) -> None:
    where = Path(shutil.copytree(tea_sites.online.parent, tmp_path / "guide"))
    before = contents(where)
    (where / "docs/about.md").write_text("# About\n\nTea is good for you.\n", "utf-8")
    code, _, err = call("build", "--offline", folder=where)
    assert code == 1
    assert "a sentence on docs/about.md has no citation: “Tea is good for you.”" in err
    assert {
        name: content for name, content in contents(where).items() if name != "docs/about.md"
    } == {n: c for n, c in before.items() if n != "docs/about.md"}


@pytest.mark.parametrize(
    ("config", "told"),
    [
        (None, "mkdocs.yml' does not exist"),
        ("site_name: Tea\n", "mkdocs.yml:1:1: error setting-can-be-used: there is no `plugins`"),
        ("plugins: [\n", "mkdocs.yml"),
    ],
    ids=["missing", "without the plugin", "unsound"],
)
def test_a_site_that_cannot_be_configured_is_a_sentence(
    config: str | None, told: str, folder: Folder
) -> None:
    where = folder({"mkdocs.yml": config})
    code, _, err = call("build", folder=where)
    assert code == (1 if config else 2)  # a file with a complaint
    assert told in err
    assert not (where / "site").exists()


def test_only_the_notice_of_a_partial_build_is_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Tea\n\n[more](more.md)\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: Tea\n", "utf-8")
    config = load_config(str(tmp_path / "mkdocs.yml"), theme="mkdocs")
    with showing_messages():
        build_with_mkdocs(config, dirty=True)
    shown = capsys.readouterr().err
    assert "more.md" in shown
    assert "'dirty'" not in shown


@pytest.mark.build
def test_signs_of_markdown_in_a_title_of_the_bibliography_are_shown(dressed_sites: Built) -> None:
    page = (dressed_sites.online / "sources/poe2019/index.html").read_text("utf-8")
    assert "Tea at night, *C. elegans* and [x](y)" in page
