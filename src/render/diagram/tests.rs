use super::draw;
#[test]
fn x() {
    draw("flowchart LR\n A-->B").unwrap();
}
