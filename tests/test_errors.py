"""Errors: four parts, one line, one tree, and the way back from a worker process."""

from __future__ import annotations

import inspect
import pickle
import re
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govperf import errors
from govperf.errors import GovperfError, InputError, ParseError, ReadError, shorten

KINDS = [getattr(errors, name) for name in errors.__all__]
EVERY = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80)
parts = st.fixed_dictionaries(
    {"where": st.none() | words, "text": st.none() | words, "hint": st.none() | words}
)


@EVERY
def test_a_message_has_all_four_parts_in_order(kind: type[GovperfError]) -> None:
    """A message says where, what, which text and what to do, on one line."""
    error = kind("no amount", where="a.txt, row 3", text="一点五", hint="write 1.5")
    assert str(error) == "a.txt, row 3: no amount: '一点五'; write 1.5"


@EVERY
def test_a_part_that_is_missing_leaves_no_mark(kind: type[GovperfError]) -> None:
    """A message of the rule alone has neither colon nor semicolon."""
    assert str(kind("no amount")) == "no amount"


@EVERY
def test_an_empty_text_is_shown(kind: type[GovperfError]) -> None:
    """A text that is there but empty is shown as such, unlike one that is not there."""
    assert str(kind("no amount", text="")) == "no amount: ''"


@given(st.sampled_from(KINDS), words, parts)
def test_the_parts_are_attributes(
    kind: type[GovperfError], what: str, given_parts: dict[str, str | None]
) -> None:
    """Programs get the four parts whole, however long they are."""
    error = kind(what, **given_parts)
    assert error.what == what
    assert {name: getattr(error, name) for name in given_parts} == given_parts


@given(st.sampled_from(KINDS), words, parts)
def test_errors_survive_pickling(
    kind: type[GovperfError], what: str, given_parts: dict[str, str | None]
) -> None:
    """An error that was pickled is of the same kind and says the same."""
    error = kind(what, **given_parts)
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes.
    assert type(again) is kind
    assert (str(again), vars(again)) == (str(error), vars(error))


def _fail() -> None:
    raise ParseError("no amount", where="row 3", text="甲", hint="write 1.5")


def test_errors_come_back_from_a_process() -> None:
    """An error raised in a worker process arrives with all its parts."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool, pytest.raises(ParseError) as caught:
        pool.submit(_fail).result()
    assert str(caught.value) == "row 3: no amount: '甲'; write 1.5"


@given(st.sampled_from(KINDS), words, parts, words)
def test_at_puts_a_place_before_the_place(
    kind: type[GovperfError], what: str, given_parts: dict[str, str | None], outer: str
) -> None:
    """`at` grows the path from the left, keeps the rest, and leaves the error itself alone."""
    error = kind(what, **given_parts)
    before = str(error)
    risen = error.at(outer)
    assert type(risen) is kind
    assert risen.where == (f"{outer}, {error.where}" if error.where else outer)
    assert (risen.what, risen.text, risen.hint) == (error.what, error.text, error.hint)
    assert str(error) == before


def test_the_path_grows_as_an_error_rises() -> None:
    """Each level adds its own place: file, sheet, row."""
    assert ReadError("broken").at("row 5").at("page 2").at("a.xlsx").where == "a.xlsx, page 2, row 5"


def _drawn() -> dict[str, tuple[str, str | None]]:
    """The tree as the docstring draws it: each class with its parent and the built-in beside it."""
    tree: dict[str, tuple[str, str | None]] = {}
    above: list[str] = []
    for line in (errors.__doc__ or "").splitlines():
        match = re.match(r"    ((?:[│├└─ ]{4})*)(\w+Error)(?: \((\w+)\))?", line)
        if match:
            depth = len(match[1]) // 4
            above[depth:] = [match[2]]
            tree[match[2]] = (above[depth - 1] if depth else "Exception", match[3])
    return tree


def test_the_tree_drawn_is_the_tree() -> None:
    """The docstring draws each class under its parent, with the built-in error that it also is."""
    found = {}
    for kind in KINDS:
        parent, *others = kind.__bases__
        found[kind.__name__] = (parent.__name__, others[0].__name__ if others else None)
    assert _drawn() == found


def test_all_names_every_error_class() -> None:
    """No error class of the module is left out of `__all__`."""
    classes = {
        name for name, one in inspect.getmembers(errors, inspect.isclass) if issubclass(one, Exception)
    }
    assert classes == set(errors.__all__)


def test_what_callers_catch_already_still_works() -> None:
    """Who catches ValueError, LookupError or ImportError catches ours where they mean the same."""
    assert issubclass(InputError, ValueError)
    assert issubclass(errors.UnknownLayoutError, LookupError)
    assert issubclass(errors.MissingExtraError, ImportError)


@given(st.text(), st.integers(2, 80))
def test_shortened_texts_are_short_and_on_one_line(text: str, length: int) -> None:
    """A shortened text has no line break, is within its length, and is whole if it fits."""
    short = shorten(text, length)
    assert len(short) <= length
    assert short.split() == short.strip().split(" ") or not short
    plain = " ".join(text.split())
    assert short == plain or (short.endswith("…") and plain.startswith(short[:-1]))
