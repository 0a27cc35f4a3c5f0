"""What is handed on of data whose terms forbid to hand on its rows."""

from dataclasses import replace
from typing import NamedTuple

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import HOSTILE, events, zones

from kzmap import ProtestMap
from kzmap.dataset import Info, aggregated, from_tables, joined, shareable
from kzmap.schema import QUOTE_COLUMNS, SOURCE_COLUMNS


class Terms(NamedTuple):
    name: str = "closed"
    title: str = "Closed Data"
    publisher: str = "Closed Data Project"
    url: str = "https://closed.example.org"
    terms: str = "Rows are not to be handed on."
    redistribution: str = "aggregates"


CLOSED = Terms()
OPEN = Terms("open", "Open Data", "Open Data Project", redistribution="free")
SECRET = "a note that stays here"


def source(name, **more):
    return dict.fromkeys(SOURCE_COLUMNS, "") | {"source_id": name, "title": name} | more


def table(columns, *rows):
    full = [dict.fromkeys(columns, "") | row for row in rows]
    return pd.DataFrame(full, columns=list(columns), dtype="str")


def restricted(*rows, **more):
    rows = [{"summary": SECRET, "source_ids": "daily"} | row for row in rows]
    sources = table(SOURCE_COLUMNS, source("daily", title=SECRET))
    quotes = table(QUOTE_COLUMNS, {"event_id": "e0", "source_id": "daily", "quote": SECRET})
    return from_tables(events(*rows), more.get("zones"), sources, quotes, form=CLOSED)


def all_text(dataset):
    tables = (dataset.events, dataset.sources, dataset.quotes, dataset.zones)
    return "\n".join(one.to_csv() for one in tables)


def test_reports_of_a_type_in_a_place_on_a_day_become_one_count():
    data = shareable(restricted({}, {}, {"event_type": "riot"}, {"event_date": "2022-01-06"}))
    told = data.events[["event_date", "event_type", "place", "reports"]].astype("str")
    assert told.to_numpy().tolist() == [
        ["2022-01-05", "protest", "Almaty", "2"],
        ["2022-01-05", "riot", "Almaty", "1"],
        ["2022-01-06", "protest", "Almaty", "1"],
    ]


def test_nothing_of_the_rows_themselves_remains():
    data = shareable(restricted({"event_id": "row-17"}, {"confidence": "low"}))
    assert SECRET not in all_text(data)
    assert "row-17" not in all_text(data)
    assert "daily" not in all_text(data)
    assert set(data.events["confidence"]) == {""}


def test_counts_cite_the_form_and_the_page_credits_it():
    data = shareable(restricted({}))
    (cited,) = set(data.events["source_ids"])
    found = data.sources[data.sources["source_id"] == cited].iloc[0]
    assert (found["publisher"], found["url"]) == (CLOSED.publisher, CLOSED.url)
    assert any(
        CLOSED.publisher in line and CLOSED.terms in line for line in data.info.attribution
    )
    assert CLOSED.title in data.info.notice


def test_what_is_told_with_different_exactness_is_counted_apart():
    rows = [{}, {"geo_precision": 3}, {"time_precision": 2}, {"end_date": "2022-01-07"}, {}]
    data = shareable(restricted(*rows))
    assert sorted(data.events["reports"]) == [1, 1, 1, 2]


def test_unplaced_reports_are_counted_by_name_and_say_why():
    nowhere = {"place": "Nowhereville"}
    data = shareable(restricted(nowhere, nowhere, {"place": "Elsewhereville"}))
    assert data.events["reports"].tolist() == [1, 2]
    assert all(reason.startswith("no match") for reason in data.events["unplaced"])


def test_a_source_that_a_zone_cites_stays():
    data = shareable(restricted({}, zones=zones({"source_ids": "daily"})))
    assert "daily" in set(data.sources["source_id"])


def test_data_that_may_be_handed_on_stays_the_very_same():
    for data in (from_tables(events({})), from_tables(events({}), form=OPEN)):
        assert shareable(data) is data
    assert any("Open Data Project" in line for line in data.info.attribution)


def test_rows_stay_where_the_user_answers_for_it_and_the_notice_says_so():
    data = restricted({}, {})
    kept = shareable(data, include_notes=True)
    pd.testing.assert_frame_equal(kept.events, data.events)
    assert "do not allow handing them on" in kept.info.notice


def test_what_was_counted_is_shareable_as_it_is():
    data = shareable(restricted({}, {}))
    assert data.restricted == ()
    assert shareable(data) is data
    assert shareable(data, include_notes=True) is data


def test_a_notice_of_the_data_set_itself_stays_in_front():
    data = restricted({})
    data = replace(data, info=replace(data.info, notice="Mind the gap."))
    assert shareable(data).info.notice.startswith("Mind the gap. Reports of Closed Data")


def test_only_the_restricted_one_of_two_joined_data_sets_is_counted():
    own = from_tables(events({"event_id": "ours", "summary": "our note"}), form=OPEN)
    for both in (joined(own, restricted({}, {})), joined(restricted({}, {}), own)):
        data = shareable(both)
        assert "our note" in all_text(data)
        assert SECRET not in all_text(data)
        assert sorted(data.events["reports"]) == [1, 2]
        assert data.events.set_index("event_id").loc["ours", "form"] == "open"


def test_a_saved_page_holds_counts_and_a_shown_one_rows(tmp_path):
    page = ProtestMap(restricted({}, {}))
    page.save(tmp_path / "a.html")
    assert SECRET in page.to_html()
    assert SECRET not in (tmp_path / "a.html").read_text("utf-8")
    page.save(tmp_path / "b.html", include_notes=True)
    assert SECRET in (tmp_path / "b.html").read_text("utf-8")


ROWS = st.fixed_dictionaries(
    {
        "event_date": st.sampled_from(["2022-01-05", "2022-01-06"]),
        "event_type": st.sampled_from(["protest", "riot", HOSTILE[2]]),
        "place": st.sampled_from(["Almaty", "Алматы", "Nowhereville", HOSTILE[0]]),
        "geo_precision": st.integers(1, 3),
    }
)


@settings(max_examples=40, deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=12), st.randoms())
def test_counting_loses_none_repeats_itself_and_minds_no_order(rows, random):
    rows = [row | {"event_id": f"e{n}"} for n, row in enumerate(rows)]
    data = aggregated(from_tables(events(*rows), form=CLOSED), CLOSED)
    assert data.events["reports"].sum() == len(rows)
    assert data.events["event_id"].is_unique
    again = aggregated(data, CLOSED)
    pd.testing.assert_frame_equal(again.events, data.events)
    pd.testing.assert_frame_equal(again.sources, data.sources)
    assert again.info == data.info
    random.shuffle(rows)
    other = aggregated(from_tables(events(*rows), form=CLOSED), CLOSED)
    pd.testing.assert_frame_equal(other.events, data.events)


def test_a_closed_form_is_said_in_the_info_that_the_screen_shows():
    data = from_tables(events({}), form=CLOSED, info=Info(attribution=("ours",)))
    assert data.info.attribution[0] == "ours"
    assert CLOSED.terms in data.info.attribution[1]
    assert data.restricted == (CLOSED,)
