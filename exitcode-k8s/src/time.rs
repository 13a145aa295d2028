//! Points in time as the API server, the container engines and kubectl write them.
//!
//! RFC 3339 and the dates of mail are small languages and the only ones needed here, so they are
//! parsed by hand: a date-time library would be half of the size of this crate.

/// The unix seconds of an RFC 3339 time, fractions cut off; nothing for a text that is none.
///
/// Year 1 (Go's zero time) and the beginning of 1970 stand for "unknown" wherever they are printed,
/// and so are nothing too.
///
/// ```
/// assert_eq!(exitcode_k8s::parse_time("2026-01-02T03:04:05Z"), Some(1_767_323_045));
/// assert_eq!(exitcode_k8s::parse_time("2026-01-02T03:04:05.9+01:00"), Some(1_767_319_445));
/// assert_eq!(exitcode_k8s::parse_time("0001-01-01T00:00:00Z"), None);
/// ```
#[must_use]
pub fn parse(text: &str) -> Option<i64> {
    let (date, rest) = text.split_at_checked(10)?;
    let (time, rest) = rest.strip_prefix(['T', 't', ' '])?.split_at_checked(8)?;
    let [year, month, day] = numbers(date, '-', [4, 2, 2])?;
    let [hour, minute, second] = numbers(time, ':', [2, 2, 2])?;
    let zone = match rest.strip_prefix('.') {
        Some(fraction) => {
            let zone = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            (zone.len() < fraction.len()).then_some(zone)?
        }
        None => rest,
    };
    let offset = match zone.split_at_checked(1)? {
        ("Z" | "z", "") => 0,
        ("+", offset) => seconds_of_offset(offset)?,
        ("-", offset) => -seconds_of_offset(offset)?,
        _ => return None,
    };
    unix([year, month, day], [hour, minute, second], offset)
}

/// The unix seconds of a time such as `Sun, 22 Nov 2026 10:01:27 +0000`, which `kubectl describe`
/// prints (Go's `time.RFC1123Z`); nothing for a text that is none, or for "unknown".
pub(crate) fn parse_described(text: &str) -> Option<i64> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let date = text.trim().split_once(", ").map_or(text.trim(), |(_, date)| date);
    let mut words = date.split_ascii_whitespace();
    let day = words.next().filter(|day| day.len() <= 2)?.parse().ok()?;
    let name = words.next()?;
    let month = MONTHS.iter().position(|month| *month == name)?;
    let year = words.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let time = numbers(words.next()?, ':', [2, 2, 2])?;
    let offset = match words.next()? {
        "GMT" | "UTC" => 0,
        zone => {
            let (sign, zone) = zone.split_at_checked(1)?;
            let (hours, minutes) = zone.split_at_checked(2)?;
            let offset = seconds_of_offset(&format!("{hours}:{minutes}"))?;
            match sign {
                "+" => offset,
                "-" => -offset,
                _ => return None,
            }
        }
    };
    unix([year, i64::try_from(month).ok()? + 1, day], time, offset)
}

