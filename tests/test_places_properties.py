"""What holds for every name, known or not."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from kzmap.places import resolve
from kzmap.places.boundaries import shape_at
from kzmap.places.catalogue import catalogue
from kzmap.places.spelling import fold, strip_generic, weaken

KNOWN = sorted({name.name for place in catalogue().places.values() for name in place.names})
DAYS = st.sampled_from([None, "1985-01-01", "2019-01-01", "2022-01-05", "2022-10-01"])
HYPHENS = st.sampled_from("-‐‑‒–—−")
APOSTROPHES = st.sampled_from("'’ʼ‘`ʻ´")


def same(a: str, b: str, day: str | None) -> bool:
    [one], [other] = resolve(a, when=day), resolve(b, when=day)
    places = [
        (r.place_id, {c.place_id for c in r.candidates}, r.resolved) for r in (one, other)
    ]
    return places[0] == places[1]


@given(st.text())
def test_folding_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert weaken(weaken(fold(text))) == weaken(fold(text))


@given(st.text())
def test_folding_does_not_depend_on_the_unicode_form(text: str) -> None:
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert fold(unicodedata.normalize(form, text)) == fold(text)


@given(st.text(min_size=1))
def test_stripping_generic_words_leaves_something(text: str) -> None:
    stripped = strip_generic(text)
    assert stripped.text or not text.strip()
    assert bool(stripped.scope) == bool(stripped.removed)


@given(st.sampled_from(KNOWN), DAYS)
def test_case_does_not_change_the_answer(name: str, day: str | None) -> None:
    for other in (name.upper(), name.lower(), name.title(), name.swapcase()):
        assert same(name, other, day)


@given(st.sampled_from(KNOWN), DAYS, st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_unicode_forms_do_not_change_the_answer(name: str, day: str | None, form: str) -> None:
    assert same(name, unicodedata.normalize(form, name), day)


@given(st.sampled_from(KNOWN), DAYS, HYPHENS, APOSTROPHES)
def test_hyphens_and_apostrophes_do_not_change_the_answer(
    name: str, day: str | None, hyphen: str, apostrophe: str
) -> None:
    assert same(name, name.replace(" ", hyphen).replace("-", hyphen), day)
    assert same(name, name.replace("’", apostrophe).replace("'", apostrophe), day)
    assert same(name, name[:1] + apostrophe + name[1:], day)
    assert same(name, f"  {name}\t", day)


@given(st.one_of(st.text(max_size=40), st.sampled_from(KNOWN)), DAYS, st.booleans())
def test_an_answer_has_coordinates_or_a_reason_and_never_both(
    name: str, day: str | None, hint: bool
) -> None:
    [answer] = resolve(name, when=day, country="KZ" if hint else None)
    assert (answer.lat is None) == (answer.lon is None)
    assert answer.resolved == (answer.reason is None)
    assert (answer.lat, answer.lon) != (0, 0)
    if answer.resolved:
        assert answer.matched_by
        assert answer.name_on_date
        assert answer.place_id not in {c.place_id for c in answer.candidates}


@given(st.sampled_from(KNOWN), DAYS)
def test_a_known_name_resolves_to_a_bearer_or_lists_its_bearers(
    name: str, day: str | None
) -> None:
    bearers = {place_id for place_id, _ in catalogue().strict.get(fold(name), ())}
    [answer] = resolve(name, when=day)
    if bearers and answer.resolved:
        assert answer.place_id in bearers
    elif bearers:
        assert bearers == {c.place_id for c in answer.candidates}


@given(
    st.floats(40, 56, allow_nan=False),
    st.floats(46, 88, allow_nan=False),
    st.sampled_from(["2022-01-05", None]),
)
def test_a_point_lies_in_one_unit_at_most(lat: float, lon: float, day: str | None) -> None:
    shape = shape_at(lat, lon, day)
    if shape is not None:
        west, south, east, north = shape.box
        assert west <= lon <= east
        assert south <= lat <= north
