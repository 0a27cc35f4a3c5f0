"""The language of declarations: what a rule gives, and what a slip in one is answered with."""

import csv
import io

import openpyxl
import pytest
from format_samples import row, sheet

from kzmap.errors import FormatError, TableError
from kzmap.records import (
    Upload,
    find_format,
    mapping_toml,
    read_events,
    recognise,
    with_mapping,
)
from kzmap.records.formats import catalogue
from kzmap.records.formats.suggestion import suggest_columns
from kzmap.schema import EVENT_COLUMNS

HEADER = ["day", "type", "town", "county", "code"]
ROW = ["2022-01-05", "march", "Oral", "West", "7"]
BASE = 'name = "mine"\n[columns]\nevent_date = "day"\nevent_type = "type"\nplace = "town"\n'


@pytest.fixture
def declared(tmp_path):
    """A declaration as the user's file."""

    def write(text: str):
        path = tmp_path / "mine.toml"
        path.write_text(text, "utf-8")
        return path

    return write


def table(*rows, header=HEADER, name="t.csv") -> Upload:
    return Upload(name, "\n".join(",".join(line) for line in [header, *rows]).encode())


def read(path, *rows, header=HEADER):
    return read_events(table(*(rows or [ROW]), header=header), path)


# What a rule gives


@pytest.mark.parametrize(
    ("rule", "made"),
    [
        ('"county"', "West"),
        ('"  COUNTY "', "West"),
        ('{ column = "county" }', "West"),
        ('{ text = "always" }', "always"),
        ('["nowhere", "county", "town"]', "West"),
        ('{ first = ["nowhere", { text = "else" }] }', "else"),
        ('{ join = ["town", "nowhere", "county"] }', "Oral, West"),
        ('{ join = ["town", "county"], link = " in " }', "Oral in West"),
        ('{ column = "county", before = "in ", after = "!" }', "in West!"),
        ('{ column = "nowhere", before = "in " }', ""),
        ('{ column = "county", empty = ["WEST", "x"] }', ""),
        ('{ column = "day", separator = "-", part = 2 }', "01"),
        ('{ column = "day", separator = "-", part = 2, of = 4 }', ""),
        ('{ column = "day", separator = "-", part = 9 }', ""),
        ('{ column = "county", words = { west = "W", 7 = "x" } }', "W"),
        ('{ column = "code", words = { 7 = "seven" } }', "seven"),
        ('{ column = "code", words = { 8 = "eight" } }', "7"),
        ('{ column = "code", words = { 8 = "eight" }, unknown = "?" }', "?"),
        ('{ cases = [{ when = { county = "west" }, then = "yes" }] }', "yes"),
        ('{ cases = [{ when = { county = { starts = "we" } }, then = "yes" }] }', "yes"),
        ('{ cases = [{ when = { county = ["a", "West"], code = 7 }, then = "yes" }] }', "yes"),
        ('{ cases = [{ when = { county = "west", code = 8 }, then = "yes" }] }', ""),
        ('{ cases = [{ when = { code = 8 }, then = "n" }], otherwise = "town" }', "Oral"),
        ('{ cases = [{ when = { nowhere = "" }, then = { column = "town" } }] }', "Oral"),
    ],
)
def test_a_rule_gives(declared, rule, made):
    reading = read(declared(f"{BASE}summary = {rule}\n"))
    assert reading.table["summary"].tolist() == [made]


def test_formulas_pass_through_rules_unchanged(declared):
    path = declared(f'{BASE}summary = {{ join = ["county"] }}\n')
    cells = ("=1+1", "'=1+1", "''=1", "@x", "-1+1")
    rows = [["2022-01-05", "march", f"town {n}", cell, "7"] for n, cell in enumerate(cells)]
    assert read(path, *rows).table["summary"].tolist() == [
        "=1+1",
        "=1+1",
        "'=1",
        "@x",
        "-1+1",
    ]


def test_rows_out_of_scope_are_set_aside_with_the_declared_reason(declared):
    path = declared(
        BASE + '[[out_of_scope]]\nwhen = { type = "party" }\nreason = "a party"\n'
        '[[out_of_scope]]\nunless = { county = ["West", "East"] }\nreason = "elsewhere"\n'
    )
    rows = [ROW, [*ROW[:1], "Party", *ROW[2:]], [*ROW[:3], "North", "7"]]
    report = read(path, *rows).report
    assert (report.read, report.kept) == (3, 1)
    assert [(p.line, p.column, p.value, p.reason) for p in report.set_aside] == [
        (3, "type", "Party", "a party"),
        (4, "county", "North", "elsewhere"),
    ]
    assert [list(cells) for cells in report.rejected_rows] == rows[1:]


