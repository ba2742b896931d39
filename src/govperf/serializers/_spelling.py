"""A disclosure as JSON text, straight from its classes: no dictionaries are made on the way, which takes half the time.

What is None, or empty as it is by default, is left out. Decimals are texts of their digits. What holds indicators, tasks,
projects … has a line for each of them; all else is on one line.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cache
from json.encoder import encode_basestring
from typing import Any, Final, TypeAlias, cast, get_args, get_origin, get_type_hints

import attrs

__all__ = ["spell"]

_Speller: TypeAlias = Callable[[Any], str]

_OPENED: Final = {"departments", "units", "projects", "indicators", "statement", "tasks"}
"""What has one of these runs over several lines."""
_PLAIN: Final[dict[Any, str]] = {bool: "{flags[x]}", int: "{x}", Decimal: '"{x}"'}
"""What spells a plain value inside an f-string."""
_FLAGS: Final = {True: "true", False: "false"}


def spell(value: Any, schema: str) -> str:
    """An object of the model as a JSON object that begins with the name of its schema."""
    model: Any = type(value)
    text = _make_speller(model)(value)
    return f'{{"schema": {encode_basestring(schema)}{", " if len(text) > len("{}") else ""}{text[1:]}'


@cache
def _make_speller(model: Any) -> _Speller:
    """A function that spells objects of a class, made as attrs and cattrs make theirs: compiled for its attributes."""
    hints = get_type_hints(model)
    lines = not _OPENED.isdisjoint(hints)
    names: dict[str, Any] = {"encode": encode_basestring, "flags": _FLAGS}
    code = ["def spell(value):", "    text = ''"]
    for at, one in enumerate(attrs.fields(model)):
        key = encode_basestring(one.name)
        spelled = f"f', {key}: {_write_value(hints[one.name], at, names, lines=lines)}'"
        if one.default is not None and type(None) in get_args(hints[one.name]):
            spelled += f" if x is not None else ', {key}: null'"
        condition = _write_condition(one.default, at, names)
        code += [f"    x = value.{one.name}", f"    if {condition}:", f"        text += {spelled}"]
    exec("\n".join([*code, "    return '{' + text[2:] + '}'"]), names)  # noqa: S102 - our own words, once a class.
    return cast("_Speller", names["spell"])


def _write_condition(default: Any, at: int, names: dict[str, Any]) -> str:
    """The code that tells whether a value is not as it is by default."""
    if default is attrs.NOTHING:
        return "True"
    if default is None:
        return "x is not None"
    if isinstance(default, attrs.Factory):  # type: ignore[arg-type]
        names[f"make{at}"] = default.factory
        return f"x != make{at}(value)"
    names[f"default{at}"] = default
    return f"x is not default{at} and x != default{at}"


def _write_value(kind: Any, at: int, names: dict[str, Any], *, lines: bool) -> str:
    """What spells a value of a type inside an f-string."""
    kind = next(
        (one for one in get_args(kind) if type(None) in get_args(kind) and one is not type(None)), kind
    )
    if get_origin(kind) is tuple:
        names[f"spell{at}"] = _make_list_speller(get_args(kind)[0], lines=lines)
    elif attrs.has(kind):
        names[f"spell{at}"] = _make_speller(kind)
    else:
        return _PLAIN.get(kind, "{encode(x)}")
    return f"{{spell{at}(x)}}"


def _make_list_speller(kind: Any, *, lines: bool) -> _Speller:
    """What spells several; with `lines`, each object has a line of its own."""
    if get_origin(kind) is tuple:
        one = _make_list_speller(get_args(kind)[0], lines=False)
    else:
        one = _make_speller(kind) if attrs.has(kind) else encode_basestring
    if lines and attrs.has(kind):
        return lambda values: "[\n" + ",\n".join(map(one, values)) + "\n]" if values else "[]"
    return lambda values: "[" + ", ".join(map(one, values)) + "]"
