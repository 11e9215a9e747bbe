//! Diagnostics as text for people and, later, for machines.
