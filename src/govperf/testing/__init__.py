"""Tests for layouts, in the open: whoever writes a layout elsewhere gets what govperf tests its own with.

- `check_layout`: the contract of a layout, checked over generated disclosures and your samples;
- `strategies`: Hypothesis strategies for disclosures and their parts;
- `quirks`: what documents do to a form, and what reading must see through;
- `golden`: files of what a document is expected to say, made once and compared ever after;
  `python -m govperf.testing generate|check FOLDER`.

It needs the extra `test`.
"""

from __future__ import annotations

from govperf.errors import MissingExtraError

try:
    import hypothesis as _hypothesis
except ImportError as error:
    raise MissingExtraError(
        "govperf.testing needs hypothesis", hint="install it with: python -m pip install 'govperf[test]'"
    ) from error

from govperf.testing import golden, pools, quirks, strategies
from govperf.testing.contract import ContractError, check_layout

__all__ = ["ContractError", "check_layout", "golden", "pools", "quirks", "strategies"]

del _hypothesis


def __dir__() -> list[str]:
    """Only what is promised."""
    return sorted(__all__)
