"""Asking one server, no faster than it allows and never twice for the same."""

import json
import sqlite3
import time
import unicodedata
from collections.abc import Callable
from typing import Any, Final, NamedTuple

from geopy.exc import GeocoderRateLimited
from geopy.geocoders import Nominatim as GeopyNominatim

from kzmap.places.online.adapter import CappedAdapter
from kzmap.places.online.cache import AnswerCache
from kzmap.places.online.failures import MOST_IN_A_ROW, Failure, describe_failure
from kzmap.places.online.replies import check_places, trim_place
from kzmap.places.online.server import Server
from kzmap.places.services import MOST_REPLIES

LONGEST_WAIT_S: Final = 120.0
"""A server that asks for more than that is asked again in another run."""

_TIMES: Final = 3
_WAIT_UNTOLD: Final = 5


class Question(NamedTuple):
    """All that is sent: a text, a country code (or ""), and the language of the answer."""

    text: str
    country: str
    language: str

    @property
    def key(self) -> str:
        """What the answer is kept under; how a name is capitalised changes no answer."""
        plain = unicodedata.normalize("NFC", self.text).casefold()
        told = {
            "q": plain,
            "countrycodes": self.country.lower(),
            "accept-language": self.language,
            "limit": MOST_REPLIES,
        }
        return json.dumps(told, ensure_ascii=False, sort_keys=True)


class Failed(Exception):  # noqa: N818 - what failed is the request, not the program
    """A question has no answer now."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.reason)
        self.failure = failure


class Asker:
    """Asks a server questions, and keeps what it answers.

    Parameters
    ----------
    server, user_agent
        Who is asked, and in whose name.
    cache
        Where answers are kept.
    delay_s
        Least time between two requests, also of other runs.
    timeout_s
        Time for one whole reply.
    say
        Told in a sentence whenever there is a longer wait.
    """

    def __init__(
        self,
        server: Server,
        user_agent: str,
        cache: AnswerCache,
        *,
        delay_s: float,
        timeout_s: float,
        say: Callable[[str], None],
    ) -> None:
        self._server, self._cache = server, cache
        self._delay_s, self._say = delay_s, say
        self._geocoder = GeopyNominatim(
            timeout=timeout_s,
            domain=server.domain,
            scheme=server.scheme,
            user_agent=user_agent,
            adapter_factory=CappedAdapter,
        )
        self._in_a_row = 0
        self._over = ""

    def remembered(self, question: Question) -> list[dict[str, Any]] | None:
        """Return the places answered earlier, or ``None`` if the server must be asked."""
        places = self._cache.get(self._server.url, question.key)
        try:
            return None if places is None else check_places(places)
        except (ValueError, OverflowError):
            return None

    def ask(self, question: Question) -> list[dict[str, Any]]:
        """Return the places that the server knows, likeliest first; empty: it knows none.

        Raises
        ------
        Failed
            There is no answer, which does not mean that there is no such place.
        """
        places = self.remembered(question)
        if places is not None:
            return places
        if self._over:
            raise Failed(Failure(f"pending: not asked, since {self._over}"))
        try:
            places = self._fetch(question)
        except Failed as error:
            self._count(error.failure)
            raise
        self._in_a_row = 0
        self._keep(question, places)
        return places

    def _fetch(self, question: Question) -> list[dict[str, Any]]:
        for attempt in range(1, _TIMES + 1):
            self._pause()
            try:
                return self._request(question)
            except GeocoderRateLimited as error:
                told = error.retry_after
                wait_s = max(
                    self._delay_s, float(self._untold(attempt) if told is None else told)
                )
                if attempt == _TIMES or wait_s > LONGEST_WAIT_S:
                    raise Failed(describe_failure(error, self._server.host)) from error
                self._say(f"{self._server.host} asks to wait; going on in {wait_s:g} s")
                time.sleep(wait_s)
            # geopy raises what it meets in a reply: KeyError, ValueError, AttributeError.
            except Exception as error:
                raise Failed(describe_failure(error, self._server.host)) from error
        raise AssertionError("the last attempt returns or raises")

    def _untold(self, attempt: int) -> float:
        return float(self._delay_s * _WAIT_UNTOLD * 2 ** (attempt - 1))

    def _pause(self) -> None:
        try:
            wait_s = self._cache.reserve(self._server.url, self._delay_s)
        except sqlite3.Error as error:
            raise Failed(self._cannot_keep(error)) from error
        time.sleep(wait_s)

    def _request(self, question: Question) -> list[dict[str, Any]]:
        try:
            reply = self._geocoder.geocode(
                question.text,
                exactly_one=False,
                limit=MOST_REPLIES,
                addressdetails=True,
                language=question.language,
                country_codes=question.country.lower() or None,
            )
        finally:
            self._note_reply()
        return check_places([trim_place(location.raw) for location in reply or []])

    def _note_reply(self) -> None:
        try:
            self._cache.note_reply(self._server.url)
        except sqlite3.Error as error:
            self._stop(self._cannot_keep(error))

    def _keep(self, question: Question, places: list[dict[str, Any]]) -> None:
        # What was answered can be used all the same, but nothing more should be asked.
        try:
            self._cache.put(self._server.url, question.key, places)
        except sqlite3.Error as error:
            self._stop(self._cannot_keep(error))

    def _cannot_keep(self, error: sqlite3.Error) -> Failure:
        return Failure(f"pending: answers can no longer be kept ({error})", is_final=True)

    def _count(self, failure: Failure) -> None:
        self._in_a_row = self._in_a_row + 1 if failure.counts else 0
        if failure.is_final:
            self._stop(failure)
        elif self._in_a_row >= MOST_IN_A_ROW:
            host = self._server.host
            self._stop(Failure(f"error: {host} failed {self._in_a_row} times in a row"))

    def _stop(self, failure: Failure) -> None:
        if not self._over:
            self._over = failure.reason.partition(": ")[2]
            self._say(f"{self._server.host} is not asked any more in this run: {self._over}")
