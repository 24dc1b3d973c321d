//! `/postmortem template`: the words postmortems are told in. Lists what there is, shows one, and takes a server's own,
//! which is tried out before it is kept.

use incidents::ids::GuildId;
use incidents::model::notice::{AnswerTo, Notice};
use incidents::model::publication::TemplateOffer;
use incidents::model::setting::Setting;
use incidents::operations::postmortem::templates::{self, DEFAULT, MOST_BYTES, source_of};
use incidents::operations::set_setting::set_setting;
use incidents::postmortem::templates::Shipped;
use incidents::{Change, PostmortemRefusal, Refusal, Result, View, store};

use crate::asked::Asked;
use crate::parcels::refused;
use crate::permissions::check;
use crate::reply::{Choice, File, Look, Message, Reply, Widget};
use crate::request::Attachment;
use crate::table::{Command, Handle, Needs, Opt, Run, Takes};
use crate::tongues::{Listeners, speaking, word};
use crate::{handles, words};

pub const COMMAND: Command = Command {
    path: "postmortem template",
    about: "The words postmortems are told in: list, show, or add a template of your own",
    options: &[
        Opt::of("file", "A template of your own; admins only", Takes::File),
        Opt::suggested("name", "Its name, or the one to look at", suggested),
    ],
    run: Run::Changes(run),
    handles: &[
        Handle { name: LIST, needs: Needs::Nothing, run: Run::Reads(chosen) },
        Handle { name: USE, needs: Needs::Admin, run: Run::Changes(take_up) },
        Handle { name: REMOVE, needs: Needs::Admin, run: Run::Changes(remove) },
    ],
    ..Command::PLAIN
};

const LIST: &str = "template-show";
const USE: &str = "template-use";
const REMOVE: &str = "template-remove";

fn run(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    match (asked.file("file"), asked.text("name")) {
        (Some(file), name) => offer(change, asked, file, name),
        (None, None) => list(change, asked),
        (None, Some(name)) => show(change, asked, name),
    }
}

/// The file is fetched and tried by and by; the answer then says what came of it.
fn offer(change: &mut Change<'_>, asked: &Asked<'_>, file: &Attachment, name: Option<&str>) -> Result<Reply> {
    check(change, asked, Needs::Admin)?;
    let stem = file.name.split('.').next().unwrap_or_default();
    let name = templates::tidy(name.unwrap_or(stem))?;
    let size = usize::try_from(file.size).unwrap_or(usize::MAX);
    if size > MOST_BYTES {
        return Err(PostmortemRefusal::TemplateSize(size).into());
    }
    let text = say!(
        "⏳ Template `{name}` is being tried out on past incidents; this answer says how it went.",
        name
    );
    change.send(&Notice::Template(TemplateOffer {
        name,
        url: file.url.clone(),
        by: change.by.clone(),
        answer: asked.answer(),
    }))?;
    Ok(Message::private(text).into())
}

/// What the answer becomes once a template was tried out.
#[must_use]
pub fn tried_in(answer: &AnswerTo, came: &Result<String, Refusal>) -> Message {
    match came {
        Ok(name) => speaking(Listeners::of(answer.tongue), || works(name)),
        Err(refusal) => refused(answer, refusal),
    }
}

fn works(name: &str) -> Message {
    let text = say!(
        "✅ Template `{name}` works, and is kept. `/postmortem export` takes it by name; all postmortems are told by it once \
         it is in use.",
        name
    );
    Message::private(text).with_row(vec![button(word("Use it for all postmortems"), USE, name, Look::Good)])
}

fn button(label: &str, handle: &str, name: &str, look: Look) -> Widget {
    Widget::button(label, handles::id(handle, &[&name]), look)
}

