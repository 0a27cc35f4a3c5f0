"""Services behind the network, asked only by those who want it; so far Nominatim."""

from kzmap.places.online.nominatim import Nominatim
from kzmap.places.online.server import PUBLIC_DELAY_S, PUBLIC_URL

__all__ = ["PUBLIC_DELAY_S", "PUBLIC_URL", "Nominatim"]
