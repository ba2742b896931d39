"""Data frames of the tidy tables, for pandas, polars and Arrow, with the same columns and fixed types everywhere.

| kind    | pandas                              | polars            | Arrow                |
| ------- | ----------------------------------- | ----------------- | -------------------- |
| text    | `string`                            | `String`          | `string`             |
| class   | `category`                          | `Categorical`     | `dictionary<string>` |
| integer | `Int64`                             | `Int64`           | `int64`              |
| number  | `decimal128(38, 18)[pyarrow]`       | `Decimal(38, 18)` | `decimal128(38, 18)` |
| flag    | `boolean`                           | `Boolean`         | `bool`               |

What is not printed is null in each. In pandas a number is an Arrow decimal and no object: it stays exact, and null
compares as null does.

Losses: those of `govperf.serializers.arrow`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from govperf.errors import InputError, missing_extra
from govperf.model.disclosures import Disclosure
from govperf.serializers.arrow import build_table, load_pyarrow
from govperf.serializers.tidy import is_chinese

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["to_frame"]


def to_frame(
    disclosures: Disclosure | Iterable[Disclosure],
    table: str = "indicators",
    *,
    backend: str = "pandas",
    lang: str = "en",
) -> Any:
    """A tidy table of one or many disclosures as a data frame.

    Args:
        disclosures: one, or several whose rows follow each other.
        table: indicators, projects or tasks.
        backend: `pandas`, `polars` or `arrow`.
        lang: the language of the heads, `en` or `zh`.

    Returns:
        A pandas.DataFrame, a polars.DataFrame or a pyarrow.Table.

    Raises:
        InputError: there is no such table, backend or language, or a number has too many digits.
        MissingExtraError: the library is not installed.
    """
    if backend not in _BUILDERS:
        raise InputError("there is no such backend", text=backend, hint=f"choose from {', '.join(_BUILDERS)}")
    load_pyarrow("a data frame", backend)
    several = [disclosures] if isinstance(disclosures, Disclosure) else disclosures
    return _BUILDERS[backend](build_table(several, table, chinese=is_chinese(lang)))


def _to_pandas(table: pa.Table) -> Any:
    """A pandas.DataFrame: its own nullable types, and Arrow's for decimals, which it has no own type for."""
    try:
        import pandas as pd
    except ImportError as error:
        raise missing_extra("a pandas frame", "pandas") from error
    pa = load_pyarrow("a pandas frame", "pandas")
    own = {pa.string(): pd.StringDtype("pyarrow"), pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}

    def choose_type(kind: Any) -> Any:
        return pd.ArrowDtype(kind) if pa.types.is_decimal(kind) else own.get(kind)

    return table.to_pandas(types_mapper=choose_type)


def _to_polars(table: pa.Table) -> Any:
    """A polars.DataFrame, which shares the memory of the table where it can."""
    try:
        import polars as pl
    except ImportError as error:
        raise missing_extra("a polars frame", "polars") from error
    return pl.from_arrow(table)


_BUILDERS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "pandas": _to_pandas,
    "polars": _to_polars,
    "arrow": lambda table: table,
}
