"""The cache folder: one place, that can be named."""

import pytest

from kzmap.caching import CACHE_VARIABLE, cache_folder
from kzmap.errors import ExportError


def test_the_folder_is_made_where_the_variable_says(tmp_path, monkeypatch):
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "a" / "b"))
    assert cache_folder() == tmp_path / "a" / "b"
    assert cache_folder().is_dir()


def test_without_the_variable_it_is_the_systems_own_folder(tmp_path, monkeypatch):
    monkeypatch.delenv(CACHE_VARIABLE)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = cache_folder()
    assert folder.is_relative_to(tmp_path)
    assert folder.name == "kzmap"


def test_a_folder_that_cannot_be_made_is_said_with_the_way_out(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "file" / "cache"))
    with pytest.raises(ExportError, match=CACHE_VARIABLE):
        cache_folder()
