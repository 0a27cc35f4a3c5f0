"""Quotes against the texts that the user holds."""

import pandas as pd
import pytest

from kzmap.errors import TableError
from kzmap.records import check_quotes


def quotes(*pairs):
    return pd.DataFrame(
        [("e", "", source, quote, "") for source, quote in pairs],
        columns=["event_id", "zone_id", "source_id", "quote", "locator"],
    )


@pytest.fixture
def texts(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "one.txt").write_text("The crowd\n  stayed   overnight.", "utf-8")
    (tmp_path / "secret.txt").write_text("secret words", "utf-8")
    return folder


def statuses(*pairs, folder, **options):
    return [found.status for found in check_quotes(quotes(*pairs), folder, **options)]


def test_only_blanks_and_line_ends_may_differ(texts):
    pairs = [("one", "crowd stayed\tovernight"), ("one", "crowd Stayed"), ("one", "crowd left")]
    assert statuses(*pairs, folder=texts) == ["found", "missing", "missing"]


def test_a_text_that_is_not_held_is_no_failure(texts):
    [found] = check_quotes(quotes(("two", "anything")), texts)
    assert (found.status, found.is_failure) == ("not held", False)


@pytest.mark.parametrize("source", ["../secret", "..", "", "/etc/passwd", "a\0b"])
def test_an_id_never_opens_anything_outside_the_folder(texts, source):
    assert statuses((source, "secret words"), folder=texts) == ["not held"]


def test_long_quotes_are_warned_of_in_bundled_data_only(texts):
    long = "word " * 16
    assert statuses(("one", long), folder=texts, bundled=True) == ["missing", "too long"]
    assert statuses(("one", long), folder=texts) == ["missing"]


def test_the_folder_must_be_one(tmp_path):
    with pytest.raises(TableError, match="is no folder"):
        check_quotes(quotes(), tmp_path / "none")
