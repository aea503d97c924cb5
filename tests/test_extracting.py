"""Files become text: what a reader sees, line by line, and nothing that only a machine sees."""

import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.loopback import pdf

from evidence_guide.proof import pdf_reader
from evidence_guide.proof.extracting import europe_pmc, extract
from evidence_guide.proof.texts import About, Extracted, How, NoText, NoTextReason
from evidence_guide.text.web_addresses import plain_doi, plain_pmcid, plain_pmid


def content(data: str | bytes, kind: str = "text/html") -> str:
    found = extract(data.encode() if isinstance(data, str) else data, kind)
    assert isinstance(found, Extracted), found
    return found.content


def reason(data: str | bytes, kind: str = "text/html") -> NoTextReason:
    found = extract(data.encode() if isinstance(data, str) else data, kind)
    assert isinstance(found, NoText), found
    return found.reason


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("<p>One</p><p>Two</p>", "One\nTwo"),
        ("<p>One\n   line of\ttext</p>", "One line of text"),
        ("<p>a<br>b</p>", "a\nb"),
        ("<div>a<div>b</div>c</div>", "a\nb\nc"),
        ("<p>C<sub>8</sub>H<sub>10</sub></p>", "C8H10"),
        ("<p>10<sup>9</sup>/L, m<sup>-2</sup></p>", "10⁹/L, m⁻²"),
        ("<p>rose<sup>a</sup></p>", "rosea"),
        ("<p>5&nbsp;&micro;g &le; 6 &amp; P&#60;0.05</p>", "5\xa0µg ≤ 6 & P<0.05"),
        ("<p>half<b>bold</b>ed</p>", "halfbolded"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        (
            "<table><tr><th>Cup</th><th>mg</th></tr><tr><td>Tea</td><td> 40 </td></tr></table>",
            "Cup\tmg\nTea\t40",
        ),
        ("<p>a</p><script>var x = '<p>b</p>'</script><style>p{}</style><p>c</p>", "a\nc"),
        ("<p>a<script>b</script>c</p>", "ac"),
        ("<p>a<!-- b -->c<?php d ?>e</p>", "ace"),
        ("<nav>Home</nav><header>Site</header><p>a</p><aside>Ad</aside><footer>2020</footer>", "a"),
        ("<article><header><h1>Title</h1></header><p>a</p></article>", "Title\na"),
        (
            "<p>a long enough text of the page</p><form><label>Search</label><input></form>",
            "a long enough text of the page",
        ),
        (
            "<form id=whole><p>The page is one form, as some servers make it.</p></form>",
            "The page is one form, as some servers make it.",
        ),
        ("<template><p>b</p></template><noscript>Enable it</noscript><p>a</p>", "a"),
        ("<p>unclosed <b>tags <p>everywhere", "unclosed tags\neverywhere"),
        ("<svg><text>drawn</text></svg><p>a</p>", "a"),
    ],
)
def test_html_becomes_the_text_that_a_reader_sees(written: str, expected: str) -> None:
    assert content(f"<html><head><title>T</title></head><body>{written}</body></html>") == expected


def test_a_number_in_a_script_is_not_text() -> None:
    page = """<body><p>Tea was drunk.</p>
    <script type="application/ld+json">{"abstract": "It fell by 34.4%"}</script>
    <meta name="description" content="34.4%"></body>"""
    assert "34.4" not in content(page)


def test_a_page_says_its_titles_ids_and_language() -> None:
    page = """<html lang="de"><head><title>Tea | Site</title>
    <meta name="citation_title" content="Tea and  sleep">
    <meta name="citation_doi" content="doi:10.1000/ABC">
    <meta name="citation_pmid" content="123">
    <meta name="citation_reference" content="citation_doi=10.1000/other">
    <meta name="DC.identifier" content="no-doi"><meta property="og:title" content="Tea"></head>
    <body><h1>Tea and <i>sleep</i></h1><p>x</p></body></html>"""
    found = extract(page.encode(), "text/html")
    assert isinstance(found, Extracted)
    assert found.about == About(
        ("Tea and sleep", "Tea", "Tea | Site"), ("10.1000/abc",), ("123",), "de"
    )


