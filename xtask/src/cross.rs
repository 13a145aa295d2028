//! A compiler for another target than this machine's.
//!
//! Where rustup has the target's standard library, or can fetch it, that is all there is to do.
//! Where its server cannot be reached, Debian's Rust for web browsers stands in: it ships the
//! library's sources with everything they depend on, and the library is built from them once, by
//! the same compiler, into a sysroot of our own under `target/`. Debian's files stay untouched.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Result;
use crate::command::{output, run, succeeds};
use crate::project::Project;
use crate::tools::debian_packages;

/// The target of the npm package.
pub(crate) const WASM: Target =
    Target { triple: "wasm32-unknown-unknown", crates: "std,panic_abort", for_size: true };

/// A target without an operating system, and so without std: what builds for it is `no_std`.
pub(crate) const BARE_METAL: Target =
    Target { triple: "thumbv7em-none-eabi", crates: "core,alloc", for_size: false };

/// A target, and the crates of the standard library that it has.
pub(crate) struct Target {
    pub(crate) triple: &'static str,
    crates: &'static str,
    /// Whether a standard library that is built for its size is worth a minute: one whose sorts are
    /// small, and that says nothing when it panics.
    for_size: bool,
}

/// The flags for such a standard library and for what is built with it.
const FOR_SIZE: [&str; 2] = ["-Zunstable-options", "-Cpanic=immediate-abort"];

/// A toolchain that builds for a target.
pub(crate) struct Toolchain<'a> {
    project: &'a Project,
    target: &'a Target,
    debian: Option<Debian>,
}

/// Debian's compiler with a standard library of ours.
struct Debian {
    /// Everything that it builds; its name has the compiler's version.
    folder: PathBuf,
    /// The linker of the LLVM that the compiler was built with.
    lld: PathBuf,
}

impl<'a> Toolchain<'a> {
    /// A toolchain for the target, installed if need be.
    pub(crate) fn install(project: &'a Project, target: &'a Target) -> Result<Self> {
        let here = |debian| Self { project, target, debian };
        // Whoever is asked for a password has the library of rustup, and 6 % more to download.
        if target.for_size && Debian::is_free(project) {
            match Debian::install(project, target) {
                Ok(debian) => return Ok(here(Some(debian))),
                Err(error) => println!("{error}; the module will be larger"),
            }
        }
        if rustup_has(project, target.triple)? {
            return Ok(here(None));
        }
        println!("rustup cannot add {}: Debian's compiler builds for it", target.triple);
        Ok(here(Some(Debian::install(project, target)?)))
    }

    /// `cargo build` for the target.
    pub(crate) fn cargo_build(&self) -> Command {
        let mut command = match &self.debian {
            None => self.project.cargo(),
            Some(debian) => {
                let mut command = debian_cargo(self.project);
                let mut flags = vec![format!("--sysroot={}", debian.sysroot().display())];
                if self.target.for_size {
                    flags.extend(FOR_SIZE.map(str::to_owned));
                    // The switch is not stable; Debian's compiler is.
                    command.env("RUSTC_BOOTSTRAP", "1");
                }
                command.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"));
                command.env("CARGO_TARGET_DIR", &debian.folder);
                command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", &debian.lld);
                command
            }
        };
        command.args(["build", "--target", self.target.triple]);
        command
    }

    /// Where the target's artifacts of a profile are.
    pub(crate) fn artifacts(&self, profile: &str) -> PathBuf {
        let folder = self.debian.as_ref().map_or(&self.project.target, |debian| &debian.folder);
        folder.join(self.target.triple).join(profile)
    }
}

/// Whether the toolchain in use has the target's standard library, or rustup could add it.
pub(crate) fn rustup_has(project: &Project, triple: &str) -> Result<bool> {
    let query = ["--print", "target-libdir", "--target", triple];
    let folder = output(project.command("rustc").args(query))?;
    let is_there = fs::read_dir(folder.trim())
        .is_ok_and(|mut files| files.any(|file| file.is_ok_and(|file| is_rlib(&file.path()))));
    Ok(is_there || succeeds(project.command("rustup").args(["target", "add", triple])))
}

fn is_rlib(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "rlib")
}

