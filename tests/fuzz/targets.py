"""What is fuzzed: for each target a maker of cases and its share of all."""

from collections.abc import Callable, Sequence
from random import Random

from tests.fuzz import guides, histories, issues, records, sources
from tests.fuzz.case import Case, Command, Entry

GUIDE = ("--folder", "guide")
LOCK = "guide/evidence/evidence.lock"
BIBLIOGRAPHY = "guide/evidence/sources.bib"
LOCALES = "guide/evidence/locales/*"
ANY = "guide/evidence/*"
NAMED = ("sleep-faster", "doe2020", "nothing", "drink-tea", "index", "number-is-traced")
FINDINGS = "guide/evidence/findings/*"
CACHE = ("home/*",)
SITE = ("guide/site", "guide/site/*", "guide/site-offline", "guide/site-offline/*")
LOAD = "load"
"""The word for reading a guide and making all its outputs in Python, which is no command."""


def _evidence(*words: str, **allowed: tuple[str, ...] | bool | float) -> Command:
    return Command((*GUIDE, *words), **allowed)  # type: ignore[arg-type]


def load(pick: Random) -> Case:
    """Reading a mutated guide, and every output of one that is sound."""
    name = guides.base(pick)
    return _case(name, guides.mutated(name, pick), Command((LOAD, "guide")))


def check(pick: Random) -> Case:
    """`check` in every form, now and then after `--fix`."""
    name = guides.base(pick)
    files = guides.mutated(name, pick)
    form = pick.choice(("text", "text", "github", "sarif", "json"))
    looking = _evidence("check", "--format", form, *pick.choice(((), (), ("--strict",))))
    fixing = _evidence("check", "--fix", changes=("guide/evidence/*",))
    named = _evidence("check", *pick.sample(sorted(files), min(2, len(files))))
    showing = _evidence("check", "--fix", "--diff")
    told = pick.choice(((looking,), (looking,), (showing, fixing, looking), (looking, named)))
    return _case(name, files, *told)


def build(pick: Random) -> Case:
    """`check`, then `build` over a finished site, of a guide that is changed gently."""
    name = guides.base(pick)
    files = guides.gentle(name, pick) if pick.random() < 0.8 else guides.mutated(name, pick)
    building = _evidence("build", changes=SITE, creates=SITE, seconds=180)
    exporting = _evidence("build", "--to", "out", creates=("out", "out/*"), seconds=180)
    return _case(name, files, _evidence("check"), pick.choice((building,) * 4 + (exporting,)))


def add(pick: Random) -> Case:
    """`add` of a hostile file, twice, then `check`."""
    name, data = records.made(pick)
    adding = _evidence(
        "add", "--offline", "--", f"in/{name}",
        changes=(BIBLIOGRAPHY,), creates=(FINDINGS, BIBLIOGRAPHY), grows=True,
    )  # fmt: skip
    again = (adding,) if pick.random() < 0.2 else ()
    return _case(guides.base(pick), {f"in/{name}": data}, adding, *again, _evidence("check"))


def verify(pick: Random) -> Case:
    """`verify --texts` with hostile texts."""
    verifying = _evidence(
        "verify", "--offline", "--texts", "in", "--cache", "home/cache",
        changes=(LOCK,), creates=(LOCK, *CACHE),
    )  # fmt: skip
    return _case("tea", sources.made(pick), verifying)


def from_issue(pick: Random) -> Case:
    """`from-issue` of a hostile issue, printed or written."""
    writing = ("--write",) if pick.random() < 0.5 else ()
    drafting = _evidence(
        "from-issue", "in/issue.md", *writing,
        changes=(FINDINGS, BIBLIOGRAPHY), creates=(FINDINGS,), grows=True,
    )  # fmt: skip
    files: dict[str, Entry | None] = {"in/issue.md": issues.made(pick)}
    return _case(
        "tea", {f"guide/{issues.FORM}": issues.form(), **files}, drafting, _evidence("check")
    )


def diff(pick: Random) -> Case:
    """`diff` between commits of a hostile repository, or from one to the files."""
    name, files = histories.made(pick)
    commits = [pick.choice(histories.REVISIONS) for _ in range(pick.choice((0, 1, 1, 2)))]
    form = pick.choice(("text", "markdown", "json"))
    return _case(name, files, _evidence("diff", "--format", form, "--", *commits))


def serve(pick: Random) -> Case:
    """A preview while a few files change, and after they are as they were."""
    name = pick.choice(("tea", "honey"))
    edits = tuple(
        pick.choice((guides.mutated, guides.gentle))(name, pick)
        for _ in range(pick.choice((1, 2, 3)))
    )
    return _case(name, {}, _evidence("serve"), edits=edits)


def others(pick: Random) -> Case:
    """The other commands that read a guide, on a mutated one."""
    name = guides.base(pick)
    files = guides.mutated(name, pick)
    commands = (
        _evidence("reading"),
        _evidence("explain", pick.choice(NAMED)),
        _evidence("scan", "--offline", "--format", pick.choice(("text", "markdown"))),
        _evidence("lock", "--check"),
        _evidence("lock", changes=(LOCK,), creates=(LOCK,)),
        _evidence("schema", "--check"),
        _evidence("standing", "--offline", changes=(LOCK,), creates=(LOCK, *CACHE)),
        _evidence("translate", "es", changes=(LOCALES,), creates=(LOCALES,)),
        _evidence("verify", "--offline", changes=(LOCK,), creates=(LOCK, *CACHE)),
        _evidence(
            "new", "term", "--term", "Pot", "--says", "A pot.", changes=(ANY,), creates=(ANY,)
        ),
    )
    return _case(name, files, *pick.sample(commands, 2))


def _case(
    base: str,
    files: dict[str, Entry | None],
    *commands: Command,
    edits: tuple[dict[str, Entry | None], ...] = (),
) -> Case:
    return Case("", "", base, files, commands, edits)


TARGETS: dict[str, tuple[Callable[[Random], Case], int]] = {
    "load": (load, 12), "check": (check, 24), "build": (build, 6), "add": (add, 16),
    "verify": (verify, 8),
    "from-issue": (from_issue, 10), "diff": (diff, 8), "serve": (serve, 1), "others": (others, 15),
}  # fmt: skip
"""By name, what makes a case, and how many of a hundred cases it gets."""


def schedule(only: Sequence[str] = ()) -> list[str]:
    """The targets in the order in which cases take turns, spread evenly; or some targets."""
    if only:
        return list(only)
    turns = [(turn / share, name) for name, (_, share) in TARGETS.items() for turn in range(share)]
    return [name for _, name in sorted(turns)]


def case(seed: int, number: int, turns: list[str]) -> Case:
    """The case with a number: the same for the same seed, whenever and wherever it is made."""
    target = turns[number % len(turns)]
    pick = Random(f"{seed}/{target}/{number}")  # noqa: S311 (seeded on purpose)
    made = TARGETS[target][0](pick)
    return made._replace(target=target, name=f"{target}-{seed}-{number}")
