"""What kedb links promises, a case each: a URL, what the server answers, the verdict that must come out.

URLs are templates: {a} is the server, {b} a second one on another address, {canary} an address that must never be connected
to, {tls} {wrong} {self} {plain} {closed} {silent} {reset} {once} further ports."""
import random
import time

from server import GUIDE, TEXT, answer, below, chunk, fixed, html, packed, page, redirect

CASES = []


def case(url, verdict, fragment_verdict=None, new=None, least=None, most=None, why=None, again=False):
    """`again`: a busy machine may need a second try."""
    CASES.append(dict(url=url, verdict=verdict, fragment=fragment_verdict, new=new, least=least, most=most, why=why, again=again))


def on(path, verdict, *args, fragment="", **kwargs):
    """A case at a path of the first server; what it answers follows in *args, or is registered already."""
    expect = {k: kwargs.pop(k) for k in ("new", "least", "most", "why", "fragment_verdict", "again") if k in kwargs}
    if args or kwargs:
        fixed(path, *args, **kwargs)
    case("{a}" + path + fragment, verdict, **expect)


# -- status
on("/ok", "ok", 200, GUIDE, most=1)
on("/ok", "ok", fragment="#install", fragment_verdict="found")
on("/x/../ok", "ok", fragment="#top")
on("/created", "ok", 201, GUIDE)
on("/none", "ok", 204, b"", kind=None, length=False)
on("/missing", "broken", 404, GUIDE, least=2, why="knows no such page")
on("/gone", "broken", 410, b"gone", most=1, why="for good")
on("/long", "broken", 414, b"")
on("/login-needed", "blocked-unknown", 401, b"")
on("/forbidden", "blocked-unknown", 403, b"", most=2)
on("/legal", "blocked-unknown", 451, b"")
on("/teapot", "blocked-unknown", 418, b"")
on("/999", "blocked-unknown", 999, b"")
on("/trouble", "server-error", 500, b"", least=4, most=6)
on("/edge", "server-error", 520, b"")
on("/odd", "protocol-error", 799, b"")
on("/challenge", "blocked-unknown", 403, b"", headers=["cf-mitigated: challenge"], most=1)
on("/waf", "blocked-unknown", 202, b"", headers=["x-amzn-waf-action: challenge"])
on("/choices", "ok", 300, GUIDE)


@page("/once-503")
def _(r):
    return answer(503 if r.number == 1 else 200)


@page("/twice-502")
def _(r):
    return answer(502 if r.number <= 2 else 200)


@page("/once-404")
def _(r):
    return answer(404 if r.number == 1 else 200)


@page("/robots-only")
def _(r):
    return answer(200 if "Firefox" in r.headers["user-agent"] else 403)


@page("/language")
def _(r):
    return answer(200 if r.headers.get("accept-language") else 400)


@page("/accept")
def _(r):
    return answer(200 if r.headers["accept"].startswith("text/html") else 404)


@page("/hints")
def _(r):
    r.send(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLocation: /nowhere\r\n\r\n")
    return answer()


on("/once-503", "retried-ok", least=2)
on("/twice-502", "retried-ok", least=3)
on("/once-404", "retried-ok", least=2)
on("/robots-only", "ok", most=2)
on("/language", "ok", most=1)
on("/accept", "ok", most=1)
on("/hints", "ok")


# -- patience: on the second server, so that its pace does not slow the others
@page("/later")
def _(r):
    r.server.log.append(("429", time.monotonic()))
    return answer(429, b"", headers=["Retry-After: 1"]) if r.number == 1 else answer()


@page("/later-date")
def _(r):
    when = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + 1))
    return answer(429, b"", headers=[f"Retry-After: {when}"]) if r.number == 1 else answer()


@page("/later-503")
def _(r):
    return answer(503, b"", headers=["Retry-After: 1"]) if r.number == 1 else answer()


case("{b}/later", "rate-limited-then-ok", least=2, most=3)
case("{b}/later-date", "rate-limited-then-ok", least=2, most=3)
case("{b}/later-503", "rate-limited-then-ok", least=2, most=3)
fixed("/tomorrow", 429, b"", headers=["Retry-After: 86400"])
case("{c}/tomorrow", "rate-limited", most=1)
case("{c}/ok", "ok")

# -- redirects
for code in (301, 308):
    redirect(f"/r{code}", "/ok", code)
    on(f"/r{code}", "ok-redirected-permanent", new="{a}/ok", fragment_verdict="none")
for code in (302, 303, 307):
    redirect(f"/r{code}", "/ok", code)
    on(f"/r{code}", "ok-redirected-temporary")
