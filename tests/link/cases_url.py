"""More of what kedb links promises: what is a URL of the public web, and what must never be asked."""
from cases import case, on
from server import GUIDE, answer, fixed, page

PORTS = (1, 7, 22, 25, 53, 110, 139, 143, 465, 587, 993, 2049, 3659, 4190, 5060, 6000, 6566, 6667, 6697, 10080)
for port in PORTS:
    case(f"http://docs.acme.com:{port}/x", "unsafe-target", most=0)
NAMES = {"unsafe-target": ("a.localhost", "A.LOCALHOST."),
         "invalid-url": ("printer.local", "a.internal", "x.onion", "x.test", "x.example", "x.invalid", "www.example.org", "home.arpa", "x.alt")}
for verdict, names in NAMES.items():
    for name in names:
        case(f"http://{name}/x", verdict, most=0)

# -- addresses that are not public, in every spelling: as written, and as where a redirect leads
ADDRESSES = (
    "[fe80::1]", "[fc00::1]", "[fd12::1]", "[::]", "[::127.0.0.1]", "[::ffff:10.0.0.1]", "[::ffff:7f00:42]", "[64:ff9b::7f00:1]", "[64:ff9b:1::1]",
    "[2002:7f00:1::]", "[2002:a00:1::1]", "[2001::1]", "[2001:db8::1]", "[ff02::1]", "[100::1]", "[3fff::1]", "[5f00::1]", "[fec0::1]",
    "[0:0:0:0:0:ffff:127.0.0.66]", "[::FFFF:169.254.169.254]", "0x7f.0.0.0x42", "0177.0.0.0102", "017700000102", "2130706498", "0x7f000042",
    "127.66", "127.0.66", "127.0.0.66.", "0", "0.0.0.0", "10.1", "192.168.1.1", "172.16.0.1", "172.31.255.255", "100.64.0.1", "169.254.169.254",
    "198.18.0.1", "224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.2.1", "203.0.113.9", "198.51.100.7", "192.0.0.8", "127.0.0.0x42",
    "\uff11\uff12\uff17.\uff10.\uff10.\uff16\uff16", "127\u30020\u30020\u300266", "%31%32%37.0.0.66", "\u2460\u2461\u2466.0.0.66")
for i, address in enumerate(ADDRESSES):
    case(f"http://{address}:{{canary_port}}/x", "unsafe-target", most=0)
    page(f"/leads/{i}")(lambda r, a=address: answer(302, b"", headers=[f"Location: http://{a}:{r.server.canary_port}/x".encode().decode("latin-1")]))
    on(f"/leads/{i}", "unsafe-target", most=1)


def sly(name, reply):
    """However a page sends its readers on, the canary must see nobody."""
    page(f"/sly/{name}")(lambda r: reply(r.server.canary_port))
    on(f"/sly/{name}", "unsafe-target", most=1)


for name, target in (("scheme-relative", "//127.0.0.66:%d/"), ("backslashes", "http:\\\\127.0.0.66:%d/"), ("mixed", "/\\127.0.0.66:%d/"),
                     ("user", "http://docs.acme.com@127.0.0.66:%d/"), ("tab", "ht\ttp://127.0.0.66:%d/"), ("upper", "HTTP://127.0.0.66:%d/")):
    sly(name, lambda port, t=target: answer(302, b"", headers=["Location: " + t % port]))
sly("header", lambda port: answer(200, b"", headers=[f"Refresh: 0; url=http://127.0.0.66:{port}/"]))
sly("meta", lambda port: answer(200, b"<meta http-equiv=refresh content='0; url=//127.0.0.66:%d/'>" % port))
sly("base", lambda port: answer(200, b"<base href=//127.0.0.66:%d/><meta http-equiv=refresh content='0; url=x'>" % port))
for i, tail in enumerate(("#@127.0.0.66:%d/", "\\@127.0.0.66:%d/", "/@127.0.0.66:%d/", "?@127.0.0.66:%d/")):
    page(f"/sly/tail-{i}")(lambda r, t=tail: answer(302, b"", headers=[f"Location: http://127.0.0.1:{r.server.port}" + t % r.server.canary_port]))
for i, verdict in enumerate(("soft-404", "broken", "broken", "ok-redirected-temporary")):
    on(f"/sly/tail-{i}", verdict)
for zone in ("[fe80::1%25eth0]", "[fe80::1%eth0]"):
    case(f"http://{zone}/x", "invalid-url", most=0)

# -- no host at all
for host in ("256.1.1.1", "1.2.3.4.5", "0x100000000", "127.0.0.08", "4294967296", "1..2", "[::1", "[gg::1]", "[1.2.3.4]", "a..b.com", "%", "a b.com",
             "a%00b.com", "a%2Fb.com", "a<b.com", "a" * 64 + ".com", ".".join(["a" * 60] * 5) + ".com", "[your-host]", "${HOST}", "a\u200db.acme.com"):
    case(f"http://{host}/x", "invalid-url", most=0)
for url in ("http:/{h}/ok", "http:{h}/ok", "//{h}/ok", "http://{h}:/ok", "mailto:a@b.c", "data:text/html,x", "javascript:1", "about:blank", "ws://{h}/",
            "view-source:http://{h}/", "dict://{h}/", "http", "https://", "#install", "/ok", "http://@{h}/ok", "http://{h}:+80/ok", "https//docs.acme.com",
            "htp://docs.acme.com", "https:///docs.acme.com/x", "<http://docs.acme.com>", "TBD"):
    case(url.replace("{h}", "127.0.0.1:{port}"), "invalid-url", most=0)
case("http://127.0.0.1:{port}/" + "a" * 70000, "invalid-url", most=0)

# -- forgiven, as browsers do
for path in ("\\ok", "/./ok", "/%2e%2e/ok", "/a/../ok"):
    case("http://127.0.0.1:{port}" + path, "ok")
case("http:\\\\127.0.0.1:{port}\\ok", "ok")
for path, sent in (("/a b", "/a%20b"), ("/\U0001F4A9", "/%F0%9F%92%A9"), ("/with%2fslash", "/with%2Fslash"), ("//twice", "//twice"), ("/%zz", "/%zz")):
    fixed(sent, 200, GUIDE)
    case("http://127.0.0.1:{port}" + path, "ok")

# -- names of other alphabets
NAMED = ("xn--ls8h.acme.test", "xn--fa-hia.acme.test")
for host in ("\U0001F4A9.acme.test", "xn--ls8h.acme.test", "fa\u00df.acme.test", "\uff44\uff4f\uff43\uff53.acme.test"):
    case(f"http://{host}:{{port}}/ok", "ok")
PRIVATE = {"ten.acme.test": "10.0.0.1", "meta.acme.test": "169.254.169.254", "six.acme.test": "[::1]", "mapped.acme.test": "[::ffff:10.0.0.1]"}
for host in PRIVATE:
    case(f"http://{host}:{{port}}/x", "unsafe-target")
