"""More of what kedb links promises: places on pages, encodings of text, pages that only seem to be there."""
from urllib.parse import quote

from cases import case, on
from server import GUIDE, TEXT, answer, below, fixed, html, page, redirect

MISSING, UNKNOWN = "fragment-missing", "fragment-unknown"
H2 = "<h2 id=install>x</h2>"
count = 0


def place(body, fragment, verdict, kind="text/html; charset=utf-8"):
    """A page with text around the body (bytes: the page as a whole)."""
    global count
    count += 1
    whole = body if isinstance(body, bytes) else f"<!doctype html><meta charset=utf-8><title>t</title><body>{TEXT}{body}{TEXT}".encode()
    on(f"/place/{count}", verdict, 200, whole, kind=kind, fragment="#" + fragment)


# -- markup: what is an element, and what only looks like one
for body in ("<!-- > -->", "<!-->", "<!--->", "<!-- --!>", "<!--a--b-->", "<!-- <!-- -->", "<script>x</script >", "<script>x</script/>",
             "<script>x</SCRIPT\n>", "<svg/>", "<svg><script>//</script></svg>", "<p title='>'>", "<3 ", "<", "<TEMPLATE><p></TEMPLATE>",
             "<svg><style><g></g></style></svg>", "<p>" + "&" * 1000, "<p a=" + "x" * 70000 + ">"):
    place(body + H2, "install", "ok")
for body in ("<template>%s</template>", "<div><template><template></template>%s</template></div>", "<script>'</scr'+'ipt>';%s</script>",
             "<script src=x />%s</script>", "<textarea>%s</textarea>", "<xmp>%s</xmp>", "<iframe>%s</iframe>", "<iframe srcdoc='%s'></iframe>",
             "<noembed>%s</noembed>", "<noframes>%s</noframes>", "<plaintext>%s", "<p title=\"x>%s"):
    place(body % H2, "install", MISSING)
for body in ("<svg><![CDATA[<g id=install>]]></svg>", "<h2 id=a id=install>", "<h2 id=' install'>", "<div name=install>", "<input name=install>",
             "<map name=install>", "<a href='#install'>x</a>", "<p xml:id=install>", "<p data-id=install :id=install>", "</h2 id=install>",
             "< h2 id=install>", "<svg><a name=install></a></svg>", "<h2 id>x"):
    place(body, "install", MISSING)
for body in ("<listing>%s</listing>", "<pre>%s</pre>", "<details>%s</details>", "<div hidden>%s</div>", "<dialog>%s</dialog>",
             "<svg><desc>%s</desc></svg>"):
    place(body % H2, "install", "ok")
for body in ("<h2/id=install>", "<h2 class='a'id='install'>", "<h2\nid\n=\n'install'\n>", "<h2 id=\"in&#115;tall\">", "<math><mi id=install>",
             "<svg><title><p id=install></p></title></svg>", "<A NAME='install'>x</A>", "<custom-el id=install>", "<option id=install>",
             "<h2\x0cid=install>", H2 + H2):
    place(body, "install", "ok")
place("".join(f"<p id=i{i}>" for i in range(60000)), "i59999", "ok")
place(b"<!doctype html><html id=install><body>" + TEXT.encode(), "install", "ok")

# -- how an id is written, there and in the URL
for body, fragment, verdict in (
        ("caf&eacute;", "caf%C3%A9", "ok"), ("a&nbsp;b", "a%C2%A0b", "ok"), ("a&#x1F600;", quote("a\U0001F600"), "ok"), ("x&lt;y", "x<y", "ok"),
        ("in stall", "in stall", "ok"), ("in stall", "in+stall", MISSING), ("c%2B", "c%2B", "ok"), ("c+", "c%2B", "ok"), ("c%20d", "c%2520d", "ok"),
        ("100%", "100%", "ok"), ("100%", "100%25", "ok"), ("%E5%AE%89", "\u5b89", "ok"), ("\u5b89", "%e5%ae%89", "ok"), ("a/b", "a%2Fb", "ok"),
        ("a?b", "a?b", "ok"), ("a#b", "a#b", "ok"), ("a#b", "a%23b", "ok"), ("\u00c9", "\u00e9", MISSING), ("caf\u00e9", "cafe\u0301", MISSING),
        ("a\nb", "a%0Ab", "ok"), ("user-content-a", "a", "ok"), ("user-content-\u5b89", "\u5b89", "ok"), ("", "", "ok"), ("x", "%74op", "ok"),
        ("x", "top-x", MISSING), ("x", "bottom", MISSING)):
    place(f"<h2 id='{body}'>x</h2>", fragment, verdict)

