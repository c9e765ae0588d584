//! What may help where nothing nearer is known: advice by the code of a fault.

use lunban_core::{Text, text};

/// What is often meant, or mends it.
pub(crate) fn general(code: &str) -> Option<Text> {
    let advice = match code {
        "duplicate-id" => text!("one of the two rows is a copy, or its id is mistyped", "其中一行重复，或编号有误"),
        "column-twice" => text!("one of the two has another name", "其中一列应为其他名称"),
        "duplicate-duty" => text!("one of the two is a copy", "其中一项重复"),
        "unknown-column" => text!("a column of this table under another name", "此表某列的另一写法"),
        "unknown-unit" => text!("a row for it in units", "在单位表中增加一行"),
        "unknown-place" => text!("a row for it in places", "在地点表中增加一行"),
        "unknown-team" => text!("a row for it in teams", "在组表中增加一行"),
        "unknown-person" => text!("a row for this person in a roster", "在名单中增加此人"),
        "unknown-rank" => text!("an alias for it under [ranks]", "在[ranks]的aliases中增加此写法"),
        "unknown-kind" => text!("a section [kinds] for it in campaign.toml", "在campaign.toml的[kinds]中增加此类"),
        "not-a-date" | "impossible-date" => text!("such as `2017-10-01`", "例如`2017-10-01`"),
        "not-an-absence" => {
            text!("such as `3`, `5-6` or `2017-10-01/2017-10-08`", "例如`3`、`5-6`或`2017-10-01/2017-10-08`")
        }
        "round-out-of-range" => {
            text!("another round, or more `rounds` in campaign.toml", "另一轮次，或campaign.toml中rounds有误")
        }
        "rounds-reversed" => text!("the two the other way round", "两者次序颠倒"),
        "empty-file" => {
            text!(
                "the rows were lost when it was saved; a unit that sends nobody needs no file",
                "保存时丢失了数据行；不派人的单位无需文件"
            )
        }
        "wrong-encoding" => text!("save it as CSV UTF-8", "另存为“CSV UTF-8”"),
        "missing-file" | "no-rosters" => {
            text!("another folder, or another name for it under [files]", "换一个文件夹，或在[files]中另行指明")
        }
        "missing-section" | "missing-key" => {
            text!("`lunban new` for a campaign.toml that has everything", "`lunban new`可生成完整的campaign.toml")
        }
        "unknown-key" | "unknown-rule" => {
            text!("`lunban rules` for the rules and their keys", "`lunban rules`可列出规则及其参数")
        }
        "row-length" => text!("a comma inside a cell without quotes around it", "单元格内有逗号而未加引号"),
        "unclosed-quote" => text!("a quote too many", "多了一个引号"),
        _ => return None,
    };
    Some(advice)
}
