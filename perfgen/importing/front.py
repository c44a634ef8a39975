"""Part one: cover and contents accounted for, the narrative under its headings, and where part two begins."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from perfgen.docx.blocks import Paragraph
from perfgen.filing.labels import key
from perfgen.filing.numerals import arabic, ordinal
from perfgen.filing.reviewer import finance_office
from perfgen.importing.labels import Labels
from perfgen.importing.report import Ledger
from perfgen.importing.split import is_title
from perfgen.importing.words import behind_heading, blank, part_number, unnumbered, without_page
from perfgen.layouts import Layout
from perfgen.layouts.layout import Section

_TITLE = "(?:部门)?预算(?:项目)?绩效(?:目标)?文本"
_YEAR = "20[0-9]{2}年度?"
_SIGNED = re.compile("(编制|审核)(?:单位|部门|机关)?")
_PLAIN_PAGE = re.compile(r"\W*\d*\W*|第?\s*\d*\s*页.*")
PARTED = "标题和正文写在一段里，已经分开"


class Listed(NamedTuple):
    """A project: its title, as it prints, and its code, as it was read."""

    title: str
    code: str


@dataclass(slots=True)
class Front:
    """What stands before the first project, cut up: cover and contents, texts by section, and what follows part two."""

    cover: list[Paragraph] = field(default_factory=list)
    texts: dict[str, list[Paragraph]] = field(default_factory=dict)
    rest: list[Paragraph] = field(default_factory=list)


def cut(paragraphs: Sequence[Paragraph], layout: Layout, labels: Labels, ledger: Ledger) -> Front:
    """Find the headings among the paragraphs before the first table of a project."""
    sections = {name: section for name, section in layout.sections.items() if section.level == 2}
    paragraphs = list(paragraphs)
    heads: dict[str, int] = {}
    last = -1
    for name, section in sections.items():
        at = section_heading(paragraphs, last + 1, section, section_words(name, section, labels))
        if at is None:
            at = parted(paragraphs, last + 1, section_words(name, section, labels), ledger)
            if at is not None:
                ledger.doubt(paragraphs[at].place, paragraphs[at + 1].text, PARTED, "部门整体绩效目标", name)
        if at is not None:
            heads[name] = last = at
    front = Front()
    order = list(heads.items())
    end = _part_two(paragraphs, last + 1, layout)
    for (name, at), stop in zip(order, [*(at for _, at in order[1:]), end], strict=False):
        ledger.pass_over(paragraphs[at])
        front.texts[name] = list(paragraphs[at + 1 : stop])
    front.cover = list(paragraphs[: order[0][1] if order else end])
    front.rest = list(paragraphs[end:])
    return front


def section_words(name: str, section: Section, labels: Labels) -> frozenset[str]:
    """What a section's heading may say, as keys."""
    return labels.sections.get(name, frozenset()) | {key(name), key(unnumbered(section.title)[1])}


def parted(paragraphs: list[Paragraph], start: int, wanted: Container[str], ledger: Ledger) -> int | None:
    """The first paragraph that says a heading and its text in one: parted in place."""
    for at in range(start, len(paragraphs)):
        paragraph = paragraphs[at]
        text = "" if of_contents(paragraph) else behind_heading(paragraph.printed, wanted)
        if text and paragraph.text.endswith(text):
            paragraphs[at : at + 1] = ledger.part(paragraph, text)
            return at
    return None


def section_heading(
    paragraphs: Sequence[Paragraph], start: int, section: Section, wanted: Container[str]
) -> int | None:
    """The paragraph that is most like the heading of a section: by bookmark, number and style; the last of a contents.

    `wanted` are the keys of what it may say.
    """
    listed = any(key(paragraph.printed) in ("目录", "目次") for paragraph in paragraphs)
    best, found = -1, None
    for at in range(start, len(paragraphs)):
        paragraph = paragraphs[at]
        number, rest = unnumbered(paragraph.printed)
        if key(rest) not in wanted or "\t" in paragraph.text or of_contents(paragraph):
            continue
        score = (
            4 * any(mark.startswith(section.bookmark) for mark in paragraph.bookmarks)
            + 2 * bool(number)
            + (paragraph.style.casefold().startswith(("heading", "标题")))
        )
        if score > best or (listed and score == best):
            best, found = score, at
    return found


