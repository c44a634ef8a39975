"""The text of a YAML file to its tree, with every mistake found in one pass.

A mistake in the grammar ends a YAML parser's work. What can be mended is, in memory, and the parser tried again, so that
what stands after it is looked at too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from perfgen.errors import Diagnostic, FilingError
from perfgen.source.compose import TOO_MUCH, Composer, TooMuch
from perfgen.source.draft import MOST_LOOKED_AT, Draft
from perfgen.source.files import read_file
from perfgen.source.line_layers import with_dash
from perfgen.source.nodes import Node, Scalar
from perfgen.source.scalars import DEEPEST, MOST_TEXT
from perfgen.source.slips import conflicts, likely, odd_indentation, together, told_once
from perfgen.source.suspects import suspects
from perfgen.source.text_file import Mark, SourceFile

_BRACKETED = re.compile(r":\s+(?:\[[^\]]*\]|\{[^}]*\})\s*[^\s#]")
_TRIES = 600
_TRIES_AT_ONE_PLACE = 100
_LEVELS = 4
"""As many lines are put in before one at most: a project's indicators have two levels, and a list and its item two more."""
_ROUNDS = 4
"""How often the tree of a whole text is looked at for slips: all are mended at once, and few hide others."""
MOST_WORK = 5_000_000
"""How often a mended text is read again, also where none of the tries reads further than the mistake at hand, and how many characters
that may come to in all files of a filing together."""

# By a sign in what libyaml says of a problem or its context: what to say, and how to put it right.
_PROBLEMS = (
    (
        "mapping values are not allowed",
        "这一行不该有冒号，或者上一行没有写完",
        "检查这一行和上一行的冒号和缩进；文字里本来有冒号，就给整段文字加英文引号",
    ),
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
    ("character escape code", "双引号里反斜杠后面的编码不是文字", "直接写出文字，不用 \\u 一类的写法"),
    ("directive", "百分号开头的行不能这样写", "给整段文字加上英文引号"),
    ("expected the node content", "这里缺内容，或者括号没有收尾", "检查括号是不是成对"),
    ("did not find expected node content", "这里缺内容，或者括号没有收尾", "检查括号是不是成对"),
)


@dataclass(slots=True)
class Parsed:
    """A file's tree (None where there is none) and what is wrong with it.

    `partial` where something was left out of the tree, so that what seems to be missing may be there.
    """

    file: SourceFile
    root: Node | None
    found: list[Diagnostic]
    partial: bool = False
    text: int = 0
    """How many characters it comes to, aliases followed."""
    work: int = 0
    """How many characters were read again because something was mended."""


def parse(path: Path) -> Parsed:
    """Read a YAML file into nodes. Raises FilingError only where the file as a whole cannot be read."""
    return parse_text(read_file(path))


def parse_text(file: SourceFile, work: int = MOST_WORK) -> Parsed:
    """The same for text already at hand; `work` is how many characters may be read again where something is mended.

    Raises FilingError for a file without content, or nested too deep.
    """
    size = len(file.text)
    if size > MOST_TEXT:
        bound = Mark(file, 0, 0).diagnostic("YML07", f"内容超过 {MOST_TEXT} 个字", TOO_MUCH)
        return Parsed(file, None, [bound], text=size)
    attempt, work = _best(file, work)
    return replace(attempt.parsed(), work=work)


class PutRight(NamedTuple):
    """A text without the slips of which it is certain what was meant, how many they were, and its tree (None where there is none)."""

    text: str
    slips: int
    root: Node | None


