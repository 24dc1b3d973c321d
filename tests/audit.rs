//! The audit log: whatever another hand does to it shows, and what was redacted is gone while the log still holds.

use commands::parcels::Parcel;
use commands::request::Given;
use incidents::model::notice::Notice;
use incidents::{Place, checkup, store};
use tests::world::desk::{Desk, GUILD, ben, said};
use tests::world::process::Process;

const NOW: &str = "2024-06-02T18:00:00Z";
const SECRET: &str = "zanzibar-7431";

/// Does something to the database behind the program's back.
fn tampers(place: &Place, sql: &str) {
    match place {
        Place::Sqlite(path) => rusqlite::Connection::open(path).unwrap().execute_batch(sql).unwrap(),
        Place::Postgres(url) => {
            let mut client = postgres::Client::connect(url, postgres::NoTls).unwrap();
            client.batch_execute(sql).unwrap();
        }
    }
}

/// Everything that is wrong with any server's log.
async fn wrong(desk: &Desk) -> Vec<String> {
    let place = desk.place();
    let chains = tokio::task::spawn_blocking(move || checkup::chains(&place).unwrap()).await.unwrap();
    chains.into_iter().flat_map(|(_, chain)| chain.broken).collect()
}

async fn behind(desk: &Desk, sql: &'static str) {
    let place = desk.place();
    tokio::task::spawn_blocking(move || tampers(&place, sql)).await.unwrap();
}

#[tokio::test]
async fn a_row_that_is_edited_taken_out_or_put_in_is_found() {
    for (sql, told) in [
        (
            "update audit set event = replace(event, 'fixing', 'paused') where event like '%fixing%'",
            "does not say",
        ),
        ("update audit set actor = replace(actor, 'ana', 'ben') where id = 3", "the chain does not hold"),
        ("update audit set at = at + 1 where id = 2", "the chain does not hold"),
        ("update audit set incident_id = null where id = 2", "the chain does not hold"),
        ("delete from audit where id = 2", "the chain does not hold"),
        ("delete from audit where id = (select max(id) from audit)", "rows were taken out"),
        ("delete from audit", "rows were taken out"),
        (
            "insert into audit (guild_id, at, actor, event) values (100, 0, '\"sitrep\"', '{\"event\":\"archived\"}')",
            "it has no seal",
        ),
        (
            "insert into audit (guild_id, at, actor, event, salt, digest, seal)
             select guild_id, at, actor, event, salt, digest, seal from audit where id = 2",
            "the chain does not hold",
        ),
        (
            "update audit set event = '{\"event\":\"redacted\"}', salt = null where id = 2",
            "lost its words, and no redaction says why",
        ),
    ] {
        Desk::on_each(NOW, async |desk| {
            desk.runs("incident open", &[("title", "Checkout is down")]).await;
            for state in ["identified", "fixing", "monitoring"] {
                desk.runs("incident status", &[("state", state), ("incident", "1")]).await;
            }
            assert_eq!(wrong(desk).await, Vec::<String>::new());
            behind(desk, sql).await;
            let wrong = wrong(desk).await;
            assert!(wrong.iter().any(|what| what.contains(told)), "{sql}: {wrong:?}");
            assert!(wrong.len() <= 3, "one thing is told once: {wrong:?}");
        })
        .await;
    }
}

#[tokio::test]
async fn changes_of_many_at_once_make_one_chain() {
    Desk::on_each(NOW, async |desk| {
        let opening = (0..40).map(|n| async move {
            desk.runs("incident open", &[("title", &format!("Number {n}"))]).await;
        });
        futures::future::join_all(opening).await;
        assert_eq!(wrong(desk).await, Vec::<String>::new());
        let rows =
            desk.ledger.read(|view| Ok(store::chain::verify(view)?)).await.unwrap()[&GUILD].head.length;
        assert!(rows >= 40, "{rows}");
    })
    .await;
}

