"""What every workbook that is written needs: text that stays text, and pages that print as forms do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["fit_to_page", "write_text"]

# A spreadsheet takes `_x0041_` for an `A` unless its first mark is written so itself.
_ESCAPE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA: Final = tuple("=+-@\t\r\n'")
_A4: Final = 9


def write_text(cell: Cell, text: str) -> None:
    """Put a text into a cell that no program runs as a formula, and that comes back as it was."""
    cell.value = _ESCAPE.sub("_x005F_", text)
    # openpyxl takes `=…` for a formula and `#N/A` for an error until it is told that this is text.
    cell.data_type = "s"
    if text.startswith(_FORMULA):
        cell.quotePrefix = True


def fit_to_page(sheet: Worksheet) -> None:
    """Landscape A4, as wide as a page and as long as it needs."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
