//! A load balancer: one address in front of several programs, each of which may be gone.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::Mutex;

use tokio::net::{TcpListener, TcpStream};

/// One address, behind which programs stand. Each connection goes to the next of them; one that takes none is left out from
/// then on.
pub struct Balancer {
    address: SocketAddr,
    behind: Arc<Mutex<Behind>>,
}

#[derive(Default)]
struct Behind {
    targets: Vec<(SocketAddr, usize)>,
    next: usize,
}

impl Balancer {
    /// A balancer with nobody behind it yet.
    pub async fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let address = listener.local_addr().expect("it is bound");
        let behind = Arc::<Mutex<Behind>>::default();
        let known = Arc::clone(&behind);
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                tokio::spawn(carry(near, Arc::clone(&known)));
            }
        });
        Self { address, behind }
    }

    /// Where to connect.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Puts one more program behind it, once that listens.
    pub async fn adds(&self, target: SocketAddr) {
        while TcpStream::connect(target).await.is_err() {
            tokio::task::yield_now().await;
        }
        self.behind.lock().expect("no panic held it").targets.push((target, 0));
    }

    /// How many connections a program was given.
    #[must_use]
    pub fn given_to(&self, target: SocketAddr) -> usize {
        let behind = self.behind.lock().expect("no panic held it");
        behind.targets.iter().find(|(known, _)| *known == target).map_or(0, |(_, count)| *count)
    }
}

/// The targets, from the one whose turn it is on.
fn in_turn(behind: &Mutex<Behind>) -> Vec<SocketAddr> {
    let mut behind = behind.lock().expect("no panic held it");
    let first = behind.next;
    behind.next += 1;
    let targets = behind.targets.iter().map(|(target, _)| *target);
    targets.clone().cycle().skip(first % behind.targets.len().max(1)).take(targets.len()).collect()
}

/// Counts a connection that a target took, or leaves out the target.
fn note(behind: &Mutex<Behind>, target: SocketAddr, was_taken: bool) {
    let targets = &mut behind.lock().expect("no panic held it").targets;
    if was_taken {
        targets.iter_mut().filter(|(known, _)| *known == target).for_each(|(_, count)| *count += 1);
    } else {
        targets.retain(|(known, _)| *known != target);
    }
}

async fn carry(mut near: TcpStream, behind: Arc<Mutex<Behind>>) {
    for target in in_turn(&behind) {
        let connected = TcpStream::connect(target).await;
        note(&behind, target, connected.is_ok());
        let Ok(mut far) = connected else { continue };
        // Either side may hang up; the other is hung up on in turn.
        drop(tokio::io::copy_bidirectional(&mut near, &mut far).await);
        return;
    }
}
