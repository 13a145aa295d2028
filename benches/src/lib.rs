//! What more than one benchmark measures.

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
