"""`guide.yml`: the guide's name, order, publisher and promises."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from evidence_guide.model.advice import Local
from evidence_guide.model.meaning import (
    Weight,
    exactly,
    identity,
    parts,
    printed,
    setting,
    title,
    words,
)
from evidence_guide.model.reporting import Reporting
from evidence_guide.model.vocabulary import ProofPolicy
from evidence_guide.model.writing import (
    Day,
    Id,
    Text,
    Title,
    UnitDeclaration,
    WebAddress,
    Written,
)


class Question(Written):
    """A question to the reader, so that My plan shows the steps for her."""

    id: Annotated[Id, identity()]
    """What profiles call it in `question`."""
    asks: Annotated[Title, title("Question")]
    """The question as readers see it."""
    choose: Annotated[Literal["one", "many"], setting()] = "many"
    """`one` where the answers exclude each other; without an answer the steps of all are shown."""


class Profile(Written):
    """A situation a reader may be in."""

    id: Annotated[Id, identity()]
    """What steps call it in `for`; for ever."""
    title: Annotated[Title, title("For people who", translated=True)]
    """Completes the sentence: for people who ... ."""
    question: Annotated[Id | None, setting()] = None
    """The question that it answers."""
    answer: Annotated[Title | None, title("Answer", name=False)] = None
    """Its words as an answer to that question; without them, the title."""


class Reviewer(Written):
    """An expert who reviewed the guide, such as a clinician or an engineer."""

    name: Annotated[Title, printed("Name")]
    """The reviewer's name."""
    qualification: Annotated[Title, printed("Qualification")]
    """What makes the review worth something: profession and post."""
    on: Annotated[Day, exactly("Reviewed on")]
    """The day of the review, YYYY-MM-DD."""


class Experts(Written):
    """The people whom readers of this guide ask."""

    usually: Annotated[Title, title("Ask", translated=True)] = "an expert"
    """Completes the sentence: ask ... ."""
    now: Annotated[Title, title("Call now", translated=True)] = "the emergency services"
    """Completes, above the gravest red flags, the sentence: call ... now."""
    today: Annotated[Title, title("Ask today", translated=True)] = "an expert"
    """Completes, above urgent red flags, the sentence: get help today from ... ."""
    soon: Annotated[Title, title("Ask soon", translated=True)] = "an expert"
    """Completes, above the other red flags, the sentence: ask ... for an appointment."""


class Release(Written):
    """A version of the guide that was published at an address where it stays as it is."""

    version: Annotated[Title, exactly("Version")]
    """The version, as `version` named it then."""
    on: Annotated[Day, exactly("Published on")]
    """The day of the release, YYYY-MM-DD."""
    address: Annotated[WebAddress, printed("Permanent address", weight=Weight.DETAIL)]
    """An address at which nothing changes, such as that of the release in the repository."""
    doi: Annotated[Title | None, printed("DOI", weight=Weight.DETAIL)] = None
    """Its DOI, if an archive gave it one: `10.5281/zenodo.1234567`."""


class Policy(Written):
    """What this guide holds itself to."""

    review_warn_days: Annotated[int, Field(ge=0), setting()] = 60
    """So many days before a review is due, a warning."""
    review_grace_days: Annotated[int, Field(ge=0), setting()] = 90
    """So many days after a review was due, an error; before that a banner."""
    sentence_words: Annotated[int, Field(ge=5), setting()] = 30
    """Most words in a plain sentence."""
    reading_grade: Annotated[int, Field(ge=1), setting()] = 8
    """Highest grade of each part that is graded for reading, by Flesch and Kincaid, or by the
    formula for the guide's language."""
    plain_grade: Annotated[int, Field(ge=1), setting()] = 10
    """Highest grade of one plain text; a single sentence swings more."""
    easy_words: Annotated[tuple[Title, ...], setting()] = ()
    """Names that cannot be shorter: each counts as two syllables at most.

    The audit page shows the grades without this list as well.
    """
    proof: Annotated[ProofPolicy, setting()] = ProofPolicy.TOLD
    """Which proofs are required of findings."""
    molar_masses: Annotated[dict[Title, Annotated[Decimal, Field(gt=0)]], setting()] = Field(
        default_factory=dict
    )
    """Grams in a mole of each substance whose concentrations may be converted, by its name."""
    units: Annotated[tuple[UnitDeclaration, ...], setting()] = ()
    """Units of the guide's own: a name, such as `dB`, or what it is in others, such as
    `pCi/L = 37 Bq/m³`.
    """
    amounts_of: Annotated[tuple[Title, ...], setting()] = ()
    """Substances, such as `caffeine`: a step that says to take or give one states the amount."""
    abbreviations: Annotated[dict[Title, Title], setting()] = Field(default_factory=dict)
    """What abbreviations are short for, such as `UK: United Kingdom`: names, stated of nothing."""


