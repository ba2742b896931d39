"""The text of one cell that holds several indicators, while it is read: each part keeps its place in the print."""

from __future__ import annotations

from attrs import evolve, field, frozen

from govperf._width import Folded, Unwrapped, fold, unwrap
from govperf.grammar.targets import is_slip, parse_target
from govperf.model.disclosures import Problem
from govperf.model.indicators import Indicator
from govperf.model.problems import report
from govperf.model.targets import Target
from govperf.model.taxonomy import LEVEL1, plain_class_name
from govperf.places import Place

__all__ = ["CellText", "RunOn"]


@frozen(slots=True)
class RunOn:
    """What a run-on cell says. Spans are offsets in the cell's text as printed.

    Indicators, separators and leftovers, each in print order, together cover the cell without gap or overlap.

    Attributes:
        indicators: each with its place.
        separators: the spans between them: stops and blanks.
        leftovers: spans that are no indicator; each is also in `problems`.
        problems: what a reader should know of this cell.
    """

    indicators: tuple[Indicator, ...] = ()
    separators: tuple[tuple[int, int], ...] = ()
    leftovers: tuple[tuple[int, int], ...] = ()
    problems: tuple[Problem, ...] = ()


@frozen(slots=True, eq=False)
class CellText:
    """A cell while it is read: its text in the three forms the grammars need, and what was noticed.

    Offsets are those of the text without line breaks; `at` and `printed` turn them into offsets of the print.
    """

    text: Unwrapped
    folded: Folded
    place: Place
    offset: int = 0
    problems: list[Problem] = field(factory=list)

    def at(self, start: int, end: int) -> Place:
        """The place of a span of the unwrapped text."""
        if not self.text.breaks:
            place, offset = self.place, self.offset
            return Place(place.row, place.column, start + offset, end + offset, page=place.page)
        first, last = self.printed(start, end - 1)
        return self.place.span(first, last + 1 if end > start else first)

    def note(self, code: str, start: int, end: int) -> None:
        """Report a problem of a span."""
        self.problems.append(report(code, self.at(start, end), self.text.text[start:end]))

    def check(self, start: int, end: int, one: Indicator) -> None:
        """Report what a reader should know of the indicator that a span says."""
        kind = one.classification
        if kind.canonical is None:
            self.note("class-conflict", start, end)
        elif kind.level1 is not None and plain_class_name(kind.level1) not in LEVEL1:
            self.note("class-misplaced", start, end)
        if one.name is None:
            self.note("name-missing", start, end)
        targets = [target for _, target in one.targets]
        if not targets:
            self.note("value-missing", start, end)
        if any(map(is_slip, targets)):
            self.note("sign-slip", start, end)

    def trim(self, start: int, end: int) -> tuple[int, int]:
        """The span without blanks at its ends."""
        text = self.text.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return start, end

    @classmethod
    def of(cls, text: str, place: Place | None = None, offset: int = 0) -> CellText:
        """A cell with this text at this place; `offset` is where the text begins in the cell, if it is a part of it."""
        unwrapped = unwrap(text)
        return cls(unwrapped, fold(unwrapped.text), place or Place(1, 1), offset)

    def cut(self, start: int, end: int) -> str | None:
        """The text of a span without blanks at its ends; None where it is blank."""
        return self.text.text[start:end].strip() or None

    def target(self, start: int, end: int) -> Target | None:
        """The target of a span, with its place; None where it is blank."""
        start, end = self.trim(start, end)
        if start >= end:
            return None
        return evolve(parse_target(self.text.text[start:end]), place=self.at(start, end))

    def printed(self, start: int, end: int) -> tuple[int, int]:
        """A span of the unwrapped text as a span of the print, line breaks at its ends included."""
        return self.text.printed(start) + self.offset, self.text.printed(end) + self.offset

    def cover(
        self, start: int, end: int, separators: list[tuple[int, int]], leftovers: list[tuple[int, int]]
    ) -> None:
        """Put a text that is no indicator to the leftovers, or to the separators if it is blank."""
        if start == end:
            return
        if self.folded[start:end].isspace():
            separators.append(self.printed(start, end))
        else:
            leftovers.append(self.printed(start, end))
            self.note("text-unread", start, end)
