"""Events of any number in places of any number, for measuring. Nothing in them is anybody's.

Words, names and places are made up by a fixed seed, so each run has the same events. Sizes and
shares are those of a real collection: texts of 150 to 350 characters of a language's words and
phrases at a language's frequencies, which deflate packs about as it does English news (2.7 to
1); some sources cited again and again; a few places with much and many with little; one event
in ten over several days. Places lie anywhere in Kazakhstan, in the unit that they name.
"""

from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kzmap.places import unit_at

FIRST_DAY = np.datetime64("2022-01-01", "s")
DAYS = 30
_WORDS = 6_000
_PHRASES = 3_000
_COMMON = 200
_SOURCES = 500
_CHUNK = 50_000
_KINDS = ("protest", "riot", "security_response", "political")
_SHARES = (0.6, 0.15, 0.15, 0.1)
_CONSONANTS = ("", "b", "d", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "th", "v", "zh")
_VOWELS = ("a", "e", "i", "o", "u", "ou", "an", "en", "ar", "er", "on", "at", "is")
_SYLLABLES = [first + rest for first in _CONSONANTS for rest in _VOWELS]


def table(count: int, places: int, days: int = DAYS) -> pd.DataFrame:
    """Return so many events as :func:`kzmap.read_events` returns a table, located.

    Parameters
    ----------
    count
        How many events.
    places
        In how many places, at most.
    days
        From 1 January 2022 on; no event lasts beyond the last.
    """
    chance = np.random.default_rng(20220105)
    name, lat, lon, region = _places(places)
    place = (places * chance.random(count) ** 2).astype(np.int64)
    first = chance.integers(0, days, count)
    lasts = np.where(chance.random(count) < 0.1, chance.integers(1, 4, count), 0)
    last = np.minimum(first + lasts, days - 1)
    text = {
        "event_id": np.char.add("KAZ", chance.permutation(count).astype("U7")),
        "event_type": np.array(_KINDS)[chance.choice(len(_KINDS), count, p=_SHARES)],
        "place": name[place],
        "country": np.full(count, "KZ"),
        "admin1": region[place],
        "summary": _summaries(chance, name[place], first),
        "source_ids": _cited(chance, count),
        "confidence": np.array(["high", "medium", "low"])[chance.choice(3, count)],
    }
    number = {
        "time_precision": chance.choice((1, 2, 3), count, p=(0.9, 0.08, 0.02)),
        "lat": lat[place],
        "lon": lon[place],
        "geo_precision": chance.choice((1, 2), count, p=(0.85, 0.15)),
    }
    events = pd.DataFrame(
        {column: pd.Series(values, dtype="str") for column, values in text.items()} | number
    )
    for column, offset in (("event_date", first), ("end_date", last)):
        events[column] = FIRST_DAY + (offset * 86_400).astype("timedelta64[s]")
    return events


@cache
def _words() -> NDArray[np.object_]:
    chance = np.random.default_rng(1)
    found: dict[str, None] = {}
    while len(found) < _WORDS:
        found["".join(chance.choice(_SYLLABLES, chance.integers(1, 5)))] = None
    return np.array(sorted(found, key=len), dtype=object)


@cache
def _parts() -> NDArray[np.object_]:
    """Return words, the commonest first, and beside the rarer ones phrases of two to four."""
    words, often = _words(), _frequencies(_WORDS)
    chance = np.random.default_rng(2)
    phrases = [
        " ".join(chance.choice(words, chance.integers(2, 5), p=often)) for _ in range(_PHRASES)
    ]
    rarer = zip(words[_COMMON : _COMMON + _PHRASES], phrases, strict=True)
    both = [part for pair in rarer for part in pair]
    return np.array([*words[:_COMMON], *both, *words[_COMMON + _PHRASES :]], dtype=object)


def _frequencies(size: int) -> NDArray[np.float64]:
    """Return how often the words of a language come, the commonest first.

    Source: Zipf, "Human Behavior and the Principle of Least Effort" (1949).
    """
    weights = 1 / (np.arange(size) + 2.7)
    return weights / weights.sum()


def _places(count: int) -> tuple[NDArray[np.str_], NDArray[np.float64], ...]:
    chance = np.random.default_rng(count)
    stems = np.char.capitalize(chance.choice(_words().astype(str), count))
    name = np.char.add(np.char.add(stems, " "), np.arange(count).astype("U6"))
    lats, lons, regions = [], [], []
    while len(lats) < count:
        lat, lon = round(chance.uniform(40.5, 55.5), 4), round(chance.uniform(46.5, 87.5), 4)
        if unit := unit_at(lat, lon, "2022-01-01"):
            lats.append(lat)
            lons.append(lon)
            regions.append(unit.name)
    return name, np.array(lats), np.array(lons), np.array(regions)


def _summaries(
    chance: np.random.Generator, names: NDArray[np.str_], days: NDArray[np.int64]
) -> list[str]:
    """Return for each event its text: where and when, and 20 to 60 words."""
    words = _parts()
    often = _frequencies(len(words))
    told = []
    for at in range(0, len(names), _CHUNK):
        chunk = names[at : at + _CHUNK]
        lengths = chance.integers(18, 44, len(chunk))
        picked = words[chance.choice(len(words), int(lengths.sum()), p=often)]
        ends = np.cumsum(lengths)
        heads = zip(chunk.tolist(), days[at : at + _CHUNK].tolist(), strict=True)
        for (name, day), begin, end in zip(heads, ends - lengths, ends, strict=True):
            told.append(f"On {day + 1} January, in {name}: {' '.join(picked[begin:end])}.")
    return told


def _cited(chance: np.random.Generator, count: int) -> NDArray[np.str_]:
    """Return one or two sources for each event, none for one in twenty."""
    first, second = (
        np.char.add(
            "source ", chance.choice(_SOURCES, count, p=_frequencies(_SOURCES)).astype("U3")
        )
        for _ in range(2)
    )
    both = np.char.add(np.char.add(first, ";"), second)
    share = chance.random(count)
    return np.where(share < 0.05, "", np.where(share < 0.3, both, first))
