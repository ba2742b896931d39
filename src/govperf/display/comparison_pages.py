"""A comparison as HTML: a page of its own, and the table for a notebook. It refers to nothing outside itself.

A cell shows the values; opened, it shows the indicators behind them. What is printed is escaped, always.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from govperf.comparisons.results import Comparison, ConceptRow, Member
from govperf.comparisons.tables import list_rows, round_cost
from govperf.display.comparisons import DIRECTIONS, list_promised, say_number, say_summary, title_of
from govperf.errors import shorten

__all__ = ["format_fragment", "format_page"]

_WORDS: Final = {
    "en": {
        "title": "Performance targets side by side",
        "concept": "concept",
        "median": "median",
        "strictest": "strictest",
        "legend": "↑ higher is better, ↓ lower is better; words stand unranked; open a cell for its indicators.",
        "costs": "Cost per unit",
        "costs_note": "The whole budget of the project divided by its target. † It pays for other quantities too.",
        "heads": ("concept", "department", "project", "indicator", "budget (元)", "target", "cost"),
        "more": "{} more",
        "stop": ". ",
        "none": "No concept is shared.",
    },
    "zh": {
        "title": "绩效指标横向比较",
        "concept": "可比指标",
        "median": "中位数",
        "strictest": "最严",
        "legend": "↑ 越高越好，↓ 越低越好；定性指标值不参与排序；点开单元格可见所含指标。",
        "costs": "单位成本",
        "costs_note": "项目全部预算除以指标值。† 该预算还用于其他数量指标。",
        "heads": ("可比指标", "部门", "项目名称", "三级指标", "项目预算（元）", "指标值", "单位成本"),
        "more": "另 {} 项",
        "stop": "。",
        "none": "没有共有的指标。",
    },
}
_STYLE: Final = """
.gpc{--ink:#1d2733;--soft:#5d6b7a;--line:#d8dee6;--head:#eef2f7;--best:#0b6e4f;--wash:#e5f5ee;--paper:#fff;
color:var(--ink);background:var(--paper);font:14px/1.5 system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif;padding:1em}
@media (prefers-color-scheme:dark){.gpc{--ink:#e4e9ef;--soft:#9aa7b5;--line:#37424e;--head:#222b35;--best:#6fd3ae;
--wash:#173328;--paper:#151b22}}
.gpc h1{font-size:1.5em;margin:0 0 .3em}.gpc h2{font-size:1.15em;margin:1.6em 0 .3em}.gpc p{color:var(--soft);margin:.2em 0}
.gpc .scroll{overflow-x:auto}.gpc table{border-collapse:collapse;margin:.8em 0;color:inherit}
.gpc th,.gpc td{border:1px solid var(--line);padding:.35em .6em;text-align:left;vertical-align:top;background:var(--paper)}
.gpc thead th{background:var(--head);position:sticky;top:0;min-width:7em}.gpc tbody th{font-weight:600;min-width:9em}
.gpc small{display:block;color:var(--soft);font-weight:400}.gpc .num{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.gpc td.best{background:var(--wash)}.gpc b.best{color:var(--best)}.gpc summary{cursor:pointer;list-style:none}
.gpc summary::-webkit-details-marker{display:none}.gpc summary span:not(:last-child)::after{content:"、"}
.gpc ul{margin:.4em 0 0;padding-left:1.1em;color:var(--soft);font-size:.9em;min-width:16em}
@media print{.gpc thead th{position:static}}
"""
_VALUES: Final = 4
_MEMBERS: Final = 40
_COSTS: Final = 200
_TEXT: Final = 40


def format_page(comparison: Comparison, *, lang: str = "en") -> str:
    """A whole page: the table of concepts, and below it what a unit costs."""
    words = _WORDS[lang]
    title = escape(str(words["title"]))
    body = "".join([_table(comparison, lang), *_costs(comparison, lang)])
    return (
        f'<!DOCTYPE html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="color-scheme" content="light dark">\n<title>{title}</title>\n'
        f"<style>html,body{{margin:0;background:Canvas}}{_STYLE}</style>\n</head>\n"
        f'<body>\n<main class="gpc">\n<h1>{title}</h1>\n{body}</main>\n</body>\n</html>\n'
    )


def format_fragment(comparison: Comparison, *, lang: str = "zh") -> str:
    """The table of concepts for a notebook."""
    return f'<div class="gpc"><style>{_STYLE}</style>{_table(comparison, lang)}</div>'


def _table(comparison: Comparison, lang: str) -> str:
    words = _WORDS[lang]
    summary = f"<p>{escape(say_summary(comparison, lang))}{words['stop']}{escape(str(words['legend']))}</p>\n"
    if not comparison.rows:
        return f"{summary}<p>{escape(str(words['none']))}</p>\n"
    labels = "".join(
        f'<th scope="col">{escape(one.label)}<small>{escape(shorten(one.name or "", _TEXT))}</small></th>'
        for one in comparison.departments
    )
    head = f'<th scope="col">{words["concept"]}</th>{labels}<th scope="col">{words["median"]}</th>'
    rows = "".join(_row(comparison, row, lang) for row in comparison.rows)
    return f'{summary}<div class="scroll"><table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table></div>\n'


def _row(comparison: Comparison, row: ConceptRow, lang: str) -> str:
    unit = f"{row.unit or ''} {DIRECTIONS[row.direction]}".strip()
    name, below = row.concept_zh, f"{title_of(row, 'en')} · {unit}" if lang == "en" else unit
    cells = "".join(_cell(row, at, lang) for at in range(len(comparison.departments)))
    return (
        f'<tr><th scope="row">{escape(name)}<small>{escape(below)}</small></th>{cells}'
        f'<td class="num">{say_number(row.median)}</td></tr>\n'
    )


def _cell(row: ConceptRow, column: int, lang: str) -> str:
    members = row.of(column)
    if not members:
        return "<td></td>"
    promised = list_promised(row, column)
    shown = "".join(
        f"<span>{_strong(shorten(one.text, _TEXT), best=one.strictest)}{f' ×{one.count}' if one.count > 1 else ''}</span>"
        for one in promised[:_VALUES]
    )
    if len(promised) > _VALUES:
        shown += f"<span>{_more(len(promised) - _VALUES, lang)}</span>"
    items = "".join(_item(row, member) for member in members[:_MEMBERS])
    if len(members) > _MEMBERS:
        items += f"<li>{_more(len(members) - _MEMBERS, lang)}</li>"
    best = ' class="best"' if column in row.strictest else ""
    return f"<td{best}><details><summary>{shown}</summary><ul>{items}</ul></details></td>"


def _strong(text: str, *, best: bool) -> str:
    return f'<b class="best">★ {escape(text)}</b>' if best else escape(text)


def _item(row: ConceptRow, member: Member) -> str:
    cost = round_cost(member.cost)
    paid = (
        f" · {say_number(cost)} 元/{escape(row.unit or '')}{'†' if member.shares > 1 else ''}" if cost else ""
    )
    project = f"<br>{escape(member.project)}" if member.project else ""
    return f"<li>{escape(member.indicator)}: {escape(member.text)}{paid}{project}</li>"


def _more(count: int, lang: str) -> str:
    return escape(str(_WORDS[lang]["more"]).format(count))


def _costs(comparison: Comparison, lang: str) -> Iterator[str]:
    """The section on cost per unit; nothing where no cost is known."""
    rows = list_rows(comparison, "costs")
    if not rows:
        return
    words = _WORDS[lang]
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in words["heads"])
    yield f"<h2>{words['costs']}</h2>\n<p>{escape(str(words['costs_note']))}</p>\n"
    yield f'<div class="scroll"><table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n'
    for row in rows[:_COSTS]:
        shared = "†" if isinstance(row["shares"], int) and row["shares"] > 1 else ""
        texts = [row["concept_zh"], row["department"], row["project"], row["indicator"]]
        yield "<tr>" + "".join(f"<td>{escape(shorten(str(text or ''), _TEXT))}</td>" for text in texts)
        yield f'<td class="num">{_number(row["budget"])}</td><td class="num">{escape(str(row["text"]))}</td>'
        yield f'<td class="num">{_number(row["cost"])} {escape(str(row["cost_unit"]))}{shared}</td></tr>\n'
    yield "</tbody>\n</table></div>\n"
    if len(rows) > _COSTS:
        yield f"<p>{_more(len(rows) - _COSTS, lang)}</p>\n"


def _number(value: object) -> str:
    return f"{value:,f}" if value is not None else ""
