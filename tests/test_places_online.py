"""A service behind the network: what is sent, how often, and what is made of any reply."""

import multiprocessing
import socket
import sqlite3
import threading
import time
from contextlib import suppress
from email.utils import formatdate
from itertools import pairwise

import pytest
from nominatim_stub import Reply, Stub, place

from kzmap.caching import cache_folder
from kzmap.errors import ArgumentError, ExportError
from kzmap.places import PlaceQuery, Resolver
from kzmap.places.online import Nominatim
from kzmap.places.online.adapter import MOST_BYTES
from kzmap.places.online.cache import FILE_NAME, NO_MATCH_KEPT_S, AnswerCache

AGENT = "kzmap-tests (tests@kzmap.invalid)"


@pytest.fixture
def stub():
    server = Stub()
    yield server
    server.close()


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("KZMAP_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / FILE_NAME


def ask(stub, *names, country=None, admin1=None, said=None, **options):
    say = (lambda _: None) if said is None else said.append
    service = Nominatim(AGENT, stub.url, **{"delay_s": 0, "timeout_s": 20, **options}, say=say)
    return service.resolve_many([PlaceQuery(n, "2022-01-05", country, admin1) for n in names])


def reason(stub, reply, **options):
    stub.answer = lambda _: reply
    [answer] = ask(stub, "Aktau", **options)
    assert (answer.lat, answer.lon) == (None, None)
    return answer.reason


# What is sent


def test_a_name_is_sent_with_country_and_language_and_nothing_else(stub):
    stub.answer = lambda _: Reply([place(43.65, 51.17, "Aktau")])
    [answer] = ask(stub, " Aktau\n", country="Казахстан", language="ru")
    assert (answer.lat, answer.lon, answer.admin1) == (43.65, 51.17, "Mangystau Region")
    assert answer.matched_by == "Nominatim at 127.0.0.1 answered 'Aktau, Region, Country'"
    [asked] = stub.requests
    assert asked.path == "/search"
    assert asked.params == {
        "q": "Aktau",
        "format": "json",
        "limit": "20",
        "addressdetails": "1",
        "accept-language": "ru",
        "countrycodes": "kz",
    }
    assert asked.headers["User-Agent"] == AGENT
    assert "Cookie" not in asked.headers


def test_a_server_may_have_a_path(stub):
    Nominatim(AGENT, f"{stub.url}/geo/search", delay_s=0).resolve_many([PlaceQuery("Aktau")])
    assert stub.requests[0].path == "/geo/search"


def test_the_unit_is_sent_and_without_a_match_the_name_alone(stub):
    stub.answer = lambda text: Reply([] if "," in text else [place(43.65, 51.17)])
    [answer] = ask(stub, "Aktau", admin1="Mangystau Region", country="KZ")
    assert stub.texts == ["Aktau, Mangystau Region", "Aktau"]
    assert answer.resolved


@pytest.mark.parametrize("country", ["KZ", None])
def test_a_namesake_outside_the_unit_is_not_taken_instead(stub, country):
    stub.answer = lambda text: Reply(
        [] if "," in text else [place(45.2, 34.1, address={"country_code": "ua"})]
    )
    [answer] = ask(stub, "Aktau", admin1="Mangystau Region", country=country)
    assert answer.reason.startswith("no match")


def test_a_unit_that_is_not_bundled_is_looked_for_in_the_address(stub):
    inside = place(40.0, -89.0, address={"state": "Illinois", "country_code": "us"})
    outside = place(42.1, -72.5, address={"state": "Massachusetts", "country_code": "us"})
    stub.answer = lambda text: Reply([] if "," in text else [outside, inside])
    [answer] = ask(stub, "Springfield", admin1="Illinois", country="US")
    assert (answer.lat, answer.country) == (40.0, "US")
    [answer] = ask(stub, "Springfield", admin1="Ohio", country="US")
    assert answer.reason == "no match: no place of this name is known in Ohio"


def test_distinct_names_are_sent_once_and_never_again(stub):
    stub.answer = lambda _: Reply([place(43.65, 51.17)])
    ask(stub, "Aktau", "AKTAU", "Aktau", " aktau ")
    ask(stub, "aktau")
    assert len(stub.requests) == 1
    ask(stub, "aktau", language="kk")
    assert len(stub.requests) == 2


@pytest.mark.parametrize("name", ["", " ", "\0", "x" * 201])
def test_what_no_server_can_know_is_not_sent(stub, name):
    [answer] = ask(stub, name)
    assert answer.reason.startswith("no match")
    assert stub.requests == []


def test_any_text_is_sent_as_text(stub):
    names = ["a&q=b#c", "Ключи / %2e%2e", "😀", "a\ud800b", "'; drop table answers --"]
    ask(stub, *names)
    assert stub.texts == [*names[:3], "a b", names[4]]
    assert {asked.path for asked in stub.requests} == {"/search"}


def test_what_is_sent_where_is_said_before_it_is(stub):
    said = []
    stub.answer = lambda _: Reply([place(1, 2)]) if said else Reply(status=500)
    ask(stub, "Aaa", said=said)
    ask(stub, "Aaa", "Bbb", "Ccc", said=said)
    ask(stub, "Aaa", said=said)
    told = "sent with country and unit and nothing else of the rows"
    assert said == [
        f"asking 127.0.0.1 for 1 name, {told}",
        f"asking 127.0.0.1 for 2 names, {told}; 1 more was answered in an earlier run",
    ]


def test_progress_counts_names_up_to_all(stub):
    told = []
    service = Nominatim(AGENT, stub.url, delay_s=0)
    service.resolve_many([PlaceQuery(name) for name in "abca"], lambda *both: told.append(both))
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]


