"""A file's reports laid over a checked data set, so that each says whose it is. Pure."""

from dataclasses import replace

import pandas as pd

from kzmap.dataset.contents import Dataset, Info
from kzmap.dataset.joining import joined
from kzmap.dataset.translating import translations_of

BROUGHT = "brought by you"

_TITLES = {"ru": "{title}, с файлом {file}", "kk": "{title}, {file} файлымен"}
_CAVEATS = {
    "ru": "Сообщений, добавленных из {file}: {count}; в проверенные данные они не входят.",
    "kk": "{file} файлынан қосылған хабарлар: {count}; олар тексерілген деректерге кірмейді.",
}
"""What is said of a file, in the languages that checked data are translated to."""


def laid_over(base: Dataset, own: Dataset, file: str) -> Dataset:
    """Return both data sets as one; reports of a file without a source cite the file.

    Parameters
    ----------
    base
        What the file is laid over.
    own
        What was read of the file.
    file
        Its name, without folders.

    Examples
    --------
    >>> from kzmap.dataset import load
    >>> laid_over(load(), load(), "mine.csv").info.title
    'Kazakhstan, January 2022, with mine.csv'
    """
    both = joined(base, _citing(own, file))
    count = int(own.events["reports"].sum())
    reports = "1 report was" if count == 1 else f"{count:,} reports were"
    it = "it is" if count == 1 else "they are"
    caveat = f"{reports} added from {file}; {it} not part of the checked data."
    title = f"{base.info.title}, with {file}"
    info = replace(both.info, title=title, caveats=(caveat, *both.info.caveats))
    return replace(both, info=info, translations=_told(base, both, info, file, count))


def _told(base: Dataset, both: Dataset, info: Info, file: str, count: int) -> pd.DataFrame:
    """Return translations with those of title and caveat, if the base's title has any."""
    titles = translations_of(base).told.get(base.info.title)
    if not titles:
        return both.translations
    number = f"{count:,}".replace(",", "\u00a0")
    rows = [
        {"text": info.title}
        | {
            language: words.format(title=titles[language], file=file)
            for language, words in _TITLES.items()
            if language in titles
        },
        {"text": info.caveats[0]}
        | {
            language: words.format(file=file, count=number)
            for language, words in _CAVEATS.items()
        },
    ]
    added = pd.DataFrame(rows, columns=list(both.translations.columns), dtype="str").fillna("")
    kept = both.translations[both.translations["text"] != base.info.title]
    return pd.concat([kept, added], ignore_index=True)


def _citing(own: Dataset, file: str) -> Dataset:
    """Return a data set whose events without a source cite the file that they came in."""
    is_bare = own.events["source_ids"].str.strip() == ""
    if not is_bare.any():
        return own
    # Semicolons part ids in a cell.
    one = f"file:{file.replace(';', ',')}"
    row = dict.fromkeys(own.sources.columns, "")
    row |= {"source_id": one, "title": f"{file}, {BROUGHT}"}
    added = pd.DataFrame([row], columns=list(own.sources.columns)).astype(own.sources.dtypes)
    sources = pd.concat([own.sources, added], ignore_index=True) if len(own.sources) else added
    ids = own.events["source_ids"].mask(is_bare, one)
    return replace(own, events=own.events.assign(source_ids=ids), sources=sources)
