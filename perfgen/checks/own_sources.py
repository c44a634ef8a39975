"""财政资金 or 其他资金 said once in a project's own text, as plainly as 其中其他资金16万元, and not what its table has."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.figures import money
from perfgen.checks.mentions import CLOSE
from perfgen.checks.sources import FISCAL, OTHER, SaidSource
from perfgen.checks.subject import Subject
from perfgen.filing.quotable import PER_YUAN
from perfgen.filing.regex import regex

_LABEL = regex(rf"(?:^|[，,；;。：:（(]|其中|和|及|元中)(?P<label>{FISCAL}|{OTHER})(?:为|是|安排|投入)?\s*$")
_LONGEST = 16
_NOT_THIS = regex("上年|去年|往年|结转|结余|每|人均|累计|以后|争取")


def own_shares(subject: Subject) -> Iterator[SaidSource]:
    """The amounts in 资金用途 and 绩效目标 said of one source of the project's money that the table has otherwise."""
    yuan = PER_YUAN[subject.filing.amount_unit]
    for placed in subject.projects:
        has = {FISCAL: placed.project.fiscal, OTHER: placed.project.other}
        for path, text in placed.aims:
            for one in money(text) if FISCAL in text or OTHER in text else ():
                found = _LABEL.search(text, max(0, one.start - _LONGEST), one.start)
                if found is None or one.loose or text.count(found["label"]) > 1:
                    continue
                clause = max(text.rfind(sign, 0, found.start("label")) + 1 for sign in "，,。；;：:（(\n")
                if _NOT_THIS.search(text, clause, one.start):
                    continue
                amount = (has[found["label"]] or 0) * yuan
                if abs(one.value - amount) > CLOSE:
                    said = text[found.start("label") : one.end]
                    yield SaidSource(path, found.start("label"), said, found["label"], amount, placed)
