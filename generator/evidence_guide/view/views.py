"""The views of one guide, each made once; pages, PDFs and `guide.json` share them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from evidence_guide.guide import Guide
from evidence_guide.guide.facts import derived
from evidence_guide.view import advice, evidence, lists, references, shapes, shown
from evidence_guide.view.care_levels import emergency_numbers
from evidence_guide.view.context import Context
from evidence_guide.view.handouts import handout_view
from evidence_guide.view.index import index
from evidence_guide.view.method import method
from evidence_guide.view.opinions import reviewed_by
from evidence_guide.view.plan import planned_steps
from evidence_guide.view.site import Addresses, Site
from evidence_guide.view.source_depth import to_read
from evidence_guide.view.texts import text
from evidence_guide.view.wording import paper_words

Sources = dict[str, shapes.SourceView]
Populars = tuple[shapes.PopularView, ...]
Choices = dict[str, shapes.ChoiceView]
SCHEMA_VERSION = 5
"""Of `guide.json`; it grows when a field goes or changes its meaning."""
V = TypeVar("V")
MadeViews = dict[tuple[str, str], object]
"""Views by the name of their maker and the id of their item."""


def views_of(site: Site) -> "Views":
    """The views of a site; sites of a guide with the same addresses share those of its items."""
    return Views(site, _made(site.guide, site.addresses, site.served))


@derived
def _made(_guide: Guide, _addresses: Addresses, _served: Addresses) -> MadeViews:
    """The views of items that were made so far."""
    return {}


@dataclass(frozen=True)
class Views:
    """The view of each part of a guide, by its id."""

    site: Site
    _made: MadeViews = field(default_factory=dict, hash=False, compare=False)

    @property
    def guide(self) -> Guide:
        """The guide, in the language in which it is shown."""
        return self.site.guide

    @cached_property
    def context(self) -> Context:
        """The facts that all views share."""
        return Context(self.site)

    @cached_property
    def _topic_of(self) -> dict[str, str]:
        """The topic of each claim."""
        guide = self.guide
        found: dict[str, str] = {}
        for id in guide.file.topics:
            claims = guide.topics[id].item.claims
            found.update({claim.id: id for claim in claims})
        return found

    def _once(self, make: Callable[..., V], id: str, *parts: object) -> V:
        """The view that `make` makes of some parts of the guide, made at the first call."""
        key = (make.__name__, id)
        if key not in self._made:
            self._made[key] = make(self.context, *parts)
        return self._made[key]  # type: ignore[return-value]

    def stage(self, id: str) -> shapes.StageView:
        """A stage with its steps."""
        return self._once(advice.stage_view, id, id)

    def _handout(self, id: str) -> shapes.HandoutView:
        return handout_view(self.context, self.stage(id))

    def step(self, id: str) -> shapes.StepView:
        """A step, as its stage holds it."""
        return self._steps[id]

    @cached_property
    def _steps(self) -> dict[str, shapes.StepView]:
        found: dict[str, shapes.StepView] = {}
        for stage in map(self.stage, self.guide.stages):
            for step in stage.steps:
                found.setdefault(step.id, step)
        return found

    def choice(self, id: str) -> shapes.ChoiceView:
        """A choice, as its stage holds it."""
        return self._choices[id]

    @cached_property
    def _choices(self) -> Choices:
        stages = map(self.stage, self.guide.stages)
        return {choice.id: choice for stage in stages for choice in stage.choices}

    @cached_property
    def steps_shown(self) -> frozenset[str]:
        """The ids of the steps of all stages that are shown."""
        stages = map(self.stage, self.guide.file.stages)
        return frozenset(step.id for stage in stages for step in stage.steps)

    def topic(self, id: str) -> shapes.TopicView:
        """A topic with the ids of its claims."""
        return self._once(evidence.topic_view, id, id)

    def claim(self, id: str) -> shapes.ClaimView:
        """A claim."""
        item = self.guide.claims[id].item
        number = self._claim_numbers[id]
        return self._once(evidence.claim_view, id, self._topic_of[id], item, number)

    @cached_property
    def _claim_numbers(self) -> dict[str, str]:
        """The number of each claim in print: that of its topic, and its own in the topic."""
        found: dict[str, str] = {}
        for chapter, id in enumerate(self.guide.file.topics, 1):
            for place, claim in enumerate(self.topic(id).claims, 1):
                found[claim] = f"{chapter}.{place}"
        return found

    def finding(self, id: str) -> shapes.FindingView:
        """A finding."""
        return self._once(evidence.finding_view, id, self.guide.findings[id].item)

    def table(self, id: str) -> shapes.TableView:
        """A table."""
        return self._once(lists.table_view, id, self.guide.tables[id].item)

    def source(self, key: str) -> shapes.SourceView:
        """A source."""
        return self._once(lists.source_view, key, key)

    @cached_property
    def populars(self) -> Populars:
        """The popular claims in their order."""
        items = (entry.item for entry in self.guide.popular.values())
        return self._all(lists.popular_view, items)

    @cached_property
    def terms(self) -> tuple[shapes.TermView, ...]:
        """The glossary in alphabetical order."""
        return self._all(lists.term_view, shown.glossary(self.guide))

    @cached_property
    def abbreviations(self) -> tuple[shapes.MethodWord, ...]:
        """The abbreviations in alphabetical order, each with what it is short for."""
        known = self.guide.file.policy.abbreviations
        words = sorted(known, key=str.casefold)
        return tuple(shapes.MethodWord(word=word, means=known[word]) for word in words)

    def _all(self, make: Callable[..., V], items: Iterable[object]) -> tuple[V, ...]:
        """The views that `make` makes, one of each item."""
        return tuple(make(self.context, item) for item in items)

    @cached_property
    def whole(self) -> shapes.GuideData:
        """The whole guide, lists in the guide's own order, references by number."""
        return shapes.GuideData(**self._about(), **self._parts(), **self._lists())

    def _about(self) -> dict[str, Any]:
        """The words about the guide."""
        file = self.guide.file
        return {
            "schema_version": SCHEMA_VERSION,
            "title": file.title,
            "about": text(file.about),
            "language": file.language,
            "version": file.version,
            "as_of": file.as_of,
            "notice": self.context.phrase(file.notice),
            "reviewed": self._reviewed(),
            "experts": self._experts(),
            "emergency": emergency_numbers(self.context),
            "site": file.site_url,
            "plan_page": self.context.page("plan.md"),
            "repository": file.repository,
            "publisher": file.publisher,
            "profiles": {profile.id: profile.title for profile in file.profiles},
            "home": file.home,
        }

    def _reviewed(self) -> str:
        return reviewed_by(self.guide, self.site.language)

    def _experts(self) -> shapes.ExpertsView:
        return shapes.ExpertsView(**self.guide.experts.model_dump())

    def _parts(self) -> dict[str, Any]:
        """Everything that has a view of its own."""
        guide, file = self.guide, self.guide.file
        return {
            "stages": tuple(map(self.stage, file.stages)),
            "handouts": tuple(map(self._handout, file.stages)),
            "plan": planned_steps(guide),
            "topics": tuple(map(self.topic, file.topics)),
            "claims": {id: self.claim(id) for id in self._topic_of},
            "findings": {id: self.finding(id) for id in guide.findings},
            "tables": tuple(map(self.table, file.tables)),
            "populars": self.populars,
            "terms": self.terms,
            "abbreviations": self.abbreviations,
        }

    def _lists(self) -> dict[str, Any]:
        """The lists that are made of all parts."""
        return {
            "claim_map": evidence.claim_map(self.context),
            "sources": self._sources(),
            "read_next": tuple(one.key for one in to_read(self.guide)),
            "references": self._references(),
            "method": method(self.context),
            "index": index(self.guide),
            "words": paper_words(self.context),
        }

    def _references(self) -> dict[str, shapes.ReferenceView]:
        """The numbered list of references."""
        numbers = references.reference_numbers(self.guide)
        found = {}
        for key, number in numbers.items():
            found[key] = lists.reference_view(self.context, key, number)
        return found

    def _sources(self) -> Sources:
        """The sources in the order of their numbers."""
        guide = self.guide
        numbers = references.reference_numbers(guide)
        return {key: self.source(key) for key in numbers if key in guide.sources}