# -- text directives
BODY = ("<p>The quick <b>brown</b> fox&nbsp;jumps over <!-- c -->the lazy-dog. Caf\u00e9 \u5b89\u88c5\u6307\u5357 a&amp;b</p><p>Second para</p>"
        "<div hidden>secret words</div><template>inert words</template>" + H2)
for text, verdict in (("Quick%20BROWN", "ok"), ("fox%20jumps", "ok"), ("quick,jumps", "ok"), ("jumps,quick", MISSING), ("The-,quick", "ok"),
                      ("the,-lazy%2Ddog", "ok"), ("uick", MISSING), ("brow", MISSING), ("%E5%AE%89%E8%A3%85", "ok"), ("a%26b", "ok"),
                      ("quick&text=Second", "ok"), ("", "ok"), ("secret%20words", MISSING), ("inert%20words", MISSING),
                      ("para%20Second", MISSING)):
    place(BODY, ":~:text=" + text, verdict)
place(BODY, "install:~:text=quick", "ok")

# -- encodings of text
ID, DOC = quote("\u5b89\u88c5"), "<!doctype html><html><head>%s<title>x</title></head><body><h2 id=\"\u5b89\u88c5\">x</h2>" + TEXT
for name, mark in (("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")):
    place(mark + (DOC % "").encode(name), ID, "ok", "text/html")
    place((DOC % "").encode(name), ID, "ok", f"text/html; charset={name.replace('16-', '16')}")
for name in ("gbk", "gb2312", "gb18030"):
    place((DOC % "").encode(name), ID, "ok", f"text/html; charset={name}")
    place((DOC % f"<meta charset={name}>").encode(name), ID, "ok", "text/html")
    place((DOC % f"<meta http-equiv=content-type content='text/html; charset={name}'>").encode(name), ID, "ok", "text/html")
for name in ("euc-jp", "shift_jis", "iso-2022-jp", "big5"):
    place((DOC % "").replace("\u5b89\u88c5", "\u5b89\u5fc3").encode(name), quote("\u5b89\u5fc3"), "ok", f"text/html; charset={name}")
place((DOC % "<!-- <meta charset=big5> --><meta charset=gbk>").encode("gbk"), ID, "ok", "text/html")
place((DOC % "<!--><meta charset=gbk>").encode("gbk"), ID, "ok", "text/html")
place((DOC % "<meta charset=gbk>").encode(), ID, "ok", "text/html; charset=utf-8")
place(b"\xef\xbb\xbf" + (DOC % "").encode(), ID, "ok", "text/html; charset=gbk")
place((DOC % "<meta charset=utf-16>").encode(), ID, "ok", "text/html")
place((DOC % "").encode(), ID, "ok", "text/html; charset=klingon")
place(b'<?xml version="1.0" encoding="gbk"?>' + (DOC % "").encode("gbk"), ID, "ok", "application/xhtml+xml")
for name in ("iso-8859-1", "windows-1252", "us-ascii"):
    place(b"<p id=caf\xe9><p id=euro\x80>" + TEXT.encode(), "caf%C3%A9", "ok", f"text/html; charset={name}")
place(b"<p id=euro\x80>" + TEXT.encode(), quote("euro\u20ac"), "ok", "text/html; charset=iso-8859-1")
place("<p id=\u043a\u043e\u0442>".encode("koi8-r") + TEXT.encode(), quote("\u043a\u043e\u0442"), "ok", "text/html; charset=koi8-r")

