# SPDX-License-Identifier: GPL-3.0-or-later
"""A Slurm on this machine's loopback for packaging/check-slurm: one slurmctld and some slurmds, which end with the
process that began them."""
import ctypes
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import time

NODES = 3  # of the partitions low and high, one CPU each
WIDE = "n%d" % (NODES + 1)  # the node of the partition wide, two CPUs
COMMANDS = ("slurmctld", "slurmd", "munged", "sbatch", "squeue", "scancel", "scontrol", "sinfo", "srun")

CONFIGURATION = """ClusterName=lathe
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={controller_port}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
CryptoType=crypto/munge
AuthInfo=socket={root}/run/munge,cred_expire=15
StateSaveLocation={root}/state
SlurmdSpoolDir={root}/spool/%n
SlurmctldPidFile={root}/run/slurmctld.pid
SlurmdPidFile={root}/run/%n.pid
SlurmctldLogFile={root}/log/slurmctld
SlurmdLogFile={root}/log/%n
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=batch_sched_delay=1,sched_interval=2,bf_interval=2
SlurmdParameters=config_overrides
PreemptType=preempt/partition_prio
PreemptMode=REQUEUE
ReturnToService=2
SlurmdTimeout=10
KillWait=20
NodeName=n[1-{nodes}] NodeHostname={host} NodeAddr=127.0.0.1 Port=[{first_port}-{last_port}] CPUs=1 State=UNKNOWN
NodeName={wide} NodeHostname={host} NodeAddr=127.0.0.1 Port={wide_port} CPUs=2 State=UNKNOWN
PartitionName=low Nodes=n[1-{nodes}] Default=YES PriorityTier=1 MaxTime=INFINITE OverTimeLimit=0 State=UP
PartitionName=high Nodes=n[1-{nodes}] PriorityTier=10 PreemptMode=OFF MaxTime=INFINITE State=UP
PartitionName=wide Nodes={wide} PriorityTier=1 MaxTime=INFINITE OverTimeLimit=0 State=UP
"""


class Patience:
    """How long anything is waited for, in seconds: a busy machine needs more."""

    seconds = 300

    @classmethod
    def wait_until(cls, what, holds):
        until = time.monotonic() + cls.seconds
        while time.monotonic() < until:
            found = holds()
            if found:
                return found
            time.sleep(0.2)
        raise AssertionError("waited in vain: " + what)


wait_until = Patience.wait_until


def die_with_parent():
    """In a child, before its program begins: a check that is killed leaves nothing behind (PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def free_ports(count):
    """So many free ports in a row."""
    for first in range(17000, 60000, 100):
        held = [socket.socket() for _ in range(count)]
        try:
            for offset, one in enumerate(held):
                one.bind(("127.0.0.1", first + offset))
            return first
        except OSError:
            continue
        finally:
            for one in held:
                one.close()
    raise AssertionError("no free ports")


class Cluster:
    def __init__(self, root: pathlib.Path):
        self.root = root
        self.names = ["n%d" % number for number in range(1, NODES + 1)] + [WIDE]
        for name in ("run", "state", "log", "spool", *("spool/" + node for node in self.names)):
            (root / name).mkdir()
        port = free_ports(NODES + 2)
        (root / "slurm.conf").write_text(
            CONFIGURATION.format(
                root=root,
                host=socket.gethostname().split(".")[0],
                nodes=NODES,
                wide=WIDE,
                controller_port=port,
                first_port=port + 1,
                last_port=port + NODES,
                wide_port=port + NODES + 1,
            )
        )
        os.environ["SLURM_CONF"] = str(root / "slurm.conf")
        key = root / "munge.key"
        key.write_bytes(os.urandom(1024))
        key.chmod(0o400)
        self.processes = {}
        run = root / "run"
        self.begin(
            "munged",
            ["munged", "--foreground", "--force", "--key-file=%s" % key, "--socket=%s" % (run / "munge")]
            + ["--pid-file=%s" % (run / "munged.pid"), "--seed-file=%s" % (run / "munge.seed")],
        )
        wait_until("munged", lambda: (run / "munge").exists())
        self.begin_controller()
        for name in self.names:
            self.begin_node(name)
        wait_until("the nodes", self.are_up)

    def begin(self, name, command):
        with open(self.root / "log" / (name + ".out"), "ab") as log:
            self.processes[name] = subprocess.Popen(
                command, stdout=log, stderr=log, start_new_session=True, preexec_fn=die_with_parent
            )

    def begin_controller(self):
        self.begin("slurmctld", ["slurmctld", "-D"])
        wait_until("slurmctld", lambda: subprocess.run(["scontrol", "ping"], capture_output=True).returncode == 0)

    def set_up_anew(self, first_job):
        """Forgets all jobs; the next has this number."""
        self.kill("slurmctld")
        shutil.rmtree(self.root / "state")
        (self.root / "state").mkdir()
        file = self.root / "slurm.conf"
        lines = [line for line in file.read_text().splitlines() if not line.startswith("FirstJobId=")]
        file.write_text("\n".join(["FirstJobId=%s" % first_job] + lines) + "\n")
        self.begin_controller()
        wait_until("the nodes", self.are_up)

    def begin_node(self, name):
        self.begin(name, ["slurmd", "-D", "-N", name])

    def are_up(self):
        states = self.tell("sinfo", "-h", "-N", "-p", "low,wide", "-o", "%t").split()
        return len(states) == len(self.names) and all(state in ("idle", "mix", "alloc") for state in states)

    def kill(self, name):
        self.processes[name].kill()
        self.processes[name].wait()

    @staticmethod
    def tell(*command):
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def jobs(self):
        """[(id, state, node, name)] of all that have not ended."""
        lines = self.tell("squeue", "-h", "-a", "-o", "%i|%T|%N|%j").splitlines()
        return [tuple(line.split("|")) for line in lines]

    def running(self):
        return [job for job in self.jobs() if job[1] == "RUNNING" and job[3].startswith("lathe-")]

    def restarts(self):
        """How many jobs that the controller knows were queued again."""
        jobs = self.tell("scontrol", "--oneliner", "show", "jobs").splitlines()
        return sum(" Restarts=" in job and " Restarts=0 " not in job for job in jobs)

    def end(self):
        subprocess.run(["scancel", "--user=root", "--signal=KILL", "--full"], capture_output=True)
        for name in [one for one in self.processes if one != "munged"] + ["munged"]:
            process = self.processes[name]
            if process.poll() is not None:
                continue
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill(name)
