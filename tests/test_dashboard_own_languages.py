"""One's own data in the dashboard in Russian and Kazakh: each step says its words in them."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from test_dashboard_own import RUSSIAN, STRIKES

ROOT = Path(__file__).parent.parent
CYRILLIC = re.compile(r"[а-яёәғқңөұүһі]", re.IGNORECASE)
STEPS = ("file", "read", "places", "areas")


def opened(language, name, table):
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=120)
    app.query_params["language"] = language
    app.run()
    app.button(key="kzmap-door").click().run()
    heard = [*labels(app)]
    app.file_uploader[0].upload(name, table.encode()).run()
    heard += labels(app)
    app.button(key="kzmap-read").click().run()
    assert not app.exception
    return app, heard


def labels(app):
    """Return what controls, headings and columns are called; not what the data itself says."""
    found = [one.label for kind in ("button", "expander", "metric") for one in app.get(kind)]
    found += [one.label for kind in ("selectbox", "radio", "checkbox") for one in app.get(kind)]
    found += [one.label for kind in ("file_uploader", "text_input") for one in app.get(kind)]
    found += [one.proto.label for one in app.get("download_button")]
    found += [one.value for one in app.error] + [one.value for one in app.subheader]
    found += [option.content for one in app.get("button_group") for option in one.proto.options]
    found += [str(column) for frame in app.dataframe for column in frame.value.columns]
    return found


# What is called alike in every language, or after the data itself.
ALIKE = re.compile(r"05/01|^Kazakhstan|event_|place|summary")


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_every_step_of_ones_own_data_is_in_the_language(language):
    for name, table in (("strikes.csv", STRIKES), ("акция.csv", RUSSIAN)):
        app, heard = opened(language, name, table)
        for step in STEPS:
            app.button_group(key="kzmap-step").set_value(step).run()
            assert not app.exception
            heard += labels(app)
        left = {one for one in heard if not CYRILLIC.search(one) and not ALIKE.search(one)}
        assert left == set()
        assert not [one for one in heard if "[en]" in one]


def test_what_was_decided_stays_decided_in_another_language():
    app, _ = opened("en", "strikes.csv", STRIKES)
    app.button(key="kzmap-to-places").click().run()
    app.button(key="kzmap-leave-out").click().run()
    app.selectbox(key="kzmap-language").set_value("ru").run()
    assert not app.exception
    said = "\n".join(text.value for text in app.text)
    assert "Жамбыл: исключено" in said
    assert "Все названия уточнены. Принято 1 решение." in said
    assert "Нанести 1 изменение на карту" in labels(app)
