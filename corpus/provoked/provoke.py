#!/usr/bin/env python3
"""Lets programs die on purpose, and writes down what they print and how they end.

    sudo ./provoke.py [NAME]...

Each scenario of `SCENARIOS` runs in its own mount and network namespace, in a fresh `/app` on a
small tmpfs, with nothing reachable but its own loopback interface. It leaves a folder with

    app.log      what it wrote to standard output and standard error
    status.json  its exit code in the form of a container status, as a runtime would report it
    kernel.log   what the kernel logged meanwhile, where it did

and `cases.jsonl` gets a case for the log alone, one for log and status, one for the status alone
and one for a terminal in which the program was run by hand. The labels are what was done, never
what the output suggests. A scenario whose program is not installed is left as it is.

It needs root, Linux, bash, and for single scenarios gcc, g++, go, rustc, java, node, perl, busybox.
"""

import ctypes
import errno
import json
import os
import pathlib
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
APP = pathlib.Path("/app")
SECONDS = 60
NOBODY = 64321
LONGEST_LOG = 60_000


# What is written into /app, by language. {body} is the scenario's own line.
GO = "package main\nimport ({imports})\nfunc main() {{ {body} }}\n"
JAVA = (
    "import java.util.*; import java.io.*; import java.net.*; import java.nio.*;"
    "import java.nio.file.*;\n"
    "public class App {{ {more}\n"
    "  public static void main(String[] args) throws Exception {{ {body} }} }}\n"
)


def go(body, *imports):
    text = GO.format(body=body, imports="; ".join(f'"{name}"' for name in imports))
    return {"app.go": text}, "go build -o app app.go"


def java(body, more=""):
    return {"App.java": JAVA.format(body=body, more=more)}, "javac -nowarn App.java 2>/dev/null"


def rust(body):
    return {"app.rs": f"fn main() {{ {body} }}\n"}, "rustc -A warnings -C opt-level=0 -o app app.rs"


def c(body, flags="", more=""):
    text = (
        "#include <assert.h>\n#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n"
        "#include <unistd.h>\n#include <fcntl.h>\n#include <sys/mman.h>\n"
        f"{more}\nint main(int argc, char **argv) {{ {body} }}\n"
    )
    return {"app.c": text}, f"gcc -w -O0 -o app app.c {flags}"


def cpp(body):
    text = f"#include <stdexcept>\n#include <vector>\nint main() {{ {body} }}\n"
    return {"app.cc": text}, "g++ -w -O0 -o app app.cc"


def file(name, text, build="true"):
    return {name: text}, build


NOTHING = ({}, "true")
PY = "python3 app.py"
SYSCALL = (
    "import ctypes, struct\n"
    "libc = ctypes.CDLL(None)\n"
    "class Prog(ctypes.Structure): _fields_ = [('len', ctypes.c_ushort), ('filter', ctypes.c_void_p)]\n"
    "rules = b''.join(struct.pack('HBBI', *rule) for rule in\n"
    "    [(0x20, 0, 0, 0), (0x15, 0, 1, 39), (6, 0, 0, 0x80000000), (6, 0, 0, 0x7fff0000)])\n"
    "buffer = ctypes.create_string_buffer(rules)\n"
    "libc.prctl(38, 1, 0, 0, 0)\n"
    "libc.prctl(22, 2, ctypes.byref(Prog(4, ctypes.addressof(buffer))))\n"
    "import os; os.getpid()\n"
)
USER = f"setpriv --reuid {NOBODY} --regid {NOBODY} --clear-groups -- "
USER_BARE = f"setpriv --reuid {NOBODY} --regid {NOBODY} --clear-groups --inh-caps=-all --bounding-set=-all -- "
FULL = "mkdir -p /data; mount -t tmpfs -o size=256k tmpfs /data"
READ_ONLY = "mkdir -p /data; mount -t tmpfs tmpfs /data; mount -o remount,ro /data"
VOLUME = "mkdir -p /data; mount -t tmpfs -o mode=0755 tmpfs /data"


def fork_limit(count):
    """So many processes for the user; root is exempt."""
    return USER_BARE + f"prlimit --nproc={count} -- "


# name: (files and build, set-up, command, label). The label has the keys of cases.jsonl; "status"
# and "log" there are how far these inputs alone reach.
SCENARIOS = {}


def scenario(name, program, command, *accept, setup="true", **label):
    SCENARIOS[name] = (program, setup, command, {"accept": list(accept), **label})


# Limits.
scenario("pids-bash", file("app.sh", "for i in 1 2 3 4 5 6 7 8; do sleep 30 & done; wait\n"),
         fork_limit(5) + "bash app.sh", "pids-limit", status="none")
scenario("pids-dash", file("app.sh", "for i in 1 2 3 4 5 6 7 8; do sleep 3 & done; wait\n"),
         fork_limit(5) + "dash app.sh", "pids-limit", status="none")
