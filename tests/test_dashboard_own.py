"""One's own data in the dashboard, through Streamlit's test runner: read, told, undone."""

import asyncio
import gzip
import io
import json
import re
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import openpyxl
import pytest
import streamlit as st
from format_samples import row, sheet
from streamlit.testing.v1 import AppTest

from kzmap.dashboard import launch
from kzmap.dashboard.own import review, session
from kzmap.dashboard.own.columns import Choice, usable
from kzmap.dashboard.own.desk import Desk
from kzmap.dashboard.own.files import TABLE_ENDINGS, safe_name
from kzmap.dashboard.own.making import make
from kzmap.dashboard.own.memory import keep_uploads_in_memory
from kzmap.dashboard.pointing import Asked, read_picked, read_point
from kzmap.places import LEAVE_OUT, Decision, PlaceQuery
from kzmap.records import Upload, read_events, recognise
from kzmap.records.limits import MOST_UPLOAD_BYTES, in_megabytes
from kzmap.review import read_review, review_csv

ROOT = Path(__file__).parent.parent
STRIKES = (
    "event_date,event_type,place,summary\n"
    "2022-01-05,protest,Жаңаөзен,Workers gathered\n"
    "2022-01-06,protest,Жамбыл,Drivers blocked a road\n"
    "05/01/2022,riot,Almaty,A shop burned\n"
    "2022-01-05,protest,Жаңаөзен,Workers gathered\n"
)
RUSSIAN = "Дата;Город;Описание\n05.01.2022;Жанаозен;Митинг\n06.01.2022;Нигдеград;Колонна\n"
TWO_OPEN = (
    "event_date,event_type,place\n"
    "2022-01-05,protest,Нижние Васюки\n2022-01-06,protest,Нижние Васюки\n"
    "2022-01-06,protest,Нигдеград\n2022-01-07,protest,Almaty\n"
)
BORNE = "event_date,event_type,place\n2022-01-05,protest,Aktau\n"


def opened():
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=300).run()
    return app.button(key="kzmap-door").click().run()


def said(app):
    return "\n".join(text.value for text in app.text)


def take(app, name, data):
    data = data.encode() if isinstance(data, str) else data
    app.file_uploader[0].upload(name, data).run()
    assert not app.exception
    return app


def read(app):
    app.button(key="kzmap-read").click().run()
    assert not app.exception
    return app


def title(app):
    return re.search("<h1[^>]*>(.*)</h1>", "".join(html.value for html in app.get("html")))[1]


def desk_of(text, name="strikes.csv"):
    upload = Upload(name, text.encode())
    desk = Desk(upload, recognise(upload))
    return make(desk.read(read_events(upload), "kzmap", None))


def test_the_map_of_january_stays_until_somebody_brings_data():
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=300).run()
    assert [button.label for button in app.button] == ["Bring your own data"]
    assert not app.file_uploader


def test_the_limit_is_shown_and_is_the_same_everywhere():
    import tomllib

    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())
    assert config["server"]["maxUploadSize"] * 1_000_000 == MOST_UPLOAD_BYTES
    command = launch.command(8600)
    told = command[command.index("--server.maxUploadSize") + 1]
    assert int(told) == config["server"]["maxUploadSize"]
    assert in_megabytes(MOST_UPLOAD_BYTES) in said(opened())


def test_a_known_table_is_recognised_read_and_accounted_for():
    app = take(opened(), "strikes.csv", STRIKES)
    [box] = [box for box in app.selectbox if box.label == "Read it as"]
    assert box.value == "kzmap"
    assert box.options[0] == "kzmap's own table of events (recognised)"
    read(app)
    counts = {metric.label: metric.value for metric in app.metric}
    assert counts["Rows read"] == "4"
    assert (counts["Kept"], counts["Set aside"], counts["Duplicates"]) == ("2", "1", "1")
    assert title(app) == "strikes"
    told = next(frame.value for frame in app.dataframe if "Reason" in frame.value)
    assert told["Line"].tolist() == [4]
    assert told["Value"].tolist() == ["05/01/2022"]


