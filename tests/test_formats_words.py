"""Words of a mapping: values that stand for others, in reading and in the declaration kept."""

from kzmap.records import (
    Upload,
    find_format,
    mapping_toml,
    read_events,
    suggest_type,
    values_of,
    with_mapping,
)

TABLE = Upload(
    "a.csv",
    "Дата;Город;Вид\n05.01.2022;Алматы;Митинг\n06.01.2022;Алматы;концерт\n"
    "07.01.2022;Алматы;концерт\n".encode(),
)
COLUMNS = {"event_date": "Дата", "place": "Город", "event_type": "Вид"}
WORDS = {"event_type": {"митинг": "protest"}}


def test_words_change_whole_texts_and_leave_others():
    form = with_mapping(find_format("kzmap"), COLUMNS, WORDS)
    types = read_events(TABLE, form).table["event_type"].tolist()
    assert types == ["protest", "концерт", "концерт"]


def test_the_declaration_that_is_kept_reads_the_same(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(mapping_toml(COLUMNS, words=WORDS), "utf-8")
    types = read_events(TABLE, path).table["event_type"].tolist()
    assert types == ["protest", "концерт", "концерт"]


def test_values_come_with_their_number_the_most_frequent_first():
    assert list(values_of(TABLE, "Вид").items()) == [("концерт", 2), ("Митинг", 1)]
    assert values_of(TABLE, "Нет") == {}


def test_words_in_three_languages_suggest_a_type_and_others_none():
    told = {
        "митинг": "protest",
        "Беспорядки": "riot",
        "столкновения": "riot",
        "задержания": "security_response",
        "Mass arrests": "security_response",
        "clashes": "riot",
        "наразылық": "protest",
        "концерт": "",
        "": "",
    }
    assert {value: suggest_type(value) for value in told} == told
