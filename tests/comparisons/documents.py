"""Small departments to compare, made by hand and drawn at random."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

import govperf as gp

NAMES = (
    "群众满意度", "用户满意度（%）", "故障响应率", "系统故障修复处理时间", "培训班次", "被投诉次数", "安全事故", "档案查询量",
    "编外人员工资支付及时性", "验收合格率", "造林面积（亩）", "服务人次", "数字化扫描量", "水质达标率", "完成率", "资金支出率",
)  # fmt: skip
TEXTS = (
    "≥95%", "100%", "0.97比例", "满意", "≤2小时", "30分钟以内", "3个工作日", "≥6次", "6场", "少于2起", "0", "1.7万", "50%-60%",
    "≥2000平方米", "3亩", "每月1次", "5分钟响应，1小时解决", ">99.5", "压减8%以上", "约30分钟/件", "12次（每年）", "±3%以内", "优",
)  # fmt: skip


def make(
    name: str, *promises: tuple[str, str], project: str = "项目", budget: str | None = None
) -> gp.Disclosure:
    """A department with one project that promises these indicators."""
    indicators = tuple(gp.Indicator(name=title, annual=gp.parse_target(text)) for title, text in promises)
    total = gp.Budget(total=gp.Money(Decimal(budget), "万元")) if budget else None
    return assemble(name, gp.Project(name=project, budget=total, indicators=indicators))


def assemble(name: str, *projects: gp.Project) -> gp.Disclosure:
    """A department with these projects."""
    return gp.Disclosure((gp.Department(name=name, units=(gp.BudgetUnit(None, projects=projects),)),))


@st.composite
def departments(draw: st.DrawFn) -> gp.Disclosure:
    """A department whose indicators have names and targets that are often compared."""
    promises = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(TEXTS)), max_size=6)
    budgets = st.none() | st.decimals(0, 10_000, places=2).map(str)
    made = [
        make("某局", *draw(promises), project=name, budget=draw(budgets)).projects[0]
        for name in draw(st.lists(st.sampled_from(("热线", "运维项目", "培训")), max_size=3))
    ]
    return assemble(draw(st.sampled_from(("广州市甲子区某局", "乙丑县某局", "丙寅市某局"))), *made)