@pytest.mark.parametrize(
    ("data", "charset", "expected"),
    [
        ("<p>5 µg</p>".encode(), "", "5 µg"),
        ("<p>5 µg</p>".encode("latin-1"), "iso-8859-1", "5 µg"),
        ("<meta charset=iso-8859-1><p>5 µg</p>".encode("latin-1"), "", "5 µg"),
        ("<meta charset=utf-16><p>5 µg</p>".encode(), "", "5 µg"),
        ("<p>5 µg</p>".encode("utf-16"), "", "5 µg"),
        ("<p>5 µg</p>".encode(), "no-such-charset", "5 µg"),
        (
            b'<?xml version="1.0" encoding="utf-8"?><html><body><p>5 \xc2\xb5g</p></body></html>',
            "",
            "5 µg",
        ),
        ("\ufeff<p>5 µg</p>".encode(), "utf-8", "5 µg"),
    ],
)
def test_the_encoding_of_a_page_is_found(data: bytes, charset: str, expected: str) -> None:
    found = extract(data, "text/html", charset)
    assert isinstance(found, Extracted)
    assert found.content == expected


@pytest.mark.parametrize(
    "page",
    [
        "<title>Log in | Journal</title><p>Welcome back</p>" + "<p>long</p>" * 2000,
        "<title>Just a moment...</title><p>Checking</p>",
        "<p>Please enable JavaScript to view this page.</p>",
        "<p>JavaScript is disabled in your browser</p>",
        "<p>Verify you are human by completing the action below.</p>",
        "<h1>Journal</h1><p>Sign in with your institution</p>",
        "<p>We use cookies. Accept all cookies before you go on.</p>",
        "<p>Bitte aktivieren Sie Cookies.</p>",
        "<form><p>Members</p><input type=password></form><p>Hello</p>",
        "<form><input type=PassWord></form><p>Hello</p>",
        "<p>Complete the CAPTCHA</p>",
    ],
)
def test_a_login_page_is_distinguished_from_the_text(page: str) -> None:
    assert reason(page) is NoTextReason.WALL


@pytest.mark.parametrize(
    "page",
    [
        "<nav>Log in to your account</nav><p>Tea keeps people awake.</p>",
        "<noscript>Please enable JavaScript</noscript><p>Tea keeps people awake.</p>",
        "<title>Logistic models of tea</title><p>Tea keeps people awake.</p>",
        "<p>Please log in to comment.</p>"
        + "<p>Tea keeps people awake at night, said everyone who was asked.</p>" * 60,
    ],
)
def test_a_text_with_a_login_form_beside_it_is_a_text(page: str) -> None:
    assert "Tea keeps people awake" in content(page)


JATS = """<article xml:lang="en" xmlns:mml="http://www.w3.org/1998/Math/MathML"><front>
<journal-meta><journal-title>J Tea</journal-title></journal-meta><article-meta>
<article-id pub-id-type="pmid">123</article-id>
<article-id pub-id-type="doi">10.1000/ABC</article-id>
<title-group><article-title>Tea and <italic>sleep</italic></article-title>
<subtitle>A trial</subtitle></title-group>
<related-article ext-link-type="doi">10.1000/other</related-article>
<abstract><sec><title>Results</title><p>It fell by 34.4%.</p></sec></abstract>
</article-meta></front>
<body><sec><title>Methods</title><p>We gave 5 &#181;g<sup>2</sup> of C<sub>8</sub>.</p><p>
<inline-formula><alternatives><tex-math>\\frac{7}{8}</tex-math>
<mml:math><mml:mn>9</mml:mn></mml:math></alternatives></inline-formula></p></sec></body>
<back><ack><p>Thanks.</p></ack>
<ref-list><ref><mixed-citation>Doe. Coffee. 77%</mixed-citation></ref></ref-list></back>
<floats-group><table-wrap><label>Table 1</label><caption><p>Cups</p></caption>
<table><tr><td>Tea</td><td>40</td></tr></table></table-wrap>
<fig><label>Figure 1</label><caption><p>Flow</p></caption></fig></floats-group>
<sub-article><body><p>Another text 99%</p></body></sub-article></article>"""


