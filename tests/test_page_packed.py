"""A large page: its payload packed, its texts within a budget, and both said and read alike."""

import re
import subprocess
import sys
from dataclasses import replace
from zlib import compress, decompress

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import expect
from samples import HOSTILE, events, hostile_dataset

from kzmap import ProtestMap
from kzmap.dataset import from_tables
from kzmap.errors import ArgumentError
from kzmap.page import islands as islands_module
from kzmap.page.budget import fitted, priority
from kzmap.page.columns import Lists, Numbers, Texts
from kzmap.page.island import island_json
from kzmap.page.islands import islands
from kzmap.page.packing import LEVEL, SHORT_LEVEL, base64_size, deflated, packed, raw_room
from kzmap.page.scripts import ASSETS
from kzmap.page.varints import varints
from kzmap.timeline import MODES, reports_on, shown

NAMES = ("id", "place", "type", "first", "last", "timePrecision", "geoPrecision")
NAMES += (
    "reportedPlace",
    "unplaced",
    "doubt",
    "summary",
    "confidence",
    "sources",
    "count",
    "counted",
)
ODD = ("", "\ufeffbegins with a mark", "\0", "𝕏 😀 \U0010ffff", "e\u0301", "\u2028", "a" * 300)
ODD += HOSTILE

texts = st.one_of(st.sampled_from(ODD), st.text(max_size=12))
numbers = st.integers(-(2**30), 2**30)


@pytest.fixture(scope="module")
def read(chromium):
    """Reads islands as the page does, and gives all columns back as plain values."""
    modules = [(ASSETS / name).read_text("utf-8") for name in ("unpacking.js", "payload.js")]
    plain = [re.sub(r"^import .*\n|^export ", "", source, flags=re.M) for source in modules]
    script = """async ([source, blocks, names]) => {
      document.body.replaceChildren(...Object.entries(blocks).map(([id, text]) =>
        Object.assign(document.createElement("script"), { type: "text/x", id, text })));
      const readers = new Function(source + "; return { readIsland, readPayload };")();
      const { reports, places, ...rest } = await readers.readPayload(readers.readIsland());
      const all = (column) => Array.from({ length: column.length }, (_, i) => column.at(i));
      const left = document.querySelectorAll("script").length;
      return [Object.fromEntries(names.map((name) => [name, all(reports[name])])), rest, left];
    }"""
    page = chromium.new_page()

    def run(written, names=NAMES):
        blocks = {"kzmap-data": written.island, **written.packs}
        return page.evaluate(script, ["".join(plain), blocks, list(names)])

    yield run
    page.close()


@pytest.fixture
def always_packed(monkeypatch):
    monkeypatch.setattr(islands_module, "PLAIN_BYTES", -1)


def told_of(dataset, **options):
    timeline = ProtestMap(dataset, **options).timeline
    return timeline.payload(), timeline.texts_bytes


def plain_columns(told):
    return {name: column.plain() for name, column in told["reports"].named().items()}


def many(count, places=40, text="", **cells):
    """Reports in so many places over a month, of several types and lengths of time."""
    chance = np.random.default_rng(5)
    rows = []
    for number in range(count):
        place, day = int(chance.integers(places)), int(chance.integers(28))
        rows.append(
            {
                "event_id": f"r{number}",
                "event_date": f"2022-01-{day + 1:02}",
                "end_date": f"2022-01-{min(31, day + 1 + int(chance.integers(4))):02}",
                "event_type": ("protest", "riot", "political", "strike")[number % 4],
                "place": f"Place {place}",
                "lat": 40.0 + place / 10,
                "lon": 50.0 + place / 5,
                "summary": f"{text} {number}" if text else "",
                **{name: value(number) for name, value in cells.items()},
            }
        )
    return from_tables(events(*rows))


# What is written is what is read


