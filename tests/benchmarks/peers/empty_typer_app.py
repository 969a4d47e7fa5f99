"""The peer of `pdtutor --help`: a Typer application with one command that does nothing."""

import typer

app = typer.Typer()


@app.command()
def nothing() -> None:
    """Do nothing."""


app()
