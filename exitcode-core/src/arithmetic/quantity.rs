//! Kubernetes quantities: `1500m`, `1.5Gi`, `64k`, `1e3`.

use core::cmp::Ordering;
use core::error::Error;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::str::FromStr;

/// Nano units in one unit.
const NANO: i128 = 1_000_000_000;

/// The largest binary quantity in nano units: a parser silently caps `8Ei` and more here.
const BINARY_CAP: u128 = i64::MAX as u128 * NANO as u128;

/// An amount of a resource, as Kubernetes writes it in `resources.requests` and `resources.limits`.
///
/// It is exact, never a float: a whole number of nano units. Text is read as the API server reads
/// it: a decimal number and a suffix of one of three families, anything finer than nano rounded
/// **away from zero** (`0.9n` is `1n`), binary quantities silently capped at 2⁶³ − 1 (`8Ei`).
/// Two quantities are equal when their amounts are, so `1Ki` equals `1024`.
///
/// `M` is 10⁶ and `Mi` is 2²⁰, while `m` is a thousandth: `memory: 512m` asks for half a byte.
/// `k` is the only small letter above one; `K` does not exist.
///
/// Differences from the API server, each on purpose. It reads a text without any digit (`m`,
/// `+`, `.Ki`) as zero and wraps an exponent beyond 32 bits; here both are errors. And it holds any
/// number of digits, while this type ends at about 1.7 × 10²⁹ units.
///
/// Source: `resource.Quantity` in kubernetes/apimachinery, `pkg/api/resource/quantity.go` and
/// `suffix.go`.
///
/// ```
/// use exitcode_core::arithmetic::quantity::{Format, Quantity};
///
/// let memory: Quantity = "1.5Gi".parse()?;
/// assert_eq!(memory.value(), 1_610_612_736);
/// assert_eq!(memory.format(), Format::BinarySi);
/// assert_eq!(memory.to_string(), "1536Mi");
///
/// let cpu: Quantity = "0.25".parse()?;
/// assert_eq!(cpu.milli_value(), 250);
/// assert_eq!(cpu.to_string(), "250m");
///
/// let error = "512mb".parse::<Quantity>().unwrap_err();
/// assert_eq!(error.to_string(), "unknown suffix at byte 3");
/// # Ok::<(), exitcode_core::arithmetic::quantity::ParseQuantityError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Quantity {
    nanos: i128,
    format: Format,
}

/// The family of suffixes that a quantity was written with, and is written with again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Powers of 1000: `n`, `u`, `m`, none, `k`, `M`, `G`, `T`, `P`, `E`.
    DecimalSi,
    /// Powers of 1024: `Ki`, `Mi`, `Gi`, `Ti`, `Pi`, `Ei`.
    BinarySi,
    /// A decimal exponent: `1e3`, `1E3`.
    DecimalExponent,
}

impl Quantity {
    /// Nothing.
    pub const ZERO: Self = Self { nanos: 0, format: Format::DecimalSi };

    /// A whole number of units: cores, bytes.
    #[must_use]
    pub const fn new(units: i64, format: Format) -> Self {
        Self { nanos: units as i128 * NANO, format }
    }

    /// A number of bytes, written with binary suffixes.
    ///
    /// ```
    /// # use exitcode_core::arithmetic::quantity::Quantity;
    /// assert_eq!(Quantity::bytes(512 << 20).to_string(), "512Mi");
    /// ```
    #[must_use]
    pub const fn bytes(bytes: u64) -> Self {
        Self { nanos: bytes as i128 * NANO, format: Format::BinarySi }
    }

    /// A number of thousandths, such as millicores.
    #[must_use]
    pub const fn milli(milli: i64) -> Self {
        Self { nanos: milli as i128 * (NANO / 1000), format: Format::DecimalSi }
    }

    /// The amount in nano units, exactly.
    #[must_use]
    pub const fn nanos(self) -> i128 {
        self.nanos
    }

    /// The suffix family.
    #[must_use]
    pub const fn format(self) -> Format {
        self.format
    }

    /// The amount in whole units, rounded away from zero, held at the ends of `i64`.
    ///
    /// Kubernetes' `Value()`: what the scheduler and the kubelet reckon with. (It rounds a negative
    /// fraction either way, depending on how it holds the number; here always away from zero.)
    #[must_use]
    #[doc(alias = "Value")]
    pub const fn value(self) -> i64 {
        self.scaled(NANO)
    }

    /// The amount in thousandths, rounded away from zero, held at the ends of `i64`.
    #[must_use]
    #[doc(alias = "MilliValue")]
    pub const fn milli_value(self) -> i64 {
        self.scaled(NANO / 1000)
    }

    /// Whether the amount is above zero: only such requests and limits count for the QoS class.
    #[must_use]
    pub const fn is_positive(self) -> bool {
        self.nanos > 0
    }

