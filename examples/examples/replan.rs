//! A plan that people know, and what happens to it week by week: each event is applied, the least change planned, and the orders printed.

use std::error::Error;

use lunban::change::{Event, When, apply, orders};
use lunban::replan::replan;
use lunban::{
    CalendarDraft, Campaign, Draft, KindDraft, Options, PersonDraft, PersonId, PlaceDraft, Problem, RanksDraft,
    SeatsDraft, TeamDraft, UnitDraft, plan,
};

fn main() -> Result<(), Box<dyn Error>> {
    let mut problem = Problem::new(Campaign::build(draft()?)?);
    let mut schedule = plan(&problem, &Options::default())?.schedule;
    for (day, events) in story(&problem)? {
        let changed = apply(&problem, &schedule, &events, Some(day.parse()?))?;
        let replanned = replan(&changed, &Options::default())?;
        println!("{day}: {} events", events.len());
        let name = |person: Option<PersonId>| {
            person.map_or("nobody", |person| &changed.problem.campaign().person(person).name).to_owned()
        };
        for order in orders(&changed, &replanned.schedule, "patrol", None) {
            println!("  {}: {} leaves, {} joins", order.span, name(order.leaves), name(order.joins));
        }
        let proven = replanned.certificates.iter().take_while(|certificate| certificate.is_proven()).count();
        println!("  {proven} of {} levels proven", replanned.certificates.len());
        // The campaign as it is now, for whatever comes next.
        (problem, schedule) = (Problem::new(Campaign::build(changed.draft.clone())?), replanned.schedule);
    }
    Ok(())
}

/// A day, and what happened.
type Day = (&'static str, Vec<Event>);

/// Two fall ill in the middle of the second week; then somebody joins, and somebody leaves for good.
fn story(problem: &Problem) -> Result<Vec<Day>, Box<dyn Error>> {
    let away = |place: usize, when| Event::Away { person: problem.campaign().people()[place].id.clone(), when };
    let ill = When::Days("2026-09-16/2026-09-20".parse()?);
    Ok(vec![
        ("2026-09-16", vec![away(0, ill.clone()), away(1, ill)]),
        ("2026-09-18", vec![Event::Add(Box::new(person("Gil"))), away(2, When::ForGood)]),
    ])
}

fn person(name: &str) -> PersonDraft {
    let (id, name, unit, rank) = (name.into(), name.into(), "patrol".into(), "guard".into());
    PersonDraft { id, name, unit, rank, ..PersonDraft::default() }
}

/// Two teams of two, four rounds of a week, six people.
fn draft() -> Result<Draft, Box<dyn Error>> {
    let city =
        |code: &str| PlaceDraft { code: code.into(), name: code.into(), level: "city".into(), ..PlaceDraft::default() };
    let team = |team: &str, city: &str| TeamDraft {
        team: team.into(),
        city: city.into(),
        kind: "patrol".into(),
        ..TeamDraft::default()
    };
    let (start, seats) = ("2026-09-07".parse()?, vec![("guard".into(), SeatsDraft::Fixed(2))]);
    Ok(Draft {
        name: "Patrols".into(),
        calendar: CalendarDraft { start, rounds: 4, days_per_round: 7, ..CalendarDraft::default() },
        ranks: RanksDraft { order: vec!["guard".into()], ..RanksDraft::default() },
        kinds: vec![KindDraft { name: "patrol".into(), seats, ..KindDraft::default() }],
        rules: [("workload".into(), "target = 3\nmax = 4".parse()?)].into(),
        places: vec![city("Eastport"), city("Westport")],
        units: vec![UnitDraft { unit: "patrol".into(), kind: "direct".into(), ..UnitDraft::default() }],
        teams: vec![team("E", "Eastport"), team("W", "Westport")],
        people: ["Ana", "Bo", "Chen", "Dara", "Eva", "Fay"].into_iter().map(person).collect(),
        ..Draft::default()
    })
}
