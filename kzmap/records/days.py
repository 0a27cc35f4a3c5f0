"""Calendar days: only what can be read in one way is read, and what was assumed is said."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Literal

from kzmap.records.cells import Converted, bare, convert_distinct

DayOrder = Literal["day first", "month first"]

_TIME = (
    r"(?:(?:T|\s+)(?P<time>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?:\s?[AaPp][Mm])?)"
    r"\s*(?P<zone>Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{0,2})?)?"
)
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})" + _TIME)
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})" + _TIME)
_DAY_NAMED = re.compile(r"([0-9]{1,2})[ -]([A-Za-z]{3,9})\.?,?[ -]([0-9]{4})" + _TIME)
_MONTH_NAMED = re.compile(r"([A-Za-z]{3,9})\.? ([0-9]{1,2}),? ([0-9]{4})" + _TIME)
_COMPACT = re.compile(r"[0-9]{8}")
_SERIAL = re.compile(r"[0-9]{5}(?:[.,][0-9]+)?")
_SHORT_YEAR = re.compile(r"[0-9]{1,2}([-/. ])(?:[0-9]{1,2}|[A-Za-z]{3,9})\1[0-9]{2}")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_EPOCH = date(1970, 1, 1).toordinal()
_TWO_WAYS = "can be"
_EXPECTED = "expected a day such as 2022-01-05"


def read_days(cells: Sequence[str], order: DayOrder | None = None) -> Converted:
    """Read calendar days.

    Days written in digits with the year last can be day-first or month-first. Dots are
    day-first (in every locale of CLDR that writes days so). With slashes or hyphens the
    column itself may tell, by a 13 or more in one of the two positions; where it does not, a
    day that can be read in both ways is a fault, and where it tells both ways, all are.

    Parameters
    ----------
    cells
        As they stand in the file.
    order
        What the format is known to write, or the user says, if so. Days that prove the other
        order, as a spreadsheet program may have written them anew, make it unknown again.

    Returns
    -------
    Converted
        Values are days since 1970-01-01 (int), None for empty.
    """
    orders = _orders(cells)
    proved = orders | {order} if order else orders
    mixed = len(proved) > 1
    known = next(iter(proved)) if len(proved) == 1 else None
    manners: set[str] = set()
    days = convert_distinct(cells, lambda cell: _parse(bare(cell), known, mixed, manners))
    days.notes = sorted(manners)
    unsure = sum(reason.startswith(_TWO_WAYS) for reason in days.faults.values())
    if 2 * unsure > len(cells):
        # One such day among others is a slip to mend; a column of them is a way of writing.
        days.notes.append(
            "most days can be read in two ways; if all are meant in one, say which: "
            "--map day_order=day-first, or month-first"
        )
    return days


def _orders(cells: Iterable[str]) -> set[DayOrder]:
    """Return the orders that some cell proves."""
    found: set[DayOrder] = set()
    for cell in set(cells):
        match = _YEAR_LAST.fullmatch(bare(cell))
        if match and match[2] != ".":
            first, second = int(match[1]), int(match[3])
            if 12 < first <= 31 and second <= 12:
                found.add("day first")
            elif 12 < second <= 31 and first <= 12:
                found.add("month first")
    return found


def _parse(cell: str, order: DayOrder | None, mixed: bool, manners: set[str]) -> int | None:
    if not cell:
        return None
    if match := _YEAR_FIRST.fullmatch(cell):
        if match[2] != "-":
            manners.add(
                f"days written like 2022{match[2]}01{match[2]}05 read as year, month, day"
            )
        day = _day(int(match[1]), int(match[3]), int(match[4]))
    elif match := _YEAR_LAST.fullmatch(cell):
        day = _year_last(match, order, mixed, manners)
    elif match := _DAY_NAMED.fullmatch(cell):
        day = _day(int(match[3]), _month(match[2]), int(match[1]))
    elif match := _MONTH_NAMED.fullmatch(cell):
        day = _day(int(match[3]), _month(match[1]), int(match[2]))
    elif _COMPACT.fullmatch(cell):
        manners.add("days written like 20220105 read as year, month, day")
        return _day(int(cell[:4]), int(cell[4:6]), int(cell[6:])).toordinal() - _EPOCH
    else:
        raise ValueError(_why_not(cell))
    if match["time"]:
        manners.add("kept the calendar day as it is written and left out the time of day")
    if match["zone"]:
        manners.add(f"kept the local calendar day of times with the zone {match['zone']}")
    return day.toordinal() - _EPOCH


def _year_last(
    match: re.Match[str], order: DayOrder | None, mixed: bool, manners: set[str]
) -> date:
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if match[2] == ".":
        manners.add("days written like 05.01.2022 read as day, month, year")
        return _day(year, second, first)
    if mixed:
        raise ValueError(
            "this column has days with the day first and others with the month first; "
            "write all of them as 2022-01-05"
        )
    if order is None and first != second and max(first, second) <= 12:
        raise ValueError(
            f"{_TWO_WAYS} {_day(year, second, first)} or {_day(year, first, second)}; "
            "write the one that is meant"
        )
    if order is not None:
        manners.add(f"days written with {match[2]} read with the {order}")
    return _day(year, first, second) if order == "month first" else _day(year, second, first)


def _day(year: int, month: int, day: int) -> date:
    if not 1800 <= year < 2200:
        raise ValueError("the year is not between 1800 and 2199; check it")
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError("there is no such day in the calendar; check it") from None


def _month(name: str) -> int:
    word = name.lower()
    for number, month in enumerate(_MONTHS, start=1):
        if word in (month, month[:3]) or (word, month) == ("sept", "september"):
            return number
    raise ValueError(f"{name!r} is no English month; {_EXPECTED}")


def _why_not(cell: str) -> str:
    if _SERIAL.fullmatch(cell):
        # Excel counts from 30 December 1899 for days after its false 29 February 1900.
        meant = date(1899, 12, 30) + timedelta(days=int(cell[:5]))
        return f"looks like a spreadsheet's day number ({meant}?); write the day, as 2022-01-05"
    if re.match(r"[+-]?[0-9]{5,}-", cell):
        return f"the year has more than four digits; {_EXPECTED}"
    if _SHORT_YEAR.fullmatch(cell):
        return f"the year has two digits; {_EXPECTED}"
    if re.fullmatch(r"[0-9]{4}(-[0-9]{1,2})?", cell):
        return "the day is missing; write the first day meant and set time_precision"
    return _EXPECTED
