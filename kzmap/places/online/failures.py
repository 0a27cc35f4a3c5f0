"""What went wrong with a request, in words that are never confused with "no match".

An outage (nobody answers, or only with an error of its own), a refusal (the server answers
that it will not), a malformed reply (it answers with what is no answer) and "asked to wait"
are told apart, since a person does something else about each.
"""

from dataclasses import dataclass

from geopy.exc import (
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderParseError,
    GeocoderQueryError,
    GeocoderQuotaExceeded,
    GeocoderRateLimited,
    GeocoderServiceError,
)

MOST_IN_A_ROW = 3
"""After so many failures in a row the server is left alone."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no answer.

    Attributes
    ----------
    reason
        Starts with "error" or "pending".
    counts
        Whether the server, and not the one question, is at fault.
    is_final
        Whether asking anything else now would be wrong.
    """

    reason: str
    counts: bool = True
    is_final: bool = False


def describe_failure(error: Exception, host: str) -> Failure:
    """Return what an error means that geopy or a reply's reading raised."""
    told = " ".join(str(error).split())[:300]
    if isinstance(error, GeocoderRateLimited):
        return Failure(f"pending: {host} asks to be asked later ({told})", is_final=True)
    if isinstance(
        error,
        (GeocoderInsufficientPrivileges, GeocoderAuthenticationFailure, GeocoderQuotaExceeded),
    ):
        return Failure(f"error: refused: {host} does not answer us: {told}", is_final=True)
    if isinstance(error, GeocoderQueryError):
        return Failure(f"error: refused: {host} cannot use this name: {told}", counts=False)
    if isinstance(error, GeocoderParseError):
        return Failure(f"error: malformed reply: {host} sent no answer: {told}")
    if isinstance(error, GeocoderServiceError):
        return Failure(f"error: outage: {host} cannot be asked: {told}")
    return Failure(f"error: malformed reply: {host} sent no answer: {told}")
