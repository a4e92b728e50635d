"""System calls that no submission needs: refused by a classic BPF filter, whoever makes them."""

import ctypes
import errno
import platform
import struct

# By name: number on x86-64, number on ARM64; None where a machine does not have it.
_REFUSED: dict[str, tuple[int | None, int | None]] = {
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "pidfd_getfd": (438, 438),
    "kcmp": (312, 272),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "unshare": (272, 97),
    "setns": (308, 268),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "io_setup": (206, 0),
    "io_submit": (209, 2),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "reboot": (169, 142),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "acct": (163, 89),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "adjtimex": (159, 171),
    "clock_adjtime": (305, 266),
    "sethostname": (170, 161),
    "setdomainname": (171, 162),
    "vhangup": (153, 58),
    "nfsservctl": (180, 42),
    "lookup_dcookie": (212, 18),
    "syslog": (103, 116),
    # Memory that no limit of a process counts, and that may outlive it.
    "shmget": (29, 194),
    "semget": (64, 190),
    "msgget": (68, 186),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    # With a limit of her own making, her process would seem killed from outside: our failure, not hers.
    "setrlimit": (160, 164),
    "mbind": (237, 235),
    "set_mempolicy": (238, 237),
    "get_mempolicy": (239, 236),
    "migrate_pages": (256, 238),
    "move_pages": (279, 239),
    "uselib": (134, None),
    "iopl": (172, None),
    "ioperm": (173, None),
    "sysfs": (139, None),
    "_sysctl": (156, None),
}
# Where there is no PID namespace, nothing may leave its process group, or reach anyone else of our user.
_REACHING: dict[str, tuple[int | None, int | None]] = {
    "setsid": (112, 157),
    "setpgid": (109, 154),
    "kill": (62, 129),
    "tkill": (200, 130),
    "tgkill": (234, 131),
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
    "pidfd_send_signal": (424, 424),
    "timer_create": (222, 107),  # can send any signal
    "sched_setaffinity": (203, 122),
    "sched_setscheduler": (144, 119),
    "sched_setparam": (142, 118),
    "sched_setattr": (314, 274),
    "setpriority": (141, 140),
    "ioprio_set": (251, 30),
    "process_madvise": (440, 440),
    "process_mrelease": (448, 448),
    # What Landlock does not look at (truncate only from its version 3 on).
    "truncate": (76, 45),
    "inotify_init": (253, None),
    "inotify_init1": (294, 26),
    "fanotify_init": (300, 262),
}
# Landlock does not look at these either; libraries call them on their own files, so they do nothing.
_IDLE: dict[str, tuple[int | None, int | None]] = {
    "chmod": (90, None),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "fchmodat2": (452, 452),
    "chown": (92, None),
    "fchown": (93, 55),
    "lchown": (94, None),
    "fchownat": (260, 54),
    "utime": (132, None),
    "utimes": (235, None),
    "futimesat": (261, None),
    "utimensat": (280, 88),
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "fsetxattr": (190, 7),
    "removexattr": (197, 14),
    "lremovexattr": (198, 15),
    "fremovexattr": (199, 16),
    "setxattrat": (463, 463),
    "removexattrat": (466, 466),
}
# What Chromium needs on top: it shares memory between its processes in such files, and in no others.
_FOR_A_BROWSER = frozenset(("memfd_create",))
# What a learner's own server needs on top: any program may run in it, and its limits are hers to lower.
_AT_HER_DESK = frozenset(("memfd_create", "setrlimit", "shmget", "semget", "msgget"))
_CLONE, _CLONE3, _SOCKET, _SOCKETPAIR = (56, 220), (435, 435), (41, 198), (53, 199)
_SETRLIMIT, _FILE_SIZE = (160, 164), 1
_PRLIMIT, _FCNTL, _IOCTL, _OPENAT2 = (302, 261), (72, 25), (16, 29), (437, 437)
_OPEN = ((2, -1, 1), (257, 56, 2))  # numbers, which argument is flags
_NEW_NAMESPACES = 0x7E020080  # any CLONE_NEW*
_STREAM, _SEQPACKET = 1, 5
_SET_OWNER = (8, 15)  # F_SETOWN, F_SETOWN_EX: who gets a signal when a file has data
_SET_OWNER_IOCTL = (0x8901, 0x8902)
_TRUNC, _ACCESS = 0x200, 3
_TRUNC_UNWRITTEN = (_TRUNC, _TRUNC | _ACCESS)  # emptied, but not opened for writing
_ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}

_LOAD, _EQUAL, _AT_LEAST, _HAS_BITS, _AND, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x54, 0x06
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
AF_UNIX, AF_INET, AF_INET6, AF_NETLINK = 1, 2, 10, 16


def supported() -> bool:
    return platform.machine() in _ARCHITECTURES