def of_contents(paragraph: Paragraph) -> bool:
    """Whether a paragraph has a style of the contents."""
    return paragraph.style.casefold().startswith(("toc", "目录", "contents"))


def _part_two(paragraphs: Sequence[Paragraph], start: int, layout: Layout) -> int:
    """Where the text of the last section ends: at the head of part two, else at the first title of a project."""
    parts = [section for section in layout.sections.values() if section.level == 1]
    subtitles = {key(section.subtitle or "") for section in parts[1:]} - {""}
    numerals = {part_number(section.title) for section in parts[1:]} | {"2"} - {""}
    end = len(paragraphs)
    for _ in parts[1:]:  # from the last part up to the second
        end = _part_head(paragraphs[:end], start, subtitles, numerals)
    return end


def _part_head(paragraphs: Sequence[Paragraph], start: int, subtitles: set[str], numerals: set[str]) -> int:
    """The last head of a part, else the first title of a project, else the end."""
    for at in range(len(paragraphs) - 1, start - 1, -1):
        said = paragraphs[at].printed
        numbered = part_number(said) in numerals and key(unnumbered(said)[1]) in subtitles | {""}
        if numbered and part_number(said):
            return at
        if key(unnumbered(said)[1]) in subtitles:
            return _head_above(paragraphs, at, start, numerals)
    titles = (at for at in range(start, len(paragraphs)) if is_title(paragraphs[at]))
    return next(titles, len(paragraphs))


def _head_above(paragraphs: Sequence[Paragraph], at: int, start: int, numerals: set[str]) -> int:
    above = at - 1
    while above >= start and blank(paragraphs[above].printed):
        above -= 1
    return above if above >= start and part_number(paragraphs[above].printed) in numerals else at


def account_for_cover(
    cover: Sequence[Paragraph], layout: Layout, department: str, projects: Sequence[Listed], ledger: Ledger
) -> tuple[dict[str, str], str]:
    """Take what cover and contents say. Returns the 封面 of the filing, and the year (empty where none is found).

    The codes of the `projects` help to tell who would review it if it did not say so.
    """
    known = printed_titles(layout, [one.title for one in projects])
    said: dict[str, str] = {}
    year = ""
    for paragraph in cover:
        line = paragraph.printed.strip()
        entry = without_page(line)
        if key(line) in ("目录", "目次") or _is_printed((line, entry), known) or line == department.strip():
            ledger.pass_over(paragraph)
            continue
        of_year = _of_year((line, entry), known, year)
        if of_year:
            year = of_year
            ledger.take(paragraph)
            continue
        printed = _cover_title(line, department)
        if printed is not None:
            year = year or printed
            ledger.take(paragraph)
            continue
        if of_contents(paragraph) or (entry != line and ("\t" in line or is_title(Paragraph(entry)))):
            ledger.leave("目录里的这一行，正文里没有对应的标题", paragraph)
            continue
        _signature(paragraph, said, ledger)
    defaults = {
        "编制": department.strip(),
        "审核": layout.reviewed_by or finance_office(department, (one.code for one in projects)),
    }
    return {label: value for label, value in said.items() if value.strip() != defaults[label]}, year


def _is_printed(lines: tuple[str, str], known: set[str]) -> bool:
    line, entry = lines
    return key(entry) in known or line in known


def _of_year(lines: tuple[str, str], known: set[str], year: str) -> str:
    """The year a title says that prints with the year in it; empty where it is none, or says another than `year`."""
    found = re.search(year or r"20\d\d", lines[1])
    if found is None:
        return ""
    line, entry = (line.replace(found[0], "{年度}", 1) for line in lines)
    return found[0] if _is_printed((line, entry), known) else ""