# -- kinds of documents
for fragment, verdict in (("page=3", "ok"), ("page=3&zoom=100", "ok"), ("page=abc", UNKNOWN), ("nameddest=x", UNKNOWN), ("Chapter1", UNKNOWN)):
    place(b"%PDF-1.4", fragment, verdict, "application/pdf")
for body, kind in ((GUIDE, "text/plain"), (b"{}", "application/json"), (b"\x89PNG", "image/png"), (b"\x89PNG", "text/html"), (b"%PDF-1.4", "text/html"),
                   (b'<?xml version="1.0"?><book/>', "text/xml")):
    place(body, "install", UNKNOWN, kind)
place(b"# Guide\n\n## Install Steps\n", "install-steps", "ok", "text/markdown")

# -- drawn by scripts
for body in ("<div id=root></div>", "<div id=__nuxt></div>", "<app-root></app-root>", "<div id=main></div>", "<div id=root>Loading...</div>",
             "<noscript>Enable JavaScript to run this app.</noscript><div id=app></div>", "<redoc spec-url=x></redoc>", "<div id=swagger-ui></div>"):
    place(f"<!doctype html><title>ACME</title>{body}<script src=/a.js></script>".encode(), "install", UNKNOWN)
place("<script src=a.js></script>", "/docs/x", UNKNOWN)
place("<script src=a.js></script>", "nope", MISSING)


# -- pages that only seem to be there: `seems` for a site that answers all the same, `is_one` for a page whose neighbours are missing
def seems(name, body, verdict, kind="text/html", fragment=""):
    below(f"/seems/{name}/")(lambda r: answer(200, body, kind=kind))
    on(f"/seems/{name}/page.html", verdict, fragment=fragment)


def is_one(name, body, fragment=""):
    on(f"/real/{name}/page.html", "ok", 200, body, fragment=fragment)


for i, title in enumerate(("404", "404 - Page Not Found | ACME", "ACME | 404", "Not Found (404)", "HTTP 404", "404 Error Page", "Page Not Found \u00b7 ACME",
                           "ACME: Page not found", "This page doesn\u2019t exist", "The page you are looking for was not found", "File not found",
                           "Object not found!", "Looks like you're lost", "Oh no! We couldn't find this page", "Error 404 (Not Found)!!1",
                           "\u9875\u9762\u4e0d\u5b58\u5728", "404 \u9875\u9762", "\u62b1\u6b49\uff0c\u60a8\u8bbf\u95ee\u7684\u9875\u9762\u4e0d\u5b58\u5728",
                           "\u30da\u30fc\u30b8\u304c\u898b\u3064\u304b\u308a\u307e\u305b\u3093", "Page introuvable", "P\u00e1gina no encontrada",
                           "\u0421\u0442\u0440\u0430\u043d\u0438\u0446\u0430 \u043d\u0435 \u043d\u0430\u0439\u0434\u0435\u043d\u0430",
                           "Strona nie znaleziona", "Siden blev ikke funnet", "410 Gone")):
    seems(f"title-{i}", f"<!doctype html><title>{title}</title><h1>ACME</h1>{TEXT}".encode(), "soft-404")
    seems(f"h1-{i}", f"<!doctype html><title>ACME Docs</title><h1>{title}</h1>{TEXT}".encode(), "soft-404")
    is_one(f"title-{i}", html(title=title), "#install")
for i, title in enumerate(("How to fix 404 errors", "Handling 404s", "Custom 404 page", "Module not found",
                           "Command not found", "Error 404 in nginx: how to fix", "Resource not found exception", "Error page",
                           "\u9875\u9762\u4e0d\u5b58\u5728\u9519\u8bef\u7684\u89e3\u51b3\u65b9\u6cd5")):
    seems(f"about-{i}", html(title=title), "ok", fragment="#install")
for i, body in enumerate(('{"error":true,"reason":"no such document"}', '{"message":"Not Found"}', '{"errors":[{"code":"NOT_FOUND"}]}',
                          '{"statusCode":404,"message":"x"}', '{"detail":"Not found."}', '{"title":"Not Found","status":404}')):
    seems(f"json-{i}", body.encode(), "soft-404", "application/json")
