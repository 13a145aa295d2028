//! The macro that makes a Python class of a struct of the report.

/// A frozen class around a struct of the report. Its attributes are made when they are first asked
/// for, and kept.
macro_rules! class {
    (
        #[doc = $about:literal]
        $Name:ident {
            $(#[doc = $field_about:literal] $field:ident $(as $Word:ident)?,)+
        }
    ) => {
        #[doc = $about]
        #[pyo3::pyclass(frozen, eq, hash, module = "exitcode_py")]
        pub(crate) struct $Name {
            pub(crate) record: exitcode_k8s::report::$Name,
            $($field: pyo3::sync::PyOnceLock<pyo3::Py<pyo3::PyAny>>,)+
        }

        impl $Name {
            /// What `repr` shows: every field that says something, the long ones in part.
            pub(crate) fn brief(&self) -> String {
                let fields: &[(&str, Option<String>)] = &[
                    $((stringify!($field), $crate::field::Field::brief(&self.record.$field)),)+
                ];
                let fields = fields.iter().filter_map(|(name, text)| {
                    text.as_ref().map(|text| format!("{name}={text}"))
                });
                format!("{}({})", stringify!($Name), fields.collect::<Vec<_>>().join(", "))
            }
        }

        impl From<exitcode_k8s::report::$Name> for $Name {
            fn from(record: exitcode_k8s::report::$Name) -> Self {
                Self { record, $($field: pyo3::sync::PyOnceLock::new(),)+ }
            }
        }

        impl PartialEq for $Name {
            fn eq(&self, other: &Self) -> bool {
                self.record == other.record
            }
        }

        impl std::hash::Hash for $Name {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                self.record.hash(state);
            }
        }

        #[pyo3::pymethods]
        impl $Name {
            #[classattr]
            #[pyo3(name = "__match_args__")]
            fn match_args(
                py: pyo3::Python<'_>,
            ) -> pyo3::PyResult<pyo3::Bound<'_, pyo3::types::PyTuple>> {
                pyo3::types::PyTuple::new(py, [$(stringify!($field)),+])
            }

            $(
                #[doc = $field_about]
                #[getter]
                fn $field<'py>(
                    &self,
                    py: pyo3::Python<'py>,
                ) -> pyo3::PyResult<pyo3::Bound<'py, pyo3::PyAny>> {
                    use $crate::field::Field as _;
                    let make = || class!(@value self py $field $($Word)?).map(pyo3::Bound::unbind);
                    self.$field.get_or_try_init(py, make).map(|object| object.bind(py).clone())
                }
            )+

            fn __repr__(&self) -> String {
                self.brief()
            }

            fn __reduce__<'py>(
                &self,
                py: pyo3::Python<'py>,
            ) -> pyo3::PyResult<(pyo3::Bound<'py, pyo3::PyAny>, (&'static str, String))> {
                use pyo3::types::PyAnyMethods as _;
                let restore = py.import("exitcode_py._exitcode")?.getattr("restore")?;
                Ok((restore, (stringify!($Name), $crate::read::json(&self.record)?)))
            }

            /// The JSON of the report, with its names in camelCase.
            fn to_json(&self) -> pyo3::PyResult<String> {
                $crate::read::json(&self.record)
            }

            /// The same as plain dicts, lists and values.
            fn to_dict<'py>(
                &self,
                py: pyo3::Python<'py>,
            ) -> pyo3::PyResult<pyo3::Bound<'py, pyo3::PyAny>> {
                use pyo3::types::PyAnyMethods as _;
                let json = $crate::read::json(&self.record)?;
                py.import("json")?.call_method1("loads", (json,))
            }
        }
    };
    (@value $self:ident $py:ident $field:ident) => {
        $self.record.$field.object($py)
    };
    (@value $self:ident $py:ident $field:ident $Word:ident) => {
        $self.record.$field.words($py, stringify!($Word))
    };
}
