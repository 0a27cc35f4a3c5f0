"""A data set: events at places, zones over areas, and the sources that say so.

``contents`` says what a data set is; ``placing`` gives every event its place, and ``areas``
every zone its area; ``assembly`` makes one from tables, ``loading`` from files and ``counts``
from counted reports; ``joining`` lays one over another, and ``overlay`` a file over a checked
one; ``sharing`` says what of it may be handed on under its ``terms``; ``touring`` looks up what
a guided tour shows and ``translating`` what texts say in other languages, and ``within`` tells
which areas hold a place.
"""

from kzmap.dataset.assembly import from_tables
from kzmap.dataset.contents import Dataset, Info, Place
from kzmap.dataset.counts import from_counts
from kzmap.dataset.doubting import doubts_about
from kzmap.dataset.joining import joined
from kzmap.dataset.loading import from_readings, load, read, read_tables
from kzmap.dataset.overlay import laid_over
from kzmap.dataset.placing import PlaceBook, Resolve
from kzmap.dataset.sharing import aggregated, shareable
from kzmap.dataset.terms import Form, called
from kzmap.dataset.touring import Step, Tour, tour_of
from kzmap.dataset.translating import Translations, texts_of, translations_of
from kzmap.dataset.within import Areas

__all__ = [
    "Areas",
    "Dataset",
    "Form",
    "Info",
    "Place",
    "PlaceBook",
    "Resolve",
    "Step",
    "Tour",
    "Translations",
    "aggregated",
    "called",
    "doubts_about",
    "from_counts",
    "from_readings",
    "from_tables",
    "joined",
    "laid_over",
    "load",
    "read",
    "read_tables",
    "shareable",
    "texts_of",
    "tour_of",
    "translations_of",
]
