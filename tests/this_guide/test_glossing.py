"""Glossary words on the pages of this guide."""

from lxml import html


def test_every_word_of_the_guide_that_leads_somewhere_is_explained_there_with_its_sources(
    real_pages: dict[str, str],
) -> None:
    marked = 0
    for uri, text in real_pages.items():
        page = html.fromstring(f"<div>{text}</div>")
        for word in page.xpath("//a[@class='eg-term']"):
            (name,) = page.xpath("//dt[@id=$id]", id=word.get("href")[1:])
            assert name.getnext().xpath("boolean(sup[@class='eg-cite']/a)"), uri
            assert not word.xpath("ancestor::a | ancestor::h1 | ancestor::h2"), uri
            marked += 1
    assert marked > 500
