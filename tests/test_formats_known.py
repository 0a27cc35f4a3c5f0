"""Each known layout: recognised without a word, and read as its codebook means it."""

import pytest
from format_samples import LAYOUTS, row, sheet

from kzmap.records import Upload, find_format, formats, read_events, recognise
from kzmap.records.contract import check_contract
from kzmap.schema import SOURCE_COLUMNS


def read_one(layout, without=(), **changed):
    """The only event of a table with one row, and its reading."""
    reading = read_events(sheet(layout, row(layout, **changed), without=without))
    assert reading.report.kept == 1, list(reading.report.set_aside)
    return reading.table.iloc[0], reading


def set_aside(layout, **changed):
    reading = read_events(sheet(layout, row(layout), row(layout, **changed)))
    assert reading.report.kept == 1
    [problem] = reading.report.set_aside
    return problem


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_known_layout_is_recognised_and_read(layout):
    table = sheet(layout, row(layout))
    form = LAYOUTS[layout][0]
    found = recognise(table)
    assert found.format is find_format(form)
    assert len(found.header) == len(LAYOUTS[layout][1])
    assert len(found.rows) == 1
    reading = read_events(table)
    assert reading.report.format == form
    assert (reading.report.read, reading.report.kept) == (1, 1)
    check_contract(reading.table, "events")
    check_contract(reading.sources, "sources")
    assert not reading.report.flags


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_known_layout_is_the_same_when_named(layout):
    table = sheet(layout, row(layout))
    named = read_events(table, LAYOUTS[layout][0])
    assert named.table.equals(read_events(table).table)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_event_names_its_data_set_with_publisher_and_address(layout):
    event, reading = read_one(layout)
    form = formats()[LAYOUTS[layout][0]]
    assert event.source_ids.split(";")[0] == form.name
    assert list(reading.sources.columns) == list(SOURCE_COLUMNS)
    [own] = reading.sources[reading.sources["source_id"] == form.name].to_dict("records")
    assert own["publisher"] == form.publisher
    assert own["url"] == form.url
    assert set(event.source_ids.split(";")) == set(reading.sources["source_id"])


IDS = ("id", "event_id_cnty", "globaleventid")
DAYS = ("event_date", "date_start", "date", "sqldate")


def named(layout, names):
    """The columns of a layout that bear one of some names."""
    return [name for name in LAYOUTS[layout][1] if name.lower() in names]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("text", ["007", "1E5", "NA", "null"])
def test_ids_that_look_like_numbers_or_nothing_stay_text_in_every_format(layout, text):
    for name in named(layout, IDS):
        form = LAYOUTS[layout][0]
        reading = read_events(sheet(layout, row(layout, **{name: text})), form)
        assert reading.table["event_id"].tolist() == [text]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("text", ["31 February 2022", "44566", "12022-01-05", "2022", "soon"])
def test_days_that_are_none_are_set_aside_in_every_format(layout, text):
    for name in named(layout, DAYS):
        table = sheet(layout, row(layout, **{name: text}))
        reading = read_events(table, LAYOUTS[layout][0])
        [problem] = reading.report.set_aside
        assert (problem.column, problem.value) == ("event_date", text)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    ("lat", "lon"), [("91", "1"), ("1", "999"), ("inf", "1"), ("0", "0"), ("1", "")]
)
def test_points_that_cannot_be_are_set_aside_in_every_format(layout, lat, lon):
    lats = named(layout, ("lat", "latitude", "actiongeo_lat"))
    lons = named(layout, ("lon", "longitude", "actiongeo_long"))
    for name, other in zip(lats, lons, strict=True):
        table = sheet(layout, row(layout, **{name: lat, other: lon}))
        [problem] = read_events(table, LAYOUTS[layout][0]).report.set_aside
        assert problem.column in ("lat", "lon")


# ACLED


@pytest.mark.parametrize("layout", [name for name in LAYOUTS if name.startswith("acled")])
def test_acled_is_read_alike_from_each_of_its_layouts(layout):
    event, _ = read_one(layout)
    assert event.event_type == "protest"
    assert (event.place, event.country, event.admin1) == ("Zhanaozen", "KZ", "Mangystau")
    assert (event.lat, event.lon, event.geo_precision) == (43.3412, 52.8619, 1)
    assert event.event_id == "KAZ1"
    assert event.source_ids == "acled;Example News;Another Paper"


