//! What users of the vocabulary rely on without thinking of it: small, `Copy`, `Send`, usable in
//! constants.

use std::mem::size_of;

use allocation_counter::measure;
use exitcode_core::{
    Abi, Convention, CustomCode, EventReason, ExitCode, Family, KnownCode, Reported, Signal,
    TerminatedReason, Termination, WaitStatus,
};

const fn shared<T: Copy + Send + Sync + 'static>() {}

const _: () = {
    shared::<ExitCode>();
    shared::<WaitStatus>();
    shared::<Termination>();
    shared::<Signal>();
    shared::<KnownCode>();
    shared::<Reported<'static, TerminatedReason>>();
};

// All of these are evaluated at compile time.
const KILLED: Termination = WaitStatus::from_raw(9).termination();
const CODE: Option<ExitCode> = Convention::Posix.encode(KILLED);
const NUMBER: Option<u8> = Signal::Bus.number(Abi::Mips);
const OURS: &[CustomCode<'_>] =
    &[CustomCode::new(42, "Bad configuration").explained("See the manual, chapter 3.")];

#[test]
fn values_are_small_and_usable_in_constants() {
    assert_eq!(size_of::<ExitCode>(), 4);
    assert_eq!(size_of::<WaitStatus>(), 4);
    assert_eq!(size_of::<Signal>(), 2);
    assert!(size_of::<Termination>() <= 8);
    assert!(size_of::<KnownCode>() <= 2);
    assert_eq!(KILLED, Termination::Signaled { signal: Signal::Kill, core_dumped: false });
    assert_eq!(CODE, Some(ExitCode::KILLED));
    assert_eq!(NUMBER, Some(10));
}

#[test]
fn registered_codes_come_first_and_the_rest_stays() {
    let mut meanings = ExitCode::from(42).meanings_with(OURS);
    let first = meanings.next().unwrap();
    assert_eq!(first.title(), "Bad configuration");
    assert_eq!(first.custom().unwrap().explanation(), Some("See the manual, chapter 3."));
    // curl's 42 is the program's number too, and still told.
    let second = meanings.next().unwrap();
    assert_eq!(second.known().next(), Some(KnownCode::CurlAborted));
    assert_eq!(meanings.next(), None);
    // Without a well-known use there is nothing more to say than what the user said.
    let ours = [CustomCode::new(199, "Licence expired")];
    assert_eq!(ExitCode::from(199).meanings_with(&ours).count(), 1);
    // A signal's number stays one.
    let ours = [CustomCode::new(137, "Our own")];
    let titles: Vec<_> = ExitCode::KILLED.meanings_with(&ours).map(|m| m.title()).collect();
    assert_eq!(titles, ["Our own", "Killed, and could not catch it"]);
}

#[test]
fn texts_are_as_people_read_them() {
    let first = |code: i32| ExitCode::from(code).meanings().next().unwrap().to_string();
    assert_eq!(
        first(137),
        "SIGKILL, written 128+n by POSIX shells and container runtimes (Docker, containerd, CRI-O)"
    );
    assert_eq!(first(265), "SIGKILL, written 256+n by ksh93");
    assert_eq!(first(-1_073_741_819), "Touched memory that it may not touch");
    assert_eq!(
        WaitStatus::from_raw(0x89).termination().to_string(),
        "killed by SIGKILL, core dumped"
    );
    assert_eq!(WaitStatus::from_raw(0x0300).termination().to_string(), "exited with code 3");
    assert_eq!(WaitStatus::from_raw(0xff).to_string(), "wait status 0x00ff");
    assert_eq!(format!("{:>8}|{:<8}|", Signal::Kill, Signal::Hup), " SIGKILL|SIGHUP  |");
}

#[test]
fn exit_codes_are_read_as_tools_print_them() {
    #[track_caller]
    fn reads(text: &str, code: Option<i32>) {
        assert_eq!(text.parse::<ExitCode>().ok(), code.map(ExitCode::from), "{text:?}");
    }
    reads("0", Some(0));
    reads("255", Some(255));
    reads("-1", Some(-1));
    reads("-2147483648", Some(i32::MIN));
    reads("2147483648", Some(i32::MIN));
    reads("4294967295", Some(-1));
    reads("0xffffffff", Some(-1));
    reads("0XC000013A", Some(-1_073_741_510));
    for text in ["", "-", "+1", "0x", "0x+1", "0x-1", "4294967296", "-2147483649", "1 ", "1.0", "é"]
    {
        reads(text, None);
    }
}

#[test]
fn systemd_takes_some_deaths_for_clean_ends() {
    let clean = |raw| WaitStatus::from_raw(raw).termination().clean_for_daemon();
    let numbers: Vec<i32> = (1..=64).filter(|&number| clean(number)).collect();
    assert_eq!(numbers, [1, 2, 13, 15]);
    let codes: Vec<i32> = (0..=255).filter(|code| clean(code << 8)).collect();
    assert_eq!(codes, [0]);
}

#[test]
fn nothing_allocates() {
    let texts =
        ["OOMKilled", "SIGRTMIN+3", "rtmax-1", "137", "0xC0000005", "/usr/bin/python3", "x"];
    let mut found = 0;
    let info = measure(|| {
        for code in (-70..500).map(ExitCode::from) {
            for meaning in code.meanings().chain(code.meanings_with(OURS)) {
                found += meaning.known().count() + meaning.title().len();
                found += meaning.commonness() as usize;
            }
            found += Convention::ALL.iter().map(|c| c.decode(code).count()).sum::<usize>();
        }
        for raw in 0..0x1_0000 {
            found += usize::from(WaitStatus::from_raw(raw).termination().ended());
        }
        for text in texts {
            found += usize::from(text.parse::<Signal>().is_ok());
            found += usize::from(text.parse::<ExitCode>().is_ok());
            found += usize::from(Family::from_command(text).is_some());
            found += usize::from(Reported::<EventReason>::new(text).known().is_some());
        }
    });
    assert_eq!(info.count_total, 0, "{} bytes", info.bytes_total);
    assert!(found > 1000);
}
