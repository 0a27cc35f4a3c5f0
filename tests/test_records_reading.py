"""What each input of SECURITY.md's blocks "Tables" and "Coordinates" gets."""

import csv
import re
from pathlib import Path

import numpy as np
import pytest

from kzmap.bundled import bundled_path
from kzmap.errors import TableError
from kzmap.records import (
    guess_kind,
    read_claims,
    read_events,
    read_kind,
    read_sources,
    read_zones,
    write_rejected,
)
from kzmap.records.contract import check_contract
from kzmap.schema import EVENT_COLUMNS

HEADER = "event_id,event_date,event_type,place"
ROW = "a,2022-01-05,protest,Almaty"


@pytest.fixture
def table(tmp_path):
    def write(content: str | bytes, name: str = "events.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def only_problem(reading):
    assert reading.report.read == 1
    assert reading.table.empty
    [problem] = reading.report.set_aside
    return problem


# Tables as a whole


@pytest.mark.parametrize("content", [b"", b"\n\n", b" \r\n", b"\xef\xbb\xbf", b"\n  \n\t\n"])
def test_an_empty_file_has_no_rows(table, content):
    with pytest.raises(TableError, match="no rows"):
        read_events(table(content))


def test_a_header_alone_is_a_valid_empty_table(table):
    reading = read_events(table(HEADER))
    assert (reading.report.read, reading.report.ok) == (0, True)
    assert list(reading.table.columns) == list(EVENT_COLUMNS)
    check_contract(reading.table, "events")


def test_an_unclosed_quote_is_an_error_with_its_line(table):
    with pytest.raises(TableError, match=r"events.csv:3: a quote .* never closed"):
        read_events(
            table(f'{HEADER}\n{ROW}\nb,2022-01-05,protest,"Semey\nc,2022-01-05,riot,Oral\n')
        )


def test_an_unclosed_quote_that_meets_another_is_an_error_with_its_line(table):
    rows = 'b,2022-01-05,protest,"Semey\nc,2022-01-05,riot,"Oral"\n'
    with pytest.raises(TableError, match=r"events.csv:2: a quote"):
        read_events(table(f"{HEADER}\n{rows}"))


def test_the_same_column_twice_is_an_error(table):
    with pytest.raises(TableError, match="'place' more than once"):
        read_events(table(f"{HEADER}, Place\n{ROW},x\n"))


def test_a_missing_column_is_an_error_that_lists_those_found(table):
    with pytest.raises(TableError) as caught:
        read_events(table("id,event_date,event_typ,place\n1,2,3,4\n"))
    assert "event_type (is it 'event_typ'?)" in str(caught.value)
    assert "'id', 'event_date', 'event_typ', 'place'" in str(caught.value)


@pytest.mark.parametrize(
    ("start", "what"),
    [
        (b"PK\x03\x04\x14\x00", "ZIP archive or an Excel"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"\xd0\xcf\x11\xe0", "old Excel"),
        (b"%PDF-1.7", "PDF"),
        (b"\x80\x04\x95", "pickle"),
    ],
)
def test_another_kind_of_file_named_csv_is_named(table, start, what):
    with pytest.raises(TableError, match=what):
        read_events(table(start + bytes(range(256))))


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    with pytest.raises(TableError, match="no such file"):
        read_events(tmp_path / "none.csv")
    with pytest.raises(TableError, match="is a folder"):
        read_events(tmp_path)
    with pytest.raises(TableError, match="cannot be read"):
        read_events("a\0b")


def test_an_unknown_format_lists_the_known(table):
    with pytest.raises(TableError, match="known are kzmap"):
        read_events(table(HEADER), format="nope")


# Encodings and delimiters


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1251", "cp1251"),
        ("koi8-r", "koi8_r"),
        ("cp866", "cp866"),
    ],
)
def test_an_encoding_is_detected_in_a_small_file_and_said(table, encoding, told):
    place = "Жанаозен"
    text = f"{HEADER},summary\na,2022-01-05,protest,{place},Митинг на площади\n"
    reading = read_events(table(text.encode(encoding)))
    assert reading.table["place"].tolist() == [place]
    assert reading.report.encoding == told
    assert any(note.startswith("encoding: ") for note in reading.report.notes)


