#!/bin/sh
# Installs the peers that BlindSum is measured beside, by name from the package registries, into a
# folder: install.sh FOLDER. What cannot be installed is named and left out.
set -u
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
folder=$(cd "$1" && pwd)
log=$folder/install.log
: >"$log"

missing() {
  echo "peers: $1 left out: $2; see $log"
}

if python3 -m venv "$folder/venv" >>"$log" 2>&1; then
  while read -r package; do
    "$folder/venv/bin/pip" install --quiet --disable-pip-version-check "$package" >>"$log" 2>&1 ||
      missing "$package" "pip could not install it"
  done <"$here/requirements.txt"
else
  missing "the Python peers" "there is no python3 with venv"
fi

mvn -q -B -f "$here/javallier/pom.xml" dependency:copy-dependencies \
  -DoutputDirectory="$folder/javallier" >>"$log" 2>&1 ||
  missing "javallier" "Maven could not fetch it"

make -s -C "$here/../../native" bench-c OUT="$folder/c" >>"$log" 2>&1 ||
  missing "C + GMP" "it needs make and a C compiler"