scenario("pids-python-fork",
         file("app.py", "import subprocess\nwhile True: subprocess.Popen(['sleep', '5'])\n"),
         fork_limit(8) + PY, "pids-limit", status="none")
scenario("pids-python-thread",
         file("app.py", "import threading, time\nfor n in range(99):\n"
                        "    threading.Thread(target=time.sleep, args=(3,)).start()\n"),
         fork_limit(8) + PY, "pids-limit", status="none")
scenario("pids-java",
         java("for (int n = 0; n < 400; n++) { Thread t = new Thread(() -> { try {"
              " Thread.sleep(3000); } catch (Exception e) {} }); t.setDaemon(true); t.start(); }"),
         fork_limit(40) + "java -XX:+UseSerialGC App", "pids-limit", status="none")
scenario("pids-go",
         go("for n := 0; n < 99; n++ { go func() { runtime.LockOSThread();"
            " time.Sleep(3 * time.Second) }() }; time.Sleep(time.Second)", "runtime", "time"),
         fork_limit(9) + "./app", "pids-limit", status="none")
scenario("pids-rust",
         rust("for _ in 0..99 { std::thread::spawn(|| std::thread::sleep("
              "std::time::Duration::from_secs(3))); }"),
         fork_limit(8) + "./app", "pids-limit", status="none")
scenario("pids-node",
         file("app.js", "const { spawn } = require('child_process');\n"
                        "for (let n = 0; n < 60; n++) spawn('sleep', ['3']);\n"),
         fork_limit(24) + "node app.js", "pids-limit", status="none")
scenario("pids-perl", file("app.pl", "for (1..40) { my $p = fork // die \"cannot fork: $!\";\n"
                                     "unless ($p) { sleep 3; exit } }\n"),
         fork_limit(8) + "perl app.pl", "pids-limit", status="none")

scenario("fds-python", file("app.py", "kept = [open('/dev/null') for _ in range(99)]\n"),
         "prlimit --nofile=32 -- " + PY, "file-descriptor-limit", status="none")
scenario("fds-node", file("app.js", "const fs = require('fs');\n"
                                    "for (;;) fs.openSync('/dev/null');\n"),
         "prlimit --nofile=64 -- node app.js", "file-descriptor-limit", status="none")
scenario("fds-java", java("List<Object> kept = new ArrayList<>();"
                          " while (true) kept.add(new ServerSocket(0));"),
         "prlimit --nofile=64 -- java App", "file-descriptor-limit", status="none")
scenario("fds-go", go("var kept []*os.File; for { f, err := os.Open(\"/dev/null\");"
                      " if err != nil { log.Fatal(err) }; kept = append(kept, f) }", "log", "os"),
         "prlimit --nofile=32 -- ./app", "file-descriptor-limit", status="none")
scenario("fds-rust", rust("let mut kept = vec![];"
                          " loop { kept.push(std::fs::File::open(\"/dev/null\").unwrap()); }"),
         "prlimit --nofile=32 -- ./app", "file-descriptor-limit", status="none")
scenario("fds-perl", file("app.pl", "my @k; while (1) { open(my $f, '<', '/dev/null')"
                                    " or die \"cannot open: $!\"; push @k, $f }\n"),
         "prlimit --nofile=32 -- perl app.pl", "file-descriptor-limit", status="none")

scenario("cpu-soft", file("app.sh", "while :; do :; done\n"),
         "prlimit --cpu=1:5 -- bash app.sh", "cpu-time-limit")
scenario("cpu-hard", file("app.sh", "while :; do :; done\n"),
         "prlimit --cpu=1:1 -- bash app.sh", "cpu-time-limit", status="none", log="none",
         decidable="none", also=["sigkill-unexplained"])
scenario("cpu-child", file("app.sh", "bash -c 'while :; do :; done'\nexit $?\n"),
         "prlimit --cpu=1:5 -- bash app.sh", "cpu-time-limit")
scenario("fsize-dd", NOTHING, "prlimit --fsize=4096 -- dd if=/dev/zero of=out bs=1024 count=99",
         "file-size-limit", log="none")
scenario("fsize-python", file("app.py", "open('out', 'wb').write(b'0' * 99999)\n"),
         "prlimit --fsize=4096 -- " + PY, "file-size-limit", status="none")
scenario("fsize-child", file("app.sh", "dd if=/dev/zero of=out bs=1024 count=99\nexit $?\n"),
         "prlimit --fsize=4096 -- bash app.sh", "file-size-limit")

