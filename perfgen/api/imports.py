"""Old documents read into YAML files: which files, where to, what became of each, with its account of every text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from perfgen import building, layouts, output
from perfgen.api.workbooks import opened, yaml_of
from perfgen.errors import Diagnostic, OutputError, Severity, what_befell
from perfgen.importing import (
    CONVERTED,
    Imported,
    Remark,
    Report,
    as_docx,
    first_difference,
    holds_form,
    import_file,
    open_document,
    read_as_they_are,
)
from perfgen.loading import holds_filing
from perfgen.scratch import scratch
from perfgen.shown import as_json
from perfgen.source.discover import LAYOUT_FILE, TEMPLATE_FILE, YAML, is_workbook
from perfgen.source.starter import SCHEMA_FOLDER, SCHEMA_SUFFIX, modeline, schema_of
from perfgen.starting import portable_schema
from perfgen.workspace import workspace_of

_LOCK = "~$"
"""What the names of Word's lock files begin with."""
_MANY = 3
"""How many doubts of one reason are told one by one."""


class ImportTargetError(ValueError):
    """Documents cannot be written to where somebody wants them; it says so in Chinese."""


@dataclass(frozen=True, slots=True)
class ImportWish:
    """What is asked of every document.

    `layout` is the folder of the layout they are of, None: told by their signs; `year` the budget year of those that do
    not tell it. `strict`: text that has no place in the YAML is an error, not a warning. `check`: what was written is
    built, and compared with the document, if that is no workbook. `force`: YAML files that are there are written over.
    """

    layout: Path | None = None
    year: int | None = None
    strict: bool = False
    check: bool = False
    force: bool = False


@dataclass(frozen=True, slots=True)
class ImportJob:
    """A document, and the YAML file it is written to.

    `named` where somebody named that very file: a link there is written through. `within` is the folder that somebody
    named for it and others, which links must not lead out of.
    """

    file: Path
    target: Path
    named: bool = False
    within: Path | None = None


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What became of a document: its account where it was read, whether it was written, and all there is to say of it."""

    job: ImportJob
    report: Report | None = None
    written: bool = False
    said: tuple[Diagnostic, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether something of it is an error."""
        return any(one.severity is Severity.ERROR for one in self.said)


def suffixes() -> tuple[str, ...]:
    """How the files end that can be read, with the dot, in small letters: `.docx` and others, those of LibreOffice last."""
    return (*read_as_they_are(), *CONVERTED)


def can_read(layout: Path) -> bool:
    """Whether the layout in a folder says how its documents are read. Raises LayoutError where it has mistakes."""
    return layouts.load(layout).reading is not None


def import_jobs(paths: Sequence[Path], target: Path | None = None) -> list[ImportJob]:
    """The documents at some paths (in a folder all there are, in folders below it too) and where each is written to.

    `target` is a YAML file for one document, or a folder, in which those of a folder lie as they lie there; None: beside
    each document. Nothing is read or written. Raises ImportTargetError where `target` cannot be either.
    """
    several = len(paths) > 1 or any(path.is_dir() for path in paths)
    if target is not None and several and target.suffix.lower() in YAML:
        raise ImportTargetError("有几个文件时，-o 后面要写文件夹")
    into = target if target is not None and (several or target.is_dir()) else None
    if target is not None and into is None and target.suffix.lower() not in YAML:
        raise ImportTargetError(f"输出文件名要以 .yaml 结尾，或是一个已有的文件夹，这里是“{target}”")
    return [
        ImportJob(file, written, named=written == target, within=target)
        for path in paths
        for file in _documents(path)
        for written in [target if target and into is None else _beside(path, file, into)]
    ]


def _beside(path: Path, file: Path, into: Path | None) -> Path:
    folder = into / file.relative_to(path).parent if into and path.is_dir() else into or file.parent
    return folder / f"{file.stem}.yaml"


