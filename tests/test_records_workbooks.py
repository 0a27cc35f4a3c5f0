"""Excel workbooks: what a person sees in the cells is what is read."""

import csv
import io
import tracemalloc
from datetime import date, datetime, time

import openpyxl
import pytest
from samples import HOSTILE
from workbooks import saved, with_part, workbook, zip_of

import kzmap.records.limits as limits
from kzmap.errors import TableError
from kzmap.records import Upload, guess_kind, read_events, rejected_csv

HEADER = ("event_id", "event_date", "event_type", "place")
ROW = ("a", "2022-01-05", "protest", "Almaty")
SHEET = "xl/worksheets/sheet1.xml"


def read(*rows, name="events.xlsx", **sheets):
    return read_events(Upload(name, workbook(*rows, sheets=sheets)))


def read_cell(value, number_format=None):
    book = openpyxl.Workbook()
    book.active.append([*HEADER, "summary"])
    book.active.append([*ROW, value])
    if number_format:
        book.active["E2"].number_format = number_format
    reading = read_events(Upload("a.xlsx", saved(book)))
    assert reading.report.ok
    return reading.table["summary"].item()


def test_a_workbook_is_read_like_the_csv_that_it_could_be(tmp_path):
    path = tmp_path / "events.xlsx"
    path.write_bytes(workbook(HEADER, ROW, ("b", "x", "riot", "Oral")))
    reading = read_events(path)
    assert reading.table["place"].tolist() == ["Almaty"]
    [problem] = reading.report.set_aside
    assert (problem.line, problem.column, problem.value) == (3, "event_date", "x")
    assert "lines are rows of the sheet 'Events'" in reading.report.notes
    assert guess_kind(path) == "events"


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        ("007", None, "007"),
        ("1E5", None, "1E5"),
        ("NA", None, "NA"),
        (7, None, "7"),
        (7.0, None, "7"),
        (0.1 + 0.2, None, "0.3"),
        (43.238949, None, "43.238949"),
        (43.2389000000000001, None, "43.2389"),
        (1e20, None, "100000000000000000000"),
        (1.5e-7, None, "0.00000015"),
        (123456789012345, None, "123456789012345"),
        (True, None, "TRUE"),
        (None, None, ""),
        ("  blanks ", None, "blanks"),
        ("=1+1", "@", "=1+1"),
        (date(2022, 1, 5), None, "2022-01-05"),
        (datetime(2022, 1, 5, 13, 30), None, "2022-01-05 13:30:00"),
        (datetime(2022, 1, 5, 23, 59, 59, 700_000), None, "2022-01-06"),
        (time(13, 30), None, "13:30:00"),
        (44566, "dd.mm.yyyy", "2022-01-05"),
        (44566, "[$-419]d mmmm yyyy", "2022-01-05"),
        (44566, None, "44566"),
        (0.5, "0%", "0.5"),
    ],
)
def test_a_cell_becomes_the_text_that_a_person_means(value, number_format, text):
    if value == "=1+1":
        book = openpyxl.Workbook()
        book.active.append([*HEADER, "summary"])
        book.active.append(ROW)
        book.active["E2"].value, book.active["E2"].data_type = value, "s"
        reading = read_events(Upload("a.xlsx", saved(book)))
        assert reading.table["summary"].item() == text
    else:
        assert read_cell(value, number_format) == text


def test_days_are_read_from_cells_and_from_books_that_count_from_1904():
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.MAC_EPOCH
    book.active.append(HEADER)
    book.active.append(("a", datetime(2022, 1, 5), "protest", "Almaty"))
    reading = read_events(Upload("a.xlsx", saved(book)))
    assert reading.table["event_date"].dt.date.tolist() == [date(2022, 1, 5)]


def test_a_day_number_in_a_plain_cell_is_asked_about_and_never_1970():
    [problem] = read(HEADER, ("a", 44566, "protest", "Almaty")).report.set_aside
    assert problem.value == "44566"
    assert "2022-01-05?" in problem.reason


