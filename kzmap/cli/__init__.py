"""The command line.

Each command is a module; what it needs beyond this package it imports when it runs, so that
``kzmap --version`` and ``kzmap geocode`` do not wait for pandas or folium.
"""

import os
import sys
from typing import Annotated

import typer

from kzmap import __version__
from kzmap.cli.check import check
from kzmap.cli.dashboard import dashboard
from kzmap.cli.embed import embed
from kzmap.cli.export import export
from kzmap.cli.formats import formats
from kzmap.cli.geocode import geocode
from kzmap.cli.saying import REFUSED, complain, prepare_streams
from kzmap.cli.spread import spread
from kzmap.errors import KzmapError

app = typer.Typer(
    name="kzmap",
    help="A day-by-day map of protests, security responses and states of emergency.",
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (export, embed, spread, geocode, check, formats, dashboard):
    app.command()(command)

__all__ = ["app", "main"]

_INTERRUPTED = 130


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"kzmap {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _root(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_show_version,
            is_eager=True,
            help="Print the version and exit.",
        ),
    ] = False,
) -> None:
    del version
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def main() -> None:
    """Run the command line and exit with its status.

    0 all kept, 1 some rows set aside or places unresolved (output written), 2 refused (nothing
    written). An error is one line on stderr; ``KZMAP_DEBUG=1`` shows where it comes from.
    """
    prepare_streams()
    try:
        status = app(standalone_mode=False)
        sys.stdout.flush()
    except KzmapError as error:
        status = _refuse(str(error))
    except (KeyboardInterrupt, typer.Abort):
        complain("stopped; nothing was left half-written")
        status = _INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has had enough; Python must not complain at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    except Exception as error:
        tell = getattr(error, "format_message", None)
        if tell is not None:
            status = _refuse(f"{tell()} (see kzmap --help)")
        else:
            status = _refuse(
                f"unexpected {type(error).__name__}: {error} "
                "(a fault of kzmap; KZMAP_DEBUG=1 shows where)"
            )
    sys.exit(status if isinstance(status, int) else 0)


def _refuse(text: str) -> int:
    if os.environ.get("KZMAP_DEBUG"):
        raise
    complain(text)
    return REFUSED
