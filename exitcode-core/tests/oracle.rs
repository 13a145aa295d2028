//! The tables against lists that others wrote: headers, manual pages, tools and measurements.

use std::collections::BTreeSet;

use exitcode_core::{
    Abi, Action, Convention, ExitCode, Family, KnownCode, Libc, Origin, Pid1, Signal, Termination,
};
use proptest::prelude::*;

/// The rows of a captured list: tab-separated, after a line with source, version and date.
fn rows(text: &'static str) -> Vec<Vec<&'static str>> {
    let mut lines = text.lines();
    let first = lines.next().unwrap();
    assert!(first.starts_with("# ") && first.contains("202"), "no source and date: {first}");
    lines.map(|line| line.split('\t').collect()).collect()
}

fn number<T: std::str::FromStr>(text: &str) -> T {
    text.parse().unwrap_or_else(|_| panic!("{text:?} is no number"))
}

#[test]
fn signal_numbers_are_those_of_every_system() {
    let rows = rows(include_str!("oracle/signals.tsv"));
    for row in &rows {
        let signal: Signal = row[0].parse().unwrap();
        assert_eq!(signal.name(), row[0]);
        for (&abi, &cell) in Abi::ALL.iter().zip(&row[1..]) {
            let expected = if cell == "-" { None } else { Some(number(cell)) };
            assert_eq!(signal.number(abi), expected, "{signal} on {abi}");
        }
    }
    let listed: BTreeSet<_> = rows.iter().map(|row| row[0]).collect();
    for signal in Signal::ALL {
        assert!(listed.contains(signal.name()), "{signal} is not in tests/oracle/signals.tsv");
    }
    assert_eq!(rows.len(), Signal::ALL.len());
}

#[test]
fn a_number_and_its_signal_are_one_pair_on_every_system() {
    for &abi in Abi::ALL {
        for number in 0..=u8::MAX {
            let Some(signal) = Signal::from_number_on(abi, number) else {
                // Linux has every number; FreeBSD leaves 34 to 64 out.
                let gap = abi == Abi::FreeBsd && (34..=64).contains(&number);
                let outside = number == 0 || number > abi.max_number();
                assert!(gap || outside, "{abi}: {number} has no signal");
                continue;
            };
            assert_eq!(signal.number(abi), Some(number), "{signal} on {abi}");
        }
    }
    // One number with two names: SIGPWR and SIGINFO.
    assert_eq!(Signal::from_number_on(Abi::Alpha, 29), Some(Signal::Pwr));
}

#[test]
fn signals_do_what_was_measured() {
    for row in rows(include_str!("oracle/signal-actions.tsv")) {
        let signal = Signal::from_number(number(row[0])).unwrap();
        let action = match row[1] {
            "terminate" => Action::Terminate,
            "core" => Action::Core,
            "ignore" => Action::Ignore,
            "stop" => Action::Stop,
            "continue" => Action::Continue,
            other => panic!("{other}"),
        };
        assert_eq!(signal.default_action(), action, "{signal}");
        let ignored = match signal.as_pid1() {
            Pid1::OnlyFromOutside => false,
            other => other.ignored_from_outside() || other == Pid1::Harmless,
        };
        assert_eq!(ignored, row[2] == "ignored", "{signal} as PID 1");
        let died = Termination::Signaled { signal, core_dumped: false };
        let conventions = [Convention::Ksh93, Convention::Yash, Convention::Posix];
        for (convention, cell) in conventions.into_iter().zip(&row[3..]) {
            if action.terminates() {
                let code = ExitCode::from(number::<i32>(cell));
                assert_eq!(convention.encode(died), Some(code), "{signal} in {convention}");
                assert_eq!(convention.decode(code).next(), Some(died), "{code} in {convention}");
            }
        }
    }
}

#[test]
fn known_codes_have_every_documented_row() {
    let mut documented = 0;
    for row in rows(include_str!("oracle/exit-codes.tsv")) {
        let family = Family::from_id(row[0]).unwrap_or_else(|| panic!("no family {}", row[0]));
        for code in row[1].split(' ') {
            let code = match code.parse::<i32>() {
                Ok(code) => ExitCode::from(code),
                Err(_) => ExitCode::from(number::<u32>(code)),
            };
            let known = KnownCode::find(family, code);
            let known = known.unwrap_or_else(|| panic!("{family} has no {code}"));
            assert_eq!(known.origin() == Origin::Signal, row[2] == "signal", "{family} {code}");
            documented += 1;
        }
    }
    assert!(documented > 230, "only {documented}");
}

/// Compares a family with the names and codes of a list, both ways.
#[track_caller]
fn same_codes(family: Family, list: &str, rows: &[(&str, i32)]) {
    let mut listed = BTreeSet::new();
    for &(name, code) in rows {
        let known = KnownCode::find(family, ExitCode::from(code));
        let known = known.unwrap_or_else(|| panic!("{family} lacks {code}"));
        if !name.is_empty() {
            assert_eq!(known.symbol(), Some(name), "{family} {code}");
        }
        listed.insert(code);
    }
    for known in KnownCode::ALL.iter().filter(|known| known.family() == family) {
        let code = known.code().value();
        assert!(listed.contains(&code), "{family} {code} is not in tests/oracle/{list}");
    }
}

#[test]
fn sysexits_are_those_of_the_header() {
    let rows = rows(include_str!("oracle/sysexits.tsv"));
    let rows: Vec<_> = rows.iter().map(|row| (row[0], number(row[1]))).collect();
    same_codes(Family::Sysexits, "sysexits.tsv", &rows);
}

#[test]
fn systemd_and_lsb_codes_are_those_that_systemd_prints() {
    let rows = rows(include_str!("oracle/systemd.tsv"));
    for (class, family) in [("systemd", Family::Systemd), ("LSB", Family::Lsb)] {
        let rows = rows.iter().filter(|row| row[2] == class);
        let rows: Vec<_> = rows.map(|row| (row[0], number(row[1]))).collect();
        same_codes(family, "systemd.tsv", &rows);
    }
}

#[test]
fn curl_codes_are_those_of_its_manual() {
    let rows = rows(include_str!("oracle/curl.tsv"));
    let rows: Vec<_> =
        rows.iter().map(|row| ("", number(row[0]))).filter(|row| row.1 != 0).collect();
    same_codes(Family::Curl, "curl.tsv", &rows);
}

#[test]
fn ntstatus_values_have_their_names_and_both_spellings() {
    let rows = rows(include_str!("oracle/ntstatus.tsv"));
    for row in &rows {
        let bits = u32::from_str_radix(row[0].strip_prefix("0x").unwrap(), 16).unwrap();
        let code = ExitCode::from(bits);
        assert_eq!(bits.to_string(), row[1]);
        assert_eq!(code.value().to_string(), row[2]);
        assert_eq!(code.bits(), bits);
        let known = KnownCode::find(Family::Ntstatus, code);
        let known = known.unwrap_or_else(|| panic!("{} is missing", row[0]));
        if row[3] != "-" {
            assert_eq!(known.symbol(), Some(row[3]));
        }
    }
}

#[test]
fn the_headline_numbers_have_as_many_readings_as_they_should() {
    let origins = |code: i32| -> Vec<Origin> {
        ExitCode::from(code).meanings().map(|meaning| meaning.origin()).collect()
    };
    assert_eq!(origins(137), [Origin::Signal, Origin::Program]);
    assert_eq!(origins(255).len(), 5);
    assert_eq!(origins(-1_073_741_819), [Origin::Program]);
    assert_eq!(origins(-1), [Origin::Signal, Origin::Lost, Origin::Program]);
}

#[test]
fn every_known_code_is_a_meaning_of_its_number() {
    for &known in KnownCode::ALL {
        let found = known.code().meanings().any(|meaning| {
            meaning.origin() == known.origin() && meaning.known().any(|other| other == known)
        });
        assert!(found, "{known:?}");
    }
}

#[test]
fn realtime_names_are_those_of_each_c_library() {
    let name = |number, libc| Signal::from_number(number).unwrap().name_in(libc);
    assert_eq!(name(34, Libc::Glibc), "SIGRTMIN");
    assert_eq!(name(35, Libc::Musl), "SIGRTMIN");
    assert_eq!(name(37, Libc::Glibc), "SIGRTMIN+3");
    assert_eq!(name(37, Libc::Musl), "SIGRTMIN+2");
    assert_eq!(name(64, Libc::Glibc), "SIGRTMIN+30");
    assert_eq!(name(32, Libc::Glibc), "SIGCANCEL");
    assert_eq!(name(34, Libc::Musl), "SIGSYNCCALL");
}

#[test]
fn any_spelling_of_a_signal_is_read() {
    #[track_caller]
    fn reads(text: &str, signal: Signal) {
        assert_eq!(text.parse(), Ok(signal), "{text}");
    }
    for number in 1..=64 {
        let signal = Signal::from_number(number).unwrap();
        reads(&number.to_string(), signal);
        reads(signal.name(), signal);
        reads(signal.short_name(), signal);
        reads(&signal.name().to_lowercase(), signal);
        for libc in [Libc::Glibc, Libc::Musl] {
            let name = signal.name_in(libc);
            assert_eq!(Signal::from_name(name, libc), Some(signal), "{name} in {libc:?}");
        }
    }
    reads("sigrtmin+3", Signal::Realtime(37));
    reads("RTMAX-1", Signal::Realtime(63));
    reads("SIGRTMAX", Signal::Realtime(64));
    reads("sigpoll", Signal::Io);
    reads("CLD", Signal::Chld);
    reads("SIGIOT", Signal::Abrt);
    for text in [
        "",
        "SIG",
        "0",
        "65",
        "256",
        "-9",
        "+9",
        "9 ",
        "KILLED",
        "SIGSIGKILL",
        "RTMIN+31",
        "RTMIN+",
        "RTMIN-1",
        "RTMAX+1",
        "RTMAX-31",
        "RTMIN+-1",
        "RTMIN+999",
        "ſIGKILL",
        "é",
        "SIGé",
        "RTMIé",
    ] {
        assert!(text.parse::<Signal>().is_err(), "{text:?} was read");
    }
}

#[test]
fn families_are_told_by_command_and_image() {
    #[track_caller]
    fn command(text: &str, family: Option<Family>) {
        assert_eq!(Family::from_command(text), family, "{text}");
    }
    #[track_caller]
    fn image(text: &str, family: Option<Family>) {
        assert_eq!(Family::from_image(text), family, "{text}");
    }
    command("/usr/local/bin/python3.12", Some(Family::Python));
    command("java", Some(Family::Jvm));
    command("ksh93", Some(Family::Shell));
    command("C:\\Windows\\System32\\curl.exe", Some(Family::Curl));
    command("/app/server", None);
    command("", None);
    image("node", Some(Family::Node));
    image("registry.example:5000/team/postgres:16@sha256:abc", Some(Family::Postgres));
    image("mcr.microsoft.com/windows/nanoserver:ltsc2022", Some(Family::Ntstatus));
    image("team/shop-api:1.2", None);
    image("", None);
}

fn terminations() -> impl Strategy<Value = Termination> {
    let codes = prop_oneof![(0..=255), any::<i32>()];
    prop_oneof![
        codes.prop_map(|code| Termination::Exited(ExitCode::from(code))),
        (1..=64_u8).prop_map(|number| Termination::Signaled {
            signal: Signal::from_number(number).unwrap(),
            core_dumped: false,
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_a_convention_writes_it_reads(termination in terminations()) {
        for &convention in Convention::ALL {
            if let Some(code) = convention.encode(termination) {
                let mut readings = convention.decode(code);
                prop_assert!(readings.len() <= 2);
                prop_assert!(readings.any(|reading| reading == termination), "{}", convention);
            }
        }
    }

    #[test]
    fn what_a_convention_reads_it_writes(code: i32) {
        for code in [code, code % 512] {
            for &convention in Convention::ALL {
                for termination in convention.decode(ExitCode::from(code)) {
                    let written = convention.encode(termination);
                    prop_assert_eq!(written, Some(ExitCode::from(code)), "{}", convention);
                }
            }
        }
    }

    #[test]
    fn meanings_end_and_are_distinct(code: i32) {
        for code in [code, code % 1024] {
            let meanings: Vec<_> = ExitCode::from(code).meanings().take(9).collect();
            prop_assert!(!meanings.is_empty() && meanings.len() <= 6);
            let origins: BTreeSet<_> = meanings.iter().map(|meaning| meaning.origin()).collect();
            prop_assert_eq!(origins.len(), meanings.len());
            for &convention in Convention::ALL {
                let count = ExitCode::from(code).meanings_in(convention).take(9).count();
                prop_assert!(count <= 6);
            }
        }
    }

    #[test]
    fn no_text_breaks_the_readers(text in "\\PC{0,12}") {
        let _ = text.parse::<Signal>();
        let _ = Family::from_command(&text);
        let _ = Family::from_image(&text);
        let _ = format!("SIG{text}").parse::<Signal>();
        let _ = format!("RTMIN{text}").parse::<Signal>();
    }
}