seems("blank", b" \n\n ", "soft-404")
seems("skeleton", b"<!doctype html><html><head></head><body></body></html>", "soft-404")
is_one("short", b"ok")
is_one("about-404", html(title="404 Not Found: causes and fixes | ACME"), "#install")

# -- sent away from a page
for name in ("en", "index.html", "home-page"):
    fixed("/" + name, 200, html(title="ACME"))
for code in (302, 303, 307, 308):
    redirect(f"/away/{code}/deep/page.html", "/", code)
    on(f"/away/{code}/deep/page.html", "soft-404", why="root")
for i, target in enumerate(("/404", "/error/404", "/errors/404.aspx", "/not-found", "/PageNotFound.html", "/en/404/", "/404?url=x")):
    fixed(target.split("?")[0], 200, html(title="ACME"))
    redirect(f"/away/{i}/deep/page.html", target, 302)
    on(f"/away/{i}/deep/page.html", "soft-404", why="missing pages")
for i, title in enumerate(("404 | ACME", "Guide")): # what was moved is about that status
    fixed(f"/status-{i}/404", 200, html(title=title))
    redirect(f"/away/about-{i}/http-404-not-found.html", f"/status-{i}/404")
    on(f"/away/about-{i}/http-404-not-found.html", "ok-redirected-permanent", fragment="#install")
FORM = "<!doctype html><title>%s</title><form method=post><input name=u><input type=password></form>"
for i, (target, title) in enumerate((("/signin", "Sign in to ACME"), ("/users/sign_in", "Login"), ("/auth/realms/x", "Sign in"), ("/sso/saml", "SSO"),
                                     ("/u/login", "\u767b\u5f55"), ("/oauth2/authorize", "Anmelden"), ("/register", "Create account"))):
    fixed(target, 200, (FORM % title).encode())
    redirect(f"/away/login-{i}/deep/page.html", target + "?next=%2Fx", 302)
    on(f"/away/login-{i}/deep/page.html", "blocked-unknown", why="log in")
is_one("log-in", html(title="Log in to the CLI | ACME", body="<pre>acme login</pre>"), "#install")
is_one("header-form", html(body="<form action=/login><input type=password></form>"), "#install")

# -- walls and outages with status 200
for i, body in enumerate((b"<title>Access Denied</title><h1>Access Denied</h1>You don't have permission. Reference #18", b"<title>403 Forbidden</title>",
                          b"<title>Attention Required! | Cloudflare</title><script src=/cdn-cgi/x.js></script>", b"<title>Under Maintenance</title><h1>Back soon</h1>",
                          b"<title>Service Unavailable</title><h1>503</h1>", b"<title>Too many requests</title><h1>Too many requests</h1>",
                          b"<title>One moment, please...</title><script>1</script>", b"<title>ACME</title><script src=https://x.awswaf.com/x.js></script>",
                          b"<title>Robot Check</title><form action=/errors/validateCaptcha><script src=x></script></form>",
                          "<title>\u8bf7\u7a0d\u5019\u2026</title><script src=/cdn-cgi/challenge-platform/x></script>".encode())):
    seems(f"wall-{i}", body, "blocked-unknown")
    seems(f"wall-place-{i}", body, "blocked-unknown", fragment="#install")
for i, title in enumerate(("Access denied", "403 Forbidden", "Service unavailable", "Scheduled maintenance")):
    is_one(f"wall-{i}", f"<title>{title}</title><p id=a>x".encode(), "#a")
    seems(f"about-wall-{i}", html(title=title, body=TEXT * 3), "ok", fragment="#install")
below("/catch/")(lambda r: answer(200, GUIDE if r.path.endswith("/real") else b"<title>ACME</title><div id=root></div><script src=/a.js></script>"))
on("/catch/real", "ok", fragment="#install")
on("/catch/other", "soft-404")
page("/to-need")(lambda r: answer(302, b"", headers=["Location: /login-needed"]))
case("{a}/to-need", "blocked-unknown")
