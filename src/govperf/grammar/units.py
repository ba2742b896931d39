"""Units as data: what they measure, under which names, and how they convert, exactly.

A unit is read as printed (`S`, `㎡`, `工作日`); the table says which names mean the same and how many base units each is.
Nouns that count things (台, 户, 人次) are dimensions of their own: nothing converts a 台 into a 户. 月 and 年 convert
into each other but not into days, and 工作日 into nothing, since the exact factor depends on the calendar.

>>> convert(Decimal(1), "小时", "分钟"), convert(Decimal(1), "月", "天")
(Decimal('60'), None)
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import prod
from typing import Final

from attrs import frozen

from govperf.grammar.numerals import EXACT, MULTIPLIERS

__all__ = ["UNITS", "Unit", "canonical_unit", "convert", "find_unit", "printed_unit", "scaled_unit"]


@frozen(slots=True)
class Unit:
    """A unit: the printed name, what it measures, and how many units of that dimension's base it is."""

    name: str
    dimension: str
    factor: Fraction = Fraction(1)


# One line a dimension, its base first: names that mean the same are joined by a bar, the factor follows.
_MEASURES: Final = """
ratio: 比例 1; % 1/100; 百分比|百分数 1/100; 成 1/10; ‰ 1/1000
percentage point: 百分点 1
money: 元|人民币|块钱 1; 角 1/10; 美元 0
time: 秒|秒钟|s|S|sec 1; 毫秒|ms|MS 1/1000; 微秒|μs|us 1/1000000; 分钟|min|mins|MIN 60; 小时|h|H|hour|hours|钟头 3600;\
 天|日|自然日|日历天 86400; 周|星期|礼拜 604800
working day: 工作日|工作天 1
calendar: 月 1; 季度|季 3; 半年 6; 年|周年 12
area: 平方米|㎡|平米|平方|m²|m2|M2|M² 1; 平方公里|平方千米|km²|km2|㎢ 1000000; 公顷|ha 10000; 亩 2000/3;\
 平方厘米|cm²|cm2|㎠ 1/10000
length: 米|m|延米|延长米 1; 公里|千米|km|KM|㎞ 1000; 里|华里 500; 厘米|cm|㎝ 1/100; 毫米|mm|㎜ 1/1000; 微米|μm 1/1000000; 海里 1852
volume: 立方米|m³|m3|方|立方|㎥ 1; 升|L|l 1/1000; 毫升|ml|mL|ML 1/1000000
mass: 千克|公斤|kg|KG|Kg|㎏ 1; 斤 1/2; 吨|t 1000; 克|g 1/1000; 毫克|mg|㎎ 1/1000000; 微克|μg|ug|µg 1/1000000000; 吨标准煤|吨标煤 0
energy: 千瓦时|kWh|kwh|KWH|度 1; 兆瓦时|MWh 1000
power: 瓦|W 1; 千瓦|kW|KW|kw 1000; 兆瓦|MW 1000000
voltage: 伏|V 1; 千伏|kV|KV 1000
frequency: Hz|赫兹 1; MHz|兆赫 1000000; GHz 1000000000; kHz 1000
data: B|字节 1; KB|kB 1024; MB 1048576; GB 1073741824; TB 1099511627776; PB 1125899906842624
data rate: bps|b/s 1; kbps|Kbps 1000; Mbps|mbps|MBPS|Mb/s 1000000; Gbps|gbps 1000000000
temperature: ℃|°C|摄氏度 1
loudness: 分贝|dB|dB(A) 1
requests: RPS|rps|次/秒 1
person-days: 人天|人日 1
"""

_COUNTS: Final = """
个 名 位 人 人次 次 项 件 台 套 份 家 户 宗 起 场 场次 期 批 批次 班 班次 篇 条 本 册 部 张 枚 幅 块 根 棵 株 盏 座 栋 幢 间 处 辆 艘
架 门 口 眼 所 只 头 匹 羽 尾 箱 瓶 盒 袋 包 桶 车 趟 组 支 队 对 双 副 把 床 桌 面 片 段 节 课时 学时 学分 页 字 卷 通 封 例 种 类 款
样 道 盘 轮 届 站 点 点位 路 线 层 级 档 分 倍 颗 粒 剂 人份 剂次 针次 例次 人月 人年 工日 车次 架次 航次 台次 台套 辆次 户次 家次 件次
项次 宗次 篇次 条次 集 单 笔 单元 标段 门次 科 股 村 镇 乡 街道 社区 县 市 校 部门 单位 企业 项目 事项 案件 学校 课题 课程 节目 号 版 顿
餐 桩 井 孔 井次 床位 座位 车位 学位 岗位 期次 学期 年度 学年 个体户 批件 样品 样本 标本 站点 网点 栏目 品种 频次 频道 信箱 字幅
份次 版次 床日 村居 乡镇 行政村 TPS QPS tps qps 并发 像素 bit 星 星级 岁 周岁 亩次 册次 本次 株次 克拉 对次 平 帧 fps 匝 拍 尺 寸 级次
圈 卡 发 刀 令 台班 工时 杯 碗 串 束 捆 担 担次 垛 排 列 节次 堂 堂次 首 曲 部次 幕 出 台时 吨公里 人公里 车公里 标箱 标准箱 TEU 马力 座次 席 席位
G M K 兆 点次 吨位 队次 团 团次 剧目 人组 组次 代 行 套次 套件 台件 艘次 列次 站次 批号 期刊 刊 环 条目 路次 处次
"""

