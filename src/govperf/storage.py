"""Files that govperf itself writes and loads again; `api` reads those that others publish."""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, Final

from govperf.api import open_source
from govperf.changes.edits import Changes
from govperf.comparisons.results import Comparison
from govperf.containers.registry import write_grids
from govperf.errors import GovperfError, InputError, ReadError
from govperf.grid import Grid
from govperf.layouts.assembly import set_apart
from govperf.model.disclosures import Disclosure
from govperf.serializers.finance import FinanceRow
from govperf.serializers.registry import CARRIER, dump_finance_rows, find_serializer, find_stream
from govperf.serializers.tidy import is_chinese

__all__ = [
    "CHANGE_FORMS",
    "dump_changes",
    "dump_comparison",
    "dump_form",
    "is_saved",
    "load",
    "load_all",
    "write",
    "write_draft",
    "write_parts",
    "write_whole",
]

_WORKBOOK: Final = 1 << 20
CHANGE_FORMS: Final = ("table", "json", "jsonl", "md", "html", "xlsx", "patch")
"""The forms in which changes can be written."""


def load(source: str | os.PathLike[str]) -> Disclosure:
    """Load a disclosure that `write` saved without loss, by suffix: .json, .sqlite, .duckdb, or .xlsx with its edits.

    So is a .jsonl that was written with `table="disclosures"`.

    Raises:
        InputError: the suffix is of no lossless kind; the file does not exist, or holds none or several; an edit cannot be taken.
        ReadError: the file is not what its suffix says.
    """
    if find_stream(Path(source).suffix, lossless=True):
        found = list(islice(load_all(source), 2))
        if not found:
            raise InputError("the file holds no disclosure", where=Path(source).name)
        if len(found) > 1:
            raise InputError(
                "the file holds several disclosures", where=Path(source).name, hint="use load_all"
            )
        return found[0]
    data, name = open_source(source)
    try:
        if Path(source).suffix.lower() == ".xlsx":
            return _load_workbook(data)
        return find_serializer(Path(source).suffix, lossless=True).loads(data)
    except GovperfError as error:
        raise error.at(name) from error


def load_all(source: str | os.PathLike[str]) -> Iterator[Disclosure]:
    """Load every disclosure that `write` saved without loss, one after the other, however many there are.

    A .jsonl with a whole disclosure a line is written by `write(…, table="disclosures")`, or by
    `govperf read FOLDER --table disclosures -o FILE.jsonl`.

    Raises:
        InputError: the suffix is of no lossless kind; the file does not exist.
        ReadError: the file is not what its suffix says; with the number of the line, when it is reached.
    """
    path = Path(source)
    stream = find_stream(path.suffix, lossless=True)
    if stream is None:
        yield load(source)
    elif not path.is_file():
        raise InputError("the file cannot be read: No such file", where=str(path))
    else:
        try:
            yield from stream.load(path)
        except OSError as error:
            raise InputError(f"the file cannot be read: {error.strerror}", where=str(path)) from error
        except ReadError as error:
            raise error.at(path.name) from error


def is_saved(path: Path) -> bool:
    """Whether `write` saved a disclosure in this file, so that it is loaded and not read: a .json, or a workbook to edit."""
    suffix = path.suffix.lower()
    if suffix != ".xlsx" or not path.is_file():
        return suffix == ".json"
    try:
        with zipfile.ZipFile(path) as archive, archive.open("xl/workbook.xml") as part:
            return f'"{CARRIER}"'.encode() in part.read(_WORKBOOK)
    except (
        OSError,
        LookupError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        zipfile.BadZipFile,
        zlib.error,
    ):
        return False


def write(
    what: Disclosure | Iterable[Disclosure] | Grid | Comparison | Changes | Mapping[str, list[FinanceRow]],
    target: str | os.PathLike[str],
    *,
    table: str = "indicators",
    lang: str | None = None,
) -> None:
    """Save disclosures, a form that `render` made, a comparison, what `diff` found, or rows for finance systems, by suffix.

    One disclosure goes into a .json, .sql, .xml (IATI), .zip (data package), or an .xlsx to be edited; one or many, of which only
    some are held at a time, into a .jsonl, .csv, .parquet, .sqlite or .duckdb; a form into a .txt, .csv, .html, .docx, or an .xlsx
    as districts publish it; a comparison and changes into a .json, .jsonl, .md, .html or .xlsx; rows of `export_finance` into a
    .sql or .csv. What stood in the file before stays there until the new one is whole.

    Args:
        what: a disclosure, several, a grid, a comparison, changes, or rows.
        target: the path to write.
        table: which table goes into a .jsonl, .csv or .parquet: indicators, projects or tasks; for .csv also one of the finance
            tables, as PM_PERF_INDICATOR; for .jsonl also disclosures, the whole of each on a line.
        lang: the language of its heads, `en` or `zh`; without it that of workbooks and pages of comparisons and changes is `zh`, and
            else `en`.

    Raises:
        InputError: nothing of this kind is written to such a file.
    """
    path = Path(target)
    suffix = path.suffix.lower()
    words = lang or ("zh" if suffix in {".xlsx", ".html", ".htm"} else "en")
    match what:
        case Grid():
            write_whole(path, dump_form(what, suffix))
        case Comparison():
            write_whole(path, dump_comparison(what, suffix, lang=words))
        case Changes():
            form = suffix.lstrip(".")
            write_whole(path, dump_changes(what, "table" if form == "txt" else form, lang=words, every=True))
        case Mapping():
            write_whole(path, dump_finance_rows(what, suffix, table))
        case _:
            _write_disclosures(what, path, table=table, chinese=is_chinese(lang or "en"))


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


def _load_workbook(data: bytes) -> Disclosure:
    """The disclosure of a workbook: the one saved file that a container reads."""
    from govperf.containers.excel import read_cells
    from govperf.serializers.workbook import load_sheets

    return load_sheets(read_cells(data))


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
