"""Which signs are set in the Chinese font: “ ” — … ‘ ’ ·, which Chinese and Latin have in common.

Word sets them in the Latin font unless the run says otherwise (``w:hint``, ECMA-376 part 1, 17.3.2.26). What stands beside
Chinese gets runs that say so; what stands among Latin letters stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.filing.regex import regex

SIGNS = "\u00b7\u2013-\u2015\u2018\u2019\u201c\u201d\u2025\u2026"
"""The signs, as the inside of a class of characters."""
_ACCENTED = "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_CHINESE = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
_LINE = regex(r"[^\t\n]+")
_STRETCH = regex(f"[^{_CHINESE}\\t\\n]+")
_SIGN, _LETTER = (regex(f"[{inside}]") for inside in (SIGNS, f"A-Za-z{_ACCENTED}"))
_DOUBTFUL = regex(f"[{SIGNS}{_ACCENTED}]")
"""What is set in another font where a run says that it is Chinese."""
_PAIRS = {"“": "”", "‘": "’"}

_HINT = ' w:hint="eastAsia"'
_OTHER_HINT = regex(' w:hint="[^"]*"')
_BEFORE_FONTS = regex("<w:rPr>(?:<w:rStyle [^>]*/>)?")


def is_chinese(run: str) -> bool:
    """Whether a run with such properties, as XML, says that it is Chinese."""
    return _HINT in run


def as_chinese(run: str) -> str:
    """The properties of a run, as XML, with which it says that it is."""
    said = _OTHER_HINT.sub("", run) or "<w:rPr></w:rPr>"
    if "<w:rFonts" in said:
        return said.replace("<w:rFonts", f"<w:rFonts{_HINT}", 1)
    return _BEFORE_FONTS.sub(lambda before: f"{before[0]}<w:rFonts{_HINT}/>", said, count=1)


def as_latin(run: str) -> str:
    """The properties of a run, as XML, with which it does not."""
    return run.replace(_HINT, "")


def has_sign(text: str) -> bool:
    """Whether a text has such a sign, or letters with accents."""
    return _DOUBTFUL.search(text) is not None


def chinese(text: str) -> Iterator[tuple[int, int]]:
    """The parts of a text, from and to, that have such signs beside Chinese: each as long as may be within a line."""
    for line in _LINE.finditer(text):
        if _SIGN.search(line[0]) and any(map(_is_chinese, line[0])):
            if not _LETTER.search(line[0]):  # as nearly all are
                yield line.start(), line.end()
                continue
            start = line.start()
            for from_, to in (*latin(line[0]), (len(line[0]), len(line[0]))):
                if _SIGN.search(text, start, line.start() + from_):
                    yield start, line.start() + from_
                start = line.start() + to


def _is_chinese(sign: str) -> bool:
    """Whether a character is one of `_CHINESE`, as nearly all are; all these as a pattern take 20 times as long to compile."""
    return (
        "\u2e80" <= sign <= "\u9fff"
        or "\uff00" <= sign <= "\uffef"
        or "\uf900" <= sign <= "\ufaff"
        or "\ufe30" <= sign <= "\ufe4f"
        or "\U00020000" <= sign <= "\U0003ffff"
    )


def latin(text: str) -> Iterator[tuple[int, int]]:
    """The parts of a text, from and to, that have such signs, or letters with accents, among Latin letters.

    A sign is Chinese where Chinese stands beside it; figures, blanks and other signs do not count. A quotation mark goes
    with the other of its pair.
    """
    for stretch in _STRETCH.finditer(text):
        if _DOUBTFUL.search(stretch[0]) and _LETTER.search(stretch[0]):
            before, behind = text[: stretch.start()][-1:].strip(), text[stretch.end() : stretch.end() + 1].strip()
            for start, end in _latin(stretch[0], before=bool(before), behind=bool(behind)):
                yield stretch.start() + start, stretch.start() + end


def _latin(stretch: str, *, before: bool, behind: bool) -> Iterator[tuple[int, int]]:
    """The same within a stretch without Chinese; `before` and `behind` tell whether Chinese stands there."""
    letters = [letter.start() for letter in _LETTER.finditer(stretch)]
    first, last = letters[0], letters[-1]
    signs = {
        sign.start(): (before and sign.start() < first) or (behind and sign.start() > last)
        for sign in _SIGN.finditer(stretch)
    }
    open_: list[tuple[str, int]] = []
    for at, beside in signs.items():
        if stretch[at] in _PAIRS:
            open_.append((_PAIRS[stretch[at]], at))
        elif open_ and open_[-1][0] == stretch[at]:
            partner = open_.pop()[1]
            signs[at] = signs[partner] = beside or signs[partner]
    start = 0
    for end in (*(at for at, beside in signs.items() if beside), len(stretch)):
        if _DOUBTFUL.search(stretch, start, end):
            yield start, end
        start = end + 1