SPELLINGS = "Актау Актобе Алматы Астана Караганда Кызылорда Уральск Павлодар Семей Костанай"


@pytest.mark.parametrize("place", SPELLINGS.split())
@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_a_single_cyrillic_word_is_enough(table, place, encoding):
    reading = read_events(table(f"{HEADER}\na,2022-01-05,protest,{place}\n".encode(encoding)))
    assert reading.table["place"].tolist() == [place]


def test_kazakh_letters_of_the_kazakh_code_page_are_read(table):
    reading = read_events(table(f"{HEADER}\na,2022-01-05,protest,Жаңаөзен\n".encode("kz1048")))
    assert reading.table["place"].tolist() == ["Жаңаөзен"]


def test_western_european_words_do_not_become_half_cyrillic(table):
    text = f"{HEADER}\na,2022-01-05,protest,Café\n"
    reading = read_events(table(text.encode("cp1252")))
    assert reading.table["place"].tolist() == ["Café"]
    assert reading.report.encoding == "cp1252"


def test_bytes_in_no_known_encoding_are_refused_not_read_as_latin_1(table):
    with pytest.raises(TableError, match="save the table as UTF-8"):
        read_events(
            table(
                f"{HEADER}\n".encode()
                + b"a,2022-01-05,protest,"
                + bytes(range(128, 256))
                + b"\n"
            )
        )


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_delimiter_is_detected(table, delimiter):
    text = f"{HEADER}\n{ROW}\n".replace(",", delimiter)
    reading = read_events(table(text))
    assert reading.report.delimiter == delimiter
    assert reading.table["place"].tolist() == ["Almaty"]


def test_excels_own_line_about_the_delimiter_is_understood(table):
    reading = read_events(table(f"sep=;\r\n{HEADER}\r\n{ROW}\r\nx;y\r\n".replace(",", ";")))
    assert reading.table["place"].tolist() == ["Almaty"]
    assert [p.line for p in reading.report.set_aside] == [4]


def test_header_case_and_blanks_are_normalised_and_said(table):
    reading = read_events(table(f" Event ID,EVENT_DATE,Event-Type,place\n{ROW}\n"))
    assert reading.report.kept == 1
    assert "header: read ' Event ID' as event_id" in reading.report.notes[0]


def test_columns_that_are_not_used_are_said(table):
    reading = read_events(table(f"{HEADER},colour,\n{ROW},red,\n"))
    assert "columns not used: colour, (no name)" in reading.report.notes


# Rows


@pytest.mark.parametrize("row", [f"{ROW},extra", "a,2022-01-05,protest", "a"])
def test_a_ragged_row_is_set_aside_also_where_it_is_the_first(table, row):
    reading = read_events(table(f"{HEADER}\n{row}\nb,2022-01-06,riot,Semey\n"))
    [problem] = reading.report.set_aside
    assert (problem.line, problem.column, problem.value) == (2, "", row)
    assert "cells where the header names 4" in problem.reason
    assert reading.table["event_id"].tolist() == ["b"]


def test_text_after_a_closing_quote_sets_only_its_row_aside(table):
    reading = read_events(
        table(f'{HEADER}\na,2022-01-05,protest,"Al"maty\nb,2022-01-06,riot,Oral\n')
    )
    assert [p.line for p in reading.report.set_aside] == [2]
    assert reading.table["place"].tolist() == ["Oral"]


def test_a_nul_byte_sets_its_row_aside(table):
    reading = read_events(
        table(f"{HEADER}\na,2022-01-05,protest,Al\0maty\nb,2022-01-06,riot,Oral\n")
    )
    [problem] = reading.report.set_aside
    assert (problem.line, reading.report.kept) == (2, 1)
    assert "NUL" in problem.reason


def test_a_field_over_128_kib_is_accepted(table):
    summary = "x" * 300_000
    reading = read_events(table(f"{HEADER},summary\n{ROW},{summary}\n"))
    assert reading.table["summary"].tolist() == [summary]


