"""The dashboard with made-up events, for `streamlit run` by `benchmarks.dashboard`."""

import os

import pandas as pd
import streamlit as st

from kzmap.dashboard.app import show
from kzmap.dataset import Dataset, from_tables

TABLE_VARIABLE = "KZMAP_BENCHMARK_EVENTS"
"""Environment variable that names the table of events."""


@st.cache_resource(show_spinner=False)
def dataset() -> Dataset:
    """Return the data set, made once for all reruns, as whoever writes such a script would."""
    return from_tables(pd.read_parquet(os.environ[TABLE_VARIABLE]))


if __name__ == "__main__":
    show(dataset())
