"""Bytes at random, other encodings, other kinds of files and traps: always an answer, in bounded work."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import govperf as gp
from tests.damage import OWN, OWN_ONLY, check, find_lost, join


def _read(data: bytes) -> gp.Disclosure | gp.GovperfError:
    """What bytes give: a disclosure or one of our errors; anything else is raised."""
    try:
        return gp.read(data)
    except gp.GovperfError as error:
        return error


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(sorted(OWN)),
    st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), min_size=1, max_size=40),
)
@example("department form", [(240, 37)])
@example("department form", [(64, 1), (514, 1), (871, 1)])
def test_flipped_bytes_stop_nothing(name: str, flips: list[tuple[int, int]]) -> None:
    """Bytes flipped anywhere give a disclosure or an error of ours."""
    data = bytearray(join(OWN[name]).encode())
    for at, byte in flips:
        data[at % len(data)] ^= byte
    outcome = _read(bytes(data))
    if isinstance(outcome, gp.Disclosure):
        assert find_lost(_decode(bytes(data))) == []


def _decode(data: bytes) -> str:
    from govperf.containers._decoding import decode

    return decode(data)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_an_answer(data: bytes) -> None:
    """Random bytes give an error of ours, and explain says what they are not."""
    assert isinstance(_read(data), (gp.Disclosure, gp.GovperfError))
    assert isinstance(gp.explain(data), gp.Explanation)


@settings(max_examples=100, deadline=None)
@given(
    st.text(st.sampled_from("项目名称总计绩效目标指标部门单位万元：，。；、1-2 \t\n≥%<p>略"), max_size=200)
)
def test_any_text_gives_an_answer(text: str) -> None:
    """Texts made of the marks and words of the forms give a disclosure that loses nothing, or an error of
    ours.
    """
    check(text)


# Encodings.


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@OWN_ONLY
def test_encodings_that_can_be_told_are_read_alike(name: str, encoding: str) -> None:
    """UTF-8 with and without a mark, GB18030, and UTF-16 with a mark give equal disclosures."""
    text = join(OWN[name])
    assert gp.read(text.encode(encoding)) == gp.read_text(text)


@pytest.mark.parametrize(
    "encoding", ["big5", "shift_jis", "cp037", "utf-16-le", "utf-16-be", "utf-32-le", "euc_kr", "hz"]
)
@OWN_ONLY
def test_encodings_that_cannot_be_told_are_refused(name: str, encoding: str) -> None:
    """Any other encoding is refused, never read as wrong characters."""
    # These lack simplified characters and some marks; what they have is enough to be mistaken for something
    # else.
    data = join(OWN[name]).encode(encoding, "replace")
    with pytest.raises(gp.GovperfError):
        gp.read(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \r\n\t \n", "empty"),
        ("\ufeff\n \u3000\n".encode(), "nothing is printed"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "PNG picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)), "JPEG picture"),
        (b"GIF89a" + bytes(range(256)), "GIF picture"),
        (b"\x00" * 64, "binary"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)), "file"),
        (b"PK\x03\x04\x14\x00" + bytes(range(256)), "file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)), "file"),
        (b"\xff\xfe" + b"\x00\xd8" * 99, "but is not"),
    ],
)
def test_what_is_no_table_is_refused_clearly(data: bytes, words: str) -> None:
    """An empty file, a picture, and a file of another kind are refused, and the message says what they
    are.
    """
    with pytest.raises(gp.GovperfError, match=words):
        gp.read(data)


# Work.


@pytest.mark.parametrize(
    "line",
    [
        " " * 200_000 + "x",
        "1" + " " * 200_000 + "x",
        "部门名称：" + " " * 200_000,
        "第" + " " * 200_000,
        "1、" * 100_000,
        "<p " * 100_000,
        "单位" * 100_000,
        "1,111" * 50_000,
    ],
    ids=lambda line: f"{line[:4].strip()}…",
)
@pytest.mark.parametrize("name", [*OWN, "wrapped"])
def test_no_line_is_a_trap(name: str, line: str) -> None:
    """A line of hundreds of thousands of marks or blanks is read as fast as any other; a trap would not
    come back.
    """
    above = "主管部门 预算单位 项目名称 绩效目标 绩效指标\n\n" if name == "wrapped" else join(OWN[name])
    assert isinstance(_read(f"{above}{line}\n".encode()), (gp.Disclosure, gp.GovperfError))
