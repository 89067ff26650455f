#!/bin/sh
# The lowest point of a valley: reports (1 - x)^2 + (y - x^2)^2, five times, nearer to the truth each time.
#   sh trial.sh X Y        outside Lathe the reports are printed
set -eu
x=${1:?usage: trial.sh X Y} y=${2:?usage: trial.sh X Y}

report() { # STEP LOSS
    line="{\"step\": $1, \"metrics\": {\"loss\": $2}}"
    if [ -n "${LATHE_TRIAL_DIR:-}" ]; then
        mkdir -p "$LATHE_TRIAL_DIR/.lathe"
        echo "$line" >>"$LATHE_TRIAL_DIR/.lathe/metrics.jsonl" # one short echo is one write
    else
        echo "$line"
    fi
}

step=1
while [ "$step" -le 5 ]; do
    [ ! -e "${LATHE_TRIAL_DIR:-/nowhere}/.lathe/stop" ] || exit 0 # Lathe asks to stop by this file
    loss=$(LC_ALL=C awk -v x="$x" -v y="$y" -v step="$step" 'BEGIN { print (1 - x)^2 + (y - x * x)^2 + 1 / step^2 }')
    report "$step" "$loss"
    step=$((step + 1))
done
