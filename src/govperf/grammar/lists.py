"""Lists in prose: classes with a colon behind them, and phrases of a name and its target.

    list   = {class ":" phrase {stop phrase}}
    class  = [number] name-of-class ["(" weight ")"]        数量指标：   1.产出指标：   （1）质量指标：
    stop   = `；` `。`, or `，` `、` blank and line break where a whole phrase stands on both sides

`数量指标：修裱档案≥9600页，仿真复制≥320件；质量指标：合格率不低于98%。` Level 1 stays open until another class of level 1 comes, and
is given up where the level 2 behind it belongs to another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from attrs import frozen

from govperf._width import fold, unwrap
from govperf.errors import NotRenderableError
from govperf.grammar.cells import CellText
from govperf.grammar.indicators import classify
from govperf.grammar.names import parse_name
from govperf.grammar.phrases import Phrase, find_measure, is_moment, split_phrase
from govperf.grammar.targets import parse_target
from govperf.model.disclosures import Problem
from govperf.model.indicators import Indicator
from govperf.model.taxonomy import LEVEL1, LEVEL2, belongs, classes_of
from govperf.places import Place

__all__ = ["Open", "ProseList", "format_phrase", "is_list", "parse_list", "read_heading"]

_NAMES: Final = "|".join(sorted({*LEVEL1, *LEVEL2}, key=len, reverse=True))
_NUMBER: Final = r"(?:[(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)]?\s*[、.:]?|[①-⑳]|[-●◆■•·★*]|其中[:,]?|一是|二是|三是|四是|五是|六是|七是)?\s{0,8}"
_NOTE: Final = r"(?:\s{0,8}\([^()]{1,12}\))?"
_CLASS: Final = re.compile(
    rf"(?P<number>{_NUMBER})[【\[]?(?P<name>(?:{_NAMES})(?P<full>指标)?)(?P<note>{_NOTE})"
    rf"(?P<mark>\s*[】\]]\s*:?|(?:为|包括|方面|有|主要有|主要包括)?\s*:|(?:-{{1,2}}|\s*[—/>]\s*|\()(?=(?:{_NAMES})指标))"
)
_HEADING: Final = re.compile(
    rf"\s*+{_NUMBER}[【\[]?(?P<name>(?:{_NAMES})指标)(?P<note>{_NOTE})[】\]]?\s*+(?::\s*+)?"
)
_BEFORE: Final = frozenset(";。,、:】])->( \t")
_HARD: Final = re.compile(
    r"[;。]+|(?=[①-⑳])|(?=(?:绩效)?指标\d{1,2}\s*[:、.])|(?=\(\d{1,2}\)[^\W\d_])|(?<=[;。,、\s:])(?=\d{1,2}[.、](?!\d))"
)
_SOFT: Final = re.compile(r"(?<!\d)[,、]|[,、](?!\d)|(?<=[^\W_])\s+(?=[^\W\d_])|(?<=[%)0-9])\s+(?=[^\W\d_])")
_JOINED: Final = ("其中", "且", "并", "或", "力争", "确保")
_EMPTY: Final = frozenset({"", "无", "-", "/", "略", "——", "--", "…"})
_TRIMMED: Final = ";。,、: \t\r"


@frozen(slots=True)
class Open:
    """The classes that are open at some point of a text, as printed.

    Attributes:
        level1: the class of level 1.
        level2: the class of level 2.
        cost: the last plain 成本指标, which is of level 1 where 经济成本 or its kind follows, and of level 2 else.
    """

    level1: str | None = None
    level2: str | None = None
    cost: str | None = None

    def __bool__(self) -> bool:
        """Whether any class is open."""
        return self.level1 is not None or self.level2 is not None

    def enter(self, name: str) -> Open:
        """The classes that are open behind this one."""
        meanings = classes_of(name)
        outer = any("." not in meaning for meaning in meanings)
        inner = any("." in meaning for meaning in meanings)
        if outer and not inner:
            return Open(name)
        if outer and inner:
            return Open(self._above(name), name, name)
        if self.cost is not None and any(meaning.startswith("cost.") for meaning in meanings):
            return Open(self.cost, name, self.cost)
        return Open(self._above(name), name)

    def _above(self, level2: str) -> str | None:
        """Level 1 where it goes with this level 2."""
        return self.level1 if self.level1 is not None and belongs(level2, self.level1) else None


@frozen(slots=True)
class ProseList:
    """What a text says as a list. Spans are offsets in the text of the whole cell as printed.

    Attributes:
        indicators: each with its place.
        leftovers: spans that are no indicator, those before the first class too.
        problems: what a reader should know.
        before: the text before the first class, None if there is none.
        open: the classes that are open behind it.
    """

    indicators: tuple[Indicator, ...] = ()
    leftovers: tuple[tuple[int, int], ...] = ()
    problems: tuple[Problem, ...] = ()
    before: str | None = None
    open: Open = Open()


def is_list(text: str) -> bool:
    """Whether a text names a class with a colon behind it."""
    return "指标" in text and any(True for _ in _find_classes(CellText.of(text)))


def read_heading(text: str) -> str | None:
    """The class that a line names and says nothing else: `1.产出指标`; None for another line."""
    plain = unwrap(text).text.strip()
    found = _HEADING.fullmatch(fold(plain)) if len(plain) <= _LONGEST else None
    return plain[slice(*found.span("name"))] if found else None


def parse_list(
    text: str, place: Place | None = None, opened: Open | None = None, offset: int = 0
) -> ProseList:
    """Read a list in prose; answers for every text and raises never.

    Args:
        text: the text, of a cell or a part of one.
        place: the place of the cell.
        opened: the classes that are open before it; then the text may begin with a phrase.
        offset: where the text begins in its cell.

    >>> read = parse_list("数量指标：修裱档案≥9600页，仿真复制≥320件；质量指标：合格率不低于98%。")
    >>> [(one.classification.canonical, one.name, one.unlabelled.text) for one in read.indicators][1:]
    [('output.quantity', '仿真复制', '≥320件'), ('output.quality', '合格率', '不低于98%')]
    """
    cell = CellText.of(text, place, offset)
    classes = list(_find_classes(cell))
    state = opened or Open()
    first = classes[0].start() if classes else len(cell.folded)
    indicators: list[Indicator] = []
    leftovers: list[tuple[int, int]] = []
    before = cell.cut(0, first)
    if state and before is not None:
        indicators += _read_items(cell, 0, first, state, leftovers)
        before = None
    elif before is not None:
        leftovers.append(cell.printed(0, first))
    for at, found in enumerate(classes):
        limit = classes[at + 1].start() if at + 1 < len(classes) else len(cell.folded)
        state = state.enter(cell.text.text[slice(*found.span("name"))])
        indicators += _read_items(cell, found.end(), limit, state, leftovers)
    return ProseList(tuple(indicators), tuple(leftovers), tuple(cell.problems), before, state)


def format_phrase(one: Indicator) -> str:
    """Write an indicator as a phrase behind its class; a colon parts name and target where nothing else tells them apart.

    Raises:
        NotRenderableError: it cannot be told again, as a name that holds a stop.
    """
    kind = one.classification
    if one.name is not None and one.unlabelled is not None and (kind.level1 or kind.level2):
        number = f"{one.number}." if one.number is not None else ""
        for mark in ("", "："):
            text = f"{kind.level2 or kind.level1}：{number}{one.name}{mark}{one.unlabelled.text}；"
            if "\n" not in text and parse_list(text, opened=Open(kind.level1)).indicators == (one,):
                return text
    raise NotRenderableError(
        "prose cannot hold this indicator",
        text=one.name,
        hint="it needs a class, a name without stops, and one target, which names no period",
    )


def _find_classes(cell: CellText) -> Iterator[re.Match[str]]:
    """The classes that a text names: each stands at its beginning or behind a stop."""
    for found in _CLASS.finditer(cell.folded):
        start = found.start()
        begins = start == 0 or cell.folded[start - 1] in _BEFORE or start in cell.text.breaks
        if begins and (found["full"] or ":" in found["mark"]) and _is_class(cell, found):
            yield found


def _is_class(cell: CellText, found: re.Match[str]) -> bool:
    """Whether a name without 指标 is a class: `质量：合格率≥95%`, and no rate that is called so (`满意度：≥95%`)."""
    if found["full"]:
        return True
    following = cell.folded[found.end() : found.end() + 1]
    return (
        bool(following)
        and following.isalpha()
        and found["name"] not in {"满意度", "成本", "投入", "经济", "社会", "服务对象", "可持续"}
    )


def _read_items(
    cell: CellText, start: int, end: int, state: Open, leftovers: list[tuple[int, int]]
) -> Iterator[Indicator]:
    """The phrases behind a class. What follows a full stop and states nothing is text, and no indicator."""
    begun = False
    for first, last in _split_hard(cell, start, end):
        if last - first > _LONGEST_PART:
            leftovers.append(cell.printed(first, last))
            cell.note("text-unread", first, last)
            continue
        for item in _split_soft(cell, first, last):
            begin, stop = _trim(cell, *item)
            if cell.folded[begin:stop] in _EMPTY:
                continue
            one = _read_item(cell, begin, stop, state)
            vague = one.unlabelled is None or not one.unlabelled.clauses
            sentence = begun and vague and cell.folded[first - 1] == "。"
            if sentence or (one.unlabelled is None and stop - begin > _LONGEST):
                leftovers.append(cell.printed(begin, stop))
                cell.note("text-unread", begin, stop)
            else:
                cell.check(begin, stop, one)
                begun = True
                yield one


_LONGEST: Final = 60
_LONGEST_PART: Final = 2000
_AHEAD: Final = 3


def _split_hard(cell: CellText, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts between semicolons, full stops and numbers."""
    begin = start
    for first, last in _outside(cell, _HARD, start, end):
        if first > begin:
            yield begin, first
            begin = last
    yield begin, end


