"""DOC"""

from __future__ import annotations

from govperf.layouts.funding_form import FundingForm

__all__ = ["Nansha"]


class Nansha(FundingForm):
    """南沙区: its differences from the form."""

    NAME = "nansha"
    DISTRICT = "南沙区"
