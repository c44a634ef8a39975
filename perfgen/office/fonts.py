"""The fonts the standard for official documents asks for: which are on this machine, and what stands in for the others.

Chinese fonts of the standard print every Chinese character as wide as it is high, and letters and digits half as wide. A
font that does the same breaks lines where they break in Word; one that does not is marked.
"""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Font:
    """A font as the templates name it, its other names, and what may stand in for it, the best first.

    `same` are the substitutes as wide as itself where the templates use it. For a font with `latin` they are so in Chinese
    alone, and its letters and digits are those of the first of `latin` where another stands in for it.
    """

    name: str
    names: tuple[str, ...]
    same: tuple[str, ...]
    other: tuple[str, ...] = ()
    latin: tuple[str, ...] = ()


_SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "Source Han Serif CN", "Noto Serif SC", "思源宋体")
_SANS = ("Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN", "Noto Sans SC", "思源黑体")
_MONO = ("Noto Sans Mono CJK SC", "WenQuanYi Zen Hei Mono")

STANDARD = (
    Font(
        "方正小标宋简体",
        ("FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05"),
        ("华文中宋", "STZhongsong", "宋体", "SimSun", *_SERIF, "AR PL UMing CN"),
        _SANS,
    ),
    Font(
        "仿宋_GB2312",
        ("FangSong_GB2312",),
        ("仿宋", "FangSong", "华文仿宋", "STFangsong", "方正仿宋_GBK", *_SERIF, "AR PL UMing CN"),
        _SANS,
    ),
    Font(
        "楷体_GB2312",
        ("KaiTi_GB2312",),
        ("楷体", "KaiTi", "华文楷体", "STKaiti", "方正楷体_GBK", "AR PL UKai CN", *_SERIF),
        _SANS,
    ),
    Font("黑体", ("SimHei",), _MONO, (*_SANS, *_SERIF)),
    Font("宋体", ("SimSun", "新宋体", "NSimSun"), _SERIF, _SANS, latin=("AR PL UMing CN", *_MONO)),
    Font(
        "Times New Roman",
        (),
        ("Liberation Serif", "Tinos", "Nimbus Roman", "TeX Gyre Termes", "FreeSerif"),
        ("Noto Serif CJK SC", "DejaVu Serif"),
    ),
)
"""What the shipped templates use. The Chinese fonts of body and titles print no letters and digits there."""

LATIN = {font.name: f"{font.name} 西文" for font in STANDARD if font.latin}
"""What LibreOffice calls the letters and digits of a font: it puts one font for another by name, for all of its signs."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a font is laid out with: itself (`used` is one of its names), another, or None; `same` where as wide."""

    font: Font
    used: str | None
    same: bool
    latin: str | None = None
    """What its letters and digits are laid out with, where that is another."""

    @property
    def there(self) -> bool:
        """Whether the font itself is on this machine."""
        return self.used is not None and self.used.casefold() in _own(self.font)


def _own(font: Font) -> set[str]:
    return {name.casefold() for name in (font.name, *font.names)}


def choose(families: Iterable[str], fonts: Iterable[Font] = STANDARD) -> tuple[Chosen, ...]:
    """For each font what it is laid out with, where these `families` are on the machine."""
    known = {family.casefold() for family in families}

    def first(names: Iterable[str]) -> str | None:
        return next((name for name in names if name.casefold() in known), None)

    found: list[Chosen] = []
    for font in fonts:
        itself = first((font.name, *font.names))
        same = itself or first(font.same)
        used = same or first(font.other)
        latin = itself or first(font.latin) or used if font.latin else None
        as_wide = same is not None and (itself is not None or not font.latin or latin in font.latin)
        found.append(Chosen(font, used, as_wide, latin))
    return tuple(found)


def substitutes(chosen: Iterable[Chosen]) -> dict[str, str]:
    """The names LibreOffice is to replace, and by what."""
    chosen = tuple(chosen)
    found = {one.font.name: one.used for one in chosen if one.used and one.used != one.font.name}
    return found | {LATIN[one.font.name]: one.latin for one in chosen if one.latin}


def families() -> frozenset[str]:
    """The names of all font families on this machine, in every language they have."""
    listed = _by_fontconfig()
    if listed is None:
        listed = {name for folder in _folders() for file in _files(folder) for name in _names(file)}
    return frozenset(listed)


def _by_fontconfig() -> set[str] | None:
    program = shutil.which("fc-list")
    if program is None:
        return None
    try:
        said = subprocess.run(  # noqa: S603 -- a program found on the path
            [program, "--format", "%{family}\n"],
            stdin=subprocess.DEVNULL, capture_output=True, check=True, timeout=_SECONDS,
        ).stdout.decode("utf-8", "replace")  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None
    return {name.replace("\\", "").strip() for line in said.splitlines() for name in line.split(",")}


def _folders() -> Iterator[Path]:
    home = Path.home()
    if os.name == "nt":
        yield Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        yield Path(os.environ.get("LOCALAPPDATA", home)) / "Microsoft" / "Windows" / "Fonts"
    elif sys.platform == "darwin":
        yield from (Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts")
    else:
        yield from (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local" / "share" / "fonts")


def _files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.suffix.lower() in (".ttf", ".ttc", ".otf", ".otc")]


def _names(file: Path) -> set[str]:
    """The families in a font file; none where it is no font."""
    from fontTools.ttLib import TTFont, TTLibError  # noqa: PLC0415 -- only where fontconfig is missing
    from fontTools.ttLib.ttCollection import TTCollection  # noqa: PLC0415

    try:
        with file.open("rb") as stream:
            many = file.suffix.lower() in (".ttc", ".otc")
            fonts = TTCollection(stream, lazy=True).fonts if many else [TTFont(stream, lazy=True)]
            return {str(record) for font in fonts for record in font["name"].names if record.nameID in (1, 16)}
    except (TTLibError, OSError, KeyError, UnicodeError, AssertionError, struct.error):
        return set()
