"""More of what kedb links promises: statuses, patience, redirects, encodings, and what goes wrong on the wire."""
import random
import time
import zlib

from cases import case, on
from server import GUIDE, TEXT, answer, below, chunk, fixed, html, packed, page, redirect

HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
SIZED = b"Content-Length: %d\r\n\r\n" % len(GUIDE) + GUIDE

# -- status: what only says that this visitor may not, or not now, is never a broken link
for code in (202, 203, 206, 226):
    on(f"/status/{code}", "ok", code, GUIDE, fragment="#install")
on("/status/206", "fragment-unknown", fragment="#elsewhere", why="not read to its end")
for code in (405, 406, 407, 409, 412, 413, 416, 417, 422, 423, 426, 428, 431, 444, 499):
    on(f"/status/{code}", "blocked-unknown", code, b"")
for code in (402, 511):
    on(f"/status/{code}", "blocked-unknown", code, b"", most=1)
on("/status/408", "timeout", 408, b"")
for code in (421, 425, 501, 502, 504, 508, 521, 522, 523, 524, 525, 526, 527, 530):
    on(f"/status/{code}", "server-error", code, b"", most=6)
on("/status/600", "protocol-error", 600, b"")
on("/status/304", "ok", 304, b"", length=False)
on("/choices-elsewhere", "ok", 300, GUIDE, headers=["Location: /nothing"])
for code in (404, 503):
    on(f"/challenge-{code}", "blocked-unknown", code, b"", headers=["cf-mitigated: challenge"], most=1)
page("/browsers-404")(lambda r: answer(200 if "Firefox" in r.headers["user-agent"] else 404))
on("/browsers-404", "retried-ok")
page("/then-trouble")(lambda r: answer(404 if r.number == 1 else 503))
on("/then-trouble", "server-error")


# -- patience, a host each: what an answer asks for, what comes after it
def after(first, then=None):
    return lambda r: first if r.number == 1 else (then or answer())


def later(value, code=429):
    return answer(code, b"", headers=[f"Retry-After: {value}"])


HOSTS = []


def at_host(name, verdict, handler):
    page("/patience/" + name)(handler)
    HOSTS.append(f"127.0.0.{32 + len(HOSTS)}")
    case(f"http://{HOSTS[-1]}:{{port}}/patience/{name}", verdict)


for name, value in {"past": "Wed, 21 Oct 2015 07:28:00 GMT", "asctime": "Sun Nov  6 08:49:37 1994", "negative": "-5", "zero": "0",
                    "word": "soon", "fraction": "1.5", "empty": ""}.items():
    at_host(name, "rate-limited-then-ok", after(later(value)))
for name, value in {"huge": "99999999999999999999", "far": "Fri, 31 Dec 2999 23:59:59 GMT", "far-850": "Sunday, 06-Nov-37 08:49:37 GMT"}.items():
    at_host(name, "rate-limited", lambda r, value=value: later(value))
at_host("hour-503", "rate-limited", lambda r: later("3600", 503))
at_host("always", "rate-limited", lambda r: later("0"))
at_host("then-404", "broken", after(later("1"), answer(404)))
at_host("then-moved", "ok-redirected-permanent", after(later("1"), answer(301, b"", headers=["Location: /ok"])))

# -- redirects
for i, target in enumerate(("ht!tp://x", "http://", "http:///x", "//", "http://a b/", "http://%00/", "http://x..y/")):
    redirect(f"/nowhere/{i}", target)
    on(f"/nowhere/{i}", "broken")
for name, (target, verdict) in {"fragment": ("#install", "redirect-loop"), "dot": ("./../ok", "ok-redirected-permanent"),
                                "backslash": ("\\ok", "ok-redirected-permanent"), "blanks": ("\t /ok \t", "ok-redirected-permanent")}.items():
    redirect(f"/to/{name}", target)
    on(f"/to/{name}", verdict)
page("/to/two")(lambda r: answer(301, b"", headers=["Location: /ok", "Location: /nothing"]))
on("/to/two", "ok-redirected-permanent", new="{a}/ok")
page("/to/query")(lambda r: answer() if "?" in r.target else answer(302, b"", headers=["Location: ?x=1"]))
on("/to/query", "ok-redirected-temporary")
redirect("/to/latin1", "/caf\xe9")
fixed("/caf%E9", 200, GUIDE)
on("/to/latin1", "ok-redirected-permanent", new="{a}/caf%E9")
below("/grow/")(lambda r: answer(302, b"", headers=[f"Location: {r.path}x/"]))
on("/grow/", "redirect-loop", most=21)
page("/grow-query")(lambda r: answer(302, b"", headers=[f"Location: {r.target}{'&' if '?' in r.target else '?'}n=1"]))
on("/grow-query", "redirect-loop", most=21)
redirect("/slash", "/slash/")
redirect("/slash/", "/slash")
on("/slash", "redirect-loop", most=6)


