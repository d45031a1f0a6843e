"""How long a build takes, cold and unchanged, as seconds and as ratios to a floor in the same run.

    make bench

The floor is what the machine needs to start Python and read and hash every input file once; shared
machines differ and drift, so the ratio is what to compare.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUNS = 5
FLOOR = """
import hashlib, pathlib, sys
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*")):
    if path.is_file():
        hashlib.sha256(path.read_bytes()).hexdigest()
"""


def timed(command: list[str]) -> float:
    """Seconds of one run."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    """Prints one line a measurement: median, minimum, maximum, ratio to the floor."""
    cli = str(Path(sys.executable).parent / "ldn-kg")
    with tempfile.TemporaryDirectory() as out:
        commands = {
            "floor: read and hash the data": [sys.executable, "-c", FLOOR, str(ROOT / "data")],
            "build, cold": [cli, "build", "--force", "--out", out],
            "build, nothing changed": [cli, "build", "--out", out],
            "query over the built graph": [cli, "query", "diseases_with_evidence"],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        # In turn, not one after the other: a machine that slows down slows all of them.
        for _ in range(RUNS):
            for name, command in commands.items():
                times[name].append(timed(command))
    floor = statistics.median(times["floor: read and hash the data"])
    for name, values in times.items():
        median = statistics.median(values)
        spread = f"{min(values):.2f}–{max(values):.2f}"
        sys.stdout.write(f"{name:34} {median:6.2f} s  ({spread})  {median / floor:6.1f} × floor\n")


if __name__ == "__main__":
    main()