@settings(deadline=None)
@given(st.lists(st.integers(-(2**63), 2**63 - 1)))
@example([0, 63, 64, -64, -65, 2**31, -(2**63)])
def test_varints_hold_every_number(values):
    def read_back(content):
        value = shift = 0
        for byte in content:
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                yield (value >> 1) ^ -(value & 1)
                value = shift = 0

    written = varints(np.array(values, dtype=np.int64)).tobytes()
    assert list(read_back(written)) == values


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.tuples(numbers, texts, texts, st.lists(st.integers(0, 400), max_size=4))),
    st.lists(texts, max_size=3),
)
@example([], [])
@example([(0, text, text, []) for text in ODD], list(ODD))
def test_a_packed_payload_reads_in_the_browser_as_the_plain_one_does(read, rows, rest):
    def texts_of(column):
        return Texts.of(pd.Series([row[column] for row in rows], dtype="str"))

    values = np.array([row[0] for row in rows], dtype=np.int64)
    lengths = np.array([len(row[3]) for row in rows], dtype=np.int64)
    flat = np.array([one for row in rows for one in row[3]], dtype=np.int64)
    columns = dict.fromkeys(NAMES, Numbers(values)) | {
        "place": Numbers(values // 2, in_steps=True),
        "id": texts_of(1),
        "sources": Lists(lengths, flat),
        "count": Numbers(np.empty(0, dtype=np.int64)),
        **dict.fromkeys(("reportedPlace", "unplaced", "doubt", "confidence"), texts_of(2)),
        "summary": texts_of(1),
    }
    told = Told(columns, rest)
    plain, rest_plain, _ = read(islands(told.payload, 10**9))
    told_packed = packed_islands(told.payload)
    unpacked, rest_unpacked, left = read(told_packed)
    assert unpacked == plain == {name: column.plain() for name, column in columns.items()}
    assert rest_unpacked == rest_plain | {"about": {"leftOut": 0}}
    assert left == 1, "the packed blocks stay in the document"


class Told:
    """The least payload with such columns."""

    def __init__(self, columns, rest):
        told = dict.fromkeys(("title", "language", "mapId", "strings", "home"), "")
        nowhere = {"lat": [], "lon": []}
        self.payload = told | {
            "reports": Columns(columns),
            "places": nowhere,
            "west": -180,
            "rest": rest,
            "about": {"leftOut": 0},
        }


class Columns:
    def __init__(self, columns):
        self.columns = columns

    def __getattr__(self, name):
        return self.columns[name]

    def named(self):
        return self.columns


def packed_islands(told, texts_bytes=10**9):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(islands_module, "PLAIN_BYTES", -1)
        return islands(told, texts_bytes)


def test_the_page_reads_what_python_had_for_tables_of_strangers(read, always_packed):
    told, room = told_of(hostile_dataset())
    columns, rest, _ = read(islands(told, room))
    assert columns == plain_columns(told)
    places = {k: v for k, v in told.items() if k not in ("reports", "places")}
    assert rest == places


def test_half_a_letter_is_read_as_the_browser_shows_it(read):
    column = Texts.of(pd.Series(["half \ud800", "whole 😀"], dtype="object"))
    assert column.plain() == ["half \ufffd", "whole 😀"]


# Where it begins


def test_few_reports_stay_plain_and_many_are_packed():
    few, many_ = (islands(*told_of(many(count, text="x" * 200))) for count in (500, 1_500))
    assert not few.packs
    assert '"summary":["' in few.island
    assert set(many_.packs) == {"kzmap-columns", "kzmap-texts"}
    assert '"reports":' not in many_.island
    assert len(many_.island) < 22_000  # the words of one language, and little else


def test_both_forms_name_the_same_data_by_the_same_version(read):
    told, _ = told_of(many(50, text="words"))
    _, plain, _ = read(islands(told, 10**9))
    _, unpacked, _ = read(packed_islands(told))
    _, short, _ = read(packed_islands(told, 60))
    assert plain["about"]["version"] == unpacked["about"]["version"]
    assert short["about"]["version"] == plain["about"]["version"]
    other, _ = told_of(many(50, text="word"))
    assert other["about"]["version"] != told["about"]["version"]


def test_the_same_reports_give_the_same_bytes():
    first, second = (ProtestMap(many(2_000, text="x" * 150)).to_html() for _ in range(2))
    assert first == second
    assert "octet-stream+base64" in first


# The page itself


@pytest.fixture(scope="module")
def large():
    def source(number):
        return f"s{number % 7};s{number % 3}" if number % 5 else ""

    return many(5_000, places=300, text="y" * 90, source_ids=source)


@pytest.mark.parametrize("mode", MODES)
def test_every_view_of_a_packed_page_shows_what_python_computes(open_data, large, mode):
    opened = open_data(large, mode=mode)
    assert opened.page.evaluate("!document.getElementById('kzmap-columns')")
    for day in large.days[::6]:
        opened.set_day(day.isoformat())
        assert opened.shown() == shown(large, day, mode)


def test_hostile_strings_never_run_in_a_packed_page(open_data, always_packed):
    dataset = hostile_dataset()
    opened = open_data(dataset)
    page = opened.page
    for mode in MODES:
        page.evaluate("mode => kzmap.setMode(mode)", mode)
        for day in dataset.days:
            opened.set_day(day.isoformat())
            assert opened.shown() == shown(dataset, day, mode)
    page.evaluate("kzmap.setMode('so-far')")
    for mark in page.locator(".place-mark").all()[:3]:
        mark.dispatch_event("click")
    assert page.evaluate("window.hacked") is None
    told = page.locator("#reports .summary-text").all_text_contents()
    assert sum(text.startswith("summary ") for text in told) == len(HOSTILE)


def test_texts_of_later_days_come_after_the_first_one_is_painted(open_data, context):
    # What the page would do while nothing else is to be done waits for a word.
    context.add_init_script(
        """const later = [];
        window.requestIdleCallback = (then) => later.push(then);
        window.cancelIdleCallback = () => {};
        window.goOn = () => {
          window.requestIdleCallback = setTimeout;
          later.map((then) => then());
        };"""
    )
    dataset = many(4_000, places=300, text="words " * 100)
    page = open_data(dataset).page
    texts = """() => [...document.querySelectorAll("#reports .summary-text")]
      .map((node) => node.textContent)"""
    first, last = (set(reports_on(dataset, dataset.days[at])["summary"]) for at in (0, -1))
    assert set(page.evaluate(texts)) <= first
    page.evaluate("window.kept = kzmap.setDay(kzmap.days.length - 1); null")
    assert set(page.evaluate(texts)) == {"…"}
    page.evaluate("goOn(); kept")
    shown_then = page.evaluate(texts)
    assert shown_then
    assert set(shown_then) <= last
    expect(page.locator("#reports .left-out")).to_have_count(0)


def test_a_packed_page_opens_in_a_sandboxed_frame(context, large):
    page = context.new_page()
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.evaluate(
        """html => {
          const frame = document.createElement("iframe");
          frame.setAttribute("sandbox", "allow-scripts");
          frame.style.width = frame.style.height = "700px";
          frame.srcdoc = html;
          document.body.append(frame);
        }""",
        ProtestMap(large).to_html(),
    )
    frame = page.frame_locator("iframe")
    frame.locator("html[data-ready=true]").wait_for(state="attached")
    expect(frame.locator("#list-title")).to_contain_text("report", use_inner_text=True)
    assert problems == []
    page.close()


def test_layers_of_the_user_stand_on_a_packed_page(open_file, tmp_path, large):
    import folium

    drawn = ProtestMap(large)
    folium.Rectangle([[45, 60], [46, 62]], class_name="mine").add_to(drawn)
    drawn.save(tmp_path / "m.html")
    opened = open_file(tmp_path / "m.html")
    expect(opened.page.locator("path.mine")).to_have_count(1)


def test_a_browser_that_cannot_unpack_is_told_so_in_a_sentence(context, tmp_path, large):
    ProtestMap(large).save(tmp_path / "m.html")
    page = context.new_page()
    page.add_init_script("delete window.DecompressionStream")
    page.goto((tmp_path / "m.html").as_uri())
    page.wait_for_function("document.getElementById('sentence').textContent")
    assert page.locator("#sentence").inner_text().startswith("This browser cannot unpack")
    page.close()


def test_damaged_data_is_said_in_a_sentence(context, tmp_path, large):
    html = ProtestMap(large).to_html()
    at = html.index('id="kzmap-columns">') + 5_000
    damaged = html[:at] + ("B" if html[at] == "A" else "A") + html[at + 1 :]
    (tmp_path / "m.html").write_text(damaged, "utf-8")
    page = context.new_page()
    page.goto((tmp_path / "m.html").as_uri())
    page.wait_for_function("document.getElementById('sentence').textContent")
    assert page.locator("#sentence").inner_text().startswith("The data of this page is damaged")
    page.close()


# The budget of texts


def words(seed, count):
    chance = np.random.default_rng(seed)
    return " ".join(f"{number:x}" for number in chance.integers(0, 2**32, count))


@pytest.fixture(scope="module")
def wordy():
    return many(
        800,
        places=20,
        summary=lambda number: words(number, 3 + number % 20) if number % 9 else "",
        source_ids=lambda number: "s1" if number % 3 else "",
    )


@pytest.mark.parametrize("room", [0, 100, 5_000, 20_000, 60_000, 200_000])
def test_texts_keep_to_their_room_and_what_is_left_out_is_counted(read, wordy, room):
    told, _ = told_of(wordy)
    written = packed_islands(told, room)
    columns, rest, _ = read(written)
    # Below some bytes there is no room to say that all are left out.
    assert len(written.packs["kzmap-texts"]) <= max(room, 400)
    whole = plain_columns(told)
    left = [row for row, text in enumerate(columns["summary"]) if text is None]
    assert rest["about"]["leftOut"] == len(left)
    assert all(whole["summary"][row] for row in left), "an empty text cannot be left out"
    for row, text in enumerate(columns["summary"]):
        assert text in (None, whole["summary"][row])
    assert len(left) == {0: 711, 200_000: 0}.get(room, len(left))
    others = set(NAMES) - {"summary"}
    assert {name: columns[name] for name in others} == {name: whole[name] for name in others}


def test_room_is_used_where_texts_are_left_out(wordy):
    told, _ = told_of(wordy)
    for room in (20_000, 60_000):
        assert len(packed_islands(told, room).packs["kzmap-texts"]) > 0.9 * room


def test_no_place_has_a_second_text_of_a_day_before_each_has_its_first(wordy):
    told, _ = told_of(wordy)
    reports = told["reports"]
    for room in (10_000, 30_000, 60_000):
        kept, _ = fitted(reports, room)
        table = pd.DataFrame(
            {
                "group": [*zip(reports.place.values, reports.first.values, strict=True)],
                "has": kept.codes >= 0,
                "text": reports.summary.plain(),
                "cites": reports.sources.lengths > 0,
            }
        )
        table = table[table["text"] != ""]
        counts = table.groupby("group")["has"].sum()
        if counts.max() > 1:
            assert counts.min() >= 1
        for _, group in table.groupby("group"):
            ranks = [
                (not c, -len(t)) for c, t in zip(group["cites"], group["text"], strict=True)
            ]
            has = group["has"].tolist()
            kept_ranks = [rank for rank, is_in in zip(ranks, has, strict=True) if is_in]
            lost_ranks = [rank for rank, is_in in zip(ranks, has, strict=True) if not is_in]
            assert not kept_ranks or not lost_ranks or max(kept_ranks) <= min(lost_ranks)


def test_priority_names_each_text_once_and_a_shared_one_by_its_best_report(wordy):
    told, _ = told_of(wordy)
    order = priority(told["reports"])
    assert sorted(order) == list(range(len(told["reports"].summary.distinct)))


@settings(deadline=None)
@given(st.integers(0, 10_000))
def test_room_is_counted_in_base64(size):
    assert base64_size(raw_room(size)) <= size < base64_size(raw_room(size) + 1)
    assert raw_room(base64_size(size)) >= size


def test_a_pack_is_one_stream_of_its_parts_in_order():
    column = Texts.of(pd.Series(["a", "b", "a"], dtype="str"))
    pack = packed(column.parts("x"))
    content = decompress(pack.content)
    assert sum(size for *_, size in pack.index) == len(content)
    assert pack.base64_bytes == len(pack.text())
    assert [name for name, *_ in pack.index] == ["x.references", "x.lengths", "x.content"]


@pytest.mark.parametrize("size", [0, 1, 2**20 - 1, 2**20, 2**20 + 1, 3 * 2**20 + 5])
def test_a_stream_made_in_pieces_is_one_stream_and_no_larger(size):
    chance = np.random.default_rng(size)
    content = " ".join(map(str, chance.integers(0, 500, size // 3 + 1))).encode()[:size]
    written = deflated(content)
    assert decompress(written) == content
    level = LEVEL if size > 2**20 else SHORT_LEVEL
    assert len(written) <= len(compress(content, level)) * 1.001 + 16


def test_what_is_left_out_is_said_in_the_list_in_details_and_in_about(open_data, wordy):
    opened = open_data(wordy, texts_mb=0.02)
    page = opened.page
    left = page.evaluate("document.querySelectorAll('#reports p.summary-text.left-out').length")
    lost = re.search(r"The texts? of (\d+) of these", page.locator("#reports").inner_text())
    assert int(lost[1]) == left > 0
    page.evaluate("kzmap.setMode('so-far')")
    opened.set_day(wordy.days[-1].isoformat())
    page.locator("#reports .where").first.click()
    expect(page.locator("#details-body > .meta.left-out")).to_contain_text(
        "not in this file", use_inner_text=True
    )
    page.click("#about-open")
    said = page.locator("#about-body .warning").inner_text()
    told, _ = told_of(wordy)
    kept, _ = fitted(told["reports"], 20_000)
    count = int((kept.codes < 0).sum())
    assert said.startswith(f"The texts of {count} of 800 reports are not in this file")
    assert page.evaluate("kzmap.shown().reports.length") == 800


def test_a_budget_below_nothing_is_refused():
    for wrong in (-1, float("nan")):
        with pytest.raises(ArgumentError, match="texts_mb"):
            ProtestMap(texts_mb=wrong)


def test_the_island_of_a_packed_page_is_json_that_holds_no_code(always_packed):
    dataset = hostile_dataset()
    told, room = told_of(replace(dataset, info=replace(dataset.info, title=HOSTILE[1])))
    written = islands(told, room)
    assert "<" not in written.island
    assert all(re.fullmatch(r"[A-Za-z0-9+/]+=*", text) for text in written.packs.values())
    assert island_json({"a": HOSTILE[2]}).count("{{") == 0


def test_the_command_line_says_how_much_room_texts_get(tmp_path):
    def export(room):
        command = [sys.executable, "-m", "kzmap", "export", "-o", "m.html", "--texts-mb", room]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)

    assert export("-1").returncode == 2
    assert not (tmp_path / "m.html").exists()
    assert export("0").returncode == 0
    assert 'id="kzmap-texts"' in (tmp_path / "m.html").read_text("utf-8")
