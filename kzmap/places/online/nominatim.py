"""Names looked up at a Nominatim server, for those who asked for it."""

import math
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from kzmap.places.answers import PlaceQuery, Resolution
from kzmap.places.catalogue import catalogue
from kzmap.places.offline import country_code
from kzmap.places.online.asking import Asker, Failed, Question
from kzmap.places.online.cache import open_cache
from kzmap.places.online.replies import locations
from kzmap.places.online.server import (
    PUBLIC_DELAY_S,
    PUBLIC_URL,
    check_delay,
    check_user_agent,
    read_server,
)
from kzmap.places.services import ReplyError, read_replies
from kzmap.places.spelling import fold, strip_generic

LONGEST_NAME: Final = 200
SERVICE: Final = "Nominatim"

Advance = Callable[[int, int], None]


class Nominatim:
    """A Nominatim server, asked within its policy.

    It is not told anything of the rows but the name and, where they are given, country and
    unit. What it answers is kept for good in the user's cache folder and not asked again; that
    it knows no such place is kept for 30 days; failures are not kept.

    Parameters
    ----------
    user_agent
        Who asks and how to reach them: "our-newsroom-map (maps@our.org)".
    url
        The server; the public one by default.
    delay_s
        Least time between a reply and the next request, over all runs of one user together.
    language
        In which names are answered, as in the header Accept-Language.
    timeout_s
        Time for one whole reply.
    say
        Told in a sentence what is sent where before the first request, and of longer waits.

    Raises
    ------
    ArgumentError
        The policy of the server or common sense forbids it; the text says the way out.
    """

    def __init__(
        self,
        user_agent: str | None,
        url: str = PUBLIC_URL,
        *,
        delay_s: float = PUBLIC_DELAY_S,
        language: str = "en",
        timeout_s: float = 20.0,
        say: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.server = read_server(url)
        self._user_agent = check_user_agent(user_agent)
        self._delay_s = check_delay(delay_s, self.server)
        self._language, self._timeout_s, self._say = language, timeout_s, say

    def resolve_many(
        self, queries: Sequence[PlaceQuery], progress: Advance | None = None
    ) -> list[Resolution]:
        """Answer for each query, in order; each distinct name is sent at most once.

        An answer without coordinates says why in ``reason``: "no match", "ambiguous", "error:
        outage", "error: refused", "error: malformed reply", or "pending" where the server
        wants to be asked later.

        Raises
        ------
        ExportError
            Answers cannot be kept, so nothing was asked.
        """
        with open_cache() as cache:
            asker = Asker(
                self.server,
                self._user_agent,
                cache,
                delay_s=self._delay_s,
                timeout_s=self._timeout_s,
                say=self._say,
            )
            groups: dict[tuple[Question, ...], list[PlaceQuery]] = {}
            for query in dict.fromkeys(queries):
                groups.setdefault(self._questions(query), []).append(query)
            self._announce(asker, groups)
            answers: dict[PlaceQuery, Resolution] = {}
            for done, (questions, group) in enumerate(groups.items()):
                if progress is not None:
                    progress(done, len(groups))
                for query in group:
                    answers[query] = self._answer(asker, questions, query)
            if progress is not None:
                progress(len(groups), len(groups))
        return [answers[query] for query in queries]

    def _questions(self, query: PlaceQuery) -> tuple[Question, ...]:
        """Return what to ask for a query: with its unit first, then without it."""
        name, unit = _sendable(query.name), _sendable(query.admin1)
        if not name or len(name) > LONGEST_NAME:
            return ()
        country = country_code(query.country) if query.country else ""
        code = country if len(country) == 2 and country.isascii() else ""
        rest = "" if code else _sendable(query.country)
        texts = [", ".join(filter(None, (name, unit, rest)))]
        if unit:
            texts.append(", ".join(filter(None, (name, rest))))
        return tuple(Question(text[: 2 * LONGEST_NAME], code, self._language) for text in texts)

    def _announce(
        self, asker: Asker, groups: dict[tuple[Question, ...], list[PlaceQuery]]
    ) -> None:
        asked = [questions for questions in groups if questions]
        new = sum(asker.remembered(questions[0]) is None for questions in asked)
        if not new:
            return
        known = len(asked) - new
        minutes = math.ceil(new * self._delay_s / 60)
        self._say(
            f"asking {self.server.host} for {new:,} {'name' if new == 1 else 'names'}, "
            "sent with country and unit and nothing else of the rows"
            + (
                f"; {known:,} more {'was' if known == 1 else 'were'} answered in an earlier run"
                if known
                else ""
            )
            + (f"; about {minutes} minutes" if minutes > 1 else "")
        )

    def _answer(
        self, asker: Asker, questions: tuple[Question, ...], query: PlaceQuery
    ) -> Resolution:
        found = Resolution(query.name, service=SERVICE, reason=_unsent(query))
        for number, question in enumerate(questions):
            try:
                replies = locations(asker.ask(question))
                found = read_replies(query, replies, SERVICE)
            except Failed as error:
                return Resolution(query.name, service=SERVICE, reason=error.failure.reason)
            except ReplyError as error:
                told = f"error: malformed reply: {self.server.host} sent no answer: {error}"
                return Resolution(query.name, service=SERVICE, reason=told)
            if number:
                found = _in_its_unit(query, replies, found)
            if found.reason != "no match":
                break
        told = (found.matched_by or "").replace(SERVICE, f"{SERVICE} at {self.server.host}", 1)
        return replace(found, matched_by=told or None)


def _sendable(text: object) -> str:
    """Return a text as it can be sent: in one line, without signs that no name has."""
    if not isinstance(text, str):
        return ""
    kept = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in text)
    return " ".join(kept.split())


def _unsent(query: PlaceQuery) -> str:
    if _sendable(query.name):
        return f"no match: a name of over {LONGEST_NAME} letters is not sent"
    return "no match: the name is empty"


def _in_its_unit(query: PlaceQuery, replies: list[object], found: Resolution) -> Resolution:
    """Return the answer for a name alone, if it lies in the unit that the row names.

    A place that alone bears the name elsewhere is not taken instead.
    """
    unit = query.admin1 or ""
    if catalogue().unit_codes(unit):
        return found
    wanted = fold(strip_generic(unit).text)
    inside = [reply for reply in replies if wanted in _parts(reply)]
    if inside:
        return read_replies(query, inside, SERVICE)
    others = read_replies(query._replace(admin1=None), replies, SERVICE)
    if not others.resolved and not others.candidates:
        return found
    return Resolution(
        query.name,
        service=SERVICE,
        reason=f"no match: no place of this name is known in {unit}",
        candidates=found.candidates,
    )


def _parts(reply: object) -> set[str]:
    raw = getattr(reply, "raw", None)
    address = raw.get("address") if isinstance(raw, dict) else None
    values = address.values() if isinstance(address, dict) else ()
    return {fold(strip_generic(str(value)).text) for value in values}
