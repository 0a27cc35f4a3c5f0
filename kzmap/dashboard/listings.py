"""Tables around the map, as people read them. Pure."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from kzmap.dashboard.selection import Selection, type_labels
from kzmap.dataset import Dataset
from kzmap.schema import ID_SEPARATOR
from kzmap.timeline import first_protests, place_name

REPORT_COLUMNS = (
    "Day",
    "Type",
    "Place",
    "Area",
    "Report",
    "Sources",
    "Link",
    "Position",
    "Confidence",
)

_POSITIONS = {1: "the place itself", 2: "near it", 3: "only the region"}
_TIMES = {1: "", 2: "within a week", 3: "within a month"}
_WEB = re.compile(r"https?://[^\s/?#]+\S*\Z", re.IGNORECASE)


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


def reports_table(dataset: Dataset, rows: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """Return reports in words.

    Parameters
    ----------
    rows
        Rows of the events table.

    Returns
    -------
    pandas.DataFrame
        Columns Day, Type, Place, Area, Report, Sources, Link (the first source's), Position
        and Confidence, in the order of ``rows``.
    """
    labels = type_labels(dataset.event_types)
    sources = _sources(dataset)
    lines = []
    for row in rows.to_dict("records"):
        cited = [sources[one] for one in _ids(row["source_ids"]) if one in sources]
        lines.append(
            {
                "Day": _when(row),
                "Type": labels[str(row["event_type"])],
                "Place": _place(dataset, row, selection),
                "Area": _area(dataset, row),
                "Report": str(row["summary"]),
                "Sources": "; ".join(source.text for source in cited),
                "Link": next((source.link for source in cited if source.link), None),
                "Position": _position(row),
                "Confidence": str(row["confidence"]),
            }
        )
    return pd.DataFrame(lines, columns=list(REPORT_COLUMNS))


def places_table(dataset: Dataset) -> pd.DataFrame:
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
                "Place": place_name(place, first.date()),
                "Area": place.admin1,
                "First report": first.date().isoformat(),
                "First protest": protest.isoformat() if protest else "",
                "Reports": int(count),
            }
        )
    lines.sort(key=lambda line: (line["First report"], line["Place"]))
    columns = ["Place", "Area", "First report", "First protest", "Reports"]
    return pd.DataFrame(lines, columns=columns)


def sources_table(dataset: Dataset) -> pd.DataFrame:
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
            "Publisher": str(row["publisher"]),
            "Title": str(row["title"]),
            "Published": str(row["published"]),
            "Language": str(row["language"]),
            "Reports": cited.get(str(row["source_id"]), 0),
            "Link": web_link(row["url"]),
        }
        for row in dataset.sources.to_dict("records")
    ]
    columns = ["Publisher", "Title", "Published", "Language", "Reports", "Link"]
    table = pd.DataFrame(lines, columns=columns)
    order = ["Reports", "Publisher", "Title"]
    return table.sort_values(order, ascending=[False, True, True], ignore_index=True)


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


def _when(row: Mapping[Any, Any]) -> str:
    first, last = row["event_date"].date(), row["end_date"].date()
    days = first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}"
    doubt = _TIMES.get(int(row["time_precision"]), "")
    return f"{days}, {doubt}" if doubt else days


def _place(dataset: Dataset, row: Mapping[Any, Any], selection: Selection) -> str:
    index = int(row["place_index"])
    return place_name(dataset.places[index], selection.day) if index >= 0 else str(row["place"])


def _area(dataset: Dataset, row: Mapping[Any, Any]) -> str:
    index = int(row["place_index"])
    return str(row["admin1"]) or (dataset.places[index].admin1 if index >= 0 else "")


def _position(row: Mapping[Any, Any]) -> str:
    if row["unplaced"]:
        return f"not on the map: {row['unplaced']}"
    position = _POSITIONS.get(int(row["geo_precision"]), "")
    return f"{position}; {row['doubt']}" if row["doubt"] else position
