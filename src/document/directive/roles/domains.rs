//! Roles of other languages than Python, each with the language's domain before its name.

use super::objects::object;
use super::{RoleSpec, flat};
use crate::document::{Family, InlineKind};

pub(super) const ROLES: &[RoleSpec] = &[
    RoleSpec {
        names: &["js:func", "js:meth"],
        summary: "A function or method in JavaScript, shown with parentheses.",
        lower: |call, builder| object(call, builder, Family::JavaScript, "()"),
    },
    RoleSpec {
        names: &["js:class", "js:data", "js:attr", "js:mod"],
        summary: "Another object in JavaScript.",
        lower: |call, builder| object(call, builder, Family::JavaScript, ""),
    },
    RoleSpec {
        names: &["c:func"],
        summary: "A function in C, shown with parentheses.",
        lower: |call, builder| object(call, builder, Family::C, "()"),
    },
    RoleSpec {
        names: &["c:data", "c:enum", "c:enumerator", "c:macro", "c:member", "c:struct", "c:type", "c:union", "c:var"],
        summary: "Another object in C.",
        lower: |call, builder| object(call, builder, Family::C, ""),
    },
    RoleSpec {
        names: &["cpp:func"],
        summary: "A function in C++, shown with parentheses.",
        lower: |call, builder| object(call, builder, Family::Cpp, "()"),
    },
    RoleSpec {
        names: &[
            "cpp:any",
            "cpp:class",
            "cpp:concept",
            "cpp:enum",
            "cpp:enumerator",
            "cpp:member",
            "cpp:struct",
            "cpp:type",
            "cpp:union",
            "cpp:var",
        ],
        summary: "Another object in C++.",
        lower: |call, builder| object(call, builder, Family::Cpp, ""),
    },
    RoleSpec {
        names: &["c:expr", "c:texpr", "cpp:expr", "cpp:texpr"],
        summary: "An expression or a type, as code; nothing in it is a link.",
        lower: |call, _| InlineKind::Code(flat(&call.text)),
    },
    RoleSpec {
        names: &["rst:dir"],
        summary: "A directive, or as `directive:option` one of its options.",
        lower: |call, builder| object(call, builder, Family::Directives, ""),
    },
    RoleSpec { names: &["rst:role"], summary: "A role.", lower: |call, builder| object(call, builder, Family::Roles, "") },
];
