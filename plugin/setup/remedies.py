"""From the symptom of a failure to what a person can do about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import List, Optional

from ..texts import tr
from .failure import SetupError

_SHOWN_LINES = 8


@dataclass(frozen=True)
class Remedy:
    """``what`` happened and what to ``do``, both whole sentences."""

    name: str
    what: str
    do: str


_SYMPTOMS = {
    # The first that fits counts: causes come before their consequences.
    "hash": r"DO NOT MATCH THE HASHES|Hash mismatch for|hash mismatch",
    "proxy": r"\b407 Proxy|status code 407|proxy authentication required|tunnel connection failed|"
    r"cannot connect to proxy|ProxyError",
    "certificate": r"CERTIFICATE_VERIFY_FAILED|certificate verify failed|SSLCertVerificationError|"
    r"invalid peer certificate|UnknownIssuer|self.signed certificate|SSL handshake failed",
    "disk": r"No space left on device|\[Errno 28\]|not enough space on the disk|WinError 112|Disk quota exceeded|"
    r"os error 28\b|os error 112",
    "blocked": r"blocked by (?:your administrator|group policy)|WinError 1260|os error 1260|WinError 225|"
    r"Application Control policy|DLL load failed[^\n]*(?:blocked|policy)|contains a virus|os error 225|"
    r"WinError 4551|os error 4551",
    "runtime": r"WinError 1114|WinError 126[^\d][^\n]*(?:c10|torch|shm|fbgemm|\.dll)|VCRUNTIME140|MSVCP140|"
    r"Visual C\+\+ Redistributable|DLL load failed while importing",
    "driver": r"NVIDIA driver on your system is too old|CUDA driver version is insufficient",
    "gpu_memory": r"CUDA out of memory|torch\.OutOfMemoryError|CUDNN_STATUS_ALLOC_FAILED",
    "permission": r"Permission denied|\[Errno 13\]|WinError 5\b|Access is denied|Read-only file system|os error 13\b|"
    r"Operation not permitted",
    "python_old": r"requires a different Python|Requires-Python|Python [\d.]+ is too old|requires Python ?>=|"
    r"does not satisfy Python",
    "network": r"Temporary failure in name resolution|Name or service not known|getaddrinfo failed|"
    r"nodename nor servname|Network is unreachable|Connection refused|Read timed out|timed out|"
    r"NewConnectionError|NameResolutionError|dns error|error sending request|Host [^\n]* not found|"
    r"Connection reset|Failed to establish a new connection|error trying to connect|Host requires authentication",
    "no_wheel": r"No matching distribution found|Could not find a version that satisfies|"
    r"No solution found when resolving|is not a supported wheel on this platform|no wheels with a matching",
    "broken_pip": r"No module named '?(?:pip|ensurepip|venv)\b|ensurepip is not available|"
    r"ensurepip[^\n]*returned non-zero|cannot import name [^\n]* from 'pip|pip/_internal[^\n]*\n[^\n]*Error",
}


def _remedy(name: str) -> Remedy:
    """The texts, looked up when they are wanted, in the user's language."""
    texts = {
        "hash": (
            tr("A package that was downloaded is not the file that this version of the plugin was made with."),
            tr(
                "Try again, in case the download was damaged. If it happens again, the package index, or a proxy on "
                "the way to it, delivers other files: ask whoever runs it, and do not use them."
            ),
        ),
        "proxy": (
            tr("The proxy asks for a user name and a password."),
            tr("Enter them in Settings > Options > Network, and for pip in its configuration; then try again."),
        ),
        "certificate": (
            tr("A secure connection could not be trusted: its certificate is not known, as behind an SSL proxy."),
            tr(
                "Ask your IT department for its root certificate and name it in pip's configuration "
                "(pip config set global.cert FILE), or take the offline route with a folder of wheels."
            ),
        ),
        "disk": (
            tr("The disk is full."),
            tr("Free some space on the disk that holds the folder named above, then try again."),
        ),
        "blocked": (
            tr("A security program or policy blocks the engine's programs."),
            tr(
                "Ask your IT department to allow programs in that folder, or point to a Python it has installed "
                "for you (route “My own Python”)."
            ),
        ),
        "runtime": (
            tr("Microsoft's Visual C++ runtime is missing or too old."),
            tr("Install “Microsoft Visual C++ Redistributable 2015–2022 (x64)”, restart, and try again."),
        ),
        "driver": (
            tr("The NVIDIA driver is too old for this build of PyTorch."),
            tr("Update the NVIDIA driver and try again; until then the engine computes on the CPU."),
        ),
        "gpu_memory": (
            tr("The GPU's memory ran out."),
            tr("Close other programs that use the GPU, or choose the device cpu."),
        ),
        "permission": (
            tr("There is no permission to write a file or folder, or to run a program."),
            tr("Make sure that you may write to the folder named above and that no other program has it open."),
        ),
        "python_old": (
            tr("The Python that was found does not suit the packages: they need 3.11 or newer."),
            tr("Install Python 3.12 and try again, or name one that is new enough (route “My own Python”)."),
        ),
        "network": (
            tr("The package index could not be reached."),
            tr(
                "Check the connection and, in Settings > Options > Network, the proxy. "
                "Without a network, take the offline route with a folder of wheels."
            ),
        ),
        "no_wheel": (
            tr("A package has no build for this Python and system in the places that were searched."),
            tr(
                "Use Python 3.11 to 3.14 on 64 bit, and on a Mac Apple silicon with macOS 14 or newer; on the offline "
                "route, check that the folder holds the wheels for this very system and Python."
            ),
        ),
        "broken_pip": (
            tr("The Python that was found has no working pip and venv."),
            tr("Install them (on Debian and Ubuntu: the package python3-venv), or another Python, and try again."),
        ),
    }
    return Remedy(name, *texts[name])


def find(output: str) -> Optional[Remedy]:
    """The remedy for what a program said; None for a symptom nobody has met."""
    for name, pattern in _SYMPTOMS.items():
        if re.search(pattern, output, re.IGNORECASE):
            return _remedy(name)
    return None


def explain(doing: str, output: str, log: str) -> SetupError:
    """The error for a program that failed while ``doing`` something, with the remedy or else its last words."""
    failed = tr("This failed: {0}.").format(doing.rstrip("…."))
    remedy = find(output)
    where = tr("The whole log is in {0}.").format(log)
    if remedy is not None:
        return SetupError(f"{failed} {remedy.what}", f"{remedy.do} {where}")
    return SetupError(failed + " " + tr("Last output:") + "\n" + last_lines(output), where)


def last_lines(output: str) -> str:
    """The end of an output, as much as a person reads."""
    lines: List[str] = [line for line in output.strip().splitlines() if line.strip()]
    return "\n".join(lines[-_SHOWN_LINES:])
