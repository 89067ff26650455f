#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Slurm of one machine, for tests: called as sbatch, squeue, scancel, scontrol or sacct it asks the controller, which
is this program called as slurmctld; srun starts its tasks itself. FAKE_SLURM names the folder of state and socket.

The controller runs each job as a session of its own, which outlives it. Only the tests say `fake ...`:
  fake slots N      so many jobs run at once, the others wait for Resources
  fake end ID STATE [requeue|forget]   kills the job; STATE is what Slurm says of it then
  fake stranger ID  the job is killed and forgotten, and its number is that of somebody's suspended job
  fake lose_script on|off   jobs that start do not find their program
  fake most_element N   an array with a higher element is refused
  fake limit BYTES  no file of a job that starts again may become longer
  fake cancel ID    a person does: SIGTERM, and SIGKILL where that does not help
  fake kill ID      what Slurm does to a job that it is ending for too long
  fake term ID      the warning before the time limit: SIGTERM to the batch process alone
  fake preempt ID   SIGTERM, and as soon as it has ended it is queued again
  fake refuse TEXT  what sbatch says from now on instead of taking jobs
  fake accounting off|on
"""
import json
import os
import resource
import select
import signal
import socket
import subprocess
import sys

ROOT = os.environ["FAKE_SLURM"]
STATE = os.path.join(ROOT, "state.json")
SOCKET = os.path.join(ROOT, "socket")
ACTIVE = ("PENDING", "RUNNING", "COMPLETING", "SUSPENDED")


def exit_file(job):
    return os.path.join(ROOT, "%s.%d.rc" % (job["id"], job["restarts"]))


def is_alive(pid):
    try:
        with open("/proc/%d/stat" % pid) as stat:
            return ") Z " not in stat.read()
    except OSError:
        return False


class Controller:
    def __init__(self):
        self.state = {"next": 1, "slots": 100, "refuse": "", "accounting": True, "lose_script": False, "limit": 0,
                      "most_element": 1000, "jobs": {}}
        if os.path.exists(STATE):
            with open(STATE) as text:
                self.state = json.load(text)
        self.jobs = self.state["jobs"]

    def save(self):
        with open(STATE + ".new", "w") as out:
            json.dump(self.state, out)
        os.rename(STATE + ".new", STATE)

    def start(self, job):
        variables = dict(job["environment"], SLURM_JOB_ID=job["number"], SLURM_JOB_NAME=job["name"])
        if job["element"]:
            variables.update(SLURM_ARRAY_TASK_ID=job["element"], SLURM_ARRAY_JOB_ID=job["id"].split("_")[0])
        if job["restarts"]:
            variables["SLURM_RESTART_COUNT"] = str(job["restarts"])
        with open(job["output"].replace("%%", "%"), "ab") as log:
            process = subprocess.Popen(
                ["/bin/sh", "-c", 'trap : TERM; /bin/sh "$1"; echo $? > "$2.new"; mv "$2.new" "$2"', "job", "/nowhere" if self.state["lose_script"] else job["script"], exit_file(job)],
                env=variables, cwd=job["chdir"], stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
                restore_signals=False, preexec_fn=lambda: self.limit_files(job))  # SIGXFSZ stays ignored, as Python has it
        job.update(state="RUNNING", pid=process.pid)

    def limit_files(self, job):
        if self.state["limit"] and job["restarts"]:
            resource.setrlimit(resource.RLIMIT_FSIZE, (self.state["limit"],) * 2)

    def batch_process(self, job):
        """The one that the script has become, below the shell that waits for it."""
        with open("/proc/%d/task/%d/children" % (job["pid"], job["pid"])) as children:
            return int(children.read().split()[0])

    def settle(self, job):
        """Takes in the end of a job's processes."""
        if job["state"] not in ("RUNNING", "COMPLETING") or is_alive(job["pid"]):
            return
        code = 0
        if os.path.exists(exit_file(job)):
            with open(exit_file(job)) as text:
                code = int(text.read())
        if job["requeue"]:
            job.update(state="PENDING", requeue=False, restarts=job["restarts"] + 1, end="")
            return
        job["code"] = "%d:0" % code if code < 128 else "0:%d" % (code - 128)
        job["state"] = job["end"] or ("COMPLETED" if code == 0 else "FAILED")

    def turn(self):
        for job in self.jobs.values():
            self.settle(job)
        running = sum(job["state"] in ("RUNNING", "COMPLETING") for job in self.jobs.values())
        for job in self.jobs.values():
            if job["state"] == "PENDING" and running < self.state["slots"]:
                self.start(job)
                running += 1
        self.save()

    def kill(self, job, state, requeue=False, number=signal.SIGKILL):
        if job["state"] == "PENDING":
            job.update(state=state, code="0:0")
        elif job["state"] == "RUNNING":
            job.update(state="COMPLETING", end=state, requeue=requeue)
            os.killpg(job["pid"], number)

    def answer(self, request):
        """Exit code, standard output and standard error of a command."""
        return getattr(self, request["program"])(request["arguments"], request)

    def sbatch(self, arguments, request):
        if self.state["refuse"]:
            return 1, "", "sbatch: error: " + self.state["refuse"]
        options = dict(one.lstrip("-").split("=", 1) for one in arguments[:-1] if "=" in one)
        first = str(self.state["next"])
        for element in options.get("array", "").split(","):
            if element and int(element) > self.state["most_element"]:
                return 1, "", "sbatch: error: Batch job submission failed: Invalid job array specification"
        for element in options.get("array", "").split(","):
            job = {"id": first + "_" + element if element else first, "number": str(self.state["next"]), "pid": 0,
                   "element": element,
                   "name": options["job-name"], "output": options["output"].replace("%4a", element.rjust(4, "0")),
                   "chdir": options["chdir"], "script": arguments[-1], "environment": request["environment"],
                   "restarts": 0, "state": "PENDING", "end": "", "code": "", "requeue": False,
                   "options": arguments[:-1]}
            self.state["next"] += 1
            self.jobs[job["id"]] = job
        return 0, first + "\n", "sbatch: a warning that means nothing\n"

    def squeue(self, arguments, request):
        reason = {"PENDING": "Resources"}
        lines = ["%s|%s|%s|%s" % (job["id"], job["state"], reason.get(job["state"], "None"), job["name"])
                 for job in self.jobs.values() if job["state"] in ACTIVE]
        return 0, "".join(line + "\n" for line in lines), ""

    def scancel(self, arguments, request):
        job = self.jobs[arguments[-1]]
        if "--jobname=" + job["name"] in arguments:
            self.kill(job, "CANCELLED by 1000", number=signal.SIGTERM)
        return 0, "", ""

    def scontrol(self, arguments, request):
        job = self.jobs.get(arguments[-1])
        if job is None or job.get("forgotten"):
            return 1, "", "slurm_load_jobs error: Invalid job id specified"
        if "requeue" in arguments:
            self.kill(job, "PENDING", requeue=True)
            return 0, "", ""
        state = job["state"].split()[0]
        return 0, "JobId=%s JobName=%s JobState=%s ExitCode=%s\n" % (job["id"], job["name"], state, job["code"]), ""

    def sacct(self, arguments, request):
        if not self.state["accounting"]:
            return 1, "", "Slurm accounting storage is disabled"
        job = self.jobs.get(arguments[0].split("=")[1])
        if job is None or job.get("forgotten"):
            return 0, "", ""
        return 0, "%s|%s|%s\n" % (job["state"], job["code"], job["name"]), "sacct: a warning that means nothing\n"

    def fake(self, arguments, request):
        what, rest = arguments[0], arguments[1:]
        if what == "slots":
            self.state["slots"] = int(rest[0])
        elif what == "refuse":
            self.state["refuse"] = rest[0]
        elif what == "accounting":
            self.state["accounting"] = rest[0] == "on"
        elif what == "end":
            self.kill(self.jobs[rest[0]], rest[1], requeue="requeue" in rest)
            self.jobs[rest[0]]["forgotten"] = "forget" in rest
        elif what == "cancel":
            self.kill(self.jobs[rest[0]], "CANCELLED by 1000", number=signal.SIGTERM)
        elif what == "stranger":
            os.killpg(self.jobs[rest[0]]["pid"], signal.SIGKILL)
            self.jobs[rest[0]].update(state="SUSPENDED", name="theirs")
        elif what == "lose_script":
            self.state["lose_script"] = rest[0] == "on"
        elif what == "most_element":
            self.state["most_element"] = int(rest[0])
        elif what == "limit":
            self.state["limit"] = int(rest[0])
        elif what == "kill":
            os.killpg(self.jobs[rest[0]]["pid"], signal.SIGKILL)
        elif what == "term":
            os.kill(self.batch_process(self.jobs[rest[0]]), signal.SIGTERM)
        elif what == "preempt":
            self.kill(self.jobs[rest[0]], "PREEMPTED", requeue=True, number=signal.SIGTERM)
        return 0, "", ""

    def serve(self):
        if os.path.exists(SOCKET):
            os.unlink(SOCKET)
        listening = socket.socket(socket.AF_UNIX)
        listening.bind(SOCKET)
        listening.listen(64)
        while True:
            ready, _, _ = select.select([listening], [], [], 0.01)
            if ready:
                talk, _ = listening.accept()
                with talk, talk.makefile("rw") as lines:
                    lines.write(json.dumps(self.answer(json.loads(lines.readline()))) + "\n")
            self.turn()


