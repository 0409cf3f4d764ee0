"""Several that do something at the same moment, each with a connection of its own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections


def at_once(*actions):
    """Run the actions in threads that begin together; return what each returned, or the error it raised."""
    ready = Barrier(len(actions))

    def run(action):
        ready.wait()
        try:
            return action()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(actions)) as pool:
        done = [pool.submit(run, action) for action in actions]
    return [each.exception() or each.result() for each in done]
