//! Whatever the bytes, the answer is a campaign or its faults; whatever the roster, it comes back as it was.

use lunban_core::{Absence, Campaign, DateRange, Gender, PersonDraft, TieDraft, TieScope, WishDraft};
use proptest::prelude::*;

use crate::good::written;
use crate::sample::Sample;

/// Bytes that are nearly tables and settings, and so reach further than noise.
fn nearly_text() -> impl Strategy<Value = Vec<u8>> {
    let pieces = prop_oneof![
        "[ -~]{0,6}".prop_map(String::into_bytes),
        "[\u{4e00}-\u{4fff}，；／0-9]{0,4}".prop_map(String::into_bytes),
        prop::sample::select(vec![
            "id",
            "name",
            "rank",
            ",",
            ",",
            "\n",
            "\r\n",
            "\"",
            ";",
            "=",
            "[",
            "]",
            "{",
            "}",
            "2017-09-15",
            "r3",
            "5-6",
            "编号",
        ])
        .prop_map(|piece| piece.as_bytes().to_vec()),
        prop::collection::vec(any::<u8>(), 0..3),
    ];
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

/// A settings file with a piece cut out and another put in.
fn spoilt(text: String, from: usize, length: usize, piece: &[u8]) -> Vec<u8> {
    let mut bytes = text.into_bytes();
    let from = from % bytes.len();
    let to = (from + length).min(bytes.len());
    bytes.splice(from..to, piece.iter().copied());
    bytes
}

fn words() -> impl Strategy<Value = String> {
    "[a-z=+@'\u{4e00}-\u{4e20}-][a-z0-9\"\u{4e00}-\u{4e20} ]{0,4}[a-z0-9\u{4e00}-\u{4e20}]"
}

fn absence() -> impl Strategy<Value = Absence> {
    let first = lunban_core::CalendarDraft::default().start;
    prop_oneof![
        (1..3_u32, 0..2_u32).prop_map(|(from, more)| Absence::Rounds { from, to: from + more }),
        (17_000..18_000_i64, 1..30_u32).prop_filter_map("a span of the calendar", move |(day, days)| {
            Some(Absence::Dates(DateRange::starting(first + chrono::Duration::days(day), days)?))
        }),
    ]
}

fn wish() -> impl Strategy<Value = WishDraft> {
    let places = ["110100", "石家庄市", "河北省"];
    prop_oneof![
        (1..4_u32).prop_map(WishDraft::Round),
        prop::sample::select(places.to_vec()).prop_map(|place| WishDraft::Place(place.to_owned()))
    ]
}

fn tie() -> impl Strategy<Value = TieDraft> {
    let scope = prop::sample::select(vec![TieScope::Team, TieScope::City, TieScope::Round]);
    (scope, any::<bool>()).prop_map(|(scope, hard)| TieDraft { person: "P@01!".to_owned(), scope, hard })
}

fn person() -> impl Strategy<Value = PersonDraft> {
    let lists = (
        prop::collection::vec(absence(), 0..3),
        prop::collection::vec(wish(), 0..3),
        prop::collection::vec(tie(), 0..3),
        prop::collection::vec("[a-z]{1,5}", 0..3),
    );
    let gender = prop::option::of(prop::sample::select(vec![Gender::Female, Gender::Male]));
    let single = (words(), gender, prop::option::of(0..3_u32), words(), prop::option::of(0..9_000_i64));
    (lists, single).prop_map(|((unavailable, prefer, with, tags), (name, gender, target, phone, trained))| {
        PersonDraft {
            name,
            unit: "U1".to_owned(),
            rank: "局级".to_owned(),
            gender,
            tags,
            base: "北京市".to_owned(),
            unavailable,
            prefer,
            target,
            with,
            trained: trained.map(|day| lunban_core::CalendarDraft::default().start + chrono::Duration::days(day)),
            phone: phone.clone(),
            extra: vec![("血型".to_owned(), phone)],
            ..PersonDraft::default()
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_roster_and_no_settings_bring_the_reader_down(bytes in nearly_text()) {
        let _ = Sample::new().with("roster/U1.csv", bytes.clone()).read();
        let _ = Sample::new().with("campaign.toml", bytes).read();
    }

    #[test]
    fn no_spoilt_settings_bring_the_reader_down(from in any::<usize>(), length in 0..40_usize, piece in nearly_text()) {
        let settings = spoilt(Sample::new().text("campaign.toml"), from, length, &piece[..piece.len().min(12)]);
        let _ = Sample::new().with("campaign.toml", settings).read();
    }

    #[test]
    fn a_roster_written_and_read_again_is_the_same(mut people in prop::collection::vec(person(), 1..8)) {
        for (position, person) in people.iter_mut().enumerate() {
            person.id = format!("Q{position}");
        }
        people.push(PersonDraft { id: "P@01!".to_owned(), extra: vec![("血型".to_owned(), String::new())], ..people[0].clone() });
        people.last_mut().unwrap().with.clear();
        let sample = Sample::new();
        let mut draft = sample.read().unwrap().campaign.draft().clone();
        draft.locks.clear();
        draft.people = people;
        let first = Campaign::build(draft).unwrap();
        let again = written(first.draft(), &sample.text("campaign.toml")).read().unwrap_or_else(|faults| panic!("{faults}"));
        prop_assert_eq!(first.draft(), again.campaign.draft());
    }
}