def test_a_declaration_without_a_header_names_the_columns(declared):
    path = declared(
        BASE + '[headerless]\ndelimiter = ";"\nlayouts = [["day", "type", "town"]]\n'
        '[headerless.patterns]\nday = "[0-9-]{10}"\n'
    )
    upload = Upload("t.txt", b"2022-01-05;march;Oral\nx;march;Aktau\n")
    [problem] = read_events(upload, path).report.set_aside
    assert (problem.line, problem.column, problem.value) == (2, "event_date", "x")
    good = Upload("t.txt", b"2022-01-05;march;Oral\n2022-01-06;march;Aktau\n")
    assert read_events(good, path).table["place"].tolist() == ["Oral", "Aktau"]


def test_a_declaration_may_extend_another_and_change_some_columns(declared):
    path = declared(
        'name = "mine"\nextends = "acled"\n[columns]\nsummary = { text = "withheld" }\n'
    )
    reading = read_events(sheet("acled", row("acled")), path)
    assert reading.table["summary"].tolist() == ["withheld"]
    assert reading.table["event_type"].tolist() == ["protest"]
    assert reading.report.format == "mine"
    assert reading.format.redistribution == "aggregates"


def test_a_new_file_beside_the_others_is_a_new_format(tmp_path, monkeypatch):
    (tmp_path / "new.toml").write_text(
        'name = "new"\ntitle = "New"\npublisher = "P"\n'
        '[header]\nall_of = ["day", "town"]\n[columns]\nevent_date = "day"\nplace = "town"\n'
        'event_type = "type"\n[sources]\ncolumns = ["county"]\n',
        "utf-8",
    )
    monkeypatch.setattr(catalogue, "_FOLDER", tmp_path)
    catalogue.formats.cache_clear()
    try:
        reading = read_events(table(ROW))
        assert (reading.report.format, reading.report.kept) == ("new", 1)
        assert reading.sources["source_id"].tolist() == ["West", "new"]
    finally:
        catalogue.formats.cache_clear()


# What a slip is answered with


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name = ", "no TOML"),
        ('name = "a"\n[header]\nГород = 1', "stands in quotes"),
        ("title = 1", "name"),
        ('name = "My Table"', "name = 'My Table': expected small letters"),
        ('name = "a"\ntitel = "x"', "titel = 'x': expected no such key; .*did you mean title"),
        ('name = "a"\nextends = "b"', "extends = 'b': expected one of kzmap, acled"),
        ('name = "a"\nday_order = "dmy"', "day_order = 'dmy': expected one of day first"),
        ('name = "a"\nown_names = "yes"', "own_names = 'yes': expected true or false"),
        ('name = "a"\nredistribution = "no"', "redistribution = 'no': expected one of free"),
        ('name = "a"\ncolumns = 3', "columns = 3: expected a table"),
        ('name = "a"\n[columns]\ntown = "x"', "columns.town = 'x': expected no such key"),
        ('name = "a"\n[columns]\nsource_ids = "x"', "columns.source_ids"),
        ('name = "a"\n[columns]\nplace = 3', "columns.place = 3: expected the name of a col"),
        ('name = "a"\n[columns]\nplace = ""', "columns.place = '': expected the name of a col"),
        ('name = "a"\n[columns]\nplace = []', r"columns.place = \[\]: expected at least one"),
        ('name = "a"\n[columns]\nplace = {}', "columns.place = {}: expected exactly one of"),
        (
            'name = "a"\n[columns]\nplace = { column = "a", text = "b" }',
            "expected exactly one of",
        ),
        (
            'name = "a"\n[columns]\nplace = ["x", { join = [4] }]',
            r"columns.place\[1\].join\[0\] = 4: expected the name of a column",
        ),
        (
            'name = "a"\n[columns]\nplace = { column = "x", part = 1 }',
            "expected separator and part together",
        ),
        (
            'name = "a"\n[columns]\nplace = { column = "x", part = 0, separator = "," }',
            "columns.place.part = 0: expected 1 for the first",
        ),
        (
            'name = "a"\n[columns]\nplace = { column = "x", part = 1, separator = "" }',
            "columns.place.separator = '': expected a text",
        ),
        (
            'name = "a"\n[columns]\nplace = { column = "x", codes = "gw" }',
            "columns.place.codes = 'gw': expected one of fips",
        ),
        (
            'name = "a"\n[columns]\nplace = { column = "x", words = { a = [] } }',
            r"columns.place.words.a = \[\]: expected text",
        ),
        (
            'name = "a"\n[columns]\nplace = { cases = [{ when = {}, then = "x" }] }',
            r"columns.place.cases\[0\].when = {}: expected at least one column",
        ),
        (
            'name = "a"\n[columns]\nplace = { cases = [{ when = { x = 1.5 }, then = "x" }] }',
            r"when.x = 1.5: expected text",
        ),
        (
            'name = "a"\n[[out_of_scope]]\nreason = "x"',
            r"out_of_scope\[0\] = .*: expected either when or unless",
        ),
        ('name = "a"\n[sources]\n', "sources.columns = None: expected a value"),
        (
            'name = "a"\n[headerless]\ndelimiter = "|"\nlayouts = []\npatterns = {}',
            r"headerless.delimiter = '\|': expected one of",
        ),
        (
            'name = "a"\n[headerless]\ndelimiter = ","\nlayouts = [["a", "A"]]\npatterns = {}',
            r"headerless.layouts\[0\] = .*: expected columns that all have names",
        ),
        (
            'name = "a"\n[headerless]\ndelimiter = ","\nlayouts = []\npatterns = { a = "(" }',
            r"headerless.patterns.a = '\(': expected a regular expression",
        ),
        (
            'name = "a"\n[headerless]\ndelimiter = ","\nlayouts = [["b"]]\n'
            'patterns = { a = "." }',
            "headerless.patterns.a = '.': expected a column of every layout",
        ),
    ],
)
def test_a_slip_is_named_with_file_key_value_and_what_was_expected(declared, text, told):
    path = declared(text)
    with pytest.raises(FormatError, match=told) as caught:
        find_format(path)
    assert str(caught.value).startswith(str(path))


