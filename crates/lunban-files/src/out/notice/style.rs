//! How official notices look, by GB/T 9704-2012: paper, margins, fonts and sizes, as named styles that a planner may change in WPS or Word.

use docx_rs::{
    AlignmentType, Docx, Footer, LineSpacing, LineSpacingType, PageMargin, PageNum, Paragraph, Run, RunFonts,
    SpecialIndentType, Style, StyleType,
};

/// A4 in twentieths of a point.
const PAPER: (u32, u32) = (11906, 16838);

/// Margins: 37 mm above, 35 mm below, 28 mm on the left, 26 mm on the right.
const MARGINS: PageMargin =
    PageMargin { top: 2098, bottom: 1984, left: 1588, right: 1474, header: 851, footer: 1587, gutter: 0 };

/// What is left between the margins, in twentieths of a point.
pub(super) const WIDTH: usize = 11906 - 1588 - 1474;

/// 28 points from line to line.
const LINE: i32 = 560;

/// The named styles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// `附件`, above the title.
    Annex,
    Title,
    Section,
    Part,
    Body,
    TableHead,
    TableCell,
    PageNumber,
}

/// Fonts and sizes of a style; sizes in half points.
struct Face {
    id: &'static str,
    name: &'static str,
    font: &'static str,
    size: usize,
    align: AlignmentType,
}

impl Look {
    const ALL: [Self; 8] = [
        Self::Annex,
        Self::Title,
        Self::Section,
        Self::Part,
        Self::Body,
        Self::TableHead,
        Self::TableCell,
        Self::PageNumber,
    ];

    fn face(self) -> Face {
        let face = |id, name, font, size, align| Face { id, name, font, size, align };
        let (left, both, center) = (AlignmentType::Left, AlignmentType::Both, AlignmentType::Center);
        match self {
            Self::Annex => face("Annex", "附件标记", "黑体", 32, left),
            Self::Title => face("Title", "Title", "方正小标宋简体", 44, center),
            Self::Section => face("Heading1", "Heading 1", "黑体", 32, left),
            Self::Part => face("Heading2", "Heading 2", "楷体", 32, left),
            Self::Body => face("Notice", "公文正文", "仿宋", 32, both),
            Self::TableHead => face("TableHead", "表头", "黑体", 21, center),
            Self::TableCell => face("TableCell", "表内文字", "仿宋", 21, center),
            Self::PageNumber => face("PageNumber", "页码", "宋体", 28, center),
        }
    }

    /// The name that paragraphs know the style by.
    pub(super) fn id(self) -> &'static str {
        self.face().id
    }

    fn style(self) -> Style {
        let face = self.face();
        let style = Style::new(face.id, StyleType::Paragraph).name(face.name).q_format(true);
        let style = style.fonts(fonts(face.font)).size(face.size).align(face.align).line_spacing(self.spacing());
        match self {
            Self::Section => indented(style).outline_lvl(0),
            Self::Part => indented(style).outline_lvl(1),
            Self::Body => indented(style),
            _ => style,
        }
    }

    fn spacing(self) -> LineSpacing {
        let exact = LineSpacing::new().line_rule(LineSpacingType::Exact);
        match self {
            Self::Title => exact.line(LINE + 140).before(LINE.unsigned_abs()).after(LINE.unsigned_abs()),
            Self::Part => exact.line(LINE).after(120),
            Self::TableHead | Self::TableCell | Self::PageNumber => LineSpacing::new(),
            _ => exact.line(LINE),
        }
    }

    /// A paragraph in this style.
    pub(super) fn paragraph(self, words: &str) -> Paragraph {
        Paragraph::new().style(self.id()).add_run(Run::new().add_text(words))
    }
}

/// With the first line set in by two letters of its size.
fn indented(style: Style) -> Style {
    style.indent(None, Some(SpecialIndentType::FirstLine(640)), None, None).first_line_chars(200)
}

/// A Chinese font, with a Latin one of the same weight for digits.
fn fonts(east_asian: &str) -> RunFonts {
    RunFonts::new().east_asia(east_asian).ascii("Times New Roman").hi_ansi("Times New Roman")
}

/// An empty document with paper, styles and page numbers.
pub(super) fn document() -> Docx {
    let (width, height) = PAPER;
    let page_number = Paragraph::new()
        .style(Look::PageNumber.id())
        .add_run(Run::new().add_text("— "))
        .add_page_num(PageNum::new())
        .add_run(Run::new().add_text(" —"));
    let document = Docx::new().page_size(width, height).page_margin(MARGINS).default_fonts(fonts("仿宋"));
    let document = document.default_size(32).footer(Footer::new().add_paragraph(page_number));
    Look::ALL.into_iter().fold(document, |document, look| document.add_style(look.style()))
}
