//! What is said on the phone, in the markup that Twilio reads.

use incidents::postmortem::escaped;

/// A call that reads out what it is about, twice, and takes one key.
#[must_use]
pub fn call(spoken: &str, keys: Option<&str>) -> String {
    let spoken = escaped(spoken);
    match keys {
        Some(keys) => {
            let ask = format!("{spoken}. Press 1 to acknowledge. Press 2 if you cannot take it.");
            let gather = format!(
                "<Gather input=\"dtmf\" numDigits=\"1\" timeout=\"8\" method=\"POST\" action=\"{}\"><Say>{ask}</Say></Gather>",
                escaped(keys)
            );
            response(&format!("{gather}{gather}<Say>No key was pressed. Goodbye.</Say>"))
        }
        None => response(&format!("<Say loop=\"2\">{spoken}. Acknowledge it in Discord.</Say>")),
    }
}

/// The end of a call.
#[must_use]
pub fn goodbye(spoken: &str) -> String {
    response(&format!("<Say>{}</Say><Hangup/>", escaped(spoken)))
}

/// The answer to a text message.
#[must_use]
pub fn message(text: &str) -> String {
    response(&format!("<Message>{}</Message>", escaped(text)))
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
        for said in [
            call(hostile, Some("https://x/\"><Dial/>")),
            call(hostile, None),
            goodbye(hostile),
            message(hostile),
        ] {
            assert!(!said.contains("<Dial") && !said.contains('\u{0}'), "{said}");
        }
    }
}
