"""Numbers as a spreadsheet shows them."""

# ruff: noqa: DTZ001  # Spreadsheets know no time zones.
from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govperf.containers._number_formats import Value, builtin_format, display

ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '

CASES: list[tuple[Value, str, str]] = [
    (0.95, "0%", "95%"),
    (4693.61, "#,##0.00", "4,693.61"),
    (1.0, "General", "1"),
    (0.955, "0%", "96%"),
    (1234.5, "0", "1235"),
    (-5.5, "0.00;(0.00)", "(5.50)"),
    (0, ACCOUNTING, "-"),
    (1234.5, ACCOUNTING, "1,234.50"),
    (-1234.5, ACCOUNTING, "-1,234.50"),
    (12, "[$¥-804]#,##0.00", "¥12.00"),
    (0.5, "0.0%", "50.0%"),
    (12345678, "0.00,", "12345.68"),
    (12345.0, "0.00E+00", "1.23E+04"),
    (95, '0"%"', "95%"),
    (95, '"≥"0"%"', "≥95%"),
    (3, "#,##0_);[Red]\\(#,##0\\)", "3"),
    (-3, "#,##0_);[Red]\\(#,##0\\)", "(3)"),
    (0.1 + 0.2, "General", "0.3"),
    (10 / 3, "General", "3.333333333"),
    (22202412003.0, "General", "22202412003"),
    (1000000000000000.0, "General", "1000000000000000"),
    (-0.0, "0", "0"),
    (-0.001, "0.00", "0.00"),
    (datetime(2024, 3, 5), "yyyy-mm-dd", "2024-03-05"),
    (date(2024, 3, 5), 'yyyy"年"m"月"d"日"', "2024年3月5日"),
    (date(2024, 3, 5), '[$-804]yyyy"年"m"月"d"日";@', "2024年3月5日"),
    (date(2024, 3, 5), "yyyy/m/d;@", "2024/3/5"),
    (datetime(2024, 3, 5, 14, 7, 9), "yyyy/m/d h:mm", "2024/3/5 14:07"),
    (datetime(2024, 3, 5, 14, 7, 9), "h:mm:ss AM/PM", "2:07:09 PM"),
    (time(3, 4), "h:mm", "3:04"),
    (timedelta(hours=30), "[h]:mm:ss", "30:00:00"),
    (date(2024, 3, 5), "aaaa", "星期二"),
    (date(2024, 3, 5), "mmm-yy", "Mar-24"),
    (0.25, "# ?/?", "0.25"),
    (5, "000", "005"),
    (0, "#", ""),
    (0.5, "#.##", ".5"),
    (5, ";;;", ""),
    (0, "0;-0;;@", ""),
    (1, "0;-0;;@", "1"),
    (True, "0", "TRUE"),
    (100, "0_ ", "100"),
    (1.5, "0.00_ ", "1.50"),
    (1e-05, "General", "0.00001"),
    (1e-12, "General", "1.00000E-12"),
    (2.5, "0.00元", "2.50元"),
    (100, "@", "100"),
    (370, "#,##0.##", "370."),
    (date(2024, 3, 5), "General", "2024-03-05"),
    (44000.0, "yyyy-mm-dd", "2020-06-18"),
    (1.005, "0.00", "1.01"),
    (123, "0.00;[Red]0.00", "123.00"),
    (-123, "0.00;[Red]0.00", "123.00"),
    (1e20, "0", "100000000000000000000"),
    (5, "[<10]0.0;0", "5"),
    (12.3, "G/通用格式", "12.3"),
    (12.3, '0.0"万元"', "12.3万元"),
    (12, 'General"个"', "12个"),
    (datetime(2024, 3, 5, 14, 7, 9, 500000), "mm:ss.0", "07:09.5"),
]


@pytest.mark.parametrize(("value", "code", "shown"), CASES)
def test_display(value: Value, code: str, shown: str) -> None:
    """A value in a format is shown as Excel shows it."""
    assert display(value, code) == shown


@given(st.floats(allow_nan=False, allow_infinity=False), st.text('0#?.,%E+-_*"\\;[]ymdhs/ 元@', max_size=12))
def test_any_format(value: float, code: str) -> None:
    """Any format shows any number as some text, without line breaks of its own."""
    assert "\n" not in display(value, code)


@given(st.decimals(0, 10**9, places=2))
def test_exact(amount: object) -> None:
    """An amount with two decimals is shown exactly."""
    assert display(float(str(amount)), "#,##0.00") == f"{amount:,.2f}"


def test_chinese_builtin() -> None:
    """The built-in formats of Chinese Excel write dates with 年 and 月."""
    assert display(date(2024, 3, 5), builtin_format(31)) == "2024年3月5日"