def test_a_line_end_in_a_quoted_cell_is_one_record_and_lines_still_count(table):
    text = f'{HEADER}\na,2022-01-05,protest,"Al\nma\r\nty"\n\nb,never,riot,Oral\n'
    reading = read_events(table(text))
    assert reading.table["place"].tolist() == ["Al\nma\r\nty"]
    assert [p.line for p in reading.report.set_aside] == [6]


@pytest.mark.parametrize("text", ["NA", "None", "null", "NaN", "007", "1E5", "-", "{{7*7}}"])
def test_words_that_look_like_nothing_or_numbers_stay_text(table, text):
    reading = read_events(table(f"{HEADER}\n{text},2022-01-05,{text},{text}\n"))
    row = reading.table.iloc[0]
    assert (row.event_id, row.event_type, row.place) == (text, text, text)


@pytest.mark.parametrize("column", ["event_date", "event_type", "place"])
def test_an_empty_required_cell_sets_its_row_aside(table, column):
    cells = dict(zip(HEADER.split(","), ROW.split(","), strict=True)) | {column: "  "}
    problem = only_problem(read_events(table(f"{HEADER}\n{','.join(cells.values())}\n")))
    assert problem.column == column


def test_of_rows_that_differ_under_one_id_the_fullest_is_kept_and_the_rest_set_aside(table):
    text = f"{HEADER},summary\n{ROW},\n{ROW},known\n{ROW},\nb,2022-01-05,riot,Oral,\n"
    reading = read_events(table(text))
    first, second = reading.report.set_aside
    assert (first.line, second.line, first.column, first.value) == (2, 4, "event_id", "a")
    assert "this id is line 3's too, but the row differs in summary" in first.reason
    assert not reading.report.duplicates
    assert reading.report.rejected_rows == ((*ROW.split(","), ""),) * 2
    assert reading.table["summary"].tolist() == ["known", ""]
    [flag] = reading.report.flags
    assert (flag.line, flag.reason[:16]) == (3, "lines 2, 4 have ")


def test_another_day_and_city_under_one_id_is_never_lost_in_silence(table):
    text = f"{HEADER}\na,2022-01-05,protest,Almaty\na,2022-01-06,protest,Oral\n"
    report = read_events(table(text)).report
    [problem] = report.set_aside
    assert "differs in event_date, end_date, place" in problem.reason
    assert (report.ok, report.read, report.kept, report.duplicates) == (False, 2, 1, ())
    assert len(report.rejected_rows) == 1


def test_a_reading_knows_the_line_of_each_row(table):
    text = f"{HEADER}\nx,never,riot,Oral\n{ROW}\n\n{ROW}\nb,2022-01-05,riot,Oral\n"
    reading = read_events(table(text))
    assert list(zip(reading.lines, reading.table["event_id"], strict=True)) == [
        (3, "a"),
        (6, "b"),
    ]


def test_types_of_its_own_are_kept_and_said_with_the_one_that_is_like_it(table):
    text = f"{HEADER}\na,2022-01-05,protset,Almaty\nb,2022-01-05,Митинг,Oral\n"
    [note] = read_events(table(text)).report.notes
    assert note.startswith("event_type: ")
    assert "'protset' (1 row; did you mean protest?)" in note
    assert "'Митинг' (1 row)" in note
    assert "words = {" in note
    assert not read_events(table(f"{HEADER}\n{ROW}\n")).report.notes


def test_declared_formats_of_others_may_have_types_of_their_own(table):
    declared = table(
        'name = "theirs"\nown_names = false\n[columns]\nevent_date = "event_date"\n'
        'event_type = "event_type"\nplace = "place"\n',
        "theirs.toml",
    )
    reading = read_events(table(f"{HEADER}\na,2022-01-05,Митинг,Oral\n"), declared)
    assert reading.table["event_type"].tolist() == ["Митинг"]
    assert not any("event_type" in note for note in reading.report.notes)


