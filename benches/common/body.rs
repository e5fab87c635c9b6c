//! The Markdown body of a record of the corpus: 300 to 600 words under headings, with a list, a table, a footnote and
//! the references it is given, spread evenly over the text.

use crate::common::prose::{Dice, Vocabulary};

/// What a body is made of, beyond prose.
pub(crate) struct Outline<'a> {
    /// The first paragraph, before the words of chance; may be empty.
    pub(crate) opening: String,
    /// The headings, in order; each is also an anchor that other records may point to.
    pub(crate) headings: &'a [&'a str],
    /// References as they are to be written.
    pub(crate) references: Vec<String>,
    /// The text of the one footnote.
    pub(crate) footnote: String,
}

/// The body of an outline.
pub(crate) fn write(dice: &mut Dice, vocabulary: &Vocabulary, outline: &Outline<'_>) -> String {
    let target = dice.between(350, 590);
    let mut body = Body {
        text: String::with_capacity(target * 8),
        words: 0,
        every: target / (outline.references.len() + 1),
        references: &outline.references,
        written: 0,
    };
    if !outline.opening.is_empty() {
        body.push(&outline.opening);
        body.push("\n\n");
    }
    body.push(&vocabulary.sentence(dice));
    body.push("[^1] ");
    let parts = outline.headings.len() + 1;
    body.paragraphs(dice, vocabulary, target / parts);
    for (place, heading) in outline.headings.iter().enumerate() {
        body.push(&format!("## {heading}\n\n"));
        match place {
            0 => body.list(dice, vocabulary),
            1 => body.table(dice, vocabulary),
            _ => body.aside(dice, vocabulary),
        }
        body.paragraphs(dice, vocabulary, target * (place + 2) / parts);
    }
    while let Some(reference) = body.references.get(body.written) {
        body.written += 1;
        let sentence = vocabulary.sentence_about(dice, reference);
        body.push(&sentence);
        body.push("\n\n");
    }
    body.push(&format!("[^1]: {}\n", outline.footnote));
    body.text
}

struct Body<'a> {
    text: String,
    words: usize,
    /// After how many words each the next reference is due.
    every: usize,
    references: &'a [String],
    /// How many of the references stand in the text.
    written: usize,
}

impl Body<'_> {
    fn push(&mut self, text: &str) {
        self.words += text.split_whitespace().count();
        self.text.push_str(text);
    }

    /// Paragraphs of 3 to 6 sentences, at least one sentence, until the body has `target` words.
    fn paragraphs(&mut self, dice: &mut Dice, vocabulary: &Vocabulary, target: usize) {
        loop {
            for _ in 0..dice.between(3, 6) {
                let due = self.words >= self.every * (self.written + 1);
                let sentence = match self.references.get(self.written) {
                    Some(reference) if due => {
                        self.written += 1;
                        vocabulary.sentence_about(dice, reference)
                    }
                    _ => vocabulary.marked_sentence(dice),
                };
                self.push(&sentence);
                self.push(" ");
                if self.words >= target {
                    break;
                }
            }
            self.text.pop();
            self.push("\n\n");
            if self.words >= target {
                return;
            }
        }
    }

    fn list(&mut self, dice: &mut Dice, vocabulary: &Vocabulary) {
        for _ in 0..dice.between(3, 5) {
            let count = dice.between(4, 10);
            let item = format!("- {}\n", vocabulary.phrase(dice, count));
            self.push(&item);
        }
        self.push("\n");
    }

    fn table(&mut self, dice: &mut Dice, vocabulary: &Vocabulary) {
        self.push("| Measure | Figure | Remark |\n|---|---:|---|\n");
        for _ in 0..dice.between(3, 6) {
            let (measure, figure) = (vocabulary.phrase(dice, 2), dice.between(1, 999));
            let row = format!("| {measure} | {figure} | {} |\n", vocabulary.phrase(dice, 3));
            self.push(&row);
        }
        self.push("\n");
    }

    /// What stands beside the text: an ordered list, a note, a list of terms, or a smaller heading.
    fn aside(&mut self, dice: &mut Dice, vocabulary: &Vocabulary) {
        let mut phrase = |count| vocabulary.phrase(dice, count);
        let [first, second, third] = [phrase(6), phrase(7), phrase(5)];
        let term = phrase(2);
        let aside = match dice.below(4) {
            0 => format!("1. {first}\n2. {second}\n3. {third}\n\n"),
            1 => format!("> [!NOTE]\n> {first}. {second}.\n\n"),
            2 => format!("{term}\n: {first}\n\n- [x] {second}\n- [ ] {third}\n\n"),
            _ => format!("### In short: {term}\n\n{first}, {second}.\n\n"),
        };
        self.push(&aside);
    }
}