# Ports.
for name, program, command in [
    ("python", file("app.py", "import http.server\nhttp.server.HTTPServer(('', 8080), None)\n"), PY),
    ("node", file("app.js", "require('http').createServer().listen(8080);\n"), "node app.js"),
    ("java", java("new ServerSocket(8080);"), "java App"),
    ("go", go('log.Fatal(http.ListenAndServe(":8080", nil))', "log", "net/http"), "./app"),
    ("rust", rust('std::net::TcpListener::bind("0.0.0.0:8080").unwrap();'), "./app"),
    ("perl", file("app.pl", "use IO::Socket::INET; IO::Socket::INET->new(LocalPort => 8080,"
                            " Listen => 5) or die \"cannot listen: $@\";\n"), "perl app.pl"),
    ("busybox", NOTHING, "busybox httpd -f -p 8080"),
]:
    scenario(f"port-in-use-{name}", program, command, "port-in-use", status="none",
             setup="busybox nc -l -p 8080 >/dev/null 2>&1 & sleep 0.3")
for name, program, command in [
    ("python", file("app.py", "import http.server\nhttp.server.HTTPServer(('', 80), None)\n"), PY),
    ("node", file("app.js", "require('http').createServer().listen(80);\n"), "node app.js"),
    ("java", java("new ServerSocket(80);"), "java App"),
    ("go", go('log.Fatal(http.ListenAndServe(":80", nil))', "log", "net/http"), "./app"),
    ("rust", rust('std::net::TcpListener::bind("0.0.0.0:80").unwrap();'), "./app"),
    ("busybox", NOTHING, "busybox httpd -f -p 80"),
]:
    # The errors of Python and Rust do not say what was denied.
    vague = {"decidable": "none", "log": "none"} if name in ("python", "rust") else {}
    scenario(f"port-denied-{name}", program, USER_BARE + command, "port-bind-permission",
             status="none", also=["app-error-uncaught"], **vague)

# The stack.
scenario("stack-c", c("return f(argc);", more="int f(int n) { char b[4096]; b[0] = n;"
                                              " return f(n + 1) + b[0]; }"),
         "./app", "stack-overflow", "segfault-native-code", also=["segfault-native-code"],
         decidable="partial", status="partial", log="none")
scenario("stack-rust", rust("fn f(n: u64) -> u64 { let b = [n; 512]; f(n + 1) + b[3] }"
                            " println!(\"{}\", f(0));"),
         "./app", "stack-overflow", status="none")
scenario("stack-go", file("app.go", "package main\nfunc f(n int) int { return f(n+1) + 1 }\n"
                                   "func main() { f(0) }\n", "go build -o app app.go"),
         "./app", "stack-overflow", also=["app-error-uncaught"], status="none")
scenario("stack-java", java("f(0);", "static int f(int n) { return f(n + 1) + 1; }"),
         "java App", "stack-overflow", also=["app-error-uncaught"], status="none")
scenario("stack-node", file("app.js", "function f(n) { return f(n + 1) + 1 }\nf(0);\n"),
         "node app.js", "stack-overflow", also=["app-error-uncaught"], status="none")
scenario("stack-python", file("app.py", "def f(n):\n    return f(n + 1) + 1\n\nf(0)\n"),
         PY, "stack-overflow", also=["app-error-uncaught"], status="none")

# Files and volumes.
for name, program, command in [
    ("dd", NOTHING, "dd if=/dev/zero of=/data/out bs=64k count=99"),
    ("python", file("app.py", "open('/data/out', 'wb').write(b'0' * 999999)\n"), PY),
    ("node", file("app.js", "require('fs').writeFileSync('/data/out', 'x'.repeat(999999));\n"),
     "node app.js"),
    ("java", java('Files.write(Path.of("/data/out"), new byte[999999]);'), "java App"),
    ("go", go('if err := os.WriteFile("/data/out", make([]byte, 999999), 0644); err != nil {'
              " log.Fatal(err) }", "log", "os"), "./app"),
    ("rust", rust('std::fs::write("/data/out", vec![0; 999999]).unwrap();'), "./app"),
]:
    scenario(f"full-{name}", program, command, "volume-full", setup=FULL, status="none")
for name, program, command in [
    ("touch", NOTHING, "touch /data/lock"),
    ("mkdir", NOTHING, "mkdir /data/cache"),
    ("python", file("app.py", "open('/data/out', 'w')\n"), PY),
    ("node", file("app.js", "require('fs').mkdirSync('/data/cache');\n"), "node app.js"),
    ("java", java('Files.createDirectory(Path.of("/data/cache"));'), "java App"),
    ("go", go('if err := os.Mkdir("/data/cache", 0755); err != nil { log.Fatal(err) }',
              "log", "os"), "./app"),
    ("rust", rust('std::fs::create_dir("/data/cache").unwrap();'), "./app"),
    ("bash", file("app.sh", "set -e\necho 1 > /data/pid\n"), "bash app.sh"),
]:
    scenario(f"read-only-{name}", program, command, "read-only-filesystem", setup=READ_ONLY,
             status="none")