def program(*, namespaces: bool, desk: bool = False, browser: bool = False) -> bytes:
    """The filter's instructions.

    Args:
        namespaces: whether the process has its own PID and network namespaces. There it may open internet
            sockets, which lead nowhere, and signal what it likes; elsewhere neither.
        desk: whether it is a learner's own server, with namespaces, rather than something to be graded.
        browser: whether Chromium may run in it.
    """
    machine, audit = _ARCHITECTURES[platform.machine()]
    code: list[tuple[int, int, int, int]] = []

    def do(operation: int, value: int, yes: int = 0, no: int = 0) -> None:
        code.append((operation, yes, no, value & 0xFFFFFFFF))

    def refuse(number: int | None, error: int = errno.EPERM) -> None:
        if number is not None:
            do(_EQUAL, number, 0, 1)
            do(_RETURN, _ERRNO | error)

    def judge(number: int, argument: int, values: tuple[int, ...], *, allowed: bool, mask: int = -1) -> None:
        """Allows a call only, or never, where the lower half of an argument, masked, is one of ``values``."""
        error = errno.EAFNOSUPPORT if number == _SOCKET[machine] else errno.EPERM
        verdicts = (_ERRNO | error, _ALLOW) if allowed else (_ALLOW, _ERRNO | error)
        do(_EQUAL, number, 0, 4 + len(values))
        do(_LOAD, _ARGUMENTS + 8 * argument)
        do(_AND, mask)
        for at, value in enumerate(values):
            do(_EQUAL, value, len(values) - at, 0)
        do(_RETURN, verdicts[0])
        do(_RETURN, verdicts[1])

    do(_LOAD, _ARCHITECTURE)
    do(_EQUAL, audit, 1, 0)
    do(_RETURN, _KILL)
    do(_LOAD, _NUMBER)
    if machine == 0:
        do(_AT_LEAST, 0x40000000, 0, 1)  # the x32 calls would pass by other numbers
        do(_RETURN, _KILL)
    needed = (_AT_HER_DESK if desk else frozenset()) | (_FOR_A_BROWSER if browser else frozenset())
    for name, numbers in (_REFUSED if namespaces else {**_REFUSED, **_REACHING}).items():
        if name not in needed:
            refuse(numbers[machine])
    # Its arguments are behind a pointer, where no filter sees them: libc falls back on clone.
    refuse(_CLONE3[machine], errno.ENOSYS)
    do(_EQUAL, _CLONE[machine], 0, 4)
    do(_LOAD, _ARGUMENTS)
    do(_HAS_BITS, _NEW_NAMESPACES, 0, 1)
    do(_RETURN, _ERRNO | errno.EPERM)
    do(_RETURN, _ALLOW)
    if desk:
        # Of the kernel's own sockets only the one that tells addresses and interfaces: its protocol is 0.
        do(_EQUAL, _SOCKET[machine], 0, 5)
        do(_LOAD, _ARGUMENTS)
        do(_EQUAL, AF_NETLINK, 0, 3)
        do(_LOAD, _ARGUMENTS + 16)
        do(_EQUAL, 0, 1, 0)
        do(_RETURN, _ERRNO | errno.EPROTONOSUPPORT)
        do(_LOAD, _NUMBER)
        judge(_SOCKET[machine], 0, (AF_UNIX, AF_INET, AF_INET6, AF_NETLINK), allowed=True)
        # How large her files may be keeps her from filling the disk (``campus.space.quota``).
        judge(_SETRLIMIT[machine], 0, (_FILE_SIZE,), allowed=False)
        # Reading it is allowed: then the new one is a null pointer, in both halves.
        do(_EQUAL, _PRLIMIT[machine], 0, 8)
        do(_LOAD, _ARGUMENTS + 8)
        do(_EQUAL, _FILE_SIZE, 0, 5)
        do(_LOAD, _ARGUMENTS + 16)
        do(_EQUAL, 0, 0, 2)
        do(_LOAD, _ARGUMENTS + 20)
        do(_EQUAL, 0, 1, 0)
        do(_RETURN, _ERRNO | errno.EPERM)
        do(_RETURN, _ALLOW)
        do(_RETURN, _ALLOW)
        return _packed(code)
    # Reading a limit is allowed: then the new one is a null pointer, in both halves.
    do(_EQUAL, _PRLIMIT[machine], 0, 6)
    do(_LOAD, _ARGUMENTS + 16)
    do(_EQUAL, 0, 0, 2)
    do(_LOAD, _ARGUMENTS + 20)
    do(_EQUAL, 0, 1, 0)
    do(_RETURN, _ERRNO | errno.EPERM)
    do(_RETURN, _ALLOW)
    judge(_SOCKET[machine], 0, (AF_INET, AF_INET6) if namespaces else (), allowed=True)
    # A pair of datagram sockets can be sent from to any other address.
    judge(_SOCKETPAIR[machine], 1, (_STREAM, _SEQPACKET), allowed=True, mask=0xF)
    if not namespaces:
        for idle in _IDLE.values():
            refuse(idle[machine], 0)
        refuse(_OPENAT2[machine], errno.ENOSYS)
        for opening in _OPEN:
            # Before its version 3, Landlock lets that pass.
            if opening[machine] >= 0:
                judge(opening[machine], opening[2], _TRUNC_UNWRITTEN, allowed=False, mask=_TRUNC | _ACCESS)
        judge(_FCNTL[machine], 1, _SET_OWNER, allowed=False)
        judge(_IOCTL[machine], 1, _SET_OWNER_IOCTL, allowed=False)
    do(_RETURN, _ALLOW)
    return _packed(code)


def _packed(code: list[tuple[int, int, int, int]]) -> bytes:
    return b"".join(struct.pack("HBBI", *step) for step in code)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def install(libc: ctypes.CDLL, instructions: bytes) -> None:
    """Filters this process from now on, and all it starts; it can never gain privileges again.

    Raises:
        OSError: the kernel refuses it.
    """
    buffer = ctypes.create_string_buffer(instructions)
    made = _Program(len(instructions) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    for arguments in ((38, 1, 0, 0, 0), (22, 2, ctypes.byref(made), 0, 0)):
        if libc.prctl(*arguments) < 0:
            raise OSError(ctypes.get_errno(), "prctl refuses the system call filter")
