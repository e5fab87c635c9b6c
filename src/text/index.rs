//! Positions that know of what: the position of a record cannot be taken for that of a reference.

use std::cmp::Ordering;
use std::marker::PhantomData;
use std::ops::{Deref, Index, IndexMut};

/// A position among items of one sort.
pub trait Ix: Copy {
    /// The position of the item that has so many before it.
    fn new(position: usize) -> Self;

    /// How many items lie before it.
    fn position(self) -> usize;
}

/// Makes types of positions. None takes more room than a position, which a million references feel.
macro_rules! index {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(::std::num::NonZeroU32);

        impl $name {
            /// The position of the item that has so many before it.
            #[must_use]
            pub fn new(position: usize) -> $name {
                let number = u32::try_from(position).ok().and_then(|before| ::std::num::NonZeroU32::MIN.checked_add(before));
                debug_assert!(number.is_some(), "fewer than 2^32 fit into memory, let alone into a review");
                $name(number.unwrap_or(::std::num::NonZeroU32::MAX))
            }

            /// How many items lie before it.
            #[must_use]
            pub fn position(self) -> usize {
                self.0.get() as usize - 1
            }
        }

        impl $crate::text::index::Ix for $name {
            fn new(position: usize) -> $name {
                $name::new(position)
            }

            fn position(self) -> usize {
                self.position()
            }
        }
    )+};
}

pub(crate) use index;

/// Items that are found by positions of one sort, and by no others.
#[derive(Debug)]
pub struct IndexVec<I, T> {
    items: Vec<T>,
    sort: PhantomData<I>,
}

impl<I: Ix, T: Clone> IndexVec<I, T> {
    /// So many times the same item.
    #[must_use]
    pub fn of(item: T, count: usize) -> IndexVec<I, T> {
        IndexVec::from(vec![item; count])
    }
}

impl<I: Ix, T> IndexVec<I, T> {
    /// The items with their positions.
    pub fn iter_enumerated(&self) -> impl DoubleEndedIterator<Item = (I, &T)> + ExactSizeIterator {
        self.items.iter().enumerate().map(|(position, item)| (I::new(position), item))
    }

    /// The item at a position, if there is one.
    #[must_use]
    pub fn get(&self, index: I) -> Option<&T> {
        self.items.get(index.position())
    }

    /// The position of the first item that fits, of items that are in order.
    #[must_use]
    pub fn binary_search_by(&self, compare: impl FnMut(&T) -> Ordering) -> Option<I> {
        self.items.binary_search_by(compare).ok().map(I::new)
    }

    /// Adds an item, and says its position.
    pub fn push(&mut self, item: T) -> I {
        self.items.push(item);
        I::new(self.items.len() - 1)
    }

    /// Adds items, in no more room than they take.
    pub fn extend(&mut self, items: impl IntoIterator<IntoIter: ExactSizeIterator<Item = T>>) {
        let items = items.into_iter();
        self.items.reserve_exact(items.len());
        self.items.extend(items);
    }
}

impl<I, T> From<Vec<T>> for IndexVec<I, T> {
    fn from(items: Vec<T>) -> IndexVec<I, T> {
        IndexVec { items, sort: PhantomData }
    }
}

impl<I, T> FromIterator<T> for IndexVec<I, T> {
    fn from_iter<A: IntoIterator<Item = T>>(items: A) -> IndexVec<I, T> {
        IndexVec::from(Vec::from_iter(items))
    }
}

impl<I, T> Default for IndexVec<I, T> {
    fn default() -> IndexVec<I, T> {
        IndexVec::from(Vec::new())
    }
}

impl<I, T> Deref for IndexVec<I, T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.items
    }
}

impl<I: Ix, T> IndexMut<I> for IndexVec<I, T> {
    fn index_mut(&mut self, index: I) -> &mut T {
        &mut self.items[index.position()]
    }
}

impl<I: Ix, T> Index<I> for IndexVec<I, T> {
    type Output = T;

    fn index(&self, index: I) -> &T {
        &self.items[index.position()]
    }
}

impl<'a, I, T> IntoIterator for &'a IndexVec<I, T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}
