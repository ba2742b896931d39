"""Edits as text: the report that a person reads top-down, the line that sums it up, and the form that git likes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from govperf.changes.edits import Changes, Edit, EditKind, Side
from govperf.display.change_words import (
    KINDS,
    PARTS,
    SECTIONS,
    WORDS,
    counted,
    field_word,
    filled,
    is_quiet,
    join_alike,
    place_text,
    printed,
    project_text,
    reason_of,
)
from govperf.display.tables import clip

__all__ = ["format_changes", "format_patch", "format_share", "format_summary", "format_total"]

_K: Final = EditKind
_PROJECTS: Final = (
    _K.PROJECT_ADDED, _K.PROJECT_REMOVED, _K.PROJECT_RENAMED, _K.PROJECT_MOVED, _K.PROJECT_SPLIT, _K.PROJECT_MERGED,
)  # fmt: skip
_TARGETS: Final = (
    _K.TARGET_LOOSER, _K.TARGET_VAGUER, _K.TARGET_STRICTER, _K.TARGET_CONCRETER, _K.TARGET_UNIT, _K.TARGET_INCOMPARABLE,
    _K.TARGET_REWORDED,
)  # fmt: skip
_INDICATORS: Final = (
    _K.INDICATOR_ADDED,
    _K.INDICATOR_REMOVED,
    _K.INDICATOR_RENAMED,
    _K.INDICATOR_RECLASSIFIED,
)
_MARKS: Final = {"added": "+", "removed": "-", "renamed": "~", "moved": ">", "split": "/", "merged": "&"}
_LONG: Final = 60
_BEFORE: Final = 8


def format_summary(changes: Changes, *, lang: str = "en") -> str:
    """One line: the two versions, and what changed of projects, targets, indicators, goals and the budget."""
    at = 1 if lang == "zh" else 0
    parts = [
        WORDS[name][at] + counted(changes, kinds, lang)
        for name, kinds in (("projects", _PROJECTS), ("targets", _TARGETS), ("indicators", _INDICATORS))
        if any(kind in changes.counts for kind in kinds)
    ]
    goals = changes.counts.get(_K.GOAL_CHANGED, 0)
    parts += [filled("goals", goals, lang)] if goals else []
    total = format_total(changes, lang=lang)
    parts += [total] if total else []
    versions = f"{_name(changes.old)} → {_name(changes.new)}"
    said = ("；" if at else "; ").join(parts) if changes else WORDS["same"][at]
    return f"{versions}{'：' if at else ': '}{said}"


def format_total(changes: Changes, *, lang: str = "en") -> str:
    """How the budget of all projects moved, in 万元; nothing where it did not, or is unknown."""
    old, new = (side.total if side else None for side in (changes.old, changes.new))
    if old is None or new is None or old == new:
        return ""
    share = f" ({(new - old) / old * 100:+.1f}%)" if old else ""
    words = WORDS["budget"][1 if lang == "zh" else 0]
    return f"{words} {_ten_thousands(old)} → {_ten_thousands(new)} 万元{share}"


def format_changes(
    changes: Changes, *, lang: str = "en", width: int | None = None, every: bool = False
) -> list[str]:
    """The lines of the report: the summary, then projects, money, indicators, goals.

    Args:
        changes: what changed.
        lang: English or Chinese ("zh").
        width: the columns of the terminal; longer lines are clipped to fit. None clips nothing.
        every: list also what is only counted else: a year that moved on in a name, a target in other words.
    """
    at = 1 if lang == "zh" else 0
    lines = [format_summary(changes, lang=lang)]
    lines += [WORDS["note"][at] + note[at] for note in changes.notes]
    for english, chinese, kinds in SECTIONS:
        edits = join_alike([edit for kind in kinds for edit in changes.of(kind)])
        if edits:
            lines += ["", chinese if at else english, *_section(edits, lang, every=every)]
    return [clip(line, width) for line in lines] if width else lines


def _section(edits: list[Edit], lang: str, *, every: bool) -> Iterator[str]:
    shown = [edit for edit in edits if every or not is_quiet(edit)]
    if any(edit.indicator or edit.indicator_new for edit in shown):
        yield from _by_project(shown, lang)
    else:
        yield from (f"  {_line(edit, lang)}" for edit in shown)
    if not every:
        yield from _hidden(edits, lang)


def _hidden(edits: list[Edit], lang: str) -> Iterator[str]:
    """How many edits are not listed."""
    at = 1 if lang == "zh" else 0
    quiet = [edit.kind is EditKind.TARGET_REWORDED for edit in edits if is_quiet(edit)]
    for word, count in (("reworded", sum(quiet)), ("quiet", len(quiet) - sum(quiet))):
        if count:
            yield f"  {filled(word, count, lang)}{WORDS['more'][at]}"


def _by_project(edits: list[Edit], lang: str) -> Iterator[str]:
    """Indicators below their project, the projects in the order of their gravest edit."""
    groups: dict[str, list[Edit]] = {}
    for edit in edits:
        groups.setdefault(project_text(edit, lang), []).append(edit)
    for project, found in groups.items():
        yield f"  {project}"
        yield from (f"    {_line(edit, lang)}" for edit in found)


def _line(edit: Edit, lang: str) -> str:
    """One edit on one line: what, of what, from what to what, why, where."""
    kind = KINDS[edit.kind][1 if lang == "zh" else 0]
    old, new = _excerpts(*(" ".join(text.split()) for text in printed(edit)))
    mark = _MARKS.get(edit.kind.value.rpartition("-")[2], "*")
    said = [_subject(edit, lang), _field(edit, lang), _turn(edit, old, new)]
    why = reason_of(edit, lang)
    where = place_text(edit, lang)
    behind = ("，" if lang == "zh" else ", ").join(part for part in (why, where) if part)
    return f"{mark} {kind}: {' '.join(part for part in said if part)}{f'  ({behind})' if behind else ''}"


def _excerpts(old: str, new: str) -> tuple[str, str]:
    """Two long texts, from a little before where they begin to differ."""
    begin = next(
        (at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new))
    )
    start = max(0, begin - _BEFORE) if max(len(old), len(new)) > _LONG // 2 and old and new else 0
    if start:
        old, new = f"…{old[start:]}", f"…{new[start:]}"
    return clip(old, _LONG), clip(new, _LONG)


def _subject(edit: Edit, lang: str) -> str:
    if edit.indicator or edit.indicator_new:
        two = edit.kind is EditKind.INDICATOR_RENAMED
        return (
            f"{edit.indicator} → {edit.indicator_new}" if two else edit.indicator_new or edit.indicator or ""
        )
    bodies = {EditKind.DEPARTMENT_RENAMED, EditKind.UNIT_RENAMED, EditKind.TOTAL_CHANGED}
    no_project = edit.kind in bodies or edit.kind.value.startswith(("line-", "task-"))
    return "" if no_project else project_text(edit, lang)


def _field(edit: Edit, lang: str) -> str:
    if edit.kind in {
        EditKind.PROJECT_ADDED,
        EditKind.PROJECT_REMOVED,
        EditKind.PROJECT_RENAMED,
        EditKind.INDICATOR_RENAMED,
    }:
        return ""
    word = field_word(edit.period or edit.field, lang)
    return f"[{word}]" if word else ""


def _turn(edit: Edit, old: str, new: str) -> str:
    """From what to what, with the share by which an amount moved."""
    if edit.kind in {EditKind.PROJECT_RENAMED, EditKind.INDICATOR_RENAMED}:
        return ""
    if edit.kind in {EditKind.PROJECT_ADDED, EditKind.INDICATOR_ADDED}:
        return new
    if edit.kind in {EditKind.PROJECT_REMOVED, EditKind.INDICATOR_REMOVED}:
        return old
    return f"{old or '–'} → {new or '–'}{format_share(edit)}"


def format_share(edit: Edit) -> str:
    """By how much an amount moved, in percent; nothing where that says nothing."""
    if edit.kind in PARTS:
        return ""
    if not isinstance(edit.old, Decimal) or not isinstance(edit.new, Decimal) or not edit.old:
        return ""
    return f" ({(edit.new - edit.old) / abs(edit.old) * 100:+.1f}%)"


def format_patch(changes: Changes, *, lang: str = "en") -> list[str]:
    """The lines of a form like that of git: what was begins with -, what is with +, each project once below its name."""
    lines = [f"--- {_name(changes.old)}", f"+++ {_name(changes.new)}"]
    groups: dict[tuple[str | None, str | None, str | None], list[Edit]] = {}
    for edit in changes:
        groups.setdefault(
            (edit.unit, edit.project or edit.project_new, edit.project_new or edit.project), []
        ).append(edit)
    for (_, old, new), edits in groups.items():
        title = new or old or WORDS["department"][1 if lang == "zh" else 0]
        lines.append(f"@@ {title} @@")
        for edit in edits:
            lines += _patch_lines(edit, lang)
    return lines if changes else []


def _patch_lines(edit: Edit, lang: str) -> Iterator[str]:
    old, new = (" ".join(text.split()) for text in printed(edit))
    label = " ".join(part for part in (field_word(edit.period or edit.field, lang),) if part)
    before, after = edit.indicator or edit.project, edit.indicator_new or edit.project_new
    about = edit.indicator is not None or edit.indicator_new is not None
    yield f"# {edit.kind.value}{f': {reason_of(edit, lang)}' if reason_of(edit, lang) else ''}"
    renamed = edit.kind in {EditKind.PROJECT_RENAMED, EditKind.INDICATOR_RENAMED}
    for sign, name, text in (("-", before, old), ("+", after, new)):
        if renamed:
            yield f"{sign}{name}"
        elif text or (name and edit.kind.value.endswith(("added", "removed"))):
            parts = (name if about else None, f"[{label}]" if label else None, text)
            yield sign + " ".join(part for part in parts if part)


def _name(side: Side | None) -> str:
    if side is None:
        return "–"
    return side.name or "、".join(side.departments) or "–"


def _ten_thousands(yuan: Decimal) -> str:
    """元 in 万元, exact, with two digits at least."""
    amount = (yuan / 10_000).normalize()
    exponent = amount.as_tuple().exponent
    digits = max(2, -exponent if isinstance(exponent, int) else 2)
    return f"{amount:,.{digits}f}"
