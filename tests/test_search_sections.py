"""The search divides pages into the same sections as Material, which reads them more slowly."""

import pytest
from material.plugins.search.plugin import Parser

from evidence_guide.site.search_sections import PageSections

PAGES = {
    "text before any heading": "<p>First.</p><h2 id='a'>A</h2><p>Second.</p>",
    "title with code and a permalink": '<h1 id="t">The <code>x</code> of tea'
    '<a class="headerlink" href="#t">¶</a></h1><p>Warm.</p>',
    "a heading without id": "<h1 id=t>T</h1><h2>Not listed</h2><p>Words.</p>",
    "parts that are left out": '<h1 id="t">T</h1><div data-search-exclude><div>in</div> out </div>'
    "<ul><li data-search-exclude>a</li><li>b</li></ul><p class='linenodiv'>1</p>",
    "a heading that is left out": '<h1 id="t">T</h1><h2 id="u" data-search-exclude>U</h2><p>V</p>',
    "a heading within another part": '<h1 id="t">T</h1><div><h2 id="u">U</h2><p>V</p></div><p>W</p>',
    "signs and white space": "<h1 id='t'>A &amp; B</h1>\n<p>&lt;5&#42; \n 6 > 5</p>\n\n<p> </p>",
    "code that keeps its lines": "<h1 id='t'>T</h1><pre><code>a\n\n  b</code></pre><p>c\nd</p>",
    "empty parts": "<h1 id='t'>T</h1><ul><li></li><li>a</li></ul><p>b</p><ul> </ul>",
    "elements without end": '<h1 id="t">T</h1><p>a<br>b<img src="x" alt="1 > 2"> c</p>',
    "drawings, scripts and comments": "<h1 id='t'>T</h1><svg><path d='M0'/><text>a</text></svg>"
    "<script>if (a < b) {}</script><!-- <p>no</p> --><style>p > a {}</style><p>b</p>",
    "an end too many": "<h1 id='t'>T</h1><p>a</b></p></div><p>c</p>",
    "nothing": "",
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_sections_are_those_of_material(page: str) -> None:
    theirs = Parser()
    theirs.feed(page)
    theirs.close()
    expected = [(s.id, s.title, s.text, s.is_excluded()) for s in theirs.data]
    ours = [(s.id, s.title, s.text, s.is_excluded()) for s in PageSections(page).found]
    assert [_joined(*section) for section in ours] == [_joined(*section) for section in expected]


def _joined(id: str | None, title: list[str], text: list[str], excluded: bool) -> object:
    return id, "".join(title), "".join(text), excluded
