"""Tables of every known format count as they are read, on each engine."""

import pytest
from format_samples import LAYOUTS, row, sheet
from test_counting_engines import ENGINES, assert_as_read, page_of, tallies

from kzmap.dataset import shareable
from kzmap.records import read_events


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_known_format_counts_as_it_is_read(layout, tmp_path):
    given = row(layout)
    other = {
        name: text + " again" for name, text in given.items() if name in ("notes", "title")
    }
    upload = sheet(layout, given, given, row(layout, **other))
    ending = ".csv" if b"\t" not in upload.data else ".tsv"
    path = tmp_path / f"events{ending}"
    path.write_bytes(upload.data)
    tally = assert_as_read(path)
    assert tally.form.name == LAYOUTS[layout][0]


def test_rows_out_of_scope_are_set_aside_with_the_formats_reason(tmp_path):
    path = tmp_path / "gdelt.tsv"
    layout = next(name for name, (form, *_) in LAYOUTS.items() if form == "gdelt")
    talks = row(layout, EventRootCode="04", GLOBALEVENTID="77")
    path.write_bytes(sheet(layout, row(layout), talks, talks).data)
    tally = assert_as_read(path)
    assert tally.account.set_aside.total() == 2


def test_sources_that_rows_name_come_along(tmp_path):
    layout = next(name for name, (form, *_) in LAYOUTS.items() if form == "acled")
    path = tmp_path / "acled.csv"
    path.write_bytes(sheet(layout, row(layout)).data)
    expected = read_events(path).sources
    for tally in tallies(path, ENGINES):
        assert tally.sources.to_dict("list") == expected.to_dict("list")


def test_what_may_not_be_handed_on_is_counted_on_the_page(tmp_path):
    layout = next(name for name, (form, *_) in LAYOUTS.items() if form == "acled")
    path = tmp_path / "acled.csv"
    path.write_bytes(sheet(layout, row(layout)).data)
    for tally in tallies(path, ENGINES):
        events = shareable(page_of(tally)).events
        assert events["counted"].all()
        assert events["reports"].sum() == 1


def test_a_mapping_of_the_users_is_followed(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("Город,Дата,Что\nАлматы,05/01/2022,шествие\nАктау,13/01/2022,митинг\n")
    columns = {
        "place": "Город",
        "event_date": "Дата",
        "event_type": "=protest",
        "summary": "Что",
    }
    tally = assert_as_read(path, columns=columns)
    assert tally.account.kept == 2
