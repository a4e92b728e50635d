"""Ways out of the sandbox by the kernel's own doors: each is closed, whoever asks."""

import os

import pytest

from tests.security.grading.attempts import Attempt, errors

# On x86-64; elsewhere other numbers are tried, which prove nothing and harm nothing.
CALLS = {
    "ptrace of itself": (101, 0, 0, 0, 0),
    "ptrace of another": (101, 16, 1, 0, 0),
    "reading another's memory": (310, 1, 0, 0, 0, 0, 0),
    "writing another's memory": (311, 1, 0, 0, 0, 0, 0),
    "taking another's file": (438, 0, 0, 0),
    "comparing kernel objects": (312, 1, 1, 0, 0, 0),
    "mount": (165, "none", "/tmp", "tmpfs", 0, None),
    "remount writable": (165, "none", "/", None, 32 | 4096, None),
    "umount": (166, "/proc", 2),
    "umount of the work folder": (166, "/exercise", 2),
    "pivot_root": (155, ".", "."),
    "chroot": (161, "/tmp"),
    "new mount API": (430, "tmpfs", 0),
    "open_tree": (428, -100, "/", 1),
    "new user namespace": (272, 0x10000000),
    "new mount namespace": (272, 0x00020000),
    "new network namespace": (272, 0x40000000),
    "clone into a user namespace": (56, 0x10000000 | 17, 0, 0, 0, 0),
    "clone3": (435, None, 0),
    "joining a namespace": (308, 0, 0),
    "a file by its handle": (304, -100, None, 0),
    "the handle of a file": (303, -100, "/", None, None, 0),
    "eBPF": (321, 0, None, 0),
    "performance counters": (298, None, 0, -1, -1, 0),
    "userfaultfd": (323, 0),
    "io_uring": (425, 8, None),
    "asynchronous I/O": (206, 8, None),
    "kernel module": (175, None, 0, ""),
    "kernel module by file": (313, 0, "", 0),
    "kexec": (246, 0, 0, None, 0),
    "reboot": (169, 0xFEE1DEAD, 672274793, 0x89ABCDEF, None),
    "swap": (167, "/tmp/x", 0),
    "host name": (170, "x", 1),
    "clock": (227, 0, None),
    "I/O ports": (172, 3),
    "process accounting": (163, None),
    "keyring": (250, 0, -3, 1),
    "longer limits": (160, 7, None),
    "becoming root": (105, 0),
    "becoming the grader's user": (117, 0, 0, 0),
    "a device": (133, "/tmp/dev", 0o060666, 0x0800),
    "capabilities": (126, None, None),
    "quotas": (179, 0, None, 0, None),
}


@pytest.mark.parametrize("call", CALLS)
def test_the_kernel_refuses(attempt: Attempt, call: str) -> None:
    """Stock: all that the one who grades may do, which as root is all."""
    tried = f"""
        import ctypes
        libc = ctypes.CDLL(None, use_errno=True)
        arguments = [one.encode() if isinstance(one, str) else one for one in {CALLS[call]!r}]
        arguments = [ctypes.c_long(one) if isinstance(one, int) else one for one in arguments]
        print(libc.syscall(*arguments))
    """
    assert attempt.printed(tried) == "-1"


def test_calls_by_other_numbers_are_fatal(attempt: Attempt) -> None:
    """The x32 numbers of the same calls would pass a filter that forgot them."""
    outputs = attempt("import ctypes; ctypes.CDLL(None).syscall(0x40000000 + 101, 0, 0, 0, 0)", "1")
    assert errors(outputs[0]) == ["DeadKernelError"]


def test_root_and_capabilities_are_gone(attempt: Attempt) -> None:
    """Stock: every right of the one who grades."""
    seen = """
        import os
        lines = dict(line.split(":", 1) for line in open("/proc/self/status"))
        names = ("CapEff", "CapPrm", "CapInh", "CapAmb", "NoNewPrivs", "Seccomp")
        print(*(lines[name].strip() for name in names), os.getuid(), os.getgroups())
    """
    *caps, new, filtered, uid, groups = attempt.printed(seen).split(maxsplit=7)
    assert set(caps) == {"0" * 16}
    assert (new, filtered, groups) == ("1", "2", "[]")
    if os.geteuid() == 0:
        assert 61_000 <= int(uid) < 62_000


def test_programs_that_give_rights_give_none(attempt: Attempt) -> None:
    """Stock: su, mount and passwd are there and work."""
    tried = """
        import os, shutil, subprocess
        for program in ("su", "sudo", "mount", "newuidmap", "unshare", "setpriv", "bwrap", "fusermount3"):
            if shutil.which(program):
                asked = {"unshare": ["-r", "id", "-u"], "su": ["-c", "id -u"],
                         "bwrap": ["--bind", "/", "/", "true"],
                         "setpriv": ["--reuid", "0", "id", "-u"]}.get(program, ["tmpfs", "/tmp"])
                done = subprocess.run([program, *asked], capture_output=True, stdin=-3)
                if done.returncode == 0:
                    print(program, done.stdout)
        print("end")
    """
    assert attempt.printed(tried) == "end"


LINKS = {
    "a symbolic link": "os.symlink('/etc/shadow', 'x'); print(open('x').read())",
    "a link to the root of its parent": "print(os.listdir('/proc/1/root/home'))",
    "a hard link to a program": "os.link('/usr/bin/env', 'x')",
    "a hard link to Python's folder": "import sys; os.link(sys.executable, '/tmp/x')",
    "the working directory of another": "print(os.listdir('/proc/2/cwd'))",
    "a folder above the root": "print(os.listdir('/../../home'))",
    "an open folder above": "fd = os.open('/', os.O_RDONLY); "
    "print(os.listdir(os.open('../../../home', os.O_RDONLY, dir_fd=fd)))",
    "moving a folder that is open": "os.mkdir('a'); os.chdir('a'); os.rename('/exercise/a', '/tmp/a'); "
    "print(os.listdir('../../../home'))",
}


@pytest.mark.parametrize("link", LINKS)
def test_links_lead_nowhere(attempt: Attempt, link: str) -> None:
    """Stock: the whole tree of files."""
    tried = f"import os\ntry:\n    {LINKS[link]}\n    print('out')\nexcept OSError: print('refused')"
    assert attempt.printed(tried) == "refused"


def test_the_warm_process_cannot_be_reached(attempt: Attempt) -> None:
    """Her parent is outside of what she can name."""
    tried = """
        import os, signal
        print(os.getpid(), os.getppid(), os.getsid(0) in (0, 1))
        for target in (0, 2, 3, -2, os.getppid() or 7):
            try:
                os.kill(target, 0) if target else None
                print("there" if target else "")
            except OSError:
                pass
        try:
            os.pidfd_open(2)
            print("there")
        except OSError:
            pass
    """
    assert "there" not in attempt.printed(tried)


def test_the_terminal_of_the_machine_is_not_hers(attempt: Attempt) -> None:
    """Stock: characters pushed into the terminal of the one who grades are commands."""
    tried = """
        import fcntl, os, termios
        done = []
        for path in ("/dev/tty", "/dev/console", "/dev/tty1", "/dev/pts/0"):
            try:
                fcntl.ioctl(os.open(path, os.O_RDWR), termios.TIOCSTI, b"x")
                done.append(path)
            except OSError:
                pass
        print(done)
    """
    assert attempt.printed(tried) == "[]"
