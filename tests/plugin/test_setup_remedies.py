"""What programs really say when they fail, and what people are told."""

# ruff: noqa: E501
import pytest

from mamol_landcover.plugin.setup import remedies

RECORDED = {
    "network": [
        (
            "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(\"Failed to establish a new "
            "connection: [Errno -3] Temporary failure in name resolution\")': /whl/cpu/torch/\nERROR: Could not find a version "
            "that satisfies the requirement torch==2.13.0 (from versions: none)\nERROR: No matching distribution found for "
            "torch==2.13.0"
        ),
        (
            "error: Failed to fetch: `https://example.org/simple/numpy/`\n  Caused by: client error (Connect)\n  Caused by: dns "
            "error: failed to lookup address information: Name or service not known"
        ),
        "[WinError 10060] ... timed out: getaddrinfo failed",
        "Connection refused",
    ],
    "proxy": [
        (
            "WARNING: Retrying after connection broken by 'ProxyError('Cannot connect to proxy.', OSError('Tunnel connection "
            "failed: 407 Proxy Authentication Required'))'"
        ),
        "Error transferring https://example.org/simple/uv/ - server replied: Proxy Authentication Required",
    ],
    "certificate": [
        (
            "Could not fetch URL https://example.org/simple/pip/: There was a problem confirming the ssl certificate: "
            "HTTPSConnectionPool: Max retries exceeded (Caused by SSLError(SSLCertVerificationError(1, '[SSL: "
            "CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate (_ssl.c:1002)')))"
        ),
        "error: Failed to fetch\n  Caused by: invalid peer certificate: UnknownIssuer",
        "SSL handshake failed",
    ],
    "disk": [
        "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
        "error: Failed to install: torch\n  Caused by: failed to copy file: No space left on device (os error 28)",
        "OSError: [WinError 112] There is not enough space on the disk: 'C:\\\\x'",
    ],
    "permission": [
        "ERROR: Could not install packages due to an OSError: [Errno 13] Permission denied: '/opt/x'",
        "PermissionError: [WinError 5] Access is denied: 'C:\\\\Users\\\\x\\\\torch\\\\lib\\\\c10.dll'",
        "OSError: [Errno 30] Read-only file system: '/x'",
    ],
    "blocked": [
        "python.exe: This program is blocked by group policy. For more information, contact your system administrator.",
        "ImportError: DLL load failed while importing _multiarray_umath: An Application Control policy has blocked this file.",
        "OSError: [WinError 225] Operation did not complete successfully because the file contains a virus",
    ],
    "runtime": [
        (
            "OSError: [WinError 1114] A dynamic link library (DLL) initialization routine failed. Error loading "
            '"C:\\x\\torch\\lib\\c10.dll" or one of its dependencies.'
        ),
        'OSError: [WinError 126] The specified module could not be found. Error loading "C:\\x\\torch\\lib\\fbgemm.dll"',
        "ImportError: DLL load failed while importing _C: The specified module could not be found.",
    ],
    "python_old": [
        "ERROR: Package 'scipy' requires a different Python: 3.9.13 not in '>=3.11'",
        (
            "ERROR: Ignored the following versions that require a different python version: 2.4.6 Requires-Python >=3.11\n"
            "ERROR: Could not find a version that satisfies the requirement numpy==2.4.6"
        ),
        "Python 3.9.18 is too old: 3.11 or newer is needed.",
    ],
    "no_wheel": [
        (
            "ERROR: Could not find a version that satisfies the requirement torch==2.13.0 (from versions: 2.2.0)\nERROR: No "
            "matching distribution found for torch==2.13.0"
        ),
        "ERROR: torch-2.13.0-cp312-cp312-win_amd64.whl is not a supported wheel on this platform.",
        (
            "  × No solution found when resolving dependencies:\n  ╰─▶ Because torch==2.13.0 has no wheels with a matching "
            "platform tag"
        ),
    ],
    "driver": [
        "RuntimeError: The NVIDIA driver on your system is too old (found version 11040). Please update your GPU driver",
        "CUDA driver version is insufficient for CUDA runtime version",
    ],
    "gpu_memory": [
        "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 3.81 GiB"
    ],
    "broken_pip": [
        "/usr/bin/python3: No module named pip",
        (
            "The virtual environment was not created successfully because ensurepip is not available.  On Debian/Ubuntu "
            "systems, you need to install the python3-venv package"
        ),
        "ImportError: cannot import name 'main' from 'pip._internal'",
    ],
}


@pytest.mark.parametrize(("name", "output"), [(name, text) for name, texts in RECORDED.items() for text in texts])
def test_symptom_should_find_its_remedy(name, output):
    remedy = remedies.find(output)
    assert remedy is not None and remedy.name == name
    assert remedy.what.endswith(".") and remedy.do.endswith(".")


def test_harmless_output_should_find_none():
    assert remedies.find("Downloading numpy-2.4.6 (407 kB)\nInstalling collected packages: numpy") is None


def test_unknown_failure_should_show_the_last_words_and_the_log():
    error = remedies.explain("Making the environment…", "\n".join(f"line {n}" for n in range(30)), "/x/setup.log")
    assert "This failed: Making the environment." in error.message
    assert "line 29" in error.message and "line 3\n" not in error.message
    assert "/x/setup.log" in error.hint