for name, program, command in [
    ("mkdir", NOTHING, "mkdir /data/cache"),
    ("python", file("app.py", "open('/data/out', 'w')\n"), PY),
    ("node", file("app.js", "require('fs').mkdirSync('/data/cache');\n"), "node app.js"),
    ("java", java('Files.createDirectory(Path.of("/data/cache"));'), "java App"),
    ("go", go('if err := os.Mkdir("/data/cache", 0755); err != nil { log.Fatal(err) }',
              "log", "os"), "./app"),
    ("rust", rust('std::fs::create_dir("/data/cache").unwrap();'), "./app"),
    ("bash", file("app.sh", "set -e\necho 1 > /data/pid\n"), "bash app.sh"),
]:
    scenario(f"volume-denied-{name}", program, USER_BARE + command, "permission-denied-volume",
             setup=VOLUME, status="none")

# The file of the program.
CRLF = "#!/bin/sh\r\necho started\r\n"
for shell in ["bash", "dash", "zsh", "ksh"]:
    scenario(f"crlf-{shell}", file("run.sh", CRLF, "chmod +x run.sh"), f"{shell} -c ./run.sh",
             "missing-interpreter", status="partial",
             **({} if shell == "bash" else {"decidable": "partial", "log": "partial"}))
scenario("crlf-env", file("run.sh", "#!/usr/bin/env bash\r\necho started\r\n", "chmod +x run.sh"),
         "./run.sh", "missing-interpreter", status="partial")
scenario("interpreter-missing", file("run.sh", "#!/usr/local/bin/python3.3\nprint(1)\n",
                                     "chmod +x run.sh"),
         "bash -c ./run.sh", "missing-interpreter", status="partial")
scenario("loader-missing",
         c("return 0;", "-Wl,--dynamic-linker=/lib/ld-musl-x86_64.so.1"), "bash -c ./app",
         "missing-interpreter", status="partial")
LIBRARY = "gcc -w -shared -fPIC -o libgreet.so lib.c && gcc -w -o app app.c -L. -lgreet"
LIBRARY_FILES = {"lib.c": "int greet() { return 0; }\n",
                 "app.c": "int greet(); int main() { return greet(); }\n"}
scenario("library-missing", (LIBRARY_FILES, LIBRARY + " && rm libgreet.so"), "./app",
         "shared-library-missing", status="partial")
scenario("library-symbol",
         (LIBRARY_FILES, LIBRARY + " && echo 'int wave() { return 0; }' > lib.c"
          " && gcc -shared -fPIC -o libgreet.so lib.c"),
         "LD_LIBRARY_PATH=. ./app", "shared-library-missing", status="partial")
FOREIGN = "; printf '\\267' | dd of=app bs=1 seek=18 conv=notrunc 2>/dev/null"
for shell in ["bash", "dash", "zsh", "ksh"]:
    program = c("return 0;", "-static" + FOREIGN)
    scenario(f"foreign-elf-{shell}", program, f"{shell} -c ./app", "wrong-architecture",
             status="partial")
for shell in ["bash", "dash", "zsh", "ksh"]:
    # bash and dash say the same of a file that a redirection may not write: only 126 tells.
    vague = {"log": "none"} if shell in ("bash", "dash") else {}
    scenario(f"execute-bit-{shell}", file("run.sh", "#!/bin/sh\n", "chmod -x run.sh"),
             f"{shell} -c ./run.sh", "not-executable", status="partial", **vague)
    scenario(f"directory-{shell}", file("run.d/keep", ""), f"{shell} -c ./run.d",
             "not-executable", status="partial", **({"log": "none"} if shell == "dash" else {}))
    scenario(f"not-found-{shell}", NOTHING, f"{shell} -c 'appserver --port 80'",
             "binary-not-found", status="partial")
scenario("not-found-busybox", NOTHING, "busybox sh -c 'appserver --port 80'", "binary-not-found",
         status="partial")

# Faults.
scenario("segv-c", c("char *p = argc > 9 ? \"x\" : 0; *p = 1; return 0;"), "./app",
         "segfault-native-code", log="none")
scenario("segv-child", ({**c("char *p = argc > 9 ? \"x\" : 0; *p = 1; return 0;")[0],
                         "app.sh": "./app\nexit $?\n"}, "gcc -w -O0 -o app app.c"), "bash app.sh",
         "segfault-native-code")
scenario("segv-python", file("app.py", "import faulthandler, ctypes\nfaulthandler.enable()\n"
                                       "ctypes.string_at(0)\n"), PY, "segfault-native-code")
scenario("segv-java", java(
    "var f = Class.forName(\"sun.misc.Unsafe\").getDeclaredField(\"theUnsafe\");"
    " f.setAccessible(true); ((sun.misc.Unsafe) f.get(null)).putAddress(0, 1);"),
         "java -XX:-CreateCoredumpOnCrash App", "segfault-native-code", status="none",
         also=["abort-assertion"])
scenario("segv-go", go("var p *int; *p = 1"), "./app", "app-error-uncaught", status="none",
         also=["segfault-native-code"])
