"""What is measured: each section gives named milliseconds (or MiB), from which `run` takes its ratios."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import measure
import work

PYTHON = sys.executable

# How often, by the number of projects: all engines, and those that need minutes.
ROUNDS = {15: 31, 150: 7, 1500: 3}
SLOW = {"python-docx": 150, "docx-templates": 1500}
"""The most projects that an engine is asked for."""


def render(folder: Path, projects: int, rounds: int) -> dict[str, float]:
    """Rendering only, warm: the same tables by every engine; and the layout hebei-2022 whole, by those of its dialect."""
    here = folder / str(projects)
    here.mkdir()
    work.write_work(here, projects)
    names = [name for name in (*measure.PYTHON, *measure.NPM) if projects <= SLOW.get(name, projects)]
    found = _rendered([measure.Engine(name, here) for name in names], rounds)
    real = [measure.Engine(name, here, work.LAYOUT, "view.json") for name in ("perfgen", "docxtpl", "floor")]
    return found | {f"{name} hebei-2022": spent for name, spent in _rendered(real, rounds).items()}


def _rendered(engines: list[measure.Engine], rounds: int) -> dict[str, float]:
    try:
        return measure.interleaved(engines, rounds)
    finally:
        for engine in engines:
            engine.close()


def memory(folder: Path) -> dict[str, float]:
    """The peak of a process that renders 1,500 projects, in MiB over that of an interpreter that does nothing."""
    here = folder / "1500"
    bare = "print(open('/proc/self/status').read().partition('VmHWM:')[2].split()[0])"
    ran = subprocess.run([PYTHON, "-c", bare], check=True, capture_output=True, encoding="utf-8")
    interpreter = int(ran.stdout) / 1024
    found = {}
    for name in ("perfgen", "docxtpl"):
        engine = measure.Engine(name, here, work.LAYOUT, "view.json")
        try:
            engine.ask()
            found[name] = float(engine.ask("memory")) - interpreter
        finally:
            engine.close()
    return found


BARE = """\
import sys
import yaml
from docxtpl import DocxTemplate
with open(sys.argv[1], encoding="utf-8") as stream:
    data = yaml.load(stream, Loader=yaml.CSafeLoader)
document = DocxTemplate(sys.argv[2])
document.render(data)
document.save(sys.argv[3])
"""
"""A script as people write one: it reads, fills in and saves, and validates nothing."""


def cold(folder: Path, rounds: int) -> dict[str, float]:
    """One start of a program each: nothing, help, one build, and the bare script with what the template sees as YAML."""
    import yaml

    seen = json.loads(json.dumps(work.view(15)))
    (folder / "view.yaml").write_text(yaml.safe_dump(seen, allow_unicode=True), encoding="utf-8")
    (folder / "bare.py").write_text(BARE, encoding="utf-8")
    filing = one_file(folder)
    return measure.processes(
        {
            "python -c pass": [PYTHON, "-c", "pass"],
            "perfgen --help": [PYTHON, "-m", "perfgen", "--help"],
            "perfgen build": [PYTHON, "-m", "perfgen", "build", str(filing), "-o", "built.docx", "--no-page-numbers"],
            "docxtpl script": [PYTHON, "bare.py", "view.yaml", str(work.LAYOUT), "bare.docx"],
            "import pydantic": [PYTHON, "-c", "import pydantic.main, pydantic.root_model"],
            "import docxtpl, yaml": [PYTHON, "-c", "import docxtpl, yaml"],
        },
        rounds,
        folder,
    )


def status(folder: Path, rounds: int) -> dict[str, float]:
    """The ledger of 80 departments, made anew, asked again, and after an edit; against checking the same folder, and the interpreter."""
    sys.path.insert(0, str(work.ROOT))
    from tests.county import filing_of, name_of

    place, other = (folder / name / "各部门" for name in ("status", "edited"))
    for each in (place, other):
        each.mkdir(parents=True)
        for number in range(1, 81):
            (each / f"{name_of(number)}.yaml").write_text(filing_of(number), encoding="utf-8")
    forgetful, mindful = (["env", f"XDG_CACHE_HOME={where}"] for where in ("/dev/null", folder / "kept"))
    asked = [PYTHON, "-m", "perfgen", "status", str(place)]
    return measure.processes(
        {
            "python -c pass": [PYTHON, "-c", "pass"],
            "perfgen check": [PYTHON, "-m", "perfgen", "check", str(place)],
            "perfgen status": [*forgetful, *asked],
            "perfgen status again": [*mindful, *asked],
            "perfgen status, one edited": [
                *(*mindful, "sh", "-c", 'echo "#" >> "$1" && shift && exec "$@"', "sh"),
                *(str(other / f"{name_of(1)}.yaml"), *asked[:-1], str(other)),
            ],
        },
        rounds,
        folder,
    )


EXAMPLES = {
    "2 projects, one file": "乐亭县机关事务中心-2022.yaml",
    "15 projects, 16 files": "乐亭县人民政府办公室-2022",
    "2021, one file": "承德县水务局-2021.yaml",
}


def costs(folder: Path, rounds: int) -> dict[str, float]:
    """What one filing of a batch takes of a processor: built, checked and built, and found to be as it was."""
    from perfgen.batch.job import Job, Result
    from perfgen.batch.work import work as done

    wanted = {
        "built": ({"force": True}, {Result.BUILT}),
        "checked and built": ({"force": True, "check": True}, {Result.BUILT, Result.FAILED}),
        "as it was": ({}, {Result.SKIPPED}),
    }
    found = {}
    for words, name in EXAMPLES.items():
        source, target = work.ROOT / "examples" / name, folder / f"{name}.docx"
        for what, (options, results) in wanted.items():
            job = Job(source, (target,), **options)
            if not options:
                done(job)

            def once(job: Job = job, results: set[Result] = results) -> None:
                assert done(job).result in results

            found[f"{words}: {what}"] = measure.processor(once, rounds)
    return found


def one_file(folder: Path) -> Path:
    """The filing of sample 004 in one file, as perfgen itself writes it."""
    from perfgen import building
    from perfgen.source import write

    path = folder / "004.yaml"
    prepared = building.prepare(work.FILING)
    path.write_text(write(prepared.filing, prepared.layout.form), encoding="utf-8")
    return path


def reading(folder: Path, rounds: int) -> dict[str, float]:
    """The same filing read: by PyYAML's loaders, which know no places, types or limits, by its events, and by perfgen."""
    import yaml

    from perfgen import building
    from perfgen.source.files import read_file
    from perfgen.source.parse import parse
    from perfgen.source.simple_yaml import simple_tree

    path = one_file(folder)
    text = path.read_text(encoding="utf-8")
    return measure.calls(
        {
            "yaml.SafeLoader": lambda: yaml.load(text, Loader=yaml.SafeLoader),
            "yaml.CSafeLoader": lambda: yaml.load(text, Loader=yaml.CSafeLoader),
            "events of libyaml": lambda: list(yaml.parse(text, Loader=yaml.CSafeLoader)),
            "perfgen, simple_tree data": lambda: simple_tree(read_file(path)),
            "perfgen, tree with places": lambda: parse(path),
            "perfgen, validated": lambda: building.prepare(path),
        },
        rounds,
    )
