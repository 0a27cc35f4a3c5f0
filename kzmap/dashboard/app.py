"""The dashboard: the page in the middle, controls above it, figures and tables below."""

import logging
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from kzmap.dashboard import controls
from kzmap.dashboard.around import show_downloads, show_figures, show_tables
from kzmap.dashboard.embed import moved, show_page, tell_page, tell_texts
from kzmap.dashboard.literal import element
from kzmap.dashboard.own.making import on_map
from kzmap.dashboard.own.memory import keep_uploads_in_memory
from kzmap.dashboard.own.panel import offer_way_out, panel_at, show_own
from kzmap.dashboard.own.pointed import asked, hear_picked
from kzmap.dashboard.own.session import desk, told
from kzmap.dashboard.prepared import Prepared, bundled, prepare
from kzmap.dashboard.speaking import follow_address, language, spoken
from kzmap.dashboard.words import Words
from kzmap.dataset import Dataset
from kzmap.errors import KzmapError
from kzmap.timeline import MODES, first_protests

_ICON = Path(__file__).with_name("icon.svg")
_LOG = logging.getLogger(__name__)
_STYLE = Path(__file__).with_name("dashboard.css")


def main() -> None:
    """Show the bundled data set."""
    _page(bundled, "app.remedy.bundled")


def show(dataset: Dataset) -> None:
    """Show a data set.

    Parameters
    ----------
    dataset
        Any; whatever its texts contain is shown as it stands and never run.
    """
    _page(lambda: prepare(dataset), "app.remedy.data")


def _page(source: Callable[[], Prepared], remedy: str) -> None:
    keep_uploads_in_memory()
    st.set_page_config(page_title="kzmap", page_icon=str(_ICON), layout="wide")
    st.html(_STYLE)
    follow_address()
    say = spoken()
    try:
        with st.spinner(say("app.drawing"), show_time=True):
            prepared = source()
    except Exception as error:
        _tell(error, say("app.failed.map"), say(remedy), say)
        return
    try:
        show_own(prepared)
        _show(on_map(prepared))
    except Exception as error:
        _tell(error, say("app.failed.part"), say("app.remedy.part"), say)
        offer_way_out()


def _show(prepared: Prepared) -> None:
    dataset, worded = prepared.dataset, prepared.worded(language())
    days, types, say = dataset.days, dataset.event_types, worded.say
    # The page below shows its title itself; a screen reader meets it before the controls.
    st.html(element("h1", say.told(dataset.info.title), "kzmap-unseen"))
    # Without a protest there is no first one to show, and the page does not offer it either.
    has_first = bool(first_protests(dataset))
    modes = MODES if has_first else tuple(mode for mode in MODES if mode != "first")
    selection = controls.choose(days, types, modes, say)

    def follow() -> None:
        if said := moved(days, types):
            controls.follow(said, types)

    # Before the map, so that the browser hears the day before it is sent anything else.
    tell_page(
        selection,
        controls.heard(),
        follow,
        asked(),
        hear_picked,
        panel_at(),
        told(),
        say,
        # A link was made with what everybody sees, not with what somebody brought since.
        "" if desk() else st.query_params.get("data", ""),
    )
    show_page(prepared.html)
    tell_texts(dataset)
    show_figures(dataset, selection.day, say)
    show_tables(prepared, worded, selection)
    show_downloads(prepared, selection, say)


def _tell(error: Exception, what: str, remedy: str, say: Words) -> None:
    """Show a failure as a message; the log has the rest."""
    _LOG.error("%s", what, exc_info=error)
    st.error(f"{what} {remedy}", icon=":material/error:")
    if isinstance(error, KzmapError | OSError):
        st.text(str(error))
    else:
        st.text(say("app.unexpected", error=f"{type(error).__name__}: {error}"))


if __name__ == "__main__":
    main()