scenario("assert-c", c("assert(argc > 9 && \"queue is not empty\");"), "./app", "abort-assertion")
scenario("double-free", c("char *p = malloc(9); free(p); free(p);"), "./app", "abort-assertion")
scenario("stack-smashing", c("f(); return 0;", "-fstack-protector-all",
                             "void f() { char b[8]; memset(b, 65, 64); }"),
         "./app", "abort-assertion")
scenario("terminate-cpp", cpp("std::vector<int>().at(3);"), "./app", "abort-assertion",
         also=["app-error-uncaught"])
scenario("abort-child", ({**c("abort();")[0], "app.sh": "./app\nexit $?\n"},
                         "gcc -w -O0 -o app app.c"), "bash app.sh", "abort-assertion")
scenario("fpe-c", c("return 7 / (argc - 1);"), "./app", "sigfpe-native-bug", log="none")
scenario("fpe-child", ({**c("return 7 / (argc - 1);")[0], "app.sh": "./app\nexit $?\n"},
                       "gcc -w -O0 -o app app.c"), "bash app.sh", "sigfpe-native-bug")
scenario("bus-truncated", c(
    "int f = open(\"data\", O_RDWR | O_CREAT, 0600); ftruncate(f, 8192);"
    " char *p = mmap(0, 8192, 3, MAP_SHARED, f, 0); ftruncate(f, 0); return p[5000];"),
         "./app", "sigbus-storage", log="none")
scenario("bus-full-shm", c(
    "int f = open(\"/data/seg\", O_RDWR | O_CREAT, 0600); ftruncate(f, 1 << 20);"
    " char *p = mmap(0, 1 << 20, 3, MAP_SHARED, f, 0); memset(p, 1, 1 << 20); return 0;"),
         "bash -c './app; exit $?'", "sigbus-storage", setup=FULL)
scenario("ill-ud2", c("__builtin_trap();"), "./app", "illegal-instruction-cpu", log="none")
scenario("seccomp-kill", file("app.py", SYSCALL), PY, "seccomp-blocked", log="none")
scenario("seccomp-child", ({"app.py": SYSCALL, "app.sh": "python3 app.py\nexit $?\n"}, "true"),
         "bash app.sh", "seccomp-blocked")

# Runtimes.
HOARD = "List<byte[]> kept = new ArrayList<>(); while (true) kept.add(new byte[1 << 20]);"
scenario("jvm-heap", java(HOARD), "java -Xmx16m App", "jvm-heap-oom", status="none")
scenario("jvm-heap-exit", java(HOARD), "java -Xmx16m -XX:+ExitOnOutOfMemoryError App",
         "jvm-heap-oom", status="none")
scenario("jvm-heap-crash", java(HOARD),
         "java -Xmx16m -XX:+CrashOnOutOfMemoryError -XX:-CreateCoredumpOnCrash App",
         "jvm-heap-oom", also=["abort-assertion"], status="none")
scenario("jvm-direct", java("List<Object> kept = new ArrayList<>();"
                            " while (true) kept.add(ByteBuffer.allocateDirect(1 << 20));"),
         "java -XX:MaxDirectMemorySize=8m App", "jvm-heap-oom", status="none")
scenario("jvm-metaspace",
         java("List<Object> kept = new ArrayList<>(); while (true)"
              " kept.add(java.lang.reflect.Proxy.newProxyInstance(new URLClassLoader("
              "new URL[0], App.class.getClassLoader()), new Class<?>[] { P.class },"
              " (p, m, a) -> null));", "public interface P {}"),
         "java -XX:MaxMetaspaceSize=12m App", "jvm-heap-oom", status="none")
scenario("jvm-too-large", java("System.out.println(1);"), "java -Xmx8t -Xms8t App",
         "app-config-error", "jvm-heap-oom", status="none",
         decidable="partial", kernel="none", true=["app-config-error"])
scenario("jvm-uncaught", java('throw new IllegalStateException("queue is closed");'), "java App",
         "app-error-uncaught", status="partial")
scenario("node-heap", file("app.js", "const a = [];\nfor (;;) a.push(new Array(9999).fill(1.5));\n"),
         "node --max-old-space-size=16 app.js", "node-heap-oom", also=["abort-assertion"],
         status="none")
scenario("node-uncaught", file("app.js", "const user = undefined;\nconsole.log(user.name);\n"),
         "node app.js", "app-error-uncaught", status="partial")
scenario("node-rejection", file("app.js", "Promise.reject(new Error('no such tenant'));\n"),
         "node app.js", "app-error-uncaught", status="partial")
scenario("node-module", file("app.js", "require('express');\n"), "node app.js",
         "app-error-uncaught", status="partial")
scenario("python-uncaught", file("app.py", "orders = {}\nprint(orders['id'])\n"), PY,
         "app-error-uncaught", status="partial")
scenario("python-memory", file("app.py", "kept = []\nwhile True: kept.append(bytearray(1 << 24))\n"),
         "prlimit --as=400000000 -- " + PY, "app-error-uncaught", status="partial")
