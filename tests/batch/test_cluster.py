"""`perfgen batch --executor dask`: a real cluster of this machine gives what this machine gives."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import fsspec
import pytest
from distributed import Client

from perfgen import __version__, building
from perfgen.batch import cluster, parcel
from perfgen.batch.job import Job, Result
from perfgen.batch.parcel import deliver, pack
from perfgen.source.files import MOST_BYTES
from tests.batch import on_workers
from tests.conftest import ALL_FILINGS, OF_2021, ROOT, SMALL, Run, free_port
from tests.own_layouts import edit, make, package

Perfgen = Callable[..., Run]
WORKERS = 3
# Workers are forks of one process that has imported all, and do nothing while they wait: no samples of what they do, no ticks.
FRUGAL = {
    "DASK_DISTRIBUTED__WORKER__MULTIPROCESSING_METHOD": "forkserver",
    "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",
    "DASK_DISTRIBUTED__ADMIN__TICK__INTERVAL": "1s",
    "DASK_DISTRIBUTED__ADMIN__TICK__LIMIT": "30s",
}


@dataclass(frozen=True)
class Cluster:
    """A scheduler's address, and the folder that is the workers' store."""

    address: str
    share: Path

    @property
    def options(self) -> tuple[str, ...]:
        return ("--executor", "dask", "--scheduler", self.address)

    def workers(self) -> list[int]:
        """The workers' process numbers."""
        with Client(self.address, set_as_default=False) as client:
            return sorted(client.run(os.getpid).values())


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, s3: dict[str, str]) -> Iterator[Cluster]:
    folder = tmp_path_factory.mktemp("cluster")
    (folder / "share").mkdir()
    address = f"tcp://127.0.0.1:{free_port()}"
    environment = {
        **os.environ, **s3, **FRUGAL, "PYTHONPATH": str(ROOT), "PERFGEN_LIBREOFFICE": "没有", "TMPDIR": str(folder), "SHARE": str(folder / "share"), "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
    }  # fmt: skip
    dask = [sys.executable, "-m", "dask"]
    preload = ["--preload", str(Path(on_workers.__file__))]
    calls = [
        [*dask, "scheduler", "--host", "127.0.0.1", "--port", address.rpartition(":")[2], "--no-dashboard"],
        [*dask, "worker", address, "--nworkers", str(WORKERS), "--nthreads", "1", "--no-dashboard", "--memory-limit", "0",
         "--local-directory", str(folder), *preload],
    ]  # fmt: skip
    log = (folder / "log").open("wb")
    started = [
        subprocess.Popen(call, cwd=folder, env=environment, stdout=log, stderr=log, start_new_session=True)
        for call in calls
    ]
    try:
        with Client(address, timeout=30, set_as_default=False) as client:
            client.wait_for_workers(WORKERS, timeout=30)
        yield Cluster(address, folder / "share")
    finally:
        for one in reversed(started):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(one.pid, signal.SIGKILL)
            one.wait()
        log.close()


