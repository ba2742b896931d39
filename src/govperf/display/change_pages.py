"""Edits as a page: HTML that refers to nothing outside itself, in light and dark, and Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from html import escape
from typing import Final

from govperf.changes.edits import Changes, Edit, EditKind
from govperf.display.change_words import (
    CLASSES,
    HEADS,
    KINDS,
    SECTIONS,
    WORDS,
    field_word,
    filled,
    is_quiet,
    join_alike,
    place_text,
    printed,
    project_text,
    reason_of,
)
from govperf.display.changes import format_share, format_summary

__all__ = ["format_fragment", "format_markdown", "format_page"]

_STYLE: Final = """
.govperf-diff { --ink: #1f2328; --soft: #59636e; --line: #d1d9e0; --paper: #fff; --head: #f6f8fa; --plus: #1a7f37;
  --minus: #cf222e; --plus-paper: #dafbe1; --minus-paper: #ffebe9; --better: #0a5; --worse: #c4320a; color: var(--ink);
  background: var(--paper); font: 14px/1.55 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif; }
@media (prefers-color-scheme: dark) { .govperf-diff { --ink: #e6edf3; --soft: #9198a1; --line: #3d444d; --paper: #0d1117;
  --head: #151b23; --plus: #3fb950; --minus: #f85149; --plus-paper: #12261e; --minus-paper: #301a1f; --better: #3fb950;
  --worse: #ff8a65; } }
.govperf-diff h1 { font-size: 1.35em; margin: 0 0 .3em; } .govperf-diff h2 { font-size: 1.1em; margin: 1.6em 0 .4em; }
.govperf-diff p { margin: .2em 0; } .govperf-diff .soft, .govperf-diff summary { color: var(--soft); }
.govperf-diff .note { border-left: 3px solid var(--worse); padding-left: .6em; }
.govperf-diff table { border-collapse: collapse; width: 100%; background: none; color: inherit; font-size: inherit; }
.govperf-diff th, .govperf-diff td { border: 1px solid var(--line); padding: .3em .55em; text-align: left; vertical-align: top;
  white-space: normal; overflow-wrap: anywhere; background: none; }
.govperf-diff thead th { background: var(--head); font-weight: 600; white-space: nowrap; }
.govperf-diff th.group { background: var(--head); } .govperf-diff td.kind { white-space: nowrap; }
.govperf-diff td.money { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.govperf-diff .plus { color: var(--plus); } .govperf-diff .minus { color: var(--minus); }
.govperf-diff .better { color: var(--better); } .govperf-diff .worse { color: var(--worse); font-weight: 600; }
.govperf-diff ins { background: var(--plus-paper); text-decoration: none; border-radius: 2px; }
.govperf-diff del { background: var(--minus-paper); text-decoration: line-through; border-radius: 2px; }
.govperf-diff details { margin: .4em 0; } .govperf-diff summary { cursor: pointer; }
@media print { .govperf-diff { font-size: 11px; } .govperf-diff tr { break-inside: avoid; } }
"""
_PAGE: Final = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>{title}</title>
<style>html, body {{ margin: 0; background: Canvas; }} body > .govperf-diff {{ max-width: 76rem; margin: 0 auto; padding: 1.5rem; }}
@media (prefers-color-scheme: dark) {{ html, body {{ background: #0d1117; }} }}</style></head>
<body>{body}</body></html>
"""
_MOST_COMPARED: Final = 2000
_COLUMNS: Final = {
    "Projects": ("kind", "project", "old", "new", "reason", "place"),
    "Budget": ("project", "field", "old", "new", "change", "place"),
}
_USUAL: Final = ("kind", "indicator", "field", "old", "new", "reason", "place")
_LABELS: Final = {
    "project": ("project", "项目"), "indicator": ("indicator", "指标"), "field": ("of", "内容"), "place": ("where", "位置"),
    "change": ("change", "变化"),
}  # fmt: skip
_RENAMES: Final = frozenset(
    {EditKind.PROJECT_RENAMED, EditKind.INDICATOR_RENAMED, EditKind.PROJECT_SPLIT, EditKind.PROJECT_MERGED}
)


def format_page(changes: Changes, *, lang: str = "zh") -> str:
    """A whole page of HTML, which opens without a network."""
    title = escape(WORDS["title"][lang == "zh"])
    return _PAGE.format(
        lang="zh-CN" if lang == "zh" else "en", title=title, body=format_fragment(changes, lang=lang)
    )


def format_fragment(changes: Changes, *, lang: str = "zh") -> str:
    """The report as a piece of HTML, for a page or a notebook."""
    at = lang == "zh"
    parts = [f'<div class="govperf-diff"><style>{_STYLE}</style><h1>{escape(WORDS["title"][at])}</h1>']
    parts.append(f"<p>{escape(format_summary(changes, lang=lang))}</p>")
    parts += [f'<p class="note">{escape(WORDS["note"][at] + note[at])}</p>' for note in changes.notes]
    for english, chinese, kinds in SECTIONS:
        edits = join_alike([edit for kind in kinds for edit in changes.of(kind)])
        if edits:
            parts.append(
                f"<h2>{escape(chinese if at else english)} <span class='soft'>{len(edits)}</span></h2>"
            )
            parts += _tables(edits, english, lang)
    return "".join([*parts, "</div>"])


def _tables(edits: Sequence[Edit], section: str, lang: str) -> Iterator[str]:
    """One table of what matters, and one, folded away, of what hardly does."""
    loud = [edit for edit in edits if not is_quiet(edit)]
    if loud:
        yield _table(loud, section, lang)
    for word, reworded in (("reworded", True), ("quiet", False)):
        quiet = [one for one in edits if is_quiet(one) and (one.kind is EditKind.TARGET_REWORDED) is reworded]
        if quiet:
            head = escape(filled(word, len(quiet), lang))
            yield f"<details><summary>{head}</summary>{_table(quiet, section, lang)}</details>"


def _table(edits: Sequence[Edit], section: str, lang: str) -> str:
    columns = _COLUMNS.get(section, _USUAL)
    heads = "".join(
        f"<th>{escape((_LABELS.get(name) or HEADS[name])[lang == 'zh'])}</th>" for name in columns
    )
    groups: dict[str, list[Edit]] = {}
    for edit in edits:
        groups.setdefault("" if "project" in columns else project_text(edit, lang), []).append(edit)
    body = []
    for group, found in groups.items():
        if group:
            body.append(f'<tr><th class="group" colspan="{len(columns)}">{escape(group)}</th></tr>')
        body += (f"<tr>{''.join(_cell(edit, name, lang) for name in columns)}</tr>" for edit in found)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(body)}</tbody></table>"


def _cell(edit: Edit, column: str, lang: str) -> str:
    match column:
        case "kind":
            return (
                f'<td class="kind {CLASSES.get(edit.kind, "")}">{escape(KINDS[edit.kind][lang == "zh"])}</td>'
            )
        case "old" | "new":
            return _side(edit, new=column == "new")
        case "project":
            return f"<td>{escape(_body(edit, lang))}</td>"
        case "indicator":
            return f"<td>{escape(edit.indicator_new or edit.indicator or '')}</td>"
        case "field":
            return f"<td>{escape(field_word(edit.period or edit.field, lang))}</td>"
        case "change":
            return f'<td class="money">{escape(format_share(edit).strip(" ()"))}</td>'
        case "reason":
            return f'<td class="soft">{escape(reason_of(edit, lang))}</td>'
    return f'<td class="soft">{escape(place_text(edit, lang))}</td>'


def _body(edit: Edit, lang: str) -> str:
    """What an edit is about: a project, or what its total is the total of."""
    if edit.kind is EditKind.TOTAL_CHANGED:
        return reason_of(edit, lang)
    if edit.kind in {EditKind.DEPARTMENT_RENAMED, EditKind.UNIT_RENAMED}:
        return printed(edit)[1]
    return edit.project_new or edit.project or project_text(edit, lang)


def _side(edit: Edit, *, new: bool) -> str:
    """One side of an edit; of two texts only what differs is marked."""
    texts = (edit.project or "", edit.project_new or "") if edit.kind in _RENAMES else printed(edit)
    if edit.kind is EditKind.INDICATOR_RENAMED:
        texts = edit.indicator or "", edit.indicator_new or ""
    if not isinstance(edit.old, str) and not isinstance(edit.new, str) and edit.kind not in _RENAMES:
        return f'<td class="money">{escape(texts[new])}</td>'
    both = all(texts) and edit.period is None and max(map(len, texts)) <= _MOST_COMPARED
    return f"<td>{_marked(*texts, new=new) if both else escape(texts[new])}</td>"


def _marked(old: str, new_text: str, *, new: bool) -> str:
    """A text with what the other does not have marked."""
    tag, text = ("ins", new_text) if new else ("del", old)
    parts = []
    for code, start, end, other_start, other_end in SequenceMatcher(
        None, old, new_text, autojunk=False
    ).get_opcodes():
        piece = escape(text[other_start:other_end] if new else text[start:end])
        parts.append(piece if code == "equal" or not piece else f"<{tag}>{piece}</{tag}>")
    return "".join(parts)


def format_markdown(changes: Changes, *, lang: str = "en") -> str:
    """The report in Markdown: a table for each section."""
    at = lang == "zh"
    lines = [f"# {WORDS['title'][at]}", "", _plain(format_summary(changes, lang=lang))]
    lines += [f"\n> {_plain(WORDS['note'][at] + note[at])}" for note in changes.notes]
    for english, chinese, kinds in SECTIONS:
        edits = join_alike([edit for kind in kinds for edit in changes.of(kind)])
        if edits:
            names = ("kind", "project", "indicator", "field", "old", "new", "reason")
            heads = [(_LABELS.get(name) or HEADS[name])[at] for name in names]
            lines += ["", f"## {chinese if at else english}", "", _row(heads), _row(["---"] * len(heads))]
            lines += [_row([_plain(_text(edit, name, lang)) for name in names]) for edit in edits]
    return "\n".join(lines) + "\n"


def _row(texts: Sequence[str]) -> str:
    return f"| {' | '.join(texts)} |"


def _text(edit: Edit, name: str, lang: str) -> str:
    match name:
        case "kind":
            return KINDS[edit.kind][lang == "zh"]
        case "project":
            return project_text(edit, lang)
        case "indicator":
            two = edit.indicator and edit.indicator_new and edit.indicator != edit.indicator_new
            return (
                f"{edit.indicator} → {edit.indicator_new}"
                if two
                else edit.indicator_new or edit.indicator or ""
            )
        case "field":
            return field_word(edit.period or edit.field, lang)
        case "reason":
            return reason_of(edit, lang)
    return printed(edit)[name == "new"]


def _plain(text: str) -> str:
    """A text that Markdown takes for nothing but text."""
    flat = " ".join(escape(text, quote=False).split())
    for mark in "\\`*_[]|~#":
        flat = flat.replace(mark, f"\\{mark}")
    return flat
