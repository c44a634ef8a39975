"""How rows name the project they belong to: by its name, or, where two are called alike, by its number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from perfgen.filing import nearest
from perfgen.filing.text import seen, shortened

_NUMBERED = re.compile("第([0-9]{1,6})个((?:项目)*)")


class ProjectNames:
    """The names of the projects of a list, in order."""

    def __init__(self, names: Sequence[str]) -> None:
        """`names` may be alike, or empty where none is written yet."""
        self._names = [seen(one).strip() for one in names]
        self._counts = Counter(self._names)
        self._number = {name: number for number, name in reversed(list(enumerate(self._names)))}

    def say(self, number: int) -> str:
        """What rows call a project, of which none other is called so."""
        name = self._names[number]
        if name and self._counts[name] == 1 and "\n" not in name and not name.startswith('"'):
            return name
        said = f"第{number + 1}个"
        while said in self._counts:
            said += "项目"
        return said

    def find(self, said: str) -> int | tuple[str, str]:
        """The number of the project that a row names; or what is wrong with that, and how to put it right."""
        name = seen(said).strip()
        count = self._counts[name]
        if count == 1:
            return self._number[name]
        if count > 1:
            numbers = [number + 1 for number, one in enumerate(self._names) if one == name]
            choice = "、".join(f"第{number}个" for number in numbers[:5])
            return f"有 {count} 个项目都叫“{shortened(name)}”，看不出是哪一个", f"写成 {choice}"
        numbered = _NUMBERED.fullmatch(name)
        if numbered and 1 <= int(numbered[1]) <= len(self._names):
            return int(numbered[1]) - 1
        known = [one for one in self._names if one]
        return f"没有“{shortened(name)}”这个项目", nearest(name, known) if known else "先在项目表里写上它"
