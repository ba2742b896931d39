"""Many files: a stream of readings, errors as values, in the order of their names, on several cores if asked."""

from __future__ import annotations

import gc
import glob
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from attrs import field, frozen

from govperf._packing import pack, unpack
from govperf.api import read
from govperf.containers._archives import open_zip
from govperf.errors import GovperfError, InputError, ReadError
from govperf.model.disclosures import Disclosure
from govperf.storage import is_saved, load

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

__all__ = ["Reading", "Scannable", "list_files", "open_file", "scan"]

Scannable: TypeAlias = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]
"""What can be scanned: a folder, a pattern (`2025/**/*.xlsx`), a zip file, a file, or several of these."""

_AHEAD: Final = 4
"""How many files each worker may be ahead of the one that is waited for: enough to keep it busy, and no more."""
_COLLECTED_AFTER: Final = 50_000
_GOLDEN: Final = ".expected.json"
_LARGEST_MEMBER: Final = 512 * 1024 * 1024


@frozen(slots=True)
class Reading:
    """What came of one file.

    Attributes:
        name: its path, and for a file inside a zip the path in it after `!`.
        disclosure: what it says; None if it could not be read.
        error: why it could not be read; None if it could.
    """

    name: str
    disclosure: Disclosure | None = None
    error: GovperfError | None = None

    def __bool__(self) -> bool:
        """Whether it could be read."""
        return self.disclosure is not None

    def _repr_html_(self) -> str:
        """For a notebook: what was read, or why nothing was."""
        from govperf.display.notebooks import format_reading

        return format_reading(self.name, self.disclosure, self.error)


@frozen(slots=True)
class _File:
    """One file to read: its path, and its name inside if that is a zip."""

    path: str
    member: str | None = None

    @property
    def name(self) -> str:
        return self.path if self.member is None else f"{self.path}!{self.member}"


@frozen(slots=True)
class _Task:
    """How to read any one file; sent to the workers."""

    layout: str | os.PathLike[str] | None = None
    fiscal_year: int | None = None

    def __call__(self, file: _File) -> Reading:
        try:
            if file.member is None and is_saved(Path(file.path)):
                return Reading(file.name, load(file.path))
            disclosure = read(open_file(file), layout=self.layout, fiscal_year=self.fiscal_year)
        except GovperfError as error:
            return Reading(file.name, error=error)
        return Reading(file.name, disclosure)


def scan(
    source: Scannable,
    *,
    workers: int = 1,
    progress: bool = False,
    layout: str | os.PathLike[str] | None = None,
    fiscal_year: int | None = None,
) -> Iterator[Reading]:
    """Read every file of a folder, a pattern or a zip, one after the other, holding only a few at a time.

    A `.json`, or an `.xlsx` to edit, is loaded as `write` saved it.

    Args:
        source: a folder (with all below it), a pattern, a zip file, a file, or several of these.
        workers: how many processes read; the order of the readings is the same for any number.
        progress: show on the terminal how far it is; elsewhere nothing is shown.
        layout: as for `read`.
        fiscal_year: as for `read`.

    Raises:
        InputError: a folder is empty, a pattern matches nothing, or `workers` is below 1.
    """
    if workers < 1:
        raise InputError("at least one worker must read", text=str(workers))
    files = list_files(source)
    task = _Task(layout, fiscal_year)
    readings = map(task, files) if workers == 1 else _read_apart(files, task, workers)
    shown = progress and len(files) > 1 and sys.stderr.isatty()
    return _show(readings, len(files)) if shown else iter(readings)


def list_files(source: Scannable) -> list[_File]:
    """The files of a source, sorted by name; hidden files and the lock files of office programs are left out.

    Raises:
        InputError: a folder is empty, or a pattern matches nothing. A file that does not exist is listed, so that
            its reading says so and the others are read.
    """
    several = [source] if isinstance(source, (str, os.PathLike)) else list(source)
    found: dict[_File, None] = {}
    for one in several:
        found.update(dict.fromkeys(_list_one(os.fspath(one))))
    return list(found)


def _list_one(name: str) -> list[_File]:
    path = Path(name)
    if path.is_dir():
        paths = sorted(each for each in path.rglob("*") if each.is_file() and not _is_hidden(each, path))
    elif path.is_file() or not glob.has_magic(name):
        paths = [path]
    else:
        paths = sorted(Path(each) for each in glob.glob(name, recursive=True) if Path(each).is_file())  # noqa: PTH207
    if not paths:
        raise InputError("there is nothing to read", text=name)
    return [file for each in paths for file in _open_zip(each)]