redirect("/r301-301", "/r301")
redirect("/r301-302", "/r302")
redirect("/r302-301", "/r301", 302)
on("/r301-301", "ok-redirected-permanent", new="{a}/ok")
on("/r301-302", "ok-redirected-permanent", new="{a}/r302")
on("/r302-301", "ok-redirected-temporary")
on("/r301", "ok-redirected-permanent", fragment="#install", new="{a}/ok#install", fragment_verdict="found")
on("/r301", "fragment-missing", fragment="#instal", why='no "instal"')
redirect("/to-place", "/ok#install")
on("/to-place", "ok-redirected-permanent", fragment="#old", new="{a}/ok#install", fragment_verdict="found")
redirect("/to-no-place", "/ok#nothing")
on("/to-no-place", "fragment-missing")
redirect("/to-start", "/ok#")
on("/to-start", "ok-redirected-permanent", fragment="#old")
redirect("/loop-a", "/loop-b", 302)
redirect("/loop-b", "/loop-a", 302)
on("/loop-a", "redirect-loop", most=6)
redirect("/self", "/self")
on("/self", "redirect-loop", most=3)


@page("/cookie")
def _(r):
    if r.headers.get("cookie") == "seen=1":
        return answer()
    return answer(302, b"", headers=["Set-Cookie: seen=1; Path=/", "Location: /cookie"])


on("/cookie", "ok", least=2, most=2)
below("/many/")(lambda r: answer(302, b"", headers=[f"Location: /many/{int(r.path[6:]) - 1}"]) if r.path != "/many/0" else answer())
on("/many/20", "ok-redirected-temporary")
on("/many/21", "redirect-loop", most=21)
redirect("/relative/x/y", "../../ok?z")
on("/relative/x/y", "ok-redirected-permanent", new="{a}/ok?z")
redirect("/scheme-relative", lambda r: f"//127.0.0.2:{r.server.port}/ok")
on("/scheme-relative", "ok-redirected-permanent")
PLACES = {"utf8": ("/doc/\u00f6".encode().decode("latin-1"), "/doc/%C3%B6"), "blank": ("/doc/a b", "/doc/a%20b")}
for name, (raw, clean) in PLACES.items():
    redirect(f"/to-{name}", raw)
    fixed(clean, 200, GUIDE)
    on(f"/to-{name}", "ok-redirected-permanent", new="{a}" + clean)
redirect("/to-missing", "/nothing-here")
on("/to-missing", "broken")
on("/no-location", "broken", 301, b"")
redirect("/empty-location", "")
on("/empty-location", "broken")
for name, target in {"bad": "http://[bad", "port": "http://127.0.0.1:99999/"}.items():
    redirect(f"/to-{name}", target)
    on(f"/to-{name}", "broken")
redirect("/to-reserved", "http://docs.invalid/x")
on("/to-reserved", "dns-error", most=1)
UNSAFE = {"file": "file:///etc/passwd", "ftp": "ftp://docs.acme.com/x", "script": "javascript:alert(1)", "data": "data:text/html,x",
          "metadata": "http://169.254.169.254/latest/", "user": "http://127.0.0.1@127.0.0.66:{port}/",
          "canary": "http://127.0.0.66:{port}/", "hex": "http://0x7f.0.0.0x42:{port}/", "short": "http://127.66:{port}/",
          "number": "http://2130706498:{port}/", "mapped": "http://[::ffff:127.0.0.66]:{port}/",
          "name": "http://intern.acme.test:{port}/", "smtp": "http://docs.acme.com:25/"}
for name, target in UNSAFE.items():
    redirect(f"/unsafe-{name}", lambda r, target=target: target.replace("{port}", str(r.server.canary_port)), 302)
    on(f"/unsafe-{name}", "unsafe-target", most=2 if name == "name" else 1) # a name is asked for before its address is known
fixed("/refresh", 200, b"<meta http-equiv=refresh content='0; url=/ok'>")
on("/refresh", "ok-redirected-permanent", new="{a}/ok")
fixed("/refresh/place", 200, b"<base href=/><META content='0;URL=ok' HTTP-EQUIV=Refresh>")
on("/refresh/place", "ok-redirected-permanent", fragment="#install", new="{a}/ok#install")
on("/refresh-self", "ok", 200, html(head="<meta http-equiv=refresh content='0; url=/refresh-self'>"))
on("/refresh-slow", "ok", 200, html(head="<meta http-equiv=refresh content='60; url=/nothing'>"))
on("/refresh-header", "ok-redirected-permanent", 200, b"", headers=["Refresh: 0; url=/ok"], new="{a}/ok")
fixed("/refresh-unsafe", 200, b"<meta http-equiv=refresh content='0; url=http://169.254.169.254/'>")
on("/refresh-unsafe", "unsafe-target")

