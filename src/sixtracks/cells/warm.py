"""The warm process: it has loaded what kernels need, and forks one for each request.

Started by :mod:`sixtracks.cells.provisioner` as ``python -m sixtracks.cells.warm MODULE …``. Each line of
its input is a request (JSON: ``connection_file``, ``cwd``, ``env``); the answer is a line with the new
kernel's process id. A kernel is a fork, so it starts from the same untouched state as a fresh one, without
the second that importing IPython takes. It ends when its input ends.
"""

import contextlib
import importlib
import json
import os
import signal
import sys

KERNEL = (
    "ipykernel.kernelapp",
    "ipykernel.debugger",
    "IPython.core.completerlib",
    "IPython.extensions.storemagic",
)
"""What a kernel loads when it starts."""


def serve(modules: list[str]) -> None:
    """Load what kernels need, then fork one for each request.

    Args:
        modules: What the chapters' cells import; loaded once here instead of once in every kernel.
    """
    # What ipykernel sets before matplotlib is imported, so that figures look the same either way.
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")  # no word about a debugger nobody uses
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a module prints while it is loaded is no answer, nor what a kernel prints
    for name in (*KERNEL, *modules):
        with contextlib.suppress(Exception):  # the cell itself will tell
            importlib.import_module(name)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # ended kernels leave nothing behind
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            become_kernel(json.loads(line))
        print(pid, file=answers, flush=True)


def become_kernel(request: dict[str, object]) -> None:
    """Turn this fork into the kernel that a request asks for; does not return."""
    from ipykernel.kernelapp import IPKernelApp

    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()  # the kernel is signalled together with what it starts
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    environment = request["env"]
    if isinstance(environment, dict):
        os.environ.clear()
        os.environ.update(environment)
    os.chdir(str(request["cwd"]))
    sys.path[0] = ""  # as `python -m ipykernel_launcher` has it: the chapter's folder
    try:
        # with its parent's id, so that the kernel ends when the warm process does
        parent = f"--IPKernelApp.parent_handle={os.getppid()}"
        IPKernelApp.launch_instance(argv=["-f", str(request["connection_file"]), parent])
    except SystemExit:
        pass
    finally:
        os._exit(0)  # nothing of the warm process may run twice


if __name__ == "__main__":
    serve(sys.argv[1:])
