"""Filings: their tree changed and written anew in any style, their lines changed, their bytes changed; includes."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from tests.conftest import MODELS, OF_2021, SMALL
from tests.fuzz.case import Case
from tests.fuzz.kinds.chance import changed_lines, damaged, encoded, expression, scalar, some, times
from tests.test_layout_2021 import OLD

Tree: TypeAlias = Any
"""Mappings as lists of pairs behind the mark `dict`, so that keys may repeat; lists; strings."""

EXTRA = (
    "---", "...", "%YAML 9.9", "%TAG ! tag:x,2000:", "? a", ": b", "&a", "*a", "<<: *a", "- - - -", "甲: [", "{", "}", "'", '"', "|", ">",
    "  - {三级指标: 甲, 指标值: ≥1}", "预算项目: [*.yaml]", "预算项目: dept.yaml", "版式: hebei-2021", "年度：2023", "# perfgen: ignore", "# perfgen: ignore[",
    "# perfgen: ignore[IND01,XXX]  ", "\ufeff", "!!python/name:os.system", "甲: !include x", "\t甲: 1", "项目名称: 乙", "? {a: b} : c", "- ? - ? -",
    "预算数：184．00万元", "  - 项目名称 ：乙，", "  绩效目标：【甲，乙】", "资金支出计划：｛3月底：30％%，6月底：60%｝", "-项目名称:乙", "指标值:≥1", "年度: 2023年", "  ｛｛ 年度 ｝｝",
    "{ { 项目【“甲”】。预算数 } }", "预算项目：", "- - 三级指标：甲", "“甲”：1", "　　财政资金: ￥1", "金额单位：万元。", "预算数:\t1",
)  # fmt: skip
INCLUDES = (
    "projects/a.yaml", "projects/*.yaml", "*.yaml", "dept.yaml", "../dept.yaml", "/etc/passwd", "/dev/zero", "projects", ".", "", "**/*.yaml",
    "projects/[", "projects/循环.yaml", "没有.yaml", "projects/a.yaml ", "projects\\a.yaml", "http://x/y.yaml", "file:///etc/passwd", "[a-z]*", "\x00",
)  # fmt: skip

_SLIPS = {
    ":": "：", ",": "，", "{": "｛", "}": "｝", "[": "【", "]": "】", "-": "－", " ": "\u3000", "\n": "\n ", '"': "“", "%": "％", ".": "。", "#": "＃", "|": "｜", "：": ":",
}  # fmt: skip
"""What is typed for a sign by who writes Chinese."""


@cache
def bases() -> tuple[str, ...]:
    """The filings that are changed; the small ones more often."""
    whole = [path.read_text(encoding="utf-8") for path in (*MODELS, OF_2021) if path.is_file()]
    return (SMALL, SMALL, SMALL, OLD, OLD, *whole)


def make(chance: random.Random) -> Case:
    """A filing in one file, or with files it includes, and a command or two."""
    files: dict[str, bytes] = {}
    links: dict[str, str] = {}
    files["dept.yaml"] = filing(chance)
    if chance.random() < 0.15:
        _with_includes(chance, files, links)
    commands = [_command(chance) for _ in range(chance.choice((1, 1, 2)))]
    return Case("yaml", "", files, commands, links)


def filing(chance: random.Random) -> bytes:
    """The bytes of a filing that was changed."""
    text = chance.choice(bases())
    kind = chance.random()
    if kind < 0.5:
        tree = _changed(chance, _tree(text))
        return encoded(_written(chance, tree, 0, flow=False))
    if kind < 0.8:
        text = changed_lines(chance, text, EXTRA)
    elif kind < 0.84:
        text = "".join(_SLIPS.get(sign, sign) if chance.random() < 0.02 else sign for sign in text)
    elif kind < 0.9:
        text = text.replace("{{ 年度 }}", f"{{{{ {expression(chance)} }}}}" * chance.choice((1, 1, 50)))
        text = text.replace("接待活动管理。", f"{{{{ {expression(chance)} }}}}")
    content = encoded(text)
    if kind >= 0.9 or chance.random() < 0.1:
        content = damaged(chance, content)
    return (
        content.replace(b"\n", chance.choice((b"\r\n", b"\r", b"\n\n", b"\xc2\x85")))
        if chance.random() < 0.05
        else content
    )


def _command(chance: random.Random) -> list[str]:
    return list(
        chance.choice(
            (
                ("validate", "dept.yaml"), ("validate", "dept.yaml"), ("validate", ".", "--skip-others"), ("check", "dept.yaml", "--info"),
                ("check", "dept.yaml", "--info", "--format", chance.choice(("json", "sarif", "github", "html"))), ("check", "dept.yaml", "--fix"), ("check", "dept.yaml", "-o", chance.choice(("o.xlsx", "o.docx"))),
                ("check", "dept.yaml", "--diff"), ("check", "dept.yaml", "--statistics"), ("check", ".", "--write-baseline", "b.json"),
                ("build", "dept.yaml", "-o", "x.docx", "--no-page-numbers"), ("build", "dept.yaml", "--no-page-numbers"), ("fmt", "dept.yaml"),
                ("fmt", "--check", "."), ("fmt", "--fix-punctuation", "dept.yaml"), ("fmt", "--fix-punctuation", "."), ("fmt", "--check", "--fix-punctuation", "."),
                ("check", ".", "--fix", "--diff"), ("new", "next.yaml", "--from", "dept.yaml", "--year", "2024"), ("validate", "dept.yaml", "--layout", "hebei-2021"),
                ("new", "next/", "--from", "dept.yaml", "--year", "2024"), ("batch", ".", "-o", "out", "-j", "1", "--no-page-numbers"),
            )
        )
    )  # fmt: skip


def _with_includes(chance: random.Random, files: dict[str, bytes], links: dict[str, str]) -> None:
    text = SMALL
    project = text[text.index("  - 项目名称") :]
    named = [chance.choice(INCLUDES) for _ in some(chance, 4)]
    head = text[: text.index("预算项目:")] + "预算项目:\n"
    files["dept.yaml"] = encoded(
        head + "".join(f"  - {name!r}\n" for name in named) + (project if chance.random() < 0.3 else "")
    )
    one = "\n".join(line[4:] for line in project.replace("  - 项目名称", "    项目名称").split("\n"))
    files["projects/a.yaml"] = encoded(changed_lines(chance, one, EXTRA))
    files["projects/b.yaml"] = encoded(one if chance.random() < 0.5 else project)
    files["projects/循环.yaml"] = encoded("- projects/循环.yaml\n- ../dept.yaml\n- b.yaml\n")
    if chance.random() < 0.4:
        links["projects/c.yaml"] = chance.choice(
            ("/etc/passwd", "/dev/zero", "c.yaml", "../dept.yaml", "a.yaml", "..", "/proc/self/mem", "没有")
        )
    if chance.random() < 0.2:
        files["filing.yaml"] = files.pop("dept.yaml")
        files["dept.yaml"] = b"filing.yaml"


@cache
def _tree(text: str) -> Tree:
    return _of_node(yaml.compose(text, Loader=yaml.CSafeLoader))


def _of_node(node: Any) -> Tree:
    if isinstance(node, yaml.MappingNode):
        return ("dict", [[_of_node(key), _of_node(value)] for key, value in node.value])
    if isinstance(node, yaml.SequenceNode):
        return ("list", [_of_node(item) for item in node.value])
    return node.value


def _copied(tree: Tree) -> Tree:
    if isinstance(tree, str):
        return tree
    kind, items = tree
    return (
        kind,
        [[_copied(key), _copied(value)] for key, value in items]
        if kind == "dict"
        else [_copied(item) for item in items],
    )


def _places(tree: Tree, found: list[tuple[list[Any], int]]) -> list[tuple[list[Any], int]]:
    """Every list and index at which a value stands."""
    if not isinstance(tree, str):
        kind, items = tree
        for at, item in enumerate(items):
            if kind == "dict":
                found.append((item, 1))
                _places(item[1], found)
            else:
                found.append((items, at))
                _places(item, found)
    return found


def _collections(tree: Tree, found: list[Tree]) -> list[Tree]:
    if not isinstance(tree, str):
        found.append(tree)
        for item in tree[1]:
            _collections(item[1] if tree[0] == "dict" else item, found)
    return found


def _changed(chance: random.Random, tree: Tree) -> Tree:
    root = [_copied(tree)]
    for _ in some(chance, 10):
        if chance.random() < 0.6:
            places = [(root, 0), *_places(root[0], [])]
            owner, at = chance.choice(places)
            chance.choice(_OF_VALUES)(chance, owner, at, places)
        else:
            collections = [items for items in _collections(root[0], []) if items[1]]
            if collections:
                sort, items = chance.choice(collections)
                chance.choice(_OF_COLLECTIONS)(chance, sort, items, chance.randrange(len(items)))
    return root[0]


Places: TypeAlias = list[tuple[list[Any], int]]


def _another_word(chance: random.Random, owner: list[Any], at: int, _: Places) -> None:
    owner[at] = scalar(chance)


def _from_elsewhere(chance: random.Random, owner: list[Any], at: int, places: Places) -> None:
    other, there = chance.choice(places)
    owner[at] = _copied(other[there])


def _exchanged(chance: random.Random, owner: list[Any], at: int, places: Places) -> None:
    other, there = chance.choice(places)
    owner[at], other[there] = _copied(other[there]), _copied(owner[at])


def _nested(chance: random.Random, owner: list[Any], at: int, _: Places) -> None:
    for _level in range(chance.choice((1, 2, 10, 120))):
        owner[at] = ("list", [owner[at]]) if chance.random() < 0.5 else ("dict", [[scalar(chance)[:50], owner[at]]])


def _quoting(chance: random.Random, owner: list[Any], at: int, _: Places) -> None:
    owner[at] = f"{chance.choice(('', '共'))}{{{{ {expression(chance)} }}}}{chance.choice(('', '元', '。'))}"


def _left_out(_: random.Random, __: str, items: list[Any], at: int) -> None:
    del items[at]


def _repeated(chance: random.Random, sort: str, items: list[Any], at: int) -> None:
    items[at:at] = _copied((sort, [items[at]] * times(chance)))[1]


def _another_key(chance: random.Random, sort: str, items: list[Any], at: int) -> None:
    if sort == "dict":
        items[at] = [scalar(chance), items[at][1]]


def _exchanged_keys(chance: random.Random, sort: str, items: list[Any], at: int) -> None:
    if sort == "dict":
        other = chance.choice(items)
        items[at][0], other[0] = other[0], items[at][0]


def _shuffled(chance: random.Random, _: str, items: list[Any], __: int) -> None:
    chance.shuffle(items)


_OF_VALUES = (_another_word, _another_word, _another_word, _from_elsewhere, _exchanged, _nested, _quoting)
_OF_COLLECTIONS = (_left_out, _repeated, _another_key, _exchanged_keys, _shuffled)


def _written(chance: random.Random, tree: Tree, indent: int, *, flow: bool) -> str:
    """The tree as YAML, in styles that change from value to value. `flow` where brackets are open."""
    mark = chance.random()
    before = "&a " if mark < 0.002 else "!!str " if mark < 0.003 else "!x " if mark < 0.004 else ""
    if mark > 0.9985:
        return "*a"
    if isinstance(tree, str):
        return before + _scalar(chance, tree, indent, flow=flow)
    kind, items = tree
    if not items:
        return before + ("{}" if kind == "dict" else "[]")
    if flow or chance.random() < 0.08 or indent > 60:
        inner = [_written(chance, item, indent, flow=True) for item in items] if kind == "list" else [
            f"{_key(key)}: {_written(chance, value, indent, flow=True)}" for key, value in items
        ]  # fmt: skip
        return before + ("{" if kind == "dict" else "[") + ", ".join(inner) + ("}" if kind == "dict" else "]")
    lines: list[str] = []
    for item in items:
        if kind == "list":
            lines.append(" " * indent + "- " + _under(chance, item, indent))
        else:
            key, value = item
            lines.append(" " * indent + f"{_key(key)}: " + _under(chance, value, indent))
    return (before + "\n" if before else "") + "\n".join(lines)


def _under(chance: random.Random, value: Tree, indent: int) -> str:
    written = _written(chance, value, indent + 2, flow=False)
    block = not isinstance(value, str) and written[:1] == " "
    return "\n" + written if block else written


def _key(key: Tree) -> str:
    if not isinstance(key, str):
        return "? [a]"
    plain = key.isalnum() or not set(key) & set(":#{}[]&*!|>'\"%@`,?-\n\r\t \\")
    return key if key and plain and _PRINTED.fullmatch(key) else '"' + _escaped(key) + '"'


def _scalar(chance: random.Random, text: str, indent: int, *, flow: bool) -> str:
    style, printed = chance.random(), _PRINTED.fullmatch(text)
    if style < 0.2 and printed and "\n" not in text:
        return "'" + text.replace("'", "''") + "'"
    if style < 0.4 and printed and not flow:
        sign = "|-" if chance.random() < 0.97 else chance.choice(("|", ">", "|+", ">-", "|2", "|9", "|0", "|x"))
        return sign + "\n" + "\n".join(" " * (indent + 2) + line for line in text.split("\n"))
    if (style > 0.6 and _PLAIN.fullmatch(text)) or style > 0.998:
        return text
    return '"' + _escaped(text) + '"'


_PRINTED = re.compile(r"(?! )[^\x00-\x09\x0b-\x1f\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]+")
_PLAIN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9≥≤=.%][\u4e00-\u9fffA-Za-z0-9≥≤.%_，。、（）]*")


def _escaped(text: str) -> str:
    return "".join(
        {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(sign)
        or (
            f"\\u{ord(sign):04x}"
            if ord(sign) < 32 or 0xD7FF < ord(sign) < 0xE000 or sign in "\x7f\x85\u2028\u2029\ufeff\ufffe\uffff"
            else sign
        )
        for sign in text
    )


def layout_bytes(chance: random.Random, text: str) -> bytes:
    """Another YAML file, changed in the same ways."""
    if chance.random() < 0.6:
        return encoded(_written(chance, _changed(chance, _tree(text)), 0, flow=False))
    content = encoded(changed_lines(chance, text, EXTRA))
    return damaged(chance, content) if chance.random() < 0.15 else content


def small() -> bytes:
    """A filing with nothing wrong."""
    return SMALL.encode()


def beside(path: Path) -> str:
    """The text of a file."""
    return path.read_text(encoding="utf-8")
