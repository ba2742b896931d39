"""What is wrong with the content of a file that is no disclosure: each fault with the path to the value.

This looks only at content that loading has refused; it walks the model's classes, as the schema does.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from typing import Any, Final

import attrs

from govperf.errors import shorten

__all__ = ["describe_faults"]

_MOST: Final = 10
_LONGEST: Final = 100
_KINDS: Final = {
    str: "a text",
    int: "a whole number",
    bool: "true or false",
    float: "a number with a point",
    list: "a list",
    dict: "an object",
    type(None): "null",
}
"""What people call a kind of value in JSON."""


def describe_faults(content: object, kind: type) -> list[str]:
    """`departments[0].units[1].budget.total: expected an object, found a text: '5'`; ten of them at most."""
    faults = list(islice(_look(content, kind, ""), _MOST + 1))
    more = ["and more"] if len(faults) > _MOST else []
    return [f"{path or 'the file'}: {said}" for path, said in faults[:_MOST]] + more


def _look(value: object, hint: Any, path: str) -> Iterator[tuple[str, str]]:
    """The faults of a value that should be of this type."""
    parts = typing.get_args(hint)
    if typing.get_origin(hint) in {typing.Union, types.UnionType}:
        if value is not None:
            yield from _look(value, next(part for part in parts if part is not types.NoneType), path)
    elif attrs.has(hint):
        yield from (
            _look_at_object(value, hint, path) if isinstance(value, dict) else _other(value, dict, path)
        )
    elif parts:
        yield from _look_at_list(value, parts, path) if isinstance(value, list) else _other(value, list, path)
    else:
        yield from _look_at_plain(value, hint, path)


def _look_at_object(value: dict[str, object], kind: type, path: str) -> Iterator[tuple[str, str]]:
    hints = _hints(kind)
    for key in value.keys() - hints.keys():
        near = get_close_matches(key, list(hints), 1)
        yield path, f"there is no key {shorten(key)!r} here" + (f"; is it {near[0]!r}?" if near else "")
    for field in attrs.fields(kind):
        inner = f"{path}.{field.name}" if path else field.name
        if field.name in value:
            yield from _look(value[field.name], hints[field.name], inner)
        elif field.default is attrs.NOTHING:
            yield inner, "is missing"


def _look_at_list(value: list[object], parts: tuple[Any, ...], path: str) -> Iterator[tuple[str, str]]:
    several = parts[-1] is Ellipsis
    if not several and len(value) != len(parts):
        yield path, f"expected a list of {len(parts)}, found one of {len(value)}"
        return
    for index, one in enumerate(value):
        yield from _look(one, parts[0] if several else parts[index], f"{path}[{index}]")


def _look_at_plain(value: object, kind: type, path: str) -> Iterator[tuple[str, str]]:
    wanted = str if issubclass(kind, (Decimal, StrEnum)) else kind
    if type(value) is not wanted:
        yield from _other(value, wanted, path, "digits in quotes" if kind is Decimal else None)
    elif issubclass(kind, StrEnum) and value not in set(kind):
        yield path, f"expected one of {', '.join(kind)}, found {value!r}"
    elif kind is Decimal and not _is_number(str(value)):
        yield path, f"expected the digits of a finite number, found {shorten(str(value))!r}"


def _other(value: object, wanted: type, path: str, words: str | None = None) -> Iterator[tuple[str, str]]:
    """The one fault that a value is of another kind."""
    found = _KINDS.get(type(value), "another kind of value")
    if isinstance(value, (str, float)) or type(value) is int:
        found += f": {shorten(repr(value), _LONGEST)}"
    yield path, f"expected {words or _KINDS[wanted]}, found {found}"


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


@lru_cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)
