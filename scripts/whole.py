"""A plan is written whole or not at all: kills the command at random moments over an older plan, fills the disk, and takes the right to write.

    whole.py COMMAND CAMPAIGN [KILLS]

COMMAND is the program `lunban`, CAMPAIGN a folder that is planned in a moment: `data/tiny`. Every other kill waits until files are being
written. A full disk and one that is read-only need the right to mount; without it the one is passed over, the other is a folder.
"""

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

SEED = 20170915


def plan(command: str, campaign: Path, out: Path, revision: int) -> list[str]:
    return [command, "plan", str(campaign), "-o", str(out), "--force", "--with", "all", "--revision", str(revision)]


def quietly(call: list[str]) -> subprocess.CompletedProcess:
    return subprocess.run(call, capture_output=True, text=True, stdin=subprocess.DEVNULL)


def content(folder: Path) -> str:
    """A digest of all files of a plan; that of the run itself has to be whole, but differs from run to run."""
    json.loads((folder / "run.json").read_text(encoding="utf-8"))
    digest = hashlib.sha256()
    for file in sorted(file for file in folder.rglob("*") if file.is_file() and file.name != "run.json"):
        digest.update(f"{file.relative_to(folder)}\0".encode() + file.read_bytes() + b"\0")
    return digest.hexdigest()


def hidden(folder: Path) -> list[Path]:
    """What a command that was killed leaves behind beside the plan."""
    return list(folder.glob(".lunban-*"))


def kill_at(call: list[str], folder: Path, moment: float, in_writing: bool) -> bool:
    """Starts a call and kills it after so many seconds, or so many after it began to write; whether it still ran."""
    child = subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    while in_writing and child.poll() is None and not hidden(folder):
        pass
    time.sleep(moment)
    runs = child.poll() is None
    child.send_signal(signal.SIGKILL)
    child.wait()
    return runs


def kills(command: str, campaign: Path, folder: Path, count: int) -> None:
    old, new, out = folder / "old", folder / "new", folder / "out"
    for target, revision in ((old, 1), (new, 2)):
        start = time.monotonic()
        assert quietly(plan(command, campaign, target, revision)).returncode == 0
    lasts = time.monotonic() - start
    known = {content(old): "old", content(new): "new"}
    assert len(known) == 2
    dice = random.Random(SEED)
    seen: Counter = Counter()
    for number in range(count):
        if not out.exists() or known[content(out)] == "new":
            shutil.rmtree(out, ignore_errors=True)
            shutil.copytree(old, out)
        in_writing = number % 2 == 1
        moment = dice.uniform(0, 0.1 if in_writing else lasts)
        runs = kill_at(plan(command, campaign, out, 2), folder, moment, in_writing)
        found = known.get(content(out))
        assert found, f"kill {number}: neither the old plan nor the new one"
        seen[found, "while it ran" if runs else "after it"] += 1
        seen["with files half written beside it"] += bool(hidden(folder))
        for left in hidden(folder):
            shutil.rmtree(left)
    assert seen["old", "while it ran"] and seen["with files half written beside it"], seen
    print(f"{count} kills, and each left a whole plan: {dict(seen)}")


@contextmanager
def disk(folder: Path, size: str):
    """A disk of its own, if this machine lets us."""
    place = folder / "disk"
    place.mkdir()
    if os.geteuid() != 0 or quietly(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]).returncode != 0:
        yield None
        return
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def full_disk(command: str, campaign: Path, folder: Path) -> None:
    """A plan that the disk has no room for is said not to fit, and the older one stands."""
    with disk(folder, "300k") as place:
        if place is None:
            return print("passed over: a full disk, which needs the right to mount")
        out = place / "out"
        assert quietly([command, "plan", str(campaign), "-o", str(out)]).returncode == 0
        before = content(out)
        ended = quietly(plan(command, campaign, out, 2))
        assert ended.returncode == 2 and "no room on the disk for `" in ended.stderr, ended
        assert content(out) == before and not hidden(place), "the older plan does not stand as it was"
        quietly(["mount", "-o", "remount,ro", str(place)])
        ended = quietly([command, "plan", str(campaign), "-o", str(out), "--force"])
        assert ended.returncode == 2 and f"`{place}/out` may not be written" in ended.stderr, ended
        assert content(out) == before
    print("a full disk and one that is read-only are named, and the older plan stands")


def locked_folder(command: str, campaign: Path, folder: Path) -> None:
    """A folder that may not be written to is named."""
    if os.geteuid() == 0:
        return print("passed over: a folder without the right to write, which binds nobody who administers the machine")
    place = folder / "locked"
    place.mkdir(mode=0o555)
    ended = quietly([command, "plan", str(campaign), "-o", str(place / "out")])
    assert ended.returncode == 2 and "may not be written" in ended.stderr, ended
    print("a folder without the right to write is named")


def main(command: str, campaign: Path, count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        full_disk(command, campaign, folder)
        locked_folder(command, campaign, folder)
        kills(command, campaign, folder, count)


if __name__ == "__main__":
    main(str(Path(sys.argv[1]).resolve()), Path(sys.argv[2]).resolve(), int(sys.argv[3]) if len(sys.argv) > 3 else 200)
