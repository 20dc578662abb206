#!/bin/sh
# Draws the keys of a new colony and prints the environment of compose.yaml:
#   ./make-env.sh > .env && chmod 600 .env
# Needs the colonies program, or Docker to run it from its image.
set -eu

generate() {
  if command -v colonies >/dev/null 2>&1; then
    colonies security generate 2>&1
  else
    docker run --rm colonyos/colonies:v1.9.12 colonies security generate 2>&1
  fi | sed -n 's/.*[ "]Id=\([0-9a-f]\{64\}\).*PrvKey=\([0-9a-f]\{64\}\).*/\1 \2/p'
}

pair() {
  set -- "$1" $(generate)
  [ $# -eq 3 ] || { echo "error: colonies security generate printed no key" >&2; exit 1; }
  echo "$1_ID=$2"
  echo "$1_PRVKEY=$3"
}

pair SERVER
pair COLONY
pair USER
echo "DB_PASSWORD=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"
