"""Set Serialdesk up, then start or test it; needs nothing but Python 3.11 or newer.

    python3 packaging/bootstrap.py run [arguments of the program]
    python3 packaging/bootstrap.py test [arguments of pytest]

Both make .venv at the top of the checkout with what constraints.txt pins, and leave it alone
until that changes. On Debian and its relatives they first see to the system's packages.
"""

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

# Older Pythons must be able to read this file, to be told so.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(f"Serialdesk needs Python 3.11 or newer; this is Python {sys.version.split()[0]}.")

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "serialdesk-setup"
BIN, EXE = (VENV / "Scripts", ".exe") if os.name == "nt" else (VENV / "bin", "")
PYTHON = str(BIN / f"python{EXE}")
PINS = "packaging/constraints.txt"

# Debian's package: the file that shows it is there. Newer releases rename packages
# (libglib2.0-0t64) but not these files, and apt-get still understands the old names.
LIBRARIES = {
    "libglib2.0-0": "libglib-2.0.so.0",
    "libgl1": "libGL.so.1",
    "libegl1": "libEGL.so.1",
    "libxkbcommon0": "libxkbcommon.so.0",
    "libdbus-1-3": "libdbus-1.so.3",
    "libfontconfig1": "libfontconfig.so.1",
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-shape0": "libxcb-shape.so.0",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
}
TEST_TOOLS = {"xvfb": "Xvfb", "xauth": "xauth", "xdotool": "xdotool", "openbox": "openbox"}


def main():
    command, arguments = (sys.argv[1] if len(sys.argv) > 1 else ""), sys.argv[2:]
    if command not in ("run", "test"):
        sys.exit("Usage: python3 packaging/bootstrap.py run|test [arguments]")
    if Path("/etc/debian_version").exists():
        install_system_packages(testing=command == "test")
    make_venv(testing=command == "test")
    if command == "run":
        run(arguments)
    else:
        test(arguments)


def install_system_packages(testing):
    missing = [package for package, library in LIBRARIES.items() if not loads(library)]
    if sys.base_prefix == "/usr" and not importlib.util.find_spec("ensurepip"):
        missing.append(f"python3.{sys.version_info.minor}-venv")
    if testing:
        missing += [package for package, tool in TEST_TOOLS.items() if not shutil.which(tool)]
    if not missing:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if os.geteuid() != 0:
        sys.exit(f"Packages of the system are missing. Please run:\nsudo {' '.join(install)}")
    heading(f"Installing {' '.join(missing)}")
    call(["apt-get", "update"])  # may fail without harm: older lists can do
    must(install, DEBIAN_FRONTEND="noninteractive")


def loads(library):
    try:
        return bool(ctypes.CDLL(library))
    except OSError:
        return False


def make_venv(testing):
    """Leave a .venv that holds what the command needs.

    The stamp says for what the .venv was made and what is installed in it, and "unfinished"
    while the work is under way; a .venv found unfinished is made anew.
    """
    made_for = f"{ROOT} with Python 3.{sys.version_info.minor}"
    accepted = [digest("dev")] if testing else [digest(""), digest("dev")]
    stamp = STAMP.read_text(encoding="utf-8").strip().split("\n") if STAMP.exists() else [made_for]
    if stamp[0] == made_for and stamp[-1] in accepted and Path(PYTHON).exists():
        return
    if stamp[0] != made_for or not pip_works():
        heading("Making .venv")
        if VENV.exists():
            shutil.rmtree(VENV)
        VENV.mkdir()
        STAMP.write_text("unfinished\n", encoding="utf-8")
        must([sys.executable, "-m", "venv", str(VENV)])
    heading("Installing into .venv (takes minutes the first time)")
    STAMP.write_text("unfinished\n", encoding="utf-8")
    install = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "-c", PINS]
    # The build of our own package is pinned by a variable: pip up to 25.2 reads the first.
    pinned = {"PIP_CONSTRAINT": PINS, "PIP_BUILD_CONSTRAINT": PINS}
    must([*install, "-e", ".[dev]" if testing else "."], **pinned)
    STAMP.write_text(f"{made_for}\n{accepted[0]}\n", encoding="utf-8")


