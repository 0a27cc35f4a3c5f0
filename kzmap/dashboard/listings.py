"""Tables around the map, as people read them. Pure."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from kzmap.dashboard.selection import Selection, type_labels
from kzmap.dashboard.words import ENGLISH, Words
from kzmap.dataset import Dataset
from kzmap.schema import ID_SEPARATOR
from kzmap.timeline import first_protests

_REPORTS = (
    "day",
    "type",
    "place",
    "area",
    "report",
    "sources",
    "link",
    "position",
    "confidence",
)
_PLACES = ("place", "area", "first_report", "first_protest", "reports")
_SOURCES = ("publisher", "title", "published", "language", "reports", "link")

_LEVELS = ("high", "medium", "low")
_WEB = re.compile(r"https?://[^\s/?#]+\S*\Z", re.IGNORECASE)


def headings(names: Sequence[str], say: Words = ENGLISH) -> dict[str, str]:
    """Return what columns are called on the screen, by their name here."""
    return {name: say(f"column.{name}") for name in names}


REPORT_COLUMNS = tuple(headings(_REPORTS).values())


class _Source(NamedTuple):
    text: str
    link: str | None


def web_link(url: object) -> str | None:
    """Return a web address, or None for anything else that a link could be made of.

    Examples
    --------
    >>> web_link("https://example.org/a")
    'https://example.org/a'
    >>> web_link("javascript:alert(1)") is None
    True
    """
    return url if isinstance(url, str) and _WEB.match(url) else None


def reports_table(
    dataset: Dataset, rows: pd.DataFrame, selection: Selection, say: Words = ENGLISH
) -> pd.DataFrame:
    """Return reports in words.

    Parameters
    ----------
    rows
        Rows of the events table.

    Returns
    -------
    pandas.DataFrame
        Columns Day, Type, Place, Area, Report, Sources, Link (the first source's), Position
        and Confidence, as the language calls them, in the order of ``rows``.
    """
    labels = type_labels(dataset.event_types, say)
    sources = _sources(dataset)
    lines = []
    for row in rows.to_dict("records"):
        cited = [sources[one] for one in _ids(row["source_ids"]) if one in sources]
        lines.append(
            {
                "day": _when(row, say),
                "type": labels[str(row["event_type"])],
                "place": _place(dataset, row, selection, say),
                "area": say.area(_area(dataset, row)),
                "report": say.told(str(row["summary"])),
                "sources": "; ".join(source.text for source in cited),
                "link": next((source.link for source in cited if source.link), None),
                "position": _position(row, say),
                "confidence": _confidence(str(row["confidence"]), say),
            }
        )
    table = pd.DataFrame(lines, columns=list(_REPORTS))
    return table.rename(columns=headings(_REPORTS, say))


def places_table(dataset: Dataset, say: Words = ENGLISH) -> pd.DataFrame:
    """Return the places in the order of their first report.

    Returns
    -------
    pandas.DataFrame
        Columns Place, Area, First report, First protest (empty where none) and Reports.
    """
    placed = dataset.events[dataset.events["place_index"] >= 0]
    grouped = placed.groupby("place_index").agg(
        first=("event_date", "min"), reports=("reports", "sum")
    )
    protests = first_protests(dataset)
    lines = []
    for key, first, count in grouped.itertuples():
        place = dataset.places[int(key)]
        protest = protests.get(int(key))
        lines.append(
            {
                "place": say.place(place, first.date()),
                "area": say.area(place.admin1),
                "first_report": first.date().isoformat(),
                "first_protest": protest.isoformat() if protest else "",
                "reports": int(count),
            }
        )
    lines.sort(key=lambda line: (line["first_report"], line["place"]))
    table = pd.DataFrame(lines, columns=list(_PLACES))
    return table.rename(columns=headings(_PLACES, say))


def sources_table(dataset: Dataset, say: Words = ENGLISH) -> pd.DataFrame:
    """Return the sources, those that most reports rest on first.

    Returns
    -------
    pandas.DataFrame
        Columns Publisher, Title, Published, Language, Reports (how many cite it) and Link.
    """
    cited: dict[str, int] = {}
    for ids in dataset.events["source_ids"]:
        for one in dict.fromkeys(_ids(ids)):
            cited[one] = cited.get(one, 0) + 1
    lines = [
        {
            "publisher": str(row["publisher"]),
            "title": str(row["title"]),
            "published": str(row["published"]),
            "language": str(row["language"]),
            "reports": cited.get(str(row["source_id"]), 0),
            "link": web_link(row["url"]),
        }
        for row in dataset.sources.to_dict("records")
    ]
    table = pd.DataFrame(lines, columns=list(_SOURCES))
    order = ["reports", "publisher", "title"]
    table = table.sort_values(order, ascending=[False, True, True], ignore_index=True)
    return table.rename(columns=headings(_SOURCES, say))


def _sources(dataset: Dataset) -> dict[str, _Source]:
    found = {}
    for row in dataset.sources.to_dict("records"):
        publisher, title = str(row["publisher"]).strip(), str(row["title"]).strip()
        text = ": ".join(part for part in (publisher, title) if part)
        found[str(row["source_id"])] = _Source(
            text or str(row["source_id"]), web_link(row["url"])
        )
    return found


def _ids(joined: object) -> list[str]:
    return [one for part in str(joined).split(ID_SEPARATOR) if (one := part.strip())]


def _when(row: Mapping[Any, Any], say: Words) -> str:
    first, last = row["event_date"].date().isoformat(), row["end_date"].date().isoformat()
    days = first if first == last else say("table.days", first=first, last=last)
    precision = int(row["time_precision"])
    return f"{days}, {say(f'time_precision.{precision}')}" if precision in (2, 3) else days


def _place(dataset: Dataset, row: Mapping[Any, Any], selection: Selection, say: Words) -> str:
    index = int(row["place_index"])
    return say.place(dataset.places[index], selection.day) if index >= 0 else str(row["place"])


def _area(dataset: Dataset, row: Mapping[Any, Any]) -> str:
    index = int(row["place_index"])
    return str(row["admin1"]) or (dataset.places[index].admin1 if index >= 0 else "")


def _position(row: Mapping[Any, Any], say: Words) -> str:
    if row["unplaced"]:
        return say("position.unplaced", why=row["unplaced"])
    precision = int(row["geo_precision"])
    position = say(f"position.{precision}") if precision in (1, 2, 3) else ""
    return f"{position}; {row['doubt']}" if row["doubt"] else position


def _confidence(level: str, say: Words) -> str:
    return say(f"confidence.{level}") if level in _LEVELS else level
