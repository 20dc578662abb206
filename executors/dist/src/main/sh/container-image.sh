#!/bin/sh
# Packs the program into a container image without a daemon: container-image.sh IMAGE VERSION TARBALL
#
# It is what `docker load` and `podman load` read: layers, a configuration, and a manifest that names
# them. One layer has a C library, the folders that a system has, and a user; one the program; one the
# folder of its state. There is no shell in it.
set -eu
image=$1
version=$2
tarball=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The same files give the same bytes. The shared classes are of jars of this time, and of no other.
time=$(stat -c %Y "$image/blindsum.jar")
pack() { # FOLDER MEMBER OWNER TAR
  tar --create --sort=name --mtime="@$time" --owner="$3" --group="$3" --numeric-owner --format=ustar \
    --directory="$1" --file="$4" "$2"
}
digest() { sha256sum "$1" | cut -d ' ' -f 1; }

system=$work/system
mkdir -p "$system/etc/blindsum" "$system/tmp" "$system/var/lib"
echo 'blindsum:x:10001:10001:BlindSum:/var/lib/blindsum:/sbin/nologin' >"$system/etc/passwd"
echo 'blindsum:x:10001:' >"$system/etc/group"
echo 'hosts: files dns' >"$system/etc/nsswitch.conf"
# what the Java loads of the system it was built on, by the paths that the loader looks at
for library in "$image/runtime/bin/java" "$image"/runtime/lib/*.so "$image"/runtime/lib/server/*.so; do
  ldd "$library"
done | sed -n -e 's/.*=> \(\/[^ ]*\) (.*/\1/p' -e 's/^[[:space:]]*\(\/lib[^ ]*\) (.*/\1/p' |
  grep -E '/(ld-linux[^/]*|lib(c|m|dl|rt|pthread|resolv|nss_dns|nss_files|gcc_s|z))\.so\.[0-9]+$' |
  sort -u >"$work/libraries"
while read -r library; do
  mkdir -p "$system$(dirname "$library")"
  cp -L "$library" "$system$library"
done <"$work/libraries"
chmod -R u=rwX,go=rX "$system"
chmod 1777 "$system/tmp"

program=$work/program
mkdir -p "$program/opt"
cp -R "$image" "$program/opt/blindsum"
rm -rf "$program/opt/blindsum/deploy/systemd" "$program/opt/blindsum/share"
chmod -R u=rwX,go=rX "$program"

# nobody else reads the state, or the executors refuse it
state=$work/state
mkdir -p "$state/var/lib/blindsum"
chmod 0700 "$state/var/lib/blindsum"

tree=$work/tree
mkdir "$tree"
diffs=
layers=
for layer in system:.:0 program:opt:0 state:var/lib/blindsum:10001; do
  folder=${layer%%:*}
  member=${layer#*:}
  pack "$work/$folder" "${member%:*}" "${layer##*:}" "$work/layer.tar"
  sum=$(digest "$work/layer.tar")
  gzip -n -9 <"$work/layer.tar" >"$tree/$sum.tar.gz"
  rm "$work/layer.tar"
  diffs="$diffs${diffs:+, }\"sha256:$sum\""
  layers="$layers${layers:+, }\"$sum.tar.gz\""
done
java='"/opt/blindsum/runtime/bin/java", "-XX:SharedArchiveFile=/opt/blindsum/lib/blindsum.jsa",
    "-XX:+UseSerialGC", "-XX:-UsePerfData", "--enable-native-access=ALL-UNNAMED",
    "-XX:-HeapDumpOnOutOfMemoryError", "-XX:-CreateCoredumpOnCrash", "-XX:MaxRAMPercentage=40",
    "-Dblindsum.home=/opt/blindsum", "-cp", "/opt/blindsum/blindsum.jar",
    "io.blindsum.cli.BlindSum"'
cat >"$work/configuration.json" <<JSON
{
  "architecture": "amd64",
  "os": "linux",
  "created": "1970-01-01T00:00:00Z",
  "config": {
    "User": "10001:10001",
    "WorkingDir": "/var/lib/blindsum",
    "Env": ["LC_ALL=C.UTF-8", "HOME=/var/lib/blindsum", "PATH=/opt/blindsum/runtime/bin"],
    "Entrypoint": [$java],
    "Cmd": ["--help"],
    "Volumes": {"/var/lib/blindsum": {}},
    "Healthcheck": {
      "Test": ["CMD", $java, "executor", "health"],
      "Interval": 60000000000, "Timeout": 10000000000, "StartPeriod": 60000000000, "Retries": 3
    },
    "Labels": {
      "org.opencontainers.image.title": "BlindSum",
      "org.opencontainers.image.description": "Totals over encrypted patient records",
      "org.opencontainers.image.version": "$version",
      "org.opencontainers.image.licenses": "Apache-2.0"
    }
  },
  "rootfs": {"type": "layers", "diff_ids": [$diffs]},
  "history": [
    {"created": "1970-01-01T00:00:00Z", "created_by": "C library, user"},
    {"created": "1970-01-01T00:00:00Z", "created_by": "BlindSum $version"},
    {"created": "1970-01-01T00:00:00Z", "created_by": "state"}
  ]
}
JSON
name=$(digest "$work/configuration.json").json
mv "$work/configuration.json" "$tree/$name"
tag=$(echo "$version" | tr '[:upper:]+' '[:lower:]-')
printf '[{"Config": "%s", "RepoTags": ["blindsum:%s"], "Layers": [%s]}]\n' \
  "$name" "$tag" "$layers" >"$tree/manifest.json"
pack "$tree" . 0 "$tarball"
