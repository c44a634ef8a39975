"""How much time and memory a volume takes, and joining alone beside docxcompose on the same parts.

    python tests/benchmarks/volume.py made 80     # filings of 5 projects: chosen, laid out, joined, again, again after one change
    python tests/benchmarks/volume.py pdf 80      # as above, and the PDF
    python tests/benchmarks/volume.py join 80     # the same parts joined by perfgen and by docxcompose, a quarter, a half, all

Prints a line for each step. Greatest memory (ru_maxrss) is that of this process; LibreOffice is one of its own.
"""

from __future__ import annotations

import io
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[2]))

from perfgen import building
from perfgen.api.volume import VolumeText, VolumeWish, choose, make_volume
from perfgen.volume.cut import cut
from perfgen.volume.front import VolumeFront
from perfgen.volume.joined import DepartmentPart, join
from perfgen.volume.made import matter_of
from tests.county import filing_of


def county(folder: Path, filings: int) -> None:
    """Write the filings of a county's departments, at most 99: none has a finding that would keep it out."""
    for number in range(1, filings + 1):
        (folder / f"{number:05}.yaml").write_text(filing_of(number), encoding="utf-8")


def timed(what: str, work: Callable[[], str]) -> None:
    """Do it, and print how long it took."""
    start, cpu = time.monotonic(), time.process_time()
    said = work()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(
        f"{what}: {time.monotonic() - start:.2f} s ({time.process_time() - cpu:.2f} s of this process), {most:.0f} MB; {said}\n"
    )
    sys.stdout.flush()


def made(folder: Path, filings: int, *, pdf: bool) -> None:
    """The whole way, three times."""

    def volume() -> str:
        done = make_volume(choose([folder], VolumeWish()), VolumeText(), "单位编码", pdf=pdf)
        return (
            f"{done.pages} pages, {done.made_anew} laid out, {len(done.docx) / 2**20:.1f} MB, PDF {len(done.pdf) / 2**20:.1f} MB"
            + "".join(one.message for one in done.warnings)
        )

    timed(f"{filings} filings, choose", lambda: str(len(choose([folder], VolumeWish()).filings)))
    timed("made", volume)
    timed("made again", volume)
    one = folder / "00001.yaml"
    one.write_text(one.read_text(encoding="utf-8").replace("用于", "全部用于", 1), encoding="utf-8")
    timed("after one change", volume)


def joined(folder: Path, filings: int) -> None:
    """The parts as they are cut, joined by both."""
    from docx import Document
    from docxcompose.composer import Composer

    chosen = choose([folder], VolumeWish())
    front, matter = VolumeFront(), matter_of(chosen, VolumeText(), "单位编码")
    parts = []
    for number, one in enumerate(chosen.filings, 1):
        docx, words = cut(building.render(building.prepare(one.path)))
        prefix = f"_B{number:04}"
        parts.append(DepartmentPart(docx, words, one.name, f"{prefix}_0", prefix, front.frame(matter, one.name)))

    def ours(count: int) -> str:
        return f"{len(join(lambda words: front.render(matter, (), words), parts[:count])) / 2**20:.1f} MB"

    def theirs(count: int) -> str:
        composer = Composer(Document(io.BytesIO(parts[0].docx)))
        for one in parts[1:count]:
            composer.append(Document(io.BytesIO(one.docx)))
        out = io.BytesIO()
        composer.save(out)
        return f"{len(out.getvalue()) / 2**20:.1f} MB"

    for count in (filings // 4, filings // 2, filings):
        timed(f"perfgen joins {count}", lambda count=count: ours(count))  # type: ignore[misc]  # a default for a closure
        timed(f"docxcompose joins {count}", lambda count=count: theirs(count))  # type: ignore[misc]  # as above


def main() -> None:
    """Measure what the arguments say."""
    what, filings = sys.argv[1], int(sys.argv[2])
    with TemporaryDirectory(dir="/tmp") as name:
        os.environ["XDG_CACHE_HOME"] = f"{name}/cache"
        folder = Path(name) / "各部门"
        folder.mkdir()
        county(folder, filings)
        joined(folder, filings) if what == "join" else made(folder, filings, pdf=what == "pdf")


if __name__ == "__main__":
    main()
