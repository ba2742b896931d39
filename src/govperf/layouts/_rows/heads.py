"""Heads by their meaning: one table of synonyms for all forms that print an indicator a row.

A head is compared folded, without blanks, line breaks, stars, list numbers and what stands in brackets; the rows of the
table are tried from top to bottom and must match the whole head. What matches none keeps its own name
(`Indicator.extras`). The synonyms are those met in published forms and in the import templates of finance systems.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from attrs import frozen

from govperf._width import fold_head

__all__ = ["LABELS", "Meaning", "plain_head", "read_head", "read_label"]


@frozen(slots=True)
class Meaning:
    """What a head or label means: a key of the tables below, and what its brackets add."""

    key: str
    note: str | None = None


_BRACKET: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_LIST: Final = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.]|\d{1,2}[、.](?!\d)|\(?[一二三四五六七八九十\d]{1,2}\))"
)
_YEAR: Final = re.compile(r"20\d\d年?(?:度)?|20(?:XX|\*\*|xx)年(?:度)?")

# A head of the table of indicators.
_COLUMNS: Final = """
level1_code: 一级(?:绩效)?指标(?:代码|编码)
level2_code: 二级(?:绩效)?指标(?:代码|编码)
number: 序号|编号|指标序号|指标编号
level1: (?:绩效)?一级(?:绩效)?(?:指标|目标)?(?:名称|类别|分类)?|指标(?:大类|一级)
level2: (?:绩效)?二级(?:绩效)?(?:指标|目标)?(?:名称|类别|分类)?|指标(?:类别|类目|小类|分类|二级)|绩效指标类别
name: (?:绩效|具体)?三级(?:绩效)?(?:指标|目标)?(?:名称|内容|描述)?(?:及.*)?|(?:绩效|具体|考核|评价)?指标(?:名称|内容|项目?|描述|三级)|具体指标|考核指标|评价指标|三级指标.*
previous: .*(?:上年|上一年|去年|前年|往年|历史|近三年|基期|基准年?).*
remark: .*(?:解释|备注|依据|来源|公式|方法|内涵|佐证|证明|说明|评.*标准|扣分|计分|打分|评价标准|责任|联系)(?:.*(?:标准|说明|材料|人|方法))?
reason: .*(?:偏差|未完成|未达|差异|偏离).*|.*原因(?:分析)?(?:及.*)?|.*改进措施|整改措施
score: (?!.*标准).*(?:得分|自评分|自评分数|评分|得分值)
weight: .*(?:分值|权重|权数|标准分|赋分|满分|分数|配分)(?:比例|占比|%)?
direction: .*方向性?|正反向|正负向
kind: (?:指标)?值?类型|指标值类型|定性定量|定量定性|定性/定量|定量/定性|指标属性|指标类型
sign: (?:指标|绩效指标|目标|值)?(?:性质|符号)|(?:计算|运算|比较|关系|逻辑|判断|操作|算术|指标计算)(?:符号?|关系|方式)|算子|运算关系
unit: (?:绩效)?(?:度量|计量)(?:单位|方式)|(?:度量|计量|数值|指标值?|目标值|量化|绩效指标|值|计算)单位|单位
actual: (?!.*(?:预期|计划|预计|目标值|指标值$)).*(?:实际|实绩).*|(?:全年|年度?|指标|目标|绩效|自评|本年)*(?:完成|实现|达成)(?:值|情况|数|结果|程度)|.*实际完成(?:指标)?值.*|自评值
cycle: .*(?:实施周?期|中长?期|长期|项目期|周期|全周期|三年|五年|远期).*(?:值|目标|指标|标准)|(?:总体|整体|总).*(?:值|目标)
annual: (?!.*(?:三级|绩效指标$)).*(?:年|当期|本期).*(?:值|目标|指标|标准|预期|计划|数).*
unlabelled: (?:绩效|指标|目标|预期|计划|预计|考核|评价|设定|申报|批复|期望|拟定)*(?:值|目标值|指标值|标准值|数值|目标数|目标|标准|要求|实现值|完成值)(?:及单位|和单位|内容|要求|描述)?|指标目标|值|.*(?:指标值|目标值|预期值|标准值)
"""

# A label of the head block of a form, or a head that a long table has for its projects.
_LABELS: Final = """
initial: (?:资金)?年初预算(?:数|金额|安排)?|年初数
revised: 全年预算(?:数|金额|安排)?|调整后?预算数?|预算调整数|调整预算数|预算批复数
executed: .*(?:执行|支出|实际支出|使用|到位)(?:数|金额)|实际支出|全年执行(?:数|金额)?|执行数
rate: (?:预算|资金|年度)*(?:执行|支出|完成)率
weight: 分值|权重|满分
project: (?:具体|二级|三级|申报|专项|预算|自评|绩效)*项目名称|专项(?:资金)?名称|政策(?:和|及|或)?项目名称|项目|专项|支出项目(?:名称)?|单位名称.{0,1}项目名称|项目政策名称|项目信息|转移支付名称|资金名称|专项资金名称(?:及.*)?
code: 项目(?:代码|编码|编号|ID)(?:.*)?
currency: (?:金额|货币|资金|币种|经费)单位
department: 一级预算单位|(?:项目|省级|市级|区级|县级|一级|中央|业务)?(?:主管|预算|归口|业务主管)部门(?:名称)?(?:(?:及|和)?(?:代码|编码).*)?|部门(?:单位)?名称|部门|主管单位(?:名称)?|部门预算单位名称|部门单位
unit: (?:项目|具体|预算|基层|资金|实际)*(?:实施|使用|预算|承担|用款|执行|建设|项目|申请|申报)(?:单位|主体)(?:名称)?(?:(?:及|和)?(?:代码|编码).*)?|单位名称|二级单位(?:名称)?|单位|预算单位名称|基层单位|项目单位名称|责任单位|资金使用单位名称
filer: (?:填报|申报|填表|编报|评价|自评|编制)(?:单位|部门|机构)(?:名称)?(?:盖章|公章)?
year: (?:预算|项目|填报|所属|绩效|申报|评价)?年度|(?:预算|会计)年份|年份|预算年度.*
cycle_total: .*(?:实施周?期|中长?期|长期|项目期|周期).*(?:资金|预算|金额|投资).*|项目?总投资(?:额)?|总投资(?:额)?
cycle_fund: .*(?:实施周?期|中长?期).*拨款
group: 项目资金|预算资金|资金情况|项目资金情况|预算情况|资金构成|预算安排情况|资金来源|预算执行情况|年度预算申请|部门预算(?:情况)?|项目预算(?:资金)?|项目资金来源|年度主要任务|绩效指标|绩效目标指标|年度绩效指标|指标|项目基本情况|基本情况|基本信息|预算绩效|绩效指标体系|绩效目标表|项目基本信息|项目支出|预算执行|年度部门预算.*
carried: .*(?:上年|以前年度|往年)?(?:结转|结余).*
special_account: (?:其中:?)?(?:.*财政专户.*|教育收费|非税收入?.*专户.*)
fiscal_appropriation: 财政资金预算|(?!.*(?:中央|省|市|县|区级|地方|上级|本级))(?:其中:?)?(?:.*财政(?:性|补助|预算|专项)?(?:拨款|资金|补助|安排)(?:收入|小计|资金)?|.*一般公共预算(?:拨款|资金|收入|安排)?.*|财政拨款.*|.*财政拨款)
other: (?:其中:?)?(?:其他|其它)(?:资金|收入|来源|经费)?(?:.*资金)?
total: (?:其中:?)?(?:资金规模|(?:补助|奖补|下达|分配|年度|本年|当年|全年|项目|预算|资金|本年度|申报|申请|安排|年初|批复|下达|部门|整体|支出|总|自评)*(?:资金|预算|金额|经费)(?:总额|总数|总计|合计|数|金额|总金额|额|安排|资金)*|资金总额|总额|项目总额|年度金额|总金额|总计|预算(?:数|金额|总额)|年度预算|金额|经费|年度预算安排|年初预算|资金投入)
cycle_goal: .*(?:实施周?期|中长?期|长期|项目期|周期|三年|五年|远期).*目标(?:任务)?
outcome: .*(?:实际|全年|目标|年度|总体|绩效|任务)(?:实际|目标|任务|总体|绩效)*(?:完成|实现|达成)(?:情况|程度|结果)|完成情况|实际完成.*|目标(?:实际)?完成情况|实现情况
goal: (?:项目)?概况.{0,2}目标|(?:项目|年度|总体|总|整体|部门|单位|绩效|预期|本年|当年|本年度|全年|申报|年初|设定|资金|支出|主要|实施|转移支付|专项|预算|财政|三定|任务|工作)*目标(?:任务|内容|描述|概述|情况|设定|表述|及任务)?(?:内容|概述)?|预期绩效|目标内容|项目绩效|绩效目标.*
score: (?:自评|评价|绩效|综合|总|最终|自评总)*(?:得分|总分|分数|评分)|总分
detail: (?=.{2,12}$)(?:.*(?:负责人|联系人|经办人|电话|属性|类型|类别|起止.*|时间|期限|项目期|周期|日期|立项依据|政策依据|设立依据|概况|简介|用途|职能|职责|级次|地址|邮编|人数|编制数?|概述|必要性|可行性|分类|情况说明)|.*项目内容|管理办法|实施方案|实施计划)
grade: (?:自评|评价|绩效|综合|评定|自评结果)*(?:等级|等次|结论|级别)
"""


def _read_table(table: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    lines = (line.partition(": ") for line in table.strip().splitlines())
    return tuple((key, re.compile(pattern)) for key, _, pattern in lines)


_COLUMN_PATTERNS: Final = _read_table(_COLUMNS)
_LABEL_PATTERNS: Final = _read_table(_LABELS)
LABELS: Final = frozenset(key for key, _ in _LABEL_PATTERNS)
"""The keys of labels."""

_LONGEST: Final = 24


@lru_cache(maxsize=8192)
def plain_head(text: str) -> tuple[str, str | None]:
    """A head without brackets, list numbers and colons, and what stood in its brackets.

    >>> plain_head("*指标值\\n（包含数字及文字描述）：")
    ('指标值', '包含数字及文字描述')
    """
    folded = fold_head(text)
    notes = _BRACKET.findall(folded)
    plain = _LIST.sub("", _BRACKET.sub("", folded)).strip(":;,、.")
    return plain, notes[0][1:-1] if notes else None


@lru_cache(maxsize=8192)
def read_head(text: str) -> Meaning | None:
    """What a head of a table of indicators means; None where no head of the table answers to it.

    >>> [read_head(text).key for text in ("三级指标", "2025年度指标值", "指标性质", "实际完成值", "权重（%）")]
    ['name', 'annual', 'sign', 'actual', 'weight']
    >>> read_head("产出指标") is None
    True
    """
    plain, note = plain_head(text)
    if not plain or len(plain) > _LONGEST:
        return None
    found = _match(_COLUMN_PATTERNS, _YEAR.sub("年", plain))
    if found == "unlabelled" and note is not None and "年度" in note:
        found = "annual"
    return Meaning(found, note) if found else None


@lru_cache(maxsize=8192)
def read_label(text: str) -> Meaning | None:
    """What a label of the head block means; None for a text that is no label, as a year alone is none.

    >>> [read_label(text).key for text in ("主管部门及代码", "其中：财政拨款", "年度总体目标", "实施期目标（2023-2025年）")]
    ['department', 'fiscal_appropriation', 'goal', 'cycle_goal']
    """
    plain, note = plain_head(text)
    if not plain or len(plain) > _LONGEST or _YEAR.fullmatch(plain):
        return None
    found = _match(_LABEL_PATTERNS, _YEAR.sub("年度", plain).replace("年度年度", "年度"))
    return Meaning(found, note) if found else None


def _match(patterns: tuple[tuple[str, re.Pattern[str]], ...], plain: str) -> str | None:
    return next((key for key, pattern in patterns if pattern.fullmatch(plain)), None)
