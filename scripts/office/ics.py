"""Reads every calendar of a plan with PyPI's icalendar: each duty stands in that of its team and of its person, on its days.

    ics.py PLAN
"""

import sys
from datetime import timedelta
from pathlib import Path

from icalendar import Calendar

from plan import duties, grouped


def events(file: Path) -> list:
    content = file.read_bytes()
    too_long = [line for line in content.split(b"\r\n") if len(line) > 75]
    assert not too_long, f"{file}: a line of {len(too_long[0])} bytes"
    calendar = Calendar.from_ical(content)
    found = calendar.walk("VEVENT")
    assert found and not calendar.errors and not any(event.errors for event in found), f"{file}: {calendar.errors}"
    return found


def days(event) -> tuple:
    """First day and last: the end of an event of whole days is the day after."""
    return event.decoded("DTSTART"), event.decoded("DTEND") - timedelta(days=1)


def check_person(file: Path, held: list) -> list:
    found = events(file)
    assert sorted(map(days, found)) == sorted((duty.start, duty.end) for duty in held), file
    cities = sorted(duty.city for duty in held)
    places = sorted(str(event["LOCATION"]) for event in found)
    assert all(any(place.endswith(city) for place in places) for city in cities), f"{file}: {places}"
    return found


def check_team(file: Path, seats: list) -> list:
    found = events(file)
    for start, seated in grouped(seats, "start").items():
        event = next(event for event in found if days(event)[0] <= start <= days(event)[1])
        for duty in seated:
            who = duty.name or duty.person
            assert who in str(event["SUMMARY"]) and who in str(event["DESCRIPTION"]), f"{file}: {who}"
    return found


def main(plan: Path) -> None:
    rows = duties(plan)
    folder = plan / "calendar"
    people = grouped([duty for duty in rows if duty.person], "person")
    found = [event for person, held in people.items() for event in check_person(folder / f"person-{person}.ics", held)]
    for team, seats in grouped(rows, "team").items():
        found += check_team(folder / f"team-{team}.ics", seats)
    files = list(folder.glob("*.ics"))
    assert len(files) == len(people) + len(grouped(rows, "team")), len(files)
    names = {str(event["UID"]) for event in found}
    assert len(names) == len(found), "two events share a UID"
    assert len({event.decoded("DTSTAMP") for event in found}) == 1, "time stamps differ"
    print(f"icalendar read {len(files)} calendars with {len(found)} events")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
