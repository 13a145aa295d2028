//! Whom did the kernel kill for want of memory?
//!
//! ```sh
//! dmesg | cargo run -p exitcode-examples --bin kernel_log -- /dev/stdin
//! ```

use exitcode_core::kernel_log;

const SAMPLE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../corpus/oom-logs/qemu-k61-v2-sd-containerd.dmesg-rawprio.log"
);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::args().nth(1).unwrap_or_else(|| SAMPLE.to_owned());
    let log = String::from_utf8_lossy(&std::fs::read(&file)?).into_owned();
    for kill in kernel_log::kills(&log) {
        print!("{} (process {})", kill.comm, kill.pid);
        if let Some(bytes) = kill.anon_rss {
            print!(", {} MiB of its own", bytes >> 20);
        }
        if let Some(bytes) = kill.limit {
            print!(", at a limit of {} MiB", bytes >> 20);
        }
        if let Some(pod) = kill.pod_uid() {
            print!(", in pod {pod}");
        }
        println!();
    }
    Ok(())
}
