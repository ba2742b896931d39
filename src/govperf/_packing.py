"""Disclosures on their way between processes: pickled twice as fast as by default.

attrs pickles an instance as a dict of its fields, and sets them one by one when it is loaded. Here an instance is its
class and its values in order, and loading calls the class.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from operator import attrgetter
from typing import Any, Final, TypeVar

import attrs

__all__ = ["pack", "unpack"]

_PROTOCOL: Final = 5
_Reduced = tuple[Any, ...]
_T = TypeVar("_T")


def pack(what: object) -> bytes:
    """The bytes of a value, which a process of the same program unpacks."""
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer, _PROTOCOL)
    pickler.dispatch_table = _REDUCERS
    pickler.dump(what)
    return buffer.getvalue()


def unpack(data: bytes, kind: type[_T]) -> _T:
    """The value that was packed, which must be of this kind."""
    found = pickle.loads(data)  # noqa: S301 - these bytes come from a process of ours.
    if not isinstance(found, kind):
        raise TypeError(f"{type(found).__name__} is no {kind.__name__}")
    return found


class _Reducers(dict[type, Callable[[Any], _Reduced]]):
    """How an instance of each class is taken apart, found when the class is first met."""

    def __missing__(self, kind: type) -> Callable[[Any], _Reduced]:
        if issubclass(kind, type):
            # A class is not taken apart: pickle names it.
            raise KeyError(kind)
        self[kind] = _reducer(kind)
        return self[kind]


_REDUCERS: Final = _Reducers()


def _reducer(kind: type) -> Callable[[Any], _Reduced]:
    """Class and values for a class of attrs with at most one field by keyword; pickle's own way for others."""
    fields = attrs.fields(kind) if attrs.has(kind) else ()
    keywords = [field.name for field in fields if field.kw_only]
    plain = [field.name for field in fields if not field.kw_only]
    if len(plain) < 2 or len(keywords) > 1 or any(field.converter or not field.init for field in fields):  # noqa: PLR2004
        return lambda one: one.__reduce_ex__(_PROTOCOL)
    if not keywords:
        values = attrgetter(*plain)
        return lambda one: (kind, values(one))
    (keyword,) = keywords
    values = attrgetter(keyword, *plain)
    return lambda one: (_build, (kind, keyword, *values(one)))


def _build(kind: type, keyword: str, last: object, *values: object) -> object:
    return kind(*values, **{keyword: last})
