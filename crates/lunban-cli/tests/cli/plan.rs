//! `lunban plan` from end to end.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crate::kit::{Desk, command, files, shipped};

/// The files of a plan that must not differ between runs.
fn lasting(desk: &Desk, folder: &str) -> BTreeMap<String, Vec<u8>> {
    let mut files = files(&desk.path().join(folder));
    assert!(files.remove("run.json").is_some());
    files
}

#[test]
fn a_plan_is_written_whole_and_told_in_brief() {
    let desk = Desk::new();
    let run = desk.run(&["plan", "tiny", "-o", "out"]).ended(0);
    let expected = "\
三市巡查示例

  rounds  3, 2017-09-15/2017-10-26
  teams   5
  people  33
  seats   39: 39 filled, 0 open

Goals
";
    assert!(run.out.starts_with(expected), "{}", run.out);
    let first_goal = run.out.lines().find(|line| line.contains("coverage.open")).unwrap();
    assert!(first_goal.trim_start().starts_with("1  coverage.open"), "{first_goal}");
    let [.., value, bound, gap, standing] = first_goal.split_whitespace().collect::<Vec<_>>()[..] else { panic!() };
    assert_eq!([value, bound, gap, standing], ["0", "0", "0", "optimal"]);
    assert!(run.out.contains("\n  out/assignments.csv  one row a duty, to read and to edit\n"), "{}", run.out);
    let names: Vec<String> = files(&desk.path().join("out")).into_keys().collect();
    let expected = [
        "assignments.csv",
        "board.csv",
        "fairness.csv",
        "run.json",
        "schedule.json",
        "summary.txt",
        "units/U31.csv",
        "units/U32.csv",
        "units/U33.csv",
    ];
    assert_eq!(names, expected);
    assert!(desk.read("out/summary.txt").starts_with(run.out.split("\nWhere to look").next().unwrap()));
    assert!(!run.err.contains("who serves when"), "no progress in a pipe: {}", run.err);
}

#[test]
fn the_same_call_gives_the_same_bytes_whatever_the_threads() {
    let desk = Desk::new();
    desk.run(&["plan", "tiny", "-o", "first"]).ended(0);
    desk.run(&["plan", "tiny", "-o", "second"]).ended(0);
    desk.run(&["plan", "tiny", "-o", "one", "--threads", "1"]).ended(0);
    desk.run(&["plan", "tiny", "-o", "two", "--threads", "2"]).ended(0);
    let first = lasting(&desk, "first");
    for folder in ["second", "one", "two"] {
        assert_eq!(lasting(&desk, folder), first, "{folder}");
    }
}

#[test]
fn the_run_is_on_record() {
    let desk = Desk::new();
    desk.run(&["plan", "tiny", "-o", "out", "--threads", "2"]).ended(0);
    let run: serde_json::Value = serde_json::from_str(&desk.read("out/run.json")).unwrap();
    let steps: Vec<&str> = run["steps"].as_array().unwrap().iter().map(|step| step["step"].as_str().unwrap()).collect();
    assert_eq!(steps, ["read", "index", "solve", "explain", "render"]);
    assert_eq!(run["threads"], 2);
    assert!(run["seconds"].as_f64().unwrap() > 0.0);
    if cfg!(target_os = "linux") {
        assert!(run["peak_memory_bytes"].as_u64().unwrap() > 1 << 20);
    }
}

#[test]
fn programs_read_header_and_certificates() {
    let desk = Desk::new();
    let result = desk.run(&["plan", "tiny", "-o", "out", "--seed", "5", "--json"]).ended(0).json();
    assert_eq!(result["header"]["seed"], 5);
    let certificates = result["certificates"].as_array().unwrap();
    let workload = certificates.iter().find(|level| level["counts"][0]["count"] == "workload.steps").unwrap();
    assert_eq!((&workload["gap"], &workload["proven"]), (&0.into(), &true.into()));
    assert_eq!((result["folder"].as_str(), result["waivers"].as_u64()), (Some("out"), Some(0)));
    let written: serde_json::Value = serde_json::from_str(&desk.read("out/schedule.json")).unwrap();
    assert_eq!((&written["header"], &written["certificates"]), (&result["header"], &result["certificates"]));
}

