"""Taking decisions from a review file, and taking them back."""

import streamlit as st

from kzmap.dashboard.own import session
from kzmap.dashboard.own.desk import Desk
from kzmap.dashboard.speaking import spoken
from kzmap.errors import KzmapError
from kzmap.records import Upload
from kzmap.review import Review, read_review

_BEFORE = "kzmap-review-before"
MOST_TOLD = 20


def ask_for_review(desk: Desk) -> None:
    """Offer to take a review file, and to undo that."""
    say = spoken()
    file = st.file_uploader(
        say("own.review.file"), type=["csv", "tsv", "txt"], key=session.turn("review")
    )
    if file is not None:
        _take(desk, Upload(file.name, file.getvalue()))
    if told := session.trouble("review"):
        st.text(told)
    if st.session_state.get(_BEFORE) is not None:
        st.button(
            say("own.review.undo_file"),
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
    say = spoken()
    lines = [say("own.review.taken", file=file, count=len(review.decisions))]
    before = desk.review.decisions
    changed = sum(
        query in before and before.of(query) != decision
        for query, decision in review.decisions.items()
    )
    if changed:
        lines.append(say("own.review.changed", count=changed))
    lines += [bad.told(file) for bad in review.bad[:MOST_TOLD]]
    if len(review.bad) > MOST_TOLD:
        lines.append(say("own.review.bad", count=len(review.bad) - MOST_TOLD))
    return "\n".join(lines)


def _undo() -> None:
    desk, before = session.desk(), st.session_state.pop(_BEFORE, None)
    if desk is not None and before is not None:
        session.keep(desk.undoing(before))
    session.set_trouble("review", None)
