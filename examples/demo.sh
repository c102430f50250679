#!/bin/sh
# The main job on the storefront example: plan, translate, status, check, diff. Run it twice: the second run changes nothing.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
out=${1:-build/demo}

if [ ! -d "$out/.git" ]; then
  mkdir -p "$out"
  cp -R "$here/storefront/." "$out"
  git -C "$out" -c init.defaultBranch=main init -q
  git -C "$out" add -A
  git -C "$out" -c user.name=Demo -c user.email=demo@example.org commit -q -m "The shop before translation"
fi
cd "$out"

say() { printf '\n$ %s\n' "$*"; }

say locakit plan --quiet
locakit plan --quiet

say locakit translate
code=0
locakit translate || code=$?
# 3 says that a model is not on this machine: those units stay due, all others are done.
[ "$code" -eq 0 ] || [ "$code" -eq 3 ] || exit "$code"

say locakit status
locakit status

say locakit check
locakit check --quiet | tail -n 1

say locakit diff --market pt-BR
locakit diff --market pt-BR > .git/demo-diff
sed -n '1,24p' .git/demo-diff
printf '…\n'
tail -n 1 .git/demo-diff

printf '\nThe translated shop is in %s\n' "$out"
