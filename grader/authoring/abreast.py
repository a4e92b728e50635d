"""Several things of a kind done at the same time, each at a bench of its own."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import TypeVar

Bench = TypeVar("Bench")
Item = TypeVar("Item")
Done = TypeVar("Done")


def abreast(
    benches: Sequence[Bench], do: Callable[[Bench, Item], Done], items: Iterable[Item]
) -> Iterator[Done]:
    """What ``do`` gives for each item, in their order, as many at once as there are benches.

    A bench is used by one at a time. What ``do`` raises is raised here, where its result would come.
    """
    free: SimpleQueue[Bench] = SimpleQueue()
    for bench in benches:
        free.put(bench)

    def at_one(item: Item) -> Done:
        bench = free.get()
        try:
            return do(bench, item)
        finally:
            free.put(bench)

    with ThreadPoolExecutor(len(benches)) as threads:
        yield from threads.map(at_one, items)
