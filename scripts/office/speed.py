"""Plans a campaign with everything that can be written of it, and says how long the writing takes, beside the search for the plan in the same run.

    speed.py COMMAND CAMPAIGN

Seconds depend on the machine and the day, so that two of them are compared: writing takes no longer than planning, where that is a matter of seconds.
"""

import json
import sys
import tempfile
import time
from pathlib import Path

from programs import Lunban

# A campaign that is planned sooner is too small to compare.
LEAST_SECONDS = 1.0


def seconds(lunban: Lunban, campaign: Path) -> tuple[float, float]:
    """From the plan that is found until all of its files are on the disk, which is what the whole command takes beside all other steps; and what
    finding it takes."""
    start = time.monotonic()
    lunban.run("plan", campaign, "-o", "out", "--force", "--with", "all")
    whole = time.monotonic() - start
    run = json.loads((lunban.folder / "out/run.json").read_text(encoding="utf-8"))
    steps = {step["step"]: step["seconds"] for step in run["steps"]}
    return whole - sum(took for step, took in steps.items() if step != "render"), steps["solve"]


def main(command: str, campaign: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        lunban = Lunban(command, Path(folder))
        written, solved = min(seconds(lunban, campaign.resolve()) for _ in range(3))
    assert solved < LEAST_SECONDS or written <= solved, f"written in {written:.2f} s, planned in {solved:.2f} s"
    print(f"everything that is written of {campaign} took {written:.2f} s, finding the plan {solved:.2f} s")


if __name__ == "__main__":
    main(str(Path(sys.argv[1]).resolve()), Path(sys.argv[2]))
