//! The configuration, seen by an operator who makes mistakes.

use std::collections::BTreeSet;
use std::path::Path;

use secrecy::ExposeSecret as _;

use super::*;

const EXAMPLE: &str = include_str!("../../../deploy/sitrep.example.toml");

fn env<'a>(set: &'a [(&'a str, &'a str)]) -> impl Fn(&str) -> Option<String> + 'a {
    |name| set.iter().find(|(known, _)| *known == name).map(|(_, text)| (*text).to_owned())
}

fn names(layers: &Layers) -> Vec<String> {
    Config::read(layers).unwrap_err().0.into_iter().map(|mistake| mistake.name).collect()
}

fn read_env(set: &[(&str, &str)]) -> Result<Config, Mistakes> {
    Config::read(&Layers::new().with_env(env(set)))
}

#[test]
fn nothing_given_means_the_defaults() {
    let config = read_env(&[("SITREP_DATA", "/srv")]).unwrap();
    assert_eq!(config.discord.url.as_str(), "https://discord.com/");
    assert_eq!(config.listen.unwrap().to_string(), "127.0.0.1:8080");
    assert!(matches!(&config.database, Database::Sqlite(path) if path == Path::new("/srv/sitrep.db")));
    assert_eq!(config.log.filter, "info");
    assert_eq!(config.discord.privileged, Privileged::default());
    assert!(config.token().unwrap_err().to_string().contains("sitrep demo"));
}

#[test]
fn a_flag_outweighs_the_environment_which_outweighs_the_file() {
    let path = Path::new("sitrep.toml");
    let with_file = || Layers::new().with_file_text(path, "listen = '127.0.0.1:1'");
    let with_env = || with_file().with_env(env(&[("SITREP_LISTEN", "127.0.0.1:2")]));
    let with_flag = || with_env().with_flags([(Key::Listen, "off".to_owned())]);
    let port = |layers: &Layers| Config::read(layers).unwrap().listen.map(|at| at.port());
    assert_eq!(port(&with_file()), Some(1));
    assert_eq!(port(&with_env()), Some(2));
    assert_eq!(port(&with_flag()), None);
}

#[test]
fn every_mistake_is_told_at_once_by_the_name_it_was_given_under() {
    let file =
        "listen = 8080\nlistne = 'x'\n[mail]\nfrom = 'a@example.com'\ncolour = 'red'\n[log]\nformat = 'xml'";
    let layers = Layers::new()
        .with_file_text(Path::new("my.toml"), file)
        .with_env(env(&[
            ("SITREP_DISCORD_URL", "http://discord.com"),
            ("SITREP_DATABASE_URL", "mysql://x"),
            ("SITREP_WEBHOOK_SECRET", "short"),
        ]))
        .with_flags([(Key::Log, "a=b=c".to_owned()), (Key::Listen, "8080".to_owned())]);
    let told: BTreeSet<String> = names(&layers).into_iter().collect();
    let expected = [
        "listne in my.toml",
        "mail.colour in my.toml",
        "log.format in my.toml",
        "listen in my.toml",
        "--listen",
        "--log",
        "SITREP_DISCORD_URL",
        "SITREP_DATABASE_URL",
        "SITREP_MAIL_URL",
        "SITREP_WEBHOOK_SECRET",
    ];
    assert_eq!(told, expected.into_iter().map(str::to_owned).collect());
}

#[test]
fn a_mistake_says_what_is_expected_and_not_what_was_given() {
    let text = read_env(&[("SITREP_DATABASE_URL", "postgres//u:hunter2@h")]).unwrap_err().to_string();
    assert_eq!(
        text,
        "the configuration has 1 mistake:\n  SITREP_DATABASE_URL: expected sqlite://PATH or \
         postgres://USER:PASSWORD@HOST/NAME"
    );
}

#[test]
fn plain_http_is_for_this_machine_alone() {
    for (url, is_fine) in [
        ("https://discord.example.com", true),
        ("http://127.0.0.1:4000", true),
        ("http://[::1]:4000", true),
        ("http://localhost:4000", true),
        ("http://10.0.0.1", false),
        ("http://127.0.0.1.example.com", false),
        ("ftp://discord.com", false),
        ("discord.com", false),
        ("https://discord.com?x=1", false),
    ] {
        assert_eq!(read_env(&[("SITREP_DISCORD_URL", url)]).is_ok(), is_fine, "{url}");
    }
}

#[test]
fn secrets_are_never_printed() {
    let config = read_env(&[
        ("DISCORD_TOKEN", "hunter2-token"),
        ("SITREP_DATABASE_URL", "postgres://u:hunter2@host/db"),
        ("SITREP_MAIL_URL", "smtps://u:hunter2@host"),
        ("SITREP_MAIL_FROM", "a@example.com"),
        ("SITREP_NTFY_TOKEN", "hunter2"),
        ("SITREP_PUSHOVER_TOKEN", "hunter2"),
        ("SITREP_PAGERDUTY_ROUTING_KEY", "hunter2"),
        ("SITREP_PAGERDUTY_WEBHOOK_SECRET", "hunter2"),
        ("SITREP_TWILIO_ACCOUNT_SID", "AC1"),
        ("SITREP_TWILIO_AUTH_TOKEN", "hunter2"),
        ("SITREP_TWILIO_FROM", "+15551234567"),
        ("SITREP_WEBHOOK_SECRET", "hunter2hunter2hunter2"),
    ])
    .unwrap();
    assert!(!format!("{config:#?}").contains("hunter2"));
    assert_eq!(config.token().unwrap().expose_secret(), "hunter2-token");
}

