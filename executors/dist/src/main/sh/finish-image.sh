#!/bin/sh
# Adds to an image what is made by running it: finish-image.sh IMAGE
set -eu
cd "$1"
mkdir -p lib/drivers share/bash-completion/completions
echo "Jars of database drivers go here." >lib/drivers/README
runtime/bin/java -cp blindsum.jar picocli.AutoComplete --force --name blindsum \
  --completionScript share/bash-completion/completions/blindsum io.blindsum.cli.BlindSum

# Class data sharing: what the virtual machine need not read and check again at each start. It keeps
# the path of the jars, so that they are called by one that is the same wherever the checkout lies.
classes=$(mktemp)
link=/tmp/blindsum-image
ln -s "$PWD" "$link"
trap 'rm -f "$classes" "$classes.named" "$link"' EXIT
run() {
  runtime/bin/java -XX:+UseParallelGC --enable-native-access=ALL-UNNAMED -Xlog:disable \
    -cp "$link/blindsum.jar" "$@"
}
run -XX:DumpLoadedClassList="$classes" io.blindsum.cli.BlindSum \
  key show deploy/workflows/example-public-key.b64 --insecure-test-key >/dev/null
# without what differs from run to run: hints of constant pools, and classes made on the way
grep -v -e '^@' -e '\$\$' -e Lambda "$classes" | LC_ALL=C sort -u >"$classes.named"
run -Xshare:dump -XX:SharedClassListFile="$classes.named" -XX:SharedArchiveFile=lib/blindsum.jsa
