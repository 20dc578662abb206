#!/bin/sh
# Builds the batch kernels where this machine has the tools, and puts the library among the
# resources: build-kernels.sh RESOURCES. Without the tools it says so in one line; the Java code
# then calls GMP, or computes with BigInteger.
set -eu
cd "$(dirname "$0")/../../.."

if [ "$(uname -s)" != Linux ]; then
  echo "kernels: not built, they are for Linux; GMP is called function by function instead"
  exit 0
fi
for tool in make "${CC:-cc}"; do
  if ! command -v "$tool" >/dev/null 2>&1; then
    echo "kernels: not built, $tool is missing; GMP is called function by function instead"
    exit 0
  fi
done

machine=linux-$(uname -m)
make -s -j "$(getconf _NPROCESSORS_ONLN)" all OUT="target/native/$machine"
mkdir -p "$1/$machine"
cp "target/native/$machine/libblindsum-kernel.so" "$1/$machine/"
