//! Hears Discord.
