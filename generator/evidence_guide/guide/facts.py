"""Facts that are derived from a guide: each is computed once and belongs to that guide."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from evidence_guide.guide.joined import Guide

P = ParamSpec("P")
R = TypeVar("R")


def derived(
    compute: Callable[Concatenate[Guide, P], R],
) -> Callable[Concatenate[Guide, P], R]:
    """A function of a guide whose results are kept by that guide and go with it.

    Its other arguments are positional and hashable.
    """

    @wraps(compute)
    def known(guide: Guide, /, *args: P.args, **more: P.kwargs) -> R:
        key = (compute, *args, *sorted(more.items()))
        if key not in guide.facts:
            guide.facts[key] = compute(guide, *args, **more)
        found: R = guide.facts[key]
        return found

    return known
