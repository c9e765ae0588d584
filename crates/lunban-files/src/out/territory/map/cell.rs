//! The land nearest to each of some points, as polygons.

/// A point in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// Corners of the circle that land is cut from.
const CORNERS: u32 = 24;

/// For each point the land that is nearer to it than to any other and not farther than `reach`, as the corners of a polygon.
pub(super) fn cells(points: &[Point], reach: f64) -> Vec<Vec<Point>> {
    points.iter().map(|centre| cell(*centre, points, reach)).collect()
}

/// A circle around a point, cut by the line half-way to each other point that is near enough to matter.
fn cell(centre: Point, points: &[Point], reach: f64) -> Vec<Point> {
    let corner = |number: u32| {
        let angle = std::f64::consts::TAU * f64::from(number) / f64::from(CORNERS);
        Point { x: centre.x + reach * angle.cos(), y: centre.y + reach * angle.sin() }
    };
    let circle = (0..CORNERS).map(corner).collect();
    let near = |other: &&Point| **other != centre && (other.x - centre.x).hypot(other.y - centre.y) < 2.0 * reach;
    points.iter().filter(near).fold(circle, |land, other| cut(&land, centre, *other))
}

/// The part of a polygon that is nearer to one point than to another.
fn cut(land: &[Point], nearer: Point, other: Point) -> Vec<Point> {
    let (dx, dy) = (other.x - nearer.x, other.y - nearer.y);
    let middle = dx * f64::midpoint(nearer.x, other.x) + dy * f64::midpoint(nearer.y, other.y);
    let beyond = |point: Point| dx * point.x + dy * point.y - middle;
    let mut kept = Vec::new();
    for (position, &corner) in land.iter().enumerate() {
        let next = land[(position + 1) % land.len()];
        let (here, there) = (beyond(corner), beyond(next));
        if here <= 0.0 {
            kept.push(corner);
        }
        if (here < 0.0 && there > 0.0) || (here > 0.0 && there < 0.0) {
            let share = here / (here - there);
            kept.push(Point { x: corner.x + share * (next.x - corner.x), y: corner.y + share * (next.y - corner.y) });
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn land_ends_half_way_to_the_next_point() {
        let points = [Point { x: 0.0, y: 0.0 }, Point { x: 10.0, y: 0.0 }];
        let cells = cells(&points, 8.0);
        let east = |cell: &[Point]| cell.iter().map(|point| point.x).fold(f64::MIN, f64::max);
        let west = |cell: &[Point]| cell.iter().map(|point| point.x).fold(f64::MAX, f64::min);
        assert!((east(&cells[0]) - 5.0).abs() < 1e-9 && (west(&cells[1]) - 5.0).abs() < 1e-9, "{cells:?}");
        assert!((west(&cells[0]) + 8.0).abs() < 1e-9, "nothing is beside it in the west");
    }

    #[test]
    fn points_at_one_place_share_the_land() {
        let points = [Point { x: 1.0, y: 1.0 }; 2];
        assert_eq!(cells(&points, 3.0)[0].len(), CORNERS as usize);
    }
}
