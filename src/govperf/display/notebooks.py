"""What a notebook shows: pieces of HTML that need nothing from outside and fit light and dark pages.

Colours are tints over whatever the page has, so that no theme needs to be known. Every text is escaped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from itertools import compress
from typing import Any, Final

from govperf.errors import shorten
from govperf.grammar.amounts import format_amount
from govperf.model.amounts import Money
from govperf.model.departments import KeyTask
from govperf.model.disclosures import Disclosure, Problem, Severity
from govperf.model.indicators import Indicator
from govperf.model.projects import Project
from govperf.model.targets import Target
from govperf.places import Place

__all__ = [
    "format_disclosure",
    "format_indicator",
    "format_project",
    "format_reading",
    "format_target",
    "format_view",
]

_MOST: Final = 60
_FEW: Final = 15
_LONG: Final = 80
_STYLE: Final = """<style>
.govperf{font-size:13px;line-height:1.5;color:inherit}
.govperf.govperf table{border-collapse:collapse;margin:.4em 0;color:inherit;background:transparent}
.govperf.govperf th,.govperf.govperf td{border:1px solid rgba(128,128,128,.35);padding:.2em .6em;text-align:left;vertical-align:top;
max-width:32em;white-space:pre-wrap;overflow-wrap:anywhere;color:inherit;background:transparent}
.govperf.govperf th{background:rgba(128,128,128,.16);font-weight:600;white-space:nowrap}
.govperf.govperf td.place{white-space:nowrap;opacity:.65}
.govperf.govperf td.number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
.govperf.govperf tr.error td{background:rgba(220,38,38,.18)}
.govperf.govperf tr.warning td{background:rgba(217,160,6,.18)}
.govperf.govperf .quiet{opacity:.65}
.govperf.govperf summary{cursor:pointer;margin:.3em 0}
.govperf.govperf p{margin:.3em 0}
</style>"""
_SEVERITIES: Final = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFORMATION: "提示"}
_PERIODS: Final = {"cycle": "实施周期", "annual": "年度", "unlabelled": "未注明"}
_FUNDS: Final = ("总计", "财政拨款", "财政专户拨款", "其他资金")


def format_disclosure(disclosure: Disclosure) -> str:
    """What it is, then its projects, the indicators of the department itself, key tasks and problems."""
    name = "、".join(one.name or "（无名）" for one in disclosure.departments) or "（空）"
    own = [one for dep in disclosure.departments if dep.statement for one in dep.statement.indicators]
    problems = [one for one in disclosure.problems if one.severity is not Severity.INFORMATION]
    return _wrap(
        f"<p><strong>{escape(name)}</strong>{_facts(disclosure)}</p>",
        _fold("项目", disclosure.projects, is_open=True),
        _fold("部门整体指标", own, is_open=not disclosure.projects),
        _fold("重点任务", disclosure.tasks),
        _fold("需要留意的问题", problems, is_open=True),
        _fold("全部问题", disclosure.problems),
    )


def format_project(project: Project) -> str:
    """Its name, goal and money, then its indicators."""
    moneys = project.budget.moneys if project.budget else ()
    money = "　".join(
        f"{head} {_money(one)}" for head, one in zip(_FUNDS, moneys, strict=False) if one is not None
    )
    lines = [f"<strong>{escape(project.name or '（无名项目）')}</strong>{_quiet(project.code or '')}"]
    lines += [escape(money)] if money else []
    lines += [escape(project.goal)] if project.goal else []
    lines += ["（略）"] if project.redacted else []
    return _wrap("".join(f"<p>{line}</p>" for line in lines), _table(project.indicators))


def format_indicator(indicator: Indicator) -> str:
    """Its name and class, then each target with what it states."""
    kind = indicator.classification
    said = " / ".join(part for part in (kind.level1, kind.level2) if part)
    rows = [(_PERIODS[period], target) for period, target in indicator.targets]
    result = indicator.result
    rows += [("实际", result.actual)] if result and result.actual else []
    cells = [[escape(period), *_clauses(target)] for period, target in rows]
    return _wrap(
        f"<p><strong>{escape(indicator.name or '（无名指标）')}</strong>{_quiet(said)}</p>",
        _rows(("时期", "指标值", "含义"), cells),
    )


def format_target(target: Target) -> str:
    """The print, and what each clause states."""
    return _wrap(_rows(("指标值", "含义"), [_clauses(target)]))


def format_reading(name: str, disclosure: Disclosure | None, error: Exception | None) -> str:
    """What was read from a file, or why nothing was."""
    if disclosure is None:
        return _wrap(f"<p><strong>{escape(name)}</strong></p>", _rows(("错误",), [[escape(str(error))]]))
    return _wrap(f"<p>{escape(name)}</p>") + format_disclosure(disclosure)


def format_view(members: Sequence[Any]) -> str:
    """A table of indicators, projects, tasks or problems."""
    return _wrap(_table(members) or "<p>（无）</p>")


def _wrap(*parts: str) -> str:
    return f'{_STYLE}<div class="govperf">{"".join(parts)}</div>'


def _facts(disclosure: Disclosure) -> str:
    totals = [table.total.total for table in disclosure.tables if table.total and table.total.total]
    facts = [
        f"{disclosure.fiscal_year} 年" if disclosure.fiscal_year else "",
        " + ".join(dict.fromkeys(table.layout or "?" for table in disclosure.tables)),
        f"{len(disclosure.projects)} 个项目",
        f"{len(disclosure.indicators)} 个指标",
        *map(_money, totals),
        disclosure.source.name if disclosure.source else "",
    ]
    return _quiet(" · ".join(fact for fact in facts if fact))


def _quiet(text: str) -> str:
    return f' <span class="quiet">{escape(text)}</span>' if text else ""


def _fold(title: str, members: Sequence[Any], *, is_open: bool = False) -> str:
    if not members:
        return ""
    opened = " open" if is_open else ""
    return f"<details{opened}><summary>{escape(title)}（{len(members)}）</summary>{_table(members, _FEW)}</details>"


def _table(members: Sequence[Any], most: int = _MOST) -> str:
    """A table of what the members are; of many the first. A column that says nothing is left out."""
    if not members:
        return ""
    heads, describe = _TABLES.get(type(members[0]), _OTHER)
    marks = [one.severity.value if isinstance(one, Problem) else "" for one in members[:most]]
    rows = [describe(one) for one in members[:most]]
    told = [any(cell.strip() for cell in cells) for cells in zip(*rows, strict=True)]
    table = _rows(list(compress(heads, told)), [list(compress(row, told)) for row in rows], marks)
    more = len(members) - most
    return table + (f'<p class="quiet">… 另有 {more} 行</p>' if more > 0 else "")


def _rows(heads: Sequence[str], rows: Iterable[Sequence[str]], marks: Sequence[str] = ()) -> str:
    """The HTML of a table; the contents are HTML already, a number begins with a blank."""
    top = "".join(f"<th>{escape(head)}</th>" for head in heads)
    lines = []
    for at, row in enumerate(rows):
        mark = f' class="{marks[at]}"' if marks and marks[at] else ""
        lines.append(f"<tr{mark}>{''.join(map(_cell, row))}</tr>")
    return f"<table><thead><tr>{top}</tr></thead><tbody>{''.join(lines)}</tbody></table>"


def _cell(content: str) -> str:
    if content.startswith(" "):
        return f'<td class="number">{content[1:]}</td>'
    return content if content.startswith("<td") else f"<td>{content}</td>"


def _describe_indicator(one: Indicator) -> list[str]:
    kind = one.classification
    said = " / ".join(part for part in (kind.level1, kind.level2) if part)
    periods: dict[str, list[str]] = {}
    for period, target in one.targets:
        periods.setdefault(target.text, []).append(period)
    targets = "\n".join(
        text if named == ["annual"] else f"{'、'.join(_PERIODS[period] for period in named)}：{text}"
        for text, named in periods.items()
    )
    actual = one.result.actual.text if one.result and one.result.actual else ""
    return [escape(one.name or ""), escape(said), escape(targets), escape(actual), _place(one.place)]


def _describe_project(one: Project) -> list[str]:
    total, fiscal = one.budget.moneys[:2] if one.budget else (None, None)
    count = "略" if one.redacted and not one.indicators else str(len(one.indicators))
    goal = escape(shorten(one.goal or "", _LONG))
    return [
        escape(one.name or ""),
        f" {_money(total)}",
        f" {_money(fiscal)}",
        f" {count}",
        goal,
        _place(one.place),
    ]


def _describe_task(one: KeyTask) -> list[str]:
    return [escape(one.name), f" {_money(one.funds)}", escape(one.expected or ""), _place(one.place)]


def _describe_problem(one: Problem) -> list[str]:
    text = escape(shorten(one.text or "", _LONG))
    return [_SEVERITIES[one.severity], escape(one.message_zh), text, _place(one.place), escape(one.code)]


def _clauses(target: Target) -> list[str]:
    """The print of a target, and what it states, one clause a line."""
    lines = []
    for one in target.clauses:
        bounds = [one.subject, one.change, one.operator, one.value, one.upper, one.unit]
        said = " ".join(
            format(part, "f") if hasattr(part, "as_tuple") else str(part)
            for part in bounds
            if part is not None
        )
        lines.append(said + (f" / {one.per}" if one.per else ""))
    return [escape(target.text), escape("\n".join(lines) or "定性")]


def _money(money: Money | None) -> str:
    return escape(f"{format_amount(money)} {money.unit or ''}".strip()) if money else ""


def _place(place: Place | None) -> str:
    if place is None:
        return ""
    page = f"第 {place.page} 页" if place.page != 1 else ""
    return f'<td class="place">{page}第 {place.row} 行</td>'


_TABLES: Final[Mapping[type, tuple[tuple[str, ...], Callable[[Any], list[str]]]]] = {
    Indicator: (("指标", "类别", "指标值", "实际完成值", "位置"), _describe_indicator),
    Project: (("项目名称", "总计", "财政拨款", "指标数", "绩效目标", "位置"), _describe_project),
    KeyTask: (("重点任务", "拟投入", "期望达到的目标", "位置"), _describe_task),
    Problem: (("程度", "说明", "原文", "位置", "代码"), _describe_problem),
}
_OTHER: Final[tuple[tuple[str, ...], Callable[[Any], list[str]]]] = (("",), lambda one: [escape(str(one))])