#[tokio::test]
async fn what_is_redacted_is_gone_everywhere_and_the_log_still_holds() {
    Desk::on_each(NOW, async |desk| {
        desk.runs("incident open", &[("title", "Checkout is down")]).await;
        let first = format!("The password is {SECRET}");
        desk.runs("timeline add", &[("text", &first), ("incident", "1")]).await;
        let id = desk.incident(1).await.id;
        let entry = |desk: &Desk| {
            let ledger = desk.ledger.clone();
            async move {
                let entries = ledger.read(move |view| Ok(store::entries::in_order(view, id)?)).await.unwrap();
                entries.into_iter().find(|entry| !entry.by_sitrep).unwrap()
            }
        };
        let seq = entry(desk).await.seq.to_string();
        let edited = format!("The password was {SECRET}, and is changed");
        desk.runs("timeline edit", &[("entry", &seq), ("text", &edited), ("incident", "1")]).await;
        let kept = desk.ledger.files().keep(SECRET.as_bytes()).unwrap();
        let (of, copy) = (entry(desk).await.id, kept.clone());
        let attach = desk.ledger.change(incidents::Actor::sitrep(GUILD), move |change| {
            use incidents::model::attachment::{Keeping, Offered};
            let offered = Offered { name: format!("{SECRET}.txt"), url: String::new(), size: 1 };
            let file = store::attachments::add(change, (id, of), &offered, &Keeping::Wanted)?;
            store::attachments::kept(change, file, &copy)?;
            change.audit(
                Some(id),
                &incidents::model::event::Event::FileKept { name: offered.name, sha256: copy.sha256.clone() },
            )
        });
        attach.await.unwrap();
        let redact = [("entry", seq.as_str()), ("reason", "A password"), ("incident", "1")];
        let asked: Vec<_> =
            redact.iter().map(|(name, text)| (*name, Given::Text((*text).to_owned()))).collect();
        let ask = commands::request::Ask::Command {
            path: "timeline redact".into(),
            options: asked.iter().map(|(name, given)| ((*name).to_owned(), given.clone())).collect(),
        };
        let refused = said(desk.asks_as(ben(None), ask).await);
        assert!(refused.private && entry(desk).await.text.contains(SECRET), "admins alone: {}", refused.text);
        let told = said(desk.runs("timeline redact", &redact).await).text;
        assert!(told.contains("redacted: A password") && !told.contains(SECRET), "{told}");
        let place = desk.place();
        let found = tokio::task::spawn_blocking(move || holding(&place, SECRET)).await.unwrap();
        assert_eq!(found, Vec::<String>::new(), "the words are still kept");
        assert_eq!(desk.ledger.files().read(&kept).unwrap(), None, "the copy is gone");
        assert_eq!(wrong(desk).await, Vec::<String>::new());
        let list = said(desk.runs("timeline list", &[("incident", "1")]).await);
        assert!(format!("{list:?}").contains("redacted by ana: A password"), "{list:?}");
        let search = said(desk.runs("incident search", &[("query", "zanzibar")]).await);
        assert!(!format!("{search:?}").contains("INC-1"), "{search:?}");
        let resolved = [("cause", "x"), ("resolution", "y"), ("incident", "1")];
        desk.runs("incident resolve", &resolved).await;
        let parcel = desk.leaves(Notice::Postmortem { incident: id }).await;
        assert!(!matches!(parcel, Parcel::Moot) && !format!("{parcel:?}").contains(SECRET));
    })
    .await;
}

/// The columns of whatever table in which a word stands, for every text there is.
pub fn holding(place: &Place, word: &str) -> Vec<String> {
    let mut found = Vec::new();
    match place {
        Place::Sqlite(path) => {
            let raw = rusqlite::Connection::open(path).unwrap();
            let sql = "select m.name, c.name from sqlite_master m, pragma_table_info(m.name) c where m.type = 'table'";
            let mut columns = raw.prepare(sql).unwrap();
            let columns = columns.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
            for (table, column) in columns.collect::<Result<Vec<(String, String)>, _>>().unwrap() {
                let sql = format!(
                    "select count(*) from \"{table}\" where instr(cast(\"{column}\" as text), $1) > 0"
                );
                let count: i64 = raw.query_row(&sql, [word], |row| row.get(0)).unwrap_or(0);
                found.extend((count > 0).then(|| format!("{table}.{column}")));
            }
        }
        Place::Postgres(url) => {
            let mut client = postgres::Client::connect(url, postgres::NoTls).unwrap();
            let sql = "select table_name::text, column_name::text from information_schema.columns
                       where table_schema = 'public'";
            for row in client.query(sql, &[]).unwrap() {
                let (table, column): (String, String) = (row.get(0), row.get(1));
                let sql =
                    format!("select count(*) from \"{table}\" where position($1 in \"{column}\"::text) > 0");
                let count: i64 = client.query_one(&sql, &[&word]).unwrap().get(0);
                found.extend((count > 0).then(|| format!("{table}.{column}")));
            }
        }
    }
    found
}

#[tokio::test]
async fn the_shell_names_what_is_wrong_and_fails() {
    let desk = Desk::on_sqlite(NOW).await;
    desk.runs("incident open", &[("title", "Checkout is down")]).await;
    let Place::Sqlite(path) = desk.place() else { unreachable!() };
    let url = format!("sqlite://{}", path.display());
    let verifies = || Process::ended("verify", &[("SITREP_DATABASE_URL", &url), ("SITREP_DATA", "/tmp")]);
    let good = verifies();
    assert_eq!(good.code, Some(0), "{good:?}");
    assert!(good.printed.contains("Every seal holds."), "{good:?}");
    behind(&desk, "update audit set at = at + 1 where id = 1").await;
    let bad = verifies();
    assert_eq!(bad.code, Some(1), "{bad:?}");
    assert!(bad.printed.contains("at row 1 the chain does not hold"), "{bad:?}");
}
