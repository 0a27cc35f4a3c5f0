"""SECURITY.md's block "Dates"."""

import pytest

from kzmap.records import parse_moment, read_events


@pytest.fixture
def read_days(tmp_path):
    def read(*days: str):
        path = tmp_path / "events.csv"
        rows = [f'e{i},"{day}",protest,Almaty' for i, day in enumerate(days)]
        path.write_text("\n".join(["event_id,event_date,event_type,place", *rows]), "utf-8")
        return read_events(path)

    return read


def kept(reading):
    return reading.table["event_date"].dt.strftime("%Y-%m-%d").tolist()


@pytest.mark.parametrize(
    "text",
    [
        "2022-01-05",
        "2022-1-5",
        "2022/01/05",
        "20220105",
        "05.01.2022",
        "5 January 2022",
        "05-Jan-2022",
        "January 5, 2022",
        "2022-01-05T23:30:00+06:00",
        "2022-01-05 23:59",
        "2022-01-05T00:30:00Z",
        " 2022-01-05 ",
    ],
)
def test_what_can_be_read_in_one_way_is_read(read_days, text):
    assert kept(read_days(text)) == ["2022-01-05"]


def test_a_day_alone_ends_on_itself(read_days):
    table = read_days("2022-01-05").table
    assert table["end_date"].tolist() == table["event_date"].tolist()
    assert str(table["event_date"].dtype) == "datetime64[s]"


def test_an_ambiguous_day_is_set_aside_and_both_meanings_offered(read_days):
    [problem] = read_days("05/01/2022").report.set_aside
    assert problem.reason.startswith("can be 2022-01-05 or 2022-05-01; write")


def test_the_column_can_tell_the_order_and_that_is_said(read_days):
    reading = read_days("05/01/2022", "25/01/2022")
    assert kept(reading) == ["2022-01-05", "2022-01-25"]
    assert any("day first" in note for note in reading.report.notes)
    assert kept(read_days("01/05/2022", "01/25/2022")) == ["2022-01-05", "2022-01-25"]


def test_day_first_and_month_first_in_one_column_are_set_aside(read_days):
    reading = read_days("25/01/2022", "01/25/2022", "05/01/2022", "2022-01-09")
    assert kept(reading) == ["2022-01-09"]
    assert all("month first" in problem.reason for problem in reading.report.set_aside)


@pytest.mark.parametrize(
    "text",
    [
        "44566",
        "44566.5",
        "1641340800",
        "2022-02-31",
        "31.02.2022",
        "20220231",
        "12022-01-05",
        "+12022-01-05",
        "0022-01-05",
        "2022",
        "2022-01",
        "05.01.22",
        "5 Foo 2022",
        "13/13/2022",
        "0",
        "-1",
        "inf",
        "NaT",
        "today",
        "٢٠٢٢-٠١-٠٥",
        "2022-01-05x",
    ],
)
def test_what_is_no_day_is_set_aside_and_never_becomes_1970(read_days, text):
    reading = read_days(text)
    assert reading.table.empty
    assert reading.report.set_aside[0].value == text


def test_a_serial_number_is_told_from_other_numbers(read_days):
    [problem] = read_days("44566").report.set_aside
    assert "2022-01-05?" in problem.reason


def test_the_local_day_is_kept_and_the_zone_said(read_days):
    reading = read_days("2022-01-05T23:30:00+06:00", "2022-01-05T02:00:00Z")
    assert kept(reading) == ["2022-01-05", "2022-01-05"]
    assert any("+06:00" in note for note in reading.report.notes)


def test_moments_have_their_offset():
    assert parse_moment("2022-01-05T01:30+06:00").utcoffset().total_seconds() == 6 * 3600
    for text in (
        "2022-01-05",
        "2022-01-05T01:30",
        "2022-01-05T25:00Z",
        "9999-12-31T00:00Z",
        "",
    ):
        with pytest.raises(ValueError, match=r"."):
            parse_moment(text)