def test_a_declaration_that_is_nested_out_of_reason_is_refused(declared):
    deep = "[" * 2000 + "]" * 2000
    with pytest.raises(FormatError):
        find_format(declared(f'name = "a"\n[columns]\nplace = {deep}\n'))


def test_a_declaration_that_is_no_utf_8_or_a_folder_is_refused(tmp_path):
    (tmp_path / "a.toml").write_bytes('name = "\xff"'.encode("latin-1"))
    with pytest.raises(FormatError, match="UTF-8"):
        find_format(tmp_path / "a.toml")
    (tmp_path / "b.toml").mkdir()
    with pytest.raises(FormatError, match="cannot be read"):
        find_format(tmp_path / "b.toml")


# Mappings


def test_a_mapping_and_its_declaration_read_alike(declared):
    columns = {
        "event_date": "day",
        "place": "town",
        "event_type": "=protest",
        "summary": 'say "x"\t\\',
        "source_ids": "county",
        "day_order": "month-first",
    }
    header = ["day", "town", 'say "x"\t\\', "county", "lat", "lon"]
    stream = io.StringIO()
    csv.writer(stream).writerows([header, ["01/02/2022", "Oral", "s", "A; B", "51.2", "51.4"]])
    upload = Upload("t.csv", stream.getvalue().encode())
    mapped = read_events(upload, columns=columns)
    kept = read_events(upload, declared(mapping_toml(columns, "kept")))
    assert kept.table.equals(mapped.table)
    assert kept.sources.equals(mapped.sources)
    assert str(mapped.table["event_date"][0].date()) == "2022-01-02"
    assert mapped.table["lat"].tolist() == [51.2]
    assert mapped.table["source_ids"].tolist() == ["A;B"]
    assert mapped.sources["title"].tolist() == ["A", "B"]


def test_a_mapping_wins_over_the_column_of_the_same_name():
    header = ["event_date", "event_type", "place", "town"]
    upload = table(["2022-01-05", "riot", "here", "there"], header=header)
    reading = read_events(upload, columns={"place": "town"})
    assert reading.table["place"].tolist() == ["there"]
    assert "columns not used: place" in reading.report.notes


def test_a_header_that_a_mapping_names_must_be_there():
    header = ["event_date", "event_type", "place"]
    with pytest.raises(TableError, match=r"no column plce \(is it 'place'\?\)"):
        read_events(table(["2022-01-05", "riot", "x"], header=header), columns={"lat": "plce"})


