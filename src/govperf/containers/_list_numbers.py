"""The numbers of lists in Word documents (ECMA-376 part 1, 17.9), which are shown but not in the text."""

from __future__ import annotations

import re
from typing import Final
from xml.etree.ElementTree import Element

from attrs import define, field, frozen

from govperf.containers._archives import Archive
from govperf.containers._markup import parse_xml

__all__ = ["ListNumbers"]

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PART: Final = "word/numbering.xml"
_LEVEL: Final = re.compile(r"%([1-9])")
_CHINESE: Final = "零一二三四五六七八九"
_CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_CHINESE_KINDS: Final = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCounting",
        "ideographDigital",
    }
)
_HUNDRED: Final = 100


@frozen(slots=True)
class _Level:
    """One level of a list: how its numbers look (`%1、`), their kind, and the first."""

    text: str
    kind: str
    start: int


@define(slots=True)
class _List:
    """A list that is being counted."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(factory=dict)


class ListNumbers:
    """Counts the numbered paragraphs of a document in order."""

    def __init__(self, archive: Archive) -> None:
        """Read what lists there are."""
        self._lists: dict[str, _List] = {}
        if _PART in archive:
            self._read(parse_xml(archive.read(_PART), _PART))

    def label(self, properties: Element | None) -> str:
        """The number shown before the paragraph with these properties; "" if it is in no list."""
        numbering = None if properties is None else properties.find(f"{_W}numPr")
        if numbering is None:
            return ""
        found = self._lists.get(_value(numbering, "numId"))
        level = int(_value(numbering, "ilvl") or "0") if _value(numbering, "ilvl").isdecimal() else 0
        if found is None or level not in found.levels:
            return ""
        for deeper in [other for other in found.counts if other > level]:
            del found.counts[deeper]
        found.counts[level] = found.counts.get(level, found.levels[level].start - 1) + 1
        return _LEVEL.sub(lambda match: _show(found, int(match[1]) - 1), found.levels[level].text)

    def _read(self, root: Element) -> None:
        abstract = {
            item.get(f"{_W}abstractNumId", ""): _List(dict(map(_read_level, item.findall(f"{_W}lvl"))))
            for item in root.findall(f"{_W}abstractNum")
        }
        for item in root.findall(f"{_W}num"):
            found = abstract.get(_value(item, "abstractNumId"))
            if found is not None:
                has_own_count = item.find(f"{_W}lvlOverride/{_W}startOverride") is not None
                shared = _List(found.levels) if has_own_count else found
                self._lists[item.get(f"{_W}numId", "")] = shared


def _read_level(level: Element) -> tuple[int, _Level]:
    number, start = level.get(f"{_W}ilvl", "0"), _value(level, "start")
    kind = _value(level, "numFmt")
    # Marks of unnumbered lists come from symbol fonts and say nothing.
    text = "" if kind in {"bullet", "none"} else _value(level, "lvlText")
    first = int(start) if start.isascii() and start.isdigit() else 1
    return int(number) if number.isascii() and number.isdigit() else 0, _Level(text, kind, first)


def _value(element: Element, name: str) -> str:
    found = element.find(f"{_W}{name}")
    return "" if found is None else found.get(f"{_W}val", "")


def _show(found: _List, level: int) -> str:
    declared = found.levels.get(level)
    if declared is None:
        return ""
    number = found.counts.get(level, declared.start)
    if declared.kind in _CHINESE_KINDS and 0 < number < _HUNDRED:
        return _chinese(number)
    if declared.kind == "decimalEnclosedCircle" and 0 < number <= len(_CIRCLED):
        return _CIRCLED[number - 1]
    if declared.kind in {"lowerLetter", "upperLetter"} and number > 0:
        letter = chr(97 + (number - 1) % 26)
        return letter if declared.kind == "lowerLetter" else letter.upper()
    return str(number)


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_CHINESE[tens]}十"
    return head + (_CHINESE[ones] if ones else "")
