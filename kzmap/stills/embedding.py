"""The page inside somebody else's: an iframe that can do what the page needs and no more."""

import html
import re

from kzmap.errors import ArgumentError

SANDBOX = {
    "allow-scripts": "the map is drawn by scripts",
    "allow-popups": "a source opens in a tab of its own",
    "allow-popups-to-escape-sandbox": "the source's page then works as usual",
    "allow-downloads": "what the page offers to save can be saved",
}
"""What the frame allows, and why; everything else stays forbidden.

Never ``allow-same-origin``: served from the same host, the page could then read cookies and
storage of that site, reach into the page around it, and take its own sandbox off.
"""

_SCHEME = re.compile(r"^\s*([a-z][a-z0-9+.-]*):", re.IGNORECASE)


def embed_snippet(address: str, title: str, *, height_px: int = 640) -> str:
    """Return the HTML that shows an exported page within another.

    Parameters
    ----------
    address
        Where the exported file will be: an http(s) address or a path on the same site.
    title
        What the frame is, for who cannot see it.
    height_px
        Its height; its width is that of what is around it.

    Raises
    ------
    ArgumentError
        The address is none that a frame can show.

    Examples
    --------
    >>> print(embed_snippet("january.html", "Kazakhstan, January 2022"))
    <iframe src="january.html" title="Kazakhstan, January 2022"
      sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads"
      referrerpolicy="no-referrer" loading="lazy"
      style="width: 100%; height: 640px; border: 0"></iframe>
    """
    scheme = _SCHEME.match(address)
    is_other = scheme and scheme[1].lower() not in ("http", "https")
    if is_other or not address.strip() or not address.isprintable():
        raise ArgumentError(
            f"{address!r} cannot be embedded: expected an http(s) address, or a path on the "
            "site that shows it"
        )
    return (
        f'<iframe src="{html.escape(address.strip())}" title="{html.escape(title)}"\n'
        f'  sandbox="{" ".join(SANDBOX)}"\n'
        '  referrerpolicy="no-referrer" loading="lazy"\n'
        f'  style="width: 100%; height: {height_px}px; border: 0"></iframe>'
    )
