//! The Postgres engine. Blocking, like SQLite's, so that one store serves both; the ledger gives it threads of its own.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;

use postgres::config::{Host, SslMode};
use postgres::fallible_iterator::FallibleIterator as _;
use postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use postgres::{Client, Config, Statement};

use super::value::{Cell, Value};
use crate::error::Fault;

/// How many statements a connection keeps prepared.
const PREPARED: usize = 512;

/// One Postgres connection with its prepared statements.
pub struct Engine {
    client: Client,
    prepared: HashMap<String, Statement>,
}

/// The cells of one Postgres row.
pub struct Cells<'r> {
    row: &'r postgres::Row,
    next: usize,
}

impl Cells<'_> {
    pub(super) fn next_cell(&mut self) -> Result<Cell<'_>, Fault> {
        let Loose(cell) = self.row.try_get::<_, Option<Loose<'_>>>(self.next)?.unwrap_or(Loose(Cell::Null));
        self.next += 1;
        Ok(cell)
    }
}

/// Whatever of our few kinds lies in the cell.
struct Loose<'r>(Cell<'r>);

impl<'r> FromSql<'r> for Loose<'r> {
    fn from_sql(ty: &Type, raw: &'r [u8]) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Self(match *ty {
            Type::INT8 => Cell::Int(i64::from_sql(ty, raw)?),
            Type::INT4 => Cell::Int(i32::from_sql(ty, raw)?.into()),
            Type::BOOL => Cell::Int(bool::from_sql(ty, raw)?.into()),
            Type::FLOAT8 => Cell::Real(f64::from_sql(ty, raw)?),
            Type::FLOAT4 => Cell::Real(f32::from_sql(ty, raw)?.into()),
            Type::BYTEA => Cell::Bytes(raw),
            _ => Cell::Text(<&str>::from_sql(ty, raw)?),
        }))
    }

    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::INT8 | Type::INT4 | Type::BOOL | Type::FLOAT8 | Type::FLOAT4 | Type::BYTEA)
            || <&str as FromSql>::accepts(ty)
    }
}

impl ToSql for Value {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut postgres::types::private::BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match (self, ty) {
            (Self::Null, _) => Ok(IsNull::Yes),
            (Self::Int(value), &Type::INT4) => i32::try_from(*value)?.to_sql(ty, out),
            (Self::Int(value), _) => value.to_sql(ty, out),
            (Self::Text(text), _) => text.to_sql(ty, out),
            (Self::Bytes(bytes), _) => bytes.to_sql(ty, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl Engine {
    /// Connects: with TLS and a checked certificate, unless the server is this machine or `sslmode=disable` is asked for.
    pub fn connect(url: &str) -> Result<Self, Fault> {
        let mut config: Config = url.parse()?;
        config.connect_timeout(std::time::Duration::from_secs(3)).application_name("sitrep");
        let client = if is_here(&config) && config.get_ssl_mode() == SslMode::Prefer {
            config.connect(postgres::NoTls)?
        } else {
            config.connect(tls())?
        };
        Ok(Self { client, prepared: HashMap::new() })
    }

    /// Whether the connection is known to be gone.
    pub(super) fn is_closed(&self) -> bool {
        self.client.is_closed()
    }

    pub(super) fn run(&mut self, sql: &str, args: &[Value]) -> Result<u64, Fault> {
        let statement = self.statement(sql)?;
        Ok(self.client.execute(&statement, &borrowed(args))?)
    }

    pub(super) fn each(
        &mut self,
        sql: &str,
        args: &[Value],
        visit: &mut dyn FnMut(Cells<'_>) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let statement = self.statement(sql)?;
        let mut rows = self.client.query_raw(&statement, args)?;
        while let Some(row) = rows.next()? {
            visit(Cells { row: &row, next: 0 })?;
        }
        Ok(())
    }

    pub(super) fn batch(&mut self, sql: &str) -> Result<(), Fault> {
        Ok(self.client.batch_execute(sql)?)
    }

    /// Most statements are the program's own text. Those that list ids are as many as there are lists: past the bound all are
    /// prepared anew.
    fn statement(&mut self, sql: &str) -> Result<Statement, Fault> {
        if let Some(known) = self.prepared.get(sql) {
            return Ok(known.clone());
        }
        if self.prepared.len() >= PREPARED {
            self.prepared.clear();
        }
        let statement = self.client.prepare(sql)?;
        self.prepared.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }
}

/// Whether every address is on this machine, where nobody listens between.
fn is_here(config: &Config) -> bool {
    config.get_hosts().iter().all(|host| match host {
        Host::Tcp(name) => {
            name == "localhost" || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
        }
        Host::Unix(_) => true,
    })
}

fn tls() -> tokio_postgres_rustls::MakeRustlsConnect {
    let roots = rustls::RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("ring speaks the default protocol versions")
        .with_root_certificates(roots)
        .with_no_client_auth();
    tokio_postgres_rustls::MakeRustlsConnect::new(config)
}

fn borrowed(args: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    args.iter().map(|arg| arg as &(dyn ToSql + Sync)).collect()
}
