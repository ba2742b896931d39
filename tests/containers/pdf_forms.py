"""Invented tables of the three official forms, with texts of the length that departments print.

The same seed gives the same table, so a PDF made once can be compared with the table it was made of.
"""

from __future__ import annotations

import random
from collections.abc import Iterable

from attrs import frozen

__all__ = ["Form", "bare", "department_form", "evaluation_form", "funding_form", "goal_form", "merged_form"]

_WHO = (  # noqa: SIM905
    "街道 社区 中心 大厅 园区 学校 医院 企业 群众 窗口 平台 机房 车辆 "
    "河道 图书馆 门户网站 食品 老人 长者 青少年"
).split()
_WHAT = (  # noqa: SIM905
    "运行维护 改造提升 物业管理 宣传推广 购买服务 系统建设 巡查检测 培训 采购 绿化养护 安全评估 比赛组织"
).split()
_VERB = "完善 推进 保障 落实 加强 提高 优化 规范 建立 增强 用好 见证 走访 审核".split()  # noqa: SIM905
_GOOD = (
    "服务质量 办事效率 群众满意 安全稳定 工作水平 信息公开 长效机制 营商环境 日常用水用电 业务高效".split()  # noqa: SIM905
)
_NAMES = "完成率 覆盖率 数量 及时率 合格率 响应时间 满意度 人次 故障率 使用年限 面积 长度".split()  # noqa: SIM905
_VALUES = "≥95% 100% ≥12次 ≤2小时 有效提升 35台 1-12月 ≧90% 满意 不超过10次 50%-60% 7*24小时".split()  # noqa: SIM905
_CLASSES = "11-数量指标 12-质量指标 13-时效指标 14-成本指标 21-经济效益 22-社会效益 31-服务对象满意度".split()  # noqa: SIM905


@frozen
class Form:
    """A table as it was before it was printed: merged cells stand at their first place, the rest is blank.

    Attributes:
        title: the line over the table.
        note: the line with the unit of money.
        rows: the cells, the head first.
        heads: how many rows the head has.
        merges: first row, first column, rows and columns of each merged cell, from 0.
        widths: the share of each column.
        money: the columns that are set to the right.
    """

    title: str
    note: str
    rows: tuple[tuple[str, ...], ...]
    heads: int
    widths: tuple[int, ...]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    money: tuple[int, ...] = ()

    @property
    def body(self) -> tuple[tuple[str, ...], ...]:
        """The rows below the head."""
        return self.rows[self.heads :]


