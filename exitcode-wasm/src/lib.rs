//! The npm package's module: it converts, and decides nothing.
//!
//! Texts and plain objects come in, plain objects go out: a report is the JSON that every surface of
//! exitcode has, whose TypeScript types are derived from the same structs.
//!
//! It is built three times. Without the feature `diagnosis` it is the module of
//! `exitcode-wasm/explain`, which has all that is known and reads nothing: no objects and no texts.
//! Without `explanation` either, it is that of `exitcode-wasm/names`: what numbers and signals are
//! called, and nothing else.

mod answers;
#[cfg(feature = "diagnosis")]
mod diagnose;
mod error;
#[cfg(feature = "explanation")]
mod explain;
#[cfg(feature = "diagnosis")]
mod history;
#[cfg(feature = "diagnosis")]
mod input;
mod json;
#[cfg(feature = "diagnosis")]
mod kernel_log;
mod list;
mod meanings;
#[cfg(feature = "diagnosis")]
mod oom_score;
mod options;
#[cfg(feature = "diagnosis")]
mod recommend;
#[cfg(feature = "diagnosis")]
mod rules;
#[cfg(feature = "diagnosis")]
mod shutdown;

use wasm_bindgen::prelude::*;

/// The types of the report and its words.
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.d.ts");

/// The version of the package.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

#[cfg(feature = "explanation")]
#[wasm_bindgen]
extern "C" {
    /// A diagnosis, as an object.
    #[wasm_bindgen(typescript_type = "Diagnosis")]
    pub type DiagnosisObject;
}

#[cfg(feature = "diagnosis")]
#[wasm_bindgen]
extern "C" {
    /// A report, as an object.
    #[wasm_bindgen(typescript_type = "Report")]
    pub type ReportObject;

    /// How a container is stopped, as an object.
    #[wasm_bindgen(typescript_type = "Shutdown")]
    pub type ShutdownObject;

    /// In which order containers would be killed, as an object.
    #[wasm_bindgen(typescript_type = "KillOrder")]
    pub type KillOrderObject;

    /// How much memory a container should get, as an object.
    #[wasm_bindgen(typescript_type = "MemoryAdvice")]
    pub type MemoryAdviceObject;
}