@pytest.mark.parametrize(
    ("layout", "lat", "lon"),
    [("acled", "latitude", "longitude"), ("acled-25", "LATITUDE", "LONGITUDE")],
)
def test_acled_without_coordinates_is_read_and_that_is_said(layout, lat, lon):
    event, reading = read_one(layout, without=(lat, lon))
    assert event[["lat", "lon"]].isna().all()
    assert "columns not there: lat (latitude), lon (longitude)" in reading.report.notes


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("28 December 2022", "2022-12-28"),
        ("01-January-2015", "2015-01-01"),
        ("2022-12-28", "2022-12-28"),
        ("05/04/2001", "2001-04-05"),
    ],
)
def test_acleds_days_are_read_however_an_export_writes_them(written, day):
    event, _ = read_one("acled", event_date=written)
    assert str(event.event_date.date()) == day


@pytest.mark.parametrize("written", ["16-Feb-19", "05/01/22"])
def test_days_whose_year_a_spreadsheet_cut_are_set_aside(written):
    problem = set_aside("acled", event_id_cnty="2", event_date=written)
    assert "the year has two digits" in problem.reason


def test_a_day_that_proves_the_other_order_makes_ambiguous_ones_unknown_again():
    rows = [
        row("acled", event_id_cnty=str(n), event_date=day)
        for n, day in enumerate(["12/28/2022", "05/01/2022"])
    ]
    report = read_events(sheet("acled", *rows)).report
    assert report.kept == 0
    assert all("month first" in problem.reason for problem in report.set_aside)


@pytest.mark.parametrize(
    ("event_type", "sub_event_type", "inter1", "kept"),
    [
        ("Protests", "Peaceful protest", "6", "protest"),
        ("Protests", "Protest with intervention", "6", "protest"),
        ("Protests", "Excessive force against protesters", "6", "protest"),
        ("Riots", "Violent demonstration", "5", "riot"),
        ("Riots", "Mob violence", "Rioters", "riot"),
        ("Strategic developments", "Arrests", "1", "security_response"),
        (
            "Strategic developments",
            "Looting/property destruction",
            "1",
            "strategic_development",
        ),
        ("Battles", "Armed clash", "1", "battle"),
        ("Explosions/Remote violence", "Grenade", "1", "explosion_remote_violence"),
        ("Violence against civilians", "Attack", "1", "violence_against_civilians"),
        ("Riots/Protests", "", "6", "protest"),
        ("Riots/Protests", "", "5", "riot"),
        ("Riots/Protests", "", "", "riot_or_protest"),
        ("Battle-No change of territory", "", "1", "battle"),
        ("Battle-Government regains territory", "", "1", "battle"),
        ("Remote violence", "", "1", "explosion_remote_violence"),
        ("Strategic development", "", "1", "strategic_development"),
        ("Headquarters or base established", "", "1", "strategic_development"),
        ("A type of tomorrow", "", "1", "A type of tomorrow"),
    ],
)
def test_acleds_types_of_all_times(event_type, sub_event_type, inter1, kept):
    event, _ = read_one(
        "acled",
        event_type=event_type,
        sub_event_type=sub_event_type,
        inter1=inter1,
        actor1="Somebody",
    )
    assert event.event_type == kept


def test_acleds_country_is_told_by_number_or_code_or_name():
    for changed in ({"iso": "4"}, {"iso": "0", "country": "Kosovo"}, {"iso": ""}):
        event, _ = read_one("acled", **changed)
        assert event.country == {"4": "AF", "0": "XK", "": "KZ"}[changed["iso"]]


def test_a_country_that_is_not_known_is_flagged_and_the_row_kept():
    event, reading = read_one("acled", iso="", country="Atlantis")
    assert event.country == ""
    [flag] = reading.report.flags
    assert (flag.column, flag.value) == ("country", "Atlantis")


def test_acled_may_not_be_handed_on_and_others_may():
    assert {f.name for f in formats().values() if f.redistribution == "aggregates"} == {"acled"}
    assert all(form.terms and form.title for form in formats().values())


# UCDP GED


@pytest.mark.parametrize(
    ("code", "kept"),
    [("1", 1), ("2", 2), ("3", 3), ("4", 3), ("5", 3), ("6", 3), ("7", 3)],
)
def test_geds_precision_of_place_never_grows(code, kept):
    assert read_one("ucdp-ged", where_prec=code)[0].geo_precision == kept


@pytest.mark.parametrize(("code", "kept"), [("1", 1), ("2", 2), ("3", 2), ("4", 3), ("5", 3)])
def test_geds_precision_of_time_never_grows(code, kept):
    assert read_one("ucdp-ged", date_prec=code)[0].time_precision == kept


