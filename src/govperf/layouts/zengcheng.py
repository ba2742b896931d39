"""DOC"""

from __future__ import annotations

from govperf.layouts.funding_form import FundingForm

__all__ = ["Zengcheng"]


class Zengcheng(FundingForm):
    """增城区: its differences from the form."""

    NAME = "zengcheng"
    DISTRICT = "增城区"
