"""The bundled tables: well formed, tied together, and true to the timetable of January 2022."""

import tomllib
from collections import Counter
from datetime import date

import pandas as pd
import pytest

from kzmap import schema
from kzmap.bundled import bundled_path

FIRST_DAY = date(2022, 1, 2)
LAST_DAY = date(2022, 1, 19)

REGIONS = (
    "Akmola", "Aktobe", "Almaty", "Atyrau", "East Kazakhstan", "Karaganda", "Kostanay",
    "Kyzylorda", "Mangystau", "North Kazakhstan", "Pavlodar", "Turkistan",
    "West Kazakhstan", "Zhambyl",
)  # fmt: skip
UNITS = {f"{name} Region" for name in REGIONS} | {
    "Almaty (city)",
    "Nur-Sultan (city)",
    "Shymkent (city)",
}


def table(*parts):
    """Read a bundled table as text, with nothing taken for a missing value."""
    return pd.read_csv(bundled_path(*parts), dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def events():
    return table("data", "events.csv")


@pytest.fixture(scope="module")
def zones():
    return table("data", "zones.csv")


@pytest.fixture(scope="module")
def sources():
    return table("data", "sources.csv")


@pytest.fixture(scope="module")
def quotes():
    return table("data", "quotes.csv")


@pytest.fixture(scope="module")
def dataset():
    return tomllib.loads(bundled_path("data", "dataset.toml").read_text(encoding="utf-8"))


def ids(cells):
    """Yield every id of a column of joined ids."""
    for cell in cells:
        yield from cell.split(schema.ID_SEPARATOR)


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("events.csv", schema.EVENT_COLUMNS),
        ("zones.csv", schema.ZONE_COLUMNS),
        ("sources.csv", schema.SOURCE_COLUMNS),
        ("quotes.csv", schema.QUOTE_COLUMNS),
        ("tour.csv", schema.TOUR_COLUMNS),
    ],
)
def test_a_table_has_exactly_the_columns_of_the_contract(name, columns):
    assert tuple(table("data", name).columns) == columns


@pytest.mark.parametrize(
    "name",
    ["events.csv", "zones.csv", "sources.csv", "quotes.csv", "tour.csv", "translations.csv"],
)
def test_a_table_is_utf8_with_plain_line_ends_and_no_stray_blanks(name):
    raw = bundled_path("data", name).read_bytes()
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    assert not raw.startswith(b"\xef\xbb\xbf")
    for column in (cells := table("data", name)):
        assert cells[column].str.strip().equals(cells[column]), column


def test_ids_are_unique_and_readable(events, zones, sources):
    for frame, column in (
        (events, "event_id"),
        (zones, "zone_id"),
        (sources, "source_id"),
    ):
        assert frame[column].is_unique
        assert frame[column].str.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*").all()


def test_an_event_id_names_its_place_day_and_type(events):
    for event in events.itertuples():
        stem = (event.place, event.event_date, event.event_type.replace("_", "-"))
        assert event.event_id.startswith("-".join(stem).lower())


def test_every_event_and_zone_has_sources_and_every_source_is_used(
    events, zones, sources, quotes
):
    cited = {*ids(events["source_ids"]), *ids(zones["source_ids"])}
    assert cited == set(sources["source_id"])
    assert set(quotes["source_id"]) <= cited


def test_no_source_is_cited_twice_by_one_record(events, zones):
    for cell in [*events["source_ids"], *zones["source_ids"]]:
        cited = cell.split(schema.ID_SEPARATOR)
        assert len(cited) == len(set(cited))


def test_the_counts_of_kinds_are_those_of_the_research(events, zones):
    assert Counter(events["event_type"]) == {
        "protest": 23,
        "riot": 17,
        "security_response": 17,
        "foreign_deployment": 5,
        "political": 7,
    }
    assert Counter(zones["kind"]) == {
        "state_of_emergency": 17,
        "curfew": 18,
        "communications_blackout": 8,
    }
    assert len(events) + len(zones) == 112


def test_values_come_from_the_vocabularies(events, zones):
    assert set(events["event_type"]) == set(schema.EVENT_TYPES)
    assert set(events["confidence"]) <= set(schema.CONFIDENCES)
    assert set(events["time_precision"]) | set(events["geo_precision"]) <= {"1", "2", "3"}
    assert set(zones["kind"]) == set(schema.ZONE_KINDS)
    assert set(zones["start_precision"]) <= {"minute", "day"}


def test_events_carry_no_coordinates_of_their_own(events):
    assert (events["lat"] == "").all()
    assert (events["lon"] == "").all()


def test_every_unit_is_one_of_the_seventeen_of_january_2022(events, zones):
    assert len(UNITS) == 17
    assert set(events["admin1"]) <= UNITS | {""}
    assert set(zones["area"]) <= UNITS | {"Kazakhstan", "Aktau"}


def test_only_the_whole_country_and_moscow_have_no_unit(events):
    without = events[events["admin1"] == ""]
    assert set(zip(without["place"], without["country"], strict=True)) == {
        ("Kazakhstan", "KZ"),
        ("Moscow", "RU"),
    }
    assert set(without.loc[without["place"] == "Kazakhstan", "geo_precision"]) == {"3"}


