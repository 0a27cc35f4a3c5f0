"""Small tables for tests, and the strings that strangers put into theirs."""

from dataclasses import replace

import pandas as pd

from kzmap.dataset import Dataset, Info, from_tables
from kzmap.schema import EVENT_COLUMNS, QUOTE_COLUMNS, SOURCE_COLUMNS, ZONE_COLUMNS

HOSTILE = (
    "<script>window.hacked=1</script>",
    "</script><img src=x onerror=window.hacked=1>",
    "{{ 7*7 }}{% for x in y %}{# lost #}",
    "`${window.hacked=1}` \\",
    "\"><svg onload=window.hacked=1>'",
    "]]><!--  ",
    '=HYPERLINK("javascript:window.hacked=1")',
    "javascript:window.hacked=1",
    "{{ cycler.__init__.__globals__.os.environ }}",
)


def events(*rows: dict) -> pd.DataFrame:
    """Events in the contract's columns and dtypes, from a few cells each."""
    full = []
    for number, row in enumerate(rows):
        cells = dict.fromkeys(EVENT_COLUMNS, "")
        cells |= {
            "event_id": f"e{number}",
            "event_date": "2022-01-05",
            "time_precision": 1,
            "event_type": "protest",
            "place": "Almaty",
            "country": "KZ",
            "lat": float("nan"),
            "lon": float("nan"),
            "geo_precision": 1,
            "confidence": "high",
        }
        cells |= row
        cells["end_date"] = cells["end_date"] or cells["event_date"]
        full.append(cells)
    table = pd.DataFrame(full, columns=list(EVENT_COLUMNS))
    for name in ("event_date", "end_date"):
        table[name] = pd.to_datetime(table[name]).astype("datetime64[s]")
    return table


def zones(*rows: dict) -> pd.DataFrame:
    base = dict.fromkeys(ZONE_COLUMNS, "") | {
        "kind": "state_of_emergency",
        "area": "Almaty (city)",
        "start": "2022-01-05T01:30+06:00",
        "end": "2022-01-07T00:00+06:00",
        "start_precision": "minute",
    }
    full = [base | {"zone_id": f"z{number}"} | row for number, row in enumerate(rows)]
    return pd.DataFrame(full, columns=list(ZONE_COLUMNS))


def hostile_dataset() -> Dataset:
    """A data set with a hostile string in every field that takes text."""
    texts = HOSTILE
    rows = [
        {
            "event_id": f"id {text}",
            "event_type": text if number % 2 else "riot",
            "place": text,
            "country": text,
            "admin1": text,
            "lat": 43.0 + number / 5,
            "lon": 70.0 + number / 5,
            "summary": f"summary {text}",
            "source_ids": f"s{number}",
        }
        for number, text in enumerate(texts)
    ]
    rows.append({"event_id": "unplaced", "place": texts[0] + " nowhere", "summary": texts[1]})
    sources = pd.DataFrame(
        [
            {
                "source_id": f"s{number}",
                "title": f"title {text}",
                "publisher": text,
                "url": text,
                "published": "",
                "language": text,
            }
            for number, text in enumerate(texts)
        ],
        columns=list(SOURCE_COLUMNS),
    )
    quotes = pd.DataFrame(
        [
            {
                "event_id": f"id {text}",
                "zone_id": "",
                "source_id": f"s{n}",
                "quote": text,
                "locator": text,
            }
            for n, text in enumerate(texts)
        ],
        columns=list(QUOTE_COLUMNS),
    )
    areas = zones(
        *[
            {"zone_id": f"zone {text}", "measures": text, "source_ids": f"s{n}"}
            for n, text in enumerate(texts)
        ],
    )
    info = Info(
        title=f"Title {texts[1]} {texts[2]}", summary=texts[0], caveats=texts, notice=texts[4]
    )
    dataset = from_tables(events(*rows), areas, sources, quotes, info=info)
    # The contract refuses these; the page must hold without it all the same.
    wild = [texts[row % len(texts)] for row in range(len(dataset.events))]
    kinds = [*dataset.zones["kind"][1:], texts[1]]
    return replace(
        dataset,
        events=dataset.events.assign(confidence=wild),
        zones=dataset.zones.assign(kind=kinds),
    )
