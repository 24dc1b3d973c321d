//! The REST side: from a request on the wire to a handler over the store, and back.

pub(crate) mod call;
pub(crate) mod handle;
pub(crate) mod line;
pub(crate) mod serve;
pub(crate) mod table;
pub(crate) mod uri;
