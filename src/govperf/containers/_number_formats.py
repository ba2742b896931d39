"""Numbers as a spreadsheet shows them: number format codes (ECMA-376 part 1, 18.8.31) applied to values.

Covered: digits with grouping, decimals, per cent, scaling commas, exponents, literals, currencies, accounting
blanks, sections for negative and zero, dates and times. Fractions, conditions and other numerals are shown
in the General format.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import cache, lru_cache

from attrs import frozen

__all__ = ["Value", "builtin_format", "display", "is_plain"]

Value = float | bool | date | time | timedelta
"""What a cell holds besides text; datetime is a date."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|[_*].|\[\$(?P<currency>[^\]-]*)[^\]]*\]'
    r"|(?P<elapsed>\[(?:h+|m+|s+)\])|\[(?P<modifier>[^\]]*)\]"
    r"|(?P<general>[Gg]eneral|G/通用格式)|(?P<noon>AM/PM|A/P|上午/下午)|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|a{3,4}|[eE](?![+-])|g+)"
    r"|(?P<number>[0#?.,%]+(?:[eE][+-][0#?]+)?)|(?P<other>.)",
    re.DOTALL,
)
_SECTION = re.compile(r'((?:"[^"]*"?|\\.|[_*].|\[[^\]]*\]|[^;])*)(?:;|$)', re.DOTALL)
_DIGITS = re.compile(r"(?P<whole>[0#?,]*)(?P<point>\.[0#?]*)?(?P<scale>,*)(?P<power>[eE][+-][0#?]+)?")
_GENERAL = re.compile(r"general|g/通用格式|@|", re.IGNORECASE)
_UNUSUAL = re.compile(r"[<>=]|DBNum|/", re.IGNORECASE)
_USUAL = re.compile(r"(?P<comma>#,##)?0(?:\.(?P<places>0+))?(?P<percent>%)?(?:_ |_\))?(?:;|$)")
_EXACT = 1e15
_MOST_DAYS = 2_958_465.0
_CHINESE = {
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    **dict.fromkeys((34, 55), '上午/下午h"时"mm"分"'),
    **dict.fromkeys((35, 56), '上午/下午h"时"mm"分"ss"秒"'),
    14: "yyyy/m/d",
    22: "yyyy/m/d h:mm",
}
_WEEKDAYS = "一二三四五六日"
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  # Spreadsheets know no time zones.
_GENERAL_WIDTH = 10


@frozen(slots=True)
class _Part:
    """A piece of a section: its kind (`text`, `number`, `date`, `elapsed`, `noon`) and its characters."""

    kind: str
    text: str


@cache
def builtin_format(number: int) -> str:
    """The code of a built-in format as Chinese Excel has it (ECMA-376 part 1, 18.8.30, zh-cn)."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    return _CHINESE.get(number) or str(BUILTIN_FORMATS.get(number, "General"))


def is_plain(code: str) -> bool:
    """Whether a format shows numbers as General does."""
    return _GENERAL.fullmatch(code) is not None


def display(value: Value, code: str = "General") -> str:
    """The value as shown in this format."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return _quick(value, code) or _display_number(value, _sections(code))
    sections = _sections(code)
    if any(part.kind in {"date", "elapsed"} for part in sections[0]):
        return _display_date(_moment(value), sections[0])
    return _iso(value)


def _quick(value: float, code: str) -> str:
    """The usual formats by Python's own formatting, where it need not round and so cannot round otherwise."""
    if code == "General":
        if value == int(value):
            return str(int(value)) if abs(value) < _EXACT else ""
        text = repr(value)
        return text if len(text) <= _GENERAL_WIDTH and "e" not in text else ""
    specification = _specification(code)
    if not specification or value <= 0:
        return ""
    text = format(value, specification)
    if specification.endswith("%"):
        return text if float(text[:-1]) / 100 == value else ""
    return text if float(text.replace(",", "")) == value else ""


