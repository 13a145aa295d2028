//! An allocator that knows the most that was held at once.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

static HELD: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);
static BEGAN: AtomicUsize = AtomicUsize::new(0);

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

// SAFETY: the system's allocator does it all.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let held = HELD.fetch_add(layout.size(), Relaxed) + layout.size();
        PEAK.fetch_max(held, Relaxed);
        // SAFETY: as the caller promises.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Relaxed);
        // SAFETY: as the caller promises.
        unsafe { System.dealloc(place, layout) }
    }

    unsafe fn realloc(&self, place: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // A block that grows may stand twice for a moment, but mostly is moved by its pages.
        let held = HELD.fetch_add(size, Relaxed) + size - layout.size();
        HELD.fetch_sub(layout.size(), Relaxed);
        PEAK.fetch_max(held, Relaxed);
        // SAFETY: as the caller promises.
        unsafe { System.realloc(place, layout, size) }
    }
}

/// Counts from here.
pub(crate) fn begin() {
    let held = HELD.load(Relaxed);
    BEGAN.store(held, Relaxed);
    PEAK.store(held, Relaxed);
}

/// The most bytes that were held since, beside those of the beginning.
pub(crate) fn peak() -> usize {
    PEAK.load(Relaxed).saturating_sub(BEGAN.load(Relaxed))
}
