"""`guide.json`: the whole guide as data, for the PDFs and for anybody else."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urljoin

from lxml import html

from evidence_guide import model
from evidence_guide.files.output import Output
from evidence_guide.guide import Guide
from evidence_guide.site.page import Site
from evidence_guide.text import markup as prose
from evidence_guide.view import labels, shapes, shown
from evidence_guide.view import references as citing
from evidence_guide.view.addresses import stage_page


def files(site: Site) -> tuple[Output, Output]:
    """The guide as JSON and the JSON Schema of it, below `data/`."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **shapes.GuideData.model_json_schema(mode="serialization"),
    }
    return (
        Output("data/guide.json", exported(site).model_dump_json() + "\n"),
        Output("data/guide.schema.json", json.dumps(schema, indent=1, sort_keys=True) + "\n"),
    )


def exported(site: Site) -> shapes.GuideData:
    """The whole guide; every list in the guide's own order, every mapping in that of the references or the files."""
    guide, export = site.guide, _Export(site)
    file = guide.file
    return shapes.GuideData(
        title=file.title,
        about=text(file.about),
        language=file.language,
        version=file.version,
        as_of=file.as_of,
        as_of_words=labels.day(file.as_of, site.language),
        notice=text(file.notice),
        reviewed=labels.reviewed(file.reviewers, guide.label, site.language),
        clinicians=shapes.Clinicians(
            usually=file.clinicians.usually, at_once=file.clinicians.at_once
        ),
        site=file.site_url,
        repository=file.repository,
        publisher=file.publisher,
        profiles={profile.id: profile.title for profile in file.profiles},
        home=file.home,
        stages=tuple(export.stage(id) for id in file.stages),
        topics=tuple(export.topic(id) for id in file.topics),
        claims={
            claim.id: export.claim(id, claim)
            for id in file.topics
            for claim in guide.topics[id].item.claims
        },
        findings={id: export.finding(entry.item) for id, entry in guide.findings.items()},
        tables=tuple(export.table(guide.tables[id].item) for id in file.tables),
        populars=tuple(export.popular(entry.item) for entry in guide.popular.values()),
        terms=tuple(export.term(term) for term in shown.glossary(guide)),
        sources={key: export.source(key) for key in citing.numbers(guide) if key in guide.sources},
        references={
            key: export.reference(key, number) for key, number in citing.numbers(guide).items()
        },
        method=_method(guide),
        index=tuple(shapes.IndexEntry(word=word, at=at) for word, at in shown.index(guide)),
    )


def text(value: str) -> shapes.Text:
    """A text as a string, or as runs where it has markup."""
    runs = prose.runs(value)
    return runs if any(run.marks or run.link for run in runs) else prose.plain(value)


def _maybe(value: str | None) -> shapes.Text | None:
    return None if value is None else text(value)


