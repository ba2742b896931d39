"""The processes that read PDF: hostile files end them and nothing else, and they go on from file to file."""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import time
from typing import TYPE_CHECKING

import pytest

from govperf.containers import pdf
from govperf.containers._pdf import limits, processes
from govperf.containers._pdf.worker import answers
from govperf.errors import ReadError
from tests.containers.pdf_bombs import BOMBS
from tests.containers.pdf_drawings import Sketch, pdf_of

if TYPE_CHECKING:
    from collections.abc import Iterator

COSTLY = "takes longer|more than 1 GB"
SAYS = {
    "flate_bomb": "unpacks to more than 16 MB",
    "locked": "password",
    "tree_without_end": "damaged",
    "cut_off": "cut off",
    "lzw_bomb": ".",
    "many_lines": ".",
    **dict.fromkeys(("forms_in_forms", "form_in_itself", "listed_often", "wide_map"), COSTLY),
    **dict.fromkeys(
        ("pages_shared", "pages_of_lines", "locked_bomb", "wide_widths", "tree_of_branches"), COSTLY
    ),
}
"""What the message says; the bombs that are not named here are read."""
TWO_PAGES = pdf_of(Sketch([("甲", "乙")]), Sketch([("丙", "丁")]))


@pytest.fixture
def limited(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Processes with lower limits, so that nothing takes long; the tests end if any hangs."""
    processes._end_all()
    monkeypatch.setattr(limits, "SECONDS", 0.5)
    monkeypatch.setattr(limits, "MEMORY", 2**29)
    faulthandler.dump_traceback_later(120, exit=True)
    yield
    faulthandler.cancel_dump_traceback_later()
    processes._end_all()


@pytest.mark.usefixtures("limited")
@pytest.mark.parametrize("name", sorted(BOMBS))
def test_bombs_are_refused(name: str) -> None:
    """Each bomb is refused with a reason, or read where it is harmless, in bounded time and memory."""
    data = BOMBS[name]()
    if name in SAYS:
        with pytest.raises(ReadError, match=SAYS[name]):
            pdf.read(data)
    else:
        assert pdf.read(data)[0].texts


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(BOMBS))
def test_bombs_within_the_real_limits(name: str) -> None:
    """With the limits that users have, each bomb ends, and the memory of this process hardly grows."""
    data = BOMBS[name]()
    faulthandler.dump_traceback_later(60, exit=True)
    try:
        pdf.read(data)
    except ReadError as error:
        assert str(error)
    faulthandler.cancel_dump_traceback_later()


@pytest.mark.usefixtures("limited")
def test_the_memory_of_the_program_does_not_count() -> None:
    """A program that holds more than a file may take, as a notebook does, can read files all the same."""
    held = b"x" * (limits.MEMORY + 2**27)
    assert len(pdf.read(TWO_PAGES)) == 2
    time.sleep(0.2)
    assert len(pdf.read(TWO_PAGES)) == 2
    assert held


def test_a_file_after_a_bomb_is_read() -> None:
    """A process that was ended is replaced by another."""
    for data in (BOMBS["cut_off"](), BOMBS["locked"]()):
        with pytest.raises(ReadError):
            pdf.read(data)
        assert len(pdf.read(TWO_PAGES)) == 2


def test_files_are_read_side_by_side() -> None:
    """Two files that are read in turns give each its own pages."""
    other = pdf_of(Sketch([("戊",), ("己",)]), Sketch([("庚",), ("辛",)]))
    both = zip(pdf.iterate(TWO_PAGES), pdf.iterate(other), strict=True)
    assert [(one.texts, two.texts) for one, two in both] == [
        ([["甲", "乙"]], [["戊"], ["己"]]),
        ([["丙", "丁"]], [["庚"], ["辛"]]),
    ]


def test_a_file_left_half_read_takes_its_process_along() -> None:
    """A process waits for the next file only when all pages of the last were taken."""
    processes._end_all()
    pages = processes.pages_of(TWO_PAGES)
    next(pages)
    pages.close()
    assert not processes._idle
    assert len(list(processes.pages_of(TWO_PAGES))) == 2
    assert len(processes._idle) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_process_that_was_ended_is_replaced(sign: signal.Signals) -> None:
    """A process that gets a signal while it waits either ignores it or is not used again."""
    pdf.read(TWO_PAGES)
    worker = processes._idle[-1]
    os.kill(worker._process.pid, sign)
    if sign == signal.SIGTERM:
        worker._process.wait()
    assert len(pdf.read(TWO_PAGES)) == 2
    assert (worker in processes._idle) == (sign == signal.SIGINT)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_forked_program_has_its_own_processes() -> None:
    """Of two programs that were one, only the first goes on with the process that waits."""
    pdf.read(TWO_PAGES)
    child = os.fork()
    if child == 0:
        os._exit(len(processes._idle))
    assert os.waitpid(child, 0)[1] == 0
    assert processes._idle
    assert len(pdf.read(TWO_PAGES)) == 2


@pytest.mark.parametrize(
    ("name", "value"), [("frozen", True), ("executable", ""), ("executable", "/no/such")]
)
def test_without_a_process_files_are_read_in_place(
    name: str, value: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a frozen program, or without Python's own program, the same grids come."""
    whole = pdf.read(TWO_PAGES)
    processes._end_all()
    monkeypatch.setattr(sys, name, value, raising=False)
    assert pdf.read(TWO_PAGES) == whole
    assert not processes._idle


def test_answers_are_plain() -> None:
    """The pages of a file are its number and rows and then None; of a broken one what is wrong."""
    assert list(answers(TWO_PAGES)) == [(1, [["甲", "乙"]]), (2, [["丙", "丁"]]), None]
    ((what, where, hint),) = answers(BOMBS["cut_off"]())
    assert "cut off" in what
    assert (where, bool(hint)) == (None, True)
