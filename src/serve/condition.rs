//! The conditions of a request: which version of a file the client has, and which part of it is wanted.

use std::ops::Range;

/// Whether the list of an `If-None-Match` header holds a tag (RFC 9110, 13.1.2: weakly compared, `*` is any).
pub(super) fn has_tag(list: &str, tag: &str) -> bool {
    if list.trim() == "*" {
        return true;
    }
    let mut rest = list;
    // A tag may hold commas, so the list cannot simply be split at them.
    while let Some((before, after)) = rest.split_once('"') {
        let is_between_tags = matches!(before.trim_matches([' ', '\t', ',']), "" | "W/");
        let Some((found, after)) = after.split_once('"').filter(|_| is_between_tags) else { return false };
        if found == tag {
            return true;
        }
        rest = after;
    }
    false
}

/// What a `Range` header asks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum RequestedRange {
    /// All of it: there is no range, more than one, or none that can be understood.
    Whole,
    /// The bytes from a first one up to another.
    Part(Range<u64>),
    /// Only what lies behind the end.
    Unsatisfiable,
}

/// The part of a file of some length that the value of a `Range` header asks for (RFC 9110, 14.1.2 and 14.2).
pub(super) fn requested_range(range: &str, length: u64) -> RequestedRange {
    let Some((unit, range)) = range.split_once('=') else { return RequestedRange::Whole };
    let Some((first, last)) = range.trim().split_once('-').filter(|_| unit.trim().eq_ignore_ascii_case("bytes")) else {
        return RequestedRange::Whole;
    };
    match (parse_number(first), parse_number(last)) {
        (Some(first), Some(last)) if last < first => RequestedRange::Whole,
        (Some(first), Some(_)) if first >= length => RequestedRange::Unsatisfiable,
        (Some(first), Some(last)) => RequestedRange::Part(first..last.min(length - 1) + 1),
        (Some(first), None) if last.is_empty() => {
            if first < length {
                RequestedRange::Part(first..length)
            } else {
                RequestedRange::Unsatisfiable
            }
        }
        (None, Some(0)) if first.is_empty() => RequestedRange::Unsatisfiable,
        // The last bytes of an empty file are there, but cannot be numbered.
        (None, Some(count)) if first.is_empty() && length > 0 => {
            RequestedRange::Part(length.saturating_sub(count)..length)
        }
        _ => RequestedRange::Whole,
    }
}

/// A number of digits only; one that is too large to be held is larger than any file.
fn parse_number(digits: &str) -> Option<u64> {
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_found_in_a_list() {
        for list in
            ["\"a\"", "W/\"a\"", "*", " * ", "\"b\", \"a\"", "\"b\",W/\"a\"", ",, \"b\" , W/\"a\",", "\"x,y\",\"a\""]
        {
            assert!(has_tag(list, "a"), "{list}");
        }
        for list in ["", "a", "\"b\"", "\"A\"", "\"a", "w/\"a\"", "x\"a\"", "\"a,b\"", "\"b\" x \"a\"", "W/*"] {
            assert!(!has_tag(list, "a"), "{list}");
        }
    }

    #[test]
    fn one_range_is_a_part() {
        for (range, first, last) in [
            ("bytes=0-0", 0, 1),
            ("bytes=2-5", 2, 6),
            ("bytes=2-99", 2, 10),
            ("bytes=9-", 9, 10),
            ("bytes=-3", 7, 10),
            ("bytes=-99", 0, 10),
            ("BYTES=1-1", 1, 2),
            ("bytes=0-99999999999999999999999", 0, 10),
        ] {
            assert_eq!(requested_range(range, 10), RequestedRange::Part(first..last), "{range}");
        }
    }

    #[test]
    fn what_lies_behind_the_end_is_not_there() {
        for range in ["bytes=10-", "bytes=10-12", "bytes=-0", "bytes=99999999999999999999999-"] {
            assert_eq!(requested_range(range, 10), RequestedRange::Unsatisfiable, "{range}");
        }
        assert_eq!(requested_range("bytes=0-", 0), RequestedRange::Unsatisfiable);
    }

    #[test]
    fn what_is_no_single_range_is_the_whole() {
        for range in
            ["", "bytes", "bytes=", "bytes=-", "bytes=5-2", "bytes=0-1,3-4", "bytes=a-b", "bytes=+1-2", "lines=0-1"]
        {
            assert_eq!(requested_range(range, 10), RequestedRange::Whole, "{range}");
        }
        assert_eq!(requested_range("bytes=-5", 0), RequestedRange::Whole);
    }
}
