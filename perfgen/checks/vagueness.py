"""Words that fit every project: what says of a target that something gets better, and not how much.

A phrase is vague by how it is made, not by standing in a list: a degree before a change (有效减少, 持续保障), two
changes (巩固提高), a state at the end (作用明显), a duty to all of whom it is one (应保尽保), or nothing but such words
(能力提升). The words stand in data/vague*.txt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from perfgen.checks.subject import Subject
from perfgen.checks.words import added, shipped
from perfgen.filing.regex import either, regex
from perfgen.filing.target import OPERATORS

_LISTS = ("vague", "vague_degrees", "vague_changes", "vague_states", "vague_nouns", "vague_aims", "checkable")
_SIGNS = f"{''.join(OPERATORS)}。；;，, \t\u3000"
_ALL_OF_THEM = "应([一-鿿])尽\\1"
_JOINS = "[的地得了和与及并且、，,；;。]|上|以|进行|予以|起到|实现|能够|形成|取得|达到|直接|间接"
_LEVEL = regex("[ⅠⅡⅢⅣⅤⅥA-Z]\\s*(?:类|级|等|\\+)|国标|国家标准|行业标准")
_NUMBER = regex(
    "\\d|[零一二两三四五六七八九十百千万亿半几]"
    "(?:成|倍|个|家|条|次|场|期|批|件|人|名|户|台|套|份|篇|字|项|处|所|元|年|月|日|天|周|季度|小时|分钟|分之|级|类|轮|遍)"
)
_NOTHING = regex(
    "无(?!论|线|障碍|偿|缝)|未(?!成年|来)|零(?![散星售碎活食])|不(?:发生|出现|存在|超|低于|少于|高于|得|再|含|漏|留|返)|没有|清零|归零|禁止|杜绝一切"
)
_LONGEST = 200
"""A target that is longer is an account of something, and read by people."""


@dataclass(frozen=True, slots=True)
class _Vague:
    """What is vague, by a filing's lists: anywhere in a text, as a whole, and at the beginning of a benefit."""

    anywhere: re.Pattern[str]
    whole: re.Pattern[str]
    aims: re.Pattern[str]
    checkable: re.Pattern[str]


def _any_of(*words: str) -> str:
    return either(words) or "(?!)"


def _gaps(entry: str) -> str:
    return "[^，。；,;]{0,40}?".join(map(re.escape, entry.split("…")))


@cache
def _compiled(more: tuple[tuple[str, ...], ...]) -> _Vague:
    """The lists with what a bureau added to each."""
    vague, degrees, changes, states, nouns, aims, checkable = (
        (*shipped(name), *words) for name, words in zip(_LISTS, more, strict=True)
    )
    degree, state = f"(?:{_any_of(*degrees)})", f"(?:{_any_of(*states)})"
    alone = tuple(word for word in changes if not word.startswith("+"))
    change, changed = f"(?:{_any_of(*alone)})", f"(?:{_any_of(*(word.removeprefix('+') for word in changes))})"
    phrases = [
        f"{degree}(?:地|的|程度|幅度|程度上|{degree})?{changed}",
        f"{change}{change}",
        f"{state}$",
        _ALL_OF_THEM,
        *(_gaps(entry) for entry in vague if not entry.startswith("=")),
    ]
    words = [entry[1:] for entry in vague if entry.startswith("=")]
    telling = _any_of(*words, *degrees, *alone, *states)
    rest = _any_of(*nouns)
    return _Vague(
        regex("|".join(phrases)),
        regex(f"(?:{rest}|{_JOINS})*(?:{telling})(?:{telling}|{rest}|{_JOINS})*"),
        regex(f"(?:{degree})?(?:{_any_of(*aims)})"),
        regex(f"(?<!基本)(?<!初步)(?<!逐步)(?<!不断)(?:{_any_of(*checkable)})"),
    )


def vague_words(subject: Subject, said: str, *, benefit: bool) -> str:
    """The words that make the words of a target vague, all of them where it is all vague; empty where it can be checked.

    `benefit` where the target is that of a benefit, of which an aim alone (促进乡村振兴) says nothing.
    """
    return _vague_words(tuple(added(subject, name) for name in _LISTS), said, benefit)


def rules_out(said: str) -> bool:
    """Whether words say that something is not to be, which can be looked up: 无错漏页, 不发生重大舆情."""
    return _NOTHING.search(said) is not None


@lru_cache(maxsize=65536)
def _vague_words(more: tuple[tuple[str, ...], ...], said: str, benefit: bool) -> str:  # noqa: FBT001 -- for the cache
    text = said.strip(_SIGNS)
    if not text or len(text) > _LONGEST or _NUMBER.search(text) or _LEVEL.search(text):
        return ""
    patterns = _compiled(more)
    if rules_out(text) or patterns.checkable.search(text):
        return ""
    if patterns.whole.fullmatch(text) or (benefit and patterns.aims.match(text)):
        return text
    found = patterns.anywhere.search(text)
    return found[0] if found else ""
