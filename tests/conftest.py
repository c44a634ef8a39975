"""What all tests share: where things lie, and perfgen run as a user runs it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from perfgen.cli.main import main
from tests.examples import some, some_of
from tests.rules_once import remembered

# `make test` draws the same examples each time, so that it says of a change what it would say of it anywhere; `make
# properties` draws others each time.
# No deadlines: how long an example takes on a busy machine says nothing of perfgen.
_UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same", _UNHURRIED, derandomize=True, max_examples=some(100))
settings.register_profile("others", _UNHURRIED, print_blob=True)
settings.load_profile(os.environ.get("PERFGEN_EXAMPLES", "same"))

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "tests" / "samples"
EXAMPLES = ROOT / "examples"

# Each sample of the layout hebei-2022, and its transcription.
TRANSCRIBED = {
    "000": (SAMPLES / "000_a565ee491e966c2f.txt", EXAMPLES / "乐亭县财政局-2022.yaml"),
    "002": (SAMPLES / "002_5920c77ceb642a59.txt", EXAMPLES / "乐亭县机关事务中心-2022.yaml"),
    "003": (SAMPLES / "003_c9a22ed0cfbe03b8.txt", EXAMPLES / "玉田县人民政府办公室本级-2025.yaml"),
    "004": (SAMPLES / "004_24cde7d862e1b3bb.txt", EXAMPLES / "乐亭县人民政府办公室-2022"),
}
FILINGS = [filing for _, filing in TRANSCRIBED.values()]
OF_2021 = EXAMPLES / "承德高新技术产业开发区财政局-2021.yaml"

# Filings a department can start from, one of each layout: no rule finds an error or a warning in them.
MODEL = EXAMPLES / "乐亭县教育和体育局-2023.yaml"
MODELS = (MODEL, EXAMPLES / "承德县水务局-2021.yaml")
ALL_FILINGS = [*FILINGS, OF_2021, *MODELS]

# A filing printed on the central forms: it has what each of them asks for.
OF_CENTRAL = EXAMPLES / "滦南县民政局-2024.yaml"

# What came of it: 执行情况, one of each kind.
OF_RESULTS = [EXAMPLES / f"{OF_CENTRAL.stem}-{one}.yaml" for one in ("自评", "监控", "部门自评")]

# The files and folders of tests that take longest, so that none of them is begun last. First those whose cases are forks of
# the process that tests: a fork is dear where that has grown large.
LONGEST = (
    *("test_hostile_templates.py", "fuzz", "batch", "office", "test_hostile_yaml.py", "importing/test_pdf.py"),
    *("test_layout_command.py", "checks/test_mutations.py", "lowest"),
)

# Tests in which lines are counted, which doubles the time of what runs the same lines again and again: these reach those that
# `make test` wants reached (perfgen/filing, source and docx) but for one in two hundred. `make coverage` counts in all of them.
COUNTED = (
    *("checks/test_check_command.py", "checks/test_figures.py", "checks/test_outcomes.py", "checks/test_patch.py"),
    *("checks/test_standard_of_a_layout.py", "checks/test_values_read.py", "comparing/test_diff_command.py"),
    *("excel/test_workbook_commands.py", "golden", "library/test_library_command.py", "roundtrip"),
    *(
        f"importing/{name}"
        for name in (
            *("test_blocks.py", "test_filled_forms.py", "test_hostile_documents.py", "test_installed_formats.py"),
            *(
                "test_nasty_edits.py",
                "test_objects.py",
                "test_other_labels.py",
                "test_own_fields.py",
                "test_tables_lost.py",
            ),
            "test_variations.py",
        )
    ),
    *("merging", "office/test_fitted_tables.py", "office/test_resaved_templates.py"),
    *("property/test_own_fields.py", "property/test_simple_yaml.py"),
    *("results/test_beside_a_filing.py", "results/test_forms_of_results.py", "results/test_next_year_learns.py"),
    *("results/test_rules_of_results.py", "results/test_summary_command.py", "scoring/test_readings.py"),
    *("test_api.py", "test_canonical_yaml.py", "test_central_forms.py", "test_commands.py", "test_fast_rendering.py"),
    *("test_fields_of_a_layout.py", "test_fitted_tables.py", "test_guide_to_a_layout.py", "test_hostile.py"),
    *("test_hostile_templates.py", "test_inputs.py", "test_kinds.py", "test_laid_out.py", "test_layout_2021.py"),
    *("test_layout_command.py", "test_layout_of_ones_own.py", "test_layouts_by_name.py", "test_mistakes.py"),
    *("test_notes_in_templates.py", "test_numerals.py", "test_one_bad_file.py", "test_output.py", "test_paper.py"),
    *("test_patterns.py", "test_quotations.py", "test_read_once.py", "test_remarks_in_templates.py"),
    *("test_rules_in_build.py", "test_slips_of_clerks.py", "test_template_file_kinds.py", "test_templates_survive.py"),
    *("test_with_docxtpl.py", "test_written_tags.py"),
    *("trust/test_outputs_over_inputs.py", "trust/test_parcels.py", "trust/test_settings_name_places.py"),
    "trust/test_settings_of_others.py",
)
COUNTED_CASES = 3
"""Of so many cases of a test in them."""
EACH_CASE_COUNTED = (
    *(
        "importing/test_objects.py",
        "merging",
        "test_fast_rendering.py",
        "test_fields_of_a_layout.py",
        "test_hostile.py",
    ),
    *(
        "test_hostile_templates.py",
        "test_layout_command.py",
        "test_layout_of_ones_own.py",
        "test_mistakes.py",
        "test_slips_of_clerks.py",
    ),
    *("test_remarks_in_templates.py", "test_templates_survive.py"),
)
"""But of all in these, where each reaches lines of its own."""

UNCOUNTED = (
    *(
        f"importing/test_hostile_documents.py::{name}"
        for name in ("test_a_table_of_thousands_of_pages", "test_a_large_table_takes_time_in_proportion")
    ),
    *(
        f"importing/test_objects.py::{name}"
        for name in (
            "test_objects_count_for_the_budget_of_a_document",
            "test_what_is_put_into_a_cell_is_accounted_for",
            "test_what_is_said_again_and_again_is_looked_at_once",
        )
    ),
    "merging/test_merge.py::test_a_word_file_nobody_changed_changes_nothing",
    *(
        f"office/test_fitted_tables.py::{name}"
        for name in (
            "test_every_page_names_the_level_of_its_first_row",
            "test_no_page_of_a_table_holds_but_a_row_or_two",
            "test_the_filing_of_15_projects_takes_no_more_pages_than_it_needs",
            "test_the_same_filing_is_fitted_to_the_same_bytes",
            "test_what_began_anew_is_one_level_again_where_it_is_read",
        )
    ),
    *(
        f"test_layout_command.py::{name}"
        for name in (
            "test_a_new_layout_is_whole_and_prints_at_once",
            "test_what_is_made_up_is_valid_for_its_layout",
        )
    ),
)
"""But of none in these tests, which take long and reach no line that no other reaches."""

SAMPLED = (
    "checks/test_outcomes.py",
    "comparing/test_tracking.py",
    *(
        f"importing/{name}.py"
        for name in (
            *("test_filled_forms", "test_half_filled", "test_hostile_documents"),
            *("test_nasty_edits", "test_nothing_lost", "test_page_text", "test_pdf", "test_variations"),
        )
    ),
    "merging/test_leaders_edits.py",
    *("office/test_page_numbers.py", "office/test_resaved_templates.py"),
    *("test_hostile_yaml.py", "test_one_line_changed.py", "test_same_bytes.py"),
    *("test_shown.py", "test_what_counts.py"),
    *("trust/test_settings_bounds.py", "trust/test_settings_name_places.py"),
)
"""Files of which `make test` takes each fifth case of a test, `make properties` all: their cases take long, and are much alike."""

RULES_ONCE = ("opinions", "publishing", "rounds", "test_status.py", "test_status_again.py")
"""Tests of what is made of findings, which check the same filings again and again: rules look for them once (tests/rules_once.py)."""

# The smallest filing with everything in it; tests take it apart.
SMALL = """\
版式: hebei-2022
年度: 2022
部门: {编码: "507002", 名称: 乐亭县机关事务中心}
金额单位: 万元
部门整体绩效目标:
  总体绩效目标: |
    本部门{{ 年度 }}年度申请预算资金{{ 合计.预算数 }}万元。
  分项绩效目标: |
    接待活动管理。
  工作保障措施: |
    完善制度。
