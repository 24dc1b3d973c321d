//! The few kinds of value that both databases store alike, and how our own types become them.

use chrono::{DateTime, Utc};

use crate::error::Fault;

/// A value on its way into a statement.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing.
    Null,
    /// Ids, counts, booleans (0 and 1), and instants as epoch milliseconds.
    Int(i64),
    /// Text, and everything stored as JSON.
    Text(String),
    /// Raw bytes.
    Bytes(Vec<u8>),
}

/// A value as it lies in a row, borrowed from it.
#[derive(Debug, Clone, Copy)]
pub enum Cell<'r> {
    /// Nothing.
    Null,
    /// An integer.
    Int(i64),
    /// A number with a fraction: what a database computes, never what we store.
    Real(f64),
    /// Text.
    Text(&'r str),
    /// Raw bytes.
    Bytes(&'r [u8]),
}

/// What can be read from a cell.
pub trait FromCell: Sized {
    /// Reads the cell, or says why it cannot be what was asked for.
    fn from_cell(cell: Cell<'_>) -> Result<Self, Fault>;
}

/// The cells of one row, taken from left to right.
pub trait Columns {
    /// The next cell.
    fn next_cell(&mut self) -> Result<Cell<'_>, Fault>;

    /// The next cell, as the type asked for.
    fn take<T: FromCell>(&mut self) -> Result<T, Fault>
    where
        Self: Sized,
    {
        T::from_cell(self.next_cell()?)
    }

    /// The next cell, as the text that lies in it.
    fn take_text(&mut self) -> Result<&str, Fault> {
        match self.next_cell()? {
            Cell::Text(text) => Ok(text),
            other => Err(wrong("text", other)),
        }
    }

    /// The next cell, as JSON of the type asked for.
    fn take_json<T: serde::de::DeserializeOwned>(&mut self) -> Result<T, Fault>
    where
        Self: Sized,
    {
        Ok(serde_json::from_str(self.take_text()?)?)
    }

    /// The next cell, parsed from its text.
    fn take_parsed<T: std::str::FromStr>(&mut self) -> Result<T, Fault>
    where
        Self: Sized,
        T::Err: std::fmt::Display,
    {
        let text = self.take_text()?;
        text.parse().map_err(|why: T::Err| Fault::Unreadable(format!("{text:?}: {why}")))
    }
}

fn wrong(wanted: &str, found: Cell<'_>) -> Fault {
    Fault::Unreadable(format!("wanted {wanted}, found {found:?}"))
}

impl FromCell for i64 {
    fn from_cell(cell: Cell<'_>) -> Result<Self, Fault> {
        match cell {
            Cell::Int(value) => Ok(value),
            other => Err(wrong("an integer", other)),
        }
    }
}

impl FromCell for u32 {
    fn from_cell(cell: Cell<'_>) -> Result<Self, Fault> {
        Self::try_from(i64::from_cell(cell)?).map_err(|why| Fault::Unreadable(why.to_string()))
    }
}

impl FromCell for bool {
    fn from_cell(cell: Cell<'_>) -> Result<Self, Fault> {
        Ok(i64::from_cell(cell)? != 0)
    }
}

impl FromCell for f64 {
    fn from_cell(cell: Cell<'_>) -> Result<Self, Fault> {
        match cell {
            Cell::Real(value) => Ok(value),
            other => Err(wrong("a number", other)),
        }
    }
}

impl FromCell for String {
    fn from_cell(cell: Cell<'_>) -> Result<Self, Fault> {
        match cell {
            Cell::Text(value) => Ok(value.to_owned()),
            other => Err(wrong("text", other)),
        }
    }
}

impl FromCell for Vec<u8> {
    fn from_cell(cell: Cell<'_>) -> Result<Self, Fault> {
        match cell {
            Cell::Bytes(value) => Ok(value.to_owned()),
            other => Err(wrong("bytes", other)),
        }
    }
}

impl FromCell for DateTime<Utc> {
    fn from_cell(cell: Cell<'_>) -> Result<Self, Fault> {
        let millis = i64::from_cell(cell)?;
        Self::from_timestamp_millis(millis)
            .ok_or_else(|| Fault::Unreadable(format!("{millis} is no instant")))
    }
}

impl<T: FromCell> FromCell for Option<T> {
    fn from_cell(cell: Cell<'_>) -> Result<Self, Fault> {
        match cell {
            Cell::Null => Ok(None),
            cell => T::from_cell(cell).map(Some),
        }
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<u32> for Value {
    fn from(value: u32) -> Self {
        Self::Int(value.into())
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Int(value.into())
    }
}

/// Postgres takes no NUL in a text, and nobody can see one: both databases keep the text without it.
fn lawful(text: String) -> String {
    if text.contains('\0') { text.replace('\0', "") } else { text }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(lawful(value.to_owned()))
    }
}

impl From<&String> for Value {
    fn from(value: &String) -> Self {
        Self::Text(lawful(value.clone()))
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(lawful(value))
    }
}

impl From<&[u8]> for Value {
    fn from(value: &[u8]) -> Self {
        Self::Bytes(value.to_owned())
    }
}

impl From<DateTime<Utc>> for Value {
    fn from(value: DateTime<Utc>) -> Self {
        Self::Int(value.timestamp_millis())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// JSON text of a value that cannot fail to serialise: our own structs with text keys.
pub fn json<T: serde::Serialize>(value: &T) -> Value {
    Value::Text(serde_json::to_string(value).expect("our own structs have text keys"))
}

macro_rules! ids {
    ($($name:ident),* $(,)?) => {$(
        impl From<crate::ids::$name> for Value {
            fn from(id: crate::ids::$name) -> Self {
                Self::Int(id.0)
            }
        }

        impl FromCell for crate::ids::$name {
            fn from_cell(cell: Cell<'_>) -> Result<Self, Fault> {
                i64::from_cell(cell).map(Self)
            }
        }
    )*};
}

ids!(
    GuildId,
    ChannelId,
    UserId,
    RoleId,
    MessageId,
    InteractionId,
    IncidentId,
    EntryId,
    AttachmentId,
    ActionId,
    PageId,
    AttemptId,
    ContactId,
    PolicyId,
    ScheduleId,
    CoverId,
    OfferId,
    SourceId,
    HeartbeatId,
    ProgramId,
    AlertId,
    EventId,
    NoticeId,
    TimerId,
    Number,
    ActionNumber,
);
