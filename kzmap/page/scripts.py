"""The page's own scripts, joined into one that needs no loader.

The files in ``assets`` are ES modules, so editors and ``node`` understand them as they are. A
page opened from disk cannot import files, so imports and exports are taken off and the files
stand behind one another, each after those it imports. Comments and indents stay here: every
page would carry them, and they are a fifth of it.
"""

import json
import re
from base64 import b64encode
from functools import cache
from pathlib import Path

ASSETS = Path(__file__).parent / "assets"

_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([\w-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const)\b)", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*(?:/\*\*.*?\*/|//[^\n]*)\n", re.MULTILINE | re.DOTALL)
"""A comment on lines of its own; code may not have a line of a text that looks like one."""
_INDENT = re.compile(r"^[ \t]+|^\n", re.MULTILINE)
_TOP_LEVEL = re.compile(
    r"^(?:export )?(?:async )?(?:function|class|const|let) (\w+)", re.MULTILINE
)


@cache
def page_script() -> str:
    """Return the page's script: every module ``main.js`` needs, in order, in one scope.

    Raises
    ------
    ValueError
        Two modules declare the same name at top level, or a module keeps an import or export
        of a form that this does not take off, or a template of several lines.
    """
    owners: dict[str, str] = {}
    parts = []
    for name in _in_order("main.js", []):
        source = (ASSETS / name).read_text("utf-8")
        for declared in _TOP_LEVEL.findall(source):
            if declared in owners:
                raise ValueError(f"{name}: {declared!r} is declared in {owners[declared]} too")
            owners[declared] = name
        body = _EXPORT.sub("", _IMPORT.sub("", source))
        if left := re.search(r"^(import|export)\b.*$", body, re.MULTILINE):
            raise ValueError(f"{name}: {left.group()!r} is not a form this can join")
        if "`" in re.sub(r"`[^`\n]*`", "", body := _COMMENT.sub("", body)):
            raise ValueError(f"{name}: a template of several lines would lose its indents")
        parts.append(f"// {name}\n{_INDENT.sub('', body).strip()}\n")
    return '(async () => {\n"use strict";\n' + "\n".join(parts) + "})();"


def _in_order(name: str, done: list[str]) -> list[str]:
    for needed in _IMPORT.findall((ASSETS / name).read_text("utf-8")):
        if needed not in done:
            _in_order(needed, done)
    if name not in done:
        done.append(name)
    return done


@cache
def leaflet() -> tuple[str, str]:
    """Return Leaflet's script and style sheet, its images written into the latter.

    Both come from the package XStatic-Leaflet, the release that folium names.
    """
    from xstatic.pkg.leaflet import BASE_DIR

    folder = Path(BASE_DIR)
    script = (folder / "leaflet.js").read_text("utf-8")
    style = (folder / "leaflet.css").read_text("utf-8")
    script = re.sub(r"^//# sourceMappingURL=.*\n?", "", script, flags=re.MULTILINE)
    style = re.sub(
        r"url\(images/([\w-]+\.png)\)",
        lambda m: f"url({_data_uri(folder / 'images' / m[1])})",
        style,
    )
    return script, style


@cache
def leaflet_icons() -> str:
    """Return a script that gives Leaflet its default icons without asking for a file."""
    from xstatic.pkg.leaflet import BASE_DIR

    names = {
        "iconUrl": "marker-icon",
        "iconRetinaUrl": "marker-icon-2x",
        "shadowUrl": "marker-shadow",
    }
    options = {
        key: _data_uri(Path(BASE_DIR) / "images" / f"{name}.png") for key, name in names.items()
    }
    return (
        f'L.Icon.Default.imagePath = "";\nL.Icon.Default.mergeOptions({json.dumps(options)});\n'
    )


def _data_uri(image: Path) -> str:
    return f"data:image/png;base64,{b64encode(image.read_bytes()).decode()}"
