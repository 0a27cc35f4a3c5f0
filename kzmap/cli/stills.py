"""What ``kzmap export`` writes instead of a page: stills, sheets, animations of the days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer

from kzmap.errors import ArgumentError

if TYPE_CHECKING:
    from kzmap.dataset import Dataset

Kind = Literal["html", "png", "pdf", "svg", "gif"]
View = Literal["day", "so-far", "first"]
Theme = Literal["light", "dark"]
Paper = Literal["A4", "Letter"]
KINDS: tuple[Kind, ...] = get_args(Kind)
_PIXELS = ("png", "gif")
_PICTURES = ("png", "svg", "gif")
_NOT_DRAWN = ("jpg", "jpeg", "webp", "tif", "tiff", "bmp", "eps", "webm", "mp4", "apng")

FormatsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        metavar="png|pdf|svg|gif|NAME|FILE.toml",
        help="What to write instead of a page: a still of one --day as png, svg or (a sheet "
        "with every report) pdf, or the days as an animated gif. Else what the table of events "
        "is: a name that `kzmap formats` lists, or a declaration of your own; recognised if "
        "left out. May be given once for each.",
    ),
]
DayOption = Annotated[
    str | None,
    typer.Option("--day", metavar="YYYY-MM-DD", help="Day of a still; of a page, the first."),
]
FromOption = Annotated[
    str | None,
    typer.Option("--from", metavar="YYYY-MM-DD", help="First day of a gif."),
]
ToOption = Annotated[
    str | None, typer.Option("--to", metavar="YYYY-MM-DD", help="Last day of a gif.")
]
ViewOption = Annotated[
    View,
    typer.Option("--view", help="What of the days is shown."),
]
KnownOption = Annotated[
    str | None,
    typer.Option(
        "--known-on",
        metavar="YYYY-MM-DD",
        help="Show only what the sources are known to have published by this day.",
    ),
]
ThemeOption = Annotated[Theme, typer.Option("--theme", help="Colours of png, svg and gif.")]
WidthOption = Annotated[
    int | None,
    typer.Option("--width", metavar="PX", min=320, max=8000, help="Width of a picture: 1200."),
]
HeightOption = Annotated[
    int | None,
    typer.Option("--height", metavar="PX", min=320, max=8000, help="Height of a picture: 900."),
]
ScaleOption = Annotated[
    float | None,
    typer.Option(
        "--scale",
        min=0.5,
        max=6,
        help="Pixels in a row for each of --width and --height: 2 for png, 1 for gif.",
    ),
]
PaperOption = Annotated[Paper, typer.Option("--paper", help="Paper of a pdf.")]
SecondsOption = Annotated[
    float,
    typer.Option("--seconds", min=0.1, max=60, help="How long a gif shows each day."),
]


@dataclass(frozen=True)
class Wish:
    """What the options ask for; checked as far as it can be before anything is read."""

    kind: Kind
    day: date | None
    span: tuple[date | None, date | None]
    view: View
    known: date | None
    theme: Theme
    width_px: int | None
    height_px: int | None
    scale: float | None
    paper: Paper
    seconds: float

    @property
    def suffix(self) -> str:
        """What the name of the file ends with where none is given."""
        day = f"-{self.day}" if self.day and self.kind not in ("html", "gif") else ""
        return f"{day}.{self.kind}"


def split_formats(
    formats: Sequence[str] | None, output: Path | None
) -> tuple[Kind, str | None]:
    """Tell what to write from what the table is; the name of the output may say the former.

    Raises
    ------
    ArgumentError
        Two are given of either, or the name of the output says something else.

    Examples
    --------
    >>> split_formats(["png", "acled"], None)
    ('png', 'acled')
    >>> split_formats(None, Path("5-january.svg"))
    ('svg', None)
    """
    kinds = [kind for name in formats or () for kind in KINDS if kind == name]
    inputs = [name for name in formats or () if name not in KINDS]
    ending = output.suffix.lower().removeprefix(".") if output else ""
    for given in (*inputs, ending):
        if given in _NOT_DRAWN:
            raise ArgumentError(f"{given} is not drawn here; png, pdf, svg and gif are")
    for several in (kinds, inputs):
        if len(several) > 1:
            raise ArgumentError(f"--format {several[0]} and {several[1]}: give one of them")
    named = next((kind for kind in KINDS if kind == ending), None)
    if kinds and named and kinds[0] != named:
        raise ArgumentError(
            f"--format {kinds[0]} does not go with a file named {output}; name it *.{kinds[0]}"
        )
    return (kinds[0] if kinds else named or "html"), (inputs[0] if inputs else None)


def wish_of(
    kind: Kind,
    *,
    day: str | None,
    span: tuple[str | None, str | None],
    view: View,
    known: str | None,
    theme: Theme,
    size: tuple[int | None, int | None, float | None],
    paper: Paper,
    seconds: float,
    tiles: bool,
) -> Wish:
    """Check what is wished.

    Raises
    ------
    ArgumentError
        An option has no such value, or does not go with what is to be written.
    StillError
        There is no browser that could draw it.
    """
    if kind in ("png", "pdf", "svg") and day is None:
        raise ArgumentError(f"a still ({kind}) is of one day; say which: --day 2022-01-05")
    wants_size = any(one is not None for one in size[:2])
    for is_wrong, why in (
        (day and kind == "gif", "--day goes with a still; a gif has --from and --to"),
        (any(span) and kind != "gif", "--from and --to go with a gif"),
        (wants_size and kind not in _PICTURES, "--width and --height go with png, svg and gif"),
        (size[2] and kind not in _PIXELS, "--scale goes with png and gif"),
        (tiles and kind != "html", "--tiles goes with a page; a still is drawn offline"),
    ):
        if is_wrong:
            raise ArgumentError(why)
    if kind != "html":
        from kzmap.stills.browser import check_browser

        check_browser()
    first, last = _day_of("--from", span[0]), _day_of("--to", span[1])
    shown = (_day_of("--day", day), (first, last), view, _day_of("--known-on", known))
    return Wish(kind, *shown, theme, *size, paper, seconds)


def _day_of(option: str, text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentError(f"{option} {text}: expected a day such as 2022-01-05") from error


def check_days(wish: Wish, dataset: "Dataset") -> None:
    """Refuse days that the data does not have, before a browser is started for them.

    Raises
    ------
    ArgumentError
        The text says from when to when the data goes.
    """
    days = dataset.days
    for option, day in zip(("--day", "--from", "--to"), (wish.day, *wish.span), strict=True):
        if day is not None and day not in days:
            raise ArgumentError(
                f"{option} {day}: the data has no such day; "
                f"it goes from {days[0]} to {days[-1]}"
            )
    first, last = wish.span
    if first and last and first > last:
        raise ArgumentError(f"--from {first} is after --to {last}")
