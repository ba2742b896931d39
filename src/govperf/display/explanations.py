"""What govperf sees in a file, for people: its kind, its tables, and what each layout found and missed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Protocol

from govperf.display.tables import clip
from govperf.display.text import format_problems, say_place
from govperf.errors import GovperfError
from govperf.layouts.assembly import Identified
from govperf.layouts.base import Evidence
from govperf.model.disclosures import Problem, Severity

__all__ = ["Explained", "format_explanation", "format_summary"]

_WIDTH: Final = 100
_SHOWN_ROWS: Final = 3
_SHOWN_LAYOUTS: Final = 5
_WORDS: Final = {
    "en": {
        "none": "no table",
        "tables": "{} tables",
        "one": "1 table",
        "files": "{} files",
        "bytes": "{seen}; {size:,} bytes",
        "table": "table{name} at {place}, {rows} rows × {columns} columns: {reader}",
        "by": "read by {}",
        "unread": "not read",
        "reads": "reads it",
        "could": "could read it",
        "weak": ", by its content alone",
        "no": "no",
        "found": "found: {}",
        "missed": "missed: {}",
        "others": "others: {}",
        "first": "first problem",
        "problems": "{} problems in all; govperf read --problems shows them",
        "error": "error",
        "and": "; ",
        "list": ", ",
        "colon": ": ",
    },
    "zh": {
        "none": "不是表",
        "tables": "{} 个表",
        "one": "1 个表",
        "files": "{} 个文件",
        "bytes": "{seen}；{size:,} 字节",
        "table": "表{name}（{place}），{rows} 行 × {columns} 列：{reader}",
        "by": "由 {} 读取",
        "unread": "无法读取",
        "reads": "读取此表",
        "could": "也能读取",
        "weak": "（仅按内容推断）",
        "no": "不能读取",
        "found": "找到：{}",
        "missed": "缺少：{}",
        "others": "其他：{}",
        "first": "首个问题",
        "problems": "共 {} 个问题，govperf read --problems 可全部显示",
        "error": "错误",
        "and": "；",
        "list": "、",
        "colon": "：",
    },
}


class Explained(Protocol):
    """What is shown of an explanation. It exists for the type checker: `govperf.explanations` has the class."""

    @property
    def name(self) -> str:
        """The file's name."""

    @property
    def container(self) -> str | None:
        """The kind of file."""

    @property
    def seen(self) -> str:
        """What in its bytes says so."""

    @property
    def size(self) -> int:
        """How many bytes."""

    @property
    def tables(self) -> Sequence[Identified]:
        """Its tables."""

    @property
    def problems(self) -> Sequence[Problem]:
        """The problems of reading them."""

    @property
    def error(self) -> GovperfError | None:
        """Why it cannot be read."""

    @property
    def members(self) -> Sequence[Explained]:
        """The files in it."""


def format_explanation(one: Explained, *, lang: str = "en", width: int | None = None) -> list[str]:
    """The lines of one file; of a folder or zip a line for each file in it.

    Args:
        one: what was seen in it.
        lang: `en` or `zh`.
        width: the columns of the terminal; None where it is none, and lines are cut only where they show cells.
    """
    words = _WORDS[lang]
    lines = [f"{one.name}{words['colon']}{_kind(one, words)}"]
    if one.members:
        return [*lines, *(f"  {format_summary(member, lang=lang)}" for member in one.members)]
    if one.seen:
        lines.append(f"  {words['bytes'].format(seen=one.seen, size=one.size)}")
    for table in one.tables:
        lines += _format_table(table, lang, width or _WIDTH)
    return lines + _format_fault(one, lang)


def format_summary(one: Explained, *, lang: str = "en") -> str:
    """One line of one file: its kind, who reads its tables, and its error, or how many problems it has."""
    words = _WORDS[lang]
    readers = dict.fromkeys(table.layout or words["unread"] for table in one.tables)
    parts = [
        _kind(one, words),
        *([words["by"].format(" + ".join(readers))] if readers and not one.error else []),
    ]
    if one.error is not None:
        parts.append(f"{words['error']}{words['colon']}{one.error.what}")
    return f"{one.name}{words['colon']}{words['list'].join(parts)}"


def _kind(one: Explained, words: dict[str, str]) -> str:
    if one.members:
        return f"{one.container}{words['list']}{words['files'].format(len(one.members))}"
    if one.container is None:
        return words["none"]
    count = len(one.tables)
    return f"{one.container}{words['list']}{words['one' if count == 1 else 'tables'].format(count)}"


def _format_table(table: Identified, lang: str, width: int) -> Iterator[str]:
    """Where a table is and how large, who reads it, its first rows, and the layouts from the best to the worst."""
    words = _WORDS[lang]
    printed = [row for row in table.grid if any(row)]
    yield words["table"].format(
        name=f" “{table.grid.name}”" if table.grid.name else "",
        place=say_place(table.place, lang) if table.place is not None else "–",
        rows=len(printed),
        columns=max(map(len, table.grid.rows), default=0),
        reader=words["by"].format(table.layout) if table.layout else words["unread"],
    )
    for row in printed[:_SHOWN_ROWS]:
        cells = (" ".join(cell.unwrapped.text.split()) for cell in row if cell)
        yield f"  │ {clip(' │ '.join(cells), width - 4)}"
    yield from _format_evidence(table, words)


def _format_evidence(table: Identified, words: dict[str, str]) -> Iterator[str]:
    telling = [one for one in table.evidence if one.found][:_SHOWN_LAYOUTS]
    size = max((len(one.layout) for one in telling), default=0)
    for index, one in enumerate(telling):
        missed = words["missed"].format("、".join(one.missed)) if one.missed else ""
        verdict = words["and"].join(part for part in (_verdict(one, table, words), missed) if part)
        yield f"  {one.layout:{size}} {one.score:3}  {verdict}"
        if index == 0:
            yield f"  {'':{size}}      {words['found'].format('、'.join(one.found))}"
    others = [one.layout for one in table.evidence[len(telling) :]]
    if others:
        yield f"  {words['others'].format(words['list'].join(others))}"


def _verdict(one: Evidence, table: Identified, words: dict[str, str]) -> str:
    verdict = words["reads" if one.layout == table.layout else "could" if one.claims else "no"]
    return verdict + (words["weak"] if one.weak and one.claims else "")


def _format_fault(one: Explained, lang: str) -> list[str]:
    """What broke first: the error of the file, or of a table in it, or the gravest of the first problems."""
    words = _WORDS[lang]
    if one.error is not None:
        return [f"{words['error']}{words['colon']}{one.error}"]
    grave = [problem for problem in one.problems if problem.severity is not Severity.INFORMATION]
    shown = (grave or list(one.problems))[:1]
    lines = format_problems(shown, words["first"], lang=lang, least=Severity.INFORMATION)
    return [*lines, words["problems"].format(len(one.problems))] if len(one.problems) > 1 else lines
