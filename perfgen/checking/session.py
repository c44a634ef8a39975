"""One call of `perfgen check`: which filings, by which settings, and what is shown of what they give."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import NamedTuple, TypeAlias

from perfgen.checking.checkable import Checkable, load, of_filing
from perfgen.checking.fix import mendable, mended
from perfgen.checking.gathering import Gathered
from perfgen.checking.memory import FindingMemory
from perfgen.checking.own_words import own_words
from perfgen.checking.place import in_words, project_of
from perfgen.checking.run import Found, Review, review
from perfgen.checking.suppress import Baseline, heeded, read_baseline
from perfgen.checks import Rule, catalogue, chosen, unknown
from perfgen.errors import Diagnostic, PerfgenError, Severity, what_befell
from perfgen.filing import Document, Filing
from perfgen.loading import Loaded, head_of, is_of_filings, kind_said
from perfgen.settings import Workspace, WorkspaceError
from perfgen.source.patch import Mended
from perfgen.workspace import workspace_of


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the call asks for; what it leaves open, the workspace of a filing says."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    info: bool | None = None
    fail_on: Severity | None = None
    baseline: Path | None = None
    use_baseline: bool = True
    layout: Path | None = None
    year: int | None = None

    @property
    def as_the_workspace_says(self) -> bool:
        """Whether the filings are read, and rules found in them, by nothing but the workspace: the rest is about what is shown."""
        return not (self.select or self.ignore) and self.layout is None and self.year is None


Recall: TypeAlias = Callable[[Workspace, Sequence[Rule]], FindingMemory | None]
"""What is remembered of the filings of a workspace, found by some rules."""

FILING = "绩效文本"
"""What filings of every layout are called."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One filing as it is shown.

    `found` are the findings to show, `groups` name the part of the filing each is in; `said` is what else there is to
    say: why it cannot be read, comments without effect. `hidden` counts findings of severity information that nobody
    asked for, `quiet` those a baseline knows, `mendable` those shown that `--fix` mends. `name` is 部门名称 年度, empty
    where the filing cannot be read. `known_kind` is its `kind` where the file at `path` cannot be asked any more.
    """

    path: Path
    name: str
    found: Sequence[Found] = ()
    groups: Sequence[str] = ()
    said: Sequence[Diagnostic] = ()
    hidden: int = 0
    quiet: int = 0
    fails: bool = False
    mendable: int = 0
    review: Review | None = None
    known_kind: str = ""

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """Everything there is to show."""
        return [*self.said, *(one.diagnostic for one in self.found)]

    @property
    def kind(self) -> str:
        """What it is called: 绩效文本, or the kind of 执行情况 it is."""
        loaded = self.review.loaded if self.review else None
        if loaded is not None:
            filing: Document = loaded.subject.filing
            return FILING if isinstance(filing, Filing) else loaded.layout.kind
        return self.known_kind or kind_said(head_of(self.path).layout)


@dataclass(slots=True)
class Session:
    """Settings by workspace, read once."""

    wanted: Wanted
    loaded: Mapping[Path, Loaded] = field(default_factory=dict)
    """Filings that were loaded before, by path: they are not read again."""
    recall: Recall | None = None
    """What was found before in filings that did not change, by workspace; not asked where the call has rules or a layout of its own."""
    _baselines: dict[Path, Baseline] = field(default_factory=dict)

    def check(self, filings: Iterable[Path], loose: Container[Path] = ()) -> list[Checked]:
        """Check filings; those of one workspace also against one another. Raises PerfgenError for bad settings.

        `loose` documents are not checked where they are of the same unit and year as a filing in YAML: see `Review.again`.
        """
        placed = [(workspace_of(path), path) for path in filings]
        placed.sort(key=lambda one: str(one[0].root or ""))  # stable: within a workspace the order stays
        done: list[Checked] = []
        for _, group in groupby(placed, key=lambda one: one[0].root):
            members = list(group)
            done += self._checked(members[0][0], [path for _, path in members], loose)
        order = {path: number for number, (_, path) in enumerate(placed)}
        done.sort(key=lambda one: order[one.path])
        problems = catalogue().problems
        if problems and done:  # said once, with the first filing, and never in silence
            done[0] = replace(done[0], said=(*problems, *done[0].said), fails=True)
        return done

    def fixes(self, path: Path) -> list[Mended]:
        """The files of one filing with its fixes applied; nothing is written. Raises PerfgenError."""
        workspace = workspace_of(path)
        (one,) = review([path], (), self._reader(workspace))
        return mended(one.loaded, self.rules(workspace), self.wanted.layout) if one.loaded else []

    def rules(self, workspace: Workspace) -> tuple[Rule, ...]:
        """The rules that run. Raises WorkspaceError where perfgen.toml names one there is not."""
        settings = workspace.check
        wrong = unknown((*settings.select, *settings.ignore))
        if wrong and workspace.root is not None:
            hint = "perfgen rules 列出所有规则"
            raise WorkspaceError(Diagnostic("SET01", f"没有“{wrong[0]}”这条规则", workspace.file, hint=hint))
        asked = self.wanted.select
        # Who asks for a rule in the call gets it, whatever the workspace ignores.
        ignored = [code for code in settings.ignore if not any(one.startswith(code) for one in asked)]
        wanted = set(chosen(asked, self.wanted.ignore))
        return tuple(rule for rule in chosen(asked or settings.select, ignored) if rule in wanted)

    def _checked(self, workspace: Workspace, paths: Sequence[Path], loose: Container[Path]) -> list[Checked]:
        rules = self.rules(workspace)
        before = self.known(workspace)
        memory = self.recall(workspace, rules) if self.recall and self.wanted.as_the_workspace_says else None
        reviews = review(paths, rules, self._reader(workspace), loose, memory)
        if memory:
            memory.keep()
        done: list[Checked] = []
        for one in reviews:
            try:
                done.append(self._shown(workspace, one, rules, before))
            except Exception as error:  # noqa: BLE001 -- one bad filing must not stop the others
                failed = Review(one.path, None, failed=what_befell(error, one.path))
                done.append(self._shown(workspace, failed, rules, before))
        return _with_hints(workspace, done) if workspace.library.file else done

    def _reader(self, workspace: Workspace) -> Callable[[Path], Checkable]:
        wanted, words = self.wanted, own_words(workspace)

        def read(path: Path) -> Checkable:
            found = self.loaded.get(path)
            return of_filing(found, words) if found else load(path, wanted.layout, words, wanted.year)

        return read

    def _shown(self, workspace: Workspace, one: Review, rules: Sequence[Rule], before: Baseline | None) -> Checked:
        if one.loaded is None:
            return Checked(one.path, "", said=one.failed, fails=one.again is None, review=one)
        left, told = heeded(one.loaded, one.found, rules)
        told = [*one.loaded.errors, *one.missing, *told, *one.loaded.warnings]
        heard = replace(one, found=tuple(left))
        fresh = left if before is None else before.new(heard)
        info = workspace.check.info if self.wanted.info is None else self.wanted.info
        everything = info or bool(self.wanted.select)
        shown = [found for found in fresh if everything or found.diagnostic.severity is not Severity.INFO]
        filing = one.loaded.subject.filing
        bad = (Severity.ERROR, Severity.WARNING) if self._fail_on(workspace) is Severity.WARNING else (Severity.ERROR,)
        return Checked(
            one.path,
            f"{filing.department.name} {filing.year} 年度",
            shown,
            [group_of(one, found) for found in shown],
            told,
            len(fresh) - len(shown),
            len(left) - len(fresh),
            any(said.severity in bad for said in (*told, *(found.diagnostic for found in shown))),
            mendable(one.loaded, shown),
            heard,
        )

    def _fail_on(self, workspace: Workspace) -> Severity:
        return self.wanted.fail_on or Severity(workspace.check.fail_on)

    def known(self, workspace: Workspace) -> Baseline | None:
        """The findings a baseline knows already, None where there is no baseline. Raises OutputError where the file is none."""
        if not self.wanted.use_baseline:
            return None
        named = workspace.check.baseline
        path = self.wanted.baseline or (workspace.beside(named) if named else None)
        return self._baselines.setdefault(path, read_baseline(path)) if path else None


def _with_hints(workspace: Workspace, done: list[Checked]) -> list[Checked]:
    """What was checked, with what like projects have in the hints; where the library cannot be asked, that is told once."""
    from perfgen.checking.hinting import hinted  # noqa: PLC0415 -- for who has a library

    library = workspace.beside(workspace.library.file or "")
    for number, one in enumerate(done):
        loaded = one.review.loaded if one.review else None
        if loaded and isinstance(loaded.subject.filing, Filing):
            try:
                found = hinted(library, loaded.subject.filing, loaded.layout.kind, one.found)
            except PerfgenError as error:
                done[number] = replace(one, said=(*one.said, *error.diagnostics))
                break
            done[number] = replace(one, found=found)
    return done


class CheckedFilings(NamedTuple):
    """The filings at some places, checked; `prints` is how many documents were passed over because they are made of the others."""

    filings: list[Checked]
    prints: int


def check_filings(gathered: Gathered, wanted: Wanted, recall: Recall | None = None) -> CheckedFilings:
    """Check what was gathered, without the 自评表 and other documents among it. Raises PerfgenError for bad settings.

    `recall` gives what was found before in filings that did not change.
    """
    checked = [one for one in Session(wanted, recall=recall).check(gathered.filings, gathered.loose) if _is_filing(one)]
    there = [one for one in checked if not (one.review and one.review.again)]
    return CheckedFilings(there, len(gathered.passed) + len(checked) - len(there))


def _is_filing(one: Checked) -> bool:
    """Whether it is a filing, or may be one."""
    if one.review and one.review.loaded:
        return isinstance(one.review.loaded.subject.filing, Filing)
    return is_of_filings(head_of(one.path).layout)


def group_of(review: Review, found: Found) -> str:
    """The part of the filing a finding is in, as a heading: a project by name, or a part by its label."""
    path = found.finding.path
    if found.finding.place or not path or review.loaded is None:
        return "文件"
    project = project_of(path)
    return in_words(project, review.loaded.subject.filing) if project else str(path[0])
