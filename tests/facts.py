"""The facts that each form of a finished guide states: of every claim its exact words, its
certainty, its sources, and the figures behind it. A new form is one reader and one line of `FORMS`.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
from lxml import html
from lxml.html import HtmlElement

from evidence_guide import Guide, outputs
from evidence_guide.text.markup import plain
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
        return _loaded(self.site / name)

    def tree(self, name: str) -> HtmlElement:
        return _parsed(self.site / name)

    def by_address(self, addresses: set[str], id: str) -> set[str]:
        """The keys of the sources of a claim with these addresses, and other addresses."""
        known = {key: self.guide.sources[key].item.address for key in sources_of(self.guide, id)}
        found = {key for key, address in known.items() if address in addresses}
        return found | (addresses - set(known.values()))


def finished(guide: Guide, site: Path, folder: Path) -> Finished:
    return Finished(guide, site, folder, {page.uri: page.linked for page in outputs(guide)})


@lru_cache(maxsize=8)
def _loaded(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


@lru_cache(maxsize=8)
def _parsed(path: Path) -> HtmlElement:
    return html.document_fromstring(path.read_text("utf-8"))


@lru_cache(maxsize=2)
def _printed(path: Path) -> str:
    """The text of a PDF."""
    with pypdfium2.PdfDocument(path) as book:
        return "".join(page.get_textpage().get_text_bounded() for page in book)


def level_in(text: str) -> str:
    """The level of the certainty that a text names first; empty if it names none."""
    found = re.search("|".join(sorted(LEVELS, key=len, reverse=True)), text)
    return LEVELS[found[0]] if found else ""


def cited(part: HtmlElement, page: HtmlElement, keys: Iterable[str]) -> set[str]:
    """The keys of the sources that the citations in a part of a page lead to."""
    known = _lines(page)
    lines = (known[link[1:]] for link in part.xpath(".//sup/a/@href"))
    return {key for line in lines for key in _named(line)} & set(keys)


@lru_cache(maxsize=8)
def _lines(page: HtmlElement) -> dict[str, HtmlElement]:
    """The lines of the reference list of a page by their ids."""
    return {line.get("id"): line for line in page.xpath("//li[starts-with(@id, 'ref-')]")}


def _named(line: HtmlElement) -> list[str]:
    """The keys of sources that a line of a reference list names, or links to."""
    keys = [*map(str, line.xpath(".//@data-source"))]
    return keys + re.findall(r"/sources/(\w+)/", " ".join(line.xpath(".//a/@href")))


def words_of(part: HtmlElement) -> str:
    """The words of a sentence without its citation and the label before it."""
    labels = [*part.xpath("./strong[1][not(preceding-sibling::node()[normalize-space()])]")]
    shown = "".join(part.xpath(".//text()[not(ancestor::sup[contains(@class, 'cite')])]"))
    for label in labels:
        if label.text.endswith(":"):
            shown = shown.strip().removeprefix(label.text)
    return " ".join(shown.split())


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
    for stage in finished.guide.file.stages:
        page, items = _items(finished.site / f"reviewing/review-{stage}.html")
        if id in items:
            return _of_item(finished, items[id], page, id)
    return None


@lru_cache(maxsize=8)
def _items(path: Path) -> tuple[HtmlElement, dict[str, HtmlElement]]:
    """A kit, with what it asks to judge by id."""
    page = _parsed(path)
    return page, {item.get("id"): item for item in page.xpath("//div[@class='item']")}


def _of_item(finished: Finished, item: HtmlElement, page: HtmlElement, id: str) -> Facts:
    says = item.xpath(f"./p[@data-cited='{id}']")[-1]
    grade = "".join(item.xpath(".//dd[starts-with(., '⊕')]//text()"))
    sources = cited(says, page, finished.guide.sources)
    return Facts(words_of(says), level_in(grade), sources, item.text_content())


def of_view(claim: Any, findings: list[Any]) -> Facts:
    """The facts in the view of a claim as data."""
    level = claim["certainty"]["level"] if claim["certainty"] else ""
    figures = "\n".join("\n".join(finding["figures"]) for finding in findings)
    return Facts(_plain(claim["says"]["text"]), level, set(claim["says"]["cites"]), figures)


def _plain(text: Any) -> str:
    """A text of a view as data without its marks."""
    return text if isinstance(text, str) else "".join(run["text"] for run in text)


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
    says = " ".join(plain(data["claim"]["says"]).split())
    return Facts(says, data["certainty"] or "", sources, figures)


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
    assert all(re.search(rf"^\[{key}\]: https?://", text, re.MULTILINE) for key in keys)
    assert f"\n- as_of: {finished.guide.file.as_of.isoformat()}\n" in text
    return Facts(plain(found[1]), found[4] or "", keys, text.replace("\\", ""))


def of_folder_twin(finished: Finished, id: str) -> Facts:
    return of_markdown_twin(finished, id, str(finished.folder))


def of_structured_data(finished: Finished, id: str) -> Facts:
    claim = finished.linked[f"claims/{id}.md"]["mainEntity"]
    addresses = {source["url"] for source in claim.get("citation", [])}
    level = level_in(claim["description"])
    return Facts(claim["text"], level, finished.by_address(addresses, id))


def of_annotations(finished: Finished, id: str) -> Facts:
    items = finished.load("data/annotations.jsonld")["first"]["items"]
    mine = [item for item in items if id in item["claims"]]
    figures = "\n".join("\n".join(item["figures"]) for item in mine)
    addresses = {item["target"]["source"] for item in mine}
    return Facts(sources=finished.by_address(addresses, id), figures=figures)


def of_references(finished: Finished, id: str) -> Facts:
    """The file of a claim's page for reference managers; the page may cite more than the claim."""
    path = finished.site / f"references/{id}.json"
    records = json.loads(path.read_text("utf-8")) if path.exists() else []
    keys = {record["id"] for record in records}
    behind = sources_of(finished.guide, id)
    return Facts(sources=behind & keys)