def test_a_day_with_two_meanings_is_settled_with_one_click():
    app = read(take(opened(), "strikes.csv", STRIKES))
    app.button(key="kzmap-day-first").click().run()
    assert {metric.label: metric.value for metric in app.metric}["Set aside"] == "0"


def test_the_same_data_lies_over_january_or_alone_and_the_way_back_is_open():
    app = read(take(opened(), "strikes.csv", STRIKES))
    for which, shown in (
        ("both", "Kazakhstan, January 2022, with strikes.csv"),
        ("base", "Kazakhstan, January 2022"),
        ("own", "strikes"),
    ):
        app.button_group(key="kzmap-on-map").set_value(which).run()
        assert not app.error
        assert title(app) == shown


def test_the_choice_stands_in_the_panel_too_and_keeps_the_nearest_day():
    late = STRIKES.replace("2022-01-05", "2022-03-05").replace("2022-01-06", "2022-03-06")
    app = read(take(opened(), "late.csv", late))
    app.button_group(key="kzmap-on-map-here").set_value("base").run()
    assert title(app) == "Kazakhstan, January 2022"
    january = app.select_slider(key="day").options
    assert app.session_state["day"].isoformat() == january[-1]
    app.button_group(key="kzmap-on-map-here").set_value("own").run()
    assert app.session_state["day"].isoformat() == "2022-03-05"


def test_without_a_protest_no_first_reports_are_offered():
    riots = "event_date,event_type,place\n2022-01-05,riot,Almaty\n2022-01-06,riot,Almaty\n"
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=300).run()
    app.button_group(key="view").set_value("first").run()
    app = read(take(app.button(key="kzmap-door").click().run(), "riots.csv", riots))
    assert not app.error
    options = [option.content for option in app.button_group(key="view").proto.options]
    assert options == ["That day", "So far"]
    assert app.session_state["view"] == "day"


def test_a_file_can_be_brought_back_until_the_next_one_is_read():
    app = read(take(opened(), "strikes.csv", STRIKES))
    app.button_group(key="kzmap-step").set_value("file").run()
    take(app, "other.csv", STRIKES)
    assert "strikes.csv was put away." in said(app)
    app.button(key="kzmap-undo").click().run()
    assert title(app) == "strikes"
    app.button_group(key="kzmap-step").set_value("file").run()
    read(take(app, "other.csv", STRIKES))
    assert title(app) == "other"
    assert "kzmap-undo" not in [button.key for button in app.button]


def test_what_is_removed_can_be_brought_back():
    app = read(take(opened(), "strikes.csv", STRIKES))
    app.button_group(key="kzmap-step").set_value("file").run()
    app.button(key="kzmap-remove").click().run()
    assert title(app) == "Kazakhstan, January 2022"
    app.button(key="kzmap-undo").click().run()
    assert title(app) == "strikes"
    assert not app.error


def test_a_table_with_headers_of_its_own_is_mapped():
    app = take(opened(), "акция.csv", RUSSIAN.encode("cp1251"))
    chosen = {box.label: box.value for box in app.selectbox}
    assert chosen["Day *"] == "Дата"
    assert chosen["Place, by name *"] == "Город"
    read(app)
    assert title(app) == "акция"
    assert "1 row, since 1 name could not be settled" in said(app)


TYPED = (
    "Дата;Город;Вид\n05.01.2022;Жанаозен;митинг\n06.01.2022;Алматы;Столкновения\n"
    "06.01.2022;Алматы;концерт\n"
)


def test_the_values_of_the_type_column_are_told_and_kept_in_the_declaration():
    app = take(opened(), "виды.csv", TYPED)
    [box] = [box for box in app.selectbox if box.label == "What happened *"]
    box.set_value("Вид").run()
    chosen = {box.label.split()[0]: box.value for box in app.selectbox}
    assert (chosen["митинг"], chosen["Столкновения"], chosen["концерт"]) == (
        "protest",
        "riot",
        "",
    )
    [land] = [box for box in app.selectbox if box.label == "All places are in"]
    land.set_value("KZ").run()
    read(app)
    table = app.session_state["kzmap-own-desk"].reading.table
    assert table["event_type"].tolist() == ["protest", "riot", "концерт"]
    assert set(table["country"]) == {"KZ"}