# How often


def test_between_a_reply_and_the_next_request_is_at_least_the_delay(stub):
    stub.answer = lambda _: Reply([], delay_s=0.02)
    ask(stub, "a", "b", "c", "d", delay_s=0.1)
    assert len(stub.gaps) == 3
    assert min(stub.gaps) >= 0.1


def run_names(url, folder, names):
    import os

    from kzmap.places.online.cache import AnswerCache

    os.environ["KZMAP_CACHE"] = str(folder)
    reserve = AnswerCache._set_last

    def note(cache, server, moment):
        with (folder / f"moments-{os.getpid()}").open("a") as file:
            file.write(f"{moment!r}\n")
        reserve(cache, server, moment)

    AnswerCache._set_last = note
    service = Nominatim(AGENT, url, delay_s=0.15)
    service.resolve_many([PlaceQuery(name) for name in names])


def test_two_runs_at_once_share_cache_and_pace(stub, cache):
    stub.answer = lambda _: Reply([place(43.65, 51.17)])
    names = [f"name {number}" for number in range(8)]
    spawn = multiprocessing.get_context("spawn")
    runs = [
        spawn.Process(target=run_names, args=(stub.url, cache.parent, listed))
        for listed in (names, names[::-1])
    ]
    for run in runs:
        run.start()
    for run in runs:
        run.join(300)
    assert [run.exitcode for run in runs] == [0, 0]
    assert set(stub.texts) == set(names)
    # Only a name that both reach at the same moment can be asked twice.
    assert len(stub.texts) <= len(names) + 2
    # Reserved moments are exact, and no request comes before its own; on a busy machine it may
    # come long after it, and then the next one soon after that.
    moments = sorted(
        float(line)
        for path in cache.parent.glob("moments-*")
        for line in path.read_text().splitlines()
    )
    assert len(moments) == len(stub.requests)
    assert min(b - a for a, b in pairwise(moments)) > 0.149
    by_the_clock = time.time() - time.monotonic()
    for moment, asked in zip(moments, sorted(asked.at for asked in stub.requests), strict=True):
        assert asked + by_the_clock > moment - 0.02


