"""A layout by declaration: a small TOML file that states how one place differs from a form with an indicator a row.

::

    name = "mycounty"                       # how it is called: layout="mycounty"
    form = "split_values"                   # one of FORMS; without it, indicator_rows
    title = "某县项目支出绩效目标表"        # what it writes where a disclosure has no title
    district = "某县"                       # what its documents name: in the title, or as department or unit

    [heads]
    name = "指标内容"                       # what a column is called here

    [aliases]
    "完成目标" = "指标值"                   # a head or label of its own, and the usual one that it stands for

Only `name` must be there, and a `district` or a head of its own: a declaration that states no difference could not be told
from its form. A head of its own is written, too. A file is used by its path (`layout="mycounty.toml"`), or by name where the
environment variable GOVPERF_LAYOUTS lists the folder that it lies in.
"""

from __future__ import annotations

import os
import re
import tomllib
import warnings
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final, cast

from govperf._width import fold_head
from govperf.errors import InputError
from govperf.layouts._rows.heads import plain_head, read_head, read_label
from govperf.layouts._rows.table_writing import Head
from govperf.layouts.department_rows import DepartmentRows
from govperf.layouts.flat_rows import FlatRows
from govperf.layouts.indicator_rows import IndicatorRows
from govperf.layouts.long_table import LongTableForm
from govperf.layouts.recipient_matrix import RecipientMatrix
from govperf.layouts.self_evaluation import SelfEvaluation
from govperf.layouts.side_by_side import SideBySide
from govperf.layouts.split_values import SplitValues
from govperf.plugins import Plugin, PluginWarning

__all__ = ["FOLDERS", "FORMS", "KEYS", "SUFFIX", "declare", "find_declarations", "read_declaration"]

FOLDERS: Final = "GOVPERF_LAYOUTS"
"""The environment variable: folders with declarations, parted as in PATH."""

SUFFIX: Final = ".toml"

FORMS: Final[Mapping[str, type[IndicatorRows]]] = {
    form.FORM: form
    for form in (
        IndicatorRows,
        SplitValues,
        FlatRows,
        SelfEvaluation,
        SideBySide,
        LongTableForm,
        RecipientMatrix,
        DepartmentRows,
    )
}
"""The forms that a declaration can differ from."""

KEYS: Final[Mapping[str, tuple[str, str]]] = {
    "name": ("how the layout is called; letters, digits and `_`", '"mycounty"'),
    "form": ("the form that it differs from; without it, `indicator_rows`", '"split_values"'),
    "title": ("what it writes where a disclosure has no title", '"某县项目支出绩效目标表"'),
    "district": (
        "what its documents name, in the title or as department or unit; others are not its own",
        '"某县"',
    ),
    "heads": ("what it calls a column of its form", '{ name = "指标内容" }'),
    "aliases": (
        "heads and labels of its own, each with the usual one that it stands for",
        '{ "完成目标" = "指标值" }',
    ),
}
"""The keys of a declaration: what each states, and an example."""

_TEXTS: Final = ("name", "form", "title", "district")
_NAME: Final = re.compile(r"[^\W\d]\w*")


