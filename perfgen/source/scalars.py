"""What a text in YAML may be taken for, or may have swallowed, where it stands without quotes; and how much is read at all.

What the reading without places (`perfgen.source.simple_yaml`) and that with them (`perfgen.source.compose`) must both know.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import yaml

from perfgen.filing.regex import regex

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's events, and PyYAML's own where it was built without."""

DEEPEST = 24
"""How deep a file may nest. A filing nests seven levels."""
MOST_NODES = 500_000
"""How many nodes a file may have once its aliases are followed."""
MOST_TEXT = 2_000_000
"""How many characters a filing may come to: its files together, aliases followed, and what rows share said on each. The
largest sample, of 15 projects, comes to 16,000; this is room for more than a thousand projects like its."""

NOTHING = frozenset(("", "~", "null", "Null", "NULL"))
"""What stands for no value, where it is not quoted."""

_MISREAD = (
    (r"[-+]?0[0-9_]+", "数字，前面的 0 会丢掉"),
    (r"[-+]?0[xob][0-9a-f_]+", "数字"),
    (r"\d{4}-\d\d?-\d\d?(?:(?:[Tt]|[ \t]+)\d\d?:\d\d.*)?", "日期"),
    (r"[-+]?[1-9][\d_]*(:[0-5]?\d)+(\.\d*)?", "时间"),
    (r"[-+]?\d[\d_.]*e[-+]?\d+", "科学计数"),
    (r"[-+]?\d+_[\d_]*", "数字"),
    (r"[-+]?\.(inf|nan)", "数字"),
    (r"true|false|yes|no|on|off", "“是”或“否”"),
)
BARS = tuple("｜丨│∣¦")
"""What is typed for the bar of a text of several lines."""
begins_doubtfully = regex(rf"[-+.\dtfyno{''.join(BARS)}]", re.IGNORECASE).match
"""Whether a text without quotes begins as those do which other readers take for something else, or with a bar that is none."""
is_misread = regex("|".join(pattern for pattern, _ in _MISREAD), re.IGNORECASE).fullmatch
"""Whether other readers take a text without quotes for something else."""


def misread(text: str) -> list[str]:
    """What other readers take a text without quotes for."""
    return [meaning for pattern, meaning in _MISREAD if re.fullmatch(pattern, text, re.IGNORECASE)]


KEY = r"[\"']?[^\s：:，,、。；;{}\[\]#\"'“”｛｝【】]{1,20}[\"']?"
"""The pattern of a key, as far as its characters go."""
KEYED = regex(rf"( *)((?:-\s+)?)({KEY})\s*[:：](?:\s|$)")
"""A line that begins with a key (group 3), how far it is indented (1), and its dash with the blanks behind (2)."""
DASHES = "－—–―−‐‑‒﹣ー─━"
"""What is typed for the dash of a list."""
BULLETS = "·•●■◆○▪◦‣∙・※►➢✓□◇▲△★☆◎√→＊"
"""What a list begins its lines with that was pasted from Word."""

NUMBERED = regex(r"(?:[①-⑳⑴-⒇]|\d{1,2}(?:[、)）]|[.．](?!\d))|[(（]\d{1,2}[)）])\s*(?=\S)")
"""What a text begins with that numbers itself."""

SWALLOWED_KEY = regex(r"，\s*([^\s：:，,]{1,8})\s*[:：]")
"""A key that a comma typed full-width has made part of the text before it (group 1)."""
_SWALLOWING = regex(rf"{KEY}\s*[：:]|[-{DASHES}]", signs=f"：:-{DASHES}")


@lru_cache(maxsize=1000)
def swallows(key: str) -> bool:
    """Whether a key written without quotes has swallowed what follows a full-width colon, or a dash."""
    return _SWALLOWING.match(key) is not None


def begins_with(line: str, word: str) -> bool:
    """Whether a line begins with a word as its key."""
    keyed = KEYED.match(line)
    return keyed is not None and keyed[3] == word
