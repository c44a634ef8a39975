"""`perfgen status` asked again: what is remembered is what would be found, and nobody else can have it say something else."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from perfgen import render, seen, settings, workspace
from perfgen.api import ledger
from perfgen.checking import run
from perfgen.checking.checkable import Checkable
from perfgen.checks import Rule
from perfgen.ledger import made
from perfgen.ledger.rows import DepartmentLedger
from tests import own_layouts
from tests.conftest import SMALL, Run

Change = Callable[[Path], object]
LAW = SMALL.replace("507002", "507003").replace("机关事务中心", "司法局")
HEAD, _, PROJECT = SMALL.replace("507002", "507004").replace("机关事务中心", "林业局").partition("预算项目:\n")
SETTINGS = """[departments]
list = "名册.csv"
opinions = "意见"
[check]
baseline = "基线.json"
[check.words]
confusions = "错别字.txt"
[layouts]
folders = ["版式"]
"""


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where it is kept how a template is printed, which is not what is tested here."""
    return tmp_path_factory.mktemp("plans")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plans: Path) -> Path:
    """Where ledgers are kept."""
    monkeypatch.setattr("perfgen.docx.plans.folder", lambda: plans)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "perfgen" / "status"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A bureau with something of everything a ledger depends on."""
    root = tmp_path / "县"
    texts = {
        "perfgen.toml": SETTINGS,
        "名册.csv": "编码,名称\n507002,乐亭县机关事务中心\n507003,乐亭县司法局\n507004,乐亭县林业局\n507005,乐亭县水务局\n",
        "基线.json": '{"version": 2, "units": []}',
        "错别字.txt": "食材 → 食料\n",
        "各部门/甲.yaml": SMALL,
        "各部门/乙.yaml": LAW.replace("hebei-2022", "我的"),
        "各部门/丙/filing.yaml": f"{HEAD}预算项目: [projects/*.yaml]\n",
        "各部门/丙/projects/01.yaml": "\n".join(line[4:] for line in PROJECT.splitlines()),
        "各部门/说明.txt": "不是绩效文本",
        "各部门/去年/甲.yaml": SMALL.replace("年度: 2022", "年度: 2021"),
        "别处/丁.yaml": SMALL.replace("507002", "507005").replace("机关事务中心", "水务局"),
    }
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    (root / "意见").mkdir()
    own_layouts.make(root / "版式" / "我的", "我的")
    (root / "各部门" / "丁.yaml").symlink_to(root / "别处" / "丁.yaml")
    return root


@pytest.fixture
def made_anew(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """One entry for each ledger that had to be made."""
    found: list[str] = []
    make = made.stand

    def watched(*arguments: object) -> object:
        found.append("made")
        return make(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(made, "stand", watched)
    return iter([found])


def asked(place: Path) -> DepartmentLedger:
    return ledger.stand_again([place / "各部门"], day=date(2023, 1, 1))


def test_the_second_time_nothing_is_checked_and_the_ledger_is_the_same(
    place: Path, made_anew: Iterator[list[str]]
) -> None:
    found = next(made_anew)
    first = asked(place)
    assert [row.state.value for row in first.rows].count("未交") == 0
    assert (asked(place), asked(place)) == (first, first)
    assert found == ["made"]
    ledger.stand_again([place / "各部门"], year=2021)
    ledger.stand_again([place])
    assert found == ["made"] * 3  # what was asked is another thing


def edit(name: str, before: str, after: str) -> Change:
    def change(place: Path) -> None:
        text = (place / name).read_text(encoding="utf-8")
        assert before in text
        (place / name).write_text(text.replace(before, after), encoding="utf-8")

    return change


def relink(place: Path) -> None:
    (place / "各部门" / "丁.yaml").unlink()
    (place / "各部门" / "丁.yaml").symlink_to(place / "各部门" / "乙.yaml")


CHANGES: dict[str, Change] = {
    "a filing": edit("各部门/甲.yaml", "预算数: 184.00", "预算数: 185.00"),
    "last year's": edit("各部门/去年/甲.yaml", "预算数: 184.00", "预算数: 100.00"),
    "whose another is": edit("各部门/乙.yaml", "507003", "507002"),
    "a part of one": edit("各部门/丙/projects/01.yaml", "184.00", "185.00"),
    "what a link leads to": edit("别处/丁.yaml", "年度: 2022", "年度: 2021"),
    "a link": relink,
    "one more": lambda place: (place / "各部门" / "戊.yaml").write_text(LAW, encoding="utf-8"),
    "one less": lambda place: (place / "各部门" / "乙.yaml").unlink(),
    "a name": lambda place: (place / "各部门" / "乙.yaml").rename(place / "各部门" / "己.yaml"),
    "who owes": edit("名册.csv", "507005,乐亭县水务局\n", "507006,乐亭县教育局\n"),
    "the rules": edit("perfgen.toml", "[check]\n", '[check]\nselect = ["TXT03"]\n'),
    "a list of words": edit("错别字.txt", "食材", "接待"),
    "a layout": edit("版式/我的/layout.yaml", "名称: 我的", "名称: 别的"),
    "settings nearer": lambda place: (place / "各部门" / "perfgen.toml").write_text("", encoding="utf-8"),
    "settings that are wrong": lambda place: (place / "各部门" / "丙" / "perfgen.toml").write_text(
        "[", encoding="utf-8"
    ),
    "a part that includes another": lambda place: (place / "各部门" / "丙" / "projects" / "02.yaml").write_text(
        "\n".join(line[4:] for line in PROJECT.splitlines()), encoding="utf-8"
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_changes_the_ledger_is_what_is_there_now(
    place: Path, change: Change, made_anew: Iterator[list[str]]
) -> None:
    found = next(made_anew)
    first = asked(place)
    change(place)

    def told(ask: Callable[[], DepartmentLedger]) -> object:
        try:
            return ask()
        except settings.WorkspaceError as error:
            return error.diagnostics

    now = told(lambda: ledger.stand([place / "各部门"], day=date(2023, 1, 1)))
    assert now != first
    found.clear()
    assert told(lambda: asked(place)) == now
    assert found == ["made"]


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files in which rules were run, each by itself."""
    found: list[str] = []
    sure = run._sure

    def watched(one: Checkable, rules: Sequence[Rule]) -> object:
        found.append(one.path.name)
        return sure(one, rules)

    monkeypatch.setattr(run, "_sure", watched)
    return found


