//! The fields of a report, as Python's objects and as text.

use std::borrow::Cow;

use exitcode_k8s::report;
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::classes;
use crate::word;

/// A field's value.
pub(crate) trait Field {
    /// As an object.
    fn object<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>>;

    /// As an object whose words are members of the enum.
    fn words<'py>(&self, py: Python<'py>, _class: &str) -> PyResult<Bound<'py, PyAny>> {
        self.object(py)
    }

    /// In a `repr`; nothing where there is nothing.
    fn brief(&self) -> Option<String>;
}

/// Texts are cut off in a `repr` after so many characters.
const BRIEF: usize = 60;

impl Field for str {
    fn object<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.into_bound_py_any(py)
    }

    fn words<'py>(&self, py: Python<'py>, class: &str) -> PyResult<Bound<'py, PyAny>> {
        word::member(py, class, self)
    }

    fn brief(&self) -> Option<String> {
        let mut text: String = self.chars().take(BRIEF).collect();
        if text.len() < self.len() {
            text.push('…');
        }
        Some(quoted(&text))
    }
}

/// A text as Python's `repr` writes it.
fn quoted(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut quoted = String::from(quote);
    for char in text.chars() {
        let mut escaped = char.escape_debug();
        let code = u32::from(char);
        match (escaped.next(), escaped.next()) {
            _ if char == quote => quoted.extend(['\\', char]),
            _ if matches!(char, '"' | '\'') => quoted.push(char),
            // Rust writes what cannot be printed as `\u{…}`.
            (Some('\\'), Some('u' | '0')) => quoted.push_str(&match code {
                0..=0xff => format!("\\x{code:02x}"),
                0x100..=0xffff => format!("\\u{code:04x}"),
                _ => format!("\\U{code:08x}"),
            }),
            _ => quoted.extend(char.escape_debug()),
        }
    }
    quoted.push(quote);
    quoted
}

macro_rules! as_str {
    ($($Text:ty),+) => {
        $(impl Field for $Text {
            fn object<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                (**self).object(py)
            }

            fn words<'py>(&self, py: Python<'py>, class: &str) -> PyResult<Bound<'py, PyAny>> {
                (**self).words(py, class)
            }

            fn brief(&self) -> Option<String> {
                (**self).brief()
            }
        })+
    };
}

as_str!(String, Cow<'static, str>);

macro_rules! number {
    ($($Number:ty),+) => {
        $(impl Field for $Number {
            fn object<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                self.into_bound_py_any(py)
            }

            fn brief(&self) -> Option<String> {
                Some(self.to_string())
            }
        })+
    };
}

number!(u64, i32);

impl Field for bool {
    fn object<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.into_bound_py_any(py)
    }

    fn brief(&self) -> Option<String> {
        Some(if *self { "True" } else { "False" }.to_owned())
    }
}

impl<T: Field> Field for Option<T> {
    fn object<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Some(value) => value.object(py),
            None => Ok(py.None().into_bound(py)),
        }
    }

    fn words<'py>(&self, py: Python<'py>, class: &str) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Some(value) => value.words(py, class),
            None => Ok(py.None().into_bound(py)),
        }
    }

    fn brief(&self) -> Option<String> {
        self.as_ref().and_then(Field::brief)
    }
}

impl<T: Field> Field for Vec<T> {
    fn object<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let items = self.iter().map(|item| item.object(py)).collect::<PyResult<Vec<_>>>()?;
        Ok(PyTuple::new(py, items)?.into_any())
    }

    fn words<'py>(&self, py: Python<'py>, class: &str) -> PyResult<Bound<'py, PyAny>> {
        let items = self.iter().map(|item| item.words(py, class)).collect::<PyResult<Vec<_>>>()?;
        Ok(PyTuple::new(py, items)?.into_any())
    }

    fn brief(&self) -> Option<String> {
        match self.len() {
            0 => None,
            1 => Some("<1 item>".to_owned()),
            count => Some(format!("<{count} items>")),
        }
    }
}

macro_rules! records {
    ($($Name:ident),+ $(,)?) => {
        $(impl Field for report::$Name {
            fn object<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                Ok(Bound::new(py, classes::$Name::from(self.clone()))?.into_any())
            }

            fn brief(&self) -> Option<String> {
                Some(classes::$Name::from(self.clone()).brief())
            }
        })+
    };
}

records!(
    Diagnosis, Evidence, Exit, Finding, Ignored, NextCheck, Operation, Patch, Remedy, Source,
    Subject, Target,
);

impl Field for report::Json {
    fn object<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        py.import("json")?.call_method1("loads", (self.as_str(),))
    }

    fn brief(&self) -> Option<String> {
        self.as_str().brief()
    }
}
