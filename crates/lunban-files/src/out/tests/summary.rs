//! The page for the planner.

use super::*;

const ENGLISH: &str = "\
秋季巡查

  rounds  2, 2017-09-15/2017-10-12
  teams   3
  people  7
  seats   10: 9 filled, 1 open

Goals

  level  counts               value  bound  gap
      1  coverage.open            1      1    0  optimal
      2  leader-rank.waivers      1      0    1  not proven
      3  2 wishes.against         0      0    0  optimal given the levels above

Waivers of rank: 1

  r2 2017-09-29/2017-10-12  T1 leader: P04 张三, 处级

Open seats: 1

  r2 2017-09-29/2017-10-12  county member, 1 open: T2

People who may serve, without any duty: 1

  P06 赵六 监测总站

Duties per person, of those who may serve

  duties  people   share
       0       1  14.3 %
       1       3  42.9 %
       2       3  42.9 %

Units: people who may serve, and their duties

  unit            people  without duty  duties  fair share  per person  heavy  km
  U/2   监测总站       3             1       4           5        1.33      0   0
  U1    卫星中心       4             0       5           6        1.25      0   0

Ranks: people who may serve, and their duties

  rank    people  without duty  duties  per person  heavy  km
  科级         3             1       3        1.00      0   0
  处级         3             0       5        1.67      0   0
  司局级       1             0       1        1.00      0   0
  all          7             1       9        1.29      0   0
";

const CHINESE: &str = "\
秋季巡查

  轮次  2轮，2017-09-15/2017-10-12
  组数  3
  人员  7人
  席位  10：已排9，空缺1
  提前停止：为当前最好方案

目标

  层级  计数                 数值  下界  差距
     1  coverage.open           1     1     0  最优
     2  leader-rank.waivers     1     0     1  未证明
     3  2 wishes.against        0     0     0  最优（在以上各层取现值时）

职级豁免：1项

  r2 2017-09-29/2017-10-12  T1 leader：P04，处级

空缺席位：1席

  r2 2017-09-29/2017-10-12  county member，空缺1席：T2

可参加而无任务的人员：1人

  P06 监测总站
";

#[test]
fn it_says_what_is_proven_what_is_open_and_who_carries_what() {
    assert_eq!(Example::new().file("summary.txt"), ENGLISH);
}

#[test]
fn it_says_the_same_in_chinese_and_without_names() {
    let example = Example::new();
    let outcome = Outcome { stopped: true, redact: true, ..example.outcome() };
    let bytes = rendered(&outcome, Language::Chinese).remove(&PathBuf::from("summary.txt")).unwrap();
    let summary = String::from_utf8(bytes).unwrap();
    assert_eq!(summary.split("\n每人任务次数").next(), Some(CHINESE));
}
