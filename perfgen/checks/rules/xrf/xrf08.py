"""XRF08: one fact stated in two ways."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks.at_odds import at_odds
from perfgen.checks.breakdowns import wrong_sums
from perfgen.checks.contradictions import contradictions
from perfgen.checks.mentions import reading
from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.said_dates import two_dates
from perfgen.checks.said_every import said_every
from perfgen.checks.said_twice import Counted, said_twice
from perfgen.checks.same_words import same_words
from perfgen.checks.subject import NARRATIVE, PROJECTS, Path, Subject
from perfgen.checks.voices import odd_ones
from perfgen.errors import Severity
from perfgen.filing.labels import TASKS


def _find(subject: Subject) -> Iterator[Finding]:
    told: set[tuple[Path, int]] = set()
    for earlier, later in contradictions(subject, reading(subject)):
        told |= {(earlier.path, earlier.start), (later.path, later.start)}
        yield Finding(
            later.path,
            f"这里是“{later.clause}”，前面{_where(earlier.path)}是“{earlier.clause}”，{later.written}和{earlier.written}对不上",
            "核对哪一处是对的，改成一致",
            later.written,
            later.start,
        )
    for pair in said_twice(subject, reading(subject)):
        if not told & {(one.path, one.start) for one in pair}:
            yield _differing(*pair)
    for date, own in two_dates(subject, reading(subject)):
        told |= {(date.path, date.start), (own.path, own.start)}
        yield Finding(
            date.path,
            f"这里是“{date.written}{date.clause}”，{_where(own.path)}是“{own.written}{own.clause}”",
            "核对哪一天以前，改成一致",
            date.written,
            date.start,
        )
    for often, otherwise in said_every(subject, reading(subject)):
        yield Finding(
            often.path,
            f"这里是“{often.written}”，{_where(otherwise.path)}是“{otherwise.written}”，说的是同一件事",
            "核对多久一次、哪一天以前，改成一致",
            often.written,
            often.start,
        )
    for odd, others in odd_ones(subject, reading(subject)):
        if (odd.path, odd.start) not in told:
            said = "，".join(dict.fromkeys(f"{its.voice}里是 {its.written}" for its in others))
            yield Finding(
                odd.path,
                f"这里是 {odd.written}，同一件事{said}",
                "核对哪一处是对的，改成一致",
                odd.written,
                odd.start,
            )
        told |= {(its.path, at) for its in (odd, *others) for at in range(its.start, its.start + len(its.written))}
    for pair in same_words(subject, reading(subject)):
        if not told & {(one.path, one.start) for one in pair}:
            yield _differing(*pair)
    yield from _in_one_text(subject)


def _differing(one: Counted, other: Counted) -> Finding:
    return Finding(
        one.path,
        f"这里{_shorter(one, other)}是 {one.written}，{_where(other.path)}是 {other.written}",
        "核对哪一处是对的，改成一致",
        one.written,
        one.start,
    )


def _shorter(one: Counted, other: Counted) -> str:
    return f"“{min(one.thing, other.thing, key=len)}”"


def _in_one_text(subject: Subject) -> Iterator[Finding]:
    """Numbers that are parted otherwise than they are, and clauses that deny themselves."""
    for placed in subject.projects:
        nature = placed.project.nature or ""
        if "新增" in nature and ("延续" in nature or "经常" in nature):
            yield Finding(placed.at("项目属性"), f"项目属性写了两样：“{nature}”", "只留一样", nature)
    own = (text for placed in subject.projects for text in placed.aims)
    tasks = (((TASKS, number, "主要内容"), task.content) for number, task in enumerate(subject.filing.tasks))
    for path, text in (*subject.narratives(), *tasks, *own):
        for one in wrong_sums(text):
            yield Finding(
                path,
                f"“其中”的几项加起来是 {one.total}，前面写的是 {one.written}",
                "核对总数和各项，改成一致",
                one.written,
                one.start,
            )
        for clause in at_odds(text):
            yield Finding(path, f"“{clause.written}”说不通：{clause.why}", clause.hint, clause.written, clause.start)


def _where(path: tuple[str | int, ...]) -> str:
    if path[0] == NARRATIVE:
        return f"“{path[1]}”里"
    if path[0] == PROJECTS and isinstance(path[1], int):
        return f"第{path[1] + 1}个项目的“{path[2]}”里"
    return f"“{path[0]}”里"


RULE = Rule(
    "XRF08",
    Severity.WARNING,
    "同一事实前后矛盾",
    "两处的话一样，只有一个数或一个互相排斥的词（副部级和正部级）不同，总有一处是错的。"
    "“其中”后面几项连“其他”都写了，或者只有一个数字抄错了，加起来不等于前面的总数，也在这里报；表上没有的数，叙述和项目自己的文字说的不一样的，也报；一句话自己说反了的（增长下降6%、覆盖率100%以上、不发生事故3起以上），也报。",
    Example(
        bad="预算项目:\n  - 资金用途: 负责接待副部级以上领导来我县调研的公务活动\n"
        "    绩效目标: [负责接待正部级以上领导来我县调研的公务活动]\n",
        good="预算项目:\n  - 资金用途: 负责接待副部级以上领导来我县调研的公务活动\n"
        "    绩效目标: [负责接待副部级以上领导来我县调研的公务活动]\n",
    ),
    "样本 002：总体绩效目标写副部级以上领导，资金用途写正部级以上领导",
    Tag.OTHER,
    _find,
)
