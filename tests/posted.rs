//! Interactions over HTTP: Discord sends what people do to an address, signed, and any process behind it answers.

mod believed;
mod everything;
mod replicas;
