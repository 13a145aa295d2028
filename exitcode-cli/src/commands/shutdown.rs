use std::fmt::Write as _;
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use exitcode_core::arithmetic::shutdown::{MARGIN, Shutdown, Step};
use exitcode_k8s::shutdown::Shutdown as Answer;

use super::argument::duration;
use super::{Output, write};
use crate::render::{seconds, width, wrapped};
use crate::{Error, Status};

/// Draw how a container is stopped, and say whether its grace period is long enough
///
/// The clock starts when the kubelet acts on the stop. The preStop hook and, for a sidecar, the
/// wait for the containers that end before it use up the grace period; what is left is the time from
/// the stop signal to SIGKILL.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Stop {
    /// terminationGracePeriodSeconds of the pod, or of the probe that failed
    #[arg(short, long, value_name = "SECONDS", default_value_t = 30)]
    grace: u32,
    /// How long the preStop hook takes, such as 5, 2.5 or 1m30s
    #[arg(short, long, value_name = "DURATION", value_parser = duration, default_value = "0")]
    pre_stop: Duration,
    /// How long a sidecar waits for the containers that end before it
    #[arg(short, long, value_name = "DURATION", value_parser = duration, default_value = "0")]
    turn: Duration,
    /// How long the application takes from the stop signal to its end
    #[arg(short, long, value_name = "DURATION", value_parser = duration)]
    drain: Option<Duration>,
    /// How to print the answer
    #[arg(short, long, value_enum, default_value_t)]
    output: Output,
    /// End with status 1 if the grace period is too short
    #[arg(long)]
    exit_code: bool,
}

const EXAMPLES: &str = "\
Examples:
  exitcode shutdown --grace 30 --pre-stop 5 --drain 45
  exitcode shutdown --grace 30 --turn 20 --drain 4
  exitcode shutdown --pre-stop 15 --drain 1m30s --output json
  exitcode shutdown --drain 25 --exit-code && echo enough";

impl Stop {
    pub(crate) fn run(self) -> Result<Status, Error> {
        let mut stop = Shutdown::new(self.grace.into()).pre_stop(self.pre_stop).turn(self.turn);
        if let Some(drain) = self.drain {
            stop = stop.drain(drain);
        }
        write(self.output, || self.text(stop), || Answer::new(stop))?;
        Ok(Status::from(u8::from(self.exit_code && stop.fits() == Some(false))))
    }

    fn text(&self, stop: Shutdown) -> String {
        const DIM: Style = Style::new().dimmed();
        let mut text = String::new();
        let (style, verdict) = self.verdict(stop);
        wrapped(&mut text, style, &verdict);
        text.push('\n');

        let drain = self.drain.unwrap_or_default();
        let missing = drain.saturating_sub(stop.window());
        let scale = Scale {
            end: stop.kill_at().max(stop.signal_at().saturating_add(drain)),
            columns: width().saturating_sub(BAR_AT).max(10),
        };
        for phase in stop.timeline().phases() {
            let (starts, lasts) = (phase.starts(), phase.lasts());
            let bar = match phase.step() {
                Step::Drain => scale.bar(starts, lasts, '█'),
                Step::Kill => scale.point(starts, '×'),
                _ if lasts.is_zero() => scale.point(starts, '│'),
                _ => scale.bar(starts, lasts, '▒'),
            };
            line(&mut text, &phase.to_string(), &bar);
        }
        if !missing.is_zero() && !self.fits_nowhere(stop) {
            let label = format!("{:9} still needed, {}", "", seconds(missing));
            line(&mut text, &label, &scale.bar(stop.kill_at(), missing, '░'));
        }

        text.push('\n');
        if let Some(recommended) = stop.recommended_grace() {
            let mut parts = Vec::new();
            for (name, time) in [("preStop", self.pre_stop), ("wait", self.turn), ("drain", drain)]
            {
                if !time.is_zero() {
                    parts.push(format!("{name} {}", seconds(time)));
                }
            }
            parts.push(format!("{} to spare", seconds(MARGIN)));
            let _ = writeln!(
                text,
                "terminationGracePeriodSeconds: {recommended}  {DIM}# {}{DIM:#}",
                parts.join(" + ")
            );
        } else {
            let hint = "How long the application takes to end is not known: measure it from \
                        SIGTERM to the end under load, and give it as --drain.";
            wrapped(&mut text, DIM, hint);
        }
        text
    }

    /// Whether there is nothing to draw beyond SIGKILL.
    fn fits_nowhere(&self, stop: Shutdown) -> bool {
        stop.is_drained() != Some(false)
    }

    fn verdict(&self, stop: Shutdown) -> (Style, String) {
        let bad = AnsiColor::Red.on_default().bold();
        let good = AnsiColor::Green.on_default().bold();
        let window = seconds(stop.window());
        let grace = seconds(stop.grace());
        if stop.is_pre_stop_cut() {
            let hook = seconds(self.pre_stop);
            let text = format!(
                "Too short: the preStop hook needs {hook} and is cut off after {grace}; the \
                 application then has {window} until SIGKILL."
            );
            return (bad, text);
        }
        match (self.drain, stop.is_drained()) {
            (Some(drain), Some(false)) => {
                let drain = seconds(drain);
                let text = format!(
                    "Too short: of the {grace} of grace {window} are left after the stop signal, \
                     and the application needs {drain}. SIGKILL ends it (exit code 137)."
                );
                (bad, text)
            }
            (Some(drain), _) => {
                let left = seconds(stop.window().saturating_sub(drain));
                let text = format!(
                    "Long enough: the application needs {} of the {window} after the stop signal, \
                     {left} are left.",
                    seconds(drain)
                );
                (good, text)
            }
            (None, _) => {
                let text = format!(
                    "The application has {window} from the stop signal to SIGKILL, of {grace} of \
                     grace."
                );
                (Style::new().bold(), text)
            }
        }
    }
}

/// Where the bars begin.
const BAR_AT: usize = 40;

fn line(text: &mut String, label: &str, bar: &str) {
    let width = BAR_AT - 2;
    let _ = writeln!(text, "{label:width$}  {bar}");
}

/// Time as columns.
struct Scale {
    end: Duration,
    columns: usize,
}

impl Scale {
    fn column(&self, at: Duration) -> usize {
        let last = self.columns.saturating_sub(1) as u128;
        let column = at.as_millis() * last / self.end.as_millis().max(1);
        usize::try_from(column.min(last)).unwrap_or_default()
    }

    fn point(&self, at: Duration, mark: char) -> String {
        format!("{:width$}{mark}", "", width = self.column(at))
    }

    fn bar(&self, starts: Duration, lasts: Duration, fill: char) -> String {
        let from = self.column(starts);
        let to = self.column(starts.saturating_add(lasts)).max(from + 1);
        format!("{:from$}{}", "", fill.to_string().repeat(to - from))
    }
}
