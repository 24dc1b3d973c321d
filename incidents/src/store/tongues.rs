//! In which language people were last heard.

use super::connection::{Connection, args};
use super::value::Columns as _;
use crate::error::Fault;
use crate::ids::UserId;
use crate::model::tongue::Tongue;

/// Notes the language of somebody, where it is not the one that is known.
pub fn put(connection: &mut Connection, user: UserId, tongue: Tongue) -> Result<(), Fault> {
    if of(connection, user)? == Some(tongue) {
        return Ok(());
    }
    let sql = "insert into tongues (user_id, tongue) values ($1, $2)
               on conflict (user_id) do update set tongue = excluded.tongue";
    connection.run(sql, args![user, tongue.as_str()])?;
    connection.memory().tongues.note(user, tongue);
    Ok(())
}

/// The language somebody was last heard in; none for those who never were.
pub fn of(connection: &mut Connection, user: UserId) -> Result<Option<Tongue>, Fault> {
    if let Some(known) = connection.memory().tongues.get(user) {
        return Ok(Some(known));
    }
    let sql = "select tongue from tongues where user_id = $1";
    let known = connection.first(sql, args![user], |row| row.take::<String>())?;
    let known = known.as_deref().and_then(Tongue::of_locale);
    if let Some(tongue) = known {
        connection.memory().tongues.note(user, tongue);
    }
    Ok(known)
}
