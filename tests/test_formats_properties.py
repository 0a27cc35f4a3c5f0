"""What holds for every format, whatever strangers put into its cells."""

import csv
import io
from contextlib import suppress
from datetime import date

import pytest
from format_samples import LAYOUTS, row, sheet
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from samples import HOSTILE as FROM_PAGES
from test_records_properties import HOSTILE as FROM_TABLES

from kzmap.errors import FormatError, TableError
from kzmap.records import Upload, formats, read_events, recognise, rejected_csv
from kzmap.records.formats.declaration import parse_declaration
from kzmap.records.formats.mapping import mapping_toml, with_mapping
from kzmap.records.spreadsheet import frame_to_csv, unguard
from kzmap.schema import EVENT_COLUMNS

tried = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))

HOSTILE = (*FROM_PAGES, *FROM_TABLES)
IDS = ("id", "event_id_cnty", "globaleventid")
layouts = st.sampled_from(list(LAYOUTS))
texts = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20),
)
cells = st.one_of(
    texts,
    st.dates(min_value=date(1900, 1, 1)).map(str),
    st.sampled_from(
        ["", "0", "1", "3", "5", "14", "19", "05/01/2022", "20220105", "91", "43,2"]
    ),
)


def fitting(layout: str, text: str) -> str:
    """A text that a cell of the layout can hold; the tabs of GDELT part cells, always."""
    return " ".join(text.split()) if layout.startswith("gdelt") else text


def numbered(layout: str, number: int, **changed: str) -> dict[str, str]:
    """A row with an id of its own, but for what is changed."""
    ids = [name for name in LAYOUTS[layout][1] if name.lower() in IDS]
    return row(layout, **dict.fromkeys(ids, str(number)) | changed)


@st.composite
def tables(draw):
    """A layout with some rows, in each of which a few cells are anything."""
    layout = draw(layouts)
    header = LAYOUTS[layout][1]
    rows = []
    for n in range(draw(st.integers(0, 6))):
        changed = draw(st.dictionaries(st.sampled_from(header), cells, max_size=6))
        made = {name: fitting(layout, text) for name, text in changed.items()}
        rows.append(numbered(layout, n % 4, **made))
    return layout, rows


def read(layout, rows):
    return read_events(sheet(layout, *rows), LAYOUTS[layout][0])


def adds_up(reading, count=None):
    report = reading.report
    assert report.read == report.kept + len(report.set_aside) + len(report.duplicates)
    assert count is None or report.read == count
    assert report.kept == len(reading.table)
    assert len(report.rejected_rows) == len(report.set_aside)
    assert list(reading.table.columns) == list(EVENT_COLUMNS)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_hostile_strings_in_every_field_are_kept_as_text_or_set_aside_whole(layout):
    header = LAYOUTS[layout][1]
    changes = [(name, fitting(layout, text)) for name in header for text in HOSTILE]
    rows = [numbered(layout, n, **{name: text}) for n, (name, text) in enumerate(changes)]
    reading = read(layout, rows)
    adds_up(reading, len(rows))
    assert len(reading.report.set_aside) < len(rows) // 2
    again = read_events(Upload("again.csv", frame_to_csv(reading.table).encode()))
    assert again.report.ok
    assert again.table.equals(reading.table)
    if layout.startswith("acled"):
        for column in ("place", "summary", "admin1"):
            kept = {text.strip() for text in reading.table[column]}
            assert {unguard(text.strip()).strip() for text in HOSTILE} <= kept


@tried
@given(tables())
def test_rows_are_kept_set_aside_or_duplicates_in_every_format(made):
    layout, rows = made
    if rows or not layout.startswith("gdelt"):
        adds_up(read(layout, rows), len(rows) if rows else 0)


@tried
@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter_in_any_format(made, random):
    layout, rows = made
    if not rows:
        return
    shuffled = list(rows)
    random.shuffle(shuffled)
    first, second = read(layout, rows), read(layout, shuffled)
    assert sorted(map(str, first.table.to_numpy().tolist())) == sorted(
        map(str, second.table.to_numpy().tolist())
    )
    assert first.sources.equals(second.sources)