def test_a_day_that_no_calendar_has_is_set_aside():
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append(("a", 1e9, "protest", "Almaty"))
    book.active["B2"].number_format = "yyyy-mm-dd"
    [problem] = read_events(Upload("a.xlsx", saved(book))).report.set_aside
    assert problem.column == "event_date"


def test_the_first_sheet_with_rows_is_read_and_the_others_are_said():
    book = openpyxl.load_workbook(
        io.BytesIO(workbook(sheets={"Data": [HEADER, ROW], "Notes": [["x"]], "Empty": []}))
    )
    report = read_events(Upload("a.xlsx", saved(book))).report
    assert "lines are rows of the sheet 'Data'" in report.notes
    assert "the workbook's other sheets were not read: 'Notes'" in report.notes


def test_a_hidden_sheet_comes_after_those_that_are_seen():
    data = workbook(["codes"], sheets={"Data": [HEADER, ROW]})
    book = openpyxl.load_workbook(io.BytesIO(data))
    book["Events"].sheet_state = "hidden"
    assert read_events(Upload("a.xlsx", saved(book))).report.kept == 1


def test_blank_rows_and_columns_around_the_table_are_no_cells():
    reading = read([], HEADER, [], [None, " "], (*ROW, None, "  "), [])
    assert reading.report.read == 1
    assert reading.report.ok


def test_a_cell_beyond_the_header_sets_its_row_aside_and_a_short_row_is_filled():
    reading = read((*HEADER, "summary"), ROW, (*ROW, "", "more"))
    [problem] = reading.report.set_aside
    assert (problem.line, reading.report.kept) == (3, 1)
    assert "6 cells where the header names 5" in problem.reason


def test_the_stored_value_of_a_formula_is_read():
    data = with_part(
        workbook((*HEADER, "summary"), (*ROW, "=1+1"), ("b", *ROW[1:], '=IF(1,"","x")')),
        SHEET,
        lambda xml: xml.replace("<f>1+1</f><v></v>", "<f>1+1</f><v>2</v>").replace(
            "<f>1+1</f><v />", "<f>1+1</f><v>2</v>"
        ),
    )
    reading = read_events(Upload("a.xlsx", data))
    assert reading.report.ok
    assert reading.table["summary"].tolist() == ["2", ""]


def test_a_formula_that_was_saved_without_its_value_sets_its_row_aside_and_is_shown():
    data = with_part(
        workbook(HEADER, ROW, ("b", "=TODAY()", "riot", "Oral")),
        SHEET,
        lambda xml: xml.replace("<v></v>", "").replace("<v />", ""),
    )
    reading = read_events(Upload("a.xlsx", data))
    [problem] = reading.report.set_aside
    assert (problem.line, reading.report.kept) == (3, 1)
    assert "column 2 holds a formula that was saved without its value" in problem.reason
    assert "=TODAY()" in problem.value
    assert "'=TODAY()" in rejected_csv(reading.report)


