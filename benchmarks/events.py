"""Synthetic tables of reports in Parquet, of any size, the same each time.

Two thousand places of which few have most reports, thirty days, five types; each report has
a text of its own, an id, a source, and one in a thousand repeats another.
"""

from pathlib import Path

PLACES = 2_000
DAYS = 30
REPEATED = 1_000
FIRST_DAY = "2023-01-01"
_TEXT = (
    "Residents gathered in front of the regional administration and asked for answers about "
    "prices, wages and the release of those detained the day before; police stood by and the "
    "crowd left in the evening"
)
_SQL = """
COPY (
  WITH numbered AS (
    SELECT
      CASE WHEN i % {repeated} = 0 AND i > 0 THEN i - 1 ELSE i END AS i
    FROM range({rows}) AS t(i)
  ), drawn AS (
    SELECT i, hash(i) AS h, hash(i + 1000003) AS g,
      -- The square leans towards the first places, as reports do.
      CAST(floor(pow((hash(i) % 100000) / 100000.0, 3) * {places}) AS INTEGER) AS p
    FROM numbered
  )
  SELECT
    'E' || lpad(CAST(i AS VARCHAR), 10, '0') AS event_id,
    DATE '{first_day}' + CAST(g % {days} AS INTEGER) AS event_date,
    ['protest', 'riot', 'security_response', 'political', 'strike']
      [1 + CAST(h // 7 % 5 AS INTEGER)] AS event_type,
    'Town ' || p AS place,
    'KZ' AS country,
    'Region ' || p % 17 AS admin1,
    round(41.0 + p % 130 / 10.0, 4) AS lat,
    round(47.0 + p % 390 / 10.0, 4) AS lon,
    CAST(1 + p % 2 AS INTEGER) AS geo_precision,
    substr('{text}', 1, 20 + CAST(h // 41 % 170 AS INTEGER)) || ' ' || i AS summary,
    CASE WHEN g % 4 = 0 THEN '' ELSE 'source-' || g % 500 END AS source_ids
  FROM drawn
) TO '{target}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 250000)
"""


def write_events(target: Path, rows: int, memory: str = "4GB") -> Path:
    """Write a table of so many rows, unless it is there already."""
    import duckdb

    if target.exists():
        return target
    part = target.with_suffix(".part")
    with duckdb.connect(config={"memory_limit": memory}) as connection:
        connection.execute("SET preserve_insertion_order = false")
        connection.execute(
            _SQL.format(
                rows=rows,
                repeated=REPEATED,
                places=PLACES,
                days=DAYS,
                first_day=FIRST_DAY,
                text=_TEXT,
                target=part,
            )
        )
    part.rename(target)
    return target
