"""libyaml's events to a tree of nodes, within bounds, and with nothing dropped in silence.

Scalars are never typed here: ``0601`` stays ``0601``, and what a value means is for the models to say. What other YAML
readers would turn into something else (a date, an octal number) is reported, so that the file means the same everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import yaml

from perfgen.errors import Diagnostic
from perfgen.filing.text import shortened
from perfgen.source.draft import Draft
from perfgen.source.nodes import Mapping, Node, Scalar, Sequence
from perfgen.source.scalars import (
    BARS,
    DEEPEST,
    LOADER,
    MOST_NODES,
    MOST_TEXT,
    NOTHING,
    begins_doubtfully,
    is_misread,
    misread,
)
from perfgen.source.text_file import Mark, SourceFile

_ScalarEvent, _MappingEndEvent = yaml.ScalarEvent, yaml.MappingEndEvent
_new: Any = tuple.__new__
"""Makes a `Mark` in a third of the time; a tenth of the reading is the making of marks."""

TOO_MUCH = "绩效文本用不着这样写"
"""What is said of a file beyond a bound."""
_SWALLOWED = re.compile(r"[ \t]+(#[^\s#!].*)")
_A_NUMBER = re.compile(r"[\d.,，．%％]+")


class TooMuch(Exception):  # noqa: N818
    """The file goes beyond a bound; the rest of it is not read."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class Composer:
    """Builds the tree of one file and collects what is wrong with it."""

    def __init__(self, file: SourceFile, draft: Draft | None = None) -> None:
        """`draft` is the text that is handed to `compose` where it is not that of the file, and knows its places in it."""
        self.file = file
        self._draft = draft if draft and (draft.edits or draft.origin) else None
        self.found: list[Diagnostic] = []
        self.partial = False
        """Whether something was left out of the tree, so that what seems to be missing may be there."""
        self.blocks: list[Scalar] = []
        """The texts written as blocks (``|``, ``>``), in order."""
        self._hashed = frozenset(number for number, line in enumerate(file.lines) if "#" in line)
        self.undashed: list[int] = []
        """Lines that say the first key of an item of a list once more, and the next one too: its dash is missing."""
        self.repeated = 0
        """How many characters aliases say again."""
        self._anchors: dict[str, tuple[Node, int, int]] = {}
        self._sizes = self._written = 0

    def compose(self, text: str) -> Node | None:
        """The tree that `text` says; None where it says nothing.

        Raises yaml.YAMLError where the text is no YAML, TooMuch where it is out of bounds.
        """
        loader = LOADER(text)
        try:
            return self._document(loader.get_event)
        finally:
            loader.dispose()

    def _document(self, following: Callable[[], Any]) -> Node | None:
        root: Node | None = None
        documents = 0
        while not isinstance(event := following(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents == 2:
                    self._report(
                        event, "YML06", "一个文件里只能写一份，这里用 --- 又开始了一份", "删掉这一行，或分成两个文件"
                    )
                    self.partial = True
            elif isinstance(event, yaml.NodeEvent):
                node = self._node(event, following, 0)
                root = node if documents == 1 else root
        return root

    def _mark(self, mark: Any) -> Mark:
        if self._draft:
            return self._draft.place(mark.line, mark.column)
        return Mark(self.file, mark.line, mark.column)

    def _report(self, event: Any, code: str, message: str, hint: str = "") -> None:
        self.found.append(self._mark(event.start_mark).diagnostic(code, message, hint))

    def _report_line(self, line: int, code: str, message: str, hint: str) -> None:
        """Report what a line of the file begins with."""
        while line < len(self.file.lines) - 1 and not self.file.lines[line].strip():
            line += 1
        text = self.file.lines[line]
        self.found.append(Mark(self.file, line, len(text) - len(text.lstrip())).diagnostic(code, message, hint))

    def _bound(self, event: Any, message: str) -> TooMuch:
        return TooMuch(self._mark(event.start_mark).diagnostic("YML07", message, TOO_MUCH))

    def _node(self, event: Any, following: Callable[[], Any], depth: int) -> Node:
        self._sizes = before = self._sizes + 1
        written = self._written
        if depth > DEEPEST:
            raise self._bound(event, f"嵌套超过 {DEEPEST} 层")
        if before > MOST_NODES:
            raise self._bound(event, f"内容超过 {MOST_NODES} 项")
        kind = type(event)
        if kind is _ScalarEvent and event.tag is None and event.anchor is None:
            return self._scalar(event)
        if kind is yaml.AliasEvent:
            return self._alias(event)
        if event.tag is not None:
            self._check_tag(event)
        node: Node
        if kind is _ScalarEvent:
            node = self._scalar(event)
        elif kind is yaml.MappingStartEvent:
            node = self._mapping(event, following, depth + 1)
        else:
            node = Sequence(self._mark(event.start_mark), flow=bool(event.flow_style))
            while type(child := following()) is not yaml.SequenceEndEvent:
                node.items.append(self._node(child, following, depth + 1))
        if event.anchor is not None:
            self._anchors[event.anchor] = (node, self._sizes - before + 1, self._written - written)
        return node

    def _alias(self, event: Any) -> Node:
        """What an alias stands for counts as often as it is used: an alias bomb meets the bound at once."""
        if event.anchor not in self._anchors:
            name = shortened(event.anchor)
            self._report(event, "YML08", f"*{name} 没有对应的 &{name}", "要写星号开头的文字，请加引号")
            return Scalar(None, self._mark(event.start_mark), self._mark(event.end_mark))
        node, size, characters = self._anchors[event.anchor]
        self._sizes += size
        self._written += characters
        self.repeated += characters
        if self._sizes > MOST_NODES:
            raise self._bound(event, f"展开引用后内容超过 {MOST_NODES} 项")
        if self.repeated > MOST_TEXT:
            raise self._bound(event, f"展开引用后内容超过 {MOST_TEXT} 个字")
        return node

    def _check_tag(self, event: Any) -> None:
        if not (isinstance(event, yaml.ScalarEvent) and event.tag == "!"):
            tag = shortened(event.tag.replace("tag:yaml.org,2002:", "!!"))
            self._report(
                event, "YML08", f"不支持 YAML 标签 {tag}", "删掉感叹号开头的标签；要写感叹号开头的文字，请加引号"
            )

    def _mapping(self, event: Any, following: Callable[[], Any], depth: int) -> Mapping:
        mapping = Mapping(self._mark(event.start_mark), [], bool(event.flow_style))
        items, node = mapping.items, self._node
        seen: dict[str | None, Scalar] = {}
        again: list[Scalar] = []
        while type(child := following()) is not _MappingEndEvent:
            key = node(child, following, depth)
            value = node(following(), following, depth)
            if type(key) is not Scalar:
                hint = "以 { 或 [ 开头的文字要加英文引号，或者写在 | 下面"
                self._report(child, "YML08", "这里应当是一个名称", hint)
            elif key.value == "<<" and not key.style:
                self._report(child, "YML08", "不支持 <<（合并）", "把内容直接写出来")
                self.partial = True
            elif key.value in seen:
                again.append(key)
                first = seen[key.value].mark.line + 1
                self._report(
                    child,
                    "YML05",
                    f"“{shortened(key.value)}”写了两次，第 {first} 行已经有了",
                    "留下对的一处，删掉另一处",
                )
            else:
                seen[key.value] = key
                items.append((key, value))
        if len(again) > 1 and not mapping.flow:
            self.undashed += [
                one.mark.line for one, next_one in pairwise(again) if one.value == items[0][0].value != next_one.value
            ]
        return mapping

    def _scalar(self, event: Any) -> Scalar:
        value, style, begin, end = event.value, event.style or "", event.start_mark, event.end_mark
        self._written += len(value)
        if self._draft:
            scalar = Scalar(value, self._mark(begin), self._mark(end), style)
        else:
            mark = _new(Mark, (self.file, begin.line, begin.column))
            scalar = Scalar(value, mark, _new(Mark, (self.file, end.line, end.column)), style)
        if style == "|":
            scalar.value = value.removesuffix("\n")
            self.blocks.append(scalar)
            return scalar
        if style == ">":
            self.blocks.append(scalar)
            self._report(event, "YML10", "用 > 起头的文字，换行会变成空格", "把 > 改成 |")
        elif scalar.end.line > scalar.mark.line and self._runs_on(scalar) and not value.startswith(BARS):
            self._report_line(
                scalar.mark.line + 1,
                "YML10",
                "这一行接到了上一行后面，换行会变成空格",
                "写回上一行里；要分段，就在冒号后面写 |，另起一行缩进书写",
            )
        if style:
            return scalar
        if begins_doubtfully(value) or scalar.end.line in self._hashed:
            self._check_plain(event, scalar)
        if value in NOTHING:
            scalar.value = None
        return scalar

    def _runs_on(self, scalar: Scalar) -> bool:
        r"""Whether a text goes on over lines whose ends turn into blanks (in double quotes ``\`` at the end prevents it)."""
        ends = self.file.lines[scalar.mark.line : scalar.end.line]
        return bool(ends) and not (scalar.style == '"' and all(line.endswith("\\") for line in ends))

    def _check_plain(self, event: Any, scalar: Scalar) -> None:
        """What can go wrong with a text that stands without quotes."""
        value = event.value
        if is_misread(value):
            for meaning in misread(value):
                self._report(
                    event,
                    "YML09",
                    f"没有加引号的 {shortened(value)} 会被别的软件当成{meaning}",
                    f'是文字就加上英文引号："{shortened(value)}"；是数字就写成普通数字',
                )
        if value.startswith(BARS):
            self._report(
                event,
                "YML04",
                f"竖线是全角的“{value[0]}”" if value[0] == "｜" else f"竖线写成了“{value[0]}”",
                "改成英文竖线 |，文字另起一行缩进书写",
            )
        end = scalar.end
        swallowed = _SWALLOWED.match(self.file.lines[end.line], end.column) if end.line in self._hashed else None
        if swallowed and value not in NOTHING and not _A_NUMBER.fullmatch(value):
            self._report(
                event,
                "YML10",
                f"“{shortened(swallowed[1])}”被当成注释，不会印出来",
                "要印出来，给整段文字加上英文引号；确实是注释，在 # 后面空一格",
            )
