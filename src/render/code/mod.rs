//! Code blocks, coloured while the book is built.
