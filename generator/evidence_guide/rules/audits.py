"""The finished site and PDFs show what was checked: their audits and `build` complain here."""

from evidence_guide.diagnostic import Severity
from evidence_guide.guide import Guide
from evidence_guide.rules.rule import Complaints, Finder, rule


@rule(
    "site/templates/claim.md.j2",
    "{{ page.sentence(claim.says) }}\n",
    '{{ page.sentence(claim.says) | replace("may help", "helps") }}\n',
    finder=Finder.AUDIT,
)
def altered_sentence(guide: Guide) -> Complaints:
    """Every sentence on a finished page reads as it does in the evidence.

    The words and numbers were checked there; a template must not change them afterwards.
    """
    yield from ()


@rule(
    "site/templates/figures.j2",
    "<figcaption>{{ words.figure.table }}{{ page.cite(drawn.rests_on) }}</figcaption>\n",
    "<figcaption>{{ words.figure.table }}</figcaption>\n",
    finder=Finder.AUDIT,
)
def uncited_figure(guide: Guide) -> Complaints:
    """Every figure on a finished page has a caption that cites the sources of its data.

    A drawing is a statement too, and readers believe it sooner than a sentence. Only a drawing that
    counts parts of the guide needs no source; its figure is marked `data-uncited`.
    """
    yield from ()


@rule(
    "mkdocs.yml",
    "extra_javascript: [assets/count.js]\n",
    "extra_javascript: [https://example.org/count.js]\n",
    finder=Finder.AUDIT,
)
def blocked_by_policy(guide: Guide) -> Complaints:
    """Every finished page carries the Content-Security-Policy, and nothing on it is blocked by it.

    The policy keeps a page from running or loading anything but files of its own site.
    """
    yield from ()


@rule(
    "site/templates/source.md.j2",
    '<a href="{{ source.address }}">\n',
    '<a href="javascript:alert(1)">\n',
    finder=Finder.AUDIT,
)
def unsafe_link(guide: Guide) -> Complaints:
    """No link on a finished page, in a drawing, a feed or a PDF leads to an unsafe address.

    This is the last line of defence before a reader taps on it.
    """
    yield from ()


@rule("mkdocs.yml", "  name: material\n", "  name: materiel\n", finder=Finder.BUILD)
def site_can_be_built(guide: Guide) -> Complaints:
    """MkDocs builds the site from the configuration and the pages, without errors or warnings.

    A preview keeps showing the last good pages until it can be built again.
    """
    yield from ()


@rule(
    "evidence-guide serve",
    "",
    "internal error: KeyError: 'sleep-faster'\n",
    Severity.ERROR,
    Finder.BUILD,
)
def internal_error(guide: Guide) -> Complaints:
    """The program itself does not fail.

    If it does, nothing is wrong with the evidence: report the failure with its traceback and the
    file that you edited.
    """
    yield from ()