def cookie_wall(wanted):
    """Lets in who has all the cookies; gives one more at each try."""
    def handler(r):
        has = r.headers.get("cookie", "")
        missing = [c for c in wanted if c not in has]
        return answer(302, b"", headers=[f"Set-Cookie: {missing[0]}; Path=/", f"Location: {r.path}"]) if missing else answer()
    return handler


page("/cookies")(cookie_wall(("a=1", "b=2", "c=3", "d=4")))
on("/cookies", "ok", most=5)
page("/cookie-always")(lambda r: answer(302, b"", headers=[f"Set-Cookie: n={r.number}; Path=/", "Location: /cookie-always"]))
on("/cookie-always", "redirect-loop", most=21)
for code, verdict in ((302, "ok-redirected-temporary"), (301, "ok-redirected-permanent")):
    redirect(f"/to-once-{code}", f"/once-{code}", code)
    page(f"/once-{code}")(lambda r: answer(503 if r.number == 1 else 200))
    on(f"/to-once-{code}", verdict, least=3)
for name, (target, verdict) in {"trouble": ("/status/502", "server-error"), "forbidden": ("/forbidden", "blocked-unknown"),
                                "gone": ("/gone", "broken")}.items():
    redirect(f"/to/{name}", target)
    on(f"/to/{name}", verdict)

# -- pages that send their readers on
GOES = "ok-redirected-permanent"
for i, (content, verdict) in enumerate((("0;url=/ok", GOES), ("0; URL='/ok'", GOES), ("0;/ok", GOES), ("0,url=/ok", GOES), ("0.5; url=/ok", GOES),
                                        (" 0 ; url = /ok", GOES), ("5; url=/ok", "ok-redirected-temporary"), ("30; url=/nothing", "ok"),
                                        ("0; url=/nothing", "broken"), ("0", "ok"), ("0; url=javascript:x", "unsafe-target"))):
    on(f"/sends/{i}", verdict, 200, f"<!doctype html><meta http-equiv=refresh content=\"{content}\"><title>On</title><a href=/ok>x</a>".encode())
NOT_SENT = {"noscript": "<noscript><meta http-equiv=refresh content='0; url=/nothing'></noscript>",
            "comment": "<!--[if lt IE 9]><meta http-equiv=refresh content='0; url=/nothing'><![endif]-->"}
for name, head in NOT_SENT.items():
    on(f"/sends/{name}", "ok", 200, html(head=head), fragment="#install")

# -- encodings
ENC = "Content-Encoding: "


def deflated(data):
    z = zlib.compressobj(9, zlib.DEFLATED, -15)
    return z.compress(data) + z.flush()


for name, (body, header, verdict) in {
        "zlib": (zlib.compress(GUIDE), "deflate", "ok"), "raw": (deflated(GUIDE), "deflate", "ok"), "x-gzip": (packed(GUIDE), "x-gzip", "ok"),
        "upper": (packed(GUIDE), "GZIP", "ok"), "identity": (GUIDE, "identity", "ok"), "twice": (packed(packed(GUIDE)), "gzip, gzip", "ok"),
        "trailing": (packed(GUIDE) + b"garbage", "gzip", "ok"), "twice-said-once": (packed(packed(GUIDE)), "gzip", "fragment-unknown"),
        "word": (GUIDE, "utf-8", "fragment-unknown"), "lie-br": (GUIDE, "br", "fragment-unknown"), "lie-zstd": (GUIDE, "zstd", "fragment-unknown"),
        "lie-deflate": (GUIDE, "deflate", "fragment-unknown")}.items():
    on(f"/packed/{name}", verdict, 200, body, headers=[ENC + header], fragment="#install")
    on(f"/packed/{name}", "ok")
on("/packed/unsaid", "fragment-unknown", 200, packed(GUIDE), fragment="#install")
for code, verdict in ((404, "broken"), (403, "blocked-unknown"), (500, "server-error")):
    on(f"/packed/{code}", verdict, code, b"no", headers=[ENC + "foo"])
    on(f"/packed/{code}-lie", verdict, code, b"no", headers=[ENC + "gzip"])
on("/packed/301", "ok-redirected-permanent", 301, b"moved", headers=[ENC + "gzip", "Location: /ok"], new="{a}/ok")


