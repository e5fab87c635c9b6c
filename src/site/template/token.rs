//! The tokens of a template.

/// A token. What stands between tags is one, whatever is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'t> {
    Text(&'t str),
    /// The start of what is written: `{{`.
    Open,
    /// Its end.
    Close,
    /// The start of a tag: `{%`.
    TagOpen,
    /// Its end.
    TagClose,
    Word(&'t str),
    Quoted(&'t str),
    Number(i64),
    Sign(&'static str),
}

/// What is neither a word, a number nor a text, the longer before the shorter.
static SIGNS: [&str; 22] =
    ["==", "!=", ">=", "<=", "/>", ">", "<", "+", "-", "~", "|", "=", ".", ",", ":", "(", ")", "[", "]", "{", "}", "*"];

/// The tokens of a template; none where it holds what is no token here.
pub(super) fn tokens(template: &str) -> Option<Vec<Token<'_>>> {
    let mut tokens = Vec::new();
    let mut rest = template;
    // A `-` at the end of a tag takes the white space after it away, and that after comments which follow.
    let mut trims = false;
    while !rest.is_empty() {
        let (text, tag) = rest.split_at_checked(opening(rest))?;
        let text = if trims { text.trim_start() } else { text };
        let text = if tag.as_bytes().get(2) == Some(&b'-') { text.trim_end() } else { text };
        if !text.is_empty() {
            tokens.push(Token::Text(text));
        }
        rest = match tag.as_bytes().get(1) {
            None => tag,
            Some(b'#') => {
                let (comment, after) = tag.split_once("#}")?;
                trims |= comment.ends_with('-');
                after
            }
            Some(kind) => {
                let is_tag = *kind == b'%';
                tokens.push(if is_tag { Token::TagOpen } else { Token::Open });
                let inside = tag.get(2..)?;
                let inside = inside.strip_prefix('-').unwrap_or(inside);
                let after;
                (after, trims) = in_tag(inside, if is_tag { "%}" } else { "}}" }, &mut tokens)?;
                tokens.push(if is_tag { Token::TagClose } else { Token::Close });
                after
            }
        };
    }
    Some(tokens)
}

/// Where the first tag or comment begins.
fn opening(text: &str) -> usize {
    let is_opening = |(at, _): &(usize, &str)| matches!(text.as_bytes().get(at + 1), Some(b'{' | b'%' | b'#'));
    text.match_indices('{').find(is_opening).map_or(text.len(), |(at, _)| at)
}

/// Reads a tag to its end; what follows, and whether the tag takes white space away there.
fn in_tag<'t>(text: &'t str, end: &str, tokens: &mut Vec<Token<'t>>) -> Option<(&'t str, bool)> {
    let mut rest = text.trim_start();
    loop {
        if let Some(after) = rest.strip_prefix(end) {
            return Some((after, false));
        }
        if let Some(after) = rest.strip_prefix('-').and_then(|rest| rest.strip_prefix(end)) {
            return Some((after, true));
        }
        let (token, after) = token(rest)?;
        tokens.push(token);
        rest = after.trim_start();
    }
}

fn token(rest: &str) -> Option<(Token<'_>, &str)> {
    if let Some(quoted) = rest.strip_prefix('"') {
        let (text, after) = quoted.split_once('"')?;
        return (!text.contains('\\')).then_some((Token::Quoted(text), after));
    }
    let is_of_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let (word, after) = rest.split_at_checked(rest.find(|letter| !is_of_word(letter)).unwrap_or(rest.len()))?;
    if word.starts_with(|letter: char| letter.is_ascii_digit()) {
        return Some((Token::Number(word.parse().ok()?), after));
    }
    if !word.is_empty() {
        return Some((Token::Word(word), after));
    }
    SIGNS.iter().find_map(|sign| Some((Token::Sign(sign), rest.strip_prefix(sign)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_goes_where_a_tag_says_so() {
        let text = |template| {
            let tokens = tokens(template).expect("tokens");
            let texts = tokens.into_iter().filter_map(|token| match token {
                Token::Text(text) => Some(text),
                _ => None,
            });
            texts.collect::<String>()
        };
        assert_eq!(text("a {{ b }} c"), "a  c");
        assert_eq!(text("a {{- b -}} c"), "ac");
        assert_eq!(text("a {#- b -#} c"), "ac");
        assert_eq!(text("a {% b -%} {# c #} d"), "a d");
    }

    #[test]
    fn a_call_of_a_component_has_its_signs() {
        use Token::{Close, Number, Open, Quoted, Sign, Word};
        let call = r#"{{<value of={item[1]} at="a" />}}"#;
        let rest = [Word("at"), Sign("="), Quoted("a"), Sign("/>"), Close];
        let first = [Open, Sign("<"), Word("value"), Word("of"), Sign("="), Sign("{"), Word("item")];
        let index = [Sign("["), Number(1), Sign("]"), Sign("}")];
        assert_eq!(tokens(call), Some([&first[..], &index[..], &rest[..]].concat()));
    }
}
