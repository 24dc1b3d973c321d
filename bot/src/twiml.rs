//! What is said on the phone, in the markup that Twilio reads.

use commands::answering;
use incidents::model::tongue::Tongue;
use incidents::postmortem::escaped;

/// A call that reads out what it is about, twice, and takes one key.
#[must_use]
pub fn call(tongue: Tongue, spoken: &str, keys: Option<&str>) -> String {
    match keys {
        Some(keys) => {
            let ask = say(tongue, 1, &format!("{spoken}. {}", answering::by_key(tongue)));
            let gather = format!(
                "<Gather input=\"dtmf\" numDigits=\"1\" timeout=\"8\" method=\"POST\" action=\"{}\">{ask}</Gather>",
                escaped(keys)
            );
            response(&format!("{gather}{gather}{}", say(tongue, 1, &answering::no_key(tongue))))
        }
        None => response(&say(tongue, 2, &format!("{spoken}. {}", answering::without_keys(tongue)))),
    }
}

/// The end of a call.
#[must_use]
pub fn goodbye(tongue: Tongue, spoken: &str) -> String {
    response(&format!("{}<Hangup/>", say(tongue, 1, spoken)))
}

/// The answer to a text message.
#[must_use]
pub fn message(text: &str) -> String {
    response(&format!("<Message>{}</Message>", escaped(text)))
}

fn say(tongue: Tongue, times: u8, text: &str) -> String {
    format!("<Say language=\"{}\" loop=\"{times}\">{}</Say>", voice(tongue), escaped(text))
}

/// What Twilio calls the voice of a language.
fn voice(tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::English => "en-US",
        Tongue::German => "de-DE",
        Tongue::French => "fr-FR",
        Tongue::Spanish => "es-ES",
        Tongue::Japanese => "ja-JP",
        Tongue::Portuguese => "pt-BR",
    }
}

fn response(inner: &str) -> String {
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>{inner}</Response>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_said_can_become_markup() {
        let hostile = "</Say><Dial>+1900</Dial>&\"'\u{0}\u{b}";
        for tongue in Tongue::ALL {
            for said in [
                call(tongue, hostile, Some("https://x/\"><Dial/>")),
                call(tongue, hostile, None),
                goodbye(tongue, hostile),
                message(hostile),
            ] {
                assert!(!said.contains("<Dial") && !said.contains('\u{0}'), "{said}");
            }
        }
    }

    #[test]
    fn a_call_has_one_voice_and_it_speaks_the_language() {
        for tongue in Tongue::ALL {
            for said in [call(tongue, "INC-7", Some("https://x")), call(tongue, "INC-7", None)] {
                let voices = said.matches("<Say ").count();
                let own = format!("<Say language=\"{}", tongue.as_str());
                assert!(voices > 0 && said.matches(&own).count() == voices, "{said}");
            }
        }
    }
}