# -- on the wire: headers that came whole stand, whatever befalls the body
def wire(name, verdict, data, **kwargs):
    page("/wire/" + name)(data if callable(data) else lambda r: r.send(data))
    on("/wire/" + name, verdict, **kwargs)


def then(*parts, wait=0.0, end=None):
    """Sends, waits, ends."""
    def handler(r):
        for part in parts:
            r.send(part)
        time.sleep(wait)
        if end:
            r.reset()
    return handler


CHUNKED = b"Transfer-Encoding: chunked\r\n\r\n"
MOVED = b"HTTP/1.1 301 M\r\nLocation: /ok\r\n"
wire("trailers", "ok", HTML + CHUNKED + chunk(GUIDE) + b"0\r\nContent-Type: image/png\r\n\r\n", fragment="#install")
wire("extension", "ok", HTML + CHUNKED + b"%x;a=b\r\n%s\r\n0\r\n\r\n" % (len(GUIDE), GUIDE), fragment="#install")
wire("no-last-chunk", "ok", HTML + CHUNKED + chunk(GUIDE), fragment="#install")
wire("bad-chunk-404", "broken", b"HTTP/1.1 404 N\r\n" + CHUNKED + b"zz\r\n")
wire("bad-chunk-301", "ok-redirected-permanent", MOVED + CHUNKED + b"zz\r\n", new="{a}/ok")
wire("cut-404", "broken", b"HTTP/1.1 404 N\r\nContent-Length: 5000\r\n\r\nshort")
wire("cut-301", "ok-redirected-permanent", MOVED + b"Content-Length: 5000\r\n\r\nshort")
wire("hangs-404", "broken", then(b"HTTP/1.1 404 N\r\nContent-Length: 999\r\n\r\n", wait=4))
wire("hangs-301", "ok-redirected-permanent", then(MOVED + b"Content-Length: 999\r\n\r\n", wait=4))
wire("both-lengths", "ok", HTML + b"Content-Length: 5\r\n" + CHUNKED + chunk(GUIDE) + b"0\r\n\r\n", fragment="#install")
wire("no-length", "ok", HTML + b"\r\n" + GUIDE, fragment="#install")
wire("reset-after", "ok", then(HTML + b"Content-Length: 99999\r\n\r\n" + GUIDE, wait=0.1, end=True), fragment="#install")
wire("reset-after", "fragment-unknown", then(HTML + b"Content-Length: 99999\r\n\r\n" + GUIDE, wait=0.1, end=True), fragment="#other")
wire("no-reason", "ok", b"HTTP/1.1 200\r\n" + SIZED)
wire("odd-reason", "ok", b"HTTP/1.1 200 \xff\xff\r\n" + SIZED)
wire("no-headers", "ok", b"HTTP/1.1 200 OK\r\n\r\n" + GUIDE)
wire("no-type", "ok", b"HTTP/1.1 200 OK\r\n" + SIZED, fragment="#install")
wire("odd-type", "ok", b"HTTP/1.1 200 OK\r\nCONTENT-TYPE: Text/HTML;Charset=\"UTF-8\"\r\n" + SIZED, fragment="#install")
wire("long-header", "ok", b"HTTP/1.1 200 OK\r\nX: " + b"y" * 90000 + b"\r\n" + SIZED)
wire("no-status", "protocol-error", b"HTTP/1.1 abc OK\r\n\r\n" + GUIDE)
wire("status-0", "protocol-error", b"HTTP/1.1 000 OK\r\nContent-Length: 0\r\n\r\n")
wire("hints-only", "timeout", then(b"HTTP/1.1 100 Continue\r\n\r\n", wait=4))
wire("processing", "ok", b"HTTP/1.1 102 Processing\r\n\r\n" + answer())
wire("garbage", "protocol-error", random.Random(1).randbytes(4096))
wire("ssh", "protocol-error", b"SSH-2.0-OpenSSH_9.2\r\n")


def flood(head):
    def handler(r):
        r.send(head)
        while True:
            r.send(b"<p>" + b"x" * 65536)
    return handler


wire("endless-404", "broken", flood(b"HTTP/1.1 404 N\r\n\r\n"))
wire("endless-301", "ok-redirected-permanent", flood(MOVED + b"\r\n"))
wire("endless-value", "fragment-unknown", flood(HTML + b"\r\n<p title='"), fragment="#x")
wire("endless-comment", "fragment-unknown", flood(HTML + b"\r\n<!--"), fragment="#x")
wire("text", "ok", HTML + b"\r\n" + TEXT.encode())
