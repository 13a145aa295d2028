//! Columns in, columns out, in the memory that Arrow's libraries share.

use std::collections::HashMap;
use std::hash::Hash;
use std::iter;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use arrow_array::cast::AsArray as _;
use arrow_array::ffi::{FFI_ArrowSchema, to_ffi};
use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use arrow_array::types::{ArrowPrimitiveType, Float64Type, Int32Type};
use arrow_array::{
    Array, ArrayRef, DictionaryArray, LargeStringArray, RecordBatch, RecordBatchIterator,
    RecordBatchReader, StringArray, StringViewArray, StructArray, downcast_integer,
};
use arrow_pyarrow::FromPyArrow as _;
use arrow_schema::{ArrowError, DataType};
use exitcode_core::{Cause, Confidence, ExitCode, Fault, diagnose};
use exitcode_k8s::report::Report;
use exitcode_k8s::{Input, explain, read};
use pyo3::exceptions::{PyException, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::bulk::parallel;
use crate::error::{Error, guarded, internal};

/// How many rows a thread takes at a time.
const BLOCK: usize = 1024;

/// The first finding of each row of a table.
#[pyfunction]
pub(crate) fn diagnose_table(py: Python<'_>, table: &Bound<'_, PyAny>) -> PyResult<Answers> {
    // What was not thought of in somebody else's memory is no reason for a panic.
    catch_unwind(AssertUnwindSafe(|| read_table(py, table))).unwrap_or_else(|_| Err(internal()))
}

fn read_table(py: Python<'_>, table: &Bound<'_, PyAny>) -> PyResult<Answers> {
    let mut rows = Vec::new();
    if table.hasattr("__arrow_c_stream__")? {
        let mut stream = import(RecordBatchStreamReader::from_pyarrow_bound(table), py)?;
        // A stream of no batch has columns too.
        Columns::of(&RecordBatch::new_empty(stream.schema()))?;
        // The stream may need the interpreter for its next batch, and other threads then too.
        while let Some(batch) = guarded(py, || stream.next())? {
            rows.extend(answers(py, &batch.map_err(arrow_error)?)?);
            py.check_signals()?;
        }
    } else if table.hasattr("__arrow_c_array__")? {
        rows = answers(py, &import(RecordBatch::from_pyarrow_bound(table), py)?)?;
    } else {
        let class = table.get_type().name()?;
        return Err(PyTypeError::new_err(format!(
            "diagnose_table() takes a table with the PyCapsule interface of Arrow, not {class}"
        )));
    }
    Ok(Answers { rows })
}

/// What was imported, or an error of this package with its reason.
fn import<T>(imported: PyResult<T>, py: Python<'_>) -> PyResult<T> {
    imported.map_err(|reason| {
        // Ctrl-C is none.
        if !reason.is_instance_of::<PyException>(py) {
            return reason;
        }
        let error = Error::new_err(format!("not a table: {}", reason.value(py)));
        error.set_cause(py, Some(reason));
        error
    })
}

fn arrow_error(error: ArrowError) -> PyErr {
    Error::new_err(error.to_string())
}

fn answers(py: Python<'_>, batch: &RecordBatch) -> PyResult<Vec<Option<Answer>>> {
    let columns = Columns::of(batch)?;
    let work = || {
        let blocks: Vec<_> = (0..batch.num_rows())
            .step_by(BLOCK)
            .map(|start| start..batch.num_rows().min(start.saturating_add(BLOCK)))
            .collect();
        let answers = |blocks: &[Range<usize>]| {
            blocks.iter().cloned().flatten().map(|row| columns.answer(row)).collect::<Vec<_>>()
        };
        parallel(&blocks, answers)
    };
    Ok(guarded(py, work)?.ok_or_else(internal)?.into_iter().flatten().collect())
}

/// The columns of a table that say something of a death.
struct Columns<'a> {
    code: Codes,
    reason: Texts<'a>,
    message: Texts<'a>,
    pod: Texts<'a>,
}

impl<'a> Columns<'a> {
    fn of(batch: &'a RecordBatch) -> PyResult<Self> {
        let names = ["code", "reason", "message", "pod"];
        if names.iter().all(|name| batch.column_by_name(name).is_none()) {
            let names = names.join(", ");
            return Err(Error::new_err(format!("the table has none of the columns {names}")));
        }
        let texts = |name| Texts::of(name, batch.column_by_name(name));
        Ok(Self {
            code: Codes::of("code", batch.column_by_name("code"))?,
            reason: texts("reason")?,
            message: texts("message")?,
            pod: texts("pod")?,
        })
    }

