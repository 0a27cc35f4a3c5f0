"""Coordinates that disagree with what their row names: said everywhere, never mended."""

import os
import subprocess
import sys

from samples import events

from kzmap.dataset import aggregated, doubts_about, from_tables, load

PARIS = {"place": "Paris", "country": "FR", "lat": 48.857, "lon": 2.352}
LOST = PARIS | {"place": "Lyon", "lat": 15.5, "lon": 32.56}
AKTAU = {"place": "Aktau", "country": "KZ", "admin1": "Mangystau Region"}


class Closed:
    name, title, publisher, url = "closed", "Closed", "Closed Project", "https://example.org"
    terms, redistribution = "No rows.", "aggregates"


def test_a_point_in_another_country_is_told_and_stays_where_it_lies():
    data = from_tables(events(PARIS, LOST))
    told = data.events.set_index("place")
    assert told.loc["Paris", "doubt"] == ""
    assert "Sudan" in told.loc["Lyon", "doubt"]
    assert "outside France" in told.loc["Lyon", "doubt"]
    assert (told.loc["Lyon", "lat"], told.loc["Lyon", "lon"]) == (15.5, 32.56)


def test_a_point_in_another_unit_is_told_by_the_units_of_its_day():
    wrong = AKTAU | {"lat": 43.24, "lon": 76.95}
    right = AKTAU | {"lat": 43.65, "lon": 51.17}
    told = doubts_about(events(wrong, right))
    assert "Almaty (city)" in told[0]
    assert "outside Mangystau Region" in told[0]
    assert told[1] == ""


def test_rows_that_name_nothing_or_give_no_point_are_not_doubted():
    nameless = LOST | {"country": "", "admin1": ""}
    told = doubts_about(events(nameless, {"place": "Almaty", "country": "FR"}))
    assert told.tolist() == ["", ""]


def test_january_2022_has_no_doubt():
    assert set(load().events["doubt"]) == {""}


def test_counts_keep_the_doubt_and_are_parted_by_it():
    rows = [LOST, LOST, LOST | {"country": "SD"}]
    data = aggregated(from_tables(events(*rows), form=Closed()), Closed())
    assert sorted(zip(data.events["reports"], data.events["doubt"] != "", strict=True)) == [
        (1, False),
        (2, True),
    ]


def test_the_page_tells_the_doubt_in_list_and_details(open_data):
    opened = open_data(from_tables(events(PARIS, LOST)))
    listed = opened.page.locator("#reports .doubt").all_inner_texts()
    assert len(listed) == 1
    assert listed[0].startswith("Position in doubt: the point 15.5, 32.56 lies in Sudan")
    opened.page.locator("#reports button.where", has_text="Lyon").click()
    assert "Position in doubt" in opened.page.locator("#details").inner_text()


def test_export_tells_the_doubt_and_keeps_the_row(tmp_path):
    table = (
        "event_date,event_type,place,country,lat,lon\n"
        "2022-01-05,protest,Lyon,FR,15.5,32.56\n2022-01-06,protest,Lyon,FR,15.5,32.56\n"
    )
    (tmp_path / "own.csv").write_text(table, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "kzmap", "export", "own.csv"],
        cwd=tmp_path,
        env=os.environ,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
    )
    assert done.returncode == 0
    assert "2 rows kept where the coordinates lie" in done.stderr
    assert "Lyon: the point 15.5, 32.56 lies in Sudan" in done.stderr
    assert "(2 rows like it)" in done.stderr
