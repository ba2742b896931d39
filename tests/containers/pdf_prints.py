"""Forms printed to PDF as departments print them: from a spreadsheet, a word processor and a browser.

Run as a script it writes the samples of `data/` anew: `python tests/containers/pdf_prints.py`. It needs
LibreOffice, Chromium and a CJK font, python-docx and openpyxl; the tests that need more than the samples are
skipped where these are missing.
"""

from __future__ import annotations

import html
import shutil
import subprocess
import tempfile
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from tests.containers.pdf_forms import Form, department_form, funding_form, goal_form

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = [
    "DATA",
    "FULL",
    "SAMPLES",
    "browser",
    "convert",
    "framed",
    "print_html",
    "spreadsheet",
    "word_processor",
]

DATA = Path(__file__).parent / "data"
_FONT = "Noto Sans CJK SC"


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603


def convert(paths: Iterable[Path], folder: str) -> None:
    """Have LibreOffice print files to PDF in a folder, in one run for each kind of file."""
    office = shutil.which("soffice")
    if office is None:
        raise FileNotFoundError("soffice")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    for _, same in groupby(sorted(paths, key=suffix_of), key=suffix_of):
        _run(office, "--headless", profile, "--convert-to", "pdf", "--outdir", folder, *map(str, same))


def suffix_of(path: Path) -> str:
    """The kind of a file."""
    return path.suffix


def _office(path: Path, folder: str) -> bytes:
    convert([path], folder)
    return path.with_suffix(".pdf").read_bytes()


def spreadsheet(form: Form) -> bytes:
    """The form as LibreOffice Calc prints it: landscape A4, head repeated, rows that do not break."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, Side
    from openpyxl.utils import get_column_letter

    sheet = (book := Workbook()).active
    side = Side(style="thin")
    lines = [(form.title,), (form.note,)] if form.note else [(form.title,)]
    for texts in lines:
        sheet.append(texts)
        sheet.merge_cells(
            start_row=sheet.max_row, start_column=1, end_row=sheet.max_row, end_column=len(form.widths)
        )
    for texts in form.rows:
        sheet.append([text or None for text in texts])
        lines_ = max(
            -(-2 * len(text) // (width * 2 - 2)) for text, width in zip(texts, form.widths, strict=True)
        )
        sheet.row_dimensions[sheet.max_row].height = min(405, 11 * lines_ + 4)
        for column, cell in enumerate(sheet[sheet.max_row]):
            cell.border = Border(side, side, side, side)
            cell.font = Font(name=_FONT, size=7)
            cell.alignment = Alignment("right" if column in form.money else "left", "center", wrap_text=True)
    for row, column, high, wide in form.merges:
        first = row + len(lines) + 1
        sheet.merge_cells(
            start_row=first, start_column=column + 1, end_row=first + high - 1, end_column=column + wide
        )
    for column, width in enumerate(form.widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width * 1.5
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    if form.heads:
        sheet.print_title_rows = f"{len(lines) + 1}:{len(lines) + form.heads}"
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
    with tempfile.TemporaryDirectory() as folder:
        book.save(path := Path(folder) / "form.xlsx")
        return _office(path, folder)


def word_processor(form: Form) -> bytes:
    """The form as LibreOffice Writer prints it: rows that break over pages, repeated heads, page numbers."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    document = Document()
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(8)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    style.paragraph_format.space_after = Pt(0)
    document.add_paragraph(form.title)
    if form.note:
        document.add_paragraph(form.note)
    table = document.add_table(0, len(form.widths), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, form.widths, strict=True):
        column.width = Cm(24 * width / sum(form.widths))
    for texts in form.rows:
        for cell, text, width in zip(table.add_row().cells, texts, form.widths, strict=True):
            cell.text, cell.width = text, Cm(24 * width / sum(form.widths))
    for row, column, high, wide in form.merges:
        merged = table.cell(row, column).merge(table.cell(row + high - 1, column + wide - 1))
        merged.text = form.rows[row][column]
    for row in table.rows[: form.heads]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    footer = section.footer.paragraphs[0]._p
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    footer.append(field)
    with tempfile.TemporaryDirectory() as folder:
        document.save(str(path := Path(folder) / "form.docx"))
        return _office(path, folder)


