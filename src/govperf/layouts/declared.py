"""A layout by declaration: a small TOML file that states how one place differs from a form with an indicator a row.

::

    name = "mycounty"                       # how it is called: layout="mycounty"
    form = "split_values"                   # one of SHAPES; without it, indicator_rows
    title = "某县项目支出绩效目标表"        # what it writes where a disclosure has no title
    district = "某县"                       # what its documents name: in the title, or as department or unit
    heads = [["name", "指标内容"]]          # what a column is called here
    aliases = { "完成目标" = "指标值" }     # a head or label of its own, and the usual one that it stands for

Only `name` must be there, and one of `district`, `heads` and `aliases`: a declaration that states no difference could not be
told from its form. A file is used by its path (`layout="mycounty.toml"`), or by name where the environment variable
GOVPERF_LAYOUTS lists the folder that it lies in.
"""

from __future__ import annotations

import os
import re
import tomllib
import warnings
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final, cast

from govperf._width import fold_head
from govperf.errors import InputError
from govperf.layouts._rows.heads import plain_head, read_head, read_label
from govperf.layouts._rows.shapes import SHAPES
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

__all__ = ["FOLDERS", "SUFFIX", "declare", "find_declarations", "read_declaration"]

FOLDERS: Final = "GOVPERF_LAYOUTS"
"""The environment variable: folders with declarations, parted as in PATH."""

SUFFIX: Final = ".toml"

_FORMS: Final[Mapping[str, type[IndicatorRows]]] = {
    form.FORM: form
    for form in (
        DepartmentRows,
        FlatRows,
        IndicatorRows,
        LongTableForm,
        RecipientMatrix,
        SelfEvaluation,
        SideBySide,
        SplitValues,
    )
}
_TEXTS: Final = ("name", "form", "title", "district")
_KEYS: Final = (*_TEXTS, "heads", "aliases")
_NAME: Final = re.compile(r"[^\W\d]\w*")


