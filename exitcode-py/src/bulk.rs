//! Many at once, on all processors and without the interpreter.

use std::num::NonZero;
use std::sync::{Mutex, PoisonError};
use std::{iter, thread};

use exitcode_k8s::report::Report;
use exitcode_k8s::triage::Triage;
use exitcode_k8s::{Input, Items, Problem, Why, read as read_inputs, read_object};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;

use crate::classes;
use crate::error::{InputError, guarded};
use crate::read::{Inputs, json, report_of};

/// The report of each item, in order. What is damaged is told in the item's `ignored`.
#[pyfunction]
pub(crate) fn read_many(py: Python<'_>, items: Vec<Inputs>) -> PyResult<Vec<classes::Report>> {
    let work = || {
        parallel(&items, |items| {
            let reports = items.iter().map(|inputs| {
                let texts: Vec<_> =
                    inputs.iter().map(|(name, bytes, _)| Input::from_bytes(name, bytes)).collect();
                report_of(inputs, &texts, &read_inputs(&texts), &[])
            });
            reports.collect::<Vec<Report>>()
        })
    };
    let reports = guarded(py, work)?.ok_or_else(crate::error::internal)?;
    Ok(reports.into_iter().flatten().map(classes::Report::from).collect())
}

/// A whole list sorted by what is wrong, as JSON.
#[pyfunction]
pub(crate) fn triage(py: Python<'_>, lists: Vec<PyBackedBytes>) -> PyResult<String> {
    let work = || -> Option<(Triage, u64)> {
        let (mut found, mut skipped) = (Triage::default(), 0);
        for list in &lists {
            let (objects, broken) = objects_of(list);
            skipped += broken;
            for (part, broken) in parallel(&objects, sort)? {
                found.merge(part);
                skipped += broken;
            }
        }
        Some((found, skipped))
    };
    let (found, skipped) = guarded(py, work)?.ok_or_else(crate::error::internal)?;
    if found.objects() == 0 {
        return Err(InputError::new_err("there is no pod in the input"));
    }
    json(&found.table(skipped))
}

/// The objects of a list, and how many had no bytes to read.
fn objects_of(list: &[u8]) -> (Vec<&[u8]>, u64) {
    let mut items = Items::new(list);
    let (mut objects, mut broken) = (Vec::new(), 0);
    // Memory does not fail to be read.
    while let Ok(Some(item)) = items.next_item() {
        let start = usize::try_from(item.offset).unwrap_or(usize::MAX);
        match item.object {
            Ok(object) => {
                objects.extend(list.get(start..start.saturating_add(object.len())));
            }
            Err(_) => broken += 1,
        }
    }
    (objects, broken)
}

fn sort(objects: &[&[u8]]) -> (Triage, u64) {
    let (mut found, mut skipped) = (Triage::default(), 0);
    for object in objects {
        let input = Input::from_bytes("-", object);
        let reading = read_object(&input);
        let broken = |problem: &Problem| is_broken(&problem.why);
        if reading.problems().iter().any(broken) {
            skipped += 1;
        } else {
            found.add(&reading);
        }
    }
    (found, skipped)
}

/// Whether an object cannot be read to its end.
const fn is_broken(why: &Why) -> bool {
    matches!(why, Why::Syntax { .. } | Why::Truncated { .. } | Why::TooDeep { .. })
}

/// What the work makes of each part, the parts in order; nothing if one of them failed.
pub(crate) fn parallel<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&[T]) -> R + Sync,
) -> Option<Vec<R>> {
    /// Items are of unequal size, and so are processors: who is done takes the next part.
    const PARTS_EACH: usize = 8;
    let processors = thread::available_parallelism().map_or(1, NonZero::get);
    let size = items.len().div_ceil(processors.saturating_mul(PARTS_EACH)).max(1);
    if processors == 1 || items.len() <= size {
        return Some(vec![work(items)]);
    }
    let queue = Mutex::new(items.chunks(size).enumerate());
    let worker = || {
        let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
        iter::from_fn(next).map(|(number, part)| (number, work(part))).collect::<Vec<_>>()
    };
    let parts = thread::scope(|scope| {
        let workers: Vec<_> = (0..processors).map(|_| scope.spawn(worker)).collect();
        workers.into_iter().map(|worker| worker.join().ok()).collect::<Option<Vec<_>>>()
    })?;
    let mut parts: Vec<_> = parts.into_iter().flatten().collect();
    parts.sort_unstable_by_key(|(number, _)| *number);
    Some(parts.into_iter().map(|(_, part)| part).collect())
}
