#!/bin/sh
# Runs a systemd of its own, with processes, mounts and control groups apart from those of the
# machine, and a file system that is read-only but for what lies in memory.
#   unshare --mount own-systemd.sh UNITS TREE SETTINGS
# UNITS is the folder of all its units, TREE is what /opt/tincan leads to, SETTINGS /etc/tincan.env.
# Prints the ID of a process that is in its mounts and whose children are in its processes. SIGTERM
# ends it, and then nothing of it is left.
set -e
units=$1 tree=$2 settings=$3

mount -t tmpfs tmpfs /run
mkdir -p /run/systemd/system /run/units /run/etc /run/work /run/groups
mount -t cgroup2 cgroup2 /run/groups
group=/run/groups/tincan-$$
mkdir "$group"
mount -t overlay overlay -o lowerdir=/etc,upperdir=/run/etc,workdir=/run/work /etc
cp "$settings" /etc/tincan.env
cp -r "$units"/* /run/units
mount -t tmpfs tmpfs /opt
mkdir /opt/release
mount --bind "$tree" /opt/release
mount -o remount,bind,ro /opt/release
ln -s release /opt/tincan
mount -t tmpfs tmpfs /tmp
mount -t tmpfs tmpfs /var/tmp
mount -o remount,bind,ro /

export container=test SYSTEMD_UNIT_PATH=/run/units SYSTEMD_GENERATOR_PATH=/nowhere
sh -c "
  echo \$\$ >$group/cgroup.procs
  exec unshare --mount --mount-proc --pid --fork --kill-child --cgroup --ipc --uts sh -c '
    umount -R /sys/fs/cgroup
    mount -t cgroup2 cgroup2 /sys/fs/cgroup
    # As on a machine: what LoadCredential= reads gets to the unit so.
    mount --make-rshared /
    exec /lib/systemd/systemd --system --show-status=no
  '
" &
echo $!
trap 'kill -9 $!' TERM
# The signal ends the first; what it has ended is waited for by the second.
wait $! || wait $! || true
until find "$group" -depth -type d -exec rmdir {} + 2>/dev/null; do sleep 0.1; done