    /// The sum, or `None` beyond the range; the suffix family is that of the first summand unless
    /// it is zero.
    #[must_use]
    pub const fn checked_add(self, other: Self) -> Option<Self> {
        let format = if self.nanos == 0 { other.format } else { self.format };
        match self.nanos.checked_add(other.nanos) {
            // The lowest number has no negative, which `Display` needs.
            None | Some(i128::MIN) => None,
            Some(nanos) => Some(Self { nanos, format }),
        }
    }

    /// Reads a quantity; the `const` form of [`FromStr`].
    ///
    /// White space around it is an error here, as in Kubernetes' `ParseQuantity`; JSON readers trim
    /// it first.
    ///
    /// # Errors
    ///
    /// When the text is no quantity, or beyond about 1.7 × 10²⁹ units; with the position.
    pub const fn parse(text: &str) -> Result<Self, ParseQuantityError> {
        let (negative, unsigned) = match text.as_bytes() {
            [b'-', rest @ ..] => (true, rest),
            [b'+', rest @ ..] => (false, rest),
            rest => (false, rest),
        };
        let start = text.len() - unsigned.len();
        let (whole, rest) = split_digits(unsigned);
        let (fraction, suffix) = match rest {
            [b'.', rest @ ..] => split_digits(rest),
            rest => (rest.split_at(0).0, rest),
        };
        if whole.is_empty() && fraction.is_empty() {
            return Err(ParseQuantityError { offset: start, kind: Kind::Digit });
        }
        let unit = match Unit::parse(suffix) {
            Ok(unit) => unit,
            Err(kind) => {
                return Err(ParseQuantityError { offset: text.len() - suffix.len(), kind });
            }
        };
        let (magnitude, mut format) = match unit {
            Unit::Ten(exponent, format) => (decimal(whole, fraction, exponent), format),
            Unit::Two(shift) => (Some(binary(whole, fraction, shift)), Format::BinarySi),
        };
        match magnitude {
            Some(magnitude) if magnitude <= i128::MAX as u128 => {
                let nanos = magnitude as i128;
                if matches!(format, Format::BinarySi) && nanos > 0 && nanos < NANO {
                    format = Format::DecimalSi;
                }
                Ok(Self { nanos: if negative { -nanos } else { nanos }, format })
            }
            _ => Err(ParseQuantityError { offset: start, kind: Kind::Range }),
        }
    }

    const fn scaled(self, nanos_per_unit: i128) -> i64 {
        let whole = self.nanos / nanos_per_unit;
        let rounded =
            if self.nanos % nanos_per_unit == 0 { whole } else { whole + self.nanos.signum() };
        const MIN: i128 = i64::MIN as i128;
        const MAX: i128 = i64::MAX as i128;
        match rounded {
            ..MIN => i64::MIN,
            MIN..=MAX => rounded as i64,
            _ => i64::MAX,
        }
    }
}

/// What a suffix multiplies by.
enum Unit {
    /// A power of ten.
    Ten(i32, Format),
    /// A power of two.
    Two(u32),
}

impl Unit {
    const fn parse(suffix: &[u8]) -> Result<Self, Kind> {
        Ok(match suffix {
            b"n" => Self::Ten(-9, Format::DecimalSi),
            b"u" => Self::Ten(-6, Format::DecimalSi),
            b"m" => Self::Ten(-3, Format::DecimalSi),
            b"" => Self::Ten(0, Format::DecimalSi),
            b"k" => Self::Ten(3, Format::DecimalSi),
            b"M" => Self::Ten(6, Format::DecimalSi),
            b"G" => Self::Ten(9, Format::DecimalSi),
            b"T" => Self::Ten(12, Format::DecimalSi),
            b"P" => Self::Ten(15, Format::DecimalSi),
            b"E" => Self::Ten(18, Format::DecimalSi),
            b"Ki" => Self::Two(10),
            b"Mi" => Self::Two(20),
            b"Gi" => Self::Two(30),
            b"Ti" => Self::Two(40),
            b"Pi" => Self::Two(50),
            b"Ei" => Self::Two(60),
            [b'e' | b'E', exponent @ ..] => match parse_exponent(exponent) {
                Some(exponent) => Self::Ten(exponent, Format::DecimalExponent),
                None => return Err(Kind::Exponent),
            },
            _ => return Err(Kind::Suffix),
        })
    }
}

const fn parse_exponent(text: &[u8]) -> Option<i32> {
    let (negative, mut digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        rest => (false, rest),
    };
    if digits.is_empty() {
        return None;
    }
    let mut exponent: i64 = 0;
    while let [digit @ b'0'..=b'9', rest @ ..] = digits {
        exponent = exponent * 10 + (*digit - b'0') as i64;
        if exponent > i32::MAX as i64 {
            return None;
        }
        digits = rest;
    }
    if !digits.is_empty() {
        return None;
    }
    Some(if negative { -exponent } else { exponent } as i32)
}

const fn split_digits(text: &[u8]) -> (&[u8], &[u8]) {
    let mut rest = text;
    while let [b'0'..=b'9', tail @ ..] = rest {
        rest = tail;
    }
    text.split_at(text.len() - rest.len())
}