def test_days_lie_within_the_data_set(events, dataset):
    assert (dataset["first_day"], dataset["last_day"]) == (FIRST_DAY, LAST_DAY)
    for event in events.itertuples():
        day = date.fromisoformat(event.event_date)
        assert FIRST_DAY <= day <= LAST_DAY
        if event.end_date:
            assert day < date.fromisoformat(event.end_date)
    beyond = events[events["end_date"] > LAST_DAY.isoformat()]
    assert list(beyond["event_id"]) == ["almaty-2022-01-06-security-response-2"]


def test_rows_stand_in_the_order_of_date_place_and_type(events, zones):
    kinds, types = list(schema.ZONE_KINDS), list(schema.EVENT_TYPES)
    order = [(e.event_date, e.place, types.index(e.event_type)) for e in events.itertuples()]
    assert order == sorted(order)
    order = [(z.start[:10], kinds.index(z.kind), z.area) for z in zones.itertuples()]
    assert order == sorted(order)


def test_summaries_are_short_and_whole_sentences(events):
    assert events["summary"].str.fullmatch(r"[A-Z].*\.").all()
    assert (events["summary"].str.len() <= 330).all()
    assert not events["summary"].str.contains("Onset|Lifting").any()


@pytest.mark.parametrize(
    ("event_id", "said"),
    [
        ("aktobe-2022-01-04-protest", "3 January"),
        ("almaty-2022-01-05-security-response-2", "only by 7 January"),
        ("almaty-2022-01-07-foreign-deployment", "evening of 5 January"),
        ("aktau-2022-01-05-riot", "peaceful throughout"),
        ("pavlodar-2022-01-05-security-response", "refusing to detain"),
        ("kyzylorda-2022-01-05-riot", "the attacks were stopped"),
        ("nur-sultan-2022-01-04-protest", "greatest tension in Almaty"),
        ("zhanaozen-2022-01-02-protest", "Caspian"),
    ],
)
def test_a_record_says_where_its_sources_disagree(events, event_id, said):
    assert said in events.set_index("event_id").loc[event_id, "summary"]


@pytest.mark.parametrize(
    ("place", "days"),
    [
        ("Zhanaozen", {"2022-01-02"}),
        ("Almaty", {"2022-01-03", "2022-01-04"}),
        ("Nur-Sultan", {"2022-01-03", "2022-01-04"}),
        ("Pavlodar", {"2022-01-05"}),
    ],
)
def test_the_four_cities_of_the_article_protest_on_the_right_days(events, place, days):
    protests = events[(events["event_type"] == "protest") & (events["place"] == place)]
    assert set(protests["event_date"]) == days


def test_links_are_http_and_each_is_listed_once(sources):
    linked = sources[sources["source_id"] != "article"]
    assert linked["url"].str.match(r"https?://[^\s/]+/").all()
    assert linked["url"].is_unique
    assert (linked["publisher"] != "").all()


def test_the_article_has_no_address(sources):
    article = sources.set_index("source_id").loc["article"]
    assert article["url"] == ""
    assert "machine translation" in article["title"]


def test_a_publication_day_is_shown_by_the_address_or_the_title(sources):
    for source in sources[sources["published"] != ""].itertuples():
        day = date.fromisoformat(source.published)
        shown = (
            f"{day:%Y/%m/%d}",
            f"{day:%Y-%m-%d}",
            f"{day:%Y%m%d}",
            f"{day:%d/%m/%Y}",
            f"{day:%d%m%Y}",
            f"{day.day} {day:%b}",
        )
        assert any(form in source.url + " " + source.title for form in shown), source.source_id


def test_languages_are_two_letters_or_unknown(sources):
    assert sources["language"].str.fullmatch(r"([a-z]{2})?").all()


def test_quotes_are_short_and_stand_beside_a_record_of_their_source(events, zones, quotes):
    cites = {
        **dict(zip(events["event_id"], events["source_ids"], strict=True)),
        **dict(zip(zones["zone_id"], zones["source_ids"], strict=True)),
    }
    assert 3 <= len(quotes) <= 6
    for quote in quotes.itertuples():
        assert bool(quote.event_id) != bool(quote.zone_id)
        assert len(quote.quote.split()) <= 15
        assert quote.source_id in cites[quote.event_id or quote.zone_id].split(";")


def test_the_data_set_says_what_it_is_and_whom_it_owes(dataset):
    assert dataset["title"] == "Kazakhstan, January 2022"
    assert dataset["country"] == "KZ"
    assert all(dataset[name] for name in ("version", "summary", "license"))
    assert all(isinstance(caveat, str) for caveat in dataset["caveats"])
    assert [credit["name"] for credit in dataset["attribution"]] == [
        "GeoNames",
        "Natural Earth",
        "© OpenStreetMap contributors",
    ]
    assert all(set(credit) == {"name", "license", "what"} for credit in dataset["attribution"])


@pytest.mark.parametrize(
    "town", ["Turkistan", "Kokshetau", "Ekibastuz", "Zhezkazgan", "Balkhash", "Temirtau"]
)
def test_a_town_whose_protests_have_no_sure_date_is_named_among_the_caveats(
    events, dataset, town
):
    assert town not in set(events["place"])
    assert any(town in caveat for caveat in dataset["caveats"])
