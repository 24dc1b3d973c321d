# What tests/deploy/run checks, part by part. Sourced by it.

skipped=0
program=

# part NAME "COMMANDS IT NEEDS" FUNCTION: runs it, or says loudly that it did not. Where everything is to be run, that is a failure.
part() {
  local name=$1 needed=$2 check=$3 command
  for command in $needed; do
    if ! command -v "$command" >/dev/null; then
      echo "======== NOT RUN: $name, for there is no $command here ========" >&2
      [ -z "${SITREP_TEST_ALL:-}" ] || skipped=1
      return 0
    fi
  done
  "$check"
  echo "ok: $name"
}

# The unit is read as systemd reads it, beside a program at the place it names, and must stay well hardened: 0 is the best, 10 the worst.
unit() {
  local root=$scratch/unit
  mkdir -p "$root/usr/local/bin" "$root/etc/systemd/system"
  cp /bin/true "$root/usr/local/bin/sitrep"
  cp deploy/sitrep.service "$root/etc/systemd/system/"
  # Units of the system itself are not in this root; all other complaints count.
  systemd-analyze verify --root="$root" sitrep.service 2>&1 | grep -v 'Unit .* not found' >"$scratch/complaints" || true
  [ ! -s "$scratch/complaints" ] || { cat "$scratch/complaints"; return 1; }
  systemd-analyze security --offline=yes --threshold=20 deploy/sitrep.service >"$scratch/hardening" ||
    { tail -1 "$scratch/hardening"; return 1; }
}

manifests() {
  python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --target "$scratch/python" kubernetes-validate
  PYTHONPATH=$scratch/python python3 -m kubernetes_validate --strict --quiet deploy/kubernetes/*.yaml
}

# The program as nobody in particular, in a root without a shell: the version, the refusal without a token, and the demo with its data in the one
# folder that may be written.
bare_root() {
  cargo build --quiet -p sitrep --bin sitrep
  local root=$scratch/root built
  built=$(realpath "${CARGO_TARGET_DIR:-target}/debug")
  bash deploy/root "$built/sitrep" "$root"
  inside --version
  local code=0
  inside run --data /data 2>"$scratch/refusal" || code=$?
  [ "$code" -eq 2 ] && grep -q DISCORD_TOKEN "$scratch/refusal" || { cat "$scratch/refusal"; return 1; }
  demo_answers
}

# What root may do, and how to become it.
as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo)
in_root=("${as_root[@]}" chroot --userspec=65532:65532)

inside() {
  "${in_root[@]}" "$scratch/root" /sitrep "$@"
}

demo_answers() {
  # Not through a function: that would be a shell of its own, which is stopped in place of the program.
  SITREP_LISTEN=127.0.0.1:0 "${in_root[@]}" "$scratch/root" /sitrep demo --data /data >"$scratch/demo" 2>&1 &
  program=$!
  local address=
  until address=$(grep -o 'http://127[^ ]*' "$scratch/demo" | head -1) && [ -n "$address" ]; do
    kill -0 "$program" 2>/dev/null || { cat "$scratch/demo"; return 1; }
    read -rt 0.1 <> <(:) || true
  done
  curl --silent --fail --max-time 10 "$address" | grep -qi '<!doctype html' || { echo "nothing is served at $address"; return 1; }
  stop_program
}

stop_program() {
  [ -z "$program" ] && return 0
  "${as_root[@]}" kill "$program" 2>/dev/null || true
  wait "$program" 2>/dev/null || true
  program=
}
