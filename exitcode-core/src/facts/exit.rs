//! What the exit code and the reasons of a container's state say.

use crate::clue::{Clue, Clues, Witness, WitnessKind};
use crate::{
    Abi, Convention, Exit, ExitCode, Fact, Family, KnownCode, Observation, Platform, Reported,
    Signal, Span, Terminated, TerminatedReason, Termination, Text, Waiting, WaitingReason,
};

/// A container that lived no longer than this many seconds did not get far.
const BRIEF: i64 = 2;

pub(super) fn find<'a>(observation: &Observation<'a>, clues: &mut Clues<'a>) {
    if let Some(terminated) = observation.death() {
        ended(observation, terminated, clues);
    }
    if let Some(waiting) = observation.waiting() {
        waits(observation, waiting, clues);
    }
    match observation.restarts {
        Some(0) => clues.fact(Fact::FirstRun, WitnessKind::Status, Text::default(), 0, 0),
        Some(count) => {
            clues.fact(Fact::Restarted, WitnessKind::Status, Text::default(), count.into(), 0);
        }
        None => {}
    }
    match observation.oom_flag {
        Some(true) => clues.fact(Fact::OomFlag, WitnessKind::Status, Text::default(), 0, 0),
        Some(false) => clues.fact(Fact::NoOomFlag, WitnessKind::Status, Text::default(), 0, 0),
        None => {}
    }
}

fn ended<'a>(observation: &Observation<'a>, terminated: &Terminated<'a>, clues: &mut Clues<'a>) {
    if let Some(reason) = terminated.reason {
        let fact = match Reported::new(reason.text) {
            Reported::Known(TerminatedReason::OomKilled) => Some(Fact::ReasonOomKilled),
            Reported::Known(TerminatedReason::Error) => Some(Fact::ReasonError),
            Reported::Known(TerminatedReason::Completed) => Some(Fact::ReasonCompleted),
            Reported::Known(
                TerminatedReason::StartError | TerminatedReason::ContainerCannotRun,
            ) => Some(Fact::ReasonStartError),
            Reported::Known(TerminatedReason::ContainerStatusUnknown) => {
                Some(Fact::ReasonStatusUnknown)
            }
            Reported::Known(TerminatedReason::Unknown) => Some(Fact::ReasonUnknown),
            Reported::Known(TerminatedReason::RestartingAllContainers) => {
                Some(Fact::ReasonRestartingAll)
            }
            Reported::Known(TerminatedReason::SeccompKilled) => Some(Fact::ReasonSeccomp),
            Reported::Known(TerminatedReason::DeadlineExceeded) => Some(Fact::PodDeadline),
            _ => None,
        };
        if let Some(fact) = fact {
            clues.fact(fact, WitnessKind::TerminatedReason, reason, 0, 0);
        }
    }
    if (clues.has(Fact::ReasonStartError) || terminated.ran == Some(false))
        && let Some(message) = terminated.message
    {
        clues.fact(Fact::StartMessage, WitnessKind::TerminatedMessage, message, 0, 0);
    }
    let code = match terminated.exit {
        Some(Exit::Code(code)) => Some(code),
        Some(Exit::Wait(status)) => status.termination().exit_code(),
        None => None,
    };
    if let Some(code) = code {
        means(observation, code, terminated.exit_span, clues);
    }
    if let (Some(started), Some(finished)) = (terminated.started, terminated.finished) {
        let lived = finished.saturating_sub(started);
        if (0..=BRIEF).contains(&lived) {
            clues.fact(Fact::LivedBriefly, WitnessKind::Timing, Text::default(), lived, 0);
        }
    }
    if terminated.ran == Some(false) {
        clues.fact(Fact::NeverStarted, WitnessKind::Status, Text::default(), 0, 0);
    }
    let span = terminated.exit_span;
    match terminated.exit {
        Some(Exit::Code(code)) => code_says(observation.platform, code, span, clues),
        Some(Exit::Wait(status)) => match status.termination() {
            Termination::Exited(code) => plain_says(code.value(), span, clues),
            Termination::Signaled { signal, core_dumped } => {
                let name = Text { text: signal.name(), span };
                let number = i64::from(signal.number(Abi::Linux).unwrap_or(0));
                clues.fact(Fact::Signaled, WitnessKind::ExitCode, name, number, 0);
                if core_dumped {
                    clues.fact(Fact::CoreDumped, WitnessKind::ExitCode, name, 0, 0);
                }
                signal_says(signal, 128 + number, span, clues);
            }
            _ => {}
        },
        None => {}
    }
}

