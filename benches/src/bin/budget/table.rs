//! Markdown.

pub(crate) struct Row {
    pub(crate) work: &'static str,
    pub(crate) budget: &'static str,
    pub(crate) ours: String,
    pub(crate) peer: String,
    /// How ours stands to the peer's.
    pub(crate) ratio: String,
}

pub(crate) fn print(rows: &[Row]) {
    println!("| work | budget | measured | peer in the same run | ratio |");
    println!("| --- | --- | --- | --- | --- |");
    for Row { work, budget, ours, peer, ratio } in rows {
        println!("| {work} | {budget} | {ours} | {peer} | {ratio} |");
    }
}

pub(crate) fn time(seconds: f64) -> String {
    match seconds {
        ..1e-6 => format!("{:.1} ns", seconds * 1e9),
        ..1e-3 => format!("{:.2} µs", seconds * 1e6),
        ..1.0 => format!("{:.2} ms", seconds * 1e3),
        _ => format!("{seconds:.2} s"),
    }
}

pub(crate) fn rate(bytes: usize, seconds: f64) -> String {
    format!("{:.2} GB/s", bytes as f64 / 1e9 / seconds)
}

pub(crate) fn ratio(ours: f64, peer: f64) -> String {
    format!("{:.2} × its time", ours / peer)
}
