"""What a learner tries in her space to get rights or more than her part; sent there as text."""

import ctypes
import os
import resource
import shutil
import signal
import socket
import stat
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from tests.security.space_attempts import LIBC, Found, Given, call, opened, ran, refused, worked

MEGA = 1 << 20


def _status(name: str, text: str | None = None) -> str:
    lines = (text or Path("/proc/thread-self/status").read_text()).splitlines()
    return next(line.split()[1] for line in lines if line.startswith(f"{name}:"))


def _says(command: str) -> str:
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, timeout=30, check=False)
    return done.stdout


# -- rights ----------------------------------------------------------------------------------------


def becoming_root(given: Given) -> Found:
    """Becoming root: setuid programs, a copy of one's own, another user id, capabilities."""
    mine = os.getuid()
    shell = Path.home() / "shell"
    shutil.copy("/bin/dash" if Path("/bin/dash").exists() else "/bin/sh", shell)
    with suppress(OSError):
        shell.chmod(0o6755)
    found = []
    for command in ("cat", f"{shell} -p -c 'cat", "su -c 'cat", "sudo -n cat", "pkexec cat", "mount -V; cat"):
        told = _says(f"{command} /proc/self/status{chr(39) * command.count(chr(39))} 2>/dev/null </dev/null")
        if "Uid:" in told and (int(_status("CapEff", told), 16) or f"{mine}\t{mine}\t{mine}" not in told):
            found.append(command)
    other = mine + 1
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    everything = (ctypes.c_uint32 * 6)(*[0xFFFFFFFF] * 6)
    return found + worked(
        {
            "another user id": lambda: os.setuid(other),
            "another group": lambda: os.setgroups([0, other]),
            "capabilities": lambda: LIBC.capset(header, everything),
            "ambient capabilities": lambda: LIBC.prctl(47, 2, 21, 0, 0),
            "giving away a file": lambda: os.chown(shell, other, other),
            "privileges again": lambda: LIBC.prctl(38, 0, 0, 0, 0),
        }
    )


def writing_outside_of_her_home(given: Given) -> Found:
    """Writing outside of her home."""
    folders = [
        "/",
        "/etc",
        "/usr",
        "/usr/bin",
        "/dev",
        "/proc",
        "/proc/sys",
        "/run",
        "/run/campus",
        "/campus",
    ]
    folders += ["/campus/homes", "/home/..", *given["read_only"]]
    files = ["/proc/sys/kernel/core_pattern", "/proc/sys/kernel/hostname", "/proc/sysrq-trigger"]
    files += ["/proc/sys/vm/overcommit_memory", "/proc/1/oom_score_adj", "/usr/bin/env", *given["read_only"]]
    tries: dict[str, Callable[[], object]] = {
        f"{one}/hers": partial(Path(one, "hers.txt").touch) for one in folders
    }
    tries |= {one: partial(opened, one, os.O_WRONLY) for one in files}
    tries |= {f"unlink {one}": partial(Path(one).unlink) for one in ("/run/campus/hub.sock", "/usr/bin/env")}
    return worked(tries)


def making_and_opening_devices(given: Given) -> Found:
    """Devices: made anew, or those of the machine."""
    node = Path.home() / "disk"
    tries: dict[str, Callable[[], object]] = {
        "disk": lambda: os.mknod(node, stat.S_IFBLK | 0o666, os.makedev(254, 0)),
        "memory": lambda: os.mknod(node, stat.S_IFCHR | 0o666, os.makedev(1, 1)),
        "disk in /tmp": lambda: os.mknod("/tmp/disk", stat.S_IFBLK | 0o666, os.makedev(254, 0)),
    }
    for name in (
        "mem",
        "kmem",
        "port",
        "kmsg",
        "vda",
        "sda",
        "nvme0n1",
        "kvm",
        "fuse",
        "net/tun",
        "console",
        "tty1",
    ):
        tries[name] = partial(opened, f"/dev/{name}")
    return worked(tries)


def terminals_of_others(given: Given) -> Found:
    """Terminals that others have open."""
    master, slave = os.openpty()
    mine = {"/dev/pts/ptmx", *(os.ttyname(one) for one in (0, slave) if os.isatty(one))}
    others = [str(one) for one in Path("/dev/pts").iterdir() if str(one) not in mine]
    os.close(master)
    os.close(slave)
    return [*others, *worked({one: partial(opened, one, os.O_RDWR) for one in others})]


def shared_memory_of_others(given: Given) -> Found:
    """Shared memory that somebody outside has made."""
    return [] if LIBC.shmget(given["shared"], 0, 0) == -1 else ["segment"]


def cgroup_escape(given: Given) -> Found:
    """Leaving her control group."""
    before = Path("/proc/self/cgroup").read_text()
    place = Path.home() / "groups"
    place.mkdir(exist_ok=True)
    tries: dict[str, Callable[[], object]] = {}
    for kind in (b"cgroup", b"cgroup2"):
        tries[f"mount {kind!r}"] = partial(LIBC.mount, b"none", str(place).encode(), kind, 0, b"memory")
    for path in (
        "/sys/fs/cgroup/cgroup.procs",
        "/sys/fs/cgroup/memory/cgroup.procs",
        "/sys/fs/cgroup/pids/tasks",
    ):
        tries[path] = partial(Path(path).write_text, str(os.getpid()))
    found = worked({**tries, "namespace": lambda: LIBC.unshare(0x2000000)})
    return found + ([] if Path("/proc/self/cgroup").read_text() == before else ["moved"])