def test_jats_becomes_title_abstract_body_tables_and_captions_without_references() -> None:
    found = extract(JATS.encode(), "application/xml")
    assert isinstance(found, Extracted)
    expected = (
        "Tea and sleep\nA trial\nResults\nIt fell by 34.4%.\nMethods\nWe gave 5 µg² of C8.\n9\n"
        "Table 1\nCups\nTea\t40\nFigure 1\nFlow\nThanks."
    )
    assert (found.content, found.how) == (expected, How.FULL)
    assert found.about == About(
        ("Tea and sleep", "Tea and sleep A trial"), ("10.1000/abc",), ("123",), "en"
    )


def test_jats_without_a_body_is_an_abstract() -> None:
    start, end = JATS.index("<body>"), JATS.index("</body>")
    found = extract((JATS[:start] + "<body>" + JATS[end:]).encode(), "application/xml")
    assert isinstance(found, Extracted)
    assert found.how is How.ABSTRACT


PUBMED = """<?xml version="1.0"?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN"
"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">
<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>123</PMID><Article>
<ArticleTitle>Tea and sleep.</ArticleTitle>
<Abstract><AbstractText Label="RESULTS">It fell by <b>34.4</b>%.</AbstractText>
<AbstractText>More.</AbstractText></Abstract><Language>eng</Language></Article>
<CommentsCorrectionsList><CommentsCorrections><PMID>999</PMID></CommentsCorrections></CommentsCorrectionsList></MedlineCitation>
<PubmedData><ArticleIdList><ArticleId IdType="pubmed">123</ArticleId>
<ArticleId IdType="doi">10.1000/ABC</ArticleId></ArticleIdList>
<ReferenceList><Reference><ArticleIdList><ArticleId IdType="doi">10.1000/cited</ArticleId>
</ArticleIdList></Reference></ReferenceList></PubmedData>
</PubmedArticle></PubmedArticleSet>"""


def test_a_pubmed_record_becomes_title_and_labelled_abstract_with_its_own_ids_only() -> None:
    found = extract(PUBMED.encode(), "text/xml")
    assert found == Extracted(
        "Tea and sleep.\nRESULTS:\vIt fell by 34.4%.\nMore.",
        How.ABSTRACT,
        About(("Tea and sleep.",), ("10.1000/abc",), ("123",), "eng"),
    )


@pytest.mark.parametrize(
    ("data", "kind", "expected"),
    [
        ("", "text/html", NoTextReason.EMPTY),
        ("  \n\t ", "text/plain", NoTextReason.EMPTY),
        ("\ufeff", "text/plain", NoTextReason.EMPTY),
        ("<html></html>", "text/html", NoTextReason.EMPTY),
        ("<html><body><script>x</script></body></html>", "text/html", NoTextReason.EMPTY),
        ("<!-- only -->", "text/html", NoTextReason.EMPTY),
        ("… — !", "text/plain", NoTextReason.EMPTY),
        ("<PubmedArticleSet></PubmedArticleSet>", "text/xml", NoTextReason.NOTHING),
        ("<PubmedArticleSet><PubmedArticle/></PubmedArticleSet>", "text/xml", NoTextReason.NOTHING),
        ("<eFetchResult><ERROR>none</ERROR></eFetchResult>", "text/xml", NoTextReason.NOTHING),
        (
            PUBMED.replace("It fell by <b>34.4</b>%.", "")
            .replace("More.", "")
            .replace(' Label="RESULTS"', ""),
            "text/xml",
            NoTextReason.NOTHING,
        ),
        (PUBMED[:400], "text/xml", NoTextReason.NO_TEXT),
        (JATS[:-50], "application/xml", NoTextReason.NO_TEXT),
        ("<unknown>text</unknown>", "application/xml", NoTextReason.NO_TEXT),
        (
            (
                '<!DOCTYPE article [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
                "<article><body><p>&x; text</p></body></article>"
            ),
            "application/xml",
            NoTextReason.NO_TEXT,
        ),
        (
            '<!DOCTYPE article [<!ENTITY n "34">]><article><body><p>&n; text</p></body></article>',
            "application/xml",
            NoTextReason.NO_TEXT,
        ),
        ("no pdf at all", "application/pdf", NoTextReason.TYPE),
        (b"\x00\x01\x02\x03binary" * 50, "application/octet-stream", NoTextReason.TYPE),
        (b"\x00\x01\x02\x03binary" * 50, "text/plain", NoTextReason.NO_TEXT),
        (pdf(""), "application/pdf", NoTextReason.NO_TEXT),
        (pdf("1", "", ""), "application/pdf", NoTextReason.NO_TEXT),
        (
            pdf("Tea and sleep, a text that is long enough", encrypted=True),
            "application/pdf",
            NoTextReason.NO_TEXT,
        ),
        (b"%PDF-1.4\nand nothing more", "application/pdf", NoTextReason.NO_TEXT),
        ("<html><title>Sign in</title><body>x</body></html>", "application/pdf", NoTextReason.WALL),
    ],
)
def test_a_file_without_text_has_its_reason(
    data: str | bytes, kind: str, expected: NoTextReason
) -> None:
    assert reason(data, kind) is expected