def test_ged_has_types_of_its_own_and_loses_no_source():
    event, reading = read_one("ucdp-ged")
    assert event.event_type == "state_based_conflict"
    assert (str(event.event_date.date()), str(event.end_date.date())) == (
        "2022-01-05",
        "2022-01-06",
    )
    assert event.summary == "Government of A - B; deaths, best estimate: 3"
    assert reading.sources["title"].tolist() == [
        '"Another,2022-01-06,Second"',
        '"Example News,2022-01-05,A headline"',
        "UCDP Georeferenced Event Dataset (GED)",
    ]


@pytest.mark.parametrize(
    ("name", "code"),
    [("Russia (Soviet Union)", "RU"), ("DR Congo (Zaire)", "CD"), ("Bosnia-Herzegovina", "BA")],
)
def test_geds_names_of_countries_are_known(name, code):
    assert read_one("ucdp-ged", country=name)[0].country == code


def test_a_precision_outside_the_codebook_sets_its_row_aside():
    problem = set_aside("ucdp-ged", id="2", where_prec="9")
    assert (problem.column, problem.value) == ("geo_precision", "9")


# Crowd Counting Consortium


def test_ccc_is_protest_with_all_its_sources():
    event, reading = read_one("ccc")
    assert (event.event_type, event.place, event.admin1) == ("protest", "Portland", "OR")
    assert event.country == "US"
    assert event.summary == "rally; march; for a made-up cause"
    assert event.source_ids == "ccc;https://example.org/a%3Bb?c=1;a leaflet"
    by_id = reading.sources.set_index("source_id")
    assert by_id.loc["https://example.org/a%3Bb?c=1", "url"] == "https://example.org/a;b?c=1"
    assert by_id.loc["https://example.org/a%3Bb?c=1", "publisher"] == "example.org"
    assert by_id.loc["a leaflet", ["title", "url"]].tolist() == ["a leaflet", ""]


def test_ccc_in_a_territory_has_that_territorys_code():
    assert read_one("ccc", state="PR")[0].country == "PR"


def test_ccc_online_events_are_out_of_scope():
    problem = set_aside("ccc", online="1", title="x")
    assert (problem.column, problem.value) == ("online", "1")
    assert "online only" in problem.reason


# Mass Mobilization


def test_mass_mobilization_reads_days_from_three_columns_each():
    event, reading = read_one("mass-mobilization")
    assert str(event.event_date.date()) == "2022-01-02"
    assert str(event.end_date.date()) == "2022-01-11"
    assert (event.place, event.country, event.event_type) == ("Almaty", "KZ", "protest")
    text = "1. example news; january 2, 2022; a headline"
    assert text in reading.sources["title"].tolist()
    assert event.source_ids == f"mass-mobilization;{text.replace(';', ',')}"


def test_mass_mobilization_violence_by_protesters_is_a_riot():
    assert read_one("mass-mobilization", protesterviolence="1")[0].event_type == "riot"


def test_mass_mobilization_for_the_whole_country_is_that_country_and_no_point():
    event, _ = read_one("mass-mobilization", location="national")
    assert (event.place, event.geo_precision) == ("Kazakhstan", 3)


def test_mass_mobilization_years_without_a_protest_are_out_of_scope():
    problem = set_aside(
        "mass-mobilization", id="2", protest="0", startday="", startmonth="", startyear=""
    )
    assert (problem.column, problem.value) == ("protest", "0")


@pytest.mark.parametrize(("day", "month"), [("31", "2"), ("", "1"), ("x", "1")])
def test_mass_mobilization_days_that_are_none_are_set_aside_with_their_cells(day, month):
    problem = set_aside("mass-mobilization", id="2", startday=day, startmonth=month)
    assert problem.column == "event_date"
    assert problem.value == ", ".join(filter(None, ["2022", month, day]))


# GDELT


@pytest.mark.parametrize("layout", ["gdelt-57", "gdelt-58", "gdelt-61"])
def test_gdelt_is_read_without_a_header(layout):
    event, _ = read_one(layout)
    assert event.event_id == "1021846785"
    assert str(event.event_date.date()) == "2022-01-05"
    assert (event.place, event.admin1, event.country) == ("Zhanaozen", "Mangghystau", "KZ")
    assert (event.lat, event.lon, event.geo_precision) == (43.3412, 52.8619, 1)
    assert event.summary == "Demonstrate or rally: PROTESTER"


