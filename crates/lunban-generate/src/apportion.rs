//! Whole things in proportion: the method of largest remainders, in whole numbers only.

/// `total` things shared out in proportion to `weights`; equal remainders go to the first.
///
/// With no weight at all nobody gets anything.
pub(crate) fn apportion(total: u32, weights: &[u32]) -> Vec<u32> {
    let sum: u64 = weights.iter().copied().map(u64::from).sum();
    if sum == 0 {
        return vec![0; weights.len()];
    }
    let products: Vec<u64> = weights.iter().map(|&weight| u64::from(total) * u64::from(weight)).collect();
    let mut shares: Vec<u32> = products.iter().map(|product| narrow(product / sum)).collect();
    let mut by_remainder: Vec<usize> = (0..weights.len()).collect();
    by_remainder.sort_by_key(|&position| std::cmp::Reverse(products[position] % sum));
    let left = total - shares.iter().sum::<u32>();
    for position in by_remainder.into_iter().take(left as usize) {
        shares[position] += 1;
    }
    shares
}

/// The same, but nobody gets fewer than `least`: what lacks is taken from whoever has most.
///
/// Where `total` is too small for that, those with most give until they too have `least`.
pub(crate) fn apportion_at_least(total: u32, weights: &[u32], least: u32) -> Vec<u32> {
    let mut shares = apportion(total, weights);
    while let Some(short) = shares.iter().position(|&share| share < least) {
        let Some(richest) = (0..shares.len()).rev().max_by_key(|&position| shares[position]) else { break };
        if shares[richest] <= least {
            break;
        }
        shares[richest] -= 1;
        shares[short] += 1;
    }
    shares
}

/// A share of a `u32` total, which fits.
fn narrow(share: u64) -> u32 {
    u32::try_from(share).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{apportion, apportion_at_least};

    #[test]
    fn the_largest_remainders_get_what_is_left() {
        assert_eq!(apportion(10, &[45, 35, 20]), [5, 3, 2]);
        assert_eq!(apportion(7, &[1, 1, 1]), [3, 2, 2]);
        assert_eq!(apportion(5, &[0, 0]), [0, 0]);
    }

    #[test]
    fn the_least_is_taken_from_whoever_has_most() {
        assert_eq!(apportion_at_least(20, &[90, 8, 2], 2), [16, 2, 2]);
        assert_eq!(apportion_at_least(2, &[1, 1, 1], 1), [1, 1, 0]);
    }
}
