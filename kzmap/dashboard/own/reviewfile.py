"""Taking decisions from a review file, and taking them back."""

import streamlit as st

from kzmap.dashboard.own import session
from kzmap.dashboard.own.desk import Desk
from kzmap.dashboard.own.names import counted
from kzmap.errors import KzmapError
from kzmap.records import Upload
from kzmap.review import Review, read_review

_BEFORE = "kzmap-review-before"
MOST_TOLD = 20


def ask_for_review(desk: Desk) -> None:
    """Offer to take a review file, and to undo that."""
    file = st.file_uploader(
        "A review file", type=["csv", "tsv", "txt"], key=session.turn("review")
    )
    if file is not None:
        _take(desk, Upload(file.name, file.getvalue()))
    if told := session.trouble("review"):
        st.text(told)
    if st.session_state.get(_BEFORE) is not None:
        st.button(
            "Undo: the decisions as they were before the file",
            on_click=_undo,
            icon=":material/undo:",
            key="kzmap-review-undo",
        )


def _take(desk: Desk, upload: Upload) -> None:
    try:
        review = read_review(upload)
    except KzmapError as error:
        session.set_trouble("review", str(error))
    else:
        st.session_state[_BEFORE] = desk.review
        session.keep(desk.reviewed(review))
        session.set_trouble("review", _account(review, upload.name, desk))
    session.turn_over("review")
    st.rerun()


def _account(review: Review, file: str, desk: Desk) -> str:
    """Say what was taken from a file, and what in it cannot be used."""
    lines = [f"{file}: {counted(len(review.decisions), 'decision')} taken."]
    before = desk.review.decisions
    changed = sum(
        query in before and before.of(query) != decision
        for query, decision in review.decisions.items()
    )
    if changed:
        lines.append(f"{counted(changed, 'decision')} made here before changed by it.")
    lines += [bad.told(file) for bad in review.bad[:MOST_TOLD]]
    if len(review.bad) > MOST_TOLD:
        lines.append(f"and {len(review.bad) - MOST_TOLD} more that cannot be used")
    return "\n".join(lines)


def _undo() -> None:
    desk, before = session.desk(), st.session_state.pop(_BEFORE, None)
    if desk is not None and before is not None:
        session.keep(desk.undoing(before))
    session.set_trouble("review", None)
