"""A real Nominatim, with a real rate limit in front and a database that can go away."""

import os
import subprocess
import sys
import threading
import time
from itertools import pairwise

import pytest
from tiny_osm import CITIES

from kzmap.places import PlaceQuery
from kzmap.places.online import Nominatim

pytestmark = pytest.mark.services
AGENT = "kzmap-service-tests (tests@kzmap.invalid)"
SPELLINGS = [
    (name, city["at"])
    for city in CITIES
    for name in dict.fromkeys(value for key, value in city.items() if key != "at")
]
FIVE = ["Жаңаөзен", "Алматы", "Астана", "Павлодар", "Алма-Ата"]


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("KZMAP_CACHE", str(tmp_path / "cache"))


def ask(url, names, *, delay_s=0.0, said=None, **options):
    say = (lambda _: None) if said is None else said.append
    service = Nominatim(AGENT, url, delay_s=delay_s, say=say, **options)
    return service.resolve_many([PlaceQuery(name, "2022-01-05", "KZ") for name in names])


def requests_in(log):
    return [line.split(" ", 2) for line in log.read_text("utf-8").splitlines()]


@pytest.mark.parametrize(("name", "at"), SPELLINGS)
def test_names_of_today_and_of_the_past_resolve_in_each_language(nominatim, name, at):
    [answer] = ask(nominatim.direct_url, [name])
    assert (answer.lat, answer.lon) == pytest.approx(at, abs=1e-6)
    assert (answer.country, answer.geo_precision) == ("KZ", 1)
    assert answer.matched_by.startswith("Nominatim at 127.0.0.1 answered ")


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "Zhanaozen"), ("ru", "Жанаозен"), ("kk", "Жаңаөзен")]
)
def test_it_answers_in_the_language_asked_for(nominatim, language, expected):
    [answer] = ask(nominatim.direct_url, ["Жаңаөзен"], language=language)
    assert answer.name == expected


def test_no_match_is_no_match(nominatim):
    names = ["Атлантида", "x; drop table placex", "%", "' or 1=1", ", ,"]
    assert [a.reason for a in ask(nominatim.direct_url, names)] == ["no match"] * 5


def test_a_place_in_another_country_is_no_match(nominatim):
    service = Nominatim(AGENT, nominatim.direct_url, delay_s=0)
    [answer] = service.resolve_many([PlaceQuery("Almaty", None, "UZ")])
    assert answer.reason == "no match"


def test_a_rate_limit_that_is_hit_is_waited_for(nominatim):
    said = []
    with nominatim.limited(60) as log:
        answers = ask(nominatim.url, FIVE, said=said)
        told = requests_in(log)
    assert all(answer.resolved for answer in answers)
    statuses = [status for _, status, _ in told]
    assert statuses.count("200") == len(FIVE)
    assert "429" in statuses
    assert any("asks to wait; going on in 1 s" in line for line in said)
    assert {agent for _, _, agent in told} == {AGENT}


def test_a_rate_limit_that_is_kept_is_never_hit(nominatim):
    with nominatim.limited(60) as log:
        answers = ask(nominatim.url, FIVE, delay_s=1.0)
        told = requests_in(log)
    assert all(answer.resolved for answer in answers)
    assert [status for _, status, _ in told] == ["200"] * len(FIVE)
    times = [float(at) for at, _, _ in told]
    assert min(b - a for a, b in pairwise(times)) >= 1.0


def test_a_database_that_stops_is_an_outage_and_asking_again_goes_on(nominatim):
    names = [name for name, _ in SPELLINGS][:8]

    def stop_soon():
        time.sleep(1.0)
        nominatim.database.stop()

    stopper = threading.Thread(target=stop_soon)
    stopper.start()
    try:
        with nominatim.limited(6000) as log:
            first = ask(nominatim.url, names, delay_s=0.4)
            sent = len(requests_in(log))
    finally:
        stopper.join()
        nominatim.database.start()
    reasons = [answer.reason or "found" for answer in first]
    assert reasons[0] == "found"
    assert reasons[-1].startswith(("error: outage", "pending"))
    assert "no match" not in reasons
    found = reasons.count("found")
    assert sent == found + 3
    wait_for(nominatim)
    with nominatim.limited(6000) as log:
        again = ask(nominatim.url, names, delay_s=0.05)
        asked = len(requests_in(log))
    assert all(answer.resolved for answer in again)
    assert asked == len(names) - found


def wait_for(nominatim):
    until = time.monotonic() + 30
    while not nominatim.answers():
        assert time.monotonic() < until
        time.sleep(0.2)


def test_the_command_line_asks_it_for_a_table(nominatim, tmp_path):
    table = tmp_path / "events.csv"
    table.write_text(
        "event_date,event_type,place,country\n"
        "2022-01-04,protest,Almaty,KZ\n"
        "2022-01-05,riot,Коряковский Форпост,KZ\n",
        "utf-8",
    )
    done = subprocess.run(
        [
            *(sys.executable, "-m", "kzmap", "geocode", table, "--review", "review.csv"),
            *("-o", "resolved.csv", "--online", "nominatim", "--user-agent", AGENT),
            *("--nominatim-url", nominatim.direct_url),
        ],
        cwd=tmp_path,
        env=os.environ,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert "52.27401" in (tmp_path / "resolved.csv").read_text("utf-8")
