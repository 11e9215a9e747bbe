//! The preview: a book in a browser, always as it is now.

mod live;
