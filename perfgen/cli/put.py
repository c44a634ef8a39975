"""What a command makes, on the screen or in a file."""

from __future__ import annotations

from pathlib import Path

import click

from perfgen.api.files import write_file
from perfgen.api.shown import near
from perfgen.cli.say import say


def put(text: str, output: Path | None) -> None:
    """Print a text as it is, or write it to a file without its colours. Raises OutputError as `write_out`."""
    if output is None:
        click.echo(text, nl=False)
    else:
        write_out(click.unstyle(text).encode("utf-8"), output)


def write_out(content: bytes, output: Path) -> None:
    """Write a file that was named, and say that it is there. Raises OutputError where it cannot be written."""
    write_file(output, content, named=True)
    say(f"已生成 {near(output)}")