@pytest.mark.parametrize("told", ["1", "date"])
def test_after_429_it_waits_as_told_and_says_so(stub, told):
    def answer(_):
        if len(stub.requests) > 1:
            return Reply([place(43.65, 51.17)])
        header = "1" if told == "1" else formatdate(time.time() + 1.2, usegmt=True)
        return Reply("slow down", 429, {"Retry-After": header})

    stub.answer, said = answer, []
    [found] = ask(stub, "Aktau", said=said)
    assert found.resolved
    assert stub.gaps[0] >= 1 if told == "1" else stub.gaps[0] > 0.2
    assert "asks to wait; going on in" in said[1]


@pytest.mark.parametrize("header", ["3600", "99999999999", "Fri, 31 Dec 9999 23:59:59 GMT"])
def test_a_wait_that_is_too_long_leaves_the_rest_for_later(stub, header):
    stub.answer = lambda _: Reply("", 429, {"Retry-After": header})
    first, second = ask(stub, "Aaa", "Bbb")
    assert first.reason.startswith("pending: 127.0.0.1 asks to be asked later (429")
    assert second.reason.startswith("pending: not asked, since 127.0.0.1 asks to be asked")
    assert len(stub.requests) == 1


@pytest.mark.parametrize("headers", [{}, {"Retry-After": "soon"}, {"Retry-After": "-5"}])
def test_429_again_and_again_leaves_the_rest_for_later(stub, headers):
    stub.answer = lambda _: Reply("", 429, headers)
    answers = ask(stub, "Aaa", "Bbb", "Ccc", delay_s=0.02)
    assert all(answer.reason.startswith("pending") for answer in answers)
    assert stub.texts == ["Aaa"] * 3
    stub.answer = lambda _: Reply([place(43.65, 51.17)])
    assert all(answer.resolved for answer in ask(stub, "Aaa", "Bbb", "Ccc"))


# What is made of a reply


def test_no_match_is_no_match_and_kept_for_a_while(stub, cache):
    assert reason(stub, Reply([])) == "no match"
    assert reason(stub, Reply(status=500)) == "no match"
    assert len(stub.requests) == 1
    with sqlite3.connect(cache) as connection:
        connection.execute("update answers set asked = asked - ?", (NO_MATCH_KEPT_S + 1,))
    connection.close()
    assert reason(stub, Reply(status=500)).startswith("error: outage")


OUTAGES = [
    Reply("x", 500),
    Reply("x", 502),
    Reply("x", 503),
    Reply("x", 504),
    Reply("x", 404),
    Reply([place(1, 2)], delay_s=1),
    Reply([place(1, 2)], drip_s=0.05),
]
REFUSALS = [Reply("x", 400), Reply("x", 401), Reply("x", 403), Reply("x", 414)]
MALFORMED = [
    Reply("<html>Log in to the network</html>"),
    Reply('[{"lat": "43.6", "lon": "51'),
    Reply([place(43.6, 51.1)], cut_after=20),
    Reply(""),
    Reply("{}"),
    Reply("null"),
    Reply('""'),
    Reply("0"),
    Reply({"error": "Unable to geocode"}),
    Reply(place(43.6, 51.1)),
    Reply([43.6, 51.1]),
    Reply([None]),
    Reply([[]]),
    Reply(b"\xff\xfe["),
    Reply("[" * 100_000),
    Reply('[{"lat": NaN, "lon": 1}]'),
    Reply([{}]),
    Reply([{"display_name": "Aktau"}]),
    Reply([{"lat": "43.6"}]),
    Reply([place("abc", 51.1)]),
    Reply([place("NaN", 51.1)]),
    Reply([place("inf", 51.1)]),
    Reply([place(176.9, 51.1)]),
    Reply([place(43.6, 181)]),
    Reply([place(0, 0)]),
    Reply([place("", "")]),
    Reply([place("1_0", "2")]),
    Reply([{"lat": True, "lon": True}]),
    Reply([{"lat": None, "lon": None}]),
    Reply([{"lat": [1], "lon": {}}]),
    Reply([place(43.6, 51.1) | {"display_name": None}]),
    Reply('[{"lat": ' + "9" * 400 + ', "lon": 1}]'),
    Reply([place(43.6, 51.1), place("abc", 51.1)]),
]
KINDS = [
    *((reply, "error: outage") for reply in OUTAGES),
    *((reply, "error: refused") for reply in REFUSALS),
    *((reply, "error: malformed reply") for reply in MALFORMED),
]