def named_on_cover(cover: Sequence[Paragraph]) -> str:
    """Who signs the cover: the department, where no table names it."""
    signed = (one.text.removesuffix("编制").strip() for one in cover if one.text.strip().endswith("编制"))
    return next((name for name in signed if name), "")


def _cover_title(line: str, department: str) -> str | None:
    """The year in a line of the cover that says year and title, or one of them; None where it says neither."""
    said = re.sub("[〇○零一二三四五六七八九]{4}(?=年)", lambda found: arabic(found[0]), key(line))
    rest = said.removeprefix(key(department))
    title = re.fullmatch(f"({_YEAR})?({_TITLE})?({_YEAR})?", rest)
    if not rest or title is None:
        return None
    return (title[1] or title[3] or "")[:4]


def _signature(paragraph: Paragraph, said: dict[str, str], ledger: Ledger) -> None:
    """``乐亭县财政局编制`` or ``审核单位：…``."""
    text = paragraph.printed
    for label in ("编制", "审核"):
        if text.endswith(label) and not blank(text.removesuffix(label)) and label not in said:
            said[label] = text.removesuffix(label)
            ledger.take(paragraph)
            return
    before, _, after = text.replace(":", "：", 1).partition("：")
    found = _SIGNED.fullmatch(key(before))
    if found and not blank(after) and found[1] not in said:
        said[found[1]] = after.strip()
        ledger.take(paragraph)


def printed_titles(layout: Layout, projects: Sequence[str]) -> set[str]:
    """The titles a filing prints in its text and its contents, as keys and to the letter; those of its projects too."""
    titles = list(projects)
    for section in layout.sections.values():
        titles += [
            section.title,
            *([section.subtitle, f"{section.title} {section.subtitle}"] if section.subtitle else []),
        ]
        titles += [unnumbered(section.title)[1]] if section.level == 2 else []
    return {key(title) for title in titles if key(title)} | {title.strip() for title in titles}


def project_title(layout: Layout, number: int, name: str) -> str:
    """The title a project's tables have, after its name or its 工作活动, as the layout will have it."""
    numbered = (
        (layout.project_section.title if layout.project_section else "")
        .replace("{序号}", str(number))
        .replace("{中文序号}", ordinal(number))
    )
    return numbered.replace("{项目名称}", "{工作活动}").replace("{工作活动}", name)


def account_for_front(
    front: Front, layout: Layout, name: str, projects: Sequence[Listed], ledger: Ledger
) -> tuple[str, dict[str, str], str]:
    """Account for cover, contents and the head of part two.

    Returns the department's name (the cover's where `name` is empty), what the cover says, and the year it prints.
    """
    name = name or named_on_cover(front.cover)
    cover, year = account_for_cover(front.cover, layout, name, projects, ledger)
    account_for_part_two(front.rest, layout, ledger)
    return name, cover, year


def account_for_part_two(rest: Sequence[Paragraph], layout: Layout, ledger: Ledger) -> None:
    """Pass over the head of part two."""
    parts = [section for section in layout.sections.values() if section.level == 1]
    known = {
        key(text) for part in parts[1:] for text in (part.title, part.subtitle, f"{part.title}{part.subtitle}") if text
    }
    bare = {key(unnumbered(part.subtitle or "")[1]) for part in parts[1:]}
    for paragraph in rest:
        number, words = unnumbered(paragraph.printed)
        if (
            key(paragraph.printed) in known
            or (key(words) in bare and bool(words))
            or (part_number(number) and not words)
        ):
            ledger.pass_over(paragraph)


def account_for_margins(paragraphs: Sequence[Paragraph], name: str, year: str, ledger: Ledger) -> None:
    """Pass over page numbers in headers and footers, and lines that repeat the cover."""
    for paragraph in paragraphs:
        line = paragraph.printed.strip()
        if _PLAIN_PAGE.fullmatch(line) or line in (name, f"{name}{year}年部门预算绩效文本"):
            ledger.pass_over(paragraph)
