//! Where an element that is written as HTML may stand, and what its start opens or closes for that.

use html5ever::LocalName;
use html5ever::tokenizer::Tag;

use crate::text::markdown::builder::{Builder, DEEPEST};
use crate::text::markdown::document::{Element, Token};
use crate::text::markdown::element::{ContentCategory, ContentModel, HtmlElement, ListedElement, is_void};
use crate::text::markdown::open_element::{OpenElement, OpenHtml};

/// Opens an element that was not written, as browsers open a `<tbody>`.
pub(super) fn open_implied(builder: &mut Builder<'_>, element: ListedElement) -> bool {
    if builder.stack.len() >= DEEPEST || !place(builder, &element) {
        return false;
    }
    let shown = Element::Html(element, None);
    builder.open(shown);
    let name = LocalName::from(element.name);
    let content = match element.model {
        ContentModel::Holds(content) | ContentModel::MayEnd(content) => content,
        ContentModel::Transparent | ContentModel::Nothing => ContentCategory::Flow,
    };
    let holder = name.clone();
    builder.stack.push(OpenElement::Html(OpenHtml { name, shown: Some(shown), closes_itself: true, content, holder }));
    builder.raw.open += 1;
    true
}

/// Opens the last item of a list again, so that a list which was written behind it stands in it.
pub(super) fn reopen_item(builder: &mut Builder<'_>) -> bool {
    let is_list = |open: &OpenElement| matches!(open, OpenElement::Html(list) if matches!(&*list.name, "ol" | "ul") && list.shown.is_some());
    if builder.stack.len() >= DEEPEST || !builder.stack.last().is_some_and(is_list) {
        return false;
    }
    let is_space = |token: &Token| matches!(token, Token::Text(range) if builder.body.text(*range).trim().is_empty());
    let Some(at) = builder.body.tokens.iter().rposition(|token| !is_space(token) && *token != Token::Line) else {
        return false;
    };
    let Some(Token::Close(shown @ Element::Html(item, _))) = builder.body.tokens.get(at).copied() else {
        return false;
    };
    if item.name != "li" {
        return false;
    }
    builder.body.tokens.truncate(at);
    let name = LocalName::from(item.name);
    builder.stack.push(OpenElement::Html(OpenHtml {
        holder: name.clone(),
        name,
        shown: Some(shown),
        closes_itself: true,
        content: ContentCategory::Flow,
    }));
    builder.raw.open += 1;
    true
}

/// Makes room for an element, closing others that its start closes; `false` where it cannot stand.
pub(super) fn place(builder: &mut Builder<'_>, element: &HtmlElement) -> bool {
    let is_ended = matches!(builder.stack.last(), Some(OpenElement::Ended));
    builder.stack.truncate(builder.stack.len() - usize::from(is_ended));
    let is_placed = place_here(builder, element);
    builder.stack.extend(is_ended.then_some(OpenElement::Ended));
    is_placed
}

fn place_here(builder: &mut Builder<'_>, element: &HtmlElement) -> bool {
    let mut depth = builder.stack.len();
    loop {
        let (content, holder) = around(builder, depth);
        if element.fits(content, &holder) {
            builder.close_html(depth);
            return true;
        }
        match depth.checked_sub(1).and_then(|top| builder.stack.get(top)) {
            Some(OpenElement::Html(written)) if written.closes_itself => depth -= 1,
            _ => return false,
        }
    }
}

/// What may stand in the innermost of the first `depth` open elements, and the name of its element if it was written as HTML.
fn around(builder: &Builder<'_>, depth: usize) -> (ContentCategory, LocalName) {
    match depth.checked_sub(1).and_then(|top| builder.stack.get(top)) {
        Some(OpenElement::Ended) => around(builder, depth - 1),
        None => (ContentCategory::Flow, LocalName::default()),
        Some(OpenElement::Html(written)) => (written.content, written.holder.clone()),
        Some(open) => (open.content(), LocalName::default()),
    }
}

/// Remembers that an element is open, so that its end tag finds it.
pub(super) fn remember(builder: &mut Builder<'_>, tag: &Tag, shown: Option<(&HtmlElement, Element)>) {
    if is_void(&tag.name) || builder.stack.len() >= DEEPEST {
        return;
    }
    let (around, holder) = around(builder, builder.stack.len());
    let inside = shown.map_or(ContentModel::Transparent, |(element, _)| element.model);
    let content = match inside {
        ContentModel::Holds(content) | ContentModel::MayEnd(content) => content,
        ContentModel::Transparent | ContentModel::Nothing => around,
    };
    let shown = shown.map(|(_, shown)| shown);
    builder.stack.push(OpenElement::Html(OpenHtml {
        name: tag.name.clone(),
        shown,
        closes_itself: matches!(inside, ContentModel::MayEnd(_)),
        content,
        holder: if shown.is_some() { tag.name.clone() } else { holder },
    }));
    builder.raw.open += 1;
    builder.links += usize::from(shown.is_some() && &*tag.name == "a");
}
