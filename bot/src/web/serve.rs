//! Accepts connections, so many at a time and each for so long, whatever the other side does with them.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use chrono::TimeDelta;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use incidents::Clock;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{debug, warn};

/// How many connections are held at a time; more wait in the system's own queue.
const CONNECTIONS: usize = 256;
/// How long the other side may take to send the head of a request, or stay silent between two.
const HEAD: Duration = Duration::from_secs(10);
/// How many bytes a head may have.
const HEAD_BYTES: usize = 32 * 1024;
/// How long a connection lives before it is asked to come back anew.
const LIFE: Duration = Duration::from_secs(120);
/// How long the last request of a connection may still take.
const LAST: Duration = Duration::from_secs(8);

/// Serves until it is stopped, then finishes the requests in hand.
pub(super) async fn serve(listener: TcpListener, router: Router, clock: Clock, stop: CancellationToken) {
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    let held = TaskTracker::new();
    while let Some(Ok(place)) = stop.run_until_cancelled(room.clone().acquire_owned()).await {
        match stop.run_until_cancelled(listener.accept()).await {
            None => break,
            Some(Ok((stream, _))) => {
                let (router, stop) = (router.clone(), stop.clone());
                held.spawn(async move {
                    hold(stream, router, &stop).await;
                    drop(place);
                });
            }
            Some(Err(why)) => {
                warn!("a connection could not be accepted: {why}");
                stop.run_until_cancelled(clock.sleep(TimeDelta::seconds(1))).await;
            }
        }
    }
    drop(listener);
    held.close();
    held.wait().await;
}

async fn hold(stream: TcpStream, router: Router, stop: &CancellationToken) {
    let service = TowerToHyperService::new(router);
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = pin!(connection);
    tokio::select! {
        ended = timeout(LIFE, connection.as_mut()) => if ended.is_ok() { return },
        () = stop.cancelled() => {}
    }
    connection.as_mut().graceful_shutdown();
    if timeout(LAST, connection).await.is_err() {
        debug!("a connection was cut, for the other side did not finish in time");
    }
}