fn unix(
    [year, month, day]: [i64; 3],
    [hour, minute, second]: [i64; 3],
    offset: i64,
) -> Option<i64> {
    let in_range = (1..=12).contains(&month)
        && (1..=days_of_month(year, month)).contains(&day)
        && hour < 24
        && minute < 60
        && second <= 60;
    let unix = days_since_1970(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second;
    let unix = unix - offset;
    if in_range { known(unix) } else { None }
}

/// The end of year 1, in unix seconds.
const YEAR_2: i64 = -62_104_060_800;

/// A point in time, unless it is one that stands for "unknown".
pub(crate) fn known(unix: i64) -> Option<i64> {
    (unix >= YEAR_2 && unix != 0).then_some(unix)
}

fn numbers(text: &str, separator: char, widths: [usize; 3]) -> Option<[i64; 3]> {
    if text.len() != widths.iter().sum::<usize>() + 2 {
        return None;
    }
    let mut bytes = text.bytes();
    let mut numbers = [0; 3];
    for (index, (number, width)) in numbers.iter_mut().zip(widths).enumerate() {
        if index > 0 && bytes.next().map(char::from) != Some(separator) {
            return None;
        }
        for digit in bytes.by_ref().take(width) {
            *number = *number * 10 + i64::from(char::from(digit).to_digit(10)?);
        }
    }
    Some(numbers)
}

fn seconds_of_offset(text: &str) -> Option<i64> {
    let [hour, minute, _] = numbers(&format!("{text}:00"), ':', [2, 2, 2])?;
    (hour < 24 && minute < 60).then_some(hour * 3_600 + minute * 60)
}

const fn days_of_month(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days of the proleptic Gregorian calendar, counted in years that begin in March.
const fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Unix seconds as RFC 3339 in UTC.
pub(crate) fn format(unix: i64) -> String {
    let (days, second) = (unix.div_euclid(86_400), unix.rem_euclid(86_400));
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn is(text: &str, unix: impl Into<Option<i64>>) {
        assert_eq!(parse(text), unix.into(), "{text}");
    }

    #[test]
    fn times() {
        // The numbers are those of GNU date.
        is("2026-11-22T09:52:14Z", 1_795_341_134);
        is("2026-11-22T10:20:16.451420409Z", 1_795_342_816);
        is("2026-11-22T09:51:26.859685Z", 1_795_341_086);
        is("2026-11-22T11:52:14+02:00", 1_795_341_134);
        is("2026-11-22T04:22:14-05:30", 1_795_341_134);
        is("2024-02-29T23:59:59Z", 1_709_251_199);
        is("2000-03-01T00:00:00Z", 951_868_800);
        is("1969-12-31T23:59:59Z", -1);
        is("1970-01-01T00:00:01Z", 1);
    }

    #[test]
    fn written_as_read() {
        for day in (-800_000_i64..800_000).step_by(13) {
            let unix = day * 86_400 + (day * 7919).rem_euclid(86_400);
            if known(unix).is_some() && (-62_000_000_000..=250_000_000_000).contains(&unix) {
                assert_eq!(parse(&format(unix)), Some(unix));
            }
        }
        assert_eq!(format(1_795_342_887), "2026-11-22T10:21:27Z");
    }

    #[test]
    fn unknown() {
        is("0001-01-01T00:00:00Z", None);
        is("1970-01-01T00:00:00Z", None);
        is("", None);
    }

    #[test]
    fn described() {
        for (text, unix) in [
            ("Sun, 22 Nov 2026 09:52:14 +0000", Some(1_795_341_134)),
            ("Sun, 22 Nov 2026 11:52:14 +0200", Some(1_795_341_134)),
            ("Sun, 22 Nov 2026 04:22:14 -0530", Some(1_795_341_134)),
            ("22 Nov 2026 09:52:14 GMT", Some(1_795_341_134)),
            ("Mon, 01 Jan 0001 00:00:00 +0000", None),
            ("Thu, 01 Jan 1970 00:00:00 +0000", None),
            ("Sun, 22 Nov 2026 09:52:14", None),
            ("Sun, 22 Nov 2026", None),
            ("Sun, 22 Nov 2026 09:52:1 +0000", None),
            ("Sun, 32 Nov 2026 09:52:14 +0000", None),
            ("Sun, 22 Növ 2026 09:52:14 +0000", None),
            ("", None),
        ] {
            assert_eq!(parse_described(text), unix, "{text}");
        }
    }

    #[test]
    fn no_times() {
        for text in [
            "2026-11-22",
            "2026-11-22T09:52Z",
            "2026-11-22T09:52:14",
            "2026-11-22T09:52:14.Z",
            "2026-13-22T09:52:14Z",
            "2025-02-29T09:52:14Z",
            "2026-11-31T09:52:14Z",
            "2026-11-22T24:52:14Z",
            "2026-11-22T09:52:14+2:00",
            "2026-11-22T09:52:14ZZ",
            "+026-11-22T09:52:14Z",
            "2026-11-22T09:52:1é",
            "2026-11-2é2T09:52:14Z",
        ] {
            is(text, None);
        }
    }
}
