"""Every word the page says stands in its table of strings, and none stands there unused."""

import json
import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parent.parent / "kzmap" / "page"
STRINGS = json.loads((PAGE / "strings" / "en.json").read_text("utf-8"))
SCRIPTS = {path.name: path.read_text("utf-8") for path in (PAGE / "assets").glob("*.js")}
SHELL = (PAGE / "assets" / "shell.html").read_text("utf-8")


def used_keys() -> tuple[set[str], set[str]]:
    """Keys named whole, and beginnings of keys that are put together."""
    source = "\n".join(SCRIPTS.values())
    whole = set(re.findall(r'data-(?:text|label|hint)="([^"]+)"', SHELL))
    whole |= set(re.findall(r'"([a-z_]+(?:\.[a-z_0-9]+)+)"', source))
    begun = set(re.findall(r"`([a-z_]+\.(?:[a-z_]+\.)*[a-z_]*)\$\{", source)) | {"type."}
    return {key for key in whole if not key.endswith(".js")}, begun


def test_every_key_that_is_used_has_a_text():
    whole, _ = used_keys()
    assert {key for key in whole if key.split(".")[0] != "kzmap"} <= set(STRINGS)


def test_every_text_is_used():
    whole, begun = used_keys()
    unused = {key for key in STRINGS if key not in whole and not key.startswith(tuple(begun))}
    assert not unused


@pytest.mark.parametrize(
    "key", [key for key, text in STRINGS.items() if isinstance(text, dict)]
)
def test_plural_forms_are_whole(key):
    assert set(STRINGS[key]) == {"one", "other"}


def test_no_script_brings_words_of_its_own():
    for name, source in SCRIPTS.items():
        assert not re.search(r"textContent = [\"'][A-Za-z]", source), name


def test_keys_are_sorted():
    assert list(STRINGS) == sorted(STRINGS)