# -- pages that only seem to be there
fixed("/login", 200, b"<title>Sign in | ACME</title><form><input name=u><input type=password></form>")
redirect("/members", "/login?next=/members", 302)
on("/members", "blocked-unknown", fragment="#install", why="log in")
fixed("/docs/auth/login", 200, html(title="kedb login | ACME"))
redirect("/docs/old/login", "/docs/auth/login")
on("/docs/old/login", "ok-redirected-permanent")
on("/form", "blocked-unknown", 200, b"<title>Log in</title><form><input type=password></form>")
on("/wall", "blocked-unknown", 200, b"<title>Just a moment...</title><meta name=robots content=noindex><script src=/cdn-cgi/"
   b"challenge-platform/x.js></script>", fragment="#install")
on("/denied", "ok", 200, html(title="Access denied | ACME", body="".join(f"<h2 id=s{i}>s</h2>{TEXT}" for i in range(20))), fragment="#s3")
fixed("/", 200, html(title="ACME"))
redirect("/docs/guide/old.html", "/")
on("/docs/guide/old.html", "soft-404", why="root")
redirect("/home", "/")
on("/home", "ok-redirected-permanent")
redirect("/docs/v1/gone.html", "/404.html", 302)
fixed("/404.html", 200, html(title="Page not found | ACME"))
on("/docs/v1/gone.html", "soft-404", why="missing pages")
SOFT = {"h2": b"<title>ACME</title><h1>ACME</h1><h2>Page not found</h2>", "title": html(title="Page not found | ACME"), "last": html(title="ACME Docs - 404 Not Found"),
        "h1": b"<title>ACME</title><h1>Oops! 404</h1><p>Sorry.</p>", "cn": html(title="\u9875\u9762\u4e0d\u5b58\u5728 - ACME"),
        "de": html(title="Seite nicht gefunden"), "quote": html(title="We can\u2019t find that page"), "empty": b"",
        "shell": b"<title>ACME</title><div id=root></div><script src=/a.js></script>"}
for name, body in SOFT.items():
    below(f"/soft/{name}/")(lambda r, body=body: answer(200, body))
    on(f"/soft/{name}/page.html", "soft-404", fragment="#install")
below("/soft/json/")(lambda r: answer(200, b'{"error": "not found"}', kind="application/json"))
on("/soft/json/page", "soft-404")
below("/soft/echo/")(lambda r: answer(200, html(title="404", body=f"<p>{r.path} {random.random()}")))
on("/soft/echo/a-page-with-a-long-name", "soft-404")
below("/soft/redirect/")(lambda r: answer(200, GUIDE) if r.path.endswith("/real") else answer(302, b"", headers=["Location: /404.html"]))
on("/soft/redirect/real", "ok")
on("/about-404", "ok", 200, html(title="404 Not Found - HTTP status codes | ACME", body="Page not found. Not found!"), fragment="#install",
   most=2)
on("/exactly-404", "ok", 200, html(title="Not Found"))
on("/spa", "fragment-unknown", 200, b"<title>ACME</title><div id=__next></div><script src=/a.js></script>", fragment="#install",
   why="script")
on("/short", "ok", 200, b"<!doctype html><title>E042</title><p id=e042>E042: disk full.", fragment="#e042")

# -- what comes over the wire
on("/gzip", "ok", 200, packed(GUIDE), headers=["Content-Encoding: gzip"], fragment="#install")
on("/lie", "ok", 200, GUIDE, headers=["Content-Encoding: gzip"])
on("/lie", "fragment-unknown", fragment="#install")
on("/foo", "fragment-unknown", 200, GUIDE, headers=["Content-Encoding: foo"], fragment="#install")
on("/cut-gzip", "ok", 200, packed(GUIDE + random.Random(1).randbytes(20000))[:-9000], headers=["Content-Encoding: gzip"],
   fragment="#install")
on("/late-fault", "ok", 200, packed(GUIDE + random.Random(2).randbytes(9000))[:-4000] + b"x" * 4000, headers=["Content-Encoding: gzip"],
   fragment="#install")
on("/bomb", "fragment-unknown", 200, packed(b"<p> " * (16 << 20)), headers=["Content-Encoding: gzip"], fragment="#x")


@page("/endless")
def _(r):
    r.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<h2 id=early>x</h2>")
    while True:
        r.send(b"<p>" + b"x" * 65536)


on("/endless", "fragment-unknown", fragment="#never", why="not read to its end")
redirect("/endless-early", "/endless#early", 302)
on("/endless-early", "ok-redirected-temporary", fragment_verdict="found")


