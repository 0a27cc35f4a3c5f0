"""Words for what happened, as tables write them, and the event type that each suggests."""

from typing import Final

_STEMS: Final = {
    "security_response": (
        "задерж",
        "арест",
        "разгон",
        "силовик",
        "спецоперац",
        "detention",
        "detain",
        "arrest",
        "crackdown",
        "police",
        "ұста",
        "тұтқын",
    ),
    "riot": (
        "беспоряд",
        "столкнов",
        "погром",
        "мародёр",
        "мародер",
        "поджог",
        "riot",
        "clash",
        "looting",
        "arson",
        "тәртіпсіздік",
        "қақтығыс",
    ),
    "protest": (
        "митинг",
        "протест",
        "пикет",
        "шествие",
        "забастовк",
        "демонстрац",
        "protest",
        "demonstration",
        "rally",
        "strike",
        "march",
        "picket",
        "наразылық",
        "шеру",
        "ереуіл",
    ),
    "foreign_deployment": ("одкб", "миротворц", "csto", "peacekeep", "foreign deployment"),
    "political": ("отставк", "указ", "resignation", "decree", "political", "жарлық"),
}
"""Beginnings of words, in English, Russian and Kazakh; the first type that one fits is it."""


def suggest_type(value: str) -> str:
    """Return the event type that a value of a table seems to mean, or "" for none.

    Examples
    --------
    >>> suggest_type("Столкновения"), suggest_type("митинг"), suggest_type("концерт")
    ('riot', 'protest', '')
    """
    words = value.casefold().replace("_", " ").replace("-", " ").replace("/", " ").split()
    for event_type, stems in _STEMS.items():
        if any(word.startswith(stem) for word in words for stem in stems):
            return event_type
    return ""
