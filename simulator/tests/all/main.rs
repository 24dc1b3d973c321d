//! The simulator against real clients: each test would fail on a Discord that is laxer than the real one.

#[cfg(test)]
mod gateway;
#[cfg(test)]
mod interactions;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod permissions;
#[cfg(test)]
mod rates;
#[cfg(test)]
mod serenity_client;
#[cfg(test)]
mod support;
#[cfg(test)]
mod world;