def short(value):
    return f"{value.status} {str(value.body)[:30]}" if isinstance(value, Reply) else None


@pytest.mark.parametrize(("reply", "kind"), KINDS, ids=short)
def test_outage_refusal_and_malformed_reply_are_three_things_and_not_kept(stub, reply, kind):
    # Only what is slow is to be given up: on a busy machine nothing is quick.
    options = {"timeout_s": 0.3} if reply.delay_s or reply.drip_s else {}
    assert reason(stub, reply, **options).startswith(f"{kind}: 127.0.0.1 ")
    stub.answer = lambda _: Reply([place(43.65, 51.17)])
    assert ask(stub, "Aktau")[0].resolved
    assert len(stub.requests) == 2


@pytest.mark.parametrize("after", [b"", b"HTTP/1.1 200 OK\r\n"])
def test_headers_that_do_not_end_are_given_up(after):
    with socket.create_server(("127.0.0.1", 0)) as server:

        def trickle():
            connection, _ = server.accept()
            with connection, suppress(OSError):
                connection.sendall(after)
                while True:
                    connection.sendall(b"X")
                    time.sleep(0.05)

        thread = threading.Thread(target=trickle)
        thread.start()
        url = f"http://127.0.0.1:{server.getsockname()[1]}"
        start = time.monotonic()
        service = Nominatim(AGENT, url, delay_s=0, timeout_s=0.3)
        [answer] = service.resolve_many([PlaceQuery("Aktau")])
        thread.join()
    assert answer.reason.startswith("error: outage: 127.0.0.1 cannot be asked: no whole reply")
    assert time.monotonic() - start < 30


def test_a_very_large_reply_is_not_read_to_its_end(stub):
    body = b"[" + b" " * (50 * MOST_BYTES) + b"]"
    assert "larger than 1,000,000 bytes" in reason(stub, Reply(body))


def test_a_redirect_is_not_followed(stub):
    elsewhere = Stub()
    try:
        header = {"Location": f"{elsewhere.url}/search?q=Aktau"}
        told = reason(stub, Reply("", 302, header))
        assert told.startswith("error: outage")
        assert "where nothing was sent" in told
        assert elsewhere.requests == []
    finally:
        elsewhere.close()


def closed_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def test_where_nobody_listens_it_is_an_outage_and_soon_over():
    service = Nominatim(AGENT, f"http://127.0.0.1:{closed_port()}", delay_s=0)
    answers = service.resolve_many([PlaceQuery(name) for name in "abcdef"])
    assert [answer.reason.partition(":")[0] for answer in answers] == [
        *["error"] * 3,
        *["pending"] * 3,
    ]
    assert "Connection refused" in answers[0].reason
    assert answers[5].reason == "pending: not asked, since 127.0.0.1 failed 3 times in a row"


def test_one_failure_does_not_stop_the_others_and_a_refusal_does(stub):
    stub.answer = lambda text: Reply([], 500 if text == "b" else 200)
    assert [a.reason[:8] for a in ask(stub, "a", "b", "c")] == [
        "no match",
        "error: o",
        "no match",
    ]
    stub.answer = lambda text: Reply([], 403)
    assert [a.reason[:8] for a in ask(stub, "d", "e")] == ["error: r", "pending:"]
    assert stub.texts == ["a", "b", "c", "d"]


