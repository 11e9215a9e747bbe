//! Mermaid diagrams, drawn while the book is built.
