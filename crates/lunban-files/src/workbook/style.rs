//! How cells look.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

/// How a cell looks, by what it is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Style {
    /// Words or a number among others.
    #[default]
    Plain,
    /// A word over a column.
    Header,
    /// A seat that nobody has.
    Open,
    /// A seat held by a waiver.
    Waiver,
}

impl Style {
    /// All there are.
    pub(super) const ALL: &'static [Self] = &[Self::Plain, Self::Header, Self::Open, Self::Waiver];

    /// What the library calls it.
    pub(super) fn format(self) -> Format {
        let boxed =
            Format::new().set_border(FormatBorder::Thin).set_border_color(0x00C8_CDD3).set_align(FormatAlign::Top);
        match self {
            Self::Plain => boxed,
            Self::Open => boxed.set_background_color(0x00F8_CBC6),
            Self::Waiver => boxed.set_background_color(0x00FF_E8B3),
            Self::Header => boxed.set_bold().set_text_wrap().set_background_color(0x00DD_E7F3),
        }
    }
}
