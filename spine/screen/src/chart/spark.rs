//! A line of a few centimetres beside a number. Decoration: the numbers stand next to it as text.

use crate::chart::canvas::{Canvas, FULL, paint};
use crate::chart::scale::Scale;
use crate::kit::component;
use askama::Template;
use measure::{Amount, Point, Quality, segments};

/// A small line; prints itself.
#[derive(Debug, Clone, Template)]
#[template(
    source = r#"<svg class="spark" width="100%" height="44" aria-hidden="true">{{ body|safe }}</svg>"#,
    ext = "html"
)]
pub struct Spark {
    body: String,
}
component!(Spark);

/// A small line over the years, with the last target as a dashed rule.
#[must_use]
pub fn spark(points: &[Point], target: Option<Amount>) -> Spark {
    let scale = Scale::tight(points.iter().filter_map(|point| point.amount).chain(target));
    let y = |value: Amount| scale.at(value, 390, 50);
    let last = i64::try_from(points.len()).unwrap_or(1).max(2) - 1;
    let x = |at: i64| FULL * 4 / 100 + at * (FULL * 92 / 100) / last;
    let first_year = points.first().map_or(0, |point| point.year.0);
    let place = |point: &Point, value: Amount| (x(i64::from(point.year.0 - first_year)), y(value));
    let mut canvas = Canvas::fluid();
    if let Some(target) = target {
        let look = format!(r#"stroke="{}" stroke-dasharray="3 3""#, paint::SUB);
        canvas.line((0, y(target)), (FULL, y(target)), &look);
    }
    for stretch in segments(points) {
        for pair in stretch.windows(2) {
            if let (Some(from), Some(to)) = (pair[0].amount, pair[1].amount) {
                let look = format!(
                    r#"class="ch-line" stroke="{}" stroke-width="2" stroke-linecap="round""#,
                    paint::KEY
                );
                canvas.line(place(&pair[0], from), place(&pair[1], to), &look);
            }
        }
        // A year that stands alone would not be seen without a dot.
        if let [
            Point {
                amount: Some(value),
                ..
            },
        ] = stretch
        {
            canvas.circle(
                place(&stretch[0], *value),
                20,
                &format!(r#"class="ch-mark" fill="{}""#, paint::KEY),
            );
        }
    }
    if let Some((point, value)) = points
        .iter()
        .rev()
        .find_map(|point| point.amount.map(|value| (point, value)))
    {
        let look = if point.quality == Quality::Final {
            format!(r#"class="ch-mark" fill="{}""#, paint::KEY)
        } else {
            format!(
                r##"class="ch-hollow" fill="#fff" stroke="{}" stroke-width="2""##,
                paint::KEY
            )
        };
        canvas.circle(place(point, value), 35, &look);
    }
    Spark {
        body: canvas.into_body(),
    }
}
