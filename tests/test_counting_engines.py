"""Every engine says what `read_events` says: kept, set aside, duplicates, counts and page."""

import csv
import gzip
import io
import random
import re
from collections import Counter

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kzmap import ProtestMap, read_events
from kzmap.counting import EngineName, count_events, find_files, start_engine
from kzmap.dataset import from_counts, from_tables
from kzmap.errors import TableError
from kzmap.schema import EVENT_COLUMNS

ENGINES = (EngineName.PANDAS, EngineName.DUCKDB)
KEY = [n for n in EVENT_COLUMNS if n not in ("event_id", "summary", "source_ids", "confidence")]
HEADER = (
    *("event_id", "event_date", "end_date", "event_type", "place", "country", "lat", "lon"),
    *("summary", "source_ids", "confidence"),
)
CELLS = (
    st.sampled_from(["", "a", "b", " c ", "'=d", "e"]),
    st.sampled_from(["2022-01-05", "05.01.2022", "2022-01-06 10:00", "2022-13-01", ""]),
    st.sampled_from(["", "", "2022-01-07", "2022-01-01"]),
    st.sampled_from(["protest", "Protest", " riot", "strike", ""]),
    st.sampled_from(["Almaty", " Almaty ", "'=Aktau", "Ақтау", "", "\u3000Oral\u00a0"]),
    st.sampled_from(["KZ", "Kazakhstan", "", "Nowhere"]),
    st.sampled_from(["", "", "43.25", "43,25", "91", "-0.0"]),
    st.sampled_from(["", "", "76.9", "76.90"]),
    st.sampled_from(["", "short", "longer text", " 'quoted", "'@x", "әлем", "a\nb"]),
    st.sampled_from(["", "s1", "s1; s2", "s1;s2", ";", "'=s"]),
    st.sampled_from(["", "high", "Low", "sure"]),
)


def write(path, rows, header=HEADER):
    text = io.StringIO(newline="")
    csv.writer(text).writerows([header, *rows])
    data = text.getvalue().encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def tallies(path, engines=ENGINES, **options):
    for name in engines:
        with start_engine(name) as engine:
            yield count_events(find_files(path), engine, **options)


def assert_as_read(path, engines=ENGINES, **options):
    """Each engine's account and counts are those of `read_events`; return the last tally."""
    reading = read_events(path, **options)
    report = reading.report
    told = list(tallies(path, engines, **options))
    for tally in told:
        account = tally.account
        assert account.read == report.read
        assert account.kept == report.kept
        assert account.duplicates == len(report.duplicates)
        assert account.set_aside == Counter(
            (p.column, p.column and p.value, without_line(p.reason)) for p in report.set_aside
        )
        assert account.read == account.kept + account.set_aside.total() + account.duplicates
        counted = reading.table.groupby(KEY, dropna=False).size().rename("reports")
        expected = counted.reset_index().sort_values(KEY, ignore_index=True)
        pd.testing.assert_frame_equal(
            tally.counts[[*KEY, "reports"]], expected[[*KEY, "reports"]], check_dtype=False
        )
        assert_shown_are_the_best(tally, reading.table)
        pd.testing.assert_frame_equal(tally.counts, told[0].counts)
        pd.testing.assert_frame_equal(tally.shown, told[0].shown)
    return told[-1]


def without_line(reason):
    """Engines that split a table among them know no lines."""
    return re.sub(r"this id is line \d+'s too", "this id is another row's too", reason)


def assert_shown_are_the_best(tally, table, most=3):
    shown = tally.shown.drop(columns="count")
    whole = table.set_index("event_id")
    for row in shown.itertuples():
        assert (whole.loc[row.event_id, "summary"], whole.loc[row.event_id, "source_ids"]) == (
            row.summary,
            row.source_ids,
        )
    lengths = [-len(text) for text in table["summary"]]
    rank = pd.Series(
        list(zip(table["source_ids"] == "", lengths, strict=True)), index=table["event_id"]
    )
    for _, group in table.groupby(KEY, dropna=False):
        chosen = group["event_id"][group["event_id"].isin(set(shown["event_id"]))]
        assert len(chosen) == min(most, len(group))
        best = sorted(rank[group["event_id"]])[:most]
        assert sorted(rank[chosen]) == best


# A table that fails is small as it is; making it smaller takes minutes.
QUICKLY = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
ROWS = st.lists(st.tuples(*CELLS), min_size=1, max_size=14)


@QUICKLY
@given(rows=ROWS)
def test_engines_say_of_any_table_what_reading_it_says(tmp_path_factory, rows):
    path = write(tmp_path_factory.mktemp("t") / "events.csv", rows)
    assert_as_read(path)