def test_rows_set_aside_become_csv_that_can_be_mended_and_read_again():
    day, bad = date(2022, 1, 5), ("b", "soon", "riot", "Oral", 0.1 + 0.2)
    report = read(
        (*HEADER, "summary"), ("a", day, *ROW[2:], "x"), bad, ("c", day, "riot", "Semey", 1, 2)
    ).report
    rows = list(csv.reader(io.StringIO(rejected_csv(report), newline="")))
    assert rows[1:] == [
        ["b", "soon", "riot", "Oral", "0.3"],
        ["c", "2022-01-05", "riot", "Semey", "1", "2"],
    ]
    mended = rejected_csv(report).replace("soon", "2022-01-06").replace(",1,2", ",1")
    again = read_events(Upload("events.rejected.csv", mended.encode()))
    assert again.report.ok
    assert again.table["summary"].tolist() == ["0.3", "1"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_cells_stay_text(text):
    book = openpyxl.Workbook()
    book.active.append([*HEADER, "summary"])
    book.active.append([*ROW, ""])
    for cell in ("A2", "C2", "D2", "E2"):
        book.active[cell].value, book.active[cell].data_type = text, "s"
    table = read_events(Upload("a.xlsx", saved(book))).table
    assert table[["event_id", "place", "summary"]].values.tolist() == [[text.strip()] * 3]


# Workbooks that nobody should make


def test_one_cell_far_away_does_not_take_the_machines_memory(monkeypatch):
    far = with_part(
        workbook(HEADER, ROW),
        SHEET,
        lambda xml: xml.replace(
            "</sheetData>", '<row r="99999999999"><c r="A99999999999"/></row></sheetData>'
        ),
    )
    assert read_events(Upload("a.xlsx", far)).report.read == 1
    rows = "".join(
        f'<row r="{r}"><c r="XFD{r}" t="str"><v>x</v></c></row>' for r in range(3, 40)
    )
    wide = with_part(
        workbook(HEADER, ROW),
        SHEET,
        lambda xml: xml.replace("</sheetData>", rows + "</sheetData>"),
    )
    assert len(read_events(Upload("a.xlsx", wide)).report.set_aside) == 37
    monkeypatch.setattr(limits, "MOST_CELLS", 200_000)
    with pytest.raises(TableError, match=r"more than 200,000 cells up to row 15"):
        read_events(Upload("a.xlsx", wide))


def test_a_false_dimension_and_rows_in_disorder_lose_nothing():
    def change(xml):
        head, row = xml.index('<row r="2"'), xml.index('<row r="3"')
        end = xml.index("</sheetData>")
        return (
            xml[:head].replace('ref="A1:D3"', 'ref="A1:XFD1048576"')
            + xml[row:end]
            + xml[head:row]
            + xml[end:]
        )

    data = with_part(workbook(HEADER, ROW, ("b", "x", "riot", "Oral")), SHEET, change)
    reading = read_events(Upload("a.xlsx", data))
    assert (reading.report.read, reading.report.kept) == (2, 1)
    assert [row[0] for row in reading.report.rejected_rows] == ["b"]


def test_a_workbook_that_unpacks_to_too_much_is_refused_before_it_is_parsed(monkeypatch):
    monkeypatch.setattr(limits, "MOST_UNPACKED_BYTES", 1_000_000)
    monkeypatch.setattr("kzmap.records.spreadsheetml._Reader", lambda _: pytest.fail("parsed"))
    data = with_part(workbook(HEADER), SHEET, b"<a>" + b" " * 2_000_000 + b"</a>")
    assert len(data) < 20_000
    with pytest.raises(TableError, match="unpacks to more than 1 MB"):
        read_events(Upload("a.xlsx", data))


def test_elements_without_end_do_not_fill_the_memory(monkeypatch):
    monkeypatch.setattr("kzmap.records.spreadsheetml._MOST_ELEMENTS", 2000)
    for many, reason in (
        ("<row>" + "<c/>" * 3000 + "</row>", "too large"),
        ("<a>" * 100 + "</a>" * 100, "too deep"),
    ):
        data = with_part(
            workbook(HEADER, ROW),
            SHEET,
            lambda xml, many=many: xml.replace("</sheetData>", many + "</sheetData>"),
        )
        with pytest.raises(TableError, match=reason):
            read_events(Upload("a.xlsx", data))


def test_memory_does_not_grow_with_rows_that_hold_nothing():
    many = "<row/>" * 50_000
    data = with_part(
        workbook(HEADER, ROW),
        SHEET,
        lambda xml: xml.replace("</sheetData>", many + "</sheetData>"),
    )
    tracemalloc.start()
    assert read_events(Upload("a.xlsx", data)).report.kept == 1
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_500_000


def test_a_part_that_is_read_whole_has_a_limit_of_its_own(monkeypatch):
    monkeypatch.setattr(limits, "MOST_WORKBOOK_PART_BYTES", 50_000)
    data = with_part(workbook(HEADER, ROW), "xl/styles.xml", b"<a>" + b" " * 60_000 + b"</a>")
    with pytest.raises(TableError, match=r"its part 'xl/styles.xml' has 0.1 MB"):
        read_events(Upload("a.xlsx", data))


BOMB = "<!DOCTYPE s [<!ENTITY a0 'ha'>{}]>".format(
    "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
)
OUTSIDE = "<!DOCTYPE s [<!ENTITY a11 SYSTEM 'file:///etc/passwd'>]>"


@pytest.mark.parametrize("entity", [BOMB, OUTSIDE])
def test_entities_in_a_workbooks_xml_are_never_expanded(entity):
    def change(xml):
        at = xml.index("?>") + 2 if xml.startswith("<?xml") else 0
        cell = '<row r="3"><c r="A3" t="str"><v>&a11;</v></c></row></sheetData>'
        return xml[:at] + entity + xml[at:].replace("</sheetData>", cell)

    data = with_part(workbook(HEADER, ROW), SHEET, change)
    try:
        report = read_events(Upload("a.xlsx", data)).report
    except TableError as error:
        assert "the workbook cannot be read" in str(error)  # noqa: PT017 - either will do
    else:
        assert not any("root:" in cell for row in report.rejected_rows for cell in row)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"event_id,event_date\n", "this is no Excel workbook, whatever its name says"),
        (b"", "this is no Excel workbook"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "an old Excel or Word file, or a workbook locked"),
        (zip_of({"a.csv": "x"}), "a ZIP archive without a workbook"),
        (zip_of({"xl/workbook.bin": "x"}), "a binary Excel workbook"),
        (zip_of({"content.xml": "x", "mimetype": "x"}), "an OpenDocument file"),
        (workbook(HEADER)[:-300], "no Excel workbook|ZIP archive or an Excel workbook"),
        (with_part(workbook(HEADER), SHEET, b"<worksheet"), "cannot be read"),
        (with_part(workbook(HEADER), "xl/workbook.xml", b"<a/>"), "cannot be read|is empty"),
        (with_part(workbook(HEADER), "[Content_Types].xml", b"<Types/>"), "cannot be read"),
        (workbook(), "no rows: the workbook is empty"),
    ],
)
def test_what_is_no_workbook_is_named(data, reason):
    with pytest.raises(TableError, match=reason):
        read_events(Upload("a.xlsx", data))


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a", "a.xls"])
def test_a_workbook_under_another_name_is_named(name):
    with pytest.raises(
        TableError, match=r"ZIP archive or an Excel workbook, whatever its name"
    ):
        read_events(Upload(name, workbook(HEADER, ROW)))


