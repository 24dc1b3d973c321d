# Installs what the checks need and the machine lacks. Sourced by .ci/run.

# name of a command, and the Debian package it comes in.
needed=(
  "cc build-essential"
  "node nodejs"
  "npm npm"
  "chromium chromium"
  "chromedriver chromium-driver"
  "pdftotext poppler-utils"
  "psql postgresql"
  "curl curl"
  "strace strace"
  "python3 python3"
  "pip3 python3-pip"
  "prometheus-alertmanager prometheus-alertmanager"
)

install_tools() {
  install_packages && install_components && install_cargo_deny
}

install_packages() {
  local missing=() entry
  for entry in "${needed[@]}"; do
    command -v "${entry%% *}" >/dev/null || missing+=("${entry##* }")
  done
  [ "${#missing[@]}" -eq 0 ] && return 0
  echo "installing: ${missing[*]}"
  local as_root=()
  [ "$(id -u)" -eq 0 ] || as_root=(sudo)
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
}

install_components() {
  cargo fmt --version && cargo clippy --version && return 0
  rustup component add rustfmt clippy
}

# Two minutes on two cores; a build of ours does not depend on its version.
install_cargo_deny() {
  command -v cargo-deny >/dev/null && return 0
  PATH="$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"
  export PATH
  command -v cargo-deny >/dev/null && return 0
  cargo install --locked --quiet cargo-deny
}
