//! The channels of incidents over their lives: found room for, deleted by hand, forbidden, renamed, opened to more people,
//! closed at the end.

mod forbidden;
mod guests;
mod lost;
mod names;
mod space;
