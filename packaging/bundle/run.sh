#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs the experiment of this folder: ./run.sh [KEY=VALUE ...]. With lathectl when it is found, else in a container,
# which is built first from the Dockerfile beside this file.
set -eu
verb=run
experiment=experiment.yaml
# In a container, where a cluster's commands are not, the trials run there: "--engine local" of one that asks for Slurm.
engine_there=
image=lathe-experiment

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
cd -- "$here"

if command -v lathectl >/dev/null 2>&1; then
    exec lathectl "$verb" "$experiment" "$@"
fi
if command -v docker >/dev/null 2>&1; then
    engine=docker
elif command -v podman >/dev/null 2>&1; then
    engine=podman
else
    echo "run.sh: needs lathectl, docker or podman" >&2
    exit 127
fi
if [ ! -f Dockerfile ]; then
    echo "run.sh: there is no lathectl, and no Dockerfile here: lathectl export EXPERIMENT --to docker -o Dockerfile" >&2
    exit 127
fi
"$engine" build -t "$image" . >&2
# What this person trusts counts in there, too.
trusted=${XDG_CONFIG_HOME:-${HOME:-/nonexistent}/.config}/lathe
[ -d "$trusted" ] || trusted=
# shellcheck disable=SC2086  # engine_there is two words, or none
exec "$engine" run --rm --user "$(id -u):$(id -g)" -e HOME=/tmp -v "$here:/work" \
    ${trusted:+-e XDG_CONFIG_HOME=/config -v "$trusted:/config/lathe:ro"} \
    "$image" lathectl "$verb" "$experiment" $engine_there "$@"