#[test]
fn a_folder_that_is_there_is_in_the_way_before_anything_is_planned() {
    let desk = Desk::new();
    desk.write("out/mine.txt", "keep");
    let full = shipped("jjj-2017");
    let start = Instant::now();
    let run = desk.run(&["plan", full.to_str().unwrap(), "-o", "out"]).ended(2);
    assert!(start.elapsed() < Duration::from_millis(500), "planned in vain");
    assert!(run.err.contains("`out` is there already") && run.err.contains("--force"), "{}", run.err);
    let run = desk.run(&["plan", "tiny", "-o", "out", "--force"]).ended(2);
    assert!(run.err.contains("no earlier result"), "{}", run.err);
    assert_eq!(desk.read("out/mine.txt"), "keep");
}

#[test]
fn an_earlier_plan_is_replaced_by_force() {
    let desk = Desk::new();
    desk.run(&["plan", "tiny", "-o", "out"]).ended(0);
    let failure = desk.run(&["plan", "tiny", "-o", "out", "--json"]).ended(2).json();
    assert_eq!(failure["failure"]["code"], "folder");
    desk.run(&["plan", "tiny", "-o", "out", "--force", "--redact"]).ended(0);
    assert!(!desk.read("out/assignments.csv").contains("郝世辉"));
}

#[test]
fn what_somebody_edited_is_not_lost_by_force() {
    let desk = Desk::new();
    desk.run(&["plan", "tiny", "-o", "out"]).ended(0);
    let table = desk.read("out/assignments.csv");
    let cleared: Vec<String> = table
        .lines()
        .enumerate()
        .map(|(line, row)| {
            let mut cells: Vec<&str> = row.split(',').collect();
            if line == 1 {
                cells[7..11].fill("");
            }
            cells.join(",") + "\n"
        })
        .collect();
    desk.write("out/assignments.csv", cleared.concat());
    let run = desk.run(&["plan", "tiny", "-o", "out", "--force"]).ended(2);
    assert!(
        run.err.contains("`out` was edited since it was written: assignments.csv; so it is not replaced"),
        "{}",
        run.err
    );
    assert!(run.err.contains("Maybe another folder, with --keep and its assignments.csv"), "{}", run.err);
    assert_eq!(desk.read("out/assignments.csv"), cleared.concat());
    // What the plan keeps may be edited, and nothing else.
    let keep = ["plan", "tiny", "-o", "out", "--force", "--keep", "out/assignments.csv"];
    desk.write("out/board.csv", "mine");
    assert!(desk.run(&keep).ended(2).err.contains("since it was written: board.csv;"));
    std::fs::remove_file(desk.path().join("out/board.csv")).unwrap();
    assert!(desk.run(&keep).ended(0).out.contains("Kept as they stood: 38 duties"));
    desk.run(&["plan", "tiny", "-o", "out", "--force"]).ended(0);
}

#[test]
fn names_and_phones_are_left_out_where_asked() {
    let desk = Desk::new();
    desk.run(&["plan", "tiny", "-o", "open"]).ended(0);
    desk.run(&["plan", "tiny", "-o", "closed", "--redact"]).ended(0);
    let holds = |folder: &str, words: &str| {
        files(&desk.path().join(folder)).values().any(|bytes| String::from_utf8_lossy(bytes).contains(words))
    };
    for secret in ["顾世亮", "10091214966"] {
        assert!(holds("open", secret) && !holds("closed", secret), "{secret}");
    }
    desk.run(&["audit", "tiny", "closed/assignments.csv"]).ended(0);
}

#[test]
fn the_summary_speaks_the_language_of_the_call() {
    let desk = Desk::new();
    let run = desk.run(&["plan", "tiny", "-o", "out", "--lang", "zh"]).ended(0);
    for words in ["席位  39：已排39，空缺0", "最优", "每项任务一行"] {
        assert!(run.out.contains(words), "{words} in {}", run.out);
    }
    assert!(run.err.contains("提示"), "{}", run.err);
    assert!(desk.read("out/summary.txt").contains("每人任务次数"));
}