def _outside(cell: CellText, marks: re.Pattern[str], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where marks stand that do not lie within brackets."""
    depth, counted = 0, start
    for found in marks.finditer(cell.folded, start, end):
        depth += cell.folded.count("(", counted, found.start()) - cell.folded.count(
            ")", counted, found.start()
        )
        counted = found.start()
        if depth <= 0:
            yield found.span()


def _split_soft(cell: CellText, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The phrases between commas and blanks: a mark parts two phrases only where each is whole by itself."""
    begin = start
    cuts = [*_outside(cell, _SOFT, start, end), *((at, at) for at in cell.text.breaks if start < at < end)]
    bounds = [*sorted(set(cuts)), (end, end)]
    for at, (cut, resume) in enumerate(bounds[:-1]):
        left = _phrase(cell, begin, cut)
        if left is not None and any(
            _begins(cell, resume, bound, cut, left) for bound, _ in bounds[at + 1 : at + 1 + _AHEAD]
        ):
            yield begin, cut
            begin = resume
    yield begin, end


def _begins(cell: CellText, resume: int, following: int, cut: int, left: Phrase) -> bool:
    """Whether a new phrase begins behind a mark."""
    text = cell.folded[resume:following].lstrip()
    right = _phrase(cell, resume, following) if text and not text[0].isdigit() else None
    if right is None or text.startswith(_JOINED):
        return False
    return (left.stated and right.stated) or cell.folded[cut : cut + 1] == ","


def _phrase(cell: CellText, start: int, end: int) -> Phrase | None:
    text = cell.text.text[start:end]
    offset = parse_name(text).start
    return split_phrase(text[offset:])


def _trim(cell: CellText, start: int, end: int) -> tuple[int, int]:
    """The span without stops and blanks at its ends."""
    while start < end and cell.folded[start] in _TRIMMED:
        start += 1
    while end > start and cell.folded[end - 1] in _TRIMMED:
        end -= 1
    return start, end


def _read_item(cell: CellText, start: int, end: int, state: Open) -> Indicator:
    """One phrase as an indicator; a number before it is its number."""
    text = cell.text.text[start:end]
    named = parse_name(text)
    start += named.start
    text = text[named.start :]
    phrase = split_phrase(text)
    bare = phrase is None and (_is_bare(text) or is_moment(text))
    span = (0, len(text)) if bare else phrase.target if phrase else find_measure(text)
    name = None if bare else text[slice(*phrase.name)] if phrase else named.name or text
    return Indicator(
        name,
        classify(None, state.level1, None, state.level2),
        named.number,
        unlabelled=cell.target(start + span[0], start + span[1]) if span else None,
        place=cell.at(start, end),
    )


def _is_bare(text: str) -> bool:
    """Whether a phrase is a target without a name: `≥95%`."""
    clauses = parse_target(text).clauses
    return len(clauses) == 1 and clauses[0].subject is None
