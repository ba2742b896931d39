"""Golden files: what a document is expected to say, beside the document, compared ever after.

`nansha-2025.txt` has its expectation in `nansha-2025.txt.expected.json`: everything the model says of it, places and
problems included, in a form that is read easily in a review: what fits on a line stands on one. A change of the reader
shows there as a difference of a few lines, which is accepted by generating the file again with `force`.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator
from os import PathLike
from pathlib import Path
from typing import Final, TypeAlias

from attrs import evolve

from govperf._width import display_width
from govperf.api import read
from govperf.errors import GovperfError, InputError, LayoutError, ReadError
from govperf.model.disclosures import Disclosure
from govperf.serializers import json as lossless

__all__ = [
    "SUFFIX",
    "GoldenError",
    "check",
    "describe_difference",
    "dump",
    "find_documents",
    "generate",
    "name_golden",
]

SUFFIX: Final = ".expected.json"
"""What is added to a document's name."""

_WIDTH: Final = 150
_INDENT: Final = " "
_LINES_SHOWN: Final = 60

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"


class GoldenError(GovperfError, AssertionError):
    """A document does not say what it is expected to say; the message has the difference."""


def generate(path: Path, *, force: bool = False, layout: str | PathLike[str] | None = None) -> Path:
    """Write the expectation of a document beside it.

    Args:
        path: the document.
        layout: the layout that reads it, or the path of a declaration; else the best evidence decides.
        force: write over an expectation that is there; without it, none is ever changed.

    Returns:
        The file that was written.

    Raises:
        InputError: there is an expectation already.
        ReadError, LayoutError: the document cannot be read.
    """
    target = name_golden(path)
    if target.exists() and not force:
        raise InputError(
            "there is an expectation already",
            where=str(target),
            hint="see what changed with check; force=True",
        )
    target.write_text(dump(read(path, layout=layout)), encoding="utf-8")
    return target


def check(path: Path, *, layout: str | PathLike[str] | None = None) -> None:
    """Compare a document with its expectation; `layout` as for `generate`.

    Raises:
        GoldenError: it says something else, or it cannot be read any more.
        InputError: it has no expectation.
    """
    target = name_golden(path)
    try:
        expected = target.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise InputError("there is no expectation", where=str(target), hint="make it with generate") from None
    try:
        found = dump(read(path, layout=layout))
    except (LayoutError, ReadError) as error:
        raise GoldenError(f"{path.name} has an expectation but cannot be read: {error}") from error
    if found != expected:
        raise GoldenError(
            f"{path.name} says something else:\n{_diff(expected, found, target.name, path.name)}"
        )


def name_golden(path: Path) -> Path:
    """The expectation's path of a document."""
    return path.with_name(path.name + SUFFIX)


def find_documents(folder: Path) -> Iterator[Path]:
    """The documents of a folder and those below it, sorted: every file that is neither hidden nor an expectation.

    A document that is gone and has left its expectation behind is named too, so that checking it fails.
    """
    found = set()
    for path in folder.rglob("*"):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            found.add(path.with_name(path.name.removesuffix(SUFFIX)))
    yield from sorted(found)


def dump(disclosure: Disclosure, *, places: bool = True) -> str:
    """Everything that a disclosure says but the name and hash of its file; stable, and a line for what fits on one.

    Args:
        disclosure: what to write.
        places: whether places and problems are written too; disclosures that are equal have equal dumps without them.
    """
    plain = evolve(disclosure, source=None) if places else evolve(disclosure, source=None, problems=())
    content: Json = json.loads(lossless.dumps(plain))
    return "\n".join(_lay_out(_shorten(content, places=places), "")) + "\n"


def describe_difference(expected: Disclosure, found: Disclosure) -> str:
    """How two disclosures differ, as a unified diff; "" where they are equal."""
    return _diff(dump(expected, places=False), dump(found, places=False), "expected", "found")


def _diff(expected: str, found: str, name: str, other: str) -> str:
    lines = list(
        difflib.unified_diff(expected.splitlines(), found.splitlines(), name, other, lineterm="", n=2)
    )
    more = len(lines) - _LINES_SHOWN
    return "\n".join([*lines[:_LINES_SHOWN], *([f"… and {more} lines more"] if more > 0 else [])])


def _shorten(value: Json, *, places: bool) -> Json:
    """The same content with each place as one short word, or without places."""
    if isinstance(value, list):
        return [_shorten(one, places=places) for one in value]
    if not isinstance(value, dict):
        return value
    kept = ((key, one) for key, one in value.items() if places or key != "place")
    return {key: _word(one) if key == "place" else _shorten(one, places=places) for key, one in kept}


def _word(place: Json) -> Json:
    """A place as one word: `7:5[0-12]` is row 7, column 5, characters 0 to 12; `p2 7:5` is on page 2."""
    if not isinstance(place, dict):
        return place
    page = f"p{place['page']} " if "page" in place else ""
    column = f":{place['column']}" if "column" in place else ""
    span = f"[{place['start']}-{place['end']}]" if "start" in place else ""
    return f"{page}{place['row']}{column}{span}"


def _lay_out(value: Json, indent: str) -> list[str]:
    """Lines of JSON: a list or object on one line where it fits, else one member below the other."""
    line = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, (dict, list)) or not value or display_width(indent + line) <= _WIDTH:
        return [line]
    inner = indent + _INDENT
    keyed = (
        [("", one) for one in value]
        if isinstance(value, list)
        else [(f"{json.dumps(k)}: ", v) for k, v in value.items()]
    )
    opening, closing = "[]" if isinstance(value, list) else "{}"
    lines = [opening]
    for at, (key, one) in enumerate(keyed, 1):
        first, *rest = _lay_out(one, inner)
        lines += [inner + key + first, *rest]
        lines[-1] += "," if at < len(keyed) else ""
    return [*lines, indent + closing]
