"""Hostile strings all the way: from a file in any format, through reading, to the page."""

import csv
import io
import json

import pytest
from playwright.sync_api import expect
from samples import HOSTILE

from kzmap import ProtestMap
from kzmap.dataset import from_readings, shareable
from kzmap.records import Upload, formats, read_events

NUMBERED = list(enumerate(HOSTILE))


def table(rows, delimiter=","):
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter)
    writer.writerow(rows[0])
    writer.writerows(row.values() for row in rows)
    return stream.getvalue()


def acled(number, text):
    return {
        "event_id_cnty": f"{number} {text}",
        "event_date": "28 December 2022",
        "event_type": text if number % 2 else "Battles",
        "sub_event_type": text,
        "actor1": text,
        "inter1": text,
        "iso": text,
        "country": text,
        "admin1": text,
        "location": text,
        "latitude": 15.0 + number,
        "longitude": 32.0,
        "geo_precision": 1,
        "notes": text,
        "source": text,
    }


def ucdp(number, text):
    return {
        "id": f"{number} {text}",
        "type_of_violence": "1",
        "date_start": "2022-12-28",
        "where_prec": "1",
        "where_coordinates": text,
        "where_description": text,
        "dyad_name": text,
        "source_headline": text,
        "source_article": text,
        "country": text,
        "adm_1": text,
        "latitude": 15.0 + number,
        "longitude": 32.0,
    }


def crowd(number, text):
    return {
        "date": "2022-12-28",
        "locality": text,
        "state": text,
        "lat": 35.0 + number,
        "lon": -100.0,
        "title": text,
        "type": text,
        "claims": text,
        "valence": "1",
        "source_1": text,
        "source_2": text,
    }


def mobilization(number, text):
    return {
        "id": f"{number} {text}",
        "country": text,
        "protest": "1",
        "protestnumber": number,
        "startday": "28",
        "startmonth": "12",
        "startyear": "2022",
        "protesterviolence": "0",
        "location": text,
        "sources": text,
        "notes": text,
    }


def own(number, text):
    return {
        "event_id": f"{number} {text}",
        "event_date": "2022-12-28",
        "event_type": text,
        "place": text,
        "country": "SD",
        "admin1": text,
        "lat": 15.0 + number,
        "lon": 32.0,
        "summary": text,
        "source_ids": text,
    }


def gdelt():
    form = formats()["gdelt"]
    columns = form.headerless.layouts[-1]
    lines = []
    for number, text in NUMBERED:
        cells = dict.fromkeys(columns, text) | {
            "GLOBALEVENTID": str(number),
            "SQLDATE": "20221228",
            "MonthYear": "202212",
            "Year": "2022",
            "EventCode": "141",
            "EventBaseCode": "141",
            "EventRootCode": "14",
            "QuadClass": "3",
            "ActionGeo_Type": "4",
            "ActionGeo_Lat": str(15 + number),
            "ActionGeo_Long": "32",
        }
        lines.append("\t".join(cells.values()))
    return "\n".join(lines)


def geojson():
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [32.0, 15.0 + number]},
            "properties": {
                k: v for k, v in own(number, text).items() if k not in ("lat", "lon")
            },
        }
        for number, text in NUMBERED
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


def in_rows(make, **more):
    return table([make(*pair) | more for pair in NUMBERED])


FILES = {
    "acled": lambda: in_rows(acled),
    "ucdp-ged": lambda: in_rows(ucdp),
    "ccc": lambda: in_rows(crowd),
    "mass-mobilization": lambda: in_rows(mobilization),
    "gdelt": gdelt,
    "kzmap": lambda: in_rows(own),
    "geojson": geojson,
}
MAPPED = ("Tag;Ort;Was", {"event_date": "Tag", "place": "Ort", "summary": "Was"})


def test_every_format_there_is_meets_hostile_strings():
    assert set(FILES) == set(formats())


def pages_of(dataset, name):
    """As it is handed on, and as its user sees it."""
    return {f"{name} shown": dataset, f"{name} handed on": shareable(dataset)}


def reading_of(name):
    if name == "mapped":
        header, columns = MAPPED
        cells = [["28.12.2022", text, text] for text in HOSTILE]
        data = table([dict(zip(header.split(";"), row, strict=True)) for row in cells], ";")
        return read_events(
            Upload("t.csv", data.encode()), columns=columns | {"event_type": "=riot"}
        )
    return read_events(Upload(f"t.{name}.txt", FILES[name]().encode()))


@pytest.mark.parametrize("name", [*FILES, "mapped"])
def test_hostile_strings_of_any_format_stay_text_and_ask_nobody(tmp_path, open_file, name):
    reading = reading_of(name)
    assert name in ("mapped", reading.format.name)
    assert reading.report.kept, reading.report.set_aside[:1]
    dataset = from_readings({"events": reading})
    for label, data in pages_of(dataset, name).items():
        path = tmp_path / f"{label}.html"
        ProtestMap(data).save(path, include_notes=True)
        opened = open_file(path)
        page = opened.page
        page.evaluate("kzmap.setMode('so-far')")
        page.evaluate("kzmap.setDay(kzmap.days.length - 1)")
        for node in page.locator("[data-place]").all():
            node.evaluate("n => n.click()")
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        page.click("#about-open")
        assert page.evaluate("window.hacked") is None
        expect(page.locator("#side :is(script, img, iframe)")).to_have_count(0)
        hrefs = page.locator("a[href]").evaluate_all(
            "links => links.map(a => a.getAttribute('href'))"
        )
        assert all(href.startswith(("http://", "https://", "#")) for href in hrefs)
        assert len(opened.shown()["reports"]) == len(data.events)
        assert opened.problems == []
        assert opened.asked_outside() == []
        page.close()


def test_what_acled_may_not_hand_on_is_not_in_the_page(tmp_path):
    secret = "a note of ACLED's own"
    rows = [acled(n, "plain") | {"notes": secret, "event_type": "Battles"} for n in range(3)]
    reading = read_events(Upload("acled.csv", table(rows).encode()))
    assert reading.format.redistribution == "aggregates"
    path = tmp_path / "page.html"
    ProtestMap(reading).save(path)
    text = path.read_text("utf-8")
    assert secret not in text
    assert "0 plain" not in text
    assert "acleddata.com" in text
    ProtestMap(reading).save(path, include_notes=True)
    assert secret in path.read_text("utf-8")
