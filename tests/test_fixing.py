"""`check --fix`: fixes the form of files, never what they say, and leaves everything else byte for
byte.
"""

import json

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from tests.conftest import TEA, Folder, call

from evidence_guide.diagnostic import GuideError
from evidence_guide.files.output import write_files
from evidence_guide.guide import yaml_reader
from evidence_guide.rules.fixes.form import better
from evidence_guide.rules.fixes.runner import fix
from evidence_guide.text.quantities import quantities

CLAIMS = "evidence/claims/x.yml"
SCHEMA = "# yaml-language-server: $schema=../schema/claims.json\n"
TEXT = st.text("ab-+/<=>1 0.#'\"é𝔘", max_size=12)
FIELDS = st.sampled_from(["id", "says", "plain", "kind", "rests_on", "certainty", "unknown"])
CERTAINTY = st.fixed_dictionaries(
    {"down": st.dictionaries(st.sampled_from(["imprecision", "indirectness"]), TEXT), "start": TEXT}
)
CLAIM = st.dictionaries(FIELDS, TEXT | st.lists(TEXT, max_size=2) | CERTAINTY)
FILE = st.fixed_dictionaries(
    {"claims": st.lists(CLAIM, max_size=3), "review_by": TEXT, "title": TEXT}
)


def text_after_fix(text: str, name: str = CLAIMS) -> str:
    return fix(text.encode(), name).after


def same_but_signs(old: object, new: object) -> bool:
    """Whether two values differ in nothing but typographic signs."""
    if isinstance(old, dict) and isinstance(new, dict):
        same = all(same_but_signs(old[key], new[key]) for key in old.keys() & new.keys())
        return same and old.keys() == new.keys()
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(map(same_but_signs, old, new))
    return new == old or (isinstance(old, str) and new == better(old))


@given(
    FILE,
    st.booleans(),
    st.sampled_from(["", "# why\n", "\ufeff"]),
    st.sampled_from(["", " ", "\n\n# end  "]),
)
def test_a_fix_is_made_once_and_changes_nothing_that_is_said_but_signs(
    value: object, flow: bool, before: str, after: str
) -> None:
    text = (
        before
        + yaml.safe_dump(
            value, allow_unicode=True, sort_keys=True, default_flow_style=flow, width=40
        ).rstrip("\n")
        + after
    )
    fixed = fix(text.encode(), CLAIMS)
    assert text_after_fix(fixed.after) == fixed.after
    old, new = (
        yaml_reader.read_yaml(form.removeprefix("\ufeff"), CLAIMS) for form in (text, fixed.after)
    )
    if old.trouble:
        assert fixed.after == text
    else:
        assert new.trouble == ()
        assert same_but_signs(old.value, new.value)
        assert fixed.after.startswith(SCHEMA)


@given(st.permutations(["says", "plain", "kind", "rests_on", "applies_to"]))
def test_a_comment_goes_where_its_key_goes(keys: list[str]) -> None:
    lines = [
        "  - id: a-b",
        *(
            line
            for key in keys
            for line in (f"    # about {key}", "", f"    {key}: [x, y]  # guide: ignore[{key}] why")
        ),
    ]
    text = "\n".join([SCHEMA.strip(), "title: T", "claims:", *lines, "  # the end", ""])
    found = text_after_fix(text).splitlines()
    assert [line.split(":")[0].strip() for line in found if ": [x" in line] == [
        "says",
        "plain",
        "kind",
        "rests_on",
        "applies_to",
    ]
    for key in keys:
        at = found.index(f"    # about {key}")
        assert found[at + 1 : at + 3] == ["", f"    {key}: [x, y]  # guide: ignore[{key}] why"]
    assert found[-1] == "  # the end"


@given(st.binary(max_size=200))
@example(b"(\r")
def test_no_bytes_at_all_make_it_raise_or_lose_anything(data: bytes) -> None:
    fixed = fix(data, CLAIMS)
    assert fix(fixed.after.encode(), CLAIMS).after == fixed.after