def test_without_a_place_a_table_is_not_read_and_the_reason_stands_there():
    app = take(opened(), "x.csv", "Дата;Нечто\n05.01.2022;x\n")
    assert "Choose a column for: Place, by name." in said(app)
    assert "kzmap-read" not in [button.key for button in app.button]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.csv", b"", "no rows"),
        ("a.csv", b"PK\x03\x04", "ZIP"),
        ("a.gz", b"no archive at all", ""),
        ("photo.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", ""),
        ("a.xlsx", b"not a workbook", ""),
        ("a.csv", b"\x80\x04\x95pickle\x00", ""),
    ],
)
def test_what_is_no_table_is_refused_with_a_reason_and_the_map_stays(name, data, reason):
    app = take(opened(), name, data)
    assert "This file cannot be used." in app.error[0].value
    assert name in said(app)
    assert reason in said(app)
    assert title(app) == "Kazakhstan, January 2022"


def test_a_table_of_which_no_row_can_be_used_is_accounted_for_and_not_drawn():
    app = read(take(opened(), "x.csv", "event_date,event_type,place\nnever,protest,Almaty\n"))
    assert "No row can be used" in app.error[0].value
    assert title(app) == "Kazakhstan, January 2022"
    counts = {metric.label: metric.value for metric in app.metric}
    assert (counts["Rows read"], counts["Kept"], counts["Set aside"]) == ("1", "0", "1")


def test_another_homonym_is_chosen_put_on_the_map_and_taken_back():
    app = read(take(opened(), "strikes.csv", STRIKES))
    app.button(key="kzmap-to-places").click().run()
    assert which(app).value is None, "nothing is chosen beforehand"
    assert app.button(key="kzmap-choose").disabled
    which(app).set_value(0).run()
    app.button(key="kzmap-choose").click().run()
    assert "All names are settled. 1 decision made." in said(app)
    app.button(key="kzmap-apply").click().run()
    app.button(key="kzmap-undecide").click().run()
    assert "1 name open. 0 decisions made." in said(app)
    assert not app.error


def type_point(app, text):
    [field] = [box for box in app.text_input if box.label == "Or type latitude, longitude"]
    field.set_value(text)
    [button] = [button for button in app.button if button.label == "It is here"]
    return button.click().run()


def which(app):
    [radio] = [radio for radio in app.radio if radio.label == "It can be"]
    return radio


def test_a_typed_position_settles_a_name_and_nonsense_is_explained():
    app = read(take(opened(), "strikes.csv", STRIKES))
    app.button(key="kzmap-to-places").click().run()
    type_point(app, "north of here")
    assert "'north of here' is no position" in said(app)
    type_point(app, "42.9, 71.4")
    assert "Decided: at 42.9000, 71.4000" in said(app)


def test_a_decision_stays_in_sight_and_can_be_taken_back_from_the_next_name():
    app = read(take(opened(), "two.csv", TWO_OPEN))
    app.button(key="kzmap-to-places").click().run()
    type_point(app, "54.1, 53.3")
    assert "Нижние Васюки: at 54.1000, 53.3000" in said(app)
    assert "1 name open. 1 decision made." in said(app)
    app.button(key="kzmap-undo-last").click().run()
    assert "2 names open. 0 decisions made." in said(app)
    assert "Decided" not in said(app)


def test_what_was_typed_for_one_name_decides_no_other():
    app = read(take(opened(), "two.csv", TWO_OPEN))
    app.button(key="kzmap-to-places").click().run()
    keys = {box.key for box in app.text_input}
    type_point(app, "54.1, 53.3")
    assert not keys & {box.key for box in app.text_input}
    assert [box.value for box in app.text_input] == [""]


