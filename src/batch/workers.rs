//! Runs a batch on several threads and delivers the answers in order.

use std::collections::BTreeMap;
use std::io::Read;
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::blocks::{Blocks, READ_SIZE, Trouble};
use super::{Answer, Batch};

/// Answers all blocks and delivers the answers in order. If `deliver` breaks off, returns its reason.
///
/// Each thread takes a block and answers it. If it is the block's turn, the thread delivers the answer, and those of later
/// blocks that are ready; otherwise it leaves the answer to the others and takes another block. A slow block therefore
/// seldom stops the other threads. The output does not depend on their number.
///
/// [`Blocks::live`] input is read by an additional thread, so that stopping never waits for input that may not come. No
/// thread is started if `threads` is 1 or the file fits in one block. If fewer threads can be started, the run
/// continues with those.
///
/// ```
/// use std::ops::ControlFlow;
/// use aiinfra::Market;
/// use aiinfra::batch::{self, Batch, Blocks, Options};
///
/// let mut blocks = Blocks::new("cagr\n20\n30\n".as_bytes());
/// let header = blocks.header(None)?.unwrap();
/// let batch = Batch::new(&header, Market::embedded()?, &Options::default())?;
/// let mut rows = 0;
/// let ended = batch::run(&batch, blocks, 2, |answer| {
///     rows += answer.rows;
///     if rows < 1_000_000 { ControlFlow::Continue(()) } else { ControlFlow::Break("enough") }
/// })?;
/// assert_eq!((rows, ended), (2, ControlFlow::Continue(())));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// - the input cannot be read
/// - a row of more than 1,000,000 bytes including its line ending
pub fn run<R: Read + Send + 'static, Reason: Send>(
    batch: &Batch,
    mut blocks: Blocks<R>,
    threads: usize,
    mut deliver: impl FnMut(&mut Answer) -> ControlFlow<Reason> + Send,
) -> Result<ControlFlow<Reason>, Trouble> {
    let Some(first) = blocks.next(Vec::new())? else { return Ok(ControlFlow::Continue(())) };
    if let ControlFlow::Break(reason) =
        each_part(batch, &first, &mut Answer::default(), &mut deliver)
    {
        return Ok(ControlFlow::Break(reason));
    }
    if threads <= 1 || blocks.has_ended() {
        return alone(batch, blocks, deliver);
    }
    let (source, wake) = match Source::start(blocks, threads) {
        Ok(started) => started,
        // Without a reader thread, a worker waiting for live input could not be stopped, so there must be only one.
        Err(blocks) => return alone(batch, blocks, deliver),
    };
    let queue = Queue::new(source, wake, threads, deliver);
    thread::scope(|scope| {
        // This thread works too. It may be the only one.
        for _ in 1..threads {
            if thread::Builder::new().spawn_scoped(scope, || queue.work(batch)).is_err() {
                break;
            }
        }
        queue.work(batch);
    });
    let turn = queue.turn.into_inner().unwrap_or_else(PoisonError::into_inner);
    turn.end.unwrap_or(Ok(ControlFlow::Continue(())))
}

/// Answers the blocks on this thread, one after another.
fn alone<R: Read, Reason>(
    batch: &Batch,
    mut blocks: Blocks<R>,
    mut deliver: impl FnMut(&mut Answer) -> ControlFlow<Reason>,
) -> Result<ControlFlow<Reason>, Trouble> {
    let (mut room, mut answer) = (Vec::new(), Answer::default());
    while let Some(block) = blocks.next(room)? {
        if let ControlFlow::Break(reason) = each_part(batch, &block, &mut answer, &mut deliver) {
            return Ok(ControlFlow::Break(reason));
        }
        answer.release();
        room = block;
    }
    Ok(ControlFlow::Continue(()))
}

/// Answers a block, in several parts if its answer is long.
fn each_part<Reason>(
    batch: &Batch,
    block: &[u8],
    answer: &mut Answer,
    deliver: &mut impl FnMut(&mut Answer) -> ControlFlow<Reason>,
) -> ControlFlow<Reason> {
    let mut rest = block;
    while !rest.is_empty() {
        rest = batch.answer(rest, answer);
        deliver(answer)?;
    }
    ControlFlow::Continue(())
}

/// The next block or an error; `None` at the end.
type NextBlock = Option<Result<Vec<u8>, Trouble>>;

/// The state that the threads share.
struct Queue<R, Deliver, Reason> {
    unread: Mutex<Unread<R>>,
    turn: Mutex<Turn<Deliver, Reason>>,
    /// Notified at each change of turn.
    turn_changed: Condvar,
    /// How many blocks a worker may be ahead of the one whose turn it is.
    most_ahead: usize,
    /// Ends a worker's wait for a block from the reader thread, if there is one.
    wake: Option<SyncSender<NextBlock>>,
}

/// The blocks that no worker has taken yet.
struct Unread<R> {
    /// The number of the next block.
    next: usize,
    source: Source<R>,
    has_ended: bool,
}

/// Where workers get their blocks.
enum Source<R> {
    /// The file, read by the workers themselves.
    File(Blocks<R>),
    /// The channel from the reader thread.
    Reader(Receiver<NextBlock>),
}

