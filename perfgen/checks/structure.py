"""What a finished document shows of its structure."""

from __future__ import annotations

from collections.abc import Sequence

from perfgen.filing.outline import Heading

REBUILD = "用 perfgen import 读成 YAML，再用 perfgen build 生成，目录和书签会一起做好"
"""How contents and bookmarks are put right."""


def project_headings(headings: Sequence[Heading]) -> list[Heading]:
    """The headings of projects among some."""
    return [heading for heading in headings if heading.project is not None]