@lru_cache(maxsize=512)
def _specification(code: str) -> str:
    """What `format` calls a plain format of one section; "" for any other."""
    match = _USUAL.match(code)
    if match is None:
        return ""
    comma, places, percent = "," * bool(match["comma"]), len(match["places"] or ""), match["percent"]
    return f"{comma}.{places}{percent or 'f'}"


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[tuple[_Part, ...], ...]:
    """The sections of a format; empty ones show nothing. General is one section of the kind `general`."""
    general = ((_Part("general", ""),),)
    if is_plain(code):
        return general
    pieces = [match[1] for match in _SECTION.finditer(code)]
    if code and not code.endswith(";"):
        pieces = pieces[:-1] if len(pieces) > 1 and not pieces[-1] else pieces
    found = tuple(
        (_Part("general", ""),) if piece and is_plain(piece) else tuple(_parts(piece)) for piece in pieces[:3]
    )
    return general if any(part.kind == "unusual" for section in found for part in section) else found


def _parts(section: str) -> list[_Part]:
    found: list[_Part] = []
    for match in _TOKEN.finditer(section):
        kind = match.lastgroup or ""
        text = match[kind] if kind else ""
        if kind in {"quoted", "escaped", "currency", "other"}:
            kind = "unusual" if kind == "other" and text == "/" and _is_number(found) else "text"
        elif kind == "modifier":
            kind = "unusual" if _UNUSUAL.search(text) else ""
        if kind:
            found.append(_Part(kind, text))
    return _with_minutes(found)


def _is_number(found: list[_Part]) -> bool:
    return any(part.kind == "number" for part in found) and all(part.kind != "date" for part in found)


def _with_minutes(parts: list[_Part]) -> list[_Part]:
    """`m` after hours or before seconds is minutes: mark it so."""
    times = [(index, part.text[0].lower()) for index, part in enumerate(parts) if part.kind == "date"]
    hours = {index for index, part in enumerate(parts) if part.kind == "elapsed"}
    for place, (index, letter) in enumerate(times):
        before = times[place - 1][1] if place else ""
        after = times[place + 1][1] if place + 1 < len(times) else ""
        if letter == "m" and (before == "h" or after == "s" or any(hour < index for hour in hours)):
            parts[index] = _Part("date", "i" * len(parts[index].text))
    return parts


def _display_number(value: float, sections: tuple[tuple[_Part, ...], ...]) -> str:
    section, sign = sections[0], "-" if value < 0 else ""
    if len(sections) > 1 and value < 0:
        section, sign = sections[1], ""
    elif len(sections) > 2 and value == 0:  # noqa: PLR2004  # The third section is for zero.
        section = sections[2]
    if any(part.kind in {"date", "elapsed"} for part in section):
        return _display_date(_days(value), section)
    digits = "".join(part.text for part in section if part.kind == "number")
    text = _digits(abs(value), digits) if digits else _general(abs(value))
    shown = "" if not section or not any(mark in "123456789" for mark in text) else sign
    for part in section:
        shown += text if part.kind in {"number", "general"} else part.text
        text = "" if part.kind in {"number", "general"} else text
    return shown.strip()


def _digits(value: float, pattern: str) -> str:
    """The digits of a value that is not negative, in a pattern as `#,##0.00%`."""
    percents = pattern.count("%")
    match = _DIGITS.fullmatch(pattern.replace("%", ""))
    if match is None:
        return _general(value)
    whole, point, power = match["whole"], match["point"] or "", match["power"]
    scale = len(match["scale"]) + (0 if point else len(whole) - len(whole.rstrip(",")))
    number = _decimal(value).scaleb(2 * percents - 3 * scale)
    if power:
        return _scientific(number, point, power) + "%" * percents
    text = _fixed(number, len(point) - 1 if point else 0)
    left, _, right = text.partition(".")
    right = _optional(right, point[1:])
    left = left.lstrip("0").rjust(whole.count("0"), "0")
    if "," in whole.rstrip(","):
        left = _group(left)
    return left + ("." + right if point else "") + "%" * percents


def _optional(digits: str, pattern: str) -> str:
    """Decimals without the closing zeros that the pattern does not ask for."""
    while digits and digits.endswith("0") and pattern[len(digits) - 1] != "0":
        digits = digits[:-1]
    return digits


