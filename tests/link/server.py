"""A server for the tests of kedb links, on loopback: each path answers as a case says, byte by byte where that matters.

A case is a function of the request, registered with @page(path). It gives bytes (sent as they are, connection closed) or
calls the helpers of the request. The server counts requests per path; the canary counts connections, of which there must be
none."""
import gzip
import pathlib
import socket
import ssl
import subprocess
import threading
import warnings

PAGES = {}
PREFIXES = {}
TEXT = "<p>" + "Known errors are described on this page with causes and fixes. " * 12 + "</p>"


def html(body="", title="Guide | ACME", head=""):
    return (f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title>{head}</head><body><h1>{title.split('|')[0].strip()}"
            f"</h1>{TEXT}<h2 id=install>Install</h2>{TEXT}{body}</body></html>").encode()


GUIDE = html()


def answer(code=200, body=GUIDE, kind="text/html; charset=utf-8", headers=(), length=True, reason="R"):
    lines = [f"HTTP/1.1 {code} {reason}"] + ([f"Content-Type: {kind}"] if kind else []) + list(headers)
    if length:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines + ["", ""]).encode("latin-1") + body


def page(path):
    def register(f):
        PAGES[path] = f
        return f
    return register


def below(prefix):
    def register(f):
        PREFIXES[prefix] = f
        return f
    return register


def fixed(path, *args, **kwargs):
    PAGES[path] = lambda r: answer(*args, **kwargs)


def redirect(path, to, code=301):
    PAGES[path] = lambda r: answer(code, b"moved", headers=[f"Location: {to(r) if callable(to) else to}"])


class Request:
    def __init__(self, server, connection, head, number):
        line, *rest = head.decode("latin-1").split("\r\n")
        self.server, self.connection, self.number = server, connection, number
        self.method, self.target, _ = line.split(" ", 2)
        self.path = self.target.split("?")[0]
        self.headers = {k.strip().lower(): v.strip() for k, _, v in (h.partition(":") for h in rest if h)}

    def send(self, data):
        self.connection.sendall(data)

    def reset(self):
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        raise ConnectionError


class Server:
    """One listening address. `lookup` gives the page of a path."""

    def __init__(self, address="127.0.0.1", port=0, tls=None, greet=None):
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        self.socket = socket.socket(family)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind((address, port))
        self.socket.listen(128)
        self.address, self.port, self.tls, self.greet = address, self.socket.getsockname()[1], tls, greet
        self.counts, self.connections, self.log, self.lock = {}, 0, [], threading.Lock()
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            with self.lock:
                self.connections += 1
                number = self.connections
            threading.Thread(target=self.serve, args=(connection, number), daemon=True).start()

    def serve(self, connection, number):
        connection.settimeout(20)
        try:
            if self.greet:
                self.greet(connection, number)
                return
            if self.tls:
                connection = self.tls.wrap_socket(connection, server_side=True)
            data = b""
            while True:
                while b"\r\n\r\n" not in data:
                    more = connection.recv(65536)
                    if not more:
                        return
                    data += more
                head, _, data = data.partition(b"\r\n\r\n")
                if not self.one(connection, head):
                    return
        except (OSError, ValueError):
            pass
        finally:
            connection.close()

    def one(self, connection, head):
        request = Request(self, connection, head, 0)
        with self.lock:
            self.counts[request.path] = request.number = self.counts.get(request.path, 0) + 1
            self.log.append((request.path, request.headers))
        handler = PAGES.get(request.path) or next((f for p, f in PREFIXES.items() if request.path.startswith(p)), None)
        reply = handler(request) if handler else answer(404, b"<h1>no such page</h1>")
        if reply is None:
            return False
        connection.sendall(reply)
        return b"Content-Length:" in reply.partition(b"\r\n\r\n")[0] or b" 304 " in reply[:15]


def certificates(folder):
    """ca.pem, and a context for each of: good (for localhost), wrong (another name), self (signed by itself), expired, orphan (the
    certificate between it and the root is missing), old (TLS 1.1 alone)."""
    folder = pathlib.Path(folder)

    def openssl(*args):
        subprocess.run(["openssl", *args], check=True, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    openssl("req", "-x509", *key, "-keyout", "ca.key", "-out", "ca.pem", "-days", "30", "-subj", "/CN=test CA", "-addext",
            "keyUsage=critical,keyCertSign")
    openssl("req", "-x509", *key, "-keyout", "self.key", "-out", "self.pem", "-days", "30", "-subj", "/CN=localhost", "-addext",
            "subjectAltName=DNS:localhost")
    for name, host, by, days in (("good", "localhost", "ca", "20"), ("wrong", "other.acme.test", "ca", "20"), ("expired", "localhost", "ca", "-1"),
                                 ("middle", "test CA 2", "ca", "20"), ("orphan", "localhost", "middle", "20")):
        openssl("req", *key, "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", f"/CN={host}")
        (folder / "ext").write_text("basicConstraints=critical,CA:TRUE\n" if name == "middle" else f"subjectAltName=DNS:{host}\n")
        openssl("x509", "-req", "-in", f"{name}.csr", "-CA", f"{by}.pem", "-CAkey", f"{by}.key", "-CAcreateserial", "-days", days, "-out",
                f"{name}.pem", "-extfile", "ext")
    contexts = {}
    for name in ("good", "wrong", "self", "expired", "orphan", "old"):
        files = "good" if name == "old" else name
        contexts[name] = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        contexts[name].load_cert_chain(folder / f"{files}.pem", folder / f"{files}.key")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        contexts["old"].set_ciphers("ALL:@SECLEVEL=0")
        contexts["old"].minimum_version = contexts["old"].maximum_version = ssl.TLSVersion.TLSv1_1
    return contexts


def chunk(data):
    return b"%x\r\n%s\r\n" % (len(data), data)


def packed(data):
    return gzip.compress(data)
