"""A model of a dozen words that looks like those of a hub, and a hub that has it."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing

from bot.encoder.graph import INTEGER, Graph

WIDTH, COMMIT = 16, "0123456789abcdef0123456789abcdef01234567"
WORDS = ("[CLS]", "[UNK]", "bridge", "closed", "the", "vaccine", "works", "x", "query", ":")


def write(folder: Path, *, place: str = "model.onnx", longest: int = 32) -> Path:
    """Write the model to *folder*: a word's vector is random, and shifts with its place."""
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer(WordLevel({word: at for at, word in enumerate(WORDS)}, "[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.post_processor = TemplateProcessing("[CLS] $A", special_tokens=[("[CLS]", 0)])
    tokenizer.add_special_tokens(["[CLS]"])
    tokenizer.save(str(folder / "tokenizer.json"))
    settings = folder / "sentence_bert_config.json"
    settings.write_text(json.dumps({"max_seq_length": longest}))
    (folder / place).parent.mkdir(exist_ok=True)
    (folder / place).write_bytes(_network())
    return folder


def _network() -> bytes:
    """Return a network that looks words up and ignores the mask, as padding comes last."""
    random = np.random.default_rng(7)
    graph = Graph()
    table = graph.constant(random.normal(size=(len(WORDS), WIDTH)).astype(np.float32))
    sizes = ("texts", "pieces")
    words = graph.node("Gather", table, "input_ids")
    return graph.model({"input_ids": sizes, "attention_mask": sizes}, words, of=INTEGER)


class _Hub(BaseHTTPRequestHandler):
    """Answers as the hub does for the one model ``tiny/model``; for others, that it has none."""

    folder: Path

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        prefix = f"/tiny/model/resolve/{COMMIT}/"
        files = [path for path in self.folder.rglob("*") if path.is_file()]
        match self.path.partition("?")[0]:
            case "/api/models/tiny/model/revision/main" | "/api/models/tiny/model":
                self._answer(json.dumps({"id": "tiny/model", "sha": COMMIT, "siblings": []}))
            case path if path.startswith("/api/models/tiny/model/tree/"):
                self._answer(json.dumps([self._listed(path) for path in files]))
            case path if path.startswith(prefix):
                self._answer((self.folder / path.removeprefix(prefix)).read_bytes())
            case _:
                self.send_response(404)
                self.send_header("X-Error-Code", "RepoNotFound")
                self.send_header("Content-Length", "0")
                self.end_headers()

    def _listed(self, path: Path) -> dict[str, object]:
        name = path.relative_to(self.folder).as_posix()
        return {"type": "file", "path": name, "size": path.stat().st_size, "oid": _etag(name)}

    def _answer(self, body: str | bytes) -> None:
        data = body.encode() if isinstance(body, str) else body
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("ETag", f'"{_etag(self.path)}"')
        self.send_header("X-Repo-Commit", COMMIT)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Stay quiet."""


def _etag(name: str) -> str:
    return name.rpartition("/")[2].encode().hex()[:40]


@contextmanager
def hub(folder: Path) -> Iterator[str]:
    """Serve the model in *folder* as ``tiny/model``; gives the hub's address."""
    handler = type("Hub", (_Hub,), {"folder": folder})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
