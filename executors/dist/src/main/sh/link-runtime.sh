#!/bin/sh
# Makes a small Java of what the program uses: link-runtime.sh JDK RUNTIME
set -eu
rm -rf "$2"
exec "$1/bin/jlink" --output "$2" --strip-java-debug-attributes --no-header-files --no-man-pages \
  --compress zip-9 --add-modules \
  java.base,java.desktop,java.management,java.sql,jdk.crypto.ec,jdk.httpserver,jdk.security.auth,jdk.unsupported
