//! From bytes to text: the encoding is found out by itself.

use std::borrow::Cow;

use encoding_rs::{DecoderResult, Encoding, GB18030, UTF_16BE, UTF_16LE};
use lunban_core::text;

use crate::{LocatedFault, Location, ReadFaults};

/// Bytes are no text: neither UTF-8 nor GB18030 nor UTF-16 with a mark, from this line on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NotText(u32);

impl NotText {
    /// The fault of the file that holds these bytes.
    pub(crate) fn fault(self, file: &str) -> ReadFaults {
        let expected = text!("text in UTF-8 or GB18030; this is neither", "须为UTF-8或GB18030文本；此处两者皆非");
        LocatedFault::error("wrong-encoding", Location::file(file).line(self.0), "", expected).into()
    }
}

/// The text of a file: UTF-8 or UTF-16 by their marks, else UTF-8 without one, else GB18030.
pub(crate) fn decode(bytes: Vec<u8>) -> Result<String, NotText> {
    let text = match Encoding::for_bom(&bytes) {
        Some((encoding, mark)) if encoding == UTF_16LE || encoding == UTF_16BE => {
            decode_as(encoding, &bytes[mark..]).ok_or(NotText(1))?
        }
        Some((_, mark)) => utf8_or_gb18030(bytes[mark..].to_vec())?,
        None => utf8_or_gb18030(bytes)?,
    };
    // A zero byte is never text: it is UTF-16 without its mark, or no text at all.
    match text.find('\0') {
        Some(position) => Err(NotText(line_of(&text.as_bytes()[..position]))),
        None => Ok(text),
    }
}

fn utf8_or_gb18030(bytes: Vec<u8>) -> Result<String, NotText> {
    String::from_utf8(bytes).or_else(|fault| {
        let broken = NotText(line_of(&fault.as_bytes()[..fault.utf8_error().valid_up_to()]));
        let bytes = fault.into_bytes();
        if is_mostly_utf8(&bytes) {
            return Err(broken);
        }
        decode_as(GB18030, &bytes).ok_or_else(|| NotText(first_bad_line(GB18030, &bytes)))
    })
}

/// Chinese in UTF-8 with a few bytes spoilt decodes as GB18030 too, to nonsense: better an error than nonsense.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let lossy = String::from_utf8_lossy(bytes);
    let spoilt = lossy.matches(char::REPLACEMENT_CHARACTER).count();
    let whole = lossy.chars().filter(|character| *character >= '\u{800}').count() - spoilt;
    whole > spoilt
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(Cow::into_owned)
}

fn first_bad_line(encoding: &'static Encoding, bytes: &[u8]) -> u32 {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut buffer = [0; 4096];
    let mut read = 0;
    loop {
        let (result, taken, _) = decoder.decode_to_utf8_without_replacement(&bytes[read..], &mut buffer, true);
        read += taken;
        if !matches!(result, DecoderResult::OutputFull) {
            return line_of(&bytes[..read]);
        }
    }
}

/// The line that comes after these bytes.
fn line_of(before: &[u8]) -> u32 {
    u32::try_from(before.split(|byte| *byte == b'\n').count()).unwrap_or(u32::MAX)
}

/// Words parted by blanks; what stands in quotes is one.
pub(crate) fn words(written: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut is_quoted = false;
    for letter in written.chars() {
        match letter {
            '"' | '“' | '”' => is_quoted = !is_quoted,
            blank if blank.is_whitespace() && !is_quoted => words.push(String::new()),
            other => words.last_mut().into_iter().for_each(|word| word.push(other)),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "编号,姓名\n1,张三\n";

    #[test]
    fn utf8_with_and_without_its_mark() {
        assert_eq!(decode(TEXT.into()).unwrap(), TEXT);
        assert_eq!(decode([b"\xef\xbb\xbf", TEXT.as_bytes()].concat()).unwrap(), TEXT);
        assert_eq!(decode(Vec::new()).unwrap(), "");
    }

    #[test]
    fn gb18030() {
        let (bytes, ..) = GB18030.encode(TEXT);
        assert_eq!(decode(bytes.into_owned()).unwrap(), TEXT);
        // The two characters whose GB18030 bytes are famous for looking like UTF-8.
        let (bytes, ..) = GB18030.encode("姓名,单位\n张三,联通");
        assert_eq!(decode(bytes.into_owned()).unwrap(), "姓名,单位\n张三,联通");
    }

    #[test]
    fn utf16_by_its_mark() {
        let little: Vec<u8> = "\u{feff}编号".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "\u{feff}编号".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(little).unwrap(), "编号");
        assert_eq!(decode(big).unwrap(), "编号");
    }

    #[test]
    fn what_is_none_of_them_is_a_fault_with_its_line() {
        assert_eq!(decode(b"id,name\n1,a\n2,\xff\xff\n".to_vec()), Err(NotText(3)));
        assert_eq!(decode(b"i\0d\0\n\0".to_vec()), Err(NotText(1)));
    }

    #[test]
    fn utf8_with_a_spoilt_byte_is_not_taken_for_gb18030() {
        let mut bytes = TEXT.as_bytes().to_vec();
        let position = TEXT.find('三').unwrap();
        bytes.remove(position);
        assert_eq!(decode(bytes), Err(NotText(2)));
    }
}