def test_what_was_found_offline_stays_when_the_service_fails(stub):
    stub.answer = lambda _: Reply(status=503)
    service = Nominatim(AGENT, stub.url, delay_s=0)
    almaty, other = Resolver(online=service).resolve_many(
        [PlaceQuery("Almaty"), PlaceQuery("Qqqq", country="KZ")]
    )
    assert almaty.resolved
    assert other.reason.startswith("error: outage")
    assert stub.texts == ["Qqqq"]


def test_places_far_apart_are_candidates_with_their_ids(stub):
    stub.answer = lambda _: Reply([place(43.65, 51.17, osm_id=1), place(50.2, 73.1, osm_id=2)])
    [answer] = ask(stub, "Aktau")
    assert answer.reason == "ambiguous: the service knows 2 places"
    assert [c.place_id for c in answer.candidates] == ["osm:node/1", "osm:node/2"]


def test_a_street_of_that_name_does_not_make_a_town_ambiguous(stub):
    street = place(51.1, 71.4) | {"class": "highway"}
    stub.answer = lambda _: Reply([street, place(43.65, 51.17)])
    assert ask(stub, "Aktau")[0].lat == 43.65


@pytest.mark.parametrize(
    ("more", "precision"),
    [
        ({"boundingbox": ["43.6", "43.7", "51.1", "51.2"]}, 1),
        ({"boundingbox": ["41.2", "45.6", "49.8", "56.7"]}, 3),
        ({"boundingbox": ["x"]}, 1),
        ({"boundingbox": 5}, 1),
        ({"addresstype": "state"}, 3),
        ({"address": 7, "osm_id": "7", "display_name": ""}, 1),
    ],
)
def test_the_extent_of_a_reply_says_how_precise_it_is(stub, more, precision):
    stub.answer = lambda _: Reply([place(43.65, 51.17) | more])
    [answer] = ask(stub, "Aktau")
    assert answer.geo_precision == precision


# The cache


def test_a_broken_cache_is_begun_anew_and_kept_aside(stub, cache):
    stub.answer = lambda _: Reply([place(43.65, 51.17)])
    broken = [b"not a database at all" * 100, b"SQLite format 3\0" + b"\xff" * 5000]
    for number, content in enumerate(broken, 1):
        cache.parent.mkdir(exist_ok=True)
        cache.write_bytes(content)
        assert ask(stub, "Aktau")[0].resolved
        assert len(stub.requests) == number
        kept = cache.with_name(f"nominatim-1.broken-{number}.sqlite")
        assert kept.read_bytes() == content


def test_a_damaged_page_or_another_table_is_noticed(stub, cache):
    stub.answer = lambda _: Reply([place(43.65, 51.17)])
    ask(stub, *(f"name {number}" for number in range(300)))
    damaged = bytearray(cache.read_bytes())
    damaged[4096 * 3 : 4096 * 5] = b"\xaa" * 8192
    cache.write_bytes(damaged)
    assert ask(stub, "name 7")[0].resolved
    cache.unlink()
    with sqlite3.connect(cache) as other:
        other.execute("create table answers (other)")
    other.close()
    assert ask(stub, "name 7")[0].resolved
    assert len(list(cache.parent.glob("*.broken-*"))) == 2


def test_an_answer_in_the_cache_that_cannot_be_is_asked_for_again(stub, cache):
    stub.answer = lambda _: Reply([place(43.65, 51.17)])
    for content in ("{", "[1]", '[{"lat": "abc"}]', '[{"lat": 176.9, "lon": 1}]', "{}"):
        ask(stub, "Aktau")
        with sqlite3.connect(cache) as connection:
            connection.execute("update answers set places = ?", (content,))
        connection.close()
        asked = len(stub.requests)
        assert ask(stub, "Aktau")[0].resolved
        assert len(stub.requests) == asked + 1


