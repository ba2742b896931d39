"""Folding of width, digits, dashes and signs, one character to one character.

The same mark is printed in two widths even within one file, so every grammar reads folded text. Each character
is folded to exactly one, and offsets in the folded text are offsets in the print: that is what lets a value keep its
place. Unicode's own NFKC does neither: it leaves ≧ alone and turns ㎡ into two characters.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from typing import NewType

from attrs import frozen

__all__ = ["Folded", "Unwrapped", "display_width", "fold", "fold_head", "fold_radicals", "unwrap"]

Folded = NewType("Folded", str)
"""Text that has been through `fold`."""

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
# Three marks look alike in Chinese and Latin print, but `。` and `、` part sentences and numbers: they stay.
_SIGNS = {
    "≧": "≥", "⩾": "≥", "≦": "≤", "⩽": "≤", "﹦": "=", "═": "=", "﹥": ">", "﹤": "<", "﹪": "%",
    "‰": "‰", "〜": "~", "∼": "~", "﹣": "-", "−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "‒": "-", "―": "-",
    "﹕": ":", "︰": ":", "︓": ":", "﹔": ";", "︔": ";", "﹐": ",", "︐": ",", "﹑": "、", "﹒": ".", "．": ".",
    "﹙": "(", "﹚": ")", "∶": ":", "\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u3000": " ",
    "\u202f": " ", "\ufeff": " ", "\u200b": " ", "\x0c": " ",
}  # fmt: skip


def _radicals() -> dict[int, str]:
    """Kangxi and supplementary radicals, which browsers and PDF writers print for the ordinary characters."""
    table: dict[int, str] = {}
    for code in (*range(0x2E80, 0x2EF4), *range(0x2F00, 0x2FD6)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1 and plain != chr(code):
            table[code] = plain
    return table


# NFKC knows only the Kangxi block; these supplementary ones share their glyphs with the ordinary characters in
# the Noto CJK fonts, or were met in PDFs made by browsers.
_SUPPLEMENT = dict(
    zip(
        "⺟⺠⻁⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳⺂⺃⺅⺉⺋⺎⺏⺐⺒⺓⺔⺕⺖⺘"
        "⺙⺛⺝⺞⺡⺣⺤⺦⺨⺫⺬⺭⺯⺰⺱⺲⺶⺹⺺⺼⺾⺿⻂⻃⻄⻈⻌⻍⻎⻏⻐⻑⻒⻖⻗⻟⻠⻧⻪⻫"
        "⻭⻯⻱⻲",
        "母民虎见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟乛乚亻刂㔾兀尣尢巳幺彑彐忄扌"
        "攵旡月歺氵灬爫丬犭罒示礻糹纟罓罒羊耂肀肉艹艹衤覀西讠辶辶辶阝钅長镸阝雨飠饣卤黾斉"
        "歯竜龜亀",
        strict=True,
    )
)

_RADICALS = {**_radicals(), **{ord(radical): plain for radical, plain in _SUPPLEMENT.items()}}
_TABLE: dict[int, str | int] = {
    **_FULL_WIDTH,
    **{ord(mark): plain for mark, plain in _SIGNS.items()},
    **_RADICALS,
}
# `str.translate` costs 50 ns for each Chinese character. Nearly all marks that need folding are these few, and
# to replace them one by one and then look for any other is ten times faster.
_COMMON = (
    *((mark, chr(ord(mark) - 0xFEE0)) for mark in "：；，（）％＞＜＝．"),
    ("≧", "≥"),
    ("≦", "≤"),
)
_ANY = re.compile(f"[{re.escape(''.join(map(chr, _TABLE)))}]")


def fold(text: str) -> Folded:
    """The text with every mark in its plain form; as long as before, so offsets stay valid."""
    if text.isascii():
        return Folded(text.replace("\x0c", " "))
    for mark, plain in _COMMON:
        text = text.replace(mark, plain)
    return Folded(text.translate(_TABLE) if _ANY.search(text) else text)


def fold_radicals(text: str) -> str:
    """The text with radicals turned into the ordinary characters, and all else, widths too, as printed."""
    return text if text.isascii() else text.translate(_RADICALS)


def fold_head(text: str) -> str:
    """A column head or label ready to be compared: folded, without blanks, line breaks and stars."""
    return "".join(fold(text).split()).replace("*", "").replace("★", "")


@frozen(slots=True)
class Unwrapped:
    """A cell's text without its line breaks, which still knows where each character is printed.

    A line break inside a cell says only where the page was too narrow: it stands even inside numbers (`8` / `0%` in
    baiyun), so it carries no meaning and the characters around it belong together.

    Attributes:
        text: the text without line breaks.
        breaks: for each line break taken out, the offset in `text` before which it stood.
    """

    text: str
    breaks: tuple[int, ...] = ()

    def printed(self, offset: int) -> int:
        """The offset in the text as printed of the character at `offset` here."""
        return offset + bisect_right(self.breaks, offset) if self.breaks else offset


def unwrap(text: str) -> Unwrapped:
    """Take the line breaks out of a cell's text, remembering where they were."""
    if "\n" not in text and "\r" not in text:
        return Unwrapped(text)
    breaks: list[int] = []
    for index, character in enumerate(text):
        if character in "\r\n":
            breaks.append(index - len(breaks))
    return Unwrapped(text.replace("\r", "").replace("\n", ""), tuple(breaks))


class _Widths(dict[str, int]):
    """The width of each character met so far: the Unicode database is asked once for each."""

    def __missing__(self, character: str) -> int:
        wide = unicodedata.east_asian_width(character) in "WF"
        width = 0 if unicodedata.combining(character) else 2 if wide else 1
        self[character] = width
        return width


_WIDTHS = _Widths()


def display_width(text: str) -> int:
    """How many columns of a terminal the text takes: two for each wide character, none for combining ones."""
    return len(text) if text.isascii() else sum(map(_WIDTHS.__getitem__, text))