def test_what_was_decided_waits_until_the_step_is_left_and_then_is_on_the_map():
    app = read(take(opened(), "strikes.csv", STRIKES))
    app.button(key="kzmap-to-places").click().run()
    type_point(app, "42.9, 71.4")
    assert "kzmap-apply" in [button.key for button in app.button]
    app.button(key="kzmap-door").click().run()
    assert not app.session_state["kzmap-own-desk"].is_pending


def test_a_run_that_is_cut_short_does_not_forget_that_the_map_is_to_be_drawn(monkeypatch):
    app = read(take(opened(), "two.csv", TWO_OPEN))
    app.button(key="kzmap-to-places").click().run()
    type_point(app, "54.1, 53.3")
    draw, cut = review.bring_up_to_date, []

    def cut_short():
        # As Streamlit does where something else is clicked meanwhile.
        if cut:
            draw()
        else:
            cut.append(True)
            st.rerun()

    monkeypatch.setattr(review, "bring_up_to_date", cut_short)
    app.button(key="kzmap-apply").click().run()
    assert cut
    assert not app.session_state["kzmap-own-desk"].is_pending
    assert "kzmap-apply" not in [button.key for button in app.button]


def test_a_name_that_others_bear_too_is_confirmed_or_changed():
    app = read(take(opened(), "borne.csv", BORNE))
    app.button(key="kzmap-check-places").click().run()
    assert "Found: name 'Aktau' (en), a city of 147,443" in said(app)
    assert len(which(app).options) == 3, "what it was taken for, and its namesakes"
    which(app).set_value(0).run()
    app.button(key="kzmap-choose").click().run()
    desk = app.session_state["kzmap-own-desk"]
    assert desk.review.decisions.of(PlaceQuery("Aktau")).place_id == "geonames:610612"
    app.button(key="kzmap-apply").click().run()
    app.button(key="kzmap-undo-last").click().run()
    desk = app.session_state["kzmap-own-desk"]
    assert not desk.review.decisions
    assert PlaceQuery("Aktau") not in [row.query for row in desk.review.open]
    assert [one.query.name for one in desk.doubted] == ["Aktau"]


def test_decisions_outlast_a_mended_file():
    app = read(take(opened(), "strikes.csv", STRIKES))
    app.button(key="kzmap-to-places").click().run()
    app.button(key="kzmap-leave-out").click().run()
    app.button_group(key="kzmap-step").set_value("file").run()
    take(app, "mended.csv", STRIKES.replace("05/01/2022", "2022-01-05"))
    read(app)
    assert title(app) == "mended"
    assert "could not be settled" not in said(app)


def test_a_review_goes_out_and_comes_back_and_can_be_undone():
    desk = desk_of(STRIKES)
    [open_row] = desk.review.open
    decided = desk.deciding(open_row.query, Decision(42.9, 71.4))
    file = Upload("review.csv", review_csv(decided.review).encode())
    app = read(take(opened(), "strikes.csv", STRIKES))
    app.button(key="kzmap-to-places").click().run()
    app.file_uploader[0].upload(file.name, file.data).run()
    assert "review.csv: 1 decision taken." in said(app)
    assert dict(app.session_state["kzmap-own-desk"].review.decisions) == dict(
        read_review(file).decisions
    )
    app.button(key="kzmap-review-undo").click().run()
    assert "1 name open. 0 decisions made." in said(app)


def test_a_review_that_changes_what_was_decided_by_hand_says_how_often():
    [open_row] = desk_of(STRIKES).review.open
    other = desk_of(STRIKES).deciding(open_row.query, Decision(42.9, 71.4))
    app = read(take(opened(), "strikes.csv", STRIKES))
    app.button(key="kzmap-to-places").click().run()
    app.button(key="kzmap-leave-out").click().run()
    app.file_uploader[0].upload("review.csv", review_csv(other.review).encode()).run()
    assert "1 decision made here before changed by it." in said(app)


