"""Files of other kinds, which are told apart only so that the error can say what each is and what to do with it.

Pictures, rich text, OFD, presentations, archives of other files and the like: see `govperf.containers._kinds`. It
reads none of them and writes none.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Final, NoReturn

from govperf.containers._archives import open_zip
from govperf.containers._compound import MAGIC, CompoundFile
from govperf.containers._kinds import Kind, tell_kind
from govperf.errors import InputError, ReadError, shorten
from govperf.grid import Grid

__all__ = ["NAME", "SUFFIXES", "is_zip_of_files", "read", "recognize", "write"]

NAME = "foreign"
SUFFIXES: tuple[str, ...] = ()

_PRINT: Final = "open it in its program and save it as .xlsx or .docx, or print it to PDF"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_SLIDES: Final = "a presentation"
# What the names of the parts say of an archive.
_PARTS: Final = (
    (
        "OFD.xml",
        "an OFD document (版式文件)",
        "open it in its reader and export it as PDF, or find the table as Excel",
    ),
    ("ppt/", _SLIDES, _PRINT),
    ("Index/Document.iwa", "an Apple Pages or Numbers document", _PRINT),
    ("META-INF/container.xml", "an e-book", _PRINT),
    ("mimetype", "an OpenDocument file of another kind", _PRINT),
    ("[Content_Types].xml", "an Office document of another kind", _PRINT),
)
_STREAMS: Final = (
    ("PowerPoint Document", _SLIDES, _PRINT),
    ("__properties_version1.0", "an Outlook message", "save the file that is attached to it"),
    ("VisioDocument", "a Visio drawing", _PRINT),
    ("MatOST", "a Works document", _PRINT),
)


def recognize(data: bytes, /) -> str:
    """What says that this is none of the kinds that are read."""
    kind = _tell(data)
    return kind.seen if kind else ""


def read(data: bytes, /) -> NoReturn:
    """Raise the ReadError that says what the file is and what to do."""
    kind = _tell(data) or Kind("of a kind that is not known", _PRINT)
    raise ReadError(f"the file is {kind.name}, not a table", hint=kind.hint)


def write(grids: Sequence[Grid], /) -> NoReturn:
    """Nothing is written in these kinds."""
    raise InputError(f"{len(grids)} grids cannot be written to such a file")


def is_zip_of_files(data: bytes) -> bool:
    """Whether this is a zip of files that may be tables, and not one document."""
    return data.startswith(_ZIP) and (kind := _tell_archive(data)) is not None and kind.hint == _OPEN


def _tell(data: bytes) -> Kind | None:
    if data.startswith(_ZIP):
        return _tell_archive(data)
    return _tell_compound(data) if data.startswith(MAGIC) else tell_kind(data)


_OPEN: Final = "give the files in it; scan and the command take zips as they are"


def _tell_archive(data: bytes) -> Kind | None:
    try:
        with open_zip(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        return Kind("a zip archive that is cut off or damaged", "download it again", "the first bytes PK")
    seen = f"a zip archive of {len(names):,} parts"
    for mark, name, hint in _PARTS:
        if any(each.startswith(mark) for each in names):
            return Kind(name, hint, f"{seen} with {mark}")
    files = [name for name in names if not name.endswith("/")]
    listed = shorten(", ".join(files[:3])) + (", …" if len(files) > 3 else "")  # noqa: PLR2004
    what = f"a zip of {len(files):,} files ({listed})" if files else "a zip without any file"
    return Kind(what, _OPEN, seen)


def _tell_compound(data: bytes) -> Kind | None:
    try:
        names = CompoundFile(data).names
    except ReadError:
        return Kind(
            "a binary Office file that is cut off or damaged",
            "download or save it again",
            "the first bytes D0 CF 11 E0",
        )
    for stream, name, hint in _STREAMS:
        if stream in names:
            return Kind(name, hint, f"a compound file with the stream {stream}")
    shown = shorten(", ".join(sorted(names - {"Root Entry"}))) or "none"
    return Kind("a binary Office file of another kind", _PRINT, f"a compound file with the streams {shown}")
