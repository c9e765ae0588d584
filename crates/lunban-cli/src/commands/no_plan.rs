//! No plan: why, and how to end.

use std::path::Path;

use lunban::explain::contradiction;
use lunban::{Faults, Language, Options, PlanError, Problem, StopToken, Text, text};
use lunban_files::{FactRecord, FindingRecord, told};

use crate::exit::Exit;
use crate::failure::{Failure, Said};
use crate::internal::please_report;

/// A limit or a stop came first.
pub(super) fn in_time(stop: &StopToken) -> Failure {
    if stop.is_stopped() {
        let words = text!("stopped before any schedule was found", "尚未找到方案即被停止");
        return Failure::said(Exit::Interrupted, "interrupted", words);
    }
    let words = text!(
        "no plan found in the time; one may exist; nothing is written\n  Maybe a longer --time-limit, or none",
        "时限内未找到方案；方案可能存在；未写出任何文件\n  或许可延长或去掉--time-limit"
    );
    Failure::said(Exit::NoPlanInTime, "no-plan-in-time", words)
}

/// What must be contradicts the hard rules: which of it, and what stands against it, as far as that is found.
fn contradicted(problem: &Problem, stop: &StopToken) -> Failure {
    let Text { english, chinese } = text!(
        "proven: no schedule obeys the hard rules and all that must be (locks, minima, pairs)",
        "已证明：没有方案能同时满足硬规则与全部硬性要求（锁定、下限、同组）"
    );
    let options = Options { stop: stop.clone(), ..Options::default() };
    let words = if let Some(found) = contradiction(problem, &options).ok().flatten() {
        let facts: Vec<FactRecord> = found.facts.iter().map(|fact| FactRecord::of(problem, fact, false)).collect();
        let told = |language| told(&facts, language).trim_end().to_owned();
        let (because, zh) = (told(Language::English), told(Language::Chinese));
        text!("{english}\n{because}", "{chinese}\n{zh}")
    } else {
        let one_by_one = || text!("take out one lock after another", "可逐条去掉锁定");
        let Text { english: maybe, chinese: zh } = hardened(problem).unwrap_or_else(one_by_one);
        text!("{english}\n  Maybe {maybe}", "{chinese}\n  或许{zh}")
    };
    Failure::said(Exit::Contradiction, "contradiction", words)
}

/// What must be contradicts duties that have been.
pub(super) fn against_what_was(faults: &Faults) -> Failure {
    let Text { english, chinese } = text!(
        "proven: no schedule keeps what has been and obeys the hard rules and all that must be (locks, minima, pairs)",
        "已证明：没有方案能保留已发生的安排，并满足硬规则与全部硬性要求（锁定、下限、同组）"
    );
    let because = |language: Language| -> String {
        let each = faults.0.iter().map(|fault| format!("\n  {}: {}", fault.value, fault.expected.to(language)));
        each.collect()
    };
    let (because, zh_because) = (because(Language::English), because(Language::Chinese));
    let words = text!(
        "{english}{because}\n  Maybe the event is not meant, or a later --as-of",
        "{chinese}{zh_because}\n  或许该事件并非本意，或应推迟--as-of"
    );
    Failure::said(Exit::Contradiction, "contradiction", words)
}

/// Rules that only count and were made hard: whatever they count has to be 0 then.
fn hardened(problem: &Problem) -> Option<Text> {
    let entries = problem.campaign().rules().entries().iter().filter(|entry| entry.is_hardened());
    let names: Vec<String> = entries.map(|entry| format!("`{}`", entry.id())).collect();
    let list = names.join(", ");
    (!names.is_empty()).then(|| {
        text!(
            "without `mode = \"hard\"` of {list}: nothing of what they count may be then",
            "可去掉{list}的`mode = \"hard\"`：否则其计数须全为0"
        )
    })
}

/// Why there is no plan, and how to end.
pub(super) fn failure(problem: &Problem, error: &PlanError, stop: &StopToken, kept: Option<&Path>) -> Failure {
    match (error, kept.map(Path::display)) {
        (PlanError::Contradiction, Some(kept)) => Failure::said(
            Exit::Contradiction,
            "contradiction",
            text!(
                "proven: no schedule keeps every duty of {kept} and obeys the hard rules and all that must be (locks, minima, pairs)\n  Maybe clear some of its duties",
                "已证明：没有方案能保留{kept}的全部任务，并满足硬规则与全部硬性要求（锁定、下限、同组）\n  或许可清空其中部分任务"
            ),
        ),
        (error, _) => unkept(problem, error, stop),
    }
}

fn unkept(problem: &Problem, error: &PlanError, stop: &StopToken) -> Failure {
    match error {
        PlanError::Contradiction => contradicted(problem, stop),
        PlanError::NoPlanInTime => in_time(stop),
        PlanError::Unlawful(findings) => Failure::Said(Box::new(Said {
            exit: Exit::Internal,
            code: "unlawful",
            words: please_report(&error.to_string()),
            findings: findings.iter().map(|finding| FindingRecord::of(problem, finding)).collect(),
        })),
        PlanError::NoBackend => Failure::said(Exit::Internal, "no-backend", text!("{error}", "此版本未带求解器")),
        PlanError::Backend(_) => Failure::said(Exit::Internal, "backend", please_report(&error.to_string())),
        PlanError::FalseBound { .. } => Failure::said(Exit::Internal, "false-bound", please_report(&error.to_string())),
    }
}