预算项目:
  - 项目名称: 接待管理经费
    项目编码: 13022522P004T4010007B
    预算数: 184.00
    财政资金: 184.00
    资金用途: 用于接待
    资金支出计划: {3月底: 30%, 6月底: 60%, 10月底: 80%, 12月底: 100%}
    绩效目标:
      - 搞好接待服务
    指标值确定依据: 年初工作计划
    绩效指标:
      产出指标:
        数量指标:
          - {三级指标: 完成接待活动批次, 指标值: ≥90批}
      满意度指标:
        服务对象满意度指标:
          - {三级指标: 接待对象满意度, 指标值: ≥95%}
"""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--approve", action="store_true", help="take what golden tests see as approved")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first: one that begins last on one core leaves the others idle. Marks where no lines are counted."""
    by_file: dict[Path, list[pytest.Item]] = {}
    for item in items:
        by_file.setdefault(item.path, []).append(item)
    sampled = {ROOT / "tests" / name for name in SAMPLED} & by_file.keys()
    left_out = {id(item) for path in sampled for item in set(by_file[path]) - set(_some_cases(by_file[path]))}
    rank = {ROOT / "tests" / name: place for place, name in enumerate(LONGEST)}
    files = sorted(
        by_file, key=lambda path: next((rank[one] for one in (path, *path.parents) if one in rank), len(rank))
    )
    items[:] = [item for path in files for item in by_file[path] if id(item) not in left_out]
    if os.environ.get("PERFGEN_COVERAGE") != "all":
        cases: Counter[str] = Counter()
        counted = {path: _is_among(path, COUNTED) for path in files}
        uncounted = {f"tests/{name}" for name in UNCOUNTED}
        each = {path: _is_among(path, EACH_CASE_COUNTED) for path in files}
        for item in items:
            cases[test := item.nodeid.partition("[")[0]] += 1
            few = cases[test] <= COUNTED_CASES or each[item.path]
            if test in uncounted or not few or not counted[item.path]:
                item.add_marker(pytest.mark.no_cover)


