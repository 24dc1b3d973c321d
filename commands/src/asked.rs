//! A request as a command sees it: options by name, the incident it is about, times read as the person meant them.

use incidents::ids::{Number, RoleId, UserId};
use incidents::model::incident::Incident;
use incidents::model::moment::Moment;
use incidents::model::notice::AnswerTo;
use incidents::model::settings::Settings;
use incidents::{Refusal, Result, View, store};

use crate::request::{Ask, Attachment, Given, Options, Quoted, Request};
use crate::{permissions, tongues};

/// A request together with the settings of its server.
pub struct Asked<'r> {
    /// Who asked what, where.
    pub request: &'r Request,
    /// What the server has set.
    pub settings: &'r Settings,
}

impl<'r> Asked<'r> {
    fn options(&self) -> Option<&'r Options> {
        match &self.request.ask {
            Ask::Command { options, .. } | Ask::Complete { options, .. } => Some(options),
            _ => None,
        }
    }

    fn given(&self, name: &str) -> Option<&'r Given> {
        self.options()?.get(name)
    }

    /// The text of an option, or of a form's field, unless it is blank.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&'r str> {
        let text = match &self.request.ask {
            Ask::Form { fields, .. } => fields.get(name).map(String::as_str),
            _ => match self.given(name)? {
                Given::Text(text) => Some(text.as_str()),
                _ => None,
            },
        };
        text.filter(|text| !text.trim().is_empty())
    }

    /// The answer to it, for when there is more to say.
    #[must_use]
    pub fn answer(&self) -> AnswerTo {
        let Request { token, channel, .. } = self.request;
        AnswerTo { token: token.clone(), channel: *channel, tongue: tongues::spoken() }
    }

    /// The text of an option that Discord lets nobody leave out.
    pub fn needed(&self, name: &'static str) -> Result<&'r str> {
        self.text(name).ok_or_else(|| Refusal::Empty(name).into())
    }

    /// Whether an option was given as true.
    #[must_use]
    pub fn says(&self, name: &str) -> bool {
        matches!(self.given(name), Some(Given::Truth(true)))
    }

    /// The number given for an option.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<i64> {
        match self.given(name)? {
            Given::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The person given for an option.
    #[must_use]
    pub fn user(&self, name: &str) -> Option<(UserId, &'r str)> {
        match self.given(name)? {
            Given::User { id, name } => Some((*id, name)),
            _ => None,
        }
    }

    /// The role given for an option.
    #[must_use]
    pub fn role(&self, name: &str) -> Option<RoleId> {
        match self.given(name)? {
            Given::Role(role) => Some(*role),
            _ => None,
        }
    }

    /// The file given for an option.
    #[must_use]
    pub fn file(&self, name: &str) -> Option<&'r Attachment> {
        match self.given(name)? {
            Given::File(file) => Some(file),
            _ => None,
        }
    }

    /// The message a menu command was used on.
    #[must_use]
    pub fn message(&self) -> Option<&'r Quoted> {
        match &self.request.ask {
            Ask::Message { message, .. } => Some(message),
            _ => None,
        }
    }

    /// What was chosen from a list.
    #[must_use]
    pub fn chosen(&self) -> Option<&'r str> {
        match &self.request.ask {
            Ask::Press { values, .. } => values.first().map(String::as_str),
            _ => None,
        }
    }

    /// The people who were picked from a list.
    #[must_use]
    pub fn picked(&self) -> &'r [(UserId, String)] {
        match &self.request.ask {
            Ask::Pick { people, .. } => people,
            _ => &[],
        }
    }

    /// The words of a button's or form's id after its name: `close/42/now` has `42` and `now`.
    #[must_use]
    pub fn words(&self) -> Vec<&'r str> {
        match &self.request.ask {
            Ask::Press { id, .. } | Ask::Pick { id, .. } | Ask::Form { id, .. } => {
                id.split('/').skip(2).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The incident it is about: the one named, else the one whose channel this is, else the one a button was made for.
    pub fn incident(&self, view: &mut View<'_>) -> Result<Incident> {
        if let Some(typed) = self.text("incident").filter(|_| self.options().is_some()) {
            return self.named(view, typed);
        }
        if let Some(number) = self.words().first() {
            let number = number.parse().map(Number).map_err(|_| Refusal::StaleButton)?;
            return self.visible(view, number).map_err(|_| Refusal::StaleButton.into());
        }
        let found = store::incidents::of_channel(view, self.request.guild, self.request.channel)?;
        found.ok_or_else(|| Refusal::WhichIncident.into())
    }

    /// An incident as people name it: `7`, `INC-7`, or what autocomplete put in.
    pub fn named(&self, view: &mut View<'_>, typed: &str) -> Result<Incident> {
        let digits = typed.trim().trim_start_matches(['I', 'N', 'C', 'i', 'n', 'c', '-', '#', ' ']);
        let digits: String = digits.chars().take_while(char::is_ascii_digit).collect();
        let unknown = || Refusal::NoSuchIncident(crate::words::fit(&crate::words::line(typed), 60));
        let number = digits.parse().map(Number).map_err(|_| unknown())?;
        self.visible(view, number).map_err(|why| match why {
            incidents::Error::Refused(_) => unknown().into(),
            fault => fault,
        })
    }

    /// An incident by its number, if it exists for whoever asks.
    pub fn visible(&self, view: &mut View<'_>, number: Number) -> Result<Incident> {
        let unknown = || Refusal::NoSuchIncident(number.to_string());
        let incident = store::incidents::numbered(view, self.request.guild, number)?.ok_or_else(unknown)?;
        if permissions::sees(view, &self.request.person, &incident)? {
            Ok(incident)
        } else {
            Err(unknown().into())
        }
    }

    /// The time given for an option, in the past, read in the incident's zone and on its day.
    pub fn past(&self, view: &View<'_>, name: &str, incident: Option<&Incident>) -> Result<Option<Moment>> {
        let Some(typed) = self.text(name) else { return Ok(None) };
        Ok(Some(crate::times::past(typed, view.now, self.settings, incident)?))
    }
}
