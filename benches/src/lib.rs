//! What more than one benchmark measures.

use exitcode_core::{Event, Observation, State};

/// Eight ends of containers, each a code and a reason: the budget's mean is over them.
pub const ENDS: [(i32, &str); 8] = [
    (0, "Completed"),
    (1, "Error"),
    (137, "OOMKilled"),
    (137, "Error"),
    (139, "Error"),
    (143, "Error"),
    (128, "StartError"),
    (255, "Unknown"),
];

const STARTED: i64 = 1_700_000_000;

/// Requests of a web service, up to 4 KiB, and the words of a failure.
pub fn service_log() -> String {
    let line = |n: u32| format!("2026-11-22T10:00:{n:02}.123Z INFO GET /api/orders/{n} 200 7 ms\n");
    let failure = "java.net.ConnectException: Connection refused\n\tat Db.open(Db.java:10)\n";
    let mut log: String = (0..).map(line).take(90).collect();
    log.truncate(4096 - failure.len());
    log + failure
}

/// Ten events of a container that its liveness probe ends.
pub fn events() -> [Event<'static>; 10] {
    let event = |reason: &'static str, message: &'static str, offset: i64| {
        let mut event = Event::default();
        (event.reason, event.message, event.count) = (reason.into(), message.into(), 1);
        (event.first, event.last) = (Some(STARTED + offset), Some(STARTED + offset));
        event
    };
    [
        event("Scheduled", "Successfully assigned shop/api-6c9f7d8b5-x2x4v to worker-3", -3),
        event("Pulling", "Pulling image \"registry.example.com/shop/api:1.4\"", -2),
        event("Pulled", "Successfully pulled image \"registry.example.com/shop/api:1.4\"", -1),
        event("Created", "Created container: api", 0),
        event("Started", "Started container api", 0),
        event("Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503", 40),
        event("Unhealthy", "Liveness probe failed: HTTP probe failed with statuscode: 503", 60),
        event("Unhealthy", "Liveness probe failed: context deadline exceeded", 70),
        event("Killing", "Container api failed liveness probe, will be restarted", 80),
        event("BackOff", "Back-off restarting failed container api in pod api-6c9f7d8b5", 95),
    ]
}

/// What is known of a container with a message, a limit, events and a log.
pub fn full_observation<'a>(events: &'a [Event<'a>], log: &'a str) -> Observation<'a> {
    let mut observation = Observation::new()
        .exit_code(137)
        .reason("Error")
        .message("shutting down")
        .memory_limit(256 << 20)
        .events(events)
        .log(log);
    if let State::Terminated(end) = &mut observation.state {
        (end.started, end.finished) = (Some(STARTED), Some(STARTED + 90));
    }
    observation
}

/// A kernel log of about this size in which nothing was killed.
pub fn quiet_log(size: usize) -> String {
    let mut log = String::with_capacity(size + 256);
    for n in 0.. {
        if log.len() >= size {
            break;
        }
        log += &format!(
            "Nov 22 10:{:02}:{:02} node-7 kernel: [{n:5}.{:06}] cni0: port 7(veth3f2a1c9) entered \
             blocking state\n",
            n / 60 % 60,
            n % 60,
            n * 131 % 1_000_000,
        );
    }
    log
}