def read_declaration(path: str | os.PathLike[str]) -> IndicatorRows:
    """The layout that a TOML file declares.

    Raises:
        InputError: the file cannot be read, or declares something that cannot be; the message names file and key.
    """
    where = str(path)
    try:
        content = tomllib.loads(Path(path).read_text(encoding="utf-8-sig"))
    except OSError as error:
        hint = "govperf layouts new SAMPLE drafts one"
        raise InputError(
            f"the declaration cannot be read: {error.strerror}", where=where, hint=hint
        ) from error
    except UnicodeDecodeError as error:
        raise InputError("the declaration is not in UTF-8", where=where, hint="save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        hint = "put Chinese keys and all texts into quotation marks, and each key once"
        raise InputError(f"this is no TOML: {error}", where=where, hint=hint) from error
    return declare(content, where=where)


def declare(content: Mapping[str, object], *, where: str = "declaration") -> IndicatorRows:
    """The layout that these keys and values declare.

    Args:
        content: what the file says, by the keys of KEYS.
        where: the name of the file, for messages.

    Raises:
        InputError: a key is unknown or missing, or its value cannot be used.
    """
    _check_keys(content, where)
    texts = {key: _read_text(content[key], f"{where}, key {key}") for key in _TEXTS if key in content}
    _check_name(texts["name"], f"{where}, key name")
    form = _read_form(texts.get("form", "indicator_rows"), f"{where}, key form")
    aliases = _read_aliases(content.get("aliases", {}), f"{where}, key aliases")
    own = _read_heads(content.get("heads", {}), form, f"{where}, key heads")
    own = {**_own_heads(aliases, form), **own}
    aliases = {**_own_aliases(own, form), **aliases}
    if not own.keys() & {_key_of(usual) for usual in aliases.values()} and "district" not in texts:
        hint = "give district, or in aliases a head of its columns that only this layout prints"
        raise InputError("this declares no difference from its form", where=where, text=form.FORM, hint=hint)
    return _make(texts, form, _write_heads(own, aliases, form, where), aliases)


@lru_cache(maxsize=8)
def find_declarations(folders: str) -> tuple[Plugin, ...]:
    """The declarations in these folders, sorted by file; one that is broken gives a warning and keeps its fault.

    Args:
        folders: the value of the environment variable.
    """
    named = (Path(folder).expanduser() for folder in folders.split(os.pathsep) if folder)
    return tuple(plugin for folder in named for plugin in _list(folder))


def _list(folder: Path) -> Iterator[Plugin]:
    """The declarations of a folder, sorted by file; a folder that is not there is a fault of its own."""
    if not folder.is_dir():
        return iter((_fault(folder, f"{FOLDERS} names a folder that is not there"),))
    return map(_load, sorted(folder.glob(f"*{SUFFIX}")))


def _load(path: Path) -> Plugin:
    try:
        return Plugin(path.stem, str(path), read_declaration(path))
    except InputError as fault:
        return _fault(path, str(fault).removeprefix(f"{path}, ").removeprefix(f"{path}: "))


def _fault(path: Path, fault: str) -> Plugin:
    warnings.warn(f"layout declaration {path} cannot be used: {fault}", PluginWarning, stacklevel=2)
    return Plugin(path.stem, str(path), fault=fault)


def _check_keys(content: Mapping[str, object], where: str) -> None:
    unknown = next((key for key in content if key not in KEYS), None)
    if unknown is not None:
        hint = f"the keys are {', '.join(KEYS)}"
        raise InputError("a layout has no such key", where=where, text=unknown, hint=hint)
    if "name" not in content:
        raise InputError("the key name is missing", where=where, hint='add name = "mycounty"')


def _check_name(name: str, where: str) -> None:
    if _NAME.fullmatch(name) is None:
        hint = "use letters, digits and _, as in mycounty"
        raise InputError("this is no name of a layout", where=where, text=name, hint=hint)


def _read_text(value: object, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise InputError("a text is needed", where=where, text=str(value), hint="put it into quotation marks")
    return value.strip()


def _read_form(name: str, where: str) -> type[IndicatorRows]:
    if name not in FORMS:
        hint = f"choose from {', '.join(FORMS)}; any other form needs a class"
        raise InputError("a declaration cannot differ from this form", where=where, text=name, hint=hint)
    return FORMS[name]


def _read_heads(value: object, form: type[IndicatorRows], where: str) -> dict[str, str]:
    """What each column is called, by what stands in it."""
    heads = _read_texts(value, where, KEYS["heads"][1])
    keys = [head.key for head in form.HEADS]
    for key in heads:
        if key not in keys:
            hint = f"{form.FORM} has {', '.join(keys)}"
            raise InputError("the form has no such column", where=where, text=key, hint=hint)
    return heads


def _read_aliases(value: object, where: str) -> dict[str, str]:
    aliases = _read_texts(value, where, KEYS["aliases"][1])
    for own, usual in aliases.items():
        at = f"{where}.{own}"
        if read_head(usual) is None and read_label(usual) is None:
            hint = "name a usual head or label, such as 三级指标, 指标值, 年度指标值, 计量单位, 项目名称"
            raise InputError("no head or label answers to this", where=at, text=usual, hint=hint)
        if not plain_head(own)[0]:
            raise InputError(
                "a head needs a name outside brackets", where=at, text=own, hint="write it whole"
            )
        if plain_head(own) == plain_head(usual):
            raise InputError("a head cannot stand for itself", where=at, text=own, hint="delete the line")
    return aliases


def _read_texts(value: object, where: str, example: str) -> dict[str, str]:
    """A table of texts."""
    if not isinstance(value, Mapping):
        raise InputError("a table is needed", where=where, text=str(value), hint=f"write it as {example}")
    return {str(key): _read_text(text, f"{where}.{key}") for key, text in value.items()}


def _key_of(head: str) -> str | None:
    """What stands below a head that everybody knows."""
    meaning = read_head(head)
    return meaning.key if meaning is not None else None


def _own_heads(aliases: Mapping[str, str], form: type[IndicatorRows]) -> dict[str, str]:
    """The heads among the aliases, by their columns; of two for one column the first is written."""
    keys = {head.key for head in form.HEADS}
    found = [(key, own) for own, usual in aliases.items() if (key := _key_of(usual)) in keys and key]
    return dict(reversed(found))


def _own_aliases(own: Mapping[str, str], form: type[IndicatorRows]) -> dict[str, str]:
    """The heads that nobody else would read as the columns they stand over, with the usual ones."""
    return {
        own[head.key]: head.text
        for head in form.HEADS
        if head.key in own and _key_of(own[head.key]) != head.key
    }


def _write_heads(
    own: Mapping[str, str], aliases: Mapping[str, str], form: type[IndicatorRows], where: str
) -> tuple[Head, ...]:
    """The heads of the form, its own in their places; those that tell the layout are written even over nothing."""
    heads = tuple(
        Head(head.key, text := own.get(head.key, head.text), always=text in aliases) for head in form.HEADS
    )
    texts = [plain_head(head.text)[0] for head in heads]
    twice = next((head.text for head, text in zip(heads, texts, strict=True) if texts.count(text) > 1), None)
    if twice is not None:
        hint = "give each column a head of its own"
        raise InputError("two columns cannot have the same head", where=where, text=twice, hint=hint)
    return heads


def _make(
    texts: Mapping[str, str], form: type[IndicatorRows], heads: tuple[Head, ...], aliases: Mapping[str, str]
) -> IndicatorRows:
    stated = {
        "NAME": texts["name"],
        "FORM": form.FORM,
        "TITLE": texts.get("title", form.TITLE),
        "HEADS": heads,
        "ALIASES": dict(aliases),
        "DISTRICT": fold_head(texts["district"]) if "district" in texts else None,
        "__doc__": f"{texts['name']}: declared in TOML.",
    }
    return cast("type[IndicatorRows]", type("Declared", (form,), stated))()
