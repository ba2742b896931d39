"""The target language: the case file, the laws as properties, and the traps."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from govperf.grammar import targets as grammar
from govperf.grammar.numerals import parse_numeral
from govperf.grammar.shorts import read_short
from govperf.grammar.targets import format_target, join_target, parse_target, write_target
from govperf.grammar.units import UNITS
from govperf.model.targets import Clause, Operator, Target, TargetKind

CASES = Path(__file__).parents[1] / "cases" / "targets.tsv"
SEEDS = Path(__file__).absolute().parents[3] / "shared" / "seeds" / "expected.json"
ROWS = [
    line.split("\t")
    for line in CASES.read_text("utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]
TEXTS = [row[0] for row in ROWS]
PIECES = [
    *"≥≧≤<>=《》±~-+%‰()（）[]/*×,，;；。、:：. 0159万亿千百十一二两三半每均年月日天次个人元件约达超不低于内前后到至为以上下左右",
    "XX",
    "**",
]
FRAGMENTS = st.lists(
    st.sampled_from([*PIECES, "满意度", "95%", "办结", "2024年", "小时", "工作日"]), max_size=14
).map("".join)


def columns(target: Target) -> list[str]:
    """The target as a line of the case file."""

    def column(values: list[object]) -> str:
        shown = [
            "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)
            for value in values
        ]
        return " | ".join(shown).strip() if any(shown) else ""

    names = ("operator", "value", "upper", "unit", "per", "change", "subject")
    return [
        str(target.kind),
        *(column([getattr(clause, name) for clause in target.clauses]) for name in names),
    ]


def seed_values() -> set[str]:
    """All target values of the seed documents; skips where they do not lie beside the repository."""
    if not SEEDS.exists():
        pytest.skip("the seed documents are not published with the repository")
    found: set[str] = set()
    todo: list[object] = [json.loads(SEEDS.read_text("utf-8"))]
    while todo:
        node = todo.pop()
        if isinstance(node, dict):
            found |= {
                node[key] for key in ("cycle", "annual", "unlabelled") if isinstance(node.get(key), str)
            }
        todo += node.values() if isinstance(node, dict) else node if isinstance(node, list) else []
    return found


@pytest.mark.parametrize("row", ROWS, ids=TEXTS)
def test_case_reads_as_listed(row: list[str]) -> None:
    """A value reads as the case file says."""
    assert row[1:] == columns(parse_target(row[0]))


def test_every_short_seed_value_is_a_case() -> None:
    """No value of the seeds up to forty characters is missing from the case file."""
    assert {value for value in seed_values() if len(value) <= 40} <= set(TEXTS)


# Told by their first characters, since running text of the seeds is not kept here.
LONG = {
    "使用智能机器人": ["50-60%", "6000-8000件/月"],
    "系统面向": [">=1000人"],
    "项目建设与目标": [">=100%"],
    "完成季度考评": ["1份"],
    "项目完成后业主": [],
    "100%（受理案件": ["100%"],
    "100%（自助终端": ["100%"],
    "99%（自助终端": ["99%"],
    "98%（服务企业": ["98%"],
    "考核设备到货": ["=100%"],
}


def test_long_seed_values_state_what_their_readers_found() -> None:
    """A value of the seeds longer than forty characters states the listed numbers, every other one states none."""
    for value in sorted(value for value in seed_values() if len(value) > 40):
        expected = next((stated for head, stated in LONG.items() if value.startswith(head)), [])

        assert expected == [shown(clause) for clause in parse_target(value).clauses], value


def shown(clause: Clause) -> str:
    """A clause in short."""
    sign = clause.operator if clause.operator not in (None, Operator.BETWEEN) else ""
    upper = "" if clause.upper is None else f"-{clause.upper}"
    return f"{sign}{clause.value}{upper}{clause.unit or ''}{f'/{clause.per}' if clause.per else ''}"


@given(st.text() | FRAGMENTS)
@example("(" * 2000)
@example("\ue000≥95%")
@example("９" * 50 + "%")
def test_any_text_has_an_answer_that_keeps_it(text: str) -> None:
    """Parsing never raises, and the text is kept but for line breaks and white space around it."""
    assert parse_target(text).text == text.replace("\r", "").replace("\n", "").strip()


@given(FRAGMENTS)
def test_kind_says_how_many_clauses_there_are(text: str) -> None:
    """A qualitative target has no clause, a compound several, every clause a number."""
    target = parse_target(text)
    count = {TargetKind.QUALITATIVE: 0, TargetKind.COMPOUND: max(2, len(target.clauses))}.get(target.kind, 1)

    assert count == len(target.clauses)
    assert all(clause.value is not None for clause in target.clauses)


@given(FRAGMENTS | st.sampled_from(TEXTS))
def test_parse_of_format_is_the_target(text: str) -> None:
    """`parse(format(t)) == t` for whatever was parsed, so `format(parse(s))` is stable after one pass."""
    target = parse_target(text)

    assert target == parse_target(format_target(target))
    assert format_target(target) == format_target(parse_target(format_target(target)))


SUBJECTS = st.sampled_from(
    ["满意度", "完成率", "培训人数", "咨询类工单", "设备验收合格量/设备购置总量", "网站浏览量(点击量)"]
)
SIGNS = st.sampled_from([None, *(sign for sign in Operator if sign is not Operator.BETWEEN)])
NUMBERS = st.decimals(0, 10**12, places=2).map(lambda number: number.normalize() + 0) | st.integers(
    0, 10**9
).map(Decimal)
# Nouns that make a date or a grade of a bare number, and latin letters, have tests of their own.
COUNTED = sorted(
    name
    for name in UNITS
    if not name.isascii()
    and not name.startswith("百分")
    and name[0] not in "年月日号季级等类星届股线档批代点时半字成刻学台套件组"
)
CLAUSES = st.builds(
    Clause,
    SUBJECTS,
    SIGNS,
    NUMBERS,
    st.none(),
    st.sampled_from(COUNTED),
    st.none() | st.sampled_from(["月", "年", "户", "人·月"]),
    st.none() | st.sampled_from(["increase", "decrease"]),
)


@given(st.lists(CLAUSES, min_size=1, max_size=3))
def test_written_clauses_are_read_again(clauses: list[Clause]) -> None:
    """What is written from clauses states the clauses, with every sign, unit, rate and change."""
    assert tuple(clauses) == write_target(clauses).clauses


@given(SUBJECTS, NUMBERS, NUMBERS, st.sampled_from(COUNTED))
def test_written_range_is_read_again(subject: str, first: Decimal, second: Decimal, unit: str) -> None:
    """A range is written so that both ends and their unit are read again."""
    clause = Clause(subject, Operator.BETWEEN, min(first, second), max(first, second), unit)

    assert (clause,) == write_target([clause]).clauses


def test_edited_target_is_written_from_its_clauses() -> None:
    """A text that no longer says what the clauses say is not printed."""
    edited = Target("≥90%", TargetKind.QUANTITY, (Clause(None, Operator.AT_LEAST, Decimal(96), None, "%"),))

    assert format_target(edited) == "≥96%"


WIDE = str.maketrans("0123456789%><=(),;:~-", "０１２３４５６７８９％＞＜＝（），；：～－")


@given(st.sampled_from(TEXTS))
def test_width_changes_nothing_but_the_text(text: str) -> None:
    """Full-width signs and digits, and ≧ for ≥, are read as their plain forms."""
    wide = text.translate(WIDE).replace("≥", "≧").replace("≤", "≦")

    assert columns(parse_target(text)) == columns(parse_target(wide))


@given(st.sampled_from(TEXTS), st.data())
def test_white_space_changes_nothing_but_the_text(text: str, data: st.DataObject) -> None:
    """Blanks and line breaks may stand anywhere, even inside numbers, where narrow cells put them."""
    cut = data.draw(st.integers(0, len(text)))
    blank = data.draw(st.sampled_from([" ", "\n", "\r\n", "\u3000", "\t"]))

    assert columns(parse_target(text)) == columns(parse_target(text[:cut] + blank + text[cut:]))


@given(FRAGMENTS | st.sampled_from(TEXTS))
def test_short_way_agrees_with_the_whole_grammar(text: str) -> None:
    """The short way answers what the whole grammar answers, or nothing."""
    found = grammar._SHORT.fullmatch(text)
    clause = read_short(*found.groups()) if found else None

    assert clause is None or (clause,) == grammar._parse_any(text).clauses


@given(FRAGMENTS | st.sampled_from(TEXTS))
def test_every_number_comes_from_the_print(text: str) -> None:
    """A text without a character that begins a number states none."""
    letters = "".join(c for c in text if c not in "0123456789零〇一二两三四五六七八九十百千万亿半")

    assert parse_target(letters).clauses == ()


@given(st.integers(1, 9999), st.sampled_from(["≥", "≤", ">", "<", "=", "不少于", "约"]))
def test_words_around_a_measure_are_in_the_subject(number: int, sign: str) -> None:
    """What is not understood is not swallowed."""
    clause = parse_target(f"蓝色灯塔{sign}{number}座绿色码头").clauses[0]

    assert clause.subject == "蓝色灯塔绿色码头"


@pytest.mark.parametrize(
    "text",
    [
        "(" * 100_000,
        "9" * 1_000_000,
        "不少于" * 3_400,
        "9," * 50_000,
        "1-" * 50_000,
        "每" * 10_000 + "1",
        "1次/" * 9_000,
        "(" * 400 + ")" * 400,
        "不少于" * 300,
        "1-" * 450,
        "从1" * 300,
        "1-1-" * 200,
        "/" * 900 + "9",
        "9" * 900,
        "1、" * 400,
        "≥" * 900 + "1",
    ],
    ids=lambda text: f"{text[:4]}…{len(text)}",
)
def test_traps_are_words(text: str) -> None:
    """Repetition without end states no number, or no more clauses than it has numbers; it has an answer at once."""
    assert parse_target(text).kind in (TargetKind.QUALITATIVE, TargetKind.COMPOUND)


def test_repeated_text_is_parsed_once() -> None:
    """A table repeats its values, and the same text gives the same object."""
    assert parse_target("≥95%") is parse_target("≥95%")


@given(
    st.sampled_from(["≥", "≤", ">", "<", "=", "大于等于", None, ""]),
    st.integers(0, 10**6),
    st.sampled_from(["%", "个", "万元", "人次", "元/人*月"]),
)
def test_split_columns_read_as_their_joined_text(sign: str | None, value: int, unit: str) -> None:
    """Sign, value and unit in three columns give the target of the joined text."""
    assert join_target(sign, str(value), unit) == parse_target(f"{sign or ''}{value}{unit}")


@pytest.mark.parametrize(
    ("sign", "value", "unit", "text"),
    [
        ("定性", "优良中低差", "级", "优良中低差"),
        ("定性", "优良", None, "优良"),
        ("＝", "按时完成", "", "按时完成"),
        ("≥", "≥95%", "%", "≥95%"),
        ("≥", "95%", "%", "≥95%"),
        ("≥", "95", "无", "≥95"),
        ("=", "不少于3", "次", "不少于3次"),
        (None, "80000", None, "80000"),
        (None, "65以上", "%", "65以上%"),
        ("≤", None, "元", ""),
    ],
)
def test_columns_are_joined_as_people_do(
    sign: str | None, value: str | None, unit: str | None, text: str
) -> None:
    """Words take neither sign nor unit, and nothing that the value repeats is doubled."""
    assert join_target(sign, value, unit).text == text


@given(st.integers(1, 9999), st.sampled_from(["万", "亿", "千", "百"]))
def test_multiplier_goes_into_the_number(number: int, multiplier: str) -> None:
    """`90万元` is 900000 元."""
    target = parse_target(f"{number}{multiplier}元")

    assert (target.value, target.unit) == (parse_numeral(f"{number}{multiplier}"), "元")


@pytest.mark.parametrize(
    ("text", "operator", "unit"), [("65以上%", Operator.AT_LEAST, "%"), ("3以内天", Operator.AT_MOST, "天")]
)
def test_unit_behind_the_sign_in_words(text: str, operator: Operator, unit: str) -> None:
    """Columns joined to one text may put the unit behind 以上 or 以内."""
    target = parse_target(text)

    assert (target.operator, target.unit) == (operator, unit)
