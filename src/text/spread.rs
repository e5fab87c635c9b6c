//! Small numbers for what lies in the program itself: many are told apart by where they lie, without a look at them.

/// A number of so many bits, from 1 to 64, for an address; few of those near each other share one. The golden ratio spreads
/// neighbours, and the highest bits of the product depend on all of the address.
#[must_use]
pub fn spread(address: usize, bits: u32) -> u64 {
    (address as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - bits)
}
