"""A print service of the test's own: CUPS on a socket in a folder; its queues lead to a port."""

import os
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

import pytest

PROGRAMS = ("cupsd", "lpadmin", "lp", "lpstat")
SOCKET = Path("/usr/lib/cups/backend/socket")
"""What sends a job to a port."""
_SECONDS = 20

_FILES = """\
User {user}
Group {group}
SystemGroup {admins}
ServerRoot {here}/root
RequestRoot {here}/spool
CacheDir {here}/cache
StateDir {here}/state
TempDir {here}/spool
DocumentRoot {here}/root
ErrorLog {here}/error_log
AccessLog {here}/access_log
PageLog {here}/page_log
FileDevice Yes
"""
_SERVICE = """\
Listen {here}/cups.sock
LogLevel debug
Browsing Off
DefaultAuthType None
<Location />
  Order allow,deny
  Allow all
</Location>
<Location /admin>
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
"""


def program(name: str) -> str | None:
    """Where one of its programs is, also where only the system's own are."""
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")


@contextmanager
def print_service(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Run it, so that ``lp`` and ``lpstat`` of this test ask it; skips where CUPS is not there."""
    if not all(map(program, PROGRAMS)) or not SOCKET.exists():
        pytest.skip("CUPS is not installed")
    user, group = ("lp", "lp") if os.geteuid() == 0 else (str(os.geteuid()), str(os.getegid()))
    for name in ("root", "root/ppd", "root/ssl", "spool", "cache", "state"):
        (folder / name).mkdir(parents=True)
        (folder / name).chmod(0o755)
    if user == "lp":
        for name in ("spool", "cache", "state", "root"):
            shutil.chown(folder / name, "root", "lp")
            (folder / name).chmod(0o775)
    files, service = folder / "cups-files.conf", folder / "cupsd.conf"
    admins = "root" if group != "root" else "lpadmin"
    files.write_text(_FILES.format(here=folder, user=user, group=group, admins=admins))
    service.write_text(_SERVICE.format(here=folder))
    door = folder / "cups.sock"
    monkeypatch.setenv("CUPS_SERVER", str(door))
    started = subprocess.Popen(
        [program("cupsd") or "", "-f", "-c", service, "-s", files],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(started, door)
        yield folder
    finally:
        started.terminate()
        started.wait(_SECONDS)


def _wait_for(service: "subprocess.Popen[bytes]", door: Path) -> None:
    """Until it answers; a system that does not let it run skips."""
    end = monotonic() + _SECONDS
    while monotonic() < end and service.poll() is None:
        with socket.socket(socket.AF_UNIX) as line:
            if line.connect_ex(str(door)) == 0:
                return
        threading.Event().wait(0.05)
    pytest.skip("CUPS does not run here")


def add_queue(name: str, port: int) -> None:
    """A queue that sends what it is given, as it is, to a port of this computer."""
    place = f"socket://127.0.0.1:{port}/?snmp=false&waiteof=false"
    words = [program("lpadmin") or "", "-p", name, "-E", "-v", place]
    subprocess.run(words, check=True, capture_output=True, timeout=_SECONDS)
