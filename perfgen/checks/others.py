"""Names of other places and departments in the texts of a filing: what is left of the filing it was copied from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from perfgen.checks.codes import divisions_of
from perfgen.checks.history import of_earlier_year
from perfgen.checks.subject import Path, Subject, where
from perfgen.checks.texts import Spans, normalised
from perfgen.checks.words import listed
from perfgen.filing.regex import either, regex

_TITLE = regex("《[^《》\\n]*》|“[^“”\\n]*”|〔[^〔〕\\n]*〕")
_BEFORE = regex(
    "(?:赴|到|去|往|与|和|及|同|跟|向|从|由|至|位于|高于|低于|距|离|途经|对口(?:帮扶|支援)?|包括|帮扶|支援|援助|学习|参照|借鉴|考察|调研|类似|邻近|周边|毗邻|引进|来自|籍贯?"
    r"|[、—\-~～至])\s*$"
)
"""What a place is named after where it is meant: 赴遵化市考察, 与滦南县交界."""
_BEHIND = regex(
    r"\s*(?:[、—\-~～至到]|等|籍|交界|接壤|毗邻|方向|考察|调研|学习|经验|做法|模式|之间|段|线|站|界|路|街|大道|高速|公路|铁路|港|口岸|机场|河|水库|灌区|小学|中学|[一-鿿]{2,12}?(?:经验|做法|模式)"
    "|[一-鿿]{0,14}?(?:公司|集团|厂|商行|合作社|大学|学院|医院|研究院|联社|分行|支行))"
)
"""What makes a place part of another name, or one that is meant."""
_COMPARED = regex(r"\s*(?:在|于)?(?:同期|(20\d\d)年)")
_REACH = 20
"""As far behind a place, in characters, as it is seen what it is part of."""

_SPEAKING = regex(
    "(?:^|(?<=[。；！？\\n]))[ 　（(]{0,8}(?:[一二三四五六七八九十\\d]{1,3}[）)、.．])?[ 　]{0,4}"
    "(?P<name>[一-鿿]{1,14}?(?:委员会|局|厅))"
    "(?=20\\d\\d年|本年度|今年|部门整体|部门预算|单位预算|整体绩效|绩效目标|预算绩效|的?(?:主要)?(?:职责|职能))"
)
"""A department that speaks of itself where a sentence begins: 县水利局2023年度申请…."""
_NO_NAME = regex("^(?:我|本|全|各|该|贵|由|经|按|为|下属|直属|所属|相关|有关|主管|领导|指导|支持|根据|依据|做好|配合)")
_LEVEL = regex("^.{0,8}?(?:省|市|州|盟|县|区|旗)(?=.{2})")


@cache
def _names(entries: tuple[str, ...]) -> re.Pattern[str]:
    """The names of counties and cities, the longer first."""
    names = {name for entry in entries for name in _also(entry.partition(" ")[2].strip())} - {""}
    return regex(either(names))


@cache
def _codes(entries: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The codes of each name; several districts have one name."""
    codes: dict[str, tuple[str, ...]] = {}
    for entry in entries:
        code, _, name = entry.partition(" ")
        for one in _also(name.strip()):
            codes[one] = (*codes.get(one, ()), code)
    return codes


def _also(name: str) -> tuple[str, ...]:
    """What a place is called: 围场满族蒙古族自治县 is 围场县 for short, and 永年区 was 永年县 until lately."""
    stem = _PEOPLES.sub("", name) if name.endswith("自治县") else name.removesuffix("区") if name.endswith("区") else ""
    return (name, f"{stem}县") if len(stem) == _STEM and not stem.endswith(_SIDES) else (name,)


_PEOPLES = regex("(?:满族|蒙古族|回族|朝鲜族|壮族)*自治县$")
_STEM = 2
_SIDES = ("东", "西", "南", "北", "中", "区", "矿")
"""What the names of districts end with that never were counties."""


def other_places(
    subject: Subject, texts: list[tuple[Path, str]], *, titles: bool = False
) -> Iterator[tuple[Path, int, str]]:
    """Counties and cities in texts that are neither the department's, nor above it, nor within it.

    Nothing where the department's name tells no place of which there is a table. What stands within 《》 or quotation
    marks is looked at only where `titles` says so.
    """
    entries = listed(subject, "divisions_hebei")
    own, mine = divisions_of(subject, subject.filing.department.name)
    if not own:
        return
    names, codes, year = _names(entries), _codes(entries), subject.filing.year
    kind = subject.filing.department.name.partition(own)[2]
    for path, text in where(texts, names.search):
        found = list(names.finditer(text))
        issued = Spans(one.span() for one in _TITLE.finditer(text)) if found and not titles else None
        for match in found:
            at, name = match.start(), match[0]
            if any(_is_related(code, one) for code in codes[name] for one in mine) or name in own:
                continue
            if issued and issued.hold(at):
                continue
            if of_earlier_year(text, at, own=year) or _is_compared(text, match.end(), year):
                continue
            alike = kind and text.startswith(kind, match.end())  # 肃宁县供销合作社 in the filing of 献县供销合作社
            acts = text[max(0, at - 1) : at] == "由" and _ORGAN.match(text, match.end())
            if not acts and _BEFORE.search(_NUMBERED.sub("", text[max(0, at - 4) : at])):
                continue
            if not alike and _BEHIND.match(text[match.end() : match.end() + _REACH]):
                continue
            yield path, at, name


