"""One data set laid over another."""

from datetime import date

import pandas as pd
import pytest
from samples import events, zones

from kzmap.dataset import Info, from_tables, joined, laid_over, load
from kzmap.schema import QUOTE_COLUMNS, SOURCE_COLUMNS
from kzmap.timeline import areas_under_emergency, shown

PARIS = {"place": "Paris", "country": "FR", "lat": 48.857, "lon": 2.352}


def sources(*rows):
    full = [dict.fromkeys(SOURCE_COLUMNS, "") | row for row in rows]
    return pd.DataFrame(full, columns=list(SOURCE_COLUMNS), dtype="str")


def quotes(*rows):
    full = [dict.fromkeys(QUOTE_COLUMNS, "") | row for row in rows]
    return pd.DataFrame(full, columns=list(QUOTE_COLUMNS), dtype="str")


def test_ids_that_both_have_are_kept_apart_wherever_they_are_named():
    said = [{"event_id": "e0", "source_id": "s", "quote": "one"}]
    first = from_tables(
        events({"source_ids": "s"}), zones({}), sources({"source_id": "s", "title": "A"})
    )
    second = from_tables(
        events({"source_ids": "s;t"}, {"event_id": "e0 (2)"}),
        zones({"source_ids": "t; s"}),
        sources({"source_id": "s", "title": "B"}, {"source_id": "t", "title": "T"}),
        quotes(*said),
    )
    both = joined(first, second)
    ids = both.events.set_index("event_id")["source_ids"].to_dict()
    assert ids == {"e0": "s", "e0 (3)": "s (2);t", "e0 (2)": ""}
    assert both.zones["zone_id"].tolist() == ["z0", "z0 (2)"]
    assert both.zones["source_ids"].tolist() == ["", "t;s (2)"]
    assert dict(zip(both.sources["source_id"], both.sources["title"], strict=True)) == {
        "s": "A",
        "s (2)": "B",
        "t": "T",
    }
    (quote,) = both.quotes.to_dict("records")
    assert (quote["event_id"], quote["source_id"]) == ("e0 (3)", "s (2)")


def test_a_source_that_both_describe_alike_stays_one():
    one = from_tables(
        events({"source_ids": "s"}), sources=sources({"source_id": "s", "title": "S"})
    )
    both = joined(one, one)
    assert both.sources["source_id"].tolist() == ["s"]
    assert both.events["source_ids"].tolist() == ["s", "s"]


def test_days_are_those_of_both():
    first = from_tables(events({}), info=Info(first_day=date(2022, 1, 2)))
    both = joined(first, from_tables(events({"event_date": "2022-01-09"})))
    assert (both.days[0], both.days[-1]) == (date(2022, 1, 2), date(2022, 1, 9))


def test_january_with_reports_from_elsewhere_shows_what_each_shows_alone():
    january, own = load(), from_tables(events(PARIS, {"place": "Almaty"}))
    both = joined(january, own)
    for day in january.days:
        alone, together = shown(january, day), shown(both, day)
        assert together["zones"] == alone["zones"]
        assert set(alone["reports"]) <= set(together["reports"])
        assert areas_under_emergency(both, day) == areas_under_emergency(january, day)
    assert {"Paris", "Almaty"} <= {place.name for place in both.places}
    assert sum(place.name == "Almaty" for place in both.places) == 1
    assert [unit.name for unit in both.units] == [unit.name for unit in january.units]
    assert len(both.claims) == len(january.claims)


@pytest.mark.parametrize("turned", [False, True])
def test_either_may_be_laid_over_the_other(turned):
    pair = [load(), from_tables(events(PARIS), zones({"area": "Paris"}))]
    both = joined(*reversed(pair)) if turned else joined(*pair)
    assert len(both.events) == len(pair[0].events) + 1
    assert set(both.zones["zone_id"]) == {"z0", *pair[0].zones["zone_id"]}
    assert both.unplaced_zones.empty == pair[1].unplaced_zones.empty
    assert both.info.title == "Kazakhstan, January 2022"


def test_titles_summaries_and_caveats_of_both_are_told_once():
    one = from_tables(events({}), info=Info("A", "About a.", caveats=("x", "y")))
    other = from_tables(events({}), info=Info("B", "About b.", caveats=("y", "z")))
    info = joined(one, other).info
    assert (info.title, info.summary) == ("A and B", "About a. About b.")
    assert info.caveats == ("x", "y", "z")
    assert joined(one, one).info.title == "A"


def test_areas_drawn_by_zones_stay_with_their_zones():
    def shape(left):
        ring = [[left, 48], [left + 1, 48], [left + 1, 49], [left, 49], [left, 48]]
        return {"type": "Polygon", "coordinates": [ring]}

    def drawn(left):
        table = zones({"area": "Old town"})
        return table.assign(geometry=pd.Series([shape(left)], dtype=object))

    first = from_tables(events(PARIS), drawn(2))
    second = from_tables(events(PARIS), drawn(5))
    both = joined(first, second)
    assert [unit.name for unit in both.shapes] == ["Old town", "Old town (2)"]
    assert both.zones["units"].tolist() == [("Old town",), ("Old town (2)",)]
    assert len(joined(first, first).shapes) == 1
    plain = joined(first, from_tables(events({}), zones({})))
    assert len(plain.zones) == 2
    assert plain.unplaced_zones.empty


def test_what_a_file_adds_says_whose_it_is_where_it_cites_nobody():
    named = sources({"source_id": "s", "title": "A"})
    own = from_tables(events({"source_ids": "s"}, {"event_id": "bare"}), None, named)
    both = laid_over(load(), own, "a;b.csv")
    ids = both.events.set_index("event_id")["source_ids"]
    assert (ids["e0"], ids["bare"]) == ("s", "file:a,b.csv")
    titles = both.sources.set_index("source_id")["title"]
    assert titles["file:a,b.csv"] == "a;b.csv, brought by you"
    assert (
        both.info.caveats[0]
        == "2 reports were added from a;b.csv; they are not part of the checked data."
    )
    assert both.info.title == "Kazakhstan, January 2022, with a;b.csv"


def test_a_file_whose_reports_all_cite_a_source_gets_none_of_its_own():
    named = sources({"source_id": "s", "title": "A"})
    own = from_tables(events({"source_ids": "s"}), None, named)
    both = laid_over(load(), own, "a.csv")
    assert not both.sources["source_id"].str.startswith("file:").any()
