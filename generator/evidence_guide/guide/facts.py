"""Facts derived from a guide or a document: each is computed once and belongs to that."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class Known(Protocol):
    """Something that never changes, with the facts that were computed from it."""

    @property
    def facts(self) -> dict[tuple[Any, ...], Any]:
        """The facts, by the function that computes them and its other arguments."""


K = TypeVar("K", bound=Known)


def derived(
    compute: Callable[Concatenate[K, P], R],
) -> Callable[Concatenate[K, P], R]:
    """A function of a guide or a document whose results are kept by that and go with it.

    Its other arguments are hashable.
    """

    @wraps(compute)
    def known(of: K, /, *args: P.args, **more: P.kwargs) -> R:
        key = (compute, *args, *sorted(more.items())) if more else (compute, *args)
        if key not in of.facts:
            of.facts[key] = compute(of, *args, **more)
        found: R = of.facts[key]
        return found

    return known
