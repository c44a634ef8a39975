"""Automatic numbers of paragraphs, as Word prints them: counted through the document, in decimal, Chinese, letters."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from perfgen.docx.xml import w, whole
from perfgen.filing.numerals import MOST, by_digit, financial, letters, ordinal, roman

_LEVELS = 9
_STYLE, _PROPERTIES, _VALUE = f"{w('pPr')}/{w('pStyle')}", w("pPr"), w("val")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_LONGEST_NAME, _LONGEST_TEXT = 255, 1_000
"""How much is kept of the name of a style and of the text of a level, which every paragraph of theirs has."""
_LARGEST = 100_000
"""Numbers are below; Word counts up to 32,767."""


def formatted(number: int, form: str) -> str:
    """A number in one of Word's formats; in decimal where the format is none we know."""
    if not 0 < number <= MOST:
        return str(number)
    return _FORMATS[form](number) if form in _FORMATS else _enclosed(number, form)


def _enclosed(number: int, form: str) -> str:
    starts = {
        "decimalEnclosedCircle": 0x2460, "decimalEnclosedCircleChinese": 0x2460,
        "decimalEnclosedParen": 0x2474, "decimalEnclosedFullstop": 0x2488, "ideographEnclosedCircle": 0x3280,
    }  # fmt: skip
    most = 10 if form == "ideographEnclosedCircle" else 20
    return chr(starts[form] + number - 1) if form in starts and number <= most else str(number)


_COUNTING = (
    "chineseCounting",
    "chineseCountingThousand",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "japaneseCounting",
)
_LEGALS = ("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal")
_BY_DIGIT = ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital")
_FORMATS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(_COUNTING, ordinal),
    **dict.fromkeys(_LEGALS, financial),
    **dict.fromkeys(_BY_DIGIT, by_digit),
    **dict.fromkeys(("bullet", "none"), lambda _: ""),
    "ideographTraditional": lambda number: _STEMS[(number - 1) % 10],
    "ideographZodiac": lambda number: _BRANCHES[(number - 1) % 12],
    "decimalZero": lambda number: f"{number:02d}",
    **dict.fromkeys(
        ("decimalFullWidth", "decimalFullWidth2"),
        lambda number: "".join(chr(ord(digit) + 0xFEE0) for digit in str(number)),
    ),
    "lowerLetter": letters,
    "upperLetter": lambda number: letters(number).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
}


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    base: str
    number: str
    level: str


class ParagraphNumbering:
    """Styles and lists of a document; `next` is asked for every paragraph in order, since it counts."""

    def __init__(self, styles: etree._Element | None, numbering: etree._Element | None) -> None:
        self._styles = {} if styles is None else dict(_style(one) for one in styles.iter(w("style")))
        self._numbered: dict[str, tuple[str, str]] = {}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, int]]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._started: set[str] = set()
        if numbering is not None:
            self._read(numbering)

    def _read(self, numbering: etree._Element) -> None:
        for kind in numbering.iter(w("abstractNum")):
            levels = {_int(level.get(w("ilvl"))): _level(level) for level in kind.iter(w("lvl"))}
            self._levels[kind.get(w("abstractNumId")) or ""] = levels
        for num in numbering.iter(w("num")):
            abstract = _value(num, "abstractNumId")
            starts = {
                _int(override.get(w("ilvl"))): _int(_value(override, "startOverride"), 1)
                for override in num.iter(w("lvlOverride"))
                if override.find(w("startOverride")) is not None and _int(override.get(w("ilvl"))) < _LEVELS
            }
            self._lists[num.get(w("numId")) or ""] = abstract, starts

    def style_name(self, paragraph: etree._Element) -> str:
        """The name of a paragraph's style, its id where it has no name, empty for the default."""
        found = paragraph.find(_STYLE)
        identifier = "" if found is None else found.get(_VALUE) or ""
        style = self._styles.get(identifier)
        return (identifier if style is None else style.name or identifier)[:_LONGEST_NAME]

    def next(self, paragraph: etree._Element) -> str:
        """What automatic numbering prints before this paragraph; empty where it has none."""
        number, level = self._of(paragraph)
        abstract, starts = self._lists.get(number, ("", {}))
        levels = self._levels.get(abstract, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        if number not in self._started:
            self._started.add(number)
            for at in starts:
                counts[at] = None
        before = counts[level]
        counts[level] = starts.get(level, levels[level].start) if before is None else before + 1
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)

        def shown(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            one = levels.get(at, _Level())
            count = counts[at]
            return formatted(one.start if count is None else count, one.form)

        if levels[level].form in ("bullet", "none"):
            return ""
        return re.sub(r"%([1-9])", shown, levels[level].text)

    def _of(self, paragraph: etree._Element) -> tuple[str, int]:
        """The list and level of a paragraph: its own, or that of its style and those it is based on."""
        owner = paragraph.find(_PROPERTIES)
        if owner is None:
            return "", 0
        number, level = _list_of(owner)
        if not number:
            number, of_style = self._of_style(_value(owner, "pStyle"))
            level = level or of_style
        return number, min(_int(level), _LEVELS - 1)

    def _of_style(self, name: str) -> tuple[str, str]:
        """The list and level of a style, its own or of the nearest it is based on: found out once for each on the way."""
        way: list[str] = []
        while name in self._styles and name not in self._numbered:
            self._numbered[name] = "", ""  # where styles go in circles
            way.append(name)
            name = "" if self._styles[name].number else self._styles[name].base
        number, level = self._numbered.get(name, ("", ""))
        for one in reversed(way):
            style = self._styles[one]
            number, level = style.number or number, style.level or level
            self._numbered[one] = number, level
        return self._numbered[way[0]] if way else (number, level)


def _style(element: etree._Element) -> tuple[str, _Style]:
    owner = element.find(w("pPr"))
    number, level = ("", "") if owner is None else _list_of(owner)
    return element.get(w("styleId")) or "", _Style(_value(element, "name"), _value(element, "basedOn"), number, level)


def _list_of(owner: etree._Element) -> tuple[str, str]:
    found = owner.find(w("numPr"))
    return ("", "") if found is None else (_value(found, "numId"), _value(found, "ilvl"))


def _level(element: etree._Element) -> _Level:
    return _Level(
        _int(_value(element, "start"), 1),
        _value(element, "numFmt") or "decimal",
        _value(element, "lvlText")[:_LONGEST_TEXT],
    )


def _value(element: etree._Element, name: str) -> str:
    found = element.find(w(name))
    return "" if found is None else found.get(w("val")) or ""


def _int(text: str | None, default: int = 0) -> int:
    number = whole(text, default)
    return number if number < _LARGEST else default
