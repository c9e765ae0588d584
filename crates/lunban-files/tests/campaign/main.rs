//! Campaign folders, read: good ones as they are meant, bad ones with every fault at its place.

mod bad_settings;
mod bad_tables;
mod good;
mod hostile;
mod random;
mod sample;
mod unread;
mod workbooks;
