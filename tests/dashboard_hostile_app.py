"""A dashboard of hostile strings, for `streamlit run` in the browser tests."""

from dataclasses import replace

from samples import HOSTILE, events, hostile_dataset

from kzmap.dashboard.app import show
from kzmap.dataset import from_tables

MARKDOWN = (
    "[link](javascript:window.hacked=1) **bold** $x^2$ :smile: :red[red] -> `code`",
    ":material/bolt: <b>tag</b> {{7*7}} # heading",
    "![i](https://tracker.invalid/pixel.png) https://tracker.invalid/auto --",
)
FIELDS = ("event_type", "place", "admin1", "summary")


def dataset():
    strange = hostile_dataset()
    rows = [
        {
            **dict.fromkeys(FIELDS, text),
            "event_id": f"id {text}",
            "lat": 42.0 + number / 2,
            "lon": 60.0 + number,
            "source_ids": f"s{number % len(HOSTILE)}",
        }
        for number, text in enumerate(MARKDOWN + HOSTILE)
    ]
    info = replace(strange.info, title=f"{MARKDOWN[0]} {HOSTILE[1]}")
    own = from_tables(events(*rows), info=info)
    # Past the contract, which lets no such kind, confidence or date in.
    return replace(
        own,
        events=own.events.assign(confidence=own.events["place"]),
        zones=strange.zones.assign(place_index=-1),
        sources=strange.sources,
        quotes=strange.quotes,
        units=strange.units,
    )


if __name__ == "__main__":
    show(dataset())
