#!/usr/bin/env python3
"""Lets other solvers solve what Lunban has proven, and compares.

    peers.py FOLDER [--peer scip|cp-sat]

FOLDER is what `lunban-benches --bin instances` wrote: MPS files, and expected.csv with the value that each must have. The peers are SCIP (PySCIPOpt)
and CP-SAT (OR-Tools) from PyPI, in a virtual environment of their own within FOLDER. Ends with 1 where one of them finds
another value, or where none solves a program.
"""

import argparse
import csv
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import environment

# What a peer has not solved by then is undecided, which is no disagreement.
SECONDS = 60
UNDECIDED = {"timelimit", "feasible", "not_solved"}


def by_scip(file: Path) -> str:
    from pyscipopt import Model

    model = Model()
    model.hideOutput()
    model.readProblem(str(file))
    model.setParam("limits/gap", 0.0)
    model.setParam("limits/time", SECONDS)
    model.optimize()
    status = model.getStatus()
    return whole(model.getObjVal()) if status == "optimal" else status


def by_cp_sat(file: Path) -> str:
    from ortools.linear_solver.python import model_builder

    model = model_builder.Model()
    if not model.import_from_mps_file(str(file)):
        return "unreadable"
    solver = model_builder.Solver("SAT")
    solver.set_time_limit_in_seconds(SECONDS)
    status = solver.solve(model)
    return whole(solver.objective_value) if status == model_builder.SolveStatus.OPTIMAL else status.name.lower()


def whole(value: float) -> str:
    """A value as the whole number it must be, or as it stands where it is none."""
    nearest = round(value)
    return str(nearest) if abs(value - nearest) < 1e-6 else repr(value)


PEERS = {"scip": by_scip, "cp-sat": by_cp_sat}


def solve(task: tuple[str, Path, str]) -> tuple[str, str, str, str]:
    peer, file, expected = task
    return peer, file.name, expected, PEERS[peer](file)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--peer", choices=PEERS, action="append", help="only this one")
    call = parser.parse_args()
    environment.enter(call.folder)
    with open(call.folder / "expected.csv", newline="") as table:
        rows = [(call.folder / row["file"], row["expected"]) for row in csv.DictReader(table)]
    tasks = [(peer, file, expected) for peer in call.peer or PEERS for file, expected in rows]
    agreed, others, confirmed = Counter(), 0, set()
    with ProcessPoolExecutor() as pool:
        for peer, file, expected, found in pool.map(solve, tasks, chunksize=8):
            if found == expected:
                agreed[peer] += 1
                confirmed.add(file)
            elif found in UNDECIDED:
                print(f"{peer}: {file}: undecided after {SECONDS} s", file=sys.stderr)
            else:
                others += 1
                print(f"{peer}: {file}: {found}, but proven is {expected}", file=sys.stderr)
    for peer, programs in agreed.items():
        print(f"{peer}: agrees on {programs} of {len(rows)} programs")
    return 1 if others or not rows or len(confirmed) < len(rows) else 0


if __name__ == "__main__":
    sys.exit(main())
