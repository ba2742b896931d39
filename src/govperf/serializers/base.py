"""What a serializer is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Protocol

from govperf.model.disclosures import Disclosure

__all__ = ["Serializer", "Stream", "Text"]


class Serializer(Protocol):
    """The contract of a serializer module for one disclosure. It exists for the type checker and the reader."""

    SUFFIXES: tuple[str, ...]
    """The suffixes it answers to, with the point."""

    LOSSLESS: bool
    """Whether `loads(dumps(d)) == d`, problems and places included. Only then has it `loads`; the workbook, whose cells
    a container reads, has `load_sheets` instead."""

    def dumps(self, disclosure: Disclosure, /, *, table: str = "indicators") -> bytes:
        """The bytes of a file. `table` chooses the tidy table where only one fits into it."""

    def loads(self, data: bytes, /) -> Disclosure:
        """The disclosure that was dumped. Raises ReadError for anything else."""


class Stream(Protocol):
    """The contract of a serializer module for many disclosures: it holds only some of them at a time."""

    SUFFIXES: tuple[str, ...]
    """The suffixes it answers to, with the point."""

    LOSSLESS: bool
    """Whether it can carry whole disclosures, problems and places included: where `table` matters, as its table
    `disclosures`. Only then has it `load`."""

    def dump(
        self,
        disclosures: Iterable[Disclosure],
        target: Path,
        /,
        *,
        table: str = "indicators",
        chinese: bool = False,
    ) -> None:
        """Write a new file. `table` chooses the tidy table where only one fits into it; `chinese`, its heads."""

    def load(self, source: Path, /) -> Iterator[Disclosure]:
        """The disclosures that were dumped. Raises ReadError for any other file."""


class Text(Stream, Protocol):
    """A stream of text, which goes to standard output, too."""

    def write(
        self,
        disclosures: Iterable[Disclosure],
        out: IO[bytes],
        /,
        *,
        table: str = "indicators",
        chinese: bool = False,
    ) -> None:
        """Write as `dump` does, document by document, into what is open."""
