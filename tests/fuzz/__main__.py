"""`python -m tests.fuzz`: exit code 0 if nothing failed, 1 if something did."""

import argparse
import sys
from pathlib import Path

from tests.fuzz import session, targets


def main() -> int:
    """Runs a session, or one kept case again."""
    words = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    words.add_argument("--seconds", type=float, default=600, help="how long cases are begun")
    words.add_argument("--seed", type=int, default=1, help="the same seed gives the same cases")
    words.add_argument(
        "--only", nargs="+", default=(), choices=targets.TARGETS, help="some targets"
    )
    words.add_argument("--cases", type=int, default=10**9, help="the most cases")
    words.add_argument("--start", type=int, default=0, help="the number of the first case")
    words.add_argument("--workers", type=int, default=2, help="how many run at a time")
    words.add_argument("--kept", type=Path, default=session.KEPT, help="where failures are kept")
    words.add_argument("--replay", type=Path, help="a kept case, to run again")
    words.add_argument("--planted", action="store_true", help="plant bugs and see each found")
    asked = words.parse_args()
    if asked.replay:
        return int(not session.replay(asked.replay))
    if asked.planted:
        return int(not session.planted())
    wanted = session.Asked(
        asked.seconds, asked.seed, tuple(asked.only), asked.cases, asked.workers,
        asked.kept, asked.start,
    )  # fmt: skip
    return int(not session.session(wanted))


if __name__ == "__main__":
    sys.exit(main())
