"""TXT01: placeholders nobody filled in."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.phrases import slips
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import INDICATORS, OVERALL, Subject, where
from perfgen.checks.texts import Spans
from perfgen.errors import Severity
from perfgen.filing.regex import regex

_CHINESE_DIGIT = "[〇○零一二三四五六七八九十]"
_COUNTED = "[个次人件户期场批条项处所座间家名份篇套台辆亩吨米年月日天％%元万]"
_MASKS = regex(
    r"(?<![A-Za-zＡ-Ｚａ-ｚ.])[XxＸｘ]{2,}(?![A-Za-zＡ-Ｚａ-ｚ])"
    rf"|(?<![A-Za-z0-9Ａ-Ｚａ-ｚ０-９\-.])[XxＸｘ](?={_COUNTED})"
    "|[×✕╳]{2,}"
    f"|(?<!{_CHINESE_DIGIT})[○〇◯]{{2,}}(?!{_CHINESE_DIGIT})"
    r"|[*＊]{2,}"
    rf"|(?<=[一-鿿≥≤><=])[*＊](?={_COUNTED})"
    r"|[★☆]+|[□▢◻■▲△◆◇●◎]+"
    r"|(?<=[一-鿿：:])[_＿]{2,}|(?<![_＿])[_＿]{2,}(?=[一-鿿])"
    "|【[^】\\n]{0,60}】"
    r"|^\s*[（(]\s*(?:略|空|待定)\s*[）)]\s*$"
    r"|(?<![一-鿿])(?:目标|指标)内容(?:\s*[0-9０-９]+(?![项条个类方年月])|(?:\s*[一二三四五六])?(?=\s*$))"
)
_MAY_BE = regex("[XxＸｘ×✕╳○〇◯*＊★☆□▢◻■▲△◆◇●◎_＿【]|内容|略|空|待定")
"""What every mark has; most texts have none of it and are looked at once only."""
_TICKED = regex("[☑√✓✔☒⊠]")
_GRADED = regex("[一二三四五1-5１-５][★☆]|[★☆]+\\s*级|景区|酒店|饭店|宾馆")
_BEGINS = regex(r"(?:^|[\n。；;：:，,、）)]|[一二三四五六七八九十\d][、.．])\s*$")
_SHORT_PHONE = regex(r"(?<!\d)0[1-9]\d{1,2}\s*[-—－]\s*(?P<number>\d{3,12})(?![\d-])")
_PHONE_DIGITS = (7, 8)
_NUMERIC = regex("[0-9０-９A-Za-z]")
_UNFILLED = regex("填|输入|请|内容|名称|此处|待|[XxＸｘ×○…]|单位$|部门$|数字|日期|金额|年份|说明")


def _find(subject: Subject) -> Iterator[Finding]:
    def may(text: str) -> object:
        return _MAY_BE.search(text) or next(slips(subject, "placeholders", text), None)

    for path, text in where(subject.texts, may):
        listed = [(slip.at, slip.phrase.wrong) for slip in slips(subject, "placeholders", text)]
        masks = list(_masks(text, cell=INDICATORS in path or OVERALL in path)) if _MAY_BE.search(text) else []
        boxes = Spans((at, at + len(words)) for at, words in masks if words.startswith("【"))
        less = () if text.strip().strip(_MARKS) else None  # marks alone stand for a value
        for at, words in sorted({*masks, *(one for one in listed if not boxes.hold(one[0]))}):
            yield Finding(
                path,
                f"“{words}”是没有填的占位文字",
                "换成要写的内容；没有这项内容就删掉",
                words,
                at,
                supersedes=less,
            )
    for path, text in where(subject.texts, _SHORT_PHONE.search):
        for found in _SHORT_PHONE.finditer(text):
            if len(found["number"]) not in _PHONE_DIGITS:
                digits = "、".join(map(str, _PHONE_DIGITS))
                message = f"电话“{found[0]}”区号后面是 {len(found['number'])} 位数，应当是 {digits} 位"
                yield Finding(path, message, "核对电话号码，补全", found[0], found.start())


_MARKS = "*＊_＿★☆□"
_BULLETS = "★☆■▲△◆◇●◎"


def _masks(text: str, *, cell: bool) -> Iterator[tuple[int, str]]:
    """What of a text looks like a placeholder and is one: 【重点】, 【2022】, 五★级, 138****5678 and ★ as a bullet are not.

    In the cells of a table nothing is a bullet: a ★ before a name was the form's, for what must be filled in.
    """
    ticked = _TICKED.search(text) is not None
    bullets = not cell and text.strip(f"{_BULLETS} ≥≤><=") != ""
    for found in _MASKS.finditer(text):
        words, start, end = found[0], found.start(), found.end()
        around = text[max(0, start - _BEFORE) : end + _BEFORE]
        if words[0] == "【":
            spared = bool(words[1:-1].strip()) and _UNFILLED.search(words[1:-1]) is None
        elif words[0] in "*＊":
            spared = bool(_NUMERIC.match(text[start - 1 : start]) and _NUMERIC.match(text, end))
        elif words[0] in "□▢◻":
            spared = ticked
        elif words[0] in _BULLETS:
            bullet = bullets and len(words) == 1 and _BEGINS.search(text[max(0, start - _BEFORE) : start])
            spared = bool(bullet or _GRADED.search(around))
        else:
            spared = len(words) < _MOST_IN_CODE and _CODED.fullmatch(text) is not None
        if not spared:
            yield start, words


_CODED = regex("[0-9A-Z][0-9A-Z-]{5,}")
_MOST_IN_CODE = 3
"""So many X in a row stand for what is missing in a code; two may be its own."""
_BEFORE = 6
"""As far around, in characters, as is seen what a mark stands beside."""


RULE = Rule(
    "TXT01",
    Severity.ERROR,
    "模板占位未填",
    "模板里提示填写的文字还留着，这一处等于没有填。【2022】一类的文号、二○二二年、五★级和打了勾的□不算。",
    Example(
        bad="预算项目:\n  - {资金用途: 用于XX学校教室照明改造。, 绩效目标: [目标内容1]}\n",
        good="预算项目:\n  - {资金用途: 用于县第一中学教室照明改造。, 绩效目标: [完成40间教室照明改造]}\n",
    ),
    "样本 乐亭县财政局2022：六个项目的绩效目标都是“目标内容1”",
    Tag.INCOMPLETE,
    _find,
    supersedes=("TXT07", "NUM06", "IND11"),
)
