"""The dashboard's Python, through Streamlit's own test runner, and its launcher."""

import contextlib
import gc
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from samples import events
from streamlit.testing.v1 import AppTest

from kzmap.dashboard import launch, prepared
from kzmap.dashboard.literal import literal
from kzmap.dataset import Info, from_tables

ROOT = Path(__file__).parent.parent


def opened(script="streamlit_app.py", **query):
    app = AppTest.from_file(str(ROOT / script), default_timeout=300)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def from_function(function):
    return AppTest.from_function(function, default_timeout=300).run()


def said(app):
    return " ".join(text.value for text in app.text)


def test_it_opens_without_a_complaint():
    app = opened()
    assert not app.exception
    assert not app.error
    assert [metric.label for metric in app.metric][-1] == "Reports"
    assert app.select_slider[0].value.isoformat() == "2022-01-02"


def test_the_address_chooses_day_view_and_types():
    app = opened(day="2022-01-05", view="So far", types=["Protest", "Riot"])
    assert app.select_slider[0].value.isoformat() == "2022-01-05"
    assert app.session_state["view"] == "so-far"
    assert app.session_state["types"] == ["protest", "riot"]
    assert "The address asked" not in said(app)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("day", "garbage"),
        ("day", "2023-01-05"),
        ("day", "2022-01-32"),
        ("day", "<script>x</script>"),
        ("view", "sideways"),
        ("types", "unheard-of"),
    ],
)
def test_what_the_address_cannot_have_falls_back_with_a_note(name, value):
    app = opened(**{name: value})
    assert not app.exception
    assert not app.error
    assert f"The address asked for {name}={value}" in said(app)
    assert app.select_slider[0].value.isoformat() == "2022-01-02"
    app.select_slider[0].set_value(app.select_slider[0].options and _day(3)).run()
    assert "The address asked" not in said(app)


def _day(number):
    from datetime import date

    return date(2022, 1, number)


def test_the_change_from_the_day_before_is_shown():
    app = opened(day="2022-01-05")
    areas = next(metric for metric in app.metric if metric.label == "Areas under emergency")
    assert (areas.value, areas.delta) == ("17 of 17", "17")


def test_a_day_without_reports_is_not_called_calm():
    def app():
        from samples import events, zones

        from kzmap.dashboard.app import show
        from kzmap.dataset import from_tables

        cut = {"kind": "communications_blackout", "area": "Kazakhstan"}
        show(from_tables(events({"event_date": "2022-01-07"}), zones(cut)))

    text = said(from_function(app))
    assert "No row is not the same as no protest." in text
    assert "Communications were cut: Kazakhstan." in text


def test_one_day_needs_no_slider():
    def app():
        from samples import events

        from kzmap.dashboard.app import show
        from kzmap.dataset import from_tables

        show(from_tables(events({})))

    app = from_function(app)
    assert not app.error
    assert not app.select_slider
    assert "The only day: Wednesday 5 January 2022" in said(app)


def test_types_that_are_switched_off_are_named_as_the_reason():
    assert "types that are switched off" in said(opened(types=""))


@pytest.mark.parametrize("what", ["load", "ProtestMap"])
def test_a_failure_is_a_message_and_never_a_traceback(what, monkeypatch):
    import streamlit as st

    from kzmap.dashboard import prepared
    from kzmap.errors import TableError

    def fail(*args, **kwargs):
        raise TableError("data/events.csv:3: *no* rows; <b>name</b> some")

    st.cache_resource.clear()
    monkeypatch.setattr(prepared, what, fail)
    app = opened()
    monkeypatch.undo()
    st.cache_resource.clear()
    assert not app.exception
    assert "The map could not be made." in app.error[0].value
    assert "*no* rows; <b>name</b> some" in said(app)


def test_labels_are_escaped_for_markdown():
    assert literal("[a](b) $x$ `c`") == r"\[a\]\(b\) \$x\$ \`c\`"
    assert ":\u2060smile" in literal(":smile:")
    assert literal("a\n\n# b") == r"a \# b"


def test_only_this_machine_is_served_and_nothing_is_reported():
    command = launch.command(8600)
    options = dict(zip(command[5::2], command[6::2], strict=True))
    assert options["--server.address"] == "127.0.0.1"
    assert options["--browser.gatherUsageStats"] == "false"
    assert options["--server.port"] == "8600"


def test_the_checkout_binds_to_this_machine_only_and_forces_no_port():
    import tomllib

    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())
    assert config["server"]["address"] == "127.0.0.1"
    assert config["browser"]["gatherUsageStats"] is False
    assert "port" not in config["server"]


def test_a_taken_port_is_refused_with_a_way_out(capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert launch.run(port=port) == 2
        assert f"port {port}" in capsys.readouterr().err


def test_an_interrupt_ends_launcher_and_server():
    port = launch.free_port()
    code = f"from kzmap.dashboard import launch; raise SystemExit(launch.run(port={port}))"
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        assert f"http://127.0.0.1:{port}" in process.stdout.readline()
        assert _answers(port)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=300) == 0
        assert not _answers(port, tries=1)
    finally:
        process.stdout.close()
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _answers(port, tries=600):
    for _ in range(tries):
        with contextlib.suppress(OSError):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            try:
                connection.request("GET", "/_stcore/health")
                if connection.getresponse().status == 200:
                    return True
            finally:
                connection.close()
        time.sleep(0.1)
    return False


def test_a_data_set_is_read_through_once_and_another_one_anew(monkeypatch):
    taken = []
    monkeypatch.setattr(prepared, "fingerprint", lambda one: taken.append(1) or one.info.title)
    one, other = (from_tables(events({}), info=Info(title=title)) for title in ("a", "b"))
    assert [prepared.version(each) for each in (one, one, other, one)] == ["a", "a", "b", "a"]
    assert len(taken) == 2
    key = id(one)
    assert key in prepared._versions
    del one
    gc.collect()
    assert key not in prepared._versions
