"""Folding of width: one character to one character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govperf._width import display_width, fold, fold_head, unwrap


class TestFold:
    """Each character is folded to exactly one, and offsets in the folded text are offsets in the print."""

    @given(st.text())
    def test_length(self, text: str) -> None:
        """Folding keeps the length."""
        assert len(fold(text)) == len(text)

    @given(st.text())
    def test_idempotent(self, text: str) -> None:
        """Folding twice is folding once."""
        assert fold(fold(text)) == fold(text)

    @pytest.mark.parametrize(
        ("text", "plain"), [("≧９５％", "≥95%"), ("（ａ）：", "(a):"), ("⽤⻔", "用门"), ("。、", "。、")]
    )
    def test_signs(self, text: str, plain: str) -> None:
        """Signs, widths and radicals become plain; marks that part Chinese text stay."""
        assert fold(text) == plain

    def test_heads(self) -> None:
        """A head is compared without blanks, line breaks and stars."""
        assert fold_head("*绩 效\n指　标（万元）") == "绩效指标(万元)"


class TestUnwrap:
    """A line break inside a cell says only where the page was too narrow."""

    @given(st.text(st.sampled_from("甲乙1\n\r ")))
    def test_offsets(self, text: str) -> None:
        """Each character of the unwrapped text is found in the print by its offset."""
        unwrapped = unwrap(text)
        assert unwrapped.text == text.replace("\n", "").replace("\r", "")
        assert all(text[unwrapped.printed(at)] == one for at, one in enumerate(unwrapped.text))


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("数量", 4), ("≥95%", 4), ("e\u0301", 1), ("", 0)])
def test_display_width(text: str, width: int) -> None:
    """Wide characters take two columns, combining ones none."""
    assert display_width(text) == width
