"""Goals that are wishes: nothing is counted, and each clause says of something only that it gets better."""

from __future__ import annotations

import re
from functools import cache

from perfgen.checks.subject import Subject
from perfgen.checks.vagueness import vague_words
from perfgen.checks.words import added, shipped
from perfgen.filing.regex import either, regex

_TELLS = regex(
    r"[\d《A-Za-z]|[零一二两三四五六七八九十百千万亿半几](?=[\u4e00-\u9fff])(?!定|致|体|步|流)|[年月季]底|全部|逐[人户村]|[按每][年月季日周]"
)
"""What may make a goal say something: a number, a date, a document, all of some."""
_CLAUSE = regex("[，,；;。\\n]")
_LISTS = ("vague_degrees", "vague_changes")
_SLOGAN = regex(
    r"(?:作出|做出|贡献|注入|增添|提供)(?:新的?|更大的?|积极的?|应有的?|更多的?|有力的?|坚强的?|强大的?|强有力的?)?(?:贡献|力量|动力|活力|支撑|保障|保证|支持)"
    r"|(?:再上|迈上|跨上|登上)(?:一个)?新(?:的)?(?:台阶|水平|层次)|(?:开创|展现|取得|实现|打开|焕发|形成)[\u4e00-\u9fff]{0,10}?新(?:的)?(?:局面|作为|气象|成效|突破|进展|成绩|面貌|生机|跨越|发展|格局)"
    r"|取得(?:了)?(?:良好|较好|显著|明显|积极|丰硕|实实在在)的?(?:成效|效果|成绩|成果|进展|社会效益|经济效益)"
)
_NOUNS = ("发展", "进步", "增收", "转型升级")
_LONGEST = 60
"""A longer goal is an account of something."""


_END = 16
"""So many characters at the end of a clause tell whether it is a wish."""
_IS_GIVEN = regex("得到|得以")
"""What makes a wish of the end of a goal, whatever is done before it: 接待群众，使氛围得到较好营造."""


@cache
def _ends(more: tuple[tuple[str, ...], ...]) -> re.Pattern[str]:
    degrees, changes = ((*shipped(name), *words) for name, words in zip(_LISTS, more, strict=True))
    degree = either(degrees)
    change = either(one for one in changes if one[0] != "+" and one not in _NOUNS)
    return regex(
        rf"(?:得到|得以|有了?|获得|实现)?(?:{degree})+(?:地|的)?(?:程度的?)?(?:{change}|营造|展现|彰显|体现|释放)$"
    )


_ONLY_DUTY = regex(
    "(?:认真|切实|积极|扎实|全力|努力|按要求)?(?:做好|完成好?|抓好|搞好|落实好?|开展好?)"
    "(?:[^，,。；;]{0,16}?(?:有关|相关|各项|日常|其他)(?:的)?(?:工作|任务)|(?:上级|领导|县委县政府)[^，,。；;]{0,14}?(?:工作|任务))"
)
"""A goal that says only that what is to be done is done: 做好投诉举报处置有关工作."""


def is_wish(subject: Subject, goal: str) -> bool:
    """Whether a goal says nothing that could be looked up, and at least one clause is plainly a wish."""
    if len(goal) > _LONGEST or _TELLS.search(goal):
        return False
    if _ONLY_DUTY.fullmatch(goal.strip()):
        return True
    clauses = [one.strip() for one in _CLAUSE.split(goal) if one.strip()]
    ends = _ends(tuple(added(subject, name) for name in _LISTS))
    if clauses and _IS_GIVEN.search(clauses[-1]) and ends.search(clauses[-1][-_END:]):
        return True
    wished = [ends.search(one[-_END:]) is not None or _SLOGAN.search(one) is not None for one in clauses]
    return any(wished) and all(
        wish or vague_words(subject, one, benefit=True) for wish, one in zip(wished, clauses, strict=True)
    )
