"""The processes that read PDF files, so that no file can hang or crash the program that reads it.

A call of pdfium cannot be stopped, and a file of some kilobytes can keep it for hours, or make it take all
memory, in more ways than could be told beforehand. So files are read in a process that is ended when it goes
beyond its limits. It waits for the next file when one is done, and ends with the program: the first file costs a
tenth of a second more, the others nothing.

Where no such process can be started, as in a program that was frozen into one file, PDF is read in place.
"""

from __future__ import annotations

import atexit
import marshal
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final

from govperf.containers._pdf import limits as limits_
from govperf.containers._pdf.limits import OVER_MEMORY, OVER_TIME
from govperf.containers._pdf.pages import Page, pages_in
from govperf.errors import ReadError

__all__ = ["pages_of"]

# The parts of the package that reading needs, without its door, which would import everything.
_PROGRAM: Final = """\
import sys, types
memory, seconds, folder, *sys.path[:] = sys.argv[1:]
package = types.ModuleType("govperf")
package.__path__ = [folder]
sys.modules["govperf"] = package
from govperf.containers._pdf.worker import serve
serve(int(memory), float(seconds))
"""
_START_SECONDS: Final = 30.0
_HINT: Final = "open it and print it to a new PDF, or ask for the file it was made from"
_ENDS: Final = {
    1: "makes govperf itself fail, which is a fault of govperf: please report it with the file",
    OVER_TIME: "takes longer to read than a file of its size can",
    OVER_MEMORY: "takes more than 1 GB of memory to read",
}


class _Worker:
    """A process that reads one file after the other."""

    def __init__(self) -> None:
        """Start it; raises OSError or EOFError where it cannot be."""
        limits = str(limits_.MEMORY), str(limits_.SECONDS)
        folder = str(Path(__file__).parents[2])
        command = [sys.executable, "-I", "-S", "-c", _PROGRAM, *limits, folder, *sys.path]
        self.free = True
        self._process = subprocess.Popen(  # noqa: S603
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        timer = threading.Timer(_START_SECONDS, self._process.kill)
        timer.start()
        try:
            self._receive()
        except EOFError:
            self.end()
            raise
        finally:
            timer.cancel()

    @property
    def is_alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def pages(self, data: bytes) -> Iterator[Page]:
        """The pages of a file; `free` again when all is read. Raises ReadError, where the process ended too."""
        self.free = False
        self._send(data)
        last = 0
        while (answer := self._answer(last)) is not None:
            if isinstance(answer[0], str):
                self.free = True
                what, where, hint = answer
                raise ReadError(what, where=where, hint=hint)
            yield answer
            last = answer[0]
        self.free = True

    def end(self) -> None:
        """End the process and close its pipes."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue

    def _send(self, data: bytes) -> None:
        requests = _open(self._process.stdin)
        try:
            requests.write(len(data).to_bytes(8, "big"))
            requests.write(data)
            requests.flush()
        except BrokenPipeError:
            return  # What it ended of is asked for next.

    def forget(self) -> None:
        """Leave the process to the program that this one was forked from."""
        self._process.returncode = 0

    def _answer(self, last: int) -> Any:
        try:
            return self._receive()
        except EOFError:
            code = self._process.wait()
            what = _ENDS.get(
                code, "is damaged so that pdfium fails on it, or takes more than 1 GB of memory to read"
            )
            raise ReadError(what, where=f"after page {last}" if last else None, hint=_HINT) from None

    def _receive(self) -> Any:
        answers = _open(self._process.stdout)
        size = int.from_bytes(answers.read(8), "big")
        body = answers.read(size)
        if not body or len(body) < size:
            raise EOFError
        return marshal.loads(body)  # noqa: S302


def _open(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise EOFError
    return pipe


_idle: list[_Worker] = []
_MOST_IDLE: Final = 2


def pages_of(data: bytes) -> Iterator[Page]:
    """The pages of a file, read by another process. Raises ReadError."""
    worker = _take()
    if worker is None:
        yield from pages_in(data)
        return
    try:
        yield from worker.pages(data)
    finally:
        if worker.free and len(_idle) < _MOST_IDLE:
            _idle.append(worker)
        else:
            worker.end()


def _take() -> _Worker | None:
    """A process that waits, or a new one; None where there can be none."""
    while _idle:
        worker = _idle.pop()
        if worker.is_alive:
            return worker
        worker.end()
    if getattr(sys, "frozen", False) or not sys.executable:
        return None
    try:
        return _Worker()
    except (OSError, EOFError):
        return None


def _end_all() -> None:
    while _idle:
        _idle.pop().end()


def _forget_all() -> None:
    while _idle:
        _idle.pop().forget()


atexit.register(_end_all)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_all)
