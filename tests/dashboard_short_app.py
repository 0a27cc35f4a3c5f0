"""A dashboard whose page has no room for texts, for `streamlit run` in the browser tests."""

from functools import partial

from samples import HOSTILE, events

from kzmap import ProtestMap
from kzmap.dashboard import prepared
from kzmap.dashboard.app import show
from kzmap.dataset import from_tables


def dataset():
    rows = [
        {
            "event_id": f"r{number}",
            "lat": 43.2 + number % 7 / 10,
            "lon": 76.9,
            "place": f"Place {number % 7}",
            "summary": f"Text {number} {HOSTILE[number % len(HOSTILE)]}",
        }
        for number in range(300)
    ]
    return from_tables(events(*rows))


if __name__ == "__main__":
    prepared.ProtestMap = partial(ProtestMap, texts_mb=0)
    show(dataset())