def test_only_what_changed_is_checked_again(place: Path, looked_at: list[str]) -> None:
    asked(place)
    every = sorted(looked_at)
    looked_at.clear()
    edit("各部门/甲.yaml", "预算数: 184.00", "预算数: 185.00")(place)
    assert asked(place) == ledger.stand([place / "各部门"], day=date(2023, 1, 1))
    assert (looked_at[0], sorted(looked_at[1:])) == ("甲.yaml", every)  # `stand` remembers nothing
    looked_at.clear()
    edit("名册.csv", "507005,乐亭县水务局\n", "")(place)
    asked(place)
    assert looked_at == []
    edit("perfgen.toml", "[check]\n", '[check]\nignore = ["TXT03"]\n')(place)
    asked(place)
    assert sorted(looked_at) == every


def test_what_hangs_on_others_is_worked_out_anew(place: Path, looked_at: list[str]) -> None:
    before = asked(place)
    looked_at.clear()
    again = place / "各部门" / "又一份.yaml"
    again.write_text(f"# 又报一份\n{SMALL}", encoding="utf-8")
    doubled = asked(place)
    assert looked_at == [again.name]
    (one,) = (one for one in doubled.rows[0].filed if one.path.name == "甲.yaml")
    assert one.errors == before.rows[0].filed[0].errors + 1  # WSP06, in a file that nobody touched
    again.unlink()
    looked_at.clear()
    assert (asked(place), looked_at) == (before, [])


ASKING: dict[str, tuple[str, ...]] = {
    "check": ("check", "各部门", "--info"),
    "review": ("review", "各部门", "-o", "审核"),
    "compare": ("compare", "各部门", "各部门"),
}


