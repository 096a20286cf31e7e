"""The programs that are compared, and how each is asked to read a zone.

Checks of signatures and look-ups in the live DNS are off wherever a program can turn them off; what it still checks is
its own matter, and is told where it costs much.
"""

import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .zones import Built, Zone

Command = list[str]


@dataclass(frozen=True)
class Program:
    """A program, and its command for one zone file."""

    name: str
    command: Callable[[Zone, Path], Command]
    # What prints the version.
    version: Command
    package: str = ""
    # The command for a directory of zones where one process reads them all.
    directory: Callable[[Zone, Path], Command] | None = None


def ours(built: Built) -> tuple[Program, Program]:
    """The full check, and reading alone."""
    zonegate, load = str(built.zonegate), str(built.load)
    check = Program(
        "zonegate check",
        lambda zone, _: [zonegate, "check", str(zone.path), "--origin", zone.origin],
        [zonegate, "--version"],
        directory=lambda zone, _: [zonegate, "check", str(zone.path)],
    )
    parse = Program("zonegate, reading only", lambda zone, _: [load, str(zone.path), zone.origin], [])
    return check, parse


def _named_checkconf(zone: Zone, scratch: Path) -> Command:
    statements = [f'zone "{file.origin}" {{ type primary; file "{file.path}"; }};\n' for file in zone.files]
    configuration = scratch / "named.conf"
    configuration.write_text(f'options {{ directory "{scratch}"; }};\n' + "".join(statements))
    return ["named-checkconf", "-z", str(configuration)]


def _pdnsutil(zone: Zone, scratch: Path) -> Command:
    named = scratch / "pdns-named.conf"
    named.write_text(f'zone "{zone.origin}" {{ type master; file "{zone.path}"; }};\n')
    (scratch / "pdns.conf").write_text(f"launch=bind\nbind-config={named}\n")
    return ["pdnsutil", f"--config-dir={scratch}", "check-zone", zone.origin]


# In the order of the table.
PEERS = (
    Program(
        "named-checkzone -i local",
        lambda zone, _: ["named-checkzone", "-i", "local", zone.origin, str(zone.path)],
        ["named-checkzone", "-v"],
        "bind9-utils",
    ),
    Program(
        "named-checkconf -z",
        # A directory in one process; single zones are the business of named-checkzone.
        lambda zone, scratch: [],
        ["named-checkconf", "-v"],
        "bind9-utils",
        _named_checkconf,
    ),
    Program(
        "nsd-checkzone",
        lambda zone, _: ["nsd-checkzone", zone.origin, str(zone.path)],
        ["nsd-checkzone", "-h"],
        "nsd",
    ),
    Program(
        "kzonecheck -d off",
        lambda zone, _: ["kzonecheck", "-d", "off", "-o", zone.origin, str(zone.path)],
        ["kzonecheck", "-V"],
        "knot-dnsutils",
    ),
    Program(
        # It prints what it reads: one type only, so that printing costs nothing.
        "ldns-read-zone -E SOA",
        lambda zone, _: ["ldns-read-zone", "-E", "SOA", str(zone.path)],
        ["ldns-read-zone", "-v"],
        "ldnsutils",
    ),
    Program(
        # Verifies signatures, which nothing turns off.
        "validns",
        lambda zone, _: ["validns", "-z", zone.origin, str(zone.path)],
        [],
        "validns",
    ),
    Program("pdnsutil check-zone", _pdnsutil, ["pdnsutil", "--version"], "pdns-server"),
)


def installed() -> tuple[list[Program], list[Program]]:
    """The peers that are here, and those that are not."""
    here = [peer for peer in PEERS if shutil.which(_tool(peer))]
    return here, [peer for peer in PEERS if peer not in here]


def _tool(peer: Program) -> str:
    return peer.name.split()[0]


def given(text: str) -> Program:
    """A further peer, as NAME=COMMAND with {file} and {origin} in it."""
    name, equals, command = text.partition("=")
    if not equals or "{file}" not in command:
        raise ValueError("write it as NAME=COMMAND, with {file} and {origin} in the command")
    words = shlex.split(command)

    def of(zone: Zone, _: Path) -> Command:
        return [word.replace("{file}", str(zone.path)).replace("{origin}", zone.origin) for word in words]

    return Program(name, of, [])


def version(program: Program) -> str:
    """What the program says its version is; of validns, which does not say, its package's."""
    if not program.version:
        command = ["dpkg-query", "--show", "--showformat=${Version}\\n", program.package]
        if not program.package or not shutil.which(command[0]):
            return "unknown"
    else:
        command = program.version
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    found = re.search(r"\d+\.\d+[\w.+~-]*", done.stdout)
    return found[0].rstrip(".") if found else "unknown"
