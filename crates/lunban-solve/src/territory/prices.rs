//! Prices of counties and kinds, in whole numbers: they bound every cover.
//!
//! A solver's prices of the relaxed covering are rounded; then each kind is priced so low that no area is cheaper than its counties
//! and its kind together. What counties and kinds cost in all is then no more than any cover: true whatever the solver said.

use lunban_core::territory::City;
use lunban_core::{ColumnId, Label, Program, Sum};

use super::pieces::Piece;
use crate::seam::{Backend, Effort, Numbers, Outcome, Task};

/// Prices that no area undercuts.
#[derive(Clone, Debug)]
pub(super) struct Prices {
    counties: Vec<i128>,
    kinds: Vec<i128>,
    /// What no cover goes below.
    pub(super) bound: i128,
}

impl Prices {
    /// Prices of areas that cost so much.
    pub(super) fn new(city: &City, pieces: &[Piece], costs: &[i128], backend: Option<Backend>) -> Self {
        let counties = backend
            .filter(|_| costs.iter().any(|cost| *cost != 0))
            .and_then(|backend| proposed(city, pieces, costs, backend))
            .unwrap_or_else(|| vec![0; city.counties.len()]);
        Self::below(city, pieces, costs, counties)
    }

    /// The prices of counties as proposed, and those of kinds that go with them.
    fn below(city: &City, pieces: &[Piece], costs: &[i128], counties: Vec<i128>) -> Self {
        let mut kinds = vec![i128::MAX; city.kinds.len()];
        for (piece, cost) in pieces.iter().zip(costs) {
            kinds[piece.kind] = kinds[piece.kind].min(cost - worth(&counties, piece));
        }
        let of_kinds = city.kinds.iter().zip(&kinds).filter(|(kind, _)| kind.areas > 0);
        let of_kinds: i128 = of_kinds.map(|(kind, price)| price.saturating_mul(kind.areas.into())).sum();
        let bound = counties.iter().sum::<i128>().saturating_add(of_kinds);
        Self { counties, kinds, bound }
    }

    /// What an area costs above the prices of its counties and its kind: never below 0.
    pub(super) fn above(&self, piece: &Piece, cost: i128) -> i128 {
        cost - worth(&self.counties, piece) - self.kinds[piece.kind]
    }
}

fn worth(counties: &[i128], piece: &Piece) -> i128 {
    piece.counties.iter().map(|county| counties[county]).sum()
}

/// The prices of counties in the relaxed covering, as a solver has them.
fn proposed(city: &City, pieces: &[Piece], costs: &[i128], backend: Backend) -> Option<Vec<i128>> {
    let mut program = Program::default();
    let columns: Vec<ColumnId> = (0..pieces.len()).map(|number| program.column(label("area", number), 0, 1)).collect();
    let mut covered = vec![Sum::default(); city.counties.len()];
    let mut areas = vec![Sum::default(); city.kinds.len()];
    for (piece, &column) in pieces.iter().zip(&columns) {
        piece.counties.iter().for_each(|county| covered[county].add_column(column, 1));
        areas[piece.kind].add_column(column, 1);
    }
    for (county, sum) in covered.into_iter().enumerate() {
        program.row(label("county", county), sum, Some(1), Some(1));
    }
    for (number, (sum, kind)) in areas.into_iter().zip(&city.kinds).enumerate() {
        program.row(label("kind", number), sum, Some(kind.areas.into()), Some(kind.areas.into()));
    }
    if !program.contradictions().is_empty() {
        return None;
    }
    // A solver computes with sixteen digits, and needs some of them for itself.
    let unit = costs.iter().max().map_or(1, |most| (most >> 36) + 1);
    let cost = |cost: &i128| i64::try_from(cost / unit).unwrap_or(i64::MAX);
    let objective: Vec<(ColumnId, i64)> = columns.into_iter().zip(costs.iter().map(cost)).collect();
    let bounds = (vec![0; pieces.len()], vec![1; pieces.len()]);
    let task = Task {
        program: &program,
        lower: &bounds.0,
        upper: &bounds.1,
        held: &[],
        objective: &objective,
        numbers: Numbers::Vertex,
        effort: Effort::default(),
    };
    let Outcome::Optimal(solution) = backend.solve(&task) else { return None };
    let prices = solution.row_prices?;
    #[expect(clippy::cast_possible_truncation, reason = "a cast stops at the ends of the range, and any price bounds")]
    let price = |price: &f64| (price * unit as f64).round() as i128;
    Some(prices.iter().take(city.counties.len()).map(price).collect())
}

fn label(what: &'static str, number: usize) -> Label {
    Label { what: ("territory", what), number: i64::try_from(number).ok(), ..Label::default() }
}
