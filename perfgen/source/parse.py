"""The text of a YAML file to its tree, with every mistake found in one pass.

A mistake in the grammar ends a YAML parser's work. What can be mended is, in memory, and the parser tried again, so that
what stands after it is looked at too.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from perfgen.errors import Diagnostic, FilingError
from perfgen.source.compose import Composer, TooMuch
from perfgen.source.files import read_file
from perfgen.source.nodes import Mark, Node, Scalar, SourceFile
from perfgen.source.slips import Draft, odd_indentation, suspects

_SLIPS_TRIED = 200

# By a sign in what libyaml says of a problem or its context: what to say, and how to put it right.
_PROBLEMS = (
    ("mapping values are not allowed", "这一行不该有冒号，或者上一行没有写完", "检查这一行和上一行的冒号、引号和缩进"),
    ("expected ',' or '}'", "花括号里的内容没有写对", "各项之间用英文逗号隔开，最后用 } 结束"),
    ("expected ',' or ']'", "方括号里的内容没有写对", "各项之间用英文逗号隔开，最后用 ] 结束"),
    (
        "expected comment or line break",
        "| 和 > 在 YAML 里另有意思",
        "| 后面的文字要另起一行；要写 > 开头的内容，请加上英文引号",
    ),
    ("expected key", "缩进和上面的行对不齐", "同一层的各行要从同一列开始"),
    ("expected <block end>", "缩进和上面的行对不齐", "同一层的各行要从同一列开始"),
    (
        "expected '-' indicator",
        "缩进和上面的行对不齐，或者少了“- ”",
        "同一层的各行要从同一列开始；列表每一项以“- ”开头",
    ),
    ("unexpected end of stream", "引号没有收尾", "在内容末尾补上引号"),
    ("could not find expected ':'", "这里应当有冒号", "写成“名称: 内容”，冒号后面空一格"),
    ("cannot start any token", "文字不能以这个符号开头", "给整段文字加上英文引号"),
    ("alphabetic or numeric", "文字不能以 * 或 & 开头", "给整段文字加上英文引号"),
    ("a tag", "文字不能以感叹号开头", "给整段文字加上英文引号"),
    ("unknown escape", "双引号里的反斜杠 YAML 不认识", "把反斜杠写成两个，或者改用单引号"),
    ("directive", "百分号开头的行不能这样写", "给整段文字加上英文引号"),
    ("expected the node content", "这里缺内容，或者括号没有收尾", "检查括号是不是成对"),
    ("did not find expected node content", "这里缺内容，或者括号没有收尾", "检查括号是不是成对"),
)


@dataclass(slots=True)
class Parsed:
    """A file's tree (None where there is none to go on with) and what is wrong with it."""

    file: SourceFile
    root: Node | None
    found: list[Diagnostic]


def parse(path: Path) -> Parsed:
    """Read a YAML file into nodes. Raises FilingError only where the file as a whole cannot be read."""
    return parse_text(read_file(path))


def parse_text(file: SourceFile) -> Parsed:
    """The same for text already at hand."""
    draft = Draft(file)
    for _ in range(_SLIPS_TRIED):
        composer = Composer(file, draft.inserted)
        try:
            root = composer.compose("".join(draft.lines))
        except TooMuch as error:
            return Parsed(file, None, [*draft.found, *composer.found, error.diagnostic])
        except RecursionError:
            raise FilingError(Diagnostic("YML07", "嵌套太深", file.path)) from None
        except yaml.YAMLError as error:
            line = _line(error)
            odd = odd_indentation(file, line, composer.blocks)
            if odd:
                return Parsed(file, None, [*draft.found, *composer.found, *odd])
            if not draft.mend_above(line, composer.blocks):
                return Parsed(file, None, [*draft.found, *(_explained(file, error, composer))])
            continue
        if root is None:
            raise FilingError(Diagnostic("YML01", "文件是空的", file.path, hint="用 perfgen new 写一份样稿"))
        lines = [root.mark.line] if isinstance(root, Scalar) else sorted(set(suspects(root)))
        mended = [draft.mend(line) for line in lines]
        if not any(mended):
            return Parsed(file, None if composer.partial else root, [*draft.found, *composer.found])
    return Parsed(file, None, draft.found)


def _line(error: yaml.YAMLError) -> int:
    mark = getattr(error, "problem_mark", None)
    return mark.line if mark else 0


def _explained(file: SourceFile, error: yaml.YAMLError, composer: Composer) -> list[Diagnostic]:
    """What was found up to a mistake of the grammar, and the mistake; where one explains the other, only the first."""
    if any(diagnostic.code == "YML10" for diagnostic in composer.found):
        return composer.found  # a quotation that runs on over lines has swallowed what the grammar misses
    line = _line(error)
    for block in composer.blocks:
        end = block.end.line
        if line - 2 <= end <= line and end < len(file.lines) and ":" not in file.lines[end] and file.lines[end].strip():
            indent = len(file.lines[end]) - len(file.lines[end].lstrip(" "))
            return [
                *composer.found,
                Mark(file, end, indent).diagnostic(
                    "YML04", "这一行比上面的文字缩进得少，接不上去", "是同一段文字，就和上面各行对齐"
                ),
            ]
    return [*composer.found, _said(file, error)]


def _said(file: SourceFile, error: yaml.YAMLError) -> Diagnostic:
    problem = f"{getattr(error, 'problem', '') or ''} {getattr(error, 'context', '') or ''}"
    mark = getattr(error, "problem_mark", None)
    context = getattr(error, "context_mark", None)
    if "end of stream" in problem and context is not None:
        mark = context  # where the quotation opens says more than where the file ends
    place = Mark(file, min(mark.line, len(file.lines) - 1), mark.column) if mark else Mark(file, 0, 0)
    for sign, message, hint in _PROBLEMS:
        if sign in problem:
            return place.diagnostic("YML04", message, hint)
    return place.diagnostic("YML04", "这里不符合 YAML 的写法", "检查附近的缩进、冒号、引号和括号")
