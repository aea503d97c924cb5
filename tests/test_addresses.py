"""Addresses: which may become a link, in every field of the model, the bibliography, the settings,
and in what is made of them.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2
import pytest
import typst
from tests.conftest import TEA, TODAY, Folder, errors

from evidence_guide import Guide, check, load, outputs
from evidence_guide.guide.bibtex import Source
from evidence_guide.intake.identifiers import identifier
from evidence_guide.intake.records import record
from evidence_guide.model import FILES
from evidence_guide.pdf.links import targets_of, unsafe_links
from evidence_guide.site.audit import audit
from evidence_guide.text.web_addresses import fault, link_fault, of_doi

SAFE = [
    "https://example.org",
    "http://example.org:8080/a?b=c#d",
    "https://bücher.example/seite",
    "https://xn--bcher-kva.example/",
    "https://[2001:db8::1]/",
    "https://192.0.2.1/x",
    "https://example.org/a_(b)",
    "https://日本語.example/",
    "mailto:somebody@example.org",
]
HOSTILE = {
    "javascript:alert(1)": "not with `javascript:`",
    "JaVaScRiPt:alert(1)": "not with `javascript:`",
    "data:text/html,<b>": "`<` must not be part of an address",
    "vbscript:x": "not with `vbscript:`",
    "file:///etc/passwd": "not with `file:`",
    "//example.org/x": "an address begins with `http:` or `https:` or `mailto:`",
    "https:example.org": "two slashes and the name of a host follow the scheme",
    "https:///x": "two slashes and the name of a host follow the scheme",
    "https://[::1": "its host or port cannot be parsed",
    "https://[fe80::1%25eth0]/": "is not an IP address",
    "https://1.2.3/": "is not an IP address",
    "https://0x7f.1/": "is not an IP address",
    "https://example.org:99999/": "its host or port cannot be parsed",
    "https://somebody:secret@example.org/": "an address holds no user name and no password",
    "https://example.org\\@evil.org/": "`\\` must not be part of an address",
    "https://example.org/a b": "` ` must not be part of an address",
    "https://example.org/\u202egnp": "`U+202E` must not be part of an address",
    "https://example.org/\nx": "`U+000A` must not be part of an address",
    'https://example.org/"onmouseover=x': '`"` must not be part of an address',
    "https://xn--a/": "is not the name of a host",
    "https://-a-.org/": "is not the name of a host",
    "https://a..org/": "is not the name of a host",
    "https://pаypal.org/": "mixes letters of several scripts",
    "mailto:nobody": "`mailto:` is followed by an e-mail address",
}


@pytest.mark.parametrize("address", SAFE)
def test_a_sound_address_is_safe(address: str) -> None:
    assert fault(address) == ""


@pytest.mark.parametrize(("address", "told"), HOSTILE.items())
def test_an_unsafe_or_odd_address_is_refused_in_a_sentence(address: str, told: str) -> None:
    assert told in fault(address)


@pytest.mark.parametrize(
    "link",
    ["a/b.html", "#x", "", "?q=1", "https://example.org", "mailto:a@b.cd", "tel:112", "../x:y/z"],
)
def test_a_finished_page_may_link_within_the_site_and_to_the_web(link: str) -> None:
    assert link_fault(link) == ""


@pytest.mark.parametrize(
    "link",
    [
        "javascript:x",
        "\x01 java\tscript:x",
        "DATA:text/html,x",
        "//example.org",
        "/\\example.org",
        "blob:x",
        "vbscript:x",
    ],
)
def test_a_link_is_read_as_a_browser_reads_it(link: str) -> None:
    assert link_fault(link)


def fields(schema: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each field of a schema: where it is, its name, and what the schema says of it."""
    for where, part in {"": schema, **schema.get("$defs", {})}.items():
        for name, field in part.get("properties", {}).items():
            yield where, name, field


def test_every_field_of_the_model_that_is_an_address_has_the_type_of_addresses() -> None:
    named = {
        (called, where, name): field
        for called, kind in FILES.items()
        for where, name, field in fields(kind.model_json_schema())
        if name in {"at", "url", "address"}
        or name.endswith(("_url", "_address"))
        or re.search(r"\baddress\b", field.get("description", ""))
    }
    linked = {key for key, field in named.items() if field.get("format") == "uri"}
    others = {
        key for key in named if key not in linked and "pattern" not in named[key]
    }  # an id is part of an address and held to its letters
    assert {name for _, _, name in linked} == {"address", "at", "repository", "site_url"}
    assert {(where, name) for _, where, name in others} == {
        ("Effect", "at"),  # a point in time
        ("Excluded", "record"),  # printed and never linked; its rule holds it
    }


