"""Stills, sheets and animations of the page, and its place in other pages.

They show the page itself, laid out as a picture in headless Chromium, so a picture never says
what the page does not.
"""

from kzmap.stills.animation import GIF_SIZE, animation
from kzmap.stills.browser import find_browser
from kzmap.stills.embedding import embed_snippet
from kzmap.stills.picture import Size, picture
from kzmap.stills.sheet import sheet

__all__ = ["GIF_SIZE", "Size", "animation", "embed_snippet", "find_browser", "picture", "sheet"]