def kernel_logs(given: Given) -> Found:
    """The kernel's log."""
    told = ctypes.create_string_buffer(4096)
    return worked(
        {
            "syslog": lambda: LIBC.klogctl(3, told, 4096),
            "/dev/kmsg": partial(opened, "/dev/kmsg"),
            "/proc/kmsg": partial(opened, "/proc/kmsg"),
            "dmesg": partial(ran, "dmesg"),
        }
    )


def clock_and_name_of_the_machine(given: Given) -> Found:
    """The machine's clock and its name."""
    now = (ctypes.c_long * 2)(int(time.time()), 0)
    return worked(
        {
            "clock_settime": lambda: time.clock_settime(time.CLOCK_REALTIME, time.time()),
            "settimeofday": lambda: LIBC.settimeofday(now, None),
            "adjtimex": lambda: call(159, 171, ctypes.create_string_buffer(512)),
            "date": partial(ran, "date", "-s", f"@{now[0]}"),
            "sethostname": lambda: socket.sethostname("hers"),
            "setdomainname": lambda: LIBC.setdomainname(b"hers", 4),
        }
    )


def doors_of_the_kernel(given: Given) -> Found:
    """Ways into the kernel that no program of hers needs."""
    doors = {
        "bpf": (321, 280),
        "perf_event_open": (298, 241),
        "userfaultfd": (323, 282),
        "io_uring_setup": (425, 425),
        "io_setup": (206, 0),
        "add_key": (248, 217),
        "keyctl": (250, 219),
        "kexec_load": (246, 104),
        "init_module": (175, 105),
        "finit_module": (313, 273),
        "delete_module": (176, 106),
        "swapon": (167, 224),
        "acct": (163, 89),
        "kcmp": (312, 272),
        "ptrace": (101, 117),
        "clone3": (435, 435),
    }
    open_ones = [name for name, numbers in doors.items() if not refused(*numbers, -1, -1, -1, -1, -1)]
    if os.uname().machine != "x86_64":
        return open_ones
    # The same calls by the numbers that programs with 32-bit addresses use.
    child = os.fork()
    if child == 0:
        LIBC.syscall(0x40000000 + 39)
        os._exit(0)
    return open_ones + ([] if os.waitpid(child, 0)[1] == signal.SIGSYS else ["x32"])


# -- more than her part ----------------------------------------------------------------------------


def a_huge_file(given: Given) -> Found:
    """A file larger than she may have."""
    file = Path.home() / "huge"
    largest = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    try:
        with file.open("wb") as writing:
            return worked(
                {
                    "stretched": lambda: os.truncate(file, largest + 1),
                    "filled": lambda: os.posix_fallocate(writing.fileno(), largest, MEGA),
                    "written": lambda: os.pwrite(writing.fileno(), b"x", largest + 1),
                }
            )
    finally:
        file.unlink()


def limits_of_her_own_making(given: Given) -> Found:
    """Higher limits, a higher priority."""
    tries: dict[str, Callable[[], object]] = {}
    for name in ("RLIMIT_CORE", "RLIMIT_NOFILE", "RLIMIT_FSIZE"):
        number = getattr(resource, name)
        hard = resource.getrlimit(number)[1]
        tries[name] = partial(resource.setrlimit, number, (hard, hard + 1))
    # What her files take is kept down from outside by this one.
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    tries["size of files"] = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (soft, hard))
    tries["of another process"] = partial(resource.prlimit, os.getppid(), resource.RLIMIT_FSIZE, (soft, hard))
    tries["nice"] = lambda: os.setpriority(os.PRIO_PROCESS, 0, -5)
    tries["real time"] = lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))
    tries["less likely to be killed"] = lambda: Path("/proc/self/oom_score_adj").write_text("-1000")
    return worked(tries)


def filling_what_is_in_memory(given: Given) -> Found:
    """Filling /tmp, /dev/shm and /home."""
    found = []
    for folder, most in (("/tmp", 256), ("/dev/shm", 256), ("/home", 1)):
        file = Path(folder, "filling")
        written = 0
        with suppress(OSError):
            try:
                with file.open("wb", buffering=0) as filling:
                    while written <= most:
                        written += filling.write(bytes(MEGA)) // MEGA
            finally:
                file.unlink(missing_ok=True)
        found += [f"{written} MB in {folder}"] if written > most else []
    return found


def a_core_dump(given: Given) -> Found:
    """What a program that crashes leaves behind."""
    before = {one.name for one in Path.cwd().iterdir()}
    _says("ulimit -c unlimited; sleep 60 & kill -SEGV $!; wait")
    return [one.name for one in Path.cwd().iterdir() if one.name not in before]
