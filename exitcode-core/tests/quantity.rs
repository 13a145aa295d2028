//! Quantities, against Kubernetes' own test tables: the values of `TestQuantityParse`,
//! `TestQuantityString`, `TestQuantityParseEmit` and `TestQuantityRoundUp` in
//! kubernetes/apimachinery, `pkg/api/resource/quantity_test.go`.

use std::fmt::Write;

use exitcode_core::arithmetic::quantity::Format::{self, BinarySi, DecimalExponent, DecimalSi};
use exitcode_core::arithmetic::quantity::Quantity;
use proptest::prelude::*;

#[track_caller]
fn quantity(text: &str) -> Quantity {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// `digits × 10^exponent` in nano units.
fn nanos(digits: i128, exponent: i32) -> i128 {
    match u32::try_from(exponent + 9) {
        Ok(power) => digits * 10_i128.pow(power),
        Err(_) => digits / 10_i128.pow((-exponent - 9) as u32),
    }
}

/// Checks amount and family of a row, and of the row with a sign.
#[track_caller]
fn reads(text: &str, digits: i128, exponent: i32, format: Format) {
    for (sign, factor) in [("", 1), ("+", 1), ("-", -1)] {
        let text = format!("{sign}{text}");
        let read = quantity(&text);
        assert_eq!(read.nanos(), factor * nanos(digits, exponent), "{text}: amount");
        assert_eq!(read.format(), format, "{text}: family");
    }
}

#[track_caller]
fn writes(text: &str, canonical: &str) {
    for sign in ["", "-"] {
        let read = quantity(&format!("{sign}{text}"));
        let sign = if read == Quantity::ZERO { "" } else { sign };
        assert_eq!(read.to_string(), format!("{sign}{canonical}"), "{text}");
    }
}

#[track_caller]
fn fails(text: &str, message: &str) {
    match text.parse::<Quantity>() {
        Ok(read) => panic!("{text:?} read as {read}"),
        Err(error) => assert_eq!(error.to_string(), message, "{text:?}"),
    }
}

#[test]
fn zeros() {
    for suffix in ["", "n", "u", "m", "k", "M", "G", "T", "P", "E"] {
        reads(&format!("0{suffix}"), 0, 0, DecimalSi);
    }
    for suffix in ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"] {
        reads(&format!("0{suffix}"), 0, 0, BinarySi);
    }
    for text in ["0e0", "0E99", "0e2147483647", "00.00e-2147483647"] {
        reads(text, 0, 0, DecimalExponent);
    }
}

#[test]
fn binary_suffixes() {
    reads("1Ki", 1 << 10, 0, BinarySi);
    reads("8Ki", 8 << 10, 0, BinarySi);
    reads("7Mi", 7 << 20, 0, BinarySi);
    reads("6Gi", 6 << 30, 0, BinarySi);
    reads("5Ti", 5 << 40, 0, BinarySi);
    reads("4Pi", 4 << 50, 0, BinarySi);
    reads("3Ei", 3 << 60, 0, BinarySi);
    reads("100Ti", 100 << 40, 0, BinarySi);
    reads("100.035Ki", 10_243_584, -2, BinarySi);
    reads("0.5Mi", 512 << 10, 0, BinarySi);
    reads("0.05Gi", 536_870_912, -1, BinarySi);
    reads("0.025Ti", 274_877_906_944, -1, BinarySi);
}

#[test]
fn decimal_suffixes() {
    reads("5n", 5, -9, DecimalSi);
    reads("4u", 4, -6, DecimalSi);
    reads("3m", 3, -3, DecimalSi);
    reads("9", 9, 0, DecimalSi);
    reads("8k", 8, 3, DecimalSi);
    reads("7M", 7, 6, DecimalSi);
    reads("6G", 6, 9, DecimalSi);
    reads("300T", 3, 14, DecimalSi);
    reads("2P", 2, 15, DecimalSi);
    reads("12E", 12, 18, DecimalSi);
    reads("100.035k", 100_035, 0, DecimalSi);
    reads("0.0005k", 5, -1, DecimalSi);
    reads("0.00050k", 5, -1, DecimalSi);
    reads("0.05000", 5, -2, DecimalSi);
    reads("7.123456M", 7_123_456, 0, DecimalSi);
    reads("6.987654321G", 6_987_654_321, 0, DecimalSi);
    reads("1.01E", 101, 16, DecimalSi);
    reads("128974848000m", 128_974_848, 0, DecimalSi);
    reads("18446744073709551616", 18_446_744_073_709_551_616, 0, DecimalSi);
}