def srun(arguments):
    """Starts the tasks, and hands SIGTERM on to them. The worst of their exit codes."""
    options = {}
    while arguments[0].startswith("--"):
        name, value = arguments.pop(0)[2:].split("=", 1)
        options[name] = value
    tasks = []
    signal.signal(signal.SIGTERM, lambda *_: [task.terminate() for task in tasks])
    for rank in range(int(options["ntasks"])):
        place = dict(SLURM_PROCID=str(rank), SLURM_LOCALID=str(rank), SLURM_NTASKS=options["ntasks"],
                     SLURM_STEP_NUM_NODES=options["nodes"], SLURM_LAUNCH_NODE_IPADDR="127.0.0.1")
        tasks.append(subprocess.Popen(arguments, env=dict(os.environ, **place)))
    codes = [task.wait() for task in tasks]
    return max(code if code >= 0 else 128 - code for code in codes)


def main():
    program = os.path.basename(sys.argv[0])
    if program == "srun":
        sys.exit(srun(sys.argv[1:]))
    if program == "slurmctld":
        Controller().serve()
    with socket.socket(socket.AF_UNIX) as talk:
        try:
            talk.connect(SOCKET)
        except OSError:
            sys.exit(program + ": error: Unable to contact slurm controller (connect failure)")
        with talk.makefile("rw") as lines:
            request = {"program": program, "arguments": sys.argv[1:], "environment": dict(os.environ)}
            lines.write(json.dumps(request) + "\n")
            lines.flush()
            code, said, warned = json.loads(lines.readline())
    sys.stderr.write(warned)
    sys.stdout.write(said)
    sys.exit(code)


main()
