"""TXT: what the words of a filing give away: placeholders, slips, borrowed text, wrong years, last year's results."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfgen.checks import borrowed, misspelt, years
from perfgen.checks.phrases import slips
from perfgen.checks.rule import Example, Family, Finding, Rule, Tag
from perfgen.checks.subject import Path, Row, Subject
from perfgen.checks.texts import Spans
from perfgen.errors import Severity
from perfgen.filing.target import TARGET_COLUMNS

_CHINESE_DIGIT = "[〇○零一二三四五六七八九十]"
_MASKS = re.compile(
    r"(?<![A-Za-zＡ-Ｚａ-ｚ.])[XxＸｘ]{2,}(?![A-Za-zＡ-Ｚａ-ｚ])"
    "|[×✕╳]{2,}"
    f"|(?<!{_CHINESE_DIGIT})[○〇◯]{{2,}}(?!{_CHINESE_DIGIT})"
    r"|[*＊]{3,}"
    "|【[^】\\n]{0,60}】"
    r"|(?<![一-鿿])(?:目标|指标)内容(?:\s*[0-9０-９]+(?![项条个类方年月])|(?:\s*[一二三四五六])?(?=\s*$))"
)
_UNFILLED = re.compile("填|输入|请|内容|名称|此处|待|[XxＸｘ×○…]|单位$|部门$|数字|日期|金额|年份|说明")
_ONLY_MARKS = re.compile(r"[\s*＊_＿\-－—–―/／\\~～]+")


def _txt01(subject: Subject) -> Iterator[Finding]:
    for path, text in subject.texts:
        listed = [(slip.at, slip.phrase.wrong) for slip in slips(subject, "placeholders", text)]
        masks = [(match.start(), match[0]) for match in _MASKS.finditer(text) if _is_blank(match[0])]
        boxes = Spans((at, at + len(words)) for at, words in masks if words.startswith("【"))
        for at, words in sorted({*masks, *(one for one in listed if not boxes.hold(one[0]))}):
            yield Finding(path, f"“{words}”是没有填的占位文字", "换成要写的内容；没有这项内容就删掉", words, at)


def _is_blank(words: str) -> bool:
    """Whether something that looks like a placeholder is one: 【重点】 and 【2022】 are not."""
    inner = words[1:-1] if words.startswith("【") else ""
    return not inner.strip() or _UNFILLED.search(inner) is not None


def _txt06(subject: Subject) -> Iterator[Finding]:
    for path, text in _planned(subject):
        for slip in slips(subject, "results", text):
            yield Finding(
                path,
                f"目标里写了“{slip.phrase.wrong}”，这是事后的完成情况",
                "年初的绩效目标只写要达到的值；完成情况写在自评里",
                slip.phrase.wrong,
                slip.at,
            )


def _planned(subject: Subject) -> Iterator[tuple[Path, str]]:
    yield from subject.narratives()
    yield from subject.duty_texts()
    for placed in subject.projects:
        yield from ((placed.at("绩效目标", number), goal) for number, goal in enumerate(placed.project.goals))
        if placed.project.goals_said:
            yield placed.at("绩效目标说明"), placed.project.goals_said


def _lines(subject: Subject) -> Iterator[tuple[Path, str]]:
    """The fields of one line: names, descriptions, targets, bases."""
    yield ("部门", "名称"), subject.filing.department.name
    for placed in subject.projects:
        yield placed.at("项目名称"), placed.project.name
        if placed.project.activity:
            yield placed.at("工作活动"), placed.project.activity
    for row in subject.all_rows:
        yield from _cells(row)


def _cells(row: Row) -> Iterator[tuple[Path, str]]:
    one = row.indicator
    yield row.at("一级指标"), one.level1
    yield row.at("二级指标"), one.level2
    yield row.at("三级指标"), one.name
    yield row.at("绩效指标描述"), one.description
    if one.target.parts is None:
        yield row.at("指标值"), one.target.written
    else:
        yield from (
            ((*row.at("指标值"), label), text) for label, text in zip(TARGET_COLUMNS, one.target.parts, strict=True)
        )
    yield row.at("指标值确定依据"), one.basis


def _txt07(subject: Subject) -> Iterator[Finding]:
    for path, text in _lines(subject):
        words = text.strip()
        if not words:
            continue
        if _ONLY_MARKS.fullmatch(words) and not _MASKS.fullmatch(words):
            if path[-1] not in TARGET_COLUMNS[:2]:
                yield Finding(path, f"用“{words}”代替内容", "写上内容；没有这一项就把整行删掉", text, 0)
        elif words != text:
            ends = "两头" if text[0].isspace() and text[-1].isspace() else "开头" if text[0].isspace() else "末尾"
            yield Finding(path, f"“{words}”{ends}有空白", "删掉多余的空格", text, 0, words)


FAMILY = Family(
    "TXT",
    "文字",
    (
        Rule(
            "TXT01",
            Severity.ERROR,
            "模板占位未填",
            "模板里提示填写的文字还留着，这一处等于没有填。【2022】一类的文号和二○二二年不算。",
            Example(
                bad="预算项目:\n  - {资金用途: 用于XX学校教室照明改造。, 绩效目标: [目标内容1]}\n",
                good="预算项目:\n  - {资金用途: 用于县第一中学教室照明改造。, 绩效目标: [完成40间教室照明改造]}\n",
            ),
            "样本 乐亭县财政局2022：六个项目的绩效目标都是“目标内容1”",
            Tag.INCOMPLETE,
            _txt01,
        ),
        misspelt.RULE,
        *borrowed.RULES,
        years.RULE,
        Rule(
            "TXT06",
            Severity.WARNING,
            "目标中出现完成情况",
            "绩效目标在年初写，那时还没有完成值；写着完成值、完成情况分析的，多半是从自评报告里抄来的。",
            Example(
                bad="预算项目:\n  - 绩效目标: [学生满意度不低于95%，完成值96%。]\n",
                good="预算项目:\n  - 绩效目标: [学生满意度不低于95%，完成值班室照明改造。]\n",
            ),
            "样本 乐亭县机关事务中心2022：完成值95%、完成情况分析",
            Tag.OTHER,
            _txt06,
        ),
        Rule(
            "TXT07",
            Severity.WARNING,
            "首尾空白、以 * _ - 代值",
            "名称和值的两头不留空格，提交时系统会当成另一个值；没有值不能用 *、_、-、/ 占着。3-5年一类的范围不算。",
            Example(
                bad="预算项目:\n  - 绩效指标:\n      - {一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 改造教室数量, 指标值: '-', 指标值确定依据: 清单}\n",
                good="预算项目:\n  - 绩效指标:\n      - {一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 改造教室使用年限, 指标值: 3-5年, 指标值确定依据: 清单}\n",
            ),
            "样本 乐亭县人民政府办公室2022：“100% ”",
            Tag.OTHER,
            _txt07,
            fixable=True,
        ),
    ),
)
