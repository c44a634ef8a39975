"""What all kinds draw from: hostile scalars, expressions, damage to bytes."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TypeAlias, TypeVar

from tests.property.strategies import HOSTILE

T = TypeVar("T")

SCALARS = (
    *HOSTILE,
    "", "0", "-0", "-1", "1e999", "-1e999", "1E+1000000", "1e-400", "9" * 400, "0." + "9" * 400, "NaN", "nan", "sNaN", "Infinity",
    "-Infinity", "1_0", "0b1", "0o7", "+1", "１２３", "一百", "百分之百", "①", "Ⅳ", "٣", "１e５", "100%%", "%", "≥", "≥≥1", "≥-1", "=1",
    "true", "null", "~", "2022", "1999", "2100", "99999", "2022-02-30", "!!python/object:os.system", "!!binary aGk=", "!!set {a}",
    "hebei-2022", "hebei-2021", "../hebei-2022", "/", "C:\\", "con", "\\\\host\\share", "projects/*.yaml", "../*.yaml", "**/*", "*",
    "万元", "元", "亿元", "3月底", "12月底", "产出指标", "数量指标", "项目名称", "预算数",
    "\x00", "\x01", "\x0b", "\x0c", "\x1b[31m", "\x7f", "\ud800", "\ufffe", "\uffff", "\u2028", "\r", "\r\n", "a\rb", "a\nb", "\n\n\n",
    "a" * 300, "长" * 3000, "a" * 70_000, "，" * 5000, " " * 5000, "\n" * 3000, "1" * 5000, "（" * 2000, "“" * 1000, "、".join("一二三" * 200),
    "e\u0301" * 500, "\u202e" * 50, "🏳️‍🌈", "👨‍👩‍👧‍👦" * 100,
    "{{ 年度 }}", "{{ 合计.预算数 }}", "{{ 合计 }}", "{{ 项目 }}", "{{", "}}", "{{}}", "{% for x in y %}", "{#", "{{ 年度 + }}", "{{ 年度 }}" * 300,
)  # fmt: skip
"""Words that stand where others are expected."""

NUMBERS = (
    "0", "1", "-1", "2", "3", "7", "63", "64", "99", "100", "101", "255", "256", "1000", "1001", "32767", "32768", "65535", "65536",
    "100000", "2147483647", "2147483648", "-2147483648", "4294967296", "9223372036854775807", "9223372036854775808", "1" + "0" * 40,
    "9" * 5000, "1.5", "-0.5", "1e3", "0x10", "", " 1 ", "１", "٣", "一", "NaN", "true", "1,000", "+5",
)  # fmt: skip
"""What stands where a number is expected."""

QUOTED = (
    "年度", "部门", "部门.名称", "部门.编码", "金额单位", "合计", "合计.预算数", "合计.财政资金", "合计.其他资金", "项目", "专项资金", "预算项目",
    '项目["接待管理经费"]', '项目["接待管理经费"].预算数', "项目['没有']", "项目[0]", "项目.接待管理经费", "目录", "目录[0]", "目录[99]", "章节",
    "章节.第一部分.标题", "封面.编制", "loop", "loop.index", "self", "range", "None", "none", "true", "1", "0", "-1", "1.5", "'甲'", '""', "10**3",
    "部门整体绩效目标", "部门整体绩效目标.总体绩效目标", "组", "指标", "条目", "x", "__class__", "lipsum", "cycler", "namespace", "dict", "joiner", "caller",
)  # fmt: skip
FILTERS = (
    "abs", "count", "default('x')", "first", "int", "join('、')", "last", "length", "list", "lower", "map('upper')", "max", "min", "reject",
    "replace('a','b'*9)", "reverse", "round", "select", "sort", "sum", "trim", "unique", "upper", "attr('__class__')", "safe", "tojson",
    "format(1)", "xmlattr", "groupby('x')", "batch(2)", "slice(3)", "indent(9999)", "center(99999999)", "wordwrap(1)", "random", "pprint",
    "map(attribute='__class__')", "sum(attribute='x')", "sort(attribute='预算数')", "int(base=99)", "round(99999)", "join", "元", "万元", "没有",
)  # fmt: skip
OPERATORS = (
    "+",
    "-",
    "*",
    "/",
    "//",
    "%",
    "**",
    "~",
    "==",
    "!=",
    "<",
    ">=",
    "and",
    "or",
    "in",
    "not in",
    "is",
    "|",
    ",",
    ".",
    "if",
)


def some(chance: random.Random, most: int) -> range:
    """A few times, seldom many."""
    return range(min(most, 1 + int(chance.expovariate(0.7))))


def times(chance: random.Random) -> int:
    """How often something is repeated: once or twice, seldom so often that what grows with the square is seen to."""
    return chance.choices((1, 2, 5, 40, 300, 3000), (50, 20, 10, 15, 4, 1))[0]


def scalar(chance: random.Random) -> str:
    """A hostile word, or two."""
    word = chance.choice(SCALARS)
    return word if chance.random() < 0.8 else word + chance.choice(SCALARS)


def number(chance: random.Random) -> str:
    """A number, or what stands in its place."""
    return chance.choice(NUMBERS) if chance.random() < 0.8 else str(int(chance.gauss(0, 10 ** chance.randint(0, 9))))


def expression(chance: random.Random, depth: int = 0) -> str:
    """An expression of Jinja, right or nearly."""
    if depth > 4 or chance.random() < 0.35:
        return chance.choice(QUOTED)
    (form,) = chance.choices(FORMS, WEIGHTS)
    return form(chance, lambda: expression(chance, depth + 1))


Form: TypeAlias = Callable[[random.Random, Callable[[], str]], str]
_FORMS: tuple[tuple[int, Form], ...] = (
    (20, lambda chance, part: f"{part()} {chance.choice(OPERATORS)} {part()}"),
    (13, lambda chance, part: f"{part()}|{chance.choice(FILTERS)}"),
    (6, lambda _, part: f"({part()})"),
    (
        6,
        lambda chance, part: (
            f"{part()}.{chance.choice(('预算数', '名称', '标题', '__class__', 'items', 'keys()', 'append(1)', 'x', '0'))}"
        ),
    ),
    (6, lambda _, part: f"{part()}[{part()}]"),
    (4, lambda chance, part: f"{part()}({', '.join(part() for _ in range(chance.randint(0, 2)))})"),
    (3, lambda _, part: f"[{part()}, {part()}]"),
    (2, lambda chance, part: f"{{'{chance.choice(SCALARS[:20])}': {part()}}}"),
    (2, lambda _, part: f"{part()} if {part()} else {part()}"),
    (1, lambda chance, part: "(" * chance.choice((5, 60, 400, 3000)) + part()),
    (1, lambda _, part: f"not {part()}"),
    (1, lambda _, part: f"-{part()}"),
)
WEIGHTS, FORMS = zip(*_FORMS, strict=True)


STATEMENTS: tuple[Callable[[random.Random], str], ...] = (
    lambda chance: f"{{{{ {expression(chance)} }}}}",
    lambda chance: f"{{{{ {expression(chance)} }}}}",
    lambda chance: f"{{% for {chance.choice(('x', 'a, b', '项目', 'x.y'))} in {expression(chance)} %}}",
    lambda chance: (
        f"{{% {chance.choice(('endfor', 'endif', 'else', 'elif x', 'endset', 'endmacro', 'endblock', 'endcall', 'endwith'))} %}}"
    ),
    lambda chance: f"{{% if {expression(chance)} %}}",
    lambda chance: f"{{% set {chance.choice(('x', 'x, y', 'x.y', '年度'))} = {expression(chance)} %}}",
    lambda chance: f"{{% for x in range({number(chance)}) %}}{{{{ x }}}}{{% endfor %}}",
    lambda chance: f"{{% for x in {expression(chance)} %}}{{{{ {expression(chance)} }}}}{{% endfor %}}",
    lambda chance: f"{{%{chance.choice(('p', 'tr', 'tc', 'r'))} for x in {expression(chance)} %}}",
    lambda chance: f"{{%{chance.choice(('p', 'tr', 'tc', 'r'))} {chance.choice(('endfor', 'endif', 'else'))} %}}",
    lambda chance: f"{{%{chance.choice(('p', 'tr', 'tc', 'r'))} if {expression(chance)} %}}",
    lambda chance: f"{{{{{chance.choice('pr')} {expression(chance)} }}}}",
    lambda chance: f"{{% {chance.choice(('vm', 'hm', 'colspan 3', 'cellbg red', 'colspan x', 'cellbg 年度'))} %}}",
    lambda chance: f"{{% {chance.choice(('colspan', 'cellbg'))} {expression(chance)} %}}",
    lambda chance: (
        f"{{% {chance.choice(('include', 'import', 'extends', 'from'))} {chance.choice(('x', '/etc/passwd', 'x import y'))!r} %}}"
    ),
    lambda chance: f"{{% macro m({chance.choice(('', 'x', 'x=m()'))}) %}}{{{{ m() }}}}{{% endmacro %}}{{{{ m() }}}}",
    lambda chance: (
        f"{{% {chance.choice(('raw', 'block x', 'filter upper', 'with', 'autoescape false', 'call m()', 'do x', 'break', 'trans'))} %}}"
    ),
    lambda chance: f"{{# {scalar(chance)[:60]} #}}",
    lambda _: "{%- -%}",
    lambda _: "{{-}}",
    lambda _: "{_{",
    lambda chance: "{% for x in range(300) %}" * chance.choice((1, 2, 3)) + "x",
)


def statement(chance: random.Random) -> str:
    """A tag of a template."""
    return chance.choice(STATEMENTS)(chance)


def damaged(chance: random.Random, content: bytes) -> bytes:
    """Bytes cut, changed, repeated or put in."""
    found = bytearray(content)
    for _ in some(chance, 8):
        at = chance.randrange(len(found) + 1)
        kind = chance.randrange(6)
        if kind == 0:
            del found[at:]
        elif kind == 1:
            del found[at : at + chance.choice((1, 2, 10, 100))]
        elif kind == 2:
            found[at:at] = bytes(chance.randrange(256) for _ in range(chance.choice((1, 2, 8))))
        elif kind == 3 and found:
            found[min(at, len(found) - 1)] = chance.randrange(256)
        elif kind == 4:
            end = at + chance.choice((1, 10, 200))
            found[at:at] = found[at:end] * chance.choice((1, 2, 20))
        else:
            found[at:at] = chance.choice(
                (b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"\x00", b"\xc0\x80", b"\xed\xa0\x80", b"\r", b"\x85")
            )
    return bytes(found)


def changed_lines(chance: random.Random, text: str, extra: Sequence[str]) -> str:
    """A text whose lines are repeated, left out, exchanged, cut, moved to the side, or joined by others."""
    lines = text.split("\n")
    for _ in some(chance, 12):
        if lines:
            chance.choice(_LINES)(chance, lines, chance.randrange(len(lines)), extra)
    return "\n".join(lines)


def _line(change: Callable[[random.Random, str], str]) -> LineChange:
    """A change that looks at one line only."""

    def changed(chance: random.Random, lines: list[str], at: int, _: Sequence[str]) -> None:
        lines[at] = change(chance, lines[at])

    return changed


def _repeated(chance: random.Random, lines: list[str], at: int, _: Sequence[str]) -> None:
    lines[at:at] = lines[at : at + chance.choice((1, 5, 30))] * times(chance)


def _left_out(chance: random.Random, lines: list[str], at: int, _: Sequence[str]) -> None:
    del lines[at : at + chance.choice((1, 3, 20))]


def _exchanged(chance: random.Random, lines: list[str], at: int, _: Sequence[str]) -> None:
    other = chance.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]


def _joined(chance: random.Random, lines: list[str], at: int, extra: Sequence[str]) -> None:
    lines.insert(at, chance.choice(extra))


def _put_in(chance: random.Random, line: str) -> str:
    cut = chance.randrange(len(line) + 1)
    return line[:cut] + scalar(chance) + line[cut:]


LineChange: TypeAlias = Callable[[random.Random, list[str], int, Sequence[str]], None]
_WIDE = str.maketrans({":": "：", ",": "，", "{": "｛", "[": "【", "-": "—"})
_LINES: tuple[LineChange, ...] = (
    _repeated,
    _left_out,
    _exchanged,
    _joined,
    _line(_put_in),
    _line(lambda chance, line: line[: chance.randrange(len(line) + 1)]),
    _line(lambda chance, line: chance.choice((" ", "  ", "\t", "\u3000", "\xa0", "- ", "# ")) + line),
    _line(lambda _, line: line.lstrip()),
    _line(lambda _, line: line.translate(_WIDE)),
    _line(lambda chance, line: line * times(chance)),
)


def encoded(text: str) -> bytes:
    """UTF-8, in which a lone surrogate stays what it is."""
    return text.encode("utf-8", "surrogatepass")
