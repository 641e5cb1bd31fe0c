// Rust's regex over rows of the table of constructs: lines "HEX HEX" (pattern, probe) in, lines "Y", "n" or "E" out.
use std::io::BufRead;

fn text(hex: &str) -> String {
    let bytes = (0..hex.len() / 2).map(|i| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).unwrap());
    String::from_utf8(bytes.collect()).unwrap()
}

fn main() {
    for line in std::io::stdin().lock().lines() {
        let line = line.unwrap();
        let (pattern, probe) = line.split_once(' ').unwrap();
        let answer = match regex::RegexBuilder::new(&text(pattern)).case_insensitive(true).build() {
            Err(_) => "E",
            Ok(r) if r.is_match(&text(probe)) => "Y",
            Ok(_) => "n",
        };
        println!("{answer}");
    }
}
