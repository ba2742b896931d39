"""The JSON Schema (draft 2020-12) of `govperf.serializers.json`, made from the model's classes.

It asks what loading asks, and no more: keys that are known, values of their kind, what has no default. The words are
those of the classes' docstrings. One difference: JSON Schema takes 2025.0 for an integer, and loading refuses it.
"""

from __future__ import annotations

import inspect
import json
import re
import types
import typing
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, TypeAlias

import attrs

from govperf.model.disclosures import Disclosure
from govperf.serializers.json import SCHEMA

__all__ = ["dumps_schema", "make_schema"]

Schema: TypeAlias = dict[str, Any]

_DECIMAL: Final = r"^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$"
_PLAIN: Final[Mapping[object, Schema]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    Decimal: {"type": "string", "pattern": _DECIMAL, "description": "the digits of a decimal number"},
}
_ENTRY: Final = re.compile(r"^ {4}(\w+): (.+(?:\n {8,}.+)*)", re.MULTILINE)


def make_schema() -> Schema:
    """The schema as plain values; a fresh copy each time."""
    definitions: dict[str, Schema] = {}
    root = _describe_class(Disclosure, definitions)
    root["properties"] = {
        "schema": {"const": SCHEMA, "description": "the name and version of this form"},
        **root["properties"],
    }
    root["required"] = ["schema", *root.get("required", [])]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:govperf:schema:" + SCHEMA.partition("/")[2],
        "title": SCHEMA,
        **root,
        "$defs": dict(sorted(definitions.items())),
    }


def dumps_schema() -> bytes:
    """The schema as a file, in UTF-8."""
    return (json.dumps(make_schema(), ensure_ascii=False, indent=2) + "\n").encode()


def _describe_class(kind: type, definitions: dict[str, Schema]) -> Schema:
    """A class as an object: its fields as properties; those without a default are required."""
    hints = typing.get_type_hints(kind)
    words = _words(kind)
    properties = {}
    for field in attrs.fields(kind):
        said = words.get(field.name)
        asked = _describe(hints[field.name], definitions)
        properties[field.name] = {**asked, "description": said} if said else asked
    required = [field.name for field in attrs.fields(kind) if field.default is attrs.NOTHING]
    return {
        "type": "object",
        "description": (inspect.getdoc(kind) or "").partition("\n")[0],
        "properties": properties,
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def _describe(hint: Any, definitions: dict[str, Schema]) -> Schema:
    """What a value of this type looks like."""
    if hint in _PLAIN:
        return dict(_PLAIN[hint])
    if attrs.has(hint):
        if hint.__name__ not in definitions:
            definitions[hint.__name__] = {}  # A class that names itself would never end.
            definitions[hint.__name__] = _describe_class(hint, definitions)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return {"enum": [member.value for member in hint]}
    return _describe_several(typing.get_origin(hint), typing.get_args(hint), definitions)


def _describe_several(origin: Any, parts: tuple[Any, ...], definitions: dict[str, Schema]) -> Schema:
    """What a tuple, or one type of several, looks like."""
    if origin in {typing.Union, types.UnionType}:
        return {
            "anyOf": [
                {"type": "null"} if part is types.NoneType else _describe(part, definitions) for part in parts
            ]
        }
    if parts[-1] is Ellipsis:
        return {"type": "array", "items": _describe(parts[0], definitions)}
    return {
        "type": "array",
        "prefixItems": [_describe(part, definitions) for part in parts],
        "minItems": len(parts),
        "items": False,
    }


def _words(kind: type) -> dict[str, str]:
    """What the docstring says of each field."""
    return {name: " ".join(said.split()) for name, said in _ENTRY.findall(inspect.getdoc(kind) or "")}