def digest(extras):
    files = [ROOT / "pyproject.toml", ROOT / PINS]
    return hashlib.sha256(extras.encode() + b"".join(f.read_bytes() for f in files)).hexdigest()


def pip_works():
    command = [PYTHON, "-m", "pip", "--version"]
    return Path(PYTHON).exists() and not subprocess.run(command, capture_output=True).returncode


def run(arguments):
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform == "linux" and not any(os.environ.get(name) for name in screens):
        sys.exit(
            "Serialdesk is set up, but there is no display to open its window on.\n"
            "Start it from a terminal on the desktop, or log in with `ssh -X`."
        )
    command = [PYTHON, "-P", "-m", "app", *arguments]  # -P: no app.py of the current folder
    if os.name == "posix":
        os.execv(PYTHON, command)
    sys.exit(subprocess.run(command).returncode)


def test(arguments):
    checks = {
        "ruff check": [PYTHON, "-m", "ruff", "check", "."],
        "ruff format": [PYTHON, "-m", "ruff", "format", "--check", "."],
        "mypy": [PYTHON, "-m", "mypy"],
        "import-linter": [str(BIN / f"lint-imports{EXE}"), "--no-logo"],
    }
    pytest = [PYTHON, "-m", "pytest"]
    # Compiled files are kept, whatever the machine is told: without them each process that tests
    # start, and each run, compiles all it needs again.
    settings = {"QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": ""}
    if arguments:
        for name, command in checks.items():
            heading(name)
            must(command)
        heading("pytest")
        sys.exit(call([*pytest, *arguments], **settings))
    windows = {"pytest: real windows and keys, one after another": [*pytest, "tests/e2e"]}
    others = [*pytest, "--ignore=tests/e2e"]
    # What is compiled here, each of the processes below would compile for itself.
    compiled = {"pytest: all others are read": [*others, "--collect-only", "-qq", "--no-summary"]}
    heading("The checks beside the tests with real windows: each is shown when it ends")
    side_by_side(windows, {**checks, **compiled}, **settings)
    heading("pytest: all others, on each core the next file that none has taken")
    with tempfile.TemporaryDirectory() as taken:  # tests/sharing.py
        cores = range(1, min(os.cpu_count() or 1, 4) + 1)
        share = [*others, f"--share={taken}"]
        side_by_side(*({f"pytest: what core {core} took": share} for core in cores), **settings)


def side_by_side(*lists, **variables):
    """Run lists of commands, named, beside each other: where there is too little time for all, the
    first list has its time first. What a command says is shown whole when it ends.

    A list ends with the first that fails; all lists having ended, what failed is named.
    """
    showing = threading.Lock()

    def first_failure(place):
        patient = ["nice", "-n", "19"] if place and shutil.which("nice") else []
        for name, command in lists[place].items():
            status, said = listen([*patient, *command], **variables)
            with showing:
                heading(name)
                sys.stdout.buffer.write(said)
                sys.stdout.flush()
            if status:
                return name, status
        return None

    with ThreadPoolExecutor(len(lists)) as threads:
        failures = list(filter(None, threads.map(first_failure, range(len(lists)))))
    for name, _status in failures:
        print(f"\nThis failed: {name}", file=sys.stderr)
    if failures:
        sys.exit(failures[0][1])


def heading(text):
    print(f"\n== {text}", flush=True)


def must(command, **variables):
    status = call(command, **variables)
    if status:
        print(f"\nThis failed: {' '.join(command)}", file=sys.stderr)
        sys.exit(status)


def call(command, **variables):
    return finish(command, variables).returncode


def listen(command, **variables):
    """The status of a command, and all that it said."""
    ended = finish(command, variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return ended.returncode, ended.stdout


def finish(command, variables, **to):
    ended = subprocess.run(command, cwd=ROOT, env={**os.environ, **variables}, **to)
    if ended.returncode < 0:
        ended.returncode = 128 - ended.returncode  # ended by a signal: as shells say it
    return ended


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        sys.exit(f"Serialdesk could not be set up: {error}")
