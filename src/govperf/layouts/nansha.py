"""南沙区: the funding form.

==========  ====================================================================
form        funding form, seven columns; above it the department and the unit of money
published   by departments of 南沙区, 广州市, beside their budget
oddities    pages that lost an empty column; `<p>` in goals; indicators without a name, a second level or a label before
            the value; `《` for `≤`; a code that contradicts its class (`11-质量指标`)
==========  ====================================================================
"""

from __future__ import annotations

from govperf.layouts.funding_form import FundingForm

__all__ = ["Nansha"]


class Nansha(FundingForm):
    """南沙区: its differences from the form."""

    NAME = "nansha"
    DISTRICT = "南沙区"
