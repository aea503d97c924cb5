"""Fields of BibTeX and biblatex, as we read them and as pandoc does, against what was written.

    python -m tests.benchmarks.bibliography [RECORDS] [SEED]

Every record is made from facts that are known, in spellings that exporters use and the biblatex
manual defines. pandoc is optional: `pip install pypandoc_binary` (the group `compare`).
"""

import html
import json
import random
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from evidence_guide.guide.bibtex import Source, read_bibtex
from evidence_guide.text.raised import lowered, raised
from evidence_guide.text.web_addresses import plain_doi

RECORDS, SEED = 400, 1
TITLES = (
    ("{Tea} and {\\textless}150 pmol/L", "Tea and <150 pmol/L"),
    ("R\\&D of \\emph{Camellia}", "R&D of Camellia"),
    ("10\\textsuperscript{5} cells and B$_{12}$", "10⁵ cells and B₁₂"),
    ("$\\alpha$-tocopherol {\\textendash} {\\O}l", "α-tocopherol – Øl"),
    ('Ein {\\glqq}Tee{\\grqq} f{\\"u}r {\\v{S}}ime', "Ein „Tee“ für Šime"),
    ("$\\beta$-carotene at 37$^\\circ$C", "β-carotene at 37°C"),
    ("{\\cyrchar\\CYRCH}ай", "Чай"),
    ("Tea --- a ``review''", "Tea — a “review”"),
    ("Caf\\'e \\& th\\'e, 5\\% {\\texttrademark}", "Café & thé, 5% ™"),
    ("1$\\frac{1}{2}$ cups $\\leq$ 3", "1½ cups ≤ 3"),
)
PEOPLE = (
    ("Doe, Jane", "Jane|Doe"),
    ("Jane van der Berg", "Jane|van der Berg"),
    ("family=Heuvel, given=Charles, prefix=van den, useprefix=true", "Charles|van den Heuvel"),
    ("{\\'A}lvarez, {\\'E}va", "Éva|Álvarez"),
    ("{Tea Board of {\\O}st}", "|Tea Board of Øst"),
    ("King, Jr., Martin", "Martin|King"),
    ("\\v{S}ime Vlahovi\\'c", "Šime|Vlahović"),
)
DATES = (
    ("year = {2020}", "2020"),
    ("date = {2020-03-01}", "2020"),
    ("date = {2019-05/2019-08}", "2019"),
    ("date = {1999/2001}", "1999–2001"),
    ("year = 2020, month = mar", "2020"),
    ("date = {2020-21}", "2020"),
)
PLACES = (
    ("doi = {10.1000/a_b--c}", "10.1000/a_b--c"),
    ("doi = {https://doi.org/10.1000/x}", "10.1000/x"),
    ("doi = {10.1002/a{\\textless}1::AID{\\textgreater}3}", "10.1002/a<1::aid>3"),
    ("url = {https://x.org/~me/a--b}", "https://x.org/~me/a--b"),
    ("url = {https://x.org/a{\\_}b\\%20c}", "https://x.org/a_b%20c"),
    ("eprint = {2101.12345}, eprinttype = {arxiv}", "https://arxiv.org/abs/2101.12345"),
    ("howpublished = {\\url{https://x.org/a_b}}", "https://x.org/a_b"),
)
Facts = dict[str, str]
"""What a record says, by field."""


class Made(NamedTuple):
    """A record in biblatex, and the facts in it."""

    text: str
    facts: Facts


def made_records(number: int, seed: int) -> Iterator[Made]:
    """Records of known facts, the same for each seed."""
    chosen = random.Random(seed)  # noqa: S311 (no secret)
    for at in range(number):
        yield _made(f"r{at}", chosen)


def _made(key: str, chosen: random.Random) -> Made:
    title, shown = chosen.choice(TITLES)
    people = chosen.sample(PEOPLE, chosen.randint(1, 3))
    date, year = chosen.choice(DATES)
    place, address = chosen.choice(PLACES)
    subtitle, whole = _with_subtitle(title, shown, chosen)
    author = " and ".join(written for written, _ in people)
    own = f"  author = {{{author}}},\n  {subtitle},\n  {place},\n"
    facts = {"title": whole, "names": "; ".join(fact for _, fact in people), "place": address}
    parts = chosen.choice((_article, _chapter))(key, date)
    facts = {"title": whole, "names": "; ".join(fact for _, fact in people), "place": address}
    text = f"{parts.book}{parts.head}{own}}}\n"
    return Made(text, facts | {"within": parts.within, "year": year})


class Parts(NamedTuple):
    """The parts of a record that its kind determines."""

    book: str
    """The record that it inherits from."""
    head: str
    within: str