_ORGAN = regex("人民政府|政府|纪委|财政局|审计局|督查|委员会|[\u4e00-\u9fff]{1,8}?[局委办](?![一-鿿]?[长员])")
"""Who does something: 由宽城满族自治县政府督查室约谈."""
_NUMBERED = regex("(?:^|[。；;\\n])\\s*[（(]?[一二三四五六七八九十]{1,2}[)）]?、?$", signs="一二三四五六七八九十")
"""The number of an item, 一、, which lists nothing."""


def _is_compared(text: str, end: int, year: int) -> bool:
    """Whether a place is set beside one's own: 涞水县同期送戏280场, 魏县2022年检查企业1500家次."""
    found = _COMPARED.match(text, end)
    return found is not None and (found[1] is None or int(found[1]) < year)


def other_towns(subject: Subject, texts: list[tuple[Path, str]]) -> Iterator[tuple[Path, int, str]]:
    """Towns whose own offices texts speak of (黄旗镇财政所), in the filing of another town."""
    own = subject.filing.department.name
    if not _OF_TOWN.search(own):
        return
    for path, text in where(texts, _TOWN.search):
        for match in _TOWN.finditer(text):
            name = match["name"]
            if name not in own and not _ANY_TOWN.search(name):
                yield path, match.start("name"), name
    for path, text in where(texts, _TWO_TOWNS.search):
        for match in _TWO_TOWNS.finditer(text):
            if match[1] not in own and match[2] not in own:
                yield path, match.start(1), match[0]


_OF_TOWN = regex("(?:镇|乡|街道)(?:人民政府|政府|党委|委员会|办事处)?$")
_TOWN = regex(
    "(?P<name>[一-鿿]{2}(?:镇|乡))(?=(?:人民)?政府|财政[所局]|党委|人大|司法所|派出所|卫生院|中心[校小]|综合|便民|农业综合|退役军人|村镇办|规划)"
)
_TWO_TOWNS = regex("([一-鿿]{2})、([一-鿿]{2})[两二](?:乡镇|乡|镇)")
_ANY_TOWN = regex(
    "[我本全各该乡每两此同由经向到村所属在建集城山进入交报送归给]镇$|[我本全各该镇每两此同由经向到城下老家故水]乡$|^(?:乡镇|本乡|上级)"
)


def _is_related(code: str, own: str) -> bool:
    """Whether a division is one's own, the prefecture above it, or within it."""
    return code.startswith(own) or own.startswith(code[:4] if code.endswith("00") else code)


def other_departments(subject: Subject, texts: list[tuple[Path, str]]) -> Iterator[tuple[Path, int, str]]:
    """Departments that texts speak of as of themselves and that are not the filing's."""
    own = normalised(subject.filing.department.name)
    projects = "\n".join(placed.project.name for placed in subject.projects)
    for path, text in where(texts, _SPEAKING.search):
        for match in _SPEAKING.finditer(text):
            name = match["name"]
            stem = _LEVEL.sub("", name)
            if not _NO_NAME.search(name) and len(stem) > 1 and not _is_short_for(stem, own) and name not in projects:
                yield path, match.start("name"), name


def reported_to(subject: Subject, texts: list[tuple[Path, str]]) -> Iterator[tuple[Path, int, str]]:
    """Offices of other departments that the texts make one's own report to: 向县教育局党组说明."""
    own = normalised(subject.filing.department.name)
    for path, text in where(texts, _OFFICE.search):
        for match in _OFFICE.finditer(text):
            name = match["name"]
            if not _ANYBODYS.search(name) and not _is_short_for(name, own):
                yield path, match.start("name"), name


_OFFICE = regex(
    "(?:[县市区旗])(?P<name>[一-鿿]{2,8}?局)(?=党组|党委|绩效办|绩效股|财务[股科室]|预算[股科室]|办公室|规划财务)"
)
_ANYBODYS = regex("财政|审计|发改|发展|机关事务|税务|统计|公安|人社|人力资源")
"""Whom every department may have to report to."""


def _is_short_for(name: str, own: str) -> bool:
    """Whether a name can be one's own cut short: 教体局 for 教育和体育局."""
    signs = iter(own)
    return all(sign in signs for sign in normalised(name))
