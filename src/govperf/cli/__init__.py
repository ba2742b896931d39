"""The command: one file a verb, and what all of them share."""

from __future__ import annotations

import argparse
import io
import os
import sys
import warnings
from collections.abc import Sequence

from govperf.cli import compare, diff, explain, layouts, read, render, schema
from govperf.cli._output import complain
from govperf.errors import GovperfError

__all__ = ["main"]

_VERBS = (read, explain, diff, compare, render, layouts, schema)
_FAILED = 2
_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit code is 0 for success and 2 for what could not be read or written."""
    parser = _parser()
    options = parser.parse_args(arguments)
    _allow_any_character()
    try:
        code = _run(options)
        sys.stdout.flush()
    except GovperfError as error:
        return complain(str(error))
    except BrokenPipeError:
        # The reader of our output went away, as `head` does; the rest has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return _INTERRUPTED
    except Exception as fault:  # noqa: BLE001 - a fault of our own is told in one line, never in a traceback.
        return complain(f"this is a fault of govperf, please report it: {type(fault).__name__}: {fault}")
    return code


def _run(options: argparse.Namespace) -> int:
    """Run a verb; what warns, as a broken plugin does, is told in one line and without the line of source."""
    with warnings.catch_warnings():
        warnings.showwarning = lambda message, *_, **__: print(
            f"govperf: warning: {message}", file=sys.stderr
        )
        code: int = options.run(options)
    return code


def _allow_any_character() -> None:
    """A terminal that cannot show Chinese shows question marks, which is better than an error."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="govperf",
        description="Read the performance-target tables (绩效目标表) of Chinese government departments.",
        epilog="Exit codes: 0 done, 1 diff found a difference, 2 something could not be read. NO_COLOR is obeyed.",
    )
    parser.add_argument("--version", action="version", version=_Version())
    verbs = parser.add_subparsers(title="verbs", required=True, metavar="VERB")
    for verb in _VERBS:
        verb.add_parser(verbs)
    return parser


class _Version(str):
    """The version, looked up only when it is printed."""

    __slots__ = ()

    def __mod__(self, _: object) -> str:
        import govperf

        return f"govperf {govperf.__version__}"
