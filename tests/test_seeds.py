"""The article's claims: all of them judged, and each on the map or in the notes."""

import pandas as pd
import pytest

from kzmap import schema
from kzmap.bundled import bundled_path

SENTENCES = {1: 3, 2: 3, 3: 3, 4: 4, 5: 1, 6: 3}
"""Sentences in each paragraph of the article, counted as seeds/README.md says."""

PLACES_IN_THE_ARTICLE = {
    "claim-01": (1, 1), "claim-02": (1, 1), "claim-03": (1, 1), "claim-04": (1, 2),
    "claim-05": (1, 2), "claim-06": (2, 1), "claim-07": (2, 1), "claim-08": (2, 1),
    "claim-09": (2, 1), "claim-10": (2, 3), "claim-11": (3, 1), "claim-12": (3, 1),
    "claim-13": (4, 1), "claim-14": (4, 2), "claim-15": (4, 3), "claim-16": (4, 4),
    "claim-17": (1, 3), "claim-18": (6, 1),
}  # fmt: skip


def table(*parts):
    """Read a bundled table as text, with nothing taken for a missing value."""
    return pd.read_csv(bundled_path(*parts), dtype=str, keep_default_na=False)


def split(cell):
    """Return the ids of a cell, none for an empty one."""
    return cell.split(schema.ID_SEPARATOR) if cell else []


@pytest.fixture(scope="module")
def claims():
    return table("seeds", "claims.csv")


def test_there_are_eighteen_claims_in_the_columns_of_the_contract(claims):
    assert tuple(claims.columns) == schema.CLAIM_COLUMNS
    assert list(claims["claim_id"]) == [f"claim-{number:02}" for number in range(1, 19)]


def test_every_claim_is_told_judged_and_explained(claims):
    for column in ("claim", "note"):
        assert claims[column].str.fullmatch(r"[A-Z].*\.").all()
    assert set(claims["verdict"]) == {"agrees", "partly", "disagrees", "wrong"}


@pytest.mark.parametrize(
    ("claim_id", "verdict", "said"),
    [
        ("claim-03", "wrong", "Caspian"),
        ("claim-06", "disagrees", "Almaty"),
        ("claim-08", "partly", "fourth of 17"),
        ("claim-11", "partly", "399 km"),
        ("claim-14", "partly", "4 January"),
    ],
)
def test_a_claim_that_others_do_not_share_says_what_they_say(claims, claim_id, verdict, said):
    claim = claims.set_index("claim_id").loc[claim_id]
    assert claim["verdict"] == verdict
    assert said in claim["note"]


def test_every_claim_has_its_place_in_the_article(claims):
    found = {
        claim.claim_id: (int(claim.paragraph), int(claim.sentence))
        for claim in claims.itertuples()
    }
    assert found == PLACES_IN_THE_ARTICLE
    assert all(sentence <= SENTENCES[paragraph] for paragraph, sentence in found.values())


def test_every_claim_is_on_the_map_or_says_where_it_is_noted(claims):
    without_record = claims[(claims["event_ids"] == "") & (claims["zone_ids"] == "")]
    assert list(without_record["claim_id"]) == ["claim-07"]
    assert "table of place names" in without_record["note"].item()


@pytest.mark.parametrize(
    ("column", "name", "key"),
    [
        ("event_ids", "events.csv", "event_id"),
        ("zone_ids", "zones.csv", "zone_id"),
        ("source_ids", "sources.csv", "source_id"),
    ],
)
def test_the_ids_of_a_claim_exist(claims, column, name, key):
    known = set(table("data", name)[key])
    for cell in claims[column]:
        cited = split(cell)
        assert set(cited) <= known
        assert len(cited) == len(set(cited))


def test_the_article_is_the_first_source_of_every_claim(claims):
    assert all(split(cell)[0] == "article" for cell in claims["source_ids"])


@pytest.mark.parametrize(
    ("name", "key"), [("events.csv", "event_id"), ("zones.csv", "zone_id")]
)
def test_a_record_that_cites_the_article_rests_on_a_claim(claims, name, key):
    records = table("data", name)
    citing = {
        record[key]
        for record in records.to_dict("records")
        if "article" in split(record["source_ids"])
    }
    claimed = {one for cell in claims[key + "s"] for one in split(cell)}
    assert citing
    assert citing <= claimed


def test_quotes_are_rare_short_and_the_same_in_both_tables(claims):
    quoted = claims[claims["quote"] != ""]
    assert len(quoted) <= 6
    assert all(len(quote.split()) <= 15 for quote in quoted["quote"])
    beside = table("data", "quotes.csv")
    locators = {
        quote: f"paragraph {paragraph}, sentence {sentence}"
        for quote, paragraph, sentence in zip(
            quoted["quote"], quoted["paragraph"], quoted["sentence"], strict=True
        )
    }
    assert dict(zip(beside["quote"], beside["locator"], strict=True)) == locators


def test_the_text_of_the_article_is_not_in_the_seeds():
    assert {path.name for path in bundled_path("seeds").iterdir()} == {
        "README.md",
        "claims.csv",
    }


def test_the_readme_says_what_the_article_is_and_how_it_is_counted():
    text = bundled_path("seeds", "README.md").read_text(encoding="utf-8")
    assert "machine translation" in text
    assert ", ".join(str(count) for count in list(SENTENCES.values())[:5]) in text
