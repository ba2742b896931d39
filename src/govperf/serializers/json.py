"""JSON: the whole disclosure, without loss.

- Amounts and numbers are strings of their digits (`"40.00"`), never floats.
- What is None, or empty as it is by default, is left out.
- `schema` names the version of this form; a file of another one is refused.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, Final

import attrs
from cattrs import Converter, transform_error
from cattrs.errors import BaseValidationError
from cattrs.gen import make_dict_unstructure_fn
from cattrs.v import format_exception

from govperf.errors import ReadError
from govperf.model.disclosures import Disclosure

__all__ = ["LOSSLESS", "SCHEMA", "SUFFIXES", "dumps", "loads"]

SUFFIXES: Final = (".json",)
LOSSLESS: Final = True
SCHEMA: Final = "govperf/1"
"""The name and version of this form."""


def dumps(disclosure: Disclosure, *, table: str = "indicators") -> bytes:
    """The disclosure as one JSON object, in UTF-8; `table` is of no matter here."""
    del table
    content = {"schema": SCHEMA, **_converter().unstructure(disclosure)}
    return (_lay_out(content) + "\n").encode()


def loads(data: bytes) -> Disclosure:
    """The disclosure that `dumps` wrote.

    Raises:
        ReadError: the text is no JSON, of another schema, or says what no disclosure can.
    """
    try:
        content = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ReadError(f"the file is no JSON: {error}") from error
    schema = content.pop("schema", None) if isinstance(content, dict) else None
    if schema != SCHEMA:
        raise ReadError(
            f"the file is not of the schema {SCHEMA}", text=str(schema), hint="write it again with govperf"
        )
    try:
        return _converter().structure(content, Disclosure)
    except BaseValidationError as error:
        faults = transform_error(error, format_exception=_describe)
        raise ReadError("the file says what no disclosure can: " + "; ".join(faults[:5])) from error


_OPENED: Final = {"departments", "units", "projects", "indicators", "statement", "tasks"}
"""What holds one of these runs over several lines."""
# A tree cannot be circular, and looking for that takes a third of the time.
_encode: Final = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def _lay_out(value: Any) -> str:
    """JSON with a line for each indicator, problem, task …: an encoder that indents everything is ten times slower."""
    if isinstance(value, list) and isinstance(value[0], dict):
        return "[\n" + ",\n".join(map(_lay_out, value)) + "\n]"
    if not isinstance(value, dict) or value.keys().isdisjoint(_OPENED):
        return _encode(value)
    return "{" + ", ".join(f"{_encode(key)}: {_lay_out(one)}" for key, one in value.items()) + "}"


@lru_cache(maxsize=1)
def _converter() -> Converter:
    """A converter that keeps decimals exact, leaves out defaults, and refuses keys it does not know."""
    converter = Converter(forbid_extra_keys=True)
    converter.register_unstructure_hook(Decimal, str)
    converter.register_structure_hook(Decimal, lambda value, _: _decimal(value))
    for kind in (str, int, bool):
        converter.register_structure_hook(kind, _strict(kind))

    def leave_out_defaults(kind: type[Any]) -> Callable[[Any], dict[str, Any]]:
        return make_dict_unstructure_fn(kind, converter, _cattrs_omit_if_default=True)

    converter.register_unstructure_hook_factory(attrs.has, leave_out_defaults)
    return converter


def _describe(fault: BaseException, kind: type | None) -> str:
    """What is wrong with a value: in our own words where a hook of ours refused it."""
    said = str(fault)
    return said if said.startswith("expected ") else format_exception(fault, kind)


def _strict(kind: type[Any]) -> Callable[[Any, Any], Any]:
    """A hook that takes a value as it is and never turns one kind into another; the members of a StrEnum are texts."""

    def take(value: Any, wanted: Any) -> Any:
        if type(value) is not kind:
            raise TypeError(f"expected {kind.__name__}, found {type(value).__name__}")
        return value if wanted is kind else wanted(value)

    return take


def _decimal(value: object) -> Decimal:
    if not isinstance(value, str):
        raise TypeError(f"expected digits in quotes, found {type(value).__name__}")
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise ValueError("expected digits") from None
    if not number.is_finite():
        raise ValueError("expected a finite number")
    return number
