"""Every form of the guide states the same facts: each claim with its exact words, its certainty,
its sources, and the figures behind it. A new form is one reader and one line of the table.
"""

import json
import re
from collections.abc import Callable, Container, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
import pytest
from lxml import html
from lxml.html import HtmlElement
from tests.sites import Built

from evidence_guide import Guide, outputs
from evidence_guide.view.labels import CERTAINTIES

LEVELS = {words: str(level) for level, words in CERTAINTIES.items()}
IN_MARKDOWN = re.compile(r"^- says: (.*?)((?: \[[\w-]+\])+) \(([\w-]+)(?:: ([\w ]+) certainty)?\)$")


class Facts(NamedTuple):
    """What a form states of a claim; None for what it does not hold."""

    says: str | None = None
    certainty: str | None = None
    """Its level; empty where none is due."""
    sources: set[str] | None = None
    figures: str | None = None
    """The text that holds the figures of the findings."""


class Finished(NamedTuple):
    """The sample guide, and the sites that were built of it."""

    guide: Guide
    site: Path
    folder: Path
    linked: dict[str, Any]
    """What structured data say of each page beside what they say of all, by its file."""

    def load(self, name: str) -> Any:
        return json.loads((self.site / name).read_text("utf-8"))

    def tree(self, name: str) -> HtmlElement:
        return html.document_fromstring((self.site / name).read_text("utf-8"))

    def by_address(self, addresses: set[str]) -> set[str]:
        """The keys of the sources with these addresses."""
        sources = self.guide.sources
        return {key for key in sources if sources[key].item.address in addresses}


@pytest.fixture(scope="module")
def finished(tea: Guide, tea_sites: Built) -> Finished:
    return Finished(tea, *tea_sites, {output.uri: output.linked for output in outputs(tea)})


def level_in(text: str) -> str:
    """The level of the certainty that a text names first; empty if it names none."""
    found = re.search("|".join(sorted(LEVELS, key=len, reverse=True)), text)
    return LEVELS[found[0]] if found else ""


def cited(part: HtmlElement, page: HtmlElement, keys: Container[str]) -> set[str]:
    """The keys of the sources that the citations in a part of a page lead to."""
    lines = (page.get_element_by_id(link[1:]) for link in part.xpath(".//sup/a/@href"))
    named = " ".join(" ".join(line.xpath(".//@data-source | .//a/@href")) for line in lines)
    return {key for key in re.findall(r"\w+", named) if key in keys}


def words_of(part: HtmlElement) -> str:
    """The words of a sentence without its citation and the words before it."""
    parts = part.xpath(".//text()[not(ancestor::sup) and not(ancestor::strong)]")
    return "".join(parts).strip()


def of_page(finished: Finished, id: str) -> Facts:
    page = finished.tree(f"claims/{id}/index.html")
    article = page.find(".//article")
    says = article.xpath(f"./p[@data-cited='{id}']")[-1]
    grade = "".join(article.xpath(".//h2[@id='certainty']/following-sibling::p[1]//text()"))
    return Facts(
        words_of(says),
        level_in(grade),
        cited(says, page, finished.guide.sources),
        article.text_content(),
    )


def of_kit(finished: Finished, id: str) -> Facts | None:
    page = finished.tree("reviewing/review-evening.html")
    for item in page.xpath(f"//div[@class='item'][@id='{id}']"):
        says = item.xpath(f"./p[@data-cited='{id}']")[-1]
        grade = "".join(item.xpath(".//dd[starts-with(., '⊕')]//text()"))
        return Facts(
            words_of(says),
            level_in(grade),
            cited(says, page, finished.guide.sources),
            item.text_content(),
        )
    return None


def of_view(claim: Any, findings: list[Any]) -> Facts:
    """The facts in the view of a claim as data."""
    level = claim["certainty"]["level"] if claim["certainty"] else ""
    figures = "\n".join("\n".join(finding["figures"]) for finding in findings)
    text = claim["says"]["text"]
    says = text if isinstance(text, str) else "".join(run["text"] for run in text)
    return Facts(says, level, set(claim["says"]["cites"]), figures)


def of_data(finished: Finished, id: str) -> Facts:
    data = finished.load("data/guide.json")
    claim = data["claims"][id]
    findings = (*claim["rests_on"], *claim["disputed_by"])
    return of_view(claim, [data["findings"][finding] for finding in findings])


def of_packet(finished: Finished, id: str) -> Facts:
    data = finished.load(f"packets/{id}.json")
    figures = "\n".join("\n".join(one["figures"]) for one in data["findings"])
    sources = {source["record"]["key"] for source in data["sources"]}
    assert data["guide"]["as_of"] == finished.guide.file.as_of.isoformat()
    return Facts(data["claim"]["says"], data["certainty"] or "", sources, figures)


def of_json_twin(finished: Finished, id: str) -> Facts:
    twin = finished.load(f"claims/{id}.json")
    claim = twin["content"]["claim"]
    facts = of_view(claim, [finding for finding, _ in twin["content"]["findings"]])
    named = twin["named_claims"][id]
    assert (named["certainty"], named["page"]) == (facts.certainty, claim["page"])
    assert facts.sources is not None
    linked = {key for key, source in twin["cited_sources"].items() if source["links"]}
    assert facts.sources & set(finished.guide.sources) <= linked
    assert twin["as_of"] == finished.guide.file.as_of.isoformat()
    return facts


