use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::{Secret, fingerprint, mask, scan};

/// 2026-01-01.
const NOW: i64 = 1_767_225_600;

fn token(header: &str, claims: &str, signature: &[u8]) -> String {
    let [header, claims] = [header, claims].map(|part| URL_SAFE_NO_PAD.encode(part));
    format!("{header}.{claims}.{}", URL_SAFE_NO_PAD.encode(signature))
}

fn signed(claims: &str) -> String {
    token(r#"{"alg":"HS256"}"#, claims, &[7; 32])
}

fn secrets(text: &str) -> Vec<Secret> {
    scan::secrets(text).into_iter().filter(|secret| secret.is_valid(NOW)).collect()
}

/// Code and message of each secret.
fn told(text: &str) -> Vec<String> {
    secrets(text).into_iter().map(|secret| format!("{}: {}", secret.code, secret.message)).collect()
}

/// The texts of the secrets.
fn found(text: &str) -> Vec<&str> {
    secrets(text).into_iter().map(|secret| &text[secret.range]).collect()
}

#[test]
fn a_token_that_a_server_accepts_is_told_with_what_it_says_of_itself() {
    for (claims, expected) in [
        (r#"{"exp":1767225601}"#, Some("this JSON Web Token, signed with HS256, is valid until 2026-01-01T00:00:01Z")),
        (r#"{"exp":1767225599}"#, None),
        (r#"{"exp":1767225599.5,"iss":"a"}"#, None),
        (r#"{"iss":"https://a.example"}"#, Some("this JSON Web Token of `https://a.example`, signed with HS256, never expires")),
        (r#"{"exp":"yesterday"}"#, Some("this JSON Web Token, signed with HS256, never expires")),
        (r#"{"exp":1e300}"#, Some("this JSON Web Token, signed with HS256, is valid for longer than calendars reach")),
    ] {
        let expected: Vec<String> = expected.iter().map(|message| format!("json-web-token: {message}")).collect();
        assert_eq!(told(&signed(claims)), expected, "{claims}");
    }
}

#[test]
fn what_no_server_accepts_is_quiet() {
    let whole = signed("{}");
    let (stem, _) = whole.rsplit_once('.').unwrap();
    for text in [
        token(r#"{"alg":"none"}"#, "{}", b""),
        format!("{stem}."),
        format!("{stem}.<signature>"),
        format!("{stem}.signature"),
        format!("{whole}..."),
        format!("{whole}…"),
        whole[..30].to_owned(),
        "eyJhbGciOiJIUzI1NiJ9.e30".to_owned(),
        "eyJ".to_owned(),
        token(r#"{"typ":"JWT"}"#, "{}", &[7; 32]),
        token(r#"{"alg":"HS256"}"#, "no object", &[7; 32]),
    ] {
        assert_eq!(told(&text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_token_is_found_wherever_it_stands() {
    let token = signed("{}");
    for text in [
        format!("Bearer {token}"),
        format!("`{token}`, and"),
        format!("It is {token}."),
        format!("https://a.example/?token={token}&x=1"),
        format!("<code>{token}</code>"),
        format!("    a[\"{token}\"] --> b"),
        format!("---\ntitle: '{token}'\n---"),
        format!("**{token}**"),
        format!("TOKEN={token}\\n"),
        format!("Bearer%20{token}"),
        format!("?next=%2Fa%3Ftoken%3D{token}"),
        format!("\"one\\n{token}\""),
    ] {
        assert_eq!(found(&text), [&token], "{text}");
    }
}

#[test]
fn the_header_may_have_white_space_wherever_json_has() {
    for header in [
        r#"{ "alg":"HS256"}"#,
        r#"{  "alg" : "HS256" }"#,
        "{\n  \"alg\": \"HS256\"\n}",
        "{\r\n\"alg\":\"HS256\"}",
        "{\t\"alg\":\"HS256\"}",
        "\n{\"alg\":\"HS256\"}",
        "  \t {\"alg\":\"HS256\"}",
        " { \"alg\":\"HS256\"}",
        "\r\n{\"alg\":\"HS256\"}",
    ] {
        let token = token(header, "{}", &[7; 32]);
        assert_eq!(found(&format!("Bearer {token}, or {token}")), [&token, &token], "{header:?}: {token}");
    }
}

#[test]
fn an_encrypted_token_is_told() {
    let part = URL_SAFE_NO_PAD.encode([9; 32]);
    let header = URL_SAFE_NO_PAD.encode(r#"{"alg":"RSA-OAEP","enc":"A256GCM"}"#);
    let text = format!("{header}.{part}.{part}.{part}.{part}");
    assert_eq!(found(&text), [&text]);
    assert!(told(&text)[0].contains("RSA-OAEP"));
}

#[test]
fn a_key_is_told_from_a_stand_in() {
    let line = "TWFueSBoYW5kcyBtYWtlIGxpZ2h0IHdvcmsuIE1hbnkgaGFuZHMgbWFrZSBsaWdo";
    let armour = |label: &str, body: &str| format!("-----BEGIN {label}-----\n{body}\n-----END {label}-----");
    for label in [
        "PRIVATE KEY",
        "RSA PRIVATE KEY",
        "EC PRIVATE KEY",
        "OPENSSH PRIVATE KEY",
        "ENCRYPTED PRIVATE KEY",
        "PGP PRIVATE KEY BLOCK",
    ] {
        let key = armour(label, line);
        assert_eq!(found(&format!("A key:\n\n{key}\n")), [&key], "{label}");
    }
    for body in [
        "...",
        "(your key here)",
        "MIIEvQIBADANBgkqhkiG9w0BAQ",
        &format!("{line}\n…"),
        &"x".repeat(64),
        "",
        "<the key that was made in the first step of this guide>",
    ] {
        assert_eq!(told(&armour("PRIVATE KEY", body)), Vec::<String>::new(), "{body}");
    }
    assert_eq!(told(&armour("PUBLIC KEY", line)), Vec::<String>::new());
    assert_eq!(told(&armour("CERTIFICATE", line)), Vec::<String>::new());
    let quoted = format!("key = \"-----BEGIN PRIVATE KEY-----\\n{line}\\n-----END PRIVATE KEY-----\\n\"");
    assert_eq!(told(&quoted).len(), 1);
    let indented = format!("> -----BEGIN PRIVATE KEY-----\n> {line}\n> -----END PRIVATE KEY-----\n");
    assert_eq!(told(&indented).len(), 1);
    let cut = format!("```\n-----BEGIN PRIVATE KEY-----\n{line}\n```\n");
    assert_eq!(told(&cut).len(), 1);
}

#[test]
fn keys_of_known_makers_are_told() {
    let body = "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0";
    for (key, maker) in [
        (format!("AKIA{}", "QZ7TBINDERYDOCS3"), "AWS"),
        (format!("ghp_{}", &body[..36]), "GitHub"),
        (format!("github_pat_{}_{body}", &body[..22]), "GitHub"),
        (format!("glpat-{}", &body[..20]), "GitLab"),
        (format!("xoxb-{}-{}", "123456789012", &body[..24]), "Slack"),
        (format!("https://hooks.slack.com/services/T0123ABCD/B0123ABCD/{}", &body[..24]), "Slack"),
        (format!("AIza{}", &body[..35]), "Google"),
        (format!("sk_live_{}", &body[..24]), "Stripe"),
        (format!("npm_{}", &body[..36]), "npm"),
        (format!("SG.{}.{body}xyz", &body[..22]), "SendGrid"),
    ] {
        let told = told(&format!("key: \"{key}\"."));
        assert!(told.len() == 1 && told[0].contains(maker), "{key}: {told:?}");
        assert!(!told[0].contains(body), "{told:?}");
    }
    for quiet in [
        "AKIAIOSFODNN7EXAMPLE",
        "AKIAXXXXXXXXXXXXXXXX",
        "AKIA…",
        "xAKIAQZ7TBINDERYDOCS3",
        "AKIAQZ7TBINDERYDOCS3X",
        "sk_live_...",
        "sk_live_xxxxxxxxxxxxxxxxxxxxxxxx",
        "sk_test_a1B2c3D4e5F6g7H8i9J0",
        "xoxb-your-token-goes-here-please",
        "ghp_short",
    ] {
        assert_eq!(told(quiet), Vec::<String>::new(), "{quiet}");
    }
}

#[test]
fn reports_do_not_show_what_they_are_about() {
    let token = signed("{}");
    let line = format!("see {token} and ghp_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9");
    let masked = mask("json-web-token", &line, 4..4 + token.len());
    assert_eq!(masked.len(), line.len());
    assert!(masked.starts_with("see eyJhbGci***") && masked.contains(" and ghp_a1B2***"), "{masked}");
    // Whatever the report is about.
    assert_eq!(mask("spelling", &line, 0..3), masked);
    assert_eq!(mask("spelling", "no secret", 0..2), "no secret");
    assert!(!mask("json-web-token", &line[..60], 4..60).contains(&token[9..20]));
}

#[test]
fn a_fingerprint_is_short_and_of_the_text() {
    assert_eq!(fingerprint("secret").len(), 16);
    assert_ne!(fingerprint("secret"), fingerprint("secrets"));
}

#[test]
fn no_text_makes_it_panic() {
    let token = signed(r#"{"exp":1}"#);
    let text = format!("ä-----BEGIN PRIVATE KEY-----\nöäü {token}\n-----END PRIVATE KEY-----eyJ.eyJ..ü AKIA ghp_-----BEGIN ");
    for (start, _) in text.char_indices() {
        for (end, _) in text.char_indices().filter(|(end, _)| *end >= start) {
            assert!(secrets(&text[start..end]).len() <= 2);
        }
    }
}
