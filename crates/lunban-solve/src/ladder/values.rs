//! From a solver's floats to whole numbers.

/// Nearer to a whole number than this is whole; what comes of it is checked exactly.
const WHOLE: f64 = 1e-5;

/// The values as whole numbers, if all of them are.
#[expect(clippy::cast_possible_truncation, reason = "columns have bounds far below 2^52")]
pub(super) fn whole_values(values: &[f64]) -> Option<Vec<i64>> {
    values.iter().map(|value| ((value - value.round()).abs() < WHOLE).then(|| value.round() as i64)).collect()
}

/// A search's own bound, rounded up to the next whole number but for its tolerance.
#[expect(clippy::cast_possible_truncation, reason = "counts are far below 2^52")]
pub(super) fn whole_bound(bound: f64) -> Option<i64> {
    (bound.is_finite() && bound.abs() < 9e15).then(|| (bound - 1e-6).ceil() as i64)
}