def put_right(file: SourceFile) -> PutRight:
    """The text of a file with its slips put right; as it is where it cannot be read even so.

    Raises FilingError for a file nested too deep.
    """
    if len(file.text) > MOST_TEXT:
        return PutRight(file.text, 0, None)
    search = _Search(len(file.text), MOST_WORK)
    attempt, guessed = search.best(_attempt(Draft.of(file)), certain=True), set[int]()
    while attempt.error is not None and attempt.bound is None:
        guess = search.further(attempt, certain=False)
        if guess is None:
            break
        before, after = _by_written_line(attempt.draft), _by_written_line(guess.draft)
        guessed |= {line for line, texts in after.items() if before.get(line) != texts}
        attempt = search.best(guess, certain=True)
    if attempt.error is not None or attempt.bound is not None:
        return PutRight(file.text, 0, None)
    written = Draft.of(file).lines
    lines = [written[line] if line in guessed else texts[-1] for line, texts in _by_written_line(attempt.draft).items()]
    slips = len([one for one in attempt.draft.found if (one.line or 0) - 1 not in guessed])
    return PutRight("".join(lines), slips, attempt.root)


def _by_written_line(draft: Draft) -> dict[int, list[str]]:
    """The lines of a draft by those of the file, each after those put in before it."""
    lines: dict[int, list[str]] = {}
    for number, text in enumerate(draft.lines):
        lines.setdefault(draft.written_line(number), []).append(text)
    return lines


def _best(file: SourceFile, work: int) -> tuple[_Attempt, int]:
    """The draft that reads furthest, and how many characters it took."""
    search = _Search(len(file.text), work)
    attempt = search.best(_attempt(conflicts(Draft.of(file))), certain=False)
    return attempt, search.tries * search.size