    fn answer(&self, row: usize) -> Option<Answer> {
        if let Some(pod) = self.pod.get(row) {
            return Answer::of_pod(pod);
        }
        let code = self.code.get(row);
        let (reason, message) = (self.reason.get(row), self.message.get(row));
        if code.is_none() && reason.is_none() && message.is_none() {
            return None;
        }
        let diagnosis = diagnose(&explain::row(code, reason, message));
        let first = diagnosis.findings().next()?;
        Some(Answer { cause: first.cause(), confidence: first.confidence() })
    }
}

/// The first finding of a row.
#[derive(Clone, Copy)]
struct Answer {
    cause: Cause,
    confidence: Confidence,
}

impl Answer {
    fn of_pod(json: &str) -> Option<Self> {
        let inputs = [Input::new("-", json)];
        let report = Report::new(&inputs, &read(&inputs));
        let first = report.diagnoses.first()?.findings.first()?;
        let confidence = Confidence::ALL.iter().find(|one| one.as_str() == first.confidence)?;
        Some(Self { cause: Cause::from_id(&first.cause)?, confidence: *confidence })
    }
}

/// A column of exit codes. A number of more than 32 bits is none.
struct Codes(Vec<Option<ExitCode>>);

impl Codes {
    fn of(name: &str, column: Option<&ArrayRef>) -> PyResult<Self> {
        fn integers<T: ArrowPrimitiveType<Native: TryInto<i64>>>(column: &dyn Array) -> Codes {
            let numbers = column.as_primitive::<T>().iter();
            Codes(numbers.map(|number| exit_code(number?.try_into().ok()?)).collect())
        }
        let Some(column) = sound(column)? else { return Ok(Self(Vec::new())) };
        macro_rules! integers {
            ($Type:ty, $column:expr) => {
                Ok(integers::<$Type>($column))
            };
        }
        downcast_integer! {
            column.data_type() => (integers, column),
            DataType::Null => Ok(Self(Vec::new())),
            // What pandas makes of integers where one is missing.
            DataType::Float64 => {
                let numbers = column.as_primitive::<Float64Type>().iter();
                Ok(Self(numbers.map(|number| exit_code(integer(number?)?)).collect()))
            }
            other => Err(PyTypeError::new_err(format!(
                "the column {name} has to be of integers, not {other}"
            ))),
        }
    }

    fn get(&self, row: usize) -> Option<ExitCode> {
        self.0.get(row).copied().flatten()
    }
}

fn exit_code(number: i64) -> Option<ExitCode> {
    match (i32::try_from(number), u32::try_from(number)) {
        (Ok(code), _) => Some(code.into()),
        (_, Ok(bits)) => Some(bits.into()),
        _ => None,
    }
}

fn integer(number: f64) -> Option<i64> {
    let is_code = number.fract() == 0.0 && number.abs() <= f64::from(u32::MAX);
    #[expect(clippy::cast_possible_truncation, reason = "it is whole and has 32 bits")]
    is_code.then_some(number as i64)
}

