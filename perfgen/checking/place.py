"""Where a finding is: the character in the source, or the place in words for a document."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from perfgen.checks import Finding
from perfgen.checks.subject import DUTIES, INDICATORS, NARRATIVE, OVERALL, PROJECTS, SPECIAL, Path, text_at
from perfgen.filing import Filing, trace
from perfgen.filing.narrative import Piece

_ROWS = {INDICATORS: "绩效指标表", OVERALL: "整体绩效指标表", DUTIES: "部门职责表", "工作活动": "工作活动"}
_PROJECTS = {PROJECTS: "个项目", SPECIAL: "个专项资金项目"}


@dataclass(frozen=True, slots=True)
class Written:
    """The texts of a filing as they were written, to which places in the printed ones are traced back."""

    filing: Filing
    _traces: dict[str, tuple[list[Piece], list[int]]] = field(default_factory=dict)

    def place(self, path: Path, at: int) -> tuple[int, bool]:
        """Where in the text as written the printed character `at` comes from, and whether it stands there as such."""
        if path[:1] != (NARRATIVE,) or len(path) != 2:
            return at, True
        pieces, ends = self._trace(str(path[1]))
        number = bisect_right(ends, at)
        if number == len(pieces):
            return 0, False
        piece = pieces[number]
        return (piece.start + at - (ends[number] - len(piece.printed)), True) if piece.literal else (piece.start, False)

    def _trace(self, label: str) -> tuple[list[Piece], list[int]]:
        """The pieces of a text, and where each ends in what is printed; worked out once."""
        if label not in self._traces:
            pieces = trace(self.filing, label)
            self._traces[label] = pieces, list(accumulate(len(piece.printed) for piece in pieces))
        return self._traces[label]

    def offset(self, finding: Finding) -> tuple[int, int] | None:
        """Line and column (from 0), in the text as written, of where the words at fault begin; None for the whole value."""
        text = text_at(self.filing, finding.path)
        if finding.at is None or text is None:
            return None
        at, _ = self.place(finding.path, finding.at)
        return text.count("\n", 0, at), at - (text.rfind("\n", 0, at) + 1)


def in_words(path: Path, filing: Filing | None = None) -> str:
    """A place as a reader of the document looks for it: 第3个项目“接待管理经费”绩效指标表第5行 指标值."""
    words: list[str] = []
    labels = list(path)
    if filing and len(labels) > 1 and labels[0] in _PROJECTS and isinstance(labels[1], int):
        projects = filing.projects if labels[0] == PROJECTS else filing.special_funds
        words.append(f"第{labels[1] + 1}{_PROJECTS[str(labels[0])]}“{projects[labels[1]].name}”")
        labels = labels[2:]
    elif len(labels) > 1 and labels[0] in _PROJECTS and isinstance(labels[1], int):
        words.append(f"第{labels[1] + 1}{_PROJECTS[str(labels[0])]}")
        labels = labels[2:]
    for label, following in pairwise((*labels, "")):
        if isinstance(label, int):
            words[-1] += f"第{label + 1}行"
        else:
            words.append(_ROWS.get(label, label) if isinstance(following, int) else label)
    return " ".join(words)


def project_of(path: Path) -> Path:
    """The project a place belongs to; empty where it belongs to the filing as a whole."""
    return path[:2] if len(path) > 1 and path[0] in _PROJECTS else ()
