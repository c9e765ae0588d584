//! Every road from a problem to a plan, held against the others: the fast one, the whole integer program, brute force with the audit alone.

mod backends;
mod binding;
mod cases;
mod edits;
mod enumerate;
mod explained;
mod oracle;
mod properties;
mod random;
mod replanned;
mod shortage;
mod shuffle;
