"""What a project's texts say of the work of another trade, of which nothing else in the filing speaks: 动物防疫 among buses."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from perfgen.checks.mentions import GENERAL, GOALS
from perfgen.checks.subject import Path, Subject
from perfgen.checks.words import listed
from perfgen.filing.regex import regex

_BREAKS = "。；;\n"
_OF_ALL = regex(
    "(?:镇|乡|街道)(?:人民政府|政府|党委|委员会|办事处)?$|管委会|管理委员会|开发区|人民政府|发展和?改革|财政"
)
"""Who does something of every trade, or speaks of the work of all: there only a project's own texts are read."""


@cache
def _trades(entries: tuple[str, ...]) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """The words of each trade, and the works that are its alone."""
    halves = (entry.partition("|") for entry in entries)
    return tuple((_several(words), _several(works)) for words, _, works in halves)


def _several(words: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in words.split("、") if one.strip())


def other_trades(subject: Subject) -> Iterator[tuple[Path, int, str]]:
    """Works of another trade in projects' own texts and in what the department is for.

    They are told only where no other sentence of the whole filing, and no name in it, has a word of that trade.
    """
    own: list[tuple[Path, str]] = [one for placed in subject.projects for one in placed.aims]
    if not _OF_ALL.search(subject.filing.department.name):
        own += [*subject.duty_texts(), *(one for one in subject.narratives() if one[0][-1] in GOALS)]
        own += [(("部门职能",), subject.filing.functions)] if subject.filing.functions else []
    joined = "\n".join(text for _, text in own)
    whole = ""
    for words, works in _trades(tuple(listed(subject, "trades"))):
        for work in works:
            if work not in joined:
                continue
            whole = whole or _whole(subject)
            path, text = next(one for one in own if work in one[1])
            at = text.index(work)
            sentence = _around(text, at, _BREAKS)
            if path[-1] == GENERAL and not any(sign.isdigit() for sign in _around(text, at, f"，,{_BREAKS}")):
                continue  # 支持全县河道治理: said of what is done by all
            if not any(whole.count(word) > sentence.count(word) for word in (*words, *works)):
                yield path, at, work
                break


def _around(text: str, at: int, breaks: str) -> str:
    """What stands around a place, up to the next of some breaks on either side."""
    begin = max(text.rfind(sign, 0, at) + 1 for sign in breaks)
    end = min((place for sign in breaks if (place := text.find(sign, at)) >= 0), default=len(text))
    return text[begin:end]


def _whole(subject: Subject) -> str:
    """All that a filing says, names included."""
    said = [subject.filing.department.name, subject.filing.functions or ""]
    said += [text for _, text in (*subject.narratives(), *subject.duty_texts())]
    said += [f"{task.name}\n{task.content}" for task in subject.filing.tasks]
    for placed in subject.projects:
        project = placed.project
        said += [project.name, project.overview or "", *(text for _, text in placed.aims)]
    said += [f"{row.indicator.name}\n{row.indicator.description}" for row in subject.all_rows]
    return "\n".join(said)