#[test]
fn decimal_exponents() {
    reads("1E-3", 1, -3, DecimalExponent);
    reads("1e3", 1, 3, DecimalExponent);
    reads("1E18", 1, 18, DecimalExponent);
    reads("1e14", 1, 14, DecimalExponent);
    reads("0.5e0", 5, -1, DecimalExponent);
    reads("0.5e-2", 5, -3, DecimalExponent);
    reads("1.3E+6", 13, 5, DecimalExponent);
    reads("1.53E12", 153, 10, DecimalExponent);
    reads("1.7E18", 17, 17, DecimalExponent);
}

#[test]
fn finer_than_nano_rounds_away_from_zero_and_binary_is_capped() {
    reads("3.001n", 4, -9, DecimalSi);
    reads("1.1E-9", 2, -9, DecimalExponent);
    reads("0.0000000001", 1, -9, DecimalSi);
    reads("0.00000000050", 1, -9, DecimalSi);
    reads("0.5e-9", 1, -9, DecimalExponent);
    reads("0.9n", 1, -9, DecimalSi);
    reads("0.00000012345", 124, -9, DecimalSi);
    reads("0.00000012354", 124, -9, DecimalSi);
    reads("1e-2147483647", 1, -9, DecimalExponent);
    reads("8Ei", i64::MAX.into(), 0, BinarySi);
    reads("9Ei", i64::MAX.into(), 0, BinarySi);
    reads("7.9999999999999999999999Ei", i64::MAX.into(), 0, BinarySi);
    reads("9223372036854775807Ki", i64::MAX.into(), 0, BinarySi);
    reads(&format!("{}Ki", "9".repeat(10_000)), i64::MAX.into(), 0, BinarySi);
}

#[test]
fn written_by_trolls() {
    reads(".001", 1, -3, DecimalSi);
    reads(".0001k", 1, -1, DecimalSi);
    reads("1.", 1, 0, DecimalSi);
    reads("1.G", 1, 9, DecimalSi);
    reads(&format!("{}1", "0".repeat(10_000)), 1, 0, DecimalSi);
    reads(&format!("1.{}1", "0".repeat(10_000)), 1_000_000_001, -9, DecimalSi);
    reads(&format!("1.{}1Ki", "0".repeat(10_000)), 1_024_000_000_001, -9, BinarySi);
    let thirds = format!("0.{}Ki", "3".repeat(10_000));
    reads(&thirds, 341_333_333_334, -9, BinarySi);
}

#[test]
fn a_binary_quantity_below_one_turns_decimal() {
    assert_eq!(quantity("0.000000000001Ki").format(), DecimalSi);
    assert_eq!(quantity("0.000000000001Ki").nanos(), 2);
    assert_eq!(quantity("-0.000000000001Ki").nanos(), -2);
    assert_eq!(quantity("0.0009765625Ki").format(), BinarySi, "exactly 1");
    assert_eq!(quantity("0.000976562Ki").format(), DecimalSi);
}