def of_markdown_twin(finished: Finished, id: str, ending: str = "") -> Facts:
    path = (Path(ending) if ending else finished.site) / f"claims/{id}.md"
    text = path.read_text("utf-8")
    [found] = filter(None, map(IN_MARKDOWN.match, text.splitlines()))
    assert found[3] == id
    keys = set(re.findall(r"[\w-]+", found[2]))
    assert all(re.search(rf"^\[{key}\]: https://", text, re.MULTILINE) for key in keys)
    assert f"\n- as_of: {finished.guide.file.as_of.isoformat()}\n" in text
    return Facts(found[1].replace("\\", ""), found[4] or "", keys, text.replace("\\", ""))


def of_folder_twin(finished: Finished, id: str) -> Facts:
    return of_markdown_twin(finished, id, str(finished.folder))


def of_structured_data(finished: Finished, id: str) -> Facts:
    claim = finished.linked[f"claims/{id}.md"]["mainEntity"]
    addresses = {source["url"] for source in claim.get("citation", [])}
    level = level_in(claim["description"])
    return Facts(claim["text"], level, finished.by_address(addresses))


def of_annotations(finished: Finished, id: str) -> Facts:
    items = finished.load("data/annotations.jsonld")["first"]["items"]
    mine = [item for item in items if id in item["claims"]]
    figures = "\n".join("\n".join(item["figures"]) for item in mine)
    addresses = {item["target"]["source"] for item in mine}
    return Facts(sources=finished.by_address(addresses), figures=figures)


def of_references(finished: Finished, id: str) -> Facts:
    """The file of a claim's page for reference managers; the page may cite more than the claim."""
    path = finished.site / f"references/{id}.json"
    records = json.loads(path.read_text("utf-8")) if path.exists() else []
    keys = {record["id"] for record in records}
    behind = sources_of(finished.guide, id)
    return Facts(sources=behind & keys)


def close(text: str) -> str:
    """A text without spaces, ends of lines and marks that are not seen."""
    return re.sub(r"[\s\u200e\u2060\xad]", "", text)


def of_paper(finished: Finished, id: str) -> Facts:
    """The annex: the sentence, the numbers of its sources, and all until the next claim."""
    with pypdfium2.PdfDocument(finished.site / "downloads/tea-annex-a4.pdf") as book:
        pages = [page.get_textpage().get_text_bounded() for page in book]
    text = close("".join(pages))
    data = finished.load("data/guide.json")
    claim = data["claims"][id]
    _, _, section = text.partition(close(claim["heading"]) + close(claim["says"]["text"]))
    assert section, f"the annex does not print {id} with its words"
    others = (close(other["heading"]) for other in data["claims"].values())
    section = section[: min(section.find(other) % len(section) for other in others)]
    numbers = re.match(r"\[([\d,]+)\]", section)
    assert numbers
    known = {entry["number"]: key for key, entry in data["references"].items()}
    keys = {known[int(number)] for number in numbers[1].split(",")}
    grade = re.search(r"(\w+?certainty)Therating", section)
    level = {close(words): level for words, level in LEVELS.items()}[grade[1]] if grade else ""
    return Facts(claim["says"]["text"], level, keys, section)


FORMS: dict[str, Callable[[Finished, str], Facts | None]] = {
    "page": of_page,
    "paper": of_paper,
    "data": of_data,
    "packet": of_packet,
    "JSON twin": of_json_twin,
    "Markdown twin": of_markdown_twin,
    "Markdown twin in the folder": of_folder_twin,
    "structured data": of_structured_data,
    "annotations": of_annotations,
    "references": of_references,
    "reviewer kit": of_kit,
}
"""How the facts of a claim are read in each form; None where a form does not hold the claim."""


def sources_of(guide: Guide, id: str) -> set[str]:
    return {guide.source_of[finding] for finding in guide.findings_of((id,))}


def wrong(guide: Guide, id: str, facts: Facts) -> Iterator[str]:
    """What a form states of a claim otherwise than the evidence."""
    claim = guide.claims[id].item
    if facts.says is not None and facts.says != claim.says:
        yield f"{id} says: {facts.says}"
    if facts.certainty is not None and facts.certainty != (claim.level or ""):
        yield f"{id} has the certainty: {facts.certainty}"
    if facts.sources is not None and facts.sources - {id} != sources_of(guide, id):
        yield f"{id} has the sources: {sorted(facts.sources)}"
    if facts.figures is not None:
        for finding in guide.findings_of((id,)):
            for figure in guide.findings[finding].item.figures:
                if close(figure) not in close(facts.figures):
                    yield f"{id} lacks the figure: {figure}"


@pytest.mark.parametrize("form", FORMS)
def test_a_form_states_what_the_evidence_states(form: str, finished: Finished) -> None:
    guide = finished.guide
    found = {id: FORMS[form](finished, id) for id in guide.claims}
    held = {id: facts for id, facts in found.items() if facts is not None}
    assert [text for id, facts in held.items() for text in wrong(guide, id, facts)] == []
    if form == "reviewer kit":
        assert len(held) == 5  # those that the steps of its stage rest on
    else:
        assert set(held) == set(guide.claims)


@pytest.mark.parametrize(
    "fault",
    [
        {"says": "Tea shortens the time to sleep by 21 minutes."},
        {"certainty": "high"},
        {"sources": {"doe2020"}},
        {"figures": "13 minutes"},
    ],
)
def test_a_form_that_states_something_else_is_noticed(fault: dict[str, Any], tea: Guide) -> None:
    assert list(wrong(tea, "sleep-faster", Facts(**fault)))