@pytest.mark.parametrize("columns", [{"town": "a"}, {"place": ""}, {"place": "="}])
def test_a_mapping_that_cannot_be_is_refused(columns):
    with pytest.raises(FormatError, match="--map"):
        with_mapping(find_format("kzmap"), columns)


def test_a_workbook_is_read_by_a_mapping():
    book = openpyxl.Workbook()
    book.active.append(["Дата", "Город"])
    book.active.append(["2022-01-05", "Алматы"])
    stream = io.BytesIO()
    book.save(stream)
    reading = read_events(
        Upload("лист.xlsx", stream.getvalue()),
        columns={"event_date": "Дата", "place": "Город", "event_type": "=protest"},
    )
    assert reading.table["place"].tolist() == ["Алматы"]


# Recognition


def test_two_formats_that_fit_are_both_named_and_neither_is_taken():
    cells = row("acled") | {"place": "elsewhere"}
    header = list(cells)
    upload = table([cells[name].replace(",", "") for name in header], header=header)
    found = recognise(upload)
    assert found.format is None
    assert "kzmap and acled fit alike" in found.reason
    with pytest.raises(TableError, match=r"kzmap and acled fit alike.*--format"):
        read_events(upload)
    with pytest.raises(TableError, match="fit alike"):
        read_events(upload, columns={"admin1": "admin2"})
    assert [form.name for form in found.candidates] == ["kzmap", "acled"]
    assert read_events(upload, "acled").table["place"].tolist() == ["Zhanaozen"]
    assert read_events(upload, "kzmap").table["place"].tolist() == ["elsewhere"]


def test_an_unknown_table_is_shown_with_a_suggestion_that_is_not_applied():
    upload = Upload("x.csv", "Дата,Город,Тип\n2022-01-05,Алматы,митинг\n".encode())
    found = recognise(upload)
    assert found.format is None
    assert found.header == ("Дата", "Город", "Тип")
    assert found.rows == [("2022-01-05", "Алматы", "митинг")]
    assert found.suggested == {"event_date": "Дата", "event_type": "Тип", "place": "Город"}
    with pytest.raises(TableError, match="no format known here"):
        read_events(upload)
    assert read_events(upload, columns=found.suggested).report.kept == 1


def test_recognition_shows_only_the_first_rows_and_reads_no_further():
    lines = "".join(f"2022-01-05,riot,p{n}\n" for n in range(100))
    found = recognise(Upload("x.csv", f"event_date,event_type,place\n{lines}".encode()))
    assert found.format is find_format("kzmap")
    assert len(found.rows) == 10


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"%PDF-1.7", b"PK\x03\x04abc"])
def test_what_is_no_table_is_an_error_and_no_recognition(data):
    with pytest.raises(TableError):
        recognise(Upload("x.csv", data))


@pytest.mark.parametrize(
    ("header", "meant"),
    [
        (["Date", "City", "Type", "Notes", "Latitude", "Longitude"],
         ["event_date", "place", "event_type", "summary", "lat", "lon"]),
        (["дата события", "Населённый пункт", "Вид события", "Область", "Ссылка", "Широта"],
         ["event_date", "place", "event_type", "admin1", "source_ids", "lat"]),
        (["Күні", "Қала", "Түрі", "Облыс", "Сипаттама", "Дереккөз"],
         ["event_date", "place", "event_type", "admin1", "summary", "source_ids"]),
        (["event_dat", "plase", "eventtype"], ["event_date", "place", "event_type"]),
    ],
)  # fmt: skip
def test_columns_are_suggested_in_three_languages_and_despite_slips(header, meant):
    assert suggest_columns(header) == {
        column: header[meant.index(column)] for column in EVENT_COLUMNS if column in meant
    }


def test_no_header_is_suggested_twice():
    found = suggest_columns(["date", "date", "day", "when"])
    assert found == {"event_date": "date"}


def test_geojson_of_other_names_is_read_by_a_mapping():
    text = (
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": '
        '{"when": "2022-01-05", "town": "Oral"}, '
        '"geometry": {"type": "Point", "coordinates": [51.4, 51.2]}}]}'
    )
    upload = Upload("x.geojson", text.encode())
    found = recognise(upload)
    assert found.format is None
    assert found.suggested["place"] == "town"
    columns = {"event_date": "when", "place": "town", "event_type": "=riot"}
    reading = read_events(upload, columns=columns)
    assert reading.report.format == "geojson"
    assert reading.table[["lat", "lon"]].iloc[0].tolist() == [51.2, 51.4]