/// What the number stands for with this program: by the user's word, or else by the command or the
/// image, and never by the number alone.
fn means<'a>(
    observation: &Observation<'a>,
    code: ExitCode,
    span: Option<Span>,
    clues: &mut Clues<'a>,
) {
    let number = i64::from(code.value());
    let kind = WitnessKind::ExitCode;
    if let Some(custom) = observation.custom_codes.iter().find(|custom| custom.code() == code) {
        let text = Text { text: custom.title(), span };
        clues.fact(Fact::CodeCustom, kind, text, number, 0);
        return;
    }
    let command = observation.argv.first().filter(|_| observation.argv_is_whole);
    let by_command = command.and_then(|word| Family::from_command(word.text));
    let by_image = || observation.image.and_then(|image| Family::from_image(image.text));
    let Some(family) = by_command.or_else(by_image) else { return };
    let Some(known) = KnownCode::find(family, code).filter(|_| !code.success()) else { return };
    clues.add(Witness {
        clue: Clue::Fact(Fact::CodeMeaning),
        text: Text { text: known.title(), span },
        subject: Some(family.name()),
        a: number,
        b: 0,
        kind,
    });
}

fn code_says(platform: Platform, code: ExitCode, span: Option<Span>, clues: &mut Clues<'_>) {
    let value = code.value();
    let eight_bits = (0..=255).contains(&value);
    if (-3..0).contains(&value) && platform == Platform::Linux {
        let text = Text { text: "", span };
        clues.fact(Fact::CodeLost, WitnessKind::ExitCode, text, value.into(), 0);
    } else if !eight_bits || (platform == Platform::Windows && value > 1) {
        windows_says(value, span, clues);
    } else if let Some(signal) = Convention::Posix.signal(code) {
        signal_says(signal, value.into(), span, clues);
    } else {
        plain_says(value, span, clues);
    }
}

fn signal_says(signal: Signal, code: i64, span: Option<Span>, clues: &mut Clues<'_>) {
    let fact = match signal {
        Signal::Kill => Fact::CodeSigkill,
        Signal::Term => Fact::CodeSigterm,
        Signal::Segv => Fact::CodeSigsegv,
        Signal::Abrt => Fact::CodeSigabrt,
        Signal::Fpe => Fact::CodeSigfpe,
        Signal::Ill => Fact::CodeSigill,
        Signal::Bus => Fact::CodeSigbus,
        Signal::Trap => Fact::CodeSigtrap,
        Signal::Sys => Fact::CodeSigsys,
        Signal::Int => Fact::CodeSigint,
        Signal::Hup => Fact::CodeSighup,
        Signal::Pipe => Fact::CodeSigpipe,
        Signal::Xcpu => Fact::CodeSigxcpu,
        Signal::Xfsz => Fact::CodeSigxfsz,
        _ => Fact::CodeOtherSignal,
    };
    clues.fact(fact, WitnessKind::ExitCode, Text { text: signal.name(), span }, code, 0);
}

fn plain_says(value: i32, span: Option<Span>, clues: &mut Clues<'_>) {
    let fact = match value {
        0 => Fact::CodeZero,
        1 => Fact::Code1,
        2 => Fact::Code2,
        64 => Fact::Code64,
        78 => Fact::Code78,
        101 => Fact::Code101,
        124 => Fact::Code124,
        126 => Fact::Code126,
        127 => Fact::Code127,
        255 => Fact::Code255,
        _ => Fact::CodePlain,
    };
    let text = Text { text: "", span };
    clues.fact(fact, WitnessKind::ExitCode, text, value.into(), 0);
    if value != 0 {
        clues.fact(Fact::CodePlain, WitnessKind::ExitCode, text, value.into(), 0);
    }
}

