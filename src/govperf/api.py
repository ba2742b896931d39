"""The verbs: each joins rooms, and does no work of its own."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Final, TypeAlias

from attrs import evolve

from govperf.changes.edits import Changes
from govperf.changes.judgements import Pairs
from govperf.changes.pairings import Matcher
from govperf.comparisons.concepts import ConceptSource
from govperf.comparisons.results import Comparison
from govperf.containers.registry import find_container
from govperf.containers.text import read_text as read_text_grids
from govperf.errors import InputError, LayoutError, ParseError, ReadError
from govperf.grid import Grid
from govperf.layouts.assembly import read_grids, render_tables
from govperf.layouts.registry import get_layout
from govperf.model.disclosures import Disclosure, Problem, Severity, Source
from govperf.serializers.registry import CARRIER

__all__ = ["Readable", "compare", "diff", "open_source", "read", "read_text", "render"]

_LARGEST: Final = 512 << 20

Readable: TypeAlias = str | os.PathLike[str] | bytes | IO[bytes]
"""What can be read: a path, the bytes of a file, or a file opened for reading bytes."""


def read(
    source: Readable,
    *,
    layout: str | os.PathLike[str] | None = None,
    fiscal_year: int | None = None,
    strict: bool = False,
) -> Disclosure:
    """Read a published file into a Disclosure.

    Args:
        source: a path, bytes, or a file opened for bytes.
        layout: the name of a layout, or the path of a declaration (`.toml`), where you know it; else the best evidence
            decides.
        fiscal_year: the budget year, where the print does not say it.
        strict: raise the problems of reading instead of keeping them in `problems`.

    Raises:
        ReadError: the bytes are no table.
        LayoutError: no layout knows the table, or several do equally well.
        InputError: an argument cannot be used; the file does not exist.
        ExceptionGroup: with `strict`, one ParseError for each problem that is a warning or an error.
    """
    data, name = open_source(source)
    try:
        disclosure = read_grids(_read_print(data), layout)
    except (ReadError, LayoutError) as error:
        raise error.at(name) from error
    return _finish(disclosure, data, name, fiscal_year=fiscal_year, strict=strict)


def read_text(
    text: str,
    *,
    layout: str | os.PathLike[str] | None = None,
    fiscal_year: int | None = None,
    strict: bool = False,
) -> Disclosure:
    """Read a table that is text already, as one copied from a page. Arguments and errors are those of `read`."""
    if not text.strip():
        raise ReadError("the text is empty")
    disclosure = read_grids(read_text_grids(text), layout)
    return _finish(
        disclosure, text.encode("utf-8", "replace"), "text", fiscal_year=fiscal_year, strict=strict
    )


def render(disclosure: Disclosure, *, layout: str | os.PathLike[str] | None = None) -> Grid:
    """Write a disclosure in the official form of a layout; without one, in the layouts it was read with.

    Raises:
        NotRenderableError: the form has no place for something that the disclosure says.
        UnknownLayoutError: there is no layout of this name.
    """
    return render_tables(disclosure) if layout is None else get_layout(layout).render(disclosure)


def compare(
    disclosures: Iterable[Disclosure], *, concepts: ConceptSource | None = None, least: int = 2
) -> Comparison:
    """Lay several departments side by side: who promises what for the same thing, who is strictest, at what cost.

    Args:
        disclosures: the documents of two departments at least; a document with several departments has a column for
            each.
        concepts: concepts of yours, asked before those of govperf: the path of a TOML file, or Concepts.
        least: how many departments must share a concept for it to have a row; 1 shows every concept.

    Raises:
        InputError: there are not two departments, something is no Disclosure, or the concepts cannot be read.
    """
    from govperf.comparisons.alignment import compare_disclosures

    return compare_disclosures(disclosures, concepts=concepts, least=least)


def diff(
    old: Disclosure, new: Disclosure, *, pairs: Pairs | None = None, matcher: Matcher | None = None
) -> Changes:
    """What changed from the old version to the new one: projects, budgets, goals, indicators and targets.

    Nothing but blanks and the stop that closes a text goes untold, but the order of rows, running numbers, titles, the
    layout and the fiscal year are no edits. `changes.apply(old) == new` all the same.

    Args:
        old: the version before.
        new: the version after; of the next year, say.
        pairs: what you know of projects or indicators that were renamed: a file that `Changes.save_pairs` wrote, a mapping of old
            to new names, or pairs.
        matcher: what pairs projects and indicators instead of govperf.

    Raises:
        InputError: an argument cannot be used.
        MissingExtraError: names must be compared, and the extra `match` is not installed.
    """
    from govperf.changes.versions import compare_versions

    return compare_versions(old, new, pairs=pairs, matcher=matcher)


def _read_print(data: bytes) -> tuple[Grid, ...]:
    """The grids of a published file; what govperf saved is none."""
    grids = tuple(find_container(data).read(data))
    if any(grid.name == CARRIER for grid in grids):
        raise ReadError("this is a workbook that govperf wrote, no published table", hint="use load")
    return grids


def open_source(source: Readable) -> tuple[bytes, str]:
    """The bytes of a source, and the name to call it by.

    Raises:
        InputError: this is no source, or the file does not exist.
    """
    if isinstance(source, bytes):
        return source, "bytes"
    if isinstance(source, (str, os.PathLike)):
        return _open_path(source)
    read_bytes = getattr(source, "read", None)
    if read_bytes is None:
        kind = type(source).__name__
        raise InputError(
            f"a {kind} cannot be read", hint="give a path, bytes, or a file opened with mode 'rb'"
        )
    data = read_bytes()
    if not isinstance(data, bytes):
        raise InputError("the file is open for text", hint="open it with mode 'rb'")
    _check_size(len(data), name := Path(str(getattr(source, "name", "file"))).name)
    return data, name


def _check_size(size: int, name: str) -> None:
    if size > _LARGEST:
        raise ReadError(
            f"a file of more than {_LARGEST >> 20} MB is no table", where=name, hint="give the table alone"
        )


def _open_path(source: str | os.PathLike[str]) -> tuple[bytes, str]:
    """The bytes of a file. A text given for a path is told so without being shown whole."""
    path = Path(source)
    hint = "to read a text itself, use read_text" if isinstance(source, str) else None
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None)
        if reason is None or "\n" in str(source):
            raise InputError("this is no path", text=str(source), hint=hint) from error
        raise InputError(f"the file cannot be read: {reason}", where=str(path), hint=hint) from error
    _check_size(len(data), path.name)
    return data, path.name


def _finish(
    disclosure: Disclosure, data: bytes, name: str, *, fiscal_year: int | None, strict: bool
) -> Disclosure:
    """Add what only the caller and the file know; raise the problems if that was asked for."""
    if strict:
        _raise_problems(disclosure.problems, name)
    source = Source(name, hashlib.sha256(data).hexdigest())
    return evolve(disclosure, source=source, fiscal_year=fiscal_year or disclosure.fiscal_year)


def _raise_problems(problems: tuple[Problem, ...], name: str) -> None:
    """Raise the warnings and errors among the problems, all together."""
    grave = [problem for problem in problems if problem.severity is not Severity.INFORMATION]
    if grave:
        errors = [
            ParseError(
                problem.message,
                where=f"{name}, {problem.place}" if problem.place else name,
                text=problem.text,
            )
            for problem in grave
        ]
        raise ExceptionGroup(f"{name}: {len(errors)} problems", errors)