FIELDS = [
    ("evidence/guide.yml", "site_url: https://example.org/tea/", "site_url: {}", "fits-schema"),
    (
        "evidence/guide.yml",
        "repository: https://github.com/example/tea",
        "repository: {}",
        "fits-schema",
    ),
    (
        "evidence/findings/doe2020.yml",
        "at: https://example.org/doe2020\n",
        "at: {}\n",
        "fits-schema",
    ),
    (
        "evidence/findings/doe2020.yml",
        "second: {on: 2026-01-10, at: https://example.org/doe2020",
        "second: {{on: 2026-01-10, at: {}",
        "fits-schema",
    ),
    (
        "evidence/sources.bib",
        "url = {https://example.org/advice}",
        "url = {{{}}}",
        "links-are-safe",
    ),
    ("evidence/sources.bib", "doi = {10.1000/doe.2020}", "doi = {{{}}}", "sound-identifier"),
    ("evidence/sources.bib", "pmid = {1234567}", "pmid = {{{}}}", "sound-identifier"),
    ("evidence/sources.bib", "pmid = {1234567}", "pmcid = {{{}}}", "sound-identifier"),
    ("evidence/excluded.yml", "record: 10.1000/coe.2018", "record: {}", "exclusion-can-be-found"),
    (
        "mkdocs.yml",
        "site_name: Tea and sleep\n",
        "site_name: Tea and sleep\nsite_url: {}\n",
        "settings-are-safe",
    ),
    (
        "mkdocs.yml",
        "site_name: Tea and sleep\n",
        "site_name: Tea and sleep\nrepo_url: {}\n",
        "settings-are-safe",
    ),
    (
        "mkdocs.yml",
        "site_name: Tea and sleep\n",
        "site_name: Tea and sleep\nextra: {{homepage: {}}}\n",
        "settings-are-safe",
    ),
    (
        "mkdocs.yml",
        "site_name: Tea and sleep\n",
        "site_name: Tea and sleep\nextra: {{social: [{{icon: x, link: {}}}]}}\n",
        "settings-are-safe",
    ),
    (
        "mkdocs.yml",
        "site_name: Tea and sleep\n",
        "site_name: Tea and sleep\nedit_uri: {}\n",
        "settings-are-safe",
    ),
    (
        "mkdocs.yml",
        "site_name: Tea and sleep\n",
        "site_name: Tea and sleep\nnav: [{{Out: {}}}]\n",
        "settings-are-safe",
    ),
]


@pytest.mark.parametrize("value", ["javascript:alert(1)", "data:text/html;base64,AAAA"])
@pytest.mark.parametrize(("file", "old", "new", "rule"), FIELDS)
def test_a_hostile_value_in_any_field_is_a_complaint_at_its_line_and_never_a_link(
    file: str, old: str, new: str, rule: str, value: str, folder: Folder
) -> None:
    text = (TEA / file).read_text("utf-8")
    assert old in text
    quoted = value if file.endswith(".bib") else f'"{value}"'
    guide = load(folder({file: text.replace(old, new.format(quoted), 1)}), TODAY)
    line = next(
        number
        for number, words in enumerate((guide.folder / file).read_text("utf-8").splitlines(), 1)
        if value in words
    )
    assert (file, line, rule) in {(d.place.path, d.place.line, d.rule) for d in check(guide)}
    if not any(d.rule == "fits-schema" for d in check(guide)):
        made = "".join(output.content for output in outputs(guide))
        assert f'href="{value}' not in made
        assert f"]({value}" not in made


@pytest.mark.parametrize(
    "address", ["https://[::1", "https://1.2.3/", "javascript:x", "https://a:b@c.org/", "//x.org"]
)
def test_odd_addresses_in_the_bibliography_are_complaints_and_no_traceback(
    address: str, changed: Callable[..., Guide]
) -> None:
    bib = changed("evidence/sources.bib", "{https://example.org/advice}", f"{{{address}}}")
    assert [(d.rule, d.place.line) for d in errors(bib) if d.rule == "links-are-safe"] == [
        ("links-are-safe", 27)
    ]


@pytest.mark.parametrize("address", ["https://[::1", "javascript:x", "//x.org", "ftp://x.org"])
def test_odd_addresses_in_texts_are_complaints_and_no_traceback(
    address: str, changed: Callable[..., Guide]
) -> None:
    guide = changed(
        "evidence/claims/sleep.yml",
        "plain: Tea may help you",
        f"plain: Tea may [help]({address}) you",
    )
    assert "links-are-safe" in {d.rule for d in check(guide)}


