//! Names into addresses: those that were not judged fit are not even shown to whoever connects.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use futures::future::BoxFuture;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::Exceptions;

/// Whoever knows the addresses of names.
pub trait Names: Send + Sync {
    /// Every address of a host.
    fn look_up(&self, host: &str) -> BoxFuture<'static, io::Result<Vec<IpAddr>>>;
}

/// The name servers that the system uses.
pub struct SystemNames;

impl Names for SystemNames {
    fn look_up(&self, host: &str) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        let host = host.to_owned();
        Box::pin(async move {
            let found = tokio::net::lookup_host((host.as_str(), 0)).await?;
            Ok(found.map(|address| address.ip()).collect())
        })
    }
}

/// Why a name leads nowhere.
#[derive(Debug, thiserror::Error)]
pub(super) enum NotResolved {
    #[error("every address of the name is forbidden")]
    Forbidden,
    #[error("the name is not known")]
    Unknown,
}

/// Resolves, and keeps to itself what may not be called.
pub(super) struct Judging {
    pub names: Arc<dyn Names>,
    pub exceptions: Arc<Exceptions>,
}

impl Resolve for Judging {
    fn resolve(&self, name: Name) -> Resolving {
        let looked_up = self.names.look_up(name.as_str());
        let exceptions = self.exceptions.clone();
        Box::pin(async move {
            let found = looked_up.await.map_err(|_| NotResolved::Unknown)?;
            if found.is_empty() {
                return Err(NotResolved::Unknown.into());
            }
            let fit = found.into_iter().filter(|address| exceptions.permit(name.as_str(), *address));
            // The port is the one of the address that is called.
            let fit: Vec<_> = fit.map(|address| SocketAddr::new(address, 0)).collect();
            if fit.is_empty() {
                return Err(NotResolved::Forbidden.into());
            }
            Ok(Box::new(fit.into_iter()) as Addrs)
        })
    }
}
