//! A small campaign folder that tests spoil.

use std::collections::BTreeMap;
use std::fs;

use lunban_files::{Read, ReadFaults, read_campaign};

const SETTINGS: &str = r#"[campaign]
name = "样例"
start = 2017-09-15
rounds = 3
days_per_round = 14
heavy = { 2 = 2 }

[ranks]
order = ["科级", "处级", "司局级"]
aliases = { "局级" = "司局级" }

[kinds.city]
seats = { leader = 1, member = "rest" }
from = ["direct"]

[rules.leader-rank]
city = { rank = "司局级", at_least = "处级" }
[rules.rest]
days = 14

[[goals]]
minimise = [{ count = "coverage.open" }]
[[goals]]
minimise = [{ count = "leader-rank.waivers", weight = 2 }]
"#;

const PLACES: &str = "\
code,name,level,parent,lon,lat,kind
110000,北京市,province,,,,
110100,北京市,city,110000,116.411,40.063,municipality
130000,河北省,province,,,,
130100,石家庄市,city,130000,114.487,38.038,prefecture
130104,桥西区,county,130100,114.4,38.0,district
130500,邢台市,city,130000,114.489,37.053,prefecture
130503,桥西区,county,130500,114.5,37.1,district
";

const UNITS: &str = "\
unit,name,kind,headcount,base
U1,监测总站,direct,190,北京市
U2,规划院,direct,300,110100
";

const TEAMS: &str = "\
team,city,kind,size,covers,vehicles
T1,北京市,驻市,3,,2
T2,130100,city,2,130104,1
T3,邢台市,city,2,130503,
";

const U1: &str = "\
id,name,rank,gender,tags,home,unavailable,prefer,avoid,with,trained,phone,血型
P01,张三,司局级,男,experienced,石家庄市,3,r1,邢台市,P02@city!,2017-09-13,13800000001,A
P02,李四,处级,女,experienced;law,,2017-10-01/2017-10-08,,r2;130104,,2017/9/13,+86 139,
P03,王五,科级,m,,130104;130500,1-2,,,,,,O
";

const U2: &str = "\
编号,姓名,单位,职级,性别,特长,回避地
P04,赵六,规划院,局级,女,law、commended,河北省
P05,钱七,U2,科级,男,,
";

const LOCKS: &str = "\
person,round,team,seat,mode
P01,2,T1,leader,must
P05,,T3,,never
";

/// The files of a campaign, by name.
#[derive(Clone)]
pub(crate) struct Sample(BTreeMap<String, Vec<u8>>);

impl Sample {
    /// A campaign without a fault.
    pub(crate) fn new() -> Self {
        let files = [
            ("campaign.toml", SETTINGS),
            ("places.csv", PLACES),
            ("units.csv", UNITS),
            ("teams.csv", TEAMS),
            ("roster/U1.csv", U1),
            ("roster/U2.csv", U2),
            ("locks.csv", LOCKS),
        ];
        Self(files.map(|(file, text)| (file.to_owned(), text.into())).into())
    }

    /// A campaign of these files.
    pub(crate) fn of(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        Self(files.into_iter().collect())
    }

    /// With another file.
    pub(crate) fn with(mut self, file: &str, content: impl Into<Vec<u8>>) -> Self {
        self.0.insert(file.to_owned(), content.into());
        self
    }

    /// Without a file.
    pub(crate) fn without(mut self, file: &str) -> Self {
        self.0.remove(file);
        self
    }

    /// With other words in a file, which must be there.
    pub(crate) fn change(self, file: &str, from: &str, to: &str) -> Self {
        let text = self.text(file);
        assert!(text.contains(from), "{from} is not in {file}");
        self.with(file, text.replacen(from, to, 1))
    }

    /// The text of a file.
    pub(crate) fn text(&self, file: &str) -> String {
        String::from_utf8(self.0[file].clone()).unwrap()
    }

    /// Reads the campaign from a folder. A name that ends with `/` is made a folder.
    pub(crate) fn read(&self) -> Result<Read, ReadFaults> {
        let folder = tempfile::tempdir().unwrap();
        for (file, content) in &self.0 {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            if file.ends_with('/') {
                fs::create_dir_all(path).unwrap();
            } else {
                fs::write(path, content).unwrap();
            }
        }
        read_campaign(folder.path())
    }

    /// Everything that is wrong with it, warnings left out.
    pub(crate) fn errors(&self) -> Vec<String> {
        let faults = self.read().expect_err("the campaign is at fault").0;
        let errors = faults.iter().filter(|fault| fault.severity == lunban_core::Severity::Error);
        errors.map(ToString::to_string).collect()
    }

    /// What is odd about it.
    pub(crate) fn warnings(&self) -> Vec<String> {
        self.read().unwrap_or_else(|faults| panic!("{faults}")).warnings.iter().map(ToString::to_string).collect()
    }
}
