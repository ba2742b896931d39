"""XML of office documents, parsed with care: no document type, no entities, bounded depth and size."""

from __future__ import annotations

from typing import Final
from xml.etree import ElementTree as ET

from govperf.errors import ReadError

__all__ = ["local_name", "parse_xml"]

_MAX_DEPTH: Final = 250
_MAX_ELEMENTS: Final = 3_000_000


class _Builder(ET.TreeBuilder):
    """A tree that grows neither too deep nor too large, and has no document type, so no entities."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = self._count = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> ET.Element:
        self._depth += 1
        self._count += 1
        if self._depth > _MAX_DEPTH or self._count > _MAX_ELEMENTS:
            raise ReadError(f"more than {_MAX_DEPTH} elements one in another, or {_MAX_ELEMENTS:,} in all")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> ET.Element:
        self._depth -= 1
        return super().end(tag)

    def doctype(self, name: str, *_: str | None) -> None:
        """Refuse what office documents never have and entity bombs need."""
        raise ReadError("a document type declaration, as entity bombs have it", text=name)


def parse_xml(data: bytes, where: str) -> ET.Element:
    """The root element; raises ReadError with `where` if this is no well-formed, harmless XML."""
    parser = ET.XMLParser(target=_Builder())  # noqa: S314  # The builder refuses entities and depth.
    try:
        parser.feed(data)
        root: ET.Element = parser.close()
    except ReadError as error:
        raise error.at(where) from None
    except (ET.ParseError, ValueError, LookupError) as error:
        raise ReadError(f"the file is damaged: {error}", where=where) from error
    return root


def local_name(element: ET.Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
