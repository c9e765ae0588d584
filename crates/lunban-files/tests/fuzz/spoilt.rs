//! Tables and workbooks, each spoilt in one way or another.

use std::io::{Cursor, Read, Write};

use proptest::prelude::*;
use proptest::sample::select;
use rust_xlsxwriter::{Format, Workbook};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// What the bytes were before they were spoilt.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    /// A roster of a campaign.
    Roster,
    /// One row a duty, or a board.
    Schedule,
}

/// Bytes of a file.
#[derive(Clone, Debug)]
pub(crate) struct Spoilt {
    pub(crate) kind: Kind,
    pub(crate) bytes: Vec<u8>,
}

const SETTINGS: &str = r#"[campaign]
name = "样例"
start = 2017-09-15
rounds = 3
days_per_round = 14

[ranks]
order = ["科级", "处级", "司局级"]

[kinds.city]
seats = { leader = 1, member = "rest" }
"#;

const ROSTER: &str = "\
编号,姓名,职级,性别,特长,回避地,培训,不可参加,意愿,同组,电话,血型
P01,张三,司局级,女,law、experienced,石家庄市,2017-09-13,1-2,r3;石家庄市,P02@city!,13800000001,A
P02,李四,处级,m,,,2017/9/13,2017-10-01/2017-10-08,,,+86 139,
P03,王五,科级,男,,,,,,,,O
";

const DUTIES: &str = "\
round,start,end,team,city,kind,seat,person,name,unit,rank,waiver,notes
1,2017-09-15,2017-09-28,140300-0,阳泉市,city,leader,U31-0001,,,,,
1,2017-09-15,2017-09-20,140300-0,阳泉市,city,member,U31-0004,,,,,
2,,,140300-1,阳泉市,county,leader,,,,,,
";

const BOARD: &str = "\
组,城市,类型,席位,第1轮,第2轮,第3轮
140300-0,阳泉市,city,leader,U31-0001,U32-0001(2017-09-29/2017-10-02)、U31-0002,（空缺）
140300-0,阳泉市,city,member,U31-0004,,
";

/// The other files of the campaign.
pub(crate) fn campaign() -> [(&'static str, &'static str); 4] {
    [
        ("campaign.toml", SETTINGS),
        (
            "places.csv",
            "code,name,level,parent,lon,lat\n130000,河北省,province,,,\n130100,石家庄市,city,130000,114.5,38.0\n",
        ),
        ("units.csv", "unit,name,kind\nA,监测总站,direct\n"),
        ("teams.csv", "team,city,kind,size\nT1,石家庄市,city,2\n"),
    ]
}

/// Every sort of input, each as often as it is worth.
pub(crate) fn inputs() -> impl Strategy<Value = Spoilt> {
    let texts = [(Kind::Roster, ROSTER), (Kind::Schedule, DUTIES), (Kind::Schedule, BOARD)];
    let tables: Vec<(Kind, Vec<u8>)> =
        texts.iter().flat_map(|(kind, text)| encoded(text).map(|bytes| (*kind, bytes))).collect();
    let mut books: Vec<(Kind, Vec<u8>)> = texts.iter().map(|(kind, text)| (*kind, workbook(text))).collect();
    books.push((Kind::Roster, data("roster.xlsx")));
    let mut whole = books.clone();
    whole.extend([(Kind::Roster, data("roster.xls")), (Kind::Roster, data("locked.xlsx"))]);
    prop_oneof![
        1 => (kind(), prop::collection::vec(any::<u8>(), 0..400)).prop_map(|(kind, bytes)| Spoilt { kind, bytes }),
        3 => (kind(), prop::collection::vec(piece(), 0..60)).prop_map(|(kind, pieces)| Spoilt { kind, bytes: pieces.concat() }),
        4 => spoilt(tables),
        3 => spoilt(whole),
        4 => spoilt_inside(books),
    ]
}

fn kind() -> impl Strategy<Value = Kind> {
    select(vec![Kind::Roster, Kind::Schedule])
}

