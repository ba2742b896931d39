"""Where the command's words go: standard output or a file, complaints to standard error."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from govperf.storage import write_parts

__all__ = [
    "add_language",
    "complain",
    "emphasize",
    "open_output",
    "read_source",
    "terminal_width",
    "write_output",
]

_FAILED = 2


def add_language(parser: argparse.ArgumentParser) -> None:
    """The options that every verb has."""
    parser.add_argument(
        "--lang", choices=("en", "zh"), default="en", help="the language of heads and messages"
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="say nothing of problems")


def complain(message: str) -> int:
    """One clear line on standard error; answers the exit code for it."""
    line = " ".join(message.splitlines())
    print(emphasize(f"govperf: {line}", "31", sys.stderr.isatty()), file=sys.stderr)
    return _FAILED


def emphasize(text: str, code: str, terminal: bool) -> str:  # noqa: FBT001 - one call site each.
    """The text in a colour or in bold, on a terminal that has not forbidden it."""
    if not terminal or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return text
    return f"\033[{code}m{text}\033[0m"


def read_source(name: str) -> IO[bytes] | Path:
    """What an argument names: `-` is standard input, anything else a path."""
    return sys.stdin.buffer if name == "-" else Path(name)


def terminal_width() -> int | None:
    """The columns of the terminal; None where the output goes elsewhere and need not be clipped."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


@contextmanager
def open_output(target: str | None) -> Iterator[IO[bytes]]:
    """A file to write to as rows come, whole or not at all; standard output where no target is named.

    Raises:
        InputError: the file cannot be written.
    """
    if target is None or target == "-":
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    with write_parts(Path(target)) as out:
        yield out


def write_output(data: bytes, target: str | None) -> None:
    """Write all at once, to a file or to standard output."""
    with open_output(target) as out:
        out.write(data)