@given(st.text("ab <=>-+/123.,%(", max_size=30))
def test_a_mended_sign_leaves_every_number_what_it_was(text: str) -> None:
    line = f"{SCHEMA}claims:\n  - says: {json.dumps(f'x {text}')}\n"
    value = yaml_reader.read_yaml(text_after_fix(line), CLAIMS).value
    assert isinstance(value, dict)
    says = value["claims"][0]["says"]  # type: ignore[index,call-overload]
    numbers = [
        [(q.value, q.comparison, q.unit, q.kind) for q in quantities(form)]
        for form in (f"x {text}", str(says))
    ]
    assert numbers[0] == numbers[1]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("says: It was <= 5 mg.", "says: It was ≤ 5 mg."),
        ("says: 'Between -4 and -1, +/- 2.'", "says: 'Between −4 and −1, ± 2.'"),
        ("says: Trial-1 of 2019-2020 and omega-3.", "says: Trial-1 of 2019-2020 and omega-3."),
        (
            "says: See [it](https://example.org/?a>=-5) at -5.",
            "says: See [it](https://example.org/?a>=-5) at -5.",
        ),
        ("passage: It was <= 5 mg … at -4 degrees.", "passage: It was <= 5 mg … at -4 degrees."),
        ("figures: ['<= 5 mg', '-4']", "figures: ['<= 5 mg', '-4']"),
        (
            "effect: {value: -12, low: -20, high: -4, p: '<= 0.05'}",
            "effect: {value: -12, low: -20, high: -4, p: '<= 0.05'}",
        ),
        (
            "search: {words: b12 >= 5, found: '>= 5 records'}",
            "search: {words: b12 >= 5, found: '≥ 5 records'}",
        ),
        (
            "numbers: [{number: '>= 5', because: Ours.}]\n    says: It was >= 5.",
            "says: It was >= 5.\n    numbers: [{number: '>= 5', because: Ours.}]",
        ),
    ],
)
def test_signs_are_mended_in_our_own_words_only(before: str, after: str) -> None:
    text = SCHEMA + "claims:\n  - id: a-b\n    {}\n"
    assert text_after_fix(text.format(before)) == text.format(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("\ufefftitle: T\n", "title: T\n"),
        ("title: T\r\nabout: |\r\n  a\r\n  b\r\n", "title: T\nabout: |\n  a\n  b\n"),
        ("title: T", "title: T\n"),
        (
            "title: T  \nabout: |\n  kept  \n  so\t\n# end \n",
            "title: T\nabout: |\n  kept  \n  so\t\n# end\n",
        ),
        ("about: |\n  no end of line", "about: |\n  no end of line"),
        ("{about: x, title: y}\n", "{title: y, about: x}\n"),
        ("{about: x, # why\n title: y}\n", "{about: x, # why\n title: y}\n"),
    ],
)
def test_the_form_of_a_file_is_mended(before: str, after: str) -> None:
    assert text_after_fix(before) == SCHEMA + after


@pytest.mark.parametrize(
    "text", ["", "# only a comment\r\n", "claims: [\r\n", "a: 1 \na: 2", "title: cut # here \r\n"]
)
def test_a_file_that_cannot_be_read_is_left_alone(text: str) -> None:
    assert fix(text.encode(), CLAIMS).fixes == ()
    assert text_after_fix(text) == text
    assert fix("title: Grün\r\n".encode("latin-1"), CLAIMS).fixes == ()


@pytest.mark.parametrize(
    "written",
    [
        "https://doi.org/10.1000/Doe.2020",
        "http://dx.doi.org/10.1000/doe.2020",
        "doi:10.1000/DOE.2020",
        "10.1000/DOE.2020",
    ],
)
def test_a_doi_is_bare_and_in_lower_case(written: str) -> None:
    record = (
        "@article{{Doe2020, % a comment\n  title = {{Tea <= 5}},  url = "
        "{{https://doi.org/10.1000/DOE.2020}},\n  doi = {{{}}}\n}}\n"
    )
    assert text_after_fix(record.format(written), "evidence/sources.bib") == record.format(
        "10.1000/doe.2020"
    )


