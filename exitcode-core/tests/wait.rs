//! Wait statuses against std, which asks libc: all 65,536 words, and some beyond.
#![cfg(unix)]

use std::os::unix::process::ExitStatusExt;
use std::process::ExitStatus;

use exitcode_core::{Abi, ExitCode, Signal, Termination, WaitStatus};
use proptest::prelude::*;

#[track_caller]
fn agrees_with_std(raw: i32) {
    let (ours, theirs) = (WaitStatus::from_raw(raw), ExitStatus::from_raw(raw));
    assert_eq!(ours.exit_code().map(ExitCode::value), theirs.code(), "{raw:#x}: exit code");
    assert_eq!(ours.signal_number().map(i32::from), theirs.signal(), "{raw:#x}: signal");
    assert_eq!(ours.core_dumped(), theirs.core_dumped(), "{raw:#x}: core dump");
    assert_eq!(
        ours.stop_signal_number().map(i32::from),
        theirs.stopped_signal(),
        "{raw:#x}: stop signal"
    );
    assert_eq!(ours.continued(), theirs.continued(), "{raw:#x}: continued");
    assert_eq!(WaitStatus::from(theirs), ours, "{raw:#x}: from std");
    assert_eq!(ExitStatus::from(ours), theirs, "{raw:#x}: to std");

    let expected = match (theirs.code(), theirs.signal(), theirs.stopped_signal()) {
        (Some(code), ..) => Some(Termination::Exited(ExitCode::from(code))),
        (_, Some(number @ 1..=64), _) => Signal::from_number(number as u8)
            .map(|signal| Termination::Signaled { signal, core_dumped: theirs.core_dumped() }),
        (.., Some(number @ 1..=64)) => Signal::from_number(number as u8).map(Termination::Stopped),
        _ if theirs.continued() => Some(Termination::Continued),
        _ => None,
    };
    let termination = ours.termination();
    assert_eq!(termination, expected.unwrap_or(Termination::Unknown(ours)), "{raw:#x}");

    let back = termination.wait_status().expect("every decoded termination has a word");
    assert_eq!(back.termination(), termination, "{raw:#x}: there and back");
    let produced = match termination {
        Termination::Exited(_) => raw & !0xff00 == 0,
        Termination::Signaled { .. } => raw & !0xff == 0,
        _ => raw & !0xffff == 0,
    };
    if produced {
        assert_eq!(back, ours, "{raw:#x}: a word that the kernel produces comes back");
    }
}

#[test]
fn all_words_of_16_bits_agree_with_std() {
    for raw in 0..=0xffff {
        agrees_with_std(raw);
    }
}

#[test]
fn words_of_32_bits_agree_with_std() {
    for high in [0x1, 0x6, 0x80, 0x7fff, 0xffff_u32] {
        for low in (0..=0xffff).step_by(7).chain([0x7f, 0x57f, 0xff7f, 0xffff]) {
            agrees_with_std((high << 16 | low).cast_signed());
        }
    }
}

#[test]
fn a_ptrace_stop_keeps_its_event() {
    let status = WaitStatus::from_raw(0x0001_057f);
    assert_eq!(status.termination(), Termination::Stopped(Signal::Trap));
    assert_eq!(status.ptrace_event(), 1);
}

#[test]
fn the_abi_decides_the_signal() {
    let status = WaitStatus::from_raw(10);
    let signal = |abi| status.termination_on(abi).signal();
    assert_eq!(signal(Abi::Linux), Some(Signal::Usr1));
    assert_eq!(signal(Abi::Mips), Some(Signal::Bus));
    assert_eq!(signal(Abi::FreeBsd), Some(Signal::Bus));
    // Each system has its own word for "continued".
    assert_eq!(WaitStatus::from_raw(0x137f).termination_on(Abi::MacOs), Termination::Continued);
    assert_eq!(WaitStatus::from_raw(0x13).termination_on(Abi::FreeBsd), Termination::Continued);
    assert_eq!(
        WaitStatus::from_raw(0x137f).termination_on(Abi::FreeBsd),
        Termination::Stopped(Signal::Cont)
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_word_survives(raw: i32) {
        agrees_with_std(raw);
        prop_assert_eq!(WaitStatus::from_raw(raw).into_raw(), raw);
        for &abi in Abi::ALL {
            let termination = WaitStatus::from_raw(raw).termination_on(abi);
            let back = termination.wait_status_on(abi).unwrap();
            prop_assert_eq!(back.termination_on(abi), termination, "{}", abi);
        }
    }
}