@pytest.fixture(autouse=True)
def share(running: Cluster, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SHARE", str(running.share))
    for inside in running.share.iterdir():
        shutil.rmtree(inside)
    return running.share


def small(number: int) -> str:
    return SMALL.replace("乐亭县机关事务中心", f"单位{number:03}")


def put(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


BROKEN = {
    "金额.yaml": small(1).replace("预算数: 184.00", "预算数: 一百"),
    "语法.yaml": small(2).replace("部门: {", "部门: {{"),
    "版式.yaml": small(3).replace("hebei-2022", "hebei-1999"),
    "没有引用.yaml": "版式: hebei-2022\n年度: 2022\n部门: {编码: '1', 名称: 无}\n预算项目: [没有/*.yaml]\n",
    "外面.yaml": "版式: hebei-2022\n年度: 2022\n部门: {编码: '1', 名称: 外}\n预算项目: [../*.yaml]\n",
    "文字.yaml": small(4).replace("合计.预算数", "合计.没有"),
    "空.yaml": "版式: hebei-2022\n",
    "多了一项/filing.yaml": small(5).replace("预算项目:\n", "预算项目:\n  - projects/*.yaml\n"),
    "多了一项/projects/1.yaml": "项目名称: 甲\n多的: 1\n",
    "规则/perfgen.toml": '[check]\nselect = ["NUM01"]\n[check.words]\nconfusions = "词.txt"\n',
    "规则/对不上.yaml": small(6).replace("财政资金: 184.00", "财政资金: 1.00"),
    "设置/perfgen.toml": "[defaults]\nyaer = 2023\n",
    "设置/好的.yaml": small(7),
    "规则/词.txt": "帐户=账户\n",
}


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """All examples, and whatever can be wrong with a filing."""
    folder = put(tmp_path / "各 部门", BROKEN)
    (folder / "编码.yaml").write_bytes(small(8).encode("gb18030"))
    for filing in ALL_FILINGS:
        (shutil.copytree if filing.is_dir() else shutil.copy)(filing, folder / filing.name)
    return folder


def hashes(folder: Path) -> dict[str, str]:
    found = {}
    for file in sorted(folder.glob("*.docx")):
        with zipfile.ZipFile(file) as archive:
            assert archive.testzip() is None  # none is half-written
        found[file.name] = sha256(file.read_bytes()).hexdigest()
    return found


# --- the same as here


@pytest.mark.parametrize(
    "options",
    [("--no-page-numbers",), ("--check", "--layout", "layout", "--no-page-numbers")],
    ids=["plain", "check and layout"],
)
def test_a_cluster_gives_the_same_bytes_the_same_report_and_the_same_failures(
    perfgen: Perfgen, running: Cluster, county: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    monkeypatch.chdir(county.parent)
    shutil.copytree(ROOT / "templates" / "hebei" / "2022", "layout")
    seen = []
    for executor in ((), running.options):
        ran = perfgen("batch", county.name, "-o", "成品", "--report", "报告.json", *options, *executor)
        seen.append((Path("报告.json").read_bytes(), hashes(Path("成品")), ran.code, ran.out))
        shutil.rmtree("成品")
    assert seen[0] == seen[1]
    assert seen[0][2] == 1
    good = len(ALL_FILINGS) + 1  # and the one that only a check finds wrong
    assert 0 < len(seen[0][1]) < good if "--check" in options else len(seen[0][1]) == good
    codes = {one["code"] for filing in json.loads(seen[0][0])["filings"] for one in filing["findings"]}
    own = "NUM01" if "--check" in options else "LAY02"
    assert {own, "YML04", "YML02", "NAR01", "INC01", "INC02", "MOD01", "SET01"} <= codes
    assert b"/tmp/perfgen-" not in seen[1][0]


def test_layouts_of_a_workspace_and_of_packages_are_sent(
    perfgen: Perfgen, running: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Workers have neither; what is built is the same, and what is wrong is told of the user's own files."""
    packages = tmp_path / "site-packages"
    package(packages, "perfgen-anhui", "安徽-2024")
    monkeypatch.syspath_prepend(str(packages))
    county = tmp_path / "各 部门"
    for name in ("本县", "坏的"):
        make(county / "版式" / name, name, level=name == "本县")
    edit(county / "版式" / "坏的", "金额小数位: 2", "金额小数位: 两位")
    levelled = small(1).replace("资金用途:", "项目级别: 县级\n    资金用途:")
    files = {"perfgen.toml": '[layouts]\nfolders = ["版式"]\n[defaults]\nlayout = "本县"\n[check]\nselect = ["NUM"]\n'}
    for number, (name, text) in enumerate(
        [("本县", levelled), ("安徽-2024", small(2)), ("hebei-2022", small(3)), ("坏的", small(4)), ("没有", small(5))]
    ):
        files[f"{number}.yaml"] = text.replace("hebei-2022", name)
    files["默认.yaml"] = levelled.replace("单位001", "单位006").replace("版式: hebei-2022\n", "")
    put(county, files)
    monkeypatch.chdir(tmp_path)
    seen = []
    for executor in ((), running.options):
        call = ("batch", "各 部门", "-o", "成品", "--report", "报告.json", "--check", "--no-page-numbers", *executor)
        ran, again = perfgen(*call), perfgen(*call)
        seen.append((hashes(Path("成品")), ran.out, ran.code, again.out, Path("报告.json").read_bytes()))
        assert "没有变 4 份" in again.out
        assert "没有变 4 份" in perfgen("batch", "各 部门", "-o", "成品", "--check", "--no-page-numbers").out
        shutil.rmtree("成品")
    assert seen[0] == seen[1]
    assert len(seen[0][0]) == 4
    assert b"/tmp/perfgen-" not in seen[1][4]


def elsewhere(*arguments: str) -> Run:
    """Runs the command line in a process of its own: the workers of this one know nothing of a store started since."""
    ran = subprocess.run([sys.executable, "-m", "perfgen", *arguments], capture_output=True, check=False)
    return Run(ran.returncode, ran.stdout.decode(), ran.stderr.decode())


def test_from_s3_to_s3_the_same_here_and_on_a_cluster(
    perfgen: Perfgen, running: Cluster, county: Path, s3: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in s3.items():
        monkeypatch.setenv(name, value)
    system = fsspec.filesystem("s3", skip_instance_cache=True)
    system.mkdir("county")
    system.put(str(county), "county/2022", recursive=True)
    monkeypatch.chdir(county.parent)
    assert perfgen("batch", county.name, "-o", "成品", "--no-page-numbers").code == 1
    wanted, seen = hashes(Path("成品")), []
    for out, executor in (("成品一", ("--no-page-numbers",)), ("成品二", running.options)):
        whole = ("batch", "s3://county/2022", "-o", f"s3://county/{out}", "--report", "报告.json", *executor)
        first, again = elsewhere(*whole), elsewhere(*whole)
        system.invalidate_cache()
        built = {
            Path(one).name: sha256(system.cat_file(one)).hexdigest() for one in system.glob(f"county/{out}/*.docx")
        }
        assert built == wanted
        assert f"已生成 {len(wanted)} 份" in first.out
        assert f"没有变 {len(wanted)} 份" in again.out
        assert "s3://county/2022/金额.yaml:" in first.err
        seen.append((first.code, again.code, Path("报告.json").read_text(encoding="utf-8").replace(out, "…")))
    assert seen[0] == seen[1]


def test_what_a_cluster_built_is_not_built_again_here(perfgen: Perfgen, running: Cluster, tmp_path: Path) -> None:
    folder, out = put(tmp_path / "各部门", {f"{n}.yaml": small(n) for n in range(3)}), str(tmp_path / "成品")
    assert "已生成 3 份" in perfgen("batch", str(folder), "-o", out, *running.options).out
    assert "没有变 3 份" in perfgen("batch", str(folder), "-o", out).out
    put(folder, {"1.yaml": small(1).replace("用于接待", "用于公务接待")})
    assert "已生成 1 份，没有变 2 份" in perfgen("batch", str(folder), "-o", out, *running.options).out
    assert "没有变 3 份" in perfgen("batch", str(folder), "-o", out).out
    assert not list(Path(out, ".perfgen").glob("run-*"))


def test_inputs_and_outputs_lie_in_a_store(perfgen: Perfgen, running: Cluster, share: Path, tmp_path: Path) -> None:
    text = small(1).replace("版式: hebei-2022\n", "")
    files = {"1.yaml": text, "坏.yaml": small(2).replace("预算数: 184.00", "预算数: 一百"), "下属/3.yaml": small(3)}
    put(share / "桶" / "2023", files)
    put(share / "桶", {"perfgen.toml": '[defaults]\nlayout = "hebei-2022"\n'})
    report = tmp_path / "报告.json"
    call = ("batch", "share://桶/2023", "-o", "share://桶/成品", "--report", str(report))
    ran = perfgen(*call, *running.options)
    assert "已生成 2 份，失败 1 份" in ran.out, ran.err
    assert "share://桶/2023/坏.yaml:15:10: 错误 MOD" in ran.err
    data = json.loads(report.read_text(encoding="utf-8"))
    (built, *_) = (one for one in data["filings"] if one["source"] == "share://桶/2023/1.yaml")
    assert built["outputs"] == [
        {"file": "share://桶/成品/单位001-2022.docx", "sha256": hashes(share / "桶" / "成品")["单位001-2022.docx"]}
    ]
    assert "没有变 2 份，失败 1 份" in perfgen(*call, "-j", "1").out  # on this machine, from and to the store
    first = hashes(share / "桶" / "成品")
    assert "已生成 2 份，失败 1 份" in perfgen(*call, "--force", *running.options).out
    assert hashes(share / "桶" / "成品") == first
    assert not list((share / "桶").rglob("*.tmp"))
    assert not list((share / "桶").rglob("run-*"))


# --- workers that die


def start(folder: Path, out: Path, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "perfgen", "batch", str(folder), "-o", str(out), *options],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True,
    )  # fmt: skip


def wait_for(sign: Callable[[], object], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not sign():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.02)


def settled(out: Path) -> bool:
    before = sorted(out.glob("*.docx"))
    time.sleep(1)
    return sorted(out.glob("*.docx")) == before


@pytest.fixture
def slow(tmp_path: Path) -> Path:
    """Filings that take their time on the cluster's workers."""
    return put(tmp_path / "慢慢来", {f"慢{n:02}.yaml": small(n) for n in range(60)})


def test_a_worker_that_is_killed_in_mid_run_loses_nothing(running: Cluster, slow: Path, tmp_path: Path) -> None:
    out, victim = tmp_path / "成品", running.workers()[0]
    run = start(slow, out, "--report", str(tmp_path / "报告.json"), *running.options)
    wait_for(lambda: len(list(out.glob("*.docx"))) > 5)
    os.kill(victim, signal.SIGKILL)
    said, errors = run.communicate(timeout=120)
    assert run.returncode == 0, errors
    assert said.splitlines()[-2] == "共 60 份绩效文本：已生成 60 份。"
    here = tmp_path / "本机"
    start(slow, here, "-j", "2").communicate(timeout=120)
    assert hashes(out) == hashes(here)
    report = json.loads((tmp_path / "报告.json").read_text(encoding="utf-8"))
    assert [one["outputs"][0]["sha256"] for one in report["filings"]] == list(hashes(here).values())


def test_a_job_that_kills_every_worker_fails_alone(perfgen: Perfgen, running: Cluster, tmp_path: Path) -> None:
    folder = put(tmp_path / "各部门", {**{f"{n}.yaml": small(n) for n in range(8)}, "杀手.yaml": small(99)})
    ran = perfgen("batch", str(folder), "-o", str(tmp_path / "成品"), *running.options)
    assert ran.code == 1
    assert "杀手.yaml: 错误 BAT02 做这一份时工作进程意外退出" in ran.err
    assert ran.out.splitlines()[-1] == "共 9 份绩效文本：已生成 8 份，失败 1 份。"
    wait_for(lambda: len(running.workers()) == WORKERS)


def test_ctrl_c_leaves_nothing_running_and_the_next_run_goes_on(running: Cluster, slow: Path, tmp_path: Path) -> None:
    out = tmp_path / "成品"
    run = start(slow, out, *running.options)
    wait_for(lambda: len(list(out.glob("*.docx"))) > 3)
    os.killpg(run.pid, signal.SIGINT)
    said, errors = run.communicate(timeout=60)
    assert run.returncode == 130, errors
    assert "没有做" in said.splitlines()[-1]
    assert "Traceback" not in errors
    wait_for(lambda: settled(out))  # what workers have in hand, they finish
    done = len(hashes(out))
    assert done < 60
    again, _ = start(slow, out, *running.options).communicate(timeout=60)
    assert again.splitlines()[-1] == f"共 60 份绩效文本：已生成 {60 - done} 份，没有变 {done} 份。"


# --- a cluster that cannot do the work


@pytest.fixture
def one(tmp_path: Path) -> tuple[str, ...]:
    put(tmp_path, {"a.yaml": small(1)})
    return ("batch", str(tmp_path / "a.yaml"), "-o", str(tmp_path / "成品"))


def test_workers_of_another_version_are_told(
    perfgen: Perfgen, running: Cluster, one: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(cluster, "__version__", "9.9")
    ran = perfgen(*one, *running.options)
    assert ran.code == 1
    assert ran.err.count("错误 BAT04 工作机 tcp://") == WORKERS
    assert "这台电脑上是 9.9" in ran.err
    assert not list(tmp_path.rglob("*.docx"))
    job = Job(tmp_path / "a.yaml", (tmp_path / "x.docx",))
    monkeypatch.setattr(parcel, "__version__", "9.9")
    packed = pack(job)
    monkeypatch.undo()
    assert packed is not None
    outcome = deliver(packed).outcome(job)  # a worker that joins later looks for itself
    assert (outcome.result, outcome.said[0].code) == (Result.FAILED, "BAT04")


def test_workers_that_do_not_see_the_output_are_told(
    perfgen: Perfgen, running: Cluster, one: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHARE", str(tmp_path))  # what this machine calls share:// is not what the workers do
    ran = perfgen(*one[:3], "share://成品", *running.options)
    assert ran.code == 1
    assert "错误 BAT05 工作机 tcp://" in ran.err
    assert "看不到输出的文件夹" in ran.err


@pytest.mark.parametrize(
    "asked", [("--page-numbers",), ("--format", "pdf"), ("--format", "docx,pdf", "--no-page-numbers")]
)
def test_workers_without_libreoffice_are_told_where_it_is_needed(
    perfgen: Perfgen, running: Cluster, one: tuple[str, ...], asked: tuple[str, ...], tmp_path: Path
) -> None:
    ran = perfgen(*one, *asked, *running.options)
    assert ran.code == 1
    assert ran.err.count("上没有 LibreOffice，排不了版") == WORKERS
    assert "错误 BAT06 工作机 tcp://" in ran.err
    assert not list(tmp_path.rglob("*.docx"))


def test_page_numbers_of_a_cluster_are_to_be_asked_for(
    perfgen: Perfgen, running: Cluster, one: tuple[str, ...]
) -> None:
    assert "要印页码，加上 --page-numbers，每台工作机都要有 LibreOffice。" in perfgen(*one, *running.options).out


class AskedAll:
    """A client that asks workers of which each has another LibreOffice."""

    def wait_for_workers(self, *_: object, **__: object) -> None:
        """All are there."""

    def run(self, *_: object, **__: object) -> dict[str, object]:
        return {f"tcp://10.0.0.{n}:1": (__version__, True, f"LibreOffice {n}") for n in (7, 8)}


def test_workers_that_lay_out_differently_are_told() -> None:
    with pytest.raises(cluster.ClusterError) as stop:
        cluster._examine(AskedAll(), "", printed=True)
    (said,) = stop.value.diagnostics
    assert (said.code, "tcp://10.0.0.8:1 的 LibreOffice 或字体和别的不一样" in said.message) == ("BAT06", True)


def test_a_worker_that_joins_later_and_lays_out_otherwise_does_nothing(tmp_path: Path) -> None:
    mark = put(tmp_path, {"a.yaml": small(1), "mark": ""}) / "mark"
    packed = pack(Job(tmp_path / "a.yaml", (tmp_path / "x.docx",), numbered=True))
    assert packed is not None
    (reply,) = cluster._task([packed], str(mark), "LibreOffice 99")
    assert reply.said[0][0].code == "BAT06"
    assert not (tmp_path / "x.docx").exists()


def test_a_scheduler_that_is_not_there_and_a_library_that_is_missing(
    perfgen: Perfgen, one: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_CONNECT", 1)
    ran = perfgen(*one, "--executor", "dask", "--scheduler", "tcp://127.0.0.1:9")
    assert (ran.code, ran.err.splitlines()[0]) == (1, "错误 BAT03 连不上调度器 tcp://127.0.0.1:9")
    assert "--executor dask 要和 --scheduler 地址 一起写" in perfgen(*one, "--executor", "dask").err
    monkeypatch.setitem(sys.modules, "distributed", None)
    ran = perfgen(*one, "--executor", "dask", "--scheduler", "tcp://127.0.0.1:9")
    assert 'pip install "perfgen[cluster]"' in ran.err


class NobodyThere:
    """A client of a cluster whose workers are gone."""

    def nthreads(self) -> dict[str, int]:
        return {}

    def submit(self, *_: Any, **__: Any) -> Any:
        return type("Pending", (), {"add_done_callback": lambda *_: None})()

    def cancel(self, *_: Any, **__: Any) -> None:
        pass


def test_a_cluster_whose_workers_are_gone_is_not_waited_for_forever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, {"a.yaml": small(1)})
    monkeypatch.setattr(cluster, "_LOOK", 0.01)
    monkeypatch.setattr(cluster, "_PATIENCE", 0.02)
    window = cluster._Window(NobodyThere(), "")
    with pytest.raises(cluster.ClusterError, match="没有工作进程"):
        list(window.through([Job(tmp_path / "a.yaml", (tmp_path / "x.docx",))]))


def test_a_scheduler_that_goes_away_is_said(tmp_path: Path) -> None:
    class Gone(NobodyThere):
        def nthreads(self) -> dict[str, int]:
            raise OSError("Timed out")

    put(tmp_path, {"a.yaml": small(1)})
    with pytest.raises(cluster.ClusterError, match="和调度器断开了"):
        list(cluster._Window(Gone(), "").through([Job(tmp_path / "a.yaml", (tmp_path / "x.docx",))]))


# --- parcels


def test_no_more_jobs_are_packed_than_the_cluster_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, {"a.yaml": small(1)})
    monkeypatch.setattr(cluster, "_LOOK", 0.01)
    monkeypatch.setattr(cluster, "_PATIENCE", 0.01)
    packed: list[Job] = []
    monkeypatch.setattr(cluster, "pack", lambda job: packed.append(job) or pack(job))
    jobs = [Job(tmp_path / "a.yaml", (tmp_path / f"{n}.docx",)) for n in range(1000)]
    with pytest.raises(cluster.ClusterError):
        list(cluster._Window(NobodyThere(), "").through(jobs))
    assert len(packed) == cluster._AHEAD * cluster._BUNCH


@pytest.mark.parametrize("filing", ALL_FILINGS, ids=lambda path: path.name)
def test_a_parcel_holds_what_a_filing_is_read_from(filing: Path, tmp_path: Path) -> None:
    packed = pack(Job(filing, (tmp_path / "x.docx",)))
    assert packed is not None
    read = building.prepare(filing).reading.files
    assert [content for _, content in packed.files] == [file.read_bytes() for file in read]


@pytest.mark.parametrize(
    "projects",
    [
        "预算项目: [projects/*.yaml]\n",
        "预算项目:\n  - projects/*.yaml\n",
        "projects:\n- {项目名称: 甲}\n- projects/甲.yaml\n",
        "预算项目：\n  - projects/*.yaml\n",
        "'预算项目':\n  - 'projects/*.yaml'\n",
        "预算项目:\n  # 都在这里\n\n  - 项目名称: 乙\n  - |\n    projects/甲.yaml\n",
        "专项资金:\n  - 项目名称: 乙\n预算项目:\n  - &a projects/甲.yaml\n",
        "预算项目:\n  - projects/列表.yaml\n",
    ],
)
def test_however_a_file_is_included_it_is_in_the_parcel(tmp_path: Path, projects: str) -> None:
    put(tmp_path, {"a.yaml": projects, "projects/甲.yaml": "# 甲\n项目名称: 甲\n"})
    if "列表" in projects:
        put(tmp_path, {"projects/列表.yaml": "- 甲.yaml\n"})
    packed = pack(Job(tmp_path / "a.yaml", (tmp_path / "x.docx",)))
    assert packed is not None
    assert packed.files[-1][0].endswith("projects/甲.yaml")


def test_a_filing_that_cannot_be_packed_is_done_here(tmp_path: Path) -> None:
    (tmp_path / "外面.yaml").write_text(small(1), encoding="utf-8")
    folder = put(tmp_path / "里面", {"a.yaml": "版式: hebei-2022\n预算项目: [链接.yaml]\n"})
    (folder / "链接.yaml").symlink_to(tmp_path / "外面.yaml")
    assert pack(Job(folder / "a.yaml", (tmp_path / "x.docx",))) is None
    assert pack(Job(tmp_path / "没有.yaml", (tmp_path / "x.docx",))) is None


def test_a_layout_of_the_workspace_goes_with_the_filings_that_name_it_and_within_bounds(tmp_path: Path) -> None:
    put(
        tmp_path,
        {
            "perfgen.toml": '[layouts]\nfolders = ["版式"]\n',
            "a.yaml": small(1).replace("hebei-2022", "本县"),
            "b.yaml": small(2),
        },
    )
    layout = make(tmp_path / "版式" / "一", "本县")
    own, other = (pack(Job(tmp_path / name, (tmp_path / "x.docx",))) for name in ("a.yaml", "b.yaml"))
    assert own is not None
    assert other is not None
    assert own.layout is not None
    assert [name for name, _ in own.layout[1]] == ["layout.yaml", "template.docx"]
    assert other.layout is None
    (layout / "template.docx").write_bytes(b"\0" * (MOST_BYTES + 1))
    assert pack(Job(tmp_path / "a.yaml", (tmp_path / "x.docx",))) is None  # and done here, where it is told
    (layout / "template.docx").unlink()
    (layout / "template.docx").symlink_to("/etc/passwd")
    assert pack(Job(tmp_path / "a.yaml", (tmp_path / "x.docx",))) is None


def test_a_parcel_speaks_of_the_users_paths_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(put(tmp_path, {"各部门/a.yaml": OF_2021.read_text(encoding="utf-8")}))
    shutil.copytree(ROOT / "templates" / "hebei" / "2021", "版式")
    Path("版式/layout.yaml").write_text("名称: 无\n", encoding="utf-8")
    job = Job(Path("各部门/a.yaml"), (Path("x.docx"),), Path("版式"))
    packed = pack(job)
    assert packed is not None
    outcome = deliver(packed).outcome(job)
    assert outcome.result is Result.FAILED
    assert {one.file for one in outcome.said} == {Path("版式/layout.yaml")}
