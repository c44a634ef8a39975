"""Long titles in lines of one length, so that none breaks before its last few characters.

The standard wants a title of several lines symmetrical (GB/T 9704-2012, 7.3.1). The title is indented on either side until
its lines are about equally long; the text stays as it is.
"""

from __future__ import annotations

import re

_NARROW = re.compile("[ -~]")
_MOST_LINES = 6
"""A title of more lines is left as it is: indented, each of them could be short by a character."""


def indent(title: str, room: int, size: int) -> int:
    """How far to indent a title on either side of a line of `room` twentieths of a point; `size` is in half points.

    0 for a title of one line.
    """
    half = size * 5
    narrow = len(_NARROW.findall(title))
    width = (2 * len(title) - narrow) * half
    most = room // (2 * half) * 2 * half if half > 0 else 0
    lines = -(-width // most) if most > 0 else 1
    if lines <= 1 or lines > _MOST_LINES or "\n" in title:
        return 0
    line = (-(-width // lines) // half + 2) * half  # a character may not fit where a line ends with half of one
    return max(0, (room - line) // 2)
