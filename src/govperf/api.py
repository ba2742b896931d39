"""The verbs: each joins rooms, and does no work of its own."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TypeAlias

from attrs import evolve, frozen

from govperf.comparisons.concepts import ConceptSource
from govperf.comparisons.results import Comparison
from govperf.containers.registry import find_container, write_grids
from govperf.containers.text import read_text as read_text_grids
from govperf.errors import GovperfError, InputError, LayoutError, ParseError, ReadError
from govperf.grid import Grid
from govperf.layouts.assembly import Identified, identify_tables, read_grids, render_tables
from govperf.layouts.registry import get_layout
from govperf.model.disclosures import Disclosure, Problem, Severity, Source
from govperf.serializers.registry import find_serializer

__all__ = [
    "Explanation",
    "Readable",
    "compare",
    "dump_comparison",
    "explain",
    "load",
    "read",
    "read_text",
    "render",
    "write",
]

Readable: TypeAlias = str | os.PathLike[str] | bytes | IO[bytes]
"""What can be read: a path, the bytes of a file, or a file opened for reading bytes."""


@frozen(slots=True)
class Explanation:
    """What govperf sees in a file before it reads it.

    Attributes:
        name: the file's name.
        container: the kind of file, `text`; None where the bytes are no table.
        tables: each table with the evidence of every layout.
        error: why the file cannot be read; None if it can.
    """

    name: str
    container: str | None
    tables: tuple[Identified, ...] = ()
    error: GovperfError | None = None


def read(
    source: Readable, *, layout: str | os.PathLike[str] | None = None, fiscal_year: int | None = None, strict: bool = False
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
    data, name = _open(source)
    try:
        disclosure = read_grids(find_container(data).read(data), layout)
    except (ReadError, LayoutError) as error:
        raise error.at(name) from error
    return _finish(disclosure, data, name, fiscal_year=fiscal_year, strict=strict)


def read_text(
    text: str, *, layout: str | os.PathLike[str] | None = None, fiscal_year: int | None = None, strict: bool = False
) -> Disclosure:
    """Read a table that is text already, as one copied from a page. Arguments and errors are those of `read`."""
    if not text.strip():
        raise ReadError("the text is empty")
    disclosure = read_grids(read_text_grids(text), layout)
    return _finish(
        disclosure, text.encode("utf-8", "replace"), "text", fiscal_year=fiscal_year, strict=strict
    )


def explain(source: Readable) -> Explanation:
    """Tell what a file is, which tables it has, and what every layout found and missed in each.

    Raises:
        InputError: the file does not exist.
    """
    data, name = _open(source)
    container = find_container(data)
    try:
        grids = container.read(data)
    except ReadError as error:
        return Explanation(name, None, error=error)
    tables = tuple(identify_tables(grids))
    failed = [table.error for table in tables if table.error is not None]
    unread = failed[0] if failed and len(failed) == len(tables) else None
    return Explanation(
        name, container.NAME, tables, unread if tables else ReadError("nothing is printed here")
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


def dump_comparison(
    comparison: Comparison, suffix: str, *, table: str | None = None, lang: str = "en"
) -> bytes:
    """A comparison as the bytes of a file: .json, .jsonl, .md, .html or .xlsx.

    Raises:
        InputError: a comparison is not written to such a file.
    """
    from govperf.comparisons.documents import dump_json, dump_lines
    from govperf.display import comparison_pages, comparison_workbook, comparisons

    if suffix == ".xlsx":
        return comparison_workbook.dump_workbook(comparison, lang=lang)
    if suffix == ".json":
        return dump_json(comparison).encode()
    if suffix == ".jsonl":
        return dump_lines(comparison, table or "members", chinese=lang == "zh").encode()
    if suffix == ".md":
        return comparisons.format_markdown(comparison, table or "concepts", lang=lang).encode()
    if suffix in {".html", ".htm"}:
        return comparison_pages.format_page(comparison, lang=lang).encode()
    raise InputError(
        "a comparison cannot go into such a file", text=suffix, hint="use .json, .jsonl, .md, .html, .xlsx"
    )


def load(source: str | os.PathLike[str]) -> Disclosure:
    """Load a disclosure that `write` saved without loss; the suffix says how, `.json` say.

    Raises:
        InputError: the suffix is of no lossless kind; the file does not exist.
        ReadError: the file is not what its suffix says.
    """
    data, name = _open(source)
    try:
        return find_serializer(Path(source).suffix, lossless=True).loads(data)
    except GovperfError as error:
        raise error.at(name) from error


def write(
    what: Disclosure | Grid | Comparison, target: str | os.PathLike[str], *, table: str = "indicators"
) -> None:
    """Save a disclosure, a form that `render` made, or a comparison, by suffix: .json .jsonl .csv, .txt, .xlsx …

    Args:
        what: the disclosure, grid or comparison.
        target: the path to write.
        table: which tidy table goes into a .jsonl or .csv: indicators, projects or tasks.

    Raises:
        InputError: nothing of this kind is written to such a file.
    """
    path = Path(target)
    if isinstance(what, Grid):
        write_whole(path, write_grids([what], path.suffix.lower()))
    elif isinstance(what, Comparison):
        write_whole(path, dump_comparison(what, path.suffix.lower()))
    else:
        write_whole(path, find_serializer(path.suffix).dumps(what, table=table))


@contextmanager
def write_parts(path: Path) -> Iterator[IO[bytes]]:
    """A file to write part by part: what stood there before stays until the new one is complete.

    Raises:
        InputError: the file cannot be written.
    """
    draft = path.with_name(f".{path.name}.part")
    try:
        with draft.open("wb") as out:
            yield out
        draft.replace(path)
    except OSError as error:
        raise InputError(f"the file cannot be written: {error.strerror}", where=str(path)) from error
    finally:
        draft.unlink(missing_ok=True)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises InputError if it cannot be written."""
    with write_parts(path) as out:
        out.write(data)


def _open(source: Readable) -> tuple[bytes, str]:
    """The bytes of a source, and the name to call it by."""
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
    return data, Path(str(getattr(source, "name", "file"))).name


def _open_path(source: str | os.PathLike[str]) -> tuple[bytes, str]:
    """The bytes of a file. A text given for a path is told so without being shown whole."""
    path = Path(source)
    hint = "to read a text itself, use read_text" if isinstance(source, str) else None
    try:
        return path.read_bytes(), path.name
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None)
        if reason is None or "\n" in str(source):
            raise InputError("this is no path", text=str(source), hint=hint) from error
        raise InputError(f"the file cannot be read: {reason}", where=str(path), hint=hint) from error


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
