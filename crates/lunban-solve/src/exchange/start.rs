//! A first filling of a board: seats that few may take come first, and in each whoever it serves best.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rustc_hash::FxHashMap;

use super::board::{Board, Place};

/// Who goes together goes first, as often as suits them: it is hard to make room for two at once later on, and to fill what they leave.
pub(super) fn fill_together(board: &mut Board) {
    for party in 0..board.parties.len() {
        while let Some(place) = best(board, &board.parties[party]).filter(|&place| suits_both(board, place)) {
            board.flip(&[place]);
        }
    }
}

/// Whether a place is of two at once, who between them are no farther from their targets for it.
fn suits_both(board: &Board, place: Place) -> bool {
    board.is_together(place) && board.change_alone(place) < 0
}

/// The free place that gains most, if one does.
fn best(board: &Board, places: &[Place]) -> Option<Place> {
    let free = places.iter().copied().filter(|&place| board.is_free(place));
    let gains = free.map(|place| (board.change(place), scattered(place), place)).filter(|(change, _, _)| *change < 0);
    gains.min().map(|(_, _, place)| place)
}

/// Fills rows that ask for more, as far as each place taken is a gain: the best place first, as things stand by then.
pub(super) fn fill(board: &mut Board) {
    for (row, places) in asking(board) {
        let known = |&place: &Place| Reverse((board.change(place), scattered(place), place));
        let mut places: BinaryHeap<_> = places.iter().filter(|&&place| board.is_free(place)).map(known).collect();
        while let Some(Reverse((known, scattered, place))) = places.pop() {
            if !asks(board, row) {
                break;
            }
            let change = board.change(place);
            if change > known {
                places.push(Reverse((change, scattered, place)));
            } else if change < 0 && board.is_free(place) {
                board.flip(&[place]);
            }
        }
    }
}

/// Whether one more in a row is a gain by itself.
fn asks(board: &Board, row: u32) -> bool {
    board.moved(row, 1) < 0
}

/// Rows that ask for more: those of several parties first, and of them those that the fewest may help, since others need them too.
fn asking(board: &Board) -> Vec<(u32, Vec<Place>)> {
    let rows = 0..u32::try_from(board.penalties.len()).expect("fewer than 2^32 rows");
    let is_asking: Vec<bool> = rows.map(|row| asks(board, row)).collect();
    let mut places_of: FxHashMap<u32, Vec<Place>> = FxHashMap::default();
    for &place in board.parties.iter().flatten().filter(|place| board.is_free(**place)) {
        for (row, _) in board.all_rows(place).filter(|&(row, factor)| factor == 1 && is_asking[row as usize]) {
            places_of.entry(row).or_default().push(place);
        }
    }
    let mut asking: Vec<(u32, Vec<Place>)> = places_of.into_iter().collect();
    asking.sort_by_cached_key(|(row, places)| (board.own[*row as usize], places.len(), *row));
    asking
}

/// Breaks ties between people far from one another, and always alike.
fn scattered(place: Place) -> u32 {
    place.wrapping_mul(0x9E37_79B9)
}