@page("/zip")
def _(r):
    r.send(b"HTTP/1.1 200 OK\r\nContent-Type: application/zip\r\nContent-Length: 99999999\r\n\r\n")
    while True:
        r.send(b"x" * 65536)


on("/zip", "ok")
page("/cut")(lambda r: r.send(answer(200, GUIDE).replace(b"Content-Length: ", b"Content-Length: 9")))
on("/cut", "ok", fragment="#install")
on("/cut", "fragment-unknown", fragment="#other")
page("/bad-chunk")(lambda r: r.send(answer(200, b"", headers=["Transfer-Encoding: chunked"], length=False) + chunk(GUIDE) + b"zz\r\n"))
on("/bad-chunk", "ok", fragment="#install")


@page("/drops")
def _(r):
    r.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    for byte in b"<h2 id=install>x</h2>":
        r.send(chunk(bytes([byte])))
    return r.send(b"0\r\n\r\n")


on("/drops", "ok", fragment="#install")
page("/http09")(lambda r: r.send(GUIDE))
on("/http09", "protocol-error")
page("/http10")(lambda r: r.send(b"HTTP/1.0 200 OK\r\n\r\n" + GUIDE))
on("/http10", "ok", fragment="#install")
page("/lf")(lambda r: r.send(answer().replace(b"\r\n", b"\n")))
on("/lf", "ok")
page("/folded")(lambda r: r.send(b"HTTP/1.1 200 OK\r\nContent-Type:\r\n text/html\r\n\r\n" + GUIDE))
on("/folded", "ok", fragment="#install")
page("/no-colon")(lambda r: r.send(answer().replace(b"Content-Length", b"this is no header\r\nContent-Length")))
on("/no-colon", "ok")
on("/no-colon", "fragment-unknown", fragment="#install")
page("/many-headers")(lambda r: r.send(b"HTTP/1.1 200 OK\r\n" + (b"X: " + b"y" * 1000 + b"\r\n") * 2000))
on("/many-headers", "protocol-error")
page("/half-head")(lambda r: (r.send(b"HTTP/1.1 200 OK\r\nContent-Ty"), r.reset()))
on("/half-head", "protocol-error")
page("/slow-head")(lambda r: (r.send(b"HTTP/1.1 200 OK\r\nX-Slow: "), time.sleep(4)) and None)
on("/slow-head", "timeout")
page("/silence")(lambda r: time.sleep(4))
on("/silence", "timeout")
page("/slow-body")(lambda r: (r.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<h2 id=early>"), time.sleep(4)) and None)
on("/slow-body", "ok", again=True)
on("/slow-body", "ok", fragment="#early", again=True)
on("/slow-body", "fragment-unknown", fragment="#late")

# -- connections
case("{closed}/x", "connect-error", least=4)
case("{reset}/x", "connect-error")
case("{silent}/x", "protocol-error")
case("{once}/ok", "retried-ok")
case("{tls}/ok", "ok", fragment_verdict="none")
case("{wrong}/ok", "tls-error")
case("{self}/ok", "tls-error")
case("{plain}/ok", "tls-error")
for name in ("expired", "orphan", "old"):
    case("{%s}/ok" % name, "tls-error")
redirect("/to-tls", lambda r: f"https://localhost:{r.server.tls_port}/ok")
on("/to-tls", "ok-redirected-permanent", new="{tls}/ok")
redirect("/to-self-signed", lambda r: f"https://localhost:{r.server.self_port}/ok")
on("/to-self-signed", "tls-error")

# -- URLs
case("http://{host}:{port}/\u6587\u6863", "ok")
fixed("/%E6%96%87%E6%A1%A3", 200, GUIDE)
fixed("/%FF", 200, GUIDE)
on("/%ff", "ok")
fixed("/@scope%2Fname", 200, GUIDE)
on("/@scope%2fname", "ok")
on("/ok?a[b]=1|2&c=d e", "ok")
case("HTTP://DOCS.acme.TEST:{port}/ok", "ok")
case("http://docs.acme.test.:{port}/ok", "ok")
case("http://b\u00fccher.acme.test:{port}/ok", "ok")
case("http://user:word@{host}:{port}/ok", "invalid-url", most=0)
case("ftp://docs.acme.com/x", "invalid-url", most=0)
case("docs.acme.com/x", "invalid-url", most=0)
case("http:///x", "invalid-url", most=0)
case("http://docs.example.com/x", "invalid-url", most=0)
case("{canary}/secret", "unsafe-target", most=0)
case("http://intern.acme.test:{canary_port}/secret", "unsafe-target", most=1)
case("http://mixed.acme.test:{port}/ok", "ok")
case("file:///etc/passwd", "unsafe-target", most=0)
