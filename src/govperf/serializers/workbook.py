"""A workbook (.xlsx) for people: units, projects, indicators, key tasks and problems, to be read, filtered and edited.

Lossless: a hidden sheet carries the whole disclosure, and the visible sheets are compared with it when the
workbook is loaded. A cell that was edited wins; see `govperf.serializers._workbook.edits`. What has no column (places,
budget lines, the money of evaluations, the notes of classes, totals of tables) is kept as it was.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Final

from govperf.errors import ReadError
from govperf.model.disclosures import Disclosure
from govperf.serializers._workbook.carrier import pack, unpack
from govperf.serializers._workbook.columns import PROJECT_OF_NONE, SHEETS
from govperf.serializers._workbook.edits import Table, apply_edits
from govperf.serializers._workbook.rows import list_items, plain_text, show
from govperf.serializers._workbook.styling import write_guide, write_hidden, write_sheet
from govperf.serializers.registry import CARRIER

__all__ = ["LOSSLESS", "SUFFIXES", "dumps", "load_sheets"]

SUFFIXES: Final = (".xlsx",)
LOSSLESS: Final = True

_GUIDE: Final = (
    '本工作簿由 govperf 写出。修改后存盘，用 gp.load("文件名.xlsx") 读回；未改动的内容原样不变。',
    "可以修改：单位、项目、指标、重点任务四张表中的白色单元格。灰色表头的列（编号、其他内容、原文位置、问题）由程序生成，请勿修改。",
    "删除：删去整行即可。删除项目时，请一并删去它的指标。",
    "新增：加一行，编号留空，写明所属的主管部门、预算单位、项目名称；重名时可写编号（如 P3）代替名称。",
    f"部门整体的指标，项目名称写“{PROJECT_OF_NONE}”。",
    "改名：在单位表或项目表中改一处即可，其他表中的旧名称仍然认得。",
    "金额：只写数字，单位在“金额单位”一栏。指标值照原样写，如 ≥95%、不超过30个工作日。",
    "可以排序、筛选、隐藏列、另加工作表；请勿改动表名、表头，也不要删除隐藏的工作表。空白的列已隐藏，需要时可取消隐藏。",
    "颜色：红色为错误，黄色为警告，蓝色为提示，详见“问题”表。",
)


def dumps(disclosure: Disclosure, *, table: str = "indicators") -> bytes:
    """The bytes of the workbook; `table` is of no matter here."""
    from openpyxl import Workbook

    del table
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    items = list_items(disclosure)
    for sheet in SHEETS:
        rows = [[show(item, column, sheet) for column in sheet.columns] for item in items[sheet.name]]
        write_sheet(workbook, sheet, rows)
    write_guide(workbook, _title(disclosure), _GUIDE)
    write_hidden(workbook, CARRIER, pack(disclosure))
    workbook.active = 2 if items["项目"] else 3
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def load_sheets(tables: Mapping[str, Table]) -> Disclosure:
    """The disclosure with its edits, from the cells of every sheet by its name.

    Raises:
        ReadError: govperf did not write this workbook, or its hidden sheet was changed.
        InputError: an edit cannot be taken; the message has sheet, row, column and text.
    """
    carried = tables.get(CARRIER)
    if carried is None:
        raise ReadError(
            f"this is no workbook of a disclosure: it has no hidden sheet {CARRIER!r}",
            hint="a published table is read with read; else write the workbook again",
        )
    return apply_edits(unpack([row[0][0] if row else "" for row in carried]), tables)


def _title(disclosure: Disclosure) -> str:
    names = "、".join(department.name or "" for department in disclosure.departments)
    year = f"{disclosure.fiscal_year} 年" if disclosure.fiscal_year else ""
    return plain_text(f"{names}{year}绩效目标") or "绩效目标"
