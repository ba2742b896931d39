"""Run-on cells: reading, writing, spans."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govperf._width import unwrap
from govperf.errors import NotRenderableError
from govperf.grammar.indicators import Style, classify, format_indicators, is_run_on, parse_indicators
from govperf.grammar.targets import parse_target
from govperf.model.indicators import Indicator
from govperf.places import Place
from govperf.testing.contract import check_covered
from govperf.testing.strategies import indicators, names, numbered, run_on_texts, values

GOAL_STYLE = Style(before_label="，")
HEAD = "1、1-产出指标：11-数量指标："


def read_one(text: str) -> Indicator:
    """The only indicator of a cell."""
    (one,) = parse_indicators(text).indicators
    return one


class TestNothingLost:
    """Inside a run-on cell, spans of indicators and separators add up to the cell's text."""

    @given(run_on_texts())
    def test_any_text(self, text: str) -> None:
        """Whatever a cell holds, its spans cover it from end to end."""
        check_covered(text)

    @given(numbered("funding_form"), st.lists(st.integers(0, 200), max_size=5))
    def test_wrapped(self, cell: tuple[Indicator, ...], breaks: list[int]) -> None:
        """Line breaks inside a cell change neither what it says nor that its spans cover it."""
        text = format_indicators(cell)
        for at in sorted({at for at in breaks if 0 < at < len(text)}, reverse=True):
            text = f"{text[:at]}\n{text[at:]}"
        check_covered(text)
        assert parse_indicators(text).indicators == cell

    @given(run_on_texts())
    def test_unread_is_reported(self, text: str) -> None:
        """Each span that is no indicator is named in a problem."""
        read = parse_indicators(text)
        reported = [one.text for one in read.problems if one.code == "text-unread"]
        assert len(reported) == len(read.leftovers)


class TestNothingGuessed:
    """A value in the model stands in the print at its place: cutting the span gives its text."""

    @given(run_on_texts())
    def test_cut(self, text: str) -> None:
        """The cut at each place is the number, the name and the targets as printed."""
        for one in parse_indicators(text, Place(3, 7)).indicators:
            cut = unwrap(text[one.place.start : one.place.end]).text
            assert one.name is None or one.name in cut
            assert (one.place.row, one.place.column) == (3, 7)
            for _, target in one.targets:
                assert unwrap(text[target.place.start : target.place.end]).text == target.text
                assert target.text in cut


class TestRoundTrips:
    """`parse(format(cell)) == cell` for what a cell can hold; what it cannot raises NotRenderableError."""

    @given(numbered("funding_form"))
    def test_funding_style(self, cell: tuple[Indicator, ...]) -> None:
        """Two levels with codes, semicolons before the labels."""
        assert parse_indicators(format_indicators(cell)).indicators == cell

    @given(numbered("goal_form"))
    def test_goal_style(self, cell: tuple[Indicator, ...]) -> None:
        """One level by name, commas before the labels."""
        assert parse_indicators(format_indicators(cell, GOAL_STYLE)).indicators == cell

    @given(
        numbered("funding_form"),
        st.sampled_from("：:；;，,"),
        st.sampled_from("；;，,"),
        st.sampled_from("：:；;，,"),
    )
    def test_marks(self, cell: tuple[Indicator, ...], after: str, before: str, value: str) -> None:
        """The marks between the parts may be of either width, and one for another."""
        plain = tuple(one for one in cell if one.name and one.annual)
        style = Style(after_class=after, before_label=before, after_label=value)
        try:
            text = format_indicators(plain, style)
        except NotRenderableError:
            text = ""
        assert not text or parse_indicators(text).indicators == plain
        assert text or plain != cell or after in ";,；，"

    @given(st.lists(st.builds(Indicator, run_on_texts(), st.just(classify("1", "产出指标", "11", "数量指标")), st.just(1)),
                    min_size=1, max_size=1))  # fmt: skip
    def test_refuses_or_keeps(self, cell: list[Indicator]) -> None:
        """A name made of marks, labels and heads is kept or refused, never changed."""
        try:
            text = format_indicators(tuple(cell))
        except NotRenderableError:
            return
        assert parse_indicators(text).indicators == tuple(cell)

    @given(run_on_texts())
    def test_stable(self, text: str) -> None:
        """What was read and can be written reads again as the same."""
        read = parse_indicators(text).indicators
        try:
            again = format_indicators(read)
        except NotRenderableError:
            return
        assert parse_indicators(again).indicators == read

    @given(indicators("funding_form"))
    def test_unnumbered_is_refused(self, one: Indicator) -> None:
        """A cell numbers its indicators, so one without a number cannot stand in it."""
        with pytest.raises(NotRenderableError):
            format_indicators((one,))


