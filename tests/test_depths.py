"""How deeply sources were read, and which to read next."""

from collections.abc import Callable

from tests.conftest import TEA, Folder, call

from evidence_guide.guide import Guide
from evidence_guide.view.context import Context
from evidence_guide.view.pages import depths
from evidence_guide.view.site import Site
from evidence_guide.view.source_depth import source_depths, to_read
from evidence_guide.view.views import Views

DOE = "evidence/findings/doe2020.yml"
BIB = "evidence/sources.bib"


def test_a_source_counts_the_claims_key_messages_and_steps_that_rest_on_it(tea: Guide) -> None:
    found = source_depths(tea)["doe2020"]
    assert (found.steps, found.messages, found.claims) == (1, 1, 3)


def test_those_on_which_most_rests_come_first(tea: Guide) -> None:
    assert [one.key for one in to_read(tea)] == ["doe2020", "roe2021", "poe2019", "moe2023"]


def test_what_was_read_in_full_at_its_own_address_is_not_listed(
    changed: Callable[..., Guide],
) -> None:
    guide = changed(DOE, "what: abstract", "what: full text")
    assert "doe2020" not in [one.key for one in to_read(guide)]
    assert source_depths(guide)["doe2020"].open_at == "https://example.org/doe2020"


def test_what_was_read_in_full_on_a_copy_is_listed(changed: Callable[..., Guide]) -> None:
    guide = changed(DOE, "what: abstract", "what: full text\n  mirror: true")
    assert source_depths(guide)["doe2020"] in to_read(guide)
    assert source_depths(guide)["doe2020"].open_at == ""


def test_a_full_text_in_pubmed_central_is_open(changed: Callable[..., Guide]) -> None:
    guide = changed(BIB, "doi = {10.1000/doe.2020}", "pmcid = {PMC1234567}")
    address = "https://pmc.ncbi.nlm.nih.gov/articles/PMC1234567/"
    assert source_depths(guide)["doe2020"].open_at == address


def test_an_article_of_an_open_publisher_is_open(changed: Callable[..., Guide]) -> None:
    guide = changed(BIB, "doi = {10.1000/doe.2020}", "doi = {10.3390/doe2020}")
    assert source_depths(guide)["doe2020"].open_at == "https://doi.org/10.3390/doe2020"


def test_the_audit_page_lists_a_few_and_folds_the_others(changed: Callable[..., Guide]) -> None:
    guide = changed(BIB, "pmid = {1234567}", "url = {https://example.org/poe}")
    found = depths.depths_part(Context(Site(guide)))
    assert [(row.name, str(row.says)) for row in found.first] == [
        ("Doe 2020", "abstract. Steps: 1; key messages: 1; claims: 3."),
        ("Roe and van der Berg 2021", "abstract. Steps: 1; key messages: 1; claims: 3."),
        (
            "Poë 2019",
            (
                "part of the abstract, on a copy, without DOI, PMID or PMCID."
                " Steps: 1; key messages: 1; claims: 1."
            ),
        ),
        ("Moe 2023", "abstract. Steps: 0; key messages: 0; claims: 1."),
    ]
    assert found.others == ()


def test_sources_of_one_label_have_their_titles(guide_of: Callable[..., Guide]) -> None:
    text = (TEA / BIB).read_text("utf-8")
    same = text.replace("{Moe, Ida}", "{Doe, Jane}").replace(
        "year = 2023,\n  doi", "year = 2020,\n  doi"
    )
    guide = guide_of({BIB: same})
    names = [row.name for row in depths.depths_part(Context(Site(guide))).first]
    assert names == [
        "Doe 2020, Tea and sleep: a randomised trial",
        "Roe and van der Berg 2021",
        "Poë 2019",
        "Doe 2020, Tea and waking at night: a randomised trial",
    ]


def test_the_data_has_the_depth_of_each_source(tea: Guide) -> None:
    whole = Views(Site(tea)).whole
    assert whole.read_next == ("doe2020", "roe2021", "poe2019", "moe2023")
    assert whole.sources["poe2019"].depth.model_dump(mode="json") == {
        "what": "part of the abstract",
        "mirror": True,
        "open_at": "",
        "steps": 1,
        "key_messages": 1,
        "claims": 1,
    }


def test_reading_prints_the_work_list_of_the_next_reader(folder: Folder) -> None:
    text = (TEA / BIB).read_text("utf-8").replace("pmid = {1234567}", "note = {None}")
    place = folder({BIB: text.replace("doi = {10.1000/roe.2021}", "pmcid = {PMC7654321}")})
    _, out, _ = call("reading", "--sources", folder=place)
    assert out == (
        "steps messages claims\n"
        "    1        1      3  doe2020: abstract\n"
        "    1        1      3  roe2021: abstract, open at"
        " https://pmc.ncbi.nlm.nih.gov/articles/PMC7654321/\n"
        "    1        1      1  poe2019: part of the abstract, on a copy, without DOI, PMID or"
        " PMCID\n"
        "    0        0      1  moe2023: abstract\n"
    )