def _is_hidden(path: Path, root: Path) -> bool:
    """Whether a file is no document: hidden, a lock file, or the golden file beside a document."""
    return path.name.endswith(_GOLDEN) or any(
        part.startswith((".", "~$")) for part in path.relative_to(root).parts
    )


def _open_zip(path: Path) -> list[_File]:
    """The file itself, or the files inside it if it is a zip of files and not a workbook."""
    if path.suffix.lower() != ".zip":
        return [_File(str(path))]
    import zipfile

    try:
        with open_zip(path) as archive:
            names = sorted(info.filename for info in archive.infolist() if not info.is_dir())
    except (zipfile.BadZipFile, OSError):
        return [_File(str(path))]
    return [_File(str(path), name) for name in names if not name.rsplit("/", 1)[-1].startswith((".", "~$"))]


def open_file(file: _File) -> Path | BytesIO:
    """What to read: the path, or the bytes of a file inside a zip under its own name."""
    if file.member is None:
        return Path(file.path)
    opened = BytesIO(_read_member(file.path, file.member))
    opened.name = file.member
    return opened


def _read_member(path: str, member: str) -> bytes:
    """The bytes of a file inside a zip.

    Raises:
        ReadError: it is damaged, encrypted, or too large.
    """
    import zipfile

    where = f"{path}!{member}"
    try:
        with open_zip(path) as archive:
            if archive.getinfo(member).file_size > _LARGEST_MEMBER:
                raise ReadError("the file inside the zip is larger than 512 MB", where=where)
            return archive.read(member)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as error:
        raise ReadError(f"the file cannot be taken out of the zip: {error}", where=where) from error


def _read_apart(files: Iterable[_File], task: Callable[[_File], Reading], workers: int) -> Iterator[Reading]:
    """Read on several processes, in order. A file that kills its process is an error of its own."""
    from concurrent.futures.process import BrokenProcessPool

    waiting: deque[tuple[_File, Future[bytes]]] = deque()
    rest = iter(files)
    pool = _Pool(workers)
    try:
        while True:
            while len(waiting) < workers * _AHEAD and (file := next(rest, None)) is not None:
                waiting.append((file, pool.submit(task, file)))
            if not waiting:
                return
            file, future = waiting.popleft()
            try:
                yield unpack(future.result(), Reading)
            except BrokenProcessPool:
                pool.renew()
                yield pool.alone(task, file)
                waiting = deque((each, pool.submit(task, each)) for each, _ in waiting)
    finally:
        pool.close()


@frozen(slots=True, eq=False)
class _Pool:
    """Processes that read, made anew when one of them dies."""

    workers: int
    pools: list[ProcessPoolExecutor] = field(factory=list)

    def submit(self, task: Callable[[_File], Reading], file: _File) -> Future[bytes]:
        from concurrent.futures import ProcessPoolExecutor

        if not self.pools:
            self.pools.append(ProcessPoolExecutor(self.workers, initializer=_settle))
        return self.pools[0].submit(_run, task, file)

    def alone(self, task: Callable[[_File], Reading], file: _File) -> Reading:
        """Read one file in a process of its own, to see whether it was this one that killed the others."""
        from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor

        with ProcessPoolExecutor(1) as pool:
            try:
                return unpack(pool.submit(_run, task, file).result(), Reading)
            except BrokenProcessPool:
                error = ReadError(
                    "reading this file ended its process", where=file.name, hint="the file is damaged"
                )
                return Reading(file.name, error=error)

    def renew(self) -> None:
        self.close()

    def close(self) -> None:
        for pool in self.pools:
            pool.shutdown(wait=False, cancel_futures=True)
        self.pools.clear()


def _settle() -> None:
    """Let a worker, which makes many objects and hardly any cycles of them, look for cycles less often."""
    gc.freeze()
    gc.set_threshold(_COLLECTED_AFTER)


def _run(task: Callable[[_File], Reading], file: _File) -> bytes:
    return pack(task(file))


def _show(readings: Iterable[Reading], total: int) -> Iterator[Reading]:
    """Pass the readings on; while one is waited for, a line on standard error says how far it is."""
    waited = iter(readings)
    done = failed = 0
    while True:
        sys.stderr.write(f"\r\033[K{done}/{total} files, {failed} not read")
        sys.stderr.flush()
        reading = next(waited, None)
        # The line goes before anybody else writes: what is wrong with a file is told on the same stream.
        sys.stderr.write("\r\033[K")
        sys.stderr.flush()
        if reading is None:
            return
        done += 1
        failed += not reading
        yield reading
