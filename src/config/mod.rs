//! The configuration: `zonegate.toml` or `.zonegate.toml` at the root of the repository.
//!
//! Flows in: the octets of that file on one side of a change. Flows out: a validated [`Policy`], which `discover`, `gate`
//! and the verdict read. `raw` is the file as written (unknown keys refused), `policy` what it means, `zone_policy` what a
//! table about zones means. No configuration
//! is a policy too.

mod policies;
mod policy;
mod raw;
mod zone_policy;

pub use policies::Policies;
pub use policy::{Level, Policy};
pub use raw::ConfigError;

/// The names under which the configuration is looked for, the first that exists counts.
pub const FILE_NAMES: [&str; 2] = ["zonegate.toml", ".zonegate.toml"];