def bare(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts without white space, as two prints of one table are compared."""
    return tuple("".join(text.split()) for text in texts)


def _sentence(chance: random.Random) -> str:
    parts = (
        f"{chance.choice(_VERB)}{chance.choice(_WHO)}{chance.choice(_GOOD)}"
        for _ in range(chance.randint(2, 5))
    )
    return "，".join(parts) + f"，全年不少于{chance.randint(2, 900)}次。"


def _goal(chance: random.Random) -> str:
    length = chance.choice((50, 80, 120, 200, 300, 600))
    text = ""
    while len(text) < length:
        text += _sentence(chance)
    return text


def _indicators(chance: random.Random) -> str:
    length = chance.choice((100, 200, 300, 500, 800, 1500))
    text, number = "", 0
    while len(text) < length:
        number += 1
        kind, value = chance.choice(_CLASSES), chance.choice(_VALUES)
        level = ("", "产出", "效益", "满意度")[int(kind[0])]
        name = f"{chance.choice(_WHO)}{chance.choice(_WHAT)}{chance.choice(_NAMES)}"
        text += (
            f"{number}、{kind[0]}-{level}指标：{kind}：{name}；实施周期指标值：{value}；年度指标值：{value}。"
        )
    return text


def _name(chance: random.Random) -> str:
    name = f"{chance.choice(_WHO)}{chance.choice(_WHO)}{chance.choice(_WHAT)}"
    return name + chance.choice(("", "经费", "项目", "（2025年度）服务项目"))


def funding_form(rows: int = 43, *, seed: int = 43) -> Form:
    """The form of seven columns: sums of money, many blank, a goal and a run-on cell of indicators."""
    chance = random.Random(seed)  # noqa: S311
    head = (
        "项目名称（资金使用单位）",
        "总计",
        "财政拨款",
        "财政专户拨款",
        "其他资金",
        "绩效目标",
        "绩效指标",
    )
    total = ("合计", "12,345.67", "12,345.67", "", "", "", "")
    body = [total]
    for row in range(rows - 1):
        if row % 9 == 0:
            sum_ = f"{chance.randint(1, 4_000_000) / 100:,.2f}"
            body.append((f"某某市某某区政务服务{chance.choice(_WHO)}中心", sum_, sum_, "", "", "", ""))
            continue
        sum_ = f"{chance.randint(1, 4_000_000) / 100:,.2f}"
        funds = ["", "", ""]
        funds[chance.choice((0, 0, 0, 1, 2))] = sum_
        body.append((_name(chance), sum_, *funds, _goal(chance), _indicators(chance)))
    return Form(
        "项目支出绩效目标表（含转移支付项目）",
        "单位：万元",
        (head, *body),
        1,
        (12, 8, 8, 8, 8, 22, 34),
        money=(1, 2, 3, 4),
    )


def goal_form(rows: int = 24, *, seed: int = 5) -> Form:
    """The form of five columns, where one department stands in every row."""
    chance = random.Random(seed)  # noqa: S311
    head = ("主管部门", "预算单位", "项目名称", "绩效目标", "绩效指标")
    who = "某某市某某区政务服务数据管理局"
    units = (who, f"{who}本级", "某某区政务服务中心")
    body = [
        (who, chance.choice(units), _name(chance), _goal(chance), _indicators(chance)) for _ in range(rows)
    ]
    return Form("2025年度项目绩效目标", "", (head, *body), 1, (10, 10, 12, 25, 43))


def department_form(*, tasks: int = 4, seed: int = 7) -> Form:
    """The form of a whole department: blocks of different columns, with cells merged down and across."""
    chance = random.Random(seed)  # noqa: S311
    rows: list[tuple[str, ...]] = [("部门名称", "某某区政务服务数据管理局", "", "", "", "")]
    merges = [(0, 1, 1, 5)]
    rows += [("预算整体情况", "部门预算支出", "预算金额（万元）", "收入来源", "", "预算金额（万元）")]
    rows += [
        ("", "基本支出", "1,125.16", "财政拨款", "", "5,818.78"),
        ("", "项目支出", "4,693.62", "其他资金", "", "0.00"),
    ]
    merges += [(1, 0, 3, 1), *((row, 3, 1, 2) for row in (1, 2, 3))]
    rows += [("总体绩效目标", _goal(chance), "", "", "", "")]
    merges += [(4, 1, 1, 5)]
    rows += [
        ("年度重点工作任务", "名称", "主要实施内容", "", "拟投入的资金（万元）", "期望达到的目标（概述）")
    ]
    rows += [
        ("", _name(chance), _goal(chance), "", f"{chance.randint(0, 9999) / 100:.2f}", _sentence(chance))
        for _ in range(tasks)
    ]
    merges += [(5, 0, tasks + 1, 1), *((row, 2, 1, 2) for row in range(5, 6 + tasks))]
    start = len(rows)
    rows += [("绩效指标", "一级指标", "二级指标", "三级指标", "实施周期指标值", "年度指标值")]
    for level1, levels in (
        ("产出指标", ("数量指标", "质量指标", "时效指标")),
        ("效益指标", ("社会效益指标", "可持续影响指标")),
    ):
        first = len(rows)
        for level2 in levels:
            count = chance.randint(2, 5)
            merges += [(len(rows), 2, count, 1)]
            for index in range(count):
                value = chance.choice(_VALUES)
                names = (level1 if len(rows) == first else "", level2 if index == 0 else "")
                rows += [
                    (
                        "",
                        *names,
                        f"{chance.choice(_WHO)}{chance.choice(_WHAT)}{chance.choice(_NAMES)}",
                        value,
                        value,
                    )
                ]
        merges += [(first, 1, len(rows) - first, 1)]
    merges += [(start, 0, len(rows) - start, 1)]
    return Form("部门整体预算绩效目标申报表", "", tuple(rows), 0, (12, 14, 16, 24, 16, 18), tuple(merges))


def evaluation_form() -> Form:
    """The form of a self-evaluation: a head with merged cells, a matrix of money, goals side by side, indicators."""
    rows = (
        ("项目名称", "政务网络光纤租赁项目", "", "", "", ""),
        ("主管部门", "某某区政务服务数据管理局", "", "实施单位", "某某区政务服务中心", ""),
        ("项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "执行率"),
        ("", "年度资金总额", "24.50", "24.50", "23.90", "97.55%"),
        ("", "其中：当年财政拨款", "24.50", "24.50", "23.90", "—"),
        ("年度总体目标", "预期目标", "", "", "实际完成情况", ""),
        ("", "租用光纤连通各镇街，并请咨询机构编写下一年的项目方案，保障政务网络全年稳定运行。", "", "",
         "已连通全部镇街，全年运行稳定，出现故障当天修复。", ""),
        ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值"),
        ("", "产出指标", "数量指标", "光纤条数", "≥35条", "36条"),
        ("", "", "质量指标", "网络可用率", "≥99.9%", "99.95%"),
        ("", "效益指标", "社会效益指标", "办事群众等候时间缩短", "有效提升", "有效提升"),
        ("", "满意度指标", "服务对象满意度指标", "使用单位满意度", "≥95%", "96.2%"),
    )  # fmt: skip
    merges = (
        (0, 1, 1, 5), (1, 1, 1, 2), (1, 4, 1, 2), (2, 0, 3, 1), (5, 0, 2, 1), (5, 1, 1, 3), (5, 4, 1, 2),
        (6, 1, 1, 3), (6, 4, 1, 2), (7, 0, 5, 1), (8, 1, 2, 1),
    )  # fmt: skip
    return Form(
        "项目支出绩效自评表", "填表人：张三　　联系电话：12345678", rows, 0, (10, 16, 12, 16, 14, 14), merges
    )


def merged_form(seed: int) -> Form:
    """A table of random texts, long and short, some of them in merged cells below a head."""
    chance = random.Random(seed)  # noqa: S311
    wide, high = chance.randint(2, 6), chance.randint(2, 7)
    rows = [[_text(chance) for _ in range(wide)] for _ in range(high)]
    merges: list[tuple[int, int, int, int]] = []
    taken: set[tuple[int, int]] = set()
    for _ in range(chance.randint(0, 4)):
        row, column = chance.randrange(high), chance.randrange(1, wide)
        down, right = chance.randint(1, min(4, high - row)), chance.randint(1, min(4, wide - column))
        places = {(row + at, column + beside) for at in range(down) for beside in range(right)}
        if down * right == 1 or taken & places:
            continue
        taken |= places
        for at, beside in places:
            rows[at][beside] = ""
        rows[row][column] = _text(chance) or "合并"
        merges.append((row + 1, column, down, right))
    for number, row in enumerate(rows):
        row[0] = row[0] or f"第{number}行"
    head = tuple(f"表头{number}" for number in range(wide))
    return Form(f"表{seed}", "", (head, *map(tuple, rows)), 1, (10,) * wide, tuple(merges))


def _text(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.15:
        return ""
    if kind < 0.6:
        return chance.choice((*_VALUES, "1,234.56", "%", "≥", "定性"))
    return _sentence(chance) if kind < 0.8 else chance.choice(_WHO) + chance.choice(_NAMES)
