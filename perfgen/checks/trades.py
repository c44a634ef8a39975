"""What a project's texts say of the work of another trade, of which nothing else in the filing speaks: 动物防疫 among buses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from typing import NamedTuple

from perfgen.checks.mentions import GENERAL, GOALS, SAFEGUARDS
from perfgen.checks.subject import NARRATIVE, Path, Row, Subject
from perfgen.checks.words import listed
from perfgen.filing.regex import regex

_BREAKS = "。；;\n"
_OF_ALL = regex(
    "(?:镇|乡|街道)(?:人民政府|政府|党委|委员会|办事处)?$|管委会|管理委员会|开发区|人民政府|发展和?改革|财政"
)
"""Who does something of every trade, or speaks of the work of all: there only a project's own texts are read."""


class _Trade(NamedTuple):
    """The words of a trade, the works that are its alone, the places where they are done, and the people and things it has."""

    words: tuple[str, ...]
    works: tuple[str, ...]
    places: tuple[str, ...]
    things: tuple[str, ...]


@cache
def _trades(entries: tuple[str, ...]) -> tuple[_Trade, ...]:
    return tuple(_Trade(*map(_several, (*entry.split("|"), "", "", "")[:4])) for entry in entries)


def _several(words: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in words.split("、") if one.strip())


def other_trades(subject: Subject) -> Iterator[tuple[Path, int, str]]:
    """Works of another trade in projects' own texts and in what the department is for.

    They are told only where no other sentence of the whole filing, and no name in it, has a word of that trade.
    """
    own: list[tuple[Path, str]] = [one for placed in subject.projects for one in placed.aims]
    if not _OF_ALL.search(subject.filing.department.name):
        own += [*subject.duty_texts(), *(one for one in subject.narratives() if one[0][-1] in GOALS)]
        own += [(("部门职能",), subject.filing.functions)] if subject.filing.functions else []
    joined = "\n".join(text for _, text in own)
    whole = cache(partial(_whole, subject))
    trades = _trades(tuple(listed(subject, "trades")))
    for words, works, *_ in trades:
        for work in works:
            if work not in joined:
                continue
            path, text = next(one for one in own if work in one[1])
            at = text.index(work)
            sentence = _around(text, at, _BREAKS)
            if path[-1] == GENERAL and not _SAID_HOW_MUCH.search(sentence):
                continue  # 支持全县河道治理: said of what is done by all
            if _only_in(sentence, (*words, *works), whole):
                yield path, at, work
                break
    if not _OF_ALL.search(subject.filing.department.name):
        yield from _things_of_others(subject, trades, whole)
        yield from _in_safeguards(subject, trades, whole)
        yield from _carried_by(subject, trades)


def _carried_by(subject: Subject, trades: Iterable[_Trade]) -> Iterator[tuple[Path, int, str]]:
    """实施单位 that are places of another trade, or its bureau: 县人民医院 of an archive's project, 县教育局 of an outfall's."""
    name = subject.filing.department.name
    for placed in subject.projects:
        carrier = placed.project.carrier or ""
        if bureau := _BUREAU.search(carrier):
            said = "\n".join((name, placed.project.name, *(text for _, text in placed.aims)))
            its = (words for words, *_ in trades if any(word in bureau["name"] for word in words))
            if any(not any(word in said for word in words) for words in its):
                yield placed.at("实施单位"), bureau.start("name"), bureau["name"]
        for words, _, places, _ in trades:
            found = next((one for one in places if one in carrier), None)
            if found and not any(word in name for word in words) and found not in name:
                yield placed.at("实施单位"), carrier.index(found), found


_BUREAU = regex("(?P<name>[^\\W县市区旗]{2,8}?(?:局|委员会))", signs=("局", "委员会"))


def _in_safeguards(
    subject: Subject, trades: Iterable[_Trade], whole: Callable[[], str]
) -> Iterator[tuple[Path, int, str]]:
    """Works and places of another trade in 工作保障措施, which says who checks and by which rules: 报县妇幼保健院绩效办.

    What everybody speaks of there (卫生, 教育, 安全) says nothing, so only works and places are looked for in the rest.
    """
    text, name = subject.narrative.get(SAFEGUARDS, ""), subject.filing.department.name
    for words, works, places, _ in trades:
        found = next((one for one in (*places, *works) if one in text), None)
        if found is None or any(word in name for word in words):
            continue
        at = text.index(found)
        sentence = _around(text, at, _BREAKS)
        office = found in places and (
            _OFFICE.match(text, at + len(found)) or not (_TOGETHER.search(sentence) or _AT.search(text, 0, at))
        )
        if not office and not (found in works and _RULES.match(text, at + len(found))):
            continue
        if _only_in(sentence, (*works, *places), whole):
            yield (NARRATIVE, SAFEGUARDS), at, found


