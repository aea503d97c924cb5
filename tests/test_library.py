"""A library that a reference manager keeps beside a guide works as it is."""

from tests.conftest import TEA, TODAY, Folder, call

from evidence_guide import check, load
from evidence_guide.guide.library import guide_key, read_library
from evidence_guide.site.building import data

RECORDS = (TEA / "evidence/sources.bib").read_text("utf-8")
ROE = RECORDS[RECORDS.index("@article{roe2021") :].partition("\n}\n")[0] + "\n}\n"
REST = RECORDS.replace(ROE, "")
UNUSED = """
@article{Unused_2020, title = {Never \\foo read}, author = {A B, C D, E F}}
@article{broken, title = {A} author = {B}}
@odd{other:2021, title = {Other}}
Some text of a program.
"""
LIBRARY = ROE.replace("{roe2021", "{Roe2021") + UNUSED


def test_only_records_that_the_guide_uses_are_read_of_a_library(folder: Folder) -> None:
    where = folder({"evidence/sources.bib": REST, "evidence/library.bib": LIBRARY})
    guide = load(where, TODAY)
    assert guide.trouble == ()
    assert set(guide.sources) == set(load(TEA, TODAY).sources)
    assert guide.sources["roe2021"].document.path == "evidence/library.bib"
    assert {"roe2021", "unused-2020", "other-2021"} <= guide.library
    assert [found.rule for found in check(guide) if found.place.path.endswith(".bib")] == []


def test_a_library_alone_is_a_bibliography(folder: Folder) -> None:
    where = folder({"evidence/sources.bib": None, "evidence/library.bib": RECORDS + UNUSED})
    guide = load(where, TODAY)
    assert guide.trouble == ()
    assert set(guide.sources) == set(load(TEA, TODAY).sources)
    known = {diagnostic.rule for diagnostic in check(load(TEA, TODAY))}
    assert {diagnostic.rule for diagnostic in check(guide)} == known
    (bibliography,) = [each for each in data(guide) if each.name == "sources.bib"]
    assert bibliography.content.decode().count("@") == len(guide.sources)


def test_what_is_wrong_with_a_used_record_is_an_error_in_its_line(folder: Folder) -> None:
    spoilt = RECORDS.replace("author = {Roe", "author = {Roe A, Poe B and Roe")
    where = folder({"evidence/sources.bib": None, "evidence/library.bib": spoilt})
    (found,) = load(where, TODAY).trouble
    assert found.place.path == "evidence/library.bib"
    assert "several names without `and`" in found.message


def test_keys_of_a_library_are_read_in_the_form_of_a_guides() -> None:
    keys = ["Smith_2020", "smithEffects2020", "a:b--c", "Wang.2024", "x", "É"]
    assert list(map(guide_key, keys)) == [
        "smith-2020",
        "smitheffects2020",
        "a-b-c",
        "wang-2024",
        "",
        "",
    ]


def test_two_records_with_one_key_are_an_error_if_they_are_used() -> None:
    text = "@misc{A_b, title = {One}}\n@misc{a-b, title = {Two}}\n"
    found = read_library(text, frozenset({"a-b"}))
    assert [source.title for source in found.sources] == ["One"]
    assert [str(each.place) for each in found.trouble] == ["evidence/library.bib:2:1"]
    assert read_library(text, frozenset()).trouble == ()


def test_a_finding_can_be_begun_from_a_record_of_the_library(folder: Folder) -> None:
    where = folder({"evidence/library.bib": LIBRARY})
    assert "no source is called `roe2022`" in call("new", "finding", "roe2022", folder=where)[2]
    assert "no source is called" not in call("new", "finding", "unused-2020", folder=where)[2]


def test_a_library_that_is_no_text_is_an_error(folder: Folder) -> None:
    where = folder({})
    (where / "evidence/library.bib").write_bytes(b"\xff\xfe\x00")
    (found,) = load(where, TODAY).trouble
    assert found.place.path == "evidence/library.bib"