@pytest.mark.parametrize("part", ["xl/styles.xml", SHEET, "xl/workbook.xml"])
@pytest.mark.parametrize("at", [40, 200, 400])
def test_a_damaged_part_is_answered_in_one_sentence(part, at):
    data = with_part(workbook(HEADER, ROW), part, lambda xml: xml[:at] + "<" + xml[at + 9 :])
    with pytest.raises(TableError, match="cannot be read"):
        read_events(Upload("a.xlsx", data))


def test_an_error_about_columns_speaks_of_no_delimiter():
    with pytest.raises(TableError, match=r"'Город' \(delimiter: none, it is a workbook\)"):
        read(["Город"], ["Алматы"])


def test_strings_that_a_workbook_shares_are_read():
    cell = '<c r="D2" t="inlineStr"><is><t>Almaty</t></is></c>'
    data = with_part(
        workbook(HEADER, ROW),
        SHEET,
        lambda xml: xml.replace(cell, '<c r="D2" t="s"><v>1</v></c>'),
    )
    shared = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>x</t></si>'
        "<si><r><t>Ora</t></r><r><rPr><b/></rPr><t>l</t></r></si></sst>"
    )
    named = (
        '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats'
        '-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
    )
    types = "[Content_Types].xml"
    data = with_part(data, types, lambda xml: xml.replace("</Types>", named))
    data = with_part(data, "xl/sharedStrings.xml", shared.encode())
    assert read_events(Upload("a.xlsx", data)).table["place"].tolist() == ["Oral"]


def test_progress_is_told_while_a_workbook_is_opened():
    told = []
    source = Upload("a.xlsx", workbook(HEADER, *[ROW] * 3000))
    from kzmap.records.opening import open_table

    open_table(source, (), progress=lambda done, total: told.append((done, total)))
    assert len(told) >= 2
    assert told == sorted(told)
    assert all(0 <= done <= total for done, total in told)
