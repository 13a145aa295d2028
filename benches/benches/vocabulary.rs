//! Codes, signals, wait statuses and reasons, beside the crates that do a part of it.
//!
//! Budget: 10 ns for the meaning of a code, the name of a signal, the parse of a reason. Each
//! benchmark goes through a whole domain, so that no branch is learnt; times are for one item.

use divan::Bencher;
use divan::counter::ItemsCount;
use exitcode_core::{
    Convention, EventReason, ExitCode, Family, KnownCode, Reported, Signal, TerminatedReason,
    WaitStatus,
};
use nix::sys::signal::Signal as NixSignal;
use nix::sys::wait::WaitStatus as NixStatus;
use nix::unistd::Pid;
use std::hint::black_box;

fn main() {
    divan::main();
}

/// Runs a function over every item, in an order that no predictor learns.
fn over<T: Copy + Sync, R>(bencher: Bencher<'_, '_>, items: &[T], run: impl Fn(T) -> R + Sync) {
    let count = items.len();
    let step = [97, 101, 103].into_iter().find(|prime| !count.is_multiple_of(*prime)).unwrap_or(1);
    let shuffled: Vec<T> = (0..count).map(|n| items[n * step % count]).collect();
    bencher.counter(ItemsCount::new(count)).bench(|| {
        for &item in &shuffled {
            black_box(run(black_box(item)));
        }
    });
}

fn codes() -> Vec<i32> {
    (0..256).chain([-1, -9, 265, -1_073_741_819]).collect()
}

mod meaning_of_a_code {
    use super::*;

    /// The likeliest reading of any code.
    #[divan::bench]
    fn first_reading(bencher: Bencher<'_, '_>) {
        over(bencher, &codes(), |code| ExitCode::from(code).meanings().next().map(|m| m.origin()));
    }

    /// Every reading of any code, counted.
    #[divan::bench]
    fn every_reading(bencher: Bencher<'_, '_>) {
        over(bencher, &codes(), |code| ExitCode::from(code).meanings().count());
    }

    /// The likelier reading in the container convention.
    #[divan::bench]
    fn decode(bencher: Bencher<'_, '_>) {
        over(bencher, &codes(), |code| Convention::Posix.decode(ExitCode::from(code)).next());
    }

    /// sysexits: 64 to 78, from a number to its text.
    #[divan::bench]
    fn sysexits_here(bencher: Bencher<'_, '_>) {
        over(bencher, &(64..79).collect::<Vec<i32>>(), |code| {
            KnownCode::find(Family::Sysexits, ExitCode::from(code)).map(KnownCode::title)
        });
    }

    /// The same with the crate `sysexits`, which only goes from its own type to the number.
    #[divan::bench]
    fn sysexits_crate(bencher: Bencher<'_, '_>) {
        use sysexits::ExitCode as E;
        let all = [
            E::Usage,
            E::DataErr,
            E::NoInput,
            E::NoUser,
            E::NoHost,
            E::Unavailable,
            E::Software,
            E::OsErr,
            E::OsFile,
            E::CantCreat,
            E::IoErr,
            E::TempFail,
            E::Protocol,
            E::NoPerm,
            E::Config,
        ];
        over(bencher, &all, u8::from);
    }
}

mod wait_status {
    use super::*;

    #[divan::bench]
    fn here(bencher: Bencher<'_, '_>) {
        over(bencher, &(0..0x1_0000).collect::<Vec<i32>>(), |raw| {
            WaitStatus::from_raw(raw).termination()
        });
    }

    /// Only words that nix takes: it panics on some others.
    #[divan::bench]
    fn nix(bencher: Bencher<'_, '_>) {
        over(bencher, &words(), |raw| NixStatus::from_raw(Pid::from_raw(1), raw));
    }

    #[divan::bench]
    fn here_on_the_words_of_nix(bencher: Bencher<'_, '_>) {
        over(bencher, &words(), |raw| WaitStatus::from_raw(raw).termination());
    }

    fn words() -> Vec<i32> {
        let exits = (0..256).map(|code| code << 8);
        exits.chain(1..32).chain((1..32).map(|signal| signal << 8 | 0x7f)).collect()
    }
}

mod signal {
    use super::*;

    fn numbers() -> Vec<u8> {
        (1..32).collect()
    }

    /// From a number to the name.
    #[divan::bench]
    fn name_here(bencher: Bencher<'_, '_>) {
        over(bencher, &numbers(), |number| Signal::from_number(number).map(Signal::name));
    }

    #[divan::bench]
    fn name_nix(bencher: Bencher<'_, '_>) {
        over(bencher, &numbers(), |number| {
            NixSignal::try_from(i32::from(number)).map(NixSignal::as_str)
        });
    }

    fn names() -> Vec<&'static str> {
        numbers().into_iter().filter_map(Signal::from_number).map(Signal::name).collect()
    }

    /// From a name to the signal.
    #[divan::bench]
    fn parse_here(bencher: Bencher<'_, '_>) {
        over(bencher, &names(), |name| name.parse::<Signal>());
    }

    #[divan::bench]
    fn parse_nix(bencher: Bencher<'_, '_>) {
        let names: Vec<_> =
            names().into_iter().filter(|name| name.parse::<NixSignal>().is_ok()).collect();
        over(bencher, &names, |name| name.parse::<NixSignal>());
    }

    /// What human-signals has: number, description, action and standard of a name.
    #[divan::bench]
    fn describe(bencher: Bencher<'_, '_>) {
        over(bencher, &names(), |name| {
            name.parse::<Signal>().map(|s| (s.summary(), s.default_action(), s.posix()))
        });
    }
}

mod reason {
    use super::*;

    #[divan::bench]
    fn terminated(bencher: Bencher<'_, '_>) {
        let texts: Vec<_> = TerminatedReason::ALL.iter().map(|reason| reason.as_str()).collect();
        over(bencher, &texts, |text| Reported::<TerminatedReason>::new(text).known());
    }

    /// The largest vocabulary.
    #[divan::bench]
    fn event(bencher: Bencher<'_, '_>) {
        let texts: Vec<_> = EventReason::ALL.iter().map(|reason| reason.as_str()).collect();
        over(bencher, &texts, |text| Reported::<EventReason>::new(text).known());
    }

    /// Texts that are in no vocabulary.
    #[divan::bench]
    fn unknown(bencher: Bencher<'_, '_>) {
        let texts = ["Unhealthier", "oomkilled", "SomethingOfACustomController", "Pull", "X"];
        over(bencher, &texts, |text| Reported::<EventReason>::new(text).known());
    }
}