def read_declaration(path: str | os.PathLike[str]) -> IndicatorRows:
    """The layout that a TOML file declares.

    Raises:
        InputError: the file cannot be read, or declares something that cannot be; the message names file and key.
    """
    where = str(path)
    try:
        content = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"the declaration cannot be read: {error.strerror}", where=where) from error
    except UnicodeDecodeError as error:
        raise InputError("the declaration is not in UTF-8", where=where, hint="save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        hint = "put Chinese keys and all texts into quotation marks"
        raise InputError(f"this is no TOML: {error}", where=where, hint=hint) from error
    return declare(content, where=where)


def declare(content: Mapping[str, object], *, where: str = "declaration") -> IndicatorRows:
    """The layout that these keys and values declare.

    Args:
        content: what the file says; the keys are those of the example above.
        where: the name of the file, for messages.

    Raises:
        InputError: a key is unknown or missing, or its value cannot be used.
    """
    _check_keys(content, where)
    texts = {key: _read_text(content[key], f"{where}, key {key}") for key in _TEXTS if key in content}
    if _NAME.fullmatch(texts["name"]) is None:
        hint = "use letters, digits and _, as in mycounty"
        raise InputError(
            "this is no name of a layout", where=f"{where}, key name", text=texts["name"], hint=hint
        )
    form = _read_form(texts.get("form", "indicator_rows"), f"{where}, key form")
    own = _read_heads(content.get("heads", []), form, f"{where}, key heads")
    aliases = _read_aliases(content.get("aliases", {}), f"{where}, key aliases")
    for head in own:
        meaning = read_head(head.text)
        if meaning is None or meaning.key != head.key:
            aliases.setdefault(head.text, next(usual.text for usual in form.HEADS if usual.key == head.key))
    if not aliases and "district" not in texts:
        hint = "give district, or aliases with a head that only it prints"
        raise InputError("this declares no difference from its form", where=where, text=form.FORM, hint=hint)
    return _make(texts, form, _arrange(own, form.HEADS), aliases)


@lru_cache(maxsize=8)
def find_declarations(folders: str) -> tuple[Plugin, ...]:
    """The declarations in these folders, sorted by file; one that is broken gives a warning and keeps its fault.

    Args:
        folders: the value of the environment variable.
    """
    paths = (path for folder in folders.split(os.pathsep) if folder for path in _list(Path(folder)))
    return tuple(map(_load, paths))


def _list(folder: Path) -> list[Path]:
    """The declarations of a folder, sorted; a folder that is not there has none."""
    return sorted(folder.expanduser().glob(f"*{SUFFIX}"))


def _load(path: Path) -> Plugin:
    try:
        return Plugin(path.stem, str(path), read_declaration(path))
    except InputError as fault:
        warnings.warn(f"layout declaration cannot be used: {fault}", PluginWarning, stacklevel=2)
        return Plugin(
            path.stem, str(path), fault=str(fault).removeprefix(f"{path}, ").removeprefix(f"{path}: ")
        )


def _check_keys(content: Mapping[str, object], where: str) -> None:
    unknown = [key for key in content if key not in _KEYS]
    if unknown:
        hint = f"the keys are {', '.join(_KEYS)}"
        raise InputError(
            "a layout has no such key", where=f"{where}, key {unknown[0]}", text=unknown[0], hint=hint
        )
    if "name" not in content:
        raise InputError("the key name is missing", where=where, hint='add name = "mycounty"')


def _read_text(value: object, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise InputError("a text is needed", where=where, text=str(value), hint="put it into quotation marks")
    return value.strip()


def _read_form(name: str, where: str) -> type[IndicatorRows]:
    if name not in _FORMS:
        hint = f"choose from {', '.join(sorted(SHAPES))}"
        raise InputError("there is no such form with an indicator a row", where=where, text=name, hint=hint)
    return _FORMS[name]


def _read_heads(value: object, form: type[IndicatorRows], where: str) -> list[Head]:
    """The pairs of what stands in a column and what its head is called."""
    if not isinstance(value, list):
        raise InputError(
            "a list of pairs is needed", where=where, text=str(value), hint='[["name", "指标内容"]]'
        )
    keys = [head.key for head in form.HEADS]
    heads: list[Head] = []
    for pair in value:
        if not (isinstance(pair, list) and len(pair) == 2 and all(isinstance(one, str) for one in pair)):  # noqa: PLR2004
            raise InputError(
                "a pair of texts is needed", where=where, text=str(pair), hint='["name", "指标内容"]'
            )
        key, text = pair
        if key not in keys or key in {head.key for head in heads}:
            hint = f"{form.FORM} has {', '.join(keys)}, each once"
            raise InputError("the form has no such column", where=where, text=key, hint=hint)
        heads.append(Head(key, _read_text(text, where)))
    return heads


def _read_aliases(value: object, where: str) -> dict[str, str]:
    if not isinstance(value, Mapping):
        raise InputError("a table is needed", where=where, text=str(value), hint='{ "完成目标" = "指标值" }')
    aliases: dict[str, str] = {}
    for own, usual in value.items():
        text = _read_text(usual, f"{where}.{own}")
        if read_head(text) is None and read_label(text) is None:
            hint = "name a usual head, such as 三级指标, 指标值, 年度指标值, 计量单位, 项目名称"
            raise InputError("no head or label answers to this", where=f"{where}.{own}", text=text, hint=hint)
        if not plain_head(own)[0]:
            raise InputError("a head needs a name outside brackets", where=where, text=own)
        aliases[own] = text
    return aliases


def _arrange(own: list[Head], usual: tuple[Head, ...]) -> tuple[Head, ...]:
    """The heads of the form, its own in the order declared, in the places where the form has those columns."""
    declared = {head.key for head in own}
    following = iter(own)
    return tuple(next(following) if head.key in declared else head for head in usual)


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
