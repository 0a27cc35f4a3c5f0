"""A guided tour: read, looked up, written into the page's data."""

import subprocess
import sys
from dataclasses import replace

import pandas as pd
import pytest
from samples import events

from kzmap.dataset import from_tables, joined, load, tour_of
from kzmap.page.protest_map import ProtestMap
from kzmap.records import read_tour
from kzmap.schema import TOUR_COLUMNS

TABLE = "event_id,event_date,event_type,place\na,2022-01-05,protest,Almaty\n"


def told(*rows):
    full = [
        dict.fromkeys(TOUR_COLUMNS, "") | {"title": "T", "text": "X."} | row for row in rows
    ]
    table = pd.DataFrame(full, columns=list(TOUR_COLUMNS), dtype="str")
    return table.assign(day=pd.to_datetime(table["day"]).astype("datetime64[s]"))


def with_tour(*rows):
    return from_tables(events({"place": "Almaty"}, {"place": "Oral"}), tour=told(*rows))


@pytest.fixture(scope="module")
def bundled():
    return load()


def test_the_bundled_tour_is_whole_and_goes_forward_in_time(bundled):
    tour = tour_of(bundled)
    assert len(tour.steps) == len(bundled.tour) == 11
    assert not tour.problems
    days = [step.day for step in tour.steps]
    assert days == sorted(days)
    assert (days[0], days[-1]) == (bundled.days[0], bundled.days[-1])


def test_every_bundled_step_names_known_sources_and_is_told_in_three_languages(bundled):
    known = set(bundled.sources["source_id"])
    for step in tour_of(bundled).steps:
        assert set(step.source_ids.split(";")) <= known
        assert set(step.translations) == {"ru", "kk"}
        assert 1 <= step.text.count(". ") + 1 <= 3


def test_a_bundled_step_cites_only_what_its_reports_and_zones_cite(bundled):
    cited = set(bundled.events["source_ids"].str.split(";").explode())
    cited |= set(bundled.zones["source_ids"].str.split(";").explode())
    named = set(bundled.tour["source_ids"].str.split(";").explode())
    assert named <= cited


def test_a_name_is_looked_up_in_any_spelling_and_case():
    step = tour_of(with_tour({"day": "2022-01-05", "look": "УРАЛЬСК; almaty"})).steps[0]
    assert [place.name for place in step.places] == ["Oral", "Almaty"]


def test_a_unit_is_found_by_its_name_or_its_code():
    rows = [{"day": "2022-01-05", "look": name} for name in ("KZ-PAV", "pavlodar region")]
    for step in tour_of(with_tour(*rows)).steps:
        assert [unit.name for unit in step.units] == ["Pavlodar Region"]


def test_what_is_not_on_the_map_is_said_and_the_rest_stays():
    tour = tour_of(
        with_tour({"day": "2022-01-05", "look": "Atlantis;Oral"}, {"day": "1999-01-05"})
    )
    assert [len(step.places) for step in tour.steps] == [1]
    assert "step 1 of the tour looks at 'Atlantis'" in tour.problems[0]
    assert "step 2 of the tour is on 1999-01-05" in tour.problems[1]


def test_a_translation_without_its_title_is_none():
    row = {"day": "2022-01-05", "text_ru": "Текст.", "title_kk": "Т", "text_kk": "М."}
    (step,) = tour_of(with_tour(row)).steps
    assert step.translations == {"kk": ("Т", "М.")}


def test_the_page_is_told_where_to_look_in_its_own_longitudes():
    payload = ProtestMap(with_tour({"day": "2022-01-05", "look": "Oral"})).timeline.payload()
    (step,) = payload["tour"]
    [[south, west], [north, east]] = step["look"]
    assert south < 51.23 < north
    assert west < 51.37 < east
    assert step["day"] == 0


def test_a_row_that_is_no_step_is_set_aside_with_its_reason(tmp_path):
    path = tmp_path / "tour.csv"
    path.write_text("day,view,title,text\n2022-01-05,so far,A,B\n2022-01-05,sideways,A,B\n")
    reading = read_tour(path)
    assert reading.table["view"].tolist() == ["so_far"]
    assert "expected day, so_far or first" in str(reading.report.set_aside[0])


def test_tours_of_two_data_sets_follow_one_another(bundled):
    second = with_tour({"day": "2022-01-05"})
    both = joined(bundled, second)
    assert len(tour_of(both).steps) == 12
    assert joined(second, replace(second, tour=second.tour.iloc[:0])).tour[
        "title"
    ].tolist() == ["T"]


def test_the_command_takes_a_tour_and_says_what_of_it_is_not_on_the_map(tmp_path):
    (tmp_path / "e.csv").write_text(TABLE)
    (tmp_path / "t.csv").write_text(
        "day,look,title,text\n2022-01-05,Almaty,One,First.\n2022-01-09,,Two,Second.\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "kzmap", "export", "e.csv", "--tour", "t.csv", "-o", "m.html"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert (
        "Step 2 of the tour is on 2022-01-09, a day that the map does not have" in done.stderr
    )
    assert '"title":"One"' in (tmp_path / "m.html").read_text("utf-8")