def close(text: str) -> str:
    """A text without spaces, signs that are not seen, and hyphens, which PDFs lose at a line's end."""
    return re.sub(r"-(?=[^\W\d_])", "", re.sub(r"[\s\u200e\u2060\xad\ufffe\x02]", "", text))


def of_paper(finished: Finished, id: str) -> Facts:
    """The annex: the sentence, the numbers of its sources, and all until the next claim."""
    [path] = finished.site.glob("downloads/*-annex-a4.pdf")
    data = finished.load("data/guide.json")
    claim = data["claims"][id]
    says = _plain(claim["says"]["text"])
    headings = tuple(claim["heading"] for claim in data["claims"].values())
    frame = (data["title"], *(_plain(topic["title"]) for topic in data["topics"]))
    printed = _sections(path, data["version"], frame, headings)[close(claim["heading"])]
    shown, section = printed[: len(close(says))], printed[len(close(says)) :]
    assert shown == close(says), f"the annex prints {id} in other words: {shown}"
    numbers = re.match(r"\[([\d,]+)\]", section)
    assert numbers
    known = {entry["number"]: key for key, entry in data["references"].items()}
    keys = {known[int(number)] for number in numbers[1].split(",")}
    grade = re.search(r"(Verylow|Low|Moderate|High)certaintyTherating", section)
    level = level_in(f"{grade[1].replace('low', ' low', 1)} certainty") if grade else ""
    return Facts(says, level, keys, section)


@lru_cache(maxsize=2)
def _sections(
    path: Path, version: str, frame: tuple[str, ...], headings: tuple[str, ...]
) -> dict[str, str]:
    """What follows the heading of each claim in the annex, without spaces.

    `frame` is what is printed on every page.
    """
    titles = "|".join(re.escape(close(title)) for title in frame)
    foot = rf"Version{re.escape(version)}·asof.{{1,300}}?Page\d+of\d+(?:{titles})*"
    text = re.sub(foot, "", close(_printed(path)))
    parts = re.split("(" + "|".join(re.escape(close(heading)) for heading in headings) + ")", text)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


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
    if facts.says is not None and facts.says != " ".join(plain(claim.says).split()):
        yield f"{id} says: {facts.says}"
    if facts.certainty is not None and facts.certainty != (claim.level or ""):
        yield f"{id} has the certainty: {facts.certainty}"
    if facts.sources is not None and facts.sources - {id} != sources_of(guide, id):
        yield f"{id} has the sources: {sorted(facts.sources)}"
    if facts.figures is not None:
        for finding in guide.findings_of((id,)):
            yield from _lacking(guide, finding, close(facts.figures))


def _lacking(guide: Guide, finding: str, shown: str) -> Iterator[str]:
    """The figures of a finding that a text shows neither as printed nor as compared in English."""
    printed = guide.findings[finding].item.figures
    for figure, compared in zip(printed, guide.figures_of(finding), strict=False):
        if close(figure) not in shown and close(compared) not in shown:
            yield f"{finding} lacks the figure: {figure}"


def faults(made: Finished, form: str) -> tuple[set[str], list[str]]:
    """The claims that a form holds, and what it states of them otherwise than the evidence."""
    found = {id: FORMS[form](made, id) for id in made.guide.claims}
    held = {id: facts for id, facts in found.items() if facts is not None}
    return set(held), [text for id, facts in held.items() for text in wrong(made.guide, id, facts)]
