#!/usr/bin/env python3
"""Lets a solver plan a whole campaign: climbs the goal levels of the whole program, and says each plan as soon as it is found.

    whole.py highs|cp-sat|scip FOLDER SECONDS

FOLDER holds `program.mps` and `ladder.json`, as `lunban-benches --bin hand` writes them. The clock starts once the model is built. Each level is minimised with
those above it held at their best values, from the best plan so far on; it may take half of the time that is left, the last level all of it. Where there is no
plan yet, a level goes on until there is one. Lines of JSON go to the standard output, whatever the solver itself says to the standard error.
"""

import json
import os
import sys
import threading
import time
from pathlib import Path

import numpy

THREADS = 2

# Values are whole numbers: where value and bound are nearer than this, they are equal.
GAP = 0.99

# What solvers mean by a number that large.
INFINITE = 1e18


class Teller:
    """A peer's voice and its clock: what it says goes out at once."""

    def __init__(self, duties):
        self.duties = numpy.array(duties).reshape(-1, 3)
        self.out = os.fdopen(os.dup(1), "w")
        os.dup2(2, 1)
        self.start = time.monotonic()

    def ready(self, solver):
        self.say("ready", solver=solver)
        self.start = time.monotonic()

    def seconds(self):
        return time.monotonic() - self.start

    def plan(self, values):
        held = self.duties[values[self.duties[:, 0]] > 0.5, 1:]
        self.say("plan", seconds=self.seconds(), duties=held.tolist())

    def level(self, level, value, bound):
        known = bound if abs(bound) < INFINITE else None
        self.say("level", level=level, seconds=self.seconds(), value=value, bound=known)

    def say(self, what, **said):
        print(json.dumps({what: said}), file=self.out, flush=True)


class Level:
    """One goal level as a sum over columns."""

    def __init__(self, rung):
        self.columns = numpy.array(rung["columns"], dtype=numpy.int32)
        self.factors = numpy.array(rung["factors"], dtype=numpy.int64)
        self.constant = rung["constant"]

    def value(self, values):
        """Its value without the constant."""
        return int(self.factors @ numpy.rint(values[self.columns]).astype(numpy.int64))


class Watch:
    """When a solve is over: its share of the time once there is a plan, and the end of all time in any case."""

    def __init__(self, teller, share, end, has_plan):
        self.teller, self.share, self.end, self.has_plan = teller, share, end, has_plan

    def is_over(self):
        now = self.teller.seconds()
        return now >= self.end or (self.has_plan and now >= self.share)

    def found(self, values):
        self.has_plan = True
        self.teller.plan(values)


def read(folder):
    """The program as HiGHS reads it."""
    import highspy

    highs = highspy.Highs()
    highs.silent()
    highs.readModel(str(folder / "program.mps"))
    return highs


class Highs:
    def __init__(self, folder, levels):
        self.highs = read(folder)
        self.highs.setOptionValue("threads", THREADS)
        self.highs.setOptionValue("mip_rel_gap", 0.0)
        self.highs.setOptionValue("mip_abs_gap", GAP)
        self.highs.cbMipImprovingSolution.subscribe(self.improved)
        for event in (self.highs.cbMipInterrupt, self.highs.cbSimplexInterrupt, self.highs.cbIpmInterrupt):
            event.subscribe(self.looked)
        self.solver = f"HiGHS {self.highs.version()}"

    def improved(self, event):
        self.watch.found(numpy.array(event.data_out.mip_solution))

    def looked(self, event):
        event.data_in.user_interrupt = self.watch.is_over()

    def hold(self, level, value):
        self.highs.addRow(-self.highs.inf, value, len(level.columns), level.columns, level.factors.astype(float))

    def minimise(self, level, best, watch):
        import highspy

        self.watch = watch
        columns = self.highs.getNumCol()
        cost = numpy.zeros(columns)
        cost[level.columns] = level.factors
        self.highs.clearSolver()
        self.highs.changeColsCost(columns, numpy.arange(columns, dtype=numpy.int32), cost)
        self.highs.changeObjectiveOffset(0.0)
        if best is not None:
            self.highs.setSolution(columns, numpy.arange(columns, dtype=numpy.int32), best.astype(float))
        # Its clock runs on from one solve to the next.
        self.highs.setOptionValue("time_limit", self.highs.getRunTime() + watch.end - watch.teller.seconds())
        self.highs.run()
        info = self.highs.getInfo()
        has_plan = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        return numpy.array(self.highs.getSolution().col_value) if has_plan else None, info.mip_dual_bound


