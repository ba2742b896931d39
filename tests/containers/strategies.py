"""Random grids as office files hold them: merges, blanks, line breaks, long cells, Chinese."""

from __future__ import annotations

from hypothesis import strategies as st

from govperf.containers._tables import Merge, lay_out
from govperf.grid import Grid

__all__ = ["grids", "texts"]

_ALPHABET = st.sampled_from(
    "项目绩效指标万元：；，。（）≥≦“”　 \n\t,;|\"'=+-@<>&_x0041%/\\#!$[]{}aB9.é😀\u00a0⽤"
)
_TELLING = st.sampled_from(
    [
        *("", "", "", "4,693.61", "0.95", "95%", "-12.5", "1e5", "007", "12345678901234567", "2025", "TRUE"),
        *("#N/A", "=SUM(A1)", "'=x", "''-y", "+86", "-", "@foo", "\t=1", "_x0041_", "<b>&amp;</b>", "]]>"),
        *("a\nb", "\na", "a\n", " a  b ", '"q"', "单位：万元", "1,2,3", "2023-01-01", "&nbsp;", "'", "---"),
        *("http://example.org", "a|b", "| a | b |", "项目支出绩效目标表", "{=1}", "1/2", "-0", "0.10", ".5"),
    ]
)
texts = st.one_of(
    _TELLING,
    st.text(_ALPHABET, max_size=12),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=6),
    st.builds(
        lambda part, times: part * times, st.text(_ALPHABET, min_size=1, max_size=9), st.integers(50, 300)
    ),
)
"""What a cell may hold."""

_merges = st.builds(Merge, st.integers(0, 5), st.integers(0, 5), st.integers(1, 4), st.integers(1, 4))
_rows = st.lists(st.lists(texts, max_size=6), max_size=7)


def grids() -> st.SearchStrategy[Grid]:
    """Grids in normal form."""
    return st.builds(lay_out, _rows, st.lists(_merges, max_size=4))
