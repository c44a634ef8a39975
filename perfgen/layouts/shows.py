"""What a layout prints of a document: worked out from its template's tags and from the titles in its layout.yaml."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from perfgen.filing.regex import regex
from perfgen.kinds import by_name
from perfgen.kinds.kind import Labels
from perfgen.layouts.layout import Layout

ALWAYS = frozenset(("版式", "年度", "时间", "绩效文本", "部门", "金额单位"))
"""What every document says of itself, printed or not: nobody is told that it is not."""

_IN_TITLE = regex(r"\{([^{}]+)\}")


def shows(layout: Layout, printed: Callable[[Labels], bool]) -> Callable[[Labels], bool]:
    """Whether a layout prints what stands at a path of labels; `printed` tells whether its template prints a path of names."""
    titles, tags = frozenset(_in_titles(layout)), by_name(layout.kind).tags

    @lru_cache(maxsize=512)
    def answer(labels: Labels) -> bool:
        return labels[0] in ALWAYS or labels in titles or any(map(printed, tags(labels)))

    return answer


def _in_titles(layout: Layout) -> Iterator[Labels]:
    for section in layout.sections.values():
        yield from ((name,) for name in _named(section.title, section.subtitle))
    own = layout.project_section
    listed = {section.lists for section in layout.sections.values() if section.lists}
    for name in _named(own.title, own.subtitle) if own else ():
        yield from ((label, name) for label in listed)


def _named(*titles: str | None) -> Iterator[str]:
    for title in titles:
        yield from _IN_TITLE.findall(title or "")