scenario("python-module", file("app.py", "import flask_of_nobody\n"), PY, "app-error-uncaught",
         status="partial")
scenario("python-syntax", file("app.py", "def f(:\n    pass\n"), PY, "app-error-uncaught",
         status="partial")
scenario("go-panic", go('panic("no such tenant")'), "./app", "app-error-uncaught",
         status="partial", also=["bad-cli-argument"], true=["app-error-uncaught"])
scenario("go-deadlock", go("select {}"), "./app", "app-error-uncaught", status="partial")
scenario("go-map", go("m := map[int]int{}; for n := 0; n < 4; n++ { go func() { for { m[1]++ }"
                      " }() }; select {}"), "./app", "app-error-uncaught", status="partial")
scenario("rust-panic", rust('let none: Option<u8> = None; none.expect("no such tenant");'), "./app",
         "app-error-uncaught", status="partial")
# What die() prints looks like what warn() prints.
scenario("perl-die", file("app.pl", 'die "no such tenant";\n'), "perl app.pl",
         "app-error-uncaught", "app-exit-nonzero", status="none", log="none", decidable="partial",
         true=["app-error-uncaught"])

# What a program needs.
REFUSED = [
    ("python", file("app.py", "import socket\nsocket.create_connection(('{host}', 5432))\n"), PY),
    ("node", file("app.js", "require('net').connect(5432, '{host}');\n"), "node app.js"),
    ("java", java('new Socket("{host}", 5432);'), "java App"),
    ("go", go('_, err := net.Dial("tcp", "{host}:5432"); if err != nil {{ log.Fatal(err) }}'
              .replace("{{", "{").replace("}}", "}"), "log", "net"), "./app"),
    ("rust", rust('std::net::TcpStream::connect("{host}:5432").unwrap();'), "./app"),
    ("curl", NOTHING, "curl -sS http://{host}:5432/health"),
    ("bash", file("app.sh", "set -e\nexec 3<>/dev/tcp/{host}/5432\n"), "bash app.sh"),
    ("wget", NOTHING, "busybox wget -q http://{host}:5432/health"),
]


def at(host, program, command):
    files, build = program
    put = lambda text: text.replace("{host}", host)
    return ({name: put(text) for name, text in files.items()}, build), put(command)


for name, program, command in REFUSED:
    scenario(f"refused-{name}", *at("127.0.0.1", program, command), "dependency-unreachable",
             status="none", also=["app-error-uncaught"])
    scenario(f"unresolved-{name}", *at("postgres.shop.svc.cluster.local", program, command),
             "dependency-unreachable", status="none", also=["app-error-uncaught"])
    if name in ("python", "node", "java", "go", "curl"):
        scenario(f"unroutable-{name}", *at("10.96.0.17", program, command),
                 "dependency-unreachable", status="none", also=["app-error-uncaught"])

# Configuration and arguments.
scenario("config-variable", file("app.sh", ': "${DATABASE_URL:?}"\n'), "bash app.sh",
         "app-config-error", status="none")
scenario("config-unbound", file("app.sh", 'set -u\necho "$DATABASE_URL"\n'), "bash app.sh",
         "app-config-error", status="none")
scenario("config-own-words", file("app.sh", ': "${DATABASE_URL:?must be set}"\n'), "bash app.sh",
         "app-config-error", "app-exit-nonzero", status="none", log="none", decidable="partial",
         true=["app-config-error"])
scenario("config-variable-dash", file("app.sh", ': "${DATABASE_URL:?}"\n'),
         "dash app.sh", "app-config-error", status="none")
scenario("config-json", file("app.js", "JSON.parse(require('fs').readFileSync('config.json'));\n",
                             "echo '{\"port\": 80,}' > config.json"),
         "node app.js", "app-config-error", "app-error-uncaught", status="none",
         decidable="partial")
scenario("config-ssh", file("sshd.conf", "Prot 22\n"), "ssh -F sshd.conf localhost",
         "app-config-error", status="none")
scenario("flag-ls", NOTHING, "ls --colour-of-money", "bad-cli-argument", status="partial")
scenario("flag-java", NOTHING, "java -XX:+UseTheForce -version", "bad-cli-argument", "app-config-error",
         status="none")
scenario("flag-node", NOTHING, "node --max-old-space=16 app.js", "bad-cli-argument", status="none")
scenario("flag-python", file("app.py", "import argparse\np = argparse.ArgumentParser('server')\n"
                                       "p.add_argument('--port')\np.parse_args()\n"),
         "python3 app.py --prot 80", "bad-cli-argument", status="partial")
scenario("flag-go", go("port := flag.Int(\"port\", 80, \"to listen on\"); flag.Parse();"
                       " log.Print(*port)", "flag", "log"), "./app -prot 80", "bad-cli-argument",
         status="partial")
