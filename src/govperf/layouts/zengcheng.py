"""增城区: the funding form.

==========  ====================================================================
form        funding form, seven columns; above it the department and the unit of money
published   by departments of 增城区, 广州市, beside their budget and their department form
oddities    the heads repeated at page breaks; full and half width by page; 合计 and the subtotals of units as rows; a
            withheld project with its code for a name and `略` for its indicators; sums that miss the print by rounding
==========  ====================================================================
"""

from __future__ import annotations

from govperf.layouts.funding_form import FundingForm

__all__ = ["Zengcheng"]


class Zengcheng(FundingForm):
    """增城区: its differences from the form."""

    NAME = "zengcheng"
    DISTRICT = "增城区"