def test_the_same_row_twice_is_a_duplicate_without_a_flag(table):
    reading = read_events(table(f"{HEADER}\n{ROW}\n{ROW}\n"))
    [duplicate] = reading.report.duplicates
    assert (duplicate.line, duplicate.first_line) == (3, 2)
    assert not reading.report.flags
    assert reading.report.ok


def test_rows_without_an_id_get_one_from_their_content(table):
    text = "event_date,event_type,place\n2022-01-05,protest,Almaty\n2022-01-05,protest,Oral\n"
    first = read_events(table(text)).table["event_id"].tolist()
    again = read_events(table(text.replace(",", ";"), "other.csv")).table["event_id"].tolist()
    assert first == again
    assert len(set(first)) == 2
    assert all(re.fullmatch("row-[0-9a-f]{16}", name) for name in first)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Security response", "security_response"),
        ("FOREIGN_DEPLOYMENT", "foreign_deployment"),
        ("  riot ", "riot"),
        ("Strike by miners", "Strike by miners"),
    ],
)
def test_known_event_types_are_recognised_and_others_kept(table, written, kept):
    reading = read_events(table(f"{HEADER}\na,2022-01-05,{written},Almaty\n"))
    assert reading.table["event_type"].tolist() == [kept]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("confidence", "0.8"),
        ("time_precision", "4"),
        ("geo_precision", "1,5"),
        ("country", "Narnia"),
        ("end_date", "2022-01-04"),
    ],
)
def test_values_outside_the_contract_are_set_aside(table, column, value):
    problem = only_problem(read_events(table(f'{HEADER},{column}\n{ROW},"{value}"\n')))
    assert (problem.column, problem.value) == (column, value)


@pytest.mark.parametrize("country", ["KZ", "kz", "Kazakhstan", "Казахстан", "KAZ"])
def test_a_country_becomes_its_code(table, country):
    reading = read_events(table(f"{HEADER},country\n{ROW},{country}\n"))
    assert reading.table["country"].tolist() == ["KZ"]


def test_namibia_is_no_missing_value(table):
    assert read_events(table(f"{HEADER},country\n{ROW},NA\n")).table["country"].tolist() == [
        "NA"
    ]


def test_every_problem_of_a_row_is_told(table):
    problem = only_problem(read_events(table(f"{HEADER},lat,lon\na,x,protest,Almaty,91,1\n")))
    assert problem.column == "event_date"
    assert "also lat '91'" in problem.reason


# Coordinates


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        ("91", "70"),
        ("43", "999"),
        ("inf", "70"),
        ("nan", "70"),
        ("1e999", "7"),
        ("0", "0"),
        ("0.0", "-0"),
        ("43", ""),
        ("", "70"),
        ("43°15'", "76"),
        ("1_0", "7"),
        ("٤٣", "76"),
        ("1.234,5", "76"),
    ],
)
def test_coordinates_that_cannot_be_are_set_aside(table, lat, lon):
    problem = only_problem(read_events(table(f'{HEADER},lat,lon\n{ROW},"{lat}","{lon}"\n')))
    assert problem.column in ("lat", "lon")


def test_missing_coordinates_are_nan(table):
    reading = read_events(table(f"{HEADER},lat,lon\n{ROW},,\n"))
    assert np.isnan(reading.table[["lat", "lon"]].to_numpy()).all()


def test_a_decimal_comma_is_read_and_said(table):
    start = f"{HEADER},lat,lon\n{ROW},".replace(",", ";")
    reading = read_events(table(f"{start}43,2389;76,8897\n"))
    assert reading.table[["lat", "lon"]].iloc[0].tolist() == [43.2389, 76.8897]
    assert "lat: decimal comma read as decimal point, as in 43,2389" in reading.report.notes


@pytest.mark.parametrize("country", ["KZ", ""])
def test_swapped_coordinates_are_flagged_and_kept(table, country):
    reading = read_events(table(f"{HEADER},country,lat,lon\n{ROW},{country},76.9,43.2\n"))
    assert reading.table["lat"].tolist() == [76.9]
    [flag] = reading.report.flags
    assert "swapped" in flag.reason
    assert reading.report.ok