scenario("flag-dash", NOTHING, "dash -y", "bad-cli-argument", status="partial")
scenario("flag-bash", NOTHING, "bash --prot 80", "bad-cli-argument", status="partial")
scenario("flag-busybox", NOTHING, "busybox httpd --prot 80", "bad-cli-argument", status="none")

# The command around it.
scenario("timeout", NOTHING, "timeout 0.2 sleep 9", "timeout-command", log="none")
scenario("timeout-verbose", NOTHING, "timeout -v 0.2 sleep 9", "timeout-command")
scenario("timeout-kill", file("app.sh", "trap '' TERM\nwhile :; do sleep 0.1; done\n"),
         "timeout -v -k 0.3 0.2 bash app.sh", "timeout-command", decidable="partial",
         status="none", log="partial")
scenario("sigpipe", NOTHING, "bash -o pipefail -c 'yes | head -n 1'", "sigpipe-pipefail",
         log="none")
scenario("interrupted", file("app.py", "import os, signal, time\n"
                                       "os.kill(os.getpid(), signal.SIGINT)\ntime.sleep(9)\n"),
         PY, "interrupted")
scenario("interrupted-sh", NOTHING, "bash -c 'kill -INT $$'", "interrupted", log="none")
scenario("hangup", NOTHING, "bash -c 'kill -HUP $$'", "hangup", log="none")
scenario("usr1", NOTHING, "bash -c 'kill -USR1 $$'", "signal-unexplained", log="none")
scenario("alarm", NOTHING, "perl -e 'alarm 1; sleep 9'", "signal-unexplained", log="none")
scenario("killed", NOTHING, "bash -c 'kill -KILL $$'", "sigkill-unexplained", log="none",
         status="partial", decidable="partial")
scenario("false", NOTHING, "false", "app-exit-nonzero", log="none")
scenario("true", NOTHING, "true", "completed", None, log="none")
scenario("restart-mkdir", file("app.sh", "set -e\nmkdir /data/db\necho initialised\n"),
         "bash app.sh", "entrypoint-not-restart-safe", setup="mkdir -p /data/db", restarts=3,
         status="none")
scenario("restart-link", file("app.sh", "set -e\nln -s /app/app.sh /data/current\n"),
         "bash app.sh", "entrypoint-not-restart-safe",
         setup="mkdir -p /data; ln -sf /app/app.sh /data/current", restarts=3, status="none")
scenario("inotify", file("app.js", "require('fs').watch('/app');\n"),
         "unshare -U -r bash -c 'echo 0 > /proc/sys/user/max_inotify_watches; exec node app.js'",
         "host-kernel-setting", status="none")
scenario("inotify-instances", file("app.py", "import ctypes, os\nlibc = ctypes.CDLL(None,"
                                             " use_errno=True)\nwhile libc.inotify_init() >= 0: pass\n"
                                             "raise OSError(ctypes.get_errno(),"
                                             " 'inotify_init: ' + os.strerror(ctypes.get_errno()))\n"),
         USER + PY, "host-kernel-setting", "file-descriptor-limit", decidable="partial",
         true=["host-kernel-setting"], status="none")


def namespace():
    """A mount and a network namespace of one's own, with an empty /app."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(0x00020000 | 0x40000000 | 0x04000000) != 0:
        raise OSError(ctypes.get_errno(), "unshare")
    run = lambda *words: subprocess.run(words, check=True)
    run("mount", "--make-rprivate", "/")
    run("ip", "link", "set", "lo", "up")
    run("hostname", "app-0")
    run("mount", "-t", "tmpfs", "-o", "mode=0777,size=200m", "tmpfs", "/app")
    resolver = APP / ".resolv"
    resolver.write_text("nameserver 127.0.0.1\noptions timeout:1 attempts:1\n")
    run("mount", "--bind", str(resolver), "/etc/resolv.conf")


def quiet_environment():
    keep = {key: os.environ[key] for key in ("PATH",)}
    return {**keep, "HOME": "/root", "LANG": "C.UTF-8", "TERM": "dumb", "GOCACHE": "/tmp/provoke-go",
            "GO111MODULE": "off", "GOFLAGS": ""}


def clean(text):
    """The text without colours and without what is this machine's own."""
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text).replace("\r\n", "\n")
    text = re.sub(r"/root/\.[a-z]+/(?:versions|toolchains)/[^/\s]+/", "/usr/local/", text)
    text = re.sub(r"(?<=\s)\d+\.\d+s, ", "", text)
    return text[-LONGEST_LOG:]


def reset_signals():
    """As a container starts: nothing is ignored that whoever started this script ignores."""
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGQUIT, signal.SIGPIPE, signal.SIGXFSZ):
        signal.signal(number, signal.SIG_DFL)