SLEEP = "evidence/claims/sleep.yml"


def unmended(text: str) -> str:
    """The sample guide's claims, as somebody might have written them on another system."""
    first = (
        "says: Tea may shorten the time to sleep by 12 minutes, although one trial found 9 "
        "minutes more."
    )
    assert first in text
    swapped = (
        text.replace(first, "SAYS")
        .replace("    plain: Tea may help you fall asleep.\n", "")
        .replace("SAYS", f"plain: Tea may help you fall asleep.\n    {first}")
    )
    return swapped.partition("\n")[2].replace("\n", "\r\n")


def test_fix_mends_says_where_and_then_checks(folder: Folder) -> None:
    where = folder({"docs/page.md": "# Page \n"})
    written = unmended((where / SLEEP).read_text("utf-8"))
    (where / SLEEP).write_bytes(written.encode())
    (where / SLEEP).chmod(0o640)
    code, out, err = call("check", "--fix", SLEEP, folder=where)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert f"{SLEEP}:1:1: fixed: the line that names the schema is added" in lines
    assert f"{SLEEP}:11:5: fixed: the keys are in the order of the schema" in lines
    assert lines[-1] == "no complaint"
    one, other = (
        "imprecision: Two small trials.",
        "inconsistency: The trials point in opposite ways.",
    )
    assert (where / SLEEP).read_text("utf-8") == (TEA / SLEEP).read_text("utf-8").replace(
        f"{one}, {other}", f"{other}, {one}"
    )
    assert (where / SLEEP).stat().st_mode & 0o777 == 0o640
    assert [path.name for path in (where / SLEEP).parent.iterdir()] == ["sleep.yml"]
    assert call("check", "--fix", SLEEP, folder=where)[1] == "no complaint\n"


def test_fix_with_diff_shows_what_would_change_and_writes_nothing(folder: Folder) -> None:
    where = folder()
    text = (
        (where / SLEEP)
        .read_text("utf-8")
        .replace("plain: Tea may help", "plain: Tea (<= 1 cup) may help")
        .removesuffix("\n")
    )
    (where / SLEEP).write_text(text, "utf-8")
    code, out, _ = call("check", "--fix", "--diff", SLEEP, folder=where)
    assert code == 1
    assert out.startswith(f"--- {SLEEP}\n+++ {SLEEP}\n@@")
    assert (
        "-    plain: Tea (<= 1 cup) may help you fall asleep.\n+    plain: Tea (≤ 1 cup) may "
        "help you fall asleep.\n"
    ) in out
    assert "\\ No newline at end of file" in out
    assert (where / SLEEP).read_text("utf-8") == text
    assert call("check", "--fix", "--diff", "evidence/terms.yml", folder=where)[:2] == (0, "")


def test_a_file_that_cannot_be_written_is_a_sentence_and_stays_as_it_was(folder: Folder) -> None:
    where = folder()
    (where / "evidence/block").write_text("a file where a folder is needed", "utf-8")
    with pytest.raises(
        GuideError,
        match=r"block.* cannot be written \(file exists|not a directory\); nothing was changed",
    ):
        write_files({where / "evidence/block/x.yml": "b"})


def test_what_other_programs_read_holds_no_mends(folder: Folder) -> None:
    where = folder(
        {"evidence/terms.yml": (TEA / "evidence/terms.yml").read_text("utf-8") + "# end "}
    )
    _, out, err = call("check", "--fix", "--format", "json", "evidence/terms.yml", folder=where)
    assert json.loads(out) == []
    assert "evidence/terms.yml:" in err


def test_options_that_do_not_go_together_are_a_sentence_and_exit_2(folder: Folder) -> None:
    where = folder()
    for words in (["--diff"], ["--watch", "--fix"]):
        code, out, err = call("check", *words, folder=where)
        assert (code, out) == (2, "")
        assert err.startswith("evidence-guide: --")
