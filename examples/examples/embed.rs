//! Builds a small campaign in code, plans it, and prints what is proven of the plan and who serves where.

use std::error::Error;

use lunban::{
    CalendarDraft, Campaign, Draft, KindDraft, Options, PersonDraft, PlaceDraft, Plan, Problem, RanksDraft, SeatsDraft,
    TeamDraft, UnitDraft, WishDraft, plan,
};

fn main() -> Result<(), Box<dyn Error>> {
    let problem = Problem::new(Campaign::build(draft()?)?);
    let plan = plan(&problem, &Options::default())?;
    print_certificates(&problem, &plan);
    print_duties(&problem, &plan);
    Ok(())
}

/// Two teams of a leader and a member, three rounds of a week, six people. Nobody likes the first round.
fn draft() -> Result<Draft, Box<dyn Error>> {
    let people = [("Ana", "senior"), ("Bo", "senior"), ("Chen", "senior"), ("Dara", "junior"), ("Eva", "junior")];
    let person = |(name, rank): (&str, &str)| PersonDraft {
        id: name.into(),
        name: name.into(),
        unit: "patrol".into(),
        rank: rank.into(),
        avoid: vec![WishDraft::Round(1)],
        ..PersonDraft::default()
    };
    let city =
        |code: &str| PlaceDraft { code: code.into(), name: code.into(), level: "city".into(), ..PlaceDraft::default() };
    let team = |team: &str, city: &str| TeamDraft {
        team: team.into(),
        city: city.into(),
        kind: "patrol".into(),
        ..TeamDraft::default()
    };
    let seats = vec![("leader".into(), SeatsDraft::Fixed(1)), ("member".into(), SeatsDraft::Fixed(1))];
    let start = "2026-09-07".parse()?;
    Ok(Draft {
        name: "Patrols".into(),
        calendar: CalendarDraft { start, rounds: 3, days_per_round: 7, ..CalendarDraft::default() },
        ranks: RanksDraft { order: vec!["junior".into(), "senior".into()], ..RanksDraft::default() },
        kinds: vec![KindDraft { name: "patrol".into(), seats, ..KindDraft::default() }],
        rules: [
            ("leader-rank".into(), "patrol = { rank = 'senior' }".parse()?),
            ("workload".into(), "target = 2".parse()?),
        ]
        .into(),
        places: vec![city("Eastport"), city("Westport")],
        units: vec![UnitDraft { unit: "patrol".into(), kind: "direct".into(), ..UnitDraft::default() }],
        teams: vec![team("E", "Eastport"), team("W", "Westport")],
        people: people.into_iter().map(person).collect(),
        ..Draft::default()
    })
}

fn print_certificates(problem: &Problem, plan: &Plan) {
    for certificate in &plan.certificates {
        let terms = certificate.level.terms.iter();
        let counts: Vec<String> = terms.map(|term| problem.campaign().rules().count_name(term.0)).collect();
        println!("{}: {}, no schedule has less than {}", counts.join(" + "), certificate.value, certificate.bound);
    }
}

fn print_duties(problem: &Problem, plan: &Plan) {
    let campaign = problem.campaign();
    for duty in plan.schedule.duties() {
        let post = problem.post(duty.post);
        let (team, role) = (&campaign.team(post.team).id, &campaign.role(post.kind, post.role).name);
        println!("{} {team} {role}: {}", duty.span, campaign.person(duty.person).name);
    }
}
