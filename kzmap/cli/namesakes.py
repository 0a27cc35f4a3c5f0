"""What is said of names that several places bear, and that were taken for one of them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kzmap.cli.saying import counted, few, shorten, tell

if TYPE_CHECKING:
    from kzmap.places import Resolution


def tell_namesakes(answers: "Iterable[Resolution]") -> None:
    """Say which names a rule took for one of the places that bear them, each once."""
    taken = {
        (answer.query, answer.place_id): answer
        for answer in answers
        if answer.resolved and answer.namesakes
    }
    if not taken:
        return
    names = len({name for name, _ in taken})
    are = "is" if names == 1 else "are"
    tell(f"{counted(names, 'name')} {are} borne by other places too:")
    lines = dict.fromkeys(map(_line, taken.values()))
    for line in few(sorted(lines), "  and {} more"):
        tell(line)
    tell(
        "Where another is meant, tell country or admin1 in these rows, or settle the name with "
        "a row of a review: place, country, admin1, decision."
    )


def _line(answer: "Resolution") -> str:
    name = answer.name or answer.query
    where = ", ".join(filter(None, (name, answer.admin1, answer.country)))
    others = counted(answer.namesakes, "other")
    return f"  {shorten(answer.query)}: taken for {where} ({others})"
