"""What records stand in while they are compared: names, places and the pair an edit rests on."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import attrs
from attrs import frozen

from govperf.changes.edits import Edit, EditKind, Match
from govperf.changes.pairings import Pairing
from govperf.changes.reasons import Reason, say
from govperf.model.departments import BudgetLine, BudgetUnit, KeyTask
from govperf.model.disclosures import Table
from govperf.model.evaluations import ExecutionLine
from govperf.model.indicators import Indicator
from govperf.model.projects import Project

__all__ = ["Where", "line_name", "thousandths"]


@frozen(slots=True)
class Where:
    """What the records stand in that are being compared.

    Attributes:
        edit: an edit that has all that is known of the place: names, unit, places, score.
        owner: what a budget here belongs to: `project`, `unit` or `table`.
        owner_reason: what is said of the owner's budget.
        pairing: the pair that the records are; None where they were not compared by name.
        years: how many years lie between the versions; 0 where that is unknown.
    """

    edit: Edit
    owner: str = ""
    owner_reason: Reason = ("", "")
    pairing: Pairing | None = None
    years: int = 0

    def make(self, kind: EditKind, reason: Reason = ("", ""), **values: Any) -> Edit:
        """An edit here."""
        return attrs.evolve(self.edit, kind=kind, reason=reason[0], reason_zh=reason[1], **values)

    def at(self, old: object, new: object) -> Where:
        """The same where two values are printed, if they know it."""
        places = {
            name: place
            for name, value in (("old_place", old), ("new_place", new))
            if (place := getattr(value, "place", None)) is not None
        }
        return attrs.evolve(self, edit=attrs.evolve(self.edit, **places)) if places else self

    def match(self, old: str | None, new: str | None, pairing: Pairing) -> Match:
        """The pair of two indicators here."""
        edit, (reason, reason_zh) = self.edit, pairing.reason
        score = thousandths(pairing.score)
        return Match(
            edit.project,
            edit.project_new,
            edit.unit,
            edit.unit,
            old,
            new,
            score,
            reason,
            reason_zh,
            of_indicators=True,
        )

    def inside(self, old: Any, new: Any, pairing: Pairing | None = None) -> Where:
        """One step down, into these two records; one of them may be None."""
        where = attrs.evolve(self.at(old, new), pairing=pairing)
        if old is None or new is None:
            lost: dict[str, Any] = {"old_place" if old is None else "new_place": None}
            where = attrs.evolve(where, edit=attrs.evolve(where.edit, **lost))
        either = old if old is not None else new
        names = [None if one is None else getattr(one, "name", None) for one in (old, new)]
        match either:
            case Table():
                return attrs.evolve(where, owner="table", owner_reason=say("grand-total"))
            case BudgetUnit(name=name):
                edit = attrs.evolve(where.edit, unit=(new.name if new else None) or name)
                return attrs.evolve(
                    where, edit=edit, owner="unit", owner_reason=say("subtotal", edit.unit or "–")
                )
            case Project():
                named = {"project": names[0], "project_new": names[1]}
                return attrs.evolve(_with_names(where, named), owner="project", owner_reason=("", ""))
            case Indicator():
                return _with_names(where, {"indicator": names[0], "indicator_new": names[1]})
            case KeyTask() | ExecutionLine():
                return attrs.evolve(where, edit=attrs.evolve(where.edit, field=either.name))
            case BudgetLine():
                return attrs.evolve(where, edit=attrs.evolve(where.edit, field=line_name(either)))
        return where


def _with_names(where: Where, names: dict[str, Any]) -> Where:
    score = None if where.pairing is None else thousandths(where.pairing.score)
    return attrs.evolve(where, edit=attrs.evolve(where.edit, score=score, **names))


def line_name(line: BudgetLine) -> str:
    """What a budget line is called: its heading and its name."""
    return f"{line.group}/{line.name}" if line.group else line.name


def thousandths(score: float) -> Decimal:
    """A score with three digits."""
    return Decimal(round(score * 1000)).scaleb(-3)
