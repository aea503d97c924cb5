"""The MEDLINE format (PubMed's `.nbib`) to sources; its tags: https://www.nlm.nih.gov/bsd/mms/medlineelements.html."""

from collections.abc import Iterator

from evidence_guide.diagnostic import GuideError
from evidence_guide.guide.bibtex import Name, Source
from evidence_guide.intake.records import person, record, unique_names

LAST = "SO"
"""The tag with which PubMed ends a record."""
Tagged = dict[str, list[str]]


def is_medline(text: str) -> bool:
    """Whether the first line that says something is a PMID or an owner tag of MEDLINE."""
    return text.lstrip().startswith(("PMID-", "PMID -"))


def read_medline(text: str, path: str) -> tuple[Source, ...]:
    """The records of a MEDLINE file; raises GuideError where one is cut short."""
    return tuple(_source(found, line) for found, line in _records(text, path))


def _records(text: str, path: str) -> Iterator[tuple[Tagged, int]]:
    """Each record's values by tag, with the line on which it begins."""
    found: dict[str, list[list[str]]] = {}
    begun, tag = 1, ""
    for number, line in enumerate([*text.split("\n"), "PMID- "], 1):
        if line[4:6] == "- ":
            tag = line[:4].strip()
            if tag == "PMID" and found:
                if LAST not in found:
                    raise GuideError(
                        f"{path}:{begun}: the record that begins here has no last line (`{LAST}  - `); the file seems cut, export it again"
                    )
                yield (
                    {name: [" ".join(parts) for parts in values] for name, values in found.items()},
                    begun,
                )
            if tag == "PMID":
                found, begun = {}, number
            found.setdefault(tag, []).append([line[6:].strip()])
        elif line.startswith("      ") and tag:
            found[tag][-1].append(line.strip())
        elif line.strip():
            raise GuideError(
                f"{path}:{number}: `{line.strip()[:40]}` is no line of the MEDLINE format; export the file again from PubMed (Citation manager)"
            )


def _source(found: Tagged, line: int) -> Source:
    def first(*tags: str) -> str:
        return next((found[tag][0] for tag in tags if found.get(tag)), "")

    title = first("TI", "BTI")
    translated = title.startswith("[") and title.rstrip(".").endswith("]")
    kind = "article" if first("JT", "TA") else "book"
    fields = {
        "title": title.rstrip(".").strip("[]") if translated else title,
        "journal": first("JT", "TA"),
        "publisher": first("PB"),
        "year": first("DP", "DEP"),
        "volume": first("VI"),
        "number": first("IP"),
        "pages": first("PG"),
        "doi": next(
            (
                value.removesuffix("[doi]").strip()
                for value in [*found.get("LID", []), *found.get("AID", [])]
                if value.endswith("[doi]")
            ),
            "",
        ),
        "pmid": first("PMID"),
        "pmcid": first("PMC"),
        "isbn": first("ISBN").partition(" ")[0],
        "language": "" if translated else first("LA"),
    }
    return record(kind, fields, _authors(found), unique_names(found.get("FED", [])), line)


def _authors(found: Tagged) -> tuple[Name, ...]:
    """The authors by full name where there is one, then the bodies."""
    short = (
        f"{family}, {initials}"
        for family, _, initials in (name.rpartition(" ") for name in found.get("AU", []))
    )
    return (
        *unique_names(found.get("FAU") or short),
        *(Name(literal=person(body).short) for body in found.get("CN", [])),
    )
