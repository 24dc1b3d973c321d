//! The stories, one file each.

mod ledger;
