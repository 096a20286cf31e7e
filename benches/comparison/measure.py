"""Runs programs, one at a time, and asks the kernel what each has used."""

import contextlib
import ctypes
import os
import re
import shlex
import shutil
import signal
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .programs import Command, Program
from .zones import Zone

# What a program may see of the environment: nothing that configures it.
ENVIRONMENT = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": "/nonexistent", "LC_ALL": "C", "TZ": "UTC"}


class Refused(Exception):
    """A program does not take a zone, or not in time."""


@dataclass(frozen=True)
class Usage:
    """What one run has used: seconds by the clock and of the processor."""

    wall: float
    cpu: float


@dataclass(frozen=True)
class Job:
    """A command, and how many of a directory's zones it reads; 1 for a single zone."""

    command: Command
    share: int


def run(command: Command, seconds: float) -> Usage:
    """Runs a command to its end; one that fails, or that runs longer than `seconds`, is refused."""
    started = time.perf_counter()
    child = _spawn(command, os.devnull)
    with _limit(child, seconds):
        _, status, used = os.wait4(child, 0)
        wall = time.perf_counter() - started
    if status != 0:
        raise Refused(f"exit code {os.waitstatus_to_exitcode(status)}")
    return Usage(wall, used.ru_utime + used.ru_stime)


def peak(command: Command, seconds: float, log: Path) -> int:
    """Runs a command once and returns the octets of memory that it has used at most.

    The kernel counts what the process that starts a program has in memory as the program's: a shell starts it, which is
    small, and ends at once, so that the program becomes a child of this process.
    """
    shell = _spawn(["sh", "-c", '"$@" &', "sh", *command], str(log))
    with _limit(shell, seconds):
        os.waitpid(shell, 0)
        _, status, used = os.wait4(-1, 0)
    if status != 0:
        raise Refused(_last_words(log) or f"exit code {os.waitstatus_to_exitcode(status)}")
    return used.ru_maxrss * 1024


def adopt_orphans() -> None:
    """Makes this process the parent of programs whose parents have ended; Linux only."""
    set_child_subreaper = 36
    if ctypes.CDLL(None, use_errno=True).prctl(set_child_subreaper, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_CHILD_SUBREAPER)")


def _spawn(command: Command, output: str) -> int:
    files = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
        (os.POSIX_SPAWN_DUP2, 1, 2),
    ]
    program = shutil.which(command[0]) or command[0]
    return os.posix_spawn(program, command, ENVIRONMENT, file_actions=files, setpgroup=0)


@contextlib.contextmanager
def _limit(group: int, seconds: float) -> Iterator[None]:
    """Ends the processes of a group after so many seconds."""
    overdue = []

    def end(*_: object) -> None:
        overdue.append(True)
        os.killpg(group, signal.SIGKILL)

    signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    if overdue:
        raise Refused(f"takes longer than {seconds:.0f} s")


def _last_words(log: Path) -> str:
    said = [line.strip() for line in log.read_text(errors="replace").split("\n") if line.strip()]
    return said[-1].replace(f"{log.parent}/", "")[:100] if said else ""


def job(program: Program, zone: Zone, scratch: Path, sample: int) -> Job | None:
    """What a program has to do for a zone; None where that is not its business."""
    if not zone.files:
        command = program.command(zone, scratch)
        return Job(command, 1) if command else None
    if program.directory:
        return Job(program.directory(zone, scratch), len(zone.files))
    files = zone.files[:sample]
    commands = [program.command(file, scratch) for file in files]
    # pdnsutil reads one configuration: its commands would all be of the last zone.
    if not all(commands) or program.name.startswith("pdnsutil"):
        return None
    script = scratch / f"one-by-one-{program.name.split()[0]}.sh"
    script.write_text("set -e\n" + "".join(f"{shlex.join(command)}\n" for command in commands))
    return Job(["sh", str(script)], len(files))


@dataclass
class Comparison:
    """The runs of a peer, each with the run of ours before it."""

    program: Program
    job: Job
    peak: int
    pairs: list[tuple[Usage, Usage]] = field(default_factory=list)

    def ratio(self, of: Callable[[Usage], float], our_share: int) -> float:
        """The median of the paired ratios, a file of a directory against a file."""
        ratios = [(of(theirs) / self.job.share) / max(of(ours) / our_share, 1e-9) for ours, theirs in self.pairs]
        return statistics.median(ratios)

    def median(self, of: Callable[[Usage], float]) -> float:
        """The median of the peer's own runs."""
        return statistics.median(of(theirs) for _, theirs in self.pairs)


def compare(ours: Job, comparisons: list[Comparison], runs: int, seconds: float) -> None:
    """Runs ours and theirs in turn (A B A B), all peers in each round."""
    for _ in range(runs):
        for comparison in comparisons:
            before = run(ours.command, seconds)
            comparison.pairs.append((before, run(comparison.job.command, seconds)))


def instructions(command: Command, seconds: float) -> int:
    """The instructions of one run, counted by callgrind."""
    counted = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command]
    done = subprocess.run(
        counted, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, timeout=seconds
    )
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode != 0 or not found:
        raise Refused(done.stderr.strip().split("\n")[-1][:100])
    return int(found[1])
