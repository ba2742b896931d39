"""Who publishes a table, where only its title says so: `某县农业农村局2024年项目支出绩效目标公开表`."""

from __future__ import annotations

import re
from typing import Final

from govperf._width import fold

__all__ = ["find_publisher"]

_BODY: Final = (
    "局|委员会|厅|院|办公室|联合会|联合社|总社|政府|馆|中学|小学|学校|大学|站|总队|支队|大队|公司|法院|检察院|办事处|党校|学会|协会"
    "|中心|研究所|监狱|医院|政协|人大常委会|纪委监委|县委|市委|区委|园林场|管委会|(?<=[县市区省])委(?:宣传部|组织部|统战部|政法委|办)|(?<=[一-龥]{3})[镇乡]"
)
_PUBLISHER: Final = re.compile(
    rf"\s*(?:附[件表]\s*[0-9]{{0,2}}\s*[:、.]?\s*)?(?:20[0-9]{{2}}\s*年(?:度)?)?\s*([一-龥()]{{2,28}}?(?:{_BODY})(?:\((?:本级|机关|汇总)\))?)\s*"
    r"(?=20[0-9]{2}|部门(?:预算|整体|项目)|单位(?:预算|整体|项目)|项目(?:支出|绩效|预算)|预算(?:项目|支出)|绩效目标)"
)


def find_publisher(title: str) -> tuple[int, int] | None:
    """Where a title names the body that publishes; None if it names none.

    >>> find_publisher("某县农业农村局2024年项目支出绩效目标公开表"), find_publisher("2024年部门预算项目绩效目标表")
    ((0, 7), None)
    """
    found = _PUBLISHER.match(fold(title))
    return found.span(1) if found else None
