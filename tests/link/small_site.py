#!/usr/bin/env python3
"""A site on the loopback for tests of jobs: prints its port, answers by path whatever the host's name, ends by itself.

usage: small_site.py [SECONDS]      /ok, /page (ids one, two), /gone (404), /moved (301 to /ok), /slow (half a second); GET /log
lists the requests so far, /stop ends it"""
import http.server
import os
import sys
import threading
import time

PAGE = "<!doctype html><title>%s</title><h1>%s</h1><h2 id=one>One</h2><p>Text.</p><h2 id=two>Two</h2><p>Text.</p>"
log = []


class Site(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path = self.path.split("?")[0]
        status, headers, body = 200, {}, PAGE % (path, path)
        if path == "/log":
            body = "".join(line + "\n" for line in sorted(log))
        else:
            log.append(self.headers.get("Host", "").split(":")[0] + self.path)
        if path == "/stop":
            threading.Thread(target=lambda: (time.sleep(0.05), os._exit(0))).start()
        elif path.startswith("/gone") or not path.startswith(("/ok", "/page", "/moved", "/slow", "/log")):
            status, body = 404, PAGE % ("Not Found", "Not Found")
        elif path.startswith("/moved"):
            status, headers["Location"], body = 301, "/ok", ""
        elif path.startswith("/slow"):
            time.sleep(0.5)
        data = body.encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "text/plain" if path == "/log" else "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments):
        pass


http.server.ThreadingHTTPServer.request_queue_size = 128  # a full queue would cost a second a connection
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
server.daemon_threads = True
timer = threading.Timer(float(sys.argv[1]) if len(sys.argv) > 1 else 60, lambda: os._exit(0))
timer.daemon = True
timer.start()
print(server.server_address[1], flush=True)
server.serve_forever()