def _documents(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for file in sorted(path.rglob("*")):
        hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
        hidden = hidden or (file.name == TEMPLATE_FILE and file.with_name(LAYOUT_FILE).is_file())
        if hidden or file.name.startswith(_LOCK) or not file.is_file():
            continue
        if file.suffix.lower() in suffixes() or holds_filing(file) or _holds_form(file):
            yield file


def _holds_form(file: Path) -> bool:
    """Whether a workbook holds a form that somebody filled in, and is none of perfgen's own."""
    return is_workbook(file) and not holds_filing(file) and holds_form(file, _shelf(file))


def _shelf(file: Path) -> layouts.Shelf:
    return layouts.Shelf(workspace_of(file).layout_folders)


def import_all(jobs: Iterable[ImportJob], wish: ImportWish | None = None) -> Iterator[ImportOutcome]:
    """Read documents into YAML files, one after the other, as they are asked for; what is wrong with one stops no other.

    A layout in no `wish` is looked for in the workspace of each document too. Beside each YAML file the schema for the
    editor is written. No file that is there is written over, unless the wish says so; none is written twice in one run.
    """
    wish = wish or ImportWish()
    written: set[Path] = set()
    for job in jobs:
        outcome = ImportOutcome(job)
        try:
            for outcome in _steps(job, wish, again=job.target.absolute() in written):  # noqa: B007 -- the last one counts
                pass
            written.add(job.target.absolute())
        except Exception as error:  # noqa: BLE001 -- one bad file must not stop the others
            outcome = replace(outcome, said=(*outcome.said, *what_befell(error, job.file)))
        yield outcome


def _steps(job: ImportJob, wish: ImportWish, *, again: bool) -> Iterator[ImportOutcome]:
    """What has become of a document after each step: read, written, told, compared. Raises PerfgenError where it goes no further."""
    if again or (job.target.exists() and not wish.force):
        hint = "换一个文件名" if again else "用 -o 换一个文件名；确实要覆盖时加 --force"
        raise OutputError(Diagnostic("OUT02", "已经有这个文件，没有改动它", job.target, hint=hint))
    output.refuse_input(job.target, [job.file])
    if is_workbook(job.file) and not _holds_form(job.file):
        loaded = opened(job.file, wish.layout)
        called = schema_of(loaded.layout.form.model) if loaded.layout else "filing"
        _write(job, yaml_of(loaded).removeprefix(modeline(called)), wish.layout, called)
        yield ImportOutcome(job, written=True, said=loaded.diagnostics)
        return
    with as_docx(job.file) as readable:
        layout = layouts.load(wish.layout) if wish.layout else None
        found = import_file(readable, layout, year=wish.year, shown=job.file, shelf=_shelf(job.file))
        yield ImportOutcome(job, found.report)
        told = tuple(_findings(found, Severity.ERROR if wish.strict else Severity.WARNING))
        _write(job, found.yaml, wish.layout, schema_of(found.layout.form.model))
        done = ImportOutcome(job, found.report, written=True, said=told)
        yield done
        if wish.check and not is_workbook(job.file):
            yield replace(done, said=(*told, *_differences(job, readable, wish.layout, found)))


def _write(job: ImportJob, yaml: str, layout: Path | None, called: str) -> None:
    """Write the YAML, and beside it the schema that the editor reads, by what that is `called`."""
    output.make_folder(job.target.parent, within=job.within)
    schema = job.target.parent / SCHEMA_FOLDER / f"{called}{SCHEMA_SUFFIX}"
    output.write_own(schema, portable_schema(called, layout).encode("utf-8"))
    output.write_file(job.target, f"{modeline(called)}{yaml}".encode(), named=job.named)


def _findings(found: Imported, left: Severity) -> Iterator[Diagnostic]:
    """What is told of a file: each text that was left; doubts one by one, or together where many have one reason."""
    file = found.report.file
    for at, remark in enumerate(found.report.left):
        message = f"没有写入：{remark.place}，{remark.why}"
        hint = "" if at else "这些内容用得着时，自己写进 YAML 里合适的地方；用不着就不用管"
        yield Diagnostic("IMP03", message, file, excerpt=remark.text, hint=hint, severity=left)
    alike: dict[tuple[str, str], list[Remark]] = {}
    for remark in found.report.doubtful:  # what is about no value of the filing is told place by place
        alike.setdefault((remark.why, "" if remark.about else f"{remark.place}{remark.text}"), []).append(remark)
    hint = "在 YAML 里找“# 请核对”，对照原文改好，再删掉这一行"
    for (why, _), remarks in alike.items():
        for message, text in _doubts(why, remarks):
            yield Diagnostic("IMP04", message, file, excerpt=text, hint=hint, severity=Severity.WARNING)
            hint = ""


def _doubts(why: str, remarks: Sequence[Remark]) -> Iterator[tuple[str, str]]:
    """Messages about doubts of one reason, each with the text it is about."""
    if len(remarks) <= _MANY:
        yield from ((f"请核对：{remark.place}，{why}", remark.text) for remark in remarks)
        return
    places = "、".join(remark.place for remark in remarks[:_MANY])
    yield f"请核对 {len(remarks)} 处，{why}：{places} 等", ""


def _differences(job: ImportJob, readable: Path, layout: Path | None, found: Imported) -> Iterator[Diagnostic]:
    """Build what was written, and compare it with the original."""
    with scratch() as folder:
        built = open_document(building.build(job.target, folder / "built.docx", layout))
    difference = first_difference(open_document(readable), built, found.labels)
    if difference is not None:
        before, after = (line.replace("\t", " ") for line in difference)
        message = f"做成 Word 后和原文不一样，第一处：原文“{before}”，现在“{after}”"
        yield Diagnostic("IMP05", message, job.file, hint="打开 YAML 对照原文改；有意改动的不用管")


def accounts(outcomes: Iterable[ImportOutcome]) -> bytes:
    """What became of each text of each document, as the content of a JSON file: a list of objects with Chinese keys.

    >>> missing = ImportOutcome(ImportJob(Path("甲.docx"), Path("甲.yaml")))
    >>> print(accounts([missing]).decode())
    [
      {
        "文件": "甲.docx",
        "输出": null,
        "错误": []
      }
    ]
    <BLANKLINE>
    """
    listed = [
        {
            **(one.report.as_data() if one.report else {"文件": str(one.job.file)}),
            "输出": str(one.job.target) if one.written else None,
            "错误": [said.message for said in one.said if said.severity is Severity.ERROR],
        }
        for one in outcomes
    ]
    return f"{as_json(listed, indent=2)}\n".encode()


__all__ = [
    "ImportJob",
    "ImportOutcome",
    "ImportTargetError",
    "ImportWish",
    "Remark",
    "Report",
    "accounts",
    "can_read",
    "import_all",
    "import_jobs",
    "suffixes",
]
