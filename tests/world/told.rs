//! What a person was answered, in a form that stories can question.

use simulator::{Answer, MessageView};

/// An answer.
#[derive(Debug, Clone)]
pub struct Told {
    /// The interaction it answers.
    pub to: simulator::InteractionId,
    /// The answer as Discord holds it.
    pub answer: Answer,
}

impl Told {
    /// Its message.
    #[must_use]
    pub fn message(&self) -> &MessageView {
        match &self.answer {
            Answer::Message(message) | Answer::Deferred(message) => message,
            other => panic!("not answered by a message: {other:?}"),
        }
    }

    /// All its words: those of the message, of its cards and of its buttons.
    #[must_use]
    pub fn words(&self) -> String {
        words(self.message())
    }

    /// Fails unless everybody in the channel sees it and it has these words.
    pub fn says(&self, part: &str) -> &Self {
        assert!(self.message().ephemeral_to.is_none(), "only for one: {}", self.words());
        self.has(part)
    }

    /// Fails unless only the person who asked sees it and it has these words.
    pub fn whispers(&self, part: &str) -> &Self {
        assert!(self.message().ephemeral_to.is_some(), "for everybody: {}", self.words());
        self.has(part)
    }

    fn has(&self, part: &str) -> &Self {
        assert!(self.words().contains(part), "{part:?} is not in: {}", self.words());
        self
    }

    /// The labels of the suggestions.
    #[must_use]
    pub fn suggestions(&self) -> Vec<String> {
        match &self.answer {
            Answer::Choices(choices) => choices.iter().map(|choice| choice.name.clone()).collect(),
            other => panic!("not answered by suggestions: {other:?}"),
        }
    }

    /// Whether a form was opened.
    #[must_use]
    pub fn is_form(&self) -> bool {
        matches!(self.answer, Answer::Form(_))
    }
}

/// All the words of a message.
#[must_use]
pub fn words(message: &MessageView) -> String {
    let mut words = vec![message.content.clone()];
    collect(&serde_json::Value::from(message.embeds.clone()), &mut words);
    collect(&serde_json::Value::from(message.components.clone()), &mut words);
    words.join("\n")
}

fn collect(value: &serde_json::Value, words: &mut Vec<String>) {
    match value {
        serde_json::Value::Array(items) => items.iter().for_each(|item| collect(item, words)),
        serde_json::Value::Object(fields) => {
            for (name, value) in fields {
                match value.as_str() {
                    Some(text)
                        if ["title", "description", "name", "value", "text", "label"]
                            .contains(&name.as_str()) =>
                    {
                        words.push(text.to_owned());
                    }
                    _ => collect(value, words),
                }
            }
        }
        _ => {}
    }
}
