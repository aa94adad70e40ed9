#!/usr/bin/env bash
# A campaign on a real Slurm cluster of this one machine against the same campaign on threads: the archives must be the same
# to the last bit. Also: what becomes of it after Ctrl-C, a lost node, kill -9, a refusal and the time limit.
#
# Needs Debian's packages (as root): apt-get install -y slurmctld slurmd slurm-client munge
# Everything lives in a folder of its own under /tmp; nothing of the machine's own Slurm is touched.
set -euo pipefail
cd "$(dirname "$0")/.."

here=$(mktemp -d /tmp/tharsis-slurm-XXXXXX)
export SLURM_CONF=$here/slurm.conf
export PATH=$PATH:/usr/sbin
mkdir "$here"/{state,spool,run}
processors=$(nproc)
node=$(hostname -s)

cat >"$SLURM_CONF" <<CONF
ClusterName=tharsis
SlurmctldHost=$node
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$here/run/munge
CredType=cred/munge
StateSaveLocation=$here/state
SlurmdSpoolDir=$here/spool
SlurmctldPidFile=$here/run/slurmctld.pid
SlurmdPidFile=$here/run/slurmd.pid
SlurmctldLogFile=$here/slurmctld.log
SlurmdLogFile=$here/slurmd.log
SlurmctldPort=16817
SlurmdPort=16818
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_interval=2
KillWait=2
ReturnToService=2
MpiDefault=none
NodeName=$node CPUs=$processors State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF

pids=()
finish() {
  # What is still running ends before those who watch over it do.
  if [ -n "$(squeue --noheader 2>/dev/null)" ]; then scancel --user="$(id -un)" && sleep 5; fi
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
}
trap finish EXIT

dd if=/dev/urandom of="$here/munge.key" bs=1024 count=1 status=none
chmod 600 "$here/munge.key"
chmod 755 "$here" "$here/run"
munged --foreground --force --key-file="$here/munge.key" --socket="$here/run/munge" --pid-file="$here/run/munged.pid" \
  --log-file="$here/munged.log" --seed-file="$here/munge.seed" 2>"$here/munged.out" & pids+=($!)
sleep 1
slurmctld -D >"$here/slurmctld.out" 2>&1 & pids+=($!)
slurmd -D -N "$node" >"$here/slurmd.out" 2>&1 & pids+=($!)
for _ in $(seq 30); do
  [ "$(sinfo --noheader --format=%T 2>/dev/null)" = idle ] && break
  sleep 1
done
sinfo --version
sinfo

tharsis() { node bin/tharsis.js "$@"; }
campaign=(simulate --count 12 --radial-cells 16 --azimuthal-cells 20 --output-intervals 40 --seed 4)
digests() { (cd "$1" && sha256sum simulation-*.h5); }

echo '--- on threads'
time tharsis "${campaign[@]}" --out "$here/threads" >/dev/null

echo '--- as a job array, six array tasks of two simulations'
time tharsis "${campaign[@]}" --out "$here/slurm" --executor slurm --partition main --time 10 --simulations-per-task 2 >/dev/null
diff <(digests "$here/threads") <(digests "$here/slurm") && echo 'archives are the same to the last bit'

long=(--radial-cells 48 --azimuthal-cells 64 --output-intervals 100 --seed 4 --checkpoint-interval 1)
until_checkpoint() { until ls "$1"/*.checkpoint >/dev/null 2>&1; do sleep 0.2; done; }
job_of() { sed -n 's/.*"job": "\([0-9]*\)".*/\1/p' "$1/slurm/submissions.json" | tail -n 1; }

echo '--- Ctrl-C leaves the job; its node is lost and comes back; the same command watches it to the end'
two=(simulate --count 2 "${long[@]}")
node bin/tharsis.js "${two[@]}" --out "$here/cut" --executor slurm >/dev/null 2>"$here/cut.log" & command=$!
until_checkpoint "$here/cut"
kill -INT $command
code=0; wait $command || code=$?
tail -n 2 "$here/cut.log"; echo "exit code $code"
squeue --array --format='%i %T'
scontrol update NodeName="$node" State=DOWN Reason=lost
sleep 3
squeue --array --format='%i %T'
scontrol update NodeName="$node" State=RESUME 2>/dev/null || true # it may have come back by itself
for index in 0 1; do scontrol update JobId="$(job_of "$here/cut")_$index" StartTime=now || true; done
tharsis "${two[@]}" --out "$here/cut" --executor slurm >/dev/null
ls "$here/cut/slurm"/*.sh | wc -l | sed 's/$/ job array was submitted/'
tharsis "${two[@]}" --out "$here/whole" >/dev/null
diff <(digests "$here/whole") <(digests "$here/cut") && echo 'archives are the same to the last bit'

echo '--- kill -9 of a running array task is reported; the same command submits what is missing, which continues from its checkpoint'
one=(simulate --count 1 "${long[@]}")
node bin/tharsis.js "${one[@]}" --out "$here/killed" --executor slurm >/dev/null 2>"$here/killed.log" & command=$!
until_checkpoint "$here/killed"
kill -9 $(scontrol listpids "$(job_of "$here/killed")" | awk 'NR > 1 { print $1 }')
code=0; wait $command || code=$?
grep '^error' "$here/killed.log"; echo "exit code $code"
tharsis "${one[@]}" --out "$here/killed" --executor slurm >/dev/null
tharsis "${one[@]}" --out "$here/alone" >/dev/null
diff <(digests "$here/alone") <(digests "$here/killed") && echo 'archives are the same to the last bit'

echo '--- what the cluster refuses'
code=0; tharsis "${campaign[@]}" --out "$here/refused" --executor slurm --partition nowhere >/dev/null || code=$?
echo "exit code $code"

echo '--- an array task over its time limit of one minute is reported'
code=0
tharsis simulate --count 1 --radial-cells 192 --azimuthal-cells 252 --output-intervals 1000 --seed 4 --out "$here/late" --executor slurm --time 1 \
  >/dev/null || code=$?
echo "exit code $code"
echo "everything is in $here"
