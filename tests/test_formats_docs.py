"""The documentation of formats is true of the engine."""

import re
from pathlib import Path

from kzmap.records import Upload, read_events
from kzmap.records.formats import grammar
from kzmap.records.formats.declaration import parse_declaration
from kzmap.records.formats.format import Format

TEXT = (Path(__file__).parent.parent / "docs" / "formats.md").read_text("utf-8")


def documented() -> Format:
    return parse_declaration(re.search(r"```toml\n(.+?)```", TEXT, re.DOTALL)[1], "docs", {})


def test_the_example_reads_a_table_as_it_says():
    header = (
        "Год;Месяц;День;Посёлок;Город;Вид;Кто;Что было;Людей;Точность;Источник 1;Источник 2"
    )
    rows = (
        "2022;1;5;;Жаңаөзен;Митинг;;Собрались;300;рядом;Газета; А; нет",
        "2022;1;6;Тенге;Жаңаөзен;задержание;Полиция;;;;-;https://example.org/1",
        "2022;1;7;;Актау;собрание внутри;;;;;;",
        "2022;1;8;;Актау;марш;;;;область;;",
    )
    text = "\n".join([header, *rows]).replace("Газета; А", '"Газета; А"')
    reading = read_events(Upload("strikes.csv", text.encode()), documented())
    assert list(reading.report.out_of_scope.values()) == [1]
    events = reading.table
    assert events["event_type"].tolist() == ["protest", "security_response", "марш"]
    assert events["place"].tolist() == ["Жаңаөзен", "Тенге", "Актау"]
    assert events["summary"].tolist() == ["Собрались; people: 300", "", ""]
    assert events["geo_precision"].tolist() == [2, 1, 3]
    assert set(events["country"]) == {"KZ"}
    assert events["source_ids"].tolist() == [
        "strikes;Газета;А",
        "strikes;https://example.org/1",
        "strikes",
    ]
    assert reading.format.redistribution == "aggregates"


def test_every_key_of_a_rule_is_documented():
    beside = [key for keys in grammar._BESIDE.values() for key in keys]
    for key in (*grammar._MAKERS, *grammar._STEPS, *beside):
        assert re.search(rf"\b{key} = ", TEXT), key