@tried
@given(tables())
def test_events_of_every_format_are_the_same_once_written_and_read_again(made):
    layout, rows = made
    if not rows:
        return
    first = read(layout, rows)
    again = read_events(Upload("again.csv", frame_to_csv(first.table).encode()))
    assert again.report.format == "kzmap"
    assert again.report.ok
    assert again.table.equals(first.table)


@tried
@given(tables())
def test_rows_set_aside_are_written_whole_and_set_aside_again(made):
    layout, rows = made
    report = read(layout, rows).report if rows else None
    if not report or not report.set_aside:
        return
    text = rejected_csv(report)
    written = list(csv.reader(io.StringIO(text, newline=""), delimiter=report.delimiter))
    assert [[unguard(cell) for cell in line] for line in written[1:]] == [
        list(line) for line in report.rejected_rows
    ]


@tried
@given(tables())
def test_every_source_that_an_event_names_is_in_the_table_of_sources(made):
    layout, rows = made
    if not rows:
        return
    reading = read(layout, rows)
    named = {part for ids in reading.table["source_ids"] for part in ids.split(";")}
    assert named == set(reading.sources["source_id"])
    assert (reading.sources["title"] != "").all()


@tried
@given(st.sampled_from(list(formats())), st.binary(max_size=300), layouts, st.integers(0, 300))
@example("gdelt", b"\t" * 60, "acled", 0)
@example("gdelt", b'"\n' + b"\t" * 57, "gdelt-58", 0)
@example("acled", b"\n", "gdelt-61", 0)
def test_no_bytes_in_any_format_make_anything_but_a_reading_or_a_table_error(
    name, data, layout, position
):
    whole = sheet(layout, row(layout)).data
    position = min(position, len(whole))
    for content in (data, whole[:position] + data + whole[position:]):
        upload = Upload("t.csv", content)
        with suppress(TableError):
            recognise(upload)
        for asked in (None, name):
            try:
                reading = read_events(upload, asked)
            except TableError:
                continue
            adds_up(reading)


KEYS = (
    *("column", "text", "first", "join", "cases", "when", "then", "otherwise", "link", "words"),
    *("unknown", "part", "of", "separator", "empty", "codes", "before", "after", "starts", "a"),
)
values = st.recursive(
    st.one_of(
        st.integers(-2, 70), st.booleans(), st.sampled_from(["", "a", "=x", "fips", ","])
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(KEYS),
            inner,
            max_size=3,
        ),
    ),
    max_leaves=8,
)


def as_toml(value) -> str:
    match value:
        case bool():
            return str(value).lower()
        case dict():
            return "{" + ", ".join(f"{key} = {as_toml(v)}" for key, v in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(as_toml, value)) + "]"
        case str():
            return f'"{value}"'
        case _:
            return str(value)


@tried
@given(
    values, st.sampled_from(["columns.place", "sources", "out_of_scope", "header", "own_names"])
)
def test_no_declaration_makes_anything_but_a_format_or_an_error_of_it(value, key):
    text = f'name = "a"\n{key} = {as_toml(value)}\n'
    try:
        form = parse_declaration(text, "mine.toml", formats())
    except FormatError:
        return
    data = b"event_date,event_type,place,a\n2022-01-05,riot,Oral,x\n"
    try:
        adds_up(read_events(Upload("t.csv", data), form))
    except TableError:
        assert key != "own_names" or value is False


@tried
@given(
    st.dictionaries(
        st.sampled_from([name for name in EVENT_COLUMNS if name != "source_ids"]),
        texts,
        max_size=4,
    )
)
def test_a_mapping_of_any_names_is_saved_as_it_was(columns):
    try:
        mapped = with_mapping(formats()["kzmap"], columns)
    except FormatError:
        return
    saved = parse_declaration(mapping_toml(columns, "saved"), "saved.toml", formats())
    assert saved.rules.keys() == mapped.rules.keys()
    empty = {name: "" for rule in mapped.rules.values() for name in rule.columns}
    for name, rule in mapped.rules.items():
        assert saved.rules[name].columns == rule.columns
        assert saved.rules[name].make(empty) == rule.make(empty)
