"""Signals end the work at hand, even those that arrive at an awkward moment."""

import signal
import sys
import time

import pytest

from evidence_guide.signals import until_stopped


class Finalized:
    """Raises an exception while Python finalizes it, which Python swallows."""

    def __init__(self, fault: type[BaseException]) -> None:
        self.fault = fault

    def __del__(self) -> None:
        if self.fault is KeyboardInterrupt:
            signal.raise_signal(signal.SIGTERM)
        raise self.fault


def work_on() -> None:
    """Works for up to five seconds after a signal arrives in a finalizer."""
    with until_stopped():
        Finalized(KeyboardInterrupt)
        for _ in range(500):
            time.sleep(0.01)


def test_a_signal_that_a_finalizer_swallows_still_ends_the_work_and_prints_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(KeyboardInterrupt):
        work_on()
    assert capsys.readouterr().err == ""


def test_another_exception_of_a_finalizer_is_reported_as_ever(
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = sys.unraisablehook
    with until_stopped():
        Finalized(ValueError)
    assert "ValueError" in capsys.readouterr().err
    assert sys.unraisablehook is before
