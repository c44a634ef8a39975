"""The structure a document shows: the contents it prints, the headings of its body, and what is missing of both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from perfgen.docx.blocks import Block, BlockDocument, Paragraph, Table
from perfgen.filing.labels import key
from perfgen.filing.outline import ContentsEntry, Heading, Outline
from perfgen.importing.activities import is_title
from perfgen.importing.front import of_contents, section_heading, section_words
from perfgen.importing.labels import Labels
from perfgen.importing.split import split
from perfgen.importing.words import blank, part_number, unnumbered, without_page
from perfgen.layouts import Layout
from perfgen.layouts.layout import Section
from perfgen.source.grammar import INDICATORS, OVERALL_INDICATORS, PROJECTS

_CONTENTS = ("目录", "目次")
_YEAR = re.compile(r"20\d\d")
_LONGEST = 80
"""A paragraph that is longer is no heading."""
_ALIKE = 0.85
"""How much of a heading must be there for it to stand, with a character lost or mistyped."""


def outline_of(
    document: BlockDocument, layout: Layout, labels: Labels, data: Mapping[str, Any], *, dump: bool
) -> Outline:
    """The outline of a document that was read as `data`; only a `dump` can break off."""
    contents, body = _parted([block for block in document.blocks if isinstance(block, Paragraph)])
    titles = _project_titles(document.blocks, layout, labels)
    sections, missing = _sections(body, layout, labels)
    listed = {key(entry.title) for entry in contents}
    headings: list[Heading] = []
    waiting: list[str] = []
    for paragraph in body:
        marks = [mark for mark in paragraph.bookmarks if _is_mark(mark, layout)]
        if blank(paragraph.printed):
            waiting += marks
            continue
        project = titles.get(id(paragraph))
        title = sections.get(id(paragraph)) or paragraph.printed.strip()
        if project is not None or id(paragraph) in sections or _is_other(paragraph, marks, listed):
            headings.append(Heading(title, paragraph.place, next(iter(marks + waiting), ""), project))
        waiting = []
    return Outline(tuple(contents), tuple(headings), tuple(missing), dump and _breaks_off(layout, data))


def _parted(paragraphs: Sequence[Paragraph]) -> tuple[list[ContentsEntry], list[Paragraph]]:
    """The contents, and the paragraphs of the body."""
    contents: list[ContentsEntry] = []
    body: list[Paragraph] = []
    begun = False
    for paragraph in paragraphs:
        said = paragraph.printed.strip()
        bare = without_page(said)
        if key(said) in _CONTENTS:
            begun = True
        elif said and (of_contents(paragraph) or (begun and bare != said)):
            contents.append(ContentsEntry(said, bare, paragraph.place))
        else:
            begun = begun and not said
            body.append(paragraph)
    return contents, body


def _project_titles(blocks: Sequence[Block], layout: Layout, labels: Labels) -> dict[int, int]:
    """The paragraphs that are titles of projects, by identity, and the project that follows each."""
    start = _first_project(blocks, labels) if OVERALL_INDICATORS in layout.sections else 0
    titles: dict[int, int] = {}
    for number, rows in enumerate(split(tuple(blocks[start:]), labels).projects):
        found = [paragraph for paragraph in rows.before if is_title(paragraph, layout)]
        if found:
            titles[id(found[-1])] = number
    return titles


def _first_project(blocks: Sequence[Block], labels: Labels) -> int:
    """Where the paragraphs before the first table of a project begin."""
    start = 0
    for at, block in enumerate(blocks):
        if isinstance(block, Table):
            if any(len(row) > 1 and key(row[0].text) in labels.top for row in block.rows):
                return start
            start = at + 1
    return len(blocks)


def _is_mark(mark: str, layout: Layout) -> bool:
    """Whether a bookmark is one that contents refer to."""
    return mark.startswith(("_Toc", *(section.bookmark for section in layout.sections.values())))


def _is_other(paragraph: Paragraph, marks: Sequence[str], listed: set[str]) -> bool:
    """Whether a paragraph is a heading the layout knows nothing of."""
    styled = paragraph.style.casefold().startswith(("heading", "标题"))
    return len(paragraph.printed) <= _LONGEST and (styled or bool(marks) or key(paragraph.printed) in listed)


# --- parts and sections


def _sections(body: Sequence[Paragraph], layout: Layout, labels: Labels) -> tuple[dict[int, str], list[str]]:
    """The paragraphs that head parts and sections, by identity, with the title each has; and what has none."""
    found: dict[int, str] = {}
    missing: list[str] = []
    for name, section in layout.sections.items():
        if section.level == 1:
            at = _part(body, section)
        else:
            at = section_heading(body, 0, section, section_words(name, section, labels))
            at = _damaged(body, section) if at is None else at
        if at is None:
            missing.append(section.title)
        else:
            found[id(body[at])] = _whole_title(body, at, section)
    return found, missing


def _part(body: Sequence[Paragraph], section: Section) -> int | None:
    """The paragraph that numbers a part; that of its subtitle where none does."""
    wanted, subtitle = part_number(section.title), _subtitle(section)
    numbered = (at for at, one in enumerate(body) if wanted and part_number(one.printed) == wanted)
    short = next((at for at in numbered if len(body[at].printed.strip()) <= _LONGEST), None)
    if short is not None:
        return short
    bare = {key(section.title), subtitle} - {""}
    return next((at for at, one in enumerate(body) if _without_year(one) in bare), None)


def _whole_title(body: Sequence[Paragraph], at: int, section: Section) -> str:
    """The title of a heading; of a part, with the subtitle in the paragraph below."""
    title = body[at].printed.strip()
    below = next((one for one in body[at + 1 :] if not blank(one.printed)), None)
    if below is None or section.level != 1 or _without_year(below) != _subtitle(section):
        return title
    return f"{title} {below.printed.strip()}"


def _subtitle(section: Section) -> str:
    return key((section.subtitle or "").replace("{年度}", ""))


def _without_year(paragraph: Paragraph) -> str:
    return key(_YEAR.sub("", paragraph.printed))


def _damaged(body: Sequence[Paragraph], section: Section) -> int | None:
    """The numbered paragraph that is the heading of a section but for a character or two."""
    wanted = key(unnumbered(section.title)[1])
    for at, paragraph in enumerate(body):
        number, rest = unnumbered(paragraph.printed[:_LONGEST])
        said = key(rest)
        if number and abs(len(said) - len(wanted)) <= 1 and SequenceMatcher(None, said, wanted).ratio() >= _ALIKE:
            return at
    return None


# --- the end


def _breaks_off(layout: Layout, data: Mapping[str, Any]) -> bool:
    """Whether the last project stops before the layout's last 一级指标."""
    last = next((project for project in _backwards(data)), None)
    if last is None or not layout.taxonomy:
        return False
    return list(layout.taxonomy)[-1] not in {row.get("一级指标") for row in last.get(INDICATORS, ())}


def _backwards(data: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for label in PROJECTS:
        yield from reversed(data.get(label) or ())