#[test]
fn errors_say_where() {
    fails("", "expected a digit at byte 0");
    fails(" 1", "expected a digit at byte 0");
    fails("aoeu", "expected a digit at byte 0");
    fails("-", "expected a digit at byte 1");
    fails("--1", "expected a digit at byte 1");
    fails(".", "expected a digit at byte 0");
    fails("Ki", "expected a digit at byte 0");
    fails("1 ", "unknown suffix at byte 1");
    fails("1.1.M", "unknown suffix at byte 3");
    fails("1+1.0M", "unknown suffix at byte 1");
    fails("0.1mi", "unknown suffix at byte 3");
    fails("0.1am", "unknown suffix at byte 3");
    fails(".5i", "unknown suffix at byte 2");
    fails("1i", "unknown suffix at byte 1");
    fails("-3.01i", "unknown suffix at byte 5");
    fails("512MB", "unknown suffix at byte 3");
    fails("1K", "unknown suffix at byte 1");
    fails("1gi", "unknown suffix at byte 1");
    fails("1,5Gi", "unknown suffix at byte 1");
    fails("1Gi\u{301}", "unknown suffix at byte 1");
    fails("1e", "invalid exponent at byte 1");
    fails("-3.01e-", "invalid exponent at byte 5");
    fails("1e+-3", "invalid exponent at byte 1");
    fails("1E3i", "invalid exponent at byte 1");
    fails("1e4294967296", "invalid exponent at byte 1");
    fails("1e30", "quantity out of range at byte 0");
    fails("2e29", "quantity out of range at byte 0");
    fails("-1e2147483647", "quantity out of range at byte 1");
    fails(&"9".repeat(10_000), "quantity out of range at byte 0");
}

#[test]
fn canonical_form() {
    let rows = [
        ("1024Mi", "1Gi"),
        ("307200Ki", "300Mi"),
        ("6Ki", "6Ki"),
        ("1025024Mi", "1001Gi"),
        ("1024Gi", "1Ti"),
        ("1.5Gi", "1536Mi"),
        ("8Ei", "9223372036854775807"),
        ("4096Pi", "4Ei"),
        ("0.5Ki", "512"),
        (".001Ki", "1024m"),
        (".000001Ki", "1024u"),
        (".000000001Ki", "1024n"),
        ("1.0009765625Ki", "1025"),
        ("100.035Ki", "102435840m"),
        ("0", "0"),
        ("00", "0"),
        ("0Ki", "0"),
        ("5000m", "5"),
        ("0.5", "500m"),
        ("1000M", "1G"),
        ("0.001T", "1G"),
        ("1000u", "1m"),
        ("1.08", "1080m"),
        ("1080000000n", "1080m"),
        ("1.2345", "1234500u"),
        ("128974848000m", "128974848"),
        ("1234567M", "1234567M"),
        ("1E", "1E"),
        ("1000E", "1e21"),
        ("1000000E", "1e24"),
        (".001e12", "1e9"),
        ("0.001e0", "1e-3"),
        ("1000e-12", "1e-9"),
        ("80e-3", "80e-3"),
        ("300e6", "300e6"),
        ("1E3", "1e3"),
        ("1e1", "10"),
        ("1e5", "100e3"),
    ];
    for (text, canonical) in rows {
        writes(text, canonical);
    }
}

#[test]
fn whole_units_round_away_from_zero() {
    let rows = [
        ("9.01", 10, 9010),
        ("-9.01", -10, -9010),
        ("1n", 1, 1),
        ("-1n", -1, -1),
        ("100m", 1, 100),
        ("1.5Gi", 1_610_612_736, 1_610_612_736_000),
        ("8Ei", i64::MAX, i64::MAX),
        ("9223372036854775806", i64::MAX - 1, i64::MAX),
        ("-9223372036854775807", i64::MIN + 1, i64::MIN),
        ("-9223372036854775808", i64::MIN, i64::MIN),
        ("12E", i64::MAX, i64::MAX),
        ("-12E", i64::MIN, i64::MIN),
    ];
    for (text, value, milli) in rows {
        assert_eq!(quantity(text).value(), value, "{text}: value");
        assert_eq!(quantity(text).milli_value(), milli, "{text}: milli value");
    }
}

#[test]
fn sums_keep_the_family() {
    let sum = |a, b| quantity(a).checked_add(quantity(b)).map(|sum| sum.to_string());
    assert_eq!(sum("0", "1Gi").as_deref(), Some("1Gi"));
    assert_eq!(sum("1Gi", "0").as_deref(), Some("1Gi"));
    assert_eq!(sum("512Mi", "512M").as_deref(), Some("1024288Ki"));
    assert_eq!(sum("100m", "900m").as_deref(), Some("1"));
    assert_eq!(sum("1e29", "1e29"), None);
    assert_eq!(sum("-1e29", "-1e29"), None);
}