fn windows_says(value: i32, span: Option<Span>, clues: &mut Clues<'_>) {
    let (fact, name) = match value.cast_unsigned() {
        0xC000_013A => (Fact::NtControlC, "STATUS_CONTROL_C_EXIT (0xC000013A)"),
        0xC000_0005 => (Fact::NtAccessViolation, "STATUS_ACCESS_VIOLATION (0xC0000005)"),
        0xC000_0135 => (Fact::NtDllMissing, "STATUS_DLL_NOT_FOUND (0xC0000135)"),
        0xC000_0139 => (Fact::NtDllMissing, "STATUS_ENTRYPOINT_NOT_FOUND (0xC0000139)"),
        0xC000_0142 => (Fact::NtDllMissing, "STATUS_DLL_INIT_FAILED (0xC0000142)"),
        0xC06D_007E => (Fact::NtDllMissing, "delay-load: module not found (0xC06D007E)"),
        0xC000_00FD => (Fact::NtStackOverflow, "STATUS_STACK_OVERFLOW (0xC00000FD)"),
        0x8007_03E9 => (Fact::NtStackOverflow, "ERROR_STACK_OVERFLOW (0x800703E9)"),
        0xC000_0409 => (Fact::NtFailFast, "STATUS_STACK_BUFFER_OVERRUN (0xC0000409)"),
        0xC000_0602 => (Fact::NtFailFast, "STATUS_FAIL_FAST_EXCEPTION (0xC0000602)"),
        0x8013_1623 => (Fact::NtFailFast, "COR_E_FAILFAST (0x80131623)"),
        _ => (Fact::CodePlain, ""),
    };
    let text = Text { text: name, span };
    clues.fact(fact, WitnessKind::ExitCode, text, value.into(), 0);
}

fn waits<'a>(observation: &Observation<'a>, waiting: &Waiting<'a>, clues: &mut Clues<'a>) {
    let Some(reason) = waiting.reason else { return };
    let fact = match Reported::new(reason.text) {
        Reported::Known(WaitingReason::CrashLoopBackOff) => Fact::WaitCrashLoop,
        Reported::Known(
            WaitingReason::ErrImagePull
            | WaitingReason::ImagePullBackOff
            | WaitingReason::ImageInspectError,
        ) => Fact::WaitImage,
        Reported::Known(WaitingReason::ErrImageNeverPull) => Fact::WaitImageNever,
        Reported::Known(WaitingReason::InvalidImageName) => Fact::WaitImageName,
        Reported::Known(WaitingReason::SignatureValidationFailed) => Fact::WaitSignature,
        Reported::Known(WaitingReason::RegistryUnavailable) => Fact::WaitRegistry,
        Reported::Known(WaitingReason::CreateContainerConfigError) => Fact::WaitConfig,
        Reported::Known(
            WaitingReason::CreateContainerError
            | WaitingReason::RunContainerError
            | WaitingReason::PreCreateHookError
            | WaitingReason::PreStartHookError,
        ) => Fact::WaitCreate,
        Reported::Known(WaitingReason::PostStartHookError) => Fact::WaitPostStart,
        Reported::Known(WaitingReason::ContainerCreating | WaitingReason::PodInitializing) => {
            Fact::WaitCreating
        }
        // Kubernetes 1.0 wrote its wait for the image in words.
        _ if reason.text.starts_with("Image: ") => Fact::WaitImage,
        _ => return,
    };
    let restarts = observation.restarts.unwrap_or(0);
    clues.fact(fact, WitnessKind::WaitingReason, reason, restarts.into(), 0);
    if fact == Fact::WaitCreate
        && let Some(message) = waiting.message
    {
        clues.fact(Fact::StartMessage, WitnessKind::WaitingMessage, message, 0, 0);
    }
}
