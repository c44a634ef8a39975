"""STR: headings and contents that went astray, numbers out of step, blank fields, missing indicators."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from perfgen.checks.subject import INDICATORS, NARRATIVE, TARGET
from perfgen.filing.outline import ContentsEntry, Outline
from tests.checks.clean import (
    BASIS,
    DESCRIPTION,
    GOALS,
    LEVEL1,
    LEVEL2,
    PURPOSE,
    SAFEGUARDS,
    Clean,
    one_line_texts,
    prose,
    saying,
    without_rows,
)
from tests.checks.mutations import Change, Mutant, defect

BROKEN = ("错误!未定义书签", "错误! 未定义书签", "错误!未找到引用源", "Error! Bookmark not defined", "Error! Reference source not found")  # fmt: skip
NUMBERED = re.compile(r"（[一二三四五六七八九十]）|\d+\.")


def in_document(clean: Clean, outline: Outline, what: str) -> Mutant:
    return Mutant(clean.data, (), what, outline=outline)


@defect("STR01", "标题删掉了", STR03="目录里还有这个标题")
def heading_lost(clean: Clean) -> Iterator[Mutant | Change]:
    for at, heading in enumerate(clean.outline.headings):
        if heading.project is None:
            rest = (*clean.outline.headings[:at], *clean.outline.headings[at + 1 :])
            yield in_document(clean, clean.outline._replace(headings=rest, missing=(heading.title,)), heading.title)


def with_entry(outline: Outline, at: int, *entries: ContentsEntry) -> Outline:
    return outline._replace(contents=(*outline.contents[:at], *entries, *outline.contents[at + 1 :]))


@defect("STR02", "目录页码是错误提示")
def error_in_contents(clean: Clean) -> Iterator[Mutant | Change]:
    for at, entry in enumerate(clean.outline.contents):
        words = BROKEN[at % len(BROKEN)]
        broken = entry._replace(text=f"{entry.title}\t{words}。")
        yield in_document(clean, with_entry(clean.outline, at, broken), f"{entry.title} {words}")


@defect("STR02", "正文里有域的错误提示")
def error_in_text(clean: Clean) -> Iterator[Mutant | Change]:
    for at, (path, text) in enumerate(prose(clean)):
        words = BROKEN[at % len(BROKEN)]
        yield Change(path, f"{text.rstrip()}详见{words}。", words)


@defect("STR03", "目录里是别的项目")
def other_entry(clean: Clean) -> Iterator[Mutant | Change]:
    for at, entry in enumerate(clean.outline.contents):
        for title in (entry.title[:-3], f"全县{entry.title}", f"{entry.title}情况"):
            other = ContentsEntry(f"{title}\t—", title, entry.place)
            yield in_document(clean, with_entry(clean.outline, at, other), title)


@defect("STR03", "目录漏列一个项目")
def entry_lost(clean: Clean) -> Iterator[Mutant | Change]:
    projects = {heading.title for heading in clean.outline.headings if heading.project is not None}
    for at, entry in enumerate(clean.outline.contents):
        if entry.title in projects:
            yield in_document(clean, with_entry(clean.outline, at), entry.title)


@defect("STR03", "改了正文的项目标题")
def heading_renamed(clean: Clean) -> Iterator[Mutant | Change]:
    for at, heading in enumerate(clean.outline.headings):
        if heading.project is not None:
            renamed = heading._replace(title=heading.title.replace("绩效", "专项绩效", 1))
            headings = (*clean.outline.headings[:at], renamed, *clean.outline.headings[at + 1 :])
            yield in_document(clean, clean.outline._replace(headings=headings), renamed.title)


@defect("STR04", "项目标题没有书签、书签调换")
def bookmarks_astray(clean: Clean) -> Iterator[Mutant | Change]:
    at_projects = [at for at, heading in enumerate(clean.outline.headings) if heading.project is not None]

    def marked(marks: dict[int, str], what: str) -> Mutant:
        headings = [one._replace(bookmark=marks.get(at, one.bookmark)) for at, one in enumerate(clean.outline.headings)]
        return in_document(clean, clean.outline._replace(headings=tuple(headings)), what)

    names = {at: clean.outline.headings[at].bookmark for at in at_projects}
    for at in at_projects:
        yield marked({at: ""}, f"{at} 没有书签")
    for one, two in pairwise(at_projects):
        yield marked({one: names[two], two: names[one]}, f"{one} {two} 调换")
        yield marked({two: names[one]}, f"{two} 重复")


def narrative_lines(clean: Clean) -> Iterator[tuple[str, int, list[str]]]:
    for label in clean.data[NARRATIVE]:
        paragraphs = clean.paragraphs(label)
        for at in range(len(paragraphs)):
            yield label, at, paragraphs


UNNAMED = "分项绩效目标里不再有这个项目的名字"


@defect("STR05", "序号后面空着", XRF04=UNNAMED, XRF03=UNNAMED)
def bare_number(clean: Clean) -> Iterator[Mutant | Change]:
    for label, at, paragraphs in narrative_lines(clean):
        if found := NUMBERED.match(paragraphs[at]):
            bare = [*paragraphs[:at], found[0], *paragraphs[at + 1 :]]
            yield Mutant(saying(clean, label, bare), (NARRATIVE, label), found[0])


@defect("STR06", "漏了一段，序号跳了", XRF04=UNNAMED)
def number_skipped(clean: Clean) -> Iterator[Mutant | Change]:
    for label in clean.data[NARRATIVE]:
        paragraphs = clean.paragraphs(label)
        starts = [at for at, text in enumerate(paragraphs) if NUMBERED.match(text)]
        for start, end in zip(starts, [*starts[1:], len(paragraphs)], strict=False):
            following = paragraphs[end] if end < len(paragraphs) else ""
            style = "（" if paragraphs[start].startswith("（") else "1"
            if (following.startswith("（") and style == "（") or (following[:1].isdigit() and style == "1"):
                left = [*paragraphs[:start], *paragraphs[end:]]
                yield Mutant(saying(clean, label, left), (NARRATIVE, label), paragraphs[start][:8])


@defect("STR06", "序号重复")
def number_repeated(clean: Clean) -> Iterator[Mutant | Change]:
    for label, at, paragraphs in narrative_lines(clean):
        if (found := NUMBERED.match(paragraphs[at])) and found[0] not in ("（一）", "1."):
            before = [one for one in (NUMBERED.match(text) for text in paragraphs[:at]) if one]
            same = [one[0] for one in before if one[0].startswith("（") == found[0].startswith("（")][-1]
            again = [*paragraphs[:at], same + paragraphs[at][found.end() :], *paragraphs[at + 1 :]]
            yield Mutant(saying(clean, label, again), (NARRATIVE, label), found[0])


@defect("STR06", "编了（1）没有（2）")
def only_one(clean: Clean) -> Iterator[Mutant | Change]:
    for label in (SAFEGUARDS, "加强部门整体绩效目标实施"):
        for at, text in enumerate(paragraphs := clean.paragraphs(label)):
            if text.startswith("（"):
                more = ["（1）按月核对支出进度。", "每季度向局务会通报一次核对结果。"]
                yield Mutant(
                    saying(clean, label, [*paragraphs[: at + 1], *more, *paragraphs[at + 1 :]]),
                    (NARRATIVE, label),
                    text[:6],
                )


@defect("STR06", "二是漏了是")
def second_without_is(clean: Clean) -> Iterator[Mutant | Change]:
    ways = (
        "一是按月核对进度；二及时通报结果",
        "一是明确责任人，二做好台账，三是按时报送",
        "一是定期巡查；二是建立台账；三加强考核",
    )
    for at, (path, text) in enumerate(prose(clean)):
        if path[0] == NARRATIVE:
            way = ways[at % len(ways)]
            yield Change(path, f"{text.rstrip()}\n{way}。", way)


COUNTED = "说明里写着几项目标、几项指标，增减了就对不上"
GONE = "这一段空了，里面的项目也就没有写到"


@defect("STR07", "空着没有填", XRF04=GONE, XRF07=COUNTED)
def blank(clean: Clean) -> Iterator[Mutant | Change]:
    for label in clean.data[NARRATIVE]:
        yield Change((NARRATIVE, label), "", "")
    for path, project in clean.projects:
        yield Change((*path, PURPOSE), "", "")
        yield Change((*path, GOALS), [], "", path)
        for at in range(len(project[GOALS])):
            yield Change((*path, GOALS, at), "", "")
    for cell, _ in one_line_texts(clean):
        if cell[-1] in (DESCRIPTION, TARGET, BASIS) and cell[0] != "整体绩效指标":
            yield Change(cell, "", "")


@defect("STR07", "数字没有单位", NUM05="成本没有单位，与预算数对不上", IND05="比率没有百分号")
def unit_lost(clean: Clean) -> Iterator[Mutant | Change]:
    for path, row in clean.rows:
        bare = re.fullmatch(r"([≥≤=]?[\d.]+)(?!月)\D+", row[TARGET])
        if bare and bare[1].strip("=") != "0":  # no accidents need no unit
            yield Change((*path, TARGET), bare[1], bare[1])


@defect("STR08", "没有产出、效益指标", STR09="产出指标都没有了", STR10="产出指标都没有了", XRF07=COUNTED)
def no_level1(clean: Clean) -> Iterator[Mutant | Change]:
    for path, project in clean.projects:
        for level1 in dict.fromkeys(row[LEVEL1] for row in project[INDICATORS]):
            if level1 != "满意度指标":
                yield Mutant(without_rows(clean.data, path, **{LEVEL1: level1}), path, level1)


def no_level2(clean: Clean, *names: str) -> Iterator[Mutant | Change]:
    for path, project in clean.projects:
        for name in names:
            if any(row[LEVEL2] == name for row in project[INDICATORS]):
                yield Mutant(without_rows(clean.data, path, **{LEVEL2: name}), path, name)


@defect("STR09", "没有数量、质量、时效指标")
def no_output(clean: Clean) -> Iterator[Mutant | Change]:
    if clean.layout == "hebei-2022":
        yield from no_level2(clean, "数量指标", "质量指标", "时效指标")


@defect("STR10", "没有成本指标")
def no_cost(clean: Clean) -> Iterator[Mutant | Change]:
    if clean.layout == "hebei-2022":
        yield from no_level2(clean, "成本指标")


@defect("STR11", "没有满意度指标", XRF07=COUNTED)
def no_satisfaction(clean: Clean) -> Iterator[Mutant | Change]:
    yield from no_level2(clean, "服务对象满意度指标")
