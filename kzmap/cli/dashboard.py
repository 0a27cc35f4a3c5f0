"""``kzmap dashboard``."""

from typing import Annotated

import typer


def dashboard(
    port: Annotated[
        int | None,
        typer.Option(help="Port to serve on; the first free one from 8501 if left out."),
    ] = None,
    address: Annotated[
        str, typer.Option(help="Address to serve on; the default is this machine only.")
    ] = "127.0.0.1",
) -> None:
    """Open the dashboard: the map with native controls, tables and downloads around it."""
    from kzmap.dashboard.launch import run

    raise typer.Exit(run(port=port, address=address))
