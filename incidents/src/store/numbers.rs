//! The numbers that were given out: what is restored from a backup must not give them out again.

use super::connection::{Connection, args};
use super::value::Columns;
use crate::error::Fault;

/// How far one database has counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counted {
    /// For each server: the column that counts, and the number it gives next.
    servers: Vec<(i64, String, i64)>,
    /// For each table: the last id it gave.
    ids: Vec<(String, i64)>,
}

/// Reads how far a SQLite database has counted.
pub fn read(connection: &mut Connection) -> Result<Counted, Fault> {
    let mut counted = Counted::default();
    for column in columns(connection)? {
        let sql = format!("select id, {column} from guilds");
        let numbers = connection.all(&sql, args![], |row| Ok((row.take()?, column.clone(), row.take()?)))?;
        counted.servers.extend(numbers);
    }
    let sql = "select name, seq from sqlite_sequence";
    counted.ids = connection.all(sql, args![], |row| Ok((row.take()?, row.take()?)))?;
    Ok(counted)
}

/// Moves a SQLite database on to where another has counted, never back.
pub fn move_on(connection: &mut Connection, to: &Counted) -> Result<(), Fault> {
    let known = columns(connection)?;
    for (server, column, next) in to.servers.iter().filter(|(_, column, _)| known.contains(column)) {
        super::guilds::ensure(connection, crate::ids::GuildId(*server))?;
        let sql = format!("update guilds set {column} = max({column}, $2) where id = $1");
        connection.run(&sql, args![*server, *next])?;
    }
    for (table, last) in &to.ids {
        let sql = "update sqlite_sequence set seq = max(seq, $2) where name = $1";
        if connection.run(sql, args![table.clone(), *last])? == 0 {
            let sql = "insert into sqlite_sequence (name, seq)
                       select name, $2 from sqlite_master where type = 'table' and name = $1";
            connection.run(sql, args![table.clone(), *last])?;
        }
    }
    Ok(())
}

/// The columns of a server's row that count, by the name they all have.
fn columns(connection: &mut Connection) -> Result<Vec<String>, Fault> {
    let sql = "select name from pragma_table_info('guilds') where name like 'next\\_%' escape '\\'";
    connection.all(sql, args![], |row| row.take())
}
