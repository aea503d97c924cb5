"""Hostile bibliographies for `add`: BibTeX, RIS, NBIB, CSL JSON and EndNote XML."""

import json
from collections.abc import Callable
from itertools import pairwise
from random import Random
from xml.sax.saxutils import escape

from tests.fuzz import odd
from tests.fuzz.guides import LATEX

TYPES = (
    "article",
    "book",
    "misc",
    "techreport",
    "inproceedings",
    "Article",
    "unknown",
    "string",
    "comment",
    "preamble",
    "",
)
NAMES = (
    "Doe, Jane",
    "Jane Doe",
    "Doe J",
    "Smith J, Jones K, Brown L",
    "{Board of Tea}",
    "Index",
    "Con",
    "van der Berg, A",
    "李, 明",
    "Ünal Ö",
    "O'Neill, A",
    "",
    "others",
)
YEARS = (
    "2020",
    "in press",
    "n.d.",
    "",
    "2020a",
    "2020/03/01",
    "99999",
    "-1",
    "٢٠٢٠",
    "²",
    "1e3",
    "2020--2021",
    "c. 1990",
)
DOIS = (
    "10.1000/x",
    "https://doi.org/10.1000/X",
    "doi:10.1000/doe.2020",
    "10.1/<x>",
    "10.1000/(x)",
    "x",
    "",
    "10.1000/" + "x" * 500,
    "10.1000/\u200bx",
)
RIS_TAGS = {
    "title": "TI",
    "author": "AU",
    "year": "PY",
    "journal": "JO",
    "doi": "DO",
    "url": "UR",
    "pages": "SP",
    "abstract": "AB",
}
NBIB_TAGS = {
    "title": "TI  ",
    "author": "FAU ",
    "year": "DP  ",
    "journal": "JT  ",
    "doi": "LID ",
    "pages": "PG  ",
    "pmid": "PMID",
}
URLS = (
    "https://example.org/x",
    "javascript:fuzzed()",
    "https://[::1",
    "//evil.example",
    "http://x y",
    "",
    "data:text/html,fuzzed",
    "ftp://x",
    "HTTP://X:99999999",
)


def made(pick: Random) -> tuple[str, bytes]:
    """A file's name and its content."""
    name, make = pick.choice(tuple(FORMS.items()))
    data = make(pick).encode("utf-8", "replace")
    if pick.random() < 0.4:
        data = odd.bytes_changed(
            data, pick, pick.choice(tuple(FORMS.values()))(pick).encode("utf-8", "replace")
        )
    if pick.random() < 0.05:
        name = pick.choice(("x", "x.txt", "-x.ris", "a\n::warning::fuzzed.bib", "é.ris", "x.pdf"))
    return name, data


def _fields(pick: Random) -> dict[str, str]:
    title = pick.choice(
        (
            "Tea and sleep",
            "Tea",
            odd.word(pick),
            odd.worded("Tea and sleep", pick),
            pick.choice(LATEX),
        )
    )
    fields = {
        "title": title,
        "author": " and ".join(pick.choice(NAMES) for _ in range(pick.choice((0, 1, 2, 30)))),
        "year": pick.choice(YEARS),
        "journal": pick.choice(("Journal", odd.word(pick))),
        "doi": pick.choice(DOIS),
        "url": pick.choice(URLS),
        "pages": pick.choice(("1-2", "1--2", "e1", "-", odd.word(pick))),
        "volume": pick.choice(("1", "", "{1}", "²")),
        "pmid": pick.choice(("1234567", "0", "x", "-1", "")),
        "crossref": pick.choice(("x", "doe2020", "")),
        "note": pick.choice(LATEX),
        "abstract": odd.word(pick),
    }
    kept = pick.sample(sorted(fields), pick.randint(1, len(fields)))
    return {key: fields[key] for key in kept}


def _count(pick: Random) -> int:
    return pick.choice((0, 1, 1, 2, 5, 40))


def bibtex(pick: Random) -> str:
    """BibTeX."""
    parts = [
        pick.choice(
            (
                "",
                "% comment\n",
                "@comment{x}\n",
                '@string{a = "x" # a}\n',
                "@preamble{x}\n",
                "stray text\n",
            )
        )
    ]
    for number in range(_count(pick)):
        key = pick.choice(
            (f"key{number}", "doe2020", "Doe 2020", "", "index", "é", "x" * 300, "a,b", "con")
        )
        lines = [_bibtex_field(name, value, pick) for name, value in _fields(pick).items()]
        close = pick.choice(("}", "}", "}", "", ")", ",}"))
        parts.append(f"@{pick.choice(TYPES)}{{{key},\n" + ",\n".join(lines) + f"\n{close}\n")
    return "".join(parts)


