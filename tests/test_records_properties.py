"""Invariants of reading, for inputs that nobody would think of."""

import csv
import io
import tempfile
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kzmap.errors import TableError
from kzmap.records import Reading, read_events, rejected_csv
from kzmap.records.spreadsheet import frame_to_csv, guard, to_csv, unguard
from kzmap.schema import EVENT_COLUMNS

# Applied to each test here: a profile would hold for the whole run.
tried = settings(deadline=None, max_examples=80, suppress_health_check=list(HealthCheck))

HOSTILE = [
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "{% include 'x' %}",
    "{# x",
    "`${alert(1)}`",
    "=HYPERLINK(1)",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\u2028</script>\u2029",
    "'; DROP TABLE",
    '"quoted"',
    "a,b;c\td",
    "line\nbreak",
    "\\u003c",
    "\x1b[2J",
    "'=1",
    "''=1",
    "NA",
    "1E5",
    "🜏 Жаңаөзен",
]
texts = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30),
)
days = st.dates(min_value=date(1900, 1, 1), max_value=date(2150, 1, 1))
rows = st.lists(
    st.tuples(
        st.sampled_from(["", "a", "b", "c", "007"]),
        st.one_of(
            days.map(str), st.sampled_from(["05/01/2022", "25/01/2022", "x", "20220105"])
        ),
        texts,
        texts,
        st.sampled_from(["", "43.2", "91", "0", "43,2", "inf"]),
        st.sampled_from(["", "76.9", "0", "x"]),
        texts,
    ).map(list),
    max_size=12,
)
HEADER = ["event_id", "event_date", "event_type", "place", "lat", "lon", "summary"]


def read(data: bytes) -> Reading:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "t.csv")
        path.write_bytes(data)
        return read_events(path)


def as_csv(listed, delimiter=",") -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([HEADER, *listed])
    return stream.getvalue().encode()


def adds_up(reading: Reading) -> bool:
    report = reading.report
    return (
        report.read == report.kept + len(report.set_aside) + len(report.duplicates)
        and report.kept == len(reading.table)
        and len(report.rejected_rows) == len(report.set_aside)
        and list(reading.table.columns) == list(EVENT_COLUMNS)
    )


@tried
@given(
    st.one_of(st.binary(max_size=400), st.binary(max_size=200).map(lambda b: as_csv([]) + b))
)
@example(b'event_date,event_type,place\n"')
@example(b"event_date,event_type,place\n\xff\xfe\n")
@example(b"\xff\xfe")
@example(b"event_date,event_type,place\r\r\n\x0b\x0c\x1c,,\n")
def test_no_bytes_make_anything_but_a_reading_or_a_table_error(data):
    try:
        reading = read(data)
    except TableError:
        return
    assert adds_up(reading)


@tried
@given(rows, st.integers(0, 500), st.binary(max_size=3))
def test_a_damaged_table_still_adds_up(listed, position, damage):
    data = as_csv(listed)
    position = min(position, len(data))
    try:
        reading = read(data[:position] + damage + data[position:])
    except TableError:
        return
    assert adds_up(reading)


@tried
@given(rows)
def test_every_row_is_kept_set_aside_or_a_duplicate(listed):
    reading = read(as_csv(listed))
    assert adds_up(reading)
    assert reading.report.read == len(listed)


@tried
@given(rows, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(listed, random):
    shuffled = list(listed)
    random.shuffle(shuffled)
    one, other = read(as_csv(listed)), read(as_csv(shuffled))
    assert sorted(one.report.rejected_rows) == sorted(other.report.rejected_rows)
    first, second = one.table, other.table
    assert sorted(map(str, first.to_numpy().tolist())) == sorted(
        map(str, second.to_numpy().tolist())
    )


@tried
@given(rows, st.sampled_from(",;\t"))
def test_written_then_read_gives_the_same_events(listed, delimiter):
    first = read(as_csv(listed, delimiter))
    text = frame_to_csv(first.table)
    again = read(text.encode())
    assert again.report.ok
    assert again.table.equals(first.table)
    assert frame_to_csv(again.table) == text


@tried
@given(rows)
def test_rejected_rows_are_rejected_again_and_nothing_of_them_is_lost(listed):
    report = read(as_csv(listed)).report
    written = list(csv.reader(io.StringIO(rejected_csv(report), newline="")))
    assert [[unguard(cell) for cell in row] for row in written[1:]] == [
        list(row) for row in report.rejected_rows
    ]


@tried
@given(texts)
@example("\r")
@example("= ")
def test_hostile_text_survives_unchanged(text):
    reading = read(
        to_csv([HEADER, ["a", "2022-01-05", "protest", "Almaty", "", "", text]]).encode()
    )
    assert reading.table["summary"].tolist() == [text.strip() if guard(text) == text else text]


@tried
@given(texts)
def test_the_guard_comes_off_as_it_went_on(text):
    assert unguard(guard(text)) == text
    assert not guard(text).startswith(("=", "@", "\t", "\r"))


@tried
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_are_left_alone(number):
    assert guard(repr(number)) == repr(number)
