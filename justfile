# Short names for what is done every day. `just` alone lists them.

_list:
    @just --list --unsorted

# Everything a change needs before it is let in, short of what has to be installed first
check: fmt-check clippy test doc

# Format the code
fmt:
    cargo fmt --all

# Say where the code is not formatted
fmt-check:
    cargo fmt --all --check

# Lint, with every warning an error
clippy:
    cargo clippy --workspace --all-targets -- -D warnings

# Tell every story; `just test acknowledg` tells those whose names hold the word
test *words:
    cargo test --workspace {{words}}

# Only the rules of the house
house:
    cargo test -p tests architecture

# Build the documentation, with every warning an error
doc:
    RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps

# Check licences, sources and what must not be in the tree
deny:
    cargo deny check bans licenses sources

# Check the known vulnerabilities; needs the network
advisories:
    cargo deny check advisories

# Open the demo
demo *arguments:
    cargo run --release -- demo {{arguments}}

# Measure everything and hold it against the run that is kept; `just bench 9` takes nine rounds. Builds in release first
bench rounds="5": _bench-build
    rm -rf bench/results
    -{{measured}}/drive {{rounds}} bench/results/answers.json
    -{{measured}}/late bench/results/lateness.json
    -{{measured}}/fair 3 bench/results/fairness.json
    -{{measured}}/pending bench/results/pending.json
    -{{measured}}/drain 100000 bench/results/reminders.json
    -{{measured}}/compile {{rounds}} bench/results/postmortems.json
    -{{measured}}/grow {{rounds}} bench/results/growth.json
    -{{measured}}/start 3 bench/results/starts.json
    {{measured}}/summary bench/results docs

# Keep what `just bench` measured last as what the next is held against, and draw how cost grows
bench-keep:
    {{measured}}/summary bench/results docs keep

# Measure over a million entries, and start over a database of five gigabytes; some ten minutes more, and as much disk
bench-large: _bench-build
    {{measured}}/grow 3 bench/results/growth-large.json 50000
    {{measured}}/start 3 bench/results/starts-large.json large
    rm -rf {{measured}}/grow-data

# Measure answers alone, against small bots, in turns
bench-answers rounds="5": _bench-build
    {{measured}}/drive {{rounds}}

# Drain 100,000 reminders that are due at one instant, and a tenth of them
bench-reminders most="100000": _bench-build
    {{measured}}/drain {{most}}

# Measure how long a postmortem takes from the database to its text, beside a plain reading of its rows
bench-compile rounds="9": _bench-build
    {{measured}}/compile {{rounds}}

# Say how long a developer waits for checks, tests and a build from nothing, and for which crates; run it on an idle machine
bench-builds:
    bench/builds

measured := env("CARGO_TARGET_DIR", "target") / "release"

_bench-build:
    cargo build --release -p sitrep -p bench
    -cargo build --release --manifest-path bench/sqlx/Cargo.toml --target-dir {{parent_directory(measured)}}
    mkdir -p {{measured}}/discordjs && cp bench/discordjs/* {{measured}}/discordjs/
    -npm install --prefix {{measured}}/discordjs --no-audit --no-fund --no-package-lock --silent

# Run the program for a while under load, faults and kills, and look what grows; builds first
soak minutes="20":
    cargo build --release -p sitrep -p bench
    ${CARGO_TARGET_DIR:-target}/release/soak {{minutes}}

# Meet programs that other people wrote; needs Node
eyes:
    bash tests/eyes/run

# Ask the API all that its description allows and forbids; needs Python
api:
    bash tests/api/run

# Check what is in deploy/, with what of systemd, Kubernetes and containers can be had here
deploy:
    bash tests/deploy/run

# Do what the README says with nothing but what it asks for; `just readme --shared` uses this folder's target
readme *how:
    bash tests/readme/run {{how}}

# Measure how long it takes from a clone to the demo, from nothing and in release
bench-clone:
    mkdir -p bench/results
    SITREP_TIMES=$PWD/bench/results/clone.json bash tests/readme/run

# Cause every fault of docs/reliability.md; `SITREP_KILLS=10000 just reliability` kills the program that often
reliability:
    SITREP_KILLS=${SITREP_KILLS:-200} SITREP_TEST_ALL=1 cargo test --workspace

# Write down every crate in the program, and no other, with version and licence, as JSON; deny.toml says where all of them are from
sbom:
    cargo tree --locked --package sitrep --edges normal,build --prefix none --format '{p}|{l}' | sed 's/ (\*)//' | sort -u | \
      jq -nR '{crates: [inputs | capture("^(?<name>\\S+) v(?<version>\\S+)[^|]*\\|(?<license>.*)$")]}' > sbom.json

# What CI runs, with everything it installs
ci:
    bash .ci/run

# Feed anything to one of the doors in fuzz/, for a minute unless you say; needs cargo-fuzz
fuzz target seconds="60":
    RUSTC_BOOTSTRAP=1 cargo fuzz run {{target}} -- -max_total_time={{seconds}}