class TestTellingCases:
    """Cases of the seeds and of our own that were hard once."""

    @given(names(), values())
    def test_unmarked_values_follow_labels(self, name: str, value: str) -> None:
        """Whatever name and value are, the label parts them."""
        one = read_one(f"{HEAD}{name}；实施周期指标值：{value}；年度指标值：{value}。")
        assert (one.name, one.cycle.text, one.annual.text) == (name, value, value)

    def test_numbered_value(self) -> None:
        """A value that is numbered itself begins no indicator."""
        text = f"{HEAD}备份；年度指标值：应用及数据库1、每日增量备份2、每周全量备份。2、2-效益指标：22-社会效益：效率；年度指标值：100%。"
        assert [one.number for one in parse_indicators(text).indicators] == [1, 2]

    def test_value_with_semicolons(self) -> None:
        """A semicolon inside a value parts nothing."""
        one = read_one(f"{HEAD}服务；年度指标值：7*24小时服务电话;24小时内处理完毕；2小时到场。")
        assert one.annual.text == "7*24小时服务电话;24小时内处理完毕；2小时到场"

    def test_one_stop_belongs_to_the_cell(self) -> None:
        """Of two closing stops one is the cell's, the other the value's."""
        assert read_one("1、效益指标：节省，年度指标值：节省200元。。").annual.text == "节省200元。"

    def test_restart_opens_a_group(self) -> None:
        """The numbering starts again: a second group, and a problem that says so."""
        read = parse_indicators(
            "1、产出指标：甲，年度指标值：1。2、产出指标：乙，年度指标值：2。1、效益指标：丙，年度指标值：3。"
        )
        assert [(one.group, one.number) for one in read.indicators] == [(1, 1), (1, 2), (2, 1)]
        assert [one.code for one in read.problems] == ["numbering-restarts"]

    def test_comma_before_value(self) -> None:
        """A comma stands for the colon before a value (huangpu)."""
        assert read_one("1、产出指标：正确率，年度指标值，95%。").annual.text == "95%"

    def test_missing_separator(self) -> None:
        """A number that runs into the value before it is parted by the order of numbers."""
        read = parse_indicators("1、产出指标：甲，年度指标值：952、产出指标：乙，年度指标值：3。")
        assert [(one.number, one.annual.text) for one in read.indicators] == [(1, "95"), (2, "3")]
        assert "separator-missing" in {one.code for one in read.problems}

    def test_unlabelled(self) -> None:
        """A value without a label has no period; a subject that repeats the name is part of the form."""
        one = read_one("3、1-产出指标：12-质量指标：完成率；完成率：100%。")
        assert (one.name, one.cycle, one.annual, one.unlabelled) == (
            "完成率",
            None,
            None,
            parse_target("100%"),
        )

    def test_unnamed(self) -> None:
        """An indicator without a name has None and a problem."""
        read = parse_indicators("1、1-产出指标：11-数量指标；年度指标值：1次。")
        assert read.indicators[0].name is None
        assert [one.code for one in read.problems] == ["name-missing"]

    def test_label_without_value(self) -> None:
        """A label with nothing behind it gives no target."""
        one = read_one(f"{HEAD}名称；实施周期指标值：；年度指标值：5次。")
        assert (one.cycle, one.annual.text) == (None, "5次")

    @pytest.mark.parametrize(
        ("class2", "canonical"), [("11-数量指标", "output.quantity"), ("11-质量指标", None)]
    )
    def test_class_conflict(self, class2: str, canonical: str | None) -> None:
        """Where code and name of a class disagree there is no canonical class, and a problem."""
        read = parse_indicators(f"1、1-产出指标：{class2}：名；年度指标值：1次。")
        assert read.indicators[0].classification.canonical == canonical
        assert [one.code for one in read.problems] == ([] if canonical else ["class-conflict"])

    def test_level2_in_place_of_level1(self) -> None:
        """数量指标 in the place of level 1 says its class all the same, and is reported."""
        read = parse_indicators("1、数量指标：场次，年度指标值：1次。")
        assert read.indicators[0].classification.canonical == "output.quantity"
        assert [one.code for one in read.problems] == ["class-misplaced"]

    @pytest.mark.parametrize("text", ["", "  ", "办好政务服务。", "1、办好2、做好", "略", "产出指标：甲"])
    def test_no_run_on(self, text: str) -> None:
        """Text without a numbered class is no run-on cell, and holds no indicators."""
        assert not is_run_on(text)
        assert parse_indicators(text).indicators == ()

    def test_foreign_text_is_left_over(self) -> None:
        """Text before the first indicator is in leftovers and problems."""
        read = parse_indicators("说明文字1、产出指标：甲，年度指标值：1。")
        assert read.leftovers == ((0, 4),)
        assert [one.text for one in read.problems] == ["说明文字"]


class TestBounded:
    """Never hangs: time is linear in the text. A quadratic reading of these would not end within a day."""

    @pytest.mark.parametrize(
        "unit",
        [
            "；",
            " ",
            "1、",
            "1、1-",
            "；年度指标值：",
            "产出指标：",
            "1 ",
            "1、产出指标：",
            "11-",
            "\n",
            "：",
            "9",
        ],
    )
    def test_repeated(self, unit: str) -> None:
        """A mark or piece of a head a hundred thousand times is covered like any text."""
        check_covered("1、1-产出指标：" + unit * 100_000 + "x")

    def test_blanks_behind_a_code(self) -> None:
        """A code with a run of blanks behind it is no class with its name (`11-`, blanks, a word)."""
        text = "1、1-产出指标：11-" + " " * 300_000 + "x"
        assert len(parse_indicators(text).indicators) == 1
