"""Lines of a tree where a text, or a key, is more than was meant: it has swallowed what a slip of the keyboard hid from YAML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from perfgen.source.grammar import known_keys, lists, parts, words
from perfgen.source.line_keys import meant_key, odd_value
from perfgen.source.nodes import Mapping, Node, Scalar, Sequence
from perfgen.source.scalars import BULLETS, DASHES, NUMBERED, SWALLOWED_KEY, swallows


@cache
def a_key() -> str:
    """The keys of a filing as a pattern: labels, English names, checkpoints, 一级 and 二级指标."""
    return rf"(?:{known_keys()}|[^\s：:，,]{{2,8}}指标)"


# What keys may stand together in braces: a comma typed full-width swallows only one of these.
_TOGETHER = tuple(
    frozenset(words.split())
    for words in (
        "三级指标 绩效指标描述 指标值 指标值确定依据 评（扣）分标准 一级指标 二级指标",
        "编码 名称", "编制 审核", "名称 金额", "绩效指标 优 良 中 差", "符号 值 单位", "3月底 6月底 10月底 12月底",
        "任务名称 主要内容 预算数 财政资金 其他资金",
    )
)  # fmt: skip


def suspects(root: Node) -> Iterator[int]:
    """Lines where a key, or a text, seems to have swallowed what follows a full-width colon, comma or dash."""
    seen: set[int] = set()
    waiting: list[Node] = [root]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        missing: frozenset[str] = frozenset()
        if isinstance(node, Scalar):
            inside: Iterable[Node] = (node,)
        else:
            seen.add(id(node))
            if isinstance(node, Sequence):
                inside = node.items
            else:
                yield from _suspect_keys(node)
                missing = _missing(node) if node.flow else missing
                inside = [value for _, value in node.items]
        for one in inside:
            if not isinstance(one, Scalar):
                waiting.append(one)
            elif not one.style and (
                missing or one.end.line > one.mark.line or (one.value or "")[:1] in _OPEN or odd_value(one.value or "")
            ):
                yield from _suspect_text(one, missing)


def _suspect_text(node: Scalar, expected: frozenset[str]) -> Iterator[int]:
    """Lines of a plain text; `expected` are the keys that could stand beside it, and do not."""
    if (
        expected
        and "，" in (node.value or "")
        and any(found[1] in expected for found in SWALLOWED_KEY.finditer(node.value or ""))
    ):
        yield node.mark.line
    if (node.value or "")[:1] in _OPEN or odd_value(node.value or ""):
        yield node.mark.line
    lines = node.mark.file.lines
    yield from (line for line in range(node.mark.line + 1, node.end.line + 1) if _DASHED.match(lines[line]))


def _suspect_keys(node: Mapping) -> Iterator[int]:
    begins = _begins()
    for key, value in node.items:
        if node.flow and _is_piece(key, value):
            yield key.mark.line
        if not key.style and (swallows(key.value or "") or meant_key(key.value or "")):
            yield key.mark.line
        elif isinstance(value, Sequence) and key.value not in lists():
            for item in value.items:
                if isinstance(item, Scalar) and not item.style and begins.match(item.value or ""):
                    yield from range(item.mark.line, item.end.line + 1)
        elif isinstance(value, Scalar) and value.mark.line > key.mark.line:
            text = value.value or ""
            keyed = key.value in parts() and begins.match(text)
            if keyed or (key.value in lists() and not value.style and _is_list(value)):
                yield from range(value.mark.line, value.end.line + 1)


@cache
def _begins() -> re.Pattern[str]:
    return re.compile(rf"{a_key()}：")


_OPEN = ("｛", "［", "“", "＂")
"""What a text begins with that may be brackets, or quotes of which one is typed full-width."""
_MARKED = re.compile(rf"[{DASHES}{BULLETS}]|-(?=[^\s\-\d])|[*+一_]\s")


def _is_list(text: Scalar) -> bool:
    """Whether a text is a list of which the first dash is missing, or typed otherwise."""
    lines = text.mark.file.lines[text.mark.line + 1 : text.end.line + 1]
    begins = _MARKED.match(text.value or "") or NUMBERED.match(text.value or "")
    return begins is not None or any(_DASHED.match(line) for line in lines)


def _is_piece(key: Scalar, value: Node) -> bool:
    """Whether a key without a value, in braces, is the rest of the text before it: a comma has parted them."""
    return not key.style and isinstance(value, Scalar) and value.value is None and key.value not in words()


_DASHED = re.compile(rf"\s*(?:[-{DASHES}{BULLETS}](?=[^\s-])|[-{DASHES}{BULLETS}*+一_]\s)")


def _missing(node: Mapping) -> frozenset[str]:
    """The keys that could stand in a mapping in braces, and do not."""
    return _missing_beside(tuple([key.value or "" for key, _ in node.items]))


@lru_cache(maxsize=1000)
def _missing_beside(keys: tuple[str, ...]) -> frozenset[str]:
    written = frozenset(_PARTED.split(key, maxsplit=1)[0] for key in keys)
    return frozenset(word for words in _TOGETHER if words & written for word in words) - written


_PARTED = re.compile("[：:，]")
