"""Edits as sheets of a workbook: a summary, and a table for each section, as a finance bureau would print them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from govperf.changes.edits import Changes, Edit, EditKind
from govperf.display.change_words import (
    HEADS,
    KINDS,
    SECTIONS,
    WORDS,
    field_word,
    join_alike,
    place_text,
    printed,
    project_text,
    reason_of,
)
from govperf.display.changes import format_share, format_summary
from govperf.grid import Grid

__all__ = ["lay_out_changes"]

_HEADS: Final = (
    "kind",
    "unit",
    "project",
    "project_new",
    "indicator",
    "indicator_new",
    "field",
    "old",
    "new",
    "change",
    "reason",
    "place",
)
_LABELS: Final = {"change": ("change", "变化"), "place": ("where", "位置")}
_RENAMES: Final = frozenset({EditKind.PROJECT_RENAMED, EditKind.INDICATOR_RENAMED})
_TITLES: Final = {"summary": ("Summary", "对比"), "kind": ("kind", "变化类型"), "count": ("count", "数量")}


def lay_out_changes(changes: Changes, *, lang: str = "zh") -> list[Grid]:
    """A grid for each sheet; columns in which a section says nothing are left out."""
    at = 1 if lang == "zh" else 0
    rows = [[WORDS["title"][at]], [format_summary(changes, lang=lang)]]
    rows += [[WORDS["note"][at] + note[at]] for note in changes.notes]
    rows += [[_TITLES["kind"][at], _TITLES["count"][at]]]
    rows += [[_kind(kind, at), str(count)] for kind, count in changes.counts.items()]
    grids = [Grid.of(rows, name=_TITLES["summary"][at])]
    for english, chinese, kinds in SECTIONS:
        edits = join_alike([edit for kind in kinds for edit in changes.of(kind)])
        if edits:
            grids.append(_sheet(edits, chinese if at else english, lang))
    return grids


def _kind(kind: EditKind, at: int) -> str:
    """What a kind is called where nothing around it says of what."""
    what = {"target": ("target", "指标值"), "indicator": ("indicator", ""), "project": ("project", "项目")}
    before = what.get(kind.value.partition("-")[0], ("", ""))[at]
    word = KINDS[kind][at]
    return word if before in word else f"{before} {word}".strip() if not at else f"{before}{word}"


def _sheet(edits: Sequence[Edit], title: str, lang: str) -> Grid:
    at = 1 if lang == "zh" else 0
    rows = [[_text(edit, name, lang) for name in _HEADS] for edit in edits]
    kept = [column for column in range(len(_HEADS)) if any(row[column] for row in rows)]
    heads = [(_LABELS.get(name) or HEADS[name])[at] for name in _HEADS]
    return Grid.of(
        [[title], [heads[at] for at in kept], *([row[at] for at in kept] for row in rows)], name=title
    )


def _text(edit: Edit, name: str, lang: str) -> str:
    if edit.kind in _RENAMES and name in {"old", "new", "field"}:
        return ""
    match name:
        case "kind":
            return KINDS[edit.kind][lang == "zh"]
        case "old" | "new":
            return printed(edit)[name == "new"]
        case "field":
            return field_word(edit.period or edit.field, lang)
        case "change":
            return format_share(edit).strip(" ()")
        case "reason":
            return reason_of(edit, lang)
        case "place":
            return place_text(edit, lang)
        case "project":
            return edit.project or ("" if edit.project_new else project_text(edit, lang))
    return getattr(edit, name) or ""