#[test]
fn a_mail_server_says_how_it_is_reached() {
    let read = |url: &str, tls: &str| {
        let set = [("SITREP_MAIL_URL", url), ("SITREP_MAIL_FROM", "a@example.com"), ("SITREP_MAIL_TLS", tls)];
        read_env(&set).map(|config| config.ways.mail.unwrap())
    };
    for (url, tls, meant) in [
        ("smtps://u:p@mail.example.com", "", Some(MailTls::Wrapped)),
        ("smtp://u:p@mail.example.com", "", Some(MailTls::Required)),
        ("smtp://u:p@mail.example.com", "required", Some(MailTls::Required)),
        ("smtp://mail.example.com:2525", "none", Some(MailTls::None)),
        ("smtp://u:p@127.0.0.1:2525", "none", Some(MailTls::None)),
        ("smtp://u:p@mail.example.com", "none", None),
        ("smtp://u:p@mail.example.com", "perhaps", None),
        ("smtp://u@mail.example.com", "", None),
        ("smtp://:p@mail.example.com", "", None),
        ("smtp://mail.example.com/?tls=required", "", None),
        ("mail.example.com", "", None),
    ] {
        assert_eq!(read(url, tls).ok().map(|mail| mail.tls), meant, "{url} {tls:?}");
    }
    let mail = read("smtps://ana%40example.com:p%3A%25@[::1]:4465", "").unwrap();
    let (name, password) = mail.credentials.unwrap();
    assert_eq!((name.as_str(), password.expose_secret()), ("ana@example.com", "p:%"));
    assert_eq!((mail.host.as_str(), mail.port), ("::1", Some(4465)));
}

#[test]
fn authorities_are_read_from_a_file_of_certificates() {
    let read = |path: &str| {
        let set = [
            ("SITREP_MAIL_URL", "smtp://h"),
            ("SITREP_MAIL_FROM", "a@example.com"),
            ("SITREP_MAIL_CA_FILE", path),
        ];
        read_env(&set).map_err(|mistakes| mistakes.0[0].name.clone())
    };
    assert_eq!(read("/nowhere/at/all").unwrap_err(), "SITREP_MAIL_CA_FILE");
    assert_eq!(read("/dev/null").unwrap_err(), "SITREP_MAIL_CA_FILE");
}

#[test]
fn fonts_are_read_from_a_folder_and_a_broken_one_is_told_at_the_start() {
    let folder = std::env::temp_dir().join(format!("sitrep-fonts-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let fonts = || read_env(&[("SITREP_DATA", "/srv"), ("SITREP_FONTS", folder.to_str().unwrap())]);
    let wrong = |read: Result<Config, Mistakes>| read.unwrap_err().to_string().contains("SITREP_FONTS");
    assert!(wrong(fonts()), "there is no font in it");
    let font = include_bytes!("../../../incidents/src/postmortem/testdata/two-characters.ttf");
    std::fs::write(folder.join("two.TTF"), font).unwrap();
    std::fs::write(folder.join("LICENSE"), "is no font, and is not read as one").unwrap();
    let config = fonts().unwrap();
    assert_eq!((config.fonts.len(), config.publishing.fonts.len()), (1, 1));
    std::fs::write(folder.join("broken.otf"), "no font").unwrap();
    assert!(wrong(fonts()));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_token_may_stand_in_a_file() {
    let path = std::env::temp_dir().join(format!("sitrep-token-{}", std::process::id()));
    std::fs::write(&path, "Bot from-a-file\n").unwrap();
    let read = |path: &str| read_env(&[("DISCORD_TOKEN_FILE", path)]);
    let config = read(path.to_str().unwrap()).unwrap();
    std::fs::remove_file(&path).unwrap();
    assert_eq!(config.token().unwrap().expose_secret(), "from-a-file");
    assert_eq!(read("/nowhere/at/all").unwrap_err().0[0].name, "DISCORD_TOKEN_FILE");
}

#[test]
fn a_token_that_no_header_can_carry_is_a_mistake() {
    assert_eq!(read_env(&[("DISCORD_TOKEN", "two words")]).unwrap_err().0[0].name, "DISCORD_TOKEN");
}

#[test]
fn text_that_is_not_toml_is_told_by_its_line() {
    let layers = Layers::new().with_file_text(Path::new("my.toml"), "listen = 'off'\n[mail\n");
    let mistake = &Config::read(&layers).unwrap_err().0[0];
    assert_eq!(mistake.name, "my.toml");
    assert!(mistake.expected.starts_with("TOML, but line 2 says: "), "{}", mistake.expected);
}

#[test]
fn the_example_is_understood_and_shows_every_key() {
    let text = EXAMPLE.replace("token_file = \"/run/secrets/discord-token\"", "token_file = \"/dev/null\"");
    let mistakes = Config::read(&Layers::new().with_file_text(Path::new("example"), &text)).unwrap_err();
    // An empty file holds no token: the one mistake that is meant.
    assert_eq!(mistakes.0.len(), 1, "{mistakes}");
    assert_eq!(mistakes.0[0].name, "discord.token_file in example");
    for key in Key::ALL {
        assert!(EXAMPLE.contains(&format!("[{}]", key.env())), "{} is not explained", key.env());
        let name = key.in_file().rsplit('.').next().unwrap();
        assert!(EXAMPLE.contains(&format!("{name} = ")), "{} is not shown", key.in_file());
    }
}
