//! TODO
use super::Exception;
pub(super) const EXCEPTIONS: &[Exception] = &[];
