//! The reference of all commands says what the table says.

/// Where the reference stands. `SITREP_WRITE=1 cargo test manual` writes it anew.
const PLACE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/commands.md");

#[test]
fn the_manual_tells_every_command() {
    let wanted = commands::manual();
    if std::env::var_os("SITREP_WRITE").is_some() {
        std::fs::write(PLACE, &wanted).expect("the docs can be written");
    }
    let told = std::fs::read_to_string(PLACE).expect("the reference is there");
    assert!(told == wanted, "docs/commands.md lags behind the table: SITREP_WRITE=1 cargo test manual");
}
