//! Names the version: the number of the package, and the commit where whoever builds says which it is. Nothing of the machine or
//! the hour goes in, so that the same commit always gives the same words.

fn main() {
    let number = std::env::var("CARGO_PKG_VERSION").expect("cargo always names the version");
    let commit = std::env::var("SITREP_COMMIT").unwrap_or_default();
    let version = if commit.is_empty() { number } else { format!("{number} ({commit})") };
    println!("cargo:rustc-env=SITREP_VERSION={version}");
    println!("cargo:rerun-if-env-changed=SITREP_COMMIT");
    println!("cargo:rerun-if-changed=build.rs");
}
