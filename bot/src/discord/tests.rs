//! How calls to Discord end, told against a server of our own.
