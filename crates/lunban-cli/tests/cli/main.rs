//! The command as planners and scripts meet it: what it prints, what it writes, how it ends.

mod audit;
mod bad_input;
mod candidates;
mod check;
mod data;
mod deploy;
mod explain;
mod export;
mod generate;
mod help;
mod history;
mod keep;
mod kit;
mod new;
mod plan;
mod quota;
mod redacted;
mod replan;
mod rules;
mod scarce;
mod simulate;
mod territory;
