"""Under pytest the evidence files are tests: one item for each source, finding, claim and step,
failing with the checker's words.
"""

import pytest
from tests.conftest import Folder

SLEEP = "evidence/claims/sleep.yml"


def test_each_thing_is_an_item_and_passes(pytester: pytest.Pytester, folder: Folder) -> None:
    where = folder()
    done = pytester.runpytest_subprocess(
        "-v", "-p", "no:cacheprovider", str(where / "evidence"), timeout=200
    )
    done.stdout.fnmatch_lines(
        [
            "*sleep.yml::claim sleep-faster*",
            "*doe2020.yml::finding doe2020-sleep PASSED*",
            "*sources.bib::source doe2020 PASSED*",
            "*evening.yml::step drink-tea*",
        ]
    )


def test_a_claim_without_citation_fails_alone_with_the_checkers_message(
    pytester: pytest.Pytester, folder: Folder
) -> None:
    where = folder()
    path = where / SLEEP
    path.write_text(
        path.read_text("utf-8").replace("rests_on: [teaboard2022-advice]", "rests_on: []"), "utf-8"
    )
    done = pytester.runpytest_inprocess("-v", "-p", "no:cacheprovider", str(path))
    done.assert_outcomes(passed=12, failed=1)
    done.stdout.fnmatch_lines(
        [
            "*claim sleep-advice FAILED*",
            "evidence/claims/sleep.yml:40:5: error citation-lost:*",
            (
                "evidence/claims/sleep.yml:40:5: error claim-rests-on-finding: claim "
                "`sleep-advice` rests on nothing"
            ),
            "    name the findings in `rests_on*",
            "*40 |     rests_on: *",
        ]
    )


def test_an_unsound_file_fails_as_a_file(pytester: pytest.Pytester, folder: Folder) -> None:
    where = folder({"evidence/terms.yml": "terms: [\n"})
    path = str(where / "evidence/terms.yml")
    done = pytester.runpytest_inprocess("-v", "-p", "no:cacheprovider", path)
    done.assert_outcomes(failed=1)
    done.stdout.fnmatch_lines(
        ["*terms.yml::file FAILED*", "evidence/terms.yml:2:1: error sound-yaml:*"]
    )
