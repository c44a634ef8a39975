"""Makes words.txt, pairs.txt and sounds.txt of perfgen/checks/data/lexicon anew.

    pip install jieba pypinyin
    python -m tests.lexicon.make perfgen/checks/data/lexicon TEXT...

The texts are filings and guides that are written right; the more of them, the fewer right words are taken for slips.
Neither jieba (MIT) nor pypinyin (MIT) is needed by perfgen itself: what it needs of them is in the files.
"""

from __future__ import annotations

import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from itertools import pairwise
from pathlib import Path

from perfgen.checks.phrases import phrase
from perfgen.checks.words import shipped

_HAN = re.compile("[\u4e00-\u9fff]+")
_NEAR_SOUNDS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ing", "in"), ("eng", "en"), ("ang", "an"))
_LEAST, _LEAST_PAIR, _LEAST_SIGN = 150, 10, 20
"""How often a word, a pair of characters within one, and a character must stand in the dictionary's texts."""
_LONGEST = 4
_SHARE = 0.25
"""What the texts of the field weigh beside those of the dictionary."""
_HEADS = {
    "words": "词和它有多常见：每行开头的数是出现机会的负对数的两倍，带星号的一行是绩效文本里常用的词",
    "pairs": "连在一起见过的两个字：每行第一个字后面可以接的字",
    "sounds": "读音相同或相近（不分声调、平翘舌、前后鼻音）的字，每行一个音",
}
_SOURCE = "由 tests/lexicon/make.py 从 jieba 的词典（MIT）、pypinyin（MIT）和绩效文本算出，不要手改"


def rarities(known: Mapping[str, int], field: Counter[str]) -> Mapping[tuple[int, str], list[str]]:
    """The words by how rare they are and whether the field uses them: twice the negative logarithm of their share."""
    words = {word: float(often) for word, often in known.items() if _is_kept(word, often)}
    scale = sum(known.values()) / sum(field.values()) * _SHARE
    for word, often in field.items():
        if len(word) <= _LONGEST and (len(word) == 1 or often > 1):
            words[word] = words.get(word, known.get(word, 0)) + often * scale
    total, parts = sum(words.values()), {sign for word in words if len(word) > 1 for sign in word}
    found: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    for word, often in words.items():
        if len(word) > 1 or often >= _LEAST_SIGN or word in parts:
            usual = "*" if len(word) > 1 and field[word] > 1 else ""
            found[round(-math.log(max(often, 1) / total) * 2), usual].append(word)
    return found


def _is_kept(word: str, often: int) -> bool:
    return len(word) == 1 or (often >= _LEAST and len(word) <= _LONGEST)


def pairs(known: Mapping[str, int], kept: set[str], text: str) -> Mapping[str, set[str]]:
    """What stands behind each character, within words and in the texts."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    words = (word for word, often in known.items() if often >= _LEAST_PAIR or word in kept)
    for run in (*words, *_HAN.findall(text)):
        for one, other in pairwise(run):
            found[one].add(other)
    return found


def sounds(signs: set[str]) -> Mapping[str, set[str]]:
    """The characters of each sound, near sounds taken for one."""
    pypinyin = import_module("pypinyin")
    found: defaultdict[str, set[str]] = defaultdict(set)
    for sign in signs:
        found[_near(pypinyin.pinyin(sign, style=pypinyin.Style.NORMAL)[0][0])].add(sign)
    return found


def _near(sound: str) -> str:
    for far, near in _NEAR_SOUNDS:
        sound = sound.replace(far, near)
    return sound


def main(folder: Path, texts: Sequence[Path]) -> None:
    """Write the three files."""
    jieba = import_module("jieba")
    jieba.initialize()
    known = {word: often for word, often in jieba.dt.FREQ.items() if often and _HAN.fullmatch(word)}
    text = "\n".join((*(one.read_text(encoding="utf-8") for one in texts), *_right_phrases()))
    field = Counter(word for run in _HAN.findall(text) for word in jieba.lcut(run, HMM=False))
    words = rarities(known, field)
    kept = {word for several in words.values() for word in several}
    behind = pairs(known, kept, text)
    alike = sounds({sign for word in kept if len(word) > 1 for sign in word})
    _write(folder, "words", [f"{number}{usual} {' '.join(sorted(words[number, usual]))}" for number, usual in words])
    _write(folder, "pairs", [one + "".join(sorted(others)) for one, others in behind.items()])
    _write(folder, "sounds", ["".join(sorted(signs)) for signs in alike.values() if len(signs) > 1])


def _right_phrases() -> Iterator[str]:
    """What the list of wrong words says is right though a wrong word stands in it."""
    for entry in shipped("confusions"):
        yield "\n".join(phrase(entry).never)


def _write(folder: Path, name: str, lines: Sequence[str]) -> None:
    head = f"# {_HEADS[name]}。{_SOURCE}\n"
    (folder / f"{name}.txt").write_text(
        head + "".join(f"{one}\n" for one in sorted(lines)), encoding="utf-8", newline="\n"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(one) for one in sys.argv[2:]])