def _with_subtitle(title: str, shown: str, chosen: random.Random) -> tuple[str, str]:
    if chosen.random() < 1 / 3:
        return f"title = {{{title}}},\n  subtitle = {{A trial}}", f"{shown}: A trial"
    return f"title = {{{title}}}", shown


def _article(key: str, date: str) -> Parts:
    head = f"@article{{{key},\n  journaltitle = {{J. of {{Tea}}}}, volume = 3,\n  {date},\n"
    return Parts("", head, "J. of Tea")


def _chapter(key: str, date: str) -> Parts:
    """A chapter that has its book and year from another record."""
    book = f"@collection{{{key}b,\n  title = {{Book}}, subtitle = {{Sub}}, {date},\n}}\n"
    return Parts(book, f"@incollection{{{key},\n  crossref = {{{key}b}},\n", "Book: Sub")


def facts_of_source(source: Source) -> Facts:
    """The facts of a record as we read it."""
    fields = source.fields
    return {
        "title": source.title,
        "names": "; ".join(f"{name.given}|{name.short}" for name in source.authors),
        "year": source.year,
        "within": fields.get("journal") or fields.get("booktitle", ""),
        "place": plain_doi(fields.get("doi", "")) or fields.get("url", ""),
    }


def facts_of_csl(item: dict[str, Any]) -> Facts:
    """The facts of a record as pandoc reads it."""
    return {
        "title": _plain(item.get("title", "")),
        "names": "; ".join(map(_csl_name, item.get("author", []))),
        "year": "–".join(map(_csl_year, item.get("issued", {}).get("date-parts", []))),
        "within": _plain(item.get("container-title", "")),
        "place": plain_doi(item.get("DOI", "")) or item.get("URL", ""),
    }


def _csl_year(parts: list[Any]) -> str:
    return str(parts[0]) if parts else ""


def _csl_name(name: dict[str, str]) -> str:
    if "literal" in name:
        return f"|{_plain(name['literal'])}"
    particle = name.get("non-dropping-particle") or name.get("dropping-particle", "")
    family = " ".join(filter(None, [particle, name.get("family", "")]))
    return f"{_plain(name.get('given', ''))}|{_plain(family)}"


_FORMS = (("sup", raised), ("sub", lowered))


def _plain(text: str) -> str:
    """A text of pandoc's without its marks, superscripts and subscripts as such."""
    for tag, form in _FORMS:
        text = re.sub(f"<{tag}>(.*?)</{tag}>", lambda found, f=form: f(found[1]), text)
    shown = html.unescape(re.sub(r"</?(?:span|i|b|em|strong)\b[^>]*>", "", text))
    return unicodedata.normalize("NFC", " ".join(shown.split()))


def by_pandoc(text: str) -> dict[str, Facts]:
    """The facts of each record as pandoc reads them, by key; nothing if it is not installed."""
    try:
        import pypandoc
    except ImportError:
        return {}
    items = json.loads(pypandoc.convert_text(text, "csljson", format="biblatex"))
    return {item["id"]: facts_of_csl(item) for item in items}


def by_us(text: str) -> dict[str, Facts]:
    """The facts of each record as we read them, by key."""
    return {source.id: facts_of_source(source) for source in read_bibtex(text, "s.bib").sources}


def agreement(made: list[Made], read: dict[str, Facts]) -> Counter[str]:
    """How many records say what was written, by field."""
    right: Counter[str] = Counter()
    for at, record in enumerate(made):
        found = read.get(f"r{at}", {})
        right.update(name for name, fact in record.facts.items() if _same(found.get(name), fact))
    return right


def _same(read: str | None, fact: str) -> bool:
    """Whether two texts are the same but for case; a range of one year is that year."""
    if read is None:
        return False
    return "–".join(dict.fromkeys(read.split("–"))).casefold() == fact.casefold()


def main(arguments: list[str]) -> None:
    """Prints for each field how many records each reader has as they were written."""
    number, seed = [*map(int, arguments), *(RECORDS, SEED)[len(arguments) :]]
    made = list(made_records(number, seed))
    text = "\n".join(record.text for record in made)
    ours, theirs = agreement(made, by_us(text)), by_pandoc(text)
    pandoc = agreement(made, theirs) if theirs else None
    print(f"{number} records, seed {seed}; right of them   ours   pandoc")
    for name in made[0].facts:
        beside = f"{pandoc[name]:8}" if pandoc is not None else "  not installed"
        print(f"{name:33}{ours[name]:6}{beside}")


if __name__ == "__main__":
    main(sys.argv[1:])
