//! A pretend Discord.
