//! Help, versions, wrong calls and languages.

use std::io::Read;
use std::process::Stdio;

use crate::kit::{Desk, command};

const COMMANDS: [&str; 15] = [
    "new",
    "generate",
    "check",
    "plan",
    "audit",
    "replan",
    "candidates",
    "diff",
    "history",
    "simulate",
    "quota",
    "territory",
    "deploy",
    "export",
    "rules",
];

#[test]
fn the_top_help_shows_the_way_from_rosters_to_a_plan() {
    let run = Desk::new().run(&["--help"]).ended(0);
    assert!(run.err.is_empty());
    let way =
        ["lunban new mine", "lunban check mine", "lunban plan mine -o out", "lunban audit mine out/assignments.csv"];
    let places: Vec<usize> = way.iter().map(|step| run.out.find(step).expect(step)).collect();
    assert!(places.is_sorted(), "{}", run.out);
    for name in COMMANDS {
        assert!(run.out.contains(&format!("\n  {name} ")), "{name} in {}", run.out);
    }
}

#[test]
fn every_command_teaches_with_an_example_and_its_exit_codes() {
    let desk = Desk::new();
    for name in COMMANDS {
        let help = desk.run(&[name, "--help"]).ended(0).out;
        for words in ["Usage: lunban ", "Examples:", "Exit codes:", "\n  0    ", "\n  2    "] {
            assert!(help.contains(words), "{words} in {help}");
        }
        assert!(help.lines().all(|line| line.chars().count() <= 120), "{help}");
    }
    let plan = desk.run(&["plan", "--help"]).out;
    for code in ["0  ", "1  ", "2  ", "3  ", "4  ", "5  ", "130"] {
        assert!(plan.contains(&format!("\n  {code}  ")), "{code} in {plan}");
    }
}

#[test]
fn help_is_chinese_where_the_call_or_the_locale_is() {
    let desk = Desk::new();
    for words in [&["--lang", "zh", "--help"][..], &["--help", "--lang=zh"], &["--lang", "zh", "plan", "--help"]] {
        let help = desk.run(words).ended(0).out;
        assert!(help.contains("用法：lunban") && help.contains("示例："), "{help}");
        assert!(!help.contains("Usage:") && !help.contains("Show"), "{help}");
    }
    let by_locale = command(&["--help"], desk.path()).env("LC_ALL", "zh_CN.UTF-8").output().unwrap();
    assert!(String::from_utf8(by_locale.stdout).unwrap().contains("用法：lunban"));
}

#[test]
fn a_wrong_call_ends_with_2() {
    let desk = Desk::new();
    for words in [
        &[][..],
        &["pln"],
        &["plan"],
        &["plan", "tiny"],
        &["plan", "tiny", "-o", "out", "--threads", "0"],
        &["plan", "tiny", "-o", "out", "--time-limit", "-1"],
        &["plan", "tiny", "-o", "out", "--seed", "x"],
        &["plan", "tiny", "-o", "out", "--lang", "fr"],
    ] {
        let run = desk.run(words).ended(2);
        assert!(run.out.is_empty() && !run.err.is_empty(), "{run:#?}");
        assert!(!run.err.contains("panicked"), "{run:#?}");
    }
    let run = desk.run(&["pln", "--lang", "zh"]).ended(2);
    assert!(run.err.contains("没有`pln`这一命令\n  也许是 `plan`"), "{}", run.err);
    let run = desk.run(&["plan", "tiny", "--lang", "zh"]).ended(2);
    assert!(run.err.contains("缺少--out <OUT>"), "{}", run.err);
    assert!(!desk.has("out"));
}

#[test]
fn the_version_is_that_of_the_package() {
    assert_eq!(Desk::new().run(&["--version"]).ended(0).out, concat!("lunban ", env!("CARGO_PKG_VERSION"), "\n"));
}

/// `lunban ... | head -1`: whoever stops reading is no fault.
#[test]
fn a_pipe_that_is_closed_early_is_quiet() {
    let desk = Desk::new();
    for words in [&["rules", "--json"][..], &["check", "tiny"], &["check", "no-such-campaign", "--json"], &["--help"]] {
        let mut child = command(words, desk.path()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let mut said = String::new();
        child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        child.wait().unwrap();
        assert!(!said.contains("panicked") && !said.contains("Broken pipe"), "{words:?}: {said}");
    }
}