impl<R: Read + Send + 'static> Source<R> {
    /// Starts a reader thread if the blocks are live. If the thread cannot be started, returns the blocks.
    ///
    /// Nothing waits for the reader to end. It ends with its input, or when no worker takes its blocks anymore.
    fn start(blocks: Blocks<R>, threads: usize) -> Result<Started<R>, Blocks<R>> {
        if !blocks.is_live() {
            return Ok((Self::File(blocks), None));
        }
        let (to_workers, from_reader) = sync_channel(threads);
        let wake = to_workers.clone();
        // Shared, because a closure whose thread does not start is dropped together with everything it owns.
        let blocks = Arc::new(Mutex::new(Some(blocks)));
        let shared = Arc::clone(&blocks);
        let reader = move || {
            if let Some(blocks) = lock(&shared).take() {
                read(blocks, &to_workers);
            }
        };
        let started = thread::Builder::new().spawn(reader);
        match started.err().and_then(|_| lock(&blocks).take()) {
            Some(blocks) => Err(blocks),
            None => Ok((Self::Reader(from_reader), Some(wake))),
        }
    }

    fn next(&mut self, room: Vec<u8>) -> NextBlock {
        match self {
            Self::File(blocks) => blocks.next(room).transpose(),
            Self::Reader(blocks) => blocks.recv().ok().flatten(),
        }
    }
}

/// A source, and the sender that ends a wait for its next block.
type Started<R> = (Source<R>, Option<SyncSender<NextBlock>>);

/// The turn to deliver.
struct Turn<Deliver, Reason> {
    /// The number of the block whose turn it is.
    next: usize,
    /// The blocks answered before their turn, by number.
    early: BTreeMap<usize, Answered>,
    /// Buffers to reuse for blocks and their answers.
    spare: Vec<(Vec<u8>, Answer)>,
    deliver: Deliver,
    /// The result of the run, once it has ended.
    end: Option<Result<ControlFlow<Reason>, Trouble>>,
}

/// A block, and the answer to its rows except for the last bytes.
struct Answered {
    block: NextBlock,
    left: usize,
    answer: Answer,
}

impl<R, Deliver, Reason> Queue<R, Deliver, Reason>
where
    R: Read + Send + 'static,
    Deliver: FnMut(&mut Answer) -> ControlFlow<Reason>,
{
    fn new(
        source: Source<R>,
        wake: Option<SyncSender<NextBlock>>,
        most_ahead: usize,
        deliver: Deliver,
    ) -> Self {
        Self {
            unread: Mutex::new(Unread { next: 0, source, has_ended: false }),
            turn: Mutex::new(Turn {
                next: 0,
                early: BTreeMap::new(),
                spare: Vec::new(),
                deliver,
                end: None,
            }),
            turn_changed: Condvar::new(),
            most_ahead,
            wake,
        }
    }

    /// Takes blocks until there are no more.
    fn work(&self, batch: &Batch) {
        let (mut room, mut answer) = (Vec::new(), Answer::default());
        loop {
            let (number, block) = self.take(room);
            let rows = match &block {
                Some(Ok(block)) => block.as_slice(),
                Some(Err(_)) | None => &[],
            };
            // The answer to a long row may be hundreds of times longer. Answering one at a time limits memory use. A block
            // of short rows exceeds one read by less than a row.
            let is_long = rows.len() > 2 * READ_SIZE;
            let held = is_long.then(|| self.wait_for(number, 0));
            let left = batch.answer(rows, &mut answer).len();
            let mut turn = held.unwrap_or_else(|| self.wait_for(number, self.most_ahead));
            if turn.end.is_some() {
                return;
            }
            turn.early.insert(number, Answered { block, left, answer });
            turn.deliver(batch);
            (room, answer) = turn.spare.pop().unwrap_or_default();
            self.turn_changed.notify_all();
            if turn.end.is_some() {
                // A worker may be waiting for a block. If the channel is full, none is.
                let _ = self.wake.as_ref().map(|wake| wake.try_send(None));
                return;
            }
        }
    }

    /// Takes the next block, and returns it with its number.
    fn take(&self, room: Vec<u8>) -> (usize, NextBlock) {
        let mut unread = lock(&self.unread);
        let next = if unread.has_ended { None } else { unread.source.next(room) };
        unread.has_ended = next.is_none();
        unread.next += 1;
        (unread.next - 1, next)
    }

    /// Waits until block `number` is at most that far ahead of the one whose turn it is, or the run has ended.
    fn wait_for(&self, number: usize, ahead: usize) -> MutexGuard<'_, Turn<Deliver, Reason>> {
        let waits = |turn: &mut Turn<_, _>| turn.next + ahead < number && turn.end.is_none();
        self.turn_changed
            .wait_while(lock(&self.turn), waits)
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl<Deliver, Reason> Turn<Deliver, Reason>
where
    Deliver: FnMut(&mut Answer) -> ControlFlow<Reason>,
{
    /// Delivers the answers whose turn it is.
    fn deliver(&mut self, batch: &Batch) {
        while self.end.is_none()
            && let Some(Answered { block, left, mut answer }) = self.early.remove(&self.next)
        {
            let block = match block {
                Some(Ok(block)) => block,
                Some(Err(trouble)) => return self.end = Some(Err(trouble)),
                None => return self.end = Some(Ok(ControlFlow::Continue(()))),
            };
            let rest = block.get(block.len() - left..).unwrap_or_default();
            let delivered = match (self.deliver)(&mut answer) {
                ControlFlow::Continue(()) => each_part(batch, rest, &mut answer, &mut self.deliver),
                stopped => stopped,
            };
            if delivered.is_break() {
                self.end = Some(Ok(delivered));
            }
            answer.release();
            self.next += 1;
            self.spare.push((block, answer));
        }
    }
}

/// Runs the reader thread: sends each block to the workers, until the input ends or fails, or the workers have ended.
fn read<R: Read>(mut blocks: Blocks<R>, to_workers: &SyncSender<NextBlock>) {
    loop {
        let next = blocks.next(Vec::new()).transpose();
        let is_last = !matches!(next, Some(Ok(_)));
        if to_workers.send(next).is_err() || is_last {
            return;
        }
    }
}

/// Locks a mutex. A panic in any thread ends the program, so poisoning can be ignored.
fn lock<Shared>(mutex: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
