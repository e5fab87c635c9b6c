//! Names of hosts in the letters that readers see: `xn--bcher-kva` is `bücher` (Punycode, RFC 3492; IDNA, RFC 5890).
//!
//! Only reading is needed, and no table: a library for it brings the tables of Unicode that say what a name may have.

/// How long a label is at most, in bytes (RFC 1035, 2.3.4).
const LONGEST: usize = 63;

const BASE: u32 = 36;
const T_MIN: u32 = 1;
const T_MAX: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const INITIAL_BIAS: u32 = 72;
const INITIAL_N: u32 = 0x80;

/// A label of the name of a host in letters; `None` where it says that it is encoded (`xn--`) and is not.
#[must_use]
pub fn label_in_letters(label: &str) -> Option<String> {
    match label.get(..4) {
        Some(prefix) if prefix.eq_ignore_ascii_case("xn--") => {
            let letters = label.get(4..).filter(|_| label.len() <= LONGEST).and_then(decode);
            // Of an encoded name that is plain after all, no browser finds the host.
            letters.filter(|letters| !letters.is_ascii() && !letters.contains(char::is_control))
        }
        _ => Some(label.to_owned()),
    }
}

/// RFC 3492, 6.2.
fn decode(encoded: &str) -> Option<String> {
    let (plain, deltas) = encoded.rsplit_once('-').unwrap_or(("", encoded));
    let mut letters: Vec<char> = plain.chars().map(|c| c.is_ascii().then_some(c)).collect::<Option<_>>()?;
    let (mut n, mut i, mut bias) = (INITIAL_N, 0_u32, INITIAL_BIAS);
    let mut digits = deltas.chars().peekable();
    while digits.peek().is_some() {
        let before = i;
        let mut weight = 1_u32;
        for k in (BASE..).step_by(BASE as usize) {
            let digit = digits.next().and_then(digit_of)?;
            i = i.checked_add(digit.checked_mul(weight)?)?;
            let threshold = k.saturating_sub(bias).clamp(T_MIN, T_MAX);
            if digit < threshold {
                break;
            }
            weight = weight.checked_mul(BASE - threshold)?;
        }
        let length = u32::try_from(letters.len()).ok()? + 1;
        bias = adapted(i - before, length, before == 0);
        n = n.checked_add(i / length)?;
        i %= length;
        letters.insert(usize::try_from(i).ok()?, char::from_u32(n)?);
        i += 1;
    }
    Some(letters.into_iter().collect())
}

/// Letters are 0 to 25, digits 26 to 35.
fn digit_of(c: char) -> Option<u32> {
    let value = c.to_digit(BASE)?;
    Some(if value < 10 { value + 26 } else { value - 10 })
}

/// RFC 3492, 6.1.
fn adapted(delta: u32, length: u32, is_first: bool) -> u32 {
    let mut delta = if is_first { delta / DAMP } else { delta / 2 };
    delta += delta / length;
    let mut k = 0;
    while delta > ((BASE - T_MIN) * T_MAX) / 2 {
        delta /= BASE - T_MIN;
        k += BASE;
    }
    k + (BASE - T_MIN + 1) * delta / (delta + SKEW)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encoded_labels_are_read_and_others_stay() {
        for (label, letters) in [
            ("icann", "icann"),
            ("bücher", "bücher"),
            ("xn--bcher-kva", "bücher"),
            ("XN--Bcher-KVA", "Bücher"),
            ("xn--mnchen-3ya", "münchen"),
            ("xn--e1afmkfd", "пример"),
            ("xn--80ak6aa92e", "аррӏе"),
            ("xn--wgv71a119e", "日本語"),
            // RFC 3492, 7.1 (B), (L).
            ("xn--ihqwcrb4cv8a8dqg056pqjye", "他们为什么不说中文"),
            ("xn--3B-ww4c5e180e575a65lsy2b", "3年B組金八先生"),
        ] {
            assert_eq!(label_in_letters(label).as_deref(), Some(letters), "{label}");
        }
        for broken in ["xn--", "xn--a", "xn--icann-", "xn--ü-kva", "xn--a!", "xn--99999999", "xn--zzzzzzzzzzzzzzzzzz"]
        {
            assert_eq!(label_in_letters(broken), None, "{broken}");
        }
        assert_eq!(label_in_letters(&format!("xn--{}-kva", "b".repeat(60))), None);
    }
}
