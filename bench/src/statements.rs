//! What a note asks of the reference's database, by whichever driver: the two of them are compared, and do the same.

pub const SCHEMA: &str = include_str!("schema.sql");
pub const CHANNEL: &str = "insert into channels (id, entries) values ($1, 0) on conflict (id) do nothing";
pub const ENTRIES: &str = "select entries from channels where id = $1";
pub const COUNT: &str = "update channels set entries = $2 where id = $1";
pub const ENTRY: &str = "insert into entries (channel, author, text) values ($1, $2, $3)";
pub const WORDS: &str = "insert into words (rowid, text) values ($1, $2)";
pub const AUDIT: &str = "insert into audit (entry, what) values ($1, $2)";
pub const WISH: &str = "insert into outbox (channel, state) values ($1, 'waiting') on conflict do nothing";