/// What tables are made of.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let words = [
        "id",
        "name",
        "rank",
        "编号",
        "姓名",
        "职级",
        "team",
        "seat",
        "person",
        "round",
        "组",
        "席位",
        "第1轮",
        "r2",
        "P01",
        "U31-0001",
        "140300-0",
        "leader",
        "司局级",
        "2017-09-15",
        "2017-09-15/2017-09-20",
        "5-6",
        "、",
        "（",
        ")",
        ",",
        ",",
        ",",
        ";",
        "\t",
        "\n",
        "\n",
        "\r\n",
        "\"",
        "=1+1",
        "'",
        "\u{feff}",
        "PK\u{3}\u{4}",
    ];
    prop_oneof![
        6 => select(words.map(|word| word.as_bytes().to_vec()).to_vec()),
        1 => "[ -~]{0,6}".prop_map(String::into_bytes),
        1 => "[\u{4e00}-\u{4fff}，；／０-９]{0,4}".prop_map(String::into_bytes),
        1 => prop::collection::vec(any::<u8>(), 0..3),
    ]
}

/// Some bytes of a file cut out and others put in, up to three times.
fn spoilt(files: Vec<(Kind, Vec<u8>)>) -> impl Strategy<Value = Spoilt> {
    let cuts = prop::collection::vec((any::<prop::sample::Index>(), 0..12_usize, piece()), 1..4);
    (select(files), cuts).prop_map(|((kind, mut bytes), cuts)| {
        for (at, length, piece) in cuts {
            cut(&mut bytes, at, length, &piece);
        }
        Spoilt { kind, bytes }
    })
}

/// The same within a part of a workbook, which is then packed anew: so that it unpacks, and what is in it is looked at.
fn spoilt_inside(books: Vec<(Kind, Vec<u8>)>) -> impl Strategy<Value = Spoilt> {
    let inside = prop_oneof![piece(), select(XML.map(|word| word.as_bytes().to_vec()).to_vec())];
    let cuts = prop::collection::vec((any::<prop::sample::Index>(), 0..12_usize, inside), 1..4);
    (select(books), any::<prop::sample::Index>(), cuts).prop_map(|((kind, bytes), part, cuts)| {
        let mut parts = unpacked(bytes);
        // The sheets and their words matter most.
        let chosen: Vec<usize> = (0..parts.len()).filter(|part| is_looked_at(&parts[*part].0)).collect();
        let part = &mut parts[chosen[part.index(chosen.len())]].1;
        for (at, length, piece) in cuts {
            cut(part, at, length, &piece);
        }
        Spoilt { kind, bytes: packed(&parts) }
    })
}

/// What sheets are made of.
const XML: [&str; 17] = [
    "<c r=\"ZZZZZZ1\" t=\"inlineStr\"><is><t>id</t></is></c>",
    "<c r=\"XFD1048576\"><v>1</v></c>",
    "<c r=\"A0\">",
    " t=\"s\"",
    " t=\"d\"",
    " t=\"e\"",
    "<v>99999999999</v>",
    "<v>-1</v>",
    "<v>1e308</v>",
    "<f>A1</f>",
    "<row r=\"4294967295\">",
    "<mergeCell ref=\"A1:XFD1048576\"/>",
    "<mergeCell ref=\"B2:A1\"/>",
    "</row>",
    "&#x0;",
    "<!--",
    " s=\"65535\"",
];

fn is_looked_at(name: &str) -> bool {
    ["sheet", "sharedStrings", "workbook.xml", "styles", "Content_Types"].iter().any(|word| name.contains(word))
}

fn cut(bytes: &mut Vec<u8>, at: prop::sample::Index, length: usize, piece: &[u8]) {
    let from = at.index(bytes.len() + 1);
    let to = (from + length).min(bytes.len());
    bytes.splice(from..to, piece.iter().copied());
}

/// A table in the encodings that tables come in.
fn encoded(text: &str) -> [Vec<u8>; 3] {
    let (gb18030, ..) = encoding_rs::GB18030.encode(text);
    let utf16 = std::iter::once('\u{feff}').chain(text.chars()).collect::<String>();
    [text.into(), gb18030.into_owned(), utf16.encode_utf16().flat_map(u16::to_le_bytes).collect()]
}

/// A table as a workbook, with a title above it that is one cell.
fn workbook(text: &str) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.merge_range(0, 0, 0, 3, "标题", &Format::new()).unwrap();
    for (row, line) in (1..).zip(text.lines()) {
        sheet.write_row(row, 0, line.split(',')).unwrap();
    }
    sheet.merge_range(3, 10, 4, 10, "合并", &Format::new()).unwrap();
    book.save_to_buffer().unwrap()
}

fn unpacked(bytes: Vec<u8>) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for position in 0..archive.len() {
        let mut part = archive.by_index(position).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        parts.push((part.name().unwrap().into_owned(), bytes));
    }
    parts
}

fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in parts {
        writer.start_file(name, stored).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A file beside these tests.
fn data(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}
