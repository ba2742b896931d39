"""How fast workbooks are read, as ratios measured in one run.

`python benchmarks/containers.py [ROWS]` makes a table of seven columns like those that districts publish,
as .xlsx and .xls, and reads it with calamine alone, with openpyxl, and with govperf, which also gives merged
cells, number formats and places; what cells and places cost, which every kind of file pays, is told by itself.
Each figure is the best of five runs.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable

import openpyxl
import python_calamine
import xlwt

from govperf.containers import excel
from govperf.containers._tables import lay_out

Row = list[str | float]


def make_rows(count: int) -> list[Row]:
    """Rows with texts short and long, amounts, a share and a whole number."""
    goal, targets = (
        "保障系统稳定运行。" * 4,
        "1、产出指标：数量指标：系统数量，≥10个。\n2、质量指标：正常率，≥95%。" * 3,
    )
    return [[f"项目{row}", 4693.61 + row, 0.95, row, "某某中心", goal, targets] for row in range(count)]


def make_xlsx(rows: list[Row], *, with_formats: bool) -> bytes:
    """A workbook whose amounts and shares have number formats, or plain ones."""
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    for row in rows:
        sheet.append(row)
    for number in range(1, len(rows) + 1) if with_formats else ():
        sheet.cell(number, 2).number_format = "#,##0.00"
        sheet.cell(number, 3).number_format = "0%"
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def make_xls(rows: list[Row]) -> bytes:
    """A binary workbook with number formats."""
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("1")
    formats = {1: xlwt.easyxf(num_format_str="#,##0.00"), 2: xlwt.easyxf(num_format_str="0%")}
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.write(number, column, value, formats.get(column, xlwt.Style.default_style))
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def read_with_calamine(data: bytes) -> None:
    """The bare values."""
    python_calamine.load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def read_with_openpyxl(data: bytes) -> None:
    """The bare values, as openpyxl reads by default."""
    for _ in openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True):
        pass


def measure(read: Callable[[bytes], object], data: bytes) -> float:
    """Seconds, the best of five."""
    times = []
    for _ in range(5):
        start = time.perf_counter()
        read(data)
        times.append(time.perf_counter() - start)
    return min(times)


def report(name: str, data: bytes, *, has_openpyxl: bool) -> None:
    """One line: seconds of each reader and the ratios."""
    ours, bare = measure(excel.read, data), measure(read_with_calamine, data)
    texts = excel.read(data)[0].texts
    cells = measure(lambda _: lay_out(texts), data)
    line = f"{name:22} govperf {ours:.3f} s, of which cells and places {cells:.3f} s,"
    line += f" calamine {bare:.3f} s ({ours / bare:.1f} times calamine)"
    if has_openpyxl:
        theirs = measure(read_with_openpyxl, data)
        line += f", openpyxl {theirs:.3f} s ({theirs / ours:.1f} times as fast as openpyxl)"
    print(line)


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    rows = make_rows(count)
    report(f"xlsx, {count} rows", make_xlsx(rows, with_formats=True), has_openpyxl=True)
    report("xlsx, no formats", make_xlsx(rows, with_formats=False), has_openpyxl=True)
    report(f"xls, {count} rows", make_xls(rows), has_openpyxl=False)


if __name__ == "__main__":
    main()