def _bibtex_field(name: str, value: str, pick: Random) -> str:
    opened, closed = pick.choice(
        (("{", "}"), ("{", "}"), ('"', '"'), ("", ""), ("{{", "}}"), ("{", ""), ('"', ""))
    )
    joined = pick.choice(("", "", "", " # {x}", " # a", " #", ' # "x" # a'))
    return f"  {name} = {opened}{value}{closed}{joined}"


def ris(pick: Random) -> str:
    """RIS."""
    lines = []
    for _ in range(_count(pick)):
        fields = _fields(pick)
        lines.append(f"TY  - {pick.choice(('JOUR', 'BOOK', 'RPRT', 'XXXX', ''))}")
        lines += [f"{RIS_TAGS.get(name, 'N1')}  - {value}" for name, value in fields.items()]
        lines += [pick.choice(("ER  - ", "ER  -", "", "ER  - x", "ER  - \nTI  - stray"))]
    return pick.choice(("\n", "\r\n")).join(lines)


def nbib(pick: Random) -> str:
    """PubMed's own."""
    lines = []
    for _ in range(_count(pick)):
        fields = _fields(pick)
        lines += [
            f"{NBIB_TAGS.get(name, 'GN  ')}- {value}\n      {pick.choice(('', 'more'))}"
            for name, value in fields.items()
        ]
        lines += [
            pick.choice(
                (
                    "",
                    "PT  - Journal Article",
                    "LID - 10.1000/x [doi]",
                    "AID - x [pii]",
                    "STAT- MEDLINE",
                )
            ),
            "",
        ]
    return "\n".join(lines)


def csl(pick: Random) -> str:
    """CSL JSON, with values of any type."""

    def value(depth: int = 0) -> object:
        leaves = (None, True, 1e308, -1, 10**30, "", odd.word(pick), [], {}, pick.choice(YEARS))
        if depth > 2 or pick.random() < 0.7:
            return pick.choice(leaves)
        return pick.choice(
            (
                [value(depth + 1)],
                {pick.choice(("family", "literal", "date-parts", "x")): value(depth + 1)},
            )
        )

    records = []
    for _ in range(_count(pick)):
        fields: dict[str, object] = {
            "type": "article-journal", "title": "Tea", "DOI": pick.choice(DOIS),
            "URL": pick.choice(URLS),
            "author": [{"family": "Doe", "given": "Jane"}], "issued": {"date-parts": [[2020]]},
        }  # fmt: skip
        for name in pick.sample(
            [*fields, "page", "id", "container-title", "PMID"], pick.randint(0, 4)
        ):
            fields[name] = value()
        records.append(fields)
    wrapped = pick.choice(
        (records, records, {"items": records}, records[:1], {}, None, {"message": records})
    )
    return json.dumps(wrapped, ensure_ascii=pick.random() < 0.5)


_LEVELS = [f'<!ENTITY {name} "{f"&{below};" * 8}">' for below, name in pairwise("abcde")]
BOMBS = (
    f'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{"".join(_LEVELS)}]>',
    '<!DOCTYPE x [<!ENTITY e SYSTEM "secret.txt">]>',
    '<!DOCTYPE x [<!ENTITY e SYSTEM "http://evil.example/x">]>',
    '<!DOCTYPE x SYSTEM "http://evil.example/x.dtd" [<!ENTITY e "x">]>',
    '<!DOCTYPE x [<!ENTITY % p SYSTEM "secret.txt"> %p; <!ENTITY e "x">]>',
)
"""Prologues of XML that ask for a file, a host or all memory."""


def endnote(pick: Random) -> str:
    """EndNote XML, with bombs and entities."""
    parts = []
    for _ in range(_count(pick)):
        fields = _fields(pick)
        author = "".join(
            f"<author>{escape(name)}</author>" for name in fields.get("author", "").split(" and ")
        )
        title = pick.choice(
            (
                "&e;",
                escape(fields.get("title", "")),
                f"<style>{escape(fields.get('title', ''))}</style>",
                "<b>" * 300,
            )
        )
        parts.append(
            f"<record><ref-type name='{pick.choice(('Journal Article', 'x'))}'>17</ref-type>"
            f"<contributors><authors>{author}</authors></contributors>"
            f"<titles><title>{title}</title></titles>"
            f"<dates><year>{escape(fields.get('year', ''))}</year></dates>"
            f"<electronic-resource-num>{escape(fields.get('doi', ''))}</electronic-resource-num>"
            "</record>"
        )
    head = pick.choice(
        (
            "",
            '<?xml version="1.0"?>',
            '<?xml version="1.0" encoding="x"?>',
            '<?xml version="1.0" encoding="utf-16"?>',
            *BOMBS,
        )
    )
    return f"{head}<xml><records>{''.join(parts)}</records></xml>"


FORMS: dict[str, Callable[[Random], str]] = {
    "in.bib": bibtex,
    "in.ris": ris,
    "in.nbib": nbib,
    "in.json": csl,
    "in.xml": endnote,
}
