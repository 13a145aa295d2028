//! What is known: the tables of the core, as lists of objects.

use exitcode_core::{Abi, Cause, KnownCode, Signal};
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;

/// A list of objects from a table of the core, and its TypeScript type: one row a column.
macro_rules! list {
    (
        #[doc = $about:literal]
        $list:ident($one:ident in $all:expr) -> $Row:literal, $Rows:literal, $types:ident {
            $(#[doc = $column_about:literal] $column:literal: $type:literal = $value:expr,)+
        }
    ) => {
        #[wasm_bindgen(typescript_custom_section)]
        const $types: &str = concat!(
            "\nexport interface ", $Row, " {\n",
            $("  /** ", $column_about, " */\n  ", $column, ": ", $type, ";\n",)+
            "}\n",
        );

        #[doc = $about]
        #[wasm_bindgen(unchecked_return_type = $Rows)]
        #[must_use]
        pub fn $list() -> Array {
            $all.map(|$one| {
                let object = Object::new();
                $(
                    // Setting a property of a new object does not fail.
                    let _ = Reflect::set(&object, &$column.into(), &JsValue::from($value));
                )+
                object
            })
            .collect()
        }
    };
}

list!(
    #[doc = "The root causes that a diagnosis can name."]
    causes(cause in Cause::ALL.iter()) -> "CauseRow", "CauseRow[]", CAUSES {
        #[doc = "The id, for ever the same."]
        "id": "CauseId" = cause.id(),
        #[doc = "What happened, in one line."]
        "title": "string" = cause.title(),
        #[doc = "How it comes about."]
        "why": "string" = cause.why(),
        #[doc = "Where the fault lies."]
        "fault": "Fault" = cause.fault().id(),
        #[doc = "Whether to run the same thing again."]
        "retry": "Retry" = cause.retry().id(),
        #[doc = "Where to read more."]
        "references": "string[]" = strings(cause.references()),
    }
);

list!(
    #[doc = "The signals of Linux, whatever the host is."]
    signals(signal in Signal::ALL.iter().filter(|signal| signal.number(Abi::Linux).is_some()))
        -> "SignalRow", "SignalRow[]", SIGNALS {
        #[doc = "The name, such as `SIGTERM`."]
        "name": "string" = signal.name(),
        #[doc = "The number on x86, ARM and RISC-V."]
        "number": "number" = signal.number(Abi::Linux),
        #[doc = "What it says."]
        "description": "string" = signal.summary(),
        #[doc = "What it does to a process without a handler: `Term`, `Core`, `Ign`, `Stop` or `Cont`."]
        "action": "\"Term\" | \"Core\" | \"Ign\" | \"Stop\" | \"Cont\"" = signal.default_action().as_str(),
        #[doc = "Whether it cannot be caught, blocked or ignored."]
        "forced": "boolean" = !signal.catchable(),
        #[doc = "Whether POSIX has it."]
        "standard": "boolean" = signal.posix().standard(),
        #[doc = "The exit code that shells and container runtimes write for it."]
        "exitCode": "number" = signal.number(Abi::Linux).map(|number| 128 + u32::from(number)),
    }
);

list!(
    #[doc = "The exit codes that programs, shells and runtimes are known to end with."]
    codes(code in KnownCode::ALL.iter()) -> "CodeRow", "CodeRow[]", CODES {
        #[doc = "The number."]
        "code": "number" = code.code().value(),
        #[doc = "The id of the family of programs that means this by it."]
        "family": "string" = code.family().id(),
        #[doc = "The name that its sources have for it."]
        "symbol": "string | undefined" = code.symbol(),
        #[doc = "What it says."]
        "title": "string" = code.title(),
    }
);

fn strings(texts: &[&str]) -> Array {
    texts.iter().map(|text| JsValue::from(*text)).collect()
}