# Nouns that begin like a unit: `12处理` states no places and `3人才` no persons.
_NOT_BEFORE: Final = {
    "人": "员民才均工大社口事力为格物类间行防才居文", "处": "理置罚方于分", "分": "别析局公布散级批解校店离类区管期支数红配享流组值制工拨",
    "天": "然津气河", "年": "限均龄检审报级轻来底末初外中", "日": "常均益报志", "条": "件例款", "种": "植子养粮业",
    "项": "目", "次": "性数品序要生级日年元", "件": "数", "部": "分队署位", "点": "击评亮对", "面": "向积对试临", "对": "外象口应于照接",
    "单": "位次元一独", "家": "庭长园", "户": "籍均外", "个": "人性体别案", "线": "上下路索", "门": "户诊", "所": "有在属", "节": "约能省目点假",
    "通": "过用知报道信行讯畅", "支": "持付撑出部", "站": "点", "组": "织成建", "头": "条部", "把": "握关", "副": "本主", "片": "区",
    "期": "间限货望", "起": "草来到", "本": "级地市区年次项单身", "类": "别型似", "位": "于置", "名": "称单录义", "份": "额", "包": "括含装", "班": "倒子主级组",
    "车": "辆间位牌", "字": "体", "路": "线面灯", "口": "径岸", "平": "均台", "等": "级", "代": "表理码办", "行": "为业政动", "发": "布展放生送现改",
    "出": "台具版", "排": "放查名水污", "列": "入", "令": "人", "比": "例较", "里": "程", "升": "级", "方": "案式面便法", "米": "粉", "队": "伍员",
    "环": "境保节", "卡": "片", "集": "中成体", "团": "队体", "级": "别", "月": "度均报", "周": "边期年转", "标": "准", "科": "研技室学",
    "市": "场民级", "县": "级区", "村": "民级", "校": "园", "成": "功立果本效员品", "尺": "寸度", "度": "量假", "件次": "",
    "套": "餐", "场": "所地景馆", "批": "准示发复", "号": "召码线文", "星": "期", "M": "", "G": "",
}  # fmt: skip


def _measures() -> dict[str, Unit]:
    """The table of `_MEASURES`; a factor of 0 marks a unit that has no exact one and stands alone."""
    units: dict[str, Unit] = {}
    for line in _MEASURES.strip().splitlines():
        dimension, _, entries = line.partition(": ")
        for entry in entries.split(";"):
            names, _, factor = entry.strip().rpartition(" ")
            alone = factor == "0"
            for name in names.split("|"):
                units[name] = Unit(name, name if alone else dimension, Fraction(1 if alone else factor))
    return units


UNITS: Final[dict[str, Unit]] = {
    name: Unit(name, f"count of {name}") for name in _COUNTS.split()
} | _measures()
"""All known units by printed name."""

_PREFIXED: Final = {f"个{name}": name for name in (
    "工作日", "工作天", "月", "小时", "季度", "星期", "百分点", "自然日", "学期", "年度", "学时", "课时", "钟头", "批次", "标段", "单元")}  # fmt: skip
_PRINTED: Final = {"百分比": "%", "百分数": "%", "人·次": "人次"} | _PREFIXED
_NAMES: Final = sorted(set(UNITS) | set(_PRINTED), key=len, reverse=True)
_BY_FIRST: Final[dict[str, tuple[str, ...]]] = {
    first: tuple(name for name in _NAMES if name[0] == first) for first in {name[0] for name in _NAMES}
}


def find_unit(text: str, start: int = 0) -> str | None:
    """The longest known unit that stands at `start` of folded text; None where only a longer noun begins like one."""
    for name in _BY_FIRST.get(text[start : start + 1], ()):
        if text.startswith(name, start):
            following = text[start + len(name) : start + len(name) + 1]
            if name.isascii() and name.isalnum() and following.isascii() and following.isalnum():
                continue
            if not following or following not in _NOT_BEFORE.get(name, ""):
                return name
    return None


def scaled_unit(text: str) -> tuple[int, str] | None:
    """A text that is a unit and nothing else, with the multiplier before it: `万元` is 10000 元.

    >>> scaled_unit("万元"), scaled_unit("含线上")
    ((10000, '元'), None)
    """
    noun = text.lstrip("".join(MULTIPLIERS))
    if not noun or find_unit(noun) != noun:
        return None
    return prod(MULTIPLIERS[multiplier] for multiplier in text.removesuffix(noun)), printed_unit(noun)


def printed_unit(name: str) -> str:
    """The unit as the model names it: `个工作日` is 工作日, `百分比` is %; every other name as printed."""
    return _PRINTED.get(name, name)


def canonical_unit(name: str) -> Unit:
    """The unit with its dimension; a noun that is not known is a dimension of its own."""
    plain = printed_unit(name)
    return UNITS.get(plain) or Unit(plain, f"count of {plain}")


def convert(value: Decimal, source: str, target: str) -> Decimal | None:
    """The value in another unit of the same dimension, exactly; None where there is no exact decimal."""
    start, end = canonical_unit(source), canonical_unit(target)
    if start.dimension != end.dimension:
        return None
    exact = Fraction(value) * start.factor / end.factor
    twos_and_fives = exact.denominator
    for prime in (2, 5):
        while twos_and_fives % prime == 0:
            twos_and_fives //= prime
    if twos_and_fives != 1:
        return None
    return EXACT.divide(Decimal(exact.numerator), Decimal(exact.denominator))
