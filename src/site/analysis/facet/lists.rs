//! Many short lists in one.

/// Lists of which most hold one item, one after the other.
#[derive(Debug)]
pub(super) struct Lists<T> {
    items: Vec<T>,
    /// Where each list ends.
    ends: Vec<usize>,
}

impl<T> Default for Lists<T> {
    fn default() -> Lists<T> {
        Lists { items: Vec::new(), ends: Vec::new() }
    }
}

impl<T> Lists<T> {
    /// Adds a list of the items that this adds; nothing else may be done with what was there.
    pub(super) fn push(&mut self, add: impl FnOnce(&mut Vec<T>)) {
        add(&mut self.items);
        self.ends.push(self.items.len());
    }

    /// The items of a list; none where there is no such list.
    pub(super) fn get(&self, list: usize) -> &[T] {
        let start = list.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied());
        let place = start.zip(self.ends.get(list));
        place.and_then(|(start, end)| self.items.get(start..*end)).unwrap_or_default()
    }

    /// All lists, in their order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[T]> {
        (0..self.ends.len()).map(|list| self.get(list))
    }

    /// The items of all lists, in their order.
    pub(super) fn items(&self) -> &[T] {
        &self.items
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_list_has_what_was_added_for_it() {
        let mut lists = Lists::default();
        lists.push(|items| items.push(1));
        lists.push(|_| {});
        lists.push(|items| items.extend([2, 3]));
        assert_eq!(lists.iter().collect::<Vec<_>>(), [&[1][..], &[], &[2, 3]]);
        assert_eq!((lists.get(2), lists.get(3), lists.items()), (&[2, 3][..], &[][..], &[1, 2, 3][..]));
    }
}
