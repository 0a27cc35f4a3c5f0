"""Who is to be credited for what a page draws with, beside the data set's own sources."""

from kzmap.dataset import Dataset

_NOMINATIM = "Nominatim"
_REVIEW = "review"


def credits(dataset: Dataset, *, has_ground: bool) -> list[str]:
    """Return what of other projects is in a page; the strings say whom that credits.

    Returns
    -------
    list of str
        Of ``units`` (boundaries), ``gazetteer`` and ``nominatim`` (who placed names), and
        ``ground``, those that apply, in this order.
    """
    services = {place.known.service for place in dataset.places if place.known}
    applying = {
        "units": bool(dataset.units),
        "gazetteer": bool(dataset.units) or bool(services - {_NOMINATIM, _REVIEW}),
        "nominatim": _NOMINATIM in services,
        "ground": has_ground,
    }
    return [part for part, applies in applying.items() if applies]
