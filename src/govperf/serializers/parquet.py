"""Parquet: a tidy table with the types of `govperf.serializers.arrow`, written some ten thousand rows at a time.

Each field carries its head in the other language as metadata (`zh`, or `en` under Chinese heads).

Losses: those of `govperf.serializers.arrow`.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from govperf.model.disclosures import Disclosure
from govperf.serializers.arrow import build_batches, load_pyarrow, make_schema

__all__ = ["LOSSLESS", "SUFFIXES", "dump"]

SUFFIXES: Final = (".parquet",)
LOSSLESS: Final = False


def dump(
    disclosures: Iterable[Disclosure], target: Path, *, table: str = "indicators", chinese: bool = False
) -> None:
    """Write the rows of all disclosures.

    Raises:
        InputError: there is no such table, or a number has too many digits.
        MissingExtraError: pyarrow is not installed.
        OSError: the file cannot be written.
    """
    load_pyarrow("a Parquet file")
    from pyarrow.parquet import ParquetWriter

    schema = make_schema(table, chinese=chinese)
    with ParquetWriter(target, schema, compression="zstd") as writer:
        for batch in build_batches(disclosures, table, chinese=chinese):
            writer.write_batch(batch)