@pytest.mark.parametrize(
    ("root", "base", "actor", "kept"),
    [
        ("14", "141", "", "protest"),
        ("14", "145", "", "riot"),
        ("17", "173", "COP", "security_response"),
        ("18", "182", "MIL", "security_response"),
        ("19", "193", "GOV", "security_response"),
        ("17", "171", "CVL", "coercion"),
        ("18", "180", "", "assault"),
        ("19", "190", "REB", "fight"),
        ("20", "202", "UAF", "mass_violence"),
    ],
)
def test_gdelts_actor_tells_who_used_violence(root, base, actor, kept):
    event, _ = read_one(
        "gdelt-61",
        EventRootCode=root,
        EventBaseCode=base,
        EventCode=base,
        Actor1Type1Code=actor,
    )
    assert event.event_type == kept


@pytest.mark.parametrize("root", ["01", "13", "15", "16", "", "---"])
def test_gdelts_words_and_deals_are_out_of_scope(root):
    problem = set_aside("gdelt-61", GLOBALEVENTID="2", EventRootCode=root)
    assert (problem.column, problem.value) == ("eventrootcode", root)
    assert "CAMEO" in problem.reason


@pytest.mark.parametrize(
    ("kind", "name", "place", "admin1", "precision"),
    [
        ("1", "Kazakhstan", "Kazakhstan", "", 3),
        ("5", "Mangghystau, Kazakhstan", "Mangghystau", "Mangghystau", 3),
        ("2", "Illinois, United States", "Illinois", "Illinois", 3),
        ("3", "Chicago, Illinois, United States", "Chicago", "Illinois", 1),
        ("4", "Almaty, (general), Kazakhstan", "Almaty", "", 1),
    ],
)
def test_gdelts_kind_of_place_is_its_precision(kind, name, place, admin1, precision):
    event, _ = read_one("gdelt-61", ActionGeo_Type=kind, ActionGeo_FullName=name)
    assert (event.place, event.admin1, event.geo_precision) == (place, admin1, precision)


def test_gdelts_countries_are_fips_and_no_iso():
    for fips, iso in {"RS": "RU", "UP": "UA", "CH": "CN", "SF": "ZA", "RB": "RS"}.items():
        assert read_one("gdelt-61", ActionGeo_CountryCode=fips)[0].country == iso
    event, reading = read_one("gdelt-61", ActionGeo_CountryCode="PG")
    assert event.country == ""
    assert reading.report.flags[0].value == "PG"


def test_gdelt_without_a_place_is_set_aside():
    problem = set_aside(
        "gdelt-61", GLOBALEVENTID="2", ActionGeo_FullName="", ActionGeo_Type="0"
    )
    assert problem.column == "place"


def test_a_quote_in_gdelt_is_a_letter_like_any_other():
    event, _ = read_one("gdelt-61", Actor1Name='"UNCLOSED', Actor2Name='A "B" C')
    assert event.summary == 'Demonstrate or rally: "UNCLOSED / A "B" C'


def test_gdelt_under_a_header_is_recognised_too():
    text = sheet("gdelt-61", row("gdelt-61")).data.decode()
    header = "\t".join(LAYOUTS["gdelt-61"][1]).replace("SQLDATE", "Day")
    reading = read_events(Upload("bigquery.tsv", f"{header}\n{text}".encode()))
    assert reading.report.format == "gdelt"
    assert reading.table["place"].tolist() == ["Zhanaozen"]


def test_gdelt_rows_of_another_width_are_set_aside():
    data = sheet("gdelt-58", *[row("gdelt-58")] * 2).data + b"1\t20220105\n"
    report = read_events(Upload("a.CSV", data)).report
    assert (report.read, report.kept, len(report.duplicates)) == (3, 1, 1)
    assert "cells where" in report.set_aside[0].reason


def test_a_damaged_row_among_the_first_does_not_hide_gdelt():
    rows = [row("gdelt-61", GLOBALEVENTID=str(n)) for n in range(5)]
    report = read_events(sheet("gdelt-61", row("gdelt-61", SQLDATE="x"), *rows)).report
    assert (report.format, report.kept) == ("gdelt", 5)
    assert [problem.line for problem in report.set_aside] == [1]


def test_a_table_with_as_many_columns_as_gdelt_is_not_taken_for_it():
    cells = [f"c{n}" for n in range(58)]
    text = "\t".join(cells) + "\n" + "\t".join("1" for _ in cells) + "\n"
    assert recognise(Upload("other.tsv", text.encode())).format is None
