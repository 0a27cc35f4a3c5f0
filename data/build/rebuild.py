"""Rebuild the derived files of the data folder from the pinned packages.

``python data/build/rebuild.py`` writes them; with ``--check`` nothing is written and the
exit status is 1 if a byte differs from what lies there; with ``--quality`` the figures that
the data folder's README states are measured anew.
"""

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent


def builders() -> dict[str, Callable[[], bytes]]:
    """Return the function that makes each derived file, by file name."""
    # Imported here so that comparing files needs none of the packages.
    from admin1 import build_january_2022, build_june_2022
    from basemap import build_basemap
    from calendars import build_calendars
    from encoded import build_encoded
    from gazetteer import build_gazetteer
    from units import build_units
    from world import build_world

    return {
        "admin1_2022-01.geojson": build_january_2022,
        "admin1_2022-06.geojson": build_june_2022,
        "admin1_world.csv": build_units,
        "basemap.geojson": build_basemap,
        "basemap_encoded.json": build_encoded,
        "calendars.json": build_calendars,
        "gazetteer.json": build_gazetteer,
        "world.geojson": build_world,
    }


def first_difference(found: bytes, expected: bytes) -> int | None:
    """Return the offset of the first byte that differs, or None if none does.

    Examples
    --------
    >>> first_difference(b"Astana", b"Astrakhan")
    3
    >>> first_difference(b"Oral", b"Oral\\n")
    4
    """
    if found == expected:
        return None
    pairs = zip(found, expected, strict=False)
    shorter = min(len(found), len(expected))
    return next((at for at, (one, other) in enumerate(pairs) if one != other), shorter)


def differences(folder: Path, expected: Mapping[str, bytes]) -> list[str]:
    """Return one sentence for each file in `folder` that is not as `expected`.

    Parameters
    ----------
    folder
        Where the files lie.
    expected
        The right bytes, by file name.
    """
    sentences = []
    for name, content in expected.items():
        path = folder / name
        if not path.is_file():
            sentences.append(f"{path}: missing; run data/build/rebuild.py to write it")
            continue
        found = path.read_bytes()
        at = first_difference(found, content)
        if at is not None:
            line = found[:at].count(b"\n") + 1
            sentences.append(
                f"{path}: differs from byte {at} (line {line}) on: "
                f"{found[at : at + 20]!r} there, {content[at : at + 20]!r} when rebuilt; "
                "if the rebuilt file is right, run data/build/rebuild.py to write it"
            )
    return sentences


def write_all(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write each file beside its target, then move it there, so none is ever half written."""
    for name, content in contents.items():
        part = folder / f"{name}.part"
        part.write_bytes(content)
        part.replace(folder / name)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--check", action="store_true", help="compare only, write nothing")
    mode.add_argument("--quality", action="store_true", help="print the measured figures")
    options = parser.parse_args(arguments)

    from packages import PackageError, require_pinned

    try:
        require_pinned()
        if options.quality:
            from quality import report

            print(report(DATA))
            return 0
        contents = {name: build() for name, build in builders().items()}
    except PackageError as error:
        print(error, file=sys.stderr)
        return 1
    if not options.check:
        write_all(DATA, contents)
    sentences = differences(DATA, contents)
    for sentence in sentences:
        print(sentence, file=sys.stderr)
    for name, content in contents.items():
        print(f"{name} {len(content)} bytes")
    return 1 if sentences else 0


if __name__ == "__main__":
    raise SystemExit(main())
