"""Data sets of many places and many days for tests, the same at every run."""

from datetime import date, timedelta
from random import Random

from samples import events

from kzmap.dataset import Dataset, from_tables

KINDS = ("protest", "riot", "security_response", "foreign_deployment", "political")
FIRST = date(2021, 12, 20)


def crowd(
    reports: int,
    places: int,
    days: int,
    *,
    kinds: tuple[str, ...] = KINDS,
    longest: int = 1,
    first: date = FIRST,
    seed: int = 4,
) -> Dataset:
    """Reports in towns around a few centres; each place and each day has at least one.

    Parameters
    ----------
    longest
        Days that a report lasts at most.
    """
    chance = Random(seed)
    centres = [(chance.uniform(42, 54), chance.uniform(50, 85)) for _ in range(12)]
    spots = [
        (
            f"Town {number}",
            round(chance.gauss(centres[number % 12][0], 0.9), 4),
            round(chance.gauss(centres[number % 12][1], 1.4), 4),
            chance.choice((1, 1, 1, 2, 3)),
        )
        for number in range(places)
    ]
    last = first + timedelta(days=days - 1)
    rows = []
    for number in range(reports):
        place = number if number < places else int(places * chance.random() ** 3)
        day = number if number < days else chance.randrange(days)
        name, lat, lon, precision = spots[place]
        start = first + timedelta(days=day)
        end = min(start + timedelta(days=chance.randrange(longest)), last)
        rows.append(
            {
                "event_date": start.isoformat(),
                "end_date": end.isoformat(),
                "event_type": kinds[int(len(kinds) * chance.random() ** 2)],
                "place": name,
                "lat": lat,
                "lon": lon,
                "geo_precision": precision,
                "summary": f"Report {number}.",
            }
        )
    rows.append({"place": "Nowhereville", "event_date": first.isoformat()})
    return from_tables(events(*rows))
