"""The quick check of the contract and pandera's say the same."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandera.errors import SchemaErrors
from samples import events, zones

from kzmap.records import contract
from kzmap.records.keeping import keeps
from kzmap.records.layouts import LAYOUTS

TABLE = events({"lat": 43.2, "lon": 76.9}, {"confidence": ""}, {"country": "", "place": "b"})
CELLS = {
    "event_id": st.sampled_from(["e0", "e1", "e2", ""]),
    "place": st.sampled_from(["a", "", " "]),
    "event_type": st.sampled_from(["protest", "other", ""]),
    "confidence": st.sampled_from(["high", "", "unsure"]),
    "summary": st.one_of(st.text(max_size=3), st.none()),
    "time_precision": st.sampled_from([1, 2, 3, 0, 4]),
    "lat": st.sampled_from([0.0, 90.0, -90.0, 90.1, np.nan, np.inf]),
    "lon": st.sampled_from([0.0, 180.0, -180.5, np.nan, -np.inf]),
    "event_date": st.sampled_from([pd.Timestamp("2022-01-05"), pd.NaT]),
}
DTYPES = [
    *[("event_date", f"datetime64[{unit}]") for unit in ("s", "ms", "us", "ns")],
    *[("time_precision", "int32"), ("time_precision", "float64"), ("lat", "float32")],
    *[("place", "category"), ("summary", "object"), ("event_id", "string"), ("lat", "object")],
]


def pandera_says(table, kind="events"):
    try:
        contract._schema(kind).validate(table, lazy=True)
    except SchemaErrors:
        return False
    return True


@settings(deadline=None)
@given(st.data(), st.sampled_from(sorted(CELLS)))
def test_both_judge_cells_alike(data, column):
    cells = data.draw(st.lists(CELLS[column], min_size=3, max_size=3))
    table = TABLE.assign(**{column: pd.Series(cells, dtype=TABLE[column].dtype)})
    assert keeps(table, LAYOUTS["events"]) == pandera_says(table)


@pytest.mark.parametrize(("column", "dtype"), DTYPES)
def test_a_dtype_is_kept_only_where_pandera_lets_it_pass(column, dtype):
    table = TABLE.astype({column: dtype})
    assert pandera_says(table) >= keeps(table, LAYOUTS["events"])
    if dtype.startswith("datetime64"):
        assert keeps(table, LAYOUTS["events"])


def test_days_with_a_time_zone_missing_columns_and_columns_named_twice_are_not_kept():
    zoned = TABLE.assign(event_date=TABLE["event_date"].dt.tz_localize("UTC"))
    missing = TABLE.drop(columns="summary")
    twice = pd.concat([TABLE, TABLE[["place"]]], axis=1)
    for table in (zoned, missing, twice):
        assert not keeps(table, LAYOUTS["events"])
    assert not pandera_says(zoned)
    assert not pandera_says(missing)


def test_tables_that_keep_to_the_contract_are_taken_without_pandera(monkeypatch):
    monkeypatch.setattr(contract, "_schema", lambda kind: pytest.fail("asked pandera"))
    contract.check_contract(TABLE, "events")
    contract.check_contract(zones({}, {}), "zones")
