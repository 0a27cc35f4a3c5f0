"""From what was read to what is drawn."""

import streamlit as st

from kzmap.dashboard.own import session
from kzmap.dashboard.own.desk import Desk
from kzmap.dashboard.own.files import stem
from kzmap.dashboard.own.waiting import Advance, waiting
from kzmap.dashboard.prepared import Prepared, draw
from kzmap.dashboard.speaking import spoken
from kzmap.dataset import Info, from_readings, laid_over
from kzmap.places import Resolver
from kzmap.places.world import building_shown
from kzmap.review import gather, queries_of

MOST_REPORTS = 1_000_000
"""A page of more is not drawn here: one of so many has 30 MB, all of which a browser copies,
and takes half a minute to make."""


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
    tables = {
        "events": desk.reading,
        "zones": desk.zones,
        "sources": desk.sources,
        "tour": desk.tour,
    }
    dataset = from_readings(
        {name: reading for name, reading in tables.items() if reading is not None},
        info=Info(title=stem(desk.upload)),
        resolve=resolver.resolve_many,
    )
    return desk.having(dataset, gather(queries, answers))


def bring_up_to_date() -> None:
    """Make the data set anew where something was read or decided since."""
    desk = session.desk()
    if desk is not None and desk.is_pending:
        with waiting(spoken()("own.finding")) as advance:
            session.keep(make(desk, advance))
    session.want_drawn(False)


def on_map(base: Prepared) -> Prepared:
    """Return what the map shows: the person's data, both, or what was there before."""
    desk, which = session.desk(), session.on_map()
    if desk is None or desk.made is None or which == "base":
        return base
    own = desk.made.dataset
    if len(own.events) > MOST_REPORTS:
        say = spoken()
        st.error(say("own.too_large"), icon=":material/error:")
        st.text(say("own.too_large.told", count=len(own.events), most=MOST_REPORTS))
        return base
    pages = session.pages()
    if which not in pages:
        with waiting(spoken()("own.drawing")):
            shown = own if which == "own" else laid_over(base.dataset, own, desk.upload.name)
            pages[which] = draw(shown)
    return pages[which]
