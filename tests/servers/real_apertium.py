"""Apertium's own APY server with its installed pairs, bound to 127.0.0.1: its command listens on every interface.

Run by the system's Python, which has Apertium's modules: ``/usr/bin/python3 real_apertium.py``; prints its port.
"""

import sys

import tornado.httpserver
import tornado.ioloop
import tornado.netutil
from apertium_apy import apy

MODES = "/usr/share/apertium/modes"

if __name__ == "__main__":
    application = apy.setup_application(apy.parse_args([MODES]))
    server = tornado.httpserver.HTTPServer(application)
    (socket,) = tornado.netutil.bind_sockets(0, "127.0.0.1")
    server.add_socket(socket)
    print(socket.getsockname()[1], flush=True)
    sys.stdin.close()
    tornado.ioloop.IOLoop.current().start()
