"""Text of strangers where Streamlit would read Markdown."""

import html
import re

_MARKDOWN = re.compile(r"([!-/:-@\[-`{-~])")
_JOINER = "\u2060"


def literal(text: str) -> str:
    r"""Return Markdown that shows a text as it is, for labels, where nothing else is possible.

    Streamlit turns ``:name:`` into pictures and ``->`` into arrows after Markdown's own
    escapes are gone, so an invisible word joiner stands after each colon, dash and angle.

    Examples
    --------
    >>> literal("*5* [a](b)")
    '\\*5\\* \\[a\\]\\(b\\)'
    """
    one_line = " ".join(text.split())
    escaped = _MARKDOWN.sub(r"\\\1", one_line)
    return re.sub(r"(\\[:<>=-])", rf"\1{_JOINER}", escaped)


def element(tag: str, text: str, css_class: str = "") -> str:
    """Return an HTML element that holds a text and nothing else.

    Examples
    --------
    >>> element("p", "<b>")
    '<p>&lt;b&gt;</p>'
    """
    attribute = f' class="{css_class}"' if css_class else ""
    return f"<{tag}{attribute}>{html.escape(text)}</{tag}>"
