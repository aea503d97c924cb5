"""How to cite: the box on each page, and the page on citing the guide and its parts."""

from collections.abc import Iterator

from evidence_guide.guide import Guide
from evidence_guide.model import Release
from evidence_guide.view.addresses import part_title, stage_address
from evidence_guide.view.context import Context
from evidence_guide.view.own_records import WHOLE, own_reference
from evidence_guide.view.pages.parts import Label, label, words_of
from evidence_guide.view.releases import latest_release, permanent_address, shown_release
from evidence_guide.view.shapes import Id, ViewObject

FORMATS = {"ris": "RIS", "bib": "BibTeX", "json": "CSL-JSON"}
"""The formats of reference managers by the ending of their files."""
LISTED = ("choices", "claims", "stages", "topics")
"""The folders of pages whose reference lists are offered as files."""


class CiteFile(ViewObject):
    """A file for reference managers."""

    uri: Id
    name: str


class CiteBox(ViewObject):
    """How a page is cited."""

    reference: Label
    release: Label
    """Which release the page belongs to, or that none stays at an address."""
    permanent: Id
    """The address at which that release stays."""
    files: tuple[CiteFile, ...]


class CitedStep(ViewObject):
    """A step with the files that cite it."""

    id: Id
    title: str
    files: tuple[CiteFile, ...]


class CitedStage(ViewObject):
    """A stage with its steps."""

    uri: Id
    title: str
    files: tuple[CiteFile, ...]
    steps: tuple[CitedStep, ...]


class CitingPage(ViewObject):
    """The page on citing the guide."""

    guide: CiteBox
    references: tuple[CiteFile, ...]
    stages: tuple[CitedStage, ...]
    releases: tuple[tuple[Label, Id], ...]


def cite_box(context: Context, id: str) -> CiteBox:
    """How a part of the guide is cited."""
    release = latest_release(context.guide)
    return CiteBox(
        reference=own_reference(context, id),
        release=_release_words(context, release),
        permanent=permanent_address(release) if release else "",
        files=cite_files(id),
    )


def _release_words(context: Context, release: Release | None) -> Label:
    """Whether the pages are those of a release."""
    words = words_of(context.guide).cite
    if release is None:
        return label("{}", words.not_released)
    pattern = words.released if shown_release(context.guide) else words.changed_since
    return label(pattern, release.version, context.day(release.on))


def cite_files(id: str) -> tuple[CiteFile, ...]:
    """The files with the record of a part of the guide."""
    return tuple(_files(f"cite/{id}"))


def list_files(id: str) -> tuple[CiteFile, ...]:
    """The files with the references of a page."""
    return tuple(_files(f"references/{id}"))


def listed_in(uri: str) -> tuple[CiteFile, ...]:
    """The files with the references of the page at an address; none where they are not offered."""
    folder, _, name = uri.removesuffix(".md").rpartition("/")
    return list_files(name) if folder in LISTED and name != WHOLE else ()


def _files(stem: str) -> Iterator[CiteFile]:
    for ending, name in FORMATS.items():
        yield CiteFile(uri=f"{stem}.{ending}", name=name)


def citing_page(context: Context) -> CitingPage:
    """How to cite the guide, each stage and each step, and where its references are."""
    return CitingPage(
        guide=cite_box(context, WHOLE),
        references=list_files(WHOLE),
        stages=tuple(_stages(context.guide)),
        releases=tuple(_releases(context)),
    )


def _stages(guide: Guide) -> Iterator[CitedStage]:
    for id in guide.file.stages:
        stage = guide.stages[id].item
        yield CitedStage(
            uri=stage_address(guide, id),
            title=part_title(guide, id),
            files=cite_files(id),
            steps=tuple(_step(guide, step.id) for step in stage.steps),
        )


def _step(guide: Guide, id: str) -> CitedStep:
    return CitedStep(id=id, title=part_title(guide, id), files=cite_files(id))


def _releases(context: Context) -> Iterator[tuple[Label, Id]]:
    """Each release with its permanent address."""
    words = words_of(context.guide).cite
    for release in context.guide.file.releases:
        named = label(words.release_of, release.version, context.day(release.on))
        yield named, permanent_address(release)
