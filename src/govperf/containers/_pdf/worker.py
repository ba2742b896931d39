"""The process that reads PDF files for another: a file comes in, its pages go out, or what is wrong with it.

Run by `govperf.containers._pdf.processes`, which see. What goes through the pipes is a length of eight bytes and
so many bytes; a page is its number and its rows, an error its parts, and the end of a file is None.
"""

from __future__ import annotations

import marshal
import os
import signal
import sys
from collections.abc import Iterator
from typing import BinaryIO

from govperf.containers._pdf.limits import OVER_MEMORY, Watch, limit_memory
from govperf.containers._pdf.pages import Page, pages_in
from govperf.errors import ReadError

__all__ = ["answers", "serve"]

Answer = Page | tuple[str, str | None, str | None] | None


def serve(memory: int, seconds: float) -> None:
    """Answer files from standard input on standard output until it is closed, within the limits for each."""
    # Whoever interrupts the program that asks does not mean this process, which ends with it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_memory(memory)
    requests, replies = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # Nothing else may be written between the answers.
    os.dup2(2, 1)
    watch = Watch(memory, seconds)
    _send(replies, "ready")
    try:
        while size := requests.read(8):
            data = requests.read(int.from_bytes(size, "big"))
            watch.begin(len(data))
            for answer in answers(data):
                _send(replies, answer)
                watch.turn()
            watch.end()
    except MemoryError:
        os._exit(OVER_MEMORY)
    except BrokenPipeError:
        os._exit(0)


def answers(data: bytes) -> Iterator[Answer]:
    """The pages of a file and None, or what is wrong with it."""
    try:
        yield from pages_in(data)
    except ReadError as error:
        yield (error.what, error.where, error.hint)
    else:
        yield None


def _send(replies: BinaryIO, answer: Answer | str) -> None:
    body = marshal.dumps(answer)
    replies.write(len(body).to_bytes(8, "big") + body)
    replies.flush()
