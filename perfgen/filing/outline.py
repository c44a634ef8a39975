"""What a finished document shows of its structure: the contents it prints and the headings of its body.

A filing in YAML has none: its layout prints both. A document that was imported has what somebody left in it.
"""

from __future__ import annotations

from typing import NamedTuple


class Heading(NamedTuple):
    """A heading of the body: its text, where it stands (in words), and its bookmark, empty where it has none.

    `project` counts from 0, in the order of the document, and tells whose 绩效目标表 follows; None for parts and
    sections.
    """

    title: str
    place: str
    bookmark: str = ""
    project: int | None = None


class ContentsEntry(NamedTuple):
    """A line of the contents as printed, page number and all; its title without them; where it stands (in words)."""

    text: str
    title: str
    place: str


class Outline(NamedTuple):
    """The structure of a document.

    `missing` are titles of the layout's sections that have no heading; `broken_off` where a text dump ends before its
    last project does, so that nothing at its end is missing by anyone's fault.
    """

    contents: tuple[ContentsEntry, ...] = ()
    headings: tuple[Heading, ...] = ()
    missing: tuple[str, ...] = ()
    broken_off: bool = False
