"""What readers choose from in My plan: every answer leads somewhere, and no two share a word of the address."""

from collections.abc import Iterator

from evidence_guide.guide import Entry, Guide
from evidence_guide.model import GuideFile, StageFile, Step, Table
from evidence_guide.rules.rule import Complaint, rule
from evidence_guide.text.nearest import near


@rule("evidence/guide.yml", "question: hours, answer: At night", "question: hour, answer: At night")
def known_question(file: Entry[GuideFile], guide: Guide) -> Iterator[Complaint]:
    """Every question that a profile answers stands in `guide.yml`, and every question there has an answer.

    A profile whose question is missing could not be chosen, and a question without answers cannot be answered.
    """
    known = [question.id for question in file.item.questions]
    for number, profile in enumerate(file.item.profiles):
        if profile.question and profile.question not in known:
            yield (
                file.place("profiles", number, "question"),
                f"no question is called `{profile.question}`",
                near(profile.question, known, "add it to `questions`"),
            )
    for number, id in enumerate(known):
        if id not in {profile.question for profile in file.item.profiles}:
            yield (
                file.place("questions", number),
                f"no profile answers `{id}`",
                f"add `question: {id}` to the profiles that do, or remove the question",
            )


@rule("evidence/tables/cups.yml", "stages: [evening]", "stages: [evenin]")
def known_stage(guide: Guide) -> Iterator[Complaint]:
    """Every stage that a step or a column of a table names exists.

    A step or a value for an unknown stage would be shown to nobody.
    """
    named = [
        (step.place("during", n), id)
        for step in guide.all(Step)
        for n, id in enumerate(step.item.during)
    ]
    named += [
        (t.place("columns", c, "stages", n), id)
        for t in guide.all(Table)
        for c, column in enumerate(t.item.columns)
        for n, id in enumerate(column.stages)
    ]
    for place, id in () if StageFile in guide.unread else named:
        if id not in guide.stages:
            yield (
                place,
                f"no stage is called `{id}`",
                near(id, guide.stages, "write the stage first, or remove the id"),
                (id,),
            )


@rule("evidence/tables/cups.yml", "unit: mL, stages", "unit: mL, role: country, stages")
def countries_stand_once(guide: Guide) -> Iterator[Complaint]:
    """At most one column of one table says in which country its rows hold.

    My plan asks for the country once and shows the rows of that table.
    """
    found = [
        table.place("columns", n, "role")
        for table in guide.all(Table)
        for n, column in enumerate(table.item.columns)
        if column.role == "country"
    ]
    for place in found[1:]:
        yield (
            place,
            f"countries stand already at {found[0]}",
            "keep `role: country` in one column of one table",
        )


@rule("evidence/guide.yml", "{id: day-worker,", "{id: evening,")
def choices_differ(file: Entry[GuideFile], guide: Guide) -> Iterator[Complaint]:
    """No profile has the id of another, of a stage, or of a row in the table of countries.

    They share the address in which My plan keeps a reader's choice.
    """
    taken = dict.fromkeys(guide.stages, "stage")
    taken |= {
        row.id: "row of countries"
        for t in guide.all(Table)
        if any(c.role == "country" for c in t.item.columns)
        for row in t.item.rows
    }
    for number, profile in enumerate(file.item.profiles):
        if profile.id in taken:
            yield (
                file.place("profiles", number, "id"),
                f"`{profile.id}` is a {taken[profile.id]} too",
                "choose another id for the profile",
                (profile.id,),
            )
        taken[profile.id] = "profile"
