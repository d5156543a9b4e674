//! Writes long tables on several threads.

use std::ops::Range;
use std::panic::resume_unwind;
use std::thread;

use crate::error::Error;

/// The most rows in a part. Shorter tables need no other thread.
const LONGEST: usize = 8192;

/// As many as `batch` starts by default.
const MOST_THREADS: usize = 8;

/// Appends what `write` returns for each part of the rows, in order.
pub(super) fn in_parts(
    rows: usize,
    bytes: &mut Vec<u8>,
    write: impl Fn(Range<usize>) -> Result<Vec<u8>, Error> + Sync,
) -> Result<(), Error> {
    let starts: Vec<usize> = (0..rows).step_by(LONGEST).collect();
    let parts: Vec<_> = starts.into_iter().map(|start| start..rows.min(start + LONGEST)).collect();
    // A round of parts at a time is in memory twice, but not the whole table.
    for round in parts.chunks(threads(parts.len())) {
        thread::scope(|scope| {
            let (own, others) = round.split_first().unwrap_or((&(0..0), &[]));
            let start = |part: &Range<usize>| {
                let (write, part) = (&write, part.clone());
                thread::Builder::new().spawn_scoped(scope, move || write(part))
            };
            let others: Vec<_> = others.iter().map(|part| (part, start(part))).collect();
            bytes.append(&mut write(own.clone())?);
            for (part, started) in others {
                let written = match started {
                    Ok(thread) => thread.join().unwrap_or_else(|panic| resume_unwind(panic)),
                    Err(_) => write(part.clone()),
                };
                bytes.append(&mut written?);
            }
            Ok::<(), Error>(())
        })?;
    }
    Ok(())
}

fn threads(parts: usize) -> usize {
    if parts <= 1 {
        return 1;
    }
    thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS)
}
