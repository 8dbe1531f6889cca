"""A Jupyter kernel provisioner that gets kernels from the warm process.

Chosen by ``sixtracks build`` through the variable that jupyter_client reads for its default provisioner;
Jupyter itself, and plain ``jupyter-book build``, start kernels as ever.
"""

import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

VARIABLE = "JUPYTER_DEFAULT_PROVISIONER_NAME"
NAME = "sixtracks-warm"


class WarmProcess:
    """The warm process of this build; started at the first use, ended with the build."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._modules: tuple[str, ...] = ()
        self._kernels: list[ForkedKernel] = []
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._count = 0
        self._turn = threading.Lock()

    def start(self, modules: tuple[str, ...]) -> None:
        """Start it, so that it loads while the build goes on with other things."""
        self.stop()
        self._modules = modules
        self._process = subprocess.Popen(
            [sys.executable, "-m", "sixtracks.cells.warm", *modules],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,  # Ctrl-C is for the build, which then ends this
            env={**os.environ, "PYTHONHASHSEED": "0"},  # sets in the same order in each build
        )

    def fork(self, connection_file: str, cwd: str, env: dict[str, str]) -> "ForkedKernel":
        """Ask for a kernel.

        Raises:
            RuntimeError: The warm process ended.
        """
        if self._process is None or self._process.poll() is not None:
            self.start(self._modules)
        assert self._process is not None
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        request = {"connection_file": connection_file, "cwd": cwd, "env": env}
        with self._turn:  # chapters run side by side
            print(json.dumps(request), file=self._process.stdin, flush=True)
            answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError("the process that runs code cells ended")
        self._kernels.append(ForkedKernel(int(answer)))
        return self._kernels[-1]

    def place_for_sockets(self) -> str:
        """A path for one kernel's sockets, in a folder of our own; short, for such paths have a limit."""
        with self._turn:
            if self._folder is None:
                self._folder = tempfile.TemporaryDirectory(prefix="sixtracks-")
            self._count += 1
            return f"{self._folder.name}/{self._count}"

    def stop(self) -> None:
        """End it, and with it the kernels that are left."""
        for kernel in self._kernels:
            kernel.kill()
        self._kernels.clear()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None
        if self._process is not None:
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            self._process.stdin.close()
            self._process.wait()
            self._process.stdout.close()
            self._process = None


WARM = WarmProcess()


class ForkedKernel:
    """A kernel's process that is not our child, with the part of ``subprocess.Popen`` that is asked for."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._handle = os.pidfd_open(pid)

    def poll(self) -> int | None:
        """Nothing while it runs, then 0: the status of another's child cannot be known."""
        if self._handle < 0:
            return 0
        return 0 if select.select([self._handle], [], [], 0)[0] else None

    def wait(self) -> int:
        """Wait for its end."""
        if self._handle >= 0:
            select.select([self._handle], [], [])
            os.close(self._handle)
            self._handle = -1
        return 0

    def send_signal(self, signum: int) -> None:
        """Signal it, if it still runs."""
        if self.poll() is None:
            signal.pidfd_send_signal(self._handle, signum)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


class WarmProvisioner(LocalProvisioner):
    """Gets Python kernels from the warm process, over sockets in the file system instead of TCP."""

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401 (the base class's signature)
        """Choose the transport: files that only this user can open, and no port on the machine."""
        manager = self.parent
        if manager is not None and manager.transport == "tcp":
            sockets = WARM.place_for_sockets()
            manager.transport = "ipc"
            manager.connection_file = f"{sockets}.json"
            manager.ip = sockets  # each channel's socket is this path and a number
        return await super().pre_launch(**kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:  # noqa: ANN401
        """Fork a kernel; start another kind of kernel in the ordinary way."""
        if "ipykernel_launcher" not in cmd:
            return await super().launch_kernel(cmd, **kwargs)
        connection_file = cmd[cmd.index("-f") + 1]
        self.cwd = str(kwargs.get("cwd") or Path.cwd())
        kernel = WARM.fork(connection_file, self.cwd, dict(kwargs.get("env") or os.environ))
        self.process = kernel  # type: ignore[assignment]  # it has the part of Popen that is asked for
        self.pid = self.pgid = kernel.pid
        return self.connection_info


def is_possible() -> bool:
    """Whether this system has what it takes: fork, and handles on processes that are not children."""
    return hasattr(os, "fork") and hasattr(os, "pidfd_open")
