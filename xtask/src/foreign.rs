//! The tests of the libraries on machines of another kind: big-endian ones, and ones of 32 bits.

use std::env::consts::ARCH;

use crate::Result;
use crate::command::run;
use crate::cross::rustup_has;
use crate::project::Project;
use crate::tools::debian_packages;

/// A kind of machine.
struct Machine {
    about: &'static str,
    triple: &'static str,
    /// The triple as cargo has it in the names of settings.
    setting: &'static str,
    linker: &'static str,
    /// What runs its programs on this machine: none where the processor does.
    runner: Option<&'static str>,
    /// The packages of Debian that have the linker and the runner.
    packages: &'static [&'static str],
    /// The processor that it takes, if not any.
    host: Option<&'static str>,
}

const MACHINES: [Machine; 2] = [
    Machine {
        about: "big-endian",
        triple: "s390x-unknown-linux-gnu",
        setting: "S390X_UNKNOWN_LINUX_GNU",
        linker: "s390x-linux-gnu-gcc",
        runner: Some("qemu-s390x -L /usr/s390x-linux-gnu"),
        packages: &["gcc-s390x-linux-gnu", "libc6-dev-s390x-cross", "qemu-user"],
        host: None,
    },
    Machine {
        about: "32-bit",
        triple: "i686-unknown-linux-musl",
        setting: "I686_UNKNOWN_LINUX_MUSL",
        // It comes with Rust.
        linker: "rust-lld",
        runner: None,
        packages: &[],
        host: Some("x86_64"),
    },
];

/// Where the order or the number of a word's bytes could show: wait statuses and what comes of
/// them, quantities, the words, and every reader on the corpus. Under qemu all tests take a quarter
/// of an hour.
const TESTS: [(&str, &[&str]); 2] = [
    ("exitcode-core", &["wait", "quantity", "vocabulary", "oom", "diagnose", "kernel_log_corpus"]),
    ("exitcode-k8s", &["bad_input", "cases", "corpus", "reading", "rules", "status"]),
];

/// Properties are tried on so many inputs.
const CASES: &str = "32";

/// Tests that take minutes under qemu: of all conditions of the rules, and of objects of 300 kB.
const SLOW: [&str; 2] = [
    "rule::tests::taking_support_away_never_raises_confidence",
    "items::tests::every_object_comes_whole",
];

pub(crate) fn test(project: &Project) -> Result {
    for machine in &MACHINES {
        if machine.host.is_some_and(|host| host != ARCH) {
            println!("NOT CHECKED: {ARCH} runs no program for {}", machine.triple);
        } else if rustup_has(project, machine.triple)? {
            println!("-- {}", machine.about);
            machine.test(project)?;
        } else {
            println!("NOT CHECKED: rustup cannot add {}", machine.triple);
        }
    }
    Ok(())
}

impl Machine {
    fn test(&self, project: &Project) -> Result {
        debian_packages(project, self.packages)?;
        for (package, tests) in TESTS {
            let mut cargo = project.cargo();
            cargo.env("PROPTEST_CASES", CASES);
            cargo.env(format!("CARGO_TARGET_{}_LINKER", self.setting), self.linker);
            if let Some(runner) = self.runner {
                cargo.env(format!("CARGO_TARGET_{}_RUNNER", self.setting), runner);
            }
            cargo.args(["test", "--quiet", "--target", self.triple, "--package", package, "--lib"]);
            cargo.args(tests.iter().flat_map(|test| ["--test", test]));
            run(cargo.arg("--").args(SLOW.iter().flat_map(|test| ["--skip", test])))?;
        }
        Ok(())
    }
}
