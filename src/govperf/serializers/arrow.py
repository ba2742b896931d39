"""Arrow tables of the tidy tables: fixed types, exact decimals, and what every columnar library takes without a copy.

- text is `string`, a class is a dictionary of strings, an integer is `int64`, a flag is `bool`.
- A number is `decimal128(38, 18)`: exact, with 18 digits after the point. How many digits were printed is not kept
  (`40.00` is 40). A number with more digits than that is refused, never rounded.

Losses: those of `govperf.serializers.tidy`, and the digits after the point as printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from govperf.errors import InputError, missing_extra
from govperf.model.disclosures import Disclosure
from govperf.serializers.tidy import COLUMNS, HEADS_ZH, KINDS, Columns, Kind, Value, read_columns

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["DIGITS", "PLACES", "build_batches", "build_table", "check_number", "load_pyarrow", "make_schema"]

DIGITS: Final = 38
"""How many digits a number may have."""
PLACES: Final = 18
"""How many of them may stand after the point."""
_ROWS: Final = 20_000
"""The rows of a batch: enough to be quick, few enough to be small."""
_TOGETHER: Final = 32
"""How many disclosures are taken apart at a time: each has few rows, and most of the work is done once for all."""


def load_pyarrow(feature: str, extra: str = "arrow") -> Any:
    """The library. Raises MissingExtraError where it is not installed."""
    try:
        import pyarrow as pa
    except ImportError as error:
        raise missing_extra(feature, extra) from error
    return pa


def make_schema(table: str = "indicators", *, chinese: bool = False) -> pa.Schema:
    """The fields of a tidy table; each has its head in the other language with it, as `en` or `zh`.

    Raises:
        InputError: there is no such table.
        MissingExtraError: pyarrow is not installed.
    """
    pa = load_pyarrow("an Arrow table")
    columns = read_columns((), table)
    types = {
        Kind.TEXT: pa.string(),
        Kind.CLASS: pa.dictionary(pa.int32(), pa.string()),
        Kind.INTEGER: pa.int64(),
        Kind.NUMBER: pa.decimal128(DIGITS, PLACES),
        Kind.FLAG: pa.bool_(),
    }
    return pa.schema(
        pa.field(HEADS_ZH[name], types[KINDS[name]], metadata={"en": name})
        if chinese
        else pa.field(name, types[KINDS[name]], metadata={"zh": HEADS_ZH[name]})
        for name in columns
    )


def build_table(
    disclosures: Iterable[Disclosure], table: str = "indicators", *, chinese: bool = False
) -> pa.Table:
    """The rows of all disclosures as one table. It offers `__arrow_c_stream__`.

    Raises:
        InputError: there is no such table, or a number has too many digits.
        MissingExtraError: pyarrow is not installed.
    """
    pa = load_pyarrow("an Arrow table")
    batches = list(build_batches(disclosures, table, chinese=chinese))
    made = pa.Table.from_batches(batches, schema=make_schema(table, chinese=chinese))
    return made.unify_dictionaries().combine_chunks()


def build_batches(
    disclosures: Iterable[Disclosure], table: str = "indicators", *, chinese: bool = False
) -> Iterator[pa.RecordBatch]:
    """The same rows, some ten thousand at a time: no more disclosures are held than these rows need.

    Raises:
        InputError: there is no such table, or a number has too many digits.
        MissingExtraError: pyarrow is not installed.
    """
    pa = load_pyarrow("an Arrow table")
    schema = make_schema(table, chinese=chinese)
    for columns in _gather(disclosures, table):
        arrays = [
            _build_array(pa, name, values, field.type)
            for (name, values), field in zip(columns.items(), schema, strict=True)
        ]
        yield pa.RecordBatch.from_arrays(arrays, schema=schema)


def check_number(value: Decimal, column: str) -> Decimal:
    """The number, if a column of decimals holds it. Raises InputError if it has too many digits."""
    _, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)  # Only NaN and the infinities have none, and no model holds them.
    bare = "".join(map(str, digits)).rstrip("0")
    after = -exponent - (len(digits) - len(bare)) if bare else 0
    before = len(digits) + exponent
    if after > PLACES or before > DIGITS - PLACES:
        raise InputError(
            f"a number has more digits than a column of {DIGITS} with {PLACES} after the point holds",
            where=column,
            text=format(value, "f"),
            hint="write .json, .jsonl or .sqlite, which hold any number",
        )
    return value


def _gather(disclosures: Iterable[Disclosure], table: str) -> Iterator[Columns]:
    """The columns of many disclosures, cut where they have become long."""
    first, *_ = COLUMNS[table]
    gathered = read_columns((), table)
    following = iter(disclosures)
    while some := list(islice(following, _TOGETHER)):
        for name, values in read_columns(some, table).items():
            gathered[name] += values
        if len(gathered[first]) >= _ROWS:
            yield gathered
            gathered = read_columns((), table)
    if gathered[first]:
        yield gathered


def _build_array(pa: Any, name: str, values: list[Value], kind: pa.DataType) -> pa.Array:
    """One column; classes are numbered by their first row."""
    if KINDS[name] is Kind.CLASS:
        return pa.array(values, pa.string()).dictionary_encode()
    try:
        return pa.array(values, kind)
    except (pa.ArrowInvalid, OverflowError) as error:
        for value in values:
            if isinstance(value, Decimal):
                check_number(value, name)
        raise InputError(f"a value fits into no column of its kind: {error}", where=name) from error
