//! What the answers of all providers have in common.

use chrono::{DateTime, TimeDelta, Utc};
use incidents::noted;

use super::NotSent;
use crate::outside::{Answer, Call, Exceptions, Limits, NotAnswered, Outside};

/// Longer than this a page does not wait for one way.
const LONGEST_WAIT: TimeDelta = TimeDelta::minutes(2);

/// Calls a server that the operator has named, wherever that is.
pub(super) fn named_by_operator(url: &reqwest::Url, exceptions: Exceptions, limits: Limits) -> Outside {
    let host = url.host_str().unwrap_or_default();
    Outside::within(exceptions.and_host(host.trim_start_matches('[').trim_end_matches(']')), limits)
}

/// Makes a call, and says what its answer means. A refusal gives back the answer, for those who can read more from it.
pub(super) async fn called(
    outside: &Outside,
    call: Result<Call, NotAnswered>,
    now: DateTime<Utc>,
) -> Result<Answer, NotSent> {
    let answered = match call {
        Ok(call) => outside.send(call).await,
        Err(why) => Err(why),
    };
    match answered {
        Ok(answer) => judged(answer, now),
        Err(why @ (NotAnswered::BadAddress | NotAnswered::Forbidden)) => Err(NotSent::Never(why.to_string())),
        Err(why) => Err(NotSent::for_now(why.to_string())),
    }
}

fn judged(answer: Answer, now: DateTime<Utc>) -> Result<Answer, NotSent> {
    let status = answer.status;
    let why = || noted!("it answered with status {status}", status);
    match answer.status {
        200..=299 => Ok(answer),
        408 | 425 | 429 | 500..=599 => {
            let wait = answer.retry_after.as_deref().and_then(|text| wait(text, now));
            if wait.is_some_and(|wait| wait > LONGEST_WAIT) {
                let why = noted!(
                    "it answered with status {status}, and wants to be left alone for too long",
                    status
                );
                return Err(NotSent::Never(why));
            }
            Err(NotSent::NotNow { wait, why: why() })
        }
        _ => Err(NotSent::Never(why())),
    }
}

/// How long `Retry-After` asks to wait: seconds, or until a date.
fn wait(text: &str, now: DateTime<Utc>) -> Option<TimeDelta> {
    if let Ok(seconds) = text.trim().parse::<u32>() {
        return Some(TimeDelta::seconds(seconds.into()));
    }
    let at = DateTime::parse_from_rfc2822(text.trim()).ok()?;
    Some((at.to_utc() - now).max(TimeDelta::zero()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(status: u16, retry_after: Option<&str>) -> Result<Answer, NotSent> {
        let retry_after = retry_after.map(str::to_owned);
        let now = "2024-06-02T14:15:00Z".parse().unwrap();
        judged(Answer { status, retry_after, body: Vec::new(), is_whole: true }, now)
    }

    #[test]
    fn answers_mean_sent_or_later_or_never() {
        let later = |seconds: Option<i64>| (true, seconds.map(TimeDelta::seconds));
        let never = (false, None);
        for (status, retry_after, meant) in [
            (301, None, never),
            (400, None, never),
            (401, None, never),
            (404, None, never),
            (410, None, never),
            (408, None, later(None)),
            (429, None, later(None)),
            (429, Some("7"), later(Some(7))),
            (429, Some("Sun, 02 Jun 2024 14:15:30 GMT"), later(Some(30))),
            (429, Some("Sun, 02 Jun 2024 14:00:00 GMT"), later(Some(0))),
            (429, Some("soon"), later(None)),
            (429, Some("121"), never),
            (503, Some("120"), later(Some(120))),
            (500, None, later(None)),
        ] {
            let found = match answered(status, retry_after).unwrap_err() {
                NotSent::NotNow { wait, .. } => (true, wait),
                NotSent::Never(_) => (false, None),
            };
            assert_eq!(found, meant, "{status} {retry_after:?}");
        }
        assert!(answered(204, None).is_ok());
    }
}