def test_a_clock_that_was_set_back_does_not_stop_anybody(stub, cache):
    ask(stub, "a")
    with sqlite3.connect(cache) as connection:
        connection.execute("update pace set last = last + 1e6")
    connection.close()
    start = time.monotonic()
    ask(stub, "b", delay_s=0.1)
    assert time.monotonic() - start < 30


def test_where_answers_cannot_be_kept_nothing_is_asked(stub, cache):
    cache.mkdir(parents=True)
    with pytest.raises(ExportError, match="nothing was asked"):
        ask(stub, "Aktau")
    assert stub.requests == []


@pytest.mark.parametrize("method", ["put", "note_reply", "reserve"])
def test_once_answers_cannot_be_kept_any_more_no_more_are_asked_for(stub, method, monkeypatch):
    def fail(*_):
        raise sqlite3.OperationalError("database or disk is full")

    stub.answer = lambda _: Reply([place(43.65, 51.17)])
    monkeypatch.setattr(AnswerCache, method, fail)
    first, second = ask(stub, "Aaa", "Bbb")
    assert first.resolved == (method != "reserve")
    assert "answers can no longer be kept (database or disk is full)" in second.reason
    assert second.reason.startswith("pending")
    assert len(stub.requests) == (method != "reserve")


def test_the_cache_is_for_its_owner_alone(stub, cache):
    ask(stub, "Aktau")
    assert cache.stat().st_mode & 0o077 == 0
    assert cache.parent == cache_folder()


# Policy


@pytest.mark.parametrize(
    "agent",
    [
        None,
        "",
        "  ",
        "kzmap",
        "my-application",
        "my-application (me@my.org)",
        "my_app/1 (me@my.org)",
        "my_user_agent/1.0",
        "specify_your_app_name_here",
        "geopy/2.5.0",
        "Mozilla/5.0 (me@my.org)",
        "our-newsroom-map (maps@our.org)",
        "a map (me@my.org)\r\nX-Evil: 1",
        "карта (me@my.org)",
        "m" * 200 + " (me@my.org)",
    ],
)
def test_a_user_agent_that_does_not_say_who_asks_is_refused_with_the_way_out(agent):
    with pytest.raises(ArgumentError, match="--user-agent"):
        Nominatim(agent)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nominatim.example",
        "ftp://127.0.0.1",
        "file:///etc/passwd",
        "http://nominatim.openstreetmap.org",
        "http://8.8.8.8",
        "http://10.0.0.1.evil.example",
        "https://user:secret@example.net",
        "https://example.net/?key=1",
        "https://example.net/#x",
        "https://example.net:99999",
        "https://exa mple.net",
        "https://пример.kz",
        "https://[::1",
        "https:///search",
        "http://127.0.0.1\n",
    ],
)
def test_an_address_that_is_no_server_or_not_safe_is_refused(url):
    with pytest.raises(ArgumentError):
        Nominatim(AGENT, url)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://nominatim.openstreetmap.org/", "https://nominatim.openstreetmap.org"),
        ("http://localhost:8080/nominatim/search", "http://localhost:8080/nominatim"),
        ("http://[::1]:80", "http://[::1]:80"),
        ("http://192.168.1.5", "http://192.168.1.5"),
        ("http://geo.lan", "http://geo.lan"),
        ("HTTPS://Example.NET", "https://example.net"),
    ],
)
def test_an_address_is_brought_into_one_form(url, expected):
    assert Nominatim(AGENT, url).server.url == expected


def test_the_public_server_is_asked_once_a_second_at_most():
    for delay_s in (0, 0.5, -1, float("nan")):
        with pytest.raises(ArgumentError):
            Nominatim(AGENT, delay_s=delay_s)


def test_kinds_of_answers_are_all_different():
    told = {kind for _, kind in KINDS} | {"no match", "pending", "ambiguous"}
    assert len(told) == 6
    assert not any(a.startswith(b) for a, b in pairwise(sorted(told)))