def _group(digits: str) -> str:
    head = len(digits) % 3
    groups = [digits[:head]] if head else []
    return ",".join([*groups, *(digits[start : start + 3] for start in range(head, len(digits), 3))])


def _fixed(number: Decimal, places: int) -> str:
    try:
        return f"{number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
    except InvalidOperation:
        return f"{number:f}"


def _scientific(number: Decimal, point: str, power: str) -> str:
    places = len(point) - 1 if point else 0
    mantissa, _, exponent = f"{number:.{places}E}".partition("E")
    size = len(power) - 2
    sign = "-" if exponent.startswith("-") else "+" if power[1] == "+" else ""
    return f"{mantissa}E{sign}{exponent.lstrip('+-').rjust(size, '0')}"


def _decimal(value: float) -> Decimal:
    """The decimal number that was typed: a spreadsheet keeps fifteen digits."""
    return Decimal(f"{value:.15g}")


def _general(value: float) -> str:
    """As a cell without a format shows it: all digits of an integer, else ten of them."""
    number = _decimal(value)
    if number == number.to_integral_value():
        return f"{number:f}".partition(".")[0] if number else "0"
    places = max(0, _GENERAL_WIDTH - 1 - max(0, number.adjusted()))
    text = _fixed(number, places)
    if not any(mark in "123456789" for mark in text):
        return f"{value:.5E}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _days(value: float) -> timedelta:
    """A number of days, to the millisecond: a double has no more of a second."""
    return timedelta(seconds=round(min(abs(value), _MOST_DAYS) * 86400, 3))


def _moment(value: date | time | timedelta) -> timedelta:
    """The time since the epoch of spreadsheets."""
    if isinstance(value, timedelta):
        return value
    if isinstance(value, time):
        return timedelta(
            hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond
        )
    moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)  # noqa: DTZ001
    return moment - _EPOCH


def _display_date(since: timedelta, section: tuple[_Part, ...]) -> str:
    try:
        moment = _EPOCH + since
    except OverflowError:
        return _general(since.total_seconds() / 86400)
    twelve = any(part.kind == "noon" for part in section)
    return "".join(_field(part, moment, since, twelve=twelve) for part in section).strip()


def _field(part: _Part, moment: datetime, since: timedelta, *, twelve: bool) -> str:
    if part.kind == "noon":
        before, after = part.text.split("/")
        return before if moment.hour < 12 else after  # noqa: PLR2004
    if part.kind == "elapsed":
        seconds = {"h": 3600, "m": 60, "s": 1}[part.text[1].lower()]
        return str(int(since.total_seconds() // seconds)).rjust(len(part.text) - 2, "0")
    if part.kind == "number":
        return (
            f"{moment.microsecond / 1e6:.{max(0, len(part.text) - 1)}f}"[1:]
            if part.text.startswith(".")
            else part.text
        )
    return _date_field(part.text, moment, twelve=twelve) if part.kind == "date" else part.text


def _date_field(code: str, moment: datetime, *, twelve: bool) -> str:
    letter, size = code[0].lower(), len(code)
    if letter in "ye":
        return f"{moment:%Y}" if size > 2 or letter == "e" else f"{moment:%y}"  # noqa: PLR2004
    if letter == "a":
        return "星期" * (size - 3) + _WEEKDAYS[moment.weekday()]
    if letter in "md" and size > 2:  # noqa: PLR2004
        long, short = ("%B", "%b") if letter == "m" else ("%A", "%a")
        return f"{moment:{short if size == 3 else long}}"  # noqa: PLR2004
    hour = (moment.hour - 1) % 12 + 1 if twelve else moment.hour
    numbers = {"m": moment.month, "d": moment.day, "h": hour, "i": moment.minute, "s": moment.second}
    return str(numbers.get(letter, "")).rjust(min(size, 2), "0")


def _iso(value: date | time | timedelta) -> str:
    """A date without a format of its own, as people write it in tables."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M:%S}"
    return str(value)