def test_a_file_that_is_no_review_changes_nothing():
    app = read(take(opened(), "strikes.csv", STRIKES))
    app.button(key="kzmap-to-places").click().run()
    app.file_uploader[0].upload("x.csv", b"a,b\n1,2\n").run()
    assert "this is no review" in said(app)
    assert "1 name open. 0 decisions made." in said(app)


def test_a_desk_knows_what_the_map_does_not_have_yet():
    desk = desk_of(STRIKES)
    query = PlaceQuery("Жамбыл")
    assert not desk.is_pending
    decided = desk.deciding(query, LEAVE_OUT)
    assert (decided.undrawn, decided.is_pending) == (1, True)
    drawn = make(decided)
    assert drawn.undrawn == 0
    assert drawn.deciding(query, None).undrawn == 1
    assert desk.undrawn == 0, "a desk never changes"


def test_two_desks_made_of_one_file_share_no_decision():
    one, other = desk_of(STRIKES), desk_of(STRIKES)
    one.deciding(PlaceQuery("Жамбыл"), LEAVE_OUT)
    assert dict(other.review.decisions) == {}


def test_rows_of_a_restricted_source_are_only_handed_on_when_that_is_asked_for():
    app = read(take(opened(), "acled.csv", sheet("acled", row("acled")).data))
    assert app.checkbox(key="kzmap-include-notes").value is False
    assert "ACLED's terms of use forbid" in said(app)
    assert "So the files below count" in said(app)
    labels = [button.proto.label for button in app.get("download_button")]
    assert "Counts of reports, CSV" in labels
    app.checkbox(key="kzmap-include-notes").check().run()
    labels = [button.proto.label for button in app.get("download_button")]
    assert "1 report, CSV" in labels


def test_names_for_files_hold_nothing_that_a_disk_or_shell_minds():
    for name in ("../../x.csv", "a;rm -rf.csv", "<script>.csv", "..", "x" * 300 + ".csv"):
        given = safe_name(Upload(name, b""), "rejected.csv")
        assert re.fullmatch(r"[\w()+-][\w.()+-]{0,75}", given), given
    assert set(TABLE_ENDINGS) >= {"csv", "tsv", "xlsx", "geojson", "gz", "zip"}


def test_a_header_that_would_be_read_as_a_constant_is_not_offered():
    assert usable(("place", "", "=HYPERLINK(1)", "place", "b")) == ["place", "b"]


def test_a_choice_says_what_is_missing_and_what_is_there_twice():
    choice = Choice({"event_date": "a", "place": "a"})
    assert choice.missing == ["event_type"]
    assert choice.twice == ["a"]


@pytest.mark.parametrize(
    "message",
    [
        None,
        "x",
        {"id": 8, "lat": 1, "lon": 2},
        {"id": 7, "lat": 91, "lon": 2},
        {"id": 7, "lat": "1", "lon": "2"},
        {"id": 7, "lat": float("nan"), "lon": 2},
        {"id": 7, "lat": 10**400, "lon": 2},
        {"id": 7, "lat": True, "lon": 2},
        {"id": 7, "lat": 1},
        {"id": 7, "lat": [1], "lon": {}},
    ],
)
def test_what_the_page_answers_is_checked_like_any_input(message):
    assert read_picked(message, Asked(7, "x")) is None
    assert read_picked({"id": 7, "lat": 1, "lon": 2}, None) is None


@pytest.mark.parametrize(
    "text", ["", "1", "1 2 3", "91, 0", "0, 181", "nan, 1", "inf inf", "a b"]
)
def test_a_position_that_is_none_is_none(text):
    assert read_point(text) is None


def test_an_upload_of_many_megabytes_never_reaches_the_disk():
    from starlette.formparsers import MultiPartParser
    from starlette.requests import Headers

    keep_uploads_in_memory()
    head = b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n\r\n'

    async def stream():
        yield head
        for _ in range(5):
            yield b"y" * 1_000_000
        yield b"\r\n--x--\r\n"

    async def parse():
        headers = Headers({"content-type": "multipart/form-data; boundary=x"})
        form = await MultiPartParser(headers, stream()).parse()
        file = form["f"].file
        assert len(file.read()) == 5_000_000
        is_on_disk = file._rolled
        file.close()
        return is_on_disk

    # In a thread of its own: the browser tests' loop runs in this one.
    with ThreadPoolExecutor() as pool:
        assert pool.submit(asyncio.run, parse()).result() is False


