#!/bin/bash
# runs the user data of a folder as the first boot of a machine: own file system, own processes, stand-ins for what reaches out.
# usage: unshare --map-root-user --mount --pid --fork chroot.sh ROOT NODE [COMMAND AFTER THE BOOT]
set -euo pipefail
root=$1 node=$2 after=${3:-true}

for folder in usr bin sbin lib lib32 lib64; do
  if [ -L "/$folder" ]; then ln -s "$(readlink "/$folder")" "$root/$folder"
  elif [ -d "/$folder" ]; then mkdir -p "$root/$folder" && mount --rbind "/$folder" "$root/$folder"; fi
done
mkdir -p "$root"/{dev,proc,run,tmp,root,var/log,var/lib,etc/systemd/system,opt/aws/bin,opt/aws/amazon-cloudwatch-agent/bin}
mount -t tmpfs -o mode=755 devices "$root/dev"
for device in null zero random urandom; do touch "$root/dev/$device" && mount --bind "/dev/$device" "$root/dev/$device"; done
ln -s /proc/self/fd/0 "$root/dev/stdin"
ln -s /proc/self/fd/1 "$root/dev/stdout"
ln -s /proc/self/fd "$root/dev/fd"
mount -t proc processes "$root/proc"
mount -t tmpfs -o mode=755 memory "$root/run"
printf 'root:x:0:0::/root:/bin/bash\n' >"$root/etc/passwd"
ln -s /stand-ins/tool "$root/opt/aws/bin/cfn-signal"
ln -s /stand-ins/tool "$root/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl"
touch "$root/stand-ins/node" && mount --bind "$node" "$root/stand-ins/node"

# shellcheck disable=SC2016 # expanded inside.
exec chroot "$root" /usr/bin/env -i PATH=/stand-ins:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin /bin/bash -c '
  . /case
  bash /user-data >/out/output 2>&1
  echo "$?" >/out/code
  { stat -c "%a %n" /run/web /run/web/env; df --output=fstype /run/web | tail -n 1; } >/out/memory 2>&1
  bash -c "$1" >>/out/output 2>&1
  echo "$?" >/out/code-after
' boot "$after"
