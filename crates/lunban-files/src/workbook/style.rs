//! How cells look. Colours are light, so that what is printed in grey can still be read.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, FormatPattern};

/// How a cell looks, by what it is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Style {
    /// Words or a number among others.
    #[default]
    Plain,
    /// The same, of a person or seat that leads.
    Lead,
    /// The same, many words on several lines.
    Wrapped,
    /// What is there to be filled in with words: a spreadsheet leaves `5-6` as it is, and makes no day of it.
    Blank,
    /// A title over a sheet or a part of it.
    Title,
    /// A remark beside a title.
    Remark,
    /// A word over a column.
    Header,
    /// The same, of a round that weighs more than others.
    HeavyHeader,
    /// The name of a value beside it.
    Label,
    /// That value, words or a number.
    Fact,
    /// A duty as one among equals.
    Member,
    /// A duty in a seat that leads.
    Leader,
    /// A seat that nobody has.
    Open,
    /// A seat held by a waiver.
    Waiver,
    /// What breaks a hard rule.
    Breach,
    /// What is proven, or well.
    Good,
    /// Somebody is away, or there is no such seat.
    Away,
}

impl Style {
    /// All there are.
    pub(super) const ALL: &'static [Self] = &[
        Self::Plain,
        Self::Lead,
        Self::Wrapped,
        Self::Blank,
        Self::Title,
        Self::Remark,
        Self::Header,
        Self::HeavyHeader,
        Self::Label,
        Self::Fact,
        Self::Member,
        Self::Leader,
        Self::Open,
        Self::Waiver,
        Self::Breach,
        Self::Good,
        Self::Away,
    ];

    /// What the library calls it.
    pub(super) fn format(self) -> Format {
        let bare = Format::new().set_align(FormatAlign::VerticalCenter);
        let boxed = bare.clone().set_border(FormatBorder::Thin).set_border_color(0x00C8_CDD3);
        let tinted = |colour: u32| boxed.clone().set_background_color(colour);
        match self {
            Self::Plain => boxed,
            Self::Blank => boxed.set_num_format("@"),
            Self::Lead => boxed.set_bold(),
            Self::Wrapped => boxed.set_text_wrap(),
            Self::Title => bare.set_bold().set_font_size(14),
            Self::Remark => bare.set_font_color(0x0060_6770),
            Self::Header => tinted(0x00DD_E7F3).set_bold().set_text_wrap(),
            Self::HeavyHeader => tinted(0x00F7_D9A8).set_bold().set_text_wrap(),
            Self::Label => tinted(0x00F1_F4F8).set_bold(),
            Self::Member => tinted(0x00E3_F1E3),
            Self::Leader => tinted(0x00CF_E2F7).set_bold(),
            Self::Open => tinted(0x00F8_CBC6),
            Self::Waiver => tinted(0x00FF_E8B3),
            Self::Breach => tinted(0x00E8_8E86).set_bold(),
            Self::Fact => boxed.set_align(FormatAlign::Left),
            Self::Good => tinted(0x00D5_EDD5),
            Self::Away => boxed.set_pattern(FormatPattern::LightUp).set_foreground_color(0x00B0_B6BD),
        }
    }
}