class Trust(Written):
    """The people and money behind the guide; the page about it names what is not stated here."""

    made_by: Annotated[Text | None, printed("Who made it")] = None
    """The authors and their method."""
    paid_by: Annotated[Text | None, printed("Who paid for it")] = None
    """The sponsors of the guide."""
    interests: Annotated[Text | None, printed("What its makers may gain")] = None
    """The interests of its makers in its content."""
    costs: Annotated[Text | None, printed("What it costs")] = None
    """Its price, and the licence under which it may be passed on."""
    complaints: Annotated[Text | None, printed("How to complain")] = None
    """How to complain, beside the form for errors that every page links to."""


class GuideFile(Written):
    """`evidence/guide.yml`: the guide as a whole."""

    title: Annotated[Title, title("Title", translated=True, weight=Weight.DETAIL)]
    """The name of the guide."""
    about: Annotated[Text, words("About this guide", weight=Weight.DETAIL)]
    """One sentence for the home page and search engines, with nothing that needs a source."""
    subject: Annotated[Literal["health", "general"], setting()] = "general"
    """With `health`, pages speak of clinicians, diets and medicines where they otherwise speak of
    experts and situations."""
    language: Annotated[Title, setting()] = "en"
    """The language in which it is written, as a tag of HTML: `en`, or `de` or `es`, whose words the
    generator knows too."""
    version: Annotated[Title, exactly("Version")]
    """The version of the evidence, printed on every page."""
    as_of: Annotated[Day, exactly("As of")]
    """The day on which the evidence was last looked through; pages and PDFs bear it."""
    site_url: Annotated[WebAddress, printed("Address", weight=Weight.DETAIL)]
    """The address of the finished site."""
    repository: Annotated[WebAddress, printed("Repository", weight=Weight.DETAIL)]
    """Its address on the web, where errors are reported and texts are edited."""
    branch: Annotated[Title, setting()] = "main"
    """The branch that the links to edit lead to."""
    publisher: Annotated[Title, printed("Publisher", weight=Weight.DETAIL)]
    """The publisher of the guide."""
    notice: Annotated[Text, words("Notice", translated=True, weight=Weight.DETAIL)]
    """The visible line on every page, such as: general information; ask an expert."""
    experts: Annotated[Experts, parts("Whom to ask", translated=True, weight=Weight.DETAIL)] = (
        Experts()
    )
    emergency: Annotated[
        tuple[Local, ...],
        parts("Emergency numbers", translated=True, weight=Weight.ADVICE),
    ] = ()
    """The number to call in each country, such as `UK: call 999.`, each cited."""
    stages: Annotated[tuple[Id, ...], setting()]
    """The stage files in the order of the guide, by their names without `.yml`."""
    topics: Annotated[tuple[Id, ...], setting()]
    """The claims files in the order of the guide, by their names without `.yml`."""
    tables: Annotated[tuple[Id, ...], setting()] = ()
    """The tables in the order of the guide, by their ids."""
    questions: Annotated[tuple[Question, ...], parts("Questions", weight=Weight.DETAIL)] = ()
    """What My plan asks."""
    profiles: Annotated[
        tuple[Profile, ...], parts("Profiles", translated=True, weight=Weight.DETAIL)
    ] = ()
    """Situations that steps can be for."""
    home: Annotated[tuple[Id, ...], Field(max_length=7), setting()] = ()
    """The few steps that matter most, shown on the home page."""
    search: Annotated[dict[Title, Annotated[tuple[Title, ...], Field(min_length=1)]], setting()] = (
        Field(default_factory=dict)
    )
    """For words of the guide, other words by which readers look for them."""
    alike: Annotated[
        tuple[Annotated[tuple[Title, ...], Field(min_length=2)], ...], setting(locked=False)
    ] = ()
    """Words that mean the same in sentences on this subject; `verify-answer` reads them as one."""
    index: Annotated[dict[Title, tuple[Title, ...]], setting()] = Field(default_factory=dict)
    """Words for the index of the PDFs beside those of the glossary, each with its other forms."""
    releases: Annotated[tuple[Release, ...], parts("Releases", weight=Weight.DETAIL)] = ()
    """The versions that were published for good, the newest first; *Cite this page* names them."""
    reporting: Annotated[Reporting | None, parts("Reporting checklists", weight=Weight.DETAIL)] = (
        None
    )
    """Reporting checklists that the guide answers on a page of its own."""
    reviewers: Annotated[tuple[Reviewer, ...], parts("Reviewers", weight=Weight.DETAIL)] = ()
    """Experts who reviewed the guide; while it is empty, every page says that none has."""
    trust: Annotated[Trust, parts("Who stands behind the guide", weight=Weight.DETAIL)] = (
        Trust.model_construct()
    )
    """The people and money behind the guide."""
    policy: Annotated[Policy, parts(weight=Weight.DETAIL)] = Policy.model_construct()
    """What this guide holds itself to."""


FORMER_NAMES: dict[type[Written], dict[str, str]] = {GuideFile: {"clinicians": "experts"}}
"""Names that fields of files had in earlier versions, with those that they have now."""