@QUICKLY
@given(rows=ROWS, seed=st.integers(0, 99))
def test_the_order_of_rows_does_not_matter(tmp_path_factory, rows, seed):
    folder = tmp_path_factory.mktemp("t")
    [first] = tallies(write(folder / "a.csv", rows), [EngineName.DUCKDB])
    random.Random(seed).shuffle(rows)
    [second] = tallies(write(folder / "b.csv", rows), [EngineName.DUCKDB])
    pd.testing.assert_frame_equal(first.counts, second.counts)
    pd.testing.assert_frame_equal(first.shown, second.shown)


def test_rows_that_cannot_be_split_are_set_aside_with_the_same_reasons(tmp_path):
    path = tmp_path / "ragged.csv"
    path.write_text(
        "event_id,event_date,event_type,place,summary\n"
        "1,2022-01-05,protest,Almaty,whole\n"
        "2,2022-01-05,protest\n"
        "\n"
        " , ,,,\n"
        '3,2022-01-05,protest,Almaty,"two\nlines, one cell"\n'
        "4,2022-01-05,protest,Almaty,one,two,three\n"
        "5,2022-01-05,protest,Almaty,\n"
    )
    tally = assert_as_read(path)
    assert tally.account.set_aside.total() == 2


@pytest.mark.parametrize("name", ["events.tsv", "events.csv.gz"])
def test_other_delimiters_and_gzip_are_read(tmp_path, name):
    rows = [("1", "2022-01-05", "", "protest", "Almaty", "KZ", "", "", "x", "s", "")]
    path = write(tmp_path / name, rows)
    if name.endswith(".tsv"):
        path.write_text(path.read_text().replace(",", "\t"))
    assert_as_read(path)


def test_parquet_in_its_own_types_and_in_a_folder_counts_as_csv_does(tmp_path):
    table = read_events("data/events.csv").table
    typed = table.assign(event_date=table["event_date"].dt.date)
    folder = tmp_path / "events"
    folder.mkdir()
    typed[:30].to_parquet(folder / "a.parquet")
    typed[30:].to_parquet(folder / "b.parquet")
    expected, *_ = tallies("data/events.csv")
    for tally in tallies(folder):
        pd.testing.assert_frame_equal(tally.counts, expected.counts)
        pd.testing.assert_frame_equal(tally.shown, expected.shown)


def test_a_table_of_no_more_reports_than_are_shown_makes_the_very_same_page(tmp_path):
    towns = ["Almaty", "Aktau", "Astana", "Nowhere at all"] * 3
    rows = [
        (str(i), f"2022-01-0{i % 5 + 1}", "", "riot", town, "KZ", "", "", "x" * i, "s", "")
        for i, town in enumerate(towns)
    ]
    path = write(tmp_path / "events.csv", rows)
    whole = ProtestMap(from_tables(read_events(path).table)).to_html()
    for tally in tallies(path):
        assert ProtestMap(page_of(tally)).to_html() == whole


def page_of(tally):
    return from_counts(
        tally.counts, tally.shown, sources=tally.sources, form=tally.form, called="events.csv"
    )


def test_what_is_not_shown_is_counted_on_each_day_that_it_covers(tmp_path):
    from datetime import date

    from kzmap.timeline import day_figures

    rows = [
        (str(i), "2022-01-05", "2022-01-07", "protest", "Almaty", "KZ", "", "", "x", "s", "")
        for i in range(50)
    ]
    for tally in tallies(write(tmp_path / "events.csv", rows)):
        dataset = page_of(tally)
        assert len(dataset.events) == 4
        assert dataset.events["reports"].sum() == 50
        for day in (5, 6, 7):
            assert day_figures(dataset, date(2022, 1, day)).reports == 50


def test_a_folder_of_other_files_is_refused(tmp_path):
    (tmp_path / "a.csv").write_text("x")
    (tmp_path / "b.xlsx").write_text("x")
    with pytest.raises(TableError, match="Parquet files, or CSV files, and nothing else"):
        find_files(tmp_path)


def test_another_encoding_is_refused_with_a_way_out(tmp_path):
    path = tmp_path / "events.csv"
    text = "event_date;event_type;place\n2022-01-05;protest;Алматы, главная площадь города\n"
    path.write_bytes(text.encode("cp1251"))
    with pytest.raises(TableError, match="reads UTF-8, and this is cp1251; convert it"):
        list(tallies(path, [EngineName.DUCKDB]))
    [tally] = tallies(path, [EngineName.PANDAS])
    assert tally.counts["place"].tolist() == ["Алматы, главная площадь города"]
