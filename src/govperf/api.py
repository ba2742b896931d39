"""The verbs: each joins rooms, and does no work of its own."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, Final, TypeAlias

from attrs import evolve

from govperf.changes.edits import Changes
from govperf.changes.judgements import Pairs
from govperf.changes.pairings import Matcher
from govperf.comparisons.concepts import ConceptSource
from govperf.comparisons.results import Comparison
from govperf.containers.registry import find_container, write_grids
from govperf.containers.text import read_text as read_text_grids
from govperf.errors import GovperfError, InputError, LayoutError, ParseError, ReadError
from govperf.grid import Grid
from govperf.layouts.assembly import read_grids, render_tables, set_apart
from govperf.layouts.registry import get_layout
from govperf.model.disclosures import Disclosure, Problem, Severity, Source
from govperf.serializers.registry import find_serializer, find_stream
from govperf.serializers.tidy import is_chinese

__all__ = [
    "CHANGE_FORMS",
    "Readable",
    "compare",
    "diff",
    "dump_changes",
    "dump_comparison",
    "load",
    "load_all",
    "open_source",
    "read",
    "read_text",
    "render",
    "write",
]

_LARGEST: Final = 512 << 20
CHANGE_FORMS: Final = ("table", "json", "jsonl", "md", "html", "xlsx", "patch")
"""The forms in which changes can be written."""

Readable: TypeAlias = str | os.PathLike[str] | bytes | IO[bytes]
"""What can be read: a path, the bytes of a file, or a file opened for reading bytes."""


def read(
    source: Readable, *, layout: str | None = None, fiscal_year: int | None = None, strict: bool = False
) -> Disclosure:
    """Read a published file into a Disclosure.

    Args:
        source: a path, bytes, or a file opened for bytes.
        layout: the name of a layout, where you know it; else the best evidence decides.
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
        disclosure = read_grids(find_container(data).read(data), layout)
    except (ReadError, LayoutError) as error:
        raise error.at(name) from error
    return _finish(disclosure, data, name, fiscal_year=fiscal_year, strict=strict)


def read_text(
    text: str, *, layout: str | None = None, fiscal_year: int | None = None, strict: bool = False
) -> Disclosure:
    """Read a table that is text already, as one copied from a page. Arguments and errors are those of `read`."""
    if not text.strip():
        raise ReadError("the text is empty")
    disclosure = read_grids(read_text_grids(text), layout)
    return _finish(
        disclosure, text.encode("utf-8", "replace"), "text", fiscal_year=fiscal_year, strict=strict
    )


def render(disclosure: Disclosure, *, layout: str | None = None) -> Grid:
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
    """Load a disclosure that `write` saved without loss; the suffix says how: `.json`, `.sqlite`, `.duckdb`.

    Raises:
        InputError: the suffix is of no lossless kind; the file does not exist, or holds several.
        ReadError: the file is not what its suffix says.
    """
    if find_stream(Path(source).suffix, lossless=True):
        found = list(islice(load_all(source), 2))
        if len(found) != 1:
            count = "several disclosures" if found else "no disclosure"
            raise InputError(f"the file holds {count}", where=Path(source).name, hint="use load_all")
        return found[0]
    data, name = open_source(source)
    try:
        return find_serializer(Path(source).suffix, lossless=True).loads(data)
    except GovperfError as error:
        raise error.at(name) from error


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


def dump_changes(
    changes: Changes, form: str, *, lang: str = "en", width: int | None = None, every: bool = False
) -> bytes:
    """The bytes of changes in one of `CHANGE_FORMS`; `width` and `every` are those of the text for people.

    Raises:
        InputError: there is no such form.
    """
    from govperf.display import change_pages, change_sheets
    from govperf.display.changes import format_changes, format_patch
    from govperf.serializers import jsonl

    match form:
        case "table":
            text = "\n".join([*format_changes(changes, lang=lang, width=width, every=every), ""])
        case "patch":
            text = "".join(f"{line}\n" for line in format_patch(changes, lang=lang))
        case "md":
            text = change_pages.format_markdown(changes, lang=lang)
        case "html":
            text = change_pages.format_page(changes, lang=lang)
        case "jsonl":
            text = jsonl.dump_rows(changes.to_rows())
        case "json":
            edits = jsonl.dump_rows(changes.to_rows()).rstrip("\n").replace("\n", ",\n")
            text = f'{{"summary": {jsonl.dump_value(changes.summary(lang=lang))}, "edits": [\n{edits}\n]}}\n'
        case "xlsx":
            return write_grids(change_sheets.lay_out_changes(changes, lang=lang), ".xlsx")
        case _:
            raise InputError("changes are not written so", text=form, hint=f"use {', '.join(CHANGE_FORMS)}")
    return text.encode()


