"""A data set: events at places, zones over areas, and the sources that say so.

``contents`` says what a data set is, ``placing`` gives every event its place, ``loading``
makes one from files or tables.
"""

from kzmap.dataset.contents import Dataset, Info, Place
from kzmap.dataset.loading import from_tables, load, read

__all__ = ["Dataset", "Info", "Place", "from_tables", "load", "read"]