def _things_of_others(
    subject: Subject, trades: Iterable[_Trade], whole: Callable[[], str]
) -> Iterator[tuple[Path, int, str]]:
    """People and things of another trade in projects' own texts and safeguards: 由县教育局督学按季抽查 of a hospital.

    They are told where no other sentence has any word of that trade, and this one does not speak of doing it together.
    """
    safeguards = subject.narrative.get(SAFEGUARDS, "")
    texts = [((NARRATIVE, SAFEGUARDS), safeguards), *(one for placed in subject.projects for one in placed.aims)]
    joined, name = "\n".join(text for _, text in texts), subject.filing.department.name
    for words, works, _, things in trades:
        thing = next((one for one in things if one in joined), None)
        if thing is None or any(word in name for word in words):
            continue
        path, text = next(one for one in texts if thing in one[1])
        at = text.index(thing)
        sentence = _around(text, at, _BREAKS)
        if not _TOGETHER.search(sentence) and _only_in(sentence, (*words, *works, *things), whole):
            yield path, at, thing


_TOGETHER = regex(
    "会同|联合(?!收割)|配合|协同|协调|协作|合作|对接|联席|移送|抄送|共享|比对|等部门|走访|慰问|宣传|宣讲|进校|进企|进社区|与[一-鿿]{1,10}(?:局|委|办|院|中心)"
)
_AT = regex("(?:送|到|在|赴|去|至|入)(?:[县市区乡镇])?\\Z")
_SAID_HOW_MUCH = regex(r"(?<!项目)\d(?!\s*个?项目)")
_RULES = regex("[\u4e00-\u9fff]{0,8}(?:办法|考核|细则|采购|款)")
"""What a work is spoken of by where it is that of those who work by these rules."""
_OFFICE = regex("[\u4e00-\u9fff]{0,4}?(?:绩效|财务|办公室|考核|审核|复核|备案|汇总|打分|管理)")
"""What makes a place the office that things are reported to."""


_PEOPLE = (
    (regex("学生家长|家长|学生|考生"), regex("教育|学校|校园|学生|课|教师|考试|考务|少年|科普|儿童|婴|幼|孩")),
    (regex("患者|病人"), regex("医|卫生|健康|诊|疾|病|康复")),
    (regex("游客"), regex("旅|景|游|文化|公园")),
    (regex("旅客|乘客"), regex("客|公交|公路|交通|运输|车")),
    (regex("读者|观众"), regex("文化|图书|书|戏|演|馆|展|片|播|报|档案|比赛")),
)
"""People who may be asked, and the words of those who serve them."""


def nobody_here(subject: Subject) -> Iterator[tuple[Row, str]]:
    """The rows that ask whether people are content whom the department does not serve: 学生家长满意度 of tractors."""
    whole = cache(partial(_whole, subject))
    for placed in subject.projects:
        for row in placed.rows:
            name = row.indicator.name
            asked = name.endswith(("满意度", "满意率"))
            for people, words in _PEOPLE if asked else ():
                if found := people.search(name):
                    rest = whole().replace(f"{name}\n{row.indicator.description}", "")
                    if not words.search(rest):
                        yield row, found[0]


def _around(text: str, at: int, breaks: str) -> str:
    """What stands around a place, up to the next of some breaks on either side."""
    begin = max(text.rfind(sign, 0, at) + 1 for sign in breaks)
    end = min((place for sign in breaks if (place := text.find(sign, at)) >= 0), default=len(text))
    return text[begin:end]


def _only_in(sentence: str, words: Iterable[str], whole: Callable[[], str]) -> bool:
    """Whether nothing else of the whole filing has any of some words."""
    return not any(whole().count(word) > sentence.count(word) for word in words)


def _whole(subject: Subject) -> str:
    """All that a filing says, names included."""
    said = [subject.filing.department.name, subject.filing.functions or ""]
    said += [text for _, text in (*subject.narratives(), *subject.duty_texts())]
    said += [f"{task.name}\n{task.content}" for task in subject.filing.tasks]
    for placed in subject.projects:
        project = placed.project
        said += [project.name, project.overview or "", *(text for _, text in placed.aims)]
    said += [f"{row.indicator.name}\n{row.indicator.description}" for row in subject.all_rows]
    return "\n".join(said)
