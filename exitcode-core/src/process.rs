//! What `std::process` reports of a child's end.

use std::process::ExitStatus;

use crate::{Diagnosis, Observation, SubjectKind, diagnose};

/// Explains how a child process ended.
///
/// ```
/// use std::process::Command;
///
/// use exitcode_core::{Cause, Explain};
///
/// # #[cfg(unix)] {
/// let status = Command::new("sh").args(["-c", "kill -SEGV $$"]).status()?;
/// let diagnosis = status.diagnose();
/// let first = diagnosis.findings().next().unwrap();
/// assert_eq!(first.cause(), Cause::SegfaultNativeCode);
/// # }
/// # Ok::<(), std::io::Error>(())
/// ```
pub trait Explain {
    /// What is known from the status alone. On Unix that is the wait status, which keeps signals
    /// and exit codes apart; on Windows the 32-bit exit code.
    fn observation(&self) -> Observation<'static>;

    /// The diagnosis of the status alone.
    fn diagnose(&self) -> Diagnosis<'static> {
        diagnose(&self.observation())
    }
}

impl Explain for ExitStatus {
    fn observation(&self) -> Observation<'static> {
        let mut observation = Observation::new();
        observation.subject.kind = SubjectKind::Process;
        #[cfg(unix)]
        return observation.wait_status(*self);
        #[cfg(not(unix))]
        {
            observation.platform = crate::Platform::Windows;
            match self.code() {
                Some(code) => observation.exit_code(code),
                None => observation,
            }
        }
    }
}
