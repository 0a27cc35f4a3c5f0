"""What had been published by a day: the rule, in Python."""

import subprocess
import sys
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import events, zones

from kzmap import ProtestMap, load
from kzmap.dataset import from_tables
from kzmap.errors import ArgumentError
from kzmap.known import (
    as_known_on,
    reports_known_from,
    share_of_reports,
    share_of_zones,
    shown_as_known,
    surely_by,
    zones_known_from,
)
from kzmap.schema import SOURCE_COLUMNS
from kzmap.spread import spread
from kzmap.timeline import shown

FIRST, LAST = date(2022, 1, 1), date(2022, 1, 12)
DAYS = [FIRST + timedelta(days=i) for i in range((LAST - FIRST).days + 1)]
PUBLISHED = st.one_of(
    st.just(""),
    st.just("January"),
    st.sampled_from(["2021", "2022", "2021-12", "2022-01", "2022-13", "2022-02-30"]),
    st.dates(FIRST, LAST + timedelta(days=5)).map(date.isoformat),
)


@st.composite
def datasets(draw):
    """Events of a few days and places, zones, and the sources that they cite."""
    published = draw(st.lists(PUBLISHED, min_size=1, max_size=6))
    names = [f"s{number}" for number in range(len(published))]
    cited = st.lists(st.sampled_from([*names, "untold"]), max_size=3, unique=True)
    rows = []
    for _ in range(draw(st.integers(1, 7))):
        begin = draw(st.sampled_from(DAYS))
        rows.append(
            {
                "event_date": begin.isoformat(),
                "end_date": min(LAST, begin + timedelta(draw(st.integers(0, 4)))).isoformat(),
                "event_type": draw(st.sampled_from(["protest", "riot"])),
                "place": draw(st.sampled_from(["Almaty", "Aktau", "Nowhere at all"])),
                "time_precision": draw(st.integers(1, 3)),
                "source_ids": ";".join(draw(cited)),
            }
        )
    areas = [
        {
            "start": f"{draw(st.sampled_from(DAYS))}T01:30+06:00",
            "end": draw(st.sampled_from(["", "2022-01-15T00:00+06:00"])),
            "source_ids": ";".join(draw(cited)),
        }
        for _ in range(draw(st.integers(0, 3)))
    ]
    sources = pd.DataFrame(
        [
            dict.fromkeys(SOURCE_COLUMNS, "")
            | {"source_id": name, "title": name, "published": day}
            for name, day in zip(names, published, strict=True)
        ]
    )
    return from_tables(events(*rows), zones(*areas) if areas else None, sources)


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2022-01-05", date(2022, 1, 5)),
        ("2022-01-05T23:59+06:00", date(2022, 1, 5)),
        ("2022-01", date(2022, 1, 31)),
        ("2024-02", date(2024, 2, 29)),
        ("2022", date(2022, 12, 31)),
        ("", None),
        ("2022-02-29", None),
        ("2022-13", None),
        ("0000", None),
        ("5 January 2022", None),
        ("2022-1-5", None),
        ("٢٠٢٢", None),
    ],
)
def test_a_rough_date_counts_from_its_end_and_what_is_no_date_never(published, day):
    assert surely_by(published) == day


@given(datasets())
def test_what_is_known_stays_known_and_all_is_in_the_end_but_what_has_no_date(dataset):
    before: set[str] = set()
    for day in [*DAYS, date(2023, 1, 1)]:
        known = set(as_known_on(dataset, day).events["event_id"])
        assert before <= known
        share = share_of_reports(dataset, day)
        assert (share.known, sum(share)) == (len(known), len(dataset.events))
        before = known
    assert share_of_reports(dataset, day).later == share_of_zones(dataset, day).later == 0
    undated = reports_known_from(dataset).isna()
    assert before == set(dataset.events["event_id"][~undated])


@given(datasets(), st.sampled_from(DAYS))
def test_nothing_is_known_before_it_was_surely_published_or_before_it_began(dataset, known_on):
    by_id = dict(zip(dataset.sources["source_id"], dataset.sources["published"], strict=True))
    known = as_known_on(dataset, known_on)
    assert known.days == dataset.days
    for event in known.events.itertuples():
        ends = [surely_by(by_id.get(one, "")) for one in event.source_ids.split(";")]
        assert min(day for day in ends if day) <= known_on
        assert event.event_date.date() <= event.end_date.date() <= known_on
    for zone in known.zones.itertuples():
        assert zone.start[:10] <= known_on.isoformat()


@given(datasets(), st.sampled_from(DAYS), st.sampled_from(DAYS))
def test_of_days_after_the_known_one_nothing_is_told(dataset, known_on, day):
    told = shown_as_known(dataset, known_on, min(max(day, dataset.days[0]), dataset.days[-1]))
    if told["day"] > known_on.isoformat():
        assert (told["reports"], told["zones"], told["places"]) == ([], [], [])


def test_january_was_told_step_by_step():
    january = load()
    shares = {day: share_of_reports(january, date(2022, 1, day)) for day in (2, 3, 5, 7, 19)}
    assert [share.known for share in shares.values()] == [0, 3, 22, 27, 36]
    assert {share.undated for share in shares.values()} == {33}
    assert share_of_zones(january, date(2022, 1, 7)) == (9, 2, 32)
    assert zones_known_from(january).count(None) == 32


def test_all_derived_tables_follow():
    january = load()
    known = as_known_on(january, date(2022, 1, 4))
    assert set(spread(known)["place"]) < set(spread(january)["place"])
    assert shown(known, date(2022, 1, 5))["reports"] == []
    aktau = known.events[known.events["event_id"] == "aktau-2022-01-02-protest"]
    assert aktau["end_date"].item() == pd.Timestamp("2022-01-04")


def test_a_date_before_the_event_does_not_make_it_known_before_it_happens():
    source = dict.fromkeys(SOURCE_COLUMNS, "") | {"source_id": "s", "title": "Announcement"}
    sources = pd.DataFrame([source | {"published": "2022-01-01"}])
    announced = from_tables(events({"source_ids": "s"}), sources=sources)
    assert reports_known_from(announced).tolist() == [pd.Timestamp("2022-01-05")]


def test_a_map_opens_as_it_was_known_and_refuses_where_nothing_has_a_date():
    html = ProtestMap(known_on=date(2022, 1, 7)).to_html()
    assert '"known":"2022-01-07"' in html
    assert '"known":"' not in ProtestMap().to_html()
    with pytest.raises(ArgumentError, match="date of publication"):
        ProtestMap(from_tables(events({"source_ids": "s"})), known_on=date(2022, 1, 7))


@pytest.mark.parametrize(("day", "code"), [("2022-01-07", 0), ("7 January", 2)])
def test_the_command_line_says_how_much_was_known(tmp_path, day, code):
    words = ["export", "--known-on", day, "-o", tmp_path / "map.html"]
    done = subprocess.run(
        [sys.executable, "-m", "kzmap", *map(str, words)], capture_output=True, text=True
    )
    assert done.returncode == code
    if code:
        assert "--known-on 7 January: expected a day" in done.stderr
        assert not list(tmp_path.iterdir())
    else:
        assert "As known on 2022-01-07: 27 of 69 reports; 9 came later, and 33 " in done.stderr
        assert '"known":"2022-01-07"' in (tmp_path / "map.html").read_text("utf-8")
