//! The same word on the pages in a browser: whoever is not in the private incident meets it on none of them.

use commands::pages::{Place, Visit, page};
use incidents::ids::{Number, UserId};
use incidents::model::access::{MANAGE_GUILD, Person};
use incidents::store;
use tests::world::desk::{Desk, GUILD, ana};

use super::private::fill;
use super::{NOW, SECRET};

/// Every page there is, asked for in every way.
fn places() -> Vec<Place> {
    let lists = ["incidents", "postmortems", "on-call", "actions"].map(|path| (path.to_owned(), Vec::new()));
    let states = ["all", "open", "resolved", "cancelled"]
        .map(|state| ("incidents".to_owned(), vec![("state", state)]));
    let words = ["zanzibar", "breach", "1"]
        .map(|word| ("incidents".to_owned(), vec![("state", "all"), ("words", word)]));
    let which = ["mine", "overdue", "open", "done", "all"]
        .map(|which| ("actions".to_owned(), vec![("which", which)]));
    let single = ["incidents/1", "postmortems/1"].map(|path| (path.to_owned(), Vec::new()));
    let all = lists.into_iter().chain(states).chain(words).chain(which).chain(single);
    let read = all.map(|(path, query)| {
        let query: Vec<_> =
            query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Place::read(&path, &query).expect("there is such a page")
    });
    read.collect()
}

/// How many of the pages hold the word for somebody.
async fn meets(desk: &Desk, person: Person) -> Vec<Place> {
    let mut met = Vec::new();
    for place in places() {
        let visit = Visit { guild: GUILD, person: person.clone(), proof: "proof".to_owned() };
        let shown = place.clone();
        let shown = desk.ledger.read(move |view| page(view, &visit, &shown)).await.expect("a page");
        // What was looked for stands in the box that it was typed into.
        let text = shown.unwrap_or_default().to_lowercase().replace(&format!("value=\"{SECRET}\""), "");
        if text.contains(SECRET) {
            met.push(place);
        }
    }
    met
}

#[tokio::test]
async fn whoever_is_not_in_it_meets_no_word_of_it_on_any_page() {
    Desk::on_each(NOW, async |desk| {
        fill(desk).await;
        let here = desk.ledger.change(incidents::Actor::sitrep(GUILD), |change| {
            let settings = store::guilds::settings(change, GUILD)?;
            Ok(store::guilds::here(change, GUILD, "Acme", &settings)?)
        });
        here.await.expect("the server is there");
        let casey =
            Person { id: UserId(3), name: "casey".into(), roles: Vec::new(), permissions: MANAGE_GUILD };
        assert_eq!(meets(desk, casey).await, Vec::<Place>::new());
        let hers = meets(desk, ana()).await;
        assert!(hers.contains(&Place::Incident(Number(1))) && hers.len() > 3, "she reads of it: {hers:?}");
    })
    .await;
}
