"""JSON: the whole disclosure, without loss.

- Amounts and numbers are strings of their digits (`"40.00"`), never floats.
- What is None, or empty as it is by default, is left out.
- `schema` names the version of this form; a file of another one is refused, a newer one with the advice to upgrade.

`govperf.serializers.schema` gives the JSON Schema of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, Final, get_args, get_origin

from cattrs import Converter
from cattrs.errors import ForbiddenExtraKeysError

from govperf.errors import ReadError
from govperf.model.disclosures import Disclosure
from govperf.serializers._faults import describe_faults
from govperf.serializers._spelling import spell

__all__ = ["LOSSLESS", "SCHEMA", "SUFFIXES", "dump_line", "dumps", "load_lines", "loads"]

SUFFIXES: Final = (".json",)
LOSSLESS: Final = True
SCHEMA: Final = "govperf/1"
"""The name and version of this form."""


def dumps(disclosure: Disclosure, *, table: str = "indicators") -> bytes:
    """The disclosure as one JSON object, in UTF-8; `table` is of no matter here."""
    del table
    return (spell(disclosure, SCHEMA) + "\n").encode()


def dump_line(disclosure: Disclosure) -> bytes:
    """The same object on one line, as JSON Lines have it: a corpus is one such line a disclosure."""
    return (spell(disclosure, SCHEMA).replace("\n", "") + "\n").encode()


def load_lines(lines: Iterable[bytes]) -> Iterator[Disclosure]:
    """The disclosures that `dump_line` wrote, one at a time; blank lines are passed over.

    Raises:
        ReadError: a line is none, with its number.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield _build(_parse(line), _refuse_row)
            except ReadError as error:
                raise error.at(f"line {number}") from error


def loads(data: bytes) -> Disclosure:
    """The disclosure that `dumps` wrote.

    Raises:
        ReadError: the text is no JSON, of another schema, or says what no disclosure can.
    """
    return _build(_parse(data), _refuse)


def _parse(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ReadError(f"this is no JSON: {error}") from error


def _build(content: Any, refuse: Callable[[object], ReadError]) -> Disclosure:
    """The disclosure of an object; `refuse` makes the error for a schema that is not ours."""
    schema = content.pop("schema", None) if isinstance(content, dict) else None
    if schema != SCHEMA:
        raise refuse(schema)
    try:
        return _converter().structure(content, Disclosure)
    except (ForbiddenExtraKeysError, TypeError, ValueError, LookupError, AttributeError) as error:
        faults = "; ".join(describe_faults(content, Disclosure)) or str(error)
        raise ReadError(f"the file says what no disclosure can: {faults}") from error


def _refuse(schema: object) -> ReadError:
    """The error for a file of another schema: whoever wrote a newer one has a newer govperf."""
    name, _, version = SCHEMA.partition("/")
    newer = re.fullmatch(name + r"/(\d{1,9})", str(schema))
    if newer and int(newer[1]) > int(version):
        return ReadError(
            f"the file was written by a newer govperf; this one reads {SCHEMA}",
            text=str(schema),
            hint="pip install --upgrade govperf",
        )
    found = None if schema is None else str(schema)
    return ReadError(
        f"the file is not of the schema {SCHEMA}", text=found, hint="write it again with govperf"
    )


def _refuse_row(schema: object) -> ReadError:
    """The error for a line that is no disclosure: mostly a row of a tidy table."""
    if schema is not None:
        return _refuse(schema)
    return ReadError(
        "a disclosure cannot be loaded from a row of a table",
        hint='write it with table="disclosures", or into a .json or .sqlite',
    )


@lru_cache(maxsize=1)
def _converter() -> Converter:
    """A converter that keeps decimals exact, and refuses keys it does not know."""
    converter = Converter(forbid_extra_keys=True, detailed_validation=False)
    converter.register_structure_hook(Decimal, lambda value, _: _decimal(value))
    for kind in (str, int, bool):
        converter.register_structure_hook(kind, _strict(kind))

    def take_lists(kind: type[Any]) -> Callable[[Any, Any], Any]:
        return _lists(get_args(kind), converter)

    converter.register_structure_hook_factory(_is_tuple, take_lists)

    return converter


def _is_tuple(kind: Any) -> bool:
    return get_origin(kind) is tuple


def _lists(parts: tuple[Any, ...], converter: Converter) -> Callable[[Any, Any], Any]:
    """A hook that takes a list for a tuple, and nothing else that could be iterated."""
    take = converter.get_structure_hook(parts[0])

    def structure(value: Any, _: Any) -> Any:
        if type(value) is not list or (parts[-1] is not Ellipsis and len(value) != len(parts)):
            raise TypeError("expected a list")
        return tuple([take(one, parts[0]) for one in value])

    return structure


def _strict(kind: type[Any]) -> Callable[[Any, Any], Any]:
    """A hook that takes a value as it is and never turns one kind into another; the members of a StrEnum are texts."""

    def take(value: Any, wanted: Any) -> Any:
        if type(value) is not kind:
            raise TypeError(f"expected {kind.__name__}")
        return value if wanted is kind else wanted(value)

    return take


def _decimal(value: object) -> Decimal:
    if not isinstance(value, str):
        raise TypeError("expected digits in quotes")
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise ValueError("expected digits") from None
    if not number.is_finite():
        raise ValueError("expected a finite number")
    return number