def print_html(page: str) -> bytes:
    """A web page as headless Chromium prints it."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise FileNotFoundError("chromium")
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "form.html", Path(folder) / "form.pdf"
        source.write_text(page, encoding="utf-8")
        flags = (
            "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync",
            "--disable-background-networking", "--disable-component-update",
            f"--user-data-dir={folder}/profile",
        )  # fmt: skip
        _run(chromium, *flags, f"--print-to-pdf={target}", source.as_uri())
        return target.read_bytes()


def _rows_of_html(form: Form) -> str:
    spans = {(row, column): (high, wide) for row, column, high, wide in form.merges}
    covered = {(row + down, column + right) for (row, column), (high, wide) in spans.items()
               for down in range(high) for right in range(wide) if down or right}  # fmt: skip
    lines = []
    for row, texts in enumerate(form.rows):
        cells = []
        for column, text in enumerate(texts):
            if (row, column) in covered:
                continue
            high, wide = spans.get((row, column), (1, 1))
            cells.append(f'<td rowspan="{high}" colspan="{wide}">{html.escape(text)}</td>')
        lines.append(f"<tr>{''.join(cells)}</tr>")
    head, body = "".join(lines[: form.heads]), "".join(lines[form.heads :])
    return f"<thead>{head}</thead><tbody>{body}</tbody>"


def framed(forms: Iterable[tuple[Form, str]]) -> str:
    """A web page with a printed page for each form and its note, whose cells have these borders."""
    parts = []
    for number, (form, borders) in enumerate(forms):
        rule = f"#t{number} td{{padding:3px 6px;{borders}}}"
        table = f'<table id="t{number}">{_rows_of_html(form)}</table>'
        parts.append(f"<style>{rule}</style>{table}<p>{form.note}</p>")
    rules = (
        f"@page{{size:A4 landscape}}body{{font:10pt '{_FONT}'}}table{{border-collapse:collapse;width:100%}}"
    )
    pages = '<div style="break-after:page"></div>'.join(parts)
    return f'<!doctype html><meta charset="utf-8"><title>-</title><style>{rules}</style>{pages}'


def browser(form: Form) -> bytes:
    """The form as a web page that Chromium prints, date, title and address in its margins."""
    widths = "".join(f'<col style="width:{100 * width / sum(form.widths)}%">' for width in form.widths)
    rules = (
        f"@page{{size:A4 landscape}}body{{font:9px '{_FONT}'}}"
        "table{border-collapse:collapse;width:100%;table-layout:fixed}td{border:1px solid #000;padding:2px}"
    )
    return print_html(
        '<!doctype html><html lang="zh"><meta charset="utf-8">'
        f"<title>{form.title}</title><style>{rules}</style>"
        f"<h3>{form.title}</h3><p>{form.note}</p><table><colgroup>{widths}</colgroup>{_rows_of_html(form)}</table></html>"
    )


_PRINTS: dict[str, Callable[[Form], bytes]] = {
    "spreadsheet": spreadsheet,
    "word": word_processor,
    "browser": browser,
}
_FORMS = {"funding": funding_form, "goal": goal_form, "department": department_form}
FULL = {
    f"{form}-{printed}": (make, press) for form, make in _FORMS.items() for printed, press in _PRINTS.items()
}
# The samples in `data/`: fewer rows, so that they stay small.
_SHORT = {"funding": partial(funding_form, 12), "goal": partial(goal_form, 10), "department": department_form}
SAMPLES = {
    f"{form}-{printed}": (make, _PRINTS[printed]) for form, make in _SHORT.items() for printed in _PRINTS
}

if __name__ == "__main__":
    DATA.mkdir(exist_ok=True)
    for name, (make, press) in SAMPLES.items():
        data = press(make())
        if len(data) < 150_000:
            (DATA / f"{name}.pdf").write_bytes(data)
