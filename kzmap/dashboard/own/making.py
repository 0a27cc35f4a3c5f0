"""From what was read to what is drawn."""

from kzmap.dashboard.own import session
from kzmap.dashboard.own.desk import Desk
from kzmap.dashboard.own.files import stem
from kzmap.dashboard.own.waiting import Advance, waiting
from kzmap.dashboard.prepared import Prepared, draw
from kzmap.dataset import Info, from_readings, joined
from kzmap.errors import KzmapError
from kzmap.places import Resolver
from kzmap.places.world import building_shown
from kzmap.review import gather, queries_of

MOST_PAGE_BYTES = 100_000_000
"""A page beyond this is not sent to the browser, which would hold it several times over."""


class PageError(KzmapError, ValueError):
    """A page is too large to be shown here."""


def make(desk: Desk, progress: Advance | None = None) -> Desk:
    """Return the desk with its data set, every place looked up or decided.

    Raises
    ------
    TableError
        No row can be used.
    """
    if desk.reading is None:
        return desk
    resolver = Resolver(desk.review.decisions)
    queries = queries_of(desk.reading.table)
    # The first time a place outside Kazakhstan is looked up, the world's are indexed.
    with building_shown(progress or (lambda *_: None)):
        answers = resolver.resolve_many(queries, progress)
    tables = {"events": desk.reading, "zones": desk.zones, "sources": desk.sources}
    dataset = from_readings(
        {name: reading for name, reading in tables.items() if reading is not None},
        info=Info(title=stem(desk.upload)),
        resolve=resolver.resolve_many,
    )
    return desk.having(dataset, gather(queries, answers))


def bring_up_to_date() -> None:
    """Make the data set anew where something was read or decided since."""
    desk = session.desk()
    if desk is None or not desk.is_pending:
        return
    with waiting("Finding the places") as advance:
        session.keep(make(desk, advance))


def on_map(base: Prepared) -> Prepared:
    """Return what the map shows: the person's data, both, or what was there before.

    Raises
    ------
    PageError
        The page would be too large.
    """
    desk, which = session.desk(), session.on_map()
    if desk is None or desk.made is None or which == "base":
        return base
    pages = session.pages()
    if which not in pages:
        own = desk.made.dataset
        with waiting("Drawing the map"):
            drawn = draw(own if which == "own" else joined(base.dataset, own))
        if len(drawn.html) > MOST_PAGE_BYTES:
            raise PageError(
                f"the map of {len(drawn.dataset.events):,} reports would have "
                f"{len(drawn.html) / 1e6:,.0f} MB, and a browser is sent "
                f"{MOST_PAGE_BYTES / 1e6:,.0f} MB at most; shorten the table, or write the "
                "map with kzmap export"
            )
        pages[which] = drawn
    return pages[which]
