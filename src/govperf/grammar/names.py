"""Names of indicators, projects and bodies as forms print them, parted from what is no part of the name.

>>> parse_name("指标1：★苗木成活率（≥**%）").name
'苗木成活率'
>>> parse_body("[301]某县卫生健康局").name, parse_body("219-某区教育局").code
('某县卫生健康局', '219')
"""

from __future__ import annotations

import re
from typing import Final

from attrs import frozen

from govperf._width import fold
from govperf.grammar.targets import parse_target
from govperf.model.targets import Target

__all__ = [
    "Body",
    "Name",
    "NamedTarget",
    "parse_body",
    "parse_class",
    "parse_name",
    "parse_project",
    "split_target",
]


@frozen(slots=True)
class Name:
    """The name of an indicator.

    Attributes:
        name: without number, stars and placeholder; None where only those are printed.
        start: where it begins in the text.
        end: where it ends.
        number: of `指标1：`, `1.` or `（1）`; None if there is none.
        placeholder: what the template left in, `(≥**%)`; None if nothing.
    """

    name: str | None
    start: int
    end: int
    number: int | None = None
    placeholder: str | None = None


@frozen(slots=True)
class Body:
    """The name of a project or body, and the code printed with it."""

    name: str | None
    code: str | None
    start: int
    end: int


@frozen(slots=True)
class NamedTarget:
    """A name and the target in the brackets that close it; offsets are those of the target in the text."""

    name: str
    target: Target
    start: int
    end: int


_NUMBER: Final = re.compile(
    r"\s*(?:(?:绩效|三级)?指标\s*(\d{1,3}|[一二三四五六七八九十])?\s*[:、.]|(\d{1,3})\s*(?:、|[.)](?!\d))|\((\d{1,3})\)|([①-⑳]))?\s*"
)
_EMPTY: Final = re.compile(r"(?:绩效|三级)?指标(?:\d{1,3}|[一二三四五六七八九十])?|[.。…·、\-/*★]+")
_STARS: Final = re.compile(r"[\s*★☆※]*")
_PLACEHOLDER: Final = re.compile(
    r"\s*(?:\([^()]*(?:\*\*|\*|XX|xx|××|X{1,4}|_{2,}|…)[^()]*\)|[≥≤><=]+\s*(?:\*\*|XX|××)[^\s()]{0,4})\s*$"
)
_CODE: Final = re.compile(
    r"\s*(?:\[([0-9A-Z]{2,40})\]|【([0-9A-Z]{2,40})】|((?=[0-9A-Z]*\d{3})[0-9A-Z]{3,40})\s*[-_:、])\s*"
)
_PROJECT_CODE: Final = re.compile(
    r"\s*(?:\[([0-9A-Z]{6,40})\]|((?=[0-9A-Z]*\d{5})[0-9A-Z]{8,40})\s*[-_:、])\s*"
)
_CODE_BEHIND: Final = re.compile(r"\s*[\[(]([0-9A-Z]{3,40})[\])]\s*$")
_CLASS_NOTE: Final = re.compile(r"\(([^()]*)\)(分)?\s*$|(?<=标)\s*(\d{1,3}(?:\.\d+)?\s*(?:分|%))\s*$")
_NAMED_TARGET: Final = re.compile(r"\s*\(([^()]+)\)\s*$")
_LONGEST: Final = 2000
_ORDINALS: Final = {mark: index for index, mark in enumerate("一二三四五六七八九十", 1)}


def parse_name(text: str) -> Name:
    """An indicator's name: `指标1：`, stars and a left-in placeholder are no part of it, its unit in brackets is.

    What is longer than any name is taken as it stands.
    """
    if len(text) > _LONGEST:
        start, end = len(text) - len(text.lstrip()), len(text.rstrip())
        return Name(text[start:end] or None, start, max(start, end), None, None)
    folded = fold(text)
    stars = _STARS.match(folded)
    start = stars.end() if stars else 0
    numbered = _NUMBER.match(folded, start)
    number = _ordinal(numbered) if numbered else None
    start = _STARS.match(folded, numbered.end() if numbered else start).end()  # type: ignore[union-attr]  # it matches "".
    left_in = _PLACEHOLDER.search(folded, start)
    end = left_in.start() if left_in else len(folded.rstrip())
    while end > start and folded[end - 1] in "*★☆※ :":
        end -= 1
    if end <= start or _EMPTY.fullmatch("".join(folded[start:end].split())):
        return Name(None, start, start, number, left_in[0].strip() if left_in else None)
    return Name(text[start:end], start, end, number, text[left_in.start() :].strip() if left_in else None)


def parse_project(text: str) -> Body:
    """A project's name and the code before it: `51011723T000007943391-名称`."""
    return _parse_coded(text, _PROJECT_CODE)


def parse_body(text: str) -> Body:
    """A department's or unit's name and its code: `219-某局`, `[219]某局`, `某局[219001]`."""
    body = _parse_coded(text, _CODE)
    behind = _CODE_BEHIND.search(fold(text)) if body.code is None and len(text) <= _LONGEST else None
    if behind is not None and text[: behind.start()].strip():
        return Body(
            text[body.start : behind.start()].rstrip(),
            behind[1],
            body.start,
            len(text[: behind.start()].rstrip()),
        )
    return body


def parse_class(text: str) -> tuple[str | None, str | None]:
    """A class as printed, without blanks, and the weight, range or note behind it.

    >>> parse_class("产出指标(50分)"), parse_class("成本指标（0-20）分"), parse_class("数量指标")
    (('产出指标', '50分'), ('成本指标', '0-20分'), ('数量指标', None))
    """
    plain = "".join(text.split())
    found = _CLASS_NOTE.search(fold(plain)) if len(plain) <= _LONGEST else None
    if found is None or not plain[: found.start()]:
        return plain.strip("*★") or None, None
    note = plain[found.start() : found.end()].strip("()（）")
    if found[1] is not None:
        note = found[1] + (found[2] or "")
    return plain[: found.start()].strip("*★：:") or None, note


def split_target(text: str) -> NamedTarget | None:
    """A name that carries its own target in the brackets at its end, `机柜数量(≥77台)`; None if it carries none."""
    found = _NAMED_TARGET.search(fold(text)) if len(text) <= _LONGEST else None
    if found is None or not text[: found.start()].strip():
        return None
    inner = text[found.start(1) : found.end(1)]
    target = parse_target(inner.strip())
    start = found.start(1) + len(inner) - len(inner.lstrip())
    return NamedTarget(text[: found.start()].strip(), target, start, start + len(inner.strip()))


def _parse_coded(text: str, pattern: re.Pattern[str]) -> Body:
    found = pattern.match(fold(text))
    start = found.end() if found else len(text) - len(text.lstrip())
    end = len(text.rstrip())
    if found is None or start >= end:
        return Body(text.strip() or None, None, len(text) - len(text.lstrip()), end)
    return Body(text[start:end], next(group for group in found.groups() if group), start, end)


def _ordinal(numbered: re.Match[str]) -> int | None:
    """The number in front of a name, in whichever of its forms."""
    word = next((group for group in numbered.groups() if group), None)
    if word is None:
        return None
    if word in _ORDINALS:
        return _ORDINALS[word]
    return int(word) if word.isdecimal() and word.isascii() else ord(word) - ord("①") + 1