/// `whole.fraction × 10^exponent` in nano units, rounded up; `None` beyond the range.
const fn decimal(whole: &[u8], fraction: &[u8], exponent: i32) -> Option<u128> {
    // How many leading digits stand at nano or above.
    let mut keep = whole.len() as i64 + exponent as i64 + 9;
    let mut nanos: u128 = 0;
    let mut inexact = false;
    // First the digits before the point, then those after it.
    let (mut digits, mut next) = (whole, fraction);
    loop {
        while let [digit, rest @ ..] = digits {
            if keep > 0 {
                nanos = match nanos.checked_mul(10) {
                    Some(tens) => match tens.checked_add((*digit - b'0') as u128) {
                        Some(nanos) => nanos,
                        None => return None,
                    },
                    None => return None,
                };
                keep -= 1;
            } else if *digit != b'0' {
                inexact = true;
            }
            digits = rest;
        }
        if next.is_empty() {
            break;
        }
        (digits, next) = (next, digits);
    }
    // The digits ended above nano: what is missing is zeros.
    while keep > 0 && nanos != 0 {
        nanos = match nanos.checked_mul(10) {
            Some(nanos) => nanos,
            None => return None,
        };
        keep -= 1;
    }
    nanos.checked_add(inexact as u128)
}

/// `whole.fraction × 2^shift` in nano units, rounded up and capped.
const fn binary(whole: &[u8], fraction: &[u8], shift: u32) -> u128 {
    let unit = (NANO as u128) << shift;
    let mut units: u128 = 0;
    let mut digits = whole;
    while let [digit, rest @ ..] = digits {
        units = units.saturating_mul(10).saturating_add((*digit - b'0') as u128);
        digits = rest;
    }
    // From the last digit to the first: each step divides by ten what the later digits are worth.
    // The floor of the sum is exact, since a sum of floors differs only by the remainders' rest.
    let mut part: u128 = 0;
    let mut inexact = false;
    let mut digits = fraction;
    while let [rest @ .., digit] = digits {
        let sum = (*digit - b'0') as u128 * unit + part;
        inexact |= !sum.is_multiple_of(10);
        part = sum / 10;
        digits = rest;
    }
    match units.saturating_mul(unit).saturating_add(part + inexact as u128) {
        nanos @ ..BINARY_CAP => nanos,
        _ => BINARY_CAP,
    }
}

impl FromStr for Quantity {
    type Err = ParseQuantityError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

/// The canonical form: no fraction, the largest suffix that loses nothing, of the same family.
///
/// A binary quantity below 1024, or with a fraction, is written with decimal suffixes; a decimal
/// one beyond `E` with an exponent. (Kubernetes echoes some texts as they came, `1.500` for
/// instance, and canonicalises when the value has changed; this always canonicalises.)
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.nanos == 0 {
            return f.write_str("0");
        }
        let sign = if self.nanos.is_negative() { "-" } else { "" };
        let nanos = self.nanos.unsigned_abs();
        let nano = NANO.unsigned_abs();
        if self.format == Format::BinarySi && nanos >= 1024 * nano && nanos.is_multiple_of(nano) {
            let (mut amount, mut suffix) = (nanos / nano, "");
            for larger in ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"] {
                if !amount.is_multiple_of(1024) {
                    break;
                }
                (amount, suffix) = (amount / 1024, larger);
            }
            return write!(f, "{sign}{amount}{suffix}");
        }
        let (mut amount, mut exponent) = (nanos, -9_i32);
        while amount.is_multiple_of(1000) {
            (amount, exponent) = (amount / 1000, exponent + 3);
        }
        let suffix = match (self.format, exponent) {
            (_, 0) => "",
            (Format::DecimalExponent, _) | (_, 19..) => {
                return write!(f, "{sign}{amount}e{exponent}");
            }
            (_, ..-6) => "n",
            (_, ..-3) => "u",
            (_, ..0) => "m",
            (_, ..6) => "k",
            (_, ..9) => "M",
            (_, ..12) => "G",
            (_, ..15) => "T",
            (_, ..18) => "P",
            (_, 18) => "E",
        };
        write!(f, "{sign}{amount}{suffix}")
    }
}

impl PartialEq for Quantity {
    fn eq(&self, other: &Self) -> bool {
        self.nanos == other.nanos
    }
}

impl Eq for Quantity {}

impl PartialOrd for Quantity {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Quantity {
    fn cmp(&self, other: &Self) -> Ordering {
        self.nanos.cmp(&other.nanos)
    }
}

impl Hash for Quantity {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.nanos.hash(state);
    }
}

/// Returned when a text is no quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseQuantityError {
    offset: usize,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Digit,
    Suffix,
    Exponent,
    Range,
}

impl ParseQuantityError {
    /// Where in the text, in bytes.
    #[must_use]
    pub const fn offset(self) -> usize {
        self.offset
    }
}

impl fmt::Display for ParseQuantityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            Kind::Digit => "expected a digit",
            Kind::Suffix => "unknown suffix",
            Kind::Exponent => "invalid exponent",
            Kind::Range => "quantity out of range",
        };
        write!(f, "{what} at byte {}", self.offset)
    }
}

impl Error for ParseQuantityError {}
