# SPDX-License-Identifier: GPL-3.0-or-later
# For check-container, check-packages and check-first-run: a Debian in a folder, entered with chroot. Read with `.`; needs root.
# shellcheck shell=sh

say() { printf '\033[1m== %s\033[0m\n' "$*"; }

need_debootstrap() {
    [ "$(id -u)" = 0 ] || { echo "$(basename "$0"): needs root (debootstrap and chroot)" >&2; exit 2; }
    command -v debootstrap >/dev/null || { apt-get update -q && apt-get install -q -y debootstrap; }
}

# make_root SUITE FOLDER: a minimal Debian, made once, with /proc and /dev mounted.
make_root() {
    if [ ! -e "$2/.ready" ]; then
        debootstrap --variant=minbase "$1" "$2" >"$2.log" 2>&1 || { tail "$2.log"; exit 1; }
        touch "$2/.ready"
    fi
    mountpoint -q "$2/proc" || mount -t proc proc "$2/proc"
    mountpoint -q "$2/dev" || mount --bind /dev "$2/dev"
    mountpoint -q "$2/dev/shm" || mount -t tmpfs tmpfs "$2/dev/shm" || true
}

# unmount_roots FOLDER: what make_root mounted in the roots below FOLDER.
unmount_roots() {
    for point in "$1"/*/proc "$1"/*/dev/shm "$1"/*/dev; do
        if mountpoint -q "$point" 2>/dev/null; then umount "$point"; fi
    done
}

# inside ROOT COMMAND ...: runs it there, with a clean environment.
inside() {
    in=$1
    shift
    chroot "$in" /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
        LC_ALL=C.UTF-8 "$@"
}

# reproduce_there ROOT USER BUNDLE: the bundle of a finished study, made on another machine, in a folder and a HOME of its own:
# reproduced within $LATHE_TOLERANCE, run again, and what that made is reproduced bit for bit.
reproduce_there() {
    install -m 644 "$3" "$1/tmp/foreign.lathe.tar.zst"
    # Other builds of LibTorch and BLAS add in another order: the relative difference after a whole training is let pass.
    inside "$1" su "$2" -c "rm -rf /tmp/foreign && mkdir /tmp/foreign && cd /tmp/foreign && export HOME=/tmp/foreign &&
        lathectl reproduce ../foreign.lathe.tar.zst --tolerance ${LATHE_TOLERANCE:-0.25} &&
        lathectl run ../foreign.lathe.tar.zst --workspace here &&
        lathectl reproduce \"\$(ls -d here/*/ | grep -v /bundles/)\""
}
