//! A mail server on this machine, which speaks just enough SMTP (RFC 5321, 3207, 4954) and fails as the story says.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

/// How the server takes connections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// In the clear, and offers nothing else.
    Plain,
    /// In the clear, and offers STARTTLS.
    StartTls,
    /// Offers STARTTLS, and refuses it when it is asked for.
    StartTlsRefused,
    /// Encrypted from the first byte.
    Wrapped,
}

/// What the server does with one mail. Without any it takes it.
#[derive(Debug, Clone, Copy)]
pub enum MailFate {
    /// Answers the recipient with this.
    Recipient(&'static str),
    /// Answers the password with this.
    Password(&'static str),
    /// Takes the whole mail, and breaks off before it says so.
    BreakAfterData,
    /// Says nothing after the greeting.
    Silence,
}

/// What the server has.
#[derive(Default)]
struct State {
    mails: Vec<String>,
    fates: VecDeque<MailFate>,
    is_down: bool,
    /// Whether each password came over a connection that nobody can read.
    passwords: Vec<(String, bool)>,
}

/// The server.
pub struct MailServer {
    /// Where it listens.
    pub at: SocketAddr,
    /// Its certificate, as PEM.
    pub certificate: String,
    state: Arc<Mutex<State>>,
}

impl MailServer {
    /// Starts one.
    pub async fn start(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let at = listener.local_addr().expect("it listens");
        let (acceptor, certificate) = identity();
        let state = Arc::new(Mutex::new(State::default()));
        let shared = state.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, state) = (acceptor.clone(), shared.clone());
                tokio::spawn(async move {
                    if manner == Manner::Wrapped {
                        if let Ok(stream) = acceptor.accept(stream).await {
                            let mut talk = Talk::new(stream, state, true);
                            talk.greets().await;
                            talk.goes_on(manner).await;
                        }
                        return;
                    }
                    let mut talk = Talk::new(stream, state.clone(), false);
                    talk.greets().await;
                    if talk.goes_on(manner).await == Next::Tls
                        && let Ok(stream) = acceptor.accept(talk.stream.into_inner()).await
                    {
                        Talk::new(stream, state, true).goes_on(Manner::Plain).await;
                    }
                });
            }
        });
        Self { at, certificate, state }
    }

    /// What it does with the next mails, in order.
    pub fn will(&self, fates: impl IntoIterator<Item = MailFate>) {
        self.state.lock().expect("no panic held it").fates.extend(fates);
    }

    /// From now on it turns everybody away for a while, or takes mail again.
    pub fn is_down(&self, is_down: bool) {
        self.state.lock().expect("no panic held it").is_down = is_down;
    }

    /// The mails it has, with their headers.
    #[must_use]
    pub fn mails(&self) -> Vec<String> {
        self.state.lock().expect("no panic held it").mails.clone()
    }

    /// The passwords it was told, and whether nobody else could read them.
    #[must_use]
    pub fn passwords(&self) -> Vec<(String, bool)> {
        self.state.lock().expect("no panic held it").passwords.clone()
    }
}

fn identity() -> (TlsAcceptor, String) {
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).expect("a certificate");
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("the usual versions")
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .expect("key and certificate fit");
    (TlsAcceptor::from(Arc::new(config)), made.cert.pem())
}

#[derive(PartialEq, Eq)]
enum Next {
    Tls,
    Over,
}

struct Talk<S> {
    stream: BufReader<S>,
    state: Arc<Mutex<State>>,
    is_private: bool,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Talk<S> {
    fn new(stream: S, state: Arc<Mutex<State>>, is_private: bool) -> Self {
        Self { stream: BufReader::new(stream), state, is_private }
    }

    async fn says(&mut self, line: &str) {
        // Who hung up does not hear it.
        drop(self.stream.write_all(format!("{line}\r\n").as_bytes()).await);
        drop(self.stream.flush().await);
    }

    async fn hears(&mut self) -> Option<String> {
        let mut line = String::new();
        let read = self.stream.read_line(&mut line).await.ok()?;
        (read > 0).then(|| line.trim_end().to_owned())
    }

    async fn greets(&mut self) {
        let is_down = self.state.lock().expect("no panic held it").is_down;
        self.says(if is_down { "421 4.3.2 not now" } else { "220 mail.test ESMTP" }).await;
    }

    fn fate(&self) -> Option<MailFate> {
        self.state.lock().expect("no panic held it").fates.front().copied()
    }

    fn done(&self) {
        self.state.lock().expect("no panic held it").fates.pop_front();
    }

    async fn goes_on(&mut self, manner: Manner) -> Next {
        while let Some(line) = self.hears().await {
            if matches!(self.fate(), Some(MailFate::Silence)) {
                self.done();
                return std::future::pending().await;
            }
            let verb = line.split(' ').next().unwrap_or_default().to_uppercase();
            match verb.as_str() {
                "EHLO" | "HELO" => self.offers(manner).await,
                "STARTTLS" if manner == Manner::StartTls => {
                    self.says("220 go ahead").await;
                    return Next::Tls;
                }
                "STARTTLS" => self.says("454 TLS not available").await,
                "AUTH" => self.takes_password(&line).await,
                "RCPT" => match self.fate() {
                    Some(MailFate::Recipient(answer)) => {
                        self.done();
                        self.says(answer).await;
                    }
                    _ => self.says("250 fine").await,
                },
                "DATA" => {
                    if !self.takes_mail().await {
                        return Next::Over;
                    }
                }
                "QUIT" => {
                    self.says("221 bye").await;
                    return Next::Over;
                }
                _ => self.says("250 fine").await,
            }
        }
        Next::Over
    }

    async fn offers(&mut self, manner: Manner) {
        self.says("250-mail.test").await;
        if matches!(manner, Manner::StartTls | Manner::StartTlsRefused) {
            self.says("250-STARTTLS").await;
        }
        self.says("250 AUTH PLAIN").await;
    }

    async fn takes_password(&mut self, line: &str) {
        let said = line.rsplit(' ').next().unwrap_or_default().to_owned();
        self.state.lock().expect("no panic held it").passwords.push((said, self.is_private));
        match self.fate() {
            Some(MailFate::Password(answer)) => {
                self.done();
                self.says(answer).await;
            }
            _ => self.says("235 welcome").await,
        }
    }

    async fn takes_mail(&mut self) -> bool {
        self.says("354 go on").await;
        let mut mail = String::new();
        while let Some(line) = self.hears().await {
            if line == "." {
                break;
            }
            mail.push_str(&line);
            mail.push('\n');
        }
        let breaks = matches!(self.fate(), Some(MailFate::BreakAfterData));
        self.state.lock().expect("no panic held it").mails.push(mail);
        if breaks {
            self.done();
            return false;
        }
        self.says("250 taken").await;
        true
    }
}
