//! A batch on several threads, its answers in order.

use std::io::Read;
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::blocks::{AT_ONCE, Blocks, Trouble};
use super::{Answer, Batch};

/// Answers every block and delivers the answers in order, until there are no more or the receiver breaks off,
/// with what it gives as the reason.
///
/// Each of so many threads takes a block, answers it, and delivers the answer when those before it have been, so that
/// rows stay where they were computed. However many there are, the same is delivered. Of [`Blocks::live`] another
/// thread reads, since whoever breaks off must not wait for what may never come. A file of one block, and one thread,
/// take no others. If fewer threads can be started, the run continues with those.
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
/// - what reading meets
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
        // With live input, workers that take turns reading could not be stopped.
        Err(blocks) => return alone(batch, blocks, deliver),
    };
    let queue = Queue::new(source, wake, deliver);
    thread::scope(|scope| {
        // This thread works, too, and may be the only one there is.
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

/// Answers the blocks one after the other.
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

/// Answers a block, part by part where its answer is long.
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

/// What the reader hands on: a block or why there is none, and nothing at the end.
type Handed = Option<Result<Vec<u8>, Trouble>>;

/// What the threads share.
struct Queue<R, Deliver, Reason> {
    unread: Mutex<Unread<R>>,
    turn: Mutex<Turn<Deliver, Reason>>,
    /// Told of each change of turn.
    next: Condvar,
    /// Ends the wait for a block from the reader, where there is one.
    wake: Option<SyncSender<Handed>>,
}

/// The blocks that nobody has taken.
struct Unread<R> {
    /// The number of the next one.
    next: usize,
    source: Source<R>,
    has_ended: bool,
}

enum Source<R> {
    File(Blocks<R>),
    Reader(Receiver<Handed>),
}

impl<R: Read + Send + 'static> Source<R> {
    /// Live blocks come from a reader, which is not waited for: it ends with its file, or when nobody takes its
    /// blocks. Without a thread for it, this gives the blocks back.
    fn start(blocks: Blocks<R>, threads: usize) -> Result<Started<R>, Blocks<R>> {
        if !blocks.is_live() {
            return Ok((Self::File(blocks), None));
        }
        let (to_workers, from_reader) = sync_channel(threads);
        let wake = to_workers.clone();
        // A thread that does not start would take the blocks with it.
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

    fn next(&mut self, room: Vec<u8>) -> Handed {
        match self {
            Self::File(blocks) => blocks.next(room).transpose(),
            Self::Reader(blocks) => blocks.recv().ok().flatten(),
        }
    }
}

/// A source, and what ends the wait for its next block.
type Started<R> = (Source<R>, Option<SyncSender<Handed>>);

/// Whose turn it is to deliver.
struct Turn<Deliver, Reason> {
    /// The number of the block.
    next: usize,
    deliver: Deliver,
    /// How it ended, once it has.
    end: Option<Result<ControlFlow<Reason>, Trouble>>,
}

impl<R, Deliver, Reason> Queue<R, Deliver, Reason>
where
    R: Read + Send + 'static,
    Deliver: FnMut(&mut Answer) -> ControlFlow<Reason>,
{
    fn new(source: Source<R>, wake: Option<SyncSender<Handed>>, deliver: Deliver) -> Self {
        Self {
            unread: Mutex::new(Unread { next: 0, source, has_ended: false }),
            turn: Mutex::new(Turn { next: 0, deliver, end: None }),
            next: Condvar::new(),
            wake,
        }
    }

    /// Takes blocks until there are no more.
    fn work(&self, batch: &Batch) {
        let (mut room, mut answer) = (Vec::new(), Answer::default());
        loop {
            let (number, handed) = self.take(room);
            let block = match &handed {
                Some(Ok(block)) => block.as_slice(),
                Some(Err(_)) | None => &[],
            };
            // The output for a long row may be hundreds of times longer, so that long rows are handled one at a time.
            let is_long = block.len() > AT_ONCE;
            let early = is_long.then(|| self.wait_for(number));
            let left = batch.answer(block, &mut answer).len();
            let mut turn = early.unwrap_or_else(|| self.wait_for(number));
            if turn.end.is_some() {
                return;
            }
            let ended = match handed {
                None => Ok(ControlFlow::Continue(())),
                Some(Err(trouble)) => Err(trouble),
                Some(Ok(block)) => {
                    let rest = block.get(block.len() - left..).unwrap_or_default();
                    let delivered = turn.deliver(batch, rest, &mut answer);
                    answer.release();
                    match delivered {
                        ControlFlow::Continue(()) => {
                            turn.next += 1;
                            self.next.notify_all();
                            room = block;
                            continue;
                        }
                        stopped => Ok(stopped),
                    }
                }
            };
            turn.end = Some(ended);
            return self.wake_all();
        }
    }

    fn wake_all(&self) {
        self.next.notify_all();
        // Where the reader has filled the channel, nobody waits for it.
        let _ = self.wake.as_ref().map(|wake| wake.try_send(None));
    }

    /// The next block, and its number.
    fn take(&self, room: Vec<u8>) -> (usize, Handed) {
        let mut unread = lock(&self.unread);
        let handed = if unread.has_ended { None } else { unread.source.next(room) };
        unread.has_ended = handed.is_none();
        unread.next += 1;
        (unread.next - 1, handed)
    }

    /// Waits until it is the turn of the block of that number, or all has ended.
    fn wait_for(&self, number: usize) -> MutexGuard<'_, Turn<Deliver, Reason>> {
        let waits = |turn: &mut Turn<_, _>| turn.next != number && turn.end.is_none();
        self.next.wait_while(lock(&self.turn), waits).unwrap_or_else(PoisonError::into_inner)
    }
}

impl<Deliver, Reason> Turn<Deliver, Reason>
where
    Deliver: FnMut(&mut Answer) -> ControlFlow<Reason>,
{
    /// Delivers an answer, and those of the rest of its block.
    fn deliver(&mut self, batch: &Batch, rest: &[u8], answer: &mut Answer) -> ControlFlow<Reason> {
        (self.deliver)(answer)?;
        each_part(batch, rest, answer, &mut self.deliver)
    }
}

fn read<R: Read>(mut blocks: Blocks<R>, to_workers: &SyncSender<Handed>) {
    loop {
        let handed = blocks.next(Vec::new()).transpose();
        let is_last = !matches!(handed, Some(Ok(_)));
        if to_workers.send(handed).is_err() || is_last {
            return;
        }
    }
}

/// A thread that panics ends the program, so that no lock is ever left in between.
fn lock<Shared>(mutex: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
