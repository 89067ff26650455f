#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands for ssh: runs the command that it is given last as another person's shell would, in LATHE_REMOTE_HOME.

With LATHE_CUTS=FOLDER:COUNT the connection breaks after a random number of bytes or a random time, COUNT times in all;
FOLDER counts them. As when a network goes: what was on its way is lost, and the other side sees an end.

LATHE_NOISE is what the login shell there prints first. With LATHE_LIMIT=BYTES no file there becomes longer, as on a disk
that is full.

With LATHE_HOLD=WORD:FILE a message with WORD in it makes FILE, and nothing goes on before FILE.go is there.
"""
import os
import random
import resource
import select
import signal
import subprocess
import sys
import time


MOST_BYTES = 16000
MOST_SECONDS = 0.6


def life():
    """How many bytes and seconds this connection has; None: it does not break."""
    folder, count = os.environ.get("LATHE_CUTS", "none:0").rsplit(":", 1)
    for number in range(int(count)):
        try:
            os.close(os.open(os.path.join(folder, str(number)), os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            continue
        dice = random.Random(number)
        return dice.randrange(1, MOST_BYTES), dice.uniform(0, MOST_SECONDS)
    return None


def hold(data):
    word, _, file = os.environ.get("LATHE_HOLD", ":").partition(":")
    if not word or word.encode() not in data or os.path.exists(file + ".go"):
        return
    open(file, "w").close()
    while not os.path.exists(file + ".go"):
        time.sleep(0.01)


def main():
    home = os.environ["LATHE_REMOTE_HOME"]
    command = ["sh", "-c", sys.argv[-1]]
    environment = dict(os.environ, HOME=home)
    os.write(1, os.environ.get("LATHE_NOISE", "").encode())
    if "LATHE_LIMIT" in os.environ:  # SIGXFSZ stays ignored, as Python has it
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(os.environ["LATHE_LIMIT"]),) * 2)
    for name in ("LATHE_CUTS", "LATHE_SSH", "LATHE_HOLD", "LATHE_NOISE", "LATHE_LIMIT"):
        environment.pop(name, None)
    lives = life()
    if lives is None and "LATHE_HOLD" in os.environ:
        lives = sys.maxsize, 3600.0
    if lives is None:
        os.chdir(home)
        os.execvpe("sh", command, environment)
    server = subprocess.Popen(
        command, cwd=home, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
    )
    routes = {0: server.stdin.fileno(), server.stdout.fileno(): 1}
    left, end = lives[0], time.monotonic() + lives[1]
    while left > 0 and time.monotonic() < end:
        for source in select.select(list(routes), [], [], max(0, end - time.monotonic()))[0]:
            data = os.read(source, min(4096, left))
            if source == 0:
                hold(data)
            left -= len(data)
            if not data:
                left = 0
            os.write(routes[source], data)
    server.stdin.close()
    server.stdout.close()
    os.kill(os.getpid(), signal.SIGKILL)


main()
