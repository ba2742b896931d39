"""What govperf sees in a file before it reads it, for whoever wonders why a file is read as it is, or is not."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

from attrs import evolve, field, frozen

from govperf.api import Readable, open_source
from govperf.containers._archives import Archive
from govperf.containers.foreign import is_zip_of_files
from govperf.containers.registry import find_container
from govperf.display.explanations import format_explanation
from govperf.errors import GovperfError, LayoutError, ReadError
from govperf.layouts.assembly import Identified, identify_tables, read_tables
from govperf.model.disclosures import Problem, Severity
from govperf.scans import list_files, open_file

__all__ = ["Explainable", "Explanation", "explain", "explain_each"]

Explainable: TypeAlias = Readable
"""What can be explained: a path, a folder, a pattern (`2025/*.xlsx`), the bytes of a file, or one opened for bytes."""


@frozen(slots=True)
class Explanation:
    """What govperf sees in a file before it reads it. As text it is what `govperf explain` prints.

    Attributes:
        name: the file's name.
        container: the kind of file, `text`; None where the bytes are no table. `folder`, `files` and `zip` have members.
        seen: what in its bytes says so, as `the signature %PDF-`.
        size: how many bytes it has.
        tables: each table with the evidence of every layout.
        problems: the problems that reading reports.
        error: why the file cannot be read; None if it can.
        members: of a folder, a pattern or a zip, what is seen in each file.
    """

    name: str
    container: str | None
    tables: tuple[Identified, ...] = ()
    error: GovperfError | None = None
    seen: str = field(default="", kw_only=True)
    size: int = field(default=0, kw_only=True)
    problems: tuple[Problem, ...] = field(default=(), kw_only=True)
    members: tuple[Explanation, ...] = field(default=(), kw_only=True)

    @property
    def fault(self) -> GovperfError | Problem | None:
        """What broke first: the error, or else the first problem that is more than information; None if nothing did."""
        grave = (problem for problem in self.problems if problem.severity is not Severity.INFORMATION)
        return self.error or next(grave, None)

    def __str__(self) -> str:
        """The lines that the command prints."""
        return "\n".join(format_explanation(self))


def explain(source: Explainable) -> Explanation:
    """Tell what a file is, which tables it has, what every layout found and missed in each, and what broke first.

    A folder, a pattern and a zip are explained file by file, in `members`. No bytes raise: what is wrong is `error`.

    Raises:
        InputError: the file does not exist, a folder is empty, or a pattern matches nothing.
    """
    if isinstance(source, (str, os.PathLike)) and (kind := _kind_of_several(source)):
        return Explanation(os.fspath(source), kind, members=tuple(explain_each(source)))
    data, name = open_source(source)
    if is_zip_of_files(data):
        return _explain_zip(data, name)
    return _explain_bytes(data, name)


def explain_each(source: str | os.PathLike[str]) -> Iterator[Explanation]:
    """The explanation of each file of a folder or pattern, or of the one file, holding one at a time. Raises as `explain`."""
    for file in list_files(source):
        try:
            explained = explain(open_file(file))
        except GovperfError as error:
            explained = Explanation(file.name, None, error=error)
        yield evolve(explained, name=file.name)


def _kind_of_several(source: str | os.PathLike[str]) -> str:
    """`folder` or `files` where a path stands for several; "" where it is a file, or nothing."""
    path = Path(source)
    if path.is_dir():
        return "folder"
    return "files" if glob.has_magic(os.fspath(source)) and not path.exists() else ""


def _explain_zip(data: bytes, name: str) -> Explanation:
    try:
        archive = Archive(data)
    except ReadError as error:
        return Explanation(name, None, error=error, size=len(data))
    names = [each for each in archive.names if not each.endswith("/")]
    members = tuple(_explain_member(archive, each) for each in names)
    return Explanation(name, "zip", seen="a zip of files", size=len(data), members=members)


def _explain_member(archive: Archive, name: str) -> Explanation:
    try:
        return _explain_bytes(archive.read(name), name)
    except ReadError as error:
        return Explanation(name, None, error=error)


def _explain_bytes(data: bytes, name: str) -> Explanation:
    container = find_container(data)
    seen, size = container.recognize(data), len(data)
    try:
        tables = tuple(identify_tables(container.read(data)))
    except GovperfError as error:
        return Explanation(name, None, error=error, seen=seen, size=size)
    try:
        problems = read_tables(tables).problems
    except LayoutError as error:
        return Explanation(name, container.NAME, tables, error, seen=seen, size=size)
    return Explanation(name, container.NAME, tables, seen=seen, size=size, problems=problems)