class CpSat:
    def __init__(self, folder, levels):
        import ortools
        from ortools.sat.python import cp_model

        self.solver = f"OR-Tools {ortools.__version__}"
        highs = read(folder)
        highs.ensureRowwise()
        program = highs.getLp()
        self.model = cp_model.CpModel()
        lower, upper = (numpy.rint(bounds).astype(int).tolist() for bounds in (program.col_lower_, program.col_upper_))
        self.columns = [self.model.new_int_var(*bounds, "") for bounds in zip(lower, upper)]
        matrix = program.a_matrix_
        starts, index = numpy.array(matrix.start_), numpy.array(matrix.index_)
        value = numpy.rint(matrix.value_).astype(int)
        for row, (least, most) in enumerate(zip(program.row_lower_, program.row_upper_)):
            terms = slice(starts[row], starts[row + 1])
            self.add(index[terms], value[terms], least, most)

    def sum(self, columns, factors):
        from ortools.sat.python import cp_model

        return cp_model.LinearExpr.weighted_sum([self.columns[column] for column in columns], factors.tolist())

    def add(self, columns, factors, least, most):
        bounds = (round(max(min(bound, INFINITE), -INFINITE)) for bound in (least, most))
        self.model.add_linear_constraint(self.sum(columns, factors), *bounds)

    def hold(self, level, value):
        self.add(level.columns, level.factors, -float("inf"), value)

    def minimise(self, level, best, watch):
        from ortools.sat.python import cp_model

        class Found(cp_model.CpSolverSolutionCallback):
            def on_solution_callback(self):
                watch.found(numpy.array(self.response_proto.solution))

        self.model.minimize(self.sum(level.columns, level.factors))
        if best is not None:
            self.model.clear_hints()
            for column, value in zip(self.columns, best.astype(int).tolist()):
                self.model.add_hint(column, value)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = THREADS
        solver.parameters.max_time_in_seconds = watch.end - watch.teller.seconds()
        done = threading.Event()
        clock = threading.Thread(target=self.stop, args=(solver, watch, done), daemon=True)
        clock.start()
        status = solver.solve(self.model, Found())
        done.set()
        clock.join()
        has_plan = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
        return numpy.array(solver.response_proto.solution) if has_plan else None, solver.best_objective_bound

    @staticmethod
    def stop(solver, watch, done):
        while not done.wait(0.2):
            if watch.is_over():
                solver.stop_search()


class Scip:
    """One thread: the SCIP that PySCIPOpt brings along is not built for more."""

    # Reading a plan out of SCIP takes about a second at full scale, so some are passed over; the last of a level never is.
    BETWEEN = 2.0

    # Looking for the symmetries of wider programs takes gigabytes: nine at full scale.
    SYMMETRIC = 100_000

    def __init__(self, folder, levels):
        from pyscipopt import SCIP_EVENTTYPE, Eventhdlr, Model

        peer = self

        class Found(Eventhdlr):
            def eventinit(self):
                self.model.catchEvent(SCIP_EVENTTYPE.BESTSOLFOUND, self)

            def eventexit(self):
                self.model.dropEvent(SCIP_EVENTTYPE.BESTSOLFOUND, self)

            def eventexec(self, event):
                peer.improved()

        self.model = Model()
        self.model.hideOutput()
        self.model.readProblem(str(folder / "program.mps"))
        self.model.setParam("limits/gap", 0.0)
        self.model.setParam("limits/absgap", GAP)
        # SCIP sorts its columns by kind.
        self.columns = sorted(self.model.getVars(), key=lambda column: column.getIndex())
        if len(self.columns) > self.SYMMETRIC:
            self.model.setParam("misc/usesymmetry", 0)
        self.model.includeEventhdlr(Found(), "found", "tells each plan")
        self.solver = f"SCIP {self.model.version()}"

    def improved(self):
        self.watch.has_plan = True
        if self.watch.teller.seconds() - self.told > self.BETWEEN:
            self.watch.found(self.values())
            self.told = self.watch.teller.seconds()

    def values(self):
        best = self.model.getBestSol()
        return numpy.rint([self.model.getSolVal(best, column) for column in self.columns])

    def sum(self, level):
        from pyscipopt import quicksum

        terms = zip(level.columns.tolist(), level.factors.tolist())
        return quicksum(factor * self.columns[column] for column, factor in terms)

    def hold(self, level, value):
        self.model.freeTransform()
        self.model.addCons(self.sum(level) <= value)

    def minimise(self, level, best, watch):
        self.watch, self.told = watch, -self.BETWEEN
        self.model.freeTransform()
        self.model.setObjective(self.sum(level), "minimize")
        if best is not None:
            start = self.model.createSol()
            for column in numpy.flatnonzero(best).tolist():
                self.model.setSolVal(start, self.columns[column], best[column])
            self.model.addSol(start)
        for until in (watch.share, watch.end):
            before = self.model.getSolvingTime()
            self.model.setParam("limits/time", max(before + until - watch.teller.seconds(), 0.1))
            self.model.optimize()
            if watch.has_plan or self.model.getStatus() != "timelimit":
                break
        values = self.values() if self.model.getNSols() else None
        if values is not None:
            watch.found(values)
        return values, self.model.getDualbound()


PEERS = {"highs": Highs, "cp-sat": CpSat, "scip": Scip}


def climb(peer, levels, teller, seconds):
    """Climbs level after level; stops where there is no plan in time."""
    best = None
    for number, level in enumerate(levels, 1):
        now = teller.seconds()
        share = now + (seconds - now) / 2 if number < len(levels) else seconds
        if now >= seconds:
            return
        if len(level.columns) == 0 and best is not None:
            teller.level(number, level.constant, level.constant)
            continue
        found, bound = peer.minimise(level, best, Watch(teller, share, seconds, best is not None))
        best = best if found is None else numpy.rint(found)
        if best is None:
            return
        value = level.value(best)
        teller.level(number, value + level.constant, bound + level.constant)
        peer.hold(level, value)


def main():
    solver, folder, seconds = sys.argv[1], Path(sys.argv[2]), float(sys.argv[3])
    ladder = json.loads((folder / "ladder.json").read_text())
    levels = [Level(rung) for rung in ladder["levels"]]
    teller = Teller(ladder["duties"])
    peer = PEERS[solver](folder, levels)
    teller.ready(peer.solver)
    climb(peer, levels, teller, seconds)


if __name__ == "__main__":
    main()
