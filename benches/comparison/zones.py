"""Builds the programs of this project and has them make zones."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

KINDS = ("tld", "tldfull", "signed", "hosting", "small")


@dataclass(frozen=True)
class Zone:
    """A zone file, or of the kind `small` a directory of them."""

    kind: str
    path: Path
    origin: str
    records: int
    octets: int
    files: tuple["Zone", ...] = ()


@dataclass(frozen=True)
class Built:
    """The programs of this project."""

    zonegate: Path
    generate: Path
    load: Path


def build(top: Path, profile: str) -> Built:
    """Builds what is measured and what makes the zones."""
    command = ["cargo", "build", "--locked", "--quiet", "--profile", profile, "--bin", "zonegate"]
    command += ["--bench", "generate", "--bench", "load", "--message-format=json-render-diagnostics"]
    output = subprocess.run(command, cwd=top, check=True, stdout=subprocess.PIPE, text=True).stdout
    messages = [json.loads(line) for line in output.splitlines() if line.startswith("{")]
    found = {
        message["target"]["name"]: Path(message["executable"])
        for message in messages
        if message["reason"] == "compiler-artifact" and message["executable"]
    }
    return Built(found["zonegate"], found["generate"], found["load"])


def make(built: Built, kind: str, size: int, seed: int, scratch: Path) -> Zone:
    """Makes a zone of `size` records, or of the kind `small` so many files."""
    path = scratch / f"{kind}-{size}"
    said = subprocess.run(
        [built.generate, kind, str(size), path, str(seed)], check=True, stdout=subprocess.PIPE, text=True
    ).stdout
    origin, records = said.split()
    if kind != "small":
        return Zone(kind, path, origin, int(records), path.stat().st_size)
    files = tuple(
        Zone(kind, file, file.name.removesuffix("zone"), 0, file.stat().st_size) for file in sorted(path.iterdir())
    )
    return Zone(kind, path, "", int(records), sum(file.octets for file in files), files)
