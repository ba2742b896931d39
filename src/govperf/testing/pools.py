"""Pools of telling cases: texts, classes and labels that were hard to read once, as data."""

from __future__ import annotations

from typing import Final

__all__ = [
    "BODIES",
    "CHARACTERS",
    "CLASSES",
    "CODES",
    "FRAGMENTS",
    "GOALS",
    "GROUPS",
    "LABELS",
    "LEVEL1_NAMES",
    "LINES",
    "MARKS",
    "NAMES",
    "ODD_CLASSES",
    "PROJECT_TITLES",
    "STATEMENT_TITLES",
    "UNITS",
    "VALUES",
    "WITHOUT_STOPS",
]

CHARACTERS: Final = "政务服数据中心系统运维培训完成率数量时间群众满意度工单热线办结及性网站年月日次个件套台人甲乙丙㎡龘ABz0123456789０１２"
"""Characters a text may begin with."""

MARKS: Final = "、。；：，（）()“”《》〔〕-—/*%％‰≥≤≧≦><=＝~±.,:;+ 　·…"
"""Marks a text may hold."""

WITHOUT_STOPS: Final = str.maketrans("", "", ";:；：﹕﹔")
"""A table for str.translate that takes out the marks that part a name from a value without a label."""

NAMES: Final = (
    "电脑数量",
    "系统正常运行率（%）",
    "建设面积(亩)",
    "完成备份2",
    "一体机（2021）3",
    "5G专线、物联网卡采购",
    "运维完成率，不低于合同约定",
    "保障大厅正常运转。",
    "接入单位数：区级；镇级",
    "工单数/完成工单数*100%",
    "1.培训 2.演练",
    "“一件事”主题上线数",
    "用户满意度（≥90%）",
    "7×24小时值守",
    "ＵＰＳ电池更换",
    "12345热线 接通率",
    "指标",
    "年度指标",
    "目标值完成度",
    "3、服务人次",
    "绩效自评表填报率",
    "预算执行率",
)
"""Names that end in numbers, hold the marks of the form, or look like its labels."""

VALUES: Final = (
    "≥95%",
    "≧95%",
    "100%",
    "35台",
    "正常运转",
    "应用及数据库1、每日增量备份2、每周全量备份",
    "7*24小时服务电话;24小时内处理完毕；重大故障2小时内到场。",
    "节省200元。",
    "有迹可循；",
    "(项目总预算-合同总价)/项目总预算≥0.1%",
    "5分钟响应，1小时解决",
    "《2小时",
    "1",
    "优",
    "≥100个（每年）",
    "50%-60%",
    "系统：可用率99%；数据：完整率100%",
    "咨询类工单2个工作日内办结",
    "1、2、3",
    "零事故。。",
    "2023.07-2024.01",
)
"""Target values that are numbered, end in stops, or hold marks of the form."""

GOALS: Final = (
    "办好政务服务。",
    "一、完成系统运维；二、开展培训6次。",
    "（1）设备更新 （2）数据迁移",
    "1、提升效率，网办率≥90%。2、减少跑动：至多1次；",
    "支付存量合同款",
    "响应时间<5秒且>0秒",
    "略",
    "2024年底前完成验收",
)
"""Goals that are numbered, hold signs that look like markup, or name years."""

CODES: Final = ("22202412003", "51011723T000007943391", "440118240000000012345")
"""Project codes that stand for a withheld name."""

CLASSES: Final = (
    ("1", "产出指标", "11", "数量指标"),
    ("1", "产出指标", "12", "质量指标"),
    ("1", "产出指标", "13", "时效指标"),
    ("1", "产出指标", "14", "成本指标"),
    ("2", "效益指标", "21", "经济效益指标"),
    ("2", "效益指标", "22", "社会效益指标"),
    ("2", "效益指标", "24", "可持续影响指标"),
    ("3", "满意度指标", "31", "服务对象满意度指标"),
)
"""Code and name of both levels, as they belong together."""

ODD_CLASSES: Final = (
    ("1", "产出指标", "11", "质量指标"),
    ("1", "产出指标", "149999", "成本指标"),
    ("2", "效益指标", "31", "服务对象满意度"),
    ("2", "效益指标", "22", "社会效益"),
    ("1", "产出指标", None, None),
    ("3", "满意度指标", None, None),
    (None, "产出指标", None, "数量指标"),
)
"""Classes that disagree, have no second level, or no codes."""

LEVEL1_NAMES: Final = ("产出指标", "产出指标", "效益指标", "满意度指标", "成本指标", "数量指标", "质量指标")
"""What stands as the class in forms with one level; the last two do not belong there."""

BODIES: Final = (
    "政务服务数据管理局",
    "科技工业商务和信息化局",
    "教育局（本级）",
    "卫生健康局(开发区卫生健康局)",
)
"""What a department is called behind the name of its district."""

UNITS: Final = ("信息化办公室", "政务服务中心", "12345热线中心", "第三小学2", "人民医院（总院）")
"""Names of budget units."""

GROUPS: Final = ("部门预算支出", "收入来源", "事业发展性支出", "按预算级次划分")
"""Headings of budget lines."""

LINES: Final = ("基本支出", "项目支出", "财政拨款", "其他资金", "财政专项资金", "区本级使用资金", "3月份支出")
"""Names of budget lines."""

PROJECT_TITLES: Final = (
    "项目支出绩效目标表（含转移支付项目）",
    "项目支出绩效目标表",
    "部门预算项目绩效目标批复表",
)
"""Titles of tables of projects."""

STATEMENT_TITLES: Final = ("部门整体预算绩效目标申报表", "部门整体支出绩效目标申报表")
"""Titles of department forms."""

FRAGMENTS: Final = (
    *(f"{number}、" for number in (1, 2, 3, 10)),
    *(
        "产出指标：",
        "1-产出指标：",
        "满意度指标；",
        "11-数量指标：",
        "12-质量指标；",
        "31-服务对象满意度；",
        "数量指标",
    ),
    *(
        "；年度指标值：",
        "，年度指标值，",
        "；实施周期指标值：",
        "指标值:",
        "目标值",
        "。",
        "；",
        ";;",
        "：",
        "，",
        "、",
    ),
    *("１．", "9)", "1、1-产出指标：11-数量指标：", "2、效益指标：", "≥95%", "24小时;", "-", "指标"),
)
"""Pieces of run-on cells."""

LABELS: Final = (
    *(
        "主管部门",
        "预算单位",
        "项目名称",
        "绩效目标",
        "绩效指标",
        "项目名称（资金使用单位）",
        "总计",
        "财政拨款",
    ),
    *(
        "财政专户拨款",
        "其他资金",
        "部门名称",
        "预算整体情况",
        "总体绩效目标",
        "年度重点工作任务",
        "一级指标",
        "二级指标",
    ),
    *(
        "三级指标",
        "实施周期指标值",
        "年度指标值",
        "预算金额（万元）",
        "合计",
        "产出指标",
        "数量指标",
        "成本指标",
        "单位：万元",
    ),
    *(
        "部门名称：某局",
        "项目支出绩效目标表",
        "部门整体预算绩效目标申报表",
        "第1页",
        "2024年",
        "黄埔区",
        "南沙区",
    ),
)
"""Heads, labels and lines of all forms."""
