"""What is made once for all sessions: the data set, its page, and the tables of all days."""

import hashlib
import weakref
from dataclasses import dataclass, field, fields

import pandas as pd
import streamlit as st

from kzmap.bundled import bundled_path
from kzmap.dashboard.listings import places_table, sources_table
from kzmap.dashboard.words import Words, words_about
from kzmap.dataset import Dataset, load
from kzmap.page.languages import Language
from kzmap.page.protest_map import ProtestMap
from kzmap.spread import spread


@dataclass(frozen=True)
class Worded:
    """What of a data set is said in one language and does not change from day to day."""

    say: Words
    places: pd.DataFrame
    sources: pd.DataFrame


@dataclass(frozen=True)
class Prepared:
    """A data set with all that does not change from day to day."""

    dataset: Dataset
    html: bytes
    spread: pd.DataFrame
    _worded: dict[Language, Worded] = field(default_factory=dict, repr=False)

    def worded(self, language: Language) -> Worded:
        """Return words and tables of a language, made when they are first asked for."""
        if language not in self._worded:
            say = words_about(self.dataset, language)
            places, sources = places_table(self.dataset, say), sources_table(self.dataset, say)
            self._worded[language] = Worded(say, places, sources)
        return self._worded[language]


def bundled() -> Prepared:
    """Return the bundled data set, read anew only where its files have changed."""
    return _bundled(_files_version())


_versions: dict[int, tuple["weakref.ref[Dataset]", str]] = {}
"""Fingerprints of the data sets that are there, by where: an address may be used again."""


def prepare(dataset: Dataset) -> Prepared:
    """Return a data set with its page, built once in this process."""
    return _prepared(version(dataset), dataset)


def version(dataset: Dataset) -> str:
    """Return the fingerprint of a data set, taken once of each object.

    A million rows take seconds to read through, and each step of the slider asks. A data set
    is frozen: what is to show something else is another one.
    """
    known = _versions.get(id(dataset))
    if known and known[0]() is dataset:
        return known[1]
    key, found = id(dataset), fingerprint(dataset)
    _versions[key] = weakref.ref(dataset, lambda _: _versions.pop(key, None)), found
    return found


def fingerprint(dataset: Dataset) -> str:
    """Return a text that differs where any content of two data sets differs."""
    digest = hashlib.sha256()
    for part in fields(dataset):
        value = getattr(dataset, part.name)
        text = (
            value.to_json(orient="split", date_format="iso")
            if isinstance(value, pd.DataFrame)
            else repr(value)
        )
        digest.update(f"{part.name}\0{len(text)}\0{text}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


# Each entry holds a whole page; old ones go when the files change.
@st.cache_resource(max_entries=4, show_spinner=False)
def _bundled(version: str) -> Prepared:  # noqa: ARG001 - the cache's key
    return draw(load())


@st.cache_resource(max_entries=4, show_spinner=False)
def _prepared(version: str, _dataset: Dataset) -> Prepared:  # noqa: ARG001 - the cache's key
    return draw(_dataset)


def draw(dataset: Dataset) -> Prepared:
    """Return a data set with its page, for whoever asked and nobody else: nothing is cached."""
    return Prepared(
        dataset=dataset,
        html=ProtestMap(dataset).to_html().encode(),
        spread=spread(dataset),
    )


def _files_version() -> str:
    """Cheap enough for each rerun: names, sizes and times of the bundled files."""
    found = []
    for folder in ("data", "seeds"):
        for path in sorted(bundled_path(folder).glob("*.*")):
            stat = path.stat()
            found.append(f"{path.name} {stat.st_size} {stat.st_mtime_ns}")
    return "\n".join(found)
