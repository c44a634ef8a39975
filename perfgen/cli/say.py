"""The one way from a command to a screen or a pipe."""

from __future__ import annotations

import re

import click

from perfgen.api.shown import visible

_STYLE = r"(\x1b\[[0-9;]*m)"
"""Colours, as click writes them."""

_COMMAND = r"^((?:\x1b\[[0-9;]*m|\s)*)::"
"""The beginning of a line that a runner of GitHub Actions takes for a command."""


def say(text: str = "", *, err: bool = False, nl: bool = True) -> None:
    """Print lines, with nothing in them that the reader would carry out: see `harmless`."""
    click.echo(harmless(text), err=err, nl=nl)


def difference(name: str, before: bytes, after: bytes) -> str:
    """The lines in which a file differs from what it was, as diff tools show them; `name` is what the file is called."""
    from difflib import unified_diff  # noqa: PLC0415 -- seldom needed

    old, new = (text.decode("utf-8").splitlines(keepends=True) for text in (before, after))
    lines = unified_diff(old, new, f"{name}（原来）", f"{name}（改后）", n=1)
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def harmless(text: str) -> str:
    """Lines as they may be printed: colours and tabs stay, whatever else a terminal or GitHub's runner obeys is shown.

    What comes from others must be `visible` before it is put into lines: here a line break is one of ours.
    """
    return "\n".join(map(_line, text.split("\n")))


def _line(line: str) -> str:
    if not line.isprintable():
        parts = [part if re.fullmatch(_STYLE, part) else _kept_tabs(part) for part in re.split(_STYLE, line)]
        line = "".join(parts)
    else:
        line = visible(line)
    return re.sub(_COMMAND, r"\1\\x3a:", line) if "::" in line else line


def _kept_tabs(text: str) -> str:
    return "\t".join(map(visible, text.split("\t")))
