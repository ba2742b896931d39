"""A comparison as lines for the terminal and as Markdown: concepts down, departments across."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from attrs import frozen

from govperf.comparisons.results import Comparison, ConceptRow, Member
from govperf.comparisons.tables import Value, head_of, list_columns, list_rows
from govperf.display.tables import clip, format_table
from govperf.errors import shorten
from govperf.model.targets import Direction, Operator

__all__ = [
    "DIRECTIONS",
    "Promised",
    "format_comparison",
    "format_markdown",
    "list_promised",
    "say_number",
    "say_summary",
    "title_of",
]

DIRECTIONS: Final = {Direction.HIGHER: "↑", Direction.LOWER: "↓", Direction.EXACT: "="}
"""Marks for which way is better."""

_WORDS: Final = {
    "en": {
        "heads": ("concept", "unit", "median"),
        "summary": "{departments} departments, {rows} shared concepts",
        "legend": "★ strictest · ↑ higher is better, ↓ lower is better · words stand unranked",
        "more": "{} more",
    },
    "zh": {
        "heads": ("可比指标", "单位", "中位数"),
        "summary": "{departments} 个部门，{rows} 个共有指标",
        "legend": "★ 最严 · ↑ 越高越好，↓ 越低越好 · 定性指标值不参与排序",
        "more": "另 {} 种",
    },
}
_SIGNS: Final = {
    Operator.AT_LEAST: "≥", Operator.ABOVE: ">", Operator.AT_MOST: "≤", Operator.BELOW: "<", Operator.ABOUT: "约",
}  # fmt: skip
_SHOWN: Final = 3
_LONGEST: Final = 24
_NARROWEST: Final = 12
_FIXED: Final = 46


@frozen(slots=True)
class Promised:
    """One value that a department promises, and how many of its indicators promise it."""

    text: str
    count: int
    strictest: bool


def format_comparison(
    comparison: Comparison, table: str = "concepts", *, lang: str = "en", width: int | None = None
) -> list[str]:
    """The lines of a comparison.

    Args:
        comparison: what `compare` answered.
        table: concepts, members or costs.
        lang: the language of heads, `en` or `zh`; in Chinese concepts have their Chinese names.
        width: the columns of the terminal. Where the departments do not fit, each concept is a block of its own.
    """
    if table != "concepts":
        return _format_rows(comparison, table, lang, width)
    lines = [say_summary(comparison, lang)]
    if not comparison.rows:
        return lines
    legend = str(_WORDS[lang]["legend"])
    if width is not None and _FIXED + _NARROWEST * len(comparison.departments) > width:
        return [*lines, *_format_blocks(comparison, lang, width), "", clip(legend, width)]
    heads, rows = _grid(comparison, lang)
    right = frozenset({len(heads) - 1})
    return [
        *lines,
        "",
        *format_table(heads, rows, width=width, right=right),
        "",
        clip(legend, width or len(legend) * 2),
    ]


def format_markdown(comparison: Comparison, table: str = "concepts", *, lang: str = "en") -> str:
    """The comparison as a table in Markdown; what would be markup is escaped."""
    if table == "concepts":
        heads, rows = _grid(comparison, lang)
    else:
        heads, rows = _plain(comparison, table, lang)
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(map(_escape, line))} |\n" for line in lines)


def say_summary(comparison: Comparison, lang: str) -> str:
    """One line: how much is compared."""
    summary = str(_WORDS[lang]["summary"])
    return summary.format(departments=len(comparison.departments), rows=len(comparison.rows))


def title_of(row: ConceptRow, lang: str) -> str:
    """What a row is called: in English its id, in Chinese its name."""
    return row.concept_zh if lang == "zh" else row.concept.removeprefix("name:")


def list_promised(row: ConceptRow, column: int) -> list[Promised]:
    """The distinct values of a department, the strictest first, words last."""
    members = sorted(row.of(column), key=lambda member: _hardness(member, row.direction))
    counts = Counter(_say(member) for member in members)
    ranked = column in row.strictest
    best = {_say(member) for member in members if member.strictest} if ranked else set()
    return [Promised(text, count, text in best) for text, count in counts.items()]


def say_number(number: Decimal | None) -> str:
    """A number in digits, thousands parted by commas; "" for None."""
    return "" if number is None else f"{number:,f}"


def _say(member: Member) -> str:
    """A value in the row's unit with its sign; words as printed."""
    if member.value is None:
        return " ".join(member.text.split())
    sign = _SIGNS.get(member.operator, "") if member.operator else ""
    upper = "" if member.upper is None else f"-{say_number(member.upper)}"
    return f"{sign}{say_number(member.value)}{upper}"


def _hardness(member: Member, direction: Direction) -> tuple[bool, bool, Decimal]:
    value = member.value or Decimal(0)
    return not member.strictest, member.value is None, value if direction is Direction.LOWER else -value


def _cell(row: ConceptRow, column: int, lang: str) -> str:
    promised = list_promised(row, column)
    parts = [
        f"{'★' if one.strictest else ''}{clip(one.text, _LONGEST)}{f' ×{one.count}' if one.count > 1 else ''}"
        for one in promised[:_SHOWN]
    ]
    if len(promised) > _SHOWN:
        parts.append(str(_WORDS[lang]["more"]).format(len(promised) - _SHOWN))
    return "、".join(parts)


def _grid(comparison: Comparison, lang: str) -> tuple[list[str], list[list[str]]]:
    """Heads and rows of the table of concepts."""
    concept, unit, median = _WORDS[lang]["heads"]
    heads = [concept, unit, *(one.label for one in comparison.departments), median]
    return heads, [
        [
            title_of(row, lang),
            f"{row.unit or ''}{DIRECTIONS[row.direction]}",
            *(_cell(row, at, lang) for at in range(len(comparison.departments))),
            say_number(row.median),
        ]
        for row in comparison.rows
    ]


def _format_blocks(comparison: Comparison, lang: str, width: int) -> Iterator[str]:
    """A block for each concept, for more departments than stand side by side."""
    median = _WORDS[lang]["heads"][2]
    for row in comparison.rows:
        of_all = f" · {median} {say_number(row.median)}" if row.median is not None else ""
        yield ""
        yield clip(f"{title_of(row, lang)} [{row.unit or ''}{DIRECTIONS[row.direction]}]{of_all}", width)
        for at in row.columns:
            yield clip(f"  {comparison.departments[at].label}: {_cell(row, at, lang)}", width)


def _format_rows(comparison: Comparison, table: str, lang: str, width: int | None) -> list[str]:
    heads, rows = _plain(comparison, table, lang)
    lines = [say_summary(comparison, lang)]
    return [*lines, "", *format_table(heads, rows, width=width)] if rows else lines


def _plain(comparison: Comparison, table: str, lang: str) -> tuple[list[str], list[list[str]]]:
    """A table of plain values, as text."""
    columns = list_columns(comparison, table)
    heads = [head_of(column) if lang == "zh" else column for column in columns]
    rows = list_rows(comparison, table)
    return heads, [[_show(row[column]) for column in columns] for row in rows]


def _show(value: Value) -> str:
    if isinstance(value, Decimal):
        return say_number(value)
    if isinstance(value, bool):
        return "★" if value else ""
    return "" if value is None else shorten(str(value), 60)


def _escape(text: str) -> str:
    """Text as Markdown shows it and does not take for markup."""
    plain = " ".join(text.split()).replace("\\", "\\\\")
    for mark in "|`*_[]<>":
        plain = plain.replace(mark, f"\\{mark}")
    return plain
