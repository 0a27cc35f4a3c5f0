"""The data's texts in other languages, as the page is told of them. Pure."""

from typing import Any

from kzmap.dataset import Dataset, translations_of


def translated(dataset: Dataset, title: str) -> dict[str, Any]:
    """Return what the payload holds of translations: nothing where there are none.

    Parameters
    ----------
    title
        Of the page; a title of somebody's own is translated only if it is a text of the data.

    Returns
    -------
    dict
        ``titles``: the title by language, its own one too. ``translations``: ``text``, each
        as the data has it and once, and beside it by language what it says there, empty where
        it was not translated. A text is carried as itself and not as a number of its row: that
        is 8 KB more of the bundled page, and it means the same wherever the page finds it.
    """
    told, own_language = translations_of(dataset).told, dataset.info.language
    if not told:
        return {}
    languages = sorted({language for own in told.values() for language in own})
    columns = {
        language: [own.get(language, "") for own in told.values()] for language in languages
    }
    carried: dict[str, Any] = {"translations": {"text": list(told), **columns}}
    if title in told:
        own = {own_language: title} if own_language else {}
        carried["titles"] = {**own, **told[title]}
    return carried
