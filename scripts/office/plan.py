"""The folder of a plan, as the checks beside this file read it."""

import csv
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path

# Headers of `assignments.csv`, whose language is that of whoever planned.
CHINESE = dict(
    zip(
        "轮次 开始 结束 组 城市 类型 席位 编号 姓名 单位 职级".split(),
        "round start end team city kind seat person name unit rank".split(),
    )
)


@dataclass(frozen=True)
class Duty:
    """One row of `assignments.csv`; an open seat has no person."""

    round: str
    start: date
    end: date
    team: str
    city: str
    person: str
    name: str
    unit: str
    rank: str


def duties(plan: Path) -> list[Duty]:
    """Every duty and every open seat of a plan."""
    with open(plan / "assignments.csv", encoding="utf-8-sig", newline="") as table:
        return [duty(in_english(row)) for row in csv.DictReader(table)]


def in_english(row: dict[str, str]) -> dict[str, str]:
    """A row under the English names of its columns, as it was before it was guarded."""
    return {CHINESE.get(key, key): unguarded(value) for key, value in row.items()}


def duty(row: dict[str, str]) -> Duty:
    words = {field: row[field] for field in ("round", "team", "city", "person", "name", "unit", "rank")}
    return Duty(start=date.fromisoformat(row["start"]), end=date.fromisoformat(row["end"]), **words)


def unguarded(cell: str) -> str:
    """A cell without the mark that keeps a spreadsheet from running it."""
    return cell[1:] if cell[:1] == "'" and cell.lstrip("'")[:1] in "=+-@\t\r\n＝＋－＠" else cell


def grouped(duties: list[Duty], field: str) -> dict[str, list[Duty]]:
    """Duties by one field."""
    groups = defaultdict(list)
    for duty in duties:
        groups[getattr(duty, field)].append(duty)
    return dict(groups)