def test_entities_that_multiply_do_not_fill_memory() -> None:
    rows = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10 if i else "lol"}">' for i in range(12))
    assert (
        reason(
            f"<!DOCTYPE article [{rows}]><article><body><p>&e11;</p></body></article>",
            "application/xml",
        )
        is NoTextReason.NO_TEXT
    )


def test_a_pdf_becomes_its_lines_whatever_type_the_server_gives_it() -> None:
    found = extract(
        pdf("Tea and sleep\nIt fell by 34.4% in adults.", "Second page (of two)", title="Tea"),
        "application/octet-stream",
    )
    assert found == Extracted(
        "Tea and sleep\nIt fell by 34.4% in adults.\nSecond page (of two)",
        How.PAGE,
        About(("Tea",)),
    )


def test_a_hyphen_at_the_end_of_a_pdf_line_is_kept() -> None:
    assert (
        content(
            pdf("People who drink it have a supple-\nment of 1-\n5 cups each day"),
            "application/pdf",
        )
        == "People who drink it have a supple-\nment of 1-\n5 cups each day"
    )


@pytest.mark.parametrize(
    ("data", "expected", "note"),
    [
        ("5 µg\n\n\n  of  tea".encode(), "5 µg\n\nof tea", ""),
        (b"tea\t 5   g", "tea\t5\tg", ""),
        ("5 µg".encode("utf-8-sig"), "5 µg", ""),
        ("5 µg".encode("utf-16"), "5 µg", "read as UTF-16"),
        ("5 µg".encode("latin-1"), "5 µg", "not UTF-8; read as Latin-1"),
    ],
)
def test_plain_text_is_decoded_and_a_guess_is_said(data: bytes, expected: str, note: str) -> None:
    assert extract(data, "text/plain") == Extracted(expected, How.PAGE, note=note)


def test_a_deep_page_and_a_huge_line_are_read_to_their_end() -> None:
    assert (
        content("<div>" * 1000 + "<p>tea</p>" + "</div>" * 1000 + "<p>end</p>").splitlines()[-1]
        == "end"
    )
    assert content("<p>" + "x" * 12_000_000 + " tea</p>").endswith(" tea")


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Cn", "Z"]), min_size=1),
    st.sampled_from(["p", "div", "b", "td", "span"]),
)
def test_any_text_survives_its_markup(text: str, tag: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    found = extract(
        f"<html><body><{tag}>x{escaped}x</{tag}></body></html>".encode(),
        "text/html; charset=utf-8",
        "utf-8",
    )
    assert isinstance(found, NoText) or found.content == f"x{text}x"


KINDS = ["text/html", "text/xml", "application/pdf", "text/plain", "application/octet-stream"]


@given(
    st.binary(max_size=400), st.sampled_from(KINDS), st.sampled_from(["", "utf-8", "utf-7", "x"])
)
def test_no_bytes_make_it_raise(data: bytes, kind: str, charset: str) -> None:
    assert isinstance(extract(data, kind, charset), Extracted | NoText)


@given(st.binary(max_size=400))
def test_no_bytes_make_the_reader_of_pdfs_raise(data: bytes) -> None:
    assert isinstance(pdf_reader._read(b"%PDF-" + data), pdf_reader.UnreadablePdf)


def bomb(content: bytes, kids: int) -> bytes:
    """A PDF whose pages all show the same content, packed twice."""
    stream = zlib.compress(zlib.compress(content))
    pages = f"/Kids [{'3 0 R ' * kids}] /Count {kids}"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages {pages} >>".encode(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R >>",
        b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream"
        % (len(stream), stream),
    ]
    objects = [b"%d 0 obj\n%s\nendobj\n" % numbered for numbered in enumerate(parts, 1)]
    return b"%PDF-1.4\n" + b"".join(objects) + b"trailer\n<< /Size 5 /Root 1 0 R >>\n%%EOF\n"


