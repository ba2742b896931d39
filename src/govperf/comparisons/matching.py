"""Which concept a promise belongs to: one of the catalogue, or the one that its own name makes.

A concept takes a promise whose words and dimension both fit. What no concept takes is aligned by its name alone, and
only with the same name in the same dimension: rather two rows than one that an expert would call wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from attrs import frozen

from govperf.comparisons.concepts import Concept
from govperf.comparisons.promises import Promise
from govperf.grammar.lines import squeeze
from govperf.grammar.units import canonical_unit

__all__ = ["Key", "Matcher"]

_TRIMMED: Final = re.compile(r"^(?:本?年度?|全年|当年|本年)(?=.{3})|(?:情况|\(定性\))$")
_ENDINGS: Final = (
    (re.compile(r"(?:数量|个数|总数)$"), "数"),
    (re.compile(r"满意(?:率|程度)$"), "满意度"),
    (re.compile(r"([及按]时)性$"), r"\1率"),
)
_SAYS_NOTHING: Final = re.compile(
    r"(?:项目|工程|工作|任务|服务|社会|经济|生态|环境|可持续|产出|效益|影响|数量|质量|时效|成本|指标|完成|实施|目标|预期|相关|其他|年度"
    r"|总|及|和|与|的|效果|程度|水平|时间|时限|金额|资金|经费|面积|人数|人次|次数|内容|标准|控制|提升|情况|比例|率|数|性|度|发展|长期|持续|作用|功能|能力)*"
)


@frozen(slots=True)
class Key:
    """What a row is made for: a concept, or a name that several print; for a rate (次/月) in a row of its own."""

    concept: Concept | None
    name: str
    per: str | None = None
    change: str | None = None


class Matcher:
    """Finds the concept of each promise; the same words are looked up once."""

    def __init__(self, concepts: Sequence[Concept]) -> None:
        """Ask the concepts in this order."""
        self._places = {concept.id: at for at, concept in enumerate(concepts)}
        self._searches = [(re.compile(concept.name).search, concept) for concept in concepts]
        self._list_named = cache(self._search_names)

    def order(self, key: Key) -> tuple[int, str, str, str]:
        """Where a row stands: in the order of the concepts, then by name."""
        at = self._places.get(key.concept.id, 0) if key.concept else len(self._places)
        return at, key.name, key.per or "", key.change or ""

    def find(self, promise: Promise) -> Key | None:
        """The row of a promise; None where its name alone says too little to be compared."""
        concept = self._find_concept(promise)
        if concept is not None:
            return Key(concept, concept.id, promise.per)
        name = _name_key(promise)
        change = promise.clause.change if promise.clause else None
        return None if _SAYS_NOTHING.fullmatch(name) else Key(None, name, promise.per, change)

    def _find_concept(self, promise: Promise) -> Concept | None:
        words = "" if promise.clause else squeeze(promise.target.text)
        fitting = (one for one in self._list_named(promise.texts, words) if _is_about(one, promise))
        return next(
            (one for one in fitting if _fits_measure(one, promise) and _fits_class(one, promise)), None
        )

    def _search_names(self, texts: tuple[str, ...], words: str) -> tuple[Concept, ...]:
        """The concepts whose words are found in these texts and whose forbidden words are not."""
        found = [
            concept
            for search, concept in self._searches
            if any(map(search, texts)) or (words and concept.words and _finds(concept.words, (words,)))
        ]
        texts = (*texts, words)
        return tuple(one for one in found if one.without is None or not _finds(one.without, texts))


def _is_about(concept: Concept, promise: Promise) -> bool:
    return concept.about is None or _finds(concept.about, (*promise.texts, promise.project))


def _fits_measure(concept: Concept, promise: Promise) -> bool:
    """Whether the target can stand in the concept's unit; words and bare numbers can beside any number."""
    clause = promise.clause
    if clause is None:
        return True
    if concept.unit is None or clause.change not in (None, concept.change):
        return False
    wanted = canonical_unit(concept.unit).dimension
    if promise.unit is None:
        return True
    return promise.dimension == wanted or promise.unit in concept.also


def _fits_class(concept: Concept, promise: Promise) -> bool:
    printed = promise.indicator.classification.canonical
    return not concept.classes or printed is None or printed.startswith(concept.classes)


def _finds(pattern: str, texts: tuple[str, ...]) -> bool:
    search = _compile(pattern).search
    return any(search(text) for text in texts)


@cache
def _compile(pattern: str) -> re.Pattern[str]:
    """The library itself remembers only 512 expressions, fewer than the catalogue has."""
    return re.compile(pattern)


def _name_key(promise: Promise) -> str:
    """The name that makes a row; with the subject where the name does not hold it."""
    name = _TRIMMED.sub("", promise.subject if promise.conflict else promise.name)
    for ending, instead in _ENDINGS:
        name = ending.sub(instead, name)
    clauses = len(promise.target.clauses)
    return f"{name}/{promise.subject}" if clauses > 1 and promise.subject else name