def load_all(source: str | os.PathLike[str]) -> Iterator[Disclosure]:
    """Load every disclosure that `write` saved without loss, one after the other. Errors are those of `load`."""
    path = Path(source)
    stream = find_stream(path.suffix, lossless=True)
    if stream is None:
        yield load(source)
    elif not path.is_file():
        raise InputError("the file cannot be read: No such file", where=str(path))
    else:
        yield from stream.load(path)


def write(
    what: Disclosure | Iterable[Disclosure] | Grid | Comparison | Changes,
    target: str | os.PathLike[str],
    *,
    table: str = "indicators",
    lang: str = "en",
) -> None:
    """Save disclosures, a form that `render` made, a comparison, or what `diff` found, by suffix.

    One disclosure goes into a .json; one or many, of which only some are held at a time, into a .jsonl, .csv, .parquet,
    .sqlite or .duckdb; a form into a .txt, .csv, .xlsx, .html or .docx; a comparison and changes into a .json, .jsonl, .md,
    .html or .xlsx. What stood in the file before stays there until the new one is whole.

    Args:
        what: a disclosure, several, a grid, a comparison, or changes.
        target: the path to write.
        table: which tidy table goes into a .jsonl, .csv or .parquet: indicators, projects or tasks.
        lang: the language of its heads, `en` or `zh`.

    Raises:
        InputError: nothing of this kind is written to such a file.
    """
    path = Path(target)
    suffix = path.suffix.lower()
    match what:
        case Grid():
            write_whole(path, dump_form(what, suffix))
        case Comparison():
            write_whole(path, dump_comparison(what, suffix))
        case Changes():
            form = suffix.lstrip(".")
            write_whole(path, dump_changes(what, "table" if form == "txt" else form, lang=lang, every=True))
        case _:
            _write_disclosures(what, path, table=table, chinese=is_chinese(lang))


def _write_disclosures(
    what: Disclosure | Iterable[Disclosure], path: Path, *, table: str, chinese: bool
) -> None:
    """One disclosure or many, into what the suffix names."""
    several = [what] if isinstance(what, Disclosure) else what
    stream = find_stream(path.suffix)
    if stream is None:
        write_whole(path, find_serializer(path.suffix).dumps(_only(several, path), table=table))
        return
    with write_draft(path) as draft:
        stream.dump(several, draft, table=table, chinese=chinese)


def _only(disclosures: Iterable[Disclosure], path: Path) -> Disclosure:
    """The one disclosure that some files hold."""
    found = list(islice(disclosures, 2))
    if len(found) != 1:
        raise InputError(
            f"a {path.suffix} holds one disclosure", where=str(path), hint="write .jsonl, .sqlite or .parquet"
        )
    return found[0]


@contextmanager
def write_draft(path: Path) -> Iterator[Path]:
    """A file beside the one that is to be written, to take its place when it is complete.

    Raises:
        InputError: the file cannot be written.
    """
    draft = path.with_name(f".{path.name}.part")
    try:
        draft.unlink(missing_ok=True)
        yield draft
        draft.replace(path)
    except OSError as error:
        raise InputError(f"the file cannot be written: {error.strerror or error}", where=str(path)) from error
    finally:
        draft.unlink(missing_ok=True)


def dump_form(grid: Grid, suffix: str) -> bytes:
    """The bytes of a file of this suffix that holds a form; several forms stand on sheets or pages of their own.

    Raises:
        InputError: no form is written to such a file.
    """
    return write_grids(set_apart(grid), suffix)


@contextmanager
def write_parts(path: Path) -> Iterator[IO[bytes]]:
    """A file to write part by part: what stood there before stays until the new one is complete.

    Raises:
        InputError: the file cannot be written.
    """
    with write_draft(path) as draft, draft.open("wb") as out:
        yield out


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises InputError if it cannot be written."""
    with write_parts(path) as out:
        out.write(data)


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