def test_a_pdf_that_unpacks_to_much_more_than_it_is_stops_at_a_bound() -> None:
    small = bomb(b"\0" * 400_000_000, kids=1)
    assert len(small) < 4_000
    found = extract(small, "application/pdf")
    assert found == NoText(
        NoTextReason.TOO_LARGE, detail="reading it takes too much time or memory"
    )


def test_a_pdf_that_shows_a_large_page_again_and_again_stops_at_a_bound(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdf_reader, "SECONDS", 1)
    found = extract(bomb(b" " * 20_000_000, kids=2_900), "application/pdf")
    assert found == NoText(NoTextReason.TOO_LARGE, detail="reading it takes too long")


def test_europe_pmc_gives_the_abstract_of_the_very_doi() -> None:
    other = {"doi": "10.1000/other", "title": "Other", "abstractText": "No"}
    record = {
        "doi": "10.1000/ABC",
        "pmid": "123",
        "title": "Tea",
        "abstractText": "<h4>Results</h4>It fell by 34.4%.",
    }
    found = europe_pmc(
        json.dumps({"resultList": {"result": [other, record]}}).encode(), "10.1000/abc"
    )
    assert found == Extracted(
        "Tea\nResults\nIt fell by 34.4%.", How.ABSTRACT, About(("Tea",), ("10.1000/abc",), ("123",))
    )


@pytest.mark.parametrize(
    "answer",
    [
        '{"resultList": {"result": []}}',
        '{"resultList": {"result": [{"doi": "10.1000/other", "abstractText": "x"}]}}',
    ],
)
def test_europe_pmc_without_the_record_has_nothing(answer: str) -> None:
    found = europe_pmc(answer.encode(), "10.1000/abc")
    assert isinstance(found, NoText)
    assert found.reason is NoTextReason.NOTHING


SHAPES = st.recursive(
    st.none() | st.text(),
    lambda x: st.lists(x) | st.dictionaries(st.sampled_from(["resultList", "result", "doi"]), x),
)


@given(st.binary(max_size=60) | SHAPES.map(lambda v: json.dumps(v).encode()))
def test_no_answer_of_europe_pmc_makes_it_raise(answer: bytes) -> None:
    assert isinstance(europe_pmc(answer, "10.1000/abc"), NoText)


@given(st.text(), st.text())
def test_no_abstract_of_europe_pmc_makes_it_raise(title: str, abstract: str) -> None:
    answer = json.dumps(
        {
            "resultList": {
                "result": [{"doi": "10.1000/abc", "title": title, "abstractText": abstract}]
            }
        }
    )
    assert isinstance(europe_pmc(answer.encode(), "10.1000/abc"), Extracted | NoText)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("10.1000/ABC", "10.1000/abc"),
        ("https://doi.org/10.1000/abc", "10.1000/abc"),
        ("http://dx.doi.org/10.1000/abc", "10.1000/abc"),
        ("DOI: 10.1000/abc", "10.1000/abc"),
        ("unavailable", ""),
        ("0", ""),
        ("10.1000/a b", ""),
        ('10.1000/a"b', ""),
        ("10.1000/(sici)1<2::aid>3.0.co;2-2", "10.1000/(sici)1<2::aid>3.0.co;2-2"),
    ],
)
def test_a_doi_is_compared_without_case_and_prefix(written: str, expected: str) -> None:
    assert plain_doi(written) == expected


def test_ids_that_are_none_are_empty() -> None:
    assert [plain_pmid(v) for v in (" 123 ", "0", "-1", "1&db=x", "", "١٢")] == [
        "123",
        "",
        "",
        "",
        "",
        "",
    ]
    assert [plain_pmcid(v) for v in ("PMC12", "pmc12", "12", "PMC", "PMC1/../x")] == [
        "PMC12",
        "PMC12",
        "PMC12",
        "",
        "",
    ]
