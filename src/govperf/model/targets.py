"""What an indicator promises: a target value (指标值), as printed and as understood."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from attrs import field, frozen

from govperf.places import Place

__all__ = ["Clause", "Operator", "Target", "TargetKind"]


class TargetKind(StrEnum):
    """What kind of statement a target is."""

    QUANTITY = "quantity"
    RANGE = "range"
    COMPOUND = "compound"
    QUALITATIVE = "qualitative"


class Operator(StrEnum):
    """The sign that the print states between indicator and value."""

    AT_LEAST = ">="
    ABOVE = ">"
    AT_MOST = "<="
    BELOW = "<"
    EQUAL = "="
    ABOUT = "~"
    BETWEEN = "between"


@frozen(slots=True)
class Clause:
    """One bound: `用户满意度95%以上` has the subject 用户满意度, the operator >=, the value 95 and the unit %.

    Attributes:
        subject: what the clause itself says is bounded; None if it does not say.
        operator: the printed sign; None where the print states none.
        value: the number, multipliers applied (`1.7万` is 17000).
        upper: the upper end of a range; None otherwise.
        unit: the printed noun without its multiplier; None if there is none.
        per: what the value is counted per (`1次/月`: 月).
        change: "increase" or "decrease" where the number is a change (`压减8%以上`); None otherwise.
    """

    subject: str | None = None
    operator: Operator | None = None
    value: Decimal | None = None
    upper: Decimal | None = None
    unit: str | None = None
    per: str | None = None
    change: str | None = None


@frozen(slots=True)
class Target:
    """A target value (指标值): the words of the print, and the clauses they state.

    Attributes:
        text: as printed, line wraps removed.
        kind: quantity, range, compound (several clauses) or qualitative.
        clauses: empty for a qualitative target.
    """

    text: str
    kind: TargetKind = TargetKind.QUALITATIVE
    clauses: tuple[Clause, ...] = ()
    place: Place | None = field(default=None, eq=False, kw_only=True)

    @property
    def clause(self) -> Clause | None:
        """The one clause of a quantity or range; None for a compound or qualitative target."""
        return self.clauses[0] if len(self.clauses) == 1 else None
