"""The codes of projects: how one is made up, and the divisions it may begin with."""

from __future__ import annotations

from functools import cache

from perfgen.checks.subject import PlacedProject, Subject
from perfgen.checks.words import listed
from perfgen.filing.regex import regex

CODE = "项目编码"
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The characters of a code: digits and capitals without I O S V Z."""
_WHOLE = regex(rf"[0-9]{{8}}P[{ALPHABET}]{{12}}")
"""Division (6), year (2), P, number (11), check character."""


def check_character(code: str) -> str:
    """The 21st character of a code that begins with these 20."""
    total = sum(ALPHABET.index(sign) * pow(3, at, 31) for at, sign in enumerate(code[:20]))
    return ALPHABET[(30 - total) % 31]


def whole_codes(subject: Subject) -> list[tuple[PlacedProject, str]]:
    """The projects whose codes have all their parts, so that each can be read, with the codes."""
    coded = ((placed, placed.code) for placed in subject.projects)
    return [(placed, code) for placed, code in coded if _WHOLE.fullmatch(code)]


@cache
def _divisions(entries: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Names of divisions and the codes they have, longer names first; several districts have one name."""
    names: dict[str, list[str]] = {}
    for entry in entries:
        code, _, name = entry.partition(" ")
        names.setdefault(name.strip(), []).append(code)
    return tuple(sorted(((name, tuple(codes)) for name, codes in names.items()), key=lambda one: -len(one[0])))


_BEFORE = regex("(?:河北省|中国共产党|中共|中国|共青团)*")


def divisions_of(subject: Subject, name: str) -> tuple[str, tuple[str, ...]]:
    """The division a department's name begins with, and the codes it may have; a city's are those of all within it.

    Empty where the name tells none.
    """
    known = _divisions(listed(subject, "divisions_hebei"))
    rest = name.strip()
    rest = rest[end.end() :] if (end := _BEFORE.match(rest)) else rest
    first = next(((one, codes) for one, codes in known if rest.startswith(one)), None)
    if first is None:
        return "", ()
    place, codes = first
    if not codes[0].endswith("00"):
        return place, codes
    inner = rest[len(place) :]
    for one, within in known:
        inside = tuple(code for code in within if code[:4] == codes[0][:4] and not code.endswith("00"))
        if inside and (inner.startswith(one) or f"{one}分" in inner):  # 邯郸市生态环境局临漳县分局
            return place + one, inside
    return place, (codes[0][:4],)
