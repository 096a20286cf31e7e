//! Reads a whole text into one piece of memory.
//!
//! Flows in: an open file, or whatever else gives octets, and how many it is said to have. Flows out: all that it has, even
//! if that is more or less: a file may grow or shrink while it is read.
//!
//! The first use of memory costs more than reading into it: each page of 4 KiB is a call of the system of its own. A
//! large text lies in memory of its own, for which the system is asked to use pages of 2 MiB; it need not heed that.

use std::io::{self, Read};

use memmap2::MmapMut;

use crate::source::Octets;

/// Octets from which on a text is large: the last page of 2 MiB is paid for whole.
const LARGE: usize = 8 << 20;

/// Reads to the end.
pub(super) fn read_whole(mut from: impl Read, said: usize) -> io::Result<Octets> {
    if said < LARGE {
        return read_on(from, Vec::with_capacity(said + 1));
    }
    // One octet more, so that the last call finds room, and the end.
    let mut memory = MmapMut::map_anon(said + 1)?;
    prefer_huge_pages(&memory);
    let mut filled = 0;
    loop {
        let Some(room) = memory.get_mut(filled..).filter(|room| !room.is_empty()) else {
            let read = memory.to_vec();
            return read_on(from, read);
        };
        match from.read(room) {
            Ok(0) => return Ok(Octets::new(Filled { memory, filled })),
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

fn read_on(mut from: impl Read, mut read: Vec<u8>) -> io::Result<Octets> {
    from.read_to_end(&mut read)?;
    Ok(read.into())
}

#[cfg(target_os = "linux")]
fn prefer_huge_pages(memory: &MmapMut) {
    // A system without them says no, and gives small ones.
    let _heeded = memory.advise(memmap2::Advice::HugePage);
}

#[cfg(not(target_os = "linux"))]
fn prefer_huge_pages(_memory: &MmapMut) {}

/// Memory whose first octets are a text.
struct Filled {
    memory: MmapMut,
    filled: usize,
}

impl AsRef<[u8]> for Filled {
    fn as_ref(&self) -> &[u8] {
        self.memory.get(..self.filled).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads a text that is said to have so many octets, at most `step` of them at once.
    #[track_caller]
    fn case(said: usize, text: &[u8], step: usize) {
        let from = Stepwise { rest: text, step, interrupted: false };
        let read = read_whole(from, said).unwrap();
        assert!(*read == *text, "{} octets said to be {said}, {step} at once", text.len());
    }

    struct Stepwise<'a> {
        rest: &'a [u8],
        step: usize,
        interrupted: bool,
    }

    impl Read for Stepwise<'_> {
        fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
            self.interrupted = !self.interrupted;
            if self.interrupted {
                return Err(io::ErrorKind::Interrupted.into());
            }
            let most = self.step.min(room.len());
            self.rest.read(&mut room[..most])
        }
    }

    #[test]
    fn a_text_is_read_whole_whatever_its_size_was_said_to_be() {
        let text: Vec<u8> = (0..=250).cycle().take(LARGE + 100_000).collect();
        for said in [0, 10, LARGE - 1, LARGE, LARGE + 4096] {
            for length in [0, 10, LARGE - 1, LARGE, LARGE + 1, LARGE + 4096, LARGE + 100_000] {
                case(said, &text[..length], usize::MAX);
                case(said, &text[..length], 1 << 20);
            }
        }
        case(3, &text[..10], 1);
    }

    #[test]
    fn what_fails_while_it_is_read_is_no_text() {
        struct Failing;
        impl Read for Failing {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::ErrorKind::PermissionDenied.into())
            }
        }
        for said in [0, LARGE] {
            assert_eq!(read_whole(Failing, said).unwrap_err().kind(), io::ErrorKind::PermissionDenied);
        }
    }
}
