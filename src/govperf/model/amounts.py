"""Money as printed, and the budget of a project by source of funds (资金来源)."""

from __future__ import annotations

from decimal import Context, Decimal
from typing import Final

from attrs import field, frozen

from govperf.places import Place

__all__ = ["CURRENCY_UNITS", "FUNDS", "Budget", "Money"]

CURRENCY_UNITS: Final = {
    "元": Decimal(1),
    "千元": Decimal(1000),
    "万元": Decimal(10_000),
    "百万元": Decimal(1_000_000),
    "亿元": Decimal(100_000_000),
}
"""How many 元 each printed unit of money is."""

FUNDS: Final = ("fiscal_appropriation", "special_account", "other")
"""The sources of funds, in print order: 财政拨款, 财政专户拨款, 其他资金. They add up to the total."""

_EXACT: Final = Context(prec=1000)
"""The usual context rounds to 28 digits."""


@frozen(slots=True)
class Money:
    """An amount (金额) as printed, with the unit that the document names.

    Attributes:
        amount: the printed number, digits after the point kept (`40.00`); never a float.
        unit: 元, 万元, …; None where the document names none, and then it is unknown, not guessed.
    """

    amount: Decimal
    unit: str | None = None
    place: Place | None = field(default=None, eq=False, kw_only=True)

    @property
    def yuan(self) -> Decimal | None:
        """The exact amount in 元; None where the unit is unknown."""
        factor = CURRENCY_UNITS.get(self.unit or "")
        return None if factor is None else _EXACT.multiply(self.amount, factor)

    @property
    def rounding(self) -> Decimal:
        """Half of the last printed digit, in the printed unit: how far the print may be from the true amount."""
        exponent = self.amount.as_tuple().exponent
        return Decimal(5).scaleb(exponent - 1) if isinstance(exponent, int) else Decimal(0)


@frozen(slots=True)
class Budget:
    """A budget (预算) by source of funds; None is what the print leaves out, which is not 0.

    Attributes:
        total: 总计.
        fiscal_appropriation: 财政拨款.
        special_account: 财政专户拨款.
        other: 其他资金.
    """

    total: Money | None = None
    fiscal_appropriation: Money | None = None
    special_account: Money | None = None
    other: Money | None = None
    place: Place | None = field(default=None, eq=False, kw_only=True)

    def __bool__(self) -> bool:
        """Whether any amount is printed."""
        return any(money is not None for money in self.moneys)

    @property
    def moneys(self) -> tuple[Money | None, ...]:
        """The four amounts in print order, total first."""
        return self.total, self.fiscal_appropriation, self.special_account, self.other

    @property
    def funds(self) -> tuple[Money, ...]:
        """The printed amounts by source, without the total."""
        return tuple(money for money in self.moneys[1:] if money is not None)