def test_nothing_of_an_own_data_set_is_cached_for_others():
    """The modules of own data use no cache of Streamlit's, which all sessions share."""
    folder = Path(session.__file__).parent
    for path in folder.glob("*.py"):
        assert "cache_" not in path.read_text("utf-8"), path


def test_zones_and_sources_are_taken_accounted_for_and_put_away():
    app = read(take(opened(), "strikes.csv", STRIKES))
    app.button_group(key="kzmap-step").set_value("areas").run()
    zones = b"kind,area,start,end\ncurfew,Almaty (city),2022-01-05T01:30+06:00,\nx,y,z,\n"
    app.file_uploader[0].upload("zones.csv", zones).run()
    assert not app.exception
    assert "Areas with a period: 2 rows read = 1 kept + 1 set aside + 0 duplicates" in said(app)
    assert app.session_state["kzmap-own-desk"].made.dataset.zones["area"].tolist() == [
        "Almaty (city)"
    ]
    app.button(key="kzmap-remove-zones").click().run()
    assert app.session_state["kzmap-own-desk"].made.dataset.zones.empty
    app.file_uploader[1].upload("sources.csv", b"source_id,title\ns1,A paper\n").run()
    assert "Sources: 1 row read = 1 kept" in said(app)
    app.file_uploader[0].upload("not.csv", b"a,b\n1,2\n").run()
    assert "This file cannot be used." in app.error[0].value


def test_coordinates_that_disagree_with_their_row_are_kept_and_told():
    head = "event_date,event_type,place,country,lat,lon\n"
    away = f"{head}2022-01-05,protest,Almaty,KZ,55.75,37.6\n"
    app = read(take(opened(), "away.csv", away))
    [told] = [table.value for table in app.dataframe if "What disagrees" in table.value]
    assert told["Place"].tolist() == ["Almaty"]
    assert {metric.label: metric.value for metric in app.metric}["Kept"] == "1"


def test_a_table_too_large_for_a_map_is_accounted_for_all_the_same(monkeypatch):
    from kzmap.dashboard.own import making

    monkeypatch.setattr(making, "MOST_REPORTS", 1)
    app = read(take(opened(), "strikes.csv", STRIKES))
    assert "too large for a map" in app.error[0].value
    assert {metric.label: metric.value for metric in app.metric}["Kept"] == "2"
    assert title(app) == "Kazakhstan, January 2022"


@pytest.mark.parametrize("ending", ["csv.gz", "zip", "xlsx", "geojson"])
def test_what_is_packed_or_no_text_is_recognised_too(ending):
    app = take(opened(), f"strikes.{ending}", packed(ending))
    [box] = [box for box in app.selectbox if box.label == "Read it as"]
    assert box.options[0].endswith("(recognised)")
    read(app)
    assert {metric.label: metric.value for metric in app.metric}["Kept"] == "1"
    assert title(app) == "strikes"


def packed(ending):
    cells = {"event_date": "2022-01-05", "event_type": "protest", "place": "Almaty"}
    text = ",".join(cells) + "\n" + ",".join(cells.values()) + "\n"
    stream = io.BytesIO()
    if ending == "csv.gz":
        return gzip.compress(text.encode())
    if ending == "zip":
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("inside.csv", text)
    elif ending == "xlsx":
        book = openpyxl.Workbook()
        for line in (list(cells), list(cells.values())):
            book.active.append(line)
        book.save(stream)
    else:
        point = {"type": "Point", "coordinates": [76.9, 43.25]}
        feature = {"type": "Feature", "properties": cells, "geometry": point}
        whole = {"type": "FeatureCollection", "features": [feature]}
        return json.dumps(whole).encode()
    return stream.getvalue()