@pytest.mark.parametrize("command", ASKING)
def test_other_commands_remember_too_and_see_what_changed(
    place: Path, looked_at: list[str], perfgen: Callable[..., Run], monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(place)

    def told() -> Run:
        looked_at.clear()
        shutil.rmtree("审核", ignore_errors=True)
        return perfgen(*ASKING[command])

    def told_afresh() -> Run:
        with monkeypatch.context() as afresh:
            afresh.setenv("XDG_CACHE_HOME", str(place / "从来没有查过"))
            return told()

    ledger.stand_again([Path("各部门")])
    told()
    assert looked_at == []  # what `status` found
    sources = {"甲.yaml", "filing.yaml", "丁.yaml"}
    changes = {
        "a filing": {"甲.yaml"},
        "last year's": {"甲.yaml"},
        "a part of one": {"filing.yaml"},
        "whose another is": {"乙.yaml"},
        "the rules": sources,
        "a list of words": sources,
        "a layout": sources,
    }
    for change in changes if command == "check" else ("a filing", "the rules"):
        CHANGES[change](place)
        now = told()
        assert changes[change] <= set(looked_at), change
        assert sources <= set(looked_at) or set(looked_at) == changes[change], change
        if change in ("last year's", "the rules"):
            assert told_afresh() == now


def test_who_asks_for_some_rules_gets_what_these_find(
    place: Path, perfgen: Callable[..., Run], looked_at: list[str]
) -> None:
    folder = place / "各部门"
    whole = perfgen("check", folder, "--info")
    looked_at.clear()
    some = perfgen("check", folder, "--select", "WSP")
    assert looked_at
    assert some != whole
    looked_at.clear()
    assert (perfgen("check", folder, "--info"), looked_at) == (whole, [])  # nor is anything forgotten


def test_no_byte_of_any_file_goes_unseen(place: Path) -> None:
    folders, more = [place / "各部门"], made.settled_by([place / "各部门"])
    before = seen.digest(folders, more)
    for file in [one for one in place.rglob("*") if one.is_file()]:
        content, status = file.read_bytes(), file.stat()
        file.write_bytes(bytes([content[0] ^ 1, *content[1:]]))
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
        assert seen.digest(folders, more) != before, file
        file.write_bytes(content)
    assert seen.digest(folders, more) == before


def test_another_perfgen_and_another_package_that_adds_to_it_are_seen(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = [place / "各部门"]
    before = seen.digest(folders, [])
    package = tmp_path / "packages"
    info = package / "xian-1.0.dist-info"
    info.mkdir(parents=True)
    (package / "xian.py").write_text("RULE = 1\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[perfgen.rules]\nXIA01 = xian:RULE\n", encoding="utf-8")
    monkeypatch.syspath_prepend(package)
    assert seen.digest(folders, []) is None  # it does not tell its files
    (info / "RECORD").write_text("xian.py,sha256=x,9\nxian-1.0.dist-info/RECORD,,\n", encoding="utf-8")
    added = seen.digest(folders, [])
    assert added not in (before, None)
    (package / "xian.py").write_text("RULE = 22\n", encoding="utf-8")
    assert seen.digest(folders, []) not in (added, None)
    (info / "direct_url.json").write_text("{}", encoding="utf-8")
    assert seen.digest(folders, []) is None  # it is worked on where it lies
    monkeypatch.undo()
    own = tmp_path / "perfgen"
    own.mkdir()
    (own / "checks.py").write_text("1", encoding="utf-8")
    monkeypatch.setattr(seen, "_PACKAGE", own)
    one = seen.digest(folders, [])
    (own / "checks.py").write_text("22", encoding="utf-8")
    assert len({before, one, seen.digest(folders, [])}) == 3


def test_too_much_to_look_at_is_not_remembered(place: Path, monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    monkeypatch.setattr(seen, "MOST_BYTES", 2000)
    assert asked(place) == asked(place)
    monkeypatch.setattr(seen, "MOST_BYTES", 1_000_000)
    monkeypatch.setattr(seen, "MOST_FILES", 3)
    assert asked(place) == asked(place)
    assert not home.exists()


def test_what_hangs_on_the_moment_is_not_remembered(place: Path, monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    (place / "各部门" / "庚.docx").write_bytes(render(SMALL.replace("年度: 2022", "年度: 2021")))
    monkeypatch.setattr("perfgen.docx.budget.MOST_SECONDS", -1.0)
    hurried = asked(place)
    (why,) = (one.why for row in hurried.strangers for one in row.filed if one.path.suffix == ".docx")
    assert why.startswith("文件太大")
    assert not home.exists()


def test_links_in_a_circle_and_pipes_keep_nobody_waiting(place: Path) -> None:
    (place / "各部门" / "自己").symlink_to(place / "各部门")
    (place / "各部门" / "圈").symlink_to(place / "各部门" / "圈")
    os.mkfifo(place / "各部门" / "管道.yaml")
    assert asked(place) == asked(place)


# --- what somebody may have done to it


def record(home: Path) -> Path:
    (file,) = home.iterdir()
    return file


def rewritten(file: Path, change: Callable[[dict[str, object]], object]) -> None:
    """With a hash that is right."""
    data = json.loads(file.read_bytes().partition(b"\n")[2])
    change(data)
    said = json.dumps(data).encode()
    file.write_bytes(hashlib.sha256(said).hexdigest().encode() + b"\n" + said)


WRONG: dict[str, Callable[[dict[str, object]], object]] = {
    "no ledger": lambda data: data.pop("ledger"),
    "a list": lambda data: data.update(ledger=[]),
    "another shape": lambda data: data.update(ledger={"year": "2022", "rows": [[1]], "strangers": 7}),
    "files that are none": lambda data: data.update(more=[None, 3]),
    "names with a zero": lambda data: data.update(more=["a\0b"]),
    "no digest": lambda data: data.update(digest=None),
    "numbers below zero": lambda data: data["ledger"]["rows"][0].__setitem__(6, -1),  # type: ignore[index]
    "an amount that is none": lambda data: data["ledger"]["rows"][0][4][0].__setitem__(8, "NaN"),  # type: ignore[index]
    "a day that is none": lambda data: data["ledger"].update(day="2023-13-45"),  # type: ignore[attr-defined]
}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG)
def test_a_record_that_is_none_is_made_anew(
    place: Path, home: Path, change: Callable[[dict[str, object]], object]
) -> None:
    right = asked(place)
    rewritten(record(home), change)
    assert asked(place) == right


@pytest.mark.parametrize("content", [b"", b"nonsense", b"0" * 64 + b"\n{}", b"\xff\xfe", b"[" * 200_000])
def test_a_damaged_record_is_made_anew(place: Path, home: Path, content: bytes) -> None:
    right = asked(place)
    kept = record(home).read_bytes()
    record(home).write_bytes(content)
    assert asked(place) == right
    assert record(home).read_bytes() == kept


@pytest.mark.parametrize("spoil", [
    lambda file: file.write_bytes(b"nonsense"),
    lambda file: rewritten(file, lambda data: data["found"].update({key: [["TXT01", {"path": 7}]] for key in data["found"]})),
    lambda file: rewritten(file, lambda data: data["found"].update({key: [["ABC99", {"path": [], "message": ""}]] for key in data["found"]})),
    lambda file: rewritten(file, lambda data: data.update(state="0")),
    lambda file: file.chmod(0o666),
])  # fmt: skip
def test_findings_that_are_not_ours_are_looked_for_again(
    place: Path, home: Path, spoil: Callable[[Path], object], looked_at: list[str]
) -> None:
    asked(place)
    every = sorted(looked_at)
    looked_at.clear()
    record(home).unlink()
    (file,) = (home.parent / "findings").iterdir()
    spoil(file)
    assert asked(place) == ledger.stand([place / "各部门"], day=date(2023, 1, 1))
    assert sorted(looked_at) == sorted([*every, *every])


def clean(data: dict[str, object]) -> None:
    for row in data["ledger"]["rows"]:  # type: ignore[index]
        for filed in row[4]:
            filed[5] = filed[6] = 0


def test_a_record_that_others_may_have_written_is_not_believed(place: Path, home: Path) -> None:
    right = asked(place)
    rewritten(record(home), clean)
    assert asked(place) != right  # so that it matters who can write there
    for mode, path in ((0o666, record(home)), (0o755, home)):
        path.chmod(mode)
        assert asked(place) == right
        path.chmod(0o700)
        rewritten(record(home), clean)


def test_nothing_among_the_filings_can_say_how_they_stand(place: Path, home: Path) -> None:
    before = set(place.rglob("*"))
    asked(place)
    assert set(place.rglob("*")) == before
    assert home.stat().st_mode & 0o777 == 0o700
    assert record(home).stat().st_mode & 0o777 == 0o600


def test_without_a_place_to_keep_it_the_ledger_is_the_same(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    right = asked(place)
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null")
    assert asked(place) == right


def test_the_name_of_the_settings_is_that_of_the_workspace() -> None:
    assert seen.SETTINGS == workspace.FILE


def test_the_table_is_the_same_and_comes_without_the_rules(place: Path, perfgen: Callable[..., Run]) -> None:
    first = perfgen("status", place / "各部门")
    again = perfgen("status", place / "各部门")
    assert (again.code, again.out, again.err) == (first.code, first.out, first.err)
    program = "import sys\nfrom perfgen.cli.main import main\ntry:\n    main(sys.argv[1:])\nfinally:\n    print(*sys.modules, file=sys.stderr)\n"
    for _ in range(2):  # with another sys.path than this process has
        ran = subprocess.run(
            [sys.executable, "-c", program, "status", str(place / "各部门")],
            capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
    assert ran.stdout == first.out
    loaded = set(ran.stderr.split())
    assert {"pydantic", "yaml", "lxml", "perfgen.checks", "perfgen.filing", "perfgen.workspace"}.isdisjoint(loaded)