@dataclass(slots=True)
class _Search:
    """The search for drafts of a text of `size` characters, of which as many may be read again as `work` says."""

    size: int
    work: int
    tries: int = 0
    rounds: int = 0

    def best(self, attempt: _Attempt, *, certain: bool) -> _Attempt:
        """The draft that reads furthest from one on, with `certain` mends only where that is asked for."""
        while True:
            self.rounds += attempt.error is None
            better = self.further(attempt, certain=certain) if self.rounds <= _ROUNDS else None
            if better is None:
                return attempt
            attempt = better

    def further(self, attempt: _Attempt, *, certain: bool) -> _Attempt | None:
        """A draft that reads further than one; None where none does."""
        for number, draft in enumerate(_next_drafts(attempt, certain=certain)):
            if number >= _TRIES_AT_ONE_PLACE or self.tries >= _TRIES or (self.tries + 1) * self.size > self.work:
                break
            self.tries += 1
            tried = _attempt(draft)
            if tried.error is None or tried.is_beyond(attempt):
                return tried
        return None


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A draft read as far as it goes: its tree, or the mistake of grammar that ended the reading."""

    draft: Draft
    composer: Composer
    root: Node | None
    error: yaml.YAMLError | None = None
    bound: Diagnostic | None = None

    @property
    def problem(self) -> tuple[int, int]:
        """Where the mistake showed."""
        return _position(getattr(self.error, "problem_mark", None))

    def is_beyond(self, other: _Attempt) -> bool:
        """Whether it read further than another: in the file, as a line put in moves all behind it, and moves nothing on."""
        reached, before = self._reached, other._reached
        line = reached[0]
        return reached > before or (
            reached == before and self.problem > other.problem and self.draft.put_in(line) <= _LEVELS
        )

    @property
    def _reached(self) -> tuple[int, int]:
        line, column = self.problem
        return self.draft.written_line(line), column

    @property
    def first(self) -> tuple[int, int]:
        """Where what went wrong began."""
        return _position(getattr(self.error, "context_mark", None) or getattr(self.error, "problem_mark", None))

    def parsed(self) -> Parsed:
        """What can be said when nothing more can be mended."""
        file, found = self.draft.file, [*told_once(self.draft.found), *self.composer.found]
        if self.bound is not None:
            return Parsed(file, None, [*found, self.bound], text=len(file.text))
        if self.error is not None:
            odd = odd_indentation(file, self.draft.written_line(self.problem[0]), self.composer.blocks)
            return Parsed(file, None, [*told_once(self.draft.found), *(odd or _explained(self))], text=len(file.text))
        if self.root is None:
            raise FilingError(
                Diagnostic("YML01", "文件是空的", file.path, hint="写上内容，或用 perfgen new 写一份样稿")
            )
        return Parsed(file, self.root, found, self.composer.partial, len(file.text) + self.composer.repeated)


def _attempt(draft: Draft) -> _Attempt:
    composer = Composer(draft.file, draft)
    try:
        return _Attempt(draft, composer, composer.compose(draft.text))
    except TooMuch as error:
        return _Attempt(draft, composer, None, bound=error.diagnostic)
    except RecursionError:
        raise FilingError(Diagnostic("YML07", "嵌套太深", draft.file.path)) from None
    except yaml.YAMLError as error:
        if "nesting depth" in str(getattr(error, "problem", "")):  # libyaml's own bound, met before any event comes
            place = draft.place(*_position(getattr(error, "problem_mark", None)))
            said = place.diagnostic("YML07", f"嵌套超过 {DEEPEST} 层", TOO_MUCH)
            return _Attempt(draft, composer, None, bound=said)
        return _Attempt(draft, composer, None, error)


def _next_drafts(attempt: _Attempt, *, certain: bool) -> Iterator[Draft]:
    """Drafts that may read further than an attempt did, `certain` ones only where that is asked for."""
    if attempt.error is not None:
        yield from likely(attempt.draft, attempt.first[0], attempt.problem[0], attempt.composer.blocks, certain=certain)
    elif attempt.bound is None and attempt.root is not None:
        root, draft = attempt.root, attempt.draft
        if isinstance(root, Scalar):
            lines = list(range(root.mark.line, root.end.line + 1))
        else:
            lines = sorted(set(suspects(root)))
        better = together(draft, [draft.line_of(line) for line in lines])
        for line in attempt.composer.undashed:
            better = next(with_dash(better, better.line_of(line)), better)
        if better is not draft:
            yield better


def _position(mark: Any) -> tuple[int, int]:
    return (mark.line, mark.column) if mark else (0, 0)


def _explained(attempt: _Attempt) -> list[Diagnostic]:
    """What was found up to a mistake of the grammar, and the mistake; where one explains the other, only the first."""
    file, found = attempt.draft.file, attempt.composer.found
    if "flow" in str(getattr(attempt.error, "context", "")) and attempt.first[0] < attempt.problem[0]:
        place = attempt.draft.place(*attempt.first)
        return [place.diagnostic("YML04", "括号没有收尾", "在这一项末尾补上 } 或 ]")]
    if any(diagnostic.code == "YML10" for diagnostic in found):
        return found  # a text that runs on over lines has swallowed what the grammar misses
    line = attempt.draft.written_line(attempt.problem[0])
    for end in (block.end.line for block in attempt.composer.blocks):
        text = file.lines[end] if end < len(file.lines) else ""
        if line - 2 <= end <= line and text.strip() and ":" not in text:
            place = Mark(file, end, len(text) - len(text.lstrip(" ")))
            short = place.diagnostic("YML04", "这一行比上面的文字缩进得少，接不上去", "是同一段文字，就和上面各行对齐")
            return [*found, short]
    return [*found, _said(attempt)]


def _said(attempt: _Attempt) -> Diagnostic:
    file, error = attempt.draft.file, attempt.error
    problem = f"{getattr(error, 'problem', '') or ''} {getattr(error, 'context', '') or ''}"
    # Where a quotation, a bracket or a key opens says more than where it is missed.
    opening = any(sign in problem for sign in ("end of stream", "expected ':'"))
    place = attempt.draft.place(*(attempt.first if opening else attempt.problem))
    place = place._replace(line=min(place.line, len(file.lines) - 1))
    line_text = file.lines[place.line]
    if "expected" in problem and len(line_text) <= MOST_LOOKED_AT and _BRACKETED.search(line_text):
        return place.diagnostic("YML04", "文字不能以 [ 或 { 开头", "给整段文字加上英文引号")
    for sign, message, hint in _PROBLEMS:
        if sign in problem:
            return place.diagnostic("YML04", message, hint)
    return place.diagnostic("YML04", "这里不符合 YAML 的写法", "检查附近的缩进、冒号、引号和括号")
