//! Limits that lie within one another: a tree, so that what obeys them all is a flow.

use super::rows::Limit;

/// A limit in the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node {
    /// Its position among the limits.
    pub(super) limit: usize,
    /// The limit around it, if there is one.
    pub(super) parent: Option<u32>,
}

/// Limits within one another, over some of the holdings.
#[derive(Clone, Debug, Default)]
pub(super) struct Tree {
    /// Those inside come before those around them.
    pub(super) nodes: Vec<Node>,
    /// The limit right around each holding, if there is one.
    pub(super) around: Vec<Option<u32>>,
}

impl Tree {
    /// The limits over those holdings that are `here`, those of one person and the narrow ones first; what lies across one that was taken is left out,
    /// which leaves more room than there is, never less.
    pub(super) fn new(limits: &[Limit], holdings: usize, here: impl Fn(u32) -> bool) -> Self {
        let inside =
            |limit: &Limit| -> Vec<u32> { limit.holdings.iter().copied().filter(|&held| here(held)).collect() };
        let mut narrowest: Vec<(usize, Vec<u32>)> = limits.iter().map(inside).enumerate().collect();
        narrowest.retain(|(limit, inside)| usize::try_from(limits[*limit].most).is_ok_and(|most| most < inside.len()));
        let is_shared = |limit: usize| limits[limit].label.person.is_none();
        narrowest.sort_by_key(|(limit, inside)| (is_shared(*limit), inside.len(), limits[*limit].most, *limit));
        let mut growing = Growing {
            tree: Self { nodes: Vec::new(), around: vec![None; holdings] },
            outermost: vec![None; holdings],
            sizes: Vec::new(),
        };
        for (limit, inside) in narrowest {
            growing.add(limit, &inside);
        }
        growing.tree
    }
}

/// A tree that grows from the inside out.
struct Growing {
    tree: Tree,
    /// The outermost limit so far around each holding.
    outermost: Vec<Option<u32>>,
    /// The holdings of each limit.
    sizes: Vec<usize>,
}

impl Growing {
    /// Adds a limit, unless it lies across one that is there.
    fn add(&mut self, limit: usize, inside: &[u32]) {
        let mut within: Vec<u32> = inside.iter().filter_map(|&held| self.outermost[held as usize]).collect();
        within.sort_unstable();
        if within.chunk_by(|one, other| one == other).any(|same| same.len() < self.sizes[same[0] as usize]) {
            return;
        }
        within.dedup();
        let Ok(node) = u32::try_from(self.tree.nodes.len()) else { return };
        for &child in &within {
            self.tree.nodes[child as usize].parent = Some(node);
        }
        for &held in inside {
            self.tree.around[held as usize].get_or_insert(node);
            self.outermost[held as usize] = Some(node);
        }
        self.tree.nodes.push(Node { limit, parent: None });
        self.sizes.push(inside.len());
    }
}

#[cfg(test)]
mod tests {
    use super::Tree;
    use crate::capacity::rows::Limit;
    use crate::program::Label;

    fn limit(most: i64, holdings: &[u32]) -> Limit {
        Limit { label: Label::default(), most, holdings: holdings.to_vec() }
    }

    #[test]
    fn limits_lie_within_one_another_and_what_lies_across_is_left_out() {
        let limits =
            [limit(3, &[0, 1, 2, 3, 4]), limit(1, &[0, 1]), limit(1, &[1, 2]), limit(1, &[3, 4]), limit(9, &[0, 1])];
        let tree = Tree::new(&limits, 6, |_| true);
        let nodes: Vec<(usize, Option<u32>)> = tree.nodes.iter().map(|node| (node.limit, node.parent)).collect();
        assert_eq!(nodes, [(1, Some(2)), (3, Some(2)), (0, None)]);
        assert_eq!(tree.around, [Some(0), Some(0), Some(2), Some(1), Some(1), None]);
    }

    #[test]
    fn what_is_not_here_limits_nothing() {
        let limits = [limit(1, &[0, 1]), limit(2, &[0, 1, 2])];
        let tree = Tree::new(&limits, 3, |held| held != 1);
        assert!(tree.nodes.is_empty());
        assert_eq!(Tree::new(&limits, 3, |held| held != 2).nodes.len(), 1);
    }
}