@dataclass(frozen=True)
class _Export:
    """Makes each part of the export from the guide's."""

    site: Site

    @cached_property
    def whom(self) -> dict[str, str]:
        """For each step, in words, whom it is for."""
        return shown.whom(self.site.guide)

    @cached_property
    def titles(self) -> dict[str, str]:
        """A short title for each claim."""
        return shown.titles(self.site.guide)

    def page(self, uri: str, anchor: str = "") -> str:
        """The full address of a page of the site."""
        return urljoin(self.site.guide.file.site_url, self.site.address(uri)) + (
            f"#{anchor}" if anchor else ""
        )

    def cites(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Keys of what ids of claims or findings rest on, by number."""
        number = citing.numbers(self.site.guide)
        return tuple(sorted(citing.behind(self.site.guide, tuple(ids)), key=number.__getitem__))

    def says(self, value: str, ids: Iterable[str]) -> shapes.Statement:
        """A sentence with what it rests on."""
        return shapes.Statement(text=text(value), cites=self.cites(ids))

    def cited(self, parts: Iterable[model.Cited]) -> tuple[shapes.Statement, ...]:
        """Sentences with what each rests on."""
        return tuple(self.says(part.says, part.because) for part in parts)

    def stage(self, id: str) -> shapes.Stage:
        """A stage with its steps."""
        entry = self.site.guide.stages[id]
        return shapes.Stage(
            id=id,
            page=self.page(stage_page(self.site.guide, id)),
            title=text(entry.item.title),
            about=text(entry.item.about),
            review_by=entry.item.review_by,
            urgent=self.cited(cited for cited, _ in shown.urgent(entry)),
            steps=tuple(self.step(id, step) for step in entry.item.steps),
        )

    def step(self, stage: str, step: model.Step) -> shapes.Step:
        """A step with everything behind it."""
        answers = ((labels.DECISION[name], answer) for name, answer in step.decision)
        return shapes.Step(
            id=step.id,
            page=self.page(stage_page(self.site.guide, stage), step.id),
            title=text(step.title),
            do=self.says(step.do, step.why),
            whom=self.whom[step.id],
            profiles=() if step.whom == "everyone" else step.whom,
            strength=step.strength,
            strength_words=labels.STRENGTHS[step.strength][0],
            direction=step.direction,
            level=shown.level(self.site.guide, step),
            how=self.cited(step.how),
            why=step.why,
            follows=step.follows,
            adapted=self.says(step.adapted, step.follows) if step.adapted else None,
            exception=self.says(step.exception, step.why) if step.exception else None,
            ask=tuple(text(question) for question in step.ask),
            differ=self.cited(step.differ),
            decision=tuple(
                shapes.Answer(
                    question=q,
                    answer=next(iter(self.cited([a])), None)
                    if isinstance(a, model.Cited)
                    else None,
                )
                for q, a in answers
            ),
        )

    def topic(self, id: str) -> shapes.Topic:
        """A topic with the ids of its claims."""
        item = self.site.guide.topics[id].item
        ids = tuple(claim.id for claim in item.claims)
        return shapes.Topic(
            id=id,
            page=self.page(f"topics/{id}.md"),
            title=text(item.title),
            about=text(item.about),
            review_by=item.review_by,
            claims=ids,
        )

    def claim(self, topic: str, claim: model.Claim) -> shapes.Claim:
        """A claim with its certainty, its reasons, and where it is used."""
        guide = self.site.guide
        steps = [
            shapes.Use(kind="step", id=step.id, title=text(step.title))
            for _, step in shown.using(guide, claim.id)
        ]
        populars = [
            shapes.Use(kind="popular claim", id=popular.id, title=text(popular.heard))
            for popular in shown.citing_it(guide, claim.id)
        ]
        return shapes.Claim(
            id=claim.id,
            page=self.page(f"claims/{claim.id}.md"),
            title=self.titles[claim.id],
            topic=topic,
            says=self.says(claim.says, [claim.id]),
            plain=self.says(claim.plain, [claim.id]),
            kind=claim.kind,
            applies_to=_maybe(claim.applies_to),
            level=claim.level,
            start=claim.certainty.start if claim.certainty else None,
            reasons=tuple(self.reason(moved, claim) for moved in shown.reasons(claim)),
            search=_search(claim),
            rests_on=claim.rests_on,
            disputed_by=claim.disputed_by,
            used=(*steps, *populars),
        )

    def reason(self, moved: shown.Moved, claim: model.Claim) -> shapes.Reason:
        """Why a claim's certainty moves."""
        return shapes.Reason(
            side=moved.side,
            name=labels.DOWN[moved.name],
            levels=moved.levels,
            because=self.says(moved.because, [claim.id]),
        )

    def finding(self, finding: model.Finding) -> shapes.Finding:
        """A finding with its passage, its proof and its effect."""
        guide = self.site.guide
        return shapes.Finding(
            id=finding.id,
            source=guide.source_of[finding.id],
            reports=self.says(finding.reports, [finding.id]),
            where=text(finding.where),
            passage=finding.passage,
            link=citing.passage_of(guide, finding.id),
            figures=finding.figures,
            role=finding.role,
            proof=f"{labels.proof(guide.lock.receipts.get(finding.id))} {labels.reread(guide.readings[guide.source_of[finding.id]].item.read, finding.id)}",
            effect=_effect(finding.effect) if finding.effect else None,
        )

    def table(self, table: model.Table) -> shapes.Table:
        """A table, its cells in the order of its columns."""
        rows = (
            shapes.Row(
                id=row.id,
                cells=tuple(text(row.cells[c.id]) for c in table.columns),
                cites=self.cites(row.rests_on),
            )
            for row in table.rows
        )
        return shapes.Table(
            id=table.id,
            page=self.page(f"tables/{table.id}.md"),
            title=text(table.title),
            caption=self.says(table.caption, table.because),
            review_by=table.review_by,
            columns=tuple(
                shapes.Column(title=text(column.title), unit=_maybe(column.unit))
                for column in table.columns
            ),
            rows=tuple(rows),
            notes=self.cited(table.notes),
        )

    def popular(self, popular: model.PopularClaim) -> shapes.Popular:
        """A popular claim with its verdict."""
        return shapes.Popular(
            id=popular.id,
            page=self.page("popular-claims.md", popular.id),
            heard=text(popular.heard),
            verdict=popular.verdict,
            sign=labels.VERDICTS[popular.verdict][0],
            says=self.says(popular.says, popular.because),
            instead=self.says(popular.instead, popular.because),
            because=popular.because,
        )

    def term(self, term: model.Term) -> shapes.Term:
        """A glossary word."""
        page = self.page("glossary.md", term.id)
        return shapes.Term(
            id=term.id,
            page=page,
            term=text(term.term),
            short=term.short,
            also=term.also,
            says=self.says(term.says, term.rests_on),
        )

    def source(self, key: str) -> shapes.Source:
        """A source, how it was read and how it stands."""
        guide = self.site.guide
        source, reading = guide.sources[key].item, guide.readings[key].item
        return shapes.Source(
            key=key,
            page=self.page(f"sources/{key}.md"),
            label=source.label,
            design=reading.study.design,
            study=tuple(
                (labels.STUDY[name], text(str(value)))
                for name, value in reading.study
                if value is not None
            ),
            read=labels.read(reading.read),
            standing=labels.standing(guide.lock.standings.get(key)),
            links=source.links,
            findings=tuple(finding.id for finding in reading.findings),
        )

    def reference(self, key: str, number: int) -> shapes.Reference:
        """An entry of the numbered list."""
        guide = self.site.guide
        if key not in guide.sources:
            search = guide.claims[key].item.search
            told = labels.search(search) if search else ""
            return shapes.Reference(
                number=number,
                label="Our search",
                text=text(told),
                address=self.page(f"claims/{key}.md"),
            )
        source = guide.sources[key].item
        told = str(
            html.fragment_fromstring(citing.reference(source), create_parent="div").text_content()
        )
        return shapes.Reference(
            number=number, label=source.label, text=told, address=source.address
        )


def _search(claim: model.Claim) -> shapes.Search | None:
    search = claim.search
    return (
        shapes.Search(
            where=text(search.where),
            on=search.on,
            words=text(search.words),
            found=text(search.found),
        )
        if search
        else None
    )


def _effect(effect: model.Effect) -> shapes.Effect:
    low, high = (None if value is None else str(value) for value in (effect.low, effect.high))
    return shapes.Effect(
        outcome=text(effect.outcome),
        at=_maybe(effect.at),
        measure=effect.measure,
        unit=_maybe(effect.unit),
        value=str(effect.value),
        low=low,
        high=high,
        level=str(effect.level),
        p=effect.p,
        null=str(effect.measure.null),
    )


def _method(guide: Guide) -> shapes.Method:
    counted = {
        "proofs": shown.proofs(guide),
        "standings": shown.standings(guide),
        "depths": shown.depths(guide),
    }
    return shapes.Method(
        levels=tuple(
            shapes.Meaning(word=level, sign=sign, means=means)
            for level, (sign, means) in labels.LEVELS.items()
        ),
        strengths=tuple(
            shapes.Meaning(word=label, means=means) for label, means in labels.STRENGTHS.values()
        ),
        kinds=tuple(shapes.Meaning(word=kind, means=means) for kind, means in labels.KINDS.items()),
        verdicts=tuple(
            shapes.Meaning(word=verdict, sign=sign, means=means)
            for verdict, (sign, means) in labels.VERDICTS.items()
        ),
        counts=shown.numbers(guide),
        **{
            name: tuple(shapes.Meaning(word=word, means=str(count)) for word, count in found)
            for name, found in counted.items()
        },
    )
