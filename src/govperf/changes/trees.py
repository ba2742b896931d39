"""A disclosure as a tree of records, walked by its attrs fields, so that a new field of the model is seen without a change here.

A record is an attrs object that holds others or facts of its own (a project, a budget); a leaf is compared whole (an
amount, a target). A path leads from the disclosure to a record: names of fields, and numbers where a field lists records.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from functools import lru_cache
from typing import Any, Final, TypeAlias, cast

import attrs

from govperf.model.amounts import Money
from govperf.model.indicators import IndicatorClass
from govperf.model.targets import Clause, Target
from govperf.places import Place

__all__ = [
    "Path",
    "content_key",
    "fields_of",
    "find_record",
    "is_listing",
    "is_record",
    "own_fields",
    "without_places",
]

Path: TypeAlias = tuple[str | int, ...]
"""How to come to a record from the disclosure: `("departments", 0, "units", 1)`."""

_LEAVES: Final = (Money, Target, Clause, IndicatorClass, Place)


@lru_cache(maxsize=256)
def _fields_of(kind: Hashable) -> tuple[str, ...]:
    return tuple(field.name for field in attrs.fields(cast("type", kind)) if field.eq)


def fields_of(kind: type) -> tuple[str, ...]:
    """The fields of a record that say something: those that count for equality."""
    return _fields_of(kind)


def is_record(value: object) -> bool:
    """Whether a value is looked into; an amount, a target, a text is compared whole."""
    return attrs.has(type(value)) and not isinstance(value, _LEAVES)


def is_listing(value: object) -> bool:
    """Whether a value lists records; an empty tuple may."""
    return isinstance(value, tuple) and all(map(is_record, value))


def own_fields(record: object) -> dict[str, object]:
    """What a record says itself, without the records it holds."""
    values = {name: getattr(record, name) for name in fields_of(type(record))}
    return {name: value for name, value in values.items() if not (is_record(value) or is_listing(value))}


def find_record(root: Any, path: Path) -> Any:
    """The record at the end of a path. Raises LookupError where the path leads nowhere."""
    record = root
    for step in path:
        try:
            record = record[step] if isinstance(step, int) else getattr(record, step)
        except (AttributeError, TypeError) as error:
            raise LookupError(path) from error
    return record


def content_key(value: Any) -> Hashable:
    """What a record says in whatever order: equal for two that differ in the order of what they list."""
    if is_listing(value):
        return frozenset(Counter(map(content_key, value)).items())
    if not is_record(value):
        return cast("Hashable", value)
    return (type(value), *(content_key(getattr(value, name)) for name in fields_of(type(value))))


def without_places(value: Any) -> Any:
    """The value without any place, and without what does not count for equality: nothing of it is printed anywhere."""
    if isinstance(value, tuple):
        return tuple(map(without_places, value))
    kind = type(value)
    if not attrs.has(kind):
        return value
    return kind(**{name: without_places(getattr(value, name)) for name in fields_of(kind)})