fn list(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let guild = asked.request.guild;
    let used = asked.settings.template.as_deref();
    let mark = |name: &str| if used.unwrap_or(DEFAULT) == name { word(" — **in use**") } else { "" };
    let mut text = say!("**Templates**");
    text.push_str(&format!("\n- `{DEFAULT}` {}{}", word("the standard document"), mark(DEFAULT)));
    for shipped in Shipped::ALL {
        text.push_str(&format!("\n- `{}` {}{}", shipped.name(), about(shipped), mark(shipped.name())));
    }
    for kept in store::templates::all(view, guild)? {
        let (name, by) = (&kept.name, words::line(&kept.by));
        text.push_str(&format!("\n- `{name}` {}{}", say!("your own, by {by}", by), mark(name)));
    }
    text.push_str(&say!(
        "\n-# Add your own with `file` and `name`. A template is Markdown with names in it, like {example}.",
        example = "{{ title }}"
    ));
    let mut names = templates::names(view, guild)?;
    names.truncate(25);
    let choices = names.into_iter().map(|name| Choice { label: name.clone(), value: name }).collect();
    let list = Widget::List { id: handles::id(LIST, &[]), hint: say!("Look at one"), choices };
    Ok(Message::private(text).with_row(vec![list]).into())
}

fn about(shipped: Shipped) -> &'static str {
    word(match shipped {
        Shipped::Standard => "the standard document as a template, to start your own from",
        Shipped::GoogleSre => "in the manner of Google's book on reliability",
        Shipped::Atlassian => "in the manner of Atlassian's handbook",
        Shipped::PagerDuty => "in the manner of PagerDuty's guide",
        Shipped::Customer => "for customers: no names, no internal notes",
    })
}

fn chosen(view: &mut View<'_>, asked: &Asked<'_>) -> Result<Reply> {
    show(view, asked, asked.chosen().ok_or(Refusal::StaleButton)?)
}

fn show(view: &mut View<'_>, asked: &Asked<'_>, typed: &str) -> Result<Reply> {
    let guild = asked.request.guild;
    let unknown = || PostmortemRefusal::TemplateFile(words::fit(&words::line(typed), 40));
    let name = typed.trim().to_lowercase();
    let source = source_of(view, guild, &name)?.ok_or_else(unknown)?;
    let file = File {
        name: format!("{name}.md.j2"),
        bytes: source.into_bytes(),
        about: say!("The template {name}", name),
    };
    let mut row = Vec::new();
    if asked.settings.template.as_deref() == Some(name.as_str()) {
        row.push(button(word("Back to the standard document"), USE, DEFAULT, Look::Plain));
    } else {
        row.push(button(word("Use it for all postmortems"), USE, &name, Look::Good));
    }
    if Shipped::find(&name).is_none() {
        row.push(button(word("Remove"), REMOVE, &name, Look::Danger));
    }
    Ok(Message::private(say!("Template `{name}`", name)).with_file(file).with_row(row).into())
}

fn take_up(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let name = pointed_at(asked)?;
    set_setting(change, Setting::Template, name)?;
    let text = match name {
        DEFAULT => say!("Postmortems are told as the standard document again, from now on."),
        name => say!(
            "Postmortems are told by `{name}` from now on. Those posted already change with their next correction.",
            name
        ),
    };
    Ok(Reply::Change(Message::private(text)))
}

fn remove(change: &mut Change<'_>, asked: &Asked<'_>) -> Result<Reply> {
    let name = pointed_at(asked)?;
    templates::remove(change, name)?;
    Ok(Reply::Change(Message::private(say!("Template `{name}` is removed.", name))))
}

fn pointed_at<'r>(asked: &Asked<'r>) -> Result<&'r str, Refusal> {
    asked.words().first().copied().ok_or(Refusal::StaleButton)
}

/// A template as it was typed: none for the standard document.
pub fn named(view: &mut View<'_>, guild: GuildId, typed: &str) -> Result<Option<String>> {
    let name = typed.trim().to_lowercase();
    if name == DEFAULT {
        return Ok(None);
    }
    match source_of(view, guild, &name)? {
        Some(_) => Ok(Some(name)),
        None => Err(PostmortemRefusal::NoSuchTemplate(words::fit(&words::line(typed), 40)).into()),
    }
}

/// The templates whose names fit what is typed.
pub fn suggested(view: &mut View<'_>, asked: &Asked<'_>, typed: &str) -> Result<Vec<Choice>> {
    let typed = typed.trim().to_lowercase();
    let mut names = templates::names(view, asked.request.guild)?;
    names.insert(0, DEFAULT.to_owned());
    names.retain(|name| name.contains(&typed));
    names.truncate(25);
    Ok(names.into_iter().map(|name| Choice { label: name.clone(), value: name }).collect())
}
