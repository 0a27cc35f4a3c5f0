"""What the texts of a data set say in other languages, and which texts there are. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from kzmap.dataset.contents import Dataset
from kzmap.schema import TRANSLATION_COLUMNS

_LANGUAGES = TRANSLATION_COLUMNS[1:]
_MOST_QUOTED = 60


@dataclass(frozen=True)
class Translations:
    """What is said in other languages, and what is not as somebody wrote it.

    Attributes
    ----------
    told
        By text, in the order of the table: what it says by language (ISO 639-1), in those
        that it was translated to.
    problems
        Sentences: a text that the data does not have is translated in vain.
    """

    told: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


def translations_of(dataset: Dataset) -> Translations:
    """Return the translations of the texts that a data set has.

    A text is known by its letters alone, so what is mended in one language comes loose from
    its translations until they are mended too: better English than what is no longer said.

    Examples
    --------
    >>> from kzmap.dataset import load
    >>> translations_of(load()).told["In Almaty."]["ru"]
    'В Алматы.'
    """
    if dataset.translations.empty:
        return Translations()
    there = set(_texts(dataset))
    told: dict[str, Mapping[str, str]] = {}
    problems = []
    for row in dataset.translations.to_dict("records"):
        text = str(row["text"])
        if text not in there:
            problems.append(
                f"no text of the data is {_quoted(text)}, so its translation is left out; "
                "the two must be alike letter for letter"
            )
        elif own := {one: str(row[one]) for one in _LANGUAGES if row[one]}:
            told[text] = own
    return Translations(told, tuple(problems))


def texts_of(dataset: Dataset) -> list[str]:
    """Return the texts of a data set that may be translated, each once, as a reader meets them.

    Those are what it says in words of its own: titles of sources and quotes are others'.
    """
    return list(dict.fromkeys(filter(None, _texts(dataset))))


def _texts(dataset: Dataset) -> Iterator[str]:
    info = dataset.info
    yield from (info.title, info.summary, *info.caveats, *info.attribution)
    yield from dataset.events["summary"].unique()
    yield from dataset.zones["measures"].unique()
    yield from dataset.quotes["locator"].unique()
    accounts, claims = dataset.accounts, dataset.claims
    for pair in (
        (accounts["question"], accounts["account"]),
        (claims["claim"], claims["note"]),
    ):
        yield from chain.from_iterable(zip(*pair, strict=True))


def _quoted(text: str) -> str:
    return repr(text if len(text) <= _MOST_QUOTED else text[:_MOST_QUOTED] + "…")