def terminal(command):
    """What a person sees who types the command, and asks for its exit code."""
    child, master = pty.fork()
    if child == 0:
        reset_signals()
        os.environ.update({**quiet_environment(), "PS1": "$ ", "PROMPT_COMMAND": ""})
        os.chdir(APP)
        os.execvp("bash", ["bash", "--norc", "--noprofile", "--noediting", "-i"])
    seen = b""

    def until(prompts):
        nonlocal seen
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline and len(re.findall(rb"(?m)^\$ ", seen)) < prompts:
            if select.select([master], [], [], 0.2)[0]:
                try:
                    seen += os.read(master, 65536)
                except OSError as error:
                    if error.errno == errno.EIO:
                        return
                    raise

    until(1)
    os.write(master, command.encode() + b"\n")
    until(2)
    os.write(master, b"echo $?\n")
    until(3)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    text = clean(seen.decode("utf-8", "replace"))
    return text.rstrip("$ \n") + "\n"


def kernel_lines():
    done = subprocess.run(["dmesg"], capture_output=True, text=True, check=False)
    return done.stdout.splitlines()


def perform(name):
    """Runs a scenario and writes its folder."""
    (files, build), setup, command, label = SCENARIOS[name]
    namespace()
    os.chdir(APP)
    os.umask(0o022)
    for path, text in files.items():
        path = APP / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    environment = quiet_environment()
    shell = lambda text: subprocess.run(["bash", "-c", text], cwd=APP, env=environment, check=False)
    if shell(build).returncode != 0:
        return f"{name}: does not build"
    subprocess.Popen(["bash", "-c", setup], cwd=APP, env=environment,
                     start_new_session=True).wait()
    before = kernel_lines()
    log = APP / ".log"
    with open(log, "wb") as output:
        started = time.time()
        done = subprocess.run(["bash", "-c", "exec " + command if "=" not in command.split()[0]
                               else command], cwd=APP, env=environment, stdin=subprocess.DEVNULL,
                              stdout=output, stderr=output, timeout=SECONDS, check=False,
                              preexec_fn=reset_signals)
    code = done.returncode if done.returncode >= 0 else 128 - done.returncode
    folder = HERE / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "app.log").write_text(clean(log.read_text(errors="replace")))
    stamp = lambda seconds: time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))
    restarts = label.get("restarts", 0)
    status = {
        "name": "app",
        "ready": False,
        "restartCount": restarts,
        "image": "registry.example.com/shop/app:1.4",
        "state": {"terminated": {
            "exitCode": code,
            "reason": "Completed" if code == 0 else "Error",
            "startedAt": stamp(started),
            "finishedAt": stamp(time.time()),
        }},
    }
    (folder / "status.json").write_text(json.dumps(status, indent=1) + "\n")
    news = [line for line in kernel_lines() if line not in before]
    if news:
        (folder / "kernel.log").write_text(clean("\n".join(news) + "\n"))
    subprocess.Popen(["bash", "-c", setup], cwd=APP, env=environment,
                     start_new_session=True).wait()
    (folder / "terminal.txt").write_text(terminal(command))
    return None


def label_cases():
    """The lines of cases.jsonl, for whatever folders are there."""
    for name, (files, _, _, label) in SCENARIOS.items():
        folder = HERE / name
        if not (folder / "status.json").exists():
            continue
        base = {key: label[key] for key in ("accept", "also", "true") if key in label}
        # The error of a program in such a language is one that nobody caught, whatever it tells of.
        if any(path.endswith((".py", ".js", ".go", ".rs", ".java", ".pl")) for path in files[0]):
            base["also"] = sorted({*base.get("also", ()), "app-error-uncaught"})
        reach = label.get("decidable", "full")
        has_log = bool((folder / "app.log").read_text().strip())
        shapes = [("status", ["status.json"], label.get("status", "full"))]
        if has_log:
            shapes.append(("log", ["app.log"], label.get("log", reach)))
        shapes.append(("status+log", ["status.json", "app.log"], reach))
        shapes.append(("terminal", ["terminal.txt"], reach))
        if (folder / "kernel.log").exists():
            shapes.append(("status+kernel", ["status.json", "kernel.log"],
                           label.get("kernel", reach)))
        for shape, inputs, decidable in shapes:
            yield {"id": f"{name}:{shape}", "group": shape,
                   "inputs": [f"{name}/{file}" for file in inputs], "decidable": decidable,
                   **base, "basis": "machine_output"}


def main():
    if os.geteuid() != 0:
        sys.exit("provoke.py: only root may make the namespaces")
    APP.mkdir(exist_ok=True)
    for name in sys.argv[1:] or SCENARIOS:
        child = os.fork()
        if child == 0:
            problem = "it failed"
            try:
                problem = perform(name)
            except Exception as error:  # one scenario that fails leaves the others
                problem = f"{name}: {type(error).__name__}: {error}"
            print(problem or f"{name}: done", file=sys.stderr, flush=True)
            os._exit(0)
        os.waitpid(child, 0)
    with open(HERE / "cases.jsonl", "w", encoding="utf-8") as cases:
        for case in label_cases():
            cases.write(json.dumps(case, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