#[test]
fn as_kubernetes_reads_and_writes() {
    let mut read = 0;
    for row in include_str!("oracle/quantities.tsv").lines().filter(|row| !row.starts_with('#')) {
        match row.split('\t').collect::<Vec<_>>()[..] {
            [text, "err"] => assert!(text.parse::<Quantity>().is_err(), "{row}"),
            [text, nanos, family, canonical] => {
                let quantity = quantity(text);
                assert_eq!(quantity.nanos().to_string(), nanos, "{row}");
                assert_eq!(
                    format!("{:?}", quantity.format()).to_lowercase(),
                    family.to_lowercase()
                );
                assert_eq!(quantity.to_string(), canonical, "{row}");
                read += 1;
            }
            _ => panic!("{row}"),
        }
    }
    assert!(read > 200, "only {read} quantities compared");
}

#[test]
fn usable_in_constants() {
    const LIMIT: Quantity = match Quantity::parse("512Mi") {
        Ok(limit) => limit,
        Err(_) => Quantity::ZERO,
    };
    assert_eq!(LIMIT, Quantity::bytes(512 << 20));
    assert_eq!(LIMIT, Quantity::new(512 << 20, DecimalSi));
    assert_eq!(Quantity::milli(1500), quantity("1.5"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_panics(text in ".{0,40}") {
        let _ = text.parse::<Quantity>();
    }

    #[test]
    fn whatever_reads_writes_and_reads_again(
        text in "[+-]?[0-9]{0,20}(\\.[0-9]{0,20})?([numkMGTPE]|[KMGTPE]i|[eE][+-]?[0-9]{1,2})?",
    ) {
        if let Ok(read) = text.parse::<Quantity>() {
            let mut canonical = String::new();
            write!(canonical, "{read}").unwrap();
            let again = quantity(&canonical);
            prop_assert_eq!(again, read);
            prop_assert_eq!(again.to_string(), canonical);
        }
    }

    #[test]
    fn agrees_with_exact_integers(digits in 0..10_i128.pow(12), shift in 1..=4_u32) {
        let suffix = ["", "Ki", "Mi", "Gi", "Ti"][shift as usize];
        let expected = (digits << (10 * shift)).min(i64::MAX.into());
        prop_assert_eq!(quantity(&format!("{digits}{suffix}")).nanos(), nanos(expected, 0));
        let thousandth = quantity(&format!("{}.{:03}{suffix}", digits / 1000, digits % 1000));
        let exact = nanos(digits << (10 * shift), -3);
        prop_assert_eq!(thousandth.nanos(), exact.min(nanos(i64::MAX.into(), 0)));
    }

    #[test]
    fn order_is_the_order_of_amounts(a in any::<i64>(), b in any::<i64>()) {
        let (x, y) = (Quantity::new(a, BinarySi), quantity(&b.to_string()));
        prop_assert_eq!(x.cmp(&y), a.cmp(&b));
        prop_assert_eq!(x == y, a == b);
    }
}

#[test]
fn only_amounts_above_zero_are_positive() {
    for (text, expected) in [("0", false), ("-1n", false), ("1n", true), ("1Gi", true)] {
        assert_eq!(quantity(text).is_positive(), expected, "{text}");
    }
}

#[test]
fn equal_amounts_are_ordered_and_hashed_alike() {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let hash = |text| {
        let mut state = DefaultHasher::new();
        quantity(text).hash(&mut state);
        state.finish()
    };
    assert!(quantity("1Gi") > quantity("1G") && quantity("1G") < quantity("1Gi"));
    assert_eq!(hash("1024Mi"), hash("1Gi"));
    assert_ne!(hash("1G"), hash("1Gi"));
}

#[test]
fn a_binary_quantity_below_1024_is_written_decimal() {
    writes("0.9765625Ki", "1k");
    writes("1Ki", "1Ki");
}

#[test]
fn an_error_has_the_offset_it_writes() {
    for (text, offset) in [("", 0), ("-x", 1), ("512mb", 3), ("1.25q", 4)] {
        assert_eq!(text.parse::<Quantity>().unwrap_err().offset(), offset, "{text:?}");
    }
}