#[test]
fn demands_that_contradict_each_other_end_with_5() {
    let desk = Desk::new();
    // Each must alone is lawful; together they are more than one unit may send in a round.
    let musts: Vec<String> = (1..=10)
        .map(|person| {
            format!(
                "U32-{person:04},3,,,must
"
            )
        })
        .collect();
    let musts = musts.concat();
    desk.write("tiny/locks.csv", format!("person,round,team,seat,mode\n{musts}"));
    let run = desk.run(&["plan", "tiny", "-o", "out"]).ended(5);
    assert!(run.err.contains("proven: no schedule obeys"), "{}", run.err);
    assert!(!desk.has("out"));
}

#[test]
fn progress_is_told_only_on_a_terminal() {
    let desk = Desk::new();
    let run = desk.run(&["plan", "tiny", "-o", "out"]).ended(0);
    assert!(run.err.lines().all(|line| line.contains("warning: ")), "{}", run.err);
    assert!(!run.err.contains('\u{1b}'), "{}", run.err);
}

/// The first Ctrl-C stops at the best schedule so far, or says that there is none; either way nothing is half written.
#[cfg(unix)]
#[test]
fn ctrl_c_ends_with_a_whole_plan_or_130() {
    use std::io::{BufRead, BufReader, Read};
    use std::process::{Command, Stdio};

    let desk = Desk::new();
    let full = shipped("jjj-2017");
    let words = ["plan", full.to_str().unwrap(), "-o", "out"];
    let mut child = command(&words, desk.path()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    // The first warning comes after the handler is set and before the solve.
    said.read_line(&mut line).unwrap();
    assert!(line.contains("warning"), "{line}");
    let interrupt = ["-INT", &child.id().to_string()].map(str::to_owned);
    assert!(Command::new("kill").args(interrupt).status().unwrap().success());
    let mut rest = String::new();
    said.read_to_string(&mut rest).unwrap();
    let code = child.wait().unwrap().code();
    assert!(rest.contains("stopping with the best schedule so far"), "{rest}");
    match code {
        Some(0 | 1) => {
            desk.run(&["audit", full.to_str().unwrap(), "out/schedule.json"]).ended(code.unwrap());
            assert!(desk.read("out/summary.txt").contains("stopped early"));
        }
        Some(130) => assert!(!desk.has("out")),
        other => panic!("{other:?}: {rest}"),
    }
}

#[test]
fn a_limit_never_puts_an_empty_plan_in_the_place_of_another() {
    let desk = Desk::new();
    desk.run(&["plan", "tiny", "-o", "out"]).ended(0);
    let before = lasting(&desk, "out");
    let run = desk.run(&["plan", "tiny", "-o", "out", "--force", "--time-limit", "0"]);
    if run.code == 3 {
        assert!(run.err.contains("no plan found in the time"), "{}", run.err);
        assert_eq!(lasting(&desk, "out"), before);
    } else {
        let table = desk.read("out/assignments.csv");
        assert!(table.lines().skip(1).any(|row| row.split(',').nth(7) != Some("")), "{table}");
    }
}

#[test]
fn units_get_their_own_headers_in_their_own_order() {
    let desk = Desk::new();
    let roster = desk.read("tiny/roster/U33.csv");
    desk.change("tiny/roster/U33.csv", "id,name", "工号,姓名");
    desk.run(&["plan", "tiny", "-o", "out"]).ended(0);
    let header = roster.lines().next().unwrap().trim_start_matches('\u{feff}').replacen("id,name", "工号,姓名", 1);
    let written = desk.read("out/units/U33.csv");
    assert!(written.starts_with(&format!("\u{feff}{header},duties,r1 ")), "{header}: {written}");
    desk.run(&["plan", "tiny", "-o", "out", "--force", "--lang", "zh"]).ended(0);
    assert!(desk.read("out/units/U33.csv").starts_with(&format!("\u{feff}{header},任务数,r1 ")));
    assert!(desk.read("out/assignments.csv").starts_with("\u{feff}轮次,开始,"));
    desk.run(&["audit", "tiny", "out/assignments.csv"]).ended(0);
}
