"""Chunks of answers marked elsewhere: by processes of this machine, or by a Dask cluster that is already there.

Belongs here: starting workers, keeping them busy, and going on when one of them dies. Does not: marking (`marking`), what is kept of it
(`journal`). Both kinds are driven by the same code: a cluster's client has an executor like that of a pool of processes.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from contextlib import AbstractContextManager, contextmanager
from itertools import islice
from typing import Any, NamedTuple

from pdtutor.classroom.marking import Chunk, Mark, Marked, mark
from pdtutor.errors import UsageError

AHEAD = 3  # chunks for each worker that are under way, so that none of them waits
CONNECTING = 5.0  # seconds
LOST = Mark("undecided", error="Judging this answer ended the process that did it: it takes too much time or memory.")


class Crew(NamedTuple):
    """Workers at work: where chunks are handed in, whether each has a process of its own, how many there are, and the exceptions
    that tell of a worker that died.
    """

    executor: Executor
    is_alone: bool
    size: int
    deaths: tuple[type[BaseException], ...]


Start = Callable[[], AbstractContextManager[Crew]]
Results = Iterator[tuple[Chunk, Marked]]


def here(chunks: Iterable[Chunk]) -> Results:
    """The chunks marked in this process, one after the other."""
    for chunk in chunks:
        yield chunk, mark(chunk)


def elsewhere(chunks: Iterable[Chunk], start: Start) -> Results:
    """The chunks as they are finished by workers. When a worker dies, what was under way is marked answer by answer to find out why.

    Raises UsageError where there are no workers to be had.
    """
    waiting = iter(chunks)
    suspects: list[Chunk] | None = []
    while suspects is not None:
        yield from _one_by_one(suspects, start)
        with start() as crew:
            suspects = yield from _until_death(waiting, crew)


def _until_death(waiting: Iterator[Chunk], crew: Crew) -> Generator[tuple[Chunk, Marked], None, list[Chunk] | None]:
    """What is finished; returns what was under way when a worker died, None when all is done."""
    pending: dict[Future[Marked], Chunk] = {}
    while True:
        for chunk in islice(waiting, crew.size * AHEAD - len(pending)):
            future = _handed_in(chunk, crew)
            if future is None:
                return [*pending.values(), chunk]
            pending[future] = chunk
        if not pending:
            return None
        for future in wait(pending, return_when=FIRST_COMPLETED).done:
            marked = _result(future, crew)
            if marked is None:
                return list(pending.values())
            yield pending.pop(future), marked


def _handed_in(chunk: Chunk, crew: Crew) -> Future[Marked] | None:
    """What a chunk will come to; None where a worker has died meanwhile and no more are taken."""
    try:
        return crew.executor.submit(mark, chunk, crew.is_alone)
    except crew.deaths:
        return None


def _result(future: Future[Marked] | None, crew: Crew) -> Marked | None:
    """What has come of a chunk, None where its worker died. Raises UsageError where a cluster cannot do this work."""
    try:
        return None if future is None else future.result()
    except crew.deaths:
        return None
    except (Exception, CancelledError) as error:  # marking raises nothing: this comes from where it was to be done
        if crew.is_alone:
            raise
        message = f"The cluster's workers cannot judge: {type(error).__name__}: {str(error) or 'the connection is lost'}."
        raise UsageError(message, hint="They need the same version of pdtutor. What is finished is kept.") from None


def _one_by_one(suspects: Iterable[Chunk], start: Start) -> Results:
    """Each answer by itself, with new workers after each that ends one."""
    waiting = deque(Chunk(chunk.question, (answer,)) for chunk in suspects for answer in chunk.answers)
    while waiting:
        with start() as crew:
            is_alive = True
            while waiting and is_alive:
                chunk = waiting.popleft()
                marked = _result(_handed_in(chunk, crew), crew)
                is_alive = marked is not None
                yield chunk, marked or Marked((LOST,))


# --- processes of this machine --------------------------------------------------------------------------------------------------------


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def processes(count: int) -> Iterator[Crew]:
    """New processes of this machine, gone when the block is left, also by an interruption."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import active_children, get_context

    others = set(active_children())
    executor = ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_begin)
    try:
        yield Crew(executor, True, count, (BrokenProcessPool,))
    except BaseException:
        for process in set(active_children()) - others:
            process.terminate()
        raise
    finally:
        executor.shutdown(cancel_futures=True)


def _begin() -> None:
    """Make a new process ready: the one that started it decides about interruptions, and takes it along when it dies."""
    from multiprocessing import parent_process

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    assert parent is not None
    threading.Thread(target=_die_with, args=(parent,), daemon=True).start()


def _die_with(parent: Any) -> None:
    parent.join()
    os._exit(1)


# --- a cluster ------------------------------------------------------------------------------------------------------------------------


@contextmanager
def cluster(address: str) -> Iterator[Crew]:
    """The workers of a Dask cluster that is already there.

    Raises UsageError where distributed is not installed, nobody answers at the address, or the cluster has no workers.
    """
    client = _client(address)
    try:
        yield Crew(client.get_executor(), False, _size(client, address), (_killed(),))
    finally:
        client.close()


def _client(address: str) -> Any:
    """A connection to the scheduler. Raises UsageError where there is none to be had."""
    try:
        import distributed
    except ImportError:
        message = "--scheduler needs Dask's distributed, which is not installed."
        raise UsageError(message, hint="In a copy of the program: pip install '.[cluster]'") from None
    try:
        _refuse_silence(address)
        connect: Callable[..., Any] = distributed.Client
        return connect(address, timeout=CONNECTING, set_as_default=False)
    except (OSError, ValueError) as error:
        hint = "An address is written tcp://host:8786, as the scheduler says it when it starts."
        raise UsageError(f"No Dask scheduler answers at {address}: {str(error).rstrip('.')}.", hint=hint) from None


def _size(client: Any, address: str) -> int:
    """How many threads the cluster's workers have. Raises UsageError where there are none, nor any that are just coming back."""
    try:
        client.wait_for_workers(1, timeout=CONNECTING)
    except TimeoutError:
        raise UsageError(f"The cluster at {address} has no workers.", hint=f"Start one: dask worker {address}") from None
    return sum(client.nthreads().values())


def _refuse_silence(address: str) -> None:
    """Raise OSError or ValueError at once where nobody listens, which a client only says after a while."""
    import socket

    from distributed.comm.addressing import get_address_host_port

    if not address.startswith("inproc:"):
        socket.create_connection(get_address_host_port(address), timeout=CONNECTING).close()


def _killed() -> type[BaseException]:
    from distributed import KilledWorker

    killed: type[BaseException] = KilledWorker
    return killed
