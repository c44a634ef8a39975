"""A text that quotes data, changed where it is not quoted: the quotations stay."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import NamedTuple

from perfgen.filing.narrative import Piece, literal

_TOKEN = re.compile(r"\d[\d,]*(?:\.\d+)?|[A-Za-z]+|\s+|.", re.DOTALL)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_IN_QUOTES = re.compile(r'"[^"]*"|\'[^\']*\'')
_MOST_COMPARED = 2_000_000
"""How many pairs of tokens are compared in one text to find what changed; what is beyond is replaced as a whole, or told."""


class Token(NamedTuple):
    """A number, word or sign of a printed text, and what stands for it in its source; `quoted` where that is a quotation."""

    printed: str
    source: str
    quoted: bool = False
    now: str = ""
    """What a quotation prints after the other changes."""


@dataclass(frozen=True, slots=True)
class Unquoted:
    """Where somebody changed what is quoted: what it printed, what they wrote for it, what stands in the YAML, and why it stays."""

    printed: str
    wanted: str
    source: str
    why: str


@dataclass(slots=True)
class MergedText:
    """The source with the changes made that could be, and the others."""

    source: str
    told: list[Unquoted] = field(default_factory=list)
    _room: int = _MOST_COMPARED

    def has_room(self, pairs: int) -> bool:
        """Whether so many pairs of tokens may still be compared; then they count."""
        if pairs > self._room:
            return False
        self._room -= pairs
        return True


IS_QUOTED = "这里是引用的数据，没有改；要改就改它引用的那一处"
FOLLOWS = "这里引用的数据跟着别处的改动变了，和 Word 里写的不一样"
MIXED = "这一段连着引用的数据，分不清怎么改，没有改"


def merged_text(
    pieces: Sequence[Piece],
    source: str,
    wanted: str,
    now: Callable[[str], str | None],
    renamed: Mapping[str, str],
) -> MergedText:
    """What a text says in its source once it prints `wanted`, but for what is quoted.

    `pieces` are the source as it printed. `now` gives what a quotation prints after the other changes, None where it cannot be
    told any more; `renamed` are the names of projects that become others, which quotations then say.
    """
    before = _paragraphs(_tokens(pieces, source, now, renamed))
    after = [_TOKEN.findall(line) for line in wanted.split("\n")]
    found = MergedText("")
    if not found.has_room(len(before) * len(after)):
        return MergedText(*_as_a_whole(before, wanted))
    old, new = ["".join(one.printed for one in line) for line in before], ["".join(line) for line in after]
    lines: list[str] = []
    for tag, i, j, k, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            lines += [_unchanged(line, found) for line in before[i:j]]
        elif j - i == end - k:
            lines += [_line(*pair, found) for pair in zip(before[i:j], after[k:end], strict=True)]
        elif tag == "insert":
            lines += [literal(line) for line in new[k:end]]
        elif tag == "replace":
            lines += _block(before[i:j], after[k:end], found)
    found.source = "\n".join(lines)
    return found


def _tokens(
    pieces: Sequence[Piece], source: str, now: Callable[[str], str | None], renamed: Mapping[str, str]
) -> Iterator[Token]:
    ends = [*(piece.start for piece in pieces[1:]), len(source)]
    for piece, end in zip(pieces, ends, strict=True):
        if piece.literal:
            yield from (Token(sign, sign) for sign in _TOKEN.findall(piece.printed))
        else:
            written = _IN_QUOTES.sub(lambda name: _renamed(name[0], renamed), source[piece.start : end])
            after = now(written)
            yield Token(piece.printed, written, quoted=True, now=piece.printed if after is None else after)


def _renamed(quoted: str, renamed: Mapping[str, str]) -> str:
    name = renamed.get(quoted[1:-1])
    return quoted if name is None or quoted[0] in name else f"{quoted[0]}{name}{quoted[0]}"


def _paragraphs(tokens: Iterator[Token]) -> list[list[Token]]:
    found: list[list[Token]] = [[]]
    for token in tokens:
        if token.quoted or "\n" not in token.printed:
            found[-1].append(token)
            continue
        first, *others = token.printed.split("\n")  # blanks around line ends are one token
        found[-1] += [Token(first, first)] if first else []
        found += [[Token(other, other)] if other else [] for other in others]
    return found


def _block(before: list[list[Token]], after: list[list[str]], found: MergedText) -> list[str]:
    """Paragraphs that became more, or fewer: each new one from the old one that is nearest it, in order."""
    if not found.has_room(sum(map(len, before)) * len(after) + sum(map(len, after)) * len(before)):
        source, told = _as_a_whole(before, "\n".join(map("".join, after)))
        found.told += told
        return [source]
    lines: list[str] = []
    waiting = list(before)
    for line in after:
        best = max(range(len(waiting)), key=lambda at: _nearness(waiting[at], line), default=None)
        if best is None or _nearness(waiting[best], line) < _NEAR:
            lines.append(literal("".join(line)))
            continue
        lines.append(_line(waiting[best], line, found))
        waiting = waiting[best + 1 :]
    return lines


def _as_a_whole(before: list[list[Token]], wanted: str) -> tuple[str, list[Unquoted]]:
    """Paragraphs that are too many to find out which became which: replaced, unless something in them is quoted."""
    if not any(one.quoted for line in before for one in line):
        return literal(wanted), []
    source, printed = ("\n".join(map(part, before)) for part in (_source, _printed))
    return source, [Unquoted(printed, wanted, source, MIXED)]


_NEAR = 0.5


def _nearness(before: list[Token], after: list[str]) -> float:
    matcher = SequenceMatcher(None, [one.printed for one in before], after, autojunk=False)
    return matcher.quick_ratio()


def _unchanged(line: list[Token], found: MergedText) -> str:
    for one in line:
        if one.quoted and one.now != one.printed:
            found.told.append(Unquoted(one.now, one.printed, one.source, FOLLOWS))
    return _source(line)


def _line(before: list[Token], after: list[str], found: MergedText) -> str:
    """One paragraph, changed."""
    if not any(one.quoted for one in before):
        return literal("".join(after))
    if not found.has_room(len(before) * len(after)):
        found.told.append(Unquoted(_printed(before), "".join(after), _source(before), MIXED))
        return _source(before)
    there = set(after)
    keys = [one.now if one.quoted and one.now in there else one.printed for one in before]
    after = _joined(after, {key for key, one in zip(keys, before, strict=True) if one.quoted})
    said: list[str] = []
    for tag, i, j, k, end in SequenceMatcher(None, keys, after, autojunk=False).get_opcodes():
        some, wanted = before[i:j], "".join(after[k:end])
        if tag == "equal":
            said += [_kept(one, key, found) for one, key in zip(some, keys[i:j], strict=True)]
        elif any(one.quoted for one in some):
            said.append(_around_quotation(some, wanted, found))
        else:
            said.append(literal(wanted))
    return "".join(said)


def _joined(after: list[str], quoted: set[str]) -> list[str]:
    """The tokens of a text, those that make up a quoted name joined."""
    names = sorted((name for name in quoted if len(_TOKEN.findall(name)) > 1), key=len, reverse=True)
    if not names:
        return after
    parts = re.split("(" + "|".join(map(re.escape, names)) + ")", "".join(after))
    return [token for at, part in enumerate(parts) for token in ([part] if at % 2 else _TOKEN.findall(part))]


def _kept(one: Token, key: str, found: MergedText) -> str:
    if one.quoted and key != one.now:
        found.told.append(Unquoted(one.now, key, one.source, FOLLOWS))
    return one.source


def _around_quotation(some: list[Token], wanted: str, found: MergedText) -> str:
    """What becomes of words with a quotation among them."""
    quoted = [one for one in some if one.quoted]
    words = [one for one in some if not one.quoted and not one.printed.isspace()]
    if not wanted and words:
        return ""  # a sentence that went, with what it quotes
    numbers = list(_NUMBER.finditer(wanted))
    if len(quoted) == 1 and words and len(numbers) == 1 and _NUMBER.fullmatch(quoted[0].printed):
        new = numbers[0]
        if new[0] not in (quoted[0].now, quoted[0].printed):
            found.told.append(Unquoted(quoted[0].printed, new[0], quoted[0].source, IS_QUOTED))
        return f"{literal(wanted[: new.start()])}{quoted[0].source}{literal(wanted[new.end() :])}"
    why = MIXED if words else IS_QUOTED
    found.told.append(Unquoted(_printed(some), wanted, _source(some), why))
    return _source(some)


def _printed(tokens: Sequence[Token]) -> str:
    return "".join(one.printed for one in tokens)


def _source(tokens: Sequence[Token]) -> str:
    return "".join(one.source for one in tokens)
