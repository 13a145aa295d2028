//! A reader of OOM kills in kernel logs.
