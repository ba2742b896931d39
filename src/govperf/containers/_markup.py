"""XML of office documents, parsed with care: no document type, no entities, bounded depth and size."""

from __future__ import annotations

from functools import lru_cache
from typing import Final
from xml.etree import ElementTree as ET

from govperf.errors import ReadError

__all__ = ["local_name", "parse_xml"]

_MAX_DEPTH: Final = 250
_MAX_TAGS: Final = 2_000_000


def parse_xml(data: bytes, where: str) -> ET.Element:
    """The root element; raises ReadError with `where` if this is no well-formed, harmless XML."""
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or b"\0" in data[:200]:
        raise ReadError("the file is damaged: this part is no XML in UTF-8", where=where)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise ReadError("a document type declaration, as entity bombs have it", where=where)
    if data.count(b"<") > _MAX_TAGS:
        raise ReadError(f"too large to be a table: more than {_MAX_TAGS:,} tags", where=where)
    try:
        root = ET.fromstring(data)  # noqa: S314  # Without a document type there are no entities.
    except (ET.ParseError, ValueError, LookupError) as error:
        raise ReadError(f"the file is damaged: {error}", where=where) from error
    _check_depth(root, where)
    return root


def local_name(element: ET.Element) -> str:
    """The name of an element without its namespace."""
    return _strip(element.tag) if isinstance(element.tag, str) else ""


def _check_depth(root: ET.Element, where: str) -> None:
    """Refuse what the walkers of these trees, which call themselves, could not go down."""
    level = [root]
    for _ in range(_MAX_DEPTH):
        level = [child for element in level for child in element]
        if not level:
            return
    raise ReadError(f"more than {_MAX_DEPTH} elements stand one in another", where=where)


@lru_cache(maxsize=1024)
def _strip(tag: str) -> str:
    return tag.rpartition("}")[2]
