//! A simulation as a picture: how likely it is that every seat stays filled, as the reserve grows; and where seats stay open.

use lunban_core::{Language, Text, text};
use plotters::coord::Shift;
use plotters::prelude::*;

use super::words::{called, chance};
use super::{ReserveRecord, SimulationFile};

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Drawn = Result<(), Box<dyn std::error::Error>>;

const SIZE: (u32, u32) = (1080, 420);
const TEXT: RGBColor = RGBColor(40, 40, 40);
const FAINT: RGBColor = RGBColor(225, 225, 225);

/// Colours that the colour-blind tell apart (Okabe and Ito, 2008), on white, which the picture brings along.
const COLOURS: [RGBColor; 6] = [
    RGBColor(0, 114, 178),
    RGBColor(213, 94, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(230, 159, 0),
    RGBColor(0, 0, 0),
];

/// So much higher than what is shown is the picture: the legend stands there.
const ROOM: f64 = 1.6;

/// The picture as SVG.
pub(super) fn draw(file: &SimulationFile, language: Language) -> String {
    let mut svg = String::new();
    // What is drawn into memory does not fail; a picture less would be no reason to lose the numbers.
    let _ = panels(file, language, &mut svg);
    svg
}

fn panels(file: &SimulationFile, language: Language, svg: &mut String) -> Drawn {
    let root = SVGBackend::with_string(svg, SIZE).into_drawing_area();
    root.fill(&WHITE)?;
    let (left, right) = root.split_horizontally(SIZE.0 / 2);
    chances(&left, file, language)?;
    open_seats(&right, file, language)?;
    root.present()?;
    Ok(())
}

fn caption(text: &Text, language: Language) -> (String, TextStyle<'static>) {
    (text.to(language).to_owned(), ("sans-serif", 17).into_font().color(&TEXT))
}

/// The chance that every seat stays filled, a point for each reserve, with its interval.
fn chances(area: &Area<'_>, file: &SimulationFile, language: Language) -> Drawn {
    let (title, style) = caption(&text!("Every seat stays filled, % of trials", "席位全满的模拟占比（%）"), language);
    let last = file.reserves.len().max(1) as f64;
    let mut chart = ChartBuilder::on(area)
        .caption(title, style)
        .margin(14)
        .x_label_area_size(46)
        .y_label_area_size(46)
        .build_cartesian_2d(-0.5..last - 0.5, 0.0..100.0)?;
    let name = |position: &f64| {
        let whole = (position.round() - position).abs() < 1e-6;
        let reserve = whole.then(|| file.reserves.get(nearest(*position))).flatten();
        reserve.map_or(String::new(), |reserve| called(&reserve.reserve, language))
    };
    chart
        .configure_mesh()
        .disable_x_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(FAINT)
        .x_labels(file.reserves.len() * 2 + 1)
        .x_label_formatter(&name)
        .y_label_formatter(&|share| format!("{share:.0}"))
        .x_desc(text!("on standby, of each rank in each round", "每轮各职级备勤人数").to(language))
        .label_style(("sans-serif", 13).into_font().color(&TEXT))
        .draw()?;
    let points: Vec<(f64, f64, f64)> = (0_u32..)
        .zip(&file.reserves)
        .map(|(position, reserve)| {
            let (share, margin) = chance(reserve.filled_trials, file.trials);
            (f64::from(position), 100.0 * share, 100.0 * margin)
        })
        .collect();
    chart.draw_series(LineSeries::new(points.iter().map(|&(x, share, _)| (x, share)), COLOURS[0].stroke_width(2)))?;
    chart.draw_series(points.iter().map(|&(x, share, margin)| {
        let ends = [(x, (share - margin).max(0.0)), (x, (share + margin).min(100.0))];
        PathElement::new(ends.to_vec(), COLOURS[0])
    }))?;
    chart.draw_series(points.iter().map(|&(x, share, _)| Circle::new((x, share), 4, COLOURS[0].filled())))?;
    Ok(())
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a position in a short list")]
fn nearest(position: f64) -> usize {
    position.round().max(0.0) as usize
}

/// Open seats of each trial by round, a line for each reserve that leaves some open.
fn open_seats(area: &Area<'_>, file: &SimulationFile, language: Language) -> Drawn {
    let title = text!("Open seats a trial, by round and standby of each rank", "每次模拟各轮空缺席位，按备勤人数");
    let (title, style) = caption(&title, language);
    let rounds = file.reserves.first().map_or(1, |reserve| reserve.changes.len().max(1)) as f64;
    let lines: Vec<(&ReserveRecord, Vec<f64>)> =
        file.reserves.iter().map(|reserve| (reserve, by_round(file, reserve))).collect();
    let top = lines.iter().flat_map(|(_, line)| line).copied().fold(0.1, f64::max);
    let mut chart = ChartBuilder::on(area)
        .caption(title, style)
        .margin(14)
        .x_label_area_size(46)
        .y_label_area_size(46)
        .build_cartesian_2d(0.5..rounds + 0.5, 0.0..top * ROOM)?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(FAINT)
        .x_labels(2 * nearest(rounds) + 1)
        .x_label_formatter(&|round| {
            if (round.round() - round).abs() < 1e-6 { format!("{round:.0}") } else { String::new() }
        })
        .y_label_formatter(&|open| format!("{open:.1}"))
        .x_desc(text!("round", "轮次").to(language))
        .label_style(("sans-serif", 13).into_font().color(&TEXT))
        .draw()?;
    for ((reserve, line), colour) in lines.iter().zip(COLOURS.iter().cycle()) {
        let points: Vec<(f64, f64)> = (1_u32..).map(f64::from).zip(line.iter().copied()).collect();
        let series = LineSeries::new(points, colour.stroke_width(2)).point_size(3);
        chart
            .draw_series(series)?
            .label(called(&reserve.reserve, language))
            .legend(move |(x, y)| PathElement::new(vec![(x, y), (x + 18, y)], colour.stroke_width(2)));
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperRight)
        .background_style(WHITE.mix(0.85))
        .label_font(("sans-serif", 13).into_font().color(&TEXT))
        .draw()?;
    Ok(())
}

/// Open seats of one trial in each round.
fn by_round(file: &SimulationFile, reserve: &ReserveRecord) -> Vec<f64> {
    let mut open = vec![0; reserve.changes.len()];
    for one in &reserve.breaks {
        let place = one.round.and_then(|round| usize::try_from(round).ok()?.checked_sub(1));
        if let Some(here) = place.and_then(|place| open.get_mut(place)) {
            *here += one.open;
        }
    }
    open.into_iter().map(|open: u64| open as f64 / f64::from(file.trials.max(1))).collect()
}

#[cfg(test)]
mod tests {
    use lunban_core::Language;

    use super::draw;
    use crate::out::simulation::{BreakRecord, ReserveRecord, SimulationFile};

    #[test]
    fn a_picture_shows_a_point_for_each_reserve_and_a_line_where_seats_stay_open() {
        let reserve = |name: &str, filled, open| ReserveRecord {
            reserve: name.to_owned(),
            of_rank: name.parse().ok(),
            filled_trials: filled,
            dropouts: 100,
            by_own_unit: 50,
            by_others: 10,
            by_moves: 0,
            open,
            changes: vec![3, 4, 5],
            breaks: vec![BreakRecord { round: Some(2), rank: "staff".to_owned(), dropouts: 9, open, first_trials: 5 }],
        };
        let file = SimulationFile {
            trials: 100,
            reserves: vec![reserve("0", 0, 900), reserve("2", 45, 80), reserve("everybody", 100, 0)],
            ..SimulationFile::new("tiny <&>", String::new(), (40, 0), Vec::new())
        };
        let svg = draw(&file, Language::English);
        assert!(svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>"), "{svg}");
        assert!(svg.matches("<circle").count() >= 3 + 9, "a point for each reserve, and for each round of each");
        for word in ["everybody who can", "Every seat stays filled", "Open seats a trial"] {
            assert!(svg.contains(word), "{word}");
        }
        assert!(draw(&file, Language::Chinese).contains("席位全满"));
        assert_eq!(svg, draw(&file, Language::English));
    }
}