def _is_among(path: Path, names: Sequence[str]) -> bool:
    """Whether a file is one of some files and folders of tests, or lies in one of them."""
    return not {ROOT / "tests" / name for name in names}.isdisjoint((path, *path.parents))


def _some_cases(items: Sequence[pytest.Item]) -> Iterator[pytest.Item]:
    """Of each test the cases that are tried in this run."""
    tests: dict[str, list[pytest.Item]] = {}
    for item in items:
        tests.setdefault(item.nodeid.partition("[")[0], []).append(item)
    for cases in tests.values():
        yield from some_of(cases)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    """Nor are lines counted in the fixtures of what is not counted, which pytest-cov does not see to."""
    counting = item.config.pluginmanager.get_plugin("_cov")
    controller = counting.cov_controller if counting and item.get_closest_marker("no_cover") else None
    if controller:
        controller.pause()
    yield
    if controller:
        controller.resume()


@dataclass(frozen=True)
class Run:
    """What a run of perfgen gave."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def with_time_for_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document may take long here: what it is refused for must not hang on how slow the machine is, and who counts lines."""
    monkeypatch.setattr("perfgen.docx.budget.MOST_SECONDS", 120.0)


@pytest.fixture(autouse=True)
def without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests start no LibreOffice unless they say so: it would take seconds each. Those in tests/office do."""
    monkeypatch.setenv("PERFGEN_LIBREOFFICE", "没有")


@pytest.fixture(scope="module", autouse=True)
def rules_once(request: pytest.FixtureRequest) -> Iterator[None]:
    """What the rules find in a filing by itself is looked for once in the tests that are not about that."""
    with pytest.MonkeyPatch.context() as patch:
        if _is_among(request.path, RULES_ONCE):
            patch.setattr("perfgen.checking.run.run_alone", remembered)
        yield


@pytest.fixture
def perfgen(capsys: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    """Runs the command line in this process; with `input`, that is what the user types."""

    def run(*arguments: object, input: str = "") -> Run:  # noqa: A002
        capsys.readouterr()
        with pytest.MonkeyPatch.context() as patch:
            reader, writer = os.pipe()
            os.write(writer, input.encode())
            os.close(writer)
            with os.fdopen(reader, encoding="utf-8") as stdin:
                patch.setattr("sys.stdin", stdin)
                with pytest.raises(SystemExit) as stop:
                    main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        code = stop.value.code
        return Run(code if isinstance(code, int) else 0, out, err)

    return run


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """perfgen as it is installed."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)], check=True, capture_output=True
    )
    return next(folder.glob("*.whl"))


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with a blank and Chinese in its path."""
    folder = tmp_path / "我的 文件"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def filing(desk: Path) -> Path:
    """The small filing, in a file on the desk."""
    path = desk / "dept.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def program(name: str) -> str:
    """A program the tests run. Missing is a failure under CI, a skip elsewhere."""
    found = shutil.which(name)
    if found is None:
        message = f"{name} is not installed: see tests/install-programs.sh"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return found
