//! How processor time grows with the input, as a drawing.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use exitcode_benches::quiet_log;
use exitcode_core::kernel_log;
use exitcode_k8s::triage::Triage;
use exitcode_k8s::{Input, Items, read, read_object};

use nix::time::{ClockId, clock_gettime};

use crate::Result;

/// What is measured at 1, 10 and 100 times this many bytes.
const UNIT: usize = 200_000;

pub(crate) fn draw(folder: &Path) -> Result {
    let pod =
        include_str!("../../../../corpus/kubelet/node1-oom-child-always-parent-exit1/pod.json");
    let list = |size: usize| {
        let pods = vec![pod; size.div_ceil(pod.len())].join(",");
        format!("{{\"kind\": \"List\", \"items\": [{pods}]}}")
    };
    let row = "api-7d9f6c5b8-x2x4v   0/1   CrashLoopBackOff   7 (2m ago)   13m\n";
    let line = "2026-11-22T10:00:00.123Z INFO GET /api/orders/17 200 7 ms\n";
    let repeat = |line: &str, size: usize| line.repeat(size / line.len());
    let pasted = |text: &str| {
        let inputs = [Input::new("-", text)];
        let mut count = 0;
        read(&inputs).observe(|_| count += 1);
        count
    };
    let series: [(&str, &str, Vec<f64>); 4] = [
        ("list-size", "a list of pods, triage", times(list, triage)),
        ("log-size", "a kernel log", times(quiet_log, |text| kernel_log::kills(text).count())),
        ("log-size", "a pasted log", times(|size| repeat(line, size), pasted)),
        ("log-size", "a pasted table of pods", times(|size| repeat(row, size), pasted)),
    ];
    for name in ["list-size", "log-size"] {
        let lines: Vec<_> = series.iter().filter(|(file, ..)| *file == name).collect();
        let named: Vec<_> = lines.iter().map(|(_, name, times)| (*name, &times[..])).collect();
        fs::write(folder.join(format!("{name}.svg")), svg(&named)?)?;
    }
    println!("| input | 0.2 MB | 2 MB | 20 MB | growth for 100 × |");
    println!("| --- | --- | --- | --- | --- |");
    for (_, name, times) in &series {
        let [one, ten, hundred] = times[..] else { continue };
        println!(
            "| {name} | {:.2} ms | {:.2} ms | {:.1} ms | {:.0} × |",
            one * 1e3,
            ten * 1e3,
            hundred * 1e3,
            hundred / one,
        );
    }
    Ok(())
}

fn times<T>(make: impl Fn(usize) -> String, run: impl Fn(&str) -> T) -> Vec<f64> {
    let time = |factor| {
        let text = make(UNIT * factor);
        let runs = (0..200 / factor + 3).map(|_| {
            let before = processor_time();
            std::hint::black_box(run(&text));
            processor_time() - before
        });
        runs.fold(f64::INFINITY, f64::min)
    };
    [1, 10, 100].map(time).to_vec()
}

/// The processor seconds of this process: what else the machine does is not in a drawing.
fn processor_time() -> f64 {
    let time = clock_gettime(ClockId::CLOCK_PROCESS_CPUTIME_ID);
    time.map_or(f64::NAN, |time| time.tv_sec() as f64 + time.tv_nsec() as f64 / 1e9)
}

fn triage(text: &str) -> Triage {
    let mut items = Items::new(text.as_bytes());
    let mut found = Triage::default();
    while let Ok(Some(item)) = items.next_item() {
        if let Ok(object) = item.object {
            found.add(&read_object(&Input::from_bytes("-", object)));
        }
    }
    found
}

/// Both axes logarithmic: what grows linearly is parallel to the dashed diagonal.
fn svg(series: &[(&str, &[f64])]) -> Result<String> {
    const COLOURS: [&str; 3] = ["#0b6e99", "#b3471d", "#4d7c0f"];
    // 1 µs to 1 s in decades of 50, three sizes 200 apart.
    let y = |seconds: f64| 340.0 - 50.0 * (seconds.log10() + 6.0);
    let x = |index: usize| 90 + 200 * index;
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 720 400\" \
         font-family=\"sans-serif\" font-size=\"14\">\n\
         <rect width=\"720\" height=\"400\" fill=\"#fff\"/>\n",
    );
    let labels = ["1 µs", "10 µs", "0.1 ms", "1 ms", "10 ms", "0.1 s", "1 s"];
    for (exponent, label) in (-6..=0).zip(labels) {
        let y = y(10_f64.powi(exponent));
        writeln!(svg, "<path d=\"M90 {y:.0}H490\" stroke=\"#ddd\"/>")?;
        writeln!(svg, "<text x=\"80\" y=\"{:.0}\" text-anchor=\"end\">{label}</text>", y + 5.0)?;
    }
    for (index, label) in ["0.2 MB", "2 MB", "20 MB"].iter().enumerate() {
        let x = x(index);
        writeln!(svg, "<path d=\"M{x} 40V340\" stroke=\"#ddd\"/>")?;
        writeln!(svg, "<text x=\"{x}\" y=\"365\" text-anchor=\"middle\">{label}</text>")?;
    }
    for ((name, times), colour) in series.iter().zip(COLOURS) {
        let points = times.iter().enumerate().map(|(index, time)| (x(index), y(*time)));
        let points: Vec<_> = points.map(|(x, y)| format!("{x},{y:.1}")).collect();
        let linear = y(times[0]) - 100.0;
        writeln!(
            svg,
            "<path d=\"M90 {:.1}L490 {linear:.1}\" stroke=\"{colour}\" stroke-dasharray=\"2 6\"/>",
            y(times[0])
        )?;
        writeln!(
            svg,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2.5\"/>",
            points.join(" ")
        )?;
        let end = y(times[times.len() - 1]) + 5.0;
        writeln!(svg, "<text x=\"500\" y=\"{end:.1}\" fill=\"{colour}\">{name}</text>")?;
    }
    svg.push_str("</svg>\n");
    Ok(svg)
}
