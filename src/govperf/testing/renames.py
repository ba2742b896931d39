"""How names and targets change from year to year, in several strengths, and which names must not be taken for one another."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from random import Random
from typing import Final

from govperf.changes.edits import EditKind
from govperf.changes.names import match_key, shift_years, years_in
from govperf.grammar.numerals import format_numeral
from govperf.model.disclosures import Disclosure
from govperf.model.targets import Operator, Target, TargetKind
from govperf.testing import version_pools as pools

__all__ = ["Aged", "alike"]

_SIGNS: Final = {
    Operator.AT_LEAST: ("≥{}", "不低于{}", "{}以上", "大于等于{}", "≧{}", "不少于{}"),
    Operator.AT_MOST: ("≤{}", "不超过{}", "{}以内", "小于等于{}", "≦{}"),
}
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
_SUFFIX: Final = re.compile(r"(?:专项经费|工作经费|服务项目|项目|经费|专项|费)$")


def alike(one: str, other: str) -> bool:
    """Whether two names of made-up indicators are too close for anyone to tell a rename from a drop and an add."""
    keys = set(match_key(one)), set(match_key(other))
    return len(keys[0] & keys[1]) >= 0.5 * min(map(len, keys))


class Aged:
    """Draws what becomes of names and targets."""

    def __init__(self, random: Random, old: Disclosure) -> None:
        self.random = random
        self.names = [project.name for project in old.projects if project.name]
        self.department = (old.departments[0].name or "") if old.departments else ""
        self.moves_on = random.random() < 0.7  # In most documents the years in names move on.

    def rename(self, name: str, taken: set[str], *, telling: bool = False) -> tuple[str, str]:
        """The name a year on, and how strong the rename was: "" (none), `year`, `light` or `strong`.

        Only a project that says enough besides its name gets an entirely new one, for else nobody could tell.
        """
        moved = shift_years(name, 1) if self.moves_on else name
        if self.random.random() < 0.3:  # A third are renamed besides.
            changed = self.random.choice(_RENAMES)(self, moved)
            key = match_key(changed)
            if (
                changed != moved
                and (key == match_key(name) or key not in taken)
                and not self._hits_other(changed, name)
            ):
                return changed, "light"
        if telling and self.random.random() < 0.02:  # Few get an entirely new name.
            changed = self.random.choice(pools.MODIFIERS) + self.random.choice(pools.OBJECTS) + "提升工程"
            if match_key(changed) not in taken:
                return changed, "strong"
        return moved, "year" if moved != name else ""

    def _hits_other(self, changed: str, name: str) -> bool:
        """Whether the changed name says what another project's says."""
        key = set(match_key(changed))
        return any(
            other != name and len(key ^ set(match_key(other))) < len(key ^ set(match_key(name)))
            for other in self.names
        )

    def too_close(self, name: str) -> bool:
        """Whether nobody could tell that a new name is no rename of an old one: one is in the other but for its end."""
        core = _SUFFIX.sub("", match_key(name))
        return any(
            core in match_key(other)
            or _SUFFIX.sub("", match_key(other)) in core
            or _is_shuffled(core, match_key(other))
            for other in self.names
        )

    def sibling(self, name: str) -> str | None:
        """The name of another project of the same kind: the next phase, another street; None if it has no mark."""
        for marks in (pools.STREETS, *pools.PHASES):
            for mark in marks:
                if mark in name:
                    others = [other for other in marks if other != mark and other[-2:] == mark[-2:]] or [
                        other for other in marks if other != mark
                    ]
                    return name.replace(mark, self.random.choice(others))
        return None

    def parts(self, name: str) -> tuple[str, str]:
        """The names of two parts of a project."""
        first, second = self.random.choice(
            (("（硬件部分）", "（软件部分）"), ("（一期）", "（二期）"), ("—区级", "—镇街"), ("运行", "宣传"))
        )
        base = _SUFFIX.sub("", name) if first == "运行" else name
        return base + first, base + second

    def rename_indicator(self, name: str) -> str:
        """A name that says the same in slightly other words."""
        changes: tuple[Callable[[str], str], ...] = (
            lambda text: f"{text}（%）" if text.endswith("率") else text,
            lambda text: f"开展{text}" if text.startswith("培训") else f"年度{text}",
            lambda text: text.replace("满意度", "满意率"),
            lambda text: text.replace("数量", "数"),
            lambda text: text.replace("时间", "时限") if "响应" in text else text,
            lambda text: f"{text}指标",
            lambda text: f"项目{text}" if not text.startswith("项目") else text.removeprefix("项目"),
            lambda text: text.replace("系统", "信息系统").replace("故障", "系统故障"),
            lambda text: f"{text}（含线上）" if text.startswith("培训") else text,
        )
        return self.random.choice(changes)(name)

    def turn(self, target: Target, name: str) -> tuple[EditKind | None, str]:
        """What becomes of a target: the kind of the edit, and the new text; None where nothing fits."""
        clause = target.clause
        if target.kind is TargetKind.QUALITATIVE:
            return self._turn_words(target)
        if (
            target.kind is not TargetKind.QUANTITY
            or clause is None
            or clause.value is None
            or clause.per
            or clause.subject
        ):
            return None, target.text
        if clause.change or clause.unit is None or not re.search(r"\d", target.text):
            return None, target.text
        choices = (self._move, self._move, self._reword, self._reword, self._blur, self._other_unit)
        return self.random.choice(choices)(target, name)

    def _turn_words(self, target: Target) -> tuple[EditKind | None, str]:
        if years_in(target.text):
            if self.random.random() < 0.5:
                return EditKind.TARGET_REWORDED, shift_years(target.text, 1)
            return EditKind.TARGET_VAGUER, "按时完成"
        if "月" in target.text or "日" in target.text:
            return None, target.text
        if self.random.random() < 0.5:
            return EditKind.TARGET_CONCRETER, "≥90%"
        other = self.random.choice([word for word in pools.VAGUE if word != target.text])
        return EditKind.TARGET_INCOMPARABLE, other

    def _move(self, target: Target, name: str) -> tuple[EditKind | None, str]:
        value = Decimal(_NUMBER.findall(target.text)[0])
        by = max(Decimal(1), (value * self.random.randint(1, 4) / 10).to_integral_value())
        up = self.random.random() < 0.5
        moved = value + by if up else value - by
        if moved <= 0 or (target.unit == "%" and moved > 100):
            return None, target.text
        lower = target.direction(name).value == "lower"
        kind = EditKind.TARGET_STRICTER if up != lower else EditKind.TARGET_LOOSER
        return kind, _with_number(target, moved)

    def _reword(self, target: Target, name: str) -> tuple[EditKind | None, str]:
        operator = target.operator or (
            Operator.AT_MOST if target.direction(name).value == "lower" else Operator.AT_LEAST
        )
        if operator not in _SIGNS or target.value is None:
            return None, target.text
        amount = f"{format_numeral(target.value)}{target.unit}"
        text = self.random.choice(_SIGNS[operator]).format(amount)
        return (None if text == target.text else EditKind.TARGET_REWORDED), text

    def _blur(self, target: Target, name: str) -> tuple[EditKind | None, str]:
        del target, name
        return EditKind.TARGET_VAGUER, self.random.choice(pools.VAGUE)

    def _other_unit(self, target: Target, name: str) -> tuple[EditKind | None, str]:
        del name
        other = {
            "场": "期",
            "台": "套",
            "次": "项",
            "个": "家",
            "家": "个",
            "宗": "件",
            "份": "册",
            "项": "个",
        }.get(target.unit or "")
        if other is None or target.value is None:
            return None, target.text
        return EditKind.TARGET_UNIT, f"≥{format_numeral(target.value)}{other}"

    def _change_suffix(self, name: str) -> str:
        return _SUFFIX.sub("", name) + self.random.choice(pools.SUFFIXES)

    def _abbreviate(self, name: str) -> str:
        for long, short in self.random.sample(pools.ABBREVIATIONS, k=len(pools.ABBREVIATIONS)):
            if long in name:
                return name.replace(long, short)
            if short in name and self.random.random() < 0.3:
                return name.replace(short, long)
        return name

    def _change_frame(self, name: str) -> str:
        for frame in (self.department, self.department[:5], self.department[2:5]):
            if frame and name.startswith(frame):
                return (
                    name.removeprefix(frame)
                    if self.random.random() < 0.6
                    else self.department[2:] + name.removeprefix(frame)
                )
        return self.department[2:5] + name

    def _add_modifier(self, name: str) -> str:
        word = self.random.choice(pools.MODIFIERS)
        return name if word in name else word + name

    def _slip(self, name: str) -> str:
        slips = [pair for pair in pools.TYPOS if pair[0] in name]
        return name.replace(*self.random.choice(slips), 1) if slips else name

    def _reorder(self, name: str) -> str:
        for action in pools.ACTIONS:
            head, found, tail = name.partition(action)
            if found and head and not years_in(head):
                return self.random.choice(
                    (
                        f"{action}（{head}）{tail}",
                        f"关于开展{head}{action}的{tail or '项目'}",
                        f"{action}{head}{tail}",
                    )
                )
        return name

    def _change_width(self, name: str) -> str:
        wide = str.maketrans("（）0123456789", "()０１２３４５６７８９")
        return name.translate(wide) if self.random.random() < 0.5 else f"{name} " + "（续建）"

    def _change_year_words(self, name: str) -> str:
        if "年度" in name:
            return name.replace("年度", "年")
        return (
            name.replace("年", "年度", 1)
            if years_in(name)
            else f"{self.random.choice(('2025年', '2025年度', '本年度'))}{name}"
        )

    def _twice(self, name: str) -> str:
        first, second = self.random.sample(_RENAMES[:4], k=2)
        return second(self, first(self, name))


_RENAMES: Final[tuple[Callable[[Aged, str], str], ...]] = (
    Aged._change_suffix,
    Aged._abbreviate,
    Aged._change_frame,
    Aged._add_modifier,
    Aged._slip,
    Aged._reorder,
    Aged._change_width,
    Aged._change_year_words,
    Aged._twice,
)


def _is_shuffled(one: str, other: str) -> bool:
    return sorted(one) == sorted(other)


def _with_number(target: Target, value: Decimal) -> str:
    """The text with another number in the place of its only one."""
    return _NUMBER.sub(format_numeral(value), target.text, count=1)
