//! What may help where nothing nearer is known: advice by the code of a fault.

use lunban_core::{Text, text};

/// What is often meant, or mends it.
pub(crate) fn general(code: &str) -> Option<Text> {
    let advice = match code {
        "duplicate-id" => text!("one of the two rows is a copy, or its id is mistyped", "删去重复的一行，或改正编号"),
        "column-twice" => text!("one of the two has another name", "给其中一列改名"),
        "duplicate-duty" => text!("one of the two is a copy", "删去其中一项"),
        "unknown-column" => text!("a column of this table under another name", "改用此表的列名"),
        "unknown-unit" => text!("a row for it in units.csv", "在units.csv中增加一行"),
        "unknown-place" => text!("a row for it in places.csv", "在places.csv中增加一行"),
        "unknown-team" => text!("a row for it in teams.csv", "在teams.csv中增加一行"),
        "unknown-person" => text!("a row for this person in a roster", "在名单中增加此人"),
        "unknown-rank" => text!("an alias for it under [ranks]", "在[ranks]的aliases中增加此写法"),
        "unknown-kind" => text!("a section [kinds] for it in campaign.toml", "在campaign.toml的[kinds]中增加此类"),
        "not-a-date" | "impossible-date" => text!("such as `2017-10-01`", "写成如`2017-10-01`"),
        "not-an-absence" => {
            text!("such as `3`, `5-6` or `2017-10-01/2017-10-08`", "写成如`3`、`5-6`或`2017-10-01/2017-10-08`")
        }
        "round-out-of-range" => {
            text!("another round, or more `rounds` in campaign.toml", "改为其他轮次，或改正campaign.toml中的rounds")
        }
        "rounds-reversed" => text!("the two the other way round", "交换两者次序"),
        "empty-file" => {
            text!(
                "the rows were lost when it was saved; a unit that sends nobody needs no file",
                "补上保存时丢失的数据行；不派人的单位无需文件"
            )
        }
        "wrong-encoding" => text!("save it as CSV UTF-8", "另存为“CSV UTF-8”"),
        "missing-file" | "no-rosters" => {
            text!("another folder, or another name for it under [files]", "换一个文件夹，或在[files]中另行指明")
        }
        "missing-section" | "missing-key" => {
            text!("`lunban new` for a campaign.toml that has everything", "用`lunban new`生成完整的campaign.toml")
        }
        "unknown-key" | "unknown-rule" => {
            text!("`lunban rules` for the rules and their keys", "用`lunban rules`列出规则及其参数")
        }
        "parameter-out-of-range"
        | "parameter-unknown-word"
        | "parameter-not-a-text"
        | "parameter-not-a-flag"
        | "parameter-not-days"
        | "parameter-not-a-table"
        | "parameter-not-a-list" => {
            text!("`lunban rules` for what each parameter may be", "用`lunban rules`查看各参数的取值")
        }
        "unknown-count" => text!("`lunban rules` for the rules and their counts", "用`lunban rules`列出规则及其计数"),
        "tag-of-nobody" => text!("somebody who bears it is missing in the rosters", "名单中补上带有此标签的人员"),
        "session-after-campaign" => text!("another year", "改正年份"),
        "min-above-max" => text!("the two the other way round", "两者对调"),
        "weight-out-of-range" => text!("leave out what weighs nothing", "无权重者可删去"),
        "unclosed-quote" => text!("a quote too many", "删去多余的引号"),
        _ => return None,
    };
    Some(advice)
}
