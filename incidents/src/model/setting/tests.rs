//! What settings take, and what they refuse.

use super::*;

#[test]
fn typed_values_are_kept_as_they_are_meant() {
    for (setting, typed, kept) in [
        (Setting::Zone, "europe/berlin", "Europe/Berlin"),
        (Setting::Zone, "EST", "EST"),
        (Setting::Clock, "24h", "24"),
        (Setting::Clock, "AUTO", "auto"),
        (Setting::Locale, "en_gb", "en-GB"),
        (Setting::Locale, "es-419", "es-419"),
        (Setting::Severities, "P1, P2,P3", "P1, P2, P3"),
        (Setting::Roles, "Lead, customer liaison", "lead, customer liaison"),
        (Setting::Digest, "every monday 9:00", "every Monday at 09:00"),
        (Setting::Digest, "off", "none"),
        (Setting::BusinessDays, "sun-thu", "mon tue wed thu sun"),
        (Setting::BusinessDays, "Mon, Wed", "mon wed"),
        (Setting::Holidays, "2026-12-26, 2026-12-25", "2026-12-25, 2026-12-26"),
        (Setting::Holidays, "none", "none"),
        (Setting::QuietHours, "22:00 - 07:00", "22:00-07:00"),
        (Setting::QuietHours, "10 PM-7 AM", "22:00-07:00"),
        (Setting::ArchiveAfter, "7 days", "7"),
        (Setting::ArchiveAfter, "never", "none"),
        (Setting::Template, "Google-SRE", "google-sre"),
        (Setting::Template, "none", "default"),
    ] {
        let mut settings = Settings::default();
        setting.read(&mut settings, typed).unwrap_or_else(|why| panic!("{typed:?}: {why}"));
        assert_eq!(setting.value(&settings), kept, "{} {typed:?}", setting.as_str());
        let mut again = Settings::default();
        setting.read(&mut again, kept).unwrap();
        assert_eq!(settings, again, "what {} shows can be typed", setting.as_str());
    }
}

#[test]
fn what_cannot_be_is_refused_with_what_to_type() {
    let long = "x".repeat(31);
    let many = (0..11).map(|n| format!("P{n}")).collect::<Vec<_>>().join(",");
    for (setting, typed) in [
        (Setting::Zone, "Mars/Olympus"),
        (Setting::Clock, "13"),
        (Setting::Locale, "english"),
        (Setting::Locale, "en-US; drop table"),
        (Setting::Severities, "one"),
        (Setting::Severities, "P1, p1"),
        (Setting::Severities, long.as_str()),
        (Setting::Severities, many.as_str()),
        (Setting::Severities, "@everyone, <@&5>"),
        (Setting::Severities, "\u{200b}, \u{202e}"),
        (Setting::Roles, "comms, scribe"),
        (Setting::Digest, "sometimes"),
        (Setting::BusinessDays, ""),
        (Setting::BusinessDays, "mon-someday"),
        (Setting::Holidays, "christmas"),
        (Setting::Holidays, "9999-01-01"),
        (Setting::QuietHours, "22:00"),
        (Setting::QuietHours, "25:00-07:00"),
        (Setting::QuietHours, "07:00-07:00"),
        (Setting::ArchiveAfter, "0"),
        (Setting::ArchiveAfter, "366"),
        (Setting::ArchiveAfter, "-3"),
        (Setting::Responders, "anything"),
    ] {
        let mut settings = Settings::default();
        assert!(setting.read(&mut settings, typed).is_err(), "{} took {typed:?}", setting.as_str());
        assert_eq!(settings, Settings::default());
    }
}
