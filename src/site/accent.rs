//! The accent of a review: one colour from `review.yaml`, made readable on light and on dark pages.
//!
//! Links and headings of the menu are set in it, so it must stand out from the paper by the ratios of WCAG 2.2 (1.4.3, and
//! 1.4.6 for readers who ask for more contrast). A colour that does not is darkened or lightened until it does.

use crate::review::colour::Colour;

/// The grounds that text in the accent stands on, in the style sheet: of each theme the one that is nearest to it.
const LIGHT: Colour = Colour([0xf5, 0xf4, 0xf0]);
const DARK: Colour = Colour([0x1c, 0x20, 0x24]);
/// A little more than the 4.5 and 7 that are asked for, for marked text.
const ENOUGH: f64 = 5.0;
const MORE: f64 = 8.0;

/// The style sheet that sets the accent.
#[must_use]
pub fn style_sheet(accent: Colour) -> String {
    let rule = |ground, least| format!(":root {{ --accent: {}; }}", hexadecimal(readable(accent, ground, least)));
    let (light, dark) = (rule(LIGHT, ENOUGH), rule(DARK, ENOUGH));
    let (light_more, dark_more) = (rule(LIGHT, MORE), rule(DARK, MORE));
    format!(
        "{light}\n\
         @media (prefers-color-scheme: dark) {{ {dark} }}\n\
         @media (prefers-contrast: more) {{ {light_more} }}\n\
         @media (prefers-contrast: more) and (prefers-color-scheme: dark) {{ {dark_more} }}\n\
         @media print {{ :root {{ --accent: #000; }} }}\n"
    )
}

/// The colour nearest to one, on the way to black or white, that stands out enough from a ground.
fn readable(colour: Colour, ground: Colour, least: f64) -> Colour {
    let end = if luminance(ground) > 0.5 { 0.0 } else { 255.0 };
    let mixed = |hundredths: u8| {
        let share = f64::from(hundredths) / 100.0;
        Colour(colour.0.map(|part| whole(f64::from(part) + (end - f64::from(part)) * share)))
    };
    (0..=100).map(mixed).find(|mixed| contrast(*mixed, ground) >= least).unwrap_or(mixed(100))
}

/// A part of a colour as the whole number nearest to it.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is between 0 and 255")]
fn whole(part: f64) -> u8 {
    part.round().clamp(0.0, 255.0) as u8
}

fn hexadecimal(Colour([r, g, b]): Colour) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// The contrast ratio of two colours (WCAG 2.2, "contrast ratio").
fn contrast(a: Colour, b: Colour) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The relative luminance of a colour (WCAG 2.2, "relative luminance").
fn luminance(Colour(parts): Colour) -> f64 {
    let [r, g, b] = parts.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_that_can_be_read_stays_as_it_is() {
        let deep = Colour([0x0d, 0x56, 0x80]);
        assert_eq!(readable(deep, LIGHT, ENOUGH), deep);
    }

    #[test]
    fn every_colour_can_be_read_on_light_and_on_dark_pages() {
        for part in [0, 51, 102, 153, 204, 255] {
            for colour in [[part, 0, 0], [0, part, 255], [255, part, 0], [part, part, part]].map(Colour) {
                for (ground, least) in [(LIGHT, ENOUGH), (DARK, ENOUGH), (LIGHT, MORE), (DARK, MORE)] {
                    assert!(contrast(readable(colour, ground, least), ground) >= least, "{colour:?} on {ground:?}");
                }
            }
        }
    }

    #[test]
    fn black_on_white_is_the_greatest_contrast() {
        assert!((contrast(Colour([0; 3]), Colour([255; 3])) - 21.0).abs() < 1e-9);
    }
}
