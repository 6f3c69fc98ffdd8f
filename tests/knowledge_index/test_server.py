"""A Chroma server in place of files: the same index, shared by processes."""

import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.identity import WorkspaceId
from knowledge.index import indexing
from knowledge.index.errors import IndexUnavailable
from knowledge.index.index import Index
from knowledge.ledger import Ledger
from tests.bot_process import free_port
from tests.knowledge_index.test_indexing import converged, examples, hits

ONE = WorkspaceId("one")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    port = free_port()
    chroma = Path(sys.executable).with_name("chroma")
    command = [str(chroma), "run", "--path", str(tmp_path / "server"), "--port", str(port)]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=tmp_path
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(f"{url}/api/v2/heartbeat")
        yield url, process
    finally:
        process.kill()
        process.wait()


def _wait(url: str) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except OSError:
            assert time.monotonic() < deadline, "the server did not come up"
            time.sleep(0.05)


async def test_two_processes_share_a_server_and_outlive_it(
    ledger: Ledger, data_dir: Path, server: tuple[str, subprocess.Popen[bytes]]
) -> None:
    url, process = server
    await examples(ledger)
    one, other = Index(data_dir, chroma_url=url), Index(data_dir, chroma_url=url)
    assert (await indexing.record(ledger, one, ONE)).written > 140
    assert await indexing.record(ledger, other, ONE) == indexing.Indexed(written=0, deleted=0)
    assert await converged(ledger, other)
    process.kill()
    process.wait()
    with pytest.raises(IndexUnavailable):
        await indexing.record(ledger, one, ONE)
    assert (await hits(ledger, one, "gloves in the drawer"))[0].entry.lane == "quotes"
    await one.close()
    await other.close()
