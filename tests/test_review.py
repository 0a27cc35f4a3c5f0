"""A review settles names, and no person's work in it is ever lost."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzmap.errors import TableError
from kzmap.places import LEAVE_OUT, Decision, PlaceQuery, Resolver
from kzmap.records import Upload, read_events
from kzmap.review import (
    COLUMNS,
    Asked,
    DecisionError,
    Review,
    ReviewRow,
    gather,
    queries_of,
    read_review,
    review_csv,
    write_review,
)
from kzmap.review.candidates import choices, describe
from kzmap.review.deciding import read_decision, write_decision

EVENTS = """event_date,event_type,place,country,admin1,lat,lon
2022-01-04,protest,Жамбыл,KZ,,,
2022-01-06,riot,жамбыл,KZ,,,
2022-01-05,protest,Xxxxxx,KZ,,,
2022-01-05,protest,Almaty,KZ,,,
2022-01-05,protest,Somewhere,KZ,,43.1,52.2
"""
CANDIDATES = (
    "1: Aktau, KZ (43.65, 51.17; geonames:1) | 2: Aktau (Актау), KZ (50.2, -73)"
    " | 4: Oktau, XX (1.5, 2.5)"
)
FIRST = Decision(43.65, 51.17, "Aktau", "geonames:1", country="KZ")
SLIPS = ("yes", "No", "todo", "ok", "NaN", "skip", "да")
HEAD = "place,reason,candidates,decision"


@pytest.fixture
def events(tmp_path) -> pd.DataFrame:
    path = tmp_path / "events.csv"
    path.write_text(EVENTS, "utf-8")
    return read_events(path).table


def asked(events, review=None):
    queries = queries_of(events)
    decisions = review.decisions if review else None
    return gather(queries, Resolver(decisions).resolve_many(queries))


def test_each_open_name_gets_one_row_with_what_asks_for_it(events):
    review = Review().updated(asked(events))
    first, second = review.rows
    assert (first.place, first.country, first.rows) == ("Жамбыл", "KZ", "2")
    assert (first.first_day, first.last_day) == ("2022-01-04", "2022-01-06")
    assert first.reason.startswith("ambiguous")
    assert len(choices(first.candidates)) >= 2
    assert (second.place, second.rows, second.reason) == ("Xxxxxx", "1", "no match")


def test_a_number_chooses_a_candidate_and_is_remembered(events):
    review = Review().updated(asked(events))
    chosen = replace(review.rows[0], decision="2")
    again = Review((chosen, *review.rows[1:]))
    [answer, *_] = [a.answer for a in asked(events, again) if a.query.name == "Жамбыл"]
    wanted = choices(chosen.candidates)[2]
    assert (answer.lat, answer.lon) == (wanted.lat, wanted.lon)
    kept = again.updated(asked(events, again))
    assert kept.rows[0].candidates == chosen.candidates
    assert kept.rows[0].decision == "2"
    assert kept.rows[0].reason.startswith("decided: Dzhambul, ")
    assert kept.rows[0].reason.endswith(f", KZ ({wanted.lat}, {wanted.lon})")
    assert [row.place for row in kept.open] == ["Xxxxxx"]


def test_what_the_table_no_longer_asks_for_stays_if_a_person_wrote_there(events):
    review = Review(
        (
            ReviewRow("Gone", rows="3", decision="leave out"),
            ReviewRow("Noted", rows="3", note="ask Dana"),
            ReviewRow("Untouched", rows="3"),
        )
    ).updated(asked(events))
    assert [row.place for row in review.rows] == ["Gone", "Noted", "Жамбыл", "Xxxxxx"]
    assert [row.rows for row in review.rows] == ["0", "0", "2", "1"]


@pytest.mark.parametrize(
    ("text", "lat", "lon", "expected"),
    [
        ("", "", "", None),
        ("1", "", "", FIRST),
        ("2", "", "", Decision(50.2, -73, "Aktau", country="KZ")),
        ("1.0", "", "", FIRST),
        ("43.1, 52.2", "", "", Decision(43.1, 52.2)),
        ("-43.1 52.0", "", "", Decision(-43.1, 52)),
        ("43° 52°", "", "", Decision(43, 52)),
        ("51.17°E, 43.65°S", "", "", Decision(-43.65, 51.17)),
        ("1:", "", "", FIRST),
        ("#1", "", "", FIRST),
        ("№ 1", "", "", FIRST),
        ("1: Aktau, KZ (43.65, 51.17; geonames:1)", "", "", FIRST),
        ("Aktau, KZ (43.65,  51.17; geonames:1)", "", "", FIRST),
        ("geonames:1", "", "", FIRST),
        ("geonames:1", "43.65", "51.17", FIRST),
        ("oktau", "", "", Decision(1.5, 2.5, "Oktau", country="XX")),
        ("name: The field", "43", "52", Decision(43, 52, "The field")),
        ("name: Aktau", "43", "52", Decision(43, 52, "Aktau")),
        ("NAME:Todo", "", "", Decision(name="Todo")),
        ("43,1; 52,2", "", "", Decision(43.1, 52.2)),
        ("", "43.1", "52,2", Decision(43.1, 52.2)),
        ("The field", "43.1", "52.2", Decision(43.1, 52.2, "The field")),
        ("Leave  Out", "", "", LEAVE_OUT),
        ("name: Жаңаөзен", "", "", Decision(name="Жаңаөзен")),
        ("43.65, 51.17", "43.65", "51.17", Decision(43.65, 51.17)),
    ],
)
def test_decisions_may_be_written_in_these_ways(text, lat, lon, expected):
    assert read_decision(text, lat, lon, CANDIDATES) == expected


@pytest.mark.parametrize(
    ("text", "lat", "lon", "why"),
    [
        ("3", "", "", "no candidate 3; the numbers are 1, 2, 4"),
        ("0", "", "", "no candidate 0"),
        ("99.1, 52.2", "", "", "lat is 99.1; expected -90 to 90"),
        ("43.1, 252.2", "", "", "lon is 252.2"),
        ("0, 0", "", "", "stands for missing"),
        ("43.1", "", "", "neither a number nor coordinates"),
        ("", "43.1", "", "go together"),
        ("", "abc", "52", "lat is 'abc'"),
        ("", "nan", "52", "lat is 'nan'"),
        ("1", "43.1", "52.2", "different things"),
        ("leave out", "43.1", "52.2", "different things"),
        *(
            (word, "", "", "none of the candidates; expected a candidate's number")
            for word in SLIPS
        ),
        *((word, "43.1", "52.2", "no name of a place") for word in SLIPS),
        ("1,2", "", "", "decimal point in both"),
        ("43.1 52", "", "", "decimal point in both"),
        ("43N 52", "", "", "one of the two needs N or S"),
        ("-43.1S 52.0E", "", "", "has a sign and S"),
        ("nan, nan", "", "", "none of the candidates"),
        ("Жаңаөзен", "", "", "name: ..."),
        ("name:", "", "", "no name of a place"),
        ("Aktau", "", "", "several candidates are called so; write a number of 1, 2"),
        ("geonames:7", "", "", "no candidate has this id"),
        ("#9", "", "", "no candidate 9"),
        ("2: Aktau, KZ (43.65, 51.17; geonames:1)", "", "", "none of the candidates"),
    ],
)
def test_a_bad_decision_says_what_is_wrong(text, lat, lon, why):
    with pytest.raises(DecisionError, match=why):
        read_decision(text, lat, lon, CANDIDATES)


def test_a_number_without_candidates_is_refused():
    with pytest.raises(DecisionError, match="no candidates"):
        read_decision("1", "", "", "somebody wrote here")


DEGREES = st.tuples(
    st.integers(-90_000_000, 90_000_000), st.integers(-180_000_000, 180_000_000)
).filter(lambda pair: pair != (0, 0))


@given(DEGREES)
def test_a_point_survives_writing_and_reading(pair):
    point = Decision(pair[0] / 1e6, pair[1] / 1e6)
    assert read_decision(*write_decision(point, ""), "") == point


def test_a_decision_for_a_candidate_is_written_as_its_number(events):
    row = Review().updated(asked(events)).rows[0]
    for number, decision in choices(row.candidates).items():
        decided = row.having(decision)
        assert decided.decision == str(number)
        assert decided.decide() == decision
    assert row.having(LEAVE_OUT).having(None) == row


def test_all_candidates_of_the_gazetteer_can_be_read_back(events):
    [answer] = Resolver().resolve_many([PlaceQuery("Жамбыл", "2022-01-05")])
    read = choices(describe(answer.candidates))
    assert [(d.place_id, d.lat, d.lon, d.geo_precision) for d in read.values()] == [
        (c.place_id, c.lat, c.lon, c.geo_precision) for c in answer.candidates
    ]


CELLS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12
).map(str.strip)
ROWS = st.builds(
    ReviewRow,
    place=CELLS,
    country=CELLS,
    admin1=CELLS,
    decision=CELLS,
    lat=CELLS,
    lon=CELLS,
    note=CELLS,
    candidates=CELLS,
    others=st.tuples(st.just("ours"), CELLS).map(lambda pair: (pair,)),
)


@given(st.lists(ROWS, max_size=6))
def test_writing_then_reading_gives_the_same_rows(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("review") / "review.csv"
    write_review(path, Review(tuple(rows)))
    read = read_review(path)
    assert [replace(row, line=0) for row in read.rows] == rows or not rows


def test_what_others_wrote_is_never_a_formula():
    row = ReviewRow("=cmd|' /C calc'!A0", candidates="+a", note="@x", decision="-43.1, 52.2")
    line = review_csv(Review((row,))).splitlines()[1]
    assert line.startswith("'=cmd")
    assert "'+a" in line
    assert "'@x" in line


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_what_a_spreadsheet_saves_is_read(tmp_path, encoding, delimiter):
    path = tmp_path / "review.csv"
    rows = [
        ["Place", "Reason", "Candidates", "Decision", "Заметка"],
        ["озен город", "", "", "Алматы", "спросить"],
    ]
    path.write_text("\r\n".join(delimiter.join(row) for row in rows), encoding)
    [row] = read_review(path).rows
    assert (row.decision, row.line) == ("Алматы", 2)
    assert row.others == (("Заметка", "спросить"),)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no rows"),
        ("a,b\n1,2\n", "no columns place, reason, candidates, decision; found 'a', 'b'"),
        ("place,reason,decision\nAktau,,1\n", "no review of places: no column candidates"),
        (f"{HEAD}\nAktau,,,1,2\n", ":2: the row has 5 cells"),
        (f"{HEAD},Decision\nAktau,,,1,2\n", "'decision' is there twice"),
        (f'{HEAD}\n"Aktau,1\n', ":2: a quote is opened"),
    ],
)
def test_a_file_that_cannot_be_read_whole_is_refused(tmp_path, text, why):
    path = tmp_path / "review.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(TableError, match=why):
        read_review(path)


def test_an_upload_is_read_as_a_file_is():
    [row] = read_review(Upload("r.csv", f"{HEAD}\nAktau,,,leave out\n".encode())).rows
    assert row.decide() == LEAVE_OUT


def test_two_rows_that_decide_differently_are_told_and_both_kept(tmp_path):
    path = tmp_path / "review.csv"
    path.write_text(f"{HEAD}\nAktau,,,leave out\nAKTAU,,,name: Almaty\nQ,,,9\n", "utf-8")
    review = read_review(path)
    assert [(bad.line, bad.place) for bad in review.bad] == [(3, "AKTAU"), (4, "Q")]
    assert "line 2 decides otherwise" in review.bad[0].told("review.csv")
    assert review.decisions.of(PlaceQuery("aktau")) == LEAVE_OUT
    assert len(review.updated([]).rows) == 3


def test_the_table_has_the_columns_of_the_file(events):
    table = Review().updated(asked(events)).table()
    assert list(table.columns) == list(COLUMNS)
    assert list(table["place"]) == ["Жамбыл", "Xxxxxx"]


def test_a_decision_made_elsewhere_becomes_a_row():
    review = Review().having(PlaceQuery("Aktau", None, "KZ"), LEAVE_OUT)
    assert review.rows[0].decision == "leave out"
    assert review.having(PlaceQuery("AKTAU", None, "kz"), None).decisions == {}


def test_a_pair_the_wrong_way_round_is_noticed_unless_it_is_filled_into_lat_and_lon():
    row = ReviewRow("Жамбыл", "KZ", decision="76.9, 43.2")
    with pytest.raises(DecisionError, match=r"lat comes first; expected 43\.2, 76\.9"):
        row.decide()
    assert replace(row, decision="", lat="76.9", lon="43.2").decide() == Decision(76.9, 43.2)
    assert replace(row, decision="43.2, 76.9").decide() == Decision(43.2, 76.9)
    pointed = ReviewRow("Жамбыл", "KZ").having(Decision(76.9, 43.2))
    assert pointed.decide() == Decision(76.9, 43.2)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"decision": "30.66, 51.58"}, "lies in Iran, some"),
        ({"lat": "76.9", "lon": "43.2"}, "the other way round it would lie inside"),
        (
            {"decision": "43.24, 76.95", "admin1": "Mangystau Region"},
            "outside Mangystau Region",
        ),
        ({"decision": "30.66, 51.58", "country": ""}, "lies in Iran, some"),
        ({"decision": "name: Moscow", "country": ""}, "lies in Russia, some"),
    ],
)
def test_what_was_decided_elsewhere_is_flagged_in_its_row(events, cells, said):
    row = replace(Review().updated(asked(events)).rows[0], **cells)
    query = row.query._replace(when="2022-01-04")
    [answer] = Resolver(Review((row,)).decisions).resolve_many([query])
    assert answer.resolved
    told = row.updated(Asked(query, 1, "2022-01-04", "2022-01-04", answer)).reason
    assert told.startswith("decided: ")
    assert said in told


def test_what_was_left_out_says_so(events):
    review = Review().having(PlaceQuery("Жамбыл", None, "KZ"), LEAVE_OUT)
    assert review.updated(asked(events, review)).rows[0].reason == "decided: left out"
    assert review.having(PlaceQuery("Жамбыл", None, "KZ"), None).rows[0].reason == ""
