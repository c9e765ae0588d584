//! Quality over time: how high each solver stands on the ladder of goal levels, a panel for each instance.

use std::path::Path;

use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;

use super::table::values;
use super::{Compared, Line, Record};

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Drawn = Result<(), Box<dyn std::error::Error>>;

/// The width of the picture, and the height of a panel.
const SIZE: (u32, u32) = (1080, 460);

/// Where the legend begins.
const LEGEND: i32 = 780;

/// Colours that the colour-blind tell apart (Okabe and Ito, 2008); ours is the first. All are seen on white, which the picture brings along, so that it
/// is read by day and by night.
const COLOURS: [RGBColor; 7] = [
    RGBColor(0, 0, 0),
    RGBColor(213, 94, 0),
    RGBColor(0, 114, 178),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(230, 159, 0),
    RGBColor(86, 180, 233),
];

const TEXT: RGBColor = RGBColor(40, 40, 40);
const FAINT: RGBColor = RGBColor(105, 105, 105);

/// The earliest time that is shown.
const FIRST: f64 = 0.3;

/// Draws the record.
///
/// # Errors
/// If the file cannot be written.
pub fn draw(record: &Record, file: &Path) -> Drawn {
    let panels = u32::try_from(record.instances.len())?;
    let root = SVGBackend::new(file, (SIZE.0, SIZE.1 * panels.max(1))).into_drawing_area();
    root.fill(&WHITE)?;
    for (area, compared) in root.split_evenly((record.instances.len().max(1), 1)).iter().zip(&record.instances) {
        panel(area, compared, record)?;
    }
    root.present()?;
    Ok(())
}

fn panel(area: &Area<'_>, compared: &Compared, record: &Record) -> Drawn {
    let (plot, legend) = area.split_horizontally(LEGEND);
    let levels = compared.levels.len() as f64;
    let title = format!("{}: goal levels reached, over {} s on two threads", compared.instance, record.seconds);
    let mut chart = ChartBuilder::on(&plot)
        .caption(title, ("sans-serif", 18).into_font().color(&TEXT))
        .margin(12)
        .x_label_area_size(44)
        .y_label_area_size(48)
        .build_cartesian_2d((FIRST..record.seconds as f64).log_scale(), 0.0..levels)?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .y_labels(compared.levels.len() + 1)
        .light_line_style(TRANSPARENT)
        .x_label_formatter(&|seconds| format!("{seconds}"))
        .y_label_formatter(&|level| format!("{level:.0}"))
        .x_desc("seconds")
        .y_desc("levels as good as the best known")
        .label_style(("sans-serif", 13).into_font().color(&TEXT))
        .draw()?;
    chart.draw_series(bands(compared))?;
    // Ours comes last, on top of the others.
    for (line, colour) in compared.lines.iter().zip(COLOURS).rev() {
        draw_line(&mut chart, compared, line, colour, record.seconds as f64)?;
    }
    draw_legend(&legend, compared)
}

/// What each level counts, and the best value that is known.
fn bands(compared: &Compared) -> Vec<Text<'static, (f64, f64), String>> {
    let style = TextStyle::from(("sans-serif", 11).into_font()).color(&FAINT);
    let best = |level: usize| compared.best().map_or(String::new(), |best| format!(": {}", best.levels[level]));
    let names = compared.levels.iter().enumerate();
    let text = |(level, name): (usize, &String)| {
        Text::new(format!("{}  {name}{}", level + 1, best(level)), (FIRST * 1.03, level as f64 + 0.35), style.clone())
    };
    names.map(text).collect()
}

type Chart<'a, 'b> =
    ChartContext<'b, SVGBackend<'a>, Cartesian2d<plotters::coord::combinators::LogCoord<f64>, RangedCoordf64>>;

/// A stair: what was the best so far, at every time.
fn draw_line(chart: &mut Chart<'_, '_>, compared: &Compared, line: &Line, colour: RGBColor, end: f64) -> Drawn {
    let Some(best) = compared.best() else { return Ok(()) };
    let improving = line.improving();
    let corners: Vec<(f64, f64)> =
        improving.iter().map(|point| (point.seconds.clamp(FIRST, end), height(&point.levels, &best.levels))).collect();
    let mut stair: Vec<(f64, f64)> = Vec::new();
    for &(seconds, reached) in &corners {
        stair.extend(stair.last().map(|&(_, before)| (seconds, before)));
        stair.push((seconds, reached));
    }
    stair.extend(stair.last().map(|&(_, reached)| (end, reached)));
    chart.draw_series(LineSeries::new(stair, colour.stroke_width(2)))?;
    chart.draw_series(corners.into_iter().map(|corner| Circle::new(corner, 3, colour.filled())))?;
    Ok(())
}

/// How many levels are as good as the best known, and how near the next one is to it: half of the way where it has twice its value, a third
/// where four times, and so forth.
fn height(levels: &[i64], best: &[i64]) -> f64 {
    let pairs = levels.iter().zip(best).enumerate();
    let first = pairs.map(|(level, (value, best))| (level, value, best)).find(|(_, value, best)| value != best);
    match first {
        Some((level, value, best)) if value > best => level as f64 + nearness((value + 1) as f64 / (best + 1) as f64),
        _ => best.len() as f64,
    }
}

fn nearness(times: f64) -> f64 {
    1.0 / (1.0 + times.log2())
}

fn draw_legend(area: &Area<'_>, compared: &Compared) -> Drawn {
    let name = TextStyle::from(("sans-serif", 14).into_font()).color(&TEXT);
    let small = TextStyle::from(("sans-serif", 12).into_font()).color(&FAINT);
    let mut top = 48;
    for (line, colour) in compared.lines.iter().zip(COLOURS) {
        area.draw(&Rectangle::new([(0, top), (14, top + 12)], colour.filled()))?;
        area.draw_text(&format!("{} ({})", line.peer, line.solver), &name, (22, top))?;
        area.draw_text(&values(line, &[]), &small, (22, top + 18))?;
        let last = line.improving().last().map(|point| format!("since {:.1} s", point.seconds));
        area.draw_text(&last.unwrap_or_default(), &small, (22, top + 34))?;
        top += 62;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::height;

    #[test]
    fn the_first_level_that_differs_says_how_high_a_plan_stands() {
        let is = |levels: &[i64], expected: f64| assert!((height(levels, &[0, 37, 5]) - expected).abs() < 1e-9);
        is(&[0, 37, 5], 3.0);
        is(&[0, 75, 0], 1.5);
        is(&[7, 0, 0], 0.25);
        is(&[0, 36, 9], 3.0);
    }
}