/// Debian's cargo and rustc, whatever toolchain runs this program.
fn debian_cargo(project: &Project) -> Command {
    let mut command = project.command("/usr/bin/cargo");
    command.env("PATH", "/usr/bin:/bin").env("RUSTC", "/usr/bin/rustc");
    for name in ["RUSTUP_TOOLCHAIN", "LD_LIBRARY_PATH", "RUSTFLAGS"] {
        command.env_remove(name);
    }
    command
}

impl Debian {
    /// Whether it is there, or may be installed by whoever runs this.
    fn is_free(project: &Project) -> bool {
        let is_root = output(project.command("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
        let is_there = || succeeds(project.command("dpkg-query").args(["--show", "rust-web-src"]));
        is_root && succeeds(project.command("apt-get").arg("--version")) || is_there()
    }

    fn install(project: &Project, target: &Target) -> Result<Self> {
        debian_packages(project, &["cargo-web", "rustc-web", "rust-web-src"])?;
        let about = output(project.command("/usr/bin/rustc").arg("-vV"))?;
        let llvm = about
            .lines()
            .find_map(|line| line.strip_prefix("LLVM version: ")?.split('.').next())
            .ok_or("rustc -vV does not tell its LLVM version")?;
        debian_packages(project, &[&format!("lld-{llvm}")])?;

        // Cargo does not notice that a standard library was built anew, so nothing that another
        // compiler built may lie in the same folder.
        let query = ["--show", "--showformat=${Version}", "rustc-web"];
        let version = output(project.command("dpkg-query").args(query))?;
        let suffix = if target.for_size { "-small" } else { "" };
        let this = Self {
            folder: project.target.join(format!("debian-rust-{version}{suffix}")),
            lld: format!("/usr/lib/llvm-{llvm}/bin/wasm-ld").into(),
        };
        this.build_std(project, target)?;
        Ok(this)
    }

    fn sysroot(&self) -> PathBuf {
        self.folder.join("sysroot")
    }

    /// Builds the target's standard library into the sysroot, unless it is there.
    fn build_std(&self, project: &Project, target: &Target) -> Result {
        let libraries = self.sysroot().join("lib/rustlib").join(target.triple).join("lib");
        if libraries.exists() {
            return Ok(());
        }
        // Cargo builds a standard library only beside a crate that uses it.
        let seed = self.folder.join("seed");
        fs::create_dir_all(seed.join("src"))?;
        fs::write(seed.join("src/lib.rs"), "#![no_std]\n")?;
        let opt_level = if target.for_size { "z" } else { "s" };
        fs::write(
            seed.join("Cargo.toml"),
            format!(
                "[package]\nname = \"seed\"\nedition = \"2024\"\n\n[workspace]\n\n\
                 [profile.release]\nlto = false\npanic = \"abort\"\nopt-level = \"{opt_level}\"\n"
            ),
        )?;
        // Without the bitcode, link-time optimisation would end at the standard library.
        let mut flags = vec!["-Cembed-bitcode=yes"];
        let mut features = Vec::new();
        if target.for_size {
            flags.extend(FOR_SIZE);
            features.push("-Zbuild-std-features=optimize_for_size");
        }
        let vendored = "source.vendored.directory=\"/usr/lib/rustlib/src/rust/library/vendor\"";
        run(debian_cargo(project)
            .current_dir(&seed)
            // The switch for building std is not stable; Debian's compiler is.
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"))
            .env("CARGO_TARGET_DIR", seed.join("target"))
            .args(["build", "--offline", "--release", "--target", target.triple])
            .arg(format!("-Zbuild-std={}", target.crates))
            .args(features)
            .args(["--config", "source.crates-io.replace-with=\"vendored\""])
            .args(["--config", vendored]))?;

        let built = seed.join("target").join(target.triple).join("release/deps");
        let unfinished = libraries.with_extension("unfinished");
        fs::create_dir_all(&unfinished)?;
        for file in fs::read_dir(built)? {
            let path = file?.path();
            let Some(name) = path.file_name() else { continue };
            if is_rlib(&path) && !name.to_string_lossy().starts_with("libseed-") {
                fs::copy(&path, unfinished.join(name))?;
            }
        }
        fs::remove_dir_all(&seed)?;
        // Renamed at the end, so that an interrupted build does not look like a whole one.
        Ok(fs::rename(unfinished, libraries)?)
    }
}
