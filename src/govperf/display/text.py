"""What the command says: disclosures, their problems, and what layouts see in a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from govperf.display.tables import format_table
from govperf.grammar.amounts import format_amount
from govperf.layouts.assembly import Identified
from govperf.model.amounts import Money
from govperf.model.disclosures import Disclosure, Problem, Severity
from govperf.places import Place

__all__ = ["format_disclosure", "format_identified", "format_problems"]

_HEADS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "indicators": {
        "en": ("row", "project", "no", "class", "indicator", "cycle", "annual", "unlabelled"),
        "zh": ("行", "项目名称", "序号", "指标类别", "三级指标", "实施周期", "年度", "未注明"),
    },
    "projects": {
        "en": ("row", "unit", "project", "total", "fiscal", "special", "other", "indicators"),
        "zh": ("行", "预算单位", "项目名称", "总计", "财政拨款", "专户", "其他", "指标数"),
    },
    "tasks": {
        "en": ("row", "task", "funds", "expected"),
        "zh": ("行", "重点工作任务", "拟投入", "期望达到的目标"),
    },
}
_WORDS: Final = {
    "en": "{name}: {department} · {layout} · {projects} projects, {indicators} indicators, {tasks} tasks{money}",
    "zh": "{name}：{department} · {layout} · {projects} 个项目，{indicators} 个指标，{tasks} 项重点任务{money}",
}
_SEVERITIES: Final = {
    "en": {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "note"},
    "zh": {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFORMATION: "提示"},
}
_EVIDENCE: Final = {
    "en": {
        "table": "table{name} at {place}: {reader}",
        "by": "read by {}",
        "unread": "not read",
        "layout": "  {layout}: {verdict}, score {score}",
        "reads": "reads it",
        "could": "could read it",
        "weak": ", by its content alone",
        "no": "no",
        "found": "    found:  ",
        "missed": "    missed: ",
    },
    "zh": {
        "table": "表{name}（{place}）：{reader}",
        "by": "由 {} 读取",
        "unread": "无法读取",
        "layout": "  {layout}：{verdict}，得分 {score}",
        "reads": "读取此表",
        "could": "也能读取",
        "weak": "（仅按内容推断）",
        "no": "不能读取",
        "found": "    找到：",
        "missed": "    缺少：",
    },
}
_OPTIONAL: Final = frozenset({"cycle", "annual", "unlabelled", "total", "fiscal", "special", "other"})
_NUMBERS: Final = frozenset({"row", "no", "total", "fiscal", "special", "other", "indicators", "funds"})


def format_disclosure(
    disclosure: Disclosure, table: str = "indicators", *, lang: str = "en", width: int | None = None
) -> list[str]:
    """The lines of a disclosure: one that says what it is, then one of its tables.

    Columns in which nothing is printed are left out, and a project's name stands at its first row only.
    """
    names, heads = _HEADS[table]["en"], _HEADS[table][lang]
    rows = list(_ROWS[table](disclosure))
    kept = [at for at, name in enumerate(names) if name not in _OPTIONAL or any(row[at] for row in rows)]
    lines = [_summary(disclosure, lang)]
    if rows:
        lines.append("")
        right = frozenset(index for index, at in enumerate(kept) if names[at] in _NUMBERS)
        shown = [[row[at] for at in kept] for row in rows]
        lines += format_table([heads[at] for at in kept], shown, width=width, right=right)
    return lines


def format_problems(
    problems: Sequence[Problem], name: str, *, lang: str = "en", least: Severity = Severity.WARNING
) -> list[str]:
    """One line for each kind of problem, with the places; what matters less than `least` is only counted."""
    order = list(Severity)
    groups: dict[tuple[Severity, str], list[Problem]] = {}
    for problem in problems:
        message = problem.message if lang == "en" else problem.message_zh
        groups.setdefault((problem.severity, message), []).append(problem)
    shown = [item for item in groups.items() if order.index(item[0][0]) <= order.index(least)]
    lines = [
        f"{name}: {_SEVERITIES[lang][severity]}: {message}{_where(found, lang)}"
        for (severity, message), found in sorted(shown, key=lambda item: order.index(item[0][0]))
    ]
    hidden = sum(len(found) for item, found in groups.items() if order.index(item[0]) > order.index(least))
    if hidden:
        notes = "note" if hidden == 1 else "notes"
        more = (
            f"{hidden} more {notes}; --problems shows them"
            if lang == "en"
            else f"另有 {hidden} 条提示，--problems 可显示"
        )
        lines.append(f"{name}: {more}")
    return lines


def format_identified(table: Identified, *, lang: str = "en") -> list[str]:
    """The lines of one table: where it is, who reads it, and what each layout found and missed."""
    words = _EVIDENCE[lang]
    name = f" “{table.grid.name}”" if table.grid.name else ""
    reader = words["by"].format(table.layout) if table.layout else words["unread"]
    place = _say(table.place, lang) if table.place is not None else "–"
    lines = [words["table"].format(name=name, place=place, reader=reader)]
    if table.error is not None:
        lines.append(f"  {table.error}")
    for one in table.evidence:
        verdict = (
            words["reads"] if one.layout == table.layout else words["could"] if one.claims else words["no"]
        )
        verdict += words["weak"] if one.weak and one.claims else ""
        lines.append(words["layout"].format(layout=one.layout, verdict=verdict, score=one.score))
        lines.append(words["found"] + ("、".join(one.found) or "–"))
        if one.missed:
            lines.append(words["missed"] + "、".join(one.missed))
    return lines


def _summary(disclosure: Disclosure, lang: str) -> str:
    totals = [table.total.total for table in disclosure.tables if table.total and table.total.total]
    money = "".join(f" · {_money(total)}" for total in totals)
    return _WORDS[lang].format(
        name=disclosure.source.name if disclosure.source else "–",
        department="、".join(one.name or "?" for one in disclosure.departments),
        layout=" + ".join(dict.fromkeys(table.layout or "?" for table in disclosure.tables)),
        projects=len(disclosure.projects),
        indicators=len(disclosure.indicators),
        tasks=len(disclosure.tasks),
        money=money,
    )


def _indicator_rows(disclosure: Disclosure) -> Iterator[list[str]]:
    previous: object = None
    for entry in disclosure.indicator_entries():
        one, project = entry.indicator, entry.project
        if one is None:
            continue
        name = (project.name or "") if project is not None and project is not previous else ""
        previous = project
        kind = one.classification
        yield [
            str(one.place.row) if one.place else "",
            name,
            "" if one.number is None else str(one.number),
            kind.canonical or " / ".join(part for part in (kind.level1, kind.level2) if part),
            one.name or "",
            *(target.text if target else "" for target in (one.cycle, one.annual, one.unlabelled)),
        ]


def _project_rows(disclosure: Disclosure) -> Iterator[list[str]]:
    previous: object = None
    for entry in disclosure.project_entries():
        project, unit = entry.project, entry.unit
        if project is None:
            continue
        name = (unit.name or "") if unit is not None and unit is not previous else ""
        previous = unit
        moneys = project.budget.moneys if project.budget else (None,) * 4
        count = "略" if project.redacted and not project.indicators else str(len(project.indicators))
        row = str(project.place.row) if project.place else ""
        yield [row, name, project.name or "", *map(format_amount, moneys), count]


def _task_rows(disclosure: Disclosure) -> Iterator[list[str]]:
    for task in disclosure.tasks:
        yield [
            str(task.place.row) if task.place else "",
            task.name,
            format_amount(task.funds),
            task.expected or "",
        ]


_ROWS: Final[Mapping[str, Callable[[Disclosure], Iterator[list[str]]]]] = {
    "indicators": _indicator_rows,
    "projects": _project_rows,
    "tasks": _task_rows,
}


def _money(money: Money) -> str:
    return f"{format_amount(money)} {money.unit or ''}".strip()


def _where(problems: Sequence[Problem], lang: str) -> str:
    """The places of problems of one kind: the only one whole, of several the rows, the first of them."""
    places = [problem.place for problem in problems if problem.place is not None]
    if not places:
        return ""
    if len(places) == 1:
        text = problems[0].text
        shown = f": {text[:40]}{'…' if len(text) > 40 else ''}" if text else ""  # noqa: PLR2004
        return f" ({_say(places[0], lang)}){shown}"
    rows = list(dict.fromkeys(place.row for place in places))
    shown = ", ".join(map(str, rows[:8])) + (" …" if len(rows) > 8 else "")  # noqa: PLR2004
    return f" (×{len(places)}, rows {shown})" if lang == "en" else f"（{len(places)} 处，第 {shown} 行）"


def _say(place: Place, lang: str) -> str:
    """A place in the reader's language; both count as `Place` does."""
    if lang == "en":
        return str(place)
    page = f"第 {place.page} 页" if place.page != 1 else ""
    column = f"第 {place.column} 列" if place.column is not None else ""
    span = f"，字符 {place.start}–{place.end}" if place.start is not None else ""
    return f"{page}第 {place.row} 行{column}{span}"
