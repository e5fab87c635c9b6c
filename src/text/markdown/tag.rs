//! One tag, or one piece of text, of HTML as it is written, read by the tokenizer that browsers specify.

use std::cell::{Cell, RefCell};

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tag, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use crate::text::span::slice;

/// Keeps what the tokenizer finds.
#[derive(Default)]
struct TokenCollector {
    tag: Cell<Option<Tag>>,
    text: RefCell<String>,
}

impl TokenSink for TokenCollector {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) => self.tag.set(Some(tag)),
            Token::CharacterTokens(text) => self.text.borrow_mut().push_str(&text),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

fn tokenizer() -> Tokenizer<TokenCollector> {
    Tokenizer::new(TokenCollector::default(), TokenizerOpts { discard_bom: false, ..TokenizerOpts::default() })
}

/// The tag that the text begins with, and its length in bytes.
pub(super) fn read(text: &str) -> Option<(Tag, usize)> {
    let tokenizer = tokenizer();
    let queue = BufferQueue::default();
    let mut read = 0;
    // A `>` in a quoted value does not end the tag; only the tokenizer knows.
    while let Some(next) = slice(text, read..).find('>') {
        let end = read + next + 1;
        queue.push_back(StrTendril::from_slice(slice(text, read..end)));
        let _nothing_to_run = tokenizer.feed(&queue);
        if !tokenizer.sink.text.borrow().is_empty() {
            return None;
        }
        if let Some(tag) = tokenizer.sink.tag.take() {
            return Some((tag, end));
        }
        read = end;
    }
    None
}

/// The text that a text without tags stands for: its character references are resolved.
pub(super) fn decode(text: &str) -> String {
    let tokenizer = tokenizer();
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(text));
    let _nothing_to_run = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.text.take()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_ends_where_browsers_end_it() {
        for (text, expected) in [
            ("<b>x", Some(("b", 3))),
            ("<A TITLE='>' y=\">\">x>", Some(("a", 19))),
            ("</details\n>", Some(("details", 11))),
            ("<a title='>", None),
            ("<a", None),
            ("< a>", None),
        ] {
            let found = read(text);
            assert_eq!(found.as_ref().map(|(tag, length)| (&*tag.name, *length)), expected, "{text}");
        }
        assert_eq!(decode("AT&amp;T &#60;b&gt; &nosuch; &lt"), "AT&T <b> &nosuch; <");
    }
}
