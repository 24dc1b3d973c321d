# A Postgres for the tests: the one that is named, else one of our own that is gone afterwards, else the one that answers. Sourced by
# .ci/run.
#
# Ours is the first choice because it waits for no disk: nearly a thousand databases are made and dropped, and each time a server that
# keeps its word to others writes everything out.

postgres_usual="postgres://postgres@127.0.0.1:5432/postgres"
postgres_port=54329
postgres_data=""

start_postgres() {
  local url="${SITREP_TEST_POSTGRES:-}" ours="postgres://postgres@127.0.0.1:$postgres_port/postgres"
  if [ -n "$url" ]; then
    echo "using the one that is named"
  elif make_postgres && answers "$ours"; then
    url=$ours
  else
    echo "using the one that answers"
    url=$postgres_usual
  fi
  answers "$url" || return 1
  export SITREP_TEST_POSTGRES="$url"
}

answers() {
  PGCONNECT_TIMEOUT=3 psql --no-password --no-psqlrc -qtAc 'select 1' "$1" >/dev/null 2>&1
}

# Postgres will not run as root, and its programs stand in a folder of their own on Debian.
make_postgres() {
  local programs
  programs=$(find /usr/lib/postgresql -type d -name bin 2>/dev/null | sort -V | tail -1)
  if [ -z "$programs" ]; then
    programs=$(command -v initdb) || return 1
    programs=$(dirname "$programs")
  fi
  postgres_programs=$programs
  postgres_data=$(mktemp -d)
  [ "$(id -u)" -ne 0 ] || chown postgres "$postgres_data"
  as_postgres "$programs/initdb" --auth=trust --username=postgres --encoding=UTF8 -D "$postgres_data/data" >/dev/null &&
    as_postgres "$programs/pg_ctl" -D "$postgres_data/data" -l "$postgres_data/log" -w \
      -o "-p $postgres_port -k $postgres_data -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=400" start >/dev/null
}

stop_postgres() {
  [ -n "$postgres_data" ] || return 0
  as_postgres "$postgres_programs/pg_ctl" -D "$postgres_data/data" -m fast -w stop >/dev/null || true
  rm -rf "$postgres_data"
}

as_postgres() {
  if [ "$(id -u)" -eq 0 ]; then
    (cd / && runuser -u postgres -- "$@")
  else
    "$@"
  fi
}