/// A column of texts. An empty one says as little as none.
enum Texts<'a> {
    Missing,
    Small(&'a StringArray),
    Large(&'a LargeStringArray),
    Views(&'a StringViewArray),
    Coded { keys: Vec<Option<usize>>, words: Box<Self> },
}

impl<'a> Texts<'a> {
    fn of(name: &str, column: Option<&'a ArrayRef>) -> PyResult<Self> {
        let Some(column) = sound(column)? else { return Ok(Self::Missing) };
        Self::of_sound(column).ok_or_else(|| {
            let kind = column.data_type();
            PyTypeError::new_err(format!("the column {name} has to be of strings, not {kind}"))
        })
    }

    fn of_sound(column: &'a dyn Array) -> Option<Self> {
        if *column.data_type() == DataType::Null {
            return Some(Self::Missing);
        }
        if let Some(coded) = column.as_any_dictionary_opt() {
            let words = Self::of_sound(coded.values().as_ref())?;
            if coded.values().is_empty() {
                return Some(Self::Missing);
            }
            let keys = coded.normalized_keys().into_iter().enumerate();
            let keys = keys.map(|(row, key)| coded.keys().is_valid(row).then_some(key)).collect();
            return Some(Self::Coded { keys, words: Box::new(words) });
        }
        let small = column.as_string_opt().map(Self::Small);
        let large = || column.as_string_opt().map(Self::Large);
        let views = || column.as_string_view_opt().map(Self::Views);
        small.or_else(large).or_else(views)
    }

    fn get(&self, row: usize) -> Option<&'a str> {
        let text = match self {
            Self::Missing => None,
            Self::Small(texts) => texts.is_valid(row).then(|| texts.value(row)),
            Self::Large(texts) => texts.is_valid(row).then(|| texts.value(row)),
            Self::Views(texts) => texts.is_valid(row).then(|| texts.value(row)),
            Self::Coded { keys, words } => words.get(keys.get(row).copied().flatten()?),
        };
        text.filter(|text| !text.is_empty())
    }
}

/// A column whose offsets, keys and texts are what they have to be: other libraries wrote them.
fn sound(column: Option<&ArrayRef>) -> PyResult<Option<&dyn Array>> {
    let Some(column) = column else { return Ok(None) };
    column.to_data().validate_full().map_err(arrow_error)?;
    Ok(Some(column.as_ref()))
}

/// The answers to the rows of a table, in their order: the columns `cause`, `confidence` and `fault`.
///
/// Every library with the PyCapsule interface of Arrow takes it as a table. A row has nulls where nothing is
/// wrong or nothing was known.
#[pyclass(frozen, module = "exitcode_py")]
pub(crate) struct Answers {
    rows: Vec<Option<Answer>>,
}

impl Answers {
    fn batch(&self) -> PyResult<RecordBatch> {
        let cause = self.words(Cause::ALL, Cause::id, |answer| answer.cause);
        let confidence =
            self.words(Confidence::ALL, Confidence::as_str, |answer| answer.confidence);
        let fault = self.words(Fault::ALL, Fault::id, |answer| answer.cause.fault());
        let columns = [("cause", cause), ("confidence", confidence), ("fault", fault)]
            .map(|(name, column)| (name, column, true));
        RecordBatch::try_from_iter_with_nullable(columns).map_err(arrow_error)
    }

    /// A column of words, each row the number of a word in the whole vocabulary: so all tables have the
    /// same, and joining them changes none.
    fn words<T: Copy + Eq + Hash>(
        &self,
        all: &[T],
        id: impl Fn(T) -> &'static str,
        of: impl Fn(&Answer) -> T,
    ) -> ArrayRef {
        let numbers: HashMap<T, i32> = all.iter().copied().zip(0..).collect();
        let words = StringArray::from_iter_values(all.iter().copied().map(id));
        let keys = self.rows.iter().map(|row| numbers.get(&of(row.as_ref()?)).copied()).collect();
        Arc::new(DictionaryArray::<Int32Type>::new(keys, Arc::new(words)))
    }
}

#[pymethods]
impl Answers {
    fn __len__(&self) -> usize {
        self.rows.len()
    }

    fn __repr__(&self) -> String {
        format!("<Answers to {} rows>", self.rows.len())
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = Self { rows: Vec::new() }.batch()?.schema();
        let schema = FFI_ArrowSchema::try_from(schema.as_ref()).map_err(arrow_error)?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    /// The types are always the same: a request for others is for the caller to fulfil.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<(Bound<'py, PyCapsule>, Bound<'py, PyCapsule>)> {
        drop(requested_schema);
        let batch = StructArray::from(guarded(py, || self.batch())??);
        let (array, schema) = to_ffi(&batch.into_data()).map_err(arrow_error)?;
        Ok((
            PyCapsule::new_with_value(py, schema, c"arrow_schema")?,
            PyCapsule::new_with_value(py, array, c"arrow_array")?,
        ))
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        drop(requested_schema);
        let batch = guarded(py, || self.batch())??;
        let schema = batch.schema();
        let batches = RecordBatchIterator::new(iter::once(Ok(batch)), schema);
        PyCapsule::new_with_value(
            py,
            FFI_ArrowArrayStream::new(Box::new(batches)),
            c"arrow_array_stream",
        )
    }
}
