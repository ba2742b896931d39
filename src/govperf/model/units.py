"""Units of measure (计量单位) as data: dimension, other names, exact size.

Sizes are exact fractions of the first unit of their dimension; a unit that no exact number leads to (个月 to 天, 工作日 to
小时) has a dimension of its own, so that nothing is converted by approximation. A noun that is not listed is a unit of its
own: 12 期 and 12 卷 are of no common dimension.

Sources: GB 3100 and GB/T 2659-style common names as budgets print them; 1 亩 is 1/15 公顷.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from attrs import frozen

__all__ = ["COUNTING_NOUNS", "UNITS", "Unit", "find_unit"]


@frozen(slots=True)
class Unit:
    """A unit of measure.

    Attributes:
        name: the name under which units of the same kind meet: 小时 for h.
        dimension: what it measures: ratio, time, money, ….
        size: how many of the dimension's first unit it is, exactly.
    """

    name: str
    dimension: str
    size: Fraction = Fraction(1)

    def convert(self, value: Decimal, other: Unit) -> Fraction | None:
        """The exact value in another unit; None where the two measure different things."""
        return Fraction(value) * self.size / other.size if self.dimension == other.dimension else None


# Dimension: (name, size, other names …), the first with size 1.
_MEASURES: Final = {
    "ratio": (("%", 1, "百分比", "％"), ("‰", Fraction(1, 10)), ("成", 10), ("比例", 100)),
    "percentage point": (("百分点", 1, "个百分点"),),
    "time": (
        ("秒", 1, "秒钟", "s", "S"),
        ("毫秒", Fraction(1, 1000), "ms"),
        ("分钟", 60, "min", "分种"),
        ("小时", 3600, "h", "个小时", "钟头"),
        ("天", 86400, "日", "自然日", "个自然日", "日历天"),
        ("周", 604800, "星期", "个星期"),
    ),
    "calendar": (("月", 1, "个月"), ("季度", 3, "个季度", "季"), ("年", 12, "周年", "年度")),
    "working day": (("工作日", 1, "个工作日"),),
    "money": (("元", 1, "元人民币"), ("角", Fraction(1, 10))),
    "US dollar": (("美元", 1),),
    "length": (
        ("米", 1, "m"),
        ("公里", 1000, "千米", "km", "KM"),
        ("厘米", Fraction(1, 100), "cm"),
        ("毫米", Fraction(1, 1000), "mm"),
        ("延米", 1),
    ),
    "area": (
        ("平方米", 1, "㎡", "平米", "m2", "m²", "平方"),
        ("公顷", 10_000),
        ("亩", Fraction(2000, 3)),
        ("平方公里", 1_000_000, "平方千米", "km2", "km²"),
    ),
    "volume": (("立方米", 1, "m3", "m³", "立方", "方"), ("升", Fraction(1, 1000), "L")),
    "mass": (
        ("千克", 1, "公斤", "kg", "KG"),
        ("克", Fraction(1, 1000), "g"),
        ("毫克", Fraction(1, 1_000_000), "mg"),
        ("吨", 1000, "t"),
    ),
    "energy": (("千瓦时", 1, "kWh"),),
    "power": (("千瓦", 1, "kW", "KW"), ("兆瓦", 1000, "MW")),
    "data rate": (("Mbps", 1, "Mb/s", "兆bps"), ("Gbps", 1000), ("kbps", Fraction(1, 1000), "Kbps")),
    "requests": (("QPS", 1, "RPS", "TPS"),),
    "sound": (("分贝", 1, "dB", "db"),),
    "temperature": (("℃", 1, "摄氏度"),),
    "score": (("分", 1),),
    "people": (("人", 1, "名", "位", "名人", "人员"),),
    "people served": (("人次", 1, "人/次", "人次数"),),
}  # fmt: skip

COUNTING_NOUNS: Final = tuple(
    [
        "个",
        "项",
        "件",
        "次",
        "户",
        "家",
        "台",
        "套",
        "辆",
        "份",
        "批",
        "批次",
        "场",
        "场次",
        "期",
        "期次",
        "班",
        "班次",
        "篇",
        "条",
        "本",
        "册",
        "张",
        "页",
        "卷",
        "宗",
        "起",
        "例",
        "处",
        "座",
        "间",
        "栋",
        "幢",
        "幅",
        "块",
        "片",
        "根",
        "棵",
        "株",
        "头",
        "只",
        "匹",
        "尾",
        "羽",
        "种",
        "类",
        "门",
        "节",
        "课时",
        "学时",
        "人天",
        "人月",
        "人日",
        "人份",
        "台次",
        "台套",
        "车次",
        "航次",
        "户次",
        "件次",
        "家次",
        "条次",
        "篇次",
        "点位",
        "标段",
        "支",
        "把",
        "顶",
        "架",
        "艘",
        "枚",
        "颗",
        "粒",
        "袋",
        "箱",
        "桶",
        "瓶",
        "盒",
        "包",
        "双",
        "副",
        "对",
        "组",
        "队",
        "团",
        "届",
        "所",
        "村",
        "社区",
        "站",
        "口",
        "眼",
        "道",
        "字",
        "款",
        "通",
        "部",
        "首",
        "集",
        "单",
        "笔",
        "票",
        "轮",
        "趟",
        "封",
        "面",
        "盏",
        "扇",
        "床",
        "席",
        "亩次",
        "平方米次",
        "公里次",
        "人公里",
        "吨标准煤",
        "当量",
        "万字",
        "班期",
        "个班",
        "盘",
        "杯",
        "列",
        "杆",
        "樘",
        "挂",
        "具",
        "台班",
        "工时",
        "工日",
        "标准箱",
        "并发",
        "用户",
        "MB",
        "M",
        "GB",
        "G",
        "TB",
        "T",
        "度",
        "小组",
        "项目",
        "岗",
        "岗位",
        "网格",
        "模块",
        "专题",
        "系统",
        "报告",
        "方案",
        "案件",
        "工单",
        "场馆",
        "车位",
        "床位",
        "座位",
        "泊位",
        "学位",
        "样本",
        "批件",
        "户人",
        "对次",
        "组次",
        "处次",
        "台件",
        "台(套)",
        "个(次)",
        "册次",
        "则",
        "幕",
        "份数",
        "班次数",
        "宗次",
        "家企业",
        "个项目",
    ]
)
"""Nouns that things are counted by; each is a dimension of its own."""


def _build() -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for dimension, entries in _MEASURES.items():
        for name, size, *others in entries:
            unit = Unit(str(name), dimension, Fraction(size))
            units.update(dict.fromkeys((str(name), *map(str, others)), unit))
    for noun in COUNTING_NOUNS:
        units.setdefault(noun, Unit(noun, f"count of {noun}"))
    return units


UNITS: Final = MappingProxyType(_build())
"""Every listed unit by each of its names."""

_NO_UNIT = Unit("", "number")


def find_unit(name: str | None) -> Unit:
    """The unit of this name; an unlisted noun is a unit of its own, and no name is the plain number.

    >>> find_unit("h") == find_unit("小时"), find_unit("锅").dimension
    (True, 'count of 锅')
    """
    if name is None:
        return _NO_UNIT
    return UNITS.get(name) or Unit(name, f"count of {name}")