def test_a_point_outside_its_country_is_flagged_and_kept(table):
    reading = read_events(table(f"{HEADER},country,lat,lon\n{ROW},KZ,48.85,2.35\n"))
    [flag] = reading.report.flags
    assert "not in KZ" in flag.reason
    assert reading.report.kept == 1


# Zones, sources, and the data that comes with kzmap


def test_zones_keep_their_offsets_as_written(table):
    text = (
        "kind,area,start,end\n"
        "State of emergency,Almaty (city),2022-01-05T01:30+06:00,2022-01-19T00:00+06:00\n"
        "curfew,Aktau,2022-01-05 01:30+05:00,\n"
    )
    zones = read_zones(table(text)).table
    assert zones["kind"].tolist() == ["state_of_emergency", "curfew"]
    assert zones["start"].tolist() == ["2022-01-05T01:30+06:00", "2022-01-05T01:30+05:00"]
    assert zones["end"].tolist() == ["2022-01-19T00:00+06:00", ""]
    assert zones["start_precision"].tolist() == ["minute", "minute"]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("curfew,Aktau,2022-01-05T01:30,", "start"),
        ("curfew,Aktau,2022-01-05,", "start"),
        ("curfew,Aktau,2022-02-31T00:00Z,", "start"),
        ("curfew,Aktau,12022-01-05T00:00Z,", "start"),
        ("curfew,Aktau,2022-01-05T00:00+06:00,2022-01-04T18:00Z", "end"),
        ("curfw,Aktau,2022-01-05T00:00Z,", "kind"),
    ],
)
def test_zones_that_cannot_be_are_set_aside(table, row, column):
    problem = only_problem(read_zones(table(f"kind,area,start,end\n{row}\n")))
    assert problem.column == column


def test_a_link_that_is_not_http_is_flagged(table):
    reading = read_sources(table("source_id,title,url\na,A,javascript:alert(1)\n"))
    assert reading.table["url"].tolist() == ["javascript:alert(1)"]
    assert reading.report.flags[0].column == "url"


@pytest.mark.parametrize("kind", ["events", "zones", "sources", "quotes"])
def test_the_bundled_tables_are_recognised_whole_and_hold_the_contract(kind):
    path = bundled_path("data", f"{kind}.csv")
    assert guess_kind(path) == kind
    reading = read_kind(path, kind)
    assert reading.report.ok
    assert reading.report.duplicates + reading.report.flags + reading.report.notes == ()
    check_contract(reading.table, kind)


def test_the_claims_are_read_whole():
    path = bundled_path("seeds", "claims.csv")
    assert guess_kind(path) == "claims"
    assert read_claims(path).report.kept == 18


def test_a_table_out_of_the_contract_is_named_by_pandera():
    events = read_events(bundled_path("data", "events.csv")).table
    events.loc[3, "lat"] = 91
    with pytest.raises(TableError, match=r"column lat, row 3: 91.0 fails"):
        check_contract(events, "events")


# The rows set aside


def test_rejected_rows_are_written_whole_under_the_same_header(table, tmp_path):
    text = f'{HEADER},note\n{ROW},x,more\n{ROW},kept\nb,31/31/2022,riot,"Or\nal","=1+1"\nc\n'
    reading = read_events(table(text))
    target = tmp_path / "events.rejected.csv"
    write_rejected(reading.report, target)
    with target.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    assert rows == [
        [*HEADER.split(","), "note"],
        [*ROW.split(","), "x", "more"],
        ["b", "31/31/2022", "riot", "Or\nal", "'=1+1"],
        ["c"],
    ]


def test_the_account_as_json_adds_up(table):
    account = read_events(table(f"{HEADER}\n{ROW}\n{ROW}\nx\n")).report.as_dict()
    assert (
        account["read"] == account["kept"] + account["set_aside"] + account["duplicates"] == 3
    )
    assert account["problems"][0].keys() == {"file", "line", "column", "value", "reason"}
