"""The text of a YAML file to its tree, with every mistake found in one pass.

A mistake in the grammar ends a YAML parser's work. The slips of a Chinese keyboard (``项目名称：接待``) are mended in
memory, reported, and the parser tried again, so that what stands after them is looked at too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from perfgen.errors import Diagnostic, FilingError
from perfgen.source.compose import Composer, TooMuch
from perfgen.source.files import read_file
from perfgen.source.nodes import Mark, Node, SourceFile

_KEY = r"[\"']?[^\s：:，,、。；{}\[\]#\"'“”]{1,20}[\"']?"
_START = r"^\s*(?:-\s+)*"

# Each slip: what it looks like (group 1 ends right before what is replaced, group 2), what is put there to read on,
# what is said of it, and how to put it right.
_SLIPS = tuple(
    (re.compile(pattern), mend, message, hint)
    for pattern, mend, message, hint in (
        (rf"({_START}{_KEY})(：)", ": ", "冒号是全角的“：”", "改成英文冒号，后面空一格"),
        (rf"([{{,]\s*{_KEY})(：)", ": ", "冒号是全角的“：”", "改成英文冒号，后面空一格"),
        (rf"([{{,，][^{{}}]*?)(，)(?=\s*{_KEY}\s*[:：])", ", ", "逗号是全角的“，”", "改成英文逗号，后面空一格"),
        (rf"({_START}{_KEY})(:)(?=[^\s:/])", ": ", "冒号后面少一个空格", "在冒号后面空一格"),
    )
)
_SLIPS_TRIED = 200
_LOOK_BACK = 3

_TABS = re.compile(r"^ *\t")

_PROBLEMS = (
    ("mapping values are not allowed", "这一行不该有冒号，或者上一行没有写完", "检查这一行和上一行的冒号、引号和缩进"),
    ("expected ',' or '}'", "花括号里的内容没有写对", "各项之间用英文逗号隔开，最后用 } 结束"),
    ("expected ',' or ']'", "方括号里的内容没有写对", "各项之间用英文逗号隔开，最后用 ] 结束"),
    ("expected key", "缩进和上面的行对不齐", "同一层的各行要从同一列开始"),
    ("expected <block end>", "缩进和上面的行对不齐", "同一层的各行要从同一列开始"),
    ("expected '-' indicator", "列表里有一行不是以“- ”开头", "列表每一项以“- ”开头，并且对齐"),
    ("unexpected end of stream", "引号没有收尾", "在内容末尾补上引号"),
    ("could not find expected ':'", "这里应当有冒号", "写成“名称: 内容”，冒号后面空一格"),
    ("cannot start any token", "文字不能以这个符号开头", "给整段文字加上英文引号"),
    ("alphabetic or numeric", "文字不能以 * 或 & 开头", "给整段文字加上英文引号"),
    ("unknown escape", "双引号里的反斜杠 YAML 不认识", "把反斜杠写成两个，或者改用单引号"),
    ("directive", "百分号开头的行不能这样写", "给整段文字加上英文引号"),
    ("expected the node content", "这里缺内容，或者括号没有收尾", "检查括号是不是成对"),
    ("did not find expected node content", "这里缺内容，或者括号没有收尾", "检查括号是不是成对"),
    ("duplicate", "锚点重名", "换一个名字"),
)


@dataclass(slots=True)
class Parsed:
    """A file's tree (None where there is none to go on with) and what is wrong with it."""

    file: SourceFile
    root: Node | None
    found: list[Diagnostic]


@dataclass(slots=True)
class _Draft:
    """The text as it is being mended, and where it has grown."""

    file: SourceFile
    lines: list[str]
    inserted: dict[int, list[int]] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)

    def mend(self, near: int) -> bool:
        """Mend the slip nearest above line `near` (from 0); False where there is none."""
        for line in range(min(near, len(self.lines) - 1), max(near - _LOOK_BACK, -1), -1):
            for pattern, mend, message, hint in _SLIPS:
                slip = pattern.search(self.lines[line])
                if slip:
                    self._replace(line, slip, mend, message, hint)
                    return True
        return False

    def _replace(self, line: int, slip: re.Match[str], mend: str, message: str, hint: str) -> None:
        at = slip.start(2)
        before = sum(1 for column in self.inserted.get(line, ()) if column < at)
        self.found.append(Mark(self.file, line, at - before).diagnostic("YML04", message, hint))
        text = self.lines[line]
        self.lines[line] = text[:at] + mend + text[slip.end(2) :]
        self.inserted.setdefault(line, []).append(at + 1)


def parse(path: Path) -> Parsed:
    """Read a YAML file into nodes. Raises FilingError only where the file as a whole cannot be read."""
    file = read_file(path)
    if not file.text.strip():
        raise FilingError(_empty(path))
    draft = _Draft(file, file.text.splitlines(keepends=True))
    for _ in range(_SLIPS_TRIED):
        composer = Composer(file, draft.inserted)
        try:
            root = composer.compose("".join(draft.lines))
        except TooMuch as error:
            return Parsed(file, None, [*draft.found, *composer.found, error.diagnostic])
        except RecursionError:
            raise FilingError(Diagnostic("YML07", "嵌套太深", path)) from None
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line if mark else 0
            tabs = _tabs(file, line)
            if tabs:
                return Parsed(file, None, [*draft.found, *composer.found, *tabs])
            if not draft.mend(line):
                return Parsed(file, None, [*draft.found, *composer.found, _said(file, error)])
        else:
            if root is None:
                raise FilingError(_empty(path))
            return Parsed(file, root, [*draft.found, *composer.found])
    return Parsed(file, None, draft.found)


def _empty(path: Path) -> Diagnostic:
    return Diagnostic("YML01", "文件是空的", path, hint="用 perfgen new 写一份样稿")


def _tabs(file: SourceFile, near: int) -> list[Diagnostic]:
    """Every line indented by tabs, where the line at fault or the one after it is."""
    if not any(_TABS.match(line) for line in file.lines[max(near, 0) : near + 2]):
        return []
    return [
        Mark(file, number, line.index("\t")).diagnostic("YML04", "这一行用制表符（Tab）缩进", "换成空格，每层两个")
        for number, line in enumerate(file.lines)
        if _TABS.match(line)
    ]


def _said(file: SourceFile, error: yaml.YAMLError) -> Diagnostic:
    problem = str(getattr(error, "problem", "") or "")
    mark = getattr(error, "problem_mark", None)
    context = getattr(error, "context_mark", None)
    if "end of stream" in problem and context is not None:
        mark = context  # where the quotation opens says more than where the file ends
    place = Mark(file, min(mark.line, len(file.lines) - 1), mark.column) if mark else Mark(file, 0, 0)
    for sign, message, hint in _PROBLEMS:
        if sign in problem:
            return place.diagnostic("YML04", message, hint)
    return place.diagnostic("YML04", "这里不符合 YAML 的写法", "检查附近的缩进、冒号、引号和括号")