@pytest.mark.parametrize(
    ("doi", "address"),
    [
        ("10.1000/xyz", "https://doi.org/10.1000/xyz"),
        ("https://doi.org/10.1000/XYZ", "https://doi.org/10.1000/XYZ"),
        (
            "10.1002/(sici)1097-0258<1661::aid>3.0.co;2-2",
            "https://doi.org/10.1002/(sici)1097-0258%3C1661::aid%3E3.0.co;2-2",
        ),
        ("10.1000/x?y#z", "https://doi.org/10.1000/x%3Fy%23z"),
        ('10.1000/x"onmouseover=alert(1)', ""),
        ("10.1000/x\u202ey", ""),
        ("javascript:10.1000/x", ""),
    ],
)
def test_a_doi_becomes_an_address_without_a_sign_that_html_would_take_for_its_own(
    doi: str, address: str
) -> None:
    assert of_doi(doi) == address


def test_a_source_whose_fields_hold_no_safe_address_has_no_link() -> None:
    fields = {"url": "javascript:x", "doi": "x", "pmid": '1"onload=', "pmcid": "PMC１"}
    assert Source("x", "misc", fields).links == {}
    assert Source("x", "misc", fields).address == ""


def test_an_unsafe_address_in_an_export_is_left_out_of_the_record() -> None:
    assert "url" not in record("misc", {"title": "A", "url": "javascript:alert(1)"}).fields
    assert (
        record("misc", {"title": "A", "url": "javascript:x", "doi": "10.1000/x"}).fields["url"]
        == "https://doi.org/10.1000/x"
    )
    assert record("misc", {"title": "A", "doi": "no doi"}).fields == {"title": "A", "doi": "no doi"}


@pytest.mark.parametrize(
    "word", ["https://[::1", "javascript://x", "https://a:b@example.org/x", "https://xn--a/"]
)
def test_add_takes_no_unsafe_address_for_an_identifier(word: str) -> None:
    assert identifier(word) is None


PAGE = (
    '<html><body><article><h1>A</h1></article><footer><a href="{}">x</a>{}</footer></body></html>'
)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("index.html", PAGE.format("java&#10;script:alert(1)", "")),
        ("404.html", PAGE.format("data:text/html,x", "")),
        ("index.html", PAGE.format("#", '<form action="javascript:x"></form>')),
        ("index.html", PAGE.format("#", '<svg><a xlink:href="javascript:x"></a></svg>')),
        ("index.html", PAGE.format("#", "<img src=x onerror=alert(1)>")),
        ("index.html", PAGE.format("#", '<button formaction="//example.org">x</button>')),
        (
            "feed.xml",
            '<feed xmlns="http://www.w3.org/2005/Atom"><link href="javascript:x"/></feed>',
        ),
        (
            "feed.xml",
            (
                '<feed xmlns="http://www.w3.org/2005/Atom"><summary>&lt;a '
                'href="javascript:x"&gt;x&lt;/a&gt;</summary></feed>'
            ),
        ),
        (
            "sitemap.xml",
            (
                "<urlset "
                'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>javascript:x</loc></url></urlset>'
            ),
        ),
        ("assets/a.svg", '<svg xmlns="http://www.w3.org/2000/svg" onload="x"/>'),
    ],
)
def test_the_audit_of_the_finished_site_refuses_any_unsafe_link(
    name: str, content: str, tmp_path: Any, tea: Guide
) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, "utf-8")
    found = audit(tmp_path, tea).diagnostics
    assert [d.place.path for d in found if d.rule == "unsafe-link"] == [name]


def test_the_audit_lets_safe_links_pass(tmp_path: Any, tea: Guide) -> None:
    (tmp_path / "index.html").write_text(
        PAGE.format("https://example.org/", '<a href="tel:112">x</a><a href="mailto:a@b.cd">x</a>'),
        "utf-8",
    )
    assert [d for d in audit(tmp_path, tea).diagnostics if d.rule == "unsafe-link"] == []


def test_the_audit_of_a_pdf_refuses_what_typst_lets_pass() -> None:
    links = [
        "javascript:alert(1)",
        "https://example.org/x",
        "file:///etc/passwd",
        "mailto:a@b.cd",
        "//example.org",
    ]
    text = " ".join(f'#link("{link}")[a]' for link in links) + " #link(<h>)[here]\n= Heading <h>"
    pdf = typst.compile(text.encode())
    assert isinstance(pdf, bytes)
    with pypdfium2.PdfDocument(pdf) as document:
        targets = list(targets_of(document[0], 1, document))
    assert [d.message for d in unsafe_links(targets, "x.pdf")] == [
        "`javascript:alert(1)` on page 1: a link must not begin with `javascript:`",
        "`file:///etc/passwd` on page 1: a link must not begin with `file:`",
        "`//example.org` on page 1: a link in a PDF leads to a whole address",
    ]
